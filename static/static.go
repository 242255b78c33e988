package static

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"sync"
)

// Prefix begins every address that [Path] returns and [Handler] answers.
const Prefix = "/static/"

const (
	script  = "dist/main.js"
	notices = "dist/notices.txt"
)

//go:embed css all:dist
var embedded embed.FS

// release is the hash of all files. It is computed once, on first use.
var release = sync.OnceValue(func() string { return hashOf(embedded) }) //nolint:gochecknoglobals // a function of the binary

// Path is the address of a file in this package, named as in this folder:
// Path("css/app.css") is "/static/<hash>/css/app.css". It does not look whether
// the file is there: without a bundle "dist/main.js" is not, and the page works
// without it. Safe for concurrent use.
func Path(name string) string { return Prefix + release() + "/" + name }

// Bundled says whether the script was bundled into this binary. If not, pages
// work by reload only, and whoever starts a server should be told.
func Bundled() bool { return contains(embedded, script) }

// Notices is the text of the licences of everything that was bundled from npm;
// empty when nothing was bundled.
func Notices() string {
	b, err := embedded.ReadFile(notices)
	if err != nil { // not bundled; an embedded file cannot fail otherwise
		return ""
	}
	return string(b)
}

func contains(files fs.FS, name string) bool {
	_, err := fs.Stat(files, name)
	return err == nil
}

// hashOf is the first half of the SHA-256 of all names and contents, in hex.
func hashOf(files fs.FS) string {
	sum := sha256.New()
	for name, content := range contents(files) {
		one := sha256.Sum256(content)
		sum.Write([]byte(name))
		sum.Write([]byte{0})
		sum.Write(one[:])
	}
	return hex.EncodeToString(sum.Sum(nil)[:sha256.Size/2])
}
