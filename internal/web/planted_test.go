package web

import (
	"fmt"
	"net/http"
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
// find it; typed otherwise, it must find nothing.
func TestTheSearchSeesEveryChannel(t *testing.T) {
	trainer := view.Audience{Role: view.Trainer, Lang: "en"}
	html := func(s *siege, path string) error {
		return s.answer(trainer, inPage, s.people["t1"].get(path))
	}
	for channel, leak := range map[string]func(s *siege, typed string) error{
		"a page": func(s *siege, typed string) error {
			s.browser().post("/g/"+s.code+"/join", "nick", typed)
			return html(s, "/g/"+s.code+"/console")
		},
		"an attribute": func(s *siege, typed string) error {
			return s.answer(trainer, inPage, s.browser().post("/g/"+s.code+"/join", "nick", typed, "team", "z"))
		},
		"JSON": func(s *siege, typed string) error {
			s.browser().post("/g/"+s.code+"/join", "nick", typed)
			return html(s, "/g/"+s.code+"/console.json")
		},
		"a full frame": func(s *siege, typed string) error {
			s.browser().post("/g/"+s.code+"/join", "nick", typed)
			return html(s, "/g/"+s.code+"/frame?as=trainer")
		},
		"a partial frame": func(s *siege, typed string) error {
			snap, epoch, err := s.server.house.Snapshot(s.t.Context(), s.id)
			if err != nil {
				return nil
			}
			at := fmt.Sprintf("/g/%s/frame?as=trainer&epoch=%s&seq=%d", s.code, epoch, snap.Seq())
			s.people["t1"].get(at)
			s.browser().post("/g/"+s.code+"/join", "nick", typed)
			return html(s, at)
		},
		"a socket": func(s *siege, typed string) error {
			m := s.pipes.follow(&onlooker{browser: s.people["t1"].browser, as: view.Trainer}, s.code)
			s.browser().post("/g/"+s.code+"/join", "nick", typed)
			time.Sleep(time.Second) // of the bubble: frames wait a moment for company
			synctest.Wait()
			texts, _ := m.take()
			return s.text(trainer, inSocket, strings.Join(texts, "\n"))
		},
		"a refusal in JSON": func(s *siege, typed string) error {
			s.browser().post("/g/"+s.code+"/join", "nick", typed)
			return s.answer(trainer, inRefusal, s.browser().program().post("/g/"+s.code+"/join", "nick", typed))
		},
		"a signed cookie": func(s *siege, typed string) error {
			first, second := s.browser(), s.browser()
			first.post("/g/"+s.code+"/join", "nick", typed, "team", "a")
			second.post("/g/"+s.code+"/join", "nick", "Second", "team", "a")
			first.post("/g/"+s.code+"/take-position", "position", "scribe")
			return s.answer(trainer, inRefusal, second.post("/g/"+s.code+"/take-position", "position", "scribe"))
		},
		"the page after a refusal": func(s *siege, typed string) error {
			first, second := s.browser(), s.browser()
			first.post("/g/"+s.code+"/join", "nick", typed, "team", "a")
			second.post("/g/"+s.code+"/join", "nick", "Second", "team", "a")
			first.post("/g/"+s.code+"/take-position", "position", "scribe")
			second.post("/g/"+s.code+"/take-position", "position", "scribe")
			_, banner, _ := strings.Cut(second.get("/g/"+s.code).Body.String(), `role="alert"`)
			banner, _, _ = strings.Cut(banner, "</p>")
			return s.text(trainer, inPage, banner)
		},
		"a redirect": func(s *siege, typed string) error {
			return s.answer(trainer, inPage, s.browser().get("/lang/en?to=/"+typed))
		},
		"an error page": func(s *siege, typed string) error { return html(s, "/g/"+typed) },
	} {
		t.Run(channel, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				if err := leak(newSiege(t, 1), "Eve"); err != nil {
					t.Errorf("where nothing was planted: %v", err)
				}
				if err := leak(newSiege(t, 1), planted); err == nil {
					t.Error("the token went by unseen")
				}
			})
		})
	}
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
