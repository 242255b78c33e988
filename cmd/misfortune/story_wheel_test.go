package main

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"misfortune/internal/browsertest"
)

// watchLanding has a page note, from now on, how often the disc moves, and when
// the result comes into sight: an instant of the machine that all pages run on,
// whatever the page's own clock says.
func watchLanding(p *browsertest.Person, ahead time.Duration) {
	browsertest.Eval[bool](p, fmt.Sprintf(`(() => {
		const angle = () => document.querySelector('[data-disc]').getAttribute('transform');
		const noted = globalThis.noted = { turns: 0, angle: angle(), landed: 0, spun: false };
		new MutationObserver(() => {
			if (angle() !== noted.angle) noted.turns++;
			noted.angle = angle();
			const spinning = document.documentElement.classList.contains('spinning');
			if (spinning) noted.spun = true;
			if (noted.spun && !spinning && !noted.landed) noted.landed = Date.now() - %d;
		}).observe(document.documentElement, { subtree: true, attributeFilter: ['class', 'transform'] });
		return true;
	})()`, ahead.Milliseconds()))
}

// TestStoryOfOneSpin: the wheel is spun once, in front of devices whose clocks
// are five minutes off, one of which wants nothing to move. All stop at the same
// slice, at the same moment, and say so.
func TestStoryOfOneSpin(t *testing.T) {
	h := openHouse(t)
	trainer := h.trainer("en")
	code := h.host(trainer, hosting{name: "A spin", teams: "2", lang: "en"})
	early, late, still := browsertest.Phone(), browsertest.Phone(), browsertest.Phone()
	early.Ahead, late.Ahead, still.StillMotion = -5*time.Minute, 5*time.Minute, true
	ahead := map[*browsertest.Person]time.Duration{trainer: 0}
	screen := h.person("the projector", "en", browsertest.Projector())
	screen.Open(h.url("/g/" + code + "/screen"))
	ahead[screen] = 0
	var calm *browsertest.Person
	for nick, d := range map[string]browsertest.Device{"Early": early, "Late": late, "Still": still} {
		p := h.person(nick, "en", d)
		h.join(p, code, nick, "")
		ahead[p] = d.Ahead
		if d.StillMotion {
			calm = p
		}
	}
	trainer.Click(command("open-wheel"))
	for p, off := range ahead {
		p.Wait("svg.wheel[data-spin-no='0']")
		watchLanding(p, off)
	}
	trainer.Click(command("spin"))

	first, last, label := int64(math.MaxInt64), int64(0), ""
	for p := range ahead {
		p.WaitFor("noted.landed > 0")
		landed := browsertest.Eval[int64](p, "noted.landed")
		first, last = min(first, landed), max(last, landed)
		if slice := p.Text("#result h1"); label == "" {
			label = slice
		} else if slice != label {
			t.Errorf("the wheel stops at %q, and on another screen at %q", label, slice)
		}
		p.WaitText("body > [role=status]", "The wheel stopped on "+label)
		checkPointer(t, p, label)
		turns := browsertest.Eval[int](p, "noted.turns")
		if p == calm && turns > 1 { // once is where it stops
			t.Errorf("the disc moves %d times although nothing should", turns)
		} else if p != calm && turns < 10 {
			t.Errorf("the disc moves only %d times", turns)
		}
	}
	if apart := last - first; apart > 200 {
		t.Errorf("the first and the last screen land %d ms apart, want 200 at most", apart)
	} else {
		t.Logf("%d screens landed within %d ms", len(ahead), apart)
	}
}

// checkPointer looks where the disc stands: the slice under the pointer, at
// three o'clock, must be the one that is announced.
func checkPointer(t *testing.T, p *browsertest.Person, label string) {
	t.Helper()
	under := browsertest.Eval[string](p, `(() => {
		const wheel = document.querySelector('svg.wheel');
		const slice = document.querySelectorAll('[data-slice]');
		const turned = Number(/rotate\(([-\d.]+)/.exec(wheel.querySelector('[data-disc]').getAttribute('transform'))[1]);
		const at = ((-turned % 360) + 360) % 360; // of the disc, that lies at three o'clock
		const mine = [...slice].find((s) => Number(s.dataset.slice) === Math.floor(at / (360 / slice.length)));
		return plain([...mine.querySelectorAll('tspan')].map((line) => line.textContent).join(' '));
	})()`)
	if strings.ReplaceAll(under, " ", "") != strings.ReplaceAll(label, " ", "") {
		t.Errorf("%s: under the pointer is %q, announced was %q", p.URL(), under, label)
	}
}

// TestStoryOfAVeto: the trainer sends a slice back, chooses one instead, and
// what was played stays on the wheel but cannot be chosen.
func TestStoryOfAVeto(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	trainer := h.trainer("en")
	code := h.host(trainer, hosting{name: "A veto", teams: "1", lang: "en"})
	ada := h.person("Ada", "en", browsertest.Phone())
	h.join(ada, code, "Ada", "a")
	trainer.Click(command("open-wheel"))
	trainer.Click(command("spin"))
	drawn := trainer.Text("#result h1[data-landed], #result [data-landed] h1")

	trainer.Click("#veto summary")
	trainer.Fill("#why", "we know that one")
	trainer.Click(command("veto"))
	for _, p := range []*browsertest.Person{trainer, ada} {
		p.WaitText("#result", "Sent back: "+drawn)
		p.WaitText("#result h1", "The wheel is ready")
	}
	chosen := "Dead, yet it answers"
	trainer.Click("#choose summary")
	trainer.Fill("#slice-no", browsertest.Eval[string](trainer,
		fmt.Sprintf(`[...document.querySelectorAll("#slice-no option")].find(el => el.text === %q).value`, chosen)))
	trainer.Click(command("choose"))
	for _, p := range []*browsertest.Person{trainer, ada} {
		p.WaitText("#result", "The trainer chose")
		p.WaitText("#result h1", chosen)
		checkPointer(t, p, chosen)
	}
	trainer.Click(command("brief"))
	ada.Click(command("ready"))
	trainer.Click(command("start"))
	ada.Click(command("acknowledge"))
	trainer.Click("#end-story summary")
	trainer.Click(command("end-story"))
	trainer.Click(command("back-to-wheel"))
	for _, p := range []*browsertest.Person{trainer, ada} {
		p.Wait("svg.wheel .slice.spent")
		if n := browsertest.Eval[int](p, `document.querySelectorAll("svg.wheel .slice").length`); n != 4 {
			t.Errorf("the wheel has %d slices, the played one must stay", n)
		}
	}
	if offered := browsertest.Eval[string](trainer, `document.getElementById("slice-no").innerText`); strings.Contains(offered, chosen) {
		t.Errorf("what was played is offered again: %s", offered)
	}
}
