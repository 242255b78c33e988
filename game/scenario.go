package game

import (
	"time"

	"misfortune/game/sim"
)

// Scenario is an authored incident, compiled: what package scenarios hands over
// after it has parsed and checked a file. It is immutable and may be shared
// between games and goroutines. Texts that are Markdown in the file are safe
// HTML here.
type Scenario struct {
	Hash string // of the file's bytes; a round is bound to it
	ID   string

	Title       Secret
	Wheel       Secret // label of the slice; shown to everybody from the start
	Difficulty  int    // 1 to 5
	Minutes     int    // real minutes at factor 1
	Clock       int    // incident seconds per running second, 1 to 15
	Tags        []string
	InspiredBy  Inspiration
	ContentNote Secret // shown with the slice
	Objectives  []Secret
	Briefing    Secret // HTML
	Page        Page
	Par         Par
	World       *sim.World
	Users       float64 // how many users an impact of 1 stands for; display only
	Idle        float64 // ledger of a team that does nothing for Minutes

	Looks     []Look
	Actions   []Action
	Diagnoses []Diagnosis // exactly one is Right

	Severity string // SEV1 to SEV4
	Scope    string // one_user, some, region, global
	Debrief  Debrief
	Notes    Secret // trainer_notes, HTML
}

// Inspiration is the real outage behind a scenario.
type Inspiration struct {
	Org   string
	Date  string // YYYY-MM-DD
	Links []string
}

// Page is what wakes the team up.
type Page struct {
	From, Text Secret
	At         string // the story's clock, "HH:MM", when the page goes off; may be empty
}

// Par is what a good team needs.
type Par struct {
	Acknowledge time.Duration // real time at factor 1
	Impact      float64       // impact-minutes
}

// Look is a question put to the world: it changes nothing and yields evidence.
type Look struct {
	ID       string
	Title    Secret
	Commands []string      // the first is shown with what came back; may be empty
	Takes    time.Duration // incident time
	Shows    []Variant     // the first that holds when the look ends; the last always holds
}

// Variant is what a look shows in one state of the world.
type Variant struct {
	If                *sim.Cond // nil holds always
	Text              Secret
	Supports, Against []string // diagnosis ids
}

// Action changes the world, for better or worse.
type Action struct {
	ID         string
	Title      Secret
	Takes      time.Duration // incident time
	Risk       string        // low, medium, high
	Once       bool
	Needs      *sim.Cond // nil: always possible; holds at start and at end, else SaysFailed
	Sets       sim.Facts
	Says       Secret
	SaysFailed Secret
	Verdicts   []Judgement // the first that holds when it starts; the last always holds
}

// Judgement is the author's verdict on an action in one state of the world.
type Judgement struct {
	If      *sim.Cond
	Verdict Verdict
	Why     Secret
}

// Verdict is what an action was worth.
type Verdict string

// The verdicts, from best to worst.
const (
	Best     Verdict = "best"
	Workable Verdict = "workable"
	Wasteful Verdict = "wasteful"
	Harmful  Verdict = "harmful"
)

// Diagnosis is a claim about what is wrong.
type Diagnosis struct {
	ID    string
	Title Secret
	Right bool
	Why   Secret
}

// Debrief is what is told after the round.
type Debrief struct {
	Happened  Secret // HTML
	Factors   []Secret
	Questions []Secret
	Lessons   []Secret
	Links     []string
	Drama     Secret
}

// Library finds a scenario by hash; a round's scenario stays available in the
// version it was prepared with. Implementations must be safe for concurrent use.
type Library interface {
	// Scenario returns the scenario whose bytes have this hash.
	Scenario(hash string) (*Scenario, bool)
}
