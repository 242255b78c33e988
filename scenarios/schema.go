package scenarios

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"misfortune/game"
	"misfortune/game/sim"
)

// A job lasts at least and at most so long in real time at factor 1.
const (
	shortestJob = 3 * time.Second
	longestJob  = 3 * time.Minute
)

// maxWheel is how many characters fit on a slice of the wheel.
const maxWheel = 24

// draft is a scenario while it is being read, with what the file says about
// its impact.
type draft struct {
	game.Scenario
	value *sim.Number
	below float64
	well  time.Duration // how long impact must stay below
}

// scenario reads the top of a file. What follows is the whole format: one line
// for each key.
func (r *reader) scenario(d *draft) reading {
	return r.object("a scenario",
		need("version", r.version),
		need("id", r.id("scenario", &d.ID)),
		need("title", r.text(&d.Title)),
		need("wheel", r.mark("wheel", r.text(&d.Wheel))),
		need("difficulty", r.whole(&d.Difficulty, 1, 5)),
		need("minutes", r.whole(&d.Minutes, 5, 60)),
		need("clock", r.whole(&d.Clock, 1, 15)),
		need("tags", listOf(r, &d.Tags, 1, 12, r.tag)),
		need("inspired_by", r.inspiration(&d.InspiredBy)),
		may("content_note", r.text(&d.ContentNote)),
		need("objectives", listOf(r, &d.Objectives, 1, 8, r.text)),
		need("briefing", r.markdown(&d.Briefing)),
		need("page", r.page(&d.Page)),
		need("par", r.par(&d.Par)),
		later("update_every", r.duration(new(time.Duration))),
		need("world", r.world(&r.facts)),
		later("signals", r.signalMap),
		need("impact", r.impact(d)),
		later("alerts", listOf(r, new([]struct{}), 0, 40, r.alert)),
		later("trips", listOf(r, new([]struct{}), 0, 40, r.trip)),
		later("events", listOf(r, new([]struct{}), 0, 40, r.event)),
		need("looks", r.mark("looks", listOf(r, &d.Looks, 2, 60, func(l *game.Look) reading { return r.look(d, l) }))),
		need("actions", r.mark("actions", listOf(r, &d.Actions, 1, 60, func(a *game.Action) reading { return r.action(d, a) }))),
		need("diagnoses", r.mark("diagnoses", listOf(r, &d.Diagnoses, 2, 12, r.diagnosis))),
		need("triage", r.object("triage",
			need("severity", oneOf(r, &d.Severity, "SEV1", "SEV2", "SEV3", "SEV4")),
			need("scope", oneOf(r, &d.Scope, "one_user", "some", "region", "global")))),
		later("injects", listOf(r, new([]struct{}), 0, 60, r.inject)),
		later("hints", listOf(r, new([]struct{}), 0, 12, r.hint)),
		later("positions", r.positions),
		later("pulse", listOf(r, new([]struct{}), 0, 12, r.pulse)),
		need("debrief", r.debrief(&d.Debrief)),
		may("trainer_notes", r.markdown(&d.Notes)),
	)
}

func (r *reader) version(n *yaml.Node) {
	if n.ShortTag() != "!!int" || n.Value != "1" {
		r.wrong(n, "this program reads version 1 of the format")
	}
}

func (r *reader) tag(into *string) reading {
	return r.pattern(into, idForm, "a tag: 2 to 40 of a-z, 0-9 and -, beginning with a letter")
}

func (r *reader) inspiration(i *game.Inspiration) reading {
	return r.object("inspired_by",
		need("org", r.line(&i.Org)),
		need("date", r.date(&i.Date)),
		may("links", listOf(r, &i.Links, 1, 12, r.link)))
}

func (r *reader) page(p *game.Page) reading {
	return r.object("page",
		need("from", r.text(&p.From)),
		need("text", r.text(&p.Text)),
		may("at", r.pattern(&p.At, clockForm, `the story's clock, in quotes: "09:47"`)))
}

func (r *reader) par(p *game.Par) reading {
	return r.object("par",
		need("acknowledge", func(n *yaml.Node) {
			r.duration(&p.Acknowledge)(n)
			if p.Acknowledge != 0 && (p.Acknowledge < 10*time.Second || p.Acknowledge > 5*time.Minute) {
				r.wrong(n, "write a time from 10s to 5m; these are real seconds")
			}
		}),
		need("impact", r.mark("par.impact", r.number(&p.Impact, 0.1, 10_000))))
}

func (r *reader) impact(d *draft) reading {
	return r.object("impact",
		need("value", r.mark("impact.value", r.numberExpr(&d.value, overFacts))),
		may("users", r.number(&d.Users, 1, 1e10)),
		need("mitigated_below", r.mark("impact.mitigated_below", r.number(&d.below, 0.001, 1))),
		need("for", r.duration(&d.well)))
}

func (r *reader) look(d *draft, l *game.Look) reading {
	return r.object("a look",
		need("id", r.id("look or action", &l.ID)),
		need("title", r.text(&l.Title)),
		may("command", r.commands(&l.Commands)),
		need("takes", r.takes(d, &l.Takes)),
		need("shows", r.lastAlways(listOf(r, &l.Shows, 1, 20, r.variant))))
}

func (r *reader) variant(v *game.Variant) reading {
	return r.object("what a look shows",
		may("if", r.condition(&v.If, overHistory)),
		need("text", r.text(&v.Text)),
		may("supports", r.claims(&v.Supports)),
		may("against", r.claims(&v.Against)))
}

func (r *reader) action(d *draft, a *game.Action) reading {
	var verdicts, why *yaml.Node
	fields := r.object("an action",
		need("id", r.id("look or action", &a.ID)),
		need("title", r.text(&a.Title)),
		need("takes", r.takes(d, &a.Takes)),
		need("risk", oneOf(r, &a.Risk, "low", "medium", "high")),
		may("once", r.flag(&a.Once)),
		may("needs", r.condition(&a.Needs, overHistory)),
		may("sets", r.sets(&a.Sets)),
		later("harm", r.number(new(float64), 0, 10_000)),
		need("says", r.text(&a.Says)),
		may("says_failed", r.text(&a.SaysFailed)),
		need("verdict", func(n *yaml.Node) { verdicts = n }),
		may("why", func(n *yaml.Node) { why = n }))
	return func(n *yaml.Node) {
		fields(n)
		if a.ID != "" {
			r.ids["action"] = append(r.ids["action"], a.ID)
		}
		switch needs, failed := find(n, "needs"), find(n, "says_failed"); {
		case needs != nil && failed == nil:
			r.problem(n, `an action with "needs" needs the key "says_failed": what the team is told when they do not hold`)
		case needs == nil && failed != nil:
			r.problem(failed, `says_failed: an action without "needs" cannot fail, so nobody would read this`)
		}
		r.judgements(n, verdicts, why, a)
	}
}

// judgements reads the verdict on an action: one word, or a list of cases. The
// action's own why serves every case that has none.
func (r *reader) judgements(n, verdicts, why *yaml.Node, a *game.Action) {
	around := r.key
	defer func() { r.key = around }()
	var general game.Secret
	if why != nil {
		r.key = "why"
		r.text(&general)(why)
	}
	r.key = "verdict"
	verdict := func(j *game.Judgement) reading {
		return oneOf(r, &j.Verdict, game.Best, game.Workable, game.Wasteful, game.Harmful)
	}
	if verdicts == nil {
		return
	}
	if verdicts.Kind != yaml.SequenceNode {
		a.Verdicts = []game.Judgement{{Why: general}}
		verdict(&a.Verdicts[0])(verdicts)
		if why == nil {
			r.problem(n, `an action needs the key "why"`)
		}
		return
	}
	r.lastAlways(listOf(r, &a.Verdicts, 1, 20, func(j *game.Judgement) reading {
		j.Why = general
		fields := []field{
			may("if", r.condition(&j.If, overHistory)),
			need("verdict", verdict(j)),
			{key: "why", required: why == nil, read: r.text(&j.Why)},
		}
		return r.object("a verdict", fields...)
	}))(verdicts)
}

func (r *reader) diagnosis(d *game.Diagnosis) reading {
	return r.object("a diagnosis",
		need("id", r.id("diagnosis", &d.ID)),
		need("title", r.text(&d.Title)),
		may("right", r.flag(&d.Right)),
		need("why", r.text(&d.Why)))
}

func (r *reader) debrief(d *game.Debrief) reading {
	return r.object("debrief",
		need("what_happened", r.markdown(&d.Happened)),
		need("factors", listOf(r, &d.Factors, 1, 12, r.text)),
		need("questions", listOf(r, &d.Questions, 1, 12, r.text)),
		need("lessons", listOf(r, &d.Lessons, 1, 12, r.text)),
		may("links", listOf(r, &d.Links, 0, 12, r.link)),
		may("drama", r.text(&d.Drama)))
}

// commands reads what may be typed for a look: one pattern or several.
func (r *reader) commands(into *[]string) reading {
	return func(n *yaml.Node) {
		if n.Kind != yaml.SequenceNode {
			n = &yaml.Node{Kind: yaml.SequenceNode, Line: n.Line, Column: n.Column, Content: []*yaml.Node{n}}
		}
		listOf(r, into, 1, 12, func(command *string) reading {
			return func(n *yaml.Node) {
				r.line(command)(n)
				if taken := r.ids["command"]; slices.Contains(taken, *command) && *command != "" {
					r.wrong(n, fmt.Sprintf("another look answers to %q", *command))
				}
				r.ids["command"] = append(r.ids["command"], *command)
			}
		})(n)
	}
}

// takes reads how long a job lasts in incident time. The scenario's clock
// decides how long that is for the people who wait.
func (r *reader) takes(d *draft, into *time.Duration) reading {
	return func(n *yaml.Node) {
		r.duration(into)(n)
		r.bind(func() {
			if d.Clock == 0 || *into == 0 {
				return
			}
			least, most := shortestJob*time.Duration(d.Clock), longestJob*time.Duration(d.Clock)
			if *into < least || *into > most {
				real := (*into / time.Duration(d.Clock)).Round(100 * time.Millisecond)
				r.wrong(n, fmt.Sprintf("with clock %d this lasts %s of real time; a job lasts %s to %s, so write %s to %s",
					d.Clock, brief(real), brief(shortestJob), brief(longestJob), brief(least), brief(most)))
			}
		})
	}
}

// brief writes a duration as an author would: 15m, not 15m0s.
func brief(d time.Duration) string {
	s := d.String()
	for _, unit := range []string{"m0s", "h0m"} {
		if strings.HasSuffix(s, unit) {
			s = s[:len(s)-len("0s")]
		}
	}
	return s
}

// lastAlways reads a list of cases of which the first that holds counts: all
// but the last have an "if", and the last has none.
func (r *reader) lastAlways(read reading) reading {
	return func(n *yaml.Node) {
		if n.Kind == yaml.SequenceNode {
			for i, item := range n.Content {
				if item.Kind != yaml.MappingNode {
					continue
				}
				last, conditional := i == len(n.Content)-1, find(item, "if") != nil
				switch {
				case last && conditional:
					r.wrong(item, `the last case must be without "if", so that one always holds`)
				case !last && !conditional:
					r.wrong(item, `only the last case may be without "if": those after this one are never reached`)
				}
			}
		}
		read(n)
	}
}

// find is the value of a key in a mapping, or nil.
func find(n *yaml.Node, key string) *yaml.Node {
	if n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

// compile puts the parts of the world together.
func (d *draft) compile(facts sim.Facts) {
	if d.value == nil || d.Clock == 0 || d.Minutes == 0 || d.below == 0 || d.well == 0 {
		return // something else is wrong, and has been said
	}
	clock := time.Duration(d.Clock) * time.Second
	d.World = &sim.World{
		Start: facts, Impact: d.value, Below: d.below,
		For:         max(1, int((d.well+clock-1)/clock)),
		StepMinutes: float64(d.Clock) / 60,
	}
	d.Idle = sim.Idle(d.World, d.Minutes*60)
}
