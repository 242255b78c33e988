package scenarios

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"github.com/fsnotify/fsnotify"
)

func TestManyChangesAtOnceAreOneReload(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		events, failures := make(chan fsnotify.Event), make(chan error)
		begin := time.Now()
		type reload struct {
			after   time.Duration
			trouble bool
		}
		var reloads []reload
		done := make(chan struct{})
		go func() {
			defer close(done)
			watch(events, failures, func(trouble error) {
				reloads = append(reloads, reload{time.Since(begin), trouble != nil})
			})
		}()

		// An editor saves: new file, old one away, new one into its place.
		events <- fsnotify.Event{Name: "disk.yaml~", Op: fsnotify.Create}
		events <- fsnotify.Event{Name: "disk.yaml", Op: fsnotify.Rename}
		events <- fsnotify.Event{Name: "disk.yaml", Op: fsnotify.Create}
		time.Sleep(time.Second) // of the bubble
		// A backup touches it.
		events <- fsnotify.Event{Name: "disk.yaml", Op: fsnotify.Chmod}
		time.Sleep(time.Second)
		// The system lost count of the changes.
		failures <- errors.New("overflow")
		time.Sleep(time.Second)
		close(events)
		<-done

		want := []reload{{settleTime, false}, {2*time.Second + settleTime, true}}
		if len(reloads) != 2 || reloads[0] != want[0] || reloads[1] != want[1] {
			t.Errorf("reloads %v, want %v", reloads, want)
		}
	})
}

// loadedLog is a log that tells which files have been loaded.
type loadedLog struct {
	slog.Handler
	files chan string
}

func (l loadedLog) Enabled(context.Context, slog.Level) bool { return true }

func (l loadedLog) Handle(_ context.Context, r slog.Record) error {
	if r.Message == "scenario loaded" {
		r.Attrs(func(a slog.Attr) bool {
			if a.Key == "file" {
				l.files <- a.Value.String()
			}
			return true
		})
	}
	return nil
}

func TestAFileMovedIntoTheFolderIsLoadedByItself(t *testing.T) {
	dir, elsewhere := t.TempDir(), t.TempDir()
	log := loadedLog{slog.DiscardHandler, make(chan string, 100)}
	c, err := Open(dir, slog.New(log), nil)
	if err != nil {
		t.Fatal(err)
	}
	for range BuiltIn() {
		<-log.files
	}

	draft := filepath.Join(elsewhere, "draft.yaml")
	if err := os.WriteFile(draft, []byte(small(t)), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(draft, filepath.Join(dir, "disk.yaml")); err != nil {
		t.Fatal(err)
	}
	if file := <-log.files; file != "disk.yaml" { // or the test's time is up
		t.Errorf("%s was loaded", file)
	}
	if err := c.Close(); err != nil { // waits for the reload
		t.Error(err)
	}
	if _, ok := c.Scenario(hashOf([]byte(small(t)))); !ok {
		t.Error("the new file is not in the catalogue")
	}
}
