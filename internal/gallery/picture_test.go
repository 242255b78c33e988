package gallery_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"misfortune/internal/gallery"
)

// What `make test` looks at: each state once, on all of its devices, and every
// device in each language and colour scheme.
func TestTurnsLeaveNothingOut(t *testing.T) {
	pages := gallery.Pages()
	states, combinations := map[string]int{}, map[string]int{}
	for _, pictures := range gallery.Turns(pages) {
		first := pictures[0]
		states[first.Role+"-"+first.State]++
		if len(pictures) != len(first.Devices()) {
			t.Errorf("%s is looked at on %d of %d devices", first.Name(), len(pictures), len(first.Devices()))
		}
		for _, p := range pictures {
			combinations[strings.Join([]string{p.Role, p.Device.Name, p.Theme(), p.Lang}, " ")]++
		}
	}
	for _, p := range pages {
		if n := states[p.Role+"-"+p.State]; n != 1 {
			t.Errorf("the state %s of %s is looked at %d times, not once", p.State, p.Role, n)
		}
		for _, picture := range gallery.All(p) {
			combination := strings.Join([]string{p.Role, picture.Device.Name, picture.Theme(), p.Lang}, " ")
			if combinations[combination] == 0 {
				t.Errorf("nothing is looked at as %s", combination)
			}
		}
	}
}

func TestPicturesHaveNamesOfTheirOwn(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range gallery.Pages() {
		for _, picture := range gallery.All(p) {
			if seen[picture.File()] {
				t.Errorf("two pictures are named %s", picture.File())
			}
			seen[picture.File()] = true
		}
	}
	for _, want := range []string{"participant-lobby-phone-light-en.png", "participant-room-triage-phone-light-fr.png",
		"participant-room-clear-triage-phone-dark-en.png", "participant-solo-room-team-narrow-light-en.png", "screen-board-8-projector-dark-fr.png", "door-home-laptop-dark-fr.png"} {
		if !seen[want] {
			t.Errorf("there is no %s", want)
		}
	}
}

func TestTheSheetShowsEveryPicture(t *testing.T) {
	folder, pages := t.TempDir(), gallery.Pages()
	if err := gallery.WriteSheet(folder, pages); err != nil {
		t.Fatal(err)
	}
	sheet, err := os.ReadFile(filepath.Join(folder, "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pages {
		for _, picture := range gallery.All(p) {
			if !strings.Contains(string(sheet), `src="`+picture.File()+`"`) {
				t.Errorf("%s is not on the sheet", picture.File())
			}
		}
	}
}
