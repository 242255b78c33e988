package static_test

import (
	"fmt"
	"testing"
	"time"

	"misfortune/game/view"
	"misfortune/internal/browsertest"
	"misfortune/internal/live"
)

func (g *game) visit(d browsertest.Device) *browsertest.Person {
	ada := browsertest.Start(g.t).Person(g.t, "Ada", d)
	ada.Open(g.URL)
	ada.WaitText("h1", g.title)
	return ada
}

func (g *game) say(text string) {
	g.set(func() {
		g.items = append(g.items, live.FeedItem{Seq: g.seq, HTML: fmt.Sprintf(`<li id="r%d">%s</li>`, g.seq, text)})
	})
}

func TestWhatSomebodyIsDoingSurvivesFrames(t *testing.T) {
	g := newGame(t)
	ada := g.visit(browsertest.Laptop())
	ada.Click("#more summary")
	ada.Click("#sev2")
	ada.Fill("#note", "half a sen")
	g.set(func() { g.title = "Wednesday" })
	g.say("first")
	ada.WaitText("h1", "Wednesday")
	ada.WaitText("#feed", "first")
	ada.Press("tence")
	for what, js := range map[string]string{
		"the typed text":    `document.querySelector('#note').value === 'half a sentence'`,
		"the focus":         `document.activeElement.id === 'note'`,
		"the choice":        `document.querySelector('#sev2').checked`,
		"the open details":  `document.querySelector('#more').open`,
		"one item, once":    `document.querySelectorAll('#feed li').length === 1`,
		"the reader's part": `document.querySelector('#you') !== null`,
	} {
		if !browsertest.Eval[bool](ada, js) {
			t.Errorf("lost: %s", what)
		}
	}
	g.set(func() { g.layout = "review" })
	ada.WaitText("#team", "Layout review")
	ada.WaitText("#you", "ada false")
	if got := browsertest.Eval[string](ada, `document.documentElement.dataset.layout + document.querySelector('#note').value`); got != "reviewhalf a sentence" {
		t.Errorf("after another layout: %q", got)
	}
}

func TestPagesComeBackAfterARestart(t *testing.T) {
	g := newGame(t)
	ada := g.visit(browsertest.Phone())
	ada.Tolerate("WebSocket connection", "Failed to load resource")
	g.say("before")
	ada.WaitText("#feed", "before")
	g.restart("e2")
	ada.Wait("#lost")
	g.mu.Lock()
	g.down = false
	g.mu.Unlock()
	back := time.Now()
	g.say("after")
	ada.WaitText("#feed", "after")
	if took := time.Since(back); took > 5*time.Second {
		t.Errorf("came back after %v", took)
	}
	ada.WaitGone("#lost")
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.loads != 1 {
		t.Errorf("the page was loaded %d times", g.loads)
	}
}

func TestANetworkWithoutWebsocketsIsPolled(t *testing.T) {
	g := newGame(t)
	g.noWS = true
	ada := g.visit(browsertest.Laptop())
	ada.Tolerate("WebSocket connection")
	ada.Within(30 * time.Second).WaitFor(`performance.getEntriesByType('resource').filter((r) => r.name.includes('/frame')).length > 1`)
	g.say("by mail coach")
	ada.WaitText("#feed", "by mail coach")
	ada.WaitGone("#lost")
	g.mu.Lock()
	g.noWS = false
	g.mu.Unlock()
	<-g.wired
	polled := func() int { g.mu.Lock(); defer g.mu.Unlock(); return g.polls }
	for _, news := range []string{"a last letter", "a first wire"} { // on the socket by the second, whatever was on its way
		g.say(news)
		ada.WaitText("#feed", news)
	}
	before := polled()
	g.say("by wire")
	ada.WaitText("#feed", "by wire")
	if polled() != before {
		t.Error("it went on polling beside the socket")
	}
}

func TestATapCountsOnceWhateverTheNetworkDoes(t *testing.T) {
	g := newGame(t)
	g.drop = 2
	ada := g.visit(browsertest.Laptop())
	ada.Tolerate("Failed to load resource")
	ada.Click("#go")
	ada.WaitText("#you", "ada true")
	ada.WaitFor(`!document.querySelector('#go').hasAttribute('aria-busy')`)
	ada.Click("#go")
	ada.WaitText("#you", "ada false")
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.ids) != 4 || g.ids[0] != g.ids[1] || g.ids[1] != g.ids[2] || g.ids[2] == g.ids[3] || len(g.ids[0]) < 16 {
		t.Errorf("ids %q, want one for the first tap, three times, and one for the second", g.ids)
	}
}

func TestARefusalIsSaidAndTheDraftStays(t *testing.T) {
	g := newGame(t)
	g.refused = "Operations is already on it, 18 s left."
	ada := g.visit(browsertest.Phone())
	ada.Tolerate("Failed to load resource")
	ada.Fill("#note", "mine")
	ada.Click("#go")
	ada.WaitText(".toast[role=status]", g.refused)
	ada.WaitText("form [data-refusal]", g.refused)
	g.set(func() { g.title = "Thursday" })
	ada.WaitText("h1", "Thursday")
	ada.Wait("form [data-refusal]")
	if got := browsertest.Eval[string](ada, `document.querySelector('#note').value`); got != "mine" {
		t.Errorf("the draft is %q", got)
	}
}

func TestCountdownsGoByTheServersClock(t *testing.T) {
	g := newGame(t)
	ahead := browsertest.Laptop()
	ahead.Ahead = 5 * time.Minute
	ada := g.visit(ahead)
	g.set(func() { g.ends = view.At(time.Now().Add(64 * time.Second)) })
	ada.WaitFor(`['1:00', '0:59', '0:58'].includes(document.querySelector('#clock b').textContent)`)
	ada.WaitText(".unseen", "One minute left")
	if !browsertest.Eval[bool](ada, `document.querySelector('#clock').classList.contains('warn')`) {
		t.Error("the last minute does not warn")
	}
	g.set(func() { g.ends = view.At(time.Now().Add(5*time.Minute + 500*time.Millisecond)) })
	ada.WaitFor(`/^(5:00|4:5)/.test(document.querySelector('#clock b').textContent)`)
	if p := browsertest.Eval[float64](ada, `Number(document.querySelector('#clock').style.getPropertyValue('--p'))`); p < 0.4 || p > 0.51 {
		t.Errorf("half of the bar is %v", p)
	}
}

func TestTheCurveIsDrawnAsItGrows(t *testing.T) {
	g := newGame(t)
	g.curve = []float64{0, 1}
	ada := g.visit(browsertest.Laptop())
	drawn := func(d string) string {
		return `document.querySelector('[data-curve] .line')?.getAttribute('d') === '` + d + `'`
	}
	ada.WaitFor(drawn("M0 100H6.7V0H13.3"))
	g.set(func() { g.curve = append(g.curve, 1, 0.5); g.title = "a frame empties the svg" })
	ada.WaitText("h1", "a frame")
	ada.WaitFor(drawn("M0 100H6.7V0H20V50H26.7"))
}

func TestAPhoneShowsOneTabAtATime(t *testing.T) {
	g := newGame(t)
	ada := g.visit(browsertest.Phone())
	ada.WaitGone("#team")
	ada.Click("[data-tabs] a[href='#team']")
	ada.WaitGone("#now")
	ada.Wait("#team")
	g.set(func() { g.layout = "review" })
	ada.WaitText("#team", "Layout review")
	if ada.Has("#now") {
		t.Error("a new stage forgot the tab")
	}
	ada.Reload()
	ada.WaitGone("#now")
	ada.Wear(browsertest.Laptop())
	ada.Wait("#now")
	ada.Wait("#team")
}

func TestAGameThatIsGoneReloadsOnce(t *testing.T) {
	g := newGame(t)
	ada := g.visit(browsertest.Laptop())
	g.say("connected")
	ada.WaitText("#feed", "connected")
	g.hub.Forget("G", live.GameGone)
	loads := func() int { g.mu.Lock(); defer g.mu.Unlock(); return g.loads }
	ada.WaitFor(`performance.getEntriesByType('navigation')[0].type === 'reload'`)
	g.say("again")
	ada.WaitText("#feed", "again")
	g.hub.Forget("G", live.GameGone)
	ada.WaitFor(`new Promise((yes) => setTimeout(() => yes(true), 1000))`)
	if n := loads(); n != 2 {
		t.Errorf("the page was loaded %d times", n)
	}
}
