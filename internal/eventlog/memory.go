package eventlog

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"
	"sync"
	"time"

	"misfortune/game"
)

// Memory is a log and a shelf that live as long as the value: for tests and for
// trying things out. It keeps the same rules as [Store], and keeps events in the
// same encoded form, so that what passes here passes there. Its methods do what
// Store's methods of the same name do.
type Memory struct {
	mu        sync.Mutex
	logs      map[game.GameID][]row
	forgotten map[game.GameID]bool
	games     map[game.GameID]Hosted
	scenarios map[string][]byte
	secrets   map[string][]byte
	beats     map[game.GameID]time.Time
}

// NewMemory returns an empty store.
func NewMemory() *Memory {
	return &Memory{
		logs:      make(map[game.GameID][]row),
		forgotten: make(map[game.GameID]bool),
		games:     make(map[game.GameID]Hosted),
		scenarios: make(map[string][]byte),
		secrets:   make(map[string][]byte),
		beats:     make(map[game.GameID]time.Time),
	}
}

// lock takes the lock unless ctx is over; unlock with m.mu.Unlock.
func (m *Memory) lock(ctx context.Context) error {
	m.mu.Lock()
	if err := ctx.Err(); err != nil {
		m.mu.Unlock()
		return fmt.Errorf("eventlog: %w", err)
	}
	return nil
}

// Append adds records directly after an expected sequence number, all or none.
func (m *Memory) Append(ctx context.Context, id game.GameID, expected uint64, rs []game.Record) error {
	rows, err := encode(expected, rs)
	if err != nil || len(rows) == 0 {
		return err
	}
	if err := m.lock(ctx); err != nil {
		return err
	}
	defer m.mu.Unlock()
	if m.forgotten[id] {
		return ErrForgotten
	}
	if head := uint64(len(m.logs[id])); head != expected {
		return fmt.Errorf("%w: to %d, not %d", ErrConflict, head, expected)
	}
	m.logs[id] = append(m.logs[id], rows...)
	return nil
}

// Read yields records in order and ends early only by yielding an error. It
// does not hold up writers, and sees what was there when it began.
func (m *Memory) Read(ctx context.Context, id game.GameID, after uint64) iter.Seq2[game.Record, error] {
	return func(yield func(game.Record, error) bool) {
		if err := m.lock(ctx); err != nil {
			yield(game.Record{}, err)
			return
		}
		rows := m.logs[id] // appends never touch what is already in it
		m.mu.Unlock()
		for _, row := range rows[min(after, uint64(len(rows))):] {
			r, err := row.record()
			if err == nil {
				err = ctx.Err()
			}
			if err != nil {
				yield(game.Record{}, failed("read "+string(id), err))
				return
			}
			if !yield(r, nil) {
				return
			}
		}
	}
}

// PutScenario keeps bytes under their hash.
func (m *Memory) PutScenario(ctx context.Context, hash string, source []byte) error {
	if err := m.lock(ctx); err != nil {
		return err
	}
	defer m.mu.Unlock()
	if _, ok := m.scenarios[hash]; !ok {
		m.scenarios[hash] = bytes.Clone(source)
	}
	return nil
}

// Scenario returns the bytes under a hash.
func (m *Memory) Scenario(ctx context.Context, hash string) ([]byte, error) {
	if err := m.lock(ctx); err != nil {
		return nil, err
	}
	defer m.mu.Unlock()
	source, ok := m.scenarios[hash]
	if !ok {
		return nil, fmt.Errorf("%w: find a scenario", ErrNotFound)
	}
	return bytes.Clone(source), nil
}

// Secret returns a secret, made the first time.
func (m *Memory) Secret(ctx context.Context, name string, fresh func() []byte) ([]byte, error) {
	if err := m.lock(ctx); err != nil {
		return nil, err
	}
	defer m.mu.Unlock()
	if _, ok := m.secrets[name]; !ok {
		m.secrets[name] = bytes.Clone(fresh())
	}
	return bytes.Clone(m.secrets[name]), nil
}

// CreateGame puts a game on the list under a join code.
func (m *Memory) CreateGame(ctx context.Context, id game.GameID, code string, at time.Time) error {
	if err := m.lock(ctx); err != nil {
		return err
	}
	defer m.mu.Unlock()
	if m.forgotten[id] {
		return ErrForgotten
	}
	for _, h := range m.games {
		if h.Code == code && h.ID != id {
			return ErrCodeTaken
		}
	}
	if h, ok := m.games[id]; ok {
		if h.Code != code {
			return fmt.Errorf("eventlog: list a game: %s has another code", id)
		}
		return nil
	}
	m.games[id] = Hosted{id, code, time.UnixMicro(at.UnixMicro()).UTC()}
	return nil
}

// Game returns the game with a join code.
func (m *Memory) Game(ctx context.Context, code string) (game.GameID, error) {
	if err := m.lock(ctx); err != nil {
		return "", err
	}
	defer m.mu.Unlock()
	for _, h := range m.games {
		if h.Code == code {
			return h.ID, nil
		}
	}
	return "", fmt.Errorf("%w: find a game", ErrNotFound)
}

// Games lists all games, newest first.
func (m *Memory) Games(ctx context.Context) ([]Hosted, error) {
	if err := m.lock(ctx); err != nil {
		return nil, err
	}
	defer m.mu.Unlock()
	return slices.SortedFunc(maps.Values(m.games), newestFirst), nil
}

// Forget deletes a game for ever.
func (m *Memory) Forget(ctx context.Context, id game.GameID) error {
	if err := m.lock(ctx); err != nil {
		return err
	}
	defer m.mu.Unlock()
	m.forgotten[id] = true
	delete(m.logs, id)
	delete(m.games, id)
	delete(m.beats, id)
	return nil
}

// Heartbeats notes instants at which games were alive.
func (m *Memory) Heartbeats(ctx context.Context, beats map[game.GameID]time.Time) error {
	if err := m.lock(ctx); err != nil {
		return err
	}
	defer m.mu.Unlock()
	for id, at := range beats {
		if at := time.UnixMicro(at.UnixMicro()).UTC(); at.After(m.beats[id]) && !m.forgotten[id] {
			m.beats[id] = at
		}
	}
	return nil
}

// LastHeartbeat returns the last instant noted for a game, if any.
func (m *Memory) LastHeartbeat(ctx context.Context, id game.GameID) (time.Time, bool, error) {
	if err := m.lock(ctx); err != nil {
		return time.Time{}, false, err
	}
	defer m.mu.Unlock()
	at, ok := m.beats[id]
	return at, ok, nil
}

// Latest returns the latest instant of any game on the list.
func (m *Memory) Latest(ctx context.Context) (time.Time, error) {
	if err := m.lock(ctx); err != nil {
		return time.Time{}, err
	}
	defer m.mu.Unlock()
	var latest time.Time
	for id := range m.games {
		if log := m.logs[id]; len(log) > 0 {
			if at := time.UnixMicro(log[len(log)-1].at).UTC(); at.After(latest) {
				latest = at
			}
		}
	}
	for _, at := range m.beats {
		if at.After(latest) {
			latest = at
		}
	}
	return latest, nil
}
