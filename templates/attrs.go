package templates

import (
	"context"
	"strconv"

	"github.com/a-h/templ"

	"misfortune/game/view"
	"misfortune/internal/text"
)

// The attributes that script counts by are described at the head of
// static/js/countdown.js.

// remaining is a team's clock counting down to its end, or up if it has none.
func remaining(c view.Clock) templ.Attributes {
	if c.Limit == 0 {
		return elapsed(c)
	}
	a := templ.Attributes{"data-total": number(float64(c.Limit)), "data-factor": number(pace(c.Factor))}
	ending(a, c.EndsAt, c.Left)
	return a
}

// spoken adds what screen readers hear of a countdown; on one element per clock.
func spoken(t *text.Printer, a templ.Attributes) templ.Attributes {
	a["data-say-300"] = t.T("clock.five_minutes")
	a["data-say-60"] = t.T("clock.one_minute")
	a["data-say-10"] = t.T("clock.ten_seconds")
	return a
}

// elapsed is a team's clock counting up from the page.
func elapsed(c view.Clock) templ.Attributes {
	a := templ.Attributes{"data-factor": number(pace(c.Factor))}
	if c.Running {
		a["data-zero"] = instant(c.ZeroAt)
	} else {
		a["data-elapsed"] = number(c.Elapsed)
	}
	return a
}

// fiction is the clock of the story.
func fiction(c view.Clock) templ.Attributes {
	a := elapsed(c)
	a["data-story-start"] = c.Story.Start
	a["data-story-speed"] = strconv.Itoa(max(c.Story.Speed, 1))
	return a
}

// working is a job that fills its bar.
func working(j view.Job, factor float64) templ.Attributes {
	a := templ.Attributes{"data-total": number(float64(j.Total)), "data-factor": number(pace(factor)), "data-warn": "0"}
	ending(a, j.EndsAt, j.Left)
	return a
}

// escalating is a page that goes on to the trainer if nobody answers.
func escalating(p view.PageAlert, factor float64) templ.Attributes {
	a := templ.Attributes{"data-total": strconv.Itoa(p.EscalateSec), "data-factor": number(pace(factor)), "data-warn": "0"}
	ending(a, p.EscalatesAt, 0)
	return a
}

// filling makes a countdown's bar grow where it would shrink.
func filling(a templ.Attributes) templ.Attributes {
	a["data-fill"] = true
	return a
}

func ending(a templ.Attributes, end view.Instant, standing float64) {
	if end != 0 {
		a["data-ends"] = instant(end)
		return
	}
	a["data-left"] = number(standing)
}

// clockText is what remaining shows before script counts.
func clockText(ctx context.Context, c view.Clock) string {
	if c.Limit == 0 {
		return text.Clock(int(running(ctx, c)))
	}
	return left(ctx, c.EndsAt, c.Left, c.Factor, float64(c.Limit))
}

// running is how many running seconds a clock has seen.
func running(ctx context.Context, c view.Clock) float64 {
	if c.Running {
		return passed(ctx, c.ZeroAt, c.Factor)
	}
	return c.Elapsed
}

// storyText is the fiction's time of day after so many running seconds.
func storyText(s view.Story, seconds float64) string {
	if len(s.Start) != len("09:47") {
		return ""
	}
	h, errH := strconv.Atoi(s.Start[:2])
	m, errM := strconv.Atoi(s.Start[3:])
	if errH != nil || errM != nil {
		return ""
	}
	at := h*60 + m + int(seconds)*max(s.Speed, 1)/60
	return two(at/60%24) + ":" + two(at%60)
}

// when is the time of a record: the story's clock if there is one, else the
// time since the page.
func when(s view.Story, at int) string {
	if told := storyText(s, float64(at)); told != "" {
		return told
	}
	return text.Clock(at)
}

func two(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

func instant(i view.Instant) string { return strconv.FormatInt(int64(i), 10) }

func number(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
