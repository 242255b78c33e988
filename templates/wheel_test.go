package templates

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"rsc.io/qr"

	"misfortune/game/view"
	"misfortune/internal/text"
)

// longest labels that a file may have, in every number of words.
func fullWheel(n int) *view.Wheel {
	labels := []string{"Backups? Which backups ?", "Unwahrscheinlichkeiten!!", "Who is it now, do we say", "A b c d e f g h i j k lm"}
	w := &view.Wheel{}
	for i := range n {
		w.Slices = append(w.Slices, view.Slice{Index: i, Label: labels[i%len(labels)], Spent: i%5 == 4})
	}
	return w
}

// TestLabelsCanBeReadFromTheBack: at any number of slices no label is smaller
// than what a projector needs, and none leaves its slice.
func TestLabelsCanBeReadFromTheBack(t *testing.T) {
	for n := 1; n <= 24; n++ {
		d := drawWheel(text.For("en"), fullWheel(n))
		// 1000 units are 1062 of 1080 lines; 2.2% of them are 22.4 units.
		if d.size < 22.4 {
			t.Errorf("%d slices: labels are %.0f units high", n, d.size)
		}
		for _, w := range d.wedges {
			var words []string
			for _, l := range w.label {
				words = append(words, l.words)
				inner := labelEnd - d.size*glyph*float64(utf8.RuneCountInString(l.words))
				if inner < d.hub {
					t.Errorf("%d slices: %q reaches into the hub", n, l.words)
				}
			}
			if got := strings.Join(words, " "); !strings.HasPrefix(got, w.Label) {
				t.Errorf("%d slices: label %q became %q", n, w.Label, got)
			}
			if len(w.label) > 4 {
				t.Errorf("%d slices: %q has %d lines", n, w.Label, len(w.label))
			}
		}
	}
}

// TestTheWheelRestsOnTheResult: turned as the server says, the winning slice is
// at the pointer, and every label is upright.
func TestTheWheelRestsOnTheResult(t *testing.T) {
	for n := 1; n <= 24; n++ {
		w := fullWheel(n)
		width := 360 / float64(n)
		slice := n * 2 / 3
		w.Spin = &view.Spin{No: 1, Slice: slice, Rotation: 1800 - (float64(slice)+0.25)*width}
		for i, wd := range drawWheel(text.For("en"), w).wedges {
			from := math.Mod(float64(i)*width+w.Spin.Rotation, 360)
			atPointer := from <= 0 && from+width > 0 || from+width > 360
			if atPointer != wd.won || wd.won != (i == slice) {
				t.Errorf("%d slices, %d drawn: slice %d at the pointer is %v, lit is %v", n, slice, i, atPointer, wd.won)
			}
			direction := math.Cos((wd.mid + w.Spin.Rotation) * math.Pi / 180)
			if wd.flip {
				direction = -direction
			}
			if direction < -1e-9 {
				t.Errorf("%d slices: label %d is upside down", n, i)
			}
		}
	}
}

func TestBalanceBreaksLabelsEvenly(t *testing.T) {
	for _, c := range []struct {
		label string
		n     int
		want  string
	}{
		{"Blank pages everywhere", 1, "Blank pages everywhere"},
		{"Blank pages everywhere", 2, "Blank pages|everywhere"},
		{"Everyone stuck at once", 3, "Everyone|stuck|at once"},
		{"Des sauvegardes\u202f?", 3, "Des|sauvegardes\u202f?"}, // as French wants it
		{"Solo", 3, "Solo"},
		{"", 3, ""},
	} {
		if got := strings.Join(balance(breakable(c.label), c.n), "|"); got != c.want {
			t.Errorf("%q in %d: %q, want %q", c.label, c.n, got, c.want)
		}
	}
}

// TestQRCodeIsTheOneThatWasAskedFor reads the drawing back, module by module.
func TestQRCodeIsTheOneThatWasAskedFor(t *testing.T) {
	const address = "http://192.0.2.7:8080/K7M4QX"
	side, path := qrDrawing(address)
	code, err := qr.Encode(address, qr.M)
	if err != nil {
		t.Fatal(err)
	}
	if side != code.Size+2*qrMargin {
		t.Fatalf("side %d of a code of %d", side, code.Size)
	}
	dark := map[[2]int]bool{}
	for part := range strings.SplitSeq(strings.TrimPrefix(path, "M"), "M") {
		var x, y, w int
		if _, err := fmt.Sscanf(part, "%d %dh%d", &x, &y, &w); err != nil {
			t.Fatalf("%q: %v", part, err)
		}
		for i := range w {
			dark[[2]int{x + i, y}] = true
		}
	}
	for y := range side {
		for x := range side {
			inside := x >= qrMargin && y >= qrMargin && x < side-qrMargin && y < side-qrMargin
			want := inside && code.Black(x-qrMargin, y-qrMargin)
			if dark[[2]int{x, y}] != want {
				t.Fatalf("module %d, %d is %v", x, y, !want)
			}
		}
	}
	if _, path := qrDrawing(strings.Repeat("x", 5000)); path != "" {
		t.Error("a text too long for any code was drawn")
	}
}

func TestHangingStaysUnderTheLine(t *testing.T) {
	c := view.ScoreCard{Seconds: 100, Curve: view.Series{Stride: 10, Values: []float64{0, 2, -1, math.NaN(), 0.5}}}
	if d := hanging(c); strings.Contains(d, "NaN") || !strings.HasPrefix(d, "M8.0 34") || !strings.HasSuffix(d, "V34z") {
		t.Error(d)
	}
	if d := hanging(view.ScoreCard{}); d != "" {
		t.Error(d)
	}
}

func TestStoryClockRunsWithTheStory(t *testing.T) {
	for _, c := range []struct {
		start string
		speed int
		at    int
		want  string
	}{
		{"09:47", 3, 333, "10:03"}, {"23:59", 15, 60, "00:14"}, {"", 5, 60, "1:00"}, {"9:4x", 1, 0, "0:00"}, {"ab:cd", 1, 61, "1:01"}, {"09:47", 0, 60, "09:48"},
	} {
		if got := when(view.Story{Start: c.start, Speed: c.speed}, c.at); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
}
