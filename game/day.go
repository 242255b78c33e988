package game

import (
	"fmt"
	"iter"
	"time"

	"misfortune/game/sim"
	"misfortune/game/view"
)

// Input is everything that a decision may depend on besides the library and
// the state.
type Input struct {
	At      time.Time  // the room's clock
	By      view.Party // from the cookie, never from a form; zero for the room itself
	Cause   CommandID  // makes a repeated command harmless; may be empty for the room
	Chance  uint64     // entropy, drawn outside from crypto/rand
	Command Command
}

// GameDay is the value that a caller holds: a state, the library its rounds are
// played from, and a memo of each team's simulated world. Not safe for
// concurrent use; it wants one owner. Snapshots of it may go anywhere.
type GameDay struct {
	lib   Library
	state State
	runs  map[string]*sim.Run // by team, of the current round
	round int                 // the round that runs belong to
	// reached is the instant up to which time has been decided; no memo may
	// pass it, or a step would be lived without its consequences.
	reached time.Time
}

// NewDay returns a game day of which nothing is known yet.
func NewDay(lib Library) *GameDay { return &GameDay{lib: lib} }

// OpenDay folds a log. It fails when the log has a gap, cannot be read, or
// names a scenario that the library does not have.
func OpenDay(lib Library, log iter.Seq2[Record, error]) (*GameDay, error) {
	g := NewDay(lib)
	for r, err := range log {
		if err != nil {
			return nil, err
		}
		if err := g.fold(r); err != nil {
			return nil, err
		}
	}
	g.Pass(g.state.Last)
	return g, nil
}

// Step lets time catch up to in.At and then decides the command. It proposes
// records and changes nothing. Records and a Rejection may both come back: time
// passed, and the command came too late; the records are to be kept either way.
// A command that was answered before yields no records of its own and no error.
func (g *GameDay) Step(in Input) ([]Record, error) {
	t := g.turn(in)
	g.reached = t.now
	if rec, ok := in.Command.(Recover); ok {
		t.recover(rec)
		t.advance()
		return t.out, nil
	}
	t.advance()
	t.cause, t.by = in.Cause, in.By
	err := t.decide(in.Command)
	return t.out, err
}

// Apply takes in records that are on disk; it is the only mutation of the
// state. It refuses a gap in the sequence.
func (g *GameDay) Apply(rs ...Record) error {
	for _, r := range rs {
		if err := g.fold(r); err != nil {
			return err
		}
	}
	g.Pass(g.state.Last)
	return nil
}

func (g *GameDay) fold(r Record) error {
	if r.Seq != g.state.Seq+1 {
		return fmt.Errorf("game: record %d follows %d", r.Seq, g.state.Seq)
	}
	if p, ok := r.Event.(RoundPrepared); ok {
		if _, known := g.lib.Scenario(p.Scenario); !known {
			return fmt.Errorf("game: round %d needs a scenario that is not there (%.12s)", p.Round, p.Scenario)
		}
	}
	g.state = Evolve(g.state, r)
	return nil
}

// Pass brings every team's simulated world up to an instant, but never past the
// last Step. Apply does so for the instant of the last record; a room that woke
// for a step without records calls Pass itself.
func (g *GameDay) Pass(at time.Time) {
	if at.After(g.reached) && at.After(g.state.Last) {
		at = g.reached
	}
	r := g.state.round()
	if r == nil || len(r.Runs) == 0 {
		return
	}
	if g.round != r.No || g.runs == nil {
		g.runs, g.round = make(map[string]*sim.Run, len(r.Runs)), r.No
	}
	sc, ok := g.lib.Scenario(r.Scenario)
	if !ok {
		return
	}
	for _, tr := range r.Runs {
		g.runs[tr.Team] = upTo(g.runs[tr.Team], sc, tr, tr.stepAt(at, g.state.Setup.Factor))
	}
}

// upTo advances a team's memo, building it first if there is none.
func upTo(run *sim.Run, sc *Scenario, tr *TeamRun, step int) *sim.Run {
	if run == nil {
		run = sim.NewRun(sc.World)
	}
	run.Advance(tr.Changes, step)
	run.Take(tr.Changes)
	return run
}

// Forget drops every memo; they are rebuilt when needed. It changes no record
// and no sample.
func (g *GameDay) Forget() { g.runs = nil }

// Due returns the instant at which time alone will next have to be looked at:
// the next step of any running team.
func (g *GameDay) Due() (time.Time, bool) {
	r := g.state.round()
	if r == nil || g.state.Phase != view.Playing {
		return time.Time{}, false
	}
	var due time.Time
	for _, tr := range r.Runs {
		if tr.Finished != nil {
			continue
		}
		at, ok := tr.Clock.When(g.memoStep(tr)+1, g.state.Setup.Factor)
		if ok && (due.IsZero() || at.Before(due)) {
			due = at
		}
	}
	return due, !due.IsZero()
}

func (g *GameDay) memoStep(tr *TeamRun) int {
	if run := g.runs[tr.Team]; run != nil && g.round == g.state.round().No {
		return run.Step()
	}
	return tr.stepAt(g.state.Last, g.state.Setup.Factor)
}

// Running tells whether any clock runs, so that a room knows to keep a heartbeat.
func (g *GameDay) Running() bool {
	_, ok := g.Due()
	return ok
}

// NeedsRecovery tells whether the log ends with clocks that ran or were
// suspended, so that a room that opens it must submit Recover first.
func (g *GameDay) NeedsRecovery() bool { return g.Running() || g.state.Stopped }

// State returns the state; it is a persistent value that may be shared.
func (g *GameDay) State() State { return g.state }

// Seq is the sequence number of the last record applied.
func (g *GameDay) Seq() uint64 { return g.state.Seq }

// Answered finds the last record that a party's command caused, if the command
// was accepted and is among the last that the party gave.
func (g *GameDay) Answered(by view.Party, cause CommandID) (seq uint64, ok bool) {
	return g.state.answered(by, cause)
}

// stepAt is the last step of a team's run at an instant; it never passes the end.
func (t *TeamRun) stepAt(at time.Time, factor float64) int {
	if t.Finished != nil {
		return t.Finished.Step
	}
	return t.Clock.step(at, factor)
}
