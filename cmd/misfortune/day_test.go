package main

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/gorilla/websocket"

	"misfortune/game/view"
)

// fast lets stories of minutes pass in seconds.
const fast = 120

// hostDay lets a trainer in and hosts a day with so many teams and all scenarios.
func hostDay(t *testing.T, s served, teams string) *bot {
	t.Helper()
	trainer := newBot(t, s.base, view.Trainer)
	if a := trainer.post("/host/key", "key", s.key); a.status != http.StatusOK {
		t.Fatalf("the trainer's key does not open the door: %+v", a)
	}
	var room struct {
		Scenarios []struct{ Hash string }
	}
	trainer.read("/host", &room)
	fields := []string{"name", "Game day", "teams", teams, "lang", "en", "factor", "1"}
	for _, sc := range room.Scenarios {
		fields = append(fields, "scenario", sc.Hash)
	}
	a := trainer.post("/host", fields...)
	if a.status != http.StatusOK || a.Code == "" {
		t.Fatalf("the day was not hosted: %+v", a)
	}
	trainer.code = a.Code
	trainer.follow()
	return trainer
}

// seat lets somebody join a team and follow the game.
func seat(t *testing.T, s served, code, nick, team string) *bot {
	t.Helper()
	b := newBot(t, s.base, view.Participant)
	b.code = code
	b.must("join", "nick", nick, "team", team)
	b.follow()
	return b
}

// TestAShortDay plays one round by JSON over real sockets: one team does what
// the trainer's notes say, the other never wakes up.
func TestAShortDay(t *testing.T) {
	s := start(t, fast, "--data", t.TempDir())
	trainer := hostDay(t, s, "2")
	screen := newBot(t, s.base, view.Screen)
	screen.code = trainer.code
	screen.follow()
	ada := seat(t, s, trainer.code, "Ada", "a")
	grace := seat(t, s, trainer.code, "Grace", "a")
	linus := seat(t, s, trainer.code, "Linus", "b")
	everybody := []*bot{trainer, screen, ada, grace, linus}

	trainer.must("open-wheel")
	trainer.must("spin")
	var slices []int
	for _, b := range everybody {
		p := b.until("the wheel has been spun", func(p page) bool { return p.View.Wheel != nil && p.View.Wheel.Spin != nil })
		slices = append(slices, p.View.Wheel.Spin.Slice)
	}
	for _, slice := range slices {
		if slice != slices[0] {
			t.Fatalf("the wheel stops at different slices: %v", slices)
		}
	}
	for trainer.command("brief").Key == "spin_running" { // a trainer in a hurry
	}
	for _, b := range everybody {
		b.until("the briefing is read", inPhase(view.Briefing))
	}
	ada.must("ready")
	trainer.must("start")
	ada.until("the page goes off", inPhase(view.Playing))
	ada.must("acknowledge")
	solve(t, trainer, ada, grace)
	ada.until("the team is through", func(p page) bool { return p.View.Team == nil || p.View.Team.Through })
	trainer.must("end-story")
	review := trainer.until("the review opens", inPhase(view.Review)).View.Review
	if len(review.Cards) != 2 || review.Cards[0].Points <= review.Cards[1].Points {
		t.Errorf("who did everything right has no more points than who slept: %+v", review.Cards)
	}
	if own := ada.look().View.Review; len(own.Cards) != 1 || own.Cards[0].Team.ID != "a" {
		t.Errorf("a participant sees the cards %+v, not the own team's alone", own.Cards)
	}
	trainer.must("back-to-wheel")
	wheel := linus.until("the wheel is back", inPhase(view.Wheeling)).View.Wheel
	if !wheel.Slices[slices[0]].Spent {
		t.Error("the slice that was played is not spent")
	}
	trainer.must("close-day")
	if a := ada.command("stop-word"); a.status != http.StatusConflict || a.Key != "day_over" {
		t.Errorf("a command after the day: %+v", a)
	}
}

// solve does for a team what the trainer's notes say: two looks, the right
// claim, then the best actions until the users are well, then the all-clear.
func solve(t *testing.T, trainer, ada, grace *bot) {
	t.Helper()
	notes := trainer.look().View.Console
	ada.must("take-position", "position", "commander")
	team := func(b *bot) *view.TeamPlay { return b.look().View.Team }
	for _, b := range []*bot{ada, grace} {
		looks := team(b).Looks
		b.must("look", "look", looks[len(looks)/2].ID)
		b.until("the look comes back", func(p page) bool { return len(p.View.Team.Jobs) == 0 })
	}
	play := team(ada)
	i := slices.IndexFunc(play.Triage.Diagnoses, func(c view.Choice) bool { return c.Title == notes.Diagnosis })
	if i < 0 {
		t.Fatalf("the right diagnosis, %q, is not on the form", notes.Diagnosis)
	}
	ada.must("claim", "severity", notes.Severity, "scope", notes.Scope,
		"diagnosis", play.Triage.Diagnoses[i].ID, "evidence", play.Triage.Evidence[0].ID)
	act(t, notes.Best, grace)
	grace.until("users are well again", func(p page) bool { return reached(p.View.Team.Milestones, view.Mitigated) })
	ada.must("all-clear")
}

// act tries the best actions, those that need others first last, until none is
// left or the users are well.
func act(t *testing.T, best []string, b *bot) {
	t.Helper()
	for range len(best) {
		for _, o := range b.look().View.Team.Actions {
			if !slices.Contains(best, o.Title) || o.Done > 0 {
				continue
			}
			a := b.command("action", "action", o.ID, "confirmed", "1")
			if a.Key == "not_possible_now" {
				continue
			}
			if a.status != http.StatusOK {
				t.Fatalf("action %q: %+v", o.Title, a)
			}
			b.until("the action is done", func(p page) bool { return len(p.View.Team.Jobs) == 0 })
		}
	}
}

func reached(milestones []view.Milestone, name string) bool {
	return slices.ContainsFunc(milestones, func(m view.Milestone) bool { return m.Name == name && m.Reached })
}

func TestARestartKeepsPeopleAndKeys(t *testing.T) {
	data := t.TempDir()
	before := start(t, 1, "--data", data)
	trainer := hostDay(t, before, "2")
	ada := seat(t, before, trainer.code, "Ada", "b")
	if err := before.stop(); err != nil {
		t.Fatal(err)
	}
	for _, b := range []*bot{trainer, ada} {
		for {
			_, err := b.frame()
			if err == nil {
				continue
			}
			if !websocket.IsCloseError(err, websocket.CloseServiceRestart) {
				t.Errorf("the %s's socket ended with %v, want 1012: come back", b.as, err)
			}
			break
		}
	}
	after := start(t, 1, "--data", data)
	if after.key != before.key {
		t.Errorf("the trainer's key was %s and is %s", before.key, after.key)
	}
	moved := func(b *bot) *bot { // the same browser; only the port is another one
		m := newBot(t, after.base, b.as)
		m.code = b.code
		from, to := address(t, before), address(t, after)
		m.http.Jar.SetCookies(to, b.http.Jar.Cookies(from))
		return m
	}
	if you := moved(ada).look().You; !you.Joined || you.Nick != "Ada" || you.Team != "b" {
		t.Errorf("after the restart Ada is %+v", you)
	}
	moved(trainer).must("open-wheel")
	moved(ada).until("the wheel is open", inPhase(view.Wheeling))
}

func address(t *testing.T, s served) *url.URL {
	t.Helper()
	u, err := url.Parse(s.base)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func TestAlone(t *testing.T) {
	s := start(t, fast, "--data", t.TempDir())
	me := newBot(t, s.base, view.Participant)
	a := me.post("/alone")
	if a.status != http.StatusOK {
		t.Fatalf("one tap is not enough: %+v", a)
	}
	me.code = a.Code
	p := me.look()
	if p.View.Phase != view.Briefing || !p.You.Joined || !p.View.Day.Solo {
		t.Fatalf("one tap leads to %s", short(p))
	}
	me.follow()
	me.must("ready")
	me.until("the page goes off", inPhase(view.Playing))
	me.must("acknowledge")
	me.must("pause")
	me.must("resume")
	me.must("end-story")
	me.until("the score is shown", inPhase(view.Review))
	me.must("next-incident")
	if p := me.look(); p.View.Phase != view.Briefing || p.View.Day.Round != 2 {
		t.Errorf("the next incident is %s", short(p))
	}
	stranger := newBot(t, s.base, view.Participant)
	stranger.code = a.Code
	if a := stranger.command("join", "nick", "Eve"); a.status != http.StatusForbidden {
		t.Errorf("a stranger joins somebody who plays alone: %+v", a)
	}
}

func TestHealthAndOddAddresses(t *testing.T) {
	s := start(t, 1, "--data", t.TempDir())
	b := newBot(t, s.base, view.Screen)
	for path, status := range map[string]int{
		"/healthz": 200, "/": 200, "/host": 403, "/notices": 200, "/favicon.ico": 404, "/g/CDF234": 404,
		"/g/CDF234.json": 404, "/cdf234": 303, "/lang/tlh": 404, "/static/nothing": 404, "/g/": 404, "/no/such/page": 404,
	} {
		if res, text := b.ask(http.MethodGet, path, nil); res.StatusCode != status {
			t.Errorf("GET %s: %s, want %d\n%.300s", path, res.Status, status, text)
		}
	}
	res, _ := b.ask(http.MethodGet, "/host?key="+s.key, nil)
	if res.StatusCode != http.StatusSeeOther || strings.Contains(res.Header.Get("Location"), "key") {
		t.Errorf("the one-click link leads with %s to %s", res.Status, res.Header.Get("Location"))
	}
	if res, _ := b.ask(http.MethodGet, "/host", nil); res.StatusCode != http.StatusOK {
		t.Errorf("after the one-click link the trainer's room says %s", res.Status)
	}
}
