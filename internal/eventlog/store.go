package eventlog

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"runtime"

	_ "modernc.org/sqlite" // the database/sql driver "sqlite"
)

// Store is a log and a shelf in one file on disk. Make one with [Open].
type Store struct {
	writer  *sql.DB // one connection: writes queue up here, in order
	readers *sql.DB // read-only connections that never wait for the writer
}

// Open opens the store in a file, which is made if it is not there; its folder
// must exist. Beside the file SQLite keeps two more, with -wal and -shm added
// to the name. Open fails when the file was written by a newer version.
func Open(ctx context.Context, file string) (*Store, error) {
	s := &Store{}
	if err := s.open(ctx, file); err != nil {
		return nil, errors.Join(fmt.Errorf("eventlog: open %s: %w", file, err), s.Close())
	}
	return s, nil
}

func (s *Store) open(ctx context.Context, file string) error {
	var err error
	if s.writer, err = sql.Open("sqlite", dsn(file, false)); err != nil {
		return err
	}
	s.writer.SetMaxOpenConns(1)
	if err := migrate(ctx, s.writer); err != nil {
		return err
	}
	if s.readers, err = sql.Open("sqlite", dsn(file, true)); err != nil {
		return err
	}
	s.readers.SetMaxOpenConns(max(2, runtime.GOMAXPROCS(0)))
	return s.readers.PingContext(ctx)
}

// Close waits for what is being written or read and closes the file. Nothing
// may be asked of the store afterwards.
func (s *Store) Close() error {
	var errs []error
	// The writer goes last: the last connection folds the -wal into the file,
	// and a read-only one could not.
	for _, db := range []*sql.DB{s.readers, s.writer} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	return errors.Join(errs...)
}

// dsn names the file and every setting, because settings in a DSN reach each
// connection of a pool and an executed PRAGMA only one. The timeout comes first:
// changing the journal mode may already have to wait. FULL, because a commit
// that was answered must survive a power cut. Deleted pages are overwritten,
// because a game that is forgotten shall be gone.
func dsn(file string, readOnly bool) string {
	q := "_pragma=busy_timeout(5000)" +
		"&_pragma=journal_mode(WAL)" +
		"&_pragma=synchronous(FULL)" +
		"&_pragma=secure_delete(1)" +
		"&_txlock=immediate"
	if readOnly {
		q = "mode=ro&_pragma=busy_timeout(5000)"
	}
	path := (&url.URL{Path: filepath.ToSlash(file)}).EscapedPath()
	return "file:" + path + "?" + q // without "file:" mode=ro would be ignored
}

// write runs f in a transaction that holds the write lock from its start, and
// commits if f returned nil.
func (s *Store) write(ctx context.Context, f func(tx *sql.Tx) error) error {
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("eventlog: %w", err)
	}
	if err := f(tx); err != nil {
		// The first error is the one that tells; a rollback that fails as well
		// leaves nothing behind either.
		_ = tx.Rollback()
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("eventlog: commit: %w", err)
	}
	return nil
}
