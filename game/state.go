package game

import (
	"slices"
	"time"

	"misfortune/game/sim"
	"misfortune/game/view"
)

// State is the fold of a log: the facts so far and nothing that could be
// computed from them. It is a persistent value: Evolve never changes anything
// reachable from an older State, so a State may be copied with = and shared
// between goroutines freely.
type State struct {
	Seq      uint64
	Last     time.Time // of the last record
	Setup    Setup
	Phase    view.Phase
	Teams    []*Team
	People   []*Person
	index    map[string]int // person id -> People
	Spin     *Spin
	Spins    int   // spins of the day
	Vetoed   []int // slices sent back since the last round
	Spent    []bool
	Rounds   []*Round
	Paused   *Pausing // the trainer or a stop word stands
	Stopped  bool     // suspended by a clean stop of the server
	trainers map[string]recent
	nobody   recent // causes of records that name nobody
}

// Team is a team and who holds what in it.
type Team struct {
	ID, Letter, Name string
	Positions        map[string]string // position -> person id
	Since            map[string]uint64 // position -> record that gave it
}

// Person is a participant.
type Person struct {
	ID, Nick, Fold, Team string
	recent               recent
}

// Pausing is why all clocks stand.
type Pausing struct {
	StopWord bool
	Since    time.Time
}

// Spin is what the wheel shows for the coming round.
type Spin struct {
	No, Slice int
	Place     float64
	StartsAt  time.Time
	Millis    int
	Chosen    bool
}

// Round is one spin and one run of its incident by all teams.
type Round struct {
	No, Slice int
	Scenario  string // hash
	Seed      uint64
	Ready     []string // person ids
	StartedAt time.Time
	Limit     int // steps; 0: no end
	Extended  int // minutes
	Runs      []*TeamRun
	Ended     bool
	Why       FinishedBy
}

// TeamRun is one team's life of the incident.
type TeamRun struct {
	Team      string
	Clock     RunningClock
	Acked     int    // step of the acknowledgement or escalation
	AckSeq    uint64 // its record; 0: not yet
	Escalated bool
	Jobs      []Job
	Changes   []sim.Change
	Claims    []TriageClaim
	Mitigated *Mitigation // the standing one
	Cleared   int         // step of the all-clear that held
	ClearSeq  uint64      // its record; 0: none
	Refused   []uint64    // all-clears that the world refused
	Log       []LogLine
	Finished  *TeamFinished
	FinishSeq uint64
}

// Job is a look or an action, at work or over.
type Job struct {
	ID       uint64
	Kind     JobKind
	Ref      string // the author's id
	By       string // person id
	Start    int
	End      int
	Verdict  Verdict
	Rule     int
	Over     JobEnd
	OverStep int
	OverSeq  uint64
	Variant  int // of a look that came back
}

// JobEnd is how a job ended.
type JobEnd string

// The ways; the zero value is a job at work.
const (
	AtWork    JobEnd = ""
	Done      JobEnd = "done"
	Failed    JobEnd = "failed"
	Cancelled JobEnd = "cancelled"
)

// TriageClaim is a submitted form.
type TriageClaim struct {
	Seq                        uint64
	Step                       int
	By                         string
	Severity, Scope, Diagnosis string
	Evidence                   []uint64
}

// Mitigation is a stretch of users being well.
type Mitigation struct {
	Seq         uint64
	Step, Since int
}

// LogLine is one record of a team's timeline: enough to find what it refers to.
type LogLine struct {
	Seq  uint64
	Step int
	By   string
	What Event
}

// find returns the person with this id.
func (s *State) find(id string) (*Person, bool) {
	i, ok := s.index[id]
	if !ok {
		return nil, false
	}
	return s.People[i], true
}

func (s *State) team(id string) (*Team, bool) {
	for _, t := range s.Teams {
		if t.ID == id {
			return t, true
		}
	}
	return nil, false
}

func (s *State) members(team string) []*Person {
	var out []*Person
	for _, p := range s.People {
		if p.Team == team {
			out = append(out, p)
		}
	}
	return out
}

// round returns the current or last round, nil before the first.
func (s *State) round() *Round {
	if len(s.Rounds) == 0 {
		return nil
	}
	return s.Rounds[len(s.Rounds)-1]
}

func (r *Round) run(team string) (*TeamRun, bool) {
	if r == nil {
		return nil, false
	}
	for _, t := range r.Runs {
		if t.Team == team {
			return t, true
		}
	}
	return nil, false
}

func (t *TeamRun) job(id uint64) (*Job, bool) {
	for i := range t.Jobs {
		if t.Jobs[i].ID == id {
			return &t.Jobs[i], true
		}
	}
	return nil, false
}

// completed counts how often a look or an action was done by this team.
func (t *TeamRun) completed(kind JobKind, ref string) int {
	n := 0
	for _, j := range t.Jobs {
		if j.Kind == kind && j.Ref == ref && j.Over == Done {
			n++
		}
	}
	return n
}

// values is what conditions are evaluated over, with these facts.
func (t *TeamRun) values(f sim.Facts) sim.Values {
	return sim.Values{
		Facts: f, Acknowledged: t.AckSeq > 0, Triaged: len(t.Claims) > 0,
		Mitigated: t.Mitigated != nil, Verified: t.ClearSeq > 0,
		Done: func(id string) bool { return t.completed(ActionJob, id) > 0 },
	}
}

// unspent lists the slices that can still be drawn.
func (s *State) unspent() []int {
	var out []int
	for i, spent := range s.Spent {
		if !spent {
			out = append(out, i)
		}
	}
	return out
}

// holder returns who holds a position, if anybody does; a lone member holds all.
func (s *State) holder(t *Team, position string) (*Person, bool) {
	if m := s.members(t.ID); len(m) == 1 {
		return m[0], true
	}
	p, ok := s.find(t.Positions[position])
	if !ok || p.Team != t.ID {
		return nil, false
	}
	return p, true
}

// recent is what a party asked last, so that a repeated command is answered
// like the first time.
type recent struct{ asked []asked }

type asked struct {
	id  CommandID
	seq uint64
}

// remembered is how many commands of a party are remembered.
const remembered = 64

func (r recent) with(id CommandID, seq uint64) recent {
	if id == "" {
		return r
	}
	if n := len(r.asked); n > 0 && r.asked[n-1].id == id {
		out := slices.Clone(r.asked)
		out[n-1].seq = seq
		return recent{out}
	}
	from := max(0, len(r.asked)-remembered+1)
	return recent{append(slices.Clone(r.asked[from:]), asked{id, seq})}
}

func (r recent) seq(id CommandID) (uint64, bool) {
	for _, a := range r.asked {
		if a.id == id {
			return a.seq, true
		}
	}
	return 0, false
}

// answered finds the last record that a party's command caused.
func (s *State) answered(by view.Party, id CommandID) (uint64, bool) {
	if id == "" {
		return 0, false
	}
	if p, ok := s.find(by.ID); ok {
		if seq, ok := p.recent.seq(id); ok {
			return seq, true
		}
	}
	if seq, ok := s.trainers[by.ID].seq(id); ok && by.Role == view.Trainer {
		return seq, true
	}
	return s.nobody.seq(id)
}
