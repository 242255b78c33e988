package scenarios

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"misfortune/game"
)

// memoryShelf is a Shelf that lasts as long as the test, so longer than one
// catalogue.
type memoryShelf struct {
	mu    sync.Mutex
	bytes map[string][]byte
}

func (m *memoryShelf) PutScenario(_ context.Context, hash string, src []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.bytes == nil {
		m.bytes = map[string][]byte{}
	}
	m.bytes[hash] = slices.Clone(src)
	return nil
}

func (m *memoryShelf) Scenario(_ context.Context, hash string) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	src, ok := m.bytes[hash]
	if !ok {
		return nil, errors.New("nothing under this hash")
	}
	return slices.Clone(src), nil
}

// folder is a trainer's folder with a catalogue that is told when to look.
type folder struct {
	t   *testing.T
	dir string
	*Catalogue
}

func openFolder(t *testing.T, shelf Shelf, files map[string]string) *folder {
	t.Helper()
	f := &folder{t: t, dir: t.TempDir()}
	for name, src := range files {
		f.write(name, src)
	}
	f.Catalogue = f.open(shelf)
	return f
}

func (f *folder) open(shelf Shelf) *Catalogue {
	f.t.Helper()
	c, err := Open(f.dir, slog.New(slog.DiscardHandler), shelf)
	if err != nil {
		f.t.Fatal(err)
	}
	f.t.Cleanup(func() {
		if err := c.Close(); err != nil {
			f.t.Error(err)
		}
	})
	return c
}

func (f *folder) write(name, src string) {
	f.t.Helper()
	if err := os.WriteFile(filepath.Join(f.dir, name), []byte(src), 0o600); err != nil {
		f.t.Fatal(err)
	}
}

func (f *folder) remove(name string) {
	f.t.Helper()
	if err := os.Remove(filepath.Join(f.dir, name)); err != nil {
		f.t.Fatal(err)
	}
}

func (f *folder) look() {
	f.t.Helper()
	if err := f.reload(); err != nil {
		f.t.Fatal(err)
	}
}

// minutes is the length of a scenario in the list: here it tells versions apart.
func (f *folder) minutes(id string) int {
	f.t.Helper()
	i := slices.IndexFunc(f.List(), func(s *game.Scenario) bool { return s.ID == id })
	if i < 0 {
		return 0
	}
	return f.List()[i].Minutes
}

func ids(scenarios []*game.Scenario) []string {
	var out []string
	for _, s := range scenarios {
		out = append(out, s.ID)
	}
	return out
}

func TestTheCatalogueListsBuiltInScenariosByDifficulty(t *testing.T) {
	c, err := Open("", slog.New(slog.DiscardHandler), nil)
	if err != nil {
		t.Fatal(err)
	}
	list := c.List()
	if len(list) != len(BuiltIn()) || len(list) < 4 {
		t.Errorf("%d scenarios of %d files", len(list), len(BuiltIn()))
	}
	if !slices.IsSortedFunc(list, func(a, b *game.Scenario) int { return a.Difficulty - b.Difficulty }) {
		t.Errorf("not by difficulty: %v", ids(list))
	}
	for _, s := range list {
		if found, ok := c.Scenario(s.Hash); !ok || found != s {
			t.Errorf("%s is listed and not found by its hash", s.ID)
		}
	}
	if err := c.Close(); err != nil {
		t.Error(err)
	}
}

func TestAFolderThatIsNotThereIsAnError(t *testing.T) {
	if _, err := Open(filepath.Join(t.TempDir(), "nowhere"), slog.New(slog.DiscardHandler), nil); err == nil {
		t.Error("a trainer who misspells the folder must be told")
	}
}

func TestABrokenFileKeepsItsLastGoodVersionAndAPreparedRoundKeepsItsOwn(t *testing.T) {
	shelf := &memoryShelf{}
	src := small(t)
	f := openFolder(t, shelf, map[string]string{"disk.yaml": src})
	if f.minutes("full-disk") != 10 {
		t.Fatalf("the folder's scenario is not listed: %v", ids(f.List()))
	}

	// A round is prepared with the first version.
	prepared := hashOf([]byte(src))
	if err := f.Keep(t.Context(), prepared); err != nil {
		t.Fatal(err)
	}

	// The trainer edits the file, and slips.
	f.write("disk.yaml", edited(t, src, "minutes: 10", "mintues: 12"))
	f.look()
	if f.minutes("full-disk") != 10 {
		t.Error("the last good version must stay")
	}
	problems := f.Problems()
	if len(problems) != 2 || problems[1].Suggestion != "minutes" || problems[1].File != "disk.yaml" {
		t.Errorf("problems: %v", problems)
	}

	// The slip is mended: later rounds get the new version, the prepared one does not.
	f.write("disk.yaml", edited(t, src, "minutes: 10", "minutes: 12"))
	f.look()
	if f.minutes("full-disk") != 12 || len(f.Problems()) != 0 {
		t.Errorf("mended: %d minutes, problems %v", f.minutes("full-disk"), f.Problems())
	}
	if s, ok := f.Scenario(prepared); !ok || s.Minutes != 10 {
		t.Error("the prepared version must stay as it was")
	}

	// The file goes, and the server restarts: the shelf remembers.
	f.remove("disk.yaml")
	f.look()
	if f.minutes("full-disk") != 0 {
		t.Error("a removed file is not listed any more")
	}
	again := f.open(shelf)
	if s, ok := again.Scenario(prepared); !ok || s.Minutes != 10 || s.Hash != prepared {
		t.Error("after a restart the prepared version must be found again")
	}
	if _, ok := again.Scenario(hashOf([]byte("something else"))); ok {
		t.Error("an unknown hash must not be found")
	}
}

func TestOnlyWhatIsLoadedCanBeKept(t *testing.T) {
	f := openFolder(t, &memoryShelf{}, nil)
	if err := f.Keep(t.Context(), hashOf([]byte("something else"))); !errors.Is(err, ErrUnknown) {
		t.Errorf("got %v, want ErrUnknown", err)
	}
}

func TestAShelfThatHoldsOtherBytesIsNotBelieved(t *testing.T) {
	shelf := &memoryShelf{}
	src := []byte(small(t))
	hash := hashOf([]byte("what was there before the disk went bad"))
	if err := shelf.PutScenario(t.Context(), hash, src); err != nil {
		t.Fatal(err)
	}
	if _, ok := openFolder(t, shelf, nil).Scenario(hash); ok {
		t.Error("bytes that do not match their hash must not be played")
	}
}

func TestAVersionThatWasFairYesterdayCanStillBeFinished(t *testing.T) {
	shelf := &memoryShelf{}
	src := []byte(edited(t, small(t), "impact: 8", "impact: 20")) // more than half of idle: refused today
	if _, problems := Parse("disk.yaml", src); len(problems) == 0 {
		t.Fatal("this file should be refused")
	}
	if err := shelf.PutScenario(t.Context(), hashOf(src), src); err != nil {
		t.Fatal(err)
	}
	if _, ok := openFolder(t, shelf, nil).Scenario(hashOf(src)); !ok {
		t.Error("a round that was prepared with it must find it")
	}
}

func TestAFileWithTheIDOfABuiltInTakesItsPlaceWhileItIsThere(t *testing.T) {
	builtIn := mustParse(t, "built-in", string(BuiltIn()[0].Source))
	f := openFolder(t, nil, nil)
	all := len(f.List())
	f.write("mine.yaml", edited(t, small(t), "id: full-disk", "id: "+builtIn.ID))
	f.look()
	if f.minutes(builtIn.ID) != 10 || len(f.List()) != all || len(f.Problems()) != 0 {
		t.Errorf("%d minutes, %d scenarios, problems %v", f.minutes(builtIn.ID), len(f.List()), f.Problems())
	}
	f.remove("mine.yaml")
	f.look()
	if f.minutes(builtIn.ID) != builtIn.Minutes {
		t.Error("the built-in scenario must be back")
	}
}

func TestOfTwoFilesWithOneIDTheFirstCounts(t *testing.T) {
	f := openFolder(t, nil, map[string]string{
		"a.yaml": small(t),
		"b.yaml": edited(t, small(t), "minutes: 10", "minutes: 12"),
	})
	if f.minutes("full-disk") != 10 {
		t.Errorf("%d minutes, want those of a.yaml", f.minutes("full-disk"))
	}
	var got []string
	for _, p := range f.Problems() {
		got = append(got, p.String())
	}
	if diff := cmp.Diff([]string{`b.yaml:1:1: the id "full-disk" is that of a.yaml already, so this file is not used`}, got); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsNoScenarioFileIsLeftAlone(t *testing.T) {
	f := openFolder(t, nil, map[string]string{".#disk.yaml": "x", "disk.yaml~": "x", "notes.txt": "x", "4913": "x"})
	if err := os.Mkdir(filepath.Join(f.dir, "old.yaml"), 0o700); err != nil {
		t.Fatal(err)
	}
	f.look()
	if ps := f.Problems(); len(ps) != 1 || ps[0].File != "old.yaml" || !strings.Contains(ps[0].Message, "no regular file") {
		t.Errorf("problems: %v", ps)
	}
	if got := len(f.List()); got != len(BuiltIn()) {
		t.Errorf("%d scenarios", got)
	}
}

func TestOldVersionsDoNotPileUp(t *testing.T) {
	f := openFolder(t, nil, nil)
	first := small(t)
	for i := range memory + 10 {
		f.write("disk.yaml", first+strings.Repeat("#", i)+"\n")
		f.look()
	}
	if got, most := len(f.versions), len(f.List())+memory; got != most {
		t.Errorf("%d versions in memory, want %d", got, most)
	}
	for _, s := range f.List() {
		if _, ok := f.Scenario(s.Hash); !ok {
			t.Errorf("%s is current and was let go of", s.ID)
		}
	}
	f.write("disk.yaml", first+"\n") // an old version comes back, and is current again
	f.look()
	if _, ok := f.Scenario(hashOf([]byte(first + "\n"))); !ok {
		t.Error("a version that came back is not found")
	}
}

func TestManyMayReadWhileTheFolderChanges(t *testing.T) {
	f := openFolder(t, &memoryShelf{}, map[string]string{"disk.yaml": small(t)})
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for range 50 {
				for _, s := range f.List() {
					if err := f.Keep(t.Context(), s.Hash); err != nil {
						t.Errorf("%s was listed a moment ago: %v", s.ID, err)
					}
				}
				f.Problems()
			}
		})
	}
	for i := range 20 {
		f.write("disk.yaml", small(t)+strings.Repeat("#", i%2)+"\n")
		f.look()
	}
	readers.Wait()
}
