package web

import (
	"crypto/rand"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"misfortune/game"
)

// contentPolicy lets a page use what we serve ourselves and nothing else: no
// inline script or style, no frames, no plugins. 'self' in connect-src covers
// websockets of our own origin.
const contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// secure sets the headers that every answer carries.
//
// Referrer-Policy is same-origin, not no-referrer: under no-referrer a browser
// posts a form with "Origin: null", which on plain http, where there is no
// Sec-Fetch-Site, is all we have to tell our own forms from foreign ones. The
// key in the one-click link leaks neither way: that address only redirects.
func secure(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("Content-Security-Policy", contentPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()")
		// Pages tell what a reader has earned so far; no cache may keep that.
		// Static files say otherwise for themselves.
		h.Set("Cache-Control", "no-store")
		return next(c)
	}
}

// crossSite refuses posts that another site's page makes a browser send.
// Sockets are refused by the upgrader, whose check of the origin is left as it is.
func (s *Server) crossSite() echo.MiddlewareFunc {
	p := http.NewCrossOriginProtection()
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if p.Check(c.Request()) != nil {
				return refuse(http.StatusForbidden, game.Forbidden, "cross_site")
			}
			return next(c)
		}
	}
}

// observe gives each request an id, answers errors, and says at debug level what
// was asked and what came of it. The query is left out: it may hold a key.
func (s *Server) observe(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		start, r := time.Now(), c.Request()
		id := strings.ToLower(rand.Text()[:12])
		c.Response().Header().Set(echo.HeaderXRequestID, id)
		if err := next(c); err != nil {
			c.Error(err)
		}
		s.log.LogAttrs(r.Context(), slog.LevelDebug, "answered",
			slog.String("method", r.Method), slog.String("path", r.URL.Path),
			slog.Int("status", c.Response().Status), slog.Duration("took", time.Since(start)),
			slog.String("request", id))
		return nil
	}
}

// panicked is a panic of a handler on its way to the error table, which logs it.
type panicked struct {
	value any
	stack []byte
}

func (p *panicked) Error() string { return fmt.Sprintf("panic: %v\n%s", p.value, p.stack) }

// recovered turns a panic into an error of that request.
func recovered(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			switch v := recover(); v {
			case nil:
			case http.ErrAbortHandler:
				panic(v) // net/http's own way to cut a connection
			default:
				err = &panicked{v, debug.Stack()}
			}
		}()
		return next(c)
	}
}

// jsonSuffix lets "/g/CODE/screen.json" stand for "/g/CODE/screen" asked for in JSON.
func jsonSuffix(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		if path, ok := strings.CutSuffix(r.URL.Path, ".json"); ok && strings.HasPrefix(path, "/g/") {
			r.URL.Path, r.URL.RawPath = path, ""
			r.Header.Set("Accept", echo.MIMEApplicationJSON)
		}
		return next(c)
	}
}
