// Package templates draws every page and every live region from what package
// game/view holds, and from nothing else: it cannot name a scenario, a secret
// or a state of the game.
//
// A page of a game day is drawn by [Day]. Inside it, <div id="stage"> holds
// what changes with the phase, drawn by [Stage]: a frame that stays the same
// as long as [Layout] stays the same, and in it the [Regions], each one element
// with an id. First paint and live update are so the same bytes, whoever sends
// them. What grows at its end, the war room's feed, is drawn item by item by
// [FeedItems]; what concerns one person alone, by [YouRegions], into slots that
// [Stage] leaves empty and [Day] fills.
//
// All controls are plain forms that a browser without script can send; script
// only makes them quicker. The page never says more than its view: a control
// that the rules would refuse is either absent or shown with the reason.
//
// Texts come from internal/text in the language of the audience. Nothing here
// writes style attributes or script into a page, so that the content security
// policy can forbid both; widths that stand for numbers are SVG.
package templates
