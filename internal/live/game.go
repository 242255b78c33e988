package live

import (
	"sync"
	"time"

	"misfortune/game/view"
)

// game is one game that somebody watches, or did until a moment ago. Its
// goroutine, run, draws for its classes.
type game struct {
	hub   *Hub
	id    string
	dirty chan struct{} // capacity one: something was published
	gone  chan struct{} // closed by Hub.Forget
	code  int           // close code; set before gone is closed

	mu       sync.Mutex
	from     origin
	retired  map[string]bool // epochs that another one has followed
	classes  map[view.Audience]*class
	occupied int // seats
}

func newGame(h *Hub, id, epoch string, src Source) *game {
	return &game{
		hub: h, id: id, dirty: make(chan struct{}, 1), gone: make(chan struct{}),
		from:    origin{source: src, epoch: epoch},
		retired: map[string]bool{}, classes: map[view.Audience]*class{},
	}
}

// publish notes the newest source and wakes run.
func (g *game) publish(epoch string, src Source) {
	g.mu.Lock()
	current := g.turnTo(epoch, src)
	if current {
		g.from.published++
	}
	g.mu.Unlock()
	if !current {
		return
	}
	select {
	case g.dirty <- struct{}{}:
	default:
	}
}

// turnTo makes src the one to look at, unless its room was followed by another
// one already.
func (g *game) turnTo(epoch string, src Source) bool {
	if g.retired[epoch] {
		return false
	}
	if g.from.epoch != epoch {
		g.retired[g.from.epoch] = true
	}
	g.from.epoch, g.from.source = epoch, src
	return true
}

// admit gives a seat in the class of an audience.
func (g *game) admit(s *seat, a view.Audience, epoch string, src Source) (*class, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.occupied >= g.hub.opts.PerGame {
		return nil, ErrCrowded
	}
	if !g.turnTo(epoch, src) {
		return nil, ErrStale
	}
	c := g.classes[a]
	if c == nil {
		c = newClass(a)
		g.classes[a] = c
	}
	g.occupied++
	c.mu.Lock()
	c.members[s] = struct{}{}
	c.mu.Unlock()
	return c, nil
}

func (g *game) dismiss(s *seat) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.occupied--
	s.class.mu.Lock()
	defer s.class.mu.Unlock()
	delete(s.class.members, s)
	if len(s.class.members) == 0 {
		s.class.left = time.Now()
	}
}

func (g *game) watchers() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.occupied
}

func (g *game) origin() origin {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.from
}

// run draws after each publication, at the hub's pace, until nobody has watched
// for a while, or the game or the hub is gone.
func (g *game) run() {
	sweep := time.NewTicker(g.hub.opts.Linger)
	defer sweep.Stop()
	pace := time.NewTimer(0)
	defer pace.Stop()
	for {
		select {
		case <-g.hub.closing:
			return
		case <-g.gone:
			return
		case <-sweep.C:
			if g.sweep() {
				return
			}
			continue
		case <-g.dirty:
		}
		g.paint()
		pace.Reset(g.hub.opts.Pace)
		select {
		case <-pace.C:
		case <-g.hub.closing:
		case <-g.gone:
		}
	}
}

// paint draws for every class that somebody watches.
func (g *game) paint() {
	for _, c := range g.watched() {
		if err := c.paint(g.hub.render, g.origin(), 0); err != nil {
			g.hub.log.Error("a screen cannot be drawn", "game", g.id, "error", err)
		}
	}
}

func (g *game) watched() []*class {
	g.mu.Lock()
	defer g.mu.Unlock()
	var out []*class
	for _, c := range g.classes {
		c.mu.Lock()
		if len(c.members) > 0 {
			out = append(out, c)
		}
		c.mu.Unlock()
	}
	return out
}

// sweep forgets classes that nobody has watched for a while, and the game when
// none is left. It says whether that is so.
func (g *game) sweep() bool {
	g.hub.mu.Lock()
	defer g.hub.mu.Unlock()
	g.mu.Lock()
	defer g.mu.Unlock()
	for a, c := range g.classes {
		c.mu.Lock()
		if len(c.members) == 0 && time.Since(c.left) >= g.hub.opts.Linger {
			delete(g.classes, a)
		}
		c.mu.Unlock()
	}
	if len(g.classes) > 0 || g.hub.games[g.id] != g {
		return false
	}
	delete(g.hub.games, g.id)
	return true
}
