package templates

import (
	"strings"

	"misfortune/game/view"
	"misfortune/internal/text"
)

// youClasses tell the style sheet which of the shared keys are this person's:
// the shared part of the page must not name its reader.
func youClasses(y view.You) string {
	var classes []string
	for _, p := range y.Positions {
		classes = append(classes, "holds-"+p)
	}
	if y.Lone {
		classes = append(classes, "holds-commander")
	}
	if y.Phase == view.Playing && y.FreeHands <= 0 {
		classes = append(classes, "hands-full")
	}
	return strings.Join(classes, " ")
}

func positionNames(t *text.Printer, names []string) string {
	told := make([]string, len(names))
	for i, n := range names {
		told[i] = word(t, "position", n)
	}
	return strings.Join(told, ", ")
}
