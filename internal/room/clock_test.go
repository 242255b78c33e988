package room

import (
	"testing"
	"testing/synctest"
	"time"

	"misfortune/game/view"
)

func TestARoomLivesThroughWhatWasSkipped(t *testing.T) {
	play(t, func(t *testing.T, tb *table) {
		tb.start()
		before := tb.ran()
		tb.clock.Skip(30 * time.Second)
		if went := tb.ran() - before; went != 30*time.Second {
			t.Errorf("after 30 skipped seconds the clock has gone on by %v", went)
		}
		tb.clock.Skip(24 * time.Hour)
		time.Sleep(time.Second)
		synctest.Wait()
		snap, _ := tb.seen()
		if phase := snap.State().Phase; phase != view.Review {
			t.Errorf("a second after a day was skipped the day is in %s, not past the limit of the round", phase)
		}
	})
}
