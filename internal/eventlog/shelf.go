package eventlog

import (
	"context"
	"database/sql"
	"errors"
)

// PutScenario keeps the bytes of a scenario file under their hash. Putting the
// same again does nothing.
func (s *Store) PutScenario(ctx context.Context, hash string, source []byte) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO scenario (hash, source) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING`, hash, source)
		return failed("keep a scenario", err)
	})
}

// Scenario returns the bytes that were put under a hash, or [ErrNotFound].
func (s *Store) Scenario(ctx context.Context, hash string) ([]byte, error) {
	var source []byte
	err := s.readers.QueryRowContext(ctx, `SELECT source FROM scenario WHERE hash = ?`, hash).Scan(&source)
	return source, failed("find a scenario", err)
}

// Secret returns the secret of this name; the first time it is made by calling
// fresh and kept from then on. When two ask for the first time at once, both
// get the same. The bytes are as random as fresh makes them; they are stored
// as they are, so the file must not be readable by others.
func (s *Store) Secret(ctx context.Context, name string, fresh func() []byte) ([]byte, error) {
	var value []byte
	err := s.write(ctx, func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, `SELECT value FROM secret WHERE name = ?`, name).Scan(&value)
		if !errors.Is(err, sql.ErrNoRows) {
			return failed("find a secret", err)
		}
		value = fresh()
		_, err = tx.ExecContext(ctx, `INSERT INTO secret (name, value) VALUES (?, ?)`, name, value)
		return failed("keep a secret", err)
	})
	if err != nil {
		return nil, err
	}
	return value, nil
}
