package live

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"
)

// Sockets are tried over pipes, so that pings and deadlines pass in the time of
// the bubble.

// halves is a listener that hands out pipes.
type halves struct {
	conns chan net.Conn
	done  chan struct{}
}

func (l *halves) Accept() (net.Conn, error) {
	select {
	case c := <-l.conns:
		return c, nil
	case <-l.done:
		return nil, net.ErrClosed
	}
}

func (l *halves) Close() error   { close(l.done); return nil }
func (l *halves) Addr() net.Addr { return &net.UnixAddr{Name: "pipe"} }

// dial opens a websocket to a server that serves one reader of the room, and
// returns the client's end and how the server's ended.
func dial(t *testing.T, h *Hub, r *room) (*websocket.Conn, chan error) {
	t.Helper()
	l := &halves{conns: make(chan net.Conn), done: make(chan struct{})}
	ended := make(chan error, 1)
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		ws, err := (&websocket.Upgrader{}).Upgrade(w, q, nil)
		if err != nil {
			t.Errorf("upgrade: %v", err)
			return
		}
		go func() { ended <- h.Serve(t.Context(), h.Accept(ws), participant("a", "ada"), r.epoch, r) }()
	})}
	go func() { _ = server.Serve(l) }()
	t.Cleanup(func() { _ = server.Close() })
	dialer := websocket.Dialer{NetDialContext: func(context.Context, string, string) (net.Conn, error) {
		near, far := net.Pipe()
		l.conns <- far
		return near, nil
	}}
	ws, res, err := dialer.DialContext(t.Context(), "ws://pipe/live", nil)
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	t.Cleanup(func() { _ = ws.Close() })
	return ws, ended
}

// read is a client that reads until its connection ends, and why it ended.
func read(ws *websocket.Conn) (frames chan Frame, why chan error) {
	frames, why = make(chan Frame, 100), make(chan error, 1)
	go func() {
		for {
			_, raw, err := ws.ReadMessage()
			if err != nil {
				why <- err
				return
			}
			var f Frame
			if err := json.Unmarshal(raw, &f); err != nil {
				why <- err
				return
			}
			frames <- f
		}
	}()
	return frames, why
}

func socketStory(t *testing.T, tell func(t *testing.T, h *Hub, r *room)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		h := New(&pen{}, slog.New(slog.DiscardHandler), Options{})
		t.Cleanup(func() {
			if err := h.Close(context.Background()); err != nil {
				t.Error(err)
			}
		})
		tell(t, h, openRoom("e1", []*world{newWorld()}))
	})
}

func TestFramesTravelAndPingsKeepAQuietSocketOpen(t *testing.T) {
	socketStory(t, func(t *testing.T, h *Hub, r *room) {
		ws, ended := dial(t, h, r)
		frames, _ := read(ws)
		if f := <-frames; !f.Full {
			t.Errorf("a client that holds nothing got %+v", f)
		}
		time.Sleep(10 * time.Minute)
		synctest.Wait()
		select {
		case err := <-ended:
			t.Fatalf("a client that answers pings was dropped: %v", err)
		default:
		}
		for len(frames) > 0 {
			<-frames
		}
		r.say("a", "still there ")
		h.Publish(code, r.epoch, r)
		if f := <-frames; len(f.Feed) != 1 {
			t.Errorf("got %+v", f)
		}
	})
}

func TestAClientThatAnswersNoPingIsGone(t *testing.T) {
	socketStory(t, func(t *testing.T, h *Hub, r *room) {
		ws, ended := dial(t, h, r)
		ws.SetPingHandler(func(string) error { return nil }) // a device that fell asleep
		read(ws)
		start := time.Now()
		if err := <-ended; err != nil {
			t.Errorf("that is no error: %v", err)
		}
		if took := time.Since(start); took > 3*h.opts.Ping {
			t.Errorf("noticed after %v", took)
		}
	})
}

func TestAClientThatReadsNothingIsGone(t *testing.T) {
	socketStory(t, func(t *testing.T, h *Hub, r *room) {
		_, ended := dial(t, h, r) // a pipe holds nothing: the first frame is stuck
		start := time.Now()
		<-ended
		if took := time.Since(start); took < writeWait || took > writeWait+closeWait+time.Second {
			t.Errorf("noticed after %v, want the write deadline", took)
		}
	})
}

func TestWhatAClientSendsEndsItsConnection(t *testing.T) {
	for name, c := range map[string]struct {
		kind int
		data []byte
		code int
	}{
		"text":         {websocket.TextMessage, []byte(`{"spin":true}`), NotOurs},
		"bytes":        {websocket.BinaryMessage, []byte{0, 1}, NotOurs},
		"too much":     {websocket.TextMessage, make([]byte, 100*readLimit), websocket.CloseMessageTooBig},
		"its own exit": {websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseGoingAway, ""), websocket.CloseGoingAway},
	} {
		t.Run(name, func(t *testing.T) {
			socketStory(t, func(t *testing.T, h *Hub, r *room) {
				ws, ended := dial(t, h, r)
				_, why := read(ws)
				go func() { _ = ws.WriteMessage(c.kind, c.data) }()
				<-ended
				if err := <-why; !websocket.IsCloseError(err, c.code) {
					t.Errorf("the client was told %v, want %d", err, c.code)
				}
			})
		})
	}
}

func TestBrokenFramesEndTheConnection(t *testing.T) {
	socketStory(t, func(t *testing.T, h *Hub, r *room) {
		ws, ended := dial(t, h, r)
		_, why := read(ws)
		out := bufio.NewWriter(ws.NetConn())
		_, _ = out.WriteString("\xff\xff no websocket at all")
		_ = out.Flush()
		<-ended
		if err := <-why; err == nil {
			t.Error("it went on")
		}
	})
}

func TestTheClientHearsWhyAConnectionEnds(t *testing.T) {
	for name, c := range map[string]struct {
		end  func(h *Hub) error
		code int
	}{
		"the server restarts": {func(h *Hub) error { return h.Close(context.Background()) }, Restarting},
		"the game is gone":    {func(h *Hub) error { h.Forget(code, GameGone); return nil }, GameGone},
	} {
		t.Run(name, func(t *testing.T) {
			socketStory(t, func(t *testing.T, h *Hub, r *room) {
				ws, ended := dial(t, h, r)
				frames, why := read(ws)
				<-frames
				if err := c.end(h); err != nil {
					t.Error(err)
				}
				var told *websocket.CloseError
				if err := <-why; !errors.As(err, &told) || told.Code != c.code {
					t.Errorf("the client was told %v, want %d", err, c.code)
				}
				<-ended
			})
		})
	}
}
