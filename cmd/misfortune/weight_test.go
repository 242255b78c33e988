package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"misfortune/game/view"
	"misfortune/static"
)

// firstPage is what a phone on a crowded wifi may have to load before somebody
// can type a name, and then before they can play: page, style and script, as
// they go over the wire.
const firstPage = 60 << 10

// TestAPhoneLoadsLittle follows the links of a participant's pages.
func TestAPhoneLoadsLittle(t *testing.T) {
	if !static.Bundled() {
		t.Fatal("the script is not bundled, so that nobody can say how heavy it is: make static/dist/main.js bundles it, as make test does")
	}
	s := start(t, 1, "--data", t.TempDir())
	trainer := hostDay(t, s, "8")
	phone := newBot(t, s.base, view.Participant)
	phone.code = trainer.code
	weigh := func(what string) {
		t.Helper()
		weight, page := phone.load("/g/" + phone.code)
		parts := regexp.MustCompile(`(?:src|href)="(/static/[^"#]+)`).FindAllStringSubmatch(page, -1)
		if len(parts) < 2 {
			t.Fatalf("%s links %d parts; style and script at least were expected\n%s", what, len(parts), page)
		}
		for _, part := range parts {
			n, _ := phone.load(part[1])
			weight += n
		}
		t.Logf("%s: %d bytes in %d requests", what, weight, 1+len(parts))
		if weight > firstPage {
			t.Errorf("%s takes %d bytes, more than %d", what, weight, firstPage)
		}
	}
	weigh("the form to join")
	phone.must("join", "nick", "Ada")
	weigh("the waiting page")
}

// load fetches a path as a browser would and returns how many bytes came over
// the wire, and the text.
func (b *bot) load(path string) (bytesOnWire int, text string) {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), http.MethodGet, b.base+path, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Accept", "text/html,*/*")
	r.Header.Set("Accept-Encoding", "gzip") // asked for by hand, so that net/http leaves it packed
	res, err := b.http.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	wire, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		b.t.Fatalf("GET %s: %s %v", path, res.Status, err)
	}
	var head strings.Builder
	if err := res.Header.Write(&head); err != nil {
		b.t.Fatal(err)
	}
	if res.Header.Get("Content-Encoding") != "gzip" {
		return head.Len() + len(wire), string(wire)
	}
	packed, err := gzip.NewReader(bytes.NewReader(wire))
	if err != nil {
		b.t.Fatal(err)
	}
	plain, err := io.ReadAll(packed)
	if err != nil {
		b.t.Fatal(err)
	}
	return head.Len() + len(wire), string(plain)
}
