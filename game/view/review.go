package view

// ReviewPage is what follows a round: the score, what each team did, and what
// really happened. A participant gets its own team's card, trainer and screen
// get all; on the screen a card has no timeline and names nobody.
type ReviewPage struct {
	Round      int         `json:"round"`
	Label      string      `json:"label"`
	Title      string      `json:"title"`
	Early      bool        `json:"early"` // the trainer ended the story
	Org        string      `json:"org,omitempty"`
	Date       string      `json:"date,omitempty"` // YYYY-MM-DD
	Happened   HTML        `json:"happened"`
	Factors    []string    `json:"factors"`
	Lessons    []string    `json:"lessons"`
	Questions  []string    `json:"questions"`
	Links      []string    `json:"links"`
	Drama      string      `json:"drama,omitempty"`
	Objectives []string    `json:"objectives"`
	Severity   string      `json:"severity"`
	Scope      string      `json:"scope"`
	Diagnoses  []Verdict   `json:"diagnoses"`
	Cards      []ScoreCard `json:"cards"`
	Tags       []string    `json:"tags"`
}

// Verdict is a diagnosis with the truth about it.
type Verdict struct {
	Title string `json:"title"`
	Right bool   `json:"right"`
	Why   string `json:"why"`
}

// ScoreCard is one team's round.
type ScoreCard struct {
	Team       TeamLine    `json:"team"`
	Points     int         `json:"points"`  // 0 to 100
	Raw        float64     `json:"raw"`     // sum of the lines
	Offered    float64     `json:"offered"` // what the lines could give; Points is scaled to 100
	Rank       int         `json:"rank"`
	Lines      []ScoreLine `json:"lines"`
	Timeline   []Entry     `json:"timeline"`
	Milestones []Milestone `json:"milestones"`
	Curve      Series      `json:"curve"`  // impact
	Ledger     float64     `json:"ledger"` // impact-minutes
	Seconds    int         `json:"seconds"`
}

// ScoreLine is one line of a score with its reason and the records behind it.
type ScoreLine struct {
	Name    string   `json:"name"` // acknowledge, severity, scope, diagnosis, evidence, mitigate, impact, coordination
	Points  float64  `json:"points"`
	Max     float64  `json:"max"`
	Band    int      `json:"band"` // 3 from 80%, 2 from 55%, 1 from 30%, else 0
	Reason  Msg      `json:"reason"`
	Records []uint64 `json:"records"`
}
