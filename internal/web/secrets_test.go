package web

import (
	"io/fs"
	"net/http"
	"os"
	"path"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"misfortune/game"
	"misfortune/game/view"
	"misfortune/static"
)

// TestSecrets plays random days over HTTP and searches, after each record, all
// that any browser is sent: pages, JSON, frames polled and pushed, refusals and
// headers, for every audience in both languages.
func TestSecrets(t *testing.T) {
	found, seen := map[string]int{}, map[string]int{}
	for seed := range uint64(2) {
		synctest.Test(t, func(t *testing.T) {
			s := newSiege(t, seed)
			s.play(40)
			s.end()
			for channel, n := range s.found {
				found[channel] += n
			}
			for moment, n := range s.seen {
				seen[moment] += n
			}
		})
	}
	for _, channel := range []string{inPage, inJSON, inFrame, inSocket} {
		if found[channel] == 0 {
			t.Errorf("not one token that was earned came by %s: the search is blind there", channel)
		}
	}
	for _, moment := range []string{"lobby", "wheel", "wheel spun", "briefing", "play", "review"} {
		if seen[moment] == 0 {
			t.Errorf("nobody looked at the %s: %v", moment, seen)
		}
	}
}

// TestWhoChangesTeamsIsShownTheOtherNoLonger follows a page that stays open
// while its reader moves to the other team in another tab.
func TestWhoChangesTeamsIsShownTheOtherNoLonger(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSiege(t, 1)
		spy := view.Party{Role: view.Participant, ID: "p0"}
		trainer := view.Party{Role: view.Trainer, ID: "t1"}
		s.chaos.Give(spy, game.Join{Nick: "Spy", Team: "b"})
		for _, cmd := range []game.Command{game.OpenWheel{}, game.SpinWheel{}} {
			s.chaos.Give(trainer, cmd)
		}
		s.chaos.Now = s.chaos.Now.Add(10 * time.Second)
		s.chaos.Give(trainer, game.PrepareRound{})
		s.chaos.Give(spy, game.Join{Nick: "Spy", Team: "a"})
		s.chaos.Give(trainer, game.StartRound{})
		other := view.Party{Role: view.Participant, ID: "p1"}
		for _, cmd := range []game.Command{game.Acknowledge{}, game.StartLook{Look: "l1"}, game.StartLook{Look: "l2"}} {
			s.chaos.Give(other, cmd)
		}
		s.chaos.Now = s.chaos.Now.Add(time.Minute)
		s.chaos.Give(other, game.StartLook{Look: "l3"})
	})
}

// FuzzSecrets lets the fuzzer choose the day.
func FuzzSecrets(f *testing.F) {
	f.Add(uint64(7), uint16(12))
	f.Fuzz(func(t *testing.T, seed uint64, moves uint16) {
		synctest.Test(t, func(t *testing.T) { newSiege(t, seed).play(int(moves % 200)) })
	})
}

// play makes so many random moves.
func (s *siege) play(moves int) {
	for range moves {
		s.chaos.Move()
	}
}

// end brings the day to the review of a round and to the wheel after it, if
// chance has not.
func (s *siege) end() {
	trainer := view.Party{Role: view.Trainer, ID: "t1"}
	for _, cmd := range []game.Command{game.Resume{}, game.EndStory{}, game.BackToWheel{}, game.SpinWheel{}, game.CloseDay{}} {
		s.chaos.Give(trainer, cmd)
	}
}

// TestStaticFilesHoldNoSecret searches what everybody may fetch.
func TestStaticFilesHoldNoSecret(t *testing.T) {
	p := newPlace(t)
	count := 0
	for _, folder := range []string{"css", "dist"} {
		err := fs.WalkDir(os.DirFS("../../static"), folder, func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			res := p.browser().get(static.Path(name))
			if res.Code == http.StatusNotFound && path.Base(name)[0] == '.' {
				return nil
			}
			count++
			if res.Code != http.StatusOK {
				t.Errorf("%s: %d", name, res.Code)
			}
			if err := newSearch().answer(nobody(), inPage, res); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			for _, sc := range p.server.catalogue.List() {
				if strings.Contains(res.Body.String(), sc.ID) || strings.Contains(res.Body.String(), sc.Hash) {
					t.Errorf("%s names the scenario %s", name, sc.ID)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if count == 0 {
		t.Error("there is no static file at all")
	}
}
