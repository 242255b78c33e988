package gametest

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"misfortune/game"
	"misfortune/game/view"
)

// Play runs a played script and returns it with the output that the rules gave.
//
// A script is paragraphs. A paragraph is lines of input, a line "----", and the
// output. Input lines are comments (#) or "TIME WHO WHAT...":
//
//	at 0:41 ann look l1
//
// TIME is minutes and seconds since the script began. WHO is "trainer", "room",
// or the nickname of a participant (who is known by the lower-case nickname).
// WHAT is a command as a form would name it, with its fields in order; texts
// with spaces in quotes. "show AUDIENCE PATH" prints a part of a view as JSON,
// where AUDIENCE is trainer, screen or a team's id. Output is one line for each
// record and one for a refusal.
func Play(lib game.Library, setup game.Setup, script string) (string, error) {
	p := &player{lib: lib, day: game.NewDay(lib), setup: setup, start: time.Date(2026, 3, 3, 14, 0, 0, 0, time.UTC)}
	var out strings.Builder
	for _, para := range strings.Split(strings.TrimSpace(script), "\n\n") {
		input, _, _ := strings.Cut(para, "\n----")
		if out.Len() > 0 {
			out.WriteString("\n")
		}
		out.WriteString(input + "\n----\n")
		for _, line := range strings.Split(input, "\n") {
			if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
				continue
			}
			if err := p.line(line, &out); err != nil {
				return "", fmt.Errorf("%s: %w", line, err)
			}
		}
	}
	return out.String(), nil
}

type player struct {
	lib   game.Library
	day   *game.GameDay
	setup game.Setup
	start time.Time
	count int
	log   []game.Record
}

func (p *player) line(line string, out *strings.Builder) error {
	words := split(line)
	if len(words) >= 2 && words[0] == "show" {
		return p.show(words[1:], out)
	}
	if len(words) == 1 && words[0] == "restart" {
		return p.restart()
	}
	if len(words) < 4 || words[0] != "at" {
		return fmt.Errorf("want: at TIME WHO WHAT")
	}
	at, err := clock(words[1])
	if err != nil {
		return err
	}
	by, who := party(words[2])
	cmd, err := Command(words[3], words[4:])
	if err != nil {
		return err
	}
	if host, ok := cmd.(game.HostGame); ok {
		host.Setup = p.setup
		host.Setup.Solo = by.Role == view.Participant
		cmd = host
	}
	p.count++
	in := game.Input{At: p.start.Add(at), By: by, Cause: game.CommandID(fmt.Sprintf("%s-%016d", who, p.count)),
		Chance: uint64(p.count) * 0x9E3779B97F4A7C15, Command: cmd}
	if r, ok := cmd.(game.Recover); ok {
		r.Since = view.At(p.start.Add(time.Duration(r.Since) * time.Second))
		in.Command = r
	}
	records, err := p.day.Step(in)
	for _, r := range records {
		fmt.Fprintln(out, p.describe(r))
	}
	if err != nil {
		fmt.Fprintf(out, "refused %s%s\n", err, arguments(err))
	}
	if err := p.day.Apply(records...); err != nil {
		return err
	}
	p.day.Pass(in.At)
	p.log = append(p.log, records...)
	return nil
}

// restart drops the day and folds the log again, as a killed server would.
func (p *player) restart() error {
	day, err := game.OpenDay(p.lib, func(yield func(game.Record, error) bool) {
		for _, r := range p.log {
			if !yield(r, nil) {
				return
			}
		}
	})
	p.day = day
	return err
}

func (p *player) show(words []string, out *strings.Builder) error {
	a := view.Audience{Role: view.Participant, Team: words[0], Lang: "en"}
	if words[0] == "trainer" || words[0] == "screen" {
		a = view.Audience{Role: view.Role(words[0]), Lang: "en"}
	}
	v, err := p.day.Snapshot().View(a)
	if err != nil {
		return err
	}
	raw, err := json.Marshal(v)
	if err != nil {
		return err
	}
	var tree any
	if err := json.Unmarshal(raw, &tree); err != nil {
		return err
	}
	for _, path := range words[1:] {
		part := tree
		for _, key := range strings.Split(path, ".") {
			switch x := part.(type) {
			case map[string]any:
				part = x[key]
			case []any:
				i, err := strconv.Atoi(key)
				if err != nil || i >= len(x) {
					return fmt.Errorf("no %s in %s", key, path)
				}
				part = x[i]
			default:
				part = nil
			}
		}
		text, err := json.Marshal(part)
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "%s: %s\n", path, text)
	}
	return nil
}

func (p *player) describe(r game.Record) string {
	kind, body, err := game.EncodeEvent(r.Event)
	if err != nil {
		return err.Error()
	}
	at := r.At.Sub(p.start)
	who := r.By.ID
	if r.By.Role == view.Trainer {
		who = "trainer"
	}
	if who != "" {
		who = " " + who
	}
	switch e := r.Event.(type) { //nolint:gochecksumtype // the others are shown as they are
	case game.GameHosted:
		body = nil
	case game.TeamFinished:
		var lines []string
		for _, l := range e.Score.Lines {
			lines = append(lines, fmt.Sprintf("%s %g/%g %s", l.Name, l.Points, l.Max, l.Reason))
		}
		body = fmt.Appendf(nil, "%s by %s at %d, ledger %.2f, %d points of %g/%g\n    %s", e.Team, e.Why, e.Step, e.Ledger,
			e.Score.Points, e.Score.Raw, e.Score.Offered, strings.Join(lines, "\n    "))
	}
	return strings.TrimRight(fmt.Sprintf("#%d %d:%02d%s %s %s", r.Seq, int(at.Minutes()), int(at.Seconds())%60, who, kind, body), " ")
}

func arguments(err error) string {
	r, ok := err.(*game.Rejection) //nolint:errorlint // Step returns it bare
	if !ok || len(r.Args) == 0 {
		return ""
	}
	text, _ := json.Marshal(r.Args)
	return " " + string(text)
}

func party(who string) (view.Party, string) {
	switch who {
	case "trainer":
		return view.Party{Role: view.Trainer, ID: "t1"}, who
	case "room":
		return view.Party{}, who
	}
	return view.Party{Role: view.Participant, ID: who}, who
}

func clock(s string) (time.Duration, error) {
	m, sec, ok := strings.Cut(s, ":")
	if !ok {
		return 0, fmt.Errorf("time %q is not M:SS", s)
	}
	mins, err1 := strconv.Atoi(m)
	secs, err2 := strconv.ParseFloat(sec, 64)
	if err1 != nil || err2 != nil {
		return 0, fmt.Errorf("time %q is not M:SS", s)
	}
	return time.Duration(mins)*time.Minute + time.Duration(secs*float64(time.Second)), nil
}

// split cuts a line at spaces, keeping what is in double quotes together.
func split(line string) []string {
	var out []string
	for i, part := range strings.Split(line, `"`) {
		if i%2 == 1 {
			out = append(out, part)
			continue
		}
		out = append(out, strings.Fields(part)...)
	}
	return out
}

// Command builds a command from its name and fields, in the order of a form.
func Command(name string, f []string) (game.Command, error) {
	field := func(i int) string {
		if i < len(f) {
			return f[i]
		}
		return ""
	}
	number := func(i int) int { n, _ := strconv.Atoi(field(i)); return n }
	switch name {
	case "host":
		return game.HostGame{}, nil
	case "join":
		return game.Join{Nick: field(0), Team: field(1)}, nil
	case "open-wheel":
		return game.OpenWheel{}, nil
	case "spin":
		return game.SpinWheel{}, nil
	case "veto":
		return game.VetoSpin{Why: field(0)}, nil
	case "choose":
		return game.ChooseSlice{Slice: number(0)}, nil
	case "brief":
		return game.PrepareRound{Slice: number(0), Scenario: field(1)}, nil
	case "ready":
		return game.Ready{}, nil
	case "start":
		return game.StartRound{}, nil
	case "acknowledge":
		return game.Acknowledge{}, nil
	case "look":
		return game.StartLook{Look: field(0)}, nil
	case "action":
		return game.StartAction{Action: field(0), Confirmed: field(1) == "confirmed"}, nil
	case "cancel":
		return game.CancelJob{Job: field(0)}, nil
	case "claim":
		return game.Claim{Severity: field(0), Scope: field(1), Diagnosis: field(2), Evidence: f[min(3, len(f)):]}, nil
	case "all-clear":
		return game.AllClear{}, nil
	case "take-position":
		return game.TakePosition{Position: field(0)}, nil
	case "pass-position":
		return game.PassPosition{Position: field(0), To: field(1)}, nil
	case "stop-word":
		return game.StopWord{}, nil
	case "pause":
		return game.Pause{}, nil
	case "resume":
		return game.Resume{}, nil
	case "extend":
		return game.Extend{Minutes: number(0)}, nil
	case "end-story":
		return game.EndStory{}, nil
	case "back-to-wheel":
		return game.BackToWheel{}, nil
	case "next-incident":
		return game.NextIncident{}, nil
	case "close-day":
		return game.CloseDay{}, nil
	case "tick":
		return game.Tick{}, nil
	case "suspend":
		return game.Suspend{}, nil
	case "recover": // field: seconds since the script began
		return game.Recover{Since: view.Instant(number(0))}, nil
	}
	return nil, fmt.Errorf("no command %q", name)
}
