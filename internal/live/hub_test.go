package live

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"misfortune/game/view"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// story runs a test in a bubble of its own time, with a hub that is closed in
// the end and an open room.
func story(t *testing.T, opts Options, tell func(t *testing.T, h *Hub, r *room)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		h := New(&pen{}, slog.New(slog.DiscardHandler), opts)
		tell(t, h, openRoom("e1", []*world{newWorld()}))
		if err := h.Close(t.Context()); err != nil {
			t.Errorf("close: %v", err)
		}
	})
}

// settle lets everything happen that is under way.
func settle() { time.Sleep(time.Second); synctest.Wait() }

func TestAPageThatIsUpToDateIsToldTheTimeOnly(t *testing.T) {
	story(t, Options{}, func(t *testing.T, h *Hub, r *room) {
		ada := open(t, r, participant("a", "ada"))
		ada.follow(h, r)
		settle()
		f := ada.last()
		if len(ada.got()) != 1 || f.Full || f.Regions != nil || f.You != nil || f.From != f.Seq {
			t.Fatalf("an up to date page was sent %+v", ada.got())
		}
		if f.Now != view.At(time.Now().Add(-time.Second)) {
			t.Errorf("the time is %d, want that of sending", f.Now)
		}
		ada.check(r)
	})
}

func TestAChangeReachesThoseWhoSeeIt(t *testing.T) {
	story(t, Options{}, func(t *testing.T, h *Hub, r *room) {
		ada, bob := open(t, r, participant("a", "ada")), open(t, r, participant("b", "bob"))
		ada.follow(h, r)
		bob.follow(h, r)
		settle()
		r.say("a", "disk is full ")
		h.Publish(code, r.epoch, r)
		time.Sleep(h.opts.Quiet / 2)
		synctest.Wait()
		if f := ada.last(); f.Full || len(f.Feed) != 1 || f.Regions != nil || f.Seq != 1 {
			t.Errorf("ada was sent %+v, want one item", f)
		}
		if len(bob.got()) != 1 {
			t.Errorf("bob was told at once of what he cannot see: %+v", bob.last())
		}
		settle()
		if f := bob.last(); len(bob.got()) != 2 || f.From != 0 || f.Seq != 1 || f.Regions != nil || f.Feed != nil {
			t.Errorf("bob's frames are %+v, want one that only moves to 1", bob.got())
		}
		ada.check(r)
		bob.check(r)
	})
}

func TestWhatConcernsOnePersonReachesThatPersonAlone(t *testing.T) {
	story(t, Options{}, func(t *testing.T, h *Hub, r *room) {
		ada, art := open(t, r, participant("a", "ada")), open(t, r, participant("a", "art"))
		ada.follow(h, r)
		art.follow(h, r)
		settle()
		r.commit(func(w *world) { w.ready["ada"] = true })
		h.Publish(code, r.epoch, r)
		settle()
		if !strings.Contains(ada.last().You["you"], "ada true") {
			t.Errorf("ada was sent %+v", ada.last())
		}
		for _, raw := range art.bytes() {
			if strings.Contains(raw, "ada") {
				t.Errorf("art was sent %s", raw)
			}
		}
		ada.check(r)
		art.check(r)
	})
}

func TestWhatClientsArriveWithDecidesWhatTheyGet(t *testing.T) {
	story(t, Options{}, func(t *testing.T, h *Hub, r *room) {
		witness := open(t, r, participant("a", "eve"))
		witness.follow(h, r)
		settle()
		page := func() *browser { return open(t, r, participant("a", "ada")) }
		atStart := page()
		r.commit(func(w *world) { w.impact["a"] = 0.5 })
		h.Publish(code, r.epoch, r)
		settle()
		r.commit(func(w *world) { w.name = "between two renderings" })
		undrawn := page()
		r.commit(func(w *world) { w.name = "Tuesday" })
		h.Publish(code, r.epoch, r)
		settle()

		nothing, otherEpoch, above := page(), page(), page()
		nothing.page.at = Position{}
		otherEpoch.page.at.Epoch = "e0"
		above.page.at.Seq += 7
		for name, c := range map[string]struct {
			b    *browser
			full bool
		}{
			"nothing":                  {nothing, true},
			"another epoch":            {otherEpoch, true},
			"a seq above the head":     {above, true},
			"a seq that was not drawn": {undrawn, true},
			"an earlier seq":           {atStart, false},
			"the head":                 {page(), false},
		} {
			if err := c.b.poll(h, r); err != nil {
				t.Fatal(err)
			}
			if f := c.b.last(); f.Full != c.full {
				t.Errorf("with %s: full is %t", name, f.Full)
			}
			c.b.check(r)
		}
		if f := atStart.last(); len(f.Regions) != 1 || f.Regions["impact"] == "" {
			t.Errorf("an earlier seq got %+v, want the impact alone", f)
		}

		beforeTheReview := page()
		r.commit(func(w *world) { w.phase = view.Review })
		h.Publish(code, r.epoch, r)
		settle()
		if err := beforeTheReview.poll(h, r); err != nil {
			t.Fatal(err)
		}
		if !beforeTheReview.last().Full {
			t.Error("another layout came as changes")
		}
		beforeTheReview.check(r)
	})
}

func TestAPageThatIsAheadOfTheHubIsNotTakenBack(t *testing.T) {
	story(t, Options{}, func(t *testing.T, h *Hub, r *room) {
		open(t, r, participant("a", "eve")).follow(h, r)
		settle()
		r.say("a", "applied, and not yet published ")
		ada := open(t, r, participant("a", "ada"))
		ada.follow(h, r)
		settle()
		if f := ada.last(); f.Full || len(f.Feed) != 0 {
			t.Errorf("a page that was up to date got %+v", f)
		}
		ada.check(r)
	})
}

func TestPollingAnswersLikeTheSocket(t *testing.T) {
	story(t, Options{}, func(t *testing.T, h *Hub, r *room) {
		socket, poller := open(t, r, participant("a", "ada")), open(t, r, participant("a", "ada"))
		w, ended := socket.follow(h, r)
		settle()
		w.cut()
		if err := <-ended; err != nil {
			t.Errorf("a client that left is no error: %v", err)
		}
		r.say("a", "one ")
		r.commit(func(w *world) { w.ready["ada"], w.impact["a"] = true, 1 })
		r.step(0.4)
		h.Publish(code, r.epoch, r)
		settle()
		if err := poller.poll(h, r); err != nil {
			t.Fatal(err)
		}
		socket.follow(h, r)
		synctest.Wait()
		if got, want := poller.bytes()[len(poller.bytes())-1], socket.bytes()[len(socket.bytes())-1]; got != want {
			t.Errorf("polling:\n%s\nsocket:\n%s", got, want)
		}
		poller.check(r)
	})
}

func TestASlowClientGetsFewerFullerFrames(t *testing.T) {
	story(t, Options{}, func(t *testing.T, h *Hub, r *room) {
		fast, slow := open(t, r, participant("a", "ada")), open(t, r, participant("a", "art"))
		fast.follow(h, r)
		w, _ := slow.connect(h, r)
		synctest.Wait()
		for range 40 {
			r.say("a", "news ")
			h.Publish(code, r.epoch, r)
			time.Sleep(writeWait / 80)
		}
		slow.take(<-w.frames)
		slow.take(<-w.frames)
		settle()
		if len(fast.got()) != 41 {
			t.Errorf("%d frames to the fast one, want one on arrival and 40", len(fast.got()))
		}
		if f := slow.last(); len(f.Feed) != 40 {
			t.Errorf("the second frame of the slow one holds %d of 40 items", len(f.Feed))
		}
		fast.check(r)
		slow.check(r)
		w.cut()
	})
}

func TestAClientThatTakesNothingLosesItsConnectionAndHoldsNobodyUp(t *testing.T) {
	story(t, Options{}, func(t *testing.T, h *Hub, r *room) {
		ada := open(t, r, participant("a", "ada"))
		ada.follow(h, r)
		_, ended := open(t, r, participant("a", "art")).connect(h, r)
		r.say("a", "news ")
		h.Publish(code, r.epoch, r)
		settle()
		ada.check(r)
		time.Sleep(writeWait)
		synctest.Wait()
		select {
		case <-ended:
		default:
			t.Error("the stuck client is still there after its write deadline")
		}
		if n := h.Watchers(code); n != 1 {
			t.Errorf("%d watchers, want ada alone", n)
		}
	})
}

func TestOneDrawingServesAClassAndNobodyDrawsForAnEmptyRoom(t *testing.T) {
	story(t, Options{}, func(t *testing.T, h *Hub, r *room) {
		p := h.render.(*pen)
		h.Publish(code, r.epoch, r)
		settle()
		if r.views.Load() != 0 {
			t.Errorf("%d looks at a game that nobody watches", r.views.Load())
		}
		var people []*browser
		for range 20 {
			b := open(t, r, participant("a", "ada"))
			b.page.at = Position{}
			b.follow(h, r)
			people = append(people, b)
		}
		settle()
		if p.pages.Load() != 1 || p.stages.Load() != 1 {
			t.Errorf("20 people cost %d drawings and %d stages", p.pages.Load(), p.stages.Load())
		}
		r.say("b", "not theirs ")
		h.Publish(code, r.epoch, r)
		settle()
		if p.pages.Load() != 1 {
			t.Errorf("a record that changed nothing for them was drawn %d times", p.pages.Load()-1)
		}
		r.say("a", "theirs ")
		h.Publish(code, r.epoch, r)
		settle()
		if p.pages.Load() != 2 || p.stages.Load() != 1 {
			t.Errorf("a change cost %d drawings and %d stages more", p.pages.Load()-1, p.stages.Load()-1)
		}
		for _, b := range people {
			b.check(r)
		}
	})
}

func TestABurstIsDrawnOnce(t *testing.T) {
	story(t, Options{}, func(t *testing.T, h *Hub, r *room) {
		ada := open(t, r, participant("a", "ada"))
		ada.follow(h, r)
		settle()
		before := h.render.(*pen).pages.Load()
		for range 100 {
			r.say("a", "burst ")
			h.Publish(code, r.epoch, r)
		}
		settle()
		if drawn := h.render.(*pen).pages.Load() - before; drawn > 2 {
			t.Errorf("100 records at once were drawn %d times", drawn)
		}
		ada.check(r)
	})
}

func TestTheCurveIsSentOnceAndThenContinued(t *testing.T) {
	story(t, Options{}, func(t *testing.T, h *Hub, r *room) {
		r.step(0.1)
		r.step(0.2)
		ada := open(t, r, participant("a", "ada"))
		w, ended := ada.follow(h, r)
		settle()
		if f := ada.last(); f.Append || len(f.Series.Values) != 2 {
			t.Errorf("a new page got %+v, want the whole curve", f.Series)
		}
		r.step(0.3)
		h.Publish(code, r.epoch, r)
		settle()
		if f := ada.last(); !f.Append || len(f.Series.Values) != 1 || f.Series.First != 2 || f.Seq != f.From {
			t.Errorf("a step came as %+v", f)
		}
		w.cut()
		<-ended
		for i := range 300 {
			r.step(wave(i))
		}
		h.Publish(code, r.epoch, r)
		_, _ = ada.follow(h, r)
		settle()
		if f := ada.last(); !f.Append || len(f.Series.Values) != 300 {
			t.Errorf("after a pause: append is %t", f.Append)
		}
		for i := range 200 {
			r.step(wave(i))
		}
		h.Publish(code, r.epoch, r)
		settle()
		if f := ada.last(); f.Append || f.Series.Stride != 2 {
			t.Error("a curve of another stride was appended")
		}
		ada.check(r)
	})
}

func TestALongFeedIsCutAtTheSamePlaceEverywhere(t *testing.T) {
	story(t, Options{}, func(t *testing.T, h *Hub, r *room) {
		ada := open(t, r, participant("a", "ada"))
		w, ended := ada.follow(h, r)
		for range FeedLimit - 2 {
			r.say("a", "old ")
		}
		h.Publish(code, r.epoch, r)
		settle()
		w.cut()
		<-ended
		for range 5 {
			r.say("a", "new ")
		}
		h.Publish(code, r.epoch, r)
		settle()
		ada.follow(h, r)
		settle()
		if f := ada.last(); f.Full || len(f.Feed) != 5 {
			t.Errorf("full %t with %d items, want 5 new ones", f.Full, len(f.Feed))
		}
		ada.check(r)
		for range FeedLimit + 5 {
			r.say("a", "flood ")
		}
		h.Publish(code, r.epoch, r)
		settle()
		if ada.last().Full {
			t.Error("a feed that was replaced as a whole came with the stage")
		}
		ada.check(r)
	})
}

func TestARewrittenFeedCannotBeAppended(t *testing.T) {
	story(t, Options{}, func(t *testing.T, h *Hub, r *room) {
		r.say("a", "first ")
		r.say("a", "second ")
		ada := open(t, r, participant("a", "ada"))
		ada.follow(h, r)
		settle()
		for name, edit := range map[string]func(w *world){
			"edited": func(w *world) { w.feed["a"] = []view.Item{{Seq: 1, Text: "first, edited"}, w.feed["a"][1]} },
			"cut":    func(w *world) { w.feed["a"] = w.feed["a"][1:] },
		} {
			r.commit(edit)
			h.Publish(code, r.epoch, r)
			settle()
			if !ada.last().Full {
				t.Errorf("%s: came as changes", name)
			}
			ada.check(r)
		}
	})
}

func TestCloseTellsEverybodyToComeBackAndTakesNobodyOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, r := New(&pen{}, slog.New(slog.DiscardHandler), Options{}), openRoom("e1", []*world{newWorld()})
		var wires []*wire
		for _, who := range []Watcher{participant("a", "ada"), trainer(), projector()} {
			w, _ := open(t, r, who).follow(h, r)
			wires = append(wires, w)
		}
		settle()
		if err := h.Close(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, w := range wires {
			select {
			case <-w.gone:
			default:
				t.Fatal("Close returned before the connections had ended")
			}
			if w.code != Restarting {
				t.Errorf("closed with %d, want 1012", w.code)
			}
		}
		late := open(t, r, participant("a", "late"))
		w, ended := late.follow(h, r)
		if err := <-ended; !errors.Is(err, ErrClosed) || w.code != Restarting {
			t.Errorf("a late client got %v and code %d", err, w.code)
		}
		if err := late.poll(h, r); !errors.Is(err, ErrClosed) {
			t.Errorf("a late poll got %v", err)
		}
		if err := h.Close(t.Context()); err != nil {
			t.Errorf("closed again: %v", err)
		}
	})
}

func TestCloseGivesUpWithItsContext(t *testing.T) {
	story(t, Options{}, func(t *testing.T, h *Hub, r *room) {
		open(t, r, participant("a", "ada")).connect(h, r) // takes nothing
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), writeWait/2)
		defer cancel()
		if err := h.Close(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("close with a stuck client: %v", err)
		}
	})
}

func TestAForgottenGameEndsAndAnotherGoesOn(t *testing.T) {
	story(t, Options{}, func(t *testing.T, h *Hub, r *room) {
		ada, eve := open(t, r, participant("a", "ada")), open(t, r, participant("a", "eve"))
		eve.who.Game = "OTHERS"
		w, _ := ada.follow(h, r)
		other, _ := eve.follow(h, r)
		settle()
		h.Forget(code, GameGone)
		h.Forget("NEVER2", GameGone)
		settle()
		<-w.gone
		if w.code != GameGone {
			t.Errorf("closed with %d, want 4002", w.code)
		}
		select {
		case <-other.gone:
			t.Error("another game was closed too")
		default:
		}
		if h.Watchers(code) != 0 || h.Watchers("OTHERS") != 1 {
			t.Errorf("%d and %d watchers", h.Watchers(code), h.Watchers("OTHERS"))
		}
	})
}

func TestARoomThatReopensIsFollowedAndItsPastIsNot(t *testing.T) {
	story(t, Options{}, func(t *testing.T, h *Hub, r *room) {
		ada := open(t, r, participant("a", "ada"))
		ada.follow(h, r)
		r.say("a", "will be lost ")
		h.Publish(code, r.epoch, r)
		settle()
		again := openRoom("e2", r.past[:1])
		again.commit(func(w *world) { w.name = "Wednesday" })
		h.Publish(code, again.epoch, again)
		settle()
		if !ada.last().Full {
			t.Error("another past was told as changes")
		}
		ada.check(again)

		r.say("a", "from the grave ")
		h.Publish(code, r.epoch, r)
		settle()
		ada.check(again)
		w, ended := ada.follow(h, r)
		if err := <-ended; !errors.Is(err, ErrStale) || w.code != Restarting {
			t.Errorf("who came with the old room got %v and code %d", err, w.code)
		}
	})
}

func TestARoomThatAnswersNoMoreSendsItsWatchersBack(t *testing.T) {
	story(t, Options{}, func(t *testing.T, h *Hub, r *room) {
		w, _ := open(t, r, participant("a", "ada")).follow(h, r)
		settle()
		r.closed.Store(true)
		h.Publish(code, r.epoch, r)
		settle()
		<-w.gone
		if w.code != Restarting {
			t.Errorf("closed with %d, want 1012", w.code)
		}
		r.closed.Store(false)
		back := open(t, r, participant("a", "ada"))
		back.follow(h, r)
		settle()
		back.check(r)
		if len(back.got()) != 1 || back.last().Full {
			t.Errorf("who came back when it answered again got %+v", back.got())
		}
	})
}

func TestWhoJoinsAnotherTeamIsShownTheFormerNoLonger(t *testing.T) {
	story(t, Options{}, func(t *testing.T, h *Hub, r *room) {
		join := func(team string) {
			r.commit(func(w *world) { w.joined = map[string]string{"ada": team} })
			h.Publish(code, r.epoch, r)
			settle()
		}
		join("b")
		ada, art := open(t, r, participant("b", "ada")), open(t, r, participant("b", "art"))
		w, _ := ada.follow(h, r)
		other, _ := art.follow(h, r)
		join("a")
		r.say("b", "news ")
		h.Publish(code, r.epoch, r)
		settle()
		<-w.gone
		if w.code != SignedOut {
			t.Errorf("closed with %d, want 4001: load the page again", w.code)
		}
		for _, raw := range ada.bytes() {
			if strings.Contains(raw, "news") {
				t.Errorf("who has left the team was sent %s", raw)
			}
		}
		if err := ada.poll(h, r); !errors.Is(err, ErrMoved) {
			t.Errorf("polling got %v", err)
		}
		select {
		case <-other.gone:
			t.Error("a team mate who stayed was sent away")
		default:
		}
		art.check(r)
	})
}

func TestATemplateThatPanicsHurtsItsReadersOnly(t *testing.T) {
	story(t, Options{}, func(t *testing.T, h *Hub, r *room) {
		ada := open(t, r, participant("a", "ada"))
		w, _ := ada.follow(h, r)
		settle()
		r.commit(func(w *world) { w.name = "panic" })
		h.Publish(code, r.epoch, r)
		settle()
		<-w.gone
		if err := ada.poll(h, r); err == nil || !strings.Contains(err.Error(), "fell over a nil") {
			t.Errorf("polling got %v", err)
		}
		r.commit(func(w *world) { w.name = "mended" })
		h.Publish(code, r.epoch, r)
		ada.follow(h, r)
		settle()
		ada.check(r)
	})
}

func TestLimits(t *testing.T) {
	story(t, Options{PerGame: 3, PerAddress: 2}, func(t *testing.T, h *Hub, r *room) {
		join := func(game, remote string) (int, error) {
			b := open(t, r, participant("a", "ada"))
			b.who.Game, b.who.Remote = game, remote
			w, ended := b.follow(h, r)
			settle()
			select {
			case err := <-ended:
				return w.code, err
			default:
				return 0, nil
			}
		}
		for _, c := range []struct {
			game, remote string
			want         error
		}{
			{code, "192.0.2.1", nil}, {code, "192.0.2.1", nil}, {code, "192.0.2.1", ErrCrowded},
			{code, "192.0.2.2", nil}, {code, "192.0.2.3", ErrCrowded}, {"OTHERS", "192.0.2.3", nil},
		} {
			closed, err := join(c.game, c.remote)
			if !errors.Is(err, c.want) || err != nil && closed != Crowded {
				t.Errorf("%s from %s: %v, code %d, want %v", c.game, c.remote, err, closed, c.want)
			}
		}
	})
}

func TestAGameIsForgottenWhenNobodyHasWatchedForAWhile(t *testing.T) {
	story(t, Options{}, func(t *testing.T, h *Hub, r *room) {
		ada := open(t, r, participant("a", "ada"))
		w, ended := ada.follow(h, r)
		settle()
		w.cut()
		<-ended
		r.say("a", "meanwhile ")
		h.Publish(code, r.epoch, r)
		time.Sleep(h.opts.Linger / 2)
		w, ended = ada.follow(h, r)
		settle()
		if ada.last().Full {
			t.Error("who came back soon was sent everything")
		}
		ada.check(r)
		w.cut()
		<-ended
		time.Sleep(3 * h.opts.Linger)
		synctest.Wait()
		h.mu.Lock()
		games, addresses := len(h.games), len(h.addresses)
		h.mu.Unlock()
		if games != 0 || addresses != 0 {
			t.Errorf("%d games and %d addresses are remembered", games, addresses)
		}
	})
}

func TestEveryPingCarriesTheTime(t *testing.T) {
	story(t, Options{}, func(t *testing.T, h *Hub, r *room) {
		ada := open(t, r, participant("a", "ada"))
		w, _ := ada.follow(h, r)
		time.Sleep(4*h.opts.Ping + time.Second)
		synctest.Wait()
		if w.pings != 4 || len(ada.got()) != 5 {
			t.Errorf("%d pings and %d frames", w.pings, len(ada.got()))
		}
		if d := ada.got()[4].Now - ada.got()[3].Now; int64(d) != h.opts.Ping.Milliseconds() {
			t.Errorf("the time went on by %d ms", d)
		}
	})
}
