package game

import (
	"slices"

	"misfortune/game/view"
)

func (t *turn) resume() error {
	if t.s.Paused == nil {
		return reject(Conflict, "not_paused")
	}
	t.emit(ClocksResumed{})
	return nil
}

func (t *turn) ready() error {
	if err := t.wrongPhase(view.Briefing); err != nil {
		return err
	}
	if slices.Contains(t.s.round().Ready, t.by.ID) {
		return reject(Conflict, "already_ready")
	}
	if t.s.Setup.Solo && t.s.Paused != nil {
		return reject(Conflict, "clock_stopped")
	}
	t.emit(ParticipantReady{})
	if t.s.Setup.Solo {
		return t.startRound()
	}
	return nil
}

func (t *turn) startRound() error {
	if err := t.stands(view.Briefing); err != nil {
		return err
	}
	var teams []string
	for _, tm := range t.s.Teams {
		if len(t.s.members(tm.ID)) > 0 {
			teams = append(teams, tm.ID)
		}
	}
	if len(teams) == 0 {
		return reject(Conflict, "nobody_here")
	}
	limit := t.scenario().Minutes * 60
	if t.s.Setup.Open {
		limit = 0
	}
	t.emit(RoundStarted{Teams: teams, Limit: limit})
	return nil
}

// pause stops everything. After a stop word the record names nobody.
func (t *turn) pause(stopWord bool) error {
	if t.s.Paused != nil {
		return reject(Conflict, "already_paused")
	}
	by := t.by
	if stopWord {
		by = view.Party{}
	}
	t.emitAs(by, ClocksPaused{StopWord: stopWord})
	return nil
}

func (t *turn) extend(c Extend) error {
	if err := t.wrongPhase(view.Playing); err != nil {
		return err
	}
	rd := t.s.round()
	if rd.Limit == 0 {
		return reject(Conflict, "no_limit")
	}
	if c.Minutes < 1 || c.Minutes > 30 || rd.Extended+c.Minutes > 120 {
		return reject(Invalid, "too_many_minutes")
	}
	t.emit(LimitExtended{Minutes: c.Minutes, Limit: rd.Limit + 60*c.Minutes})
	return nil
}

func (t *turn) endStory() error {
	if err := t.wrongPhase(view.Playing); err != nil {
		return err
	}
	for _, tr := range t.s.round().Runs {
		if tr.Finished == nil {
			t.finish(tr.Team, t.world(tr).Step(), ByTrainer)
		}
	}
	return nil
}
