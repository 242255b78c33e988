package web

import (
	"context"
	"net"
	"net/http"
	"sync"
	"testing"

	"github.com/gorilla/websocket"
)

// pipes is a network inside the process: sockets over it work in a synctest
// bubble.
type pipes struct {
	t     *testing.T
	conns chan net.Conn
	over  chan struct{}
	once  sync.Once
}

// servePipes lets a handler answer on a network of its own until the test ends.
func servePipes(t *testing.T, h http.Handler) *pipes {
	t.Helper()
	p := &pipes{t: t, conns: make(chan net.Conn), over: make(chan struct{})}
	server, done := &http.Server{Handler: h}, make(chan struct{}) //nolint:gosec // no stranger can dial it
	go func() {
		defer close(done)
		_ = server.Serve(p) // ends when it is closed
	}()
	t.Cleanup(func() {
		_ = server.Close()
		<-done
	})
	return p
}

// Accept implements net.Listener.
func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.over:
		return nil, net.ErrClosed
	}
}

// Close implements net.Listener.
func (p *pipes) Close() error {
	p.once.Do(func() { close(p.over) })
	return nil
}

// Addr implements net.Listener.
func (*pipes) Addr() net.Addr { return &net.UnixAddr{Name: "pipes", Net: "unix"} }

func (p *pipes) dial(context.Context, string, string) (net.Conn, error) {
	ours, theirs := net.Pipe()
	select {
	case p.conns <- theirs:
		return ours, nil
	case <-p.over:
		return nil, net.ErrClosed
	}
}

// mailbox holds what a socket has brought.
type mailbox struct {
	mu    sync.Mutex
	texts []string
	ended error
}

// follow opens a socket with an onlooker's cookies and reads it to its end.
func (p *pipes) follow(o *onlooker, code string) *mailbox {
	p.t.Helper()
	header := http.Header{}
	for name, value := range o.cookies {
		header.Add("Cookie", (&http.Cookie{Name: name, Value: value}).String())
	}
	dialer := websocket.Dialer{NetDialContext: p.dial}
	ws, res, err := dialer.DialContext(p.t.Context(), "ws://pipes/g/"+code+"/live?as="+string(o.as), header)
	if err != nil {
		p.t.Fatalf("the socket of the %s: %v", o.as, err)
	}
	_ = res.Body.Close()
	m := &mailbox{}
	go func() {
		for {
			_, text, err := ws.ReadMessage()
			m.mu.Lock()
			m.ended = err
			if err == nil {
				m.texts = append(m.texts, string(text))
			}
			m.mu.Unlock()
			if err != nil {
				_ = ws.Close()
				return
			}
		}
	}()
	return m
}

// take empties the mailbox, and says whether nothing more will come.
func (m *mailbox) take() (texts []string, over bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	texts, m.texts = m.texts, nil
	return texts, m.ended != nil
}
