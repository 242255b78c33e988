package sim

import (
	"maps"
	"slices"
)

// Facts is the discrete state of a world: every value is a string, a float64
// or a bool. A Facts value is never changed once shared; use With.
type Facts map[string]any

// With returns f overlaid with sets; f itself is not changed.
func (f Facts) With(sets Facts) Facts {
	out := maps.Clone(f)
	if out == nil {
		out = Facts{}
	}
	maps.Copy(out, sets)
	return out
}

// Names returns the names of the facts, sorted.
func (f Facts) Names() []string { return slices.Sorted(maps.Keys(f)) }

// Change is facts taking new values at the start of a step.
type Change struct {
	Step int   `json:"step"`
	Sets Facts `json:"sets"`
}
