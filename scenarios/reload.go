package scenarios

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// builtInKey begins the keys of built-in files. It sorts after every name that
// a file of the folder can have, so that those come first.
const builtInKey = "\U0010FFFF/"

func isBuiltIn(key string) bool { return strings.HasPrefix(key, builtInKey) }

// keys are the keys of all files, those of the folder first.
func (c *Catalogue) keys() []string { return slices.Sorted(maps.Keys(c.files)) }

// reload reads the folder as it is now and makes that the catalogue. Files that
// did not change are not parsed again.
func (c *Catalogue) reload() error {
	c.reloading.Lock()
	defer c.reloading.Unlock()
	entries, err := os.ReadDir(c.dir)
	if err != nil {
		return fmt.Errorf("scenarios: reading the folder: %w", err)
	}
	there := map[string]bool{}
	for _, e := range entries {
		name := e.Name()
		if filepath.Ext(name) != ".yaml" || strings.HasPrefix(name, ".") {
			continue
		}
		src, err := readFile(filepath.Join(c.dir, name))
		if errors.Is(err, fs.ErrNotExist) {
			continue // gone since the folder was listed
		}
		there[name] = true
		if err != nil {
			c.files[name] = c.unreadable(name, err, c.files[name])
			continue
		}
		c.files[name] = c.read(name, src, c.files[name])
	}
	for _, key := range c.keys() {
		if !isBuiltIn(key) && !there[key] {
			c.log.Info("scenario file removed", "file", key)
			delete(c.files, key)
		}
	}
	c.publish()
	return nil
}

// read takes in the bytes of a file; before is what the file was until now.
func (c *Catalogue) read(name string, src []byte, before *loaded) *loaded {
	hash := hashOf(src)
	if before != nil && before.hash == hash {
		return before
	}
	scenario, problems := Parse(name, src)
	now := &loaded{name: name, hash: hash, source: src, scenario: scenario, problems: problems}
	if scenario != nil {
		c.log.Info("scenario loaded", "file", name, "hash", hash)
		return now
	}
	now.keepGood(before)
	c.log.Warn("scenario file is broken", "file", name, "problems", len(problems),
		"first", problems[0].String(), "last_good_version_stays", now.scenario != nil)
	return now
}

// unreadable is a file that is there and cannot be read.
func (c *Catalogue) unreadable(name string, err error, before *loaded) *loaded {
	now := &loaded{name: name, problems: Problems{{File: name, Line: 1, Column: 1, Message: "the file cannot be read: " + err.Error()}}}
	now.keepGood(before)
	if before == nil || !slices.Equal(before.problems, now.problems) {
		c.log.Warn("scenario file cannot be read", "file", name, "error", err)
	}
	return now
}

// keepGood carries the last good version over.
func (l *loaded) keepGood(before *loaded) {
	if before != nil {
		l.scenario, l.source = before.scenario, before.source
	}
}

// readFile reads a regular file that is not too large.
func readFile(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("it is no regular file")
	}
	if info.Size() > maxSize {
		return nil, tooLarge(info.Size())
	}
	return os.ReadFile(path)
}
