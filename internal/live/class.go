package live

import (
	"fmt"
	"reflect"
	"runtime/debug"
	"sync"
	"time"

	"misfortune/game/view"
)

// class is one audience of one game: everybody who sees the same. It has one
// picture, and the bytes of frames that its members share.
type class struct {
	audience view.Audience

	// painting is held by whoever asks the source and draws, so that renderings
	// come in the order of their views. It guards the next three.
	painting sync.Mutex
	seen     view.View // what the picture shows, without its Seq
	drawn    string    // epoch that seen belongs to; "" before the first drawing
	painted  uint64    // game.published when the source was last asked

	mu      sync.Mutex
	picture picture
	shared  map[cursor]parcel // frames made since the picture last changed
	failure error             // why the last painting failed
	members map[*seat]struct{}
	left    time.Time // when the last member left; of meaning while there is none
}

// parcel is a frame that all members at one cursor share.
type parcel struct {
	bytes func() ([]byte, error) // encodes on the first call
	full  bool
	bare  bool // it shows nothing, and at most moves Seq
	next  cursor
}

func newClass(a view.Audience) *class {
	return &class{audience: a, members: map[*seat]struct{}{}}
}

// paint brings the picture up to the source, and wakes the members if anything
// moved. published is the count of publications that the source includes.
// Unless something was published since, or atLeast is above the head, it does
// nothing.
func (c *class) paint(render Render, from origin, atLeast uint64) error {
	c.painting.Lock()
	defer c.painting.Unlock()
	if c.drawn == from.epoch && c.painted >= from.published && c.head() >= atLeast {
		return c.failed()
	}
	v, series, page, err := c.look(render, from)
	c.painted = from.published

	c.mu.Lock()
	defer c.mu.Unlock()
	c.failure = err
	if err != nil {
		c.drawn = ""
		c.wake()
		return err
	}
	switch {
	case page != nil:
		c.picture.draw(from.epoch, v.Seq, *page)
	case v.Seq != c.picture.seq():
		c.picture.move(v.Seq)
	case sameCurve(series, c.picture.series):
		return nil
	}
	c.picture.series = series
	c.shared = map[cursor]parcel{}
	c.drawn = from.epoch
	c.seen = v
	c.seen.Seq = 0
	c.wake()
	return nil
}

// origin is where a painting looks: a room, its epoch, and how often it has
// published so far.
type origin struct {
	source    Source
	epoch     string
	published uint64
}

// look asks the source, and draws if the view is another one than was seen; if
// not, page is nil.
func (c *class) look(render Render, from origin) (v view.View, series *view.Series, page *Page, err error) {
	v, err = guarded(func() (view.View, error) { return from.source.View(c.audience) })
	if err != nil {
		return v, nil, nil, fmt.Errorf("view for %v: %w", c.audience, err)
	}
	series, err = guarded(func() (*view.Series, error) { return from.source.Series(c.audience), nil })
	if err != nil {
		return v, nil, nil, fmt.Errorf("curve for %v: %w", c.audience, err)
	}
	bare := v
	bare.Seq = 0
	if c.drawn == from.epoch && reflect.DeepEqual(bare, c.seen) {
		return v, series, nil, nil
	}
	drawn, err := guarded(func() (Page, error) { return render.Page(v) })
	if err != nil {
		return v, nil, nil, fmt.Errorf("draw for %v: %w", c.audience, err)
	}
	stage := drawn.Stage
	drawn.Stage = sync.OnceValues(func() (string, error) { return guarded(stage) })
	return v, series, &drawn, nil
}

// guarded turns a panic of f into an error: a template that fails must not take
// the games of everybody else down.
func guarded[T any](f func() (T, error)) (v T, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	return f()
}

// head is the seq that the picture shows; 0 before the first rendering.
func (c *class) head() uint64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.picture.empty() {
		return 0
	}
	return c.picture.seq()
}

func (c *class) failed() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.failure
}

// wake tells every member to look. A member that has been told already, and
// has not looked yet, will see everything when it does.
func (c *class) wake() {
	for s := range c.members {
		select {
		case s.wake <- struct{}{}:
		default:
		}
	}
}

// locate finds where a client that arrives stands in the picture.
func (c *class) locate(at Position) cursor {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.picture.locate(at)
}

// parcel is what takes a client from cur to the head. For one who is there it
// is a frame with nothing in it.
func (c *class) parcel(cur cursor) (parcel, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.failure != nil {
		return parcel{}, c.failure
	}
	if !c.picture.fits(cur) {
		cur = cursor{} // one frame for all who need everything
	}
	p, made := c.shared[cur]
	if !made {
		p = c.wrap(c.picture.between(cur), c.picture.stage)
		c.shared[cur] = p
	}
	return p, nil
}

// wrap leaves drawing the stage and encoding to the first member that needs
// them, when no lock is held.
func (c *class) wrap(f Frame, stage func() (string, error)) parcel {
	return parcel{
		full: f.Full,
		bare: !f.Full && f.Regions == nil && f.Feed == nil && f.Series == nil,
		next: c.picture.head(),
		bytes: sync.OnceValues(func() ([]byte, error) {
			if f.Full {
				var err error
				if f.Stage, err = stage(); err != nil {
					return nil, fmt.Errorf("stage for %v: %w", c.audience, err)
				}
			}
			return encode(f)
		}),
	}
}

// sameCurve looks at the ends only: within an epoch a curve grows, is replaced
// by one of another stride, or begins anew; values are not revised.
func sameCurve(a, b *view.Series) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Stride == b.Stride && a.First == b.First && len(a.Values) == len(b.Values) &&
		(len(a.Values) == 0 || a.Values[len(a.Values)-1] == b.Values[len(b.Values)-1])
}
