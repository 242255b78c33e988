package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"text/tabwriter"
	"time"

	"misfortune/game/view"
)

// atRandom is a kill that comes from outside, between any two instructions.
const atRandom = "random"

// laps says how each lap's kills are done: one game day a lap, one kill in each
// of its phases. A name is a step of the room, before which the process dies by
// its own hand (internal/room/fault_on.go).
func laps() []string {
	return []string{"step", atRandom, "append", "apply", atRandom, "publish", "rearm", atRandom, "answer", atRandom}
}

// phases are those of a game day, in order; "paused" is play that stands still.
func phases() []string {
	return []string{"lobby", "wheel", "briefing", "play", "paused", "review"}
}

// inFlight is how many commands must be under way at each kill.
const inFlight = 8

// TestKills plays game days of three teams on a real server that is killed in
// every phase, before every step of the room and at random, while everybody
// gives commands. Whoever was given no answer asks again after the restart, as a
// browser does. After each restart every command that was answered with success
// is in the log exactly once and where it was said to be, every other at most
// once, and each audience sees what a fresh fold of the log shows.
func TestKills(t *testing.T) {
	k := &killing{
		t: t, bin: faultyBinary(t), data: t.TempDir(), lib: builtIns(t),
		rnd: rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 0)), kills: map[[2]string]int{}, fewest: 1 << 30,
	}
	defer k.table()
	for lap, how := range laps() {
		for _, phase := range phases() {
			k.killIn(lap, phase, how)
			if t.Failed() {
				return
			}
		}
	}
	if err := k.verify(k.start("")); err != nil { // what the last one left
		t.Error(err)
	}
	k.tally()
	if k.total() < 60 {
		t.Errorf("killed %d times, not 60", k.total())
	}
	for _, how := range laps() {
		for _, phase := range phases() {
			if k.kills[[2]string{how, phase}] == 0 {
				t.Errorf("never killed in phase %s at %s", phase, how)
			}
		}
	}
	if k.fewest < inFlight {
		t.Errorf("at one kill only %d commands were in flight, not %d", k.fewest, inFlight)
	}
}

// killing is the whole story: one data folder, many lives of a server over it.
type killing struct {
	t    *testing.T
	bin  string
	data string
	lib  library
	rnd  *rand.Rand
	day  *gameDay // the one that is played, or was last

	kills    map[[2]string]int // by how and phase
	verified int               // restarts that were checked
	fewest   int               // commands in flight at a kill
	answered int               // commands answered with success, all in all
}

// killIn starts a life of the server, brings the lap's game day to a phase and
// has the server killed there, under load. A life that ends on the way, while
// the trainer still leads there, is one more kill; then the next tries again.
func (k *killing) killIn(lap int, phase, how string) {
	for try := 0; !k.t.Failed(); try++ {
		if try == 20 {
			k.t.Fatalf("after %d lives the day is not in phase %s", try, phase)
		}
		s := k.start(k.fault(how))
		died := k.live(s, lap, phase)
		if died != nil && !errors.Is(died, errDied) {
			k.t.Error(died)
			s.kill()
		}
		if died == nil {
			k.fewest = min(k.fewest, k.day.load(s, func() {
				if how == atRandom {
					time.AfterFunc(time.Duration(k.rnd.IntN(50))*time.Millisecond, s.kill)
				}
			}))
		}
		s.wait()
		at := k.phaseOnDisk()
		k.kills[[2]string{how, at}]++
		if died == nil && at == phase {
			return
		}
	}
}

// fault says where a life ends by itself: mostly late enough for the way to the
// phase and for all to be asking again, now and then on the way.
func (k *killing) fault(how string) string {
	switch {
	case how == atRandom:
		return ""
	case k.rnd.IntN(6) == 0:
		return fmt.Sprintf("%s:%d", how, 1+k.rnd.IntN(5))
	default:
		return fmt.Sprintf("%s:%d", how, 30+k.rnd.IntN(30))
	}
}

// live is a life until its load begins: what the last one left is checked, and
// the day goes on to a phase. It returns errDied if the server dies meanwhile.
func (k *killing) live(s *server, lap int, phase string) error {
	if err := k.verify(s); err != nil {
		return err
	}
	if k.day == nil || k.day.lap != lap {
		k.tally()
		k.day = nil // one that dies while it is hosted is given up
		day, err := k.host(s, lap)
		if err != nil {
			return err
		}
		k.day = day
	}
	return k.day.lead(s, phase)
}

// phaseOnDisk is where the log says that the day stood when the server died.
func (k *killing) phaseOnDisk() string {
	if k.day == nil {
		return "lobby"
	}
	state := k.fold(k.remains(), 0).State()
	return phaseOf(state.Phase, state.Paused != nil)
}

func phaseOf(p view.Phase, paused bool) string {
	switch {
	case p == view.Playing && paused:
		return "paused"
	case p == "":
		return string(view.Lobby)
	}
	return string(p)
}

func (k *killing) total() int {
	n := 0
	for _, kills := range k.kills {
		n += kills
	}
	return n
}

// tally counts what a lap's people were answered with success.
func (k *killing) tally() {
	if k.day == nil {
		return
	}
	for _, p := range append([]*person{k.day.trainer}, k.day.members...) {
		for _, g := range p.journal {
			if g.seq > 0 {
				k.answered++
			}
		}
	}
}

// table prints how often the server was killed, by step and phase.
func (k *killing) table() {
	var out strings.Builder
	w := tabwriter.NewWriter(&out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "before\t%s\tall\t\n", strings.Join(phases(), "\t"))
	for _, how := range []string{"step", "append", "apply", "publish", "rearm", "answer", atRandom} {
		row, sum := how, 0
		for _, phase := range phases() {
			n := k.kills[[2]string{how, phase}]
			row, sum = fmt.Sprintf("%s\t%d", row, n), sum+n
		}
		fmt.Fprintf(w, "%s\t%d\t\n", row, sum)
	}
	if err := w.Flush(); err != nil {
		k.t.Error(err)
	}
	text := fmt.Sprintf("%d kills, %d restarts checked, at least %d commands in flight at each, %d commands answered:\n%s",
		k.total(), k.verified, k.fewest, k.answered, out.String())
	k.t.Log(text)
	// Without -v go test keeps to itself what a test that passes prints; make
	// shows this file instead.
	if file := os.Getenv("KILLS_TABLE"); file != "" {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			k.t.Error(err)
		}
	}
}
