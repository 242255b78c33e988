package templates

import (
	"misfortune/game/view"
	"misfortune/internal/text"
)

// showWheel is a wheel for the front page. Its slices are kinds of bad days,
// none of them a scenario.
func showWheel(t *text.Printer) *view.Wheel {
	w := &view.Wheel{}
	for i, key := range []string{"one", "two", "three", "four", "five", "six", "seven", "eight"} {
		w.Slices = append(w.Slices, view.Slice{Index: i, Label: t.T("home.slice_" + key)})
	}
	// The page cuts the wheel at its right edge: the pointer is moved to the
	// left by the style sheet, half a turn away.
	w.Spin = &view.Spin{No: 1, Slice: 1, Rotation: 180 - 1.5*360/8 - 4}
	return w
}

func backFrom(p TroublePage) string {
	if p.Back == "" {
		return "/"
	}
	return p.Back
}
