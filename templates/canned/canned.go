// Package canned holds views of game days that never were: every phase, every
// role, both languages, the long and the short of it. The gallery draws them,
// and so do the tests of package templates.
package canned

import "misfortune/game/view"

// State is one view with a name to find its picture by.
type State struct {
	Name string
	View view.View
	You  view.You
}

// Canned are all states.
func Canned() []State { return nil }
