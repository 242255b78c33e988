package browsertest_test

import (
	"fmt"
	"os"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"misfortune/internal/browsertest"
)

// onlooker is a test that fails without failing the real one, so that the real
// one can read what was said.
type onlooker struct {
	testing.TB
	mu       sync.Mutex
	said     []string
	cleanups []func()
}

func (o *onlooker) Helper()          {}
func (o *onlooker) Cleanup(f func()) { o.cleanups = append(o.cleanups, f) }

func (o *onlooker) Errorf(format string, args ...any) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.said = append(o.said, fmt.Sprintf(format, args...))
}

func (o *onlooker) Fatalf(format string, args ...any) {
	o.Errorf(format, args...)
	runtime.Goexit()
}

func (o *onlooker) Fatal(args ...any) { o.Fatalf("%s", fmt.Sprint(args...)) }
func (o *onlooker) FailNow()          { runtime.Goexit() }

func (o *onlooker) Failed() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return len(o.said) > 0
}

// overhear runs a test to its end, clean-up included, and returns what it said.
func overhear(t *testing.T, test func(testing.TB)) []string {
	t.Helper()
	o := &onlooker{TB: t}
	var wg sync.WaitGroup
	wg.Go(func() { test(o) })
	wg.Wait()
	for i := len(o.cleanups) - 1; i >= 0; i-- {
		o.cleanups[i]()
	}
	return o.said
}

func TestFailureTellsWhatWasSeenInstead(t *testing.T) {
	browsertest.Start(t) // keeps it for all of them
	url := desk(t, nil)
	tests := map[string]struct {
		act  func(*browsertest.Person)
		want []string
	}{
		"other text": {
			func(p *browsertest.Person) { p.WaitText("h1", "Team 2") },
			[]string{`waiting for "Team 2" in h1`, "not within 1s", `there it says: "The desk"`, "page:       " + url},
		},
		"no such element": {
			func(p *browsertest.Person) { p.Click("#nowhere") },
			[]string{"clicking #nowhere", "there is no such element", "says:       The desk a stranger"},
		},
		"hidden": {
			func(p *browsertest.Person) { p.Wait("#hidden") },
			[]string{"none visible"},
		},
		"still there": {
			func(p *browsertest.Person) { p.WaitGone("h1") },
			[]string{"there still is <h1>"},
		},
		"covered": {
			func(p *browsertest.Person) {
				browsertest.Eval[bool](p, `setInterval(() => document.getElementById('veil').hidden = false) > 0`)
				p.Click("#veiled")
			},
			[]string{"<button#veiled> is covered by <div#veil>"},
		},
		"disabled": {
			func(p *browsertest.Person) {
				browsertest.Eval[bool](p, `document.getElementById('sign').disabled = true`)
				p.Click("#sign")
			},
			[]string{"<button#sign> is disabled"},
		},
		"does not hold": {
			func(p *browsertest.Person) { p.WaitFor("document.querySelector('#nowhere').value") },
			[]string{"TypeError: Cannot read properties of null"},
		},
		"not offered": {
			func(p *browsertest.Person) { p.Within(15*time.Second).Fill("#team", "green") },
			[]string{"does not offer green"},
		},
		"nobody answers": {
			func(p *browsertest.Person) { p.Open("http://127.0.0.1:1/") },
			[]string{"opening http://127.0.0.1:1/", "ERR_"},
		},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			said := overhear(t, func(tb testing.TB) {
				p := browsertest.Start(tb).Person(tb, "Ana", browsertest.Laptop())
				p.Open(url)
				tc.act(p.Within(time.Second))
			})
			if len(said) != 1 {
				t.Fatalf("one failure is expected, not %q", said)
			}
			for _, want := range append(tc.want, "Ana, ") {
				if !strings.Contains(said[0], want) {
					t.Errorf("it does not say %q:\n%s", want, said[0])
				}
			}
			picture := regexp.MustCompile(`picture: +(.*\.png)`).FindStringSubmatch(said[0])
			if picture == nil {
				t.Fatalf("it names no picture:\n%s", said[0])
			}
			if err := os.Remove(picture[1]); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestComplaintsOfThePageFailTheTestUnlessTolerated(t *testing.T) {
	browsertest.Start(t) // keeps it for all of them
	url := desk(t, map[string]string{
		"/inline":    `<!doctype html><title>Inline</title><p style="color:red">Red<script>alert(1)</script>`,
		"/complains": `<!doctype html><title>Complains</title><script src="/complains.js"></script>`,
		"/complains.js": `console.error('the frame', 7, 'does not fit'); console.warn('never mind');
			setTimeout(() => { throw new Error('lost the thread') });
			document.createElement('img').src = '/nowhere'`,
	})
	open := func(path string, tolerated ...string) []string {
		return overhear(t, func(tb testing.TB) {
			p := browsertest.Start(tb).Person(tb, "Ana", browsertest.Laptop())
			p.Tolerate(tolerated...)
			p.Open(url + path)
			p.WaitFor("document.title")
		})
	}
	check := func(said []string, wants ...string) {
		t.Helper()
		if len(said) != len(wants) {
			t.Errorf("want %d complaints, got %q", len(wants), said)
		}
		for _, want := range wants {
			if !strings.Contains(strings.Join(said, "\n"), want) {
				t.Errorf("nobody complains of %q: %q", want, said)
			}
		}
	}
	check(open("/inline"), "inline style", "inline script")
	check(open("/inline", "Content Security Policy"))
	check(open("/complains"), "console: the frame 7 does not fit", "Error: lost the thread", "img-src")
	check(open("/complains", "lost the thread", "img-src"), "the frame")
}

func TestTogetherEndsTheTestOnceAllAreDone(t *testing.T) {
	finished, after := false, false
	release := make(chan struct{})
	said := overhear(t, func(tb testing.TB) {
		browsertest.Together(tb,
			func() { defer close(release); tb.Fatal("Ana gives up") },
			func() { <-release; finished = true },
		)
		after = true
	})
	if len(said) != 1 || !finished || after {
		t.Errorf("said %q, the other finished: %t, the test went on: %t", said, finished, after)
	}
}

func TestMissingBrowserSaysWhatToInstall(t *testing.T) {
	t.Setenv("BROWSER_BIN", "")
	t.Setenv("PATH", t.TempDir())
	if _, err := browsertest.Find(); err == nil || !strings.Contains(err.Error(), "apt-get install") {
		t.Errorf("Find says %v", err)
	}
	if said := overhear(t, func(tb testing.TB) { browsertest.Start(tb) }); len(said) != 1 {
		t.Errorf("a test without a browser says %q", said)
	}
	t.Setenv("BROWSER_BIN", "/nowhere/chromium")
	if _, err := browsertest.Find(); err == nil || !strings.Contains(err.Error(), "BROWSER_BIN") {
		t.Errorf("Find says %v", err)
	}
}
