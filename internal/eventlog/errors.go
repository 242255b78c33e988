package eventlog

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

var (
	// ErrConflict says that a log's head is not where Append expected it: some
	// other writer was faster. It has a method Conflict that returns true.
	ErrConflict error = conflict{}
	// ErrCodeTaken says that another game has this join code. It is an fs.ErrExist.
	ErrCodeTaken = fmt.Errorf("eventlog: join code %w", fs.ErrExist)
	// ErrNotFound says that the shelf has no such thing. It is an fs.ErrNotExist.
	ErrNotFound = fmt.Errorf("eventlog: %w", fs.ErrNotExist)
	// ErrForgotten says that a game's log was deleted on request and takes no
	// more records. It is an fs.ErrNotExist.
	ErrForgotten = fmt.Errorf("eventlog: forgotten game, %w", fs.ErrNotExist)
)

type conflict struct{}

func (conflict) Error() string  { return "eventlog: the log has moved on" }
func (conflict) Conflict() bool { return true }

// hasCode tells whether err is one of SQLite's, with this extended code. Texts
// change between versions; codes do not.
func hasCode(err error, code int) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && e.Code() == code
}

// translate turns the codes that mean something to a caller into our errors.
func translate(err error) error {
	if hasCode(err, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY) {
		return fmt.Errorf("%w: %w", ErrConflict, err)
	}
	return err
}

// failed says what failed; a row that is not there is an ErrNotFound.
func failed(what string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, sql.ErrNoRows):
		return fmt.Errorf("%w: %s", ErrNotFound, what)
	}
	return fmt.Errorf("eventlog: %s: %w", what, err)
}
