package main

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/google/go-cmp/cmp"

	"misfortune/game"
	"misfortune/game/view"
	"misfortune/internal/eventlog"
)

// verify checks what a restarted server knows of the day, before anybody
// asks again: the journals against the log, and each audience's page against a
// fold of it.
func (k *killing) verify(s *server) error {
	k.t.Helper()
	if k.day == nil {
		return nil
	}
	looking := []*person{k.day.trainer, k.day.screen}
	for team := range killTeams {
		looking = append(looking, k.day.members[team*perTeam])
	}
	seen := make([]page, len(looking))
	for i, p := range looking {
		var err error
		if seen[i], err = p.look(s); err != nil {
			return err
		}
	}
	log := k.log()
	k.checkJournals(log)
	for i, p := range looking {
		k.checkPage(log, p, seen[i])
	}
	k.verified++
	return nil
}

// checkJournals holds the log to what people were told.
func (k *killing) checkJournals(log []game.Record) {
	places := map[game.CommandID][]uint64{}
	for _, r := range log {
		if r.Cause != "" {
			places[r.Cause] = append(places[r.Cause], r.Seq)
		}
	}
	for _, p := range append([]*person{k.day.trainer}, k.day.members...) {
		for _, g := range p.journal {
			at := places[g.id]
			switch {
			case g.seq > 0 && (len(at) != 1 || at[0] != g.seq):
				k.t.Errorf("%s %s was told that %s is record %d; it is in the log at %v", p.as, p.nick, g.name, g.seq, at)
			case g.reason != "" && len(at) != 0:
				k.t.Errorf("%s %s was refused %s (%s); it is in the log at %v", p.as, p.nick, g.name, g.reason, at)
			case len(at) > 1:
				k.t.Errorf("%s %s gave %s once; it is in the log at %v", p.as, p.nick, g.name, at)
			}
		}
	}
}

// checkPage holds a page to a fold of the log up to the record that it reflects.
func (k *killing) checkPage(log []game.Record, p *person, seen page) {
	k.t.Helper()
	folded := k.fold(log, seen.Seq)
	want, err := folded.View(audienceOf(p.as, p.team))
	if err != nil {
		k.t.Fatal(err)
	}
	if diff := cmp.Diff(plain(want), plain(seen.View)); diff != "" {
		k.t.Errorf("at record %d the %s %s sees something else than a fold of the log (-fold +page):\n%s", seen.Seq, p.as, p.nick, diff)
	}
	if p.as != view.Participant {
		return
	}
	if diff := cmp.Diff(plain(folded.You(k.party(log, p), "en")), plain(seen.You)); diff != "" {
		k.t.Errorf("at record %d %s is told something else than a fold of the log tells (-fold +page):\n%s", seen.Seq, p.nick, diff)
	}
}

// plain is a value as JSON shows it.
func plain(v any) (out any) {
	text, err := json.Marshal(v)
	if err == nil {
		err = json.Unmarshal(text, &out)
	}
	if err != nil {
		return err
	}
	return out
}

// party is who somebody is, as the log knows them by the command to join.
func (k *killing) party(log []game.Record, p *person) view.Party {
	for _, r := range log {
		if r.Cause == p.journal[0].id {
			return r.By
		}
	}
	k.t.Fatalf("%s never joined", p.nick)
	return view.Party{}
}

// fold is a fresh fold of a log, up to a record; 0 is all.
func (k *killing) fold(log []game.Record, to uint64) game.Snapshot {
	k.t.Helper()
	if to == 0 || to > uint64(len(log)) {
		to = uint64(len(log))
	}
	day, err := game.OpenDay(k.lib, func(yield func(game.Record, error) bool) {
		for _, r := range log[:to] {
			if !yield(r, nil) {
				return
			}
		}
	})
	if err != nil {
		k.t.Fatal(err)
	}
	return day.Snapshot()
}

// log reads the lap's log beside the server.
func (k *killing) log() (out []game.Record) {
	k.t.Helper()
	k.onDisk(func(store *eventlog.Store) (err error) {
		out, err = k.read(store)
		return err
	})
	return out
}

// game finds a game on disk by its code.
func (k *killing) game(code string) (id game.GameID, err error) {
	k.onDisk(func(store *eventlog.Store) error {
		id, err = store.Game(k.t.Context(), code)
		return err
	})
	return id, err
}

// onDisk opens the database beside the server, for as long as f takes.
func (k *killing) onDisk(f func(*eventlog.Store) error) {
	k.t.Helper()
	k.open(k.data, f)
}

func (k *killing) open(folder string, f func(*eventlog.Store) error) {
	k.t.Helper()
	store, err := eventlog.Open(k.t.Context(), filepath.Join(folder, database))
	if err != nil {
		k.t.Fatal(err)
	}
	if err := errors.Join(f(store), store.Close()); err != nil {
		k.t.Fatal(err)
	}
}

const database = "misfortune.db"

// remains reads the log that a dead server left, from a copy: the files
// themselves are for the next server to recover.
func (k *killing) remains() (out []game.Record) {
	k.t.Helper()
	copied := k.t.TempDir()
	for _, name := range []string{database, database + "-wal"} {
		b, err := os.ReadFile(filepath.Join(k.data, name))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil {
			err = os.WriteFile(filepath.Join(copied, name), b, 0o600)
		}
		if err != nil {
			k.t.Fatal(err)
		}
	}
	k.open(copied, func(store *eventlog.Store) (err error) {
		out, err = k.read(store)
		return err
	})
	return out
}

// read reads the log of the lap's day.
func (k *killing) read(store *eventlog.Store) (out []game.Record, err error) {
	for r, err := range store.Read(k.t.Context(), k.day.id, 0) {
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, nil
}
