package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"misfortune/game"
	"misfortune/game/view"
)

// given is a line of somebody's journal: a command and what came of it.
type given struct {
	id     game.CommandID
	name   string
	form   url.Values
	done   bool   // answered, with success or a refusal
	seq    uint64 // of a success; 0 for a refusal
	reason string // of a refusal
}

// person gives commands one after another, like somebody who waits for each
// answer, and keeps a journal. Between two lives of the server it stays the same
// browser, with the same cookies.
type person struct {
	t       *testing.T
	http    *http.Client
	as      view.Role
	code    string
	nick    string // of a participant
	team    string
	partner string // whom positions are passed to
	holds   string // the position that is passed to and fro
	looks   []view.Option
	journal []*given
	busy    bool // a command is under way; read it when the load is over
	turn    int
}

func newPerson(t *testing.T, as view.Role) *person {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &person{t: t, as: as, http: &http.Client{
		Jar: jar, Timeout: 30 * time.Second, Transport: &http.Transport{},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// ask sends a request; the error is errDied if there was no whole answer.
func (p *person) ask(s *server, method, path string, form url.Values, into any) (status int, err error) {
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	r, err := http.NewRequestWithContext(p.t.Context(), method, s.base+path, body)
	if err != nil {
		return 0, err
	}
	r.Header.Set("Accept", "application/json")
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	res, err := p.http.Do(r)
	if err != nil {
		return 0, died(err)
	}
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		return 0, died(err)
	}
	if err := json.Unmarshal(text, into); err != nil {
		return 0, fmt.Errorf("%s %s: %s: %w: %.300s", method, path, res.Status, err, text)
	}
	return res.StatusCode, nil
}

// died tells a server that is gone from one that does not answer in time.
func died(err error) error {
	var timeout interface{ Timeout() bool }
	if errors.As(err, &timeout) && timeout.Timeout() && !errors.Is(err, context.Canceled) {
		return fmt.Errorf("no answer in time: %w", err)
	}
	return fmt.Errorf("%w: %w", errDied, err)
}

// give writes a command into the journal and sends it.
func (p *person) give(s *server, name string, fields ...string) (*given, error) {
	form := url.Values{"id": {rand.Text()}, "as": {string(p.as)}}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	g := &given{id: game.CommandID(form.Get("id")), name: name, form: form}
	p.journal = append(p.journal, g)
	return g, p.send(s, g)
}

// send sends a command of the journal, for the first time or again.
func (p *person) send(s *server, g *given) error {
	var a struct {
		Seq  uint64 `json:"seq"`
		Code string `json:"code"`
		Key  string `json:"key"`
	}
	p.busy = true
	status, err := p.ask(s, http.MethodPost, "/g/"+p.code+"/"+g.name, g.form, &a)
	if err != nil {
		p.busy = !errors.Is(err, syscall.ECONNREFUSED) // it never reached a server
		return err
	}
	p.busy = false
	switch {
	case status == http.StatusOK && a.Seq > 0:
		g.done, g.seq = true, a.Seq
	case status >= 400 && status < 500 && status != http.StatusTooManyRequests:
		g.done, g.reason = true, a.Key
	default:
		return fmt.Errorf("%s was answered %d %+v", g.name, status, a)
	}
	return nil
}

// pending is the command that waits for an answer, if any: the last one.
func (p *person) pending() (*given, bool) {
	if n := len(p.journal); n > 0 && !p.journal[n-1].done {
		return p.journal[n-1], true
	}
	return nil, false
}

// again asks again for the answer that did not come.
func (p *person) again(s *server) error {
	if g, ok := p.pending(); ok {
		return p.send(s, g)
	}
	return nil
}

// must gives a command that has to be obeyed.
func (p *person) must(s *server, name string, fields ...string) error {
	g, err := p.give(s, name, fields...)
	if err == nil && g.seq == 0 {
		err = fmt.Errorf("%s was refused: %s", name, g.reason)
	}
	return err
}

// look reads the person's page.
func (p *person) look(s *server) (page, error) {
	var out page
	path := map[view.Role]string{view.Trainer: "/console", view.Screen: "/screen"}[p.as]
	status, err := p.ask(s, http.MethodGet, "/g/"+p.code+path, nil, &out)
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("the %s's page: status %d", p.as, status)
	}
	return out, err
}

// act gives one command that fits the phase, as fast as answers come.
func (p *person) act(s *server, phase string) error {
	p.turn++
	if p.as == view.Trainer {
		return p.steer(s, phase)
	}
	if phase == "play" && p.turn%4 != 0 {
		return p.play(s)
	}
	g, err := p.give(s, "pass-position", "position", p.holds, "to", p.partner)
	if err == nil && g.reason == "position_not_yours" && p.turn%3 == 0 {
		_, err = p.give(s, "take-position", "position", p.holds)
	}
	return err
}

// play starts a look, or cancels the one that was started last.
func (p *person) play(s *server) error {
	if g := p.journal[len(p.journal)-1]; g.name == "look" && g.seq > 0 {
		_, err := p.give(s, "cancel", "job", fmt.Sprint(g.seq))
		return err
	}
	_, err := p.give(s, "look", "look", p.looks[p.turn%len(p.looks)].ID)
	return err
}

// steer is what a trainer may do without leaving the phase; most of it is
// refused.
func (p *person) steer(s *server, phase string) error {
	name, field, value := "veto", "why", "not today"
	switch {
	case phase == "wheel" && p.turn%2 == 0:
		name, field, value = "choose", "slice", fmt.Sprint(p.turn%4)
	case phase == "play":
		name, field, value = "extend", "minutes", "1"
	}
	_, err := p.give(s, name, field, value)
	return err
}

// gameDay is a hosted day with its people.
type gameDay struct {
	t       *testing.T
	lap     int
	trainer *person
	screen  *person
	members []*person
	phase   string // that the trainer last led to
	id      game.GameID
}

const (
	killTeams = 3
	perTeam   = 6
)

// host lets a trainer in, hosts a day of three teams and lets people join. A
// server that dies meanwhile leaves a day that nobody goes on with.
func (k *killing) host(s *server, lap int) (*gameDay, error) {
	d := &gameDay{t: k.t, lap: lap, trainer: newPerson(k.t, view.Trainer), screen: newPerson(k.t, view.Screen)}
	var door, day struct{ Code, Key string }
	if status, err := d.trainer.ask(s, http.MethodPost, "/host/key", url.Values{"key": {killKey}}, &door); err != nil || status != http.StatusOK {
		return nil, errors.Join(err, k.odd("the door", status))
	}
	form := url.Values{"name": {fmt.Sprint("Lap ", lap+1)}, "teams": {fmt.Sprint(killTeams)}, "lang": {"en"}, "factor": {"1"}}
	for hash := range k.lib {
		form.Add("scenario", hash)
	}
	if status, err := d.trainer.ask(s, http.MethodPost, "/host", form, &day); err != nil || status != http.StatusOK {
		return nil, errors.Join(err, k.odd("hosting", status))
	}
	d.trainer.code, d.screen.code = day.Code, day.Code
	id, err := k.game(day.Code)
	if err != nil {
		return nil, err
	}
	d.id = id
	for team := range killTeams {
		for i := range perTeam {
			p := newPerson(k.t, view.Participant)
			p.code, p.team = day.Code, string(rune('a'+team))
			p.nick, p.partner = fmt.Sprintf("%s%d", p.team, i), fmt.Sprintf("%s%d", p.team, i^1)
			p.holds = game.Positions()[i/2]
			if err := p.must(s, "join", "nick", p.nick, "team", p.team); err != nil {
				return nil, err
			}
			d.members = append(d.members, p)
		}
	}
	return d, nil
}

// odd is an error unless a server answered as it should, or not at all.
func (k *killing) odd(what string, status int) error {
	if status == 0 || status == http.StatusOK {
		return nil
	}
	return fmt.Errorf("%s was answered %d", what, status)
}

// lead takes the day on to a phase, step by step.
func (d *gameDay) lead(s *server, phase string) error {
	d.phase = phase
	for range 12 {
		if err := d.trainer.again(s); err != nil {
			return err
		}
		seen, err := d.trainer.look(s)
		if err != nil {
			return err
		}
		now := phaseOf(seen.View.Phase, seen.View.Day.Paused != nil)
		if now == phase && phase == "play" {
			return d.prepare(s)
		}
		if now == phase {
			return nil
		}
		chosen := seen.View.Wheel != nil && seen.View.Wheel.Spin != nil
		switch now {
		case "lobby":
			err = d.trainer.must(s, "open-wheel")
		case "wheel":
			if chosen {
				err = d.trainer.must(s, "brief")
			} else {
				err = d.trainer.must(s, "choose", "slice", "0")
			}
		case "briefing":
			err = d.trainer.must(s, "start")
		case "play":
			if phase == "paused" {
				err = d.trainer.must(s, "pause")
			} else {
				err = d.trainer.must(s, "end-story")
			}
		case "paused":
			err = d.trainer.must(s, "resume")
		}
		if err != nil {
			return err
		}
	}
	return fmt.Errorf("the trainer cannot lead the day to %s", phase)
}

// prepare lets everybody see what there is to look at, and answers the page.
func (d *gameDay) prepare(s *server) error {
	for _, p := range d.members {
		if p.looks != nil {
			continue
		}
		if err := p.again(s); err != nil {
			return err
		}
		if _, err := p.give(s, "acknowledge"); err != nil {
			return err
		}
		seen, err := p.look(s)
		if err != nil {
			return err
		}
		p.looks = seen.View.Team.Looks
	}
	return nil
}

// load lets everybody give commands until the server dies, and returns how many
// were under way then. It calls working once all have been answered once.
func (d *gameDay) load(s *server, working func()) (underWay int) {
	everybody := append([]*person{d.trainer}, d.members...)
	var odd atomic.Int64
	var idle, all sync.WaitGroup
	idle.Add(len(everybody))
	for _, p := range everybody {
		all.Go(func() {
			err := p.again(s)
			if err == nil {
				err = p.act(s, d.phase)
			}
			idle.Done()
			for err == nil {
				err = p.act(s, d.phase)
			}
			if !errors.Is(err, errDied) && odd.Add(1) == 1 {
				p.t.Errorf("%s %s: %v", p.as, p.nick, err)
				s.kill()
			}
		})
	}
	idle.Wait()
	working()
	all.Wait()
	for _, p := range everybody {
		if p.busy {
			underWay++
		}
	}
	return underWay
}
