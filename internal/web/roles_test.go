package web

import (
	"net/http"
	"slices"
	"strings"
	"testing"
)

// Who there is, as the tables below call them.
const (
	stranger = "stranger" // a browser that we have never seen
	member   = "member"   // somebody who has joined
	holder   = "holder"   // a browser with the trainer's key, not asking for that role
	trainer  = "trainer"  // the same, asking for it
	pretends = "pretends" // somebody who has joined and asks for the trainer's role without the key
	screen   = "screen"   // the projector
)

func everybody() []string { return []string{stranger, member, holder, trainer, pretends, screen} }

// role is what somebody asks to act as.
func role(who string) string {
	switch who {
	case trainer, pretends:
		return "trainer"
	case screen:
		return "screen"
	default:
		return "participant"
	}
}

// scene is a new day in its lobby, with one browser for each who there is.
type scene struct {
	code string
	who  map[string]*browser
}

func newScene(p place) scene {
	p.t.Helper()
	keys := p.trainers()
	s := scene{code: keys.host(), who: map[string]*browser{
		stranger: p.browser(), member: p.browser(), holder: keys, trainer: keys, screen: p.browser(),
	}}
	if res := s.who[member].post("/g/"+s.code+"/join", "nick", "Ada", "team", "a"); res.Code != http.StatusSeeOther {
		p.t.Fatalf("joining: %d", res.Code)
	}
	s.who[pretends] = s.who[member]
	for _, b := range s.who {
		b.program()
	}
	return s
}

// TestWhoMayGiveACommand knows by itself who may give which command; it is
// asked of every command in the table, and of no other.
func TestWhoMayGiveACommand(t *testing.T) {
	var (
		anybodyMay = []string{stranger, member, holder}
		memberMay  = []string{member}
		trainerMay = []string{trainer}
	)
	may := map[string][]string{
		"join":       anybodyMay,
		"open-wheel": trainerMay, "spin": trainerMay, "veto": trainerMay, "choose": trainerMay, "brief": trainerMay,
		"start": trainerMay, "pause": trainerMay, "resume": trainerMay, "extend": trainerMay, "end-story": trainerMay,
		"back-to-wheel": trainerMay, "close-day": trainerMay,
		"ready": memberMay, "acknowledge": memberMay, "look": memberMay, "action": memberMay, "cancel": memberMay,
		"claim": memberMay, "all-clear": memberMay, "take-position": memberMay, "pass-position": memberMay,
		"stop-word": memberMay, "next-incident": {},
	}
	p := newPlace(t)
	if len(may) != len(p.server.commands) {
		t.Errorf("%d commands are tested, there are %d", len(may), len(p.server.commands))
	}
	for name := range p.server.commands {
		allowed, known := may[name]
		if !known {
			t.Errorf("nobody has said who may give %s", name)
			continue
		}
		for _, who := range everybody() {
			s := newScene(p)
			res := s.who[who].post("/g/"+s.code+"/"+name, "as", role(who), "nick", "Grace", "slice", "0", "minutes", "1")
			forbidden := res.Code == http.StatusForbidden
			if forbidden == slices.Contains(allowed, who) {
				t.Errorf("%s %s: %d %s", who, name, res.Code, res.Body)
			}
			if forbidden && refused(t, res).Key != "not_allowed" {
				t.Errorf("%s %s: %s", who, name, res.Body)
			}
		}
	}
}

// TestWhoMaySeeAPage asks every route of the table, and no other, for JSON.
func TestWhoMaySeeAPage(t *testing.T) {
	all := map[string]int{stranger: 200, member: 200, holder: 200, trainer: 200, pretends: 200, screen: 200}
	keyOnly := map[string]int{stranger: 403, member: 403, holder: 200, trainer: 200, pretends: 403, screen: 403}
	asAsked := map[string]int{stranger: 200, member: 200, holder: 200, trainer: 200, pretends: 403, screen: 200}
	needsUpgrade := map[string]int{stranger: 426, member: 426, holder: 426, trainer: 426, pretends: 403, screen: 426}
	redirects := map[string]int{stranger: 303, member: 303, holder: 303, trainer: 303, pretends: 303, screen: 303}
	may := map[string]map[string]int{
		"/": all, "/notices": all, "/healthz": all, "/:code": redirects, "/lang/:lang": redirects,
		"/host":    keyOnly,
		"/g/:code": all, "/g/:code/screen": all, "/g/:code/console": keyOnly,
		"/g/:code/frame": asAsked, "/g/:code/live": needsUpgrade,
	}
	p := newPlace(t)
	s := newScene(p)
	for _, r := range p.server.routes() {
		if r.method != http.MethodGet {
			continue
		}
		want, known := may[r.path]
		if !known {
			t.Errorf("nobody has said who may see %s", r.path)
			continue
		}
		path := strings.NewReplacer(":code", s.code, ":lang", "fr").Replace(r.path)
		for _, who := range everybody() {
			if got := s.who[who].get(path + "?as=" + role(who)).Code; got != want[who] {
				t.Errorf("%s GET %s: %d, want %d", who, path, got, want[who])
			}
		}
	}
}

// TestWhoMayPost is the rest of the table: what is posted, but no command.
func TestWhoMayPost(t *testing.T) {
	p := newPlace(t)
	seen := map[string]bool{}
	for _, c := range []struct {
		path   string
		fields []string
		status map[string]int
	}{
		{"/join", []string{"code", "CDF234"}, map[string]int{stranger: 404, member: 404, trainer: 404}},
		{"/alone", nil, map[string]int{stranger: 200, member: 200, trainer: 200}},
		{"/host", nil, map[string]int{stranger: 403, member: 403, trainer: 400}},
		{"/host/key", []string{"key", "another"}, map[string]int{stranger: 403, member: 403, trainer: 403}},
	} {
		seen[c.path] = true
		s := newScene(p)
		for who, want := range c.status {
			if res := s.who[who].post(c.path, c.fields...); res.Code != want {
				t.Errorf("%s POST %s: %d, want %d\n%s", who, c.path, res.Code, want, res.Body)
			}
		}
	}
	for _, r := range p.server.routes() {
		if r.method == http.MethodPost && !seen[r.path] && !strings.HasPrefix(r.path, "/g/:code/") {
			t.Errorf("nobody has said who may post to %s", r.path)
		}
	}
}
