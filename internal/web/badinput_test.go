package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/gorilla/websocket"
)

// TestWhatGoesWrongIsSaid sends what a lobby has to refuse, and reads the
// refusal as a program does.
func TestWhatGoesWrongIsSaid(t *testing.T) {
	p := newPlace(t)
	s := newScene(p)
	game := "/g/" + s.code
	for name, c := range map[string]struct {
		who          string
		path, body   string
		status       int
		key, message string
	}{
		"an unknown code":         {stranger, "/g/CDF234/join", "nick=Eve", 404, "unknown_code", "CDF234"},
		"what is no code":         {stranger, "/g/%3Cscript%3E/join", "nick=Eve", 404, "unknown_code", "<SCRIPT>"},
		"a wrong key":             {stranger, "/host/key", "key=wrong", 403, "wrong_key", "not the key"},
		"no key":                  {stranger, "/host/key", "", 403, "wrong_key", "not the key"},
		"a taken nickname":        {stranger, game + "/join", "nick=Ada", 409, "nick_taken", "Ada"},
		"one that looks the same": {stranger, game + "/join", "nick=%C3%A1D+a", 409, "nick_taken", "áD a"},
		"no nickname":             {stranger, game + "/join", "nick=", 400, "nick_length", "1 to 24"},
		"a nickname of 25":        {stranger, game + "/join", "nick=" + strings.Repeat("x", 25), 400, "nick_length", "1 to 24"},
		"a nickname that turns":   {stranger, game + "/join", "nick=a%E2%80%AEb", 400, "nick_unprintable", "cannot be shown"},
		"a nickname of nothing":   {stranger, game + "/join", "nick=%E2%80%8B", 400, "nick_unprintable", "cannot be shown"},
		"no such team":            {stranger, game + "/join", "nick=Eve&team=z", 404, "no_such_team", "no such team"},
		"a command out of place":  {member, game + "/acknowledge", "", 409, "wrong_phase", "elsewhere"},
		"an unknown command":      {member, game + "/win", "", 404, "no_such_thing", "no such thing"},
		"an unknown role":         {member, game + "/ready", "as=god", 400, "bad_input", "missing or wrong"},
		"a short id":              {member, game + "/ready", "id=short", 400, "bad_input", "missing or wrong"},
		"a slice that is none":    {trainer, game + "/choose", "as=trainer&slice=first", 400, "bad_input", "missing or wrong"},
		"nothing spun":            {trainer, game + "/brief", "as=trainer", 409, "nothing_spun", "Spin the wheel"},
		"an oversized form":       {member, game + "/claim", "evidence=" + strings.Repeat("x", maxBody), 413, "too_large", "too large"},
		"broken UTF-8":            {stranger, game + "/join", "nick=%ff%fe", 400, "bad_input", "missing or wrong"},
		"too many teams":          {trainer, "/host", "name=Day&teams=999&factor=1&lang=en", 400, "team_count", "teams"},
		"no scenario":             {trainer, "/host", "name=Day&teams=2&factor=1&lang=en", 400, "slice_count", "scenarios"},
		"a scenario that has gone": {trainer, "/host", "name=Day&teams=2&factor=1&lang=en&scenario=" + p.server.catalogue.List()[0].Hash +
			"&scenario=none", 409, "no_such_thing", "no such thing"},
		"a strange factor": {trainer, "/host", "name=Day&teams=2&factor=fast&lang=en", 400, "bad_input", "missing or wrong"},
	} {
		res := s.who[c.who].postRaw(c.path, c.body)
		r := refused(t, res)
		if res.Code != c.status || r.Key != c.key || !strings.Contains(r.Message, c.message) {
			t.Errorf("%s: %d %+v, want %d %s %q", name, res.Code, r, c.status, c.key, c.message)
		}
	}
}

// TestWhatIsSaidBackIsHarmless types what would turn a page around, tower over
// its lines or break its headers.
func TestWhatIsSaidBackIsHarmless(t *testing.T) {
	p := newPlace(t)
	eve := p.browser()
	for _, typed := range []string{"%E2%80%AEABC", "a%CC%81%CC%81%CC%81%CC%81", "%00x", "%0d%0ax", "%E2%81%A6x", "%EF%BB%BF"} {
		for _, res := range []*httptest.ResponseRecorder{eve.get("/g/" + typed), eve.get("/lang/en?to=/" + typed)} {
			said := res.Body.String() + res.Header().Get("Location")
			if strings.ContainsAny(said, "\u202e\u2066\ufeff\u0301\x00\r") || res.Code >= http.StatusInternalServerError {
				t.Errorf("%s comes back: %d %s", typed, res.Code, said)
			}
		}
	}
}

func TestARepeatedCommandIsAnsweredLikeTheFirstTime(t *testing.T) {
	s := newScene(newPlace(t))
	tap := func() string {
		return s.who[stranger].post("/g/"+s.code+"/join", "id", "the-same-tap-again", "nick", "Grace").Body.String()
	}
	if first, again := tap(), tap(); first != again || !strings.Contains(first, "seq") {
		t.Errorf("the first time: %s, again: %s", first, again)
	}
}

func TestHostileNicknamesAreText(t *testing.T) {
	p := newPlace(t)
	s := newScene(p)
	const nick = `<img src=x onerror=1>"'`
	eve := p.browser()
	if res := eve.post("/g/"+s.code+"/join", "nick", nick); res.Code != http.StatusSeeOther {
		t.Fatalf("joining as %s: %d\n%s", nick, res.Code, res.Body)
	}
	delete(s.who[trainer].header, "Accept")
	for _, page := range []*httptest.ResponseRecorder{
		eve.get("/g/" + s.code), eve.get("/g/" + s.code + "/screen"), s.who[trainer].get("/g/" + s.code + "/console"),
		p.browser().get("/g/" + s.code),
	} {
		if strings.Contains(page.Body.String(), "<img") || page.Code != http.StatusOK {
			t.Errorf("the nickname is markup on a page (%d)", page.Code)
		}
	}
}

func TestWithoutScriptNothingTypedIsLost(t *testing.T) {
	p := newPlace(t)
	s := newScene(p)
	eve := p.browser()
	res := eve.post("/g/"+s.code+"/join", "nick", "Ada", "team", "b")
	if page := res.Body.String(); res.Code != http.StatusConflict || !strings.Contains(page, `value="Ada"`) || !strings.Contains(page, "Ada is taken") {
		t.Errorf("a taken nickname: %d\n%s", res.Code, page)
	}
	res = eve.post("/join", "code", "cdf 234")
	if page := res.Body.String(); res.Code != http.StatusNotFound || !strings.Contains(page, `value="cdf 234"`) {
		t.Errorf("an unknown code: %d\n%s", res.Code, page)
	}
	keys := p.trainers()
	hash := p.server.catalogue.List()[1].Hash
	res = keys.post("/host", "name", "Our day", "teams", "0", "lang", "fr", "factor", "2", "scenario", hash)
	for _, kept := range []string{`value="Our day"`, `value="0"`, `value="` + hash + `" checked`} {
		if page := res.Body.String(); res.Code != http.StatusBadRequest || !strings.Contains(page, kept) {
			t.Errorf("a day without teams: %d, %s is not on the page\n%s", res.Code, kept, page)
		}
	}
}

func TestARefusalWithoutScriptIsToldOnce(t *testing.T) {
	s := newScene(newPlace(t))
	ada := s.who[member]
	delete(ada.header, "Accept")
	res := ada.post("/g/"+s.code+"/acknowledge", "as", "participant")
	if res.Code != http.StatusSeeOther || res.Header().Get("Location") != "/g/"+s.code {
		t.Fatalf("the answer is %d to %s", res.Code, res.Header().Get("Location"))
	}
	const says = "The game day is elsewhere by now"
	if page := ada.get("/g/" + s.code).Body.String(); !strings.Contains(page, says) {
		t.Errorf("the next page does not say why:\n%s", page)
	}
	if page := ada.get("/g/" + s.code).Body.String(); strings.Contains(page, says) {
		t.Error("the page after that says it again")
	}
}

func TestFramesThatAreNotOursEndTheSocket(t *testing.T) {
	p := newPlace(t)
	s := newScene(p)
	server := httptest.NewServer(p.server)
	defer server.Close()
	address := strings.Replace(server.URL, "http", "ws", 1) + "/g/" + s.code + "/live?as=screen"
	ws, res, err := websocket.DefaultDialer.DialContext(t.Context(), address, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = ws.Close() }()
	_ = res.Body.Close()
	if err := ws.WriteMessage(websocket.TextMessage, []byte(`{"command":"win"}`)); err != nil {
		t.Fatal(err)
	}
	for err == nil {
		_, _, err = ws.ReadMessage()
	}
	if !websocket.IsCloseError(err, websocket.ClosePolicyViolation) {
		t.Errorf("the socket ended with %v", err)
	}
}

// FuzzJoin sends anything as the form for joining: the answer is always a page,
// a refusal or a seat, never our own mistake.
func FuzzJoin(f *testing.F) {
	for _, seed := range []string{
		"nick=Ada&team=a", "nick=&team=", "nick=%ff", "nick=a%E2%80%AEb", "nick=" + strings.Repeat("%CC%81", 40),
		"nick=Ada&id=0123456789abcdef", "as=trainer&nick=Ada", "as=screen", "%", ";", "nick=%00", strings.Repeat("a&", 300),
		"nick=%3Cscript%3E&team=%3Cscript%3E",
	} {
		f.Add(seed)
	}
	p := newPlace(f)
	code := p.trainers().host()
	f.Fuzz(func(t *testing.T, form string) {
		eve := p.browser()
		eve.t = t
		res := eve.postRaw("/g/"+code+"/join", form)
		body := res.Body.String()
		switch {
		case res.Code >= http.StatusInternalServerError:
			t.Errorf("%d\n%s", res.Code, body)
		case res.Code == http.StatusSeeOther && res.Header().Get("Location") != "/g/"+code && !strings.HasSuffix(res.Header().Get("Location"), "/screen"):
			t.Errorf("it leads to %s", res.Header().Get("Location"))
		case strings.Contains(body, "<script>") || !utf8.ValidString(body):
			t.Errorf("the page holds what was typed:\n%s", body)
		}
	})
}
