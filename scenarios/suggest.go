package scenarios

import (
	"strings"

	"github.com/agnivade/levenshtein"
)

// longestGuess bounds what is compared: an author's slip is in a word, not in a
// paragraph, and the comparison costs the product of both lengths.
const longestGuess = 60

// nearest is the known word that was probably meant, or "" when none is near
// enough: about one slip in three characters.
func nearest(word string, known []string) string {
	if len(word) > longestGuess {
		return ""
	}
	best, distance := "", max(1, (len(word)+1)/3)+1
	for _, k := range known {
		if d := levenshtein.ComputeDistance(strings.ToLower(word), strings.ToLower(k)); d < distance {
			best, distance = k, d
		}
	}
	return best
}
