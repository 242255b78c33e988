package main

import (
	"slices"
	"testing"
	"time"

	"misfortune/internal/browsertest"
)

// alone is somebody who plays an incident alone, on a phone.
type alone struct {
	*storyHouse
	*player

	scripted bool // otherwise the page has to be asked for news
}

// to turns to a part of the war room; without script all parts are below each
// other.
func (a *alone) to(part string) {
	if a.scripted {
		a.player.to(part)
	}
}

// TestStoryAlone is the newcomer's first ten minutes: one tap on the front page,
// briefing, page, looks, triage, actions, all-clear, score; in both languages,
// and once in a browser that runs no script at all.
func TestStoryAlone(t *testing.T) {
	browsertest.Start(t) // one browser for all
	for name, c := range map[string]struct {
		lang   string
		script bool
		says   string // the large key of the briefing
	}{
		"in English":     {"en", true, "I’m on call"},
		"en français":    {"fr", true, "Je suis d’astreinte"},
		"without script": {"en", false, "I’m on call"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := openHouse(t)
			phone := browsertest.Phone()
			phone.NoScript = !c.script
			p := &player{Person: h.person("Ada", c.lang, phone), lang: c.lang}
			a := &alone{storyHouse: h, player: p, scripted: c.script}
			a.Open(h.url("/"))
			a.Click(command("alone"))
			a.WaitText("#you", c.says)
			a.plot = plotCalled(t, a.Text("#slice h1"), c.lang)
			browsertest.Eval[bool](a.Person, `(scrollTo(0, document.body.scrollHeight), true)`) // reading
			a.Click(command("ready"))
			a.Wait("#page[data-ringing]")
			a.WaitFor("scrollY === 0")
			a.Click(command("acknowledge"))
			a.Wait("#now")
			a.playAlone(t)
		})
	}
}

// playAlone does everything right, two things at once where two hands help, and
// compares the score with the rules.
func (a *alone) playAlone(t *testing.T) {
	t.Helper()
	longest := time.Duration(0)
	for _, id := range a.plot.looks {
		longest = max(longest, a.start(a.plot.lookTitle(id, a.lang)))
	}
	a.finish(longest)
	a.to("triage")
	a.fill("SEV1", a.plot.right, a.plot.looks)
	for _, m := range a.plot.good {
		a.finish(a.start(a.plot.actionTitle(m.action, a.lang)))
	}
	a.finish(time.Duration(a.plot.calm) * time.Second)
	a.arrives(".head .strip li:nth-child(3).done")
	a.to("triage")
	a.Click(command("all-clear"))
	a.Wait("#review")
	ended, end := happened(t, a.Person, ".timelines", "action"), happened(t, a.Person, ".timelines", "ended")
	impact := a.plot.impactPoints(a.plot.ledger(a.plot.good, ended, end[0]))
	want := hundred(85, 10, 5, 5, 10, 5, 25, impact)
	if got := card(t, a.Person, ".cards .card"); !slices.Equal(got.lines, want.lines) || got.total != want.total {
		t.Errorf("alone it is\n%+v, by the rules\n%+v", got, want)
	}
	a.Click(command("next-incident"))
	a.Wait(command("ready"))
}

// start begins a look or an action and tells how long it takes.
func (a *alone) start(title string, takes time.Duration) time.Duration {
	a.to("do")
	row := a.option(title)
	if a.Has(row + " details") {
		a.Click(row + " summary")
	}
	a.Click(row + " form button")
	a.to("do")
	a.WaitText("#options .do.blocked", title)
	return takes
}

// finish lets time pass until whatever is at work has come back.
func (a *alone) finish(takes time.Duration) {
	a.skip(takes + 2*time.Second)
	a.to("now")
	a.arrives("#hands:not(:has(.job:not(.free)))")
}

// arrives waits until something is on the page; where no script brings it, by
// asking for the page again.
func (a *alone) arrives(css string) {
	for end := time.Now().Add(10 * time.Second); !a.scripted && time.Now().Before(end); {
		a.Reload()
		if a.Has(css) {
			break
		}
	}
	a.Wait(css)
}

// fill sends the triage form.
func (a *alone) fill(severity, diagnosis string, evidence []string) {
	a.ClickText("#claim .seg label", severity)
	a.Click("#claim label:has(input[value=" + a.plot.scope + "])")
	a.ClickText("#claim .choices label", a.plot.diagnosisTitle(diagnosis, a.lang))
	for _, id := range evidence {
		title, _ := a.plot.lookTitle(id, a.lang)
		a.ClickText("#evidence .chip", title)
	}
	a.Click(command("claim"))
	a.WaitText("#claims .claim", a.plot.diagnosisTitle(diagnosis, a.lang))
}
