package scenarios

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"misfortune/game"
	"misfortune/game/sim"
)

// judge asks of a whole draft what no single value can answer: is the round
// fair to play, and does the file keep to names that are nobody's?
func (r *reader) judge(d *draft) {
	r.judgePassages()
	r.judgeWheel(d)
	r.judgeDiagnoses(d)
	r.judgeImpact(d)
}

// judgePassages refuses real addresses and placeholders in texts.
func (r *reader) judgePassages() {
	for _, p := range r.passages {
		if r.full() {
			return
		}
		found := revealing(p.text)
		for _, m := range placeholder.FindAllStringIndex(p.text, maxProblems) {
			found = append(found, finding{m[0], fmt.Sprintf(
				"%s: the engine for signals in texts comes with a later version; this cannot be used yet", p.text[m[0]:m[1]])})
		}
		for _, f := range found[:min(len(found), maxProblems)] {
			before := p.text[:f.at]
			line := 1 + strings.Count(before, "\n")
			column := 1 + utf8.RuneCountInString(before[strings.LastIndex(before, "\n")+1:])
			fileLine, fileColumn := r.place(p.node, line, column)
			r.problemAt(fileLine, fileColumn, f.message)
		}
	}
}

// judgeWheel holds the label of the slice to its size, and to silence about
// what the tags say.
func (r *reader) judgeWheel(d *draft) {
	for _, label := range scalars(r.marks["wheel"]) {
		if n := utf8.RuneCountInString(strings.TrimSpace(label.Value)); n > maxWheel {
			r.problem(label, fmt.Sprintf("wheel: a slice has room for %d characters, and this has %d", maxWheel, n))
		}
		for _, tag := range d.Tags {
			if tag == "" {
				continue // it was refused
			}
			words := strings.ReplaceAll(regexp.QuoteMeta(tag), "-", "[- ]")
			if regexp.MustCompile(`(?i)\b` + words + `\b`).MatchString(label.Value) {
				r.problem(label, fmt.Sprintf("wheel: %q is a tag, and everybody sees the wheel: it gives the incident away", tag))
			}
		}
	}
}

// scalars are the scalar values in a text: itself, or one for each language.
func scalars(n *yaml.Node) []*yaml.Node {
	switch {
	case n == nil:
		return nil
	case n.Kind == yaml.ScalarNode:
		return []*yaml.Node{n}
	case n.Kind != yaml.MappingNode:
		return nil
	}
	var out []*yaml.Node
	for i := 1; i < len(n.Content); i += 2 {
		if n.Content[i].Kind == yaml.ScalarNode {
			out = append(out, n.Content[i])
		}
	}
	return out
}

// judgeDiagnoses asks for one right diagnosis, for two looks that support it,
// and for a look against each other one: nobody should have to guess.
func (r *reader) judgeDiagnoses(d *draft) {
	place := r.marks["diagnoses"]
	if place == nil || place.Kind != yaml.SequenceNode || len(d.Diagnoses) == 0 {
		return
	}
	right := 0
	for _, g := range d.Diagnoses {
		if g.Right {
			right++
		}
	}
	if right != 1 {
		r.problem(place, fmt.Sprintf("exactly one diagnosis must be right, and %d are", right))
	}
	if right != 1 || r.dangling || len(d.Looks) == 0 {
		return // counting evidence would only mislead
	}
	for i, g := range d.Diagnoses {
		supports, against := evidence(d.Looks, g.ID)
		switch {
		case g.ID == "":
		case g.Right && supports < 2:
			r.problem(place.Content[i], fmt.Sprintf("%q is right, and needs at least two looks that support it; there are %d", g.ID, supports))
		case !g.Right && against < 1:
			r.problem(place.Content[i], fmt.Sprintf("%q is wrong, and no look is against it: nobody could rule it out", g.ID))
		}
	}
}

// evidence counts the looks that can support a diagnosis, and those against it.
func evidence(looks []game.Look, diagnosis string) (supports, against int) {
	for _, l := range looks {
		has := func(side func(game.Variant) []string) int {
			if slices.ContainsFunc(l.Shows, func(v game.Variant) bool { return slices.Contains(side(v), diagnosis) }) {
				return 1
			}
			return 0
		}
		supports += has(func(v game.Variant) []string { return v.Supports })
		against += has(func(v game.Variant) []string { return v.Against })
	}
	return supports, against
}

// judgeImpact asks that something is wrong at the start, and that doing nothing
// is clearly worse than par.
func (r *reader) judgeImpact(d *draft) {
	if d.World == nil {
		return
	}
	start, ok := d.World.Impact.Value(sim.Values{Facts: d.World.Start})
	if !ok {
		r.problem(r.marks["impact.value"], "value: the impact is no number when the page goes off")
		return
	}
	if n := r.marks["impact.mitigated_below"]; n != nil && d.below > 0 && start < d.below {
		r.problem(n, fmt.Sprintf("impact is %.3g when the page goes off, so the incident would be over before it begins", start))
	}
	if n := r.marks["par.impact"]; n != nil && d.Par.Impact > 0 && d.Idle < 2*d.Par.Impact {
		r.problem(n, fmt.Sprintf("a team that does nothing has %.1f impact-minutes after %d minutes, which must be at least twice par (write at most %g)",
			d.Idle, d.Minutes, math.Floor(d.Idle/2*10)/10))
	}
}
