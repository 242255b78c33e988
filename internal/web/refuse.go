package web

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"misfortune/game"
	"misfortune/internal/live"
	"misfortune/internal/room"
	"misfortune/internal/text"
	"misfortune/templates"
)

// A refusal is a request that is not granted: the status, a code for programs,
// and a text ("refused." + key in the catalogues) for people. It never quotes a
// secret.
type refusal struct {
	status int
	code   game.Code
	key    string
	args   map[string]any
	after  time.Duration // when to try again; 0: not told
}

func (r *refusal) Error() string { return string(r.code) + ": " + r.key }

// refuse makes a refusal; pairs are argument names and values.
func refuse(status int, code game.Code, key string, pairs ...any) error {
	r := &refusal{status: status, code: code, key: key, args: map[string]any{}}
	for i := 0; i+1 < len(pairs); i += 2 {
		r.args[pairs[i].(string)] = pairs[i+1]
	}
	return r
}

// Codes for programs that the game does not have.
const (
	codeBusy     game.Code = "busy"
	codeTooFast  game.Code = "too_fast"
	codeInternal game.Code = "internal"
)

// tooFast is the answer to an address that asks too often.
func tooFast(after time.Duration) error {
	return &refusal{status: http.StatusTooManyRequests, code: codeTooFast, key: "too_fast", after: after}
}

// refusalOf is the error table: whatever went wrong becomes a refusal. What is
// in no row is our own fault: ok is false, and the caller logs it.
func refusalOf(err error) (r *refusal, ok bool) {
	var rejected *game.Rejection
	var routing *echo.HTTPError
	switch {
	case errors.As(err, &r):
		return r, true
	case errors.As(err, &rejected):
		return &refusal{status: statusOf(rejected.Code), code: rejected.Code, key: rejected.Text, args: rejected.Args}, true
	case errors.Is(err, room.ErrBusy), errors.Is(err, room.ErrClosed), errors.Is(err, live.ErrCrowded),
		errors.Is(err, live.ErrClosed), errors.Is(err, live.ErrStale), errors.Is(err, live.ErrMoved),
		errors.Is(err, context.Canceled):
		// Cancelled is a client that has gone: nobody reads the answer.
		return &refusal{status: http.StatusServiceUnavailable, code: codeBusy, key: "busy", after: time.Second}, true
	case errors.Is(err, fs.ErrNotExist):
		return &refusal{status: http.StatusNotFound, code: game.NotFound, key: "not_found"}, true
	case errors.As(err, &routing) && routing.Code < http.StatusInternalServerError:
		code := game.Invalid
		if routing.Code == http.StatusNotFound {
			code = game.NotFound
		}
		return &refusal{status: routing.Code, code: code, key: "not_found"}, true
	default:
		return &refusal{status: http.StatusInternalServerError, code: codeInternal, key: "internal"}, false
	}
}

// statusOf maps what the rules say to what HTTP says. Too late is a conflict
// with the state of the game and not 410: the address is still good.
func statusOf(c game.Code) int {
	switch c {
	case game.Invalid:
		return http.StatusBadRequest
	case game.Forbidden:
		return http.StatusForbidden
	case game.NotFound:
		return http.StatusNotFound
	case game.Conflict, game.TooLate:
		return http.StatusConflict
	default:
		return http.StatusInternalServerError
	}
}

// settle finds the refusal for an error, and logs the error, once, if it is
// our own fault.
func (s *Server) settle(rq *request, err error) *refusal {
	r, ok := refusalOf(err)
	if !ok {
		s.log.LogAttrs(rq.context(), slog.LevelError, "internal error",
			slog.String("request", rq.id()), slog.String("method", rq.Request().Method),
			slog.String("path", rq.Request().URL.Path), slog.Any("error", err))
		r.args = map[string]any{"request": rq.id()}
	}
	return r
}

// fail answers a request that failed, on a page of its own or in JSON.
func (s *Server) fail(rq *request, err error) {
	if rq.Response().Committed {
		return
	}
	r := s.settle(rq, err)
	s.answerRefusal(rq, r, templates.Trouble(s.site(rq), templates.TroublePage{
		Status: r.status, Title: title(rq, r.status), Text: rq.say(r), Back: rq.back,
	}))
}

// title is the headline over a refusal of this status.
func title(rq *request, status int) string {
	printer := text.For(rq.lang)
	if key := "trouble.title_" + strconv.Itoa(status); printer.Has(key) {
		return printer.T(key)
	}
	return printer.T("trouble.title_400")
}

// answerRefusal shows a refusal: this page, or JSON for programs.
func (s *Server) answerRefusal(rq *request, r *refusal, page pageOf) {
	if r.after > 0 {
		rq.Response().Header().Set(echo.HeaderRetryAfter, strconv.Itoa(int((r.after+time.Second-1)/time.Second)))
	}
	answer := refusedJSON{Code: r.code, Key: r.key, Message: rq.say(r)}
	err := rq.show(r.status, answer, page)
	if rq.context().Err() != nil {
		return // the client has gone: nobody reads the answer
	}
	if err != nil && !rq.Response().Committed {
		s.log.LogAttrs(rq.context(), slog.LevelError, "the page for a refusal could not be drawn",
			slog.String("request", rq.id()), slog.Any("error", err))
		_ = rq.NoContent(http.StatusInternalServerError) // the connection is all that can fail now
	}
}

// refusedJSON is what a program gets instead of what it asked for.
type refusedJSON struct {
	Code    game.Code `json:"code"`    // what kind of refusal
	Key     string    `json:"key"`     // which one
	Message string    `json:"message"` // in the reader's language
}
