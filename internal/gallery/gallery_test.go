package gallery_test

import (
	"flag"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"misfortune/internal/browsertest"
	"misfortune/internal/gallery"
)

var out = flag.String("out", "", "write a picture of every page in every state into this folder")

// TestGallery looks at every canned state. With -out it does so on each device,
// in both colour schemes and both languages, and keeps the pictures.
func TestGallery(t *testing.T) {
	pages := gallery.Pages()
	turns := gallery.Turns(pages)
	if *out != "" {
		turns = nil
		for _, p := range pages {
			turns = append(turns, gallery.All(p))
		}
		if err := os.MkdirAll(*out, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := gallery.WriteSheet(*out, pages); err != nil {
			t.Fatal(err)
		}
	}
	b := browsertest.Start(t)
	url := serve(t, pages)
	for _, pictures := range turns {
		t.Run(pictures[0].Name(), func(t *testing.T) {
			t.Parallel()
			visit(t, b, url, pictures)
		})
	}
}

// serve serves the pages until the test and all its parts have ended.
func serve(t *testing.T, pages []gallery.Page) string {
	t.Helper()
	srv := httptest.NewServer(gallery.Handler(pages))
	t.Cleanup(srv.Close)
	return srv.URL
}

// visit opens a page once and looks at it on its devices, one after the other:
// axe-core takes long on a busy machine, so there is patience.
func visit(t *testing.T, b *browsertest.Browser, url string, pictures []gallery.Picture) {
	t.Helper()
	first := pictures[0]
	visitor := b.Person(t, first.Name(), first.Worn()).Within(2 * time.Minute)
	visitor.Open(url + first.Path())
	for _, p := range pictures {
		visitor.Wear(p.Worn())
		gallery.Settle(visitor)
		for _, f := range p.Check(visitor) {
			t.Errorf("%s, %s: %s", p.Device.Name, p.Theme(), f)
		}
		if *out != "" {
			take(visitor, p)
		}
	}
}

// take keeps the picture. To show all of a page the window becomes as high as
// the page: what is pinned to the window's edge then does not cover anything.
func take(visitor *browsertest.Person, p gallery.Picture) {
	if p.Device.Whole {
		whole := p.Worn()
		whole.Height = max(whole.Height, browsertest.Eval[int](visitor, "document.documentElement.scrollHeight"))
		visitor.Wear(whole)
		gallery.Settle(visitor)
	}
	visitor.Screenshot(filepath.Join(*out, p.File()))
}
