package templates

import (
	"context"
	"io"

	"github.com/a-h/templ"

	"misfortune/game/view"
	"misfortune/internal/text"
)

// What a whole page knows and a region alone does not travels in the context:
// the moment of drawing, and the regions of the one person who reads.
type (
	momentKey struct{}
	slotsKey  struct{}
)

// around draws c at a moment, for one person.
func around(c templ.Component, now view.Instant, own []Region) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		ctx = context.WithValue(ctx, momentKey{}, now)
		ctx = context.WithValue(ctx, slotsKey{}, own)
		return c.Render(ctx, w)
	})
}

// slot is the place of a region that concerns one person alone: filled on a
// whole page, empty in what all members of an audience share.
func slot(id string) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		own, _ := ctx.Value(slotsKey{}).([]Region)
		for _, r := range own {
			if r.ID == id {
				return r.HTML.Render(ctx, w)
			}
		}
		return empty(id).Render(ctx, w)
	})
}

// seconds is how long it is from the moment of drawing until end. Where that
// moment is not known the answer is whole, the length of it all: script puts
// the right number in its place at once.
func seconds(ctx context.Context, end view.Instant, factor, whole float64) float64 {
	now, _ := ctx.Value(momentKey{}).(view.Instant)
	if now == 0 || end == 0 {
		return whole
	}
	return max(0, float64(end-now)/1000/pace(factor))
}

// passed is how long it is since start, or 0 where the moment is not known.
func passed(ctx context.Context, start view.Instant, factor float64) float64 {
	now, _ := ctx.Value(momentKey{}).(view.Instant)
	if now == 0 || start == 0 {
		return 0
	}
	return max(0, float64(now-start)/1000/pace(factor))
}

// pace guards against a view that was made without a factor.
func pace(factor float64) float64 {
	if factor <= 0 {
		return 1
	}
	return factor
}

// left is a countdown as text, 3:07, from an instant while it runs and from
// seconds while it stands.
func left(ctx context.Context, end view.Instant, standing, factor, whole float64) string {
	if end == 0 {
		return text.Clock(ceil(standing))
	}
	return text.Clock(ceil(seconds(ctx, end, factor, whole)))
}

func ceil(f float64) int {
	n := int(f)
	if float64(n) < f {
		n++
	}
	return n
}
