package scenarios

import (
	"errors"
	"fmt"
	"time"

	"github.com/fsnotify/fsnotify"
)

// settleTime is how long a change in the folder may take: editors write a new
// file, rename the old one away and the new one into its place.
const settleTime = 200 * time.Millisecond

// follow reloads the catalogue whenever the folder changes, until stop is
// called. stop waits for a reload that is under way.
func (c *Catalogue) follow() (stop func() error, err error) {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	if err := w.Add(c.dir); err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", c.dir, err), w.Close())
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		watch(w.Events, w.Errors, func(trouble error) {
			if err := errors.Join(trouble, c.reload()); err != nil {
				c.log.Error("following the scenario folder", "dir", c.dir, "error", err)
			}
		})
	}()
	return func() error {
		err := w.Close() // closes both channels, which ends watch
		<-done
		return err
	}, nil
}

// watch calls reload once things have settled after a change, and at most once
// per settleTime however many changes there are. An error of the watcher may mean that
// changes were missed, so it counts as one. watch returns when events is closed.
func watch(events <-chan fsnotify.Event, failures <-chan error, reload func(trouble error)) {
	var settled <-chan time.Time // nil while nothing is waiting
	var trouble error
	for {
		select {
		case e, open := <-events:
			if !open {
				return
			}
			// Any name counts: files may be links to what changed.
			if e.Op != fsnotify.Chmod && settled == nil {
				settled = time.After(settleTime)
			}
		case err, open := <-failures:
			if !open {
				failures = nil
				continue
			}
			trouble = errors.Join(trouble, err)
			if settled == nil {
				settled = time.After(settleTime)
			}
		case <-settled:
			reload(trouble)
			settled, trouble = nil, nil
		}
	}
}
