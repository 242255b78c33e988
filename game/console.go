package game

import (
	"misfortune/game/view"
)

// recent is how many lines of a team's timeline its column shows.
const recentLines = 8

// console is the trainer's side of the table: the answer and every team.
func (p *projection) console() *view.Console {
	c := &view.Console{Title: p.sc.Title.Open(p.lang), Label: p.label(), Notes: view.HTML(p.sc.Notes.Open(p.lang)),
		Severity: p.sc.Severity, Scope: p.sc.Scope, Page: p.sc.Page.Text.Open(p.lang)}
	for _, d := range p.sc.Diagnoses {
		if d.Right {
			c.Diagnosis = d.Title.Open(p.lang)
		}
	}
	for _, a := range p.sc.Actions {
		for _, v := range a.Verdicts {
			if v.Verdict == Best {
				c.Best = append(c.Best, a.Title.Open(p.lang))
				break
			}
		}
	}
	if p.state.Phase != view.Playing {
		return c
	}
	clock := p.longest()
	c.Clock = &clock
	for _, tr := range p.rd.Runs {
		c.Teams = append(c.Teams, p.column(tr))
	}
	return c
}

func (p *projection) column(tr *TeamRun) view.TeamColumn {
	tm, _ := p.state.team(tr.Team)
	col := view.TeamColumn{Team: p.teamLine(tm), Clock: p.clock(tr), Milestones: milestones(tr), Impact: p.impact(tr),
		Escalated: tr.Escalated, Jobs: p.jobs(tr), Facts: facts(p.world(p.sc, tr).Facts()), Finished: tr.Finished != nil}
	if n := len(tr.Claims); n > 0 {
		claim := p.claim(tr.Claims[n-1], options(p.sc, p.rd.Seed))
		col.Claim = &claim
		col.ClaimRight = p.sc.diagnosis(tr.Claims[n-1].Diagnosis).Right
		col.Evidence[0], col.Evidence[1] = weigh(p.sc, tr, tr.Claims[n-1])
	}
	for _, j := range tr.Jobs {
		if j.Over == AtWork && j.Verdict == Harmful && tr.Finished == nil {
			col.Harmful = append(col.Harmful, title(p.sc, j, p.lang))
		}
	}
	entries := p.timeline(tr)
	col.Recent = entries[max(0, len(entries)-recentLines):]
	return col
}
