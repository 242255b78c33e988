package gametest

import (
	"fmt"
	"regexp"
	"strings"

	"misfortune/game"
	"misfortune/game/view"
)

// Oracle knows who may know what from when on. It is written from the file
// format and follows the log by itself; it shares no code with the projection
// that it judges.
type Oracle struct {
	scenario string          // name of the scenario of the current round
	started  bool            // the page has gone off
	ended    bool            // the round is over
	told     map[string]bool // scenarios whose round is over: their truth is out
	teams    map[string]*earned
	jobs     map[uint64]job
}

type earned struct {
	playing, acked bool
	seen           map[string]bool // fields
}

type job struct{ team, ref string }

// NewOracle returns an oracle of an empty log.
func NewOracle() *Oracle {
	return &Oracle{told: map[string]bool{}, teams: map[string]*earned{}, jobs: map[uint64]job{}}
}

// Learn takes in records that everybody may have been told of.
func (o *Oracle) Learn(records ...game.Record) {
	for _, r := range records {
		o.learn(r)
	}
}

func (o *Oracle) learn(r game.Record) {
	switch e := r.Event.(type) { //nolint:gochecksumtype // the others earn nobody anything
	case game.RoundPrepared:
		o.scenario, o.started, o.ended = strings.TrimPrefix(e.Scenario, "hash-"), false, false
		o.teams = map[string]*earned{}
	case game.RoundStarted:
		o.started = true
		for _, t := range e.Teams {
			o.teams[t] = &earned{playing: true, seen: map[string]bool{}}
		}
	case game.PageAcknowledged:
		o.teams[e.Team].acked = true
	case game.PageEscalated:
		o.teams[e.Team].acked = true
	case game.JobStarted:
		ref := strings.TrimSuffix(strings.TrimPrefix(e.Ref, "canary-"+o.scenario+"-"), "-")
		o.jobs[r.Seq] = job{e.Team, ref}
		if e.Kind == game.ActionJob { // the why of the verdict, told when the round is over
			why := "why-" + ref
			if ref == "splice" && e.Rule == 0 {
				why += "-storm"
			}
			o.teams[e.Team].seen["later:"+why] = true
		}
	case game.LookEnded:
		shows := "shows-" + o.jobs[e.Job].ref
		if o.jobs[e.Job].ref == "logs" && e.Variant == 0 {
			shows += "-up"
		}
		o.teams[e.Team].seen[shows] = true
	case game.ActionEnded:
		field := "says-"
		if e.Failed {
			field = "failed-"
		}
		o.teams[e.Team].seen[field+o.jobs[e.Job].ref] = true
	case game.RoundEnded:
		o.ended, o.told[o.scenario] = true, true
	}
}

// who may know a field of the file, and from when on. One line for each kind of
// text, id and tag that a file holds.
//
//nolint:gochecknoglobals // the table is the specification
var who = []struct {
	field   *regexp.Regexp
	trainer when
	team    when // the own team
	screen  when
}{
	{field(`title`), prepared, ended, ended},
	{field(`tag|org|link|debrief-link|happened|factor|question|lesson|drama|objective`), ended, ended, ended},
	{field(`notes`), prepared, never, never},
	{field(`briefing`), prepared, prepared, prepared},
	{field(`page-text`), prepared, started, never},
	{field(`page-from`), started, started, never},
	{field(`look-(ping|logs|rumour)`), started, acked, never},
	{field(`command-ping`), never, acked, never},
	{field(`shows-.*`), never, seen, never},
	{field(`action-(dig|splice|reboot|flood|calm)`), prepared, acked, never},
	{field(`(says|failed)-.*`), never, seen, never},
	{field(`diagnosis-(cable|attack)`), prepared, ackedOrEnded, ended},
	{field(`why-(cable|attack)`), started, ended, ended},
	{field(`why-(dig|splice|splice-storm|reboot|flood|calm)`), started, judged, never},
	{field(`fact`), started, never, never},
	{field(`id|cable|attack|ping|logs|rumour|dig|splice|reboot|flood|calm`), never, never, never},
}

func field(pattern string) *regexp.Regexp { return regexp.MustCompile("^(" + pattern + ")$") }

type when int

const (
	never when = iota
	prepared
	started
	acked        // the own team has answered the page
	ackedOrEnded // likewise, or the round is over
	seen         // the own team has been shown it
	judged       // the own team did it and the round is over
	ended
)

var canaryPattern = regexp.MustCompile(`canary-([a-z]+)-([a-z-]*)`)

// Check searches a text that an audience was sent for tokens that it has not
// earned, and for texts of another language than its own.
func (o *Oracle) Check(a view.Audience, text string) error {
	for _, m := range canaryPattern.FindAllStringSubmatch(text, -1) {
		name, field := m[1], strings.TrimSuffix(m[2], "-")
		for _, lang := range []string{"en", "fr"} {
			if cut, ok := strings.CutSuffix(field, "-"+lang); ok {
				if lang != a.Lang {
					return fmt.Errorf("%s in %s was sent %s, which is in %s", describe(a), a.Lang, m[0], lang)
				}
				field = cut
			}
		}
		if !o.may(a, name, field) {
			return fmt.Errorf("%s was sent %s, which it has not earned", describe(a), m[0])
		}
	}
	return nil
}

func describe(a view.Audience) string { return strings.TrimSpace(string(a.Role) + " " + a.Team) }

func (o *Oracle) may(a view.Audience, name, field string) bool {
	for _, line := range who {
		if !line.field.MatchString(field) {
			continue
		}
		rule := map[view.Role]when{view.Trainer: line.trainer, view.Participant: line.team, view.Screen: line.screen}[a.Role]
		if rule == ended {
			return o.told[name]
		}
		return name == o.scenario && o.since(rule, o.teams[a.Team], field)
	}
	return false
}

func (o *Oracle) since(rule when, team *earned, field string) bool {
	plays := team != nil && team.playing
	switch rule {
	case prepared:
		return true
	case started:
		return o.started
	case acked:
		return plays && team.acked
	case ackedOrEnded:
		return o.ended || plays && team.acked
	case seen:
		return plays && team.seen[field]
	case judged:
		return o.ended && plays && team.seen["later:"+field]
	case ended, never:
	}
	return false
}
