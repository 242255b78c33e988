//nolint:misspell // half of the words are French
package canned

import "misfortune/game/view"

func (m maker) participants() []State {
	state := func(name string, v view.View, you view.You) State {
		return State{Name: "participant-" + name + "-" + m.lang, View: v, You: you}
	}
	lobby := m.view(view.Participant, view.Lobby, 4)
	wheel := m.view(view.Participant, view.Wheeling, 4)
	wheel.Wheel = m.wheel(8, 0)
	landed := m.view(view.Participant, view.Wheeling, 4)
	landed.Wheel = spun(m.wheel(24, 1), 0)
	moving := m.view(view.Participant, view.Wheeling, 4)
	moving.Wheel = turning(m.wheel(8, 1), 3)
	briefing := m.view(view.Participant, view.Briefing, 4)
	briefing.Briefing = m.briefing()
	ready := m.you(view.Briefing)
	ready.Ready = true
	return []State{
		state("lobby", lobby, m.you(view.Lobby)),
		state("wheel", wheel, m.you(view.Wheeling)),
		state("wheel-turning", moving, m.you(view.Wheeling)),
		state("wheel-landed", landed, m.you(view.Wheeling)),
		state("briefing", briefing, m.you(view.Briefing)),
		state("briefing-ready", briefing, ready),
		state("page", m.paged(), m.you(view.Playing)),
		state("room", m.inRoom(), m.inRoomYou()),
		state("room-start", m.roomStart(), m.you(view.Playing)),
		state("room-paused", m.roomPaused(), m.inRoomYou()),
		state("room-clear", m.roomClear(), m.commander()),
		state("solo-room", m.soloRoom(), m.lone(view.Playing)),
		state("solo-paused", m.soloPaused(), m.lone(view.Playing)),
		state("done", m.roomDone(), m.you(view.Playing)),
		state("standby", m.view(view.Participant, view.Playing, 4), m.you(view.Playing)),
		state("review", m.reviewed(view.Participant, view.Review, 4), m.you(view.Review)),
		state("solo-review", m.soloReview(), m.lone(view.Review)),
		state("closed", m.reviewed(view.Participant, view.Closed, 4), m.you(view.Closed)),
	}
}

func (m maker) briefing() *view.BriefingPage {
	w := spun(m.wheel(8, 1), 0)
	s := w.Slices[0]
	s.Note = m.say("Data is lost in this one.", "Des données sont perdues dans celui-ci.")
	return &view.BriefingPage{Slice: s, HTML: m.briefingHTML(), Ready: 9, People: 14}
}

func (m maker) briefingHTML() view.HTML {
	return view.HTML(m.say(
		"<p>You run <strong>Fernweh</strong>, a network of 42 sites that keeps copies of other people’s pages near their readers. "+
			"News papers, shops and two governments depend on it.</p><h3>How it works</h3><ul><li>Each site answers readers from its cache.</li>"+
			"<li>What is not there is fetched from the customer’s <em>origin</em>.</li><li>Customers change their own settings; a change reaches all sites within seconds.</li></ul>"+
			"<p>Tools: <code>curl</code>, the edge logs, the change list, the release owner’s phone.</p>",
		"<p>Vous exploitez <strong>Fernweh</strong>, un réseau de 42 sites qui garde des copies des pages d’autrui près de leurs lecteurs. "+
			"Des journaux, des boutiques et deux gouvernements en dépendent.</p><h3>Comment ça marche</h3><ul><li>Chaque site répond depuis son cache.</li>"+
			"<li>Ce qui n’y est pas est cherché à l’<em>origine</em> du client.</li><li>Les clients changent eux-mêmes leurs réglages\u202f; un changement atteint tous les sites en quelques secondes.</li></ul>"+
			"<p>Outils\u202f: <code>curl</code>, les journaux des sites, la liste des changements, le téléphone du responsable de version.</p>"))
}

// room is a war room eight minutes in.
func (m maker) room(clock view.Clock) view.View {
	v := m.view(view.Participant, view.Playing, 4)
	v.Team = &view.TeamPlay{
		Team: v.Day.Teams[0], Label: m.wheel(1, 0).Slices[0].Label, Briefing: m.briefingHTML(), Clock: clock,
		Page: view.PageAlert{
			From:        m.say("Synthetic checks", "Sondes synthétiques"),
			Text:        m.say("Errors 503 on 41 of 42 sites", "Erreurs 503 sur 41 sites sur 42"),
			At:          Now - 23_000,
			EscalatesAt: Now + 157_000, EscalateSec: 180,
		},
		Milestones: stations(-1), Impact: view.Impact{Now: 0.85, Users: 340e6}, Hands: 3,
		Looks: m.looks(), Actions: m.actions(), Positions: positions("Zoë", ""),
		Triage: view.Triage{Diagnoses: m.diagnoses()},
	}
	return v
}

func (m maker) paged() view.View { return m.room(running(23)) }

func (m maker) roomStart() view.View {
	v := m.room(running(48))
	v.Team.Page.Acked = true
	v.Team.Milestones = stations(23)
	v.Team.Positions = positions("", "")
	v.Team.Impact.Trend = 1
	return v
}

func (m maker) inRoom() view.View {
	v := m.room(running(333))
	v.Team.Page.Acked = true
	v.Team.Milestones = stations(23, 238)
	v.Team.Feed = m.feed()
	v.Team.Jobs = []view.Job{
		{ID: "j7", Kind: "look", Title: v.Team.Looks[0].Title, Nick: "Maximiliane-Alexandrine", EndsAt: Now + 18_000, Total: 50},
		{ID: "j8", Kind: "look", Title: v.Team.Looks[1].Title, Nick: "Zoë", EndsAt: Now + 4_000, Total: 34},
	}
	v.Team.Looks[0].BusyBy, v.Team.Looks[1].BusyBy = "Maximiliane-Alexandrine", "Zoë"
	v.Team.Triage.Evidence = []view.Choice{
		{ID: "j2", Title: v.Team.Looks[2].Title, At: 121}, {ID: "j5", Title: v.Team.Looks[3].Title, At: 201},
	}
	v.Team.Triage.Claims = []view.Claim{{
		At: 238, Severity: "SEV1", Scope: "global", Diagnosis: "d2", Title: v.Team.Triage.Diagnoses[1].Title,
		Evidence: []string{"j2", "j5"}, Nick: "Zoë",
	}}
	return v
}

func (m maker) inRoomYou() view.You {
	y := m.commander()
	y.Jobs = []view.Job{{ID: "j8", Kind: "look", Title: m.looks()[1].Title, Nick: "Zoë", EndsAt: Now + 4_000, Total: 34}}
	y.FreeHands = 0
	return y
}

func (m maker) commander() view.You {
	y := m.you(view.Playing)
	y.Positions = []string{"commander"}
	return y
}

func (m maker) roomPaused() view.View {
	v := m.inRoom()
	v.Team.Clock = standing(333)
	for i := range v.Team.Jobs {
		v.Team.Jobs[i].EndsAt, v.Team.Jobs[i].Left = 0, 11
	}
	v.Day.Paused = &view.Paused{StopWord: true, Since: Now - 40_000}
	return v
}

// roomClear is a team whose users are well and who may give the all-clear.
func (m maker) roomClear() view.View {
	v := m.inRoom()
	v.Team.Clock = running(655)
	v.Team.Jobs = nil
	v.Team.Looks = m.looks()
	v.Team.Milestones = stations(23, 238, 620)
	v.Team.Impact = view.Impact{Now: 0.02, Trend: -1, Users: 340e6}
	return v
}

func (m maker) roomDone() view.View {
	v := m.roomClear()
	v.Team.Milestones = stations(23, 238, 620, 700)
	v.Team.Through, v.Team.Finished, v.Team.Waiting = true, true, 2
	v.Team.Clock = standing(700)
	return v
}

func (m maker) soloRoom() view.View {
	v := m.inRoom()
	v.Day.Solo = true
	v.Day.Teams = v.Day.Teams[:1]
	v.Day.Teams[0].People = v.Day.Teams[0].People[:1]
	v.Team.Team = v.Day.Teams[0]
	v.Team.Impact = view.Impact{Now: 0.61, Trend: -1, Users: 340e6}
	return v
}

func (m maker) soloPaused() view.View {
	v := m.soloRoom()
	v.Team.Clock = standing(333)
	v.Day.Paused = &view.Paused{Since: Now - 5000}
	return v
}

func (m maker) lone(phase view.Phase) view.You {
	y := m.you(phase)
	y.Solo, y.Lone = true, true
	return y
}

func (m maker) soloReview() view.View {
	v := m.reviewed(view.Participant, view.Review, 1)
	v.Day.Solo, v.Day.Totals = true, nil
	return v
}

func positions(commander, operations string) []view.PositionHeld {
	return []view.PositionHeld{
		{Name: "commander", Nick: commander}, {Name: "operations", Nick: operations}, {Name: "communications"}, {Name: "scribe"},
	}
}
