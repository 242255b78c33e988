package eventlog

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	sqlite3 "modernc.org/sqlite/lib"

	"misfortune/game"
	"misfortune/game/view"
)

// These tests look behind the store, at what only a file on disk can suffer.

func openAt(t *testing.T, file string) *Store {
	t.Helper()
	s, err := Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func people(from uint64, n int) []game.Record {
	rs := make([]game.Record, n)
	for i := range rs {
		rs[i] = game.Record{Seq: from + uint64(i), At: time.UnixMicro(int64(i)).UTC(),
			By:    view.Party{Role: view.Participant, ID: fmt.Sprint("p", i)},
			Event: game.ParticipantJoined{Nick: strings.Repeat("n", 20), Team: "a"}}
	}
	return rs
}

func TestAFileRefusesToBeTamperedWith(t *testing.T) {
	s := openAt(t, filepath.Join(t.TempDir(), "games.db"))
	if err := s.Append(t.Context(), "g", 0, people(1, 2)); err != nil {
		t.Fatal(err)
	}
	if err := s.Forget(t.Context(), "other"); err != nil {
		t.Fatal(err)
	}
	for _, tampering := range []string{
		`UPDATE record SET body = '{}'`,
		`UPDATE record SET seq = seq + 1`,
		`DELETE FROM record`,
		`DELETE FROM record WHERE seq = 2`,
		`DELETE FROM forgotten`,
	} {
		if _, err := s.writer.ExecContext(t.Context(), tampering); !hasCode(err, sqlite3.SQLITE_CONSTRAINT_TRIGGER) {
			t.Errorf("%s: got %v, want a trigger's refusal", tampering, err)
		}
	}
	if _, err := s.readers.ExecContext(t.Context(), `INSERT INTO heartbeat VALUES ('g', 1)`); !hasCode(err, sqlite3.SQLITE_READONLY) {
		t.Errorf("a reader wrote: %v", err)
	}
}

// The head is checked before a record is inserted. Should the check ever miss,
// the key still refuses, and that is a conflict too.
func TestATakenPlaceIsAConflict(t *testing.T) {
	s := openAt(t, filepath.Join(t.TempDir(), "games.db"))
	rows, err := encode(0, people(1, 1))
	if err != nil {
		t.Fatal(err)
	}
	insert := func() error {
		return s.write(t.Context(), func(tx *sql.Tx) error { return add(t.Context(), tx, "g", rows) })
	}
	if err := insert(); err != nil {
		t.Fatal(err)
	}
	if err := insert(); !errors.Is(err, ErrConflict) {
		t.Errorf("got %v, want a conflict", err)
	}
}

// Two processes on one file: whoever comes second is told, nobody waits for ever.
func TestTwoStoresOnOneFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "games.db")
	one, two := openAt(t, file), openAt(t, file)
	if err := one.Append(t.Context(), "g", 0, people(1, 3)); err != nil {
		t.Fatal(err)
	}
	if err := two.Append(t.Context(), "g", 0, people(1, 1)); !errors.Is(err, ErrConflict) {
		t.Errorf("got %v, want a conflict", err)
	}
	if err := two.Append(t.Context(), "g", 3, people(4, 1)); err != nil {
		t.Error(err)
	}
	n := 0
	for _, err := range one.Read(t.Context(), "g", 0) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	if n != 4 {
		t.Errorf("the first store reads %d records, want 4", n)
	}
}

// Two processes that write at the same time wait for each other; neither is told
// that the database is busy.
func TestTwoStoresWriteInTurns(t *testing.T) {
	file := filepath.Join(t.TempDir(), "games.db")
	var wg sync.WaitGroup
	for _, id := range []game.GameID{"g", "h"} {
		s := openAt(t, file)
		wg.Go(func() {
			for seq := range uint64(100) {
				if err := s.Append(t.Context(), id, seq, people(seq+1, 1)); err != nil {
					t.Errorf("%s: record %d: %v", id, seq+1, err)
					return
				}
			}
		})
	}
	wg.Wait()
}

// A disk that lost a page: what can still be read is read, and then an error
// comes instead of a shorter history.
func TestADamagedFileIsNoShorterHistory(t *testing.T) {
	file := filepath.Join(t.TempDir(), "games.db")
	s := openAt(t, file)
	const all = 2000
	if err := s.Append(t.Context(), "g", 0, people(1, all)); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	damage(t, file)

	s = openAt(t, file)
	n, failure := 0, error(nil)
	for _, err := range s.Read(t.Context(), "g", 0) {
		if err == nil {
			n++
		} else {
			failure = err
		}
	}
	if n == 0 || n == all || !hasCode(failure, sqlite3.SQLITE_CORRUPT) {
		t.Errorf("read %d of %d records and %v; want a part and that the file is damaged", n, all, failure)
	}
}

// damage overwrites one page in the middle of a file.
func damage(t *testing.T, file string) {
	t.Helper()
	const page = 4096
	f, err := os.OpenFile(file, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteAt(make([]byte, page), info.Size()/page/2*page); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestAMissingOrUnknownRecordIsAnError(t *testing.T) {
	for name, row := range map[string]string{
		"a gap":           `INSERT INTO record VALUES ('g', 3, 0, '', '', '', 'wheel.opened', '{}')`,
		"an unknown kind": `INSERT INTO record VALUES ('g', 2, 0, '', '', '', 'wheel.stolen', '{}')`,
		"a torn body":     `INSERT INTO record VALUES ('g', 2, 0, '', '', '', 'participant.joined', '{"nick":')`,
	} {
		s := openAt(t, filepath.Join(t.TempDir(), "games.db"))
		if err := s.Append(t.Context(), "g", 0, people(1, 1)); err != nil {
			t.Fatal(err)
		}
		if _, err := s.writer.ExecContext(t.Context(), row); err != nil {
			t.Fatal(err)
		}
		var failure error
		for _, err := range s.Read(t.Context(), "g", 0) {
			failure = err
		}
		if failure == nil {
			t.Errorf("%s was read without an error", name)
		}
	}
}

func TestForgottenWordsLeaveTheDisk(t *testing.T) {
	dir := t.TempDir()
	s := openAt(t, filepath.Join(dir, "games.db"))
	rs := people(1, 1)
	rs[0].Event = game.ParticipantJoined{Nick: "Rumpelstiltskin", Team: "a"}
	if err := s.Append(t.Context(), "g", 0, rs); err != nil {
		t.Fatal(err)
	}
	if !onDisk(t, dir, "Rumpelstiltskin") {
		t.Fatal("the name was not on disk after the append")
	}
	if err := s.Forget(t.Context(), "g"); err != nil {
		t.Fatal(err)
	}
	if onDisk(t, dir, "Rumpelstiltskin") {
		t.Error("the name is still on disk")
	}
}

func onDisk(t *testing.T, dir, text string) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(b), text) {
			return true
		}
	}
	return false
}

func TestAFileOfANewerVersionIsRefused(t *testing.T) {
	file := filepath.Join(t.TempDir(), "games.db")
	s := openAt(t, file)
	if _, err := s.writer.ExecContext(t.Context(), `PRAGMA user_version = 99`); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), file); err == nil || !strings.Contains(err.Error(), "newer version") {
		t.Errorf("got %v, want that it is too new", err)
	}
}

func TestAnyFolderNameWillDo(t *testing.T) {
	dir := filepath.Join(t.TempDir(), `50% of #1? "café" & co; mode=ro`)
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "games.db")
	s := openAt(t, file)
	if err := s.Append(t.Context(), "g", 0, people(1, 1)); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(file); err != nil {
		t.Error(err)
	}
	if _, err := Open(t.Context(), filepath.Join(dir, "no such folder", "games.db")); err == nil {
		t.Error("a store was opened in a folder that is not there")
	}
}

// The settings that durability rests on must hold on the connection that writes,
// also after one was lost.
func TestCommitsAreOnDiskWhenTheyReturn(t *testing.T) {
	s := openAt(t, filepath.Join(t.TempDir(), "games.db"))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_ = s.Append(ctx, "g", 0, people(1, 1)) // may cost the connection
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "secure_delete": "1"} {
		var got string
		if err := s.writer.QueryRowContext(t.Context(), "PRAGMA "+pragma).Scan(&got); err != nil || got != want {
			t.Errorf("%s is %q, %v; want %q", pragma, got, err, want)
		}
	}
}
