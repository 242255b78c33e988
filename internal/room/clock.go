package room

import (
	"sync/atomic"
	"time"
)

// Clock is the time that the rooms of a house go by, and everybody who shows
// their instants. It counts from the instant at which it was made and never
// jumps, whatever becomes of the machine's clock. It is safe for concurrent use.
type Clock struct {
	base  time.Time // what it showed when it was made
	made  time.Time // when that was, with a monotonic reading
	speed float64

	skipped atomic.Int64 // nanoseconds of its own time
}

// NewClock makes a clock that shows the machine's time, but no less than
// atLeast: the latest instant that is known from before, in case the machine's
// clock was set back since. It runs speed times as fast as real time; 0
// is 1, and anything else is for rehearsals and tests.
func NewClock(atLeast time.Time, speed float64) *Clock {
	if speed == 0 {
		speed = 1
	}
	now := time.Now()
	return &Clock{base: later(now, atLeast).UTC().Round(0), made: now, speed: speed}
}

// Now is the time, in UTC and to the microsecond, as a log keeps it.
func (c *Clock) Now() time.Time {
	ran := time.Duration(float64(time.Since(c.made)) * c.speed)
	return c.base.Add(ran + time.Duration(c.skipped.Load())).Truncate(time.Microsecond)
}

// Skip moves the clock on by d, which must not be negative: a rehearsal or a
// test does not sit through what it need not see. A room with running clocks
// notices at its next step, so within a second, and any room at its next
// command; both then live through all that was due in between.
func (c *Clock) Skip(d time.Duration) { c.skipped.Add(int64(d)) }

// real is how long a stretch of the clock's time takes.
func (c *Clock) real(d time.Duration) time.Duration {
	return time.Duration(float64(d) / c.speed)
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
