package templates

import (
	"math"
	"strconv"
	"strings"

	"misfortune/game/view"
	"misfortune/internal/text"
)

// desk is where a page's commands go: a game day, and in what capacity.
type desk struct {
	code string
	as   view.Role
}

func deskOf(v view.View) desk { return desk{code: v.Day.Code, as: v.Audience.Role} }

// printer is the language of an audience.
func printer(v view.View) *text.Printer { return text.For(v.Audience.Lang) }

// lines is how many distinct team lines there are; further teams share them
// and are told apart by their letters.
const lines = 8

// teamClass is the class that gives a team its colour and the shape of its
// bullet.
func teamClass(id string) string {
	if id == "" {
		return ""
	}
	return "team-" + string('a'+rune(id[len(id)-1]-'a')%lines)
}

// half is the first (0) or second (1) half of a join code.
func half(code string, which int) string {
	mid := len(code) / 2
	if which == 0 {
		return code[:mid]
	}
	return code[mid:]
}

// reached is the index of the last station reached, or -1.
func reached(stations []view.Milestone) int {
	last := -1
	for i, m := range stations {
		if m.Reached {
			last = i
		}
	}
	return last
}

// hasReached tells whether a milestone stands.
func hasReached(stations []view.Milestone, name string) bool {
	for _, m := range stations {
		if m.Name == name {
			return m.Reached
		}
	}
	return false
}

// current is the value of aria-current on a step.
func current(is bool) string {
	if is {
		return "step"
	}
	return "false"
}

// percent is a share of 1 in hundredths, between 0 and 100.
func percent(share float64) string {
	return strconv.FormatFloat(math.Round(clamp(share)*1000)/10, 'f', -1, 64)
}

// mood puts an impact into one of four words.
func mood(i view.Impact, well bool) string {
	switch {
	case well || i.Now < 0.005:
		return "well"
	case i.Trend > 0:
		return "worse"
	case i.Trend < 0:
		return "better"
	default:
		return "steady"
	}
}

// suffering tells whether an impact is shown as harm: one that falls is not yet
// well, but no alarm either.
func suffering(i view.Impact, well bool) bool {
	m := mood(i, well)
	return m == "worse" || m == "steady"
}

// joined writes a team's rounds one after the other.
func joined(rounds []int) string {
	s := make([]string, len(rounds))
	for i, n := range rounds {
		s[i] = strconv.Itoa(n)
	}
	return strings.Join(s, " + ")
}

// people counts everybody in teams.
func people(teams []view.TeamLine) int {
	n := 0
	for _, team := range teams {
		n += len(team.People)
	}
	return n
}

// ownTeam is the line of a participant's team; its Name is empty if there is none.
func ownTeam(v view.View) view.TeamLine {
	for _, team := range v.Day.Teams {
		if team.ID == v.Audience.Team {
			return team
		}
	}
	return view.TeamLine{}
}

// word is the name that a language has for a value of the game, such as a
// scope; it is nothing for a value that a view left out.
func word(t *text.Printer, kind, value string) string {
	if value == "" {
		return ""
	}
	return t.T(kind + "." + value)
}

// short writes a duration in seconds: 40 s, 2 min, 1 min 30 s.
func short(t *text.Printer, seconds int) string {
	m, s := seconds/60, seconds%60
	switch {
	case m == 0:
		return t.T("time.seconds", "s", s)
	case s == 0:
		return t.T("time.minutes", "m", m)
	default:
		return t.T("time.both", "m", m, "s", s)
	}
}
