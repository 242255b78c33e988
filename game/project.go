package game

import (
	"fmt"
	"maps"
	"slices"

	"misfortune/game/sim"
	"misfortune/game/view"
)

// Snapshot is a game day at one moment, for looking at. It is immutable and
// safe for concurrent use.
type Snapshot struct {
	lib   Library
	state State
	runs  map[string]*sim.Run
}

// Snapshot returns the day as it is now.
func (g *GameDay) Snapshot() Snapshot {
	s := Snapshot{lib: g.lib, state: g.state}
	if r := g.state.round(); r != nil && r.No == g.round {
		s.runs = make(map[string]*sim.Run, len(g.runs))
		for team, run := range g.runs {
			s.runs[team] = run.Clone()
		}
	}
	return s
}

// Seq is the last record that the snapshot reflects.
func (sn Snapshot) Seq() uint64 { return sn.state.Seq }

// State returns the state behind the snapshot.
func (sn Snapshot) State() State { return sn.state }

// Member tells which team somebody has joined.
func (sn Snapshot) Member(id string) (team string, ok bool) {
	p, ok := sn.state.find(id)
	if !ok {
		return "", false
	}
	return p.Team, true
}

// projection builds one audience's view. It is built field by field from what
// that audience has earned; nothing is copied and then stripped.
type projection struct {
	Snapshot
	a    view.Audience
	lang string
	sc   *Scenario // of the current round, nil before the first
	rd   *Round
}

// View returns what an audience may know. It fails only for an audience that
// cannot be: a team that does not exist, an unknown role.
func (sn Snapshot) View(a view.Audience) (view.View, error) {
	p, err := sn.project(a)
	if err != nil {
		return view.View{}, err
	}
	v := view.View{Seq: sn.state.Seq, Audience: a, Phase: sn.state.Phase, Day: p.day()}
	switch sn.state.Phase {
	case view.Lobby:
	case view.Wheeling:
		v.Wheel = p.wheel()
	case view.Briefing:
		v.Wheel = p.wheel()
		v.Briefing = p.briefing()
	case view.Playing:
		switch a.Role {
		case view.Participant:
			v.Team = p.teamPlay()
		case view.Screen:
			v.Board = p.board()
		case view.Trainer:
		}
	case view.Review, view.Closed:
		if p.rd != nil && p.rd.Ended {
			v.Review = p.review()
		}
	}
	if a.Role == view.Trainer && (sn.state.Phase == view.Briefing || sn.state.Phase == view.Playing) {
		v.Console = p.console()
	}
	return v, nil
}

func (sn Snapshot) project(a view.Audience) (*projection, error) {
	p := &projection{Snapshot: sn, a: a, lang: a.Lang, rd: sn.state.round()}
	switch a.Role {
	case view.Trainer, view.Screen:
	case view.Participant:
		if _, ok := sn.state.team(a.Team); !ok {
			return nil, fmt.Errorf("game: no team %q", a.Team)
		}
	default:
		return nil, fmt.Errorf("game: no role %q", a.Role)
	}
	if p.rd != nil {
		sc, ok := sn.lib.Scenario(p.rd.Scenario)
		if !ok {
			return nil, fmt.Errorf("game: the scenario of round %d has gone", p.rd.No)
		}
		p.sc = sc
	}
	return p, nil
}

func (p *projection) day() view.Day {
	s := &p.state
	d := view.Day{Code: s.Setup.Code, Name: s.Setup.Name, Lang: s.Setup.Lang, Solo: s.Setup.Solo,
		Factor: s.Setup.Factor, Limit: !s.Setup.Open, Round: len(s.Rounds), Unspun: len(s.unspent())}
	for _, tm := range s.Teams {
		d.Teams = append(d.Teams, p.teamLine(tm))
	}
	if s.Paused != nil {
		d.Paused = &view.Paused{StopWord: s.Paused.StopWord, Since: view.At(s.Paused.Since)}
	}
	d.Totals = p.totals()
	return d
}

func (p *projection) teamLine(tm *Team) view.TeamLine {
	out := view.TeamLine{ID: tm.ID, Letter: tm.Letter, Name: tm.Name, People: []view.Member{}}
	for _, m := range p.state.members(tm.ID) {
		out.People = append(out.People, view.Member{Nick: m.Nick, Positions: p.state.positions(tm, m),
			Ready: p.state.Phase == view.Briefing && slices.Contains(p.rd.Ready, m.ID)})
	}
	return out
}

// positions lists what a member holds; a lone member holds all, without saying so.
func (s *State) positions(tm *Team, m *Person) []string {
	var out []string
	for _, name := range Positions() {
		if tm.Positions[name] == m.ID {
			out = append(out, name)
		}
	}
	return out
}

// totals sums the rounds scored so far; teams that never played have none.
func (p *projection) totals() []view.TeamTotal {
	var out []view.TeamTotal
	for _, tm := range p.state.Teams {
		t := view.TeamTotal{Team: tm.ID, Letter: tm.Letter, Name: tm.Name}
		for _, rd := range p.state.Rounds {
			if tr, ok := rd.run(tm.ID); ok && rd.Ended {
				t.Rounds = append(t.Rounds, tr.Finished.Score.Points)
				t.Points += tr.Finished.Score.Points
			}
		}
		if len(t.Rounds) > 0 {
			out = append(out, t)
		}
	}
	slices.SortStableFunc(out, func(a, b view.TeamTotal) int { return b.Points - a.Points })
	for i := range out {
		out[i].Rank = i + 1
		if i > 0 && out[i].Points == out[i-1].Points {
			out[i].Rank = out[i-1].Rank
		}
	}
	return out
}

func (p *projection) slice(i int) view.Slice {
	s := p.state.Setup.Wheel[i]
	return view.Slice{Index: i, Label: inLang(s.Label, p.lang), Difficulty: s.Difficulty, Minutes: s.Minutes,
		Note: inLang(s.Note, p.lang), Spent: p.state.Spent[i]}
}

func inLang(texts map[string]string, lang string) string { return NewSecret(texts).Open(lang) }

func (p *projection) wheel() *view.Wheel {
	w := &view.Wheel{}
	for i := range p.state.Setup.Wheel {
		w.Slices = append(w.Slices, p.slice(i))
	}
	for _, i := range p.state.Vetoed {
		w.Vetoed = append(w.Vetoed, p.slice(i).Label)
	}
	if sp := p.state.Spin; sp != nil {
		w.Spin = &view.Spin{No: sp.No, Slice: sp.Slice, Rotation: rotation(sp, len(w.Slices)),
			StartsAt: view.At(sp.StartsAt), Millis: sp.Millis, Chosen: sp.Chosen}
	}
	return w
}

// turns is how often the wheel goes round before it settles.
const turns = 6

// rotation is how far the wheel turns clockwise, in degrees, to bring the drawn
// place under the pointer when slice 0 starts there.
func rotation(sp *Spin, slices int) float64 {
	place := (float64(sp.Slice) + sp.Place) / float64(slices)
	return 360 * (turns + 1 - place)
}

func (p *projection) briefing() *view.BriefingPage {
	b := &view.BriefingPage{Slice: p.slice(p.rd.Slice), HTML: view.HTML(p.sc.Briefing.Open(p.lang)),
		Ready: len(p.rd.Ready), People: len(p.state.People)}
	if p.a.Role == view.Trainer {
		for _, m := range p.state.People {
			if !slices.Contains(p.rd.Ready, m.ID) {
				b.NotReady = append(b.NotReady, m.Nick)
			}
		}
	}
	return b
}

// You returns what concerns one person alone, in a language.
func (sn Snapshot) You(by view.Party, lang string) view.You {
	s := &sn.state
	y := view.You{Seq: s.Seq, Role: by.Role, Phase: s.Phase, Code: s.Setup.Code, Solo: s.Setup.Solo, Paused: s.Paused != nil}
	m, ok := s.find(by.ID)
	if by.Role != view.Participant || !ok {
		return y
	}
	tm, _ := s.team(m.Team)
	y.Joined, y.Nick, y.Team = true, m.Nick, m.Team
	y.Positions, y.Lone = s.positions(tm, m), len(s.members(tm.ID)) == 1
	if rd := s.round(); rd != nil && s.Phase == view.Briefing {
		y.Ready = slices.Contains(rd.Ready, m.ID)
	}
	tr, plays := s.round().run(m.Team)
	if s.Phase != view.Playing || !plays || tr.Finished != nil {
		return y
	}
	y.FreeHands = s.hands(m)
	if sc, ok := sn.lib.Scenario(s.round().Scenario); ok {
		for _, j := range tr.Jobs {
			if j.Over == AtWork && j.By == m.ID {
				y.FreeHands--
				y.Jobs = append(y.Jobs, sn.job(sc, tr, j, lang))
			}
		}
	}
	return y
}

// Series returns the curve of impact that an audience may see, nil if none.
func (sn Snapshot) Series(a view.Audience) *view.Series {
	if a.Role != view.Participant || sn.state.Phase != view.Playing {
		return nil
	}
	run, ok := sn.runs[a.Team]
	tr, plays := sn.state.round().run(a.Team)
	if !ok || !plays || tr.AckSeq == 0 {
		return nil
	}
	stride, values := run.Curve()
	return &view.Series{Stride: stride, Values: values}
}

// facts lists a world's facts in order of name.
func facts(f sim.Facts) []view.Fact {
	var out []view.Fact
	for _, name := range slices.Sorted(maps.Keys(f)) {
		out = append(out, view.Fact{Name: name, Value: fmt.Sprint(f[name])})
	}
	return out
}
