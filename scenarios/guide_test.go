package scenarios

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"misfortune/game"
	"misfortune/game/gametest"
)

// TestTheGuidesScenarioIsPlayed plays the scenario of the author's guide from
// the page to the score, through the real rules: the restart that seemed safe,
// then the way out.
func TestTheGuidesScenarioIsPlayed(t *testing.T) {
	s := mustParse(t, "guide.yaml", small(t))
	setup := game.Setup{Code: "K7M4QX", Name: "Guide", Lang: "en", Factor: 1, Hands: game.DefaultHands, Spin: game.DefaultSpin,
		Teams: []string{"Red"}, Wheel: []game.SliceSetup{s.Slice([]string{"en", "fr"})}}
	want, err := os.ReadFile("testdata/guide.txt")
	if err != nil {
		t.Fatal(err)
	}
	script := strings.ReplaceAll(string(want), "HASH", s.Hash)
	got, err := gametest.Play(gametest.Shelf{s.Hash: s}, setup, script)
	if err != nil {
		t.Fatal(err)
	}
	got = strings.ReplaceAll(got, s.Hash, "HASH")
	if *update {
		if err := os.WriteFile("testdata/guide.txt", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("the round went another way (-want +got):\n%s", diff)
	}
}
