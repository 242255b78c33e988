package web

import (
	"cmp"
	"net/http"
	"net/url"
	"strconv"

	"misfortune/game"
	"misfortune/game/view"
	"misfortune/templates"
)

// givers says who may give a command. The rules check again; this is what a
// stranger meets first.
type givers uint8

const (
	byTrainer givers = 1 << iota
	byParticipant

	byEither = byTrainer | byParticipant // who plays alone is also the trainer
)

func (g givers) include(r view.Role) bool {
	return r == view.Trainer && g&byTrainer != 0 || r == view.Participant && g&byParticipant != 0
}

// order is a command as it was asked for.
type order struct {
	name  string
	form  url.Values
	visit *visit
}

// command is one row of the table: its name in the address, who may give it,
// and how a form becomes a command of the game.
type command struct {
	name string
	by   givers
	read func(s *Server, rq *request, o order) (game.Command, error)
}

// commands is every command that can be given over HTTP. There is one route for
// all of them, and it knows no other.
func commands() []command {
	return []command{
		{"join", byParticipant, reading(func(f url.Values) game.Command {
			return game.Join{Nick: f.Get("nick"), Team: f.Get("team")}
		})},
		{"open-wheel", byTrainer, plain(game.OpenWheel{})},
		{"spin", byTrainer, plain(game.SpinWheel{})},
		{"veto", byTrainer, reading(func(f url.Values) game.Command { return game.VetoSpin{Why: f.Get("why")} })},
		{"choose", byTrainer, numbered("slice", func(n int) game.Command { return game.ChooseSlice{Slice: n} })},
		{"brief", byTrainer, (*Server).prepareRound},
		{"start", byTrainer, plain(game.StartRound{})},
		{"pause", byEither, plain(game.Pause{})},
		{"resume", byEither, plain(game.Resume{})},
		{"extend", byTrainer, numbered("minutes", func(n int) game.Command { return game.Extend{Minutes: n} })},
		{"end-story", byEither, plain(game.EndStory{})},
		{"back-to-wheel", byTrainer, plain(game.BackToWheel{})},
		{"close-day", byTrainer, plain(game.CloseDay{})},

		{"ready", byParticipant, plain(game.Ready{})},
		{"acknowledge", byParticipant, plain(game.Acknowledge{})},
		{"look", byParticipant, reading(func(f url.Values) game.Command { return game.StartLook{Look: f.Get("look")} })},
		{"action", byParticipant, reading(func(f url.Values) game.Command {
			return game.StartAction{Action: f.Get("action"), Confirmed: f.Get("confirmed") == "1"}
		})},
		{"cancel", byParticipant, reading(func(f url.Values) game.Command { return game.CancelJob{Job: f.Get("job")} })},
		{"claim", byParticipant, reading(func(f url.Values) game.Command {
			return game.Claim{Severity: f.Get("severity"), Scope: f.Get("scope"), Diagnosis: f.Get("diagnosis"), Evidence: f["evidence"]}
		})},
		{"all-clear", byParticipant, plain(game.AllClear{})},
		{"take-position", byParticipant, reading(func(f url.Values) game.Command {
			return game.TakePosition{Position: f.Get("position")}
		})},
		{"pass-position", byParticipant, reading(func(f url.Values) game.Command {
			return game.PassPosition{Position: f.Get("position"), To: f.Get("to")}
		})},
		{"stop-word", byParticipant, plain(game.StopWord{})},
		{"next-incident", byParticipant, plain(game.NextIncident{})},
	}
}

// plain reads a command that has no fields.
func plain(c game.Command) func(*Server, *request, order) (game.Command, error) {
	return func(*Server, *request, order) (game.Command, error) { return c, nil }
}

// reading reads a command whose fields the rules check themselves.
func reading(read func(url.Values) game.Command) func(*Server, *request, order) (game.Command, error) {
	return func(_ *Server, _ *request, o order) (game.Command, error) { return read(o.form), nil }
}

// numbered reads a command with one whole number.
func numbered(field string, read func(int) game.Command) func(*Server, *request, order) (game.Command, error) {
	return func(_ *Server, _ *request, o order) (game.Command, error) {
		n, err := strconv.Atoi(o.form.Get(field))
		if err != nil {
			return nil, refuse(http.StatusBadRequest, game.Invalid, "bad_input")
		}
		return read(n), nil
	}
}

// obey gives a command to a game: this one, or if it is empty the one that the
// address names.
func (s *Server) obey(name string) handler {
	return func(rq *request) error {
		return s.obeyNamed(rq, cmp.Or(name, rq.Param("command")))
	}
}

func (s *Server) obeyNamed(rq *request, name string) error {
	form, err := readForm(rq.Response(), rq.Request())
	if err != nil {
		return err
	}
	as, err := askedRole(form.Get("as"))
	if err != nil {
		return err
	}
	if as == view.Participant {
		s.known(rq)
	}
	v, err := s.visit(rq, as)
	if err != nil {
		return err
	}
	o := order{name: name, form: form, visit: &v}
	seq, err := s.give(rq, o)
	switch {
	case err != nil && rq.wantsJSON():
		return err
	case err != nil:
		return s.refuseOrder(rq, o, err)
	case rq.wantsJSON():
		return rq.JSON(http.StatusOK, struct {
			Seq uint64 `json:"seq"`
		}{seq})
	default:
		return rq.seeOther(v.page())
	}
}

// give finds the row of the command and, if its role fits, asks the game.
func (s *Server) give(rq *request, o order) (seq uint64, err error) {
	row, ok := s.commands[o.name]
	if !ok {
		return 0, refuse(http.StatusNotFound, game.NotFound, "no_such_thing")
	}
	if !row.by.include(o.visit.party.Role) {
		return 0, refuse(http.StatusForbidden, game.Forbidden, "not_allowed")
	}
	id, err := commandID(o.form)
	if err != nil {
		return 0, err
	}
	asked, err := row.read(s, rq, o)
	if err != nil {
		return 0, err
	}
	return s.house.Do(rq.context(), o.visit.id, o.visit.party, id, asked)
}

// refuseOrder answers a browser without script. What was typed into the form
// for joining is shown again; other forms are one key each, so the reader goes
// back to the page and is told there, once.
func (s *Server) refuseOrder(rq *request, o order, err error) error {
	r, ok := refusalOf(err)
	if !ok {
		return err
	}
	if o.name == "join" && !o.visit.you.Joined {
		return s.showJoin(rq, o.visit, r.status, templates.JoinForm{
			Nick: o.form.Get("nick"), Team: o.form.Get("team"), Error: rq.say(r),
		})
	}
	s.flash(rq, rq.say(r))
	return rq.seeOther(o.visit.page())
}

// askedRole is the role that a form or an address asks to act in; the default
// is a participant.
func askedRole(as string) (view.Role, error) {
	switch r := view.Role(as); r {
	case "":
		return view.Participant, nil
	case view.Trainer, view.Participant, view.Screen:
		return r, nil
	default:
		return "", refuse(http.StatusBadRequest, game.Invalid, "bad_input")
	}
}
