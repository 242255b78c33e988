package game

// Slice is what a scenario puts on a wheel, in these languages: its label and
// its content note, and nothing that gives the incident away.
func (sc *Scenario) Slice(langs []string) SliceSetup {
	out := SliceSetup{Scenario: sc.Hash, ID: sc.ID, Difficulty: sc.Difficulty, Minutes: sc.Minutes,
		Label: make(map[string]string, len(langs))}
	for _, l := range langs {
		out.Label[l] = sc.Wheel.Open(l)
		if note := sc.ContentNote.Open(l); note != "" {
			if out.Note == nil {
				out.Note = make(map[string]string, len(langs))
			}
			out.Note[l] = note
		}
	}
	return out
}
