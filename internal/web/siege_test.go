package web

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"misfortune/game"
	"misfortune/game/gametest"
	"misfortune/game/view"
	"misfortune/internal/eventlog"
	"misfortune/scenarios"
)

// canaries is a catalogue of scenarios in which every text holds a token.
type canaries []*game.Scenario

func (c canaries) List() []*game.Scenario           { return c }
func (canaries) Keep(context.Context, string) error { return nil }
func (canaries) Problems() []scenarios.Problem      { return nil }

// siege is a game day at which random commands are thrown, as forms, by people
// with cookies, while all that any browser is sent is searched. It wants a
// synctest bubble, in which time costs nothing.
type siege struct {
	place
	search
	seed   uint64
	memory *eventlog.Memory
	pipes  *pipes
	rnd    *rand.Rand
	chaos  *gametest.Chaos

	id         game.GameID
	code, lang string               // of the day
	people     map[string]*onlooker // as chaos calls them, each in a language of their own
	onlookers  []*onlooker          // everybody in every language
	teams      map[string]string    // by the person's id, as the log says
	read       uint64               // the last record that was read
	looked     uint64               // the last record after which everybody looked
	fresh      []game.Record        // read, and not yet told to chaos
	seen       map[string]int       // what the day looked like when everybody looked
}

// onlooker is somebody with a page in one language, and sockets that follow it: one
// more in each tab that is opened when they have become somebody else.
type onlooker struct {
	*browser
	as   view.Role
	lang string
	keys bool   // the browser has shown the trainer's key
	at   string // where the last polled frame led, as a query
	was  view.Audience
	tabs []*mailbox
}

// newSiege hosts a day for two teams, with somebody in each and everybody looking.
func newSiege(t *testing.T, seed uint64) *siege {
	t.Helper()
	s := hostSiege(t, seed)
	s.watch()
	for id, team := range map[string]string{"p0": "a", "p1": "b"} {
		s.chaos.Give(view.Party{Role: view.Participant, ID: id}, game.Join{Nick: "Nick " + id, Team: team})
	}
	return s
}

// hostSiege hosts a day at which nobody looks yet.
func hostSiege(t *testing.T, seed uint64) *siege {
	t.Helper()
	shelf, memory := gametest.Library("one", "two", "three"), eventlog.NewMemory()
	list := canaries(slices.Collect(maps.Values(shelf)))
	s := &siege{
		place: furnish(t, memory, list, shelf), search: newSearch(), seed: seed, memory: memory,
		rnd: rand.New(rand.NewPCG(seed, 2)), people: map[string]*onlooker{}, teams: map[string]string{}, seen: map[string]int{},
	}
	s.pipes = servePipes(t, s.server)
	s.chaos = gametest.NewGuest(seed, shelf, time.Now(), s.through)
	trainer := s.trainers()
	s.people["t1"] = &onlooker{browser: trainer.in("en"), lang: "en"}
	for i, id := range []string{"", "p0", "p1", "p2", "p3", "p4"} {
		lang := []string{"en", "fr"}[i%2]
		b := s.browser()
		b.get("/") // from now on it is somebody
		s.people[id] = &onlooker{browser: b.in(lang), lang: lang}
	}
	s.open(trainer, list)
	return s
}

// in is the same person's browser after a language was chosen.
func (b *browser) in(lang string) *browser {
	c := *b
	c.cookies, c.header = maps.Clone(b.cookies), http.Header{}
	c.get("/lang/" + lang)
	return &c
}

// open hosts the day, in a language and at a speed by chance.
func (s *siege) open(trainer *browser, list canaries) {
	s.t.Helper()
	s.lang = []string{"en", "fr"}[s.rnd.IntN(2)]
	fields := []string{"name", "Game day", "teams", "2", "lang", s.lang, "factor", []string{"1", "1.5", "2"}[s.rnd.IntN(3)]}
	for _, sc := range list {
		fields = append(fields, "scenario", sc.Hash)
	}
	res := trainer.post("/host", fields...)
	code, ok := strings.CutSuffix(strings.TrimPrefix(res.Header().Get("Location"), "/g/"), "/console")
	if !ok {
		s.t.Fatalf("hosting: %d\n%s", res.Code, res.Body)
	}
	id, err := s.server.shelf.Game(s.t.Context(), code)
	if err != nil {
		s.t.Fatal(err)
	}
	s.code, s.id = code, id
}

// watch seats everybody before the day, in both languages. The trainer's
// browser shows the projector, too.
func (s *siege) watch() {
	trainer := s.people["t1"].browser
	for _, lang := range []string{"en", "fr"} {
		for _, o := range []onlooker{
			{as: view.Trainer, browser: trainer, keys: true}, {as: view.Screen, browser: trainer, keys: true},
			{as: view.Screen, browser: s.people[""].browser}, {as: view.Participant, browser: s.people[""].browser},
			{as: view.Participant, browser: s.people["p0"].browser}, {as: view.Participant, browser: s.people["p1"].browser},
			{as: view.Participant, browser: s.people["p2"].browser},
		} {
			o.lang, o.browser = lang, o.in(lang)
			s.onlookers = append(s.onlookers, &o)
		}
	}
}

// through lets time pass until an instant, with everybody looking whenever
// something happened by itself, and then gives a command.
func (s *siege) through(at time.Time, by view.Party, cmd game.Command) []game.Record {
	for wait := time.Until(at); wait > 0; wait = time.Until(at) {
		time.Sleep(min(wait, time.Second))
		s.look()
	}
	s.give(by, cmd)
	s.look()
	fresh := s.fresh
	s.fresh = nil
	return fresh
}

// give posts a command, as a program or as a browser without script would, and
// searches the answer and the page that it leads to.
func (s *siege) give(by view.Party, cmd game.Command) {
	s.t.Helper()
	o := *s.people[by.ID]
	o.as = by.Role
	if s.rnd.IntN(2) == 0 {
		o.header.Set("Accept", "application/json")
	}
	name, fields := formOf(cmd)
	res := o.post("/g/"+s.code+"/"+name, append(fields, "as", string(by.Role))...)
	o.header.Del("Accept")
	if res.Code >= http.StatusInternalServerError {
		s.t.Fatalf("seed %d: %s %s: %d\n%s", s.seed, by.Role, name, res.Code, res.Body)
	}
	s.learn()
	s.must(&o, s.answer(s.audience(&o), inRefusal, res))
	if to := res.Header().Get("Location"); to != "" {
		s.must(&o, s.answer(s.onPage(&o), inPage, o.get(to)))
	}
}

// learn reads what was recorded since, once all that follows from it has been done.
func (s *siege) learn() {
	synctest.Wait()
	for r, err := range s.memory.Read(s.t.Context(), s.id, s.read) {
		if err != nil {
			s.t.Fatal(err)
		}
		if e, ok := r.Event.(game.ParticipantJoined); ok {
			s.teams[r.By.ID] = e.Team
		}
		s.oracle.Learn(r)
		s.fresh = append(s.fresh, r)
		s.read = r.Seq
	}
}

// look searches what sockets have brought, and if something was recorded, all
// that anybody can ask for.
func (s *siege) look() {
	s.t.Helper()
	s.learn()
	for _, o := range s.onlookers {
		a := s.audience(o)
		o.tabs = slices.DeleteFunc(o.tabs, func(m *mailbox) bool {
			texts, over := m.take()
			for _, text := range texts {
				s.must(o, s.text(a, inSocket, text))
			}
			return over
		})
		if a != o.was || len(o.tabs) == 0 { // a page that was opened before stays open
			o.was, o.tabs = a, append(o.tabs, s.pipes.follow(o, s.code))
		}
	}
	if s.looked == s.read {
		return
	}
	s.looked = s.read
	for _, o := range s.onlookers {
		s.ask(o)
	}
	snap, _, err := s.server.house.Snapshot(s.t.Context(), s.id)
	if err != nil {
		s.t.Fatal(err)
	}
	moment := string(snap.State().Phase)
	if moment == string(view.Wheeling) && snap.State().Spin != nil {
		moment += " spun"
	}
	s.seen[moment]++
}

// ask is one onlooker asking for everything, also for what is not theirs.
func (s *siege) ask(o *onlooker) {
	s.t.Helper()
	a, page, frame := s.audience(o), pagePath(s.code, o.as), "/g/"+s.code+"/frame?as="+string(o.as)
	s.must(o, s.answer(s.onPage(o), inPage, o.get(page)))
	s.must(o, s.answer(a, inJSON, o.get(page+".json")))
	s.must(o, s.answer(a, inFrame, o.get(frame)))
	res := o.get(frame + o.at)
	s.must(o, s.answer(a, inFrame, res))
	var at struct {
		Epoch string
		Seq   uint64
	}
	if err := json.Unmarshal(res.Body.Bytes(), &at); err != nil {
		s.t.Fatalf("seed %d: a frame: %d %v\n%s", s.seed, res.Code, err, res.Body)
	}
	o.at = fmt.Sprintf("&epoch=%s&seq=%d", at.Epoch, at.Seq)
	if o.keys {
		s.must(o, s.answer(nobody(), inPage, o.get("/host")))
		return
	}
	s.must(o, s.answer(nobody(), inPage, o.get("/")))
	for _, closed := range []string{"/g/" + s.code + "/console", "/g/" + s.code + "/console.json", "/g/" + s.code + "/frame?as=trainer"} {
		res := o.get(closed)
		s.must(o, s.answer(nobody(), inRefusal, res))
		if res.Code != http.StatusForbidden {
			s.t.Fatalf("seed %d: the %s gets %s: %d", s.seed, o.as, closed, res.Code)
		}
	}
}

// audience is what somebody is by the log, whatever the server says.
func (s *siege) audience(o *onlooker) view.Audience {
	who, _ := s.server.jar.open(whoCookie, o.cookies[whoCookie])
	team, joined := s.teams[who]
	switch {
	case o.as == view.Trainer:
		return view.Audience{Role: view.Trainer, Lang: o.lang}
	case o.as == view.Participant && joined:
		return view.Audience{Role: view.Participant, Team: team, Lang: o.lang}
	case o.as == view.Participant:
		return view.Audience{Role: view.Screen, Lang: o.lang}
	default:
		return view.Audience{Role: view.Screen, Lang: s.lang}
	}
}

// onPage is likewise, but a stranger's page is the form for joining, on which
// nothing of the game is told.
func (s *siege) onPage(o *onlooker) view.Audience {
	if a := s.audience(o); o.as == view.Participant && a.Role == view.Screen {
		return nobody()
	}
	return s.audience(o)
}

func (s *siege) must(o *onlooker, err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatalf("seed %d, record %d, the %s in %s: %v", s.seed, s.read, o.as, o.lang, err)
	}
}

// formOf is a command as a browser would post it. The commands that only a room
// gives itself are tried under the names that they might have.
func formOf(cmd game.Command) (name string, fields []string) {
	switch c := cmd.(type) { //nolint:gochecksumtype // all others have no fields
	case game.Join:
		return "join", []string{"nick", c.Nick, "team", c.Team}
	case game.VetoSpin:
		return "veto", []string{"why", c.Why}
	case game.ChooseSlice:
		return "choose", []string{"slice", strconv.Itoa(c.Slice)}
	case game.PrepareRound:
		return "brief", nil
	case game.Extend:
		return "extend", []string{"minutes", strconv.Itoa(c.Minutes)}
	case game.StartLook:
		return "look", []string{"look", c.Look}
	case game.StartAction:
		return "action", []string{"action", c.Action, "confirmed", map[bool]string{true: "1"}[c.Confirmed]}
	case game.CancelJob:
		return "cancel", []string{"job", c.Job}
	case game.Claim:
		fields = []string{"severity", c.Severity, "scope", c.Scope, "diagnosis", c.Diagnosis}
		for _, e := range c.Evidence {
			fields = append(fields, "evidence", e)
		}
		return "claim", fields
	case game.TakePosition:
		return "take-position", []string{"position", c.Position}
	case game.PassPosition:
		return "pass-position", []string{"position", c.Position, "to", c.To}
	}
	if _, hosts := cmd.(game.HostGame); hosts {
		return "host", nil
	}
	return map[game.Command]string{
		game.OpenWheel{}: "open-wheel", game.SpinWheel{}: "spin", game.StartRound{}: "start", game.Pause{}: "pause",
		game.Resume{}: "resume", game.EndStory{}: "end-story", game.BackToWheel{}: "back-to-wheel", game.CloseDay{}: "close-day",
		game.Ready{}: "ready", game.Acknowledge{}: "acknowledge", game.AllClear{}: "all-clear", game.StopWord{}: "stop-word",
		game.NextIncident{}: "next-incident", game.Tick{}: "tick", game.Suspend{}: "suspend",
	}[cmd], nil
}
