package live

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"sync/atomic"

	"misfortune/game/view"
)

// A toy game: two teams with a feed, a number and a curve each, people who may
// be ready, and a phase that decides the layout. Every team's texts carry a
// token that no other audience may see.

const code = "K7QX2M"

var teams = []string{"a", "b"}

func token(team string) string { return "for-the-eyes-of-" + team }

type world struct {
	seq    uint64
	phase  view.Phase
	name   string
	impact map[string]float64
	feed   map[string][]view.Item
	ready  map[string]bool
	joined map[string]string // team by person, of those who joined in the course of a test
}

func newWorld() *world {
	return &world{
		phase: view.Playing, name: "Tuesday",
		impact: map[string]float64{}, feed: map[string][]view.Item{}, ready: map[string]bool{},
	}
}

func (w *world) clone() *world {
	c := *w
	c.impact, c.ready, c.feed = maps.Clone(w.impact), maps.Clone(w.ready), maps.Clone(w.feed)
	return &c
}

// room is a Source that keeps every state it was in.
type room struct {
	epoch  string
	past   []*world
	now    atomic.Pointer[world]
	curve  atomic.Pointer[view.Series]
	closed atomic.Bool
	views  atomic.Int64 // how often it was looked at
}

func openRoom(epoch string, past []*world) *room {
	r := &room{epoch: epoch, past: past}
	r.now.Store(past[len(past)-1])
	r.curve.Store(&view.Series{Stride: 1})
	return r
}

// commit applies one record that changes the world.
func (r *room) commit(change func(w *world)) uint64 {
	next := r.now.Load().clone()
	next.seq++
	change(next)
	r.past = append(r.past, next)
	r.now.Store(next)
	return next.seq
}

func (r *room) say(team, text string) uint64 {
	return r.commit(func(w *world) {
		items := append(slices.Clone(w.feed[team]), view.Item{Seq: w.seq, Kind: "look", Text: text + token(team)})
		w.feed[team] = items[max(0, len(items)-FeedLimit):]
	})
}

// step lets one running second pass: the curve grows, no record is written.
// At 400 values every other one is dropped.
func (r *room) step(value float64) {
	s := *r.curve.Load()
	s.Values = append(slices.Clone(s.Values), value)
	if len(s.Values) > 400 {
		var thin []float64
		for i := 0; i < len(s.Values); i += 2 {
			thin = append(thin, s.Values[i])
		}
		s.Values, s.Stride = thin, s.Stride*2
	}
	r.curve.Store(&s)
}

var errClosed = errors.New("room is closed")

func (r *room) View(a view.Audience) (view.View, error) {
	r.views.Add(1)
	if r.closed.Load() {
		return view.View{}, errClosed
	}
	w := r.now.Load()
	v := view.View{Seq: w.seq, Audience: a, Phase: w.phase, Day: view.Day{Code: code, Name: w.name, Lang: "en"}}
	switch a.Role {
	case view.Participant:
		v.Team = &view.TeamPlay{Label: token(a.Team), Impact: view.Impact{Now: w.impact[a.Team]}, Feed: w.feed[a.Team]}
	case view.Trainer:
		v.Console = &view.Console{Title: token("trainer")}
		for _, id := range teams {
			v.Console.Teams = append(v.Console.Teams, view.TeamColumn{Impact: view.Impact{Now: w.impact[id]}})
		}
	case view.Screen:
		v.Board = &view.Board{}
		for _, id := range teams {
			v.Board.Teams = append(v.Board.Teams, view.BoardTeam{ID: id, Impact: view.Impact{Now: w.impact[id]}})
		}
	}
	return v, nil
}

func (r *room) You(p view.Party, _ string) view.You {
	w := r.now.Load()
	team, joined := w.joined[p.ID]
	return view.You{Seq: w.seq, Role: p.Role, Nick: p.ID, Ready: w.ready[p.ID], Joined: joined, Team: team}
}

func (r *room) Series(a view.Audience) *view.Series {
	if a.Role != view.Participant || r.now.Load().phase != view.Playing {
		return nil
	}
	return r.curve.Load()
}

// pen draws the toy game. Its stage is JSON, so that a browser of the tests can
// take it apart.
type pen struct {
	pages  atomic.Int64
	stages atomic.Int64
}

type stage struct {
	Regions map[string]string
	Feed    []string
}

func (p *pen) Page(v view.View) (Page, error) {
	p.pages.Add(1)
	page := Page{Layout: string(v.Audience.Role) + "-" + string(v.Phase), Regions: map[string]string{"head": "<h1>" + v.Day.Name + "</h1>"}}
	switch {
	case v.Day.Name == "panic":
		panic("a template fell over a nil")
	case v.Team != nil && v.Phase == view.Playing:
		page.Regions["impact"] = fmt.Sprintf("<b>%s %v</b>", v.Team.Label, v.Team.Impact.Now)
		for _, item := range v.Team.Feed {
			page.Feed = append(page.Feed, FeedItem{Seq: item.Seq, HTML: fmt.Sprintf(`<li id="r%d">%s</li>`, item.Seq, item.Text)})
		}
	case v.Console != nil:
		page.Regions["columns"] = fmt.Sprintf("<i>%s %v</i>", v.Console.Title, v.Console.Teams)
	case v.Board != nil:
		page.Regions["board"] = fmt.Sprintf("<i>%v</i>", v.Board.Teams)
	}
	page.Stage = func() (string, error) {
		p.stages.Add(1)
		s := stage{Regions: page.Regions}
		for _, item := range page.Feed {
			s.Feed = append(s.Feed, item.HTML)
		}
		b, err := json.Marshal(s)
		return string(b), err
	}
	return page, nil
}

func (p *pen) You(y view.You, lang string) (map[string]string, error) {
	if y.Nick == "" {
		return nil, nil
	}
	return map[string]string{"you": fmt.Sprintf("<p lang=%s>%s %t</p>", lang, y.Nick, y.Ready)}, nil
}

// truth is what somebody's page must look like, drawn without any hub.
func truth(r *room, w Watcher) (*page, error) {
	v, err := r.View(w.Audience)
	if err != nil {
		return nil, err
	}
	drawn, err := new(pen).Page(v)
	if err != nil {
		return nil, err
	}
	you, err := new(pen).You(r.You(w.Party, w.Audience.Lang), w.Audience.Lang)
	if err != nil {
		return nil, err
	}
	p := &page{layout: drawn.Layout, regions: drawn.Regions, you: you, at: Position{Epoch: r.epoch, Seq: v.Seq}}
	for _, item := range drawn.Feed {
		p.feed = append(p.feed, item.HTML)
	}
	if s := r.Series(w.Audience); s != nil && len(s.Values) > 0 {
		p.series = s
	}
	return p, nil
}

// page is what a browser shows, and where it stands.
type page struct {
	layout  string
	regions map[string]string
	feed    []string
	you     map[string]string
	series  *view.Series
	at      Position
}

// differs names the first difference to what the page should be.
func (p *page) differs(want *page) string {
	switch {
	case p.layout != want.layout:
		return fmt.Sprintf("layout %q, want %q", p.layout, want.layout)
	case !maps.Equal(p.regions, want.regions):
		return fmt.Sprintf("regions %v, want %v", p.regions, want.regions)
	case !slices.Equal(p.feed, want.feed):
		return fmt.Sprintf("feed %v, want %v", p.feed, want.feed)
	case !maps.Equal(p.you, want.you):
		return fmt.Sprintf("own regions %v, want %v", p.you, want.you)
	case p.at.Epoch != want.at.Epoch || p.at.Seq != want.at.Seq:
		return fmt.Sprintf("stands at %s/%d, want %s/%d", p.at.Epoch, p.at.Seq, want.at.Epoch, want.at.Seq)
	case want.series == nil && p.series != nil && len(p.series.Values) > 0:
		return "has a curve, want none"
	case want.series != nil && (p.series == nil || p.series.Stride != want.series.Stride || !slices.Equal(p.series.Values, want.series.Values)):
		return fmt.Sprintf("curve %v, want %v", p.series, want.series)
	}
	return ""
}

// apply does what live.js does with a frame. It returns what is wrong with it.
func (p *page) apply(f Frame) error {
	if f.Now == 0 {
		return errors.New("frame without the time")
	}
	if f.Full {
		var s stage
		if err := json.Unmarshal([]byte(f.Stage), &s); err != nil {
			return fmt.Errorf("stage: %w", err)
		}
		*p = page{layout: f.Layout, regions: s.Regions, feed: s.Feed, you: map[string]string{}}
	} else if f.Epoch != p.at.Epoch || f.From != p.at.Seq {
		return fmt.Errorf("frame from %s/%d for a page at %s/%d", f.Epoch, f.From, p.at.Epoch, p.at.Seq)
	}
	for id, html := range f.Regions {
		if _, there := p.regions[id]; !there {
			return fmt.Errorf("region %q has no place", id)
		}
		p.regions[id] = html
	}
	p.feed = append(p.feed, f.Feed...)
	p.feed = p.feed[max(0, len(p.feed)-FeedLimit):]
	maps.Copy(p.you, f.You)
	if s := f.Series; s != nil {
		if f.Append {
			if p.series == nil || s.Stride != p.series.Stride || s.First != end(p.series) {
				return fmt.Errorf("curve goes on at %d, has %v", s.First, p.series)
			}
			values := append(slices.Clone(p.series.Values), s.Values...)
			s = &view.Series{Stride: s.Stride, First: p.series.First, Values: values}
		}
		p.series = s
	}
	p.at = Position{Epoch: f.Epoch, Seq: f.Seq}
	if p.series != nil {
		p.at.Step, p.at.Stride = end(p.series), p.series.Stride
	}
	return nil
}

func participant(team, nick string) Watcher {
	return Watcher{
		Game: code, Party: view.Party{Role: view.Participant, ID: nick},
		Audience: view.Audience{Role: view.Participant, Team: team, Lang: "en"},
	}
}

func trainer() Watcher {
	return Watcher{
		Game: code, Party: view.Party{Role: view.Trainer, ID: "t"},
		Audience: view.Audience{Role: view.Trainer, Lang: "en"},
	}
}

func projector() Watcher {
	return Watcher{Game: code, Party: view.Party{Role: view.Screen}, Audience: view.Audience{Role: view.Screen, Lang: "en"}}
}

// leaks names a token in raw that w's audience may not see.
func leaks(raw string, w Watcher) string {
	own := w.Audience.Team
	if w.Audience.Role == view.Trainer {
		own = "trainer"
	}
	for _, other := range append([]string{"trainer"}, teams...) {
		if other != own && strings.Contains(raw, token(other)) {
			return token(other)
		}
	}
	return ""
}

// wave is some curve.
func wave(i int) float64 { return math.Round(100*math.Sin(float64(i))) / 100 }
