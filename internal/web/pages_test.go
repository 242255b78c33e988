package web

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"misfortune/game/view"
)

func TestOneValueInTwoEncodings(t *testing.T) {
	p := newPlace(t)
	s := newScene(p)
	for _, ask := range []string{"/g/" + s.code + "/screen.json", "/g/" + s.code + "/screen?format=json"} {
		b := p.browser()
		b.header.Set("Accept", "text/html,application/xhtml+xml")
		res := b.get(ask)
		var got gameJSON
		if err := json.Unmarshal(res.Body.Bytes(), &got); err != nil {
			t.Fatalf("%s: %v\n%s", ask, err, res.Body)
		}
		if got.View.Day.Name != "Game day" || got.Epoch == "" || got.Seq == 0 || got.Seq != got.View.Seq || got.Now == 0 {
			t.Errorf("%s: %+v", ask, got)
		}
	}
	b := p.browser()
	b.header.Set("Accept", "text/html,*/*")
	if res := b.get("/g/" + s.code + "/screen"); !strings.HasPrefix(res.Header().Get("Content-Type"), "text/html") {
		t.Errorf("a browser gets %s", res.Header().Get("Content-Type"))
	}
}

func TestSomebodyWhoHasNotJoinedSeesWhatTheProjectorShows(t *testing.T) {
	p := newPlace(t)
	s := newScene(p)
	var got gameJSON
	if err := json.Unmarshal(s.who[stranger].get("/g/"+s.code).Body.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if got.You.Joined || got.View.Audience.Role != view.Screen {
		t.Errorf("%+v", got)
	}
}

func TestEverybodyReadsTheirOwnLanguage(t *testing.T) {
	p := newPlace(t)
	s := newScene(p) // a day in English
	lang := func(b *browser, path string) string {
		t.Helper()
		_, after, _ := strings.Cut(b.get(path).Body.String(), `<html lang="`)
		return after[:min(2, len(after))]
	}
	fr := p.browser()
	fr.header.Set("Accept-Language", "fr-CH, fr;q=0.9, en;q=0.8")
	check := func(what, got, want string) {
		t.Helper()
		if got != want {
			t.Errorf("%s is in %q, want %q", what, got, want)
		}
	}
	check("the front page of a French browser", lang(fr, "/"), "fr")
	check("an error page of a French browser", lang(fr, "/no/such/page"), "fr")
	check("the form to join an English day", lang(fr, "/g/"+s.code), "en")
	if res := fr.get("/lang/fr?to=/g/" + s.code); res.Header().Get("Location") != "/g/"+s.code {
		t.Errorf("the choice leads to %s", res.Header().Get("Location"))
	}
	check("the same form once French was chosen", lang(fr, "/g/"+s.code), "fr")
	check("the projector of an English day", lang(fr, "/g/"+s.code+"/screen"), "en")
	fr.program()
	if r := refused(t, fr.post("/g/"+s.code+"/join", "nick", "Ada")); !strings.Contains(r.Message, "déjà") && !strings.Contains(r.Message, "pris") {
		t.Errorf("a refusal in French: %s", r.Message)
	}
	for _, to := range []string{"//evil.example", "https://evil.example", "/\\evil.example", "", "g"} {
		if res := fr.get("/lang/en?to=" + to); res.Header().Get("Location") != "/" {
			t.Errorf("the way back %q leads to %s", to, res.Header().Get("Location"))
		}
	}
}

func TestTheLinkOfTheQRCode(t *testing.T) {
	p := newPlace(t)
	s := newScene(p)
	for _, typed := range []string{s.code, strings.ToLower(s.code)} {
		if res := p.browser().get("/" + typed); res.Code != http.StatusSeeOther || res.Header().Get("Location") != "/g/"+s.code {
			t.Errorf("/%s: %d to %s", typed, res.Code, res.Header().Get("Location"))
		}
	}
	if res := p.browser().post("/join", "code", " "+strings.ToLower(s.code)+" "); res.Header().Get("Location") != "/g/"+s.code {
		t.Errorf("the code typed on the front page: %d to %s", res.Code, res.Header().Get("Location"))
	}
	if res := p.browser().get("/g/" + strings.ToLower(s.code)); res.Code != http.StatusOK {
		t.Errorf("small letters in the address: %d", res.Code)
	}
}

func TestTheTrainersRoomListsDaysButNotGamesPlayedAlone(t *testing.T) {
	p := newPlace(t)
	keys := p.trainers()
	code := keys.host()
	if res := p.browser().post("/alone"); res.Code != http.StatusSeeOther {
		t.Fatalf("alone: %d", res.Code)
	}
	var room hostJSON
	if err := json.Unmarshal(keys.program().get("/host").Body.Bytes(), &room); err != nil {
		t.Fatal(err)
	}
	if len(room.Games) != 1 || room.Games[0].Code != code || len(room.Scenarios) != 4 {
		t.Errorf("the trainer's room holds %+v", room)
	}
}

// TestTheFrameIsWhatASocketWouldSend compares the polling twin with the page.
func TestTheFrameIsWhatASocketWouldSend(t *testing.T) {
	p := newPlace(t)
	s := newScene(p)
	var frame struct {
		Full  bool
		Seq   uint64
		Stage string
	}
	read := func(query string) {
		t.Helper()
		res := s.who[member].get("/g/" + s.code + "/frame?as=participant" + query)
		if err := json.Unmarshal(res.Body.Bytes(), &frame); err != nil {
			t.Fatalf("%d %v\n%s", res.Code, err, res.Body)
		}
	}
	read("")
	delete(s.who[member].header, "Accept")
	page := s.who[member].get("/g/" + s.code).Body.String()
	if !frame.Full || frame.Seq == 0 || frame.Stage == "" {
		t.Fatalf("who holds nothing gets %+v", frame)
	}
	_, inner, _ := strings.Cut(page, `id="stage"`)
	if !strings.Contains(inner, strings.TrimSpace(frame.Stage[:min(80, len(frame.Stage))])) {
		t.Errorf("the page does not begin with the stage of the frame:\n%.300s\n%.300s", inner, frame.Stage)
	}
}
