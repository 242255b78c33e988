package live

import (
	"log/slog"
	"sync"
	"testing"
	"time"
)

// tally is a Conn that counts frames.
type tally struct {
	*wire
	took *sync.WaitGroup
}

func (c *tally) Write(...[]byte) error { c.took.Done(); return nil }

// BenchmarkFanOut is from one publication to the last of 1000 watchers, half
// of them in each of two teams, kernel and network left out.
func BenchmarkFanOut(b *testing.B) {
	h := New(&pen{}, slog.New(slog.DiscardHandler), Options{Pace: time.Nanosecond, Ping: time.Hour})
	r := openRoom("e1", []*world{newWorld()})
	var took, ended sync.WaitGroup
	const watchers = 1000
	took.Add(watchers)
	for i := range watchers {
		conn := &tally{wire: newWire(), took: &took}
		ended.Go(func() { _ = h.Serve(b.Context(), conn, participant(teams[i%2], "ada"), r.epoch, r) })
	}
	took.Wait()
	b.ReportAllocs()
	for b.Loop() {
		took.Add(watchers)
		r.commit(func(w *world) { w.name += "." })
		r.past = nil
		h.Publish(code, r.epoch, r)
		took.Wait()
	}
	b.StopTimer()
	if err := h.Close(b.Context()); err != nil {
		b.Fatal(err)
	}
	ended.Wait()
}
