package game_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"misfortune/game/gametest"
)

var update = flag.Bool("update", false, "rewrite the golden output; commit it only if you understand the change")

// TestScripts plays every story in testdata/script. The text is the test, the
// documentation and the bug report.
func TestScripts(t *testing.T) {
	files, err := filepath.Glob("testdata/script/*.txt")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d scripts, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			lib := gametest.Library("one", "two")
			got, err := gametest.Play(lib, gametest.Setup(lib, []string{"Red", "Blue"}, "one", "two"), string(want))
			if err != nil {
				t.Fatal(err)
			}
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("the rules gave something else (-want +got):\n%s", diff)
			}
		})
	}
}
