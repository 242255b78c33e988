package archtest

import (
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// ban says what a package may never reach, directly or through others, and why.
type ban struct {
	reach  string // an import path; with /... itself and all below
	except []string
	why    string
}

// Bans that several packages share.
var (
	noGame = ban{"misfortune/game/...", []string{"misfortune/game/view"},
		"what cannot name a scenario, a secret or a state cannot leak one"}
	noWorld = ban{"misfortune/internal/...", nil,
		"the rules touch nothing outside: time, entropy and storage are the caller's"}
	noScreens = ban{"misfortune/templates/...", nil,
		"what decides does not draw"}
	noEcho = ban{"github.com/labstack/echo/...", nil,
		"only the edge knows HTTP's framework, so that it can be replaced there"}
	noHTTP = ban{"net/http/...", nil,
		"this is not the edge: requests and responses end in internal/web"}
	noSQL = ban{"database/sql/...", nil,
		"nothing outside of internal/eventlog knows that the log is SQLite, so that another log can come behind the same interface"}
	noLog = ban{"misfortune/internal/eventlog/...", nil,
		"the room owns the log's interface; cmd hands it an implementation"}
	noLive = ban{"misfortune/internal/live/...", nil,
		"the hub is told, it is not asked: cmd ties it to the rooms"}
	noRoom = ban{"misfortune/internal/room/...", nil,
		"rooms are opened at the edge; whoever draws, stores or sends gets values"}
	noWeb = ban{"misfortune/internal/web/...", nil,
		"the edge sits on top of everything but cmd"}
)

// rows is who may never see whom. Every package of the module needs a row; the
// row of the longest matching path counts.
var rows = map[string][]ban{
	"misfortune/game/view": {
		{"misfortune/...", nil, "a leaf: whatever it imports, every template and every screen would reach"},
		noHTTP, noSQL, noEcho,
	},
	"misfortune/game/sim": {
		{"misfortune/...", nil, "the simulated system stands alone: facts and expressions in, numbers out"},
		noHTTP, noSQL, noEcho,
	},
	"misfortune/game/...": {noWorld, noScreens, noHTTP, noSQL, noEcho,
		{"misfortune/static/...", nil, "what decides does not draw"},
		{"misfortune/scenarios/...", nil, "a scenario reaches the rules compiled; they never see YAML"},
	},
	"misfortune/scenarios": {noScreens, noRoom, noLog, noLive, noWeb, noSQL, noEcho, noHTTP},
	"misfortune/templates/...": {noGame, noRoom, noLog, noLive, noWeb, noSQL, noEcho,
		{"misfortune/scenarios/...", nil, noGame.why}},
	"misfortune/static": {
		{"misfortune/...", nil, "files and their hashes, nothing of ours"}, noSQL, noEcho,
	},
	"misfortune/internal/text": {
		{"misfortune/game/...", nil, "texts and numbers in a language, whatever they are about"},
		noScreens, noRoom, noLog, noLive, noWeb, noSQL, noEcho, noHTTP,
	},
	"misfortune/internal/eventlog": {noRoom, noLive, noWeb, noScreens, noEcho, noHTTP},
	"misfortune/internal/room":     {noLog, noLive, noWeb, noScreens, noSQL, noEcho, noHTTP},
	"misfortune/internal/live":     {noGame, noLog, noRoom, noWeb, noScreens, noSQL, noEcho},
	"misfortune/internal/web":      {noLog, noSQL},
	"misfortune/cmd/misfortune": {
		{"misfortune/game/gametest/...", nil, "the server ships no test machinery"},
		{"misfortune/internal/browsertest", nil, "the server ships no test machinery"},
		{"github.com/chromedp/...", nil, "the server ships no test machinery"},
		{"pgregory.net/rapid", nil, "the server ships no test machinery"},
		{"github.com/google/go-cmp/...", nil, "the server ships no test machinery"},
	},
	// Test machinery reaches what it needs; cmd may not reach it.
	"misfortune/internal/archtest":    nil,
	"misfortune/internal/browsertest": {{"misfortune/...", nil, "it plays people in front of any page, and knows none of ours"}},
	"misfortune/internal/gallery":     nil,
}

func TestPackagesReachOnlyWhatTheyMay(t *testing.T) {
	for path, deps := range reach(t) {
		row, ok := rowOf(path)
		if !ok {
			t.Errorf("%s has no row in the table of this test: say what it may never reach", path)
		}
		for _, breach := range breaches(path, deps, row) {
			t.Error(breach)
		}
	}
}

// TestBreachesAreFound holds the finder itself to account.
func TestBreachesAreFound(t *testing.T) {
	deps := []string{"fmt", "misfortune/game/view", "misfortune/game", "net/http/internal", "misfortune/gameshow"}
	got := breaches("misfortune/internal/live", deps, []ban{noGame, noHTTP, noSQL})
	want := []string{
		"misfortune/internal/live reaches misfortune/game: " + noGame.why,
		"misfortune/internal/live reaches net/http/internal: " + noHTTP.why,
	}
	if !slices.Equal(got, want) {
		t.Errorf("found %q, want %q", got, want)
	}
	for path, want := range map[string]string{
		"misfortune/game/view": "misfortune/game/view",
		"misfortune/game":      "misfortune/game/...",
		"misfortune/game/play": "misfortune/game/...",
	} {
		row, ok := rowOf(path)
		if !ok || fmt.Sprint(row) != fmt.Sprint(rows[want]) {
			t.Errorf("%s does not get the row of %s", path, want)
		}
	}
	if _, ok := rowOf("misfortune/scenarios/later"); ok {
		t.Error("a package without a row gets one")
	}
}

// breaches lists what a package reaches against its bans.
func breaches(path string, deps []string, bans []ban) []string {
	var found []string
	for _, b := range bans {
		for _, dep := range deps {
			if dep != path && matches(b.reach, dep) && !slices.Contains(b.except, dep) {
				found = append(found, fmt.Sprintf("%s reaches %s: %s", path, dep, b.why))
			}
		}
	}
	return found
}

// rowOf returns the bans of the longest pattern that matches the package.
func rowOf(path string) (row []ban, ok bool) {
	longest := ""
	for pattern, bans := range rows {
		if matches(pattern, path) && len(pattern) > len(longest) {
			longest, row, ok = pattern, bans, true
		}
	}
	return row, ok
}

// matches tells whether a path is the pattern's, or below it if it ends in /... .
func matches(pattern, path string) bool {
	root, below := strings.CutSuffix(pattern, "/...")
	return path == root || below && strings.HasPrefix(path, root+"/")
}

// reach asks go for every package of the module and all that it is built from,
// without its tests.
func reach(t *testing.T) map[string][]string {
	t.Helper()
	deps := make(map[string][]string)
	for line := range strings.Lines(run(t, "go", "list", "-buildvcs=false", "-f", "{{.ImportPath}} {{join .Deps \" \"}}", "./...")) {
		fields := strings.Fields(line)
		deps[fields[0]] = fields[1:]
	}
	return deps
}

// run runs a command in the root of the module and returns what it prints.
func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Dir = root
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", cmd, err, stderr.String())
	}
	return string(out)
}

// root is the root of the module, seen from this folder.
const root = "../.."
