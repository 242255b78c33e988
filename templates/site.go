package templates

import "misfortune/game/view"

// Site is what a page needs beside the view: who reads it where.
type Site struct {
	Lang string // language of the reader
	Path string // of this page, so that the language links come back to it

	// PublicURL is where phones find us, "http://192.0.2.7:8080", without a
	// slash at its end. The lobby shows it and puts it into the QR code.
	PublicURL string

	// Now is the server's clock while drawing, and Epoch names the state of the
	// house: together with the view's Seq they are where the live connection
	// starts.
	Now   view.Instant
	Epoch string

	Trainer  bool      // this browser holds the trainer's key
	Problems []Problem // broken scenario files; shown to the trainer only
	Flash    string    // a refusal after a form was sent without script, in the reader's language
}

// Problem is a scenario file that could not be read.
type Problem struct {
	File    string
	Message string // all errors of the file, a line each
}

// HomeForm is the front page's form as it was sent, if it was refused.
type HomeForm struct {
	Code  string
	Error string // in the reader's language; empty when nothing is wrong
}

// JoinForm is the form with which a person takes a seat.
type JoinForm struct {
	Code    string
	DayName string
	Phase   view.Phase
	Teams   []view.TeamLine
	Nick    string // as it was sent, if it was refused
	Team    string // id of the chosen team; empty: wherever there is room
	Error   string
}

// DoorForm is the form that asks for the trainer's key.
type DoorForm struct {
	Error string
}

// HostForm is the form that makes a game day, and the trainer's days so far.
type HostForm struct {
	Name    string
	Teams   string // number of teams, as typed
	Lang    string // of the game day
	Factor  string // "1", "1.5" or "2"
	NoLimit bool
	Cards   []Card
	Games   []GameLine
	Error   string
	Field   string // name of the field that Error is about; empty: the whole form
}

// Card is a scenario as a trainer may see it before choosing it: what is on
// its slice, and nothing that gives the incident away.
type Card struct {
	Hash       string
	Label      string
	Note       string // content note; empty if there is none
	Difficulty int    // 1 to 5
	Minutes    int    // at factor 1
	On         bool   // chosen
}

// GameLine is a game day that the trainer can go back to.
type GameLine struct {
	Code  string
	Name  string
	Phase view.Phase
}

// TroublePage says that something is wrong and what can be done about it.
type TroublePage struct {
	Status int // HTTP
	Title  string
	Text   string
	Back   string // path to go on from; empty: the front page
}
