package text_test

import (
	"strings"
	"sync"
	"testing"

	"misfortune/internal/text"
)

func TestMatchListensToTheBrowser(t *testing.T) {
	for _, c := range []struct{ header, fallback, want string }{
		{"fr-CH, fr;q=0.9, en;q=0.8", "en", "fr"},
		{"en-GB", "fr", "en"},
		{"de, fr;q=0.3", "en", "fr"},
		{"ja", "fr", "fr"},
		{"", "fr", "fr"},
		{"", "", "en"},
		{"no such; header;;q=x", "fr", "fr"},
		{"ja", "tlh", "en"},
	} {
		if got := text.Match(c.header, c.fallback); got != c.want {
			t.Errorf("Match(%q, %q) = %q, want %q", c.header, c.fallback, got, c.want)
		}
	}
}

func TestNumbersChooseTheForm(t *testing.T) {
	en, fr := text.For("en"), text.For("fr")
	for _, c := range []struct{ got, want string }{
		{en.T("lobby.people", "n", 1), "1 person"},
		{en.T("lobby.people", "n", 0), "0 people"},
		{fr.T("lobby.people", "n", 0), "0 personne"},
		{fr.T("lobby.people", "n", 12500), "12\u202f500 personnes"},
		{en.Msg("lobby.people", map[string]any{"n": 2.0}), "2 people"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestNumbersAreWrittenAsTheLanguageWritesThem(t *testing.T) {
	en, fr := text.For("en"), text.For("fr")
	for _, c := range []struct{ got, want string }{
		{en.Percent(0.85), "85%"},
		{fr.Percent(0.85), "85\u202f%"},
		{en.Number(3_500), "3500"},
		{en.Number(-3_500_000), "\u22123,500,000"},
		{en.Decimal(24.25), "24.3"},
		{fr.Decimal(24.25), "24,3"},
		{fr.Decimal(12), "12"},
		{en.Large(3.5e9), "3.5 billion"},
		{fr.Large(2.4e6), "2,4 millions"},
		{en.Large(40_000), "40,000"},
		{text.Clock(7), "0:07"},
		{text.Clock(3727), "1:02:07"},
		{text.Clock(-3), "0:00"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestAReasonIsToldInTheReadersWords(t *testing.T) {
	args := map[string]any{"said": "global", "right": "region"}
	if got, want := text.For("fr").Msg("score.scope.wider", args), "«\u202fMondial\u202f» au lieu de «\u202fUne région\u202f»\u202f: plus large que la réalité."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if args["said"] != "global" {
		t.Error("the caller's arguments were changed")
	}
	mean := map[string]any{"actions": 3.0, "best": 2.0, "workable": 0.0, "wasteful": 0.0, "harmful": 1.0, "false": true}
	en := text.For("en")
	if got := en.Msg("score.mitigate.mean", mean); !strings.Contains(got, "1 harmful") || !strings.Contains(got, "too early") {
		t.Errorf("got %q", got)
	}
	mean["false"] = false
	if got := en.Msg("score.mitigate.mean", mean); strings.Contains(got, "too early") {
		t.Errorf("without a false all-clear: %q", got)
	}
}

func TestAMissingKeyIsFoundByTests(t *testing.T) {
	for name, say := range map[string]func(){
		"key":      func() { text.For("en").T("no.such.key") },
		"argument": func() { text.For("en").T("you.are") },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("a missing %s went unnoticed", name)
				}
			}()
			say()
		}()
	}
}

func TestMarkdownIsTame(t *testing.T) {
	for _, c := range []struct{ src, has, hasNot string }{
		{"# Head", "<h3", "<h1"},
		{"**bold** `code`", "<strong>bold</strong>", ""},
		{"<script>alert(1)</script>", "", "<script"},
		{"a <img src=x onerror=alert(1)> b", "", "onerror"},
		{"[x](javascript:alert(1))", "", "javascript:"},
		{"[x](data:text/html,hi)", "", "data:text"},
		{"[x](https://www.example.test)", `rel="noopener noreferrer"`, ""},
		{"<https://www.example.test>", `rel="noopener noreferrer"`, ""},
		{"![a **fine** graph](https://tracker.example.test/x.png)", "a fine graph", "tracker"},
		{"![a < b](x)", "a &lt; b", "<img"},
		{"![<b>](x)", "", "<b>"},
		{"[![in a link](x.png)](https://www.example.test)", "in a link", "<img"},
		{"| a | b |\n|---|---|\n| 1 | 2 |", "<td>1</td>", ""},
	} {
		got := text.Markdown(c.src)
		if !strings.Contains(got, c.has) {
			t.Errorf("%q gives %q, which lacks %q", c.src, got, c.has)
		}
		if c.hasNot != "" && strings.Contains(got, c.hasNot) {
			t.Errorf("%q gives %q, which has %q", c.src, got, c.hasNot)
		}
	}
}

func TestTeamsHaveNamesOfTheirOwn(t *testing.T) {
	for _, lang := range text.Languages() {
		seen := map[string]bool{}
		names := text.TeamNames(lang, 50)
		if len(names) != 50 {
			t.Fatalf("%s: %d names", lang, len(names))
		}
		for _, n := range names {
			if seen[n] || n == "" {
				t.Errorf("%s: %q twice", lang, n)
			}
			seen[n] = true
		}
	}
	if got := text.TeamNames("en", 25)[24]; got != "Team 25" {
		t.Errorf("the 25th team is %q", got)
	}
}

func TestPrintersAreShared(t *testing.T) {
	var all sync.WaitGroup
	for _, lang := range text.Languages() {
		for range 4 {
			all.Go(func() {
				for i := range 50 {
					if text.For(lang).T("day.round", "number", i) == "" {
						t.Error("nothing was said")
					}
				}
			})
		}
	}
	all.Wait()
}
