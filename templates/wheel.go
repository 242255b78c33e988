package templates

import (
	"fmt"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/a-h/templ"

	"misfortune/game/view"
	"misfortune/internal/text"
)

// The wheel is drawn in a square of 1000. Slices lie clockwise from the pointer
// at three o'clock, as view.Spin counts them.
const (
	wheelCentre = 500.0
	wheelRim    = 470.0 // outer radius of the slices
	wheelPegs   = 483.0
	labelEnd    = 424.0 // where labels end, towards the rim
	lineHeight  = 1.12
	largest     = 64.0 // size of a label; on wheels of many slices it gets no larger than usual
	usual       = 48.0
	// glyph is the mean width of a letter as a share of its size: measured on
	// the wide faces among the system's, so that others have room to spare.
	glyph = 0.58
)

// wedge is a slice ready to be drawn.
type wedge struct {
	view.Slice
	path  string
	lamp  string // arc on the bezel that lights when the slice wins
	mid   float64
	peg   point
	label []line
	flip  bool // the label stands on its head at rest
	won   bool
}

type point struct{ x, y float64 }

type line struct {
	words string
	y     float64
	room  float64 // how long it may be inside of its slice; wheel.js sees to wide faces
}

// drawnWheel is a wheel at rest with its last spin's result at the pointer.
type drawnWheel struct {
	wedges   []wedge
	rotation float64
	size     float64 // of the labels
	hub      float64 // radius
}

// drawWheel lays out the wheel. All labels have the same size, the largest at
// which each fits in at most three lines; then each takes as few lines as it can.
func drawWheel(t *text.Printer, w *view.Wheel) drawnWheel {
	n := len(w.Slices)
	d := drawnWheel{hub: 92}
	if n > 16 {
		d.hub = 76
	}
	if w.Spin != nil {
		d.rotation = w.Spin.Rotation
	}
	labels := make([][]string, n)
	d.size = usual
	if n <= 4 {
		d.size = largest
	}
	rows := func(s view.Slice, n int) []string {
		r := balance(breakable(s.Label), n)
		if s.Spent {
			r = append(r, t.T("wheel.spent"))
		}
		return r
	}
	for _, s := range w.Slices {
		best := 0.0
		for most := 1; most <= 3; most++ {
			best = max(best, fit(rows(s, most), n, d.hub))
		}
		d.size = min(d.size, best)
	}
	for i, s := range w.Slices {
		for most := 1; most <= 3; most++ {
			labels[i] = rows(s, most)
			if fit(labels[i], n, d.hub) >= d.size {
				break
			}
		}
	}
	width := 360 / float64(max(n, 1))
	for i, s := range w.Slices {
		from := float64(i) * width
		mid := from + width/2
		rest := math.Mod(mid+d.rotation, 360)
		wd := wedge{
			Slice: s, mid: mid, peg: at(from, wheelPegs),
			path: sector(from, width), lamp: arc(from+1, width-2, wheelPegs),
			flip: rest > 90 && rest < 270,
			won:  w.Spin != nil && w.Spin.Slice == i,
		}
		middle, _ := seat(labels[i], d.size, n, d.hub)
		for k, words := range labels[i] {
			y := (float64(k) - middle) * d.size * lineHeight
			wd.label = append(wd.label, line{words: words, y: y + d.size*0.35, room: labelEnd - innermost(k, middle, d.size, slope(n), d.hub)})
		}
		d.wedges = append(d.wedges, wd)
	}
	return d
}

// fit is the largest size at which rows stay inside of a slice.
func fit(rows []string, slices int, hub float64) float64 {
	for size := largest; size > 8; size-- {
		if _, ok := seat(rows, size, slices, hub); ok {
			return size
		}
	}
	return 8
}

// seat finds which row, counted from 0 and not always whole, lies on the middle
// of the slice, so that all rows are inside: a slice is narrow where a long row
// begins, so that one wants the middle, and a short one can lie beside it near
// the rim. The middle of the rows is best where there is room.
func seat(rows []string, size float64, slices int, hub float64) (middle float64, ok bool) {
	slope := slope(slices)
	centre := float64(len(rows)-1) / 2
	for off := 0.0; off <= centre; off += 0.25 {
		for _, middle := range []float64{centre - off, centre + off} {
			if seated(rows, middle, size, slope, hub) {
				return middle, true
			}
		}
	}
	return centre, false
}

func seated(rows []string, middle, size, slope, hub float64) bool {
	for k, row := range rows {
		inner := labelEnd - size*glyph*float64(utf8.RuneCountInString(row))
		if inner < innermost(k, middle, size, slope, hub) {
			return false
		}
	}
	return true
}

// slope is how fast half a slice widens with the distance from the centre.
func slope(slices int) float64 { return math.Tan(min(math.Pi/float64(max(slices, 1)), math.Pi/3)) }

// innermost is how near to the centre row k may begin: outside of the hub, and
// where the slice is wide enough for it.
func innermost(k int, middle, size, slope, hub float64) float64 {
	reach := (math.Abs(float64(k)-middle) + 0.5) * size * lineHeight
	return max(hub+6, reach/slope)
}

// breakable are the words of a label. A no-break space, of whatever width, is
// part of a word.
func breakable(label string) []string {
	return strings.FieldsFunc(label, func(r rune) bool { return r != '\u00a0' && r != '\u202f' && unicode.IsSpace(r) })
}

// balance breaks words into at most n lines of about the same length.
func balance(words []string, n int) []string {
	if n <= 1 || len(words) <= 1 {
		return []string{strings.Join(words, " ")}
	}
	var best []string
	longest := math.MaxInt
	for cut := 1; cut < len(words); cut++ {
		rows := append([]string{strings.Join(words[:cut], " ")}, balance(words[cut:], n-1)...)
		most := 0
		for _, r := range rows {
			most = max(most, utf8.RuneCountInString(r))
		}
		if most < longest {
			best, longest = rows, most
		}
	}
	return best
}

// at is the point at an angle, in degrees clockwise from three o'clock.
func at(degrees, radius float64) point {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	return point{wheelCentre + radius*cos, wheelCentre + radius*sin}
}

func sector(from, width float64) string {
	if width >= 360 { // one slice is the whole disc
		return fmt.Sprintf("M%[1]g %[2]ga%[3]g %[3]g 0 1 1 0 .01z", wheelCentre+wheelRim, wheelCentre, wheelRim)
	}
	a, b := at(from, wheelRim), at(from+width, wheelRim)
	large := 0
	if width > 180 {
		large = 1
	}
	return fmt.Sprintf("M%g %gL%.1f %.1fA%g %g 0 %d 1 %.1f %.1fz", wheelCentre, wheelCentre, a.x, a.y, wheelRim, wheelRim, large, b.x, b.y)
}

func arc(from, width, radius float64) string {
	width = min(width, 359)
	a, b := at(from, radius), at(from+width, radius)
	large := 0
	if width > 180 {
		large = 1
	}
	return fmt.Sprintf("M%.1f %.1fA%g %g 0 %d 1 %.1f %.1f", a.x, a.y, radius, radius, large, b.x, b.y)
}

// turned is a rotation of the wheel or of a label on it.
func turned(degrees float64) string {
	return fmt.Sprintf("rotate(%.3f 500 500)", degrees)
}

// upended turns a label about its end at the rim, where all its lines begin or
// end, so that it is upright on the left half too.
func upended(w wedge) string {
	if !w.flip {
		return ""
	}
	return fmt.Sprintf("rotate(180 %g 500)", wheelCentre+labelEnd)
}

// enamel is the class of a slice's colour: two slices side by side never share it.
func enamel(i int) string { return fmt.Sprintf("enamel-%d", i%24+1) }

func unit(f float64) string { return fmt.Sprintf("%.1f", f) }

// anchor says which end of a label's lines is at the rim. While the wheel turns
// no label is upended, and the style sheet makes it "end" for all.
func anchor(w wedge) string {
	if w.flip {
		return "start"
	}
	return "end"
}

// spinAttributes are what static/js/wheel.js needs to turn the wheel by itself.
func spinAttributes(w *view.Wheel) templ.Attributes {
	a := templ.Attributes{"data-slices": fmt.Sprint(len(w.Slices)), "data-spin-no": "0"}
	if s := w.Spin; s != nil {
		a["data-spin-no"] = fmt.Sprint(s.No)
		a["data-slice-no"] = fmt.Sprint(s.Slice)
		a["data-rotation"] = number(s.Rotation)
		a["data-starts"] = instant(s.StartsAt)
		a["data-millis"] = fmt.Sprint(s.Millis)
	}
	return a
}
