package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"misfortune/game/view"
)

// handler answers a request or says why not.
type handler func(rq *request) error

// permission is what a route needs.
type permission int

const (
	_ permission = iota // a route must say what it needs

	// anybody may.
	anybody
	// holdsKey: the browser has shown the trainer's key; others meet the door.
	holdsKey
	// roleAsked: whoever may act in the role that the request asks for. What
	// the role may see or do is checked where the game is known (visit.go), and
	// for commands in their own table (commands.go).
	roleAsked
)

// route is one row of the table of addresses.
type route struct {
	method, path string
	needs        permission
	rate         *turnstile // nil: as often as one likes
	handle       handler
}

// routes is every address that we answer, but for static files.
func (s *Server) routes() []route {
	const get, post = http.MethodGet, http.MethodPost
	return []route{
		{get, "/", anybody, nil, s.home},
		{get, "/:code", anybody, s.joins, s.shortLink},
		{post, "/join", anybody, s.joins, s.findGame},
		{post, "/alone", anybody, s.solos, s.alone},
		{get, "/lang/:lang", anybody, nil, s.chooseLanguage},
		{get, "/notices", anybody, nil, s.noticesPage},
		{get, "/healthz", anybody, nil, s.healthy},

		{get, "/host", holdsKey, nil, s.hostPage}, // ?key= opens the door
		{post, "/host", holdsKey, nil, s.host},
		{post, "/host/key", anybody, nil, s.enter}, // each key that is tried counts

		{get, "/g/:code", anybody, nil, s.gamePage(view.Participant)}, // a stranger gets the form to join
		{get, "/g/:code/console", holdsKey, nil, s.gamePage(view.Trainer)},
		{get, "/g/:code/screen", anybody, nil, s.gamePage(view.Screen)},
		{get, "/g/:code/frame", roleAsked, nil, s.frame},
		{get, "/g/:code/live", roleAsked, nil, s.socket},
		{post, "/g/:code/join", roleAsked, s.joins, s.obey("join")},
		{post, "/g/:code/:command", roleAsked, nil, s.obey("")}, // see commands.go
	}
}

// mount puts the table into the router.
func (s *Server) mount(e *echo.Echo) {
	for _, r := range s.routes() {
		h := s.serve(r)
		e.Add(r.method, r.path, h)
		if r.method == http.MethodGet {
			e.Add(http.MethodHead, r.path, h)
		}
	}
	files := echo.WrapHandler(s.static)
	e.GET("/static/*", files)
	e.HEAD("/static/*", files)
}

// serve is a route with what stands before it.
func (s *Server) serve(r route) echo.HandlerFunc {
	if r.needs == 0 {
		panic("web: " + r.method + " " + r.path + " does not say what it needs")
	}
	return func(c echo.Context) error {
		rq := s.request(c)
		if err := s.admit(rq, r); err != nil {
			s.fail(rq, err)
		}
		return nil
	}
}

// admit lets a request through to its handler, or to the door.
func (s *Server) admit(rq *request, r route) error {
	if r.rate != nil && !r.rate.pass(rq.RealIP()) {
		return tooFast(r.rate.pace.every)
	}
	if r.needs == holdsKey && !rq.trainer {
		return s.door(rq)
	}
	return r.handle(rq)
}
