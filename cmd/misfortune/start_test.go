package main

import (
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestWhyAServerDoesNotStart: each reason is one sentence that says what to do.
func TestWhyAServerDoesNotStart(t *testing.T) {
	taken, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = taken.Close() }()
	file := filepath.Join(t.TempDir(), "a file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	inUse := t.TempDir()
	start(t, 1, "--data", inUse)
	notOurs := t.TempDir()
	if err := os.WriteFile(filepath.Join(notOurs, "misfortune.db"), []byte(strings.Repeat("no database ", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ addr, data, says string }{
		"the address is in use":       {taken.Addr().String(), t.TempDir(), "is in use: stop the other program, or name another address with --addr"},
		"there is no such address":    {"203.0.113.9:0", t.TempDir(), "cannot listen on --addr"},
		"the folder is a file":        {"127.0.0.1:0", file, "cannot be used as a data folder"},
		"the folder is below a file":  {"127.0.0.1:0", filepath.Join(file, "data"), "cannot be used as a data folder"},
		"another server is there":     {"127.0.0.1:0", inUse, "another server is using the data folder"},
		"the database is none":        {"127.0.0.1:0", notOurs, "cannot be opened"},
		"the folder is of the system": {"127.0.0.1:0", "/proc", "cannot be written to"},
	} {
		err := run(t.Context(), []string{"--addr", c.addr, "--data", c.data}, Options{
			Stdout: io.Discard, Stderr: testLog{t}, Getenv: nothing,
			Ready: func(string, string) { t.Errorf("%s: it starts", name) },
		})
		if err == nil || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAStoppedServerGivesItsFolderBack(t *testing.T) {
	data := t.TempDir()
	for range 2 {
		s := start(t, 1, "--data", data)
		if err := s.stop(); err != nil {
			t.Fatal(err)
		}
	}
	info, err := os.Stat(filepath.Join(data, "misfortune.db"))
	if err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("others may read the database with its keys: %v, %v", info.Mode(), err)
	}
}
