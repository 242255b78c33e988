package web

import (
	"errors"
	"io/fs"
	"net/http"
	"strings"
	"unicode"

	"misfortune/game"
	"misfortune/game/view"
	"misfortune/templates"
)

// visit is one reader at one game, at one moment.
type visit struct {
	code  string
	id    game.GameID
	snap  game.Snapshot
	epoch string // of the open room; see internal/live
	party view.Party
	you   view.You
	sees  view.Audience
}

// visit finds the game of the address and what this reader may be there. The
// role is the one that was asked for, if the cookies allow it. Somebody who has
// not joined sees what the projector shows.
func (s *Server) visit(rq *request, as view.Role) (visit, error) {
	if as == view.Trainer && !rq.trainer {
		return visit{}, refuse(http.StatusForbidden, game.Forbidden, "not_allowed")
	}
	v := visit{party: rq.party(as)}
	if err := s.find(rq, &v); err != nil {
		return visit{}, err
	}
	s.speak(rq, v.snap, as)
	v.you = v.snap.You(v.party, rq.lang)
	v.sees = view.Audience{Role: as, Team: v.you.Team, Lang: rq.lang}
	if as == view.Participant && !v.you.Joined {
		v.sees = view.Audience{Role: view.Screen, Lang: rq.lang}
		if s.misses.shut(rq.RealIP()) {
			return visit{}, tooFast(s.misses.pace.every)
		}
	}
	rq.back = v.page()
	return v, nil
}

// find looks up the code of the address and opens its game. Who types code
// after code is guessing: when an address has missed too often, strangers from
// there are not told any more which codes are good.
func (s *Server) find(rq *request, v *visit) (err error) {
	v.code, v.id, err = s.lookUp(rq, rq.Param("code"))
	if err != nil {
		return err
	}
	if v.snap, v.epoch, err = s.house.Snapshot(rq.context(), v.id); err != nil {
		return err
	}
	if v.snap.Seq() == 0 { // the code was given, but the day was never hosted: see open
		return unknownCode(v.code)
	}
	return nil
}

// lookUp makes of what somebody typed a code, and of the code a game.
func (s *Server) lookUp(rq *request, typed string) (code string, id game.GameID, err error) {
	code, ok := readCode(typed)
	if ok {
		id, err = s.shelf.Game(rq.context(), code)
	}
	switch {
	case ok && err == nil:
		return code, id, nil
	case ok && !errors.Is(err, fs.ErrNotExist):
		return "", "", err
	case !s.misses.pass(rq.RealIP()):
		return "", "", tooFast(s.misses.pace.every)
	default:
		return "", "", unknownCode(typed)
	}
}

// unknownCode says so, with no more of what a stranger typed than fits a page,
// and without what cannot be seen there but would turn the text around.
func unknownCode(typed string) error {
	r := []rune(strings.Map(func(c rune) rune {
		if !unicode.IsGraphic(c) || unicode.IsMark(c) {
			return -1
		}
		return unicode.ToUpper(c)
	}, typed))
	return refuse(http.StatusNotFound, game.NotFound, "unknown_code", "code", string(r[:min(len(r), 20)]))
}

// speak settles the language of a game page: the reader's choice, else the
// game's. The projector always speaks the game's.
func (s *Server) speak(rq *request, snap game.Snapshot, as view.Role) {
	if as == view.Screen || !s.choseLanguage(rq) {
		rq.lang = snap.State().Setup.Lang
	}
}

// page is the address of the page that this visitor looks at.
func (v *visit) page() string { return pagePath(v.code, v.party.Role) }

func pagePath(code string, as view.Role) string {
	switch as {
	case view.Trainer:
		return "/g/" + code + "/console"
	case view.Screen:
		return "/g/" + code + "/screen"
	case view.Participant:
	}
	return "/g/" + code
}

// gameJSON is a page of a game for programs.
type gameJSON struct {
	View   view.View    `json:"view"`
	You    view.You     `json:"you"`
	Series *view.Series `json:"series,omitempty"` // the impact curve, where the page shows one
	Epoch  string       `json:"epoch"`
	Seq    uint64       `json:"seq"`
	Now    view.Instant `json:"now"`
}

// gamePage shows a game to somebody in a role.
func (s *Server) gamePage(as view.Role) handler {
	return func(rq *request) error {
		s.known(rq)
		v, err := s.visit(rq, as)
		if err != nil {
			return err
		}
		if as == view.Participant && !v.you.Joined && !rq.wantsJSON() {
			return s.showJoin(rq, &v, http.StatusOK, templates.JoinForm{})
		}
		seen, err := v.snap.View(v.sees)
		if err != nil {
			return err
		}
		site := s.site(rq)
		site.Epoch, site.Flash = v.epoch, s.flashed(rq)
		return rq.show(http.StatusOK, gameJSON{
			View: seen, You: v.you, Series: v.snap.Series(v.sees), Epoch: v.epoch, Seq: seen.Seq, Now: site.Now,
		}, templates.Day(site, seen, v.you))
	}
}

// showJoin shows the form with which somebody takes a seat, filled as it was sent.
func (s *Server) showJoin(rq *request, v *visit, status int, form templates.JoinForm) error {
	seen, err := v.snap.View(v.sees)
	if err != nil {
		return err
	}
	form.Code, form.DayName, form.Phase, form.Teams = v.code, seen.Day.Name, seen.Phase, seen.Day.Teams
	site := s.site(rq)
	site.Epoch, site.Flash = v.epoch, s.flashed(rq)
	return rq.show(status, struct{}{}, templates.Join(site, form))
}

// findGame is the code typed on the front page.
func (s *Server) findGame(rq *request) error {
	form, err := readForm(rq.Response(), rq.Request())
	if err != nil {
		return err
	}
	code, _, err := s.lookUp(rq, form.Get("code"))
	if r, ours := refusalOf(err); err != nil && ours && !rq.wantsJSON() {
		return s.showHome(rq, r.status, templates.HomeForm{Code: form.Get("code"), Error: rq.say(r)})
	}
	if err != nil {
		return err
	}
	return rq.seeOther(pagePath(code, view.Participant))
}

// shortLink is what the QR code holds: "/CODE" leads to "/g/CODE".
func (s *Server) shortLink(rq *request) error {
	code, ok := readCode(rq.Param("code"))
	if !ok {
		return refuse(http.StatusNotFound, game.NotFound, "not_found")
	}
	return rq.seeOther(pagePath(code, view.Participant))
}
