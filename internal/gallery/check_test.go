package gallery_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"misfortune/internal/browsertest"
	"misfortune/internal/gallery"
)

// A planted page breaks one rule, or only looks as if it did.
type planted struct {
	name  string
	body  string
	style string
	rule  string // what is found; empty: nothing
	names string // part of what is said about it
}

// Every rule finds what it is for, and nothing else is found beside it.
func TestEachRuleFindsWhatBreaksIt(t *testing.T) {
	look(t, browsertest.Phone(), nil, []planted{
		{name: "a plain page", body: `<p>The users are well.</p><a class=key href="/">Go on</a>`},

		{name: "a table wider than the window", rule: "scroll", names: "div#wide",
			style: `#wide { width: 500px }`, body: `<div id=wide>Five hundred pixels</div>`},
		{name: "a table that scrolls by itself",
			style: `#box { overflow-x: auto } #wide { width: 500px }`, body: `<div id=box tabindex=0><div id=wide>Five hundred pixels</div></div>`},

		{name: "a name cut off", rule: "clipped", names: "Maximiliane",
			style: `#nick { width: 60px; overflow: hidden; white-space: nowrap }`, body: `<p id=nick>Maximiliane-Alexandrine</p>`},
		{name: "a name with an ellipsis", rule: "clipped", names: "Maximiliane",
			style: `#nick { width: 60px; overflow: hidden; white-space: nowrap; text-overflow: ellipsis }`, body: `<p id=nick>Maximiliane-Alexandrine</p>`},
		{name: "a name that is meant to be cut",
			style: `#nick { width: 60px; overflow: hidden; white-space: nowrap; text-overflow: ellipsis }`, body: `<p id=nick data-cut>Maximiliane-Alexandrine</p>`},
		{name: "a last line cut in half", rule: "clipped", names: "two lines",
			style: `#low { width: 120px; height: 30px; overflow: hidden }`, body: `<p id=low>Two lines do not fit here</p>`},
		{name: "a column that scrolls",
			style: `#low { width: 120px; height: 30px; overflow-y: auto }`, body: `<p id=low tabindex=0>Two lines do not fit here</p>`},
		{name: "what is out of the page on the left", rule: "clipped", names: "edge of the page",
			style: `#left { position: absolute; left: -50px; top: 200px }`, body: `<p id=left>Half of it</p>`},
		{name: "a body that cuts off sideways, in a page that scrolls down",
			style: `html { overflow: hidden auto } body { overflow: hidden } p { height: 1200px }`, body: `<p>Far up</p><p>Far down</p>`},
		{name: "a window that does not scroll", rule: "clipped", names: "Far down",
			style: `body { overflow: hidden; height: 100vh } p { height: 1200px }`, body: `<p>Far up</p><p>Far down</p>`},
		{name: "a pinned bar that is too low for its words", rule: "clipped", names: "Never seen",
			style: `#bar { position: fixed; top: 850px; left: 0 }`, body: `<p id=bar>Never seen</p>`},
		{name: "a code longer than its field", rule: "clipped", names: "K7M4QXK7M4QX",
			style: `#code { width: 60px }`, body: `<label>Code <input id=code value=K7M4QXK7M4QX></label>`},
		{name: "words for screen readers",
			style: `.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden }`, body: `<p>Well <span class=unseen>and seen by nobody</span></p>`},

		{name: "a key too narrow for its word", rule: "spilling", names: "Acknowledge",
			style: `#key { width: 40px; padding: 4px }`, body: `<button class=key id=key>Acknowledge</button>`},

		{name: "two texts in one place", rule: "overlapping", names: "Harm",
			style: `#a, #b { position: absolute; top: 100px; left: 20px }`, body: `<p id=a>Harm</p><p id=b>Well</p>`},
		{name: "a tight big number above its unit",
			style: `#n { font-size: 80px; line-height: .8 } #n + p { line-height: 1 }`, body: `<p id=n>85%</p><p>of all users</p>`},
		{name: "a bar over what can be scrolled away",
			style: `#bar { position: fixed; bottom: 0; height: 40px; background: #fff } main { padding-bottom: 60px }`,
			body:  strings.Repeat("<p>Another line</p>", 60) + `<nav id=bar>Now and later</nav>`},
		{name: "a bar over the last line", rule: "buried", names: "The last line",
			style: `#bar { position: fixed; bottom: 0; left: 0; right: 0; height: 60px; background: #fff }`,
			body:  strings.Repeat("<p>Another line</p>", 60) + `<p>The last line</p><nav id=bar>Now</nav>`},

		{name: "a key too low to be hit", rule: "targets", names: "by 20 px",
			style: `#key { height: 20px; width: 80px; padding: 0 }`, body: `<button class=key id=key>Pause</button>`},
		{name: "a link in a sentence", body: `<p>See <a href="/">the notices</a> for more.</p>`},
		{name: "a link alone in its line", rule: "targets", names: "ul#links a",
			style: `#links { line-height: 18px }`, body: `<ul id=links><li><a href="/">Postmortem</a></ul>`},
		{name: "a radio button with a large label",
			style: `label { display: block; padding: 8px }`, body: `<label><input type=radio name=r> SEV1</label>`},

		{name: "a menu that opens beyond the window", rule: "scroll", names: "when details",
			style: `summary { padding: 12px } #menu { width: 600px }`, body: `<details><summary>More</summary><p id=menu>A wide menu</p></details>`},
		{name: "a menu that opens inside of it",
			style: `summary { padding: 12px }`, body: `<details><summary>More</summary><p>A menu</p></details>`},

		{name: "the name of a text in its place", rule: "words", names: "refused.too_lucky", body: `<p>refused.too_lucky</p>`},
		{name: "the name of a machine", body: `<p>web7.eu-west.example.test answers 192.0.2.7</p>`},
		{name: "an argument that went missing", rule: "words", names: "lacks an argument", body: `<p>Round {{.number}}</p>`},
		{name: "a French sentence", rule: "words", names: "la roue de l’infortune", body: `<p>La roue de l’infortune</p>`},
		{name: "a French name, marked as French", body: `<p>Also known as <i lang=fr>La roue de l’infortune</i>.</p>`},
		{name: "a French sentence that is only spoken", rule: "words", names: "aria-label",
			body: `<p>Soon</p><div role=group aria-label="La roue de l’infortune"></div>`},

		{name: "grey on grey", rule: "axe-color-contrast", style: `#grey { color: #999; background: #aaa }`, body: `<p id=grey>Barely there</p>`},
		{name: "a picture without words", rule: "axe-image-alt", body: `<img src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=" width=9 height=9>`},
	})
}

func TestTheProjectorIsReadFromTheBackRow(t *testing.T) {
	look(t, browsertest.Projector(), []string{"projector"}, []planted{
		{name: "large enough", style: `#p { font-size: 24px }`, body: `<p id=p>Night Train</p>`},
		{name: "too small", rule: "projector", names: "23 px", style: `#p { font-size: 23px }`, body: `<p id=p>Night Train</p>`},
		{name: "small by its drawing", rule: "projector", names: "12 px", style: `svg { width: 500px }`,
			body: `<svg viewBox="0 0 1000 1000"><text y="100" font-size="24">Night Train</text></svg>`},
		{name: "below the screen", rule: "projector", names: "beyond the edge", style: `#p { font-size: 30px; margin-top: 1100px }`, body: `<p id=p>Never seen</p>`},
	})
}

func TestLabelsStayInTheirSlices(t *testing.T) {
	const drawing = `<svg class="wheel" viewBox="0 0 1000 1000" width="350" role="img" aria-label="A wheel">
		<g transform="rotate(30 500 500)"><g data-slice="0">
			<path d="M500 500L970 500A470 470 0 0 1 735 907z" fill="#004555"/>
			<g transform="rotate(30 500 500)"><text text-anchor="end" font-size="30" fill="#fff"><tspan x="%d" y="500">%s</tspan></text></g>
		</g><circle class="hub" cx="500" cy="500" r="90"/></g></svg>`
	look(t, browsertest.Phone(), nil, []planted{
		{name: "inside", body: fmt.Sprintf(drawing, 920, "The clock lies")},
		{name: "over the rim", rule: "wheel", names: "The clock lies", body: fmt.Sprintf(drawing, 990, "The clock lies")},
		{name: "into the hub", rule: "wheel", names: "goes on", body: fmt.Sprintf(drawing, 920, "A label that goes on and on and on")},
	})
}

func TestAPageSaysItsLanguage(t *testing.T) {
	visitor := browsertest.Start(t).Person(t, "visitor", browsertest.Phone())
	visitor.Open(bench(t, []planted{{body: "<p>Tout va bien.</p>"}}) + "/0")
	faults := gallery.Check(visitor, "fr")
	if !slices.ContainsFunc(faults, func(f gallery.Fault) bool { return f.Rule == "words" && f.Where == "html" }) {
		t.Errorf("an English page passes for French: %v", faults)
	}
}

// look opens each page and compares what is found with what was planted.
func look(t *testing.T, d browsertest.Device, rules []string, pages []planted) {
	t.Helper()
	b := browsertest.Start(t)
	url := bench(t, pages)
	visitor := b.Person(t, "visitor", d)
	for i, p := range pages {
		visitor.Open(fmt.Sprintf("%s/%d", url, i))
		gallery.Settle(visitor)
		faults := gallery.Check(visitor, "en", rules...)
		said := fmt.Sprint(faults)
		switch {
		case p.rule == "" && len(faults) > 0:
			t.Errorf("%s: found %s", p.name, said)
		case p.rule != "" && !slices.ContainsFunc(faults, func(f gallery.Fault) bool { return f.Rule == p.rule }):
			t.Errorf("%s: %s was not found, but %s", p.name, p.rule, said)
		case slices.ContainsFunc(faults, func(f gallery.Fault) bool { return f.Rule != p.rule }):
			t.Errorf("%s: more was found than %s: %s", p.name, p.rule, said)
		case !strings.Contains(strings.ToLower(said), strings.ToLower(p.names)):
			t.Errorf("%s: %q is not named: %s", p.name, p.names, said)
		}
	}
}

// bench serves planted pages, each under its number.
func bench(t *testing.T, pages []planted) string {
	t.Helper()
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var i int
		if n, err := fmt.Sscanf(r.URL.Path, "/%d", &i); n != 1 || err != nil {
			http.NotFound(w, r)
			return
		}
		fmt.Fprintf(w, `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
			<title>Planted</title><style>
			body { margin: 0; font: 16px/1.5 sans-serif; background: #fff; color: #111 } p { margin: 8px; overflow-wrap: anywhere }
			.key { display: inline-block; padding: 12px; border: 1px solid; background: #eee } .key, a { color: #111 }
			h1 { margin: 8px; font-size: 40px } %s</style><main><h1>Planted</h1>%s</main></html>`, pages[i].style, pages[i].body)
	}))
	t.Cleanup(srv.Close)
	return srv.URL
}
