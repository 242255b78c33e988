package eventlog

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
)

// schema holds 1.sql, 2.sql and so on: file N takes a database from version N-1
// to N. A file that was ever released is never edited.
//
//go:embed schema/*.sql
var schema embed.FS

// migrate brings a database to the newest version, each step with its version
// number in one transaction.
func migrate(ctx context.Context, db *sql.DB) error {
	var version int
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	steps, err := schema.ReadDir("schema")
	if err != nil {
		return err
	}
	if version > len(steps) {
		return fmt.Errorf("written by a newer version of this program (format %d, this one knows %d)", version, len(steps))
	}
	for ; version < len(steps); version++ {
		if err := step(ctx, db, version+1); err != nil {
			return fmt.Errorf("format %d: %w", version+1, err)
		}
	}
	return nil
}

func step(ctx context.Context, db *sql.DB, to int) error {
	text, err := schema.ReadFile(fmt.Sprintf("schema/%d.sql", to))
	if err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // after a commit this does nothing
	// A second process may have been faster while we waited for the lock.
	var version int
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil || version >= to {
		return err
	}
	if _, err := tx.ExecContext(ctx, string(text)); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", to)); err != nil {
		return err
	}
	return tx.Commit()
}
