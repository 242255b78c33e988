package scenarios

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"go.yaml.in/yaml/v4"

	"misfortune/game"
	"misfortune/game/sim"
)

// What follows are the keys whose engine is not built yet. They are read like
// all others, so that an author learns of every slip now, and refused by the
// reader because their fields are marked as later. Their values go nowhere.

// signalMap reads the signals by name. The names are known to the expressions
// of all later keys.
func (r *reader) signalMap(n *yaml.Node) {
	if n.Kind != yaml.MappingNode {
		r.wrong(n, "signals are written by name")
		return
	}
	if len(n.Content) > 2*maxNames {
		r.wrong(n, fmt.Sprintf("there are at most %d signals", maxNames))
		return
	}
	for _, p := range r.pairs(n) {
		name := p.key.Value
		_, fact := r.facts[name]
		switch {
		case !nameForm.MatchString(name) || slices.Contains(sim.Reserved(), name) || slices.Contains(grammar(), name):
			r.problem(p.key, fmt.Sprintf("%q cannot name a signal: a-z, 0-9 and _, beginning with a letter", name))
			continue
		case fact:
			r.problem(p.key, fmt.Sprintf("there is a fact %q already", name))
			continue
		}
		r.signals = append(r.signals, name)
		r.signal(p.value)
	}
}

func (r *reader) signal(n *yaml.Node) {
	r.object("a signal",
		need("title", r.text(new(game.Secret))),
		may("unit", r.text(new(game.Secret))),
		may("normal", listOf(r, new([]float64), 2, 2, r.anyNumber)),
		may("noise", r.pattern(new(string), percentForm, "a share such as 3%")),
		may("value", r.numberExpr(new(*sim.Number), overSignals)),
		may("flow", r.numberExpr(new(*sim.Number), overSignals)),
		may("settle", r.settling),
		may("start", r.anyNumber(new(float64))),
		may("min", r.anyNumber(new(float64))),
		may("max", r.anyNumber(new(float64))))(n)
	r.either(n, "a signal", "value", "flow")
}

// settling reads a time constant: one, or one for each direction.
func (r *reader) settling(n *yaml.Node) {
	if n.Kind != yaml.MappingNode {
		r.pause(n)
		return
	}
	r.object("settle", need("rise", r.pause), need("fall", r.pause))(n)
}

// pause reads a duration that may be nothing.
func (r *reader) pause(n *yaml.Node) {
	if n.Value != "0" && n.Value != "0s" {
		r.duration(new(time.Duration))(n)
	}
}

func (r *reader) anyNumber(into *float64) reading { return r.number(into, -1e15, 1e15) }

// either reports an object that has both of two keys, or none.
func (r *reader) either(n *yaml.Node, what, a, b string) {
	if n.Kind == yaml.MappingNode && (find(n, a) == nil) == (find(n, b) == nil) {
		r.problem(n, fmt.Sprintf("%s needs the key %q or the key %q, and not both", what, a, b))
	}
}

func (r *reader) alert(*struct{}) reading {
	return r.object("an alert",
		need("id", r.id("alert", new(string))),
		need("when", r.condition(new(*sim.Cond), overSignals)),
		may("for", r.duration(new(time.Duration))),
		need("severity", oneOf(r, new(string), "critical", "warning", "info")),
		need("text", r.text(new(game.Secret))),
		may("runbook", r.text(new(game.Secret))))
}

func (r *reader) trip(*struct{}) reading {
	return r.object("a trip",
		need("when", r.condition(new(*sim.Cond), overSignals)),
		may("for", r.duration(new(time.Duration))),
		need("sets", r.sets(new(sim.Facts))))
}

func (r *reader) event(*struct{}) reading {
	fields := r.object("an event",
		may("at", r.moment),
		may("when", r.condition(new(*sim.Cond), overSignals)),
		may("unless", r.condition(new(*sim.Cond), overSignals)),
		may("sets", r.sets(new(sim.Facts))),
		may("harm", r.number(new(float64), 0, 10_000)),
		may("says", r.text(new(game.Secret))))
	return func(n *yaml.Node) {
		fields(n)
		r.either(n, "an event", "at", "when")
	}
}

func (r *reader) inject(*struct{}) reading {
	fields := r.object("an inject",
		may("at", r.moment),
		may("when", r.condition(new(*sim.Cond), overSignals)),
		need("channel", oneOf(r, new(string), "chat", "call", "mail", "press")),
		may("from", r.text(new(game.Secret))),
		may("to", oneOf(r, new(string), positions()...)),
		need("text", r.text(new(game.Secret))),
		may("replies", listOf(r, new([]struct{}), 1, 6, r.reply)),
		may("default", r.whole(new(int), 0, 5)))
	return func(n *yaml.Node) {
		fields(n)
		r.either(n, "an inject", "at", "when")
		r.fallback(n)
	}
}

// fallback reports a default that is none of the replies.
func (r *reader) fallback(n *yaml.Node) {
	chosen, replies := find(n, "default"), find(n, "replies")
	switch {
	case chosen == nil:
	case replies == nil:
		r.problem(chosen, "default: there are no replies to choose from")
	default:
		if i, err := strconv.Atoi(chosen.Value); err == nil && i >= len(replies.Content) {
			r.problem(chosen, fmt.Sprintf("default: replies are counted from 0, and there are %d", len(replies.Content)))
		}
	}
}

func (r *reader) reply(*struct{}) reading {
	return r.object("a reply",
		need("text", r.text(new(game.Secret))),
		may("sets", r.sets(new(sim.Facts))),
		may("why", r.text(new(game.Secret))))
}

func (r *reader) hint(*struct{}) reading {
	return r.object("a hint",
		need("for", oneOf(r, new(string), "acknowledge", "triage", "mitigate")),
		need("title", r.text(new(game.Secret))),
		need("text", r.text(new(game.Secret))),
		need("cost", r.whole(new(int), 0, 10)))
}

// positions are the jobs in a team.
func positions() []string { return []string{"commander", "operations", "communications", "scribe"} }

func (r *reader) positions(n *yaml.Node) {
	var fields []field
	for _, p := range positions() {
		fields = append(fields, may(p, r.object("a position", need("knows", r.text(new(game.Secret))))))
	}
	r.object("positions", fields...)(n)
}

func (r *reader) pulse(*struct{}) reading {
	return r.object("a pulse",
		need("after", oneOf(r, new(string), "acknowledged", "triaged", "mitigated")),
		need("ask", oneOf(r, new(string), "severity", "scope", "diagnosis")))
}
