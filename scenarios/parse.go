package scenarios

import (
	"crypto/sha256"
	"encoding/hex"

	"misfortune/game"
)

// Parse reads a scenario file and checks it; file is its name for messages. The
// scenario is nil when there are problems, and all problems are told at once.
// Parse never panics, whatever the bytes are, and takes time in proportion to
// them. It is safe for concurrent use.
func Parse(file string, src []byte) (*game.Scenario, Problems) {
	return parse(file, src, true)
}

// parse judges fairness and names only when strict: a file that was played
// under milder judgement can still be read to go on with its round.
func parse(file string, src []byte, strict bool) (*game.Scenario, Problems) {
	r := newReader(file, src)
	var d draft
	if top := r.document(src); top != nil {
		r.scenario(&d)(top)
		r.settle()
		d.compile(r.facts)
		if strict {
			r.judge(&d)
		}
	}
	if len(r.problems) > 0 {
		return nil, r.problems.sorted()
	}
	d.Hash = hashOf(src)
	return &d.Scenario, nil
}

// hashOf names the bytes of a file: its SHA-256 in hexadecimal.
func hashOf(src []byte) string {
	sum := sha256.Sum256(src)
	return hex.EncodeToString(sum[:])
}
