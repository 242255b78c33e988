package templates

import (
	"context"
	"io"
	"strings"

	"github.com/a-h/templ"

	"misfortune/game/view"
)

// rich writes Markdown that was made into safe HTML when its file was loaded.
// It is the one place where text reaches a page without being escaped, and
// view.HTML is the only type that gets here.
func rich(h view.HTML) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		_, err := io.WriteString(w, string(h))
		return err
	})
}

// opening is the first paragraph of a text: what the projector has room for.
func opening(h view.HTML) view.HTML {
	const end = "</p>"
	if at := strings.Index(string(h), end); at >= 0 {
		return h[:at+len(end)]
	}
	return h
}
