package live

import (
	"context"
	"errors"
	"time"
)

// Serve keeps one client up to date until it leaves, ctx ends, or the hub or
// the game is closed; then the connection has ended too. src and epoch are the
// room as the caller found it; when its successor publishes, that is followed.
// The error says why somebody was not taken on; all else is no error.
func (h *Hub) Serve(ctx context.Context, conn Conn, w Watcher, epoch string, src Source) error {
	s, err := h.attach(w, epoch, src)
	if err != nil {
		code := Restarting
		if errors.Is(err, ErrCrowded) {
			code = Crowded
		}
		conn.Close(code, "come back later")
		<-conn.Gone()
		return err
	}
	defer s.leave()
	code, reason := h.follow(ctx, conn, &reader{seat: s, watcher: w})
	conn.Close(code, reason)
	<-conn.Gone()
	return nil
}

// follow is the loop of one connection: it writes whenever there is something
// to tell. It returns how to say goodbye.
func (h *Hub) follow(ctx context.Context, conn Conn, r *reader) (code int, reason string) {
	const restarting = "come back"
	if err := r.arrive(); err != nil {
		return h.giveUp(r, err)
	}
	ping := time.NewTicker(h.opts.Ping)
	defer ping.Stop()
	var patience <-chan time.Time // runs while a frame waits for company
	next := always
	for {
		parts, waits, err := r.frame(next)
		if err != nil {
			return h.giveUp(r, err)
		}
		if parts != nil && conn.Write(parts...) != nil {
			return Restarting, restarting // it will not hear that, but come back
		}
		switch {
		case !waits:
			patience = nil
		case patience == nil:
			patience = time.After(h.opts.Quiet)
		}
		select {
		case <-ctx.Done():
			return Restarting, restarting
		case <-h.closing:
			return Restarting, restarting
		case <-r.seat.game.gone:
			return r.seat.game.code, "over"
		case <-conn.Gone():
			return 0, ""
		case <-r.seat.wake:
			next = worthwhile
		case <-patience:
			next = anything
		case <-ping.C:
			if conn.Ping() != nil {
				return Restarting, restarting
			}
			next = always
		}
	}
}

// giveUp is how to say goodbye to a reader for whom there is no frame.
func (h *Hub) giveUp(r *reader, err error) (code int, reason string) {
	if errors.Is(err, ErrMoved) {
		return SignedOut, "in another team now"
	}
	h.log.Error("a screen cannot be drawn", "game", r.seat.game.id, "error", err)
	return Restarting, "come back"
}

// Frame is the polling twin of Serve: what a client at w.At needs, as JSON. The
// same position gets the same answer, but for the time in it.
func (h *Hub) Frame(w Watcher, epoch string, src Source) ([]byte, error) {
	s, err := h.attach(w, epoch, src)
	if err != nil {
		return nil, err
	}
	defer s.leave()
	r := &reader{seat: s, watcher: w}
	if err := r.arrive(); err != nil {
		return nil, err
	}
	parts, _, err := r.frame(always)
	if err != nil {
		return nil, err
	}
	var out []byte
	for _, part := range parts {
		out = append(out, part...)
	}
	return out, nil
}
