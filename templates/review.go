package templates

import (
	"fmt"
	"math"
	"net/url"
	"strings"

	"misfortune/game/view"
	"misfortune/internal/text"
)

// ratio is a score line's share of its maximum.
func ratio(points, of float64) float64 {
	if of <= 0 {
		return 0
	}
	return points / of
}

// inspiredBy names the real outage, as far as the file tells.
func inspiredBy(t *text.Printer, r *view.ReviewPage) string {
	if r.Org == "" {
		return ""
	}
	return t.T("review.inspired", "org", r.Org, "date", r.Date)
}

// host is a link as it is shown: where it leads, without the rest.
func host(link string) string {
	u, err := url.Parse(link)
	if err != nil || u.Host == "" {
		return link
	}
	return strings.TrimPrefix(u.Host, "www.") + strings.TrimSuffix(u.Path, "/")
}

// The lane of a timeline is 720 wide, its line from 8 to 712 at height 34.
const (
	laneLeft, laneRight = 8.0, 712.0
	laneLine, laneDepth = 34.0, 56.0
)

func laneAt(second, whole int) float64 {
	return laneLeft + (laneRight-laneLeft)*min(max(share(second, whole), 0), 1)
}

// clamp keeps a share between 0 and 1; what is no number is none.
func clamp(v float64) float64 {
	if math.IsNaN(v) {
		return 0
	}
	return min(max(v, 0), 1)
}

func laneX(second, whole int) string { return unit(laneAt(second, whole)) }

// hanging is the area of impact below the line.
func hanging(c view.ScoreCard) string {
	if len(c.Curve.Values) == 0 {
		return ""
	}
	var b strings.Builder
	step := max(c.Curve.Stride, 1)
	fmt.Fprintf(&b, "M%.1f %g", laneAt(c.Curve.First*step, c.Seconds), laneLine)
	for i, v := range c.Curve.Values {
		x := laneAt((c.Curve.First+i)*step, c.Seconds)
		y := laneLine + laneDepth*clamp(v)
		fmt.Fprintf(&b, "H%.1fV%.1f", x, y)
	}
	fmt.Fprintf(&b, "V%gz", laneLine)
	return b.String()
}

// mark is the sign of a timeline entry, or nothing if it has none.
func mark(e view.Entry, whole int) string {
	x := laneAt(e.At, whole)
	switch {
	case e.Kind == "look":
		return fmt.Sprintf("M%.1f 26V12", x)
	case e.Kind == "action" && e.Verdict == "harmful":
		return fmt.Sprintf("M%.1f 22l-7-13h14z", x)
	case e.Kind == "action":
		return fmt.Sprintf("M%.1f 11h11v11h-11z", x-5.5)
	default:
		return ""
	}
}

func markClass(e view.Entry) string {
	switch {
	case e.Kind == "look":
		return "mark-look"
	case e.Verdict == "harmful":
		return "mark-harm"
	default:
		return "mark-act"
	}
}
