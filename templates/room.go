package templates

import (
	"slices"
	"strings"

	"misfortune/game/view"
	"misfortune/internal/text"
)

// blocked is why nobody in the team can start an option now; empty if somebody
// can. What holds one person back alone is said by the style sheet.
func blocked(t *text.Printer, v view.View, o view.Option) string {
	switch {
	case o.Once && o.Done > 0:
		return t.T("option.once_done")
	case o.BusyBy != "":
		return t.T("option.busy", "nick", o.BusyBy)
	case len(v.Team.Jobs) >= v.Team.Hands:
		return t.T("option.hands_full")
	case v.Day.Paused != nil:
		return t.T("option.paused")
	default:
		return ""
	}
}

func milestoneAt(stations []view.Milestone, name string) int {
	for _, m := range stations {
		if m.Name == name {
			return m.At
		}
	}
	return 0
}

// usersHarmed is the impact in people, where the scenario tells how many there are.
func usersHarmed(t *text.Printer, i view.Impact) string {
	if i.Users <= 0 {
		return ""
	}
	return t.T("impact.users", "users", t.Large(i.Now*i.Users))
}

// itemIcon is the icon of a kind of feed item or timeline entry.
func itemIcon(kind string) string {
	switch kind {
	case "look":
		return "look"
	case "action", "action-started":
		return "act"
	case "failed", "all-clear-refused", "revoked":
		return "warn"
	case "mitigated", "acknowledged", "all-clear":
		return "good"
	case "escalated":
		return "bell"
	case "claim":
		return "triage"
	case "position":
		return "people"
	case "ended":
		return "stop"
	default: // cancelled, lapsed
		return "close"
	}
}

// standing is the claim that counts, if one was made.
func standing(claims []view.Claim) view.Claim {
	if len(claims) == 0 {
		return view.Claim{}
	}
	return claims[len(claims)-1]
}

func attached(c view.Claim, job string) bool { return slices.Contains(c.Evidence, job) }

// severities and scopes, as the triage form offers them.
func severities() []string { return []string{"SEV1", "SEV2", "SEV3", "SEV4"} }
func scopes() []string     { return []string{"one_user", "some", "region", "global"} }

// commanded tells whether somebody is there to give the all-clear.
func commanded(team *view.TeamPlay) bool {
	if len(team.Team.People) == 1 {
		return true
	}
	for _, p := range team.Positions {
		if p.Name == "commander" && p.Nick != "" {
			return true
		}
	}
	return false
}

// entryTitle is what an entry is about: what the scenario calls it, or a word of
// ours.
func entryTitle(t *text.Printer, e view.Entry) string {
	switch e.Kind {
	case "position":
		return word(t, "position", e.Title)
	case "ended":
		return word(t, "ended", e.Title)
	default:
		return e.Title
	}
}

// prompt is a command as a terminal shows it, with its line end. An author who
// wants another prompt than a dollar writes it: "db1$ tail log".
func prompt(command string) string {
	if command == "" {
		return ""
	}
	if strings.Contains(command, "$ ") {
		return command + "\n"
	}
	return "$ " + command + "\n"
}

// headline is the first sentence of a page: what is read while the phone is
// still on its way up. The rest follows smaller.
func headline(text string) string { return text[:headlineEnd(text)] }

func beyondHeadline(text string) string { return strings.TrimSpace(text[headlineEnd(text):]) }

func headlineEnd(text string) int {
	text = strings.TrimRight(text, " \n")
	for _, end := range []string{". ", ".\n", "? ", "?\n"} {
		if i := strings.Index(text, end); i >= 0 {
			text = text[:i+1]
		}
	}
	return len(text)
}
