//nolint:misspell // half of the words are French
package canned

import "misfortune/game/view"

func (m maker) trainers() []State {
	state := func(name string, v view.View) State {
		return State{Name: "trainer-" + name + "-" + m.lang, View: v}
	}
	wheel := m.view(view.Trainer, view.Wheeling, 4)
	wheel.Wheel = m.wheel(8, 1)
	landed := m.view(view.Trainer, view.Wheeling, 4)
	landed.Wheel = spun(m.wheel(8, 1), 0)
	landed.Wheel.Vetoed = []string{landed.Wheel.Slices[2].Label}
	briefing := m.view(view.Trainer, view.Briefing, 4)
	briefing.Briefing = m.briefing()
	briefing.Briefing.NotReady = []string{"Maximiliane-Alexandrine", "Ravi", "李雷", "Lou", "Pip"}
	briefing.Console = m.console(0)
	paused := m.played(3)
	paused.Day.Paused = &view.Paused{Since: Now - 9000}
	clock := standing(668)
	paused.Console.Clock = &clock
	return []State{
		state("lobby", m.view(view.Trainer, view.Lobby, 8)),
		state("wheel", wheel),
		state("wheel-landed", landed),
		state("briefing", briefing),
		state("play-1", m.played(1)),
		state("play-3", m.played(3)),
		state("play-8", m.played(8)),
		state("play-paused", paused),
		state("review", m.reviewed(view.Trainer, view.Review, 4)),
		state("closed", m.reviewed(view.Trainer, view.Closed, 4)),
	}
}

func (m maker) played(teams int) view.View {
	v := m.view(view.Trainer, view.Playing, teams)
	v.Console = m.console(teams)
	return v
}

func (m maker) console(teams int) *view.Console {
	c := &view.Console{
		Title: m.say("The setting nobody doubted", "Le réglage dont personne ne doutait"),
		Label: m.wheel(1, 0).Slices[0].Label,
		Notes: view.HTML(m.say(
			"<p>Let them argue about the attack for a while. If a team is still at it after ten minutes, ask what an attack would look like.</p>",
			"<p>Laissez-les débattre de l’attaque un moment. Si une équipe y est encore après dix minutes, demandez à quoi ressemblerait une attaque.</p>")),
		Severity: "SEV1", Scope: "global", Diagnosis: m.diagnoses()[1].Title,
		Best: []string{m.actions()[0].Title, m.say("Disable that one setting", "Désactiver ce réglage-là")},
		Page: m.say("Errors 503 on 41 of 42 sites", "Erreurs 503 sur 41 sites sur 42"),
	}
	if teams == 0 {
		return c
	}
	clock := running(668)
	c.Clock = &clock
	for i, team := range m.teams(teams) {
		c.Teams = append(c.Teams, m.column(i, team))
	}
	return c
}

// column is a team in one of three situations, by turns.
func (m maker) column(i int, team view.TeamLine) view.TeamColumn {
	c := view.TeamColumn{Team: team, Clock: running(668), Facts: []view.Fact{
		{Name: "fleet", Value: "current"}, {Name: "changes", Value: "frozen"}, {Name: "sites_moved", Value: "0"},
	}}
	right := view.Claim{At: 238, Severity: "SEV1", Scope: "global", Title: m.diagnoses()[1].Title, Nick: "Zoë"}
	wrong := view.Claim{At: 401, Severity: "SEV2", Scope: "region", Title: m.diagnoses()[0].Title, Nick: "Ravi"}
	switch i % 3 {
	case 0:
		c.Milestones, c.Impact = stations(23, 238, 620), view.Impact{Now: 0.02, Trend: -1}
		c.Claim, c.ClaimRight, c.Evidence = &right, true, [2]int{2, 0}
		c.Jobs = []view.Job{{ID: "t" + team.ID, Kind: "look", Title: m.say("Watch cache hits climb", "Suivre le cache remonter"), Nick: "Bo", EndsAt: Now + 22_000, Total: 50}}
		c.Recent = m.entries()[:5]
	case 1:
		c.Milestones, c.Impact = stations(62, 401), view.Impact{Now: 0.9, Trend: 1}
		c.Claim, c.Evidence = &wrong, [2]int{1, 1}
		c.Jobs = []view.Job{{ID: "t" + team.ID, Kind: "action", Title: m.actions()[2].Title, Nick: "O'Connor", EndsAt: Now + 31_000, Total: 60}}
		c.Harmful = []string{m.actions()[2].Title}
		c.Recent = m.entries()[1:4]
	default:
		c.Milestones, c.Impact, c.Escalated = stations(-1), view.Impact{Now: 0.74, Trend: -1}, true
		if i > 3 {
			c.Impact.Trend, c.Finished = 0, true
		}
		c.Recent = []view.Entry{{Seq: 99, At: 180, Kind: "escalated"}}
	}
	return c
}

// entries are a team's timeline with verdicts.
func (m maker) entries() []view.Entry {
	return []view.Entry{
		{Seq: 101, At: 23, Kind: "acknowledged", Nick: "Zoë"},
		{Seq: 121, At: 121, Kind: "look", Title: m.looks()[2].Title, Nick: "Bo"},
		{
			Seq: 130, At: 150, Kind: "action", Title: m.actions()[2].Title, Nick: "Ravi", Verdict: "harmful",
			Why: m.say("Every request went to the origins, which were the only thing still standing.", "Toutes les requêtes sont allées aux origines, seules encore debout."),
		},
		{Seq: 150, At: 238, Kind: "claim", Title: m.diagnoses()[1].Title, Nick: "Zoë", Verdict: "right"},
		{
			Seq: 160, At: 420, Kind: "action", Title: m.actions()[0].Title, Nick: "Jean-Baptiste", Verdict: "best",
			Why: m.say("It stops the next trigger before the cause is known.", "Cela empêche le prochain déclencheur avant même de connaître la cause."),
		},
		{Seq: 165, At: 430, Kind: "position", Title: "commander", Nick: "Zoë"},
		{Seq: 168, At: 450, Kind: "cancelled", Title: m.looks()[5].Title, Nick: "Bo"},
		{Seq: 170, At: 500, Kind: "look", Title: m.looks()[4].Title, Nick: "ada"},
		{Seq: 175, At: 560, Kind: "all-clear-refused", Nick: "Zoë"},
		{Seq: 180, At: 620, Kind: "mitigated"},
		{Seq: 190, At: 700, Kind: "all-clear", Nick: "Zoë"},
		{Seq: 191, At: 700, Kind: "ended", Title: "through"},
	}
}
