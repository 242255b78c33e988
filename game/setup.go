package game

// Setup is how a game day was hosted; it never changes afterwards.
type Setup struct {
	Code   string       `json:"code"` // six characters, see NewCode
	Name   string       `json:"name"`
	Lang   string       `json:"lang"`
	Solo   bool         `json:"solo,omitempty"`
	Factor float64      `json:"factor"`         // 1, 1.5 or 2
	Open   bool         `json:"open,omitempty"` // rounds have no end
	Hands  int          `json:"hands"`          // jobs a team may have at once
	Teams  []string     `json:"teams"`          // names, in order; 1 to MaxTeams
	Wheel  []SliceSetup `json:"wheel"`          // 1 to 24
	Spin   int          `json:"spin"`           // length of a spin in milliseconds
}

// SliceSetup is one scenario on the wheel, with what may be shown of it even
// when the file has changed since.
type SliceSetup struct {
	Scenario   string            `json:"scenario"` // hash when the day was hosted
	ID         string            `json:"id"`       // the author's id, by which a round finds the newest version
	Label      map[string]string `json:"label"`    // by language; "" is all
	Note       map[string]string `json:"note,omitempty"`
	Difficulty int               `json:"difficulty"`
	Minutes    int               `json:"minutes"`
}

// Limits of a game day.
const (
	MaxTeams  = 50
	MaxSlices = 24
	MaxName   = 60 // characters in the name of a day or a team
)

// DefaultHands is how many jobs a team may have at once, so that size is not score.
const DefaultHands = 3

// DefaultSpin is how long a wheel turns, in milliseconds.
const DefaultSpin = 7000

// valid refuses a setup that no day could be played by.
func (s Setup) valid(lib Library) error {
	bad := reject(Invalid, "bad_input")
	if s.Code == "" || s.Lang == "" || s.Hands < 1 || s.Spin < 0 || s.Spin > 12_000 {
		return bad
	}
	if s.Factor != 1 && s.Factor != 1.5 && s.Factor != 2 {
		return bad
	}
	if n := len([]rune(s.Name)); n < 1 || n > MaxName {
		return reject(Invalid, "name_length")
	}
	if len(s.Teams) < 1 || len(s.Teams) > MaxTeams {
		return reject(Invalid, "team_count")
	}
	if len(s.Wheel) < 1 || len(s.Wheel) > MaxSlices {
		return reject(Invalid, "slice_count")
	}
	for _, sl := range s.Wheel {
		if _, ok := lib.Scenario(sl.Scenario); !ok {
			return reject(NotFound, "no_such_thing")
		}
	}
	return nil
}
