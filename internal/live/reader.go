package live

import (
	"fmt"
	"reflect"

	"misfortune/game/view"
)

// urgency is what a frame must hold to be written.
type urgency int

const (
	worthwhile urgency = iota // something to see
	anything                  // at least a new Seq
	always                    // the time, if nothing else
)

// reader is one client: where it stands, and what it holds of its own.
type reader struct {
	seat    *seat
	watcher Watcher
	cursor  cursor
	you     *view.You         // what own was drawn from, without its Seq; nil: nothing yet
	own     map[string]string // the reader's own regions by id
	unsure  bool              // whether the client holds own as it is
}

// arrive finds where the client stands. Its seat is woken by whatever happens
// from now on, so nothing is missed in between.
func (r *reader) arrive() error {
	at, class, from := r.watcher.At, r.seat.class, r.seat.game.origin()
	var atLeast uint64
	if at.Epoch == from.epoch {
		atLeast = at.Seq
	}
	if err := class.paint(r.seat.hub.render, from, atLeast); err != nil {
		return err
	}
	r.cursor = class.locate(at)
	_, seq, err := r.personal()
	// A page holds its reader's own regions as of the record that it shows.
	r.unsure = seq != at.Seq
	return err
}

// frame makes the parts of what the client needs, and takes it as written;
// nothing, if it needs less than is asked for. waits says that the client is
// behind all the same.
func (r *reader) frame(need urgency) (parts [][]byte, waits bool, err error) {
	p, err := r.seat.class.parcel(r.cursor)
	if err != nil {
		return nil, false, err
	}
	you, _, err := r.personal()
	if err != nil {
		return nil, false, err
	}
	if p.full || r.unsure { // a new stage has empty places for them
		you = r.own
	}
	behind := p.next != r.cursor
	if p.bare && len(you) == 0 && (need == worthwhile || need == anything && !behind) {
		return nil, behind, nil
	}
	shared, err := p.bytes()
	if err != nil {
		return nil, false, err
	}
	r.cursor, r.unsure = p.next, false
	parts, err = compose(shared, view.At(r.seat.hub.opts.Now()), you)
	return parts, false, err
}

// personal draws what concerns the reader alone. changed is what differs from
// the last time, seq the record that all of it reflects. It fails with ErrMoved
// when the reader must not see the class's picture any more, and so stands
// before every frame.
func (r *reader) personal() (changed map[string]string, seq uint64, err error) {
	source := r.seat.game.origin().source
	you, err := guarded(func() (view.You, error) { return source.You(r.watcher.Party, r.watcher.Audience.Lang), nil })
	if err != nil {
		return nil, 0, fmt.Errorf("what concerns one reader: %w", err)
	}
	if r.watcher.moved(you) {
		return nil, 0, ErrMoved
	}
	seq, you.Seq = you.Seq, 0
	if r.you != nil && reflect.DeepEqual(you, *r.you) {
		return nil, seq, nil
	}
	drawn, err := guarded(func() (map[string]string, error) {
		return r.seat.hub.render.You(withSeq(you, seq), r.watcher.Audience.Lang)
	})
	if err != nil {
		return nil, 0, fmt.Errorf("draw for one reader: %w", err)
	}
	changed = map[string]string{}
	for id, html := range drawn {
		if r.own[id] != html {
			changed[id] = html
		}
	}
	r.you, r.own = &you, drawn
	return changed, seq, nil
}

func withSeq(you view.You, seq uint64) view.You {
	you.Seq = seq
	return you
}
