package scenarios

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"misfortune/game"
)

// Shelf is where the bytes of scenario files are kept by their hash, beyond
// this process. Implementations must be safe for concurrent use.
type Shelf interface {
	// PutScenario keeps src under hash. Putting the same again does nothing.
	PutScenario(ctx context.Context, hash string, src []byte) error
	// Scenario returns what was put under hash, or an error when it has nothing.
	Scenario(ctx context.Context, hash string) ([]byte, error)
}

// ErrUnknown means that no version of a scenario with such a hash is loaded:
// the file changed a long time ago.
var ErrUnknown = errors.New("scenarios: no such version of a scenario is loaded")

const (
	// memory is how many versions that are no longer current stay in memory.
	memory = 64
	// patience is how long the shelf may take for one scenario.
	patience = 5 * time.Second
)

// Catalogue is the scenarios that a server has loaded: the built-in ones and
// those of a folder, kept up to date with it. It is safe for concurrent use.
type Catalogue struct {
	dir   string
	log   *slog.Logger
	shelf Shelf
	close func() error

	reloading sync.Mutex // one reload at a time; guards files
	files     map[string]*loaded

	mu       sync.RWMutex // guards what follows
	current  []*loaded
	broken   []Problem
	versions map[string]version // by hash: all current ones and some more
	retired  []string           // hashes of versions that are not current, oldest first
}

// loaded is a file and what it was when it was last in order.
type loaded struct {
	name     string
	hash     string         // of the bytes last read, in order or not
	source   []byte         // of the last good version
	scenario *game.Scenario // the last good version; nil when there never was one
	problems Problems       // of the bytes last read
}

// version is a scenario with its bytes.
type version struct {
	scenario *game.Scenario
	source   []byte
}

// Open loads the built-in scenarios and the *.yaml files of dir, which may be
// empty for none, and follows the changes in dir until Close. Without a shelf (nil)
// nothing can be kept. A broken file is
// logged and listed in Problems; only a folder that cannot be read is an error.
// Where the system cannot watch the folder, that is logged and the files are
// read this once.
func Open(dir string, log *slog.Logger, shelf Shelf) (*Catalogue, error) {
	c := &Catalogue{
		dir: dir, log: log, shelf: shelf, close: func() error { return nil },
		files: map[string]*loaded{}, versions: map[string]version{},
	}
	for _, f := range BuiltIn() {
		c.files[builtInKey+f.Name] = c.read(f.Name, f.Source, nil)
	}
	if dir == "" {
		c.publish()
		return c, nil
	}
	stop, err := c.follow()
	if err != nil {
		log.Warn("scenario folder cannot be watched: changes need a restart", "dir", dir, "error", err)
	} else {
		c.close = stop
	}
	if err := c.reload(); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return c, nil
}

// Close ends the watching. What is loaded stays usable.
func (c *Catalogue) Close() error { return c.close() }

// List returns the current version of each scenario, by difficulty and then by
// the name of its file. The caller may keep the slice.
func (c *Catalogue) List() []*game.Scenario {
	c.mu.RLock()
	defer c.mu.RUnlock()
	out := make([]*game.Scenario, len(c.current))
	for i, f := range c.current {
		out[i] = f.scenario
	}
	return out
}

// Problems returns what is wrong with the files as they are now, by file. Of a
// file that was in order once, the last good version is still in List.
func (c *Catalogue) Problems() []Problem {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return slices.Clone(c.broken)
}

// Scenario finds a version by its hash: a current one, one of some time ago, or
// one that was kept on the shelf. It implements game.Library.
func (c *Catalogue) Scenario(hash string) (*game.Scenario, bool) {
	c.mu.RLock()
	v, ok := c.versions[hash]
	c.mu.RUnlock()
	if ok {
		return v.scenario, true
	}
	if c.shelf == nil {
		return nil, false
	}
	v, err := c.fetch(hash)
	if err != nil {
		c.log.Warn("scenario not found by its hash", "hash", hash, "error", err)
		return nil, false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.remember(v)
	c.retire(hash)
	return v.scenario, true
}

// fetch reads a version from the shelf.
func (c *Catalogue) fetch(hash string) (version, error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	src, err := c.shelf.Scenario(ctx, hash)
	if err != nil {
		return version{}, err
	}
	if hashOf(src) != hash {
		return version{}, fmt.Errorf("the shelf holds other bytes (%d of them) under this hash", len(src))
	}
	scenario, problems := parse(hash, src, false)
	if scenario == nil {
		return version{}, problems
	}
	return version{scenario, src}, nil
}

// Keep puts a version on the shelf. Do it before a round is bound to the hash:
// from then on Scenario finds it, after its file has changed and after a
// restart. The error is ErrUnknown when the version is not loaded, and else
// that of the shelf.
func (c *Catalogue) Keep(ctx context.Context, hash string) error {
	if _, ok := c.Scenario(hash); !ok {
		return ErrUnknown
	}
	c.mu.RLock()
	v, ok := c.versions[hash]
	c.mu.RUnlock()
	switch {
	case !ok:
		return ErrUnknown
	case c.shelf == nil:
		return errors.New("scenarios: there is no shelf to keep a scenario on")
	}
	if err := c.shelf.PutScenario(ctx, hash, v.source); err != nil {
		return fmt.Errorf("scenarios: keeping %s: %w", hash, err)
	}
	return nil
}

// publish makes the files of now the current catalogue. Where two files
// have the same id, one of the folder goes before a built-in one.
func (c *Catalogue) publish() {
	current, broken := c.resolve()
	c.mu.Lock()
	defer c.mu.Unlock()
	before := c.current
	c.current, c.broken = current, broken
	for _, f := range current {
		c.remember(version{f.scenario, f.source})
	}
	for _, f := range before {
		c.retire(f.scenario.Hash)
	}
}

// resolve decides which files count, and lists what is wrong.
func (c *Catalogue) resolve() (current []*loaded, broken []Problem) {
	byID := map[string]*loaded{}
	for _, key := range c.keys() {
		f := c.files[key]
		broken = append(broken, f.problems...)
		if f.scenario == nil {
			continue
		}
		if other, taken := byID[f.scenario.ID]; taken {
			if !isBuiltIn(key) {
				broken = append(broken, Problem{File: f.name, Line: 1, Column: 1, Message: fmt.Sprintf(
					"the id %q is that of %s already, so this file is not used", f.scenario.ID, other.name)})
			}
			continue
		}
		byID[f.scenario.ID] = f
		current = append(current, f)
	}
	slices.SortFunc(current, func(a, b *loaded) int {
		return cmp.Or(cmp.Compare(a.scenario.Difficulty, b.scenario.Difficulty), cmp.Compare(a.name, b.name))
	})
	return current, broken
}

// remember holds a version in memory.
func (c *Catalogue) remember(v version) { c.versions[v.scenario.Hash] = v }

// retire lets go of a version in time, when it is not current.
func (c *Catalogue) retire(hash string) {
	isCurrent := func(h string) bool {
		return slices.ContainsFunc(c.current, func(f *loaded) bool { return f.scenario.Hash == h })
	}
	c.retired = slices.DeleteFunc(c.retired, func(h string) bool { return h == hash || isCurrent(h) })
	if !isCurrent(hash) {
		c.retired = append(c.retired, hash)
	}
	if len(c.retired) > memory {
		delete(c.versions, c.retired[0])
		c.retired = c.retired[1:]
	}
}
