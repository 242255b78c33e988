package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"misfortune/internal/browsertest"
)

// typist is somebody who has no mouse and no finger on the screen.
type typist struct{ *browsertest.Person }

// press goes to a key with the tab key and presses it.
func (p typist) press(css string) {
	p.reach(css)
	p.Press(browsertest.Enter)
}

// reach goes on with the tab key until the focus is on an element that matches,
// and sees that the focus can be seen.
func (p typist) reach(css string) {
	p.Wait(css)
	for range 150 {
		if browsertest.Eval[bool](p.Person, fmt.Sprintf(`document.activeElement.matches(%q)`, css)) {
			return
		}
		p.Press(browsertest.Tab)
	}
	p.Within(time.Millisecond).WaitFor(fmt.Sprintf(`document.activeElement.matches(%q)`, css))
}

// tick goes to a radio button or a box and chooses it.
func (p typist) tick(css string) {
	if !browsertest.Eval[bool](p.Person, fmt.Sprintf(`document.querySelector(%q).type === "radio"`, css)) {
		p.reach(css)
		p.Press(browsertest.Space)
		return
	}
	name, _, _ := strings.Cut(css, "[value")
	p.reach(name) // a group has one place in the order of tabs
	if !browsertest.Eval[bool](p.Person, `document.activeElement.checked`) {
		p.Press(browsertest.Space)
	}
	for !browsertest.Eval[bool](p.Person, fmt.Sprintf(`document.querySelector(%q).checked`, css)) {
		p.Press(browsertest.ArrowDown)
	}
}

// TestStoryByKeyboard: a trainer and a player who only have a keyboard spin,
// accept, get ready, acknowledge, look, act, claim and end it.
func TestStoryByKeyboard(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	trainer := typist{h.trainer("en")}
	code := h.host(trainer.Person, hosting{name: "By keyboard", teams: "1", lang: "en"})
	ada := typist{h.person("Ada", "en", browsertest.Laptop())}
	ada.Open(h.url("/"))
	ada.reach("#code")
	ada.Press(code + browsertest.Enter)
	ada.reach("#nick")
	ada.Press("Ada")
	ada.press(".page form > button")
	ada.WaitText("#you", "Ada")

	trainer.press(command("open-wheel"))
	trainer.press(command("spin"))
	ada.Wait("#result [data-landed] h1")
	plot := plotCalled(t, ada.Text("#result [data-landed] h1"), "en")
	trainer.press(command("brief"))
	ada.press(command("ready"))
	trainer.press(command("start"))
	ada.press(command("acknowledge"))
	ada.Wait("#now")

	player := &player{Person: ada.Person, lang: "en", plot: plot}
	title, takes := plot.lookTitle(plot.looks[0], "en")
	ada.press(player.option(title) + " > form button")
	ada.Wait("#hands .job:not(.free)")
	h.skip(takes + 2*time.Second)
	ada.WaitText("#feed .item-look", title)

	ada.tick("#claim input[name=severity][value=SEV1]")
	ada.tick("#claim input[name=scope][value=" + plot.scope + "]")
	right := browsertest.Eval[string](ada.Person, fmt.Sprintf(
		`[...document.querySelectorAll("#claim .choices label")].find(el => words(el) === plain(%q)).querySelector("input").value`,
		plot.diagnosisTitle(plot.right, "en")))
	ada.tick("#claim input[name=diagnosis][value=" + right + "]")
	ada.tick("#evidence input[name=evidence]")
	ada.press(command("claim"))
	ada.WaitText("#claims .claim", plot.diagnosisTitle(plot.right, "en"))

	ada.press("#stop-word summary")
	ada.press(command("stop-word"))
	trainer.Wait("#paused .banner")
	trainer.press(command("resume"))
	trainer.press("#end-story summary")
	trainer.press(command("end-story"))
	ada.Wait("#review")
}
