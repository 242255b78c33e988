package text_test

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"misfortune/internal/text"
)

// catalogue is a message file as it is written: key to the forms of its text.
func catalogue(t *testing.T, lang string) map[string][]string {
	t.Helper()
	b, err := os.ReadFile("active." + lang + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	var raw map[string]any
	if err := yaml.Unmarshal(b, &raw); err != nil {
		t.Fatal(err)
	}
	out := make(map[string][]string, len(raw))
	for key, v := range raw {
		switch v := v.(type) {
		case string:
			out[key] = []string{v}
		case map[string]any:
			for _, form := range v {
				out[key] = append(out[key], form.(string))
			}
		default:
			t.Fatalf("%s: %s is a %T", lang, key, v)
		}
	}
	return out
}

func TestLanguagesSayTheSameThings(t *testing.T) {
	placeholder := regexp.MustCompile(`\{\{(?:if )?\.(\w+)`)
	asked := func(forms []string) []string {
		found := map[string]bool{}
		for _, f := range forms {
			for _, m := range placeholder.FindAllStringSubmatch(f, -1) {
				found[m[1]] = true
			}
		}
		return slices.Sorted(maps.Keys(found))
	}
	first := catalogue(t, text.Default)
	for _, lang := range text.Languages()[1:] {
		other := catalogue(t, lang)
		for key, forms := range first {
			if _, ok := other[key]; !ok {
				t.Errorf("%s has no %s", lang, key)
				continue
			}
			if a, b := asked(forms), asked(other[key]); !slices.Equal(a, b) {
				t.Errorf("%s: placeholders of %s are %v, in %s %v", lang, key, b, text.Default, a)
			}
			if len(forms) != len(other[key]) {
				t.Errorf("%s: %s has %d forms, in %s %d", lang, key, len(other[key]), text.Default, len(forms))
			}
		}
		for key := range other {
			if _, ok := first[key]; !ok {
				t.Errorf("only %s has %s", lang, key)
			}
		}
		if got, want := text.Keys(lang), slices.Sorted(maps.Keys(other)); !slices.Equal(got, want) {
			t.Errorf("Keys(%q) is not what its file holds", lang)
		}
	}
}

func TestFrenchSetsNarrowSpaces(t *testing.T) {
	wrong := regexp.MustCompile(`[^\x{202f}][:;?!%»]|«[^\x{202f}]`)
	for key, forms := range catalogue(t, "fr") {
		for _, f := range forms {
			if at := wrong.FindString(f); at != "" {
				t.Errorf("%s: no narrow no-break space at %q in %q", key, at, f)
			}
		}
	}
}

// TestKeysAreUsedAndExist reads the sources that speak: every key written there
// must be in the catalogue, and nothing may be in the catalogue that nobody
// says. Keys put together from a prefix and a value of the game are found by
// their prefix.
func TestKeysAreUsedAndExist(t *testing.T) {
	keys := text.Keys(text.Default)
	whole := regexp.MustCompile(`\bT\("([a-z0-9_.-]+)"[,)]`)
	prefix := regexp.MustCompile(`"([a-z0-9_]+[._])"\s*\+|"([a-z0-9_.]+[._])" ?\+|\bword\(t, "([a-z.]+)"`)
	said := strings.Builder{}
	prefixes := []string{"refused."} // keys that the rules and the server refuse with
	for _, root := range []string{".", "../web", "../../templates"} {
		for _, src := range sources(t, root) {
			said.WriteString(src)
			for _, m := range whole.FindAllStringSubmatch(src, -1) {
				if !slices.Contains(keys, m[1]) {
					t.Errorf("%s: %s is said and in no catalogue", root, m[1])
				}
			}
			for _, m := range prefix.FindAllStringSubmatch(src, -1) {
				if m[3] != "" {
					m[3] += "."
				}
				prefixes = append(prefixes, m[1]+m[2]+m[3])
			}
		}
	}
	all := said.String()
	for _, key := range keys {
		byPrefix := slices.ContainsFunc(prefixes, func(p string) bool { return p != "" && strings.HasPrefix(key, p) })
		if !byPrefix && !strings.Contains(all, `"`+key+`"`) {
			t.Errorf("nobody says %s", key)
		}
	}
}

func sources(t *testing.T, root string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, "_templ.go") {
			return nil
		}
		if ext := filepath.Ext(path); ext != ".go" && ext != ".templ" {
			return nil
		}
		b, err := os.ReadFile(path)
		out = append(out, string(b))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestWordsOfTheGameAreNamed holds what the rules may say against the
// catalogue: names that reach a page as values, not as keys.
func TestWordsOfTheGameAreNamed(t *testing.T) {
	values := map[string]string{
		"milestone.":       "acknowledged triaged mitigated verified",
		"milestone.short.": "acknowledged triaged mitigated verified",
		"position.":        "commander operations communications scribe",
		"scope.":           "one_user some region global",
		"risk.":            "low medium high",
		"verdict.":         "best workable wasteful harmful right wrong",
		"phase.":           "lobby wheel briefing play review closed",
		"item.":            "look action failed all-clear-refused mitigated revoked escalated",
		"entry.": "acknowledged escalated look action-started action failed cancelled lapsed claim mitigated revoked " +
			"all-clear all-clear-refused position ended",
		"score.":              "acknowledge severity scope diagnosis evidence mitigate impact coordination",
		"score.acknowledge.":  "within_par within_three late escalated never",
		"score.severity.":     "exact one_higher higher lower none",
		"score.scope.":        "exact wider narrower none",
		"score.diagnosis.":    "first second third late wrong none",
		"score.evidence.":     "two one none against no_claim",
		"score.mitigate.":     "not mean no_actions",
		"score.impact.":       "share left_out",
		"score.coordination.": "commander no_commander",
		"refused.": "not_allowed wrong_phase day_over nick_length nick_taken nick_unprintable name_length team_count slice_count " +
			"no_such_team no_slices_left slice_spent spin_running nothing_spun nobody_here not_your_round page_first already_on_it " +
			"hands_full your_hands_full done_once not_possible_now confirm_risk no_such_thing not_your_job claim_incomplete " +
			"unknown_evidence commander_only no_commander position_held position_not_yours team_finished clock_stopped " +
			"already_paused not_paused too_many_minutes round_not_over bad_input unknown_code wrong_key too_fast too_large " +
			"cross_site not_found busy internal",
	}
	for _, lang := range text.Languages() {
		p := text.For(lang)
		for prefix, names := range values {
			for name := range strings.FieldsSeq(names) {
				if !p.Has(prefix + name) {
					t.Errorf("%s has no %s%s", lang, prefix, name)
				}
			}
		}
	}
}
