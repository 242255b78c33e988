package web

import (
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// A pace is how often one address may do a thing. A hall of a thousand phones
// behind one address joins within a minute; a key must not be guessed.
type pace struct {
	every time.Duration // one more after each of these
	burst int
}

// turnstile lets each address through at a pace. It remembers a bounded number
// of addresses, in two generations: those seen in the current one, and those
// seen only in the one before. When the current one is old or full, the older
// is forgotten as a whole. Safe for concurrent use.
type turnstile struct {
	pace pace
	most int           // addresses in a generation
	life time.Duration // of a generation; long enough to fill the burst again
	now  func() time.Time

	mu    sync.Mutex
	born  time.Time
	young map[netip.Prefix]*rate.Limiter
	old   map[netip.Prefix]*rate.Limiter
}

func newTurnstile(p pace, now func() time.Time) *turnstile {
	return &turnstile{
		pace: p, most: 10_000, life: max(time.Minute, time.Duration(p.burst)*p.every), now: now,
		born: now(), young: map[netip.Prefix]*rate.Limiter{},
	}
}

// pass tells whether this address may go on, and counts that it did.
func (t *turnstile) pass(address string) bool {
	now := t.now()
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.limiter(network(address), now).AllowN(now, 1)
}

// shut tells whether this address has to wait, and counts nothing.
func (t *turnstile) shut(address string) bool {
	now := t.now()
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.limiter(network(address), now).TokensAt(now) < 1
}

func (t *turnstile) limiter(from netip.Prefix, now time.Time) *rate.Limiter {
	if l, ok := t.young[from]; ok {
		return l
	}
	if now.Sub(t.born) > t.life || len(t.young) >= t.most {
		t.old, t.young, t.born = t.young, map[netip.Prefix]*rate.Limiter{}, now
	}
	l, ok := t.old[from]
	if !ok {
		l = rate.NewLimiter(rate.Every(t.pace.every), t.pace.burst)
	}
	t.young[from] = l
	return l
}

// network is what we hold to be one visitor: an IPv4 address, or the /64 in
// which a household or a phone may choose any address it likes.
func network(address string) netip.Prefix {
	a, err := netip.ParseAddr(address)
	if err != nil {
		return netip.Prefix{}
	}
	bits := 64
	if a = a.Unmap().WithZone(""); a.Is4() {
		bits = 32
	}
	p, err := a.Prefix(bits)
	if err != nil {
		return netip.Prefix{}
	}
	return p
}
