package gametest

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"time"

	"misfortune/game"
	"misfortune/game/view"
)

// Chaos gives random commands, most of them legal, to one game day: what people,
// a trainer and time may do in any order. It owns the day. The same source
// yields the same game.
type Chaos struct {
	Day     *game.GameDay
	Log     []game.Record
	Refused []error // rejections, newest last
	Now     time.Time
	Last    game.Input // what was given last

	lib     Shelf
	rnd     *rand.Rand
	count   int
	through Through
	// Between, if set, is called before each step with the day as it is.
	Between func(*Chaos)
}

// NewChaos hosts a day of two teams over the scenarios of lib.
func NewChaos(seed uint64, lib Shelf, setup game.Setup) *Chaos {
	c := &Chaos{Day: game.NewDay(lib), lib: lib, rnd: rand.New(rand.NewPCG(seed, 1)), Now: time.Date(2026, 3, 3, 14, 0, 0, 0, time.UTC)}
	setup.Factor = []float64{1, 1.5, 2}[c.rnd.IntN(3)]
	c.Give(c.trainer(), game.HostGame{Setup: setup})
	return c
}

// Through carries a command at an instant to a day that somebody else keeps, and
// returns what was recorded there since the last call, whatever caused it.
type Through func(at time.Time, by view.Party, cmd game.Command) []game.Record

// NewGuest is chaos in a day that somebody else keeps and has hosted, such as a
// server: commands go there, and Day only follows what comes back. The parties
// are t1, p0 to p4 and the screen, whoever they are over there.
func NewGuest(seed uint64, lib Shelf, now time.Time, through Through) *Chaos {
	return &Chaos{Day: game.NewDay(lib), lib: lib, rnd: rand.New(rand.NewPCG(seed, 1)), Now: now, through: through}
}

func (c *Chaos) trainer() view.Party { return view.Party{Role: view.Trainer, ID: "t1"} }

func (c *Chaos) person() view.Party {
	return view.Party{Role: view.Participant, ID: "p" + strconv.Itoa(c.rnd.IntN(5))}
}

// Give submits one command now and applies what came of it.
func (c *Chaos) Give(by view.Party, cmd game.Command) {
	if c.Between != nil {
		c.Between(c)
	}
	if c.through != nil {
		c.follow(c.through(c.Now, by, cmd))
		return
	}
	c.count++
	in := game.Input{At: c.Now, By: by, Chance: c.rnd.Uint64(), Command: cmd}
	if by != (view.Party{}) {
		in.Cause = game.CommandID(fmt.Sprintf("cause-%016d", c.count))
	}
	c.Last = in
	records, err := c.Day.Step(in)
	if err != nil {
		c.Refused = append(c.Refused, err)
	}
	if err := c.Day.Apply(records...); err != nil {
		panic(err)
	}
	c.Day.Pass(in.At)
	c.Log = append(c.Log, records...)
}

// follow takes in what was recorded elsewhere.
func (c *Chaos) follow(records []game.Record) {
	if err := c.Day.Apply(records...); err != nil {
		panic(err)
	}
	c.Log = append(c.Log, records...)
}

// Restart folds the log again, as a server does that was killed and comes back
// a while later.
func (c *Chaos) Restart() {
	day, err := game.OpenDay(c.lib, Records(c.Log))
	if err != nil {
		panic(err)
	}
	c.Day = day
	alive := c.Now
	c.Now = c.Now.Add(time.Duration(c.rnd.IntN(300)) * time.Second)
	if day.NeedsRecovery() {
		c.Give(view.Party{}, game.Recover{Since: view.At(alive)})
	}
}

// Records yields a log.
func Records(log []game.Record) func(func(game.Record, error) bool) {
	return func(yield func(game.Record, error) bool) {
		for _, r := range log {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// Move lets some time pass and gives one command that fits the phase.
func (c *Chaos) Move() {
	c.Now = c.Now.Add(time.Duration(c.rnd.IntN(8000)) * time.Millisecond)
	s := c.Day.State()
	switch {
	case c.rnd.IntN(12) == 0:
		c.Give(c.anybody(), c.anything())
	case c.rnd.IntN(40) == 0:
		c.Give(c.person(), game.StopWord{})
	case s.Paused != nil:
		c.Give(c.trainer(), game.Resume{})
	case c.rnd.IntN(25) == 0:
		c.Give(c.person(), game.Join{Nick: "Nick " + strconv.Itoa(c.rnd.IntN(6)), Team: []string{"", "a", "b"}[c.rnd.IntN(3)]})
	case s.Phase == view.Playing:
		c.play()
	default:
		c.prepare(s)
	}
}

func (c *Chaos) prepare(s game.State) {
	switch s.Phase {
	case view.Lobby:
		if len(s.People) < 3 {
			p := c.person()
			c.Give(p, game.Join{Nick: "Nick " + p.ID, Team: []string{"", "a", "b"}[c.rnd.IntN(3)]})
			return
		}
		c.Give(c.trainer(), game.OpenWheel{})
	case view.Wheeling:
		switch {
		case s.Spin == nil && c.rnd.IntN(3) > 0:
			c.Give(c.trainer(), game.SpinWheel{})
		case s.Spin == nil:
			c.Give(c.trainer(), game.ChooseSlice{Slice: c.rnd.IntN(len(s.Spent))})
		case c.rnd.IntN(5) == 0:
			c.Give(c.trainer(), game.VetoSpin{Why: "no"})
		default:
			c.Now = c.Now.Add(10 * time.Second)
			c.Give(c.trainer(), game.PrepareRound{Slice: s.Spin.Slice, Scenario: s.Setup.Wheel[s.Spin.Slice].Scenario})
		}
	case view.Briefing:
		if c.rnd.IntN(3) > 0 {
			c.Give(c.person(), game.Ready{})
			return
		}
		c.Give(c.trainer(), game.StartRound{})
	case view.Review:
		c.Give(c.trainer(), game.BackToWheel{})
	case view.Playing, view.Closed:
	}
}

func (c *Chaos) play() {
	if c.rnd.IntN(60) == 0 {
		c.Give(c.trainer(), game.EndStory{})
		return
	}
	c.Give(c.person(), c.playing())
}

// playing is something a member may do in a round.
func (c *Chaos) playing() game.Command {
	option := func(kind string, n int) string { return kind + strconv.Itoa(1+c.rnd.IntN(n)) }
	switch c.rnd.IntN(12) {
	case 0, 1:
		return game.Acknowledge{}
	case 2, 3, 4:
		return game.StartLook{Look: option("l", 4)}
	case 5, 6, 7:
		return game.StartAction{Action: option("a", 6), Confirmed: c.rnd.IntN(2) == 0}
	case 8:
		return game.CancelJob{Job: c.job()}
	case 9:
		return game.Claim{Severity: "SEV1", Scope: "global", Diagnosis: option("d", 3), Evidence: []string{c.job()}[:c.rnd.IntN(2)]}
	case 10:
		return game.TakePosition{Position: game.Positions()[c.rnd.IntN(4)]}
	default:
		return game.AllClear{}
	}
}

func (c *Chaos) job() string { return strconv.Itoa(c.rnd.IntN(int(c.Day.Seq()) + 2)) }

func (c *Chaos) anybody() view.Party {
	switch c.rnd.IntN(4) {
	case 0:
		return c.trainer()
	case 1:
		return view.Party{Role: view.Screen}
	default:
		return c.person()
	}
}

func (c *Chaos) anything() game.Command {
	all := []game.Command{game.OpenWheel{}, game.SpinWheel{}, game.VetoSpin{}, game.ChooseSlice{Slice: c.rnd.IntN(4) - 1},
		game.PrepareRound{}, game.StartRound{}, game.Pause{}, game.Resume{}, game.Extend{Minutes: c.rnd.IntN(8)}, game.BackToWheel{},
		game.Ready{}, game.PassPosition{Position: game.Commander, To: "Nick p1"}, game.NextIncident{}, game.Tick{}, game.Suspend{},
		game.HostGame{}, c.playing(), c.playing()}
	return all[c.rnd.IntN(len(all))]
}
