package gallery

import (
	"bytes"
	_ "embed"
	"net/http"
	"strings"

	"misfortune/static"
)

// policy is the content security policy of internal/web: what it would block
// there is missing from the pictures, and the browser's complaint fails the test.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

//go:embed still.js
var stillJS []byte

const (
	stillPath = "/still.js"
	pagePath  = "/page/"
)

// Handler serves the pages, each under its [Page.Path], and the static files
// that they use.
func Handler(pages []Page) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET "+static.Prefix, static.Handler())
	mux.HandleFunc("GET "+stillPath, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
		_, _ = w.Write(stillJS)
	})
	for _, p := range pages {
		mux.Handle("GET "+pagePath+p.Name(), p)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		w.Header().Set("X-Content-Type-Options", "nosniff")
		mux.ServeHTTP(w, r)
	})
}

// ServeHTTP answers with the page, its script held still.
func (p Page) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var b bytes.Buffer
	if err := p.Draw.Render(r.Context(), &b); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write([]byte(heldStill(b.String())))
}

// heldStill puts still.js in front of the page's own script. A module runs
// after every script that is none, so it finds time stopped already.
func heldStill(html string) string {
	return strings.Replace(html, `<script type="module"`, `<script src="`+stillPath+`"></script><script type="module"`, 1)
}
