package eventlog

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"misfortune/game"
)

const beatSQL = `INSERT INTO heartbeat (game, at)
	SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM forgotten WHERE game = ?1)
	ON CONFLICT (game) DO UPDATE SET at = max(at, excluded.at)`

// Heartbeats notes for each of these games that it was alive at an instant, all
// in one commit, so that they cost the appends next to nothing. An instant
// before the one already noted changes nothing.
func (s *Store) Heartbeats(ctx context.Context, beats map[game.GameID]time.Time) error {
	if len(beats) == 0 {
		return nil
	}
	return s.write(ctx, func(tx *sql.Tx) error {
		for id, at := range beats {
			if _, err := tx.ExecContext(ctx, beatSQL, string(id), at.UnixMicro()); err != nil {
				return failed("keep a heartbeat", err)
			}
		}
		return nil
	})
}

// LastHeartbeat returns the last instant, to the microsecond and in UTC, at
// which a game is known to have been alive, and false if none was noted.
func (s *Store) LastHeartbeat(ctx context.Context, id game.GameID) (time.Time, bool, error) {
	var at int64
	err := s.readers.QueryRowContext(ctx, `SELECT at FROM heartbeat WHERE game = ?`, string(id)).Scan(&at)
	if errors.Is(err, sql.ErrNoRows) {
		return time.Time{}, false, nil
	}
	if err != nil {
		return time.Time{}, false, failed("find a heartbeat", err)
	}
	return time.UnixMicro(at).UTC(), true, nil
}

// Latest returns the latest instant, to the microsecond and in UTC, of any
// record or heartbeat of a game on the list, and the zero time if there is
// none. A clock that starts there is behind no game.
func (s *Store) Latest(ctx context.Context) (time.Time, error) {
	var at sql.NullInt64
	err := s.readers.QueryRowContext(ctx, `SELECT max(at) FROM (
		SELECT (SELECT at FROM record WHERE game = id ORDER BY seq DESC LIMIT 1) AS at FROM game
		UNION ALL SELECT at FROM heartbeat)`).Scan(&at)
	if err != nil || !at.Valid {
		return time.Time{}, failed("find the latest instant", err)
	}
	return time.UnixMicro(at.Int64).UTC(), nil
}
