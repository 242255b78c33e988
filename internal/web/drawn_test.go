package web

import (
	"net/http"
	"strings"
	"testing"
)

// TestAPageKeepsWhatItWasDrawnFor: a page left open in one tab, while its reader
// chooses another language or team in the next, is not patched in two languages
// and not told of two teams.
func TestAPageKeepsWhatItWasDrawnFor(t *testing.T) {
	p := newPlace(t)
	code := p.trainers().host()
	ann := p.browser()
	ann.post("/g/"+code+"/join", "nick", "Ann", "team", "a")

	drawn := "/g/" + code + "/frame?as=participant&lang=en&team=a"
	if page := ann.get("/g/" + code).Body.String(); !strings.Contains(page, strings.ReplaceAll(drawn, "&", "&amp;")) {
		t.Fatalf("the page does not say what it was drawn for: %s", drawn)
	}
	before := ann.get(drawn).Body.String()
	ann.get("/lang/fr?to=/g/" + code)
	if after := ann.get(drawn).Body.String(); !strings.Contains(after, "Night Train") || strings.Contains(after, "Équipe") != strings.Contains(before, "Équipe") {
		t.Errorf("the English page is patched in French: %.300s", after)
	}
	if res := ann.get(strings.Replace(drawn, "lang=en", "lang=fr", 1)); res.Body.String() == before {
		t.Error("a French page is patched in English")
	}

	ann.post("/g/"+code+"/join", "nick", "Ann", "team", "b")
	if res := ann.get(drawn); res.Code != http.StatusGone {
		t.Errorf("the page of the team she left gets %d: %.200s", res.Code, res.Body)
	}
	if res := ann.get(strings.Replace(drawn, "team=a", "team=b", 1)); res.Code != http.StatusOK {
		t.Errorf("the page of her team gets %d", res.Code)
	}
}
