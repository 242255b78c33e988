package main

import (
	"bufio"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"misfortune/game"
	"misfortune/game/view"
	"misfortune/scenarios"
)

// errDied says that the server was gone before it answered.
var errDied = errors.New("the server died")

const killKey = "a-key-for-the-trainer-of-many-lives"

// faultyBinary is the program built with fault points: the one that make built,
// or one that is built here.
func faultyBinary(t *testing.T) string {
	t.Helper()
	if bin := os.Getenv("FAULTS_BIN"); bin != "" {
		return bin
	}
	bin := filepath.Join(t.TempDir(), "misfortune-faults")
	out, err := exec.CommandContext(t.Context(), "go", "build", "-tags", "faultpoints", "-o", bin, ".").CombinedOutput()
	if err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return bin
}

// library is the scenarios that the server was built with, for folding its logs.
type library map[string]*game.Scenario

// Scenario implements game.Library.
func (l library) Scenario(hash string) (*game.Scenario, bool) {
	sc, ok := l[hash]
	return sc, ok
}

func builtIns(t *testing.T) library {
	t.Helper()
	lib := library{}
	for _, f := range scenarios.BuiltIn() {
		sc, problems := scenarios.Parse(f.Name, f.Source)
		if sc == nil {
			t.Fatal(problems)
		}
		lib[sc.Hash] = sc
	}
	return lib
}

// server is one life of the program, in a process of its own.
type server struct {
	t    *testing.T
	cmd  *exec.Cmd
	base string
	said strings.Builder // its log; read it after wait
	read sync.WaitGroup
}

// start starts a life; with a fault it will end itself.
func (k *killing) start(fault string) *server {
	k.t.Helper()
	s := &server{t: k.t}
	s.cmd = exec.CommandContext(k.t.Context(), k.bin, "serve", "--addr", "127.0.0.1:0", "--data", k.data, "--trainer-key", killKey)
	if fault != "" {
		s.cmd.Env = append(os.Environ(), "MISFORTUNE_FAULT="+fault)
	}
	s.cmd.Stderr = &s.said
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		k.t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		k.t.Fatal(err)
	}
	ready := make(chan string, 1)
	s.read.Go(func() {
		for lines := bufio.NewScanner(out); lines.Scan(); {
			if at := regexp.MustCompile(`http://localhost:\d+`).FindString(lines.Text()); at != "" {
				select {
				case ready <- strings.Replace(at, "localhost", "127.0.0.1", 1):
				default:
				}
			}
		}
		close(ready)
	})
	s.base = <-ready
	if s.base == "" {
		s.wait()
		k.t.Fatalf("the server did not start:\n%s", s.said.String())
	}
	k.t.Cleanup(func() { // the last one lives; of the others there is nothing left to end
		s.kill()
		_ = s.cmd.Wait()
	})
	return s
}

// kill ends the server as a power cut would.
func (s *server) kill() { _ = s.cmd.Process.Signal(syscall.SIGKILL) }

// wait waits until the server is dead, and checks what it died of.
func (s *server) wait() {
	s.t.Helper()
	stuck := time.AfterFunc(30*time.Second, func() {
		s.t.Error("the server did not come to the point at which it was to die")
		s.kill()
	})
	defer stuck.Stop()
	s.read.Wait()
	err := s.cmd.Wait()
	status, ok := s.cmd.ProcessState.Sys().(syscall.WaitStatus)
	if !ok || !status.Signaled() || status.Signal() != syscall.SIGKILL {
		s.t.Errorf("the server ended by itself: %v\n%s", err, s.said.String())
	}
	for line := range strings.Lines(s.said.String()) {
		if strings.Contains(line, "level=ERROR") {
			s.t.Errorf("the server complains: %s", line)
		}
	}
}

// audienceOf is the class that somebody looks with.
func audienceOf(as view.Role, team string) view.Audience {
	return view.Audience{Role: as, Team: team, Lang: "en"}
}
