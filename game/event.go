package game

import (
	"time"

	"misfortune/game/sim"
	"misfortune/game/view"
)

// CommandID is made by the client when the finger goes down and kept for every
// retry: 16 to 64 of A-Z a-z 0-9 _ -.
type CommandID string

// Record is an event in a game's log.
type Record struct {
	Seq   uint64     // from 1, without gaps
	At    time.Time  // never before the record before it
	By    view.Party // the zero Party for what time or the room caused
	Cause CommandID  // the command that asked for it, if any
	Event Event
}

// Event is something that has happened. What was decided by chance or judged by
// a rule is in the event, so that a rule changed later never rewrites an old
// game. Kinds and fields are frozen on the wire (wire.go).
//
//sumtype:decl
type Event interface{ event() }

// Events of the day.
type (
	// GameHosted opens a game day.
	GameHosted struct {
		Setup Setup `json:"setup"`
	}
	// ParticipantJoined adds the record's party to a team.
	ParticipantJoined struct {
		Nick string `json:"nick"`
		Team string `json:"team"`
	}
	// PositionHeld says who holds a position from now on.
	PositionHeld struct {
		Team     string `json:"team"`
		Position string `json:"position"`
		Person   string `json:"person"`
		From     string `json:"from,omitempty"` // who passed it on
	}
	// WheelOpened ends the lobby.
	WheelOpened struct{}
	// WheelSpun is the server's draw.
	WheelSpun struct {
		Slice    int       `json:"slice"`
		Place    float64   `json:"place"` // where in the slice the pointer rests, 0 to 1
		StartsAt time.Time `json:"starts_at"`
		Millis   int       `json:"millis"`
	}
	// SpinVetoed sends the drawn slice back.
	SpinVetoed struct {
		Slice int    `json:"slice"`
		Why   string `json:"why,omitempty"`
	}
	// SliceChosen is the trainer's choice instead of chance.
	SliceChosen struct {
		Slice int `json:"slice"`
	}
	// RoundPrepared binds a round to the bytes of a scenario.
	RoundPrepared struct {
		Round    int    `json:"round"`
		Slice    int    `json:"slice"`
		Scenario string `json:"scenario"` // hash
		Seed     uint64 `json:"seed"`
		Engine   int    `json:"engine"` // EngineVersion when it was prepared
	}
	// ParticipantReady is somebody's "I'm on call".
	ParticipantReady struct{}
	// RoundStarted is the page going off, for these teams.
	RoundStarted struct {
		Teams []string `json:"teams"`
		Limit int      `json:"limit"` // steps; 0: no end
	}
	// DayClosed ends the game day.
	DayClosed struct{}
)

// Events of the clocks.
type (
	// ClocksPaused stops every running clock. After a stop word the record
	// names nobody.
	ClocksPaused struct {
		StopWord bool `json:"stop_word,omitempty"`
	}
	// ClocksResumed lets them run again.
	ClocksResumed struct{}
	// ClocksSuspended stops them for a clean stop of the server.
	ClocksSuspended struct{}
	// ClocksRecovered starts them again as of Since: what lies between Since and
	// the record is not counted.
	ClocksRecovered struct {
		Since time.Time `json:"since"`
	}
	// LimitExtended moves the end of the round.
	LimitExtended struct {
		Minutes int `json:"minutes"`
		Limit   int `json:"limit"` // the new one, steps
	}
)

// Events of a team in a round. Step is the second of the team's running clock
// at which they take effect.
type (
	// PageAcknowledged is the team's answer to the page.
	PageAcknowledged struct {
		Team string `json:"team"`
		Step int    `json:"step"`
	}
	// PageEscalated happens instead at three times par; play goes on as if acknowledged.
	PageEscalated struct {
		Team string `json:"team"`
		Step int    `json:"step"`
	}
	// JobStarted puts a look or an action to work. The job's id is the record's Seq.
	JobStarted struct {
		Team    string  `json:"team"`
		Kind    JobKind `json:"kind"`
		Ref     string  `json:"ref"` // the author's id
		Step    int     `json:"step"`
		End     int     `json:"end"`               // step at which it ends
		Verdict Verdict `json:"verdict,omitempty"` // of an action, as judged now
		Rule    int     `json:"rule,omitempty"`    // which of the action's verdicts it was
	}
	// LookEnded shows a variant of what was looked at.
	LookEnded struct {
		Team    string `json:"team"`
		Job     uint64 `json:"job"`
		Step    int    `json:"step"`
		Variant int    `json:"variant"`
	}
	// ActionEnded changes the world, unless it had become impossible.
	ActionEnded struct {
		Team   string    `json:"team"`
		Job    uint64    `json:"job"`
		Step   int       `json:"step"`
		Sets   sim.Facts `json:"sets,omitempty"`
		Failed bool      `json:"failed,omitempty"`
	}
	// JobCancelled stops a job without effect.
	JobCancelled struct {
		Team string `json:"team"`
		Job  uint64 `json:"job"`
		Step int    `json:"step"`
	}
	// TriageClaimed is a complete triage form; the last one stands.
	TriageClaimed struct {
		Team      string   `json:"team"`
		Step      int      `json:"step"`
		Severity  string   `json:"severity"`
		Scope     string   `json:"scope"`
		Diagnosis string   `json:"diagnosis"` // the author's id
		Evidence  []uint64 `json:"evidence,omitempty"`
	}
	// MitigationReached says that users have been well since Since, for long enough.
	MitigationReached struct {
		Team  string `json:"team"`
		Step  int    `json:"step"`
		Since int    `json:"since"`
	}
	// MitigationRevoked says that they no longer are.
	MitigationRevoked struct {
		Team  string `json:"team"`
		Step  int    `json:"step"`
		Since int    `json:"since"`
	}
	// AllClearGiven is the commander's word. Refused: the world disagreed.
	AllClearGiven struct {
		Team    string `json:"team"`
		Step    int    `json:"step"`
		Refused bool   `json:"refused,omitempty"`
	}
	// TeamFinished ends the round for a team and scores it.
	TeamFinished struct {
		Team   string     `json:"team"`
		Step   int        `json:"step"`
		Why    FinishedBy `json:"why"`
		Ledger float64    `json:"ledger"` // impact-minutes
		Stride int        `json:"stride"` // steps between two points of Curve
		Curve  []float64  `json:"curve"`
		Score  Score      `json:"score"`
	}
	// RoundEnded follows the last TeamFinished.
	RoundEnded struct {
		Why FinishedBy `json:"why"`
	}
)

// JobKind tells looks from actions.
type JobKind string

// The kinds of jobs.
const (
	LookJob   JobKind = "look"
	ActionJob JobKind = "action"
)

// FinishedBy is why a round was over.
type FinishedBy string

// The reasons.
const (
	ByThrough FinishedBy = "through" // all-clear while mitigated, with triage
	ByLimit   FinishedBy = "limit"   // time was up
	ByTrainer FinishedBy = "trainer" // the trainer said that the story is over
)

// EngineVersion is recorded with every round, so that a later engine can tell
// which rules an old round was played by.
const EngineVersion = 1

func (GameHosted) event()        {}
func (ParticipantJoined) event() {}
func (PositionHeld) event()      {}
func (WheelOpened) event()       {}
func (WheelSpun) event()         {}
func (SpinVetoed) event()        {}
func (SliceChosen) event()       {}
func (RoundPrepared) event()     {}
func (ParticipantReady) event()  {}
func (RoundStarted) event()      {}
func (DayClosed) event()         {}
func (ClocksPaused) event()      {}
func (ClocksResumed) event()     {}
func (ClocksSuspended) event()   {}
func (ClocksRecovered) event()   {}
func (LimitExtended) event()     {}
func (PageAcknowledged) event()  {}
func (PageEscalated) event()     {}
func (JobStarted) event()        {}
func (LookEnded) event()         {}
func (ActionEnded) event()       {}
func (JobCancelled) event()      {}
func (TriageClaimed) event()     {}
func (MitigationReached) event() {}
func (MitigationRevoked) event() {}
func (AllClearGiven) event()     {}
func (TeamFinished) event()      {}
func (RoundEnded) event()        {}
