package eventlog

import (
	"context"
	"database/sql"
	"fmt"
	"iter"

	"misfortune/game"
)

const (
	headSQL = `SELECT (SELECT coalesce(max(seq), 0) FROM record WHERE game = ?1),
	                  EXISTS (SELECT 1 FROM forgotten WHERE game = ?1)`
	insertSQL = `INSERT INTO record (game, seq, at, by_role, by_id, cause, kind, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`
	readSQL   = `SELECT seq, at, by_role, by_id, cause, kind, body FROM record WHERE game = ? AND seq > ? ORDER BY seq`
)

// Append adds rs to a game's log directly after record expected (0 for an empty
// log), all or none. When it returns nil the records are on disk. It returns
// [ErrConflict] when the head is elsewhere and [ErrForgotten] for a game that
// was deleted. After any other error, that of a cancelled ctx included, the
// records may be there or not, but never in part: read the log to know.
func (s *Store) Append(ctx context.Context, id game.GameID, expected uint64, rs []game.Record) error {
	rows, err := encode(expected, rs)
	if err != nil || len(rows) == 0 {
		return err
	}
	return s.write(ctx, func(tx *sql.Tx) error {
		var head uint64
		var forgotten bool
		if err := tx.QueryRowContext(ctx, headSQL, string(id)).Scan(&head, &forgotten); err != nil {
			return failed("append", err)
		}
		if forgotten {
			return ErrForgotten
		}
		// The primary key alone would let a log have gaps.
		if head != expected {
			return fmt.Errorf("%w: to %d, not %d", ErrConflict, head, expected)
		}
		return add(ctx, tx, id, rows)
	})
}

// add inserts rows.
func add(ctx context.Context, tx *sql.Tx, id game.GameID, rows []row) error {
	for _, r := range rows {
		// The body goes in as text, so that people can read it with any SQLite tool.
		_, err := tx.ExecContext(ctx, insertSQL, string(id), r.seq, r.at, r.role, r.by, r.cause, r.kind, string(r.body))
		if err != nil {
			return failed("append", translate(err))
		}
	}
	return nil
}

// Read yields a game's records with Seq > after, in order. It ends early only by
// yielding an error, after which it yields no more: a read that failed half-way
// must never look like a shorter history. A game without records yields none.
func (s *Store) Read(ctx context.Context, id game.GameID, after uint64) iter.Seq2[game.Record, error] {
	return func(yield func(game.Record, error) bool) {
		rows, err := s.readers.QueryContext(ctx, readSQL, string(id), after)
		if err != nil {
			yield(game.Record{}, failed("read", err))
			return
		}
		defer func() { _ = rows.Close() }() // what matters is rows.Err, below
		for next := after + 1; rows.Next(); next++ {
			r, err := scan(rows, next)
			if err == nil {
				err = ctx.Err() // rows notice it too, but only some time later
			}
			if err != nil {
				yield(game.Record{}, failed("read "+string(id), err))
				return
			}
			if !yield(r, nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(game.Record{}, failed("read "+string(id), err))
		}
	}
}

// scan takes the record with sequence number next from the current row.
func scan(rows *sql.Rows, next uint64) (game.Record, error) {
	var r row
	if err := rows.Scan(&r.seq, &r.at, &r.role, &r.by, &r.cause, &r.kind, &r.body); err != nil {
		return game.Record{}, err
	}
	if r.seq != next {
		return game.Record{}, fmt.Errorf("record %d is missing", next)
	}
	return r.record()
}
