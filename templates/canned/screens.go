package canned

import "misfortune/game/view"

func (m maker) screens() []State {
	state := func(name string, v view.View) State {
		return State{Name: "screen-" + name + "-" + m.lang, View: v}
	}
	wheels := func(w *view.Wheel) view.View {
		v := m.view(view.Screen, view.Wheeling, 4)
		v.Wheel = w
		return v
	}
	briefing := m.view(view.Screen, view.Briefing, 4)
	briefing.Briefing = m.briefing()
	paused := m.boarded(3)
	paused.Day.Paused = &view.Paused{StopWord: true, Since: Now - 9000}
	paused.Board.Clock = standing(668)
	return []State{
		state("lobby-1", m.view(view.Screen, view.Lobby, 1)),
		state("lobby-4", m.view(view.Screen, view.Lobby, 4)),
		state("lobby-8", m.view(view.Screen, view.Lobby, 8)),
		state("wheel", wheels(m.wheel(8, 1))),
		state("wheel-turning", wheels(turning(m.wheel(8, 1), 3))),
		state("wheel-landed-2", wheels(spun(m.wheel(2, 0), 0))),
		state("wheel-landed-8", wheels(spun(m.wheel(8, 1), 0))),
		state("wheel-landed-24", wheels(spun(m.wheel(24, 1), 17))),
		state("briefing", briefing),
		state("board-1", m.boarded(1)),
		state("board-4", m.boarded(4)),
		state("board-8", m.boarded(8)),
		state("board-20", m.boarded(20)),
		state("board-paused", paused),
		state("review", m.reviewed(view.Screen, view.Review, 4)),
		state("closed", m.reviewed(view.Screen, view.Closed, 8)),
	}
}

func (m maker) boarded(teams int) view.View {
	v := m.view(view.Screen, view.Playing, teams)
	v.Board = &view.Board{Label: m.wheel(1, 0).Slices[0].Label, Clock: running(668)}
	for i, team := range v.Day.Teams {
		c := m.column(i, team)
		v.Board.Teams = append(v.Board.Teams, view.BoardTeam{
			ID: team.ID, Letter: team.Letter, Name: team.Name, Milestones: c.Milestones, Impact: c.Impact,
		})
	}
	return v
}
