package game

import "fmt"

// Code says what kind of refusal it is; the edge maps it to a status.
type Code string

// The codes.
const (
	Invalid   Code = "invalid"   // the command makes no sense
	Forbidden Code = "forbidden" // not for this party
	Conflict  Code = "conflict"  // not now, or not any more
	TooLate   Code = "too_late"  // it is over
	NotFound  Code = "not_found" // there is no such thing
)

// Rejection is a command refused. Text is a key that the edge turns into the
// reader's language, with Args; it never quotes a secret.
type Rejection struct {
	Code Code
	Text string
	Args map[string]any
}

func (r *Rejection) Error() string { return fmt.Sprintf("%s: %s", r.Code, r.Text) }

// reject makes a Rejection; pairs are argument names and values.
func reject(code Code, text string, pairs ...any) error {
	r := &Rejection{Code: code, Text: text}
	for i := 0; i+1 < len(pairs); i += 2 {
		if r.Args == nil {
			r.Args = make(map[string]any, len(pairs)/2)
		}
		r.Args[pairs[i].(string)] = pairs[i+1]
	}
	return r
}
