package templates

import (
	"context"
	"io"
	"strings"

	"github.com/a-h/templ"
)

// The icons are drawn like a track diagram: a grid of 24, strokes of 2, butt
// caps, mitred joins, lines at 45 and 90 degrees and arcs. States are filled,
// objects are stroked. The fill stands on the path, because a page's style
// sheet does not reach into a use element.

const solid = `fill="currentColor" stroke="none" `

// drawing is the inside of an icon's symbol, or nothing if there is no such icon.
func drawing(name string) string { //nolint:funlen // a table
	switch name {
	case "wheel":
		return `<circle cx="11" cy="12" r="8"/><path d="M11 4v16M3 12h16M5.3 6.3l11.4 11.4M16.7 6.3 5.3 17.7"/><path ` + solid + `d="M23 8.6v6.8L17.6 12z"/>`
	case "check":
		return `<path d="m4 12.5 5.5 5.5L20 6.5"/>`
	case "harm":
		return `<path ` + solid + `fill-rule="evenodd" d="M12 2 23 21H1zM11 9v6h2V9zm0 7.6v2.2h2v-2.2z"/>`
	case "warn":
		return `<path ` + solid + `fill-rule="evenodd" d="M12 1.5 22.5 12 12 22.5 1.5 12zM11 7v6h2V7zm0 7.6v2.2h2v-2.2z"/>`
	case "good":
		return `<path ` + solid + `fill-rule="evenodd" d="M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20zM6.6 12.2l4 4.1 7-7.6-1.5-1.4-5.6 6-2.5-2.5z"/>`
	case "running":
		return `<circle cx="12" cy="12" r="9"/><path ` + solid + `d="M12 6a6 6 0 0 1 6 6h-6z"/>`
	case "unknown":
		return `<circle cx="12" cy="12" r="9" stroke-dasharray="4 3.07"/>`
	case "paused":
		return `<path d="M8 4v16M16 4v16" stroke-width="4"/>`
	case "play":
		return `<path ` + solid + `d="M6 3.5v17L20 12z"/>`
	case "stop":
		return `<path ` + solid + `d="M5 5h14v14H5z"/>`
	case "bell":
		return `<path d="M5 18V11a7 7 0 0 1 14 0v7M2.5 18h19M9.5 21.5h5M12 4V1.5"/>`
	case "look":
		return `<path d="M1.5 12 7 6.5h10l5.5 5.5-5.5 5.5H7z"/><circle cx="12" cy="12" r="2.6"/>`
	case "act":
		return `<path d="M3 20h18M6 20v-4h12v4M12 16 17 6"/><circle cx="17.8" cy="4.6" r="2.3"/>`
	case "triage":
		return `<path d="M4 12h6M10 12l5-6h5M10 12h10M10 12l5 6h5"/>`
	case "people":
		return `<circle cx="8.5" cy="7.5" r="3.5"/><path d="M1.5 20v-6h14v6M16 4.2a3.5 3.5 0 0 1 0 6.6M18.5 14h4v6"/>`
	case "flag":
		return `<path d="M5 22V3h14l-4 5 4 5H5"/>`
	case "sound":
		return `<path d="M3 9v6h4l6 5V4L7 9zM16.5 8.5a5 5 0 0 1 0 7M19.3 5.7a9 9 0 0 1 0 12.6"/>`
	case "mute":
		return `<path d="M3 9v6h4l6 5V4L7 9zM16 9l6 6M22 9l-6 6"/>`
	case "arrow":
		return `<path d="M3 12h17M13 5l7 7-7 7"/>`
	case "up":
		return `<path d="M12 21V4M5 11l7-7 7 7"/>`
	case "down":
		return `<path d="M12 3v17M5 13l7 7 7-7"/>`
	case "close":
		return `<path d="M5 5l14 14M19 5 5 19"/>`
	case "plus":
		return `<path d="M12 4v16M4 12h16"/>`
	case "lost":
		return `<path d="M2 12h5M17 12h5M7 7v10M17 7v10M10.5 19l3-14"/>`
	case "hidden":
		return `<path d="M1.5 12 7 6.5h10l5.5 5.5-5.5 5.5H7zM4 21 20 3"/>`
	case "screen":
		return `<path d="M2 4h20v13H2zM12 17v4M7 21h10"/>`
	default:
		return ""
	}
}

// The sets of icons, by the kind of page that uses them. A live page changes
// its phase without being loaded again, so its set is that of all phases.
const (
	doorIcons        = "wheel arrow harm warn"
	screenIcons      = "wheel check harm good paused up down lost"
	participantIcons = "check harm warn good running paused play stop bell look act triage people flag sound mute arrow up down close lost"
	trainerIcons     = "wheel check harm warn good unknown paused play stop bell look act triage people flag arrow up down close plus lost hidden screen"
)

// sprite writes the symbols that a page uses; it is the only place where icons
// are written out.
func sprite(names string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		var b strings.Builder
		b.WriteString(`<svg width="0" height="0" class="sprite" aria-hidden="true">`)
		for name := range strings.FieldsSeq(names) {
			b.WriteString(`<symbol id="i-` + name + `" viewBox="0 0 24 24">` + drawing(name) + `</symbol>`)
		}
		b.WriteString(`</svg>`)
		_, err := io.WriteString(w, b.String())
		return err
	})
}
