package web

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/gorilla/websocket"
	"github.com/labstack/echo/v4"

	"misfortune/game"
	"misfortune/game/view"
	"misfortune/internal/live"
	"misfortune/internal/text"
)

// errMoved says that a page was drawn for a team that its reader has left.
var errMoved = refuse(http.StatusGone, game.TooLate, "wrong_phase")

// watcher is a screen as the hub knows it. A page says which language and team
// it was drawn for: in another tab the reader may have chosen others since, and
// one page must not be patched in two languages, nor for two teams. It keeps its
// language; for another team it has to be loaded again (errMoved).
func (s *Server) watcher(rq *request) (live.Watcher, visit, error) {
	as, err := askedRole(rq.QueryParam("as"))
	if err != nil {
		return live.Watcher{}, visit{}, err
	}
	v, err := s.visit(rq, as)
	if err != nil {
		return live.Watcher{}, visit{}, err
	}
	drawn := rq.QueryParams()
	if lang := drawn.Get("lang"); as != view.Screen && text.Known(lang) {
		v.sees.Lang = lang
	}
	if drawn.Has("team") && drawn.Get("team") != v.sees.Team {
		return live.Watcher{}, v, errMoved
	}
	return live.Watcher{Game: string(v.id), Party: v.party, Audience: v.sees,
		At: live.ParsePosition(drawn), Remote: rq.RealIP()}, v, nil
}

// window is a game for the hub to look at. It outlives the request.
func (s *Server) window(rq *request, id game.GameID) window {
	return window{ctx: context.WithoutCancel(rq.context()), house: s.house, id: id}
}

// frame is the polling twin of the socket, for networks that refuse sockets.
func (s *Server) frame(rq *request) error {
	w, v, err := s.watcher(rq)
	if err != nil {
		return err
	}
	frame, err := s.hub.Frame(w, v.epoch, s.window(rq, v.id))
	if err != nil {
		return err
	}
	return rq.Blob(http.StatusOK, echo.MIMEApplicationJSON, frame)
}

// upgrader makes sockets of requests. The check of the origin is gorilla's own,
// which refuses foreign pages. The read buffer is small, because a client says
// nothing, and write buffers are shared, because most of the time a socket
// writes nothing.
func upgrader(pool websocket.BufferPool) websocket.Upgrader {
	return websocket.Upgrader{
		HandshakeTimeout: 10 * time.Second,
		ReadBufferSize:   512, WriteBufferSize: 4096, WriteBufferPool: pool,
	}
}

// socket follows a game. The handler returns as soon as the socket stands, which
// frees what net/http holds for a request. The request's context ends there, so
// the hub gets one that does not: it ends a socket when its client goes, when
// there are too many, or when the server closes.
func (s *Server) socket(rq *request) error {
	w, v, err := s.watcher(rq)
	moved := errors.Is(err, errMoved)
	if err != nil && !moved {
		return err
	}
	if !websocket.IsWebSocketUpgrade(rq.Request()) {
		return refuse(http.StatusUpgradeRequired, game.Invalid, "bad_input")
	}
	source := s.window(rq, v.id)
	ws, err := s.upgrader.Upgrade(rq.Response(), rq.Request(), nil)
	if err != nil {
		return nil //nolint:nilerr // the upgrader has answered
	}
	if moved { // said on the socket, where a script can hear it
		s.hub.Accept(ws).Close(live.SignedOut, "moved")
		return nil
	}
	go func() {
		if err := s.hub.Serve(source.ctx, s.hub.Accept(ws), w, v.epoch, source); err != nil {
			s.log.DebugContext(source.ctx, "a socket ended", "game", w.Game, "as", w.Party.Role, "error", err)
		}
	}()
	return nil
}
