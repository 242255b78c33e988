//nolint:misspell // half of the words are French
package canned

import "misfortune/game/view"

// reviewed is a round gone by: a participant sees its own team's card.
func (m maker) reviewed(role view.Role, phase view.Phase, teams int) view.View {
	v := m.view(role, phase, teams)
	points := []int{82, 77, 61, 58, 45, 39, 27, 12}
	for i, team := range v.Day.Teams {
		v.Day.Totals = append(v.Day.Totals, view.TeamTotal{
			Team: team.ID, Letter: team.Letter, Name: team.Name, Points: 70 + points[i], Rank: i + 1, Rounds: []int{70, points[i]},
		})
	}
	v.Review = m.page()
	for i, team := range v.Day.Teams {
		if role == view.Participant && i > 0 {
			break
		}
		v.Review.Cards = append(v.Review.Cards, m.card(i, team, points[i], role != view.Screen))
	}
	return v
}

func (m maker) page() *view.ReviewPage {
	d := m.diagnoses()
	return &view.ReviewPage{
		Round: 2, Label: m.wheel(1, 0).Slices[0].Label,
		Title: m.say("The setting nobody doubted", "Le réglage dont personne ne doutait"),
		Org:   m.say("a content network", "un réseau de diffusion"), Date: "2021-06-08",
		Happened: view.HTML(m.say(
			"<p>A release four weeks earlier had brought a fault that only one kind of customer setting could wake. One customer, rightfully, saved such a setting: within a minute 85% of the network answered with errors.</p><p>The setting was found after 40 minutes and switched off; 95% of the network was well within 49 minutes.</p>",
			"<p>Une version sortie quatre semaines plus tôt contenait un défaut qu’un seul genre de réglage pouvait réveiller. Un client, dans son bon droit, l’a enregistré\u202f: en une minute, 85\u202f% du réseau répondait par des erreurs.</p><p>Le réglage a été trouvé après 40 minutes et désactivé\u202f; 95\u202f% du réseau allait bien en 49 minutes.</p>")),
		Factors: []string{
			m.say("The fault slept for weeks, so no release looked guilty.", "Le défaut dormait depuis des semaines\u202f: aucune version ne semblait coupable."),
			m.say("A valid setting reached every site within seconds.", "Un réglage valide atteignait chaque site en quelques secondes."),
		},
		Lessons: []string{m.say("Settings now roll out in stages, like code.", "Les réglages sont déployés par étapes, comme le code.")},
		Questions: []string{
			m.say("What made an attack look likely?", "Qu’est-ce qui rendait une attaque vraisemblable\u202f?"),
			m.say("What would have let us act earlier without knowing the cause?", "Qu’est-ce qui nous aurait permis d’agir plus tôt sans connaître la cause\u202f?"),
		},
		Links:      []string{"https://www.example.test/blog/summary-of-june-8"},
		Objectives: []string{m.say("Mitigate before the cause is known.", "Contenir avant de connaître la cause.")},
		Severity:   "SEV1", Scope: "global",
		Diagnoses: []view.Verdict{
			{Title: d[1].Title, Right: true, Why: m.say("All sites failed in the same second, on the same code, for every customer.", "Tous les sites ont failli à la même seconde, sur le même code, pour tous.")},
			{Title: d[0].Title, Why: m.say("Traffic was below normal, and no new sources showed up.", "Le trafic était sous la normale, et aucune source nouvelle n’apparaissait.")},
			{Title: d[2].Title, Why: m.say("Origins answered 200 when asked past the cache.", "Les origines répondaient 200 quand on contournait le cache.")},
		},
	}
}

func (m maker) card(i int, team view.TeamLine, points int, named bool) view.ScoreCard {
	c := view.ScoreCard{
		Team: team, Points: points, Raw: float64(points) * 0.88, Offered: 88, Rank: i + 1,
		Milestones: stations(23, 238, 620, 700), Ledger: 24.3, Seconds: 700, Timeline: m.entries(),
		Curve: view.Series{Stride: 35, Values: []float64{0.85, 0.85, 0.85, 0.85, 0.85, 0.98, 0.98, 0.98, 0.98, 0.98, 0.98, 0.98, 0.85, 0.85, 0.6, 0.3, 0.12, 0.05, 0.02, 0.02}},
		Lines: lines(),
	}
	if i%3 == 2 {
		c.Milestones = stations(-1, 401)
	}
	if !named {
		for k := range c.Timeline {
			c.Timeline[k].Nick = ""
		}
	}
	return c
}

func lines() []view.ScoreLine {
	line := func(name string, points, of float64, reason string, args map[string]any) view.ScoreLine {
		return view.ScoreLine{Name: name, Points: points, Max: of, Reason: view.Msg{Key: "score." + name + "." + reason, Args: args}}
	}
	return []view.ScoreLine{
		line("acknowledge", 10, 10, "within_par", map[string]any{"seconds": 23.0, "par": 60.0}),
		line("severity", 5, 5, "exact", map[string]any{"said": "SEV1", "right": "SEV1"}),
		line("scope", 2, 5, "wider", map[string]any{"said": "global", "right": "region"}),
		line("diagnosis", 7, 10, "second", nil),
		line("evidence", 5, 5, "two", map[string]any{"for": 2.0, "against": 0.0}),
		line("mitigate", 19.5, 25, "mean", map[string]any{"actions": 3.0, "best": 2.0, "workable": 0.0, "wasteful": 0.0, "harmful": 1.0, "false": true}),
		line("impact", 20.4, 25, "share", map[string]any{"ledger": 24.3, "idle": 68.0, "par": 18.0, "percent": 87.4}),
		line("coordination", 3, 3, "commander", nil),
	}
}
