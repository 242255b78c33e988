package templates

import "testing"

// TestHeadline: the first sentence is what is read first; a time of day or a
// number does not end a sentence.
func TestHeadline(t *testing.T) {
	for text, want := range map[string][2]string{
		"Our sites are blank. 41 of 48 probes\nget HTTP 503.\n": {"Our sites are blank.", "41 of 48 probes\nget HTTP 503."},
		"Errors 503 on 41 of 42 sites":                          {"Errors 503 on 41 of 42 sites", ""},
		"Version 7.4.1 fails at 09:47.5 for all.":               {"Version 7.4.1 fails at 09:47.5 for all.", ""},
		"Anybody there? The site is gone.":                      {"Anybody there?", "The site is gone."},
		"":                                                      {"", ""},
	} {
		if got := [2]string{headline(text), beyondHeadline(text)}; got != want {
			t.Errorf("%q is cut into %q", text, got)
		}
	}
}
