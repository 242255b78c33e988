package game

import (
	"slices"

	"misfortune/game/view"
)

// The four positions of a team, in their order.
const (
	Commander      = "commander"
	Operations     = "operations"
	Communications = "communications"
	Scribe         = "scribe"
)

// Positions lists them.
func Positions() []string { return []string{Commander, Operations, Communications, Scribe} }

// decide turns a command into events or refuses it. The order of refusals is
// always: is it a repeat, is the day over, is the role allowed, then (in each
// rule) is the phase right, is the target open, is it already done.
func (t *turn) decide(c Command) error {
	if _, repeat := t.s.answered(t.by, t.cause); repeat {
		return nil
	}
	if t.s.Phase == view.Closed {
		return reject(TooLate, "day_over")
	}
	if err := t.allowed(c); err != nil {
		return err
	}
	from := len(t.out)
	err := t.dispatch(c)
	if err == nil {
		t.caused(from)
	}
	return err
}

func (t *turn) dispatch(c Command) error {
	switch c := c.(type) {
	case HostGame:
		return t.hostGame(c)
	case Join:
		return t.join(c)
	case TakePosition:
		return t.takePosition(c)
	case PassPosition:
		return t.passPosition(c)

	case OpenWheel:
		return t.openWheel()
	case SpinWheel:
		return t.spin()
	case VetoSpin:
		return t.veto(c)
	case ChooseSlice:
		return t.choose(c)
	case PrepareRound:
		return t.prepare(c)
	case BackToWheel:
		return t.backToWheel()
	case NextIncident:
		return t.nextIncident()
	case CloseDay:
		return t.closeDay()

	case Ready:
		return t.ready()
	case StartRound:
		return t.startRound()
	case Pause:
		return t.pause(false)
	case StopWord:
		return t.pause(true)
	case Resume:
		return t.resume()
	case Extend:
		return t.extend(c)
	case EndStory:
		return t.endStory()

	case Acknowledge:
		return t.play(t.acknowledge)
	case StartLook:
		return t.use(func(m member) error { return t.startLook(m, c) })
	case StartAction:
		return t.use(func(m member) error { return t.startAction(m, c) })
	case CancelJob:
		return t.use(func(m member) error { return t.cancelJob(m, c) })
	case Claim:
		return t.use(func(m member) error { return t.claim(m, c) })
	case AllClear:
		return t.use(t.allClear)

	case Suspend:
		return t.suspend()
	case Tick, Recover: // time has caught up; Recover was decided before it did
		return nil
	}
	panic("game: unknown command")
}

// allowed checks the role. The room itself has the zero Party and may only give
// its own commands.
func (t *turn) allowed(c Command) error {
	no := reject(Forbidden, "not_allowed")
	_, joined := t.s.find(t.by.ID)
	member := joined && t.by.Role == view.Participant
	switch c.(type) {
	case Tick, Suspend, Recover:
		if t.by != (view.Party{}) {
			return no
		}
	case HostGame:
		if t.by.Role != view.Trainer && t.by.Role != view.Participant {
			return no
		}
	case Join:
		if t.by.Role != view.Participant || t.by.ID == "" {
			return no
		}
	case Pause, Resume, EndStory:
		if t.by.Role != view.Trainer && (!t.s.Setup.Solo || !member) {
			return no
		}
	case NextIncident:
		if !t.s.Setup.Solo || !member {
			return no
		}
	case OpenWheel, SpinWheel, VetoSpin, ChooseSlice, PrepareRound, StartRound, Extend, BackToWheel, CloseDay:
		if t.by.Role != view.Trainer {
			return no
		}
	case Ready, Acknowledge, StartLook, StartAction, CancelJob, Claim, AllClear, TakePosition, PassPosition, StopWord:
		if !member {
			return no
		}
	}
	return nil
}

func (t *turn) suspend() error {
	if !t.s.Stopped {
		t.emit(ClocksSuspended{})
	}
	return nil
}

func (t *turn) hostGame(c HostGame) error {
	if t.s.Seq != 0 || len(t.s.Teams) > 0 {
		return reject(Conflict, "bad_input")
	}
	if err := c.Setup.valid(t.lib); err != nil {
		return err
	}
	t.emit(GameHosted{Setup: c.Setup})
	if c.Setup.Solo {
		t.prepareNext()
	}
	return nil
}

// wrongPhase refuses unless the day is in one of these phases.
func (t *turn) wrongPhase(phases ...view.Phase) error {
	if slices.Contains(phases, t.s.Phase) {
		return nil
	}
	return reject(Conflict, "wrong_phase")
}

func (t *turn) join(c Join) error {
	nick, ok := cleanNick(c.Nick)
	switch n := len([]rune(nick)); {
	case !ok:
		return reject(Invalid, "nick_unprintable")
	case n < 1 || n > MaxNick:
		return reject(Invalid, "nick_length")
	}
	self, again := t.s.find(t.by.ID)
	if again && t.s.Phase == view.Playing {
		return reject(Conflict, "wrong_phase")
	}
	if t.s.Setup.Solo && !again && len(t.s.People) > 0 {
		return reject(Forbidden, "not_allowed")
	}
	fold := foldNick(nick)
	if slices.ContainsFunc(t.s.People, func(p *Person) bool { return p.Fold == fold && p != self }) {
		return reject(Conflict, "nick_taken", "nick", nick)
	}
	team := c.Team
	if team == "" {
		team = t.smallestTeam()
	}
	if _, ok := t.s.team(team); !ok {
		return reject(NotFound, "no_such_team")
	}
	t.emit(ParticipantJoined{Nick: nick, Team: team})
	return nil
}

// smallestTeam is where "put me somewhere" leads: the first of the teams with
// the fewest members; during a round, among those that play.
func (t *turn) smallestTeam() string {
	best, least := "", -1
	for _, tm := range t.s.Teams {
		if _, plays := t.s.round().run(tm.ID); t.s.Phase == view.Playing && !plays {
			continue
		}
		if n := len(t.s.members(tm.ID)); least < 0 || n < least {
			best, least = tm.ID, n
		}
	}
	return best
}

// home returns the asking member and the team.
func (t *turn) home() (*Person, *Team) {
	p, _ := t.s.find(t.by.ID)
	tm, _ := t.s.team(p.Team)
	return p, tm
}

func (t *turn) takePosition(c TakePosition) error {
	if !slices.Contains(Positions(), c.Position) {
		return reject(NotFound, "no_such_thing")
	}
	me, tm := t.home()
	if h, held := t.s.holder(tm, c.Position); held {
		if h == me {
			return reject(Conflict, "position_held", "nick", me.Nick)
		}
		return reject(Conflict, "position_held", "nick", h.Nick)
	}
	t.emit(PositionHeld{Team: tm.ID, Position: c.Position, Person: me.ID})
	return nil
}

func (t *turn) passPosition(c PassPosition) error {
	if !slices.Contains(Positions(), c.Position) {
		return reject(NotFound, "no_such_thing")
	}
	me, tm := t.home()
	if h, held := t.s.holder(tm, c.Position); !held || h != me {
		return reject(Forbidden, "position_not_yours")
	}
	fold := foldNick(c.To)
	for _, m := range t.s.members(tm.ID) {
		if m.Fold == fold && m != me {
			t.emit(PositionHeld{Team: tm.ID, Position: c.Position, Person: m.ID, From: me.ID})
			return nil
		}
	}
	return reject(NotFound, "no_such_thing")
}
