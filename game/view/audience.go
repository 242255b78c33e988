package view

import "time"

// Role says in what capacity somebody is at a game day.
type Role string

// The roles. A screen is the projector, and anybody who just watches.
const (
	Trainer     Role = "trainer"
	Participant Role = "participant"
	Screen      Role = "screen"
)

// Party is who somebody is, as the signed cookie says; never taken from a form.
type Party struct {
	Role Role   `json:"role"`
	ID   string `json:"id,omitempty"`
}

// Audience is a class of readers that share one view and one rendering.
// Team is set for participants only. It is comparable, so it can key a map.
type Audience struct {
	Role Role   `json:"role"`
	Team string `json:"team,omitempty"`
	Lang string `json:"lang"`
}

// Instant is a moment on the server's clock in milliseconds since 1970; 0 is none.
type Instant int64

// At converts a time to an Instant; the zero time becomes 0.
func At(t time.Time) Instant {
	if t.IsZero() {
		return 0
	}
	return Instant(t.UnixMilli())
}

// HTML is Markdown from a scenario file, rendered safely when the file was
// loaded. It is the only text that a template may write without escaping.
type HTML string

// Msg is a text of ours that the edge puts into the reader's language.
type Msg struct {
	Key  string         `json:"key"`
	Args map[string]any `json:"args,omitempty"`
}
