package live

import (
	"fmt"
	"log/slog"
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"

	"misfortune/game/view"
)

// Whatever happens, in whatever order, at whatever pace, every page ends equal
// to what the server would draw, every frame begins where its client stands
// (browser.take fails otherwise), and no team's secret reaches anybody else.
func TestRandomSchedules(t *testing.T) {
	schedules := 300
	if testing.Short() {
		schedules = 50
	}
	for seed := range schedules {
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &schedule{t: t, chance: rand.New(rand.NewPCG(uint64(seed), 0))} //nolint:gosec // a schedule, not a secret
				s.room = openRoom("e0", []*world{newWorld()})
				s.openHub()
				s.play()
			})
		})
	}
}

// schedule is a server and its clients, and what happens to them.
type schedule struct {
	t       *testing.T
	chance  *rand.Rand
	hub     *Hub
	room    *room
	opened  int
	clients []*client
}

// client is a browser with its connection. pace is the longest that it takes
// over a frame.
type client struct {
	*browser
	pace  time.Duration
	wire  *wire
	ended chan error
}

func (s *schedule) openHub() {
	s.hub = New(&pen{}, slog.New(slog.DiscardHandler), Options{Linger: 5 * time.Second})
}

func (s *schedule) play() {
	for i := range 3 + s.chance.IntN(4) {
		who := []Watcher{participant("a", "ada"), participant("b", "bob"), participant("a", "art"), trainer(), projector()}[i%5]
		c := &client{browser: open(s.t, s.room, who), pace: s.someTime(400)}
		s.clients = append(s.clients, c)
	}
	for range 40 + s.chance.IntN(60) {
		s.happen()
		time.Sleep(s.someTime(120))
	}
	s.settle()
	if err := s.hub.Close(s.t.Context()); err != nil {
		s.t.Error(err)
	}
}

func (s *schedule) someTime(ms int) time.Duration {
	return time.Duration(s.chance.IntN(ms)) * time.Millisecond
}

// happen lets one thing happen.
func (s *schedule) happen() {
	c := s.clients[s.chance.IntN(len(s.clients))]
	switch s.chance.IntN(16) {
	case 0, 1:
		s.room.say(teams[s.chance.IntN(2)], "news ")
	case 2, 3:
		team, value := teams[s.chance.IntN(2)], float64(s.chance.IntN(3))
		s.room.commit(func(w *world) { w.impact[team] = value })
	case 4:
		s.room.commit(func(*world) {}) // nobody sees it
	case 5:
		// Changed and changed back: a page that is drawn in between has seen it.
		before := s.room.now.Load().name
		s.room.commit(func(w *world) { w.name = "a moment" })
		c = s.clients[s.chance.IntN(len(s.clients))]
		s.reload(c)
		s.room.commit(func(w *world) { w.name = before })
	case 6:
		s.room.commit(func(w *world) { w.ready["ada"] = !w.ready["ada"] })
	case 7:
		s.room.commit(func(w *world) {
			w.phase = []view.Phase{view.Playing, view.Review}[s.chance.IntN(2)]
			w.feed = map[string][]view.Item{}
		})
	case 8, 9:
		s.room.step(wave(s.chance.IntN(100)))
	case 10, 11:
		s.connect(c)
	case 12:
		s.cut(c)
	case 13:
		s.pollOnce(c)
	case 14:
		s.reload(c)
	case 15:
		s.restart()
	}
	if s.chance.IntN(4) > 0 {
		s.hub.Publish(code, s.room.epoch, s.room)
	}
}

// restart opens the room anew; now and then records are gone that were shown
// already, and sometimes the whole server was away.
func (s *schedule) restart() {
	past := s.room.past
	lost := s.chance.IntN(min(4, len(past)))
	s.opened++
	if s.chance.IntN(2) == 0 {
		if err := s.hub.Close(s.t.Context()); err != nil {
			s.t.Error(err)
		}
		s.openHub()
	}
	curve := s.room.curve.Load()
	s.room = openRoom(fmt.Sprintf("e%d", s.opened), past[:len(past)-lost])
	s.room.curve.Store(curve)
	s.hub.Publish(code, s.room.epoch, s.room)
}

func (s *schedule) connect(c *client) {
	s.cut(c)
	c.wire, c.ended = c.connect(s.hub, s.room)
	go func(w *wire, pace *rand.Rand) {
		for {
			select {
			case raw := <-w.frames:
				c.take(raw)
				time.Sleep(time.Duration(pace.Int64N(int64(c.pace) + 1)))
			case <-w.gone:
				return
			}
		}
	}(c.wire, rand.New(rand.NewPCG(s.chance.Uint64(), 1))) //nolint:gosec // as above
}

// cut ends a client's connection. What was under way may still arrive, or not.
func (s *schedule) cut(c *client) {
	if c.wire != nil {
		c.wire.cut()
		<-c.ended
		c.wire = nil
		synctest.Wait()
	}
}

func (s *schedule) pollOnce(c *client) {
	s.cut(c)
	if err := c.poll(s.hub, s.room); err != nil {
		s.t.Errorf("poll: %v", err)
	}
}

// reload fetches the page anew from the web server.
func (s *schedule) reload(c *client) {
	s.cut(c)
	fresh := open(s.t, s.room, c.who)
	c.mu.Lock()
	c.page = fresh.page
	c.mu.Unlock()
}

// settle connects everybody who is not, waits, and compares.
func (s *schedule) settle() {
	for _, c := range s.clients {
		s.connect(c)
	}
	s.hub.Publish(code, s.room.epoch, s.room)
	time.Sleep(10 * time.Second)
	synctest.Wait()
	for _, c := range s.clients {
		c.check(s.room)
	}
}
