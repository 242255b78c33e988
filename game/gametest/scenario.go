package gametest

import (
	"fmt"
	"time"

	"misfortune/game"
	"misfortune/game/sim"
)

// Shelf is a library in memory. The zero Shelf is empty.
type Shelf map[string]*game.Scenario

// Scenario implements game.Library.
func (s Shelf) Scenario(hash string) (*game.Scenario, bool) {
	sc, ok := s[hash]
	return sc, ok
}

// Library returns a shelf with the small scenarios of Canary for these names.
func Library(names ...string) Shelf {
	s := Shelf{}
	for _, n := range names {
		sc := Canary(n)
		s[sc.Hash] = sc
	}
	return s
}

// Canary returns a small, complete scenario in which every text, id and tag
// holds a token of its own: "canary-NAME-<field>-<lang>-". A token ends with a
// dash so that no token begins another. Its hash is "hash-NAME".
//
// The world is small enough to play in one's head. Facts: link 'down', load
// 'normal'. Impact is 0.8 while the link is down, plus 0.2 while the load is
// 'storm'. Looks: ping (supports cable, against attack), logs (supports cable;
// what it shows changes once the link is up), rumour (supports attack). Actions:
// splice (needs done('dig'), sets link up: best once dug), dig (best),
// reboot (wasteful, ends a storm too), flood (harmful, high risk, sets load storm), calm
// (workable, undoes the storm). It is mitigated below 0.1 for 10 steps.
func Canary(name string) *game.Scenario {
	c := canary{name}
	start := sim.Facts{"link": "down", "load": "normal", c.id("fact"): 1.0}
	names := sim.Names{Facts: start, Actions: []string{c.id("dig"), c.id("splice"), c.id("reboot"), c.id("flood"), c.id("calm")}, Milestones: true}
	cond := func(src string) *sim.Cond {
		e, err := sim.CompileCond(src, names)
		if err != nil {
			panic(err)
		}
		return e
	}
	impact, err := sim.CompileNumber("(link == 'down' ? 0.8 : 0.0) + (load == 'storm' ? 0.2 : 0.0)", sim.Names{Facts: start})
	if err != nil {
		panic(err)
	}
	sc := &game.Scenario{
		Hash: "hash-" + name, ID: c.id("id"), Title: c.text("title"), Wheel: game.NewSecret(map[string]string{"": "Slice " + name}),
		Difficulty: 2, Minutes: 10, Clock: 5, Tags: []string{c.id("tag")},
		InspiredBy: game.Inspiration{Org: c.id("org"), Date: "2020-02-02", Links: []string{"https://" + c.id("link") + ".example"}},
		Objectives: []game.Secret{c.text("objective")}, Briefing: c.text("briefing"),
		Page:  game.Page{From: c.text("page-from"), Text: c.text("page-text"), At: "09:47"},
		Par:   game.Par{Acknowledge: time.Minute, Impact: 15},
		World: &sim.World{Start: start, Impact: impact, Below: 0.1, For: 10, StepMinutes: 5.0 / 60}, Users: 1000,
		Severity: "SEV1", Scope: "global", Notes: c.text("notes"),
		Debrief: game.Debrief{Happened: c.text("happened"), Factors: []game.Secret{c.text("factor")},
			Questions: []game.Secret{c.text("question")}, Lessons: []game.Secret{c.text("lesson")},
			Links: []string{"https://" + c.id("debrief-link") + ".example"}, Drama: c.text("drama")},
	}
	sc.Diagnoses = []game.Diagnosis{
		{ID: c.id("cable"), Title: c.text("diagnosis-cable"), Right: true, Why: c.text("why-cable")},
		{ID: c.id("attack"), Title: c.text("diagnosis-attack"), Why: c.text("why-attack")},
	}
	sc.Looks = c.looks(cond)
	sc.Actions = c.actions(cond)
	sc.Idle = sim.Idle(sc.World, sc.Minutes*60)
	return sc
}

type canary struct{ name string }

func (c canary) id(field string) string { return fmt.Sprintf("canary-%s-%s-", c.name, field) }

func (c canary) text(field string) game.Secret {
	return game.NewSecret(map[string]string{"en": c.id(field + "-en"), "fr": c.id(field + "-fr")})
}

func (c canary) looks(cond func(string) *sim.Cond) []game.Look {
	cable, attack := []string{c.id("cable")}, []string{c.id("attack")}
	return []game.Look{
		{ID: c.id("ping"), Title: c.text("look-ping"), Commands: []string{c.id("command-ping")}, Takes: 30 * time.Second, Shows: []game.Variant{
			{Text: c.text("shows-ping"), Supports: cable, Against: attack}}},
		{ID: c.id("logs"), Title: c.text("look-logs"), Takes: time.Minute, Shows: []game.Variant{
			{If: cond("link == 'up'"), Text: c.text("shows-logs-up")},
			{Text: c.text("shows-logs"), Supports: cable}}},
		{ID: c.id("rumour"), Title: c.text("look-rumour"), Takes: time.Minute, Shows: []game.Variant{
			{Text: c.text("shows-rumour"), Supports: attack}}},
	}
}

func (c canary) actions(cond func(string) *sim.Cond) []game.Action {
	verdict := func(id string, v game.Verdict) []game.Judgement {
		return []game.Judgement{{Verdict: v, Why: c.text("why-" + id)}}
	}
	return []game.Action{
		{ID: c.id("dig"), Title: c.text("action-dig"), Takes: 100 * time.Second, Risk: "low", Once: true,
			Says: c.text("says-dig"), Verdicts: verdict("dig", game.Best)},
		{ID: c.id("splice"), Title: c.text("action-splice"), Takes: 200 * time.Second, Risk: "medium",
			Needs: cond("done('" + c.id("dig") + "')"), Sets: sim.Facts{"link": "up"}, Says: c.text("says-splice"), SaysFailed: c.text("failed-splice"),
			Verdicts: []game.Judgement{
				{If: cond("load == 'storm'"), Verdict: game.Workable, Why: c.text("why-splice-storm")},
				{Verdict: game.Best, Why: c.text("why-splice")}}},
		{ID: c.id("reboot"), Title: c.text("action-reboot"), Takes: 100 * time.Second, Risk: "medium",
			Sets: sim.Facts{"load": "normal"}, Says: c.text("says-reboot"), Verdicts: verdict("reboot", game.Wasteful)},
		{ID: c.id("flood"), Title: c.text("action-flood"), Takes: 50 * time.Second, Risk: "high", Sets: sim.Facts{"load": "storm"},
			Says: c.text("says-flood"), Verdicts: verdict("flood", game.Harmful)},
		{ID: c.id("calm"), Title: c.text("action-calm"), Takes: 50 * time.Second, Risk: "low", Needs: cond("load == 'storm'"),
			Sets: sim.Facts{"load": "normal"}, Says: c.text("says-calm"), SaysFailed: c.text("failed-calm"), Verdicts: verdict("calm", game.Workable)},
	}
}

// Setup returns a game day over these scenarios for these teams.
func Setup(lib Shelf, teams []string, names ...string) game.Setup {
	s := game.Setup{Code: "K7M4QX", Name: "Tuesday", Lang: "en", Factor: 1, Hands: game.DefaultHands, Teams: teams, Spin: game.DefaultSpin}
	for _, n := range names {
		sc := lib["hash-"+n]
		s.Wheel = append(s.Wheel, game.SliceSetup{Scenario: sc.Hash, ID: sc.ID, Label: map[string]string{"": "Slice " + n},
			Difficulty: sc.Difficulty, Minutes: sc.Minutes})
	}
	return s
}
