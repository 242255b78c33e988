package web

import (
	"context"
	"crypto/rand"
	"net/http"
	"net/url"
	"strings"
	"unicode"

	"github.com/labstack/echo/v4"

	"misfortune/game/view"
	"misfortune/internal/text"
)

// request is one request with what its cookies say about who sent it.
type request struct {
	echo.Context

	who     string // the person's id; empty for a browser that has no cookie of ours yet
	trainer bool   // this browser has shown the trainer's key
	lang    string // in which we answer
	back    string // where to go on from when something goes wrong
}

// request reads the cookies. The language is what the reader chose, else what
// the browser prefers; a game page's own comes between the two (see visit).
func (s *Server) request(c echo.Context) *request {
	r := c.Request()
	rq := &request{
		Context: c,
		who:     s.jar.read(r, whoCookie),
		trainer: constantTimeEqual(s.jar.read(r, trainerCookie), s.pass),
		lang:    s.jar.read(r, langCookie),
	}
	if !text.Known(rq.lang) {
		rq.lang = text.Match(r.Header.Get("Accept-Language"), s.lang)
	}
	return rq
}

// choseLanguage tells whether the reader chose a language of their own.
func (s *Server) choseLanguage(rq *request) bool {
	return text.Known(s.jar.read(rq.Request(), langCookie))
}

// known makes sure that the person has an id, and that the browser keeps it.
func (s *Server) known(rq *request) string {
	if rq.who == "" {
		rq.who = rand.Text()
		s.jar.write(rq.Response(), whoCookie, rq.who, year)
	}
	return rq.who
}

func (rq *request) context() context.Context { return rq.Request().Context() }

// id is the request's id, under which the log knows it.
func (rq *request) id() string { return rq.Response().Header().Get(echo.HeaderXRequestID) }

// say puts a refusal into the reader's language.
func (rq *request) say(r *refusal) string {
	return text.For(rq.lang).Msg("refused."+r.key, r.args)
}

// wantsJSON tells whether the reader is a program.
func (rq *request) wantsJSON() bool {
	if f := rq.QueryParam("format"); f != "" {
		return f == "json"
	}
	accept := rq.Request().Header.Get("Accept")
	return strings.Contains(accept, echo.MIMEApplicationJSON) && !strings.Contains(accept, echo.MIMETextHTML)
}

// seeOther answers a post with the page to look at next.
func (rq *request) seeOther(path string) error { return rq.Redirect(http.StatusSeeOther, path) }

// party is who asks, in a role that the cookies allow.
func (rq *request) party(as view.Role) view.Party {
	if as == view.Screen {
		return view.Party{Role: view.Screen}
	}
	return view.Party{Role: as, ID: rq.who}
}

// localPath is an address on this site to go back to, escaped as a header must
// have it, or "/" for anything else.
func localPath(to string) string {
	if !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.Contains(to, "\\") || strings.ContainsFunc(to, unicode.IsControl) {
		return "/"
	}
	u, err := url.Parse(to)
	if err != nil || u.Host != "" {
		return "/"
	}
	return u.String()
}
