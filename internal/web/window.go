package web

import (
	"context"

	"misfortune/game"
	"misfortune/game/view"
	"misfortune/internal/live"
)

// window is a game as the hub looks at it: always through the newest snapshot,
// so that a socket that opens while something happens cannot set the others back.
type window struct {
	ctx   context.Context //nolint:containedctx // the hub's calls have none; this one is never cancelled
	house House
	id    game.GameID
}

var _ live.Source = window{}

// View is what an audience may know now.
func (w window) View(a view.Audience) (view.View, error) {
	snap, _, err := w.house.Snapshot(w.ctx, w.id)
	if err != nil {
		return view.View{}, err
	}
	return snap.View(a)
}

// You is what concerns one person now; in a house that is closing, nothing does.
func (w window) You(p view.Party, lang string) view.You {
	snap, _, err := w.house.Snapshot(w.ctx, w.id)
	if err != nil {
		return view.You{Role: p.Role}
	}
	return snap.You(p, lang)
}

// Series is the curve that an audience may see, or nil.
func (w window) Series(a view.Audience) *view.Series {
	snap, _, err := w.house.Snapshot(w.ctx, w.id)
	if err != nil {
		return nil
	}
	return snap.Series(a)
}
