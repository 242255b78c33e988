package scenarios

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCheckPrintsProblemsAndSums(t *testing.T) {
	dir := t.TempDir()
	write := func(name, src string) string {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(src), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	good := write("good.yaml", small(t))
	bad := write("bad.yaml", edited(t, small(t), "severity: SEV2", "severity: SEVERE"))
	twin := write("twin.yaml", small(t))
	huge := write("huge.yaml", small(t)+strings.Repeat("# filler\n", maxSize/9))

	check := func(files ...string) (string, bool) {
		var out strings.Builder
		ok := Check(&out, files)
		return strings.ReplaceAll(out.String(), dir+"/", ""), ok
	}

	out, ok := check(good)
	want := `good.yaml: in order
  id          full-disk
  looks       3
  actions     3
  diagnoses   2
  minutes     10, in which the story goes on for 50
  par         1m0s to acknowledge, 8 impact-minutes
  idle        30.0 impact-minutes for a team that does nothing
`
	if diff := cmp.Diff(want, out); diff != "" || !ok {
		t.Errorf("ok %v\n%s", ok, diff)
	}

	out, ok = check(bad, filepath.Join(dir, "nowhere.yaml"), good, twin, huge)
	for _, line := range []string{
		`bad.yaml:110:20: severity: "SEVERE" is none of SEV1, SEV2, SEV3, SEV4`,
		"nowhere.yaml:1:1: the file cannot be read",
		"good.yaml: in order",
		"huge.yaml:1:1: the file cannot be read: the file has",
		`twin.yaml:1:1: the id "full-disk" is that of good.yaml already`,
	} {
		if !strings.Contains(out, line) {
			t.Errorf("%q is missing in:\n%s", line, out)
		}
	}
	if ok {
		t.Error("one bad file is enough for a no")
	}
}
