package web

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"misfortune/game/view"
)

// planted is a token that nobody has earned before a round; it fits a nickname.
const planted = "canary-one-title-"

// TestTheSearchSeesEveryChannel lets people type the token wherever people may
// type, so that it travels every way to a browser, and then the search must
// find it; with another word in its place, it must find nothing.
func TestTheSearchSeesEveryChannel(t *testing.T) {
	for channel, leak := range leaks() {
		t.Run(channel, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				if err := leak(hostSiege(t, 1), "Eve"); err != nil {
					t.Errorf("where nothing was planted: %v", err)
				}
				if err := leak(hostSiege(t, 1), planted); err == nil {
					t.Error("the token went by unseen")
				}
			})
		})
	}
}

// trainers is who reads along in the leaks below.
func trainers() view.Audience { return view.Audience{Role: view.Trainer, Lang: "en"} }

// trainerGets searches what a trainer gets from an address of the day.
func (s *siege) trainerGets(path string) error {
	return s.answer(trainers(), inPage, s.people["t1"].get("/g/"+s.code+path))
}

// joins takes a seat at the day, wherever there is one.
func (s *siege) joins(nick, team string) *browser {
	b := s.browser()
	b.post("/g/"+s.code+"/join", "nick", nick, "team", team)
	return b
}

// leaks says for every channel how a word that somebody types gets there, and
// searches it.
func leaks() map[string]func(s *siege, typed string) error {
	return map[string]func(s *siege, typed string) error{
		"a page": func(s *siege, typed string) error {
			s.joins(typed, "")
			return s.trainerGets("/console")
		},
		"an attribute": func(s *siege, typed string) error {
			return s.answer(trainers(), inPage, s.browser().post("/g/"+s.code+"/join", "nick", typed, "team", "z"))
		},
		"JSON": func(s *siege, typed string) error {
			s.joins(typed, "")
			return s.trainerGets("/console.json")
		},
		"a full frame": func(s *siege, typed string) error {
			s.joins(typed, "")
			return s.trainerGets("/frame?as=trainer")
		},
		"a partial frame": func(s *siege, typed string) error {
			snap, epoch, err := s.server.house.Snapshot(s.t.Context(), s.id)
			if err != nil {
				s.t.Fatal(err)
			}
			at := fmt.Sprintf("/frame?as=trainer&epoch=%s&seq=%d", epoch, snap.Seq())
			if err := s.trainerGets(at); err != nil {
				return err
			}
			s.joins(typed, "")
			return s.trainerGets(at)
		},
		"a socket": func(s *siege, typed string) error {
			m := s.pipes.follow(&onlooker{browser: s.people["t1"].browser, as: view.Trainer}, s.code)
			s.joins(typed, "")
			time.Sleep(time.Second) // of the bubble: frames wait a moment for company
			synctest.Wait()
			texts, _ := m.take()
			return s.text(trainers(), inSocket, strings.Join(texts, "\n"))
		},
		"a refusal in JSON": func(s *siege, typed string) error {
			s.joins(typed, "")
			return s.answer(trainers(), inRefusal, s.browser().program().post("/g/"+s.code+"/join", "nick", typed))
		},
		"a signed cookie": func(s *siege, typed string) error {
			_, res := s.refusedSeat(typed)
			return s.answer(trainers(), inRefusal, res)
		},
		"the page after a refusal": func(s *siege, typed string) error {
			b, _ := s.refusedSeat(typed)
			_, banner, _ := strings.Cut(b.get("/g/"+s.code).Body.String(), `role="alert"`)
			banner, _, _ = strings.Cut(banner, "</p>")
			return s.text(trainers(), inPage, banner)
		},
		"a redirect": func(s *siege, typed string) error {
			return s.answer(trainers(), inPage, s.browser().get("/lang/en?to=/"+typed))
		},
		"an error page": func(s *siege, typed string) error {
			return s.answer(trainers(), inPage, s.browser().get("/g/"+typed))
		},
	}
}

// refusedSeat lets somebody ask for the position that a team mate has taken; the
// refusal names who has it.
func (s *siege) refusedSeat(mate string) (*browser, *httptest.ResponseRecorder) {
	first, b := s.joins(mate, "a"), s.joins("Second", "a")
	first.post("/g/"+s.code+"/take-position", "position", "scribe")
	return b, b.post("/g/"+s.code+"/take-position", "position", "scribe")
}

// TestTheSearchUndoesEscapes writes the token in every way that a browser
// would read.
func TestTheSearchUndoesEscapes(t *testing.T) {
	j := jar{key: []byte("a key")}
	for _, c := range []struct{ channel, text string }{
		{inPage, planted},
		{inPage, "&#99;anary&#x2d;one-title-"},
		{inPage, "CANARY-one-title-"},
		{inPage, "/g/CDF234?to=%63anary%2Done-title-"},
		{inFrame, `{"regions":{"x":"<p>\u0063anary\u002Done-title-</p>"}}`},
		{inHeader, "Set-Cookie: flash=" + j.seal(flashCookie, "x "+planted+" x") + "; Path=/"},
		{inHeader, "Set-Cookie: flash=" + j.seal(flashCookie, "xx "+planted) + "; Path=/"},
	} {
		if newSearch().text(nobody(), c.channel, c.text) == nil {
			t.Errorf("%s went by unseen", c.text)
		}
	}
	for _, text := range []string{"a canary", "canary-", "flash=" + j.seal(flashCookie, "nothing to see")} {
		if err := newSearch().text(nobody(), inHeader, text); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// TestATokenInAStaticFileIsSeen plants the token among the files.
func TestATokenInAStaticFileIsSeen(t *testing.T) {
	p := newPlace(t, func(o *Options) {
		o.Static = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("/* " + planted + " */")) })
	})
	if newSearch().answer(nobody(), inPage, p.browser().get("/static/css/app.css")) == nil {
		t.Error("the token went by unseen")
	}
}
