package static

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/andybalholm/brotli"
)

var sheet = strings.Repeat(".key { border-bottom: 3px solid }\n", 50)

func shelf() fstest.MapFS {
	return fstest.MapFS{
		"css/app.css":   {Data: []byte(sheet)},
		"dist/tiny.js":  {Data: []byte("1")},
		"dist/.gitkeep": {},
	}
}

func get(t *testing.T, h http.Handler, path string, header ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Add(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func content(t *testing.T, r io.Reader) string {
	t.Helper()
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestEachBrowserGetsTheBestItCanRead(t *testing.T) {
	h := newHandler(shelf())
	path := Prefix + h.release + "/css/app.css"
	for _, browser := range []struct{ accept, encoding string }{
		{"gzip, deflate, br, zstd", "br"},
		{"gzip", "gzip"},
		{"GZIP;q=0.5", "gzip"},
		{"br;q=0, gzip", "gzip"},
		{"*", "br"},
		{"*, br; q=0", "gzip"},
		{"identity", ""},
		{"", ""},
	} {
		res := get(t, h, path, "Accept-Encoding", browser.accept)
		if got := res.Header.Get("Content-Encoding"); got != browser.encoding {
			t.Errorf("%q got encoding %q, want %q", browser.accept, got, browser.encoding)
			continue
		}
		raw := content(t, res.Body)
		if res.ContentLength != int64(len(raw)) {
			t.Errorf("%q was told %d bytes and got %d", browser.accept, res.ContentLength, len(raw))
		}
		var plain io.Reader = strings.NewReader(raw)
		switch browser.encoding {
		case "br":
			plain = brotli.NewReader(plain)
		case "gzip":
			z, err := gzip.NewReader(plain)
			if err != nil {
				t.Fatal(err)
			}
			plain = z
		}
		if content(t, plain) != sheet {
			t.Errorf("%q got another file", browser.accept)
		}
		if res.Header.Get("Vary") != "Accept-Encoding" || res.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%q: headers %v", browser.accept, res.Header)
		}
	}
}

func TestWhatDoesNotShrinkIsSentPlain(t *testing.T) {
	h := newHandler(shelf())
	res := get(t, h, Prefix+h.release+"/dist/tiny.js", "Accept-Encoding", "br, gzip")
	if res.Header.Get("Content-Encoding") != "" || content(t, res.Body) != "1" {
		t.Errorf("one byte came as %q", res.Header.Get("Content-Encoding"))
	}
}

func TestBrowsersKeepAFileForEverAndAskAgainAfterAnUpgrade(t *testing.T) {
	h := newHandler(shelf())
	today := get(t, h, Prefix+h.release+"/css/app.css", "Accept-Encoding", "br")
	if got := today.Header.Get("Cache-Control"); got != "public, max-age=31536000, immutable" {
		t.Errorf("today's file: Cache-Control %q", got)
	}
	older := get(t, h, Prefix+"0123abcd/css/app.css", "Accept-Encoding", "br")
	if older.StatusCode != http.StatusOK || older.Header.Get("Cache-Control") != "no-cache" {
		t.Errorf("a page of yesterday: %d, Cache-Control %q", older.StatusCode, older.Header.Get("Cache-Control"))
	}
	again := get(t, h, Prefix+"0123abcd/css/app.css", "Accept-Encoding", "br", "If-None-Match", older.Header.Get("ETag"))
	if again.StatusCode != http.StatusNotModified || content(t, again.Body) != "" {
		t.Errorf("asked again: %d, want 304 without a body", again.StatusCode)
	}
	otherEncoding := get(t, h, Prefix+"0123abcd/css/app.css", "If-None-Match", older.Header.Get("ETag"))
	if otherEncoding.StatusCode != http.StatusOK {
		t.Errorf("the brotli tag matched the plain file: %d", otherEncoding.StatusCode)
	}
}

func TestTheHashFollowsNamesAndContents(t *testing.T) {
	base := hashOf(shelf())
	changed, moved, hidden := shelf(), shelf(), shelf()
	changed["css/app.css"] = &fstest.MapFile{Data: []byte(sheet + " ")}
	moved["css/other.css"] = moved["css/app.css"]
	delete(moved, "css/app.css")
	hidden["dist/.other"] = &fstest.MapFile{}
	if hashOf(changed) == base || hashOf(moved) == base {
		t.Error("a changed or moved file kept the hash")
	}
	if hashOf(hidden) != base || hashOf(shelf()) != base {
		t.Error("the hash depends on something that is not served")
	}
}

func TestNothingElseIsServed(t *testing.T) {
	h := newHandler(shelf())
	for _, path := range []string{"", h.release, h.release + "/", h.release + "/css", h.release + "/dist/.gitkeep", h.release + "/../static.go", "css/app.css"} {
		res := get(t, h, Prefix+path)
		if res.StatusCode != http.StatusNotFound || res.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%q answered %d, Cache-Control %q", path, res.StatusCode, res.Header.Get("Cache-Control"))
		}
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodPost, Prefix+h.release+"/css/app.css", bytes.NewReader(nil)))
	if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, HEAD" {
		t.Errorf("POST answered %d, Allow %q", w.Code, w.Header().Get("Allow"))
	}
}

func TestPathLeadsToTheEmbeddedFile(t *testing.T) {
	h := Handler()
	for name := range contents(embedded) {
		res := get(t, h, Path(name))
		if res.StatusCode != http.StatusOK || !strings.Contains(res.Header.Get("Cache-Control"), "immutable") {
			t.Errorf("%s answered %d, Cache-Control %q", Path(name), res.StatusCode, res.Header.Get("Cache-Control"))
		}
	}
	if res := get(t, h, Path(script)); (res.StatusCode == http.StatusOK) != Bundled() {
		t.Errorf("Bundled says %t, the script answers %d", Bundled(), res.StatusCode)
	}
}
