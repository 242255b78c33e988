package main

import (
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"misfortune/internal/browsertest"
	"misfortune/internal/room"
	"misfortune/static"
)

// The story_*_test.go files are stories of people in front of real browsers,
// who do what people do: tap, type, read, wait. The server is the real one, with
// the built-in scenarios and, but for skips, in real time: a page that counts
// must be right. What need not be seen, the minutes that an action takes, is
// skipped (storyHouse.skip).

// storyHouse is a server at one address, which may go away and come back there.
type storyHouse struct {
	t       *testing.T
	browser *browsertest.Browser
	clock   *room.Clock // goes on through restarts, as time does
	data    string
	address string // "127.0.0.1:8080"; ":0" until it is known
	key     string // the trainer's
	stop    func() // ends the server that runs now
}

// openHouse starts a server for a story and ends it when all pages are closed.
func openHouse(t *testing.T) *storyHouse {
	t.Helper()
	if !static.Bundled() {
		t.Fatal("pages have no script: run make static/dist/main.js")
	}
	h := &storyHouse{
		t: t, browser: browsertest.Start(t), clock: room.NewClock(time.Time{}, 1),
		data: t.TempDir(), address: "127.0.0.1:0",
	}
	h.open()
	t.Cleanup(func() { h.stop() })
	return h
}

// open starts the server and returns when it answers.
func (h *storyHouse) open() {
	h.t.Helper()
	type ready struct{ listening, key string }
	up, down := make(chan ready, 1), make(chan error, 1)
	ctx, cancel := context.WithCancel(context.WithoutCancel(h.t.Context()))
	go func() {
		down <- run(ctx, []string{"serve", "--addr", h.address, "--data", h.data}, Options{
			Stdout: io.Discard, Stderr: testLog{h.t}, Getenv: nothing, Clock: h.clock,
			Ready: func(listening, key string) { up <- ready{listening, key} },
		})
	}()
	h.stop = func() {
		cancel()
		if err := <-down; err != nil {
			h.t.Errorf("the server stopped with %v", err)
		}
	}
	select {
	case r := <-up:
		h.address, h.key = r.listening, r.key
	case err := <-down:
		h.stop = func() {}
		h.t.Fatalf("the server did not start: %v", err)
	}
}

// url is the address of a page.
func (h *storyHouse) url(path string) string { return "http://" + h.address + path }

// skip lets time pass for the rooms, but not for whoever watches.
func (h *storyHouse) skip(d time.Duration) { h.clock.Skip(d) }

// person seats somebody, who speaks a language, in front of a device.
func (h *storyHouse) person(name, lang string, d browsertest.Device) *browsertest.Person {
	h.t.Helper()
	d.Lang = lang
	return h.browser.Person(h.t, name, d)
}

// trainer lets somebody in by the one-click link.
func (h *storyHouse) trainer(lang string) *browsertest.Person {
	h.t.Helper()
	p := h.person("the trainer", lang, browsertest.Laptop())
	p.Open(h.url("/host?key=" + h.key))
	p.Wait(".host-form")
	return p
}

// hosting is a game day as a trainer fills in the form for it.
type hosting struct {
	name, teams, lang string
	off               []string // labels of scenarios that stay off the wheel
}

// host fills in the form, opens the lobby and returns the join code.
func (h *storyHouse) host(trainer *browsertest.Person, day hosting) (code string) {
	h.t.Helper()
	trainer.Fill("#name", day.name)
	trainer.Fill("#teams", day.teams)
	trainer.Click("label:has(input[name=lang][value=" + day.lang + "])")
	for _, label := range day.off {
		trainer.ClickText("label.scenario", label)
	}
	trainer.Click(".host-form > button")
	trainer.Wait(".join .code-line")
	return strings.Join(strings.Fields(trainer.Text(".join .code-line .code")), "")
}

// join lets somebody type the code on the front page and take a seat in a team,
// "a" or "b", or with "" wherever there is room.
func (h *storyHouse) join(p *browsertest.Person, code, nick, team string) {
	h.t.Helper()
	p.Open(h.url("/"))
	p.Fill("#code", strings.ToLower(code[:3]+" "+code[3:]))
	p.Press(browsertest.Enter)
	p.Fill("#nick", nick)
	p.Click(`label:has(input[name=team][value="` + team + `"])`)
	p.Click(".page form > button")
	p.WaitText("#you", nick)
}

// command is the key that gives a command.
func command(name string) string { return `form[action$="/` + name + `"] button` }
