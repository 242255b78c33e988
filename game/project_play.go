package game

import (
	"slices"
	"strconv"
	"time"

	"misfortune/game/sim"
	"misfortune/game/view"
)

// maxFeed is how many items a feed has on the wire.
const maxFeed = 500

// run returns a team's simulated world in this snapshot.
func (sn Snapshot) world(sc *Scenario, tr *TeamRun) *sim.Run {
	if run, ok := sn.runs[tr.Team]; ok {
		return run
	}
	return upTo(nil, sc, tr, tr.stepAt(sn.state.Last, sn.state.Setup.Factor))
}

func (p *projection) story() view.Story {
	return view.Story{Start: p.sc.Page.At, Speed: p.sc.Clock}
}

func (p *projection) clock(tr *TeamRun) view.Clock {
	return tr.Clock.show(p.rd.Limit, p.state.Setup.Factor, p.story())
}

func (p *projection) label() string { return p.slice(p.rd.Slice).Label }

// teamPlay is the war room. Before the page is acknowledged it holds the page
// and nothing that could be used.
func (p *projection) teamPlay() *view.TeamPlay {
	tr, plays := p.rd.run(p.a.Team)
	if !plays {
		return nil
	}
	tm, _ := p.state.team(p.a.Team)
	out := &view.TeamPlay{Team: p.teamLine(tm), Label: p.label(), Clock: p.clock(tr), Page: p.page(tr),
		Milestones: milestones(tr), Hands: p.state.Setup.Hands, Positions: p.positionsHeld(tm),
		Briefing: view.HTML(p.sc.Briefing.Open(p.lang))}
	if tr.AckSeq == 0 {
		return out
	}
	ids := options(p.sc, p.rd.Seed)
	out.Impact = p.impact(tr)
	out.Jobs = p.jobs(tr)
	out.Looks, out.Actions = p.looks(tr, ids), p.actions(tr, ids)
	out.Feed = p.feed(tr)
	out.Triage = p.triage(tr, ids)
	if tr.Finished != nil {
		out.Finished, out.Through = true, tr.Finished.Why == ByThrough
		for _, other := range p.rd.Runs {
			if other.Finished == nil {
				out.Waiting++
			}
		}
	}
	return out
}

func (p *projection) page(tr *TeamRun) view.PageAlert {
	bell := 3 * ackPar(p.sc)
	out := view.PageAlert{From: p.sc.Page.From.Open(p.lang), Text: p.sc.Page.Text.Open(p.lang), At: view.At(p.rd.StartedAt),
		EscalateSec: bell, Acked: tr.AckSeq > 0, Escalated: tr.Escalated}
	if at, ok := tr.Clock.When(bell, p.state.Setup.Factor); ok && !out.Acked {
		out.EscalatesAt = view.At(at)
	}
	return out
}

func milestones(tr *TeamRun) []view.Milestone {
	out := []view.Milestone{
		{Name: view.Acknowledged, Reached: tr.AckSeq > 0, At: tr.Acked},
		{Name: view.Triaged, Reached: len(tr.Claims) > 0},
		{Name: view.Mitigated, Reached: tr.Mitigated != nil},
		{Name: view.Verified, Reached: tr.ClearSeq > 0, At: tr.Cleared},
	}
	if len(tr.Claims) > 0 {
		out[1].At = tr.Claims[0].Step
	}
	if tr.Mitigated != nil {
		out[2].At = tr.Mitigated.Since
	}
	return out
}

func (p *projection) impact(tr *TeamRun) view.Impact {
	run := p.world(p.sc, tr)
	return view.Impact{Now: run.Impact(), Trend: run.Trend(), Users: p.sc.Users}
}

// job shows a job at work, counted by the team's clock.
func (sn Snapshot) job(sc *Scenario, tr *TeamRun, j Job, lang string) view.Job {
	out := view.Job{ID: strconv.FormatUint(j.ID, 10), Kind: string(j.Kind), Title: title(sc, j, lang), Total: j.End - j.Start}
	if who, ok := sn.state.find(j.By); ok {
		out.Nick = who.Nick
	}
	if at, ok := tr.Clock.When(j.End, sn.state.Setup.Factor); ok {
		out.EndsAt = view.At(at)
	} else {
		out.Left = max(0, (time.Duration(j.End)*time.Second - tr.Clock.Ran).Seconds())
	}
	return out
}

func title(sc *Scenario, j Job, lang string) string {
	if j.Kind == LookJob {
		return sc.look(j.Ref).Title.Open(lang)
	}
	return sc.action(j.Ref).Title.Open(lang)
}

func (p *projection) jobs(tr *TeamRun) []view.Job {
	var out []view.Job
	for _, j := range tr.Jobs {
		if j.Over == AtWork && tr.Finished == nil {
			out = append(out, p.job(p.sc, tr, j, p.lang))
		}
	}
	return out
}

func (p *projection) busyBy(tr *TeamRun, kind JobKind, ref string) string {
	for _, j := range tr.Jobs {
		if j.Over == AtWork && j.Kind == kind && j.Ref == ref {
			if who, ok := p.state.find(j.By); ok {
				return who.Nick
			}
		}
	}
	return ""
}

func (p *projection) looks(tr *TeamRun, ids optionIDs) []view.Option {
	var out []view.Option
	for place, i := range ids.looks {
		l := &p.sc.Looks[i]
		o := view.Option{ID: optionID("l", place), Title: l.Title.Open(p.lang), Takes: steps(l.Takes, p.sc.Clock),
			Done: tr.completed(LookJob, l.ID), BusyBy: p.busyBy(tr, LookJob, l.ID)}
		if len(l.Commands) > 0 {
			o.Command = l.Commands[0]
		}
		out = append(out, o)
	}
	return out
}

func (p *projection) actions(tr *TeamRun, ids optionIDs) []view.Option {
	var out []view.Option
	for place, i := range ids.actions {
		a := &p.sc.Actions[i]
		out = append(out, view.Option{ID: optionID("a", place), Title: a.Title.Open(p.lang), Takes: steps(a.Takes, p.sc.Clock),
			Risk: a.Risk, Once: a.Once, Done: tr.completed(ActionJob, a.ID), BusyBy: p.busyBy(tr, ActionJob, a.ID)})
	}
	return out
}

// feed is what the team has seen, oldest first.
func (p *projection) feed(tr *TeamRun) []view.Item {
	out := []view.Item{}
	for _, l := range tr.Log {
		if item, shown := p.item(tr, l); shown {
			item.Seq, item.At = l.Seq, l.Step
			out = append(out, item)
		}
	}
	return out[max(0, len(out)-maxFeed):]
}

func (p *projection) item(tr *TeamRun, l LogLine) (view.Item, bool) {
	switch e := l.What.(type) { //nolint:gochecksumtype // what is not listed is not for the feed
	case LookEnded:
		j, _ := tr.job(e.Job)
		look := p.sc.look(j.Ref)
		item := view.Item{Kind: "look", Title: look.Title.Open(p.lang), Nick: p.nick(j.By),
			Text: look.Shows[e.Variant].Text.Open(p.lang), JobID: strconv.FormatUint(j.ID, 10)}
		if len(look.Commands) > 0 {
			item.Command = look.Commands[0]
		}
		return item, true
	case ActionEnded:
		j, _ := tr.job(e.Job)
		a := p.sc.action(j.Ref)
		item := view.Item{Kind: "action", Title: a.Title.Open(p.lang), Nick: p.nick(j.By), Text: a.Says.Open(p.lang)}
		if e.Failed {
			item.Kind, item.Text = "failed", a.SaysFailed.Open(p.lang)
		}
		return item, true
	case PageEscalated:
		return view.Item{Kind: "escalated"}, true
	case MitigationReached:
		return view.Item{Kind: "mitigated"}, true
	case MitigationRevoked:
		return view.Item{Kind: "revoked"}, true
	case AllClearGiven:
		if e.Refused { // the world's answer: the alert fires again
			return view.Item{Kind: "all-clear-refused", Title: p.sc.Page.From.Open(p.lang), Text: p.sc.Page.Text.Open(p.lang),
				Nick: p.nick(l.By)}, true
		}
	}
	return view.Item{}, false
}

func (p *projection) nick(id string) string {
	if who, ok := p.state.find(id); ok {
		return who.Nick
	}
	return ""
}

func (p *projection) triage(tr *TeamRun, ids optionIDs) view.Triage {
	out := view.Triage{Diagnoses: []view.Choice{}, Evidence: []view.Choice{}, Claims: []view.Claim{}}
	for place, i := range ids.diagnoses {
		out.Diagnoses = append(out.Diagnoses, view.Choice{ID: optionID("d", place), Title: p.sc.Diagnoses[i].Title.Open(p.lang)})
	}
	for _, j := range tr.Jobs {
		if j.Kind == LookJob && j.Over == Done {
			out.Evidence = append(out.Evidence, view.Choice{ID: strconv.FormatUint(j.ID, 10), Title: title(p.sc, j, p.lang), At: j.OverStep})
		}
	}
	slices.SortStableFunc(out.Evidence, func(a, b view.Choice) int { return a.At - b.At })
	for _, c := range tr.Claims {
		out.Claims = append(out.Claims, p.claim(c, ids))
	}
	return out
}

func (p *projection) claim(c TriageClaim, ids optionIDs) view.Claim {
	out := view.Claim{At: c.Step, Severity: c.Severity, Scope: c.Scope, Diagnosis: ids.diagnosisID(p.sc, c.Diagnosis),
		Title: p.sc.diagnosis(c.Diagnosis).Title.Open(p.lang), Evidence: []string{}, Nick: p.nick(c.By)}
	for _, id := range c.Evidence {
		out.Evidence = append(out.Evidence, strconv.FormatUint(id, 10))
	}
	return out
}

func (p *projection) positionsHeld(tm *Team) []view.PositionHeld {
	var out []view.PositionHeld
	for _, name := range Positions() {
		held := view.PositionHeld{Name: name}
		if who, ok := p.state.holder(tm, name); ok {
			held.Nick = who.Nick
		}
		out = append(out, held)
	}
	return out
}

// longest is the clock of the team that has most time left.
func (p *projection) longest() view.Clock {
	var best *TeamRun
	for _, tr := range p.rd.Runs {
		if best == nil || best.Finished != nil || tr.Finished == nil &&
			tr.Clock.Read(p.state.Last, p.state.Setup.Factor) < best.Clock.Read(p.state.Last, p.state.Setup.Factor) {
			best = tr
		}
	}
	return p.clock(best)
}

// board is the projector: lines, impact, time; no people and no verdicts.
func (p *projection) board() *view.Board {
	out := &view.Board{Label: p.label(), Clock: p.longest()}
	for _, tr := range p.rd.Runs {
		tm, _ := p.state.team(tr.Team)
		out.Teams = append(out.Teams, view.BoardTeam{ID: tm.ID, Letter: tm.Letter, Name: tm.Name,
			Milestones: milestones(tr), Impact: p.impact(tr), Finished: tr.Finished != nil})
	}
	return out
}
