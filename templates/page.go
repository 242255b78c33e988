package templates

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"misfortune/game/view"
)

// ownRegions are what a whole page shows of its reader.
func ownRegions(v view.View, you view.You) []Region {
	if v.Audience.Role != view.Participant {
		return nil
	}
	return YouRegions(v.Audience.Lang, you)
}

// spinning tells whether the wheel still turns at the moment of drawing. Then
// the page starts with the result out of sight.
func spinning(v view.View, now view.Instant) bool {
	if v.Wheel == nil || v.Wheel.Spin == nil || now == 0 {
		return false
	}
	s := v.Wheel.Spin
	return now < s.StartsAt+view.Instant(s.Millis)
}

// waitsForOthers tells whether a page without script does well to look again
// by itself: there is nothing on it that somebody might be typing.
func waitsForOthers(v view.View) bool {
	if v.Audience.Role == view.Trainer {
		return false
	}
	return v.Phase != view.Playing && v.Phase != view.Closed || v.Audience.Role == view.Screen
}

func dayIcons(role view.Role) string {
	switch role {
	case view.Trainer:
		return trainerIcons
	case view.Screen:
		return screenIcons
	case view.Participant:
		return participantIcons
	default:
		return ""
	}
}

// dayPath is an address of the day's live connection, in the reader's capacity.
func dayPath(v view.View, what string) string {
	q := url.Values{"as": {string(v.Audience.Role)}, "lang": {v.Audience.Lang}}
	if v.Audience.Team != "" {
		q.Set("team", v.Audience.Team)
	}
	return "/g/" + v.Day.Code + "/" + what + "?" + q.Encode()
}

// languagePath changes the language and comes back to path.
func languagePath(lang, path string) templ.SafeURL {
	return templ.SafeURL("/lang/" + lang + "?to=" + url.QueryEscape(path))
}

// address is a public URL as people type it.
func address(public string) string {
	_, short, ok := strings.Cut(public, "://")
	if !ok {
		return public
	}
	return short
}

func sequence(seq uint64) string { return strconv.FormatUint(seq, 10) }

func trueOrFalse(is bool) string { return strconv.FormatBool(is) }
