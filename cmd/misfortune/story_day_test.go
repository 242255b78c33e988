package main

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"misfortune/game/view"
	"misfortune/internal/browsertest"
)

// storyDay is a day with a trainer, a projector, and two teams of two on phones.
type storyDay struct {
	*storyHouse
	lang            string
	code            string
	trainer, screen *browsertest.Person
	second          *browsertest.Person // another tab of the trainer's
	ada, grace      *player             // Team A: does everything right
	linus, margaret *player             // Team B: takes wrong turns
	lived           int                 // rounds begun; the first is looked at more closely
}

// openDay hosts a day with two scenarios on the wheel and seats everybody.
func openDay(t *testing.T, lang string, on []string) *storyDay {
	t.Helper()
	d := &storyDay{storyHouse: openHouse(t), lang: lang}
	d.trainer = d.storyHouse.trainer(lang)
	var off []string
	for id, p := range plots(t) {
		if !slices.Contains(on, id) {
			off = append(off, p.Wheel.Open(lang))
		}
	}
	d.code = d.host(d.trainer, hosting{name: "Astreinte & on call", teams: "2", lang: lang, off: off})
	d.second = d.trainer.Tab()
	d.second.Open(d.url("/g/" + d.code + "/console"))
	d.screen = d.person("the projector", lang, browsertest.Projector())
	d.screen.Open(d.url("/g/" + d.code + "/screen"))
	seat := func(p **player, nick, team string) func() {
		*p = &player{Person: d.person(nick, lang, browsertest.Phone()), lang: lang}
		return func() { d.join((*p).Person, d.code, nick, team) }
	}
	browsertest.Together(t,
		seat(&d.ada, "Ada", "a"), seat(&d.grace, "Grace", "a"),
		seat(&d.linus, "Linus", "b"), seat(&d.margaret, "Margaret", "b"),
	)
	for _, p := range d.everybody() {
		p.WaitFor(`!document.querySelector("#teams") || /Margaret|4/.test(document.querySelector("#teams").innerText)`)
	}
	return d
}

func (d *storyDay) players() []*player { return []*player{d.ada, d.grace, d.linus, d.margaret} }

func (d *storyDay) everybody() []*browsertest.Person {
	all := []*browsertest.Person{d.trainer, d.second, d.screen}
	for _, p := range d.players() {
		all = append(all, p.Person)
	}
	return all
}

// reloaded checks that the trainer's two tabs agree, and that every page survives
// a reload.
func (d *storyDay) reloaded(t *testing.T, when string) {
	t.Helper()
	one, err := json.Marshal(stageText(d.trainer))
	if err != nil {
		t.Fatal(err)
	}
	d.second.WaitFor(stageJS + " === " + string(one))
	reloaded(t, when, d.everybody()...)
}

// away lets the server go away and come back in the middle of a round. Every
// page says so, and is right again within 5 seconds of the server being up: the
// trainer, with a program of their own, pauses at once, and all must show it.
func (d *storyDay) away(t *testing.T) {
	t.Helper()
	const within = 5 * time.Second
	for _, p := range d.everybody() {
		p.Tolerate("ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET", "ERR_EMPTY_RESPONSE", "WebSocket connection")
	}
	d.stop()
	for _, p := range d.everybody() {
		p.Wait("#lost")
	}
	d.open()
	up := time.Now()
	hand := newBot(t, d.url(""), view.Trainer)
	hand.post("/host/key", "key", d.key)
	hand.code = d.code
	hand.must("pause")
	for _, p := range d.everybody() {
		p.Within(within - time.Since(up)).Wait("#paused .banner")
	}
	t.Logf("%d pages were back after %v", len(d.everybody()), time.Since(up))
	for _, p := range d.everybody() {
		p.WaitGone("#lost")
	}
	d.reloaded(t, "after a restart of the server")
	d.trainer.Click(command("resume"))
	for _, p := range d.everybody() {
		p.WaitGone("#paused .banner")
	}
}

// TestStoryOfADay is a whole game day, once in each language: between them they
// play the four built-in scenarios.
func TestStoryOfADay(t *testing.T) {
	browsertest.Start(t) // one browser for both
	for lang, on := range map[string][]string{
		"en": {"blank-pages", "edge-vanishes"},
		"fr": {"empty-directory", "slow-heartbeat"},
	} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			d := openDay(t, lang, on)
			for _, p := range d.everybody() {
				if got := browsertest.Eval[string](p, "document.documentElement.lang"); got != lang {
					t.Errorf("%s is in %q, not in %q", p.URL(), got, lang)
				}
			}
			d.reloaded(t, "in the lobby")
			d.trainer.Click(command("open-wheel"))
			first := d.spin(t)
			earlier := d.firstRound(t)
			d.trainer.Click(command("back-to-wheel"))
			second := d.spin(t)
			if first == second {
				t.Errorf("the wheel stopped on %q twice", first)
			}
			d.secondRound(t, earlier)
		})
	}
}

// spin turns the wheel, sees that it stops at the same slice for everybody,
// and takes it. All are in the briefing then.
func (d *storyDay) spin(t *testing.T) (scenario string) {
	t.Helper()
	for _, p := range d.everybody() {
		p.Wait("svg.wheel")
	}
	if d.lived == 0 {
		d.reloaded(t, "at the wheel")
	}
	d.trainer.Click(command("spin"))
	for _, p := range d.everybody() {
		p.WaitFor(`document.documentElement.classList.contains("spinning")`)
	}
	label := d.trainer.Text("#result [data-landed] h1")
	for _, p := range d.everybody() {
		if got := p.Text("#result [data-landed] h1"); got != label {
			t.Fatalf("the wheel stops at %q, and on another screen at %q", label, got)
		}
	}
	if d.lived == 0 {
		d.reloaded(t, "when the wheel has stopped")
	}
	d.trainer.Click(command("brief"))
	plot := plotCalled(t, label, d.lang)
	for _, p := range d.players() {
		p.plot = plot
	}
	return plot.ID
}

// start has everybody read the briefing, and the page go off.
func (d *storyDay) start(t *testing.T) *plot {
	t.Helper()
	var all []func()
	for _, p := range d.players() {
		all = append(all, func() { p.Click(command("ready")); p.WaitGone(command("ready")) })
	}
	browsertest.Together(t, all...)
	for _, p := range d.everybody() {
		p.WaitFor(`/4/.test(document.querySelector("#ready, .ready-line").innerText)`)
	}
	if d.lived == 0 {
		d.reloaded(t, "in the briefing")
	}
	d.trainer.Click(command("start"))
	for _, p := range d.players() {
		p.Wait("#page[data-ringing]")
		p.WaitFor(`document.querySelector(".ack").getBoundingClientRect().bottom <= innerHeight`) // nobody scrolls for it
	}
	d.screen.Wait("#board")
	d.trainer.Wait("#team-b")
	if d.lived == 0 {
		d.reloaded(t, "while it rings")
	}
	d.lived++
	return d.ada.plot
}

// firstRound: Team A does everything right. Team B answers late, guesses, makes
// things worse, and is still at it when the trainer ends the story.
func (d *storyDay) firstRound(t *testing.T) (points [2]int) {
	t.Helper()
	plot := d.start(t)
	d.ada.acknowledge()
	d.grace.Wait("#now")
	d.skip(70 * time.Second) // more than par, less than three times
	d.linus.acknowledge()
	d.margaret.Wait("#now")

	d.ada.command()
	takes := max(d.ada.look(plot.looks[0]), d.grace.look(plot.looks[1]), d.linus.look(plot.looks[0]))
	for _, p := range []*player{d.ada, d.grace} {
		p.to("now")
		p.WaitFor(`document.querySelectorAll("#hands .job:not(.free)").length === 2`)
	}
	d.margaret.to("now")
	d.margaret.Wait("#hands .job:not(.free)")
	d.reloaded(t, "with looks at work")
	d.skip(takes + 2*time.Second)
	for _, id := range plot.looks {
		title, _ := plot.lookTitle(id, d.lang)
		d.grace.sees("look", title)
	}
	d.grace.claim("SEV1", plot.scope, plot.right, plot.looks...)
	d.linus.claim("SEV2", "some", plot.wrong[0])
	d.margaret.claim("SEV2", "some", plot.right, plot.looks[0])
	d.away(t)

	worse := d.margaret.act(plot.detour[0].action)
	for i, m := range plot.good {
		takes := d.grace.act(m.action)
		if i == 0 {
			takes = max(takes, worse)
		}
		d.skip(takes + 2*time.Second)
		title, _ := plot.actionTitle(m.action, d.lang)
		d.grace.sees("action", title)
	}
	d.skip(time.Duration(plot.calm+2) * time.Second)
	d.ada.reached(3)
	d.trainer.Wait("#team-a .strip li:nth-child(3).done")
	d.screen.Wait("#board li:first-child .strip li:nth-child(3).done")
	d.margaret.to("now")
	d.reloaded(t, "with one team well again")
	d.ada.allClear()
	d.ada.Wait("#standby")
	d.grace.Wait("#standby")
	d.reloaded(t, "with one team through")
	d.trainer.Click("#end-story summary")
	d.trainer.Click(command("end-story"))
	return d.firstReview(t, plot)
}

// firstReview compares what is shown with the rules.
func (d *storyDay) firstReview(t *testing.T, plot *plot) (points [2]int) {
	t.Helper()
	for _, p := range d.everybody() {
		p.Wait("#review")
	}
	const a, b = ".cards .card:nth-of-type(1)", ".cards .card:nth-of-type(2)"
	ended := happened(t, d.trainer, ".timelines > :nth-child(1)", "action")
	end := happened(t, d.trainer, ".timelines > :nth-child(1)", "ended")
	ledger := plot.ledger(plot.good, ended, end[0])
	want := hundred(88, 10, 5, 5, 10, 5, mitigatePoints(plot.good, false), plot.impactPoints(ledger), 3)
	wrong := hundred(63, 5, 0, 0, 7, 3, 0, 0)
	d.compare(t, want, a, d.ada)
	d.compare(t, wrong, b, d.linus)
	d.reloaded(t, "in the review")
	return [2]int{want.total, wrong.total}
}

// compare holds a team's card on two pages against the rules.
func (d *storyDay) compare(t *testing.T, want scored, css string, member *player) {
	t.Helper()
	for p, where := range map[*browsertest.Person]string{d.trainer: css, member.Person: ".cards .card"} {
		got := card(t, p, where)
		if !slices.Equal(got.lines, want.lines) || got.offered != want.offered || got.total != want.total {
			t.Errorf("%s scores\n%+v, by the rules it is\n%+v", p.URL(), got, want)
		}
	}
}

// secondRound: Team B lets the page escalate, makes things worse, finds out,
// repairs it and gets through. The round ends by itself.
func (d *storyDay) secondRound(t *testing.T, before [2]int) {
	t.Helper()
	plot := d.start(t)
	d.ada.acknowledge()
	d.skip(181 * time.Second) // three times par
	d.trainer.Wait("#team-b .alert.medium")
	d.linus.Wait("#now")
	d.margaret.Wait("#now")
	d.linus.command()
	takes := max(d.ada.look(plot.looks[0]), d.grace.look(plot.looks[1]), d.linus.look(plot.looks[0]), d.margaret.look(plot.looks[1]))
	d.skip(takes + 2*time.Second)
	d.grace.claim("SEV1", plot.scope, plot.right, plot.looks...)
	d.linus.claim("SEV1", "global", plot.wrong[0])
	d.margaret.claim("SEV1", "global", plot.wrong[1])

	for i, m := range plot.detour {
		takes := d.margaret.act(m.action)
		if i < len(plot.good) {
			takes = max(takes, d.grace.act(plot.good[i].action))
		}
		d.skip(takes + 2*time.Second)
		title, _ := plot.actionTitle(m.action, d.lang)
		d.margaret.sees("action", title)
		if i == 0 { // too early
			d.linus.allClear()
			d.linus.sees("all-clear-refused", "")
		}
	}
	d.linus.claim("SEV1", "global", plot.right, plot.looks...)
	d.skip(time.Duration(plot.calm+2) * time.Second)
	d.ada.reached(3)
	d.ada.allClear()
	d.ada.Wait("#standby")
	d.linus.reached(3)
	d.linus.allClear()
	d.secondReview(t, plot, before)
}

func (d *storyDay) secondReview(t *testing.T, plot *plot, before [2]int) {
	t.Helper()
	for _, p := range d.everybody() {
		p.Wait("#review")
	}
	var points [2]int
	for i, team := range []struct {
		moves  []move
		member *player
		card   string
	}{{plot.good, d.grace, ".cards .card:nth-of-type(1)"}, {plot.detour, d.margaret, ".cards .card:nth-of-type(2)"}} {
		lane := []string{".timelines > :nth-child(1)", ".timelines > :nth-child(2)"}[i]
		ended, end := happened(t, d.trainer, lane, "action"), happened(t, d.trainer, lane, "ended")
		impact := plot.impactPoints(plot.ledger(team.moves, ended, end[0]))
		want := hundred(88, 10, 5, 5, 10, 5, mitigatePoints(team.moves, false), impact, 3)
		if i == 1 {
			scope := 5
			if plot.scope != "global" { // wider
				scope = 2
			}
			want = hundred(88, 0, 5, scope, 4, 5, mitigatePoints(team.moves, true), impact, 3)
		}
		d.compare(t, want, team.card, team.member)
		points[i] = before[i] + want.total
	}
	for _, p := range []*browsertest.Person{d.trainer, d.screen, d.ada.Person} {
		var got []int
		for _, sum := range browsertest.Eval[[]string](p, `[...document.querySelectorAll(".totals .points")].map(words)`) {
			got = append(got, number(t, sum))
		}
		if !slices.Equal(got, points[:]) {
			t.Errorf("%s adds the rounds up to %v, want %v", p.URL(), got, points)
		}
	}
	d.reloaded(t, "in the second review")
}
