package live

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"

	"misfortune/game/view"
)

// FeedLimit is how many feed items a screen holds. Beyond that the oldest are
// dropped, here and by the client alike.
const FeedLimit = 500

// Frame takes a client from one position to another. It is JSON on the wire.
type Frame struct {
	Now   view.Instant `json:"now,omitempty"` // the server's clock when the frame was sent
	Epoch string       `json:"epoch"`         // opening of the room that the numbers belong to
	From  uint64       `json:"from"`          // where a client must stand to apply it; of no meaning if Full
	Seq   uint64       `json:"seq"`           // where the client stands afterwards
	Full  bool         `json:"full,omitempty"`

	Layout  string            `json:"layout,omitempty"`  // full only: name of the layout
	Stage   string            `json:"stage,omitempty"`   // full only: inner HTML of #stage
	Regions map[string]string `json:"regions,omitempty"` // id -> outer HTML of a region that changed
	Feed    []string          `json:"feed,omitempty"`    // items to append to #feed, in order
	You     map[string]string `json:"you,omitempty"`     // id -> outer HTML of what concerns the reader alone
	Series  *view.Series      `json:"series,omitempty"`  // the curve, or what continues it; see Append
	Append  bool              `json:"append,omitempty"`  // Series continues the curve that the client holds
}

// Position is where a client stands. The zero value is a client that holds
// nothing.
type Position struct {
	Epoch  string
	Seq    uint64 // last record that its page reflects
	Step   int    // number of the first sample of the curve that it does not hold
	Stride int    // of the curve that it holds; 0 if none
}

// ParsePosition reads a position from the query of a request: epoch, seq, step
// and stride. What is missing or broken counts as nothing held, which costs a
// full frame and can do no harm.
func ParsePosition(query url.Values) Position {
	seq, err := strconv.ParseUint(query.Get("seq"), 10, 64)
	if err != nil {
		return Position{}
	}
	at := Position{Epoch: query.Get("epoch"), Seq: seq}
	step, errStep := strconv.Atoi(query.Get("step"))
	stride, errStride := strconv.Atoi(query.Get("stride"))
	if errStep == nil && errStride == nil && step >= 0 && stride > 0 {
		at.Step, at.Stride = step, stride
	}
	return at
}

// Page is one audience's rendering of a view.
type Page struct {
	// Layout names the set and order of regions. When it changes, clients need
	// the whole stage.
	Layout string
	// Stage draws the whole inner HTML of #stage, which is composed of exactly
	// Regions and Feed. It is called at most once, and only if a client needs
	// a full frame.
	Stage func() (string, error)
	// Regions holds the outer HTML of each region by its id attribute.
	Regions map[string]string
	// Feed holds the items of #feed, oldest first. Within a layout it only
	// grows at its end (and is cut at its start to FeedLimit).
	Feed []FeedItem
}

// FeedItem is one <li> of the feed. Its Seq never changes and identifies it.
type FeedItem struct {
	Seq  uint64
	HTML string
}

// encode makes the part of a frame that an audience shares: everything but Now
// and You, which compose puts before it. Markup is left as it is: the frame is
// JSON for a script, never part of a page.
func encode(f Frame) ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(f); err != nil {
		return nil, fmt.Errorf("encode frame: %w", err)
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), nil
}

// compose returns the parts that, written one after the other, are the frame
// with the time and the reader's own regions. shared itself is not copied.
func compose(shared []byte, now view.Instant, you map[string]string) ([][]byte, error) {
	head := strconv.AppendInt([]byte(`{"now":`), int64(now), 10)
	if len(you) > 0 {
		var own bytes.Buffer
		e := json.NewEncoder(&own)
		e.SetEscapeHTML(false)
		if err := e.Encode(you); err != nil {
			return nil, fmt.Errorf("encode reader's regions: %w", err)
		}
		head = append(head, `,"you":`...)
		head = append(head, bytes.TrimSuffix(own.Bytes(), []byte("\n"))...)
	}
	head = append(head, ',') // shared always has at least its epoch
	return [][]byte{head, shared[1:]}, nil
}
