package templates

import (
	"github.com/a-h/templ"

	"misfortune/game/view"
	"misfortune/internal/text"
)

// Region is a part of a page that can be replaced on its own.
type Region struct {
	ID   string
	HTML templ.Component // one element that carries the id
}

// FeedItem is one line of a team's feed. Items are only ever added.
type FeedItem struct {
	Seq  uint64          // of the record behind it
	HTML templ.Component // <li id="r44">
}

// sheet is one arrangement of regions on the stage.
type sheet struct {
	name    string
	regions []Region
	// frame sets the regions into their places. What it writes around them must
	// be the same for every view with the same sheet name, role, team, language
	// and code, because replacing regions leaves it alone.
	frame func(s sheet) templ.Component
	feed  bool // the frame has the feed
}

// at is the region with an id. A sheet that names a region it does not have is
// a broken program.
func (s sheet) at(id string) templ.Component {
	for _, r := range s.regions {
		if r.ID == id {
			return r.HTML
		}
	}
	panic("templates: sheet " + s.name + " has no region " + id)
}

// sheetOf chooses the sheet for what a view holds.
func sheetOf(v view.View) sheet {
	switch v.Audience.Role {
	case view.Trainer:
		return trainerSheet(v)
	case view.Screen:
		return screenSheet(v)
	case view.Participant:
		return participantSheet(v)
	default:
		return sheet{name: "nobody", frame: func(sheet) templ.Component { return templ.NopComponent }}
	}
}

// Stage is the inner HTML of <div id="stage">.
func Stage(v view.View) templ.Component {
	s := sheetOf(v)
	return s.frame(s)
}

// Regions are all live regions of the view's layout, in page order.
func Regions(v view.View) []Region { return sheetOf(v).regions }

// FeedItems are the items of the feed, oldest first; none if the layout shows
// no feed.
func FeedItems(v view.View) []FeedItem {
	if v.Team == nil || !sheetOf(v).feed {
		return nil
	}
	items := make([]FeedItem, 0, len(v.Team.Feed))
	for _, it := range v.Team.Feed {
		items = append(items, FeedItem{Seq: it.Seq, HTML: feedItem(printer(v), v.Team.Clock.Story, it)})
	}
	return items
}

// YouRegions are the regions that concern one person alone, in that person's
// language. A page without the element leaves them out.
func YouRegions(lang string, y view.You) []Region {
	if y.Role != view.Participant {
		return nil
	}
	t := text.For(lang)
	return []Region{
		{ID: "you", HTML: you(t, y)},
		{ID: "you-jobs", HTML: youJobs(t, y)},
	}
}

// Layout names the set and order of the view's regions: as long as it stays
// the same, replacing regions is enough.
func Layout(v view.View) string { return sheetOf(v).name }
