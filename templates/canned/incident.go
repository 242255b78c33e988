//nolint:misspell // half of the words are French
package canned

import "misfortune/game/view"

func (m maker) looks() []view.Option {
	return []view.Option{
		{ID: "o1", Title: m.say("Read the edge error log", "Lire les erreurs des nœuds"), Takes: 50},
		{ID: "o2", Title: m.say("Ask another continent", "Tester d’un autre continent"), Takes: 34},
		{ID: "o3", Title: m.say("Fetch a page past the cache", "Chercher une page sans le cache"), Takes: 20, Done: 1},
		{ID: "o4", Title: m.say("Compare the first error at each site", "Comparer la première erreur de chaque site"), Takes: 60, Done: 1},
		{ID: "o5", Title: m.say("List changes since 09:40", "Lister les changements depuis 09:40"), Takes: 90},
		{ID: "o6", Title: m.say("Measure traffic for an attack", "Mesurer le trafic pour une attaque"), Takes: 60},
	}
}

func (m maker) actions() []view.Option {
	return []view.Option{
		{ID: "a1", Title: m.say("Freeze configuration changes", "Geler les changements de configuration"), Takes: 40, Risk: "low", Once: true, Done: 1},
		{ID: "a2", Title: m.say("Move one site to the old release", "Repasser un site à l’ancienne version"), Takes: 120, Risk: "medium"},
		{ID: "a3", Title: m.say("Purge every cache", "Vider tous les caches"), Takes: 60, Risk: "high"},
		{ID: "a4", Title: m.say("Roll the fleet back to last month’s release", "Ramener toute la flotte à la version du mois dernier"), Takes: 180, Risk: "high"},
	}
}

func (m maker) diagnoses() []view.Choice {
	return []view.Choice{
		{ID: "d1", Title: m.say("An attack on the edge", "Une attaque contre les sites")},
		{ID: "d2", Title: m.say("Every site runs the same faulty input", "Tous les sites exécutent la même entrée fautive")},
		{ID: "d3", Title: m.say("A large customer’s origin is down", "L’origine d’un gros client est tombée")},
		{ID: "d4", Title: m.say("A carrier between the continents has failed", "Un opérateur entre les continents est en panne")},
	}
}

func (m maker) feed() []view.Item {
	return []view.Item{
		{
			Seq: 121, At: 121, Kind: "look", Title: m.looks()[2].Title, Nick: "Bo", JobID: "j2",
			Command: "curl --resolve www.example.test:443:192.0.2.80 https://www.example.test",
			Text:    "< HTTP/1.1 200 OK\n< server: origin\n< content-length: 48211",
		},
		{
			Seq: 150, At: 150, Kind: "action", Title: m.actions()[0].Title, Nick: "Jean-Baptiste",
			Text: m.say("The change system is closed. Customers see a notice.", "Le système de changements est fermé. Les clients voient un avis."),
		},
		{
			Seq: 201, At: 201, Kind: "look", Title: m.looks()[3].Title, Nick: "Maximiliane-Alexandrine", JobID: "j5",
			Command: "edge-errors --first --by-site",
			Text:    "site        first 503     rate\ncdg-04      09:47:12      84.9%\nfra-02      09:47:12      85.3%\ngru-01      09:47:13      84.6%\nsin-03      09:47:13      85.0%\n(38 more, all within 2 s)",
		},
		{
			Seq: 260, At: 260, Kind: "failed", Title: m.actions()[1].Title, Nick: "Bo",
			Text: m.say("The change system is frozen; nothing was moved.", "Le système de changements est gelé\u202f; rien n’a bougé."),
		},
	}
}
