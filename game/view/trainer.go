package view

// Console is what only the trainer sees: the answer, the world, every team.
type Console struct {
	Title     string       `json:"title"`
	Label     string       `json:"label"`
	Notes     HTML         `json:"notes"`
	Severity  string       `json:"severity"`
	Scope     string       `json:"scope"`
	Diagnosis string       `json:"diagnosis"` // the right one
	Best      []string     `json:"best"`      // titles of actions that can be best
	Page      string       `json:"page"`
	Clock     *Clock       `json:"clock,omitempty"` // while playing: of the team with most time left
	Teams     []TeamColumn `json:"teams"`           // while playing
}

// TeamColumn is one team as the trainer follows it.
type TeamColumn struct {
	Team       TeamLine    `json:"team"`
	Clock      Clock       `json:"clock"`
	Milestones []Milestone `json:"milestones"`
	Impact     Impact      `json:"impact"`
	Escalated  bool        `json:"escalated"`
	Claim      *Claim      `json:"claim,omitempty"` // the one that stands
	ClaimRight bool        `json:"claim_right"`
	Evidence   [2]int      `json:"evidence"` // attached looks for and against the claim
	Jobs       []Job       `json:"jobs"`
	Harmful    []string    `json:"harmful"` // titles of running actions judged harmful
	Recent     []Entry     `json:"recent"`  // newest last
	Facts      []Fact      `json:"facts"`
	Finished   bool        `json:"finished"`
}

// Fact is one fact of a team's world.
type Fact struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Entry is one line of a team's timeline.
type Entry struct {
	Seq     uint64 `json:"seq"`
	At      int    `json:"at"`                // running seconds since the page
	Kind    string `json:"kind"`              // "acknowledged", "escalated", "look", "action-started", "action", "failed", "cancelled", "lapsed", "claim", "mitigated", "revoked", "all-clear", "all-clear-refused", "position", "ended"
	Title   string `json:"title,omitempty"`   // of a position its name (see PositionHeld), of "ended" why: "through", "limit", "trainer"
	Nick    string `json:"nick,omitempty"`    // empty on the projector
	Verdict string `json:"verdict,omitempty"` // best, workable, wasteful, harmful; right, wrong for a claim
	Why     string `json:"why,omitempty"`
}
