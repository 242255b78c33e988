package game

import (
	"slices"
	"time"

	"misfortune/game/sim"
	"misfortune/game/view"
)

// turn is one Step at work: a scratch state that every emitted event is folded
// into at once, so that later rules see what earlier ones did and live play and
// replay share one Evolve.
type turn struct {
	lib    Library
	s      State
	memo   map[string]*sim.Run // of the GameDay; never advanced here
	runs   map[string]*sim.Run // clones of this turn
	now    time.Time           // of the input
	at     time.Time           // of the next record
	by     view.Party
	cause  CommandID
	chance uint64
	out    []Record
}

func (g *GameDay) turn(in Input) *turn {
	// Microseconds of UTC, as a log keeps them, so that a fold and the live
	// state agree to the last digit.
	now := in.At.UTC().Truncate(time.Microsecond)
	if now.Before(g.state.Last) { // a wall clock that jumped back
		now = g.state.Last
	}
	t := &turn{lib: g.lib, s: g.state, now: now, at: now, chance: in.Chance, runs: map[string]*sim.Run{}}
	if r := g.state.round(); r != nil && r.No == g.round {
		t.memo = g.runs
	}
	return t
}

// emit proposes an event and folds it into the scratch state.
func (t *turn) emit(e Event) uint64 {
	return t.emitAs(t.by, e)
}

func (t *turn) emitAs(by view.Party, e Event) uint64 {
	if t.at.Before(t.s.Last) {
		t.at = t.s.Last
	}
	r := Record{Seq: t.s.Seq + 1, At: t.at, By: by, Event: e}
	t.s = Evolve(t.s, r)
	t.out = append(t.out, r)
	return r.Seq
}

// caused puts the command's id on the last of the records that it caused.
func (t *turn) caused(from int) {
	if len(t.out) > from {
		t.out[len(t.out)-1].Cause = t.cause
	}
}

// scenario is that of the current round; OpenDay and PrepareRound made sure that it is there.
func (t *turn) scenario() *Scenario {
	sc, ok := t.lib.Scenario(t.s.round().Scenario)
	if !ok {
		panic("game: the scenario of a prepared round has gone from the library")
	}
	return sc
}

// world returns this turn's copy of a team's world, at the last step that time
// has reached.
func (t *turn) world(tr *TeamRun) *sim.Run {
	if run, ok := t.runs[tr.Team]; ok {
		return run
	}
	var run *sim.Run
	if m := t.memo[tr.Team]; m != nil {
		run = m.Clone()
	} else {
		run = upTo(nil, t.scenario(), tr, tr.stepAt(t.s.Last, t.s.Setup.Factor))
	}
	t.runs[tr.Team] = run
	return run
}

// current finds a team's run as the scratch state has it now.
func (t *turn) current(team string) *TeamRun {
	tr, _ := t.s.round().run(team)
	return tr
}

// advance lets time catch up: every step of every running team up to now, in
// the order of their instants. What a step causes carries that instant, so a
// timer that is late, early or doubled changes nothing.
func (t *turn) advance() {
	for t.s.Phase == view.Playing {
		team, at, ok := t.nextStep()
		if !ok {
			break
		}
		t.at = at
		t.step(team)
	}
	t.at = t.now
}

// nextStep finds the team whose next step came first, if any has passed one.
// What has passed is said by the clock's step alone, here and for the memo.
func (t *turn) nextStep() (team string, at time.Time, ok bool) {
	factor := t.s.Setup.Factor
	for _, tr := range t.s.round().Runs {
		k := t.world(tr).Step() + 1
		if tr.Finished != nil || tr.Clock.Since.IsZero() || tr.Clock.step(t.now, factor) < k {
			continue
		}
		when, _ := tr.Clock.When(k, factor)
		if !ok || when.Before(at) {
			team, at, ok = tr.Team, when, true
		}
	}
	return team, at, ok
}

// step takes one team through one step: facts, impact, what was looked at,
// milestones, the bell.
func (t *turn) step(team string) {
	run := t.world(t.current(team))
	k := run.Step() + 1
	t.endActions(team, k, run.Facts())
	run.Advance(t.current(team).Changes, k)
	t.endLooks(team, k, run.Facts())
	t.milestones(team, k, run)

	tr, rd := t.current(team), t.s.round()
	if tr.AckSeq == 0 && k >= 3*ackPar(t.scenario()) {
		t.emitAs(view.Party{}, PageEscalated{Team: team, Step: k})
	}
	if rd.Limit > 0 && k >= rd.Limit {
		t.finish(team, k, ByLimit)
	}
}

// ackPar is par for the acknowledgement in running seconds.
func ackPar(sc *Scenario) int { return int(sc.Par.Acknowledge / time.Second) }

func (t *turn) endActions(team string, k int, facts sim.Facts) {
	sc := t.scenario()
	for _, j := range t.current(team).due(ActionJob, k) {
		a := sc.action(j.Ref)
		tr := t.current(team)
		if !a.Needs.Holds(tr.values(facts)) {
			t.emitAs(view.Party{}, ActionEnded{Team: team, Job: j.ID, Step: k, Failed: true})
			continue
		}
		t.emitAs(view.Party{}, ActionEnded{Team: team, Job: j.ID, Step: k, Sets: a.Sets})
		facts = facts.With(a.Sets)
	}
}

func (t *turn) endLooks(team string, k int, facts sim.Facts) {
	sc := t.scenario()
	for _, j := range t.current(team).due(LookJob, k) {
		l, tr := sc.look(j.Ref), t.current(team)
		variant := slices.IndexFunc(l.Shows, func(v Variant) bool { return v.If.Holds(tr.values(facts)) })
		t.emitAs(view.Party{}, LookEnded{Team: team, Job: j.ID, Step: k, Variant: max(0, variant)})
	}
}

func (t *TeamRun) due(kind JobKind, step int) []Job {
	var out []Job
	for _, j := range t.Jobs {
		if j.Kind == kind && j.Over == AtWork && j.End <= step {
			out = append(out, j)
		}
	}
	return out
}

func (t *turn) milestones(team string, k int, run *sim.Run) {
	tr := t.current(team)
	if tr.Mitigated == nil {
		if since, long := run.Well(); long {
			t.emitAs(view.Party{}, MitigationReached{Team: team, Step: k, Since: since})
		}
		return
	}
	if since, long := run.Bad(); long {
		t.emitAs(view.Party{}, MitigationRevoked{Team: team, Step: k, Since: since})
	}
}

// finish ends a team's round at a step, scores it, and ends the round with the
// last team.
func (t *turn) finish(team string, step int, why FinishedBy) {
	tr := t.current(team)
	run := t.world(tr)
	stride, curve := run.Curve()
	t.emitAs(view.Party{}, TeamFinished{
		Team: team, Step: step, Why: why, Ledger: run.Ledger(), Stride: stride, Curve: curve,
		Score: score(scoring{sc: t.scenario(), run: tr, why: why, ledger: run.Ledger(),
			alone: len(t.s.members(team)) <= 1, commander: t.commanderSeq(team)}),
	})
	for _, other := range t.s.round().Runs {
		if other.Finished == nil {
			return
		}
	}
	t.emitAs(view.Party{}, RoundEnded{Why: why})
}

// commanderSeq finds a record that says who commands, 0 if nobody does. A
// commander named in an earlier round counts.
func (t *turn) commanderSeq(team string) uint64 {
	tm, ok := t.s.team(team)
	if !ok {
		return 0
	}
	if _, held := t.s.holder(tm, Commander); !held {
		return 0
	}
	return tm.Since[Commander]
}

// recover starts the clocks after the server was away.
func (t *turn) recover(c Recover) {
	since := time.UnixMilli(int64(c.Since))
	if since.After(t.now) {
		since = t.now
	}
	if since.Before(t.s.Last) {
		since = t.s.Last
	}
	t.emitAs(view.Party{}, ClocksRecovered{Since: since})
}
