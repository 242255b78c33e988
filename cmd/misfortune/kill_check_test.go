package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/google/go-cmp/cmp"

	"misfortune/game"
	"misfortune/game/view"
	"misfortune/internal/eventlog"
)

// verify checks what a restarted server knows of the lap's day: the journals
// against the log, and each audience's page against a fold of it.
func (k *killing) verify(s *server) error {
	if k.day == nil {
		return nil
	}
	k.t.Helper()
	k.checkJournals(k.log())
	if err := k.checkPages(s); err != nil {
		if !errors.Is(err, errDied) {
			k.t.Error(err)
		}
		return err
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
	k.answered = max(k.answered, 0)
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

// checkPages reads one page of each audience and folds the log up to the record
// that the page reflects.
func (k *killing) checkPages(s *server) error {
	looking := []*person{k.day.trainer, k.day.screen}
	for team := range killTeams {
		looking = append(looking, k.day.members[team*perTeam])
	}
	for _, p := range looking {
		seen, err := p.look(s)
		if err != nil {
			return err
		}
		log := k.log()
		folded := k.fold(log, seen.Seq)
		want, err := folded.View(audienceOf(p.as, p.team))
		if err != nil {
			return err
		}
		if diff := cmp.Diff(plain(want), plain(seen.View)); diff != "" {
			return fmt.Errorf("at record %d the %s %s sees something else than a fold of the log (-fold +page):\n%s", seen.Seq, p.as, p.nick, diff)
		}
		if p.as != view.Participant {
			continue
		}
		if diff := cmp.Diff(plain(folded.You(k.party(log, p))), plain(seen.You)); diff != "" {
			return fmt.Errorf("at record %d %s is told something else than a fold of the log tells (-fold +page):\n%s", seen.Seq, p.nick, diff)
		}
	}
	return nil
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

// log reads the lap's log from disk, beside the server.
func (k *killing) log() (out []game.Record) {
	k.t.Helper()
	k.onDisk(func(store *eventlog.Store) error {
		for r, err := range store.Read(k.t.Context(), k.day.id, 0) {
			if err != nil {
				return err
			}
			out = append(out, r)
		}
		return nil
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

// onDisk opens the database for as long as f takes: no longer, because the
// server has to recover it by itself when it is killed.
func (k *killing) onDisk(f func(*eventlog.Store) error) {
	k.t.Helper()
	store, err := eventlog.Open(k.t.Context(), filepath.Join(k.data, "misfortune.db"))
	if err != nil {
		k.t.Fatal(err)
	}
	if err := errors.Join(f(store), store.Close()); err != nil {
		k.t.Fatal(err)
	}
}
