package game

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
)

// kinds are the frozen names of events on the wire. A name, once in a log, is
// there for ever: a renamed Go type keeps its kind, a changed shape gets a new
// one. wire_test.go holds one golden file for each.
//
//nolint:gochecknoglobals // a constant table
var kinds = []struct {
	kind  string
	event Event
}{
	{"game.hosted", GameHosted{}},
	{"participant.joined", ParticipantJoined{}},
	{"position.held", PositionHeld{}},
	{"wheel.opened", WheelOpened{}},
	{"wheel.spun", WheelSpun{}},
	{"spin.vetoed", SpinVetoed{}},
	{"slice.chosen", SliceChosen{}},
	{"round.prepared", RoundPrepared{}},
	{"participant.ready", ParticipantReady{}},
	{"round.started", RoundStarted{}},
	{"round.ended", RoundEnded{}},
	{"day.closed", DayClosed{}},
	{"clocks.paused", ClocksPaused{}},
	{"clocks.resumed", ClocksResumed{}},
	{"clocks.suspended", ClocksSuspended{}},
	{"clocks.recovered", ClocksRecovered{}},
	{"limit.extended", LimitExtended{}},
	{"page.acknowledged", PageAcknowledged{}},
	{"page.escalated", PageEscalated{}},
	{"job.started", JobStarted{}},
	{"look.ended", LookEnded{}},
	{"action.ended", ActionEnded{}},
	{"job.cancelled", JobCancelled{}},
	{"triage.claimed", TriageClaimed{}},
	{"mitigation.reached", MitigationReached{}},
	{"mitigation.revoked", MitigationRevoked{}},
	{"all-clear.given", AllClearGiven{}},
	{"team.finished", TeamFinished{}},
}

// EncodeEvent returns an event's frozen kind and its JSON.
func EncodeEvent(e Event) (kind string, body []byte, err error) {
	for _, k := range kinds {
		if reflect.TypeOf(k.event) == reflect.TypeOf(e) {
			body, err = json.Marshal(e)
			return k.kind, body, err
		}
	}
	return "", nil, fmt.Errorf("game: event %T has no kind", e)
}

// DecodeEvent is the reverse of EncodeEvent. A kind or a field that it does not
// know is an error: a log written by a newer version must not be read as less.
func DecodeEvent(kind string, body []byte) (Event, error) {
	for _, k := range kinds {
		if k.kind != kind {
			continue
		}
		v := reflect.New(reflect.TypeOf(k.event))
		dec := json.NewDecoder(bytes.NewReader(body))
		dec.DisallowUnknownFields()
		if err := dec.Decode(v.Interface()); err != nil {
			return nil, fmt.Errorf("game: event %s: %w", kind, err)
		}
		return v.Elem().Interface().(Event), nil
	}
	return nil, fmt.Errorf("game: unknown kind of event %q", kind)
}

// Kinds lists the kinds of events that a log may hold.
func Kinds() []string {
	var out []string
	for _, k := range kinds {
		out = append(out, k.kind)
	}
	return out
}
