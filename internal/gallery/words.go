package gallery

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"misfortune/internal/text"
)

// saying is a text on a page.
type saying struct {
	Lang  string // as the page marks it
	Text  string
	Where string
}

// unfilled is what a text looks like whose arguments went missing.
var unfilled = regexp.MustCompile(`\{\{|\}\}|<no value>|%!|\bundefined\b|\bNaN\b|\[object `)

// keyLike is what the name of a text in the catalogue looks like.
var keyLike = regexp.MustCompile(`\b[a-z][a-z0-9_-]*(?:\.[a-z0-9_-]+)+\b`)

// checkWords finds what is missing or in the wrong language among all that a
// page says.
func checkWords(said []saying, lang string) []Fault {
	var faults []Fault
	add := func(s saying, format string, args ...any) {
		faults = append(faults, Fault{Rule: "words", Where: s.Where, What: fmt.Sprintf(format, args...)})
	}
	if len(said) == 0 || said[0].Lang != lang {
		faults = append(faults, Fault{Rule: "words", Where: "html", What: "its language is not " + lang})
	}
	for _, s := range said {
		if unfilled.MatchString(s.Text) {
			add(s, "%q lacks an argument", s.Text)
		}
		for _, word := range keyLike.FindAllString(s.Text, -1) {
			if namesText(word) {
				add(s, "%q is the name of a text", word)
			}
		}
		if s.Lang != lang {
			continue // says itself that it is in another language
		}
		if phrase := foreign(s.Text, lang); phrase != "" {
			add(s, "%q is not in the language of the page", phrase)
		}
	}
	return faults
}

// namesText tells whether a word is a key of a catalogue, or would be one if it
// were there: catalogues are ordered by the first part of their keys.
func namesText(word string) bool {
	topic, _, _ := strings.Cut(word, ".")
	return topics()[topic]
}

// topics are the first parts of all keys that have more than one.
var topics = sync.OnceValue(func() map[string]bool { //nolint:gochecknoglobals // a function of the catalogues
	all := map[string]bool{}
	for _, key := range text.Keys(text.Default) {
		if topic, _, ok := strings.Cut(key, "."); ok {
			all[topic] = true
		}
	}
	return all
})

// foreign returns the phrase of another language's catalogue that a text
// contains, or nothing.
func foreign(words, lang string) string {
	words = strings.ToLower(onSpaces(words))
	own := phrases()[lang]
	for other, all := range phrases() {
		if other == lang {
			continue
		}
		for _, phrase := range all {
			if strings.Contains(words, phrase) && !slices.ContainsFunc(own, func(o string) bool { return strings.Contains(o, phrase) }) {
				return phrase
			}
		}
	}
	return ""
}
