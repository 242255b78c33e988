package web

import (
	"context"
	"strings"

	"github.com/a-h/templ"

	"misfortune/game/view"
	"misfortune/internal/live"
	"misfortune/templates"
)

// Render draws for the hub with the same components that pages are made of, so
// that first paint and update are the same bytes. It has no state.
type Render struct{}

var _ live.Render = Render{}

// Page draws what an audience sees.
func (Render) Page(v view.View) (live.Page, error) {
	regions, err := drawAll(templates.Regions(v))
	if err != nil {
		return live.Page{}, err
	}
	page := live.Page{
		Layout: templates.Layout(v), Regions: regions,
		Stage: func() (string, error) { return draw(templates.Stage(v)) },
	}
	for _, item := range templates.FeedItems(v) {
		html, err := draw(item.HTML)
		if err != nil {
			return live.Page{}, err
		}
		page.Feed = append(page.Feed, live.FeedItem{Seq: item.Seq, HTML: html})
	}
	return page, nil
}

// You draws what concerns one person alone.
func (Render) You(y view.You, lang string) (map[string]string, error) {
	return drawAll(templates.YouRegions(lang, y))
}

func drawAll(regions []templates.Region) (map[string]string, error) {
	out := make(map[string]string, len(regions))
	for _, r := range regions {
		html, err := draw(r.HTML)
		if err != nil {
			return nil, err
		}
		out[r.ID] = html
	}
	return out, nil
}

func draw(c templ.Component) (string, error) {
	var b strings.Builder
	// Components depend on their arguments alone: there is nothing to cancel.
	err := c.Render(context.Background(), &b)
	return b.String(), err
}
