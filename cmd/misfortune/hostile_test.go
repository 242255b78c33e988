package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"misfortune/game/view"
)

// TestHostilePlayers lets people who do not play by the rules loose on one
// server, each at a game day of its own.
func TestHostilePlayers(t *testing.T) {
	s := start(t, fast, "--data", t.TempDir())
	for _, c := range []struct {
		who  string
		play func(*testing.T, served)
	}{
		{"a member of another team", nobodyReachesWhatIsAnotherTeams},
		{"somebody without the key", noCommandOfTheTrainersIsForAnybodyElse},
		{"a forger", forgedCookiesMakeNobody},
		{"somebody with a name", hostileNamesAreTextEverywhere},
		{"somebody who repeats", aRepeatIsAnsweredTheSame},
		{"a program by hand", oddRequestsAreRefused},
		{"three hundred sockets", stalledSocketsHoldNobodyUp},
	} {
		t.Run(c.who, func(t *testing.T) { c.play(t, s) })
	}
}

// stranger is somebody at a game without having joined.
func stranger(t *testing.T, s served, code string) *bot {
	t.Helper()
	b := newBot(t, s.base, view.Participant)
	b.code = code
	return b
}

// startRound leads a day from its lobby into play.
func startRound(t *testing.T, trainer *bot) {
	t.Helper()
	trainer.must("open-wheel")
	trainer.must("spin")
	for trainer.command("brief").Key == "spin_running" { // a trainer in a hurry
	}
	trainer.must("start")
	trainer.until("the page goes off", inPhase(view.Playing))
}

// nobodyReachesWhatIsAnotherTeams plays a member of team a who tries every
// way to what team b sees, while team b works.
func nobodyReachesWhatIsAnotherTeams(t *testing.T, s served) {
	trainer := hostDay(t, s, "2")
	eve, ada := seat(t, s, trainer.code, "Eve", "a"), seat(t, s, trainer.code, "Ada", "b")
	startRound(t, trainer)
	eve.must("acknowledge")
	ada.must("acknowledge")
	look := ada.look().View.Team.Looks[0]
	ada.must("look", "look", look.ID)
	evidence := ada.until("the look comes back", func(p page) bool { return len(p.View.Team.Triage.Evidence) > 0 }).View.Team
	text := evidence.Feed[len(evidence.Feed)-1].Text
	marker, err := json.Marshal(text[:min(40, len(text))])
	if err != nil || len(text) < 10 {
		t.Fatalf("the look shows %q, %v", text, err)
	}
	needle := strings.Trim(string(marker), `"`)
	game := "/g/" + trainer.code
	for _, path := range []string{
		"", "?team=b", "?as=b", "?as=participant&team=b", "/screen", "/screen?team=b", ".json?team=b",
		"/frame?as=participant&team=b", "/frame?as=participant&audience=b&lang=en", "/frame?as=screen&team=b", "/frame?as=participant&as=trainer",
		"/frame?as=trainer", "/frame?as=Trainer", "/frame?as=trainer%00", "/console", "/console.json", "/Console", "/console/", "/./console", "//console",
		"/frame/../console", "/%63onsole", "/console%2f", "/console;a=b", "/team/b", "/b", "/job/" + evidence.Triage.Evidence[0].ID,
	} {
		res, body := eve.ask(http.MethodGet, game+path, nil)
		if strings.Contains(string(body), needle) {
			t.Errorf("GET %s shows what team b alone has seen", path)
		}
		if res.StatusCode >= http.StatusInternalServerError || strings.Contains(string(body), `"console":`) {
			t.Errorf("GET %s: %s\n%.300s", path, res.Status, body)
		}
	}
	for _, c := range []struct {
		key string
		do  []string
	}{
		{"unknown_evidence", []string{"claim", "severity", "SEV1", "scope", "global", "diagnosis", "d1", "evidence", evidence.Triage.Evidence[0].ID}},
		{"no_such_thing", []string{"cancel", "job", evidence.Triage.Evidence[0].ID}},
		{"no_such_thing", []string{"cancel", "job", "18446744073709551616"}},
		{"no_such_thing", []string{"look", "look", "l99"}},
		{"no_such_thing", []string{"action", "action", "../a1"}},
		{"wrong_phase", []string{"join", "nick", "Eve", "team", "b"}},
		{"no_such_thing", []string{"pass-position", "position", "king", "to", "Ada"}},
	} {
		if a := eve.command(c.do[0], c.do[1:]...); a.Key != c.key || a.status >= 500 || a.status < 400 {
			t.Errorf("%v: %+v, want %s", c.do, a, c.key)
		}
	}
	if n := len(eve.look().View.Team.Feed); n != 0 {
		t.Errorf("team a has %d items in its feed and did nothing", n)
	}
}

// noCommandOfTheTrainersIsForAnybodyElse sends every command that steers a
// day from browsers that hold no key, in every role they can think of.
func noCommandOfTheTrainersIsForAnybodyElse(t *testing.T, s served) {
	trainer := hostDay(t, s, "2")
	member, outside := seat(t, s, trainer.code, "Eve", "a"), stranger(t, s, trainer.code)
	before := trainer.look().Seq
	for _, name := range []string{"open-wheel", "spin", "veto", "choose", "brief", "start", "pause", "resume", "extend", "end-story", "back-to-wheel", "close-day"} {
		for _, b := range []*bot{member, outside} {
			for _, as := range []view.Role{view.Trainer, view.Participant, view.Screen} {
				b.as = as
				if a := b.command(name, "slice", "0", "minutes", "1"); a.status != http.StatusForbidden || a.Key != "not_allowed" {
					t.Errorf("%s as %s: %+v", name, as, a)
				}
			}
		}
	}
	for _, name := range []string{"tick", "suspend", "recover", "host", "", "..", "%2e%2e", "Spin", "spin ", "spin%00"} {
		if res, _ := member.ask(http.MethodPost, "/g/"+trainer.code+"/"+url.PathEscape(name), url.Values{"as": {"participant"}}); res.StatusCode < 400 || res.StatusCode >= 500 {
			t.Errorf("the command %q: %s", name, res.Status)
		}
	}
	if after := trainer.look().Seq; after != before {
		t.Errorf("%d records were made", after-before)
	}
}

// forgedCookiesMakeNobody sends cookies that we never gave.
func forgedCookiesMakeNobody(t *testing.T, s served) {
	trainer := hostDay(t, s, "2")
	ada := seat(t, s, trainer.code, "Ada", "a")
	given := map[string]string{}
	for _, b := range []*bot{ada, trainer} {
		for _, c := range b.http.Jar.Cookies(address(t, s)) {
			given[c.Name] = c.Value
		}
	}
	who := ada.http.Jar.Cookies(address(t, s))[0].Value
	for name, header := range map[string]string{
		"none":                   "",
		"a bare word":            "who=ada; trainer=1; trainer=true",
		"no signature":           "trainer=" + given["trainer"][:strings.LastIndex(given["trainer"], ".")],
		"who as trainer":         "trainer=" + who,
		"trainer as who":         "who=" + given["trainer"],
		"cut":                    "trainer=" + given["trainer"][:len(given["trainer"])-2],
		"one turned":             "trainer=" + given["trainer"][:len(given["trainer"])-3] + "AAA",
		"another version":        "trainer=" + strings.Replace(given["trainer"], "v1.", "v0.", 1),
		"a flood":                strings.Repeat("trainer=v1.eA.eA; ", 1500) + "who=v1.x.y",
		"control characters":     "trainer=\"v1..\"; who=\"; trainer=v1.e30.",
		"nothing but separators": ";;;===;;",
	} {
		outside := stranger(t, s, trainer.code)
		if res, body := outside.ask(http.MethodGet, "/g/"+trainer.code+"/console", nil, "Cookie", header); res.StatusCode != http.StatusForbidden {
			t.Errorf("%s: the console says %s %.200s", name, res.Status, body)
		}
		res, body := outside.ask(http.MethodGet, "/g/"+trainer.code, nil, "Cookie", header)
		var p page
		if err := json.Unmarshal(body, &p); err != nil || res.StatusCode != http.StatusOK || p.You.Joined {
			t.Errorf("%s: the game says %s %v, joined %v", name, res.Status, err, p.You.Joined)
		}
	}
	// The right ones, as a check of this test.
	if res, _ := stranger(t, s, trainer.code).ask(http.MethodGet, "/g/"+trainer.code+"/console", nil, "Cookie", "trainer="+given["trainer"]); res.StatusCode != http.StatusOK {
		t.Errorf("the real cookie: %s", res.Status)
	}
}

// hostileNamesAreTextEverywhere joins under names that would like to be
// something else, and looks at every page that shows them.
func hostileNamesAreTextEverywhere(t *testing.T, s served) {
	trainer := hostDay(t, s, "10")
	taken := []string{`<b>x</b><script>`, `"onload="x`, `'><svg/onload=x>`, `{{.}}${x}`, `[x](javascript:x)`, `# *x* _y_`, "👩‍👩‍👧", "é̀", "שלום", "مرحبا"}
	refused := map[string]string{
		"a\u202eb": "nick_unprintable", "\u200b": "nick_unprintable", "a\u2066b": "nick_unprintable", "a\x00b": "nick_unprintable",
		"a" + strings.Repeat("\u0301", 9): "nick_unprintable", "\ue000": "nick_unprintable", strings.Repeat("👍", 25): "nick_length",
		"   ": "nick_length", strings.Repeat("x", 60_000): "nick_length",
	}
	for i, nick := range taken {
		b := stranger(t, s, trainer.code)
		if a := b.command("join", "nick", nick, "team", string(rune('a'+i))); a.status != http.StatusOK && a.Key != "nick_unprintable" {
			t.Errorf("%q joins: %+v", nick, a)
		}
	}
	for nick, key := range refused {
		if a := stranger(t, s, trainer.code).command("join", "nick", nick); a.status != http.StatusBadRequest || a.Key != key {
			t.Errorf("%q joins: %+v, want %s", nick[:min(20, len(nick))], a, key)
		}
	}
	member := stranger(t, s, trainer.code)
	member.must("join", "nick", "Ada", "team", "a")
	for b, path := range map[*bot]string{trainer: "/console", member: "", stranger(t, s, trainer.code): "/screen"} {
		_, body := b.ask(http.MethodGet, "/g/"+trainer.code+path, nil, "Accept", "text/html")
		_, frame := b.ask(http.MethodGet, "/g/"+trainer.code+"/frame?as="+map[string]string{"/console": "trainer", "": "participant", "/screen": "screen"}[path], nil)
		for _, text := range []string{string(body), string(frame)} {
			for _, markup := range []string{"<b>x", "<script>\"", `"onload=`, "<svg/onload", "javascript:x\"", "\u202e", "\u2066"} {
				if strings.Contains(text, markup) {
					t.Errorf("%q is live on %q", markup, path)
				}
			}
		}
	}
}

// aRepeatIsAnsweredTheSame sends one id again and again,
// also from somebody else.
func aRepeatIsAnsweredTheSame(t *testing.T, s served) {
	trainer := hostDay(t, s, "2")
	ada, eve := seat(t, s, trainer.code, "Ada", "a"), seat(t, s, trainer.code, "Eve", "b")
	seat(t, s, trainer.code, "Grace", "a") // who is alone in a team holds every position already
	seat(t, s, trainer.code, "Linus", "b")
	const id = "the-very-same-tap-of-a-finger"
	first := ada.must("take-position", "position", "scribe", "id", id)
	for range 3 {
		if again := ada.must("take-position", "position", "scribe", "id", id); again != first {
			t.Errorf("again: %d, first: %d", again, first)
		}
	}
	if other := eve.must("take-position", "position", "scribe", "id", id); other == first {
		t.Error("somebody else's command was taken for a repeat")
	}
}

// oddRequestsAreRefused speaks HTTP by hand, as no browser does.
func oddRequestsAreRefused(t *testing.T, s served) {
	trainer := hostDay(t, s, "2")
	host, game := strings.TrimPrefix(s.base, "http://"), "/g/"+trainer.code
	form := "Content-Type: application/x-www-form-urlencoded\r\n"
	for name, c := range map[string]struct {
		request string
		status  []int
	}{
		"a header flood":             {"GET / HTTP/1.1\r\nHost: x\r\n" + strings.Repeat("X-Flood: "+strings.Repeat("y", 1000)+"\r\n", 80), []int{431}},
		"one endless header":         {"GET / HTTP/1.1\r\nHost: x\r\nX: " + strings.Repeat("y", 100_000) + "\r\n", []int{431}},
		"an endless address":         {"GET /" + strings.Repeat("y", 100_000) + " HTTP/1.1\r\nHost: x\r\n", []int{431}},
		"a path that climbs":         {"GET /static/../../../etc/passwd HTTP/1.1\r\nHost: x\r\n", []int{404}},
		"an encoded one":             {"GET /static/%2e%2e%2f%2e%2e%2fgo.mod HTTP/1.1\r\nHost: x\r\n", []int{404}},
		"a broken escape":            {"GET /g/%zz HTTP/1.1\r\nHost: x\r\n", []int{400}},
		"a null":                     {"GET /g/%00 HTTP/1.1\r\nHost: x\r\n", []int{404}},
		"broken UTF-8":               {"GET /g/%ff%fe HTTP/1.1\r\nHost: x\r\n", []int{404}},
		"a way back that leads away": {"GET /lang/en?to=//evil.example HTTP/1.1\r\nHost: x\r\n", []int{303}},
		"a way back with a header":   {"GET /lang/en?to=/%0d%0aX-Evil:1 HTTP/1.1\r\nHost: x\r\n", []int{303}},
		"another method":             {"DELETE " + game + " HTTP/1.1\r\nHost: x\r\n", []int{405}},
		"an invented one":            {"BREW / HTTP/1.1\r\nHost: x\r\n", []int{405}},
		"no host":                    {"GET / HTTP/1.1\r\n", []int{400}},
		"a proxy's request":          {"GET http://evil.example/host HTTP/1.1\r\nHost: evil.example\r\n", []int{200, 403}},
		"two lengths":                {"POST /join HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nContent-Length: 40\r\n" + form, []int{400}},
		"a negative length":          {"POST /join HTTP/1.1\r\nHost: x\r\nContent-Length: -4\r\n" + form, []int{400}},
		"a length too much":          {"POST " + game + "/ready HTTP/1.1\r\nHost: x\r\nContent-Length: 70000\r\n" + form + "\r\n" + strings.Repeat("y", 70_000), []int{413}},
		"a form of JSON":             {"POST " + game + "/ready HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Type: application/json\r\n\r\n{}", []int{415}},
		"half an upgrade":            {"GET " + game + "/live?as=screen HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n", []int{400}},
		"a trainer's socket":         {"GET " + game + "/live?as=trainer HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", []int{403}},
		"another site's socket":      {"GET " + game + "/live?as=screen HTTP/1.1\r\nHost: x\r\nOrigin: http://evil.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", []int{403}},
		"another site's form":        {"POST " + game + "/join HTTP/1.1\r\nHost: x\r\nOrigin: http://evil.example\r\nContent-Length: 8\r\n" + form + "\r\nnick=Eve", []int{403}},
	} {
		res, err := speak(t, host, c.request)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		known := false
		for _, status := range c.status {
			known = known || res.StatusCode == status
		}
		if to := res.Header.Get("Location"); !known || strings.Contains(to, "evil") || res.Header.Get("X-Evil") != "" {
			t.Errorf("%s: %s to %q, want %v", name, res.Status, to, c.status)
		}
	}
	if p := trainer.look(); p.View.Day.Teams[0].People == nil || len(p.View.Day.Teams[0].People) != 0 {
		t.Errorf("somebody got in: %+v", p.View.Day.Teams)
	}
}

// speak sends bytes and reads the head of what comes back.
func speak(t *testing.T, host, request string) (*http.Response, error) {
	t.Helper()
	conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", host)
	if err != nil {
		return nil, err
	}
	defer func() { _ = conn.Close() }()
	if err := conn.SetDeadline(time.Now().Add(20 * time.Second)); err != nil {
		return nil, err
	}
	if !strings.Contains(request, "\r\n\r\n") {
		request += "\r\n"
	}
	go func() { _, _ = io.WriteString(conn, request) }() // a server that has heard enough may not read on
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		return nil, err
	}
	_ = res.Body.Close()
	return res, nil
}

// stalledSocketsHoldNobodyUp opens three hundred sockets that never read,
// and a day goes on for those who do.
func stalledSocketsHoldNobodyUp(t *testing.T, s served) {
	trainer := hostDay(t, s, "8")
	host := strings.TrimPrefix(s.base, "http://")
	dialer := websocket.Dialer{HandshakeTimeout: 20 * time.Second, NetDialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		conn, err := new(net.Dialer).DialContext(ctx, "tcp", host)
		if tcp, ok := conn.(*net.TCPConn); ok {
			_ = tcp.SetReadBuffer(2048) // fills up at once; a kernel that gives more only makes it easier
		}
		return conn, err
	}}
	for i := range 300 {
		ws, res, err := dialer.DialContext(t.Context(), "ws://"+host+"/g/"+trainer.code+"/live?as=screen", nil)
		if err != nil {
			t.Fatalf("socket %d: %v", i, err)
		}
		_ = res.Body.Close()
		t.Cleanup(func() { _ = ws.Close() })
	}
	screen := stranger(t, s, trainer.code)
	screen.as = view.Screen
	screen.follow()
	started := time.Now()
	for i := range 20 {
		b := stranger(t, s, trainer.code)
		b.must("join", "nick", fmt.Sprint("Nick ", i))
	}
	screen.until("everybody is there", func(p page) bool {
		n := 0
		for _, team := range p.View.Day.Teams {
			n += len(team.People)
		}
		return n == 20
	})
	if took := time.Since(started); took > 20*time.Second {
		t.Errorf("twenty people took %v to join", took)
	}
}
