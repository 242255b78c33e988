package game

import (
	"errors"
	"maps"
	"slices"
)

// Secret is a text of a scenario in every language it was written in, shut:
// printing, logging or encoding a Secret, or any struct that holds one, never
// shows the text. Only Open reads it, and only project.go and review.go may
// call Open (the linter holds us to that).
//
// The zero Secret is empty.
type Secret struct {
	// A pointer, because fmt may not call String on an unexported field of
	// another struct and would print a plain string or map there.
	texts *map[string]string
}

// NewSecret shuts away a text. The key "" stands for all languages.
func NewSecret(byLang map[string]string) Secret {
	if len(byLang) == 0 {
		return Secret{}
	}
	m := maps.Clone(byLang)
	return Secret{&m}
}

// Open returns the text in a language; a text without that language answers
// with the one that stands for all, else with English, else with any.
func (s Secret) Open(lang string) string {
	if s.texts == nil {
		return ""
	}
	m := *s.texts
	for _, l := range []string{lang, "", "en"} {
		if t, ok := m[l]; ok {
			return t
		}
	}
	for _, l := range slices.Sorted(maps.Keys(m)) {
		return m[l]
	}
	return ""
}

// Empty tells whether there is no text at all.
func (s Secret) Empty() bool { return s.texts == nil }

// String hides the text.
func (s Secret) String() string { return "(secret)" }

// GoString hides the text.
func (s Secret) GoString() string { return "(secret)" }

// MarshalJSON refuses: a secret that reaches an encoder is a defect.
func (s Secret) MarshalJSON() ([]byte, error) {
	return nil, errors.New("game: a Secret cannot be encoded")
}
