// Package canned holds views of game days that never were: every phase, every
// role, both languages, the long and the short of it. The gallery draws them,
// and so do the tests of package templates. Companies and addresses are made
// up; the moment is always [Now].
package canned

import "misfortune/game/view"

// Now is the moment at which all states are seen: a morning in November 2026.
const Now view.Instant = 1_795_340_820_000

// State is one view with a name to find its picture by.
type State struct {
	Name string // role, what it shows, language: "participant-room-fr"
	View view.View
	You  view.You // for participants
}

// Canned are all states, in the order of a game day, each in both languages.
func Canned() []State {
	var all []State
	for _, lang := range []string{"en", "fr"} {
		m := maker{lang: lang}
		all = append(all, m.participants()...)
		all = append(all, m.trainers()...)
		all = append(all, m.screens()...)
	}
	return all
}

// maker makes states in one language.
type maker struct{ lang string }

// say picks the text of the maker's language.
func (m maker) say(en, fr string) string {
	if m.lang == "fr" {
		return fr
	}
	return en
}

func (m maker) view(role view.Role, phase view.Phase, teams int) view.View {
	v := view.View{
		Seq: 412, Phase: phase,
		Audience: view.Audience{Role: role, Lang: m.lang},
		Day: view.Day{
			Code: "K7M4QX", Name: m.say("Platform team, autumn", "Équipe plateforme, automne"), Lang: m.lang,
			Factor: 1, Limit: true, Teams: m.teams(teams), Round: 2, Unspun: 6,
		},
	}
	if role == view.Participant {
		v.Audience.Team = "a"
	}
	if phase == view.Lobby || phase == view.Wheeling {
		v.Day.Round = 1
	}
	return v
}

func (m maker) teams(n int) []view.TeamLine {
	names := []string{"Night Train", "Dial Tone", "Blue Hour", "Second Wind", "Cold Start", "Last Call", "Long Tail", "Slow Burn"}
	if m.lang == "fr" {
		names = []string{"Train de nuit", "Tonalité", "Heure bleue", "Second souffle", "Départ à froid", "Dernier appel", "Longue traîne", "Feu lent"}
	}
	crews := [][]string{
		{"Zoë", "Maximiliane-Alexandrine", "Bo", "Jean-Baptiste", "ada"},
		{"Ravi", "O'Connor", "Ines"},
		{"Tomasz", "李雷", "Fatoumata", "Pip"},
		{"Ayşe", "Lou"},
		{"Søren", "Guðrún", "Anke"},
		{"Mo"},
		nil,
		{"Wojciech", "Eve", "Mallory", "Trent", "Peggy", "Victor"},
	}
	var out []view.TeamLine
	for i := range n {
		line := view.TeamLine{ID: string(rune('a' + i%26)), Letter: string(rune('A' + i%26)), Name: names[i%len(names)]}
		for _, nick := range crews[i%len(crews)] {
			line.People = append(line.People, view.Member{Nick: nick})
		}
		out = append(out, line)
	}
	if n > 0 && len(out[0].People) > 1 {
		out[0].People[0].Positions = []string{"commander"}
	}
	return out
}

func (m maker) you(phase view.Phase) view.You {
	return view.You{
		Seq: 412, Role: view.Participant, Phase: phase, Code: "K7M4QX", Joined: true,
		Nick: "Zoë", Team: "a", FreeHands: 1,
	}
}

// running is a clock with so many seconds gone of twenty minutes.
func running(gone int) view.Clock {
	const limit = 20 * 60
	return view.Clock{
		Running: true, EndsAt: Now + view.Instant((limit-gone)*1000), Limit: limit,
		ZeroAt: Now - view.Instant(gone*1000), Factor: 1,
		Story: view.Story{Start: "09:47", Speed: 3},
	}
}

func standing(gone int) view.Clock {
	c := running(gone)
	c.Running, c.EndsAt, c.ZeroAt = false, 0, 0
	c.Left, c.Elapsed = float64(c.Limit-gone), float64(gone)
	return c
}

// stations are the milestones reached at the given seconds; negative is not yet.
func stations(at ...int) []view.Milestone {
	out := make([]view.Milestone, 0, 4)
	for i, name := range []string{view.Acknowledged, view.Triaged, view.Mitigated, view.Verified} {
		m := view.Milestone{Name: name}
		if i < len(at) && at[i] >= 0 {
			m.Reached, m.At = true, at[i]
		}
		out = append(out, m)
	}
	return out
}

func (m maker) wheel(n, spent int) *view.Wheel {
	labels := []string{
		"Blank pages everywhere", "Nobody can find us", "The extra e-mail", "It works for me", "Two truths", "Dinner is on the house",
		"Everyone stuck at once", "Backups? Which backups?", "The clock lies", "Too many cooks", "Locked outside", "Half a key",
		"Silence in the lift", "Nobody home", "Friday evening", "The wrong door", "Full, yet empty", "One switch too far",
		"Rain in the cellar", "The polite robot", "Twice is too often", "Paid, not delivered", "Old friend, new name", "All green, all broken",
	}
	if m.lang == "fr" {
		labels = []string{
			"Pages blanches partout", "Plus personne ne trouve", "Le courriel de trop", "Chez moi ça marche", "Deux vérités", "Le dîner est offert",
			"Tous bloqués d’un coup", "Des sauvegardes\u202f?", "L’horloge ment", "Trop de cuisiniers", "Enfermés dehors", "Une demi-clé",
			"Silence dans l’ascenseur", "Il n’y a personne", "Vendredi soir", "La mauvaise porte", "Plein, mais vide", "Le bouton de trop",
			"Il pleut dans la cave", "Le robot trop poli", "Deux fois, c’est trop", "Payé, jamais livré", "Vieil ami, nouveau nom", "Tout est vert, cassé",
		}
	}
	w := &view.Wheel{}
	for i := range n {
		w.Slices = append(w.Slices, view.Slice{
			Index: i, Label: labels[i], Difficulty: i%5 + 1, Minutes: 15 + i%3*5, Spent: spent > 0 && i%7 == 4,
		})
	}
	return w
}

// spun is a wheel that came to rest on a slice a while ago.
func spun(w *view.Wheel, slice int) *view.Wheel {
	width := 360 / float64(len(w.Slices))
	w.Spin = &view.Spin{
		No: 2, Slice: slice, Rotation: 5*360 - (float64(slice)+0.4)*width,
		StartsAt: Now - 60_000, Millis: 7000,
	}
	return w
}

// turning is a wheel in the middle of its spin.
func turning(w *view.Wheel, slice int) *view.Wheel {
	spun(w, slice).Spin.StartsAt = Now - 2000
	return w
}
