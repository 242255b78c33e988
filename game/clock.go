package game

import (
	"math"
	"time"

	"misfortune/game/view"
)

// RunningClock is a team's clock: it has run for Ran and, unless Since is zero,
// runs again since then. Running time is real time divided by the day's factor,
// minus pauses and downtime.
type RunningClock struct {
	Ran   time.Duration
	Since time.Time
}

// Read returns the running time at an instant.
func (c RunningClock) Read(at time.Time, factor float64) time.Duration {
	if c.Since.IsZero() || at.Before(c.Since) {
		return c.Ran
	}
	return c.Ran + time.Duration(float64(at.Sub(c.Since))/factor)
}

// When returns the instant at which the clock will show step seconds, if it runs.
func (c RunningClock) When(step int, factor float64) (time.Time, bool) {
	if c.Since.IsZero() {
		return time.Time{}, false
	}
	left := time.Duration(step)*time.Second - c.Ran
	if left <= 0 {
		return c.Since, true
	}
	// Rounded up to the microseconds of a log, so that Read has reached the step.
	wait := time.Duration(math.Ceil(float64(left)*factor/1000)) * time.Microsecond
	return c.Since.Add(wait), true
}

func (c RunningClock) stop(at time.Time, factor float64) RunningClock {
	return RunningClock{Ran: c.Read(at, factor)}
}

func (c RunningClock) start(at time.Time) RunningClock {
	if !c.Since.IsZero() {
		return c
	}
	return RunningClock{Ran: c.Ran, Since: at}
}

// step is the last whole second that the clock has passed at an instant.
func (c RunningClock) step(at time.Time, factor float64) int {
	return int(c.Read(at, factor) / time.Second)
}

// show puts a clock into a view. Limit is in steps, 0 for none.
func (c RunningClock) show(limit int, factor float64, story view.Story) view.Clock {
	out := view.Clock{Running: !c.Since.IsZero(), Limit: limit, Factor: factor, Story: story}
	if !out.Running {
		out.Elapsed = c.Ran.Seconds()
		if limit > 0 {
			out.Left = max(0, float64(limit)-out.Elapsed)
		}
		return out
	}
	out.ZeroAt = view.At(c.Since.Add(-time.Duration(float64(c.Ran) * factor)))
	if limit > 0 {
		ends, _ := c.When(limit, factor)
		out.EndsAt = view.At(ends)
	}
	return out
}

// steps converts incident time to steps of a world that passes so many incident
// seconds a step; a job takes at least one.
func steps(d time.Duration, secondsPerStep int) int {
	per := time.Duration(secondsPerStep) * time.Second
	return max(1, int((d+per-1)/per))
}
