package game

import "misfortune/game/view"

// Command is what may be asked of a game day. Its precondition is in its own
// words (which slice, which job), never "the state number must be equal":
// teams act at the same time.
//
//sumtype:decl
type Command interface{ command() }

// The commands of a trainer. In a solo game the lone participant may also give
// Pause, Resume and EndStory.
type (
	// HostGame opens a game day; it is the first command of a log.
	HostGame struct{ Setup Setup }
	// OpenWheel leaves the lobby.
	OpenWheel struct{}
	// SpinWheel draws a slice with Input.Chance among those not spent.
	SpinWheel struct{}
	// VetoSpin sends the drawn slice back; it may be drawn again.
	VetoSpin struct{ Why string }
	// ChooseSlice takes a slice without chance; the record says so.
	ChooseSlice struct{ Slice int }
	// PrepareRound accepts the slice that the wheel shows and opens the briefing.
	// Scenario is the hash of the version to play; its bytes must have been kept.
	PrepareRound struct {
		Slice    int
		Scenario string
	}
	// StartRound lets the page go off for every team that has members.
	StartRound struct{}
	// Pause stops every running clock.
	Pause struct{}
	// Resume lets them run again.
	Resume struct{}
	// Extend gives every team more real minutes (at factor 1), 1 to 30.
	Extend struct{ Minutes int }
	// EndStory ends the round for everybody.
	EndStory struct{}
	// BackToWheel leaves the review.
	BackToWheel struct{}
	// CloseDay ends the game day; nothing can be asked of it afterwards.
	CloseDay struct{}
)

// The commands of a participant.
type (
	// Join makes the asking party a member of a team; Team "" is "put me somewhere".
	Join struct{ Nick, Team string }
	// Ready is "I'm on call", in the briefing. In a solo game it starts the round.
	Ready struct{}
	// Acknowledge answers the page for the whole team.
	Acknowledge struct{}
	// StartLook puts a look to work; Look is the option id of a view.
	StartLook struct{ Look string }
	// StartAction puts an action to work. A high-risk one must be Confirmed.
	StartAction struct {
		Action    string
		Confirmed bool
	}
	// CancelJob stops one's own job, or any job if one is commander.
	CancelJob struct{ Job string }
	// Claim is the triage form; Evidence are job ids of looks that came back.
	Claim struct {
		Severity, Scope, Diagnosis string
		Evidence                   []string
	}
	// AllClear is the commander's word that it is over.
	AllClear struct{}
	// TakePosition takes an open position.
	TakePosition struct{ Position string }
	// PassPosition hands one's position to a member of the team, by nickname.
	PassPosition struct{ Position, To string }
	// StopWord pauses everything; the record does not say who asked.
	StopWord struct{}
	// NextIncident goes from the review of a solo game to the next briefing.
	NextIncident struct{}
)

// The commands of the room itself; they come from no party.
type (
	// Tick carries nothing: whatever wakes the room, time catches up.
	Tick struct{}
	// Suspend stops the clocks for a clean stop of the server.
	Suspend struct{}
	// Recover starts the clocks again after the server was away. Since is the
	// last instant at which the room was known to be alive. It is the only
	// command that is decided before time catches up.
	Recover struct{ Since view.Instant }
)

func (HostGame) command()     {}
func (OpenWheel) command()    {}
func (SpinWheel) command()    {}
func (VetoSpin) command()     {}
func (ChooseSlice) command()  {}
func (PrepareRound) command() {}
func (StartRound) command()   {}
func (Pause) command()        {}
func (Resume) command()       {}
func (Extend) command()       {}
func (EndStory) command()     {}
func (BackToWheel) command()  {}
func (CloseDay) command()     {}
func (Join) command()         {}
func (Ready) command()        {}
func (Acknowledge) command()  {}
func (StartLook) command()    {}
func (StartAction) command()  {}
func (CancelJob) command()    {}
func (Claim) command()        {}
func (AllClear) command()     {}
func (TakePosition) command() {}
func (PassPosition) command() {}
func (StopWord) command()     {}
func (NextIncident) command() {}
func (Tick) command()         {}
func (Suspend) command()      {}
func (Recover) command()      {}
