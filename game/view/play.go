package view

// Clock is a team's running clock as a browser needs it to count by itself.
// Seconds are running seconds (real seconds divided by the factor).
type Clock struct {
	Running bool    `json:"running"`
	EndsAt  Instant `json:"ends_at,omitempty"` // when it reaches Limit, if it keeps running
	Left    float64 `json:"left"`              // seconds left while it stands; 0 while it runs
	Limit   int     `json:"limit"`             // seconds; 0: no limit
	// ZeroAt is the instant at which the clock would have shown zero had it
	// always run, so elapsed = (now - ZeroAt) / Factor while Running.
	ZeroAt  Instant `json:"zero_at"`
	Elapsed float64 `json:"elapsed"` // seconds elapsed while it stands; 0 while it runs
	Factor  float64 `json:"factor"`
	Story   Story   `json:"story"`
}

// Story maps running seconds to the clock of the fiction.
type Story struct {
	Start string `json:"start,omitempty"` // "09:47", UTC, when the page goes off; may be empty
	Speed int    `json:"speed"`           // incident seconds per running second
}

// Milestone names, in order.
const (
	Acknowledged = "acknowledged"
	Triaged      = "triaged"
	Mitigated    = "mitigated"
	Verified     = "verified"
)

// Milestone is a station on a team's line.
type Milestone struct {
	Name    string `json:"name"`
	Reached bool   `json:"reached"`
	At      int    `json:"at,omitempty"` // running seconds since the page
}

// Impact is how much users suffer now.
type Impact struct {
	Now   float64 `json:"now"`   // 0 to 1
	Trend int     `json:"trend"` // of the last change: +1 worse, -1 better, 0 unmoved
	Users float64 `json:"users"` // how many users 1.0 stands for; 0: not told
}

// Series is a curve by running seconds: value i belongs to second
// (First+i)*Stride. At most 400 values.
type Series struct {
	Stride int       `json:"stride"`
	First  int       `json:"first"`
	Values []float64 `json:"values"`
}

// PageAlert is the page that goes off.
type PageAlert struct {
	From        string  `json:"from"`
	Text        string  `json:"text"`
	At          Instant `json:"at"`           // since when it rings
	EscalatesAt Instant `json:"escalates_at"` // 0 while the clock stands
	EscalateSec int     `json:"escalate_sec"` // running seconds from page to escalation
	Acked       bool    `json:"acked"`
	Escalated   bool    `json:"escalated"`
}

// Job is a look or an action at work.
type Job struct {
	ID     string  `json:"id"`
	Kind   string  `json:"kind"` // "look" or "action"
	Title  string  `json:"title"`
	Nick   string  `json:"nick"`
	EndsAt Instant `json:"ends_at,omitempty"` // while the clock runs
	Left   float64 `json:"left"`              // seconds left while the clock stands
	Total  int     `json:"total"`             // running seconds it takes
}

// Option is a look or an action that can be started.
type Option struct {
	ID      string `json:"id"` // opaque: says nothing of the author's id or order
	Title   string `json:"title"`
	Command string `json:"command,omitempty"`
	Takes   int    `json:"takes"`          // running seconds
	Risk    string `json:"risk,omitempty"` // actions: low, medium, high
	Done    int    `json:"done"`           // times completed by this team
	Once    bool   `json:"once,omitempty"` // may be completed only once
	BusyBy  string `json:"busy_by,omitempty"`
}

// Item is one thing that the team has seen, newest last. Its Seq never changes.
type Item struct {
	Seq     uint64 `json:"seq"`
	At      int    `json:"at"`   // running seconds since the page
	Kind    string `json:"kind"` // "look", "action", "failed", "all-clear-refused", "mitigated", "revoked", "escalated"
	Title   string `json:"title,omitempty"`
	Nick    string `json:"nick,omitempty"`
	Command string `json:"command,omitempty"`
	Text    string `json:"text,omitempty"` // artifact for a look, plain text else
	JobID   string `json:"job,omitempty"`  // evidence id for the triage form
}

// Claim is a submitted triage form.
type Claim struct {
	At        int      `json:"at"`
	Severity  string   `json:"severity"`
	Scope     string   `json:"scope"`
	Diagnosis string   `json:"diagnosis"` // option id
	Title     string   `json:"title"`     // of the diagnosis
	Evidence  []string `json:"evidence"`  // job ids
	Nick      string   `json:"nick"`
}

// Triage is the form with what can be chosen, and the claims so far.
type Triage struct {
	Diagnoses []Choice `json:"diagnoses"`
	Evidence  []Choice `json:"evidence"` // looks that have come back, by job id
	Claims    []Claim  `json:"claims"`   // oldest first; the last one stands
}

// Choice is an id with its title.
type Choice struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	At    int    `json:"at,omitempty"`
}

// PositionHeld is one of the four positions of a team.
type PositionHeld struct {
	Name string `json:"name"`           // commander, operations, communications, scribe
	Nick string `json:"nick,omitempty"` // who holds it; empty: open
}

// TeamPlay is the war room of one team.
type TeamPlay struct {
	Team       TeamLine       `json:"team"`
	Label      string         `json:"label"` // of the slice
	Briefing   HTML           `json:"briefing"`
	Clock      Clock          `json:"clock"`
	Page       PageAlert      `json:"page"`
	Milestones []Milestone    `json:"milestones"`
	Impact     Impact         `json:"impact"`
	Hands      int            `json:"hands"` // jobs at once
	Jobs       []Job          `json:"jobs"`
	Looks      []Option       `json:"looks"`
	Actions    []Option       `json:"actions"`
	Feed       []Item         `json:"feed"` // at most 500
	Triage     Triage         `json:"triage"`
	Positions  []PositionHeld `json:"positions"`
	Through    bool           `json:"through"`  // all-clear while mitigated, with triage
	Finished   bool           `json:"finished"` // this team's round is over
	Waiting    int            `json:"waiting"`  // teams still at it, once finished
}

// Board is the projector during play: no names of people, no verdicts.
type Board struct {
	Label string      `json:"label"`
	Clock Clock       `json:"clock"` // of the team with most time left
	Teams []BoardTeam `json:"teams"`
}

// BoardTeam is a team's row on the projector.
type BoardTeam struct {
	ID         string      `json:"id"`
	Letter     string      `json:"letter"`
	Name       string      `json:"name"`
	Milestones []Milestone `json:"milestones"`
	Impact     Impact      `json:"impact"`
	Finished   bool        `json:"finished"`
}
