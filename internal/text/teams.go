package text

// TeamNames gives the first n teams of a game day their names, as a railway
// names its night trains; further teams are numbered. The names in a language
// never repeat.
func TeamNames(lang string, n int) []string {
	p := For(lang)
	names := englishTeams
	if p.lang == "fr" {
		names = frenchTeams
	}
	out := make([]string, 0, n)
	for i := range n {
		if i < len(names) {
			out = append(out, names[i])
			continue
		}
		out = append(out, p.T("team.numbered", "number", i+1))
	}
	return out
}

//nolint:gochecknoglobals // constants that Go has no constant form for
var englishTeams = []string{
	"Night Train", "Dial Tone", "Blue Hour", "Second Wind", "Cold Start", "Last Call",
	"Long Tail", "Slow Burn", "Milk Run", "Red Eye", "Dead Reckoning", "Branch Line",
	"Signal Box", "Quiet Car", "Night Mail", "Lamp Room", "Water Tower", "Level Crossing",
	"Sleeper Coach", "Marshalling Yard", "Down Platform", "Early Shift", "Spare Engine", "Far Junction",
}

//nolint:gochecknoglobals // constants that Go has no constant form for
var frenchTeams = []string{
	"Train de nuit", "Tonalité", "Heure bleue", "Second souffle", "Départ à froid", "Dernier appel",
	"Longue traîne", "Feu lent", "Premier métro", "Nuit blanche", "Vol à vue", "Voie de garage",
	"Poste d’aiguillage", "Voiture calme", "Malle-poste", "Lampisterie", "Château d’eau", "Passage à niveau",
	"Wagon-lit", "Gare de triage", "Quai opposé", "Équipe du matin", "Machine de réserve", "Bifurcation",
}
