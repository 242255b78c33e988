package game

import (
	"math/bits"
	"slices"
	"time"

	"misfortune/game/view"
)

// leadIn is how long before a spin its message is sent, so that every screen
// has it when the wheel starts to turn.
const leadIn = 1500 * time.Millisecond

// stands refuses when the day is paused or in another phase.
func (t *turn) stands(phase view.Phase) error {
	if t.s.Paused != nil {
		return reject(Conflict, "clock_stopped")
	}
	return t.wrongPhase(phase)
}

func (t *turn) openWheel() error {
	if err := t.stands(view.Lobby); err != nil {
		return err
	}
	t.emit(WheelOpened{})
	return nil
}

func (t *turn) backToWheel() error {
	if err := t.stands(view.Review); err != nil {
		return err
	}
	if len(t.s.unspent()) == 0 {
		return reject(Conflict, "no_slices_left")
	}
	t.emit(WheelOpened{})
	return nil
}

func (t *turn) nextIncident() error {
	if err := t.stands(view.Review); err != nil {
		return err
	}
	if len(t.s.unspent()) == 0 {
		return reject(Conflict, "no_slices_left")
	}
	t.prepareNext()
	return nil
}

func (t *turn) closeDay() error {
	if t.s.Phase == view.Playing {
		return reject(Conflict, "round_not_over")
	}
	t.emit(DayClosed{})
	return nil
}

func (t *turn) spin() error {
	if err := t.stands(view.Wheeling); err != nil {
		return err
	}
	if t.s.Spin != nil {
		return reject(Conflict, "spin_running")
	}
	open := t.s.unspent()
	if len(open) == 0 {
		return reject(Conflict, "no_slices_left")
	}
	// The high bits pick the slice, the low ones the place in it, away from the
	// edges so that nobody has to argue about a line.
	i, rest := bits.Mul64(t.chance, uint64(len(open)))
	place := 0.15 + 0.7*float64(rest>>11)/(1<<53)
	t.emit(WheelSpun{Slice: open[i], Place: place, StartsAt: t.at.Add(leadIn), Millis: t.s.Setup.Spin})
	return nil
}

func (t *turn) veto(c VetoSpin) error {
	if err := t.stands(view.Wheeling); err != nil {
		return err
	}
	if t.s.Spin == nil {
		return reject(Conflict, "nothing_spun")
	}
	t.emit(SpinVetoed{Slice: t.s.Spin.Slice, Why: clip(c.Why, 200)})
	return nil
}

func (t *turn) choose(c ChooseSlice) error {
	if err := t.stands(view.Wheeling); err != nil {
		return err
	}
	if c.Slice < 0 || c.Slice >= len(t.s.Spent) {
		return reject(NotFound, "no_such_thing")
	}
	if t.s.Spent[c.Slice] {
		return reject(Conflict, "slice_spent")
	}
	t.emit(SliceChosen{Slice: c.Slice})
	return nil
}

func (t *turn) prepare(c PrepareRound) error {
	if err := t.stands(view.Wheeling); err != nil {
		return err
	}
	spin := t.s.Spin
	if spin == nil || spin.Slice != c.Slice {
		return reject(Conflict, "nothing_spun")
	}
	if t.at.Before(spin.StartsAt.Add(time.Duration(spin.Millis) * time.Millisecond)) {
		return reject(Conflict, "spin_running")
	}
	if _, ok := t.lib.Scenario(c.Scenario); !ok {
		return reject(NotFound, "no_such_thing")
	}
	t.emit(RoundPrepared{Round: len(t.s.Rounds) + 1, Slice: c.Slice, Scenario: c.Scenario,
		Seed: mix(t.chance), Engine: EngineVersion})
	return nil
}

// prepareNext is the autopilot of a solo game: the easiest incident not yet
// played, by chance among equals.
func (t *turn) prepareNext() {
	open := t.s.unspent()
	wheel := t.s.Setup.Wheel
	easiest := slices.MinFunc(open, func(a, b int) int { return wheel[a].Difficulty - wheel[b].Difficulty })
	open = slices.DeleteFunc(open, func(i int) bool { return wheel[i].Difficulty != wheel[easiest].Difficulty })
	i, _ := bits.Mul64(t.chance, uint64(len(open)))
	t.emit(RoundPrepared{Round: len(t.s.Rounds) + 1, Slice: open[i], Scenario: wheel[open[i]].Scenario,
		Seed: mix(t.chance), Engine: EngineVersion})
}

// mix scatters the bits of x (splitmix64's finaliser), so that a seed says
// nothing of the draw it was made from.
func mix(x uint64) uint64 {
	x += 0x9E3779B97F4A7C15
	x = (x ^ x>>30) * 0xBF58476D1CE4E5B9
	x = (x ^ x>>27) * 0x94D049BB133111EB
	return x ^ x>>31
}

// clip shortens a text typed by a person to so many characters.
func clip(s string, n int) string {
	r := []rune(s)
	return string(r[:min(n, len(r))])
}
