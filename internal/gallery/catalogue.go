package gallery

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"misfortune/internal/text"
)

// phrases are, by language, what the interface says there, long enough to be
// told from another language: sentences and parts of sentences between
// placeholders, in small letters. Safe for concurrent use.
var phrases = sync.OnceValue(func() map[string][]string { //nolint:gochecknoglobals // a function of the catalogues
	all := map[string][]string{}
	for _, lang := range text.Languages() {
		all[lang] = readPhrases(lang)
	}
	return all
})

// readPhrases reads a catalogue file, because a printer does not show its texts
// unfilled. The path is seen from this folder, where the tests of a package run.
func readPhrases(lang string) []string {
	file := "../text/active." + lang + ".yaml"
	source, err := os.ReadFile(file)
	if err != nil {
		panic(fmt.Sprintf("gallery: %v", err))
	}
	var messages map[string]any
	if err := yaml.Unmarshal(source, &messages); err != nil {
		panic(fmt.Sprintf("gallery: %s: %v", file, err))
	}
	var all []string
	for _, m := range messages {
		switch m := m.(type) {
		case string:
			all = append(all, cutPhrases(m)...)
		case map[string]any: // plural forms
			for _, form := range m {
				all = append(all, cutPhrases(fmt.Sprint(form))...)
			}
		}
	}
	return all
}

// placeholder is where a message is filled in.
var placeholder = regexp.MustCompile(`\{\{.*?\}\}`)

// cutPhrases are the parts of a message that are long enough: three words and
// fifteen letters.
func cutPhrases(message string) []string {
	var long []string
	for _, part := range placeholder.Split(message, -1) {
		part = strings.ToLower(onSpaces(part))
		if len(strings.Fields(part)) >= 3 && utf8.RuneCountInString(part) >= 15 {
			long = append(long, part)
		}
	}
	return long
}

// onSpaces makes white space of any kind and length one space.
func onSpaces(s string) string { return strings.Join(strings.Fields(s), " ") }
