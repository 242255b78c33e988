package eventlog

import (
	"fmt"
	"time"

	"misfortune/game"
	"misfortune/game/view"
)

// row is a record as both stores keep it: times in microseconds, the event by
// its frozen kind name and its JSON.
type row struct {
	seq             uint64
	at              int64
	role, by, cause string
	kind            string
	body            []byte
}

// encode turns records into rows and checks that they continue a log directly
// after expected.
func encode(expected uint64, rs []game.Record) ([]row, error) {
	rows := make([]row, len(rs))
	for i, r := range rs {
		if want := expected + uint64(i) + 1; r.Seq != want {
			return nil, fmt.Errorf("eventlog: append: record %d where %d belongs", r.Seq, want)
		}
		kind, body, err := game.EncodeEvent(r.Event)
		if err != nil {
			return nil, fmt.Errorf("eventlog: append: record %d: %w", r.Seq, err)
		}
		rows[i] = row{r.Seq, r.At.UnixMicro(), string(r.By.Role), r.By.ID, string(r.Cause), kind, body}
	}
	return rows, nil
}

// record turns a row back into the record that it was.
func (r row) record() (game.Record, error) {
	event, err := game.DecodeEvent(r.kind, r.body)
	if err != nil {
		return game.Record{}, fmt.Errorf("record %d: %w", r.seq, err)
	}
	return game.Record{
		Seq:   r.seq,
		At:    time.UnixMicro(r.at).UTC(),
		By:    view.Party{Role: view.Role(r.role), ID: r.by},
		Cause: game.CommandID(r.cause),
		Event: event,
	}, nil
}
