package live

import (
	"slices"
	"sort"

	"misfortune/game/view"
)

// remembered is how many renderings back a client may stand and still get a
// partial frame.
const remembered = 2048

// picture is what an audience sees, with the version since which each part has
// looked as it does. Every rendering has a version; versions only grow, also
// when the picture starts anew, so that a cursor from before never fits.
//
// Versions rather than sequence numbers are compared, because only sequence
// numbers that were drawn say what a client has seen. A picture has no locks.
type picture struct {
	epoch   string
	layout  string
	newest  uint64   // version of the last of seqs; 0 before the first rendering
	seqs    []uint64 // sequence numbers of the renderings, oldest first; never falls
	regions map[string]region
	feed    []line
	stage   func() (string, error)
	series  *view.Series
}

type region struct {
	html    string
	changed uint64 // version
}

type line struct {
	FeedItem
	since uint64 // version
}

// cursor is where a client stands in a picture: at which version (0: holding
// nothing that fits) and how much of the curve it has.
type cursor struct {
	version uint64
	step    int
	stride  int
}

// oldest is the version of the first of seqs.
func (p *picture) oldest() uint64 { return p.newest + 1 - uint64(len(p.seqs)) }

// seq is where the game stood at the newest rendering.
func (p *picture) seq() uint64 { return p.seqs[len(p.seqs)-1] }

func (p *picture) empty() bool { return len(p.seqs) == 0 }

// continues says whether a rendering can be told as changes to this picture.
// Otherwise everybody needs all of it. Beyond the layout's name it looks at
// what the name promises, so that a mistake in naming costs bytes and not
// truth.
func (p *picture) continues(epoch string, seq uint64, page Page) bool {
	if p.empty() || p.epoch != epoch || p.layout != page.Layout || seq < p.seq() {
		return false
	}
	if len(p.regions) != len(page.Regions) {
		return false
	}
	for id := range page.Regions {
		if _, known := p.regions[id]; !known {
			return false
		}
	}
	_, ok := p.feedStart(page.Feed)
	return ok
}

// feedStart finds the first item of feed among ours, if feed is an end of ours,
// unchanged, with newer items after it.
func (p *picture) feedStart(feed []FeedItem) (start int, ok bool) {
	if len(p.feed) == 0 {
		return 0, true
	}
	if len(feed) == 0 {
		return 0, false
	}
	start = slices.IndexFunc(p.feed, func(l line) bool { return l.Seq == feed[0].Seq })
	if start < 0 {
		// All of ours was cut away, which happens only to a full feed.
		return len(p.feed), len(feed) == FeedLimit && feed[0].Seq > p.feed[len(p.feed)-1].Seq
	}
	if start > 0 && len(feed) < FeedLimit {
		return 0, false // cut although there was room
	}
	kept := p.feed[start:]
	if len(kept) > len(feed) {
		return 0, false
	}
	for i, l := range kept {
		if l.FeedItem != feed[i] {
			return 0, false
		}
	}
	return start, true
}

// draw takes a new rendering.
func (p *picture) draw(epoch string, seq uint64, page Page) {
	page.Feed = page.Feed[max(0, len(page.Feed)-FeedLimit):]
	if !p.continues(epoch, seq, page) {
		*p = picture{epoch: epoch, layout: page.Layout, newest: p.newest, regions: map[string]region{}}
	}
	p.move(seq)
	p.stage = page.Stage
	for id, html := range page.Regions {
		if old, known := p.regions[id]; !known || old.html != html {
			p.regions[id] = region{html: html, changed: p.newest}
		}
	}
	start, _ := p.feedStart(page.Feed)
	lines := append(make([]line, 0, len(page.Feed)), p.feed[start:]...)
	for _, item := range page.Feed[len(lines):] {
		lines = append(lines, line{FeedItem: item, since: p.newest})
	}
	p.feed = lines
}

// move notes that the game went on to seq. Alone, without draw, it says that
// nothing in the picture changed.
func (p *picture) move(seq uint64) {
	p.seqs = append(p.seqs, seq)
	p.newest++
	if len(p.seqs) > 2*remembered {
		p.seqs = slices.Clone(p.seqs[len(p.seqs)-remembered:])
	}
}

// locate finds the cursor of a client that arrives. A page drawn at a sequence
// number that has no rendering here fits nowhere.
func (p *picture) locate(at Position) cursor {
	if p.empty() || at.Epoch != p.epoch {
		return cursor{}
	}
	// The earliest rendering of that number: a later one may have been drawn
	// without a new record, and then too much is better than too little.
	i := sort.Search(len(p.seqs), func(i int) bool { return p.seqs[i] >= at.Seq })
	if i == len(p.seqs) || p.seqs[i] != at.Seq {
		return cursor{}
	}
	c := cursor{version: p.oldest() + uint64(i)}
	if drawable(p.series) {
		c.step, c.stride = at.Step, at.Stride
	}
	return c
}

// fits says whether a client at c can be brought up to date by changes. Before
// the first rendering, and at version 0, it cannot.
func (p *picture) fits(c cursor) bool { return c.version >= p.oldest() && c.version <= p.newest }

// head is the cursor of a client that has everything.
func (p *picture) head() cursor {
	c := cursor{version: p.newest}
	if drawable(p.series) {
		c.step, c.stride = end(p.series), p.series.Stride
	}
	return c
}

// between is the frame from c to the head, without Now, You and, if it is a
// full one, Stage.
func (p *picture) between(c cursor) Frame {
	f := Frame{Epoch: p.epoch, Seq: p.seq()}
	if !p.fits(c) {
		f.Full, f.Layout = true, p.layout
		f.Series, _ = beyond(p.series, cursor{})
		return f
	}
	f.From = p.seqs[c.version-p.oldest()]
	for id, r := range p.regions {
		if r.changed > c.version {
			if f.Regions == nil {
				f.Regions = map[string]string{}
			}
			f.Regions[id] = r.html
		}
	}
	for _, l := range p.feed {
		if l.since > c.version {
			f.Feed = append(f.Feed, l.HTML)
		}
	}
	f.Series, f.Append = beyond(p.series, c)
	return f
}

// drawable says whether there is a curve at all; one without samples is none.
func drawable(s *view.Series) bool { return s != nil && len(s.Values) > 0 }

// end is the number of the first sample after the series.
func end(s *view.Series) int { return s.First + len(s.Values) }

// beyond is what a client at c lacks of the series, and whether that continues
// what it has.
func beyond(s *view.Series, c cursor) (*view.Series, bool) {
	switch {
	case !drawable(s):
		return nil, false
	case c.stride != s.Stride || c.step < s.First || c.step > end(s):
		return s, false
	case c.step == end(s):
		return nil, false
	}
	return &view.Series{Stride: s.Stride, First: c.step, Values: s.Values[c.step-s.First:]}, true
}
