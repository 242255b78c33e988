package sim

// World is a simulated system as its author described it, compiled. It is
// immutable and safe for concurrent use.
type World struct {
	Start       Facts
	Impact      *Number // over facts alone
	Below       float64 // mitigated means that impact stays under this
	For         int     // ... for so many steps, at least 1
	StepMinutes float64 // incident minutes in one step
}

// Run is one team's copy of a World at a step. It is a memo: NewRun and Advance
// over the same changes always yield the same Run. Not safe for concurrent use.
type Run struct {
	world   *World
	step    int
	applied int // how many changes have been taken in
	facts   Facts
	impact  float64
	trend   int
	ledger  float64
	below   int       // step since which impact has been under World.Below; -1: it is not
	above   int       // likewise at or over it
	samples []float64 // impact at each step, from step 0
}

// NewRun starts a world at step 0.
func NewRun(w *World) *Run {
	r := &Run{world: w, facts: w.Start, below: -1, above: -1}
	r.measure()
	r.trend = 0
	r.samples = append(r.samples, r.impact)
	return r
}

// Clone returns a copy that can be advanced without touching r.
func (r *Run) Clone() *Run {
	c := *r
	c.samples = r.samples[:len(r.samples):len(r.samples)]
	return &c
}

// Advance takes the world through every step up to and including step. Changes
// are all changes recorded so far, by step; each takes effect at its step.
// Going back is not possible: an earlier step does nothing.
func (r *Run) Advance(changes []Change, step int) {
	for r.step < step {
		// What lies between two steps was lived with the impact of the first.
		r.ledger += float64(r.impact * r.world.StepMinutes)
		r.step++
		r.Take(changes)
		r.samples = append(r.samples, r.impact)
	}
}

// Take applies the changes that are due by the current step and not yet taken,
// as happens when a job ends at this very step.
func (r *Run) Take(changes []Change) {
	changed := false
	for r.applied < len(changes) && changes[r.applied].Step <= r.step {
		r.facts = r.facts.With(changes[r.applied].Sets)
		r.applied++
		changed = true
	}
	if changed {
		r.measure()
	}
}

// measure evaluates impact; a value that is not a number keeps the last one.
func (r *Run) measure() {
	if x, ok := r.world.Impact.Value(Values{Facts: r.facts}); ok {
		x = min(max(x, 0), 1)
		switch {
		case x > r.impact:
			r.trend = 1
		case x < r.impact:
			r.trend = -1
		}
		r.impact = x
	}
	if r.impact < r.world.Below {
		if r.below < 0 {
			r.below = r.step
		}
		r.above = -1
		return
	}
	if r.above < 0 {
		r.above = r.step
	}
	r.below = -1
}

// Step is the last step taken.
func (r *Run) Step() int { return r.step }

// Facts are the facts now; the caller must not change them.
func (r *Run) Facts() Facts { return r.facts }

// Impact is how much users suffer now, 0 to 1.
func (r *Run) Impact() float64 { return r.impact }

// Trend is the direction of the last change of impact: 1 worse, -1 better, 0 none yet.
func (r *Run) Trend() int { return r.trend }

// Ledger is the impact integrated so far, in impact-minutes of incident time.
func (r *Run) Ledger() float64 { return r.ledger }

// Well tells since which step impact has been low, and whether that has lasted
// long enough to count as mitigated.
func (r *Run) Well() (since int, long bool) {
	return r.below, r.below >= 0 && r.step-r.below >= r.world.For
}

// Bad tells since which step impact has been high, and whether that has lasted
// long enough to revoke a mitigation.
func (r *Run) Bad() (since int, long bool) {
	return r.above, r.above >= 0 && r.step-r.above >= r.world.For
}

// MaxPoints is how many points a curve has at most.
const MaxPoints = 400

// Curve returns impact over all steps so far in at most MaxPoints values: every
// stride-th sample, where of each stride the worst is kept so that no spike is
// lost. Stride is a power of two, so a growing curve seldom changes shape.
func (r *Run) Curve() (stride int, values []float64) {
	stride = 1
	for (len(r.samples)+stride-1)/stride > MaxPoints {
		stride *= 2
	}
	for i := 0; i < len(r.samples); i += stride {
		worst := r.samples[i]
		for _, x := range r.samples[i:min(i+stride, len(r.samples))] {
			worst = max(worst, x)
		}
		values = append(values, worst)
	}
	return stride, values
}

// Idle is the ledger of a team that does nothing for so many steps.
func Idle(w *World, steps int) float64 {
	r := NewRun(w)
	r.Advance(nil, steps)
	return r.ledger
}
