package room

import (
	"context"
	"errors"
	"iter"
	"time"

	"misfortune/game"
)

// Log remembers what happened in games. It is safe for concurrent use.
type Log interface {
	// Append adds rs to a game's log directly after record expected (0 for an
	// empty log), all or none. When it returns nil the records are on disk. If
	// the head is elsewhere it returns an error with a method Conflict() bool
	// that returns true. After any other error the records may be there or not.
	Append(ctx context.Context, id game.GameID, expected uint64, rs []game.Record) error
	// Read yields every record with Seq > after, in order; it ends early only by
	// yielding an error.
	Read(ctx context.Context, id game.GameID, after uint64) iter.Seq2[game.Record, error]
}

// Pulse remembers when games were last alive. It is safe for concurrent use.
type Pulse interface {
	// Heartbeats notes for each of these games that it was alive at an instant.
	Heartbeats(ctx context.Context, beats map[game.GameID]time.Time) error
	// LastHeartbeat returns the last instant noted for a game, and false for none.
	LastHeartbeat(ctx context.Context, id game.GameID) (time.Time, bool, error)
}

// Announce is called at step 4 with every new snapshot of a game; also after a
// second in which nothing happened, with the same sequence number, because the
// curves have grown. The epoch is new each time a room opens. It is called from
// the room's own goroutine, must not block, and must not call the house.
type Announce func(id game.GameID, epoch string, snap game.Snapshot)

var (
	// ErrBusy says that too many commands wait for this game; the command was
	// not taken. It may be given again, with the same id.
	ErrBusy = errors.New("room: too many commands are waiting")
	// ErrClosed says that the house is closing.
	ErrClosed = errors.New("room: the house is closed")
	// ErrTakenOver says that another process keeps writing to this game's log.
	ErrTakenOver = errors.New("room: another process writes to this game")
	// ErrBroken says that the rules panicked; what they said is in the log of
	// the server. The command was not carried out.
	ErrBroken = errors.New("room: the rules are broken")
)

// isConflict recognises an append that came second.
func isConflict(err error) bool {
	var c interface{ Conflict() bool }
	return errors.As(err, &c) && c.Conflict()
}
