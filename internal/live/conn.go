package live

import (
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// Close codes. After Restarting, and after a connection that breaks without a
// code, a client comes back by itself; after the other two it does not.
const (
	Restarting = websocket.CloseServiceRestart  // 1012
	Crowded    = websocket.CloseTryAgainLater   // 1013: too many watchers
	NotOurs    = websocket.ClosePolicyViolation // 1008: it sent something; commands go up as POSTs
	SignedOut  = 4001                           // is another audience now: load the page again
	GameGone   = 4002
)

const (
	writeWait = 5 * time.Second // for one frame to leave
	closeWait = time.Second     // for the other side to answer a close
	readLimit = 512             // bytes; nothing but control frames is expected
)

// Conn is a connection to one client. Write and Ping are called by one
// goroutine; Close and Gone by any.
type Conn interface {
	// Write sends the parts, joined, as one text message. It fails when they are
	// not taken in time; then the connection is of no more use.
	Write(parts ...[]byte) error
	// Ping asks whether the client is still there. One that does not answer in
	// time is gone.
	Ping() error
	// Close says goodbye with a code and ends the connection soon after. The
	// first call counts.
	Close(code int, reason string)
	// Gone is closed when the connection has ended, and nothing of it still
	// runs.
	Gone() <-chan struct{}
}

// socket is a Conn over gorilla.
type socket struct {
	ws   *websocket.Conn
	pong time.Duration // silence after which the client is gone
	once sync.Once
	gone chan struct{}
}

// Accept takes over a websocket that was just upgraded, and reads from it until
// it ends; without a reader, pongs and closes would go unseen. The context of
// the request is of no use after the upgrade and may end.
func (h *Hub) Accept(ws *websocket.Conn) Conn {
	s := &socket{ws: ws, pong: 2*h.opts.Ping + writeWait, gone: make(chan struct{})}
	ws.SetReadLimit(readLimit)
	s.alive()
	ws.SetPongHandler(func(string) error { s.alive(); return nil })
	go s.read()
	return s
}

func (s *socket) alive() {
	// It fails only on a connection that is closed, which the reader finds out.
	_ = s.ws.SetReadDeadline(time.Now().Add(s.pong))
}

// read ends at the first error, and at the first message: there is nothing for
// a client to say here.
func (s *socket) read() {
	defer close(s.gone)
	defer func() { _ = s.ws.Close() }()
	if _, _, err := s.ws.NextReader(); err == nil {
		s.goodbye(NotOurs, "commands are POSTs")
	}
}

func (s *socket) Write(parts ...[]byte) error {
	if err := s.ws.SetWriteDeadline(time.Now().Add(writeWait)); err != nil {
		return err
	}
	w, err := s.ws.NextWriter(websocket.TextMessage)
	if err != nil {
		return err
	}
	for _, part := range parts {
		if _, err := w.Write(part); err != nil {
			return err
		}
	}
	return w.Close()
}

func (s *socket) Ping() error {
	return s.ws.WriteControl(websocket.PingMessage, nil, time.Now().Add(writeWait))
}

func (s *socket) Close(code int, reason string) {
	s.once.Do(func() {
		s.goodbye(code, reason)
		// The reader waits for the answer, or for this. A pong in between may
		// put the deadline off; the close that comes with it may not.
		time.AfterFunc(closeWait, func() { _ = s.ws.Close() })
	})
}

func (s *socket) goodbye(code int, reason string) {
	// Who cannot be told finds out by itself.
	_ = s.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, reason), time.Now().Add(closeWait))
}

func (s *socket) Gone() <-chan struct{} { return s.gone }
