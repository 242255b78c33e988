package browsertest

import (
	"sync"
	"testing"
)

// Together does several things at the same time, each with persons of its own,
// and waits for all of them. If one fails, the others finish and then the test
// ends.
func Together(t testing.TB, acts ...func()) {
	t.Helper()
	var wg sync.WaitGroup
	for _, act := range acts {
		// A failing act leaves its goroutine by runtime.Goexit, after it has
		// marked the test as failed.
		wg.Go(act)
	}
	wg.Wait()
	if t.Failed() {
		t.FailNow()
	}
}
