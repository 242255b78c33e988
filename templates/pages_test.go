package templates_test

import (
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/a-h/templ"

	"misfortune/game/view"
	"misfortune/templates"
	"misfortune/templates/canned"
)

// drawn is what a component writes.
func drawn(t *testing.T, c templ.Component) string {
	t.Helper()
	var b strings.Builder
	if err := c.Render(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// pages are all canned pages, whole, by name.
func pages(t *testing.T) map[string]string {
	t.Helper()
	all, err := everyPage()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

var everyPage = sync.OnceValues(func() (map[string]string, error) {
	all := make(map[string]string)
	draw := func(name string, c templ.Component) error {
		var b strings.Builder
		err := c.Render(context.Background(), &b)
		all[name] = b.String()
		return err
	}
	for _, s := range canned.Canned() {
		if err := draw(s.Name, templates.Day(canned.Site(s.View.Audience.Lang), s.View, s.You)); err != nil {
			return nil, err
		}
	}
	for _, d := range canned.Doors() {
		if err := draw("door-"+d.Name, d.Page); err != nil {
			return nil, err
		}
	}
	return all, nil
})

func TestStageIsMadeOfItsRegions(t *testing.T) {
	for _, s := range canned.Canned() {
		stage := drawn(t, templates.Stage(s.View))
		seen := map[string]bool{}
		for _, r := range templates.Regions(s.View) {
			html := drawn(t, r.HTML)
			if !strings.Contains(stage, html) {
				t.Errorf("%s: region %s is not in the stage as it stands", s.Name, r.ID)
			}
			if opening, _, _ := strings.Cut(html, ">"); !strings.Contains(opening, ` id="`+r.ID+`"`) {
				t.Errorf("%s: region %s begins with %s", s.Name, r.ID, opening)
			}
			if seen[r.ID] {
				t.Errorf("%s: two regions are called %s", s.Name, r.ID)
			}
			seen[r.ID] = true
		}
	}
}

func TestFeedItemsAreInTheStage(t *testing.T) {
	items := 0
	for _, s := range canned.Canned() {
		stage := drawn(t, templates.Stage(s.View))
		for _, it := range templates.FeedItems(s.View) {
			items++
			html := drawn(t, it.HTML)
			if !strings.Contains(stage, html) || !strings.HasPrefix(html, `<li id="r`+strconv.FormatUint(it.Seq, 10)+`"`) {
				t.Errorf("%s: item %d is not in the stage as it stands", s.Name, it.Seq)
			}
		}
	}
	if items == 0 {
		t.Error("no canned state has a feed")
	}
}

// TestAPersonsRegionsFillTheirSlots: what is shared leaves them empty.
func TestAPersonsRegionsFillTheirSlots(t *testing.T) {
	for _, s := range canned.Canned() {
		if s.View.Audience.Role != view.Participant {
			if got := templates.YouRegions(s.View.Audience.Lang, s.You); got != nil {
				t.Errorf("%s has regions of a person", s.Name)
			}
			continue
		}
		stage := drawn(t, templates.Stage(s.View))
		page := drawn(t, templates.Day(canned.Site(s.View.Audience.Lang), s.View, s.You))
		for _, r := range templates.YouRegions(s.View.Audience.Lang, s.You) {
			slot := `<div id="` + r.ID + `"></div>`
			if !strings.Contains(stage, slot) {
				continue
			}
			if strings.Contains(page, slot) || !strings.Contains(page, drawn(t, r.HTML)) {
				t.Errorf("%s: %s is not filled", s.Name, r.ID)
			}
		}
		if strings.Contains(stage, s.You.Nick+"</b>") && s.View.Phase != view.Playing && s.View.Phase != view.Review && s.View.Phase != view.Closed {
			t.Errorf("%s: the shared stage names its reader", s.Name)
		}
	}
}

// TestFrameStandsStillWhileLayoutDoes: without its regions and its feed, a
// stage is the same for every view with the same layout, audience and code;
// only so may a client replace regions and leave the rest alone.
func TestFrameStandsStillWhileLayoutDoes(t *testing.T) {
	frames := map[string]string{}
	regions := map[string][]string{}
	compared := 0
	for _, s := range canned.Canned() {
		key := templates.Layout(s.View) + " " + s.View.Audience.Lang
		frame := drawn(t, templates.Stage(s.View))
		var ids []string
		for _, r := range templates.Regions(s.View) {
			frame = strings.Replace(frame, drawn(t, r.HTML), "", 1)
			ids = append(ids, r.ID)
		}
		for _, it := range templates.FeedItems(s.View) {
			frame = strings.Replace(frame, drawn(t, it.HTML), "", 1)
		}
		if known, ok := frames[key]; ok {
			compared++
			if known != frame {
				t.Errorf("%s: the frame of layout %s has changed", s.Name, key)
			}
			if !slices.Equal(regions[key], ids) {
				t.Errorf("%s: layout %s has other regions than before", s.Name, key)
			}
		}
		frames[key], regions[key] = frame, ids
	}
	if compared < 10 {
		t.Errorf("only %d states share a layout", compared)
	}
}

func TestPagesKeepTheContentSecurityPolicy(t *testing.T) {
	forbidden := map[string]*regexp.Regexp{
		"a style attribute": regexp.MustCompile(`<[^>]*\sstyle=`),
		"a handler":         regexp.MustCompile(`<[^>]*\son[a-z]+=`),
		"a style element":   regexp.MustCompile(`<style`),
		"inline script":     regexp.MustCompile(`<script[^>]*>[^<]`),
		"a foreign address": regexp.MustCompile(`(?:src|<use href|<link[^>]*href)="(?:https?:)?//`),
	}
	for name, page := range pages(t) {
		for what, re := range forbidden {
			if at := re.FindString(page); at != "" {
				t.Errorf("%s has %s: %s", name, what, at)
			}
		}
	}
}

func TestIDsAreUniqueAndReferencesLead(t *testing.T) {
	id := regexp.MustCompile(`\sid="([^"]*)"`)
	ref := regexp.MustCompile(`\s(?:for|aria-labelledby|aria-describedby)="([^"]*)"`)
	for name, page := range pages(t) {
		seen := map[string]bool{}
		for _, m := range id.FindAllStringSubmatch(page, -1) {
			if seen[m[1]] {
				t.Errorf("%s: id %q twice", name, m[1])
			}
			seen[m[1]] = true
		}
		for _, m := range ref.FindAllStringSubmatch(page, -1) {
			if !seen[m[1]] {
				t.Errorf("%s: %s leads nowhere", name, strings.TrimSpace(m[0]))
			}
		}
	}
}

// TestSpritesHoldWhatIsUsed: a live page changes its phase without being loaded
// again, so the sprite of a role has what any of its phases uses, and no more.
func TestSpritesHoldWhatIsUsed(t *testing.T) {
	symbol := regexp.MustCompile(`<symbol id="(i-[a-z]+)"`)
	use := regexp.MustCompile(`<use href="#(i-[a-z]+)"`)
	held, used := map[string]map[string]bool{}, map[string]map[string]bool{}
	for name, page := range pages(t) {
		role, _, _ := strings.Cut(name, "-")
		if held[role] == nil {
			held[role], used[role] = map[string]bool{}, map[string]bool{}
		}
		for _, m := range symbol.FindAllStringSubmatch(page, -1) {
			held[role][m[1]] = true
		}
		for _, m := range use.FindAllStringSubmatch(page, -1) {
			used[role][m[1]] = true
		}
		if strings.Contains(page, `viewBox="0 0 24 24"></symbol>`) {
			t.Errorf("%s: an icon has no drawing", name)
		}
	}
	for role := range held {
		for icon := range used[role] {
			if !held[role][icon] {
				t.Errorf("%s pages use %s and do not have it", role, icon)
			}
		}
		for icon := range held[role] {
			if !used[role][icon] {
				t.Errorf("%s pages have %s and never use it", role, icon)
			}
		}
	}
}

// TestCommandsAreForms: every control of a game day can be sent without script,
// and says in what capacity.
func TestCommandsAreForms(t *testing.T) {
	known := strings.Fields("open-wheel spin veto choose brief ready start acknowledge look action cancel claim all-clear " +
		"take-position pass-position stop-word pause resume extend end-story back-to-wheel next-incident close-day")
	form := regexp.MustCompile(`(?s)<form ([^>]*)>(.*?)</form>`)
	action := regexp.MustCompile(`action="/g/K7M4QX/([a-z-]+)"`)
	sent := map[string]bool{}
	for name, page := range pages(t) {
		if strings.HasPrefix(name, "door-") {
			continue
		}
		role, _, _ := strings.Cut(name, "-")
		for _, m := range form.FindAllStringSubmatch(page, -1) {
			command := action.FindStringSubmatch(m[1])
			if command == nil || !slices.Contains(known, command[1]) {
				t.Errorf("%s: no command: %s", name, m[1])
				continue
			}
			sent[command[1]] = true
			if !strings.Contains(m[1], `method="post"`) || !strings.Contains(m[1], "data-live") {
				t.Errorf("%s: form for %s is not live: %s", name, command[1], m[1])
			}
			if !strings.Contains(m[2], `name="id" value=""`) || !strings.Contains(m[2], `name="as" value="`+role+`"`) {
				t.Errorf("%s: form for %s lacks id or capacity", name, command[1])
			}
			if !strings.Contains(m[2], "<button") {
				t.Errorf("%s: form for %s has no key", name, command[1])
			}
		}
		if role == "screen" && strings.Contains(page, "<form") {
			t.Errorf("%s: the projector has controls", name)
		}
	}
	for _, command := range known {
		if !sent[command] {
			t.Errorf("no page offers %s", command)
		}
	}
}

// TestNothingIsMissedWhenAViewIsBare: views come from the rules, but a page
// must not break because one of them is thinner than expected.
func TestNothingIsMissedWhenAViewIsBare(t *testing.T) {
	phases := []view.Phase{view.Lobby, view.Wheeling, view.Briefing, view.Playing, view.Review, view.Closed, "unheard-of"}
	for _, role := range []view.Role{view.Trainer, view.Participant, view.Screen, "stranger"} {
		for _, phase := range phases {
			v := view.View{Phase: phase, Audience: view.Audience{Role: role, Lang: "fr"}}
			drawn(t, templates.Day(templates.Site{Lang: "fr"}, v, view.You{Role: role, Phase: phase, Joined: true}))
			v.Wheel, v.Briefing, v.Console, v.Review = &view.Wheel{}, &view.BriefingPage{}, &view.Console{Teams: []view.TeamColumn{{Claim: &view.Claim{}}}}, &view.ReviewPage{Cards: make([]view.ScoreCard, 1)}
			v.Team, v.Board = &view.TeamPlay{Page: view.PageAlert{Acked: true}, Triage: view.Triage{Claims: make([]view.Claim, 1)}}, &view.Board{Teams: make([]view.BoardTeam, 1)}
			v.Wheel.Spin = &view.Spin{No: 1, Slice: 7}
			drawn(t, templates.Day(templates.Site{Lang: "fr"}, v, view.You{Role: role, Phase: phase}))
		}
	}
}

func TestWhatPeopleTypeIsNeverMarkup(t *testing.T) {
	const evil = `"><script>alert(1)</script><b>`
	for _, s := range canned.Canned() {
		v := s.View
		v.Day.Name = evil
		v.Day.Teams = slices.Clone(v.Day.Teams)
		for i := range v.Day.Teams {
			v.Day.Teams[i].Name = evil
			v.Day.Teams[i].People = []view.Member{{Nick: evil}}
		}
		if v.Team != nil {
			team := *v.Team
			team.Feed = []view.Item{{Seq: 1, Kind: "look", Title: evil, Nick: evil, Command: evil, Text: evil}}
			team.Jobs = []view.Job{{ID: evil, Title: evil, Nick: evil}}
			team.Team = v.Day.Teams[0]
			v.Team = &team
		}
		you := s.You
		you.Nick = evil
		site := canned.Site(v.Audience.Lang)
		site.Flash, site.PublicURL = evil, "http://"+evil
		if page := drawn(t, templates.Day(site, v, you)); strings.Contains(page, "<script>alert") {
			t.Errorf("%s: what somebody typed is markup", s.Name)
		}
	}
}

// TestFirstPaintCountsFromNow: a whole page shows the time that is left, not
// the length of it all.
func TestFirstPaintCountsFromNow(t *testing.T) {
	for _, s := range canned.Canned() {
		switch s.Name {
		case "participant-room-en":
			page := drawn(t, templates.Day(canned.Site("en"), s.View, s.You))
			for _, want := range []string{"<b data-time>14:27</b>", "<span class=\"time\" data-time>0:18</span>", "10:03"} {
				if !strings.Contains(page, want) {
					t.Errorf("%s lacks %s", s.Name, want)
				}
			}
		case "participant-page-fr":
			page := drawn(t, templates.Day(canned.Site("fr"), s.View, s.You))
			for _, want := range []string{">0:23</span>", "<b data-time>2:37</b>", "data-ringing"} {
				if !strings.Contains(page, want) {
					t.Errorf("%s lacks %s", s.Name, want)
				}
			}
		}
	}
}

// TestResultWaitsForTheWheel: a page drawn while the wheel turns starts with
// the result out of sight; one drawn later does not.
func TestResultWaitsForTheWheel(t *testing.T) {
	for name, page := range pages(t) {
		if !strings.Contains(name, "wheel-turning") && !strings.Contains(name, "wheel-landed") {
			continue
		}
		opening, _, _ := strings.Cut(page, "<head>")
		if got, want := strings.Contains(opening, "spinning"), strings.Contains(name, "turning"); got != want {
			t.Errorf("%s: spinning is %v", name, got)
		}
		if strings.Count(page, "data-landed") == 0 {
			t.Errorf("%s: nothing waits for the landing", name)
		}
	}
}
