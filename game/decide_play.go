package game

import (
	"slices"
	"strconv"

	"misfortune/game/view"
)

// member is somebody at play with the team's run as it stands.
type member struct {
	who *Person
	run *TeamRun
}

// play runs a rule of somebody whose team plays and whose clock runs.
func (t *turn) play(rule func(member) error) error {
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
	return rule(member{me, tr})
}

// use is play for what may be used only after the page was answered.
func (t *turn) use(rule func(member) error) error {
	return t.play(func(m member) error {
		if m.run.AckSeq == 0 {
			return reject(Conflict, "page_first")
		}
		return rule(m)
	})
}

func (t *turn) acknowledge(m member) error {
	if m.run.AckSeq > 0 {
		return reject(Conflict, "already_acknowledged")
	}
	t.emit(PageAcknowledged{Team: m.run.Team, Step: t.second(m.run)})
	return nil
}

// second is the last step that a team's clock has passed.
func (t *turn) second(tr *TeamRun) int { return t.world(tr).Step() }

func (t *turn) startLook(m member, c StartLook) error {
	sc, tr := t.scenario(), m.run
	i, ok := options(sc, t.s.round().Seed).look(c.Look)
	if !ok {
		return reject(NotFound, "no_such_thing")
	}
	l := &sc.Looks[i]
	if err := t.free(m, LookJob, l.ID); err != nil {
		return err
	}
	start := t.second(tr) + 1
	t.emit(JobStarted{Team: tr.Team, Kind: LookJob, Ref: l.ID, Step: start, End: start + steps(l.Takes, sc.Clock)})
	return nil
}

func (t *turn) startAction(m member, c StartAction) error {
	sc, tr := t.scenario(), m.run
	i, ok := options(sc, t.s.round().Seed).action(c.Action)
	if !ok {
		return reject(NotFound, "no_such_thing")
	}
	a := &sc.Actions[i]
	if a.Once && tr.completed(ActionJob, a.ID) > 0 {
		return reject(Conflict, "done_once")
	}
	if err := t.free(m, ActionJob, a.ID); err != nil {
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
func (t *turn) free(m member, kind JobKind, ref string) error {
	me, tr := m.who, m.run
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

func (t *turn) cancelJob(m member, c CancelJob) error {
	tr := m.run
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
	if boss, held := t.s.holder(tm, Commander); j.By != m.who.ID && (!held || boss != m.who) {
		return reject(Forbidden, "not_your_job")
	}
	t.emit(JobCancelled{Team: tr.Team, Job: id, Step: t.second(tr)})
	return nil
}

// Severities lists what a triage form may say, highest first.
func Severities() []string { return []string{"SEV1", "SEV2", "SEV3", "SEV4"} }

// Scopes lists the scopes, narrowest first.
func Scopes() []string { return []string{"one_user", "some", "region", "global"} }

func (t *turn) claim(m member, c Claim) error {
	sc, tr := t.scenario(), m.run
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

func (t *turn) allClear(m member) error {
	tr := m.run
	_, tm := t.home()
	boss, held := t.s.holder(tm, Commander)
	switch {
	case !held:
		return reject(Conflict, "no_commander")
	case boss != m.who:
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
