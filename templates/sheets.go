package templates

import (
	"strconv"

	"github.com/a-h/templ"

	"misfortune/game/view"
)

// named is a region's place in a sheet.
func named(id string, c templ.Component) Region { return Region{ID: id, HTML: c} }

// participantSheet is what a participant sees in each phase.
func participantSheet(v view.View) sheet {
	t, d := printer(v), deskOf(v)
	top := []Region{named("head", participantHead(t, v)), named("paused", pausedBanner(t, d, v.Day))}
	at := func(name string, frame func(sheet) templ.Component, more ...Region) sheet {
		return sheet{name: "participant-" + name, regions: append(top, more...), frame: frame}
	}
	switch v.Phase {
	case view.Lobby:
		return at("lobby", func(s sheet) templ.Component { return waitingFrame(t, d, s) },
			named("teams", teamsFilling(t, v.Day.Teams)))
	case view.Wheeling:
		return at("wheel", func(s sheet) templ.Component { return wheelFrame(t, d, s) },
			named("wheel", wheel(t, v.Wheel)), named("result", wheelResult(t, v)),
			named("mates", mates(t, ownTeam(v))))
	case view.Briefing:
		return at("briefing", func(s sheet) templ.Component { return briefingFrame(t, d, s) },
			named("slice", briefingSlice(t, v.Briefing)), named("briefing", briefingText(t, v.Briefing)),
			named("ready", readyCount(t, v.Briefing)))
	case view.Playing:
		return playSheet(v, at)
	case view.Review, view.Closed:
		return at(string(v.Phase), func(s sheet) templ.Component { return reviewFrame(t, d, s) },
			named("review", review(t, v)), named("next", soloNext(t, d, v)))
	default:
		return at("unknown", func(sheet) templ.Component { return templ.NopComponent })
	}
}

// playSheet is a participant's page while the incident runs: the page going
// off, the war room, or the wait for the others.
func playSheet(v view.View, at func(string, func(sheet) templ.Component, ...Region) sheet) sheet {
	t, d, team := printer(v), deskOf(v), v.Team
	switch {
	case team == nil:
		return at("play-wait", func(s sheet) templ.Component { return standByFrame(t, d, s) },
			named("standby", standBy(t, 0)))
	case team.Finished:
		s := at("play-done", func(s sheet) templ.Component { return doneFrame(t, d, s, team.Feed, team.Clock.Story) },
			named("standby", standBy(t, team.Waiting)), named("impact", impact(t, team)))
		s.feed = true
		return s
	case !team.Page.Acked && !team.Page.Escalated:
		return at("play-page", func(s sheet) templ.Component { return pagerFrame(t, d, s) },
			named("page", pager(t, d, v)))
	default:
		s := at("play-room", func(s sheet) templ.Component { return roomFrame(t, d, s, team) },
			named("impact", impact(t, team)),
			named("hands", hands(t, team)),
			named("options", options(t, d, v)),
			named("claims", claims(t, team)),
			named("claim", claimFields(t, team)),
			named("evidence", evidence(t, team)),
			named("clear", allClear(t, d, team)),
			named("alert", alert(t, team)),
			named("positions", positions(t, d, team)),
			named("solo", soloKeys(t, d, v)))
		s.feed = true
		return s
	}
}

// trainerSheet is the console in each phase.
func trainerSheet(v view.View) sheet {
	t, d := printer(v), deskOf(v)
	top := []Region{named("head", consoleHead(t, v)), named("paused", pausedBanner(t, d, v.Day))}
	at := func(name string, more ...Region) sheet {
		more = append(more, named("next", consoleNext(t, d, v)))
		return sheet{
			name: "trainer-" + name, regions: append(top, more...),
			frame: func(s sheet) templ.Component { return consoleFrame(s) },
		}
	}
	switch v.Phase {
	case view.Lobby:
		return at("lobby", named("teams", teamsFilling(t, v.Day.Teams)))
	case view.Wheeling:
		return at("wheel", named("wheel", wheel(t, v.Wheel)), named("result", wheelResult(t, v)))
	case view.Briefing:
		return at("briefing", named("answer", answer(t, v.Console)), named("ready", whoIsReady(t, v)))
	case view.Playing:
		columns := []Region{named("answer", answer(t, v.Console))}
		if v.Console != nil {
			for _, c := range v.Console.Teams {
				columns = append(columns, named("team-"+c.Team.ID, teamColumn(t, c)))
			}
		}
		s := at("play-"+strconv.Itoa(len(columns)-1), columns...)
		s.frame = func(s sheet) templ.Component { return playConsoleFrame(s) }
		return s
	case view.Review, view.Closed:
		return at(string(v.Phase), named("review", review(t, v)))
	default:
		return at("unknown")
	}
}

// screenSheet is the projector in each phase.
func screenSheet(v view.View) sheet {
	t, d := printer(v), deskOf(v)
	at := func(name string, more ...Region) sheet {
		more = append(more, named("paused", pausedBanner(t, d, v.Day)))
		return sheet{
			name: "screen-" + name, regions: more,
			frame: func(s sheet) templ.Component { return screenFrame(s) },
		}
	}
	switch v.Phase {
	case view.Lobby:
		return at("lobby", named("teams", screenTeams(t, v.Day)))
	case view.Wheeling:
		return at("wheel", named("wheel", wheel(t, v.Wheel)), named("result", wheelResult(t, v)))
	case view.Briefing:
		return at("briefing", named("briefing", screenBriefing(t, v)))
	case view.Playing:
		return at("play", named("board", board(t, v)))
	case view.Review, view.Closed:
		return at(string(v.Phase), named("review", screenReview(t, v)))
	default:
		return at("unknown")
	}
}
