package web

import (
	"strings"
	"testing"
)

func TestCodesHoldNothingThatIsMisread(t *testing.T) {
	for range 500 {
		code := newCode()
		if again, ok := readCode(code); !ok || again != code {
			t.Fatalf("the code %s is read as %q, %v", code, again, ok)
		}
		if strings.ContainsAny(code, "01OQILZS6BUAE") {
			t.Fatalf("the code %s holds a look-alike or a vowel", code)
		}
	}
}

func TestWhatPeopleTypeIsForgiven(t *testing.T) {
	for typed, want := range map[string]string{
		"CDF234":                              "CDF234",
		"cdf234":                              "CDF234",
		" cdf 234 ":                           "CDF234",
		"cdf-234":                             "CDF234",
		"0OQZSB":                              "DDD258",
		"6uUvVc":                              "GVVVVC",
		"":                                    "",
		"CDF23":                               "",
		"CDF2345":                             "",
		"CDF23A":                              "", // no code has a vowel
		"CDF23é":                              "",
		"CDF2\x003":                           "",
		strings.Repeat(" ", 1<<20) + "CDF234": "",
	} {
		code, ok := readCode(typed)
		if !ok {
			code = ""
		}
		if code != want {
			t.Errorf("%.20q is read as %q, want %q", typed, code, want)
		}
	}
}
