package static

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"iter"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Handler answers GET and HEAD under [Prefix]. A file asked for by the address
// that [Path] gives may be kept for ever; under another hash, as on a page that
// an older binary sent, the file of today is answered and must be asked for
// again. Answers are compressed once, when the handler is made, with brotli and
// gzip where that helps. Safe for concurrent use.
func Handler() http.Handler { return newHandler(embedded) }

type handler struct {
	release string
	assets  map[string]*asset // by name, as Path takes it
}

// newHandler compresses all files at once, side by side: brotli at its best
// takes a moment, and the server waits for it before it listens.
func newHandler(files fs.FS) handler {
	h := handler{release: hashOf(files), assets: map[string]*asset{}}
	var work sync.WaitGroup
	for name, content := range contents(files) {
		a := &asset{mime: mimeOf(name)}
		h.assets[name] = a
		work.Go(func() { a.encode(content) })
	}
	work.Wait()
	return h
}

func (h handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	head := w.Header()
	head.Set("X-Content-Type-Options", "nosniff")
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		head.Set("Allow", "GET, HEAD")
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		return
	}
	release, name, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, Prefix), "/")
	a, ok := h.assets[name]
	if !ok {
		head.Set("Cache-Control", "no-store")
		http.Error(w, "not found", http.StatusNotFound)
		return
	}
	if release == h.release {
		head.Set("Cache-Control", "public, max-age=31536000, immutable")
	} else {
		head.Set("Cache-Control", "no-cache")
	}
	a.serve(w, r)
}

// asset is one file in every encoding that is worth sending.
type asset struct {
	mime   string
	bodies []body // best first; the last is the plain one
}

type body struct {
	encoding string // "" for plain
	etag     string // quoted; differs by encoding, as the bytes do
	bytes    []byte
}

func (a *asset) encode(content []byte) {
	sum := sha256.Sum256(content)
	tag := hex.EncodeToString(sum[:8])
	for _, c := range compressors() {
		if packed := c.pack(content); len(packed) < len(content) {
			a.bodies = append(a.bodies, body{encoding: c.name, etag: `"` + tag + "-" + c.name + `"`, bytes: packed})
		}
	}
	a.bodies = append(a.bodies, body{etag: `"` + tag + `"`, bytes: content})
}

func (a *asset) serve(w http.ResponseWriter, r *http.Request) {
	b := a.choose(r.Header.Values("Accept-Encoding"))
	head := w.Header()
	head.Set("Content-Type", a.mime)
	head.Set("Vary", "Accept-Encoding")
	head.Set("ETag", b.etag)
	if b.encoding != "" {
		head.Set("Content-Encoding", b.encoding)
		// ServeContent leaves the length of an encoded body to its caller.
		head.Set("Content-Length", strconv.Itoa(len(b.bytes)))
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(b.bytes))
}

func (a *asset) choose(accept []string) body {
	for _, b := range a.bodies {
		if b.encoding == "" || accepts(accept, b.encoding) {
			return b
		}
	}
	return a.bodies[len(a.bodies)-1]
}

// mimeOf knows the few types that we serve: the tables of the machine that the
// server runs on are not asked, so that every machine answers the same.
func mimeOf(name string) string {
	switch path.Ext(name) {
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".txt":
		return "text/plain; charset=utf-8"
	default:
		return "application/octet-stream"
	}
}

// contents yields every file that is served with its bytes, in a fixed order.
// Names beginning with a dot keep empty folders in the repository and are not
// served.
func contents(files fs.FS) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), ".") {
				return err
			}
			content, err := fs.ReadFile(files, name)
			if err != nil {
				return err
			}
			if !yield(name, content) {
				return fs.SkipAll
			}
			return nil
		})
		if err != nil {
			panic("static: embedded files cannot be read: " + err.Error())
		}
	}
}
