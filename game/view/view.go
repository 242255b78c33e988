package view

// Phase is where a game day stands.
type Phase string

// The phases, in the order in which a day goes through them; after Review it
// goes back to Wheel or on to Closed.
const (
	Lobby    Phase = "lobby"
	Wheeling Phase = "wheel"
	Briefing Phase = "briefing"
	Playing  Phase = "play"
	Review   Phase = "review"
	Closed   Phase = "closed"
)

// View is everything that one audience may know of a game day at one moment.
// Exactly the parts that belong to the phase and the audience are not nil.
type View struct {
	Seq      uint64   `json:"seq"` // the last record that it reflects
	Audience Audience `json:"audience"`
	Phase    Phase    `json:"phase"`
	Day      Day      `json:"day"`

	Wheel    *Wheel        `json:"wheel,omitempty"`    // phases wheel and briefing
	Briefing *BriefingPage `json:"briefing,omitempty"` // phase briefing
	Team     *TeamPlay     `json:"team,omitempty"`     // phase play, a participant whose team plays
	Board    *Board        `json:"board,omitempty"`    // phase play, screen
	Console  *Console      `json:"console,omitempty"`  // trainer, phases briefing and play
	Review   *ReviewPage   `json:"review,omitempty"`   // phases review and closed (if a round was played)
}

// Day is what everybody at a game day knows.
type Day struct {
	Code   string      `json:"code"`
	Name   string      `json:"name"`
	Lang   string      `json:"lang"`   // the game's language
	Solo   bool        `json:"solo"`   // one person, no trainer, everything on autopilot
	Factor float64     `json:"factor"` // 1, 1.5 or 2: how much slower than real time
	Limit  bool        `json:"limit"`  // false: rounds have no end
	Teams  []TeamLine  `json:"teams"`
	Paused *Paused     `json:"paused,omitempty"`
	Round  int         `json:"round"`  // the current or last round, from 1; 0 before the first
	Unspun int         `json:"unspun"` // slices not yet played
	Totals []TeamTotal `json:"totals,omitempty"`
}

// Paused says that all clocks stand, and why.
type Paused struct {
	StopWord bool    `json:"stop_word"` // somebody asked for a pause; never who
	Since    Instant `json:"since"`
}

// TeamLine is a team as everybody sees it.
type TeamLine struct {
	ID     string   `json:"id"`     // "a", "b" ...
	Letter string   `json:"letter"` // "A", "B" ...
	Name   string   `json:"name"`
	People []Member `json:"people"`
}

// Member is a person in a team.
type Member struct {
	Nick      string   `json:"nick"`
	Positions []string `json:"positions,omitempty"` // see PositionHeld
	Ready     bool     `json:"ready,omitempty"`     // "I'm on call", in the briefing
}

// TeamTotal is a team's sum over the rounds scored so far.
type TeamTotal struct {
	Team   string `json:"team"`
	Letter string `json:"letter"`
	Name   string `json:"name"`
	Points int    `json:"points"`
	Rank   int    `json:"rank"` // from 1; equal ranks are shared
	Rounds []int  `json:"rounds"`
}

// You is what concerns one person alone; it is rendered beside the shared view.
type You struct {
	Seq       uint64   `json:"seq"` // the last record that it reflects
	Role      Role     `json:"role"`
	Phase     Phase    `json:"phase"`
	Code      string   `json:"code"`
	Solo      bool     `json:"solo"`
	Paused    bool     `json:"paused"`
	Joined    bool     `json:"joined"`
	Nick      string   `json:"nick,omitempty"`
	Team      string   `json:"team,omitempty"`
	Positions []string `json:"positions,omitempty"`
	Lone      bool     `json:"lone,omitempty"`  // the only member: holds every position
	Ready     bool     `json:"ready,omitempty"` // said "I'm on call"
	Jobs      []Job    `json:"jobs,omitempty"`  // own running jobs, which one may cancel
	FreeHands int      `json:"free_hands"`      // how many more jobs this person may start now
}

// Wheel is the wheel with its slices, the last spin, and what became of it.
type Wheel struct {
	Slices []Slice  `json:"slices"`
	Spin   *Spin    `json:"spin,omitempty"`
	Vetoed []string `json:"vetoed,omitempty"` // labels drawn for this round and sent back
}

// Slice is one scenario on the wheel, without spoilers.
type Slice struct {
	Index      int    `json:"index"`
	Label      string `json:"label"`
	Difficulty int    `json:"difficulty"` // 1 to 5
	Minutes    int    `json:"minutes"`
	Note       string `json:"note,omitempty"` // content note
	Spent      bool   `json:"spent"`
}

// Spin is the server's draw. With the slices laid clockwise from the pointer
// at three o'clock (slice i from i to i+1 slice widths), turning the wheel
// clockwise by Rotation degrees brings the drawn place to the pointer.
type Spin struct {
	No       int     `json:"no"`       // counts spins of the day from 1
	Slice    int     `json:"slice"`    // index of the slice it lands on
	Rotation float64 `json:"rotation"` // degrees, several whole turns included
	StartsAt Instant `json:"starts_at"`
	Millis   int     `json:"millis"` // length of the spin
	Chosen   bool    `json:"chosen"` // the trainer chose; nothing turned
}

// BriefingPage is the reading time before the page goes off.
type BriefingPage struct {
	Slice    Slice    `json:"slice"`
	HTML     HTML     `json:"html"`
	Ready    int      `json:"ready"`     // people who said "I'm on call"
	People   int      `json:"people"`    // people in teams
	NotReady []string `json:"not_ready"` // nicknames; trainer only
}
