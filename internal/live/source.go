package live

import "misfortune/game/view"

// Source is one game as the hub looks at it: the room that owns it. It is a
// window, not a copy: what it returns is never older than the last Publish of
// the game, and may be newer. What it returns is not changed afterwards. Safe
// for concurrent use.
type Source interface {
	// View is what an audience may know now. Its Seq never falls. An error means
	// that this room will answer no more; its watchers are told to come back.
	View(a view.Audience) (view.View, error)
	// You is what concerns one person now.
	You(p view.Party, lang string) view.You
	// Series is the curve that an audience may see, or nil. It grows with every
	// step, without a new Seq.
	Series(a view.Audience) *view.Series
}

// Render draws. Package live has no idea of markup. Both methods depend on
// their arguments alone and are safe for concurrent use.
type Render interface {
	// Page draws what an audience sees.
	Page(v view.View) (Page, error)
	// You draws what concerns one person: region id -> outer HTML. The ids are
	// the same for every You, and not among the regions of any Page.
	You(y view.You, lang string) (map[string]string, error)
}

// Watcher is somebody at a screen.
type Watcher struct {
	Game     string
	Party    view.Party
	Audience view.Audience
	At       Position
	Remote   string // address without port, for the limit per address; may be empty
}

// moved tells whether the watcher's person belongs to another audience by now:
// somebody who joins or changes teams in one tab must not go on following the
// former audience in another.
func (w Watcher) moved(you view.You) bool {
	return w.Party.Role == view.Participant && you.Joined && you.Team != w.Audience.Team
}
