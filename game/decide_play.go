package game

import (
	"slices"
	"strconv"

	"misfortune/game/view"
)

// decidePlay handles what a member of a team does in a round.
func (t *turn) decidePlay(c Command) error {
	if err := t.wrongPhase(view.Playing); err != nil {
		return err
	}
	me, _ := t.s.find(t.by.ID)
	tr, plays := t.s.round().run(me.Team)
	switch {
	case !plays:
		return reject(Conflict, "not_your_round")
	case tr.Finished != nil:
		return reject(TooLate, "team_finished")
	case tr.Clock.Since.IsZero():
		return reject(Conflict, "clock_stopped")
	}
	if _, ack := c.(Acknowledge); ack {
		if tr.AckSeq > 0 {
			return reject(Conflict, "already_acknowledged")
		}
		t.emit(PageAcknowledged{Team: tr.Team, Step: t.second(tr)})
		return nil
	}
	if tr.AckSeq == 0 {
		return reject(Conflict, "page_first")
	}
	switch c := c.(type) {
	case StartLook:
		return t.startLook(me, tr, c)
	case StartAction:
		return t.startAction(me, tr, c)
	case CancelJob:
		return t.cancelJob(me, tr, c)
	case Claim:
		return t.claim(tr, c)
	default: // AllClear
		return t.allClear(me, tr)
	}
}

// second is the last step that a team's clock has passed.
func (t *turn) second(tr *TeamRun) int { return t.world(tr).Step() }

func (t *turn) startLook(me *Person, tr *TeamRun, c StartLook) error {
	sc := t.scenario()
	i, ok := options(sc, t.s.round().Seed).look(c.Look)
	if !ok {
		return reject(NotFound, "no_such_thing")
	}
	l := &sc.Looks[i]
	if err := t.free(me, tr, LookJob, l.ID); err != nil {
		return err
	}
	start := t.second(tr) + 1
	t.emit(JobStarted{Team: tr.Team, Kind: LookJob, Ref: l.ID, Step: start, End: start + steps(l.Takes, sc.Clock)})
	return nil
}

func (t *turn) startAction(me *Person, tr *TeamRun, c StartAction) error {
	sc := t.scenario()
	i, ok := options(sc, t.s.round().Seed).action(c.Action)
	if !ok {
		return reject(NotFound, "no_such_thing")
	}
	a := &sc.Actions[i]
	if a.Once && tr.completed(ActionJob, a.ID) > 0 {
		return reject(Conflict, "done_once")
	}
	if err := t.free(me, tr, ActionJob, a.ID); err != nil {
		return err
	}
	if a.Risk == "high" && !c.Confirmed {
		return reject(Conflict, "confirm_risk")
	}
	now := tr.values(t.world(tr).Facts())
	rule := max(0, slices.IndexFunc(a.Verdicts, func(j Judgement) bool { return j.If.Holds(now) }))
	job := JobStarted{Team: tr.Team, Kind: ActionJob, Ref: a.ID, Step: t.second(tr) + 1,
		Verdict: a.Verdicts[rule].Verdict, Rule: rule}
	job.End = job.Step + steps(a.Takes, sc.Clock)
	if !a.Needs.Holds(now) { // refused by the world at once: it takes no time and changes nothing
		job.End = job.Step
		id := t.emit(job)
		t.emit(ActionEnded{Team: tr.Team, Job: id, Step: job.Step, Failed: true})
		return nil
	}
	t.emit(job)
	return nil
}

// free refuses when somebody is on the same thing, or no hand is free: a person
// has one, a lone member two, a team as many as the day's setting says.
func (t *turn) free(me *Person, tr *TeamRun, kind JobKind, ref string) error {
	mine, all := 0, 0
	for _, j := range tr.Jobs {
		if j.Over != AtWork {
			continue
		}
		all++
		if j.By == me.ID {
			mine++
		}
		if j.Kind == kind && j.Ref == ref {
			who, _ := t.s.find(j.By)
			return reject(Conflict, "already_on_it", "nick", who.Nick, "left", j.End-t.second(tr))
		}
	}
	if own := t.s.hands(me); mine >= own {
		return reject(Conflict, "your_hands_full", "max", own)
	}
	if all >= t.s.Setup.Hands {
		return reject(Conflict, "hands_full", "max", t.s.Setup.Hands)
	}
	return nil
}

// hands is how many jobs a person may have at once.
func (s *State) hands(p *Person) int {
	if len(s.members(p.Team)) == 1 {
		return 2
	}
	return 1
}

func (t *turn) cancelJob(me *Person, tr *TeamRun, c CancelJob) error {
	id, err := strconv.ParseUint(c.Job, 10, 64)
	if err != nil {
		return reject(NotFound, "no_such_thing")
	}
	j, ok := tr.job(id)
	switch {
	case !ok:
		return reject(NotFound, "no_such_thing")
	case j.Over != AtWork:
		return reject(TooLate, "job_over")
	}
	_, tm := t.home()
	if boss, held := t.s.holder(tm, Commander); j.By != me.ID && (!held || boss != me) {
		return reject(Forbidden, "not_your_job")
	}
	t.emit(JobCancelled{Team: tr.Team, Job: id, Step: t.second(tr)})
	return nil
}

// Severities, and scopes from narrow to wide, as a triage form may say them.
func Severities() []string { return []string{"SEV1", "SEV2", "SEV3", "SEV4"} }

// Scopes lists the scopes, narrowest first.
func Scopes() []string { return []string{"one_user", "some", "region", "global"} }

func (t *turn) claim(tr *TeamRun, c Claim) error {
	sc := t.scenario()
	d, ok := options(sc, t.s.round().Seed).diagnosis(c.Diagnosis)
	if !ok || !slices.Contains(Severities(), c.Severity) || !slices.Contains(Scopes(), c.Scope) {
		return reject(Invalid, "claim_incomplete")
	}
	e := TriageClaimed{Team: tr.Team, Step: t.second(tr), Severity: c.Severity, Scope: c.Scope,
		Diagnosis: sc.Diagnoses[d].ID}
	for _, text := range c.Evidence {
		id, err := strconv.ParseUint(text, 10, 64)
		j, known := tr.job(id)
		if err != nil || !known || j.Kind != LookJob || j.Over != Done {
			return reject(Invalid, "unknown_evidence")
		}
		if !slices.Contains(e.Evidence, id) {
			e.Evidence = append(e.Evidence, id)
		}
	}
	t.emit(e)
	t.through(tr.Team)
	return nil
}

func (t *turn) allClear(me *Person, tr *TeamRun) error {
	_, tm := t.home()
	boss, held := t.s.holder(tm, Commander)
	switch {
	case !held:
		return reject(Conflict, "no_commander")
	case boss != me:
		return reject(Forbidden, "commander_only", "nick", boss.Nick)
	case tr.ClearSeq > 0:
		return reject(Conflict, "already_clear")
	}
	t.emit(AllClearGiven{Team: tr.Team, Step: t.second(tr), Refused: tr.Mitigated == nil})
	t.through(tr.Team)
	return nil
}

// through finishes a team that has given a true all-clear and said what it was.
func (t *turn) through(team string) {
	tr := t.current(team)
	if tr.Mitigated != nil && tr.ClearSeq > 0 && len(tr.Claims) > 0 {
		t.finish(team, t.second(tr), ByThrough)
	}
}
