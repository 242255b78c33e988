package web

import (
	"bytes"
	"context"
	"io"
	"net/http"

	"github.com/labstack/echo/v4"

	"misfortune/game"
	"misfortune/game/view"
	"misfortune/internal/text"
	"misfortune/templates"
)

// pageOf is a page that can be drawn: what templ calls a component.
type pageOf interface {
	Render(ctx context.Context, w io.Writer) error
}

// show answers with one value in one of two encodings: JSON for programs, a
// page for people. The page is drawn into memory first, so that what cannot be
// drawn is still an error with a status of its own.
func (rq *request) show(status int, value any, page pageOf) error {
	rq.Response().Header().Add(echo.HeaderVary, "Accept, Cookie")
	if rq.wantsJSON() {
		return rq.JSON(status, value)
	}
	var drawn bytes.Buffer
	if err := page.Render(rq.context(), &drawn); err != nil {
		return err
	}
	return rq.Blob(status, echo.MIMETextHTMLCharsetUTF8, drawn.Bytes())
}

// site is what every page needs to know beside its view.
func (s *Server) site(rq *request) templates.Site {
	site := templates.Site{
		Lang: rq.lang, Path: rq.Request().URL.Path, PublicURL: s.publicURL,
		Now: view.At(s.now()), Trainer: rq.trainer,
	}
	if rq.trainer {
		site.Problems = s.problems()
	}
	return site
}

// problems are the scenario files that cannot be read now, each with its errors.
func (s *Server) problems() []templates.Problem {
	var out []templates.Problem
	for _, p := range s.catalogue.Problems() {
		if n := len(out); n > 0 && out[n-1].File == p.File {
			out[n-1].Message += "\n" + p.String()
			continue
		}
		out = append(out, templates.Problem{File: p.File, Message: p.String()})
	}
	return out
}

// flash keeps a text for the next page that this browser opens.
func (s *Server) flash(rq *request, text string) {
	s.jar.write(rq.Response(), flashCookie, text, flashFor)
}

// flashed takes the kept text, if there is one: it is shown once.
func (s *Server) flashed(rq *request) string {
	if rq.wantsJSON() {
		return ""
	}
	text := s.jar.read(rq.Request(), flashCookie)
	if text != "" {
		s.jar.drop(rq.Response(), flashCookie)
	}
	return text
}

// home is the front page.
func (s *Server) home(rq *request) error {
	s.known(rq)
	return s.showHome(rq, http.StatusOK, templates.HomeForm{})
}

func (s *Server) showHome(rq *request, status int, form templates.HomeForm) error {
	site := s.site(rq)
	site.Flash = s.flashed(rq)
	return rq.show(status, struct {
		Error string `json:"error,omitempty"`
	}{form.Error}, templates.Home(site, form))
}

// noticesPage shows the licences of the parts that we hand out.
func (s *Server) noticesPage(rq *request) error {
	return rq.show(http.StatusOK, struct {
		Text string `json:"text"`
	}{s.notices}, templates.Notices(s.site(rq), s.notices))
}

// chooseLanguage keeps a reader's choice and goes back to where it was made.
func (s *Server) chooseLanguage(rq *request) error {
	lang := rq.Param("lang")
	if !text.Known(lang) {
		return refuse(http.StatusNotFound, game.NotFound, "not_found")
	}
	s.jar.write(rq.Response(), langCookie, lang, year)
	return rq.seeOther(localPath(rq.QueryParam("to")))
}

// healthy answers whoever watches over the server.
func (s *Server) healthy(rq *request) error {
	if len(s.catalogue.List()) == 0 {
		return rq.String(http.StatusServiceUnavailable, "no scenario can be played\n")
	}
	return rq.String(http.StatusOK, "ok\n")
}
