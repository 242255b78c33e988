package text

import (
	"slices"

	"golang.org/x/text/language"
)

// Default is the language of last resort.
const Default = "en"

// Languages lists the languages of the interface, the default first.
func Languages() []string { return []string{Default, "fr"} }

// Known tells whether there is a catalogue for lang.
func Known(lang string) bool { return slices.Contains(Languages(), lang) }

// Match picks the language that suits an Accept-Language header best. It
// answers fallback when the header is empty, unreadable or asks for languages
// that we do not speak, and [Default] when fallback is no language of ours.
func Match(header, fallback string) string {
	if !Known(fallback) {
		fallback = Default
	}
	wanted, _, err := language.ParseAcceptLanguage(header)
	if err != nil || len(wanted) == 0 {
		return fallback
	}
	_, at, confidence := matcher.Match(wanted...)
	if confidence == language.No {
		return fallback
	}
	return Languages()[at]
}

// Endonym is the name that the speakers of lang have for it.
func Endonym(lang string) string {
	if lang == "fr" {
		return "Français"
	}
	return "English"
}

//nolint:gochecknoglobals // built once from constants, never changed
var matcher = language.NewMatcher([]language.Tag{language.English, language.French})
