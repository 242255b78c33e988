package main

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"misfortune/internal/browsertest"
)

// player is somebody of a team in front of a phone, in the middle of a plot.
type player struct {
	*browsertest.Person
	lang string
	plot *plot // of the round that is played
}

// to turns to one part of the war room: now, do, triage or team.
func (p *player) to(part string) { p.Click("#tab-" + part) }

// acknowledge answers the page.
func (p *player) acknowledge() {
	p.Click(command("acknowledge"))
	p.Wait("#now")
}

// look starts a look and tells how long it will take.
func (p *player) look(id string) time.Duration {
	title, takes := p.plot.lookTitle(id, p.lang)
	p.to("do")
	p.Click(p.option(title) + " > form button")
	p.WaitText("#options .do.blocked", title)
	return takes
}

// act starts an action and tells how long it will take. One of high risk is
// asked for twice.
func (p *player) act(id string) time.Duration {
	title, takes := p.plot.actionTitle(id, p.lang)
	p.to("do")
	row := p.option(title)
	if p.Has(row + " details") {
		p.Click(row + " summary")
	}
	p.Click(row + " form button")
	p.WaitText("#options .do.blocked", title)
	return takes
}

// option is the row of a look or an action, found by what it says.
func (p *player) option(title string) string {
	p.WaitText("#options .do .t", title)
	id := browsertest.Eval[string](p.Person, fmt.Sprintf(
		`[...document.querySelectorAll("#options .do .t")].find(el => words(el) === plain(%q)).id`, title))
	return "#options .do:has(#" + id + ")"
}

// sees waits until the feed holds something of a kind, as titled.
func (p *player) sees(kind, title string) {
	p.to("now")
	p.WaitText("#feed .item-"+kind, title)
}

// claim fills in the triage form and sends it.
func (p *player) claim(severity, scope, diagnosis string, evidence ...string) {
	p.to("triage")
	p.ClickText("#claim .seg label", severity)
	p.Click("#claim label:has(input[value=" + scope + "])")
	p.ClickText("#claim .choices label", p.plot.diagnosisTitle(diagnosis, p.lang))
	for _, id := range evidence {
		title, _ := p.plot.lookTitle(id, p.lang)
		p.ClickText("#evidence .chip", title)
	}
	p.Click(command("claim"))
	p.WaitText("#claims .claim", p.plot.diagnosisTitle(diagnosis, p.lang))
}

// command takes the position of the incident commander.
func (p *player) command() {
	p.to("team")
	p.Click(`form[action$="/take-position"]:has(input[value=commander]) button`)
	p.Wait("#you.holds-commander")
}

// allClear says that it is over.
func (p *player) allClear() {
	p.to("triage")
	p.Click(command("all-clear"))
}

// reached waits until the team's line shows so many stations.
func (p *player) reached(stations int) {
	p.WaitFor(fmt.Sprintf(`document.querySelectorAll(".head .strip .done").length === %d`, stations))
}

// stageJS is all that the page's stage says and has chosen or offers, but for
// seconds that go by: what a reload must not change.
const stageJS = `(() => {
	const counts = '[data-ends],[data-left],[data-since],[data-zero],[data-elapsed]';
	const said = [];
	const walk = document.createTreeWalker(document.getElementById('stage'), NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
	while (walk.nextNode()) {
		const node = walk.currentNode;
		const el = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
		if (!el.checkVisibility({ visibilityProperty: true })) continue;
		if (node === el) {
			if (el.matches('input:not([type=hidden]), select')) said.push('[' + (el.checked ?? '') + ' ' + el.value + ']');
			if (el.matches(':disabled')) said.push('[disabled]');
			if (el.matches('[aria-current=true]')) said.push('[current]');
			continue;
		}
		const text = plain(node.data);
		if (text) said.push(el.closest(counts) ? text.replace(/\d+(:\d\d)+/, 'm:ss') : text);
	}
	return said.join('\n');
})()`

func stageText(p *browsertest.Person) string {
	return browsertest.Eval[string](p, stageJS)
}

// differ tells where two texts part.
func differ(a, b string) string {
	was, is := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range max(len(was), len(is)) {
		switch {
		case i >= len(was):
			return fmt.Sprintf("there is more: %q", is[i])
		case i >= len(is):
			return fmt.Sprintf("it ends before %q", was[i])
		case was[i] != is[i]:
			return fmt.Sprintf("after %q came %q, now comes %q", strings.Join(was[max(0, i-2):i], " "), was[i], is[i])
		}
	}
	return ""
}

// reloaded loads pages again, all at the same time, and checks that each shows
// the same as before.
func reloaded(t *testing.T, when string, people ...*browsertest.Person) {
	t.Helper()
	acts := make([]func(), 0, len(people))
	for _, p := range people {
		acts = append(acts, func() {
			before := stageText(p)
			p.Reload()
			if d := differ(before, stageText(p)); d != "" {
				t.Errorf("%s: the page at %s is another one after a reload: %s", when, p.URL(), d)
			}
		})
	}
	browsertest.Together(t, acts...)
}

// card reads a team's card: on the trainer's page each team has one.
func card(t *testing.T, p *browsertest.Person, css string) scored {
	t.Helper()
	p.Wait(css + " .total")
	var s scored
	for _, points := range browsertest.Eval[[]string](p, fmt.Sprintf(
		`[...document.querySelectorAll(%q)].map(el => el.firstChild.data.trim())`, css+" .score .pts")) {
		s.lines = append(s.lines, number(t, points))
	}
	for _, of := range browsertest.Eval[[]string](p, fmt.Sprintf(
		`[...document.querySelectorAll(%q)].map(el => words(el).match(/\d+/)[0])`, css+" .score .pts small")) {
		s.offered += number(t, of)
	}
	s.total = number(t, p.Text(css+" .total b"))
	return s
}

func number(t *testing.T, text string) int {
	t.Helper()
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// happened reads from a timeline at which seconds entries of a kind happened.
func happened(t *testing.T, p *browsertest.Person, css, kind string) []int {
	t.Helper()
	var seconds []int
	for _, at := range browsertest.Eval[[]string](p, fmt.Sprintf(
		`[...document.querySelectorAll(%q)].map(words)`, css+" .entry-"+kind+" > time")) {
		m, s, ok := strings.Cut(at, ":")
		if !ok {
			t.Fatalf("a timeline says %q", at)
		}
		seconds = append(seconds, 60*number(t, m)+number(t, s))
	}
	return seconds
}
