package eventlog

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"time"

	"misfortune/game"
)

// Hosted is a line in the list of games. It is an alias of an unnamed struct so
// that a consumer that must not import this package can name the same type in
// its own interface.
type Hosted = struct {
	ID   game.GameID
	Code string    // what people type to join
	At   time.Time // when it was hosted, to the microsecond, in UTC
}

// newestFirst orders the list of games.
func newestFirst(a, b Hosted) int {
	return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.ID, b.ID))
}

// CreateGame puts a game on the list under a join code. It returns
// [ErrCodeTaken] when another game has the code and [ErrForgotten] when the id
// was forgotten; creating the same game with the same code again does nothing.
// The game's log stays empty.
func (s *Store) CreateGame(ctx context.Context, id game.GameID, code string, at time.Time) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		var head uint64
		var forgotten bool
		if err := tx.QueryRowContext(ctx, headSQL, string(id)).Scan(&head, &forgotten); err != nil {
			return failed("list a game", err)
		}
		if forgotten {
			return ErrForgotten
		}
		var holder string
		err := tx.QueryRowContext(ctx, `SELECT id FROM game WHERE code = ?`, code).Scan(&holder)
		switch {
		case err == nil && holder == string(id):
			return nil
		case err == nil:
			return ErrCodeTaken
		case !errors.Is(err, sql.ErrNoRows):
			return failed("list a game", err)
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO game (id, code, at) VALUES (?, ?, ?)`, string(id), code, at.UnixMicro())
		return failed("list a game", err)
	})
}

// Game returns the game with this join code, or [ErrNotFound].
func (s *Store) Game(ctx context.Context, code string) (game.GameID, error) {
	var id string
	err := s.readers.QueryRowContext(ctx, `SELECT id FROM game WHERE code = ?`, code).Scan(&id)
	return game.GameID(id), failed("find a game", err)
}

// Games lists all games, newest first.
func (s *Store) Games(ctx context.Context) ([]Hosted, error) {
	rows, err := s.readers.QueryContext(ctx, `SELECT id, code, at FROM game ORDER BY at DESC, id`)
	if err != nil {
		return nil, failed("list games", err)
	}
	defer func() { _ = rows.Close() }() // what matters is rows.Err, below
	var games []Hosted
	for rows.Next() {
		var h Hosted
		var at int64
		if err := rows.Scan(&h.ID, &h.Code, &at); err != nil {
			return nil, failed("list games", err)
		}
		h.At = time.UnixMicro(at).UTC()
		games = append(games, h)
	}
	return games, failed("list games", rows.Err())
}

// Forget deletes a game with its log, its heartbeat and its place on the list;
// the code is free again. What is deleted is overwritten on disk. It cannot be
// undone, and the game's id can never be used again. Scenarios stay: they are
// shared and name nobody.
func (s *Store) Forget(ctx context.Context, id game.GameID) error {
	err := s.write(ctx, func(tx *sql.Tx) error {
		// The tombstone first: without it the log refuses to be deleted.
		_, err := tx.ExecContext(ctx, `INSERT INTO forgotten (game, at) VALUES (?, ?) ON CONFLICT DO NOTHING`, string(id), time.Now().UnixMicro())
		if err != nil {
			return failed("forget a game", err)
		}
		for _, del := range []string{
			`DELETE FROM record WHERE game = ?`,
			`DELETE FROM heartbeat WHERE game = ?`,
			`DELETE FROM game WHERE id = ?`,
		} {
			if _, err := tx.ExecContext(ctx, del, string(id)); err != nil {
				return failed("forget a game", err)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	// The overwritten pages are in the -wal so far, the old ones still in the file.
	_, err = s.writer.ExecContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`)
	return failed("forget a game", err)
}
