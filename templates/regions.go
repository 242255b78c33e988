package templates

import (
	"github.com/a-h/templ"

	"misfortune/game/view"
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

// Day is a whole page of a game day: the trainer's console, a participant's
// page or the projector, as v.Audience.Role says. you is filled in for a
// participant.
func Day(site Site, v view.View, you view.You) templ.Component { return templ.NopComponent }

// Stage is the inner HTML of <div id="stage">.
func Stage(v view.View) templ.Component { return templ.NopComponent }

// Regions are all live regions of the view's layout, in page order.
func Regions(v view.View) []Region { return nil }

// FeedItems are the items of the feed, oldest first; none if the layout shows
// no feed.
func FeedItems(v view.View) []FeedItem { return nil }

// YouRegions are the regions that concern one person alone, in that person's
// language. A page without the element leaves them out.
func YouRegions(lang string, y view.You) []Region { return nil }

// Layout names the set and order of the view's regions: as long as it stays
// the same, replacing regions is enough.
func Layout(v view.View) string { return string(v.Audience.Role) + "-" + string(v.Phase) }
