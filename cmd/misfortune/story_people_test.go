package main

import (
	"fmt"
	"testing"
	"time"

	"misfortune/internal/browsertest"
)

// chooseAndStart takes a slice without a spin and lets the page go off as soon
// as everybody is on call.
func chooseAndStart(trainer *browsertest.Person, label string, people ...*browsertest.Person) {
	trainer.Click("#choose summary")
	trainer.Fill("#slice-no", browsertest.Eval[string](trainer,
		fmt.Sprintf(`[...document.querySelectorAll("#slice-no option")].find(el => words(el) === %q).value`, label)))
	trainer.Click(command("choose"))
	trainer.WaitText("#result h1", label)
	trainer.Click(command("brief"))
	for _, p := range people {
		p.Click(command("ready"))
	}
	trainer.Click(command("start"))
	for _, p := range people {
		p.Wait("#page[data-ringing]")
	}
}

// TestStoryOfAPause: somebody has had enough. Everything stands, everybody sees
// it, and nobody learns who asked, not even the trainer.
func TestStoryOfAPause(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	trainer := h.trainer("en")
	code := h.host(trainer, hosting{name: "A pause", teams: "2", lang: "en"})
	screen := h.person("the projector", "en", browsertest.Projector())
	screen.Open(h.url("/g/" + code + "/screen"))
	ada, linus := h.person("Ada", "en", browsertest.Phone()), h.person("Linus", "en", browsertest.Phone())
	h.join(ada, code, "Ada", "a")
	h.join(linus, code, "Linus", "b")
	for _, next := range []string{"open-wheel", ""} { // in the lobby, and at the wheel
		linus.Click("#stop-word summary")
		linus.Click(command("stop-word"))
		ada.Wait("#paused .banner")
		trainer.Click(command("resume"))
		ada.WaitGone("#paused .banner")
		if next != "" {
			trainer.Click(command(next))
			linus.Wait("svg.wheel")
		}
	}
	chooseAndStart(trainer, "Blank pages everywhere", ada, linus)
	ada.Click(command("acknowledge"))
	trainer.WaitText("#team-a .entries", "Ada")
	known := trainer.Text("#team-a .entries")

	ada.Click("#stop-word summary")
	ada.Click(command("stop-word"))
	const asked = "Somebody asked for a pause. All clocks stand. Read, talk, breathe."
	for p, says := range map[*browsertest.Person]string{
		trainer: asked, ada: asked, linus: asked, screen: "Paused. All clocks stand. Read, talk, breathe.",
	} {
		p.Wait("#paused .banner")
		if got := p.Text("#paused .banner"); got != says {
			t.Errorf("%s says %q, want %q", p.URL(), got, says)
		}
	}
	if got := trainer.Text("#team-a .entries"); got != known {
		t.Errorf("the trainer can tell who asked: %q became %q", known, got)
	}
	linus.Tolerate("409") // which is what a refusal is
	linus.Click(command("acknowledge"))
	linus.Wait("[data-refusal]")
	before := left(t, ada)
	h.skip(time.Hour)
	trainer.Click(command("resume"))
	for _, p := range []*browsertest.Person{ada, linus, screen} {
		p.WaitGone("#paused .banner")
	}
	if lost := before - left(t, ada); lost < 0 || lost > 10 {
		t.Errorf("an hour's pause took %d s off the clock", lost)
	}
	linus.Click(command("acknowledge"))
	linus.Wait("#now")
}

// left reads the seconds that a team has left.
func left(t *testing.T, p *browsertest.Person) int {
	t.Helper()
	var m, s int
	if _, err := fmt.Sscanf(p.Text("#head .countdown [data-time]"), "%d:%d", &m, &s); err != nil {
		t.Fatal(err)
	}
	return 60*m + s
}

// TestStoryOfTakingASeat: a name that is taken is refused with what was typed
// still there, a device that comes back is the same person, another is not.
func TestStoryOfTakingASeat(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	trainer := h.trainer("en")
	code := h.host(trainer, hosting{name: "Seats", teams: "3", lang: "en"})
	ada := h.person("Ada", "en", browsertest.Phone())
	h.join(ada, code, "Ada", "b")
	trainer.WaitText("#teams", "Ada")

	tab := ada.Tab()
	tab.Open(h.url("/" + code)) // as the QR code has it
	tab.WaitText("#you", "Ada")
	if tab.Has("#nick") {
		t.Error("the same device is asked for a name again")
	}

	eve := h.person("Eve", "fr", browsertest.Phone())
	eve.Tolerate("404", "409") // which is what refusals are
	eve.Open(h.url("/"))
	eve.Fill("#code", "oooooo")
	eve.Press(browsertest.Enter)
	eve.Wait("#code-wrong")
	eve.Fill("#code", code)
	eve.Press(browsertest.Enter)
	eve.Fill("#nick", "  ÀDA ")
	eve.Click("label:has(input[name=team][value=c])")
	eve.Click(".page form > button")
	eve.Wait("#join-wrong")
	if got := browsertest.Eval[string](eve, `document.getElementById("nick").value + "|" + document.querySelector("[name=team]:checked").value`); got != "  ÀDA |c" {
		t.Errorf("after the refusal the form holds %q, not what was typed", got)
	}
	eve.Fill("#nick", "Ève")
	eve.Click(".page form > button")
	eve.WaitText("#you", "Ève")
	for _, p := range []*browsertest.Person{trainer, ada} {
		p.WaitText("#teams", "Ève")
	}
}
