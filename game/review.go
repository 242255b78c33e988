package game

import (
	"cmp"
	"slices"

	"misfortune/game/view"
)

// review is what everybody may know once a round is over: the whole truth. A
// participant gets the own team's card; the projector gets no timeline and names nobody.
func (p *projection) review() *view.ReviewPage {
	sc := p.sc
	r := &view.ReviewPage{
		Round: p.rd.No, Label: p.label(), Title: sc.Title.Open(p.lang), Early: p.rd.Why == ByTrainer,
		Org: sc.InspiredBy.Org, Date: sc.InspiredBy.Date, Happened: view.HTML(sc.Debrief.Happened.Open(p.lang)),
		Factors: p.open(sc.Debrief.Factors), Lessons: p.open(sc.Debrief.Lessons), Questions: p.open(sc.Debrief.Questions),
		Links: slices.Concat(sc.Debrief.Links, sc.InspiredBy.Links), Drama: sc.Debrief.Drama.Open(p.lang),
		Objectives: p.open(sc.Objectives), Severity: sc.Severity, Scope: sc.Scope, Tags: sc.Tags,
	}
	slices.Sort(r.Links)
	r.Links = slices.Compact(r.Links)
	ids := options(sc, p.rd.Seed)
	for _, i := range ids.diagnoses {
		d := sc.Diagnoses[i]
		r.Diagnoses = append(r.Diagnoses, view.Verdict{Title: d.Title.Open(p.lang), Right: d.Right, Why: d.Why.Open(p.lang)})
	}
	ranks := p.ranks()
	for _, tr := range p.rd.Runs {
		if p.a.Role == view.Participant && tr.Team != p.a.Team {
			continue
		}
		card := p.card(tr)
		card.Rank = ranks[tr.Team]
		r.Cards = append(r.Cards, card)
	}
	return r
}

func (p *projection) open(texts []Secret) []string {
	out := []string{}
	for _, t := range texts {
		out = append(out, t.Open(p.lang))
	}
	return out
}

// ranks orders teams by points, then by less impact; equal in both share a rank.
func (p *projection) ranks() map[string]int {
	runs := slices.Clone(p.rd.Runs)
	order := func(a, b *TeamRun) int {
		return cmp.Or(b.Finished.Score.Points-a.Finished.Score.Points, cmp.Compare(a.Finished.Ledger, b.Finished.Ledger))
	}
	slices.SortStableFunc(runs, order)
	out := map[string]int{}
	for i, tr := range runs {
		out[tr.Team] = i + 1
		if i > 0 && order(runs[i-1], tr) == 0 {
			out[tr.Team] = out[runs[i-1].Team]
		}
	}
	return out
}

func (p *projection) card(tr *TeamRun) view.ScoreCard {
	tm, _ := p.state.team(tr.Team)
	f := tr.Finished
	card := view.ScoreCard{Team: p.teamLine(tm), Points: f.Score.Points, Raw: f.Score.Raw, Offered: f.Score.Offered,
		Milestones: milestones(tr), Curve: view.Series{Stride: f.Stride, Values: f.Curve}, Ledger: f.Ledger, Seconds: f.Step}
	if p.a.Role == view.Screen { // a team's wrong turns are not for the whole room
		card.Team.People = nil
	} else {
		card.Timeline = p.timeline(tr)
	}
	for _, l := range f.Score.Lines {
		card.Lines = append(card.Lines, view.ScoreLine{Name: l.Name, Points: l.Points, Max: l.Max, Band: band(l.Points, l.Max),
			Reason: view.Msg{Key: "score." + l.Reason, Args: l.Args}, Records: l.Records})
	}
	return card
}

// timeline is all that a team did, with verdicts. Only the trainer and, after
// the round, the team itself may see it.
func (p *projection) timeline(tr *TeamRun) []view.Entry {
	out := []view.Entry{}
	for _, l := range tr.Log {
		if _, bell := l.What.(TeamFinished); bell {
			out = append(out, p.lapsed(tr, l)...)
		}
		e, shown := p.entry(tr, l)
		if !shown {
			continue
		}
		e.Seq, e.At = l.Seq, since(l)
		out = append(out, e)
	}
	slices.SortStableFunc(out, func(a, b view.Entry) int { return a.At - b.At })
	return out
}

// since is when what a record says began: users are well, or not any more, from
// the start of the stretch that proved it.
func since(l LogLine) int {
	switch e := l.What.(type) { //nolint:gochecksumtype // all else began when it was recorded
	case MitigationReached:
		return e.Since
	case MitigationRevoked:
		return e.Since
	}
	return l.Step
}

// lapsed lists the jobs that were still at work when the round ended for a team.
func (p *projection) lapsed(tr *TeamRun, bell LogLine) []view.Entry {
	var out []view.Entry
	for _, j := range tr.Jobs {
		if j.Over == AtWork {
			out = append(out, view.Entry{Seq: bell.Seq, At: bell.Step, Kind: "lapsed", Title: title(p.sc, j, p.lang), Nick: p.nick(j.By)})
		}
	}
	return out
}

func (p *projection) entry(tr *TeamRun, l LogLine) (view.Entry, bool) {
	switch e := l.What.(type) { //nolint:gochecksumtype // what is not listed is not about a team
	case PageAcknowledged:
		return view.Entry{Kind: "acknowledged", Nick: p.nick(l.By)}, true
	case PageEscalated:
		return view.Entry{Kind: "escalated"}, true
	case JobStarted:
		if e.Kind == LookJob {
			return view.Entry{}, false // it shows when it comes back
		}
		return view.Entry{Kind: "action-started", Title: p.sc.action(e.Ref).Title.Open(p.lang), Nick: p.nick(l.By)}, true
	case LookEnded:
		j, _ := tr.job(e.Job)
		return view.Entry{Kind: "look", Title: title(p.sc, *j, p.lang), Nick: p.nick(j.By)}, true
	case ActionEnded:
		j, _ := tr.job(e.Job)
		if e.Failed {
			return view.Entry{Kind: "failed", Title: title(p.sc, *j, p.lang), Nick: p.nick(j.By)}, true
		}
		return view.Entry{Kind: "action", Title: title(p.sc, *j, p.lang), Nick: p.nick(j.By), Verdict: string(j.Verdict),
			Why: p.sc.action(j.Ref).Verdicts[j.Rule].Why.Open(p.lang)}, true
	case JobCancelled:
		j, _ := tr.job(e.Job)
		return view.Entry{Kind: "cancelled", Title: title(p.sc, *j, p.lang), Nick: p.nick(l.By)}, true
	case TriageClaimed:
		d := p.sc.diagnosis(e.Diagnosis)
		verdict := "wrong"
		if d.Right {
			verdict = "right"
		}
		return view.Entry{Kind: "claim", Title: d.Title.Open(p.lang), Nick: p.nick(l.By), Verdict: verdict, Why: d.Why.Open(p.lang)}, true
	case MitigationReached:
		return view.Entry{Kind: "mitigated"}, true
	case MitigationRevoked:
		return view.Entry{Kind: "revoked"}, true
	case AllClearGiven:
		if e.Refused {
			return view.Entry{Kind: "all-clear-refused", Nick: p.nick(l.By)}, true
		}
		return view.Entry{Kind: "all-clear", Nick: p.nick(l.By)}, true
	case PositionHeld:
		return view.Entry{Kind: "position", Title: e.Position, Nick: p.nick(e.Person)}, true
	case TeamFinished:
		return view.Entry{Kind: "ended", Title: string(e.Why)}, true
	}
	return view.Entry{}, false
}
