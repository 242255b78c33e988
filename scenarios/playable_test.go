package scenarios

import (
	"math"
	"slices"
	"testing"
	"time"

	"misfortune/game"
	"misfortune/game/sim"
)

// hands is how many jobs a team has at once, at most.
const hands = 3

// way is a way out of an incident: the actions in the order they were started,
// the running time in steps until mitigation stands, and the ledger by then.
type way struct {
	actions []string
	steps   int
	ledger  float64
}

// job is an action under way.
type job struct {
	action *game.Action
	end    int
}

// attempt is a team of experts in the middle of an incident.
type attempt struct {
	scenario *game.Scenario
	run      *sim.Run
	next     int // first action that may still be started at this instant: any order of starting is as good
	changes  []sim.Change
	running  []job
	done     []string
	started  []string
}

// quickest finds the way out with the least harm, among all ways in which a
// team with enough hands does each action at most once. Nobody thinks and nobody
// reads, so no team can be better. ok is false when there is no way out.
func quickest(s *game.Scenario) (best way, ok bool) {
	best.ledger = math.Inf(1)
	explore(begin(s), &best)
	return best, !math.IsInf(best.ledger, 1)
}

func begin(s *game.Scenario) attempt { return attempt{scenario: s, run: sim.NewRun(s.World)} }

func explore(a attempt, best *way) {
	if a.run.Ledger() >= best.ledger {
		return
	}
	if len(a.running) == 0 {
		a.settle(best)
	}
	if len(a.running) < hands {
		for i := a.next; i < len(a.scenario.Actions); i++ {
			if action := &a.scenario.Actions[i]; !slices.Contains(a.started, action.ID) && action.Needs.Holds(a.values()) {
				b := a.start(action)
				b.next = i + 1
				explore(b, best)
			}
		}
	}
	if len(a.running) > 0 {
		explore(a.finish(), best)
	}
}

// settle does nothing more, and sees whether that is enough.
func (a attempt) settle(best *way) {
	run := a.run.Clone()
	for run.Step() < a.scenario.Minutes*60 {
		if _, well := run.Well(); well {
			if run.Ledger() < best.ledger {
				*best = way{a.started, run.Step(), run.Ledger()}
			}
			return
		}
		run.Advance(a.changes, run.Step()+1)
	}
}

// values is what conditions see now.
func (a attempt) values() sim.Values {
	return sim.Values{
		Facts: a.run.Facts(), Acknowledged: true,
		Done: func(id string) bool { return slices.Contains(a.done, id) },
	}
}

func (a attempt) start(action *game.Action) attempt {
	step := time.Duration(a.scenario.Clock) * time.Second
	a.running = append(slices.Clone(a.running), job{action, a.run.Step() + int((action.Takes+step-1)/step)})
	a.started = append(slices.Clone(a.started), action.ID)
	return a
}

// finish waits for the first job to end.
func (a attempt) finish() attempt {
	a.running = slices.SortedStableFunc(slices.Values(a.running), func(x, y job) int { return x.end - y.end })
	ended := a.running[0]
	a.running, a.next = a.running[1:], 0
	a.run = a.run.Clone()
	a.run.Advance(a.changes, ended.end)
	if ended.action.Needs.Holds(a.values()) {
		a.changes = append(slices.Clone(a.changes), sim.Change{Step: ended.end, Sets: ended.action.Sets})
		a.run.Take(a.changes)
		a.done = append(slices.Clone(a.done), ended.action.ID)
	}
	return a
}

func TestEveryScenarioWeShipCanBeWonAndItsParIsFair(t *testing.T) {
	files := append(BuiltIn(), File{Name: "docs/scenarios.md", Source: []byte(small(t))})
	for _, f := range files {
		t.Run(f.Name, func(t *testing.T) {
			s := mustParse(t, f.Name, string(f.Source))
			best, ok := quickest(s)
			if !ok {
				t.Fatal("there is no way out")
			}
			t.Logf("quickest: %v, %v of %d minutes, %.1f impact-minutes; par %g, idle %.1f",
				best.actions, time.Duration(best.steps)*time.Second, s.Minutes, best.ledger, s.Par.Impact, s.Idle)
			if limit := s.Minutes * 60 * 6 / 10; best.steps > limit {
				t.Errorf("the quickest way takes %d s of %d minutes, more than 60%%", best.steps, s.Minutes)
			}
			if s.Par.Impact < 1.3*best.ledger {
				t.Errorf("par %g is below 1.3 times the quickest way's %.1f", s.Par.Impact, best.ledger)
			}
			if s.Idle < 2*s.Par.Impact {
				t.Errorf("idle %.1f is below twice par %g", s.Idle, s.Par.Impact)
			}
		})
	}
}

// After any one harmful action the way out must still be there.
func TestNoHarmfulActionEndsTheStory(t *testing.T) {
	for _, f := range BuiltIn() {
		s := mustParse(t, f.Name, string(f.Source))
		for i := range s.Actions {
			action := &s.Actions[i]
			harmful := slices.ContainsFunc(action.Verdicts, func(j game.Judgement) bool { return j.Verdict == game.Harmful })
			if !harmful || !action.Needs.Holds(sim.Values{Facts: s.World.Start, Acknowledged: true}) {
				continue
			}
			best := way{ledger: math.Inf(1)}
			explore(begin(s).start(action).finish(), &best)
			if math.IsInf(best.ledger, 1) {
				t.Errorf("%s: after %s there is no way out", f.Name, action.ID)
			}
		}
	}
}
