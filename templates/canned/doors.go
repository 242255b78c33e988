package canned

import (
	"github.com/a-h/templ"

	"misfortune/game/view"
	"misfortune/internal/text"
	"misfortune/templates"
)

// Door is a page outside of a game day with a name to find its picture by.
type Door struct {
	Name string
	Lang string
	Page templ.Component
}

// Doors are all such pages, each in both languages.
func Doors() []Door {
	var all []Door
	for _, lang := range []string{"en", "fr"} {
		m := maker{lang: lang}
		for _, d := range m.doors() {
			all = append(all, Door{Name: d.Name + "-" + lang, Lang: lang, Page: d.Page})
		}
	}
	return all
}

// Site is where all canned pages are read, in a language.
func Site(lang string) templates.Site {
	return templates.Site{
		Lang: lang, Path: "/", PublicURL: "http://192.0.2.7:8080", Now: Now, Epoch: "canned",
	}
}

func (m maker) doors() []Door {
	site, t := Site(m.lang), text.For(m.lang)
	teams := m.teams(3)
	broken := site
	broken.Trainer = true
	broken.Problems = []templates.Problem{{
		File:    "scenarios/edge-vanishes.yaml",
		Message: "12:3: unknown key \"wheeel\"; did you mean \"wheel\"?\n40:17: fact \"routs\" does not exist; did you mean \"routes\"?",
	}}
	return []Door{
		{Name: "home", Page: templates.Home(site, templates.HomeForm{})},
		{Name: "home-refused", Page: templates.Home(site, templates.HomeForm{Code: "WWM4QX", Error: t.T("refused.unknown_code", "code", "WWM 4QX")})},
		{Name: "join", Page: templates.Join(site, templates.JoinForm{Code: "K7M4QX", DayName: m.view(view.Screen, view.Lobby, 1).Day.Name, Teams: teams, Team: "b", Phase: view.Lobby})},
		{Name: "join-refused", Page: templates.Join(site, templates.JoinForm{Code: "K7M4QX", DayName: "SRE", Teams: teams, Nick: "Zoë", Phase: view.Playing, Error: t.T("refused.nick_taken", "nick", "Zoë")})},
		{Name: "door", Page: templates.Door(site, templates.DoorForm{})},
		{Name: "host", Page: templates.Host(broken, m.hostForm())},
		{Name: "trouble", Page: templates.Trouble(site, templates.TroublePage{Status: 404, Title: t.T("trouble.title_404"), Text: t.T("refused.not_found")})},
		{Name: "trouble-ours", Page: templates.Trouble(site, templates.TroublePage{
			Status: 500, Title: t.T("trouble.title_500"), Text: t.T("refused.internal", "request", "8f3a"), Back: "/g/K7M4QX",
		})},
		{Name: "notices", Page: templates.Notices(site, "idiomorph 0.8.0\n\nZero-Clause BSD")},
	}
}

func (m maker) hostForm() templates.HostForm {
	f := templates.HostForm{
		Name: m.view(view.Trainer, view.Lobby, 1).Day.Name, Teams: "4", Lang: m.lang, Factor: "1",
		Games: []templates.GameLine{{Code: "K7M4QX", Name: "SRE guild, October", Phase: view.Playing}},
	}
	for _, s := range m.wheel(4, 0).Slices {
		f.Cards = append(f.Cards, templates.Card{Hash: s.Label, Label: s.Label, Difficulty: s.Difficulty, Minutes: s.Minutes, On: s.Index != 2})
	}
	f.Cards[1].Note = m.say("Data is lost in this one.", "Des données sont perdues dans celui-ci.")
	return f
}
