package game

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"misfortune/game/sim"
	"misfortune/game/view"
)

// Evolve returns the state after a record. It is the only function that makes
// a state, it decides nothing, and it changes nothing reachable from s. It
// panics on an event that it does not know or that cannot follow: a log that
// holds one is broken.
func Evolve(s State, r Record) State {
	s.Seq, s.Last = r.Seq, r.At
	switch e := r.Event.(type) { //nolint:gochecksumtype // the rest is teamEvent, which panics on what it does not know
	case GameHosted:
		s.host(e.Setup)
	case ParticipantJoined:
		s.join(r.By.ID, e)
	case PositionHeld:
		s.hold(e, r)
	case WheelOpened:
		s.Phase = view.Wheeling
	case WheelSpun:
		s.Spins++
		s.Spin = &Spin{No: s.Spins, Slice: e.Slice, Place: e.Place, StartsAt: e.StartsAt, Millis: e.Millis}
		s.Phase = view.Wheeling
	case SpinVetoed:
		s.Vetoed = appended(s.Vetoed, e.Slice)
		s.Spin = nil
	case SliceChosen:
		s.Spins++
		s.Spin = &Spin{No: s.Spins, Slice: e.Slice, Place: 0.5, StartsAt: r.At, Chosen: true}
		s.Phase = view.Wheeling
	case RoundPrepared:
		s.prepare(e)
	case ParticipantReady:
		s.edit(func(rd *Round) { rd.Ready = appended(rd.Ready, r.By.ID) })
	case RoundStarted:
		s.startRound(e, r.At)
	case DayClosed:
		s.Phase = view.Closed
	case ClocksPaused:
		s.Paused = &Pausing{StopWord: e.StopWord, Since: r.At}
		s.clocks(func(c RunningClock) RunningClock { return c.stop(r.At, s.Setup.Factor) })
	case ClocksResumed:
		s.Paused = nil
		s.clocks(func(c RunningClock) RunningClock { return c.start(r.At) })
	case ClocksSuspended:
		s.Stopped = true
		s.clocks(func(c RunningClock) RunningClock { return c.stop(r.At, s.Setup.Factor) })
	case ClocksRecovered:
		s.recovered(e, r.At)
	case LimitExtended:
		s.edit(func(rd *Round) { rd.Limit, rd.Extended = e.Limit, rd.Extended+e.Minutes })
	case RoundEnded:
		s.edit(func(rd *Round) { rd.Ended, rd.Why = true, e.Why })
		s.Phase, s.Paused = view.Review, nil
	default:
		s.teamEvent(r)
	}
	s.remember(r)
	return s
}

// teamEvent handles what happened to one team in a round.
func (s *State) teamEvent(r Record) {
	switch e := r.Event.(type) { //nolint:gochecksumtype // the other half is Evolve
	case PageAcknowledged:
		s.editRun(e.Team, e.Step, r, func(t *TeamRun) { t.Acked, t.AckSeq = e.Step, r.Seq })
	case PageEscalated:
		s.editRun(e.Team, e.Step, r, func(t *TeamRun) { t.Acked, t.AckSeq, t.Escalated = e.Step, r.Seq, true })
	case JobStarted:
		s.editRun(e.Team, e.Step, r, func(t *TeamRun) {
			t.Jobs = appended(t.Jobs, Job{ID: r.Seq, Kind: e.Kind, Ref: e.Ref, By: r.By.ID,
				Start: e.Step, End: e.End, Verdict: e.Verdict, Rule: e.Rule})
		})
	case LookEnded:
		s.editRun(e.Team, e.Step, r, func(t *TeamRun) {
			t.endJob(e.Job, func(j *Job) { j.Over, j.Variant = Done, e.Variant }, e.Step, r.Seq)
		})
	case ActionEnded:
		s.editRun(e.Team, e.Step, r, func(t *TeamRun) {
			over := Done
			if e.Failed {
				over = Failed
			}
			t.endJob(e.Job, func(j *Job) { j.Over = over }, e.Step, r.Seq)
			if len(e.Sets) > 0 {
				t.Changes = appended(t.Changes, sim.Change{Step: e.Step, Sets: e.Sets})
			}
		})
	case JobCancelled:
		s.editRun(e.Team, e.Step, r, func(t *TeamRun) {
			t.endJob(e.Job, func(j *Job) { j.Over = Cancelled }, e.Step, r.Seq)
		})
	case TriageClaimed:
		s.editRun(e.Team, e.Step, r, func(t *TeamRun) {
			t.Claims = appended(t.Claims, TriageClaim{Seq: r.Seq, Step: e.Step, By: r.By.ID,
				Severity: e.Severity, Scope: e.Scope, Diagnosis: e.Diagnosis, Evidence: e.Evidence})
		})
	case MitigationReached:
		s.editRun(e.Team, e.Step, r, func(t *TeamRun) {
			t.Mitigated = &Mitigation{Seq: r.Seq, Step: e.Step, Since: e.Since}
		})
	case MitigationRevoked:
		s.editRun(e.Team, e.Step, r, func(t *TeamRun) { t.Mitigated, t.Cleared, t.ClearSeq = nil, 0, 0 })
	case AllClearGiven:
		s.editRun(e.Team, e.Step, r, func(t *TeamRun) {
			if e.Refused {
				t.Refused = appended(t.Refused, r.Seq)
				return
			}
			t.Cleared, t.ClearSeq = e.Step, r.Seq
		})
	case TeamFinished:
		s.editRun(e.Team, e.Step, r, func(t *TeamRun) {
			t.Clock = RunningClock{Ran: time.Duration(e.Step) * time.Second}
			t.Finished, t.FinishSeq = &e, r.Seq
		})
	default:
		panic(fmt.Sprintf("game: unknown event %T in record %d", r.Event, r.Seq))
	}
}

func (s *State) host(setup Setup) {
	s.Setup, s.Phase = setup, view.Lobby
	for i, name := range setup.Teams {
		id, letter := teamID(i)
		s.Teams = append(s.Teams, &Team{ID: id, Letter: letter, Name: name})
	}
	s.Spent = make([]bool, len(setup.Wheel))
}

// teamID names the teams a, b ... z, a2, b2 ...
func teamID(i int) (id, letter string) {
	id = string(rune('a' + i%26))
	letter = string(rune('A' + i%26))
	if lap := i / 26; lap > 0 {
		id, letter = id+strconv.Itoa(lap+1), letter+strconv.Itoa(lap+1)
	}
	return id, letter
}

func (s *State) join(id string, e ParticipantJoined) {
	if i, ok := s.index[id]; ok { // the same device, another team
		p := *s.People[i]
		p.Nick, p.Fold, p.Team = e.Nick, foldNick(e.Nick), e.Team
		s.People = replaced(s.People, i, &p)
		return
	}
	s.index = maps.Clone(s.index)
	if s.index == nil {
		s.index = map[string]int{}
	}
	s.index[id] = len(s.People)
	s.People = appended(s.People, &Person{ID: id, Nick: e.Nick, Fold: foldNick(e.Nick), Team: e.Team})
}

func (s *State) hold(e PositionHeld, r Record) {
	for i, t := range s.Teams {
		if t.ID != e.Team {
			continue
		}
		c := *t
		c.Positions, c.Since = maps.Clone(t.Positions), maps.Clone(t.Since)
		if c.Positions == nil {
			c.Positions, c.Since = map[string]string{}, map[string]uint64{}
		}
		c.Positions[e.Position], c.Since[e.Position] = e.Person, r.Seq
		s.Teams = replaced(s.Teams, i, &c)
	}
	if tr, ok := s.round().run(e.Team); ok && s.Phase == view.Playing && tr.Finished == nil {
		s.editRun(e.Team, tr.stepAt(r.At, s.Setup.Factor), r, func(*TeamRun) {})
	}
}

func (s *State) prepare(e RoundPrepared) {
	s.Spent = slices.Clone(s.Spent)
	s.Spent[e.Slice] = true
	s.Rounds = appended(s.Rounds, &Round{No: e.Round, Slice: e.Slice, Scenario: e.Scenario, Seed: e.Seed})
	s.Phase, s.Vetoed = view.Briefing, nil
}

func (s *State) startRound(e RoundStarted, at time.Time) {
	s.edit(func(rd *Round) {
		rd.StartedAt, rd.Limit = at, e.Limit
		for _, id := range e.Teams {
			tr := &TeamRun{Team: id}
			if s.Paused == nil {
				tr.Clock = tr.Clock.start(at)
			}
			rd.Runs = append(rd.Runs, tr)
		}
	})
	s.Phase, s.Spin = view.Playing, nil
}

// recovered starts the clocks again after the server was away. A clock that ran
// had reached Since; what came after is not counted.
func (s *State) recovered(e ClocksRecovered, at time.Time) {
	wasStopped := s.Stopped
	s.Stopped = false
	s.clocks(func(c RunningClock) RunningClock {
		if c.Since.IsZero() && (!wasStopped || s.Paused != nil) {
			return c
		}
		return c.stop(e.Since, s.Setup.Factor).start(at)
	})
}

// edit replaces the current round by an edited copy.
func (s *State) edit(f func(*Round)) {
	last := len(s.Rounds) - 1
	if last < 0 {
		panic("game: an event of a round before the first round")
	}
	rd := *s.Rounds[last]
	f(&rd)
	s.Rounds = replaced(s.Rounds, last, &rd)
}

// editRun replaces a team's run by an edited copy and notes the record in its log.
func (s *State) editRun(team string, step int, r Record, f func(*TeamRun)) {
	s.edit(func(rd *Round) {
		for i, t := range rd.Runs {
			if t.Team != team {
				continue
			}
			c := *t
			f(&c)
			c.Log = appended(c.Log, LogLine{Seq: r.Seq, Step: step, By: r.By.ID, What: r.Event})
			rd.Runs = replaced(rd.Runs, i, &c)
			return
		}
		panic(fmt.Sprintf("game: record %d is about team %q, which does not play", r.Seq, team))
	})
}

// clocks edits the clock of every team that still plays.
func (s *State) clocks(f func(RunningClock) RunningClock) {
	if s.round() == nil || s.Phase != view.Playing {
		return
	}
	s.edit(func(rd *Round) {
		runs := make([]*TeamRun, len(rd.Runs))
		for i, t := range rd.Runs {
			c := *t
			if c.Finished == nil {
				c.Clock = f(c.Clock)
			}
			runs[i] = &c
		}
		rd.Runs = runs
	})
}

func (t *TeamRun) endJob(id uint64, how func(*Job), step int, seq uint64) {
	t.Jobs = slices.Clone(t.Jobs)
	j, ok := t.job(id)
	if !ok {
		panic(fmt.Sprintf("game: record %d ends job %d, which was never started", seq, id))
	}
	j.OverStep, j.OverSeq = step, seq
	how(j)
}

// remember notes which command a record answered.
func (s *State) remember(r Record) {
	if r.Cause == "" {
		return
	}
	switch {
	case r.By.Role == view.Trainer:
		s.trainers = maps.Clone(s.trainers)
		if s.trainers == nil {
			s.trainers = map[string]recent{}
		}
		s.trainers[r.By.ID] = s.trainers[r.By.ID].with(r.Cause, r.Seq)
	case r.By.ID == "":
		s.nobody = s.nobody.with(r.Cause, r.Seq)
	default:
		if i, ok := s.index[r.By.ID]; ok {
			p := *s.People[i]
			p.recent = p.recent.with(r.Cause, r.Seq)
			s.People = replaced(s.People, i, &p)
		}
	}
}

// appended is append that never writes into memory an older state can see.
func appended[T any](s []T, v T) []T { return append(s[:len(s):len(s)], v) }

func replaced[T any](s []T, i int, v T) []T {
	out := slices.Clone(s)
	out[i] = v
	return out
}
