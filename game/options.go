package game

import "strconv"

// optionIDs gives looks, actions and diagnoses the names that browsers see:
// "l1", "a2", "d3", by their place on the page. Actions and diagnoses are
// shuffled by the round's seed, so that neither an id nor a place says what the
// author put first. All teams of a round share the order.
type optionIDs struct{ looks, actions, diagnoses []int } // place -> index in the file

func options(sc *Scenario, seed uint64) optionIDs {
	looks := make([]int, len(sc.Looks))
	for i := range looks {
		looks[i] = i
	}
	return optionIDs{looks, shuffle(len(sc.Actions), mix(seed^0xA)), shuffle(len(sc.Diagnoses), mix(seed^0xD))}
}

func shuffle(n int, seed uint64) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	for i := n - 1; i > 0; i-- {
		seed = mix(seed)
		j := int(seed % uint64(i+1))
		out[i], out[j] = out[j], out[i]
	}
	return out
}

func optionID(kind string, place int) string { return kind + strconv.Itoa(place+1) }

func find(kind, id string, order []int) (int, bool) {
	for place, i := range order {
		if optionID(kind, place) == id {
			return i, true
		}
	}
	return 0, false
}

func (o optionIDs) look(id string) (int, bool)      { return find("l", id, o.looks) }
func (o optionIDs) action(id string) (int, bool)    { return find("a", id, o.actions) }
func (o optionIDs) diagnosis(id string) (int, bool) { return find("d", id, o.diagnoses) }

// diagnosisID is the option id of an author's diagnosis.
func (o optionIDs) diagnosisID(sc *Scenario, ref string) string {
	for place, i := range o.diagnoses {
		if sc.Diagnoses[i].ID == ref {
			return optionID("d", place)
		}
	}
	return ""
}

func (sc *Scenario) look(id string) *Look {
	for i := range sc.Looks {
		if sc.Looks[i].ID == id {
			return &sc.Looks[i]
		}
	}
	panic("game: a record names a look that its scenario does not have")
}

func (sc *Scenario) action(id string) *Action {
	for i := range sc.Actions {
		if sc.Actions[i].ID == id {
			return &sc.Actions[i]
		}
	}
	panic("game: a record names an action that its scenario does not have")
}

func (sc *Scenario) diagnosis(id string) *Diagnosis {
	for i := range sc.Diagnoses {
		if sc.Diagnoses[i].ID == id {
			return &sc.Diagnoses[i]
		}
	}
	panic("game: a record names a diagnosis that its scenario does not have")
}
