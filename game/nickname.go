package game

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// MaxNick is how many characters a nickname has at most.
const MaxNick = 24

// cleanNick folds white space and normalises; ok is false when the name holds
// what cannot be seen (control characters, direction marks, nothing at all).
func cleanNick(s string) (nick string, ok bool) {
	if !utf8.ValidString(s) {
		return "", false
	}
	s = norm.NFC.String(strings.Join(strings.Fields(s), " "))
	marks := 0
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Me, r):
			if marks++; marks > 2 { // towers of accents run over the neighbours
				return "", false
			}
			continue
		case r == ' ' || unicode.IsGraphic(r) && !unicode.Is(unicode.Zs, r) && !unicode.Is(unicode.Co, r):
		default:
			return "", false
		}
		marks = 0
	}
	return s, true
}

// foldNick maps names that people would take for the same to the same text:
// compatibility forms, case, accents and spaces are folded away.
func foldNick(nick string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(cases.Fold().String(norm.NFKC.String(nick))) {
		if !unicode.Is(unicode.Mn, r) && !unicode.IsSpace(r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}
