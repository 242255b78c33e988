package web

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"misfortune/game"
	"misfortune/game/view"
	"misfortune/internal/text"
	"misfortune/templates"
)

const (
	defaultTeams = 3

	mostListed = 12 // of the trainer's days so far
	codeTries  = 20 // before we believe that something else is wrong
)

// hostPage is the trainer's room: a form for a new day, and the days so far.
func (s *Server) hostPage(rq *request) error {
	s.known(rq)
	if rq.Request().URL.Query().Has("key") {
		return rq.seeOther(hostPath) // in already: get the key out of the address
	}
	form := templates.HostForm{Teams: strconv.Itoa(defaultTeams), Lang: rq.lang, Factor: "1"}
	return s.showHost(rq, http.StatusOK, form, func(*game.Scenario) bool { return true })
}

func (s *Server) showHost(rq *request, status int, form templates.HostForm, on func(*game.Scenario) bool) error {
	for _, sc := range s.catalogue.List() {
		slice := sc.Slice(text.Languages())
		form.Cards = append(form.Cards, templates.Card{
			Hash: sc.Hash, Label: in(slice.Label, rq.lang), Note: in(slice.Note, rq.lang),
			Difficulty: sc.Difficulty, Minutes: sc.Minutes, On: on(sc),
		})
	}
	var err error
	if form.Games, err = s.games(rq); err != nil {
		return err
	}
	site := s.site(rq)
	site.Flash = s.flashed(rq)
	return rq.show(status, hostJSON{form.Cards, form.Games, site.Problems}, templates.Host(site, form))
}

// hostJSON is the trainer's room for programs.
type hostJSON struct {
	Scenarios []templates.Card     `json:"scenarios"`
	Games     []templates.GameLine `json:"games"`
	Problems  []templates.Problem  `json:"problems"`
}

// games lists the newest days that a trainer can go back to. One that cannot be
// opened, because its log is damaged, must not close the trainer's room.
func (s *Server) games(rq *request) ([]templates.GameLine, error) {
	all, err := s.shelf.Games(rq.context())
	if err != nil {
		return nil, err
	}
	var out []templates.GameLine
	for _, g := range all {
		if len(out) == mostListed {
			break
		}
		if strings.HasPrefix(string(g.ID), soloPrefix) {
			continue
		}
		snap, _, err := s.house.Snapshot(rq.context(), g.ID)
		if err != nil {
			s.log.ErrorContext(rq.context(), "a game cannot be opened", "game", g.ID, "code", g.Code, "error", err)
			continue
		}
		seen, err := snap.View(view.Audience{Role: view.Screen, Lang: rq.lang})
		if err != nil || seen.Seq == 0 {
			continue
		}
		out = append(out, templates.GameLine{Code: g.Code, Name: seen.Day.Name, Phase: seen.Phase})
	}
	return out, nil
}

// hosting is the form for a new day, read.
type hosting struct {
	form  url.Values
	setup game.Setup
	field string // that the error is about
}

// host makes a game day and leads to its console.
func (s *Server) host(rq *request) error {
	form, err := readForm(rq.Response(), rq.Request())
	if err != nil {
		return err
	}
	h := hosting{form: form}
	if err = s.readSetup(&h); err == nil {
		by := view.Party{Role: view.Trainer, ID: s.known(rq)}
		err = s.open(rq, by, daysPrefix, &h.setup)
	}
	if r, ours := refusalOf(err); err != nil && ours && !rq.wantsJSON() {
		return s.reshowHost(rq, &h, r)
	}
	if err != nil {
		return err
	}
	return s.hosted(rq, h.setup.Code, view.Trainer)
}

// hosted leads to the page of a new game.
func (s *Server) hosted(rq *request, code string, as view.Role) error {
	if rq.wantsJSON() {
		return rq.JSON(http.StatusOK, struct {
			Code string `json:"code"`
		}{code})
	}
	return rq.seeOther(pagePath(code, as))
}

// reshowHost shows the form again as it was filled in.
func (s *Server) reshowHost(rq *request, h *hosting, r *refusal) error {
	f := h.form
	if h.field == "" {
		h.field = map[string]string{"name_length": "name", "team_count": "teams", "slice_count": "scenario"}[r.key]
	}
	return s.showHost(rq, r.status, templates.HostForm{
		Name: f.Get("name"), Teams: f.Get("teams"), Lang: f.Get("lang"), Factor: f.Get("factor"),
		NoLimit: f.Get("no_limit") != "", Error: rq.say(r), Field: h.field,
	}, func(sc *game.Scenario) bool { return slices.Contains(f["scenario"], sc.Hash) })
}

// readSetup reads the form; the rules check what is left.
func (s *Server) readSetup(h *hosting) error {
	f := h.form
	teams, err := strconv.Atoi(strings.TrimSpace(f.Get("teams")))
	if err != nil || teams < 1 || teams > game.MaxTeams {
		h.field = "teams"
		return refuse(http.StatusBadRequest, game.Invalid, "team_count")
	}
	factor, err := strconv.ParseFloat(f.Get("factor"), 64)
	if err != nil {
		h.field = "factor"
		return refuse(http.StatusBadRequest, game.Invalid, "bad_input")
	}
	lang := f.Get("lang")
	if !text.Known(lang) {
		h.field = "lang"
		return refuse(http.StatusBadRequest, game.Invalid, "bad_input")
	}
	chosen, err := s.chosen(f["scenario"])
	if err != nil {
		h.field = "scenario"
		return err
	}
	h.setup = setupOf(strings.TrimSpace(f.Get("name")), lang, chosen)
	h.setup.Teams = text.TeamNames(lang, teams)
	h.setup.Factor, h.setup.Open = factor, f.Get("no_limit") != ""
	return nil
}

// chosen finds the scenarios of the form, in the catalogue's order. A file that
// has changed since the form was shown is another one: the form comes again.
func (s *Server) chosen(hashes []string) ([]*game.Scenario, error) {
	var out []*game.Scenario
	for _, sc := range s.catalogue.List() {
		if slices.Contains(hashes, sc.Hash) {
			out = append(out, sc)
		}
	}
	if len(out) == 0 || len(out) > game.MaxSlices {
		return nil, refuse(http.StatusBadRequest, game.Invalid, "slice_count")
	}
	if len(out) < len(hashes) {
		return nil, refuse(http.StatusConflict, game.Conflict, "no_such_thing")
	}
	return out, nil
}

// setupOf is a day with these scenarios on the wheel, with what their slices
// show in every language.
func setupOf(name, lang string, chosen []*game.Scenario) game.Setup {
	setup := game.Setup{Name: name, Lang: lang, Factor: 1, Hands: game.DefaultHands, Spin: game.DefaultSpin}
	for _, sc := range chosen {
		setup.Wheel = append(setup.Wheel, sc.Slice(text.Languages()))
	}
	return setup
}

// The id of a game is random; how it begins tells whether it is a day with a
// trainer, so that a list of days need not open every game.
const (
	daysPrefix = "day-"
	soloPrefix = "solo-"
)

// open hosts a day under a code that nobody has. The scenarios are kept first:
// a day must never name one that is not there. A code that was given but whose
// day was never hosted, because the server died in between, is a code lost and
// nothing worse.
func (s *Server) open(rq *request, by view.Party, prefix string, setup *game.Setup) error {
	ctx := rq.context()
	for _, slice := range setup.Wheel {
		if err := s.catalogue.Keep(ctx, slice.Scenario); err != nil {
			return fmt.Errorf("keep a scenario for a day: %w", err)
		}
	}
	id := game.GameID(prefix + strings.ToLower(rand.Text()))
	for range codeTries {
		setup.Code = newCode()
		err := s.shelf.CreateGame(ctx, id, setup.Code, s.now())
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return err
		}
		_, err = s.house.Do(ctx, id, by, game.CommandID(rand.Text()), game.HostGame{Setup: *setup})
		return err
	}
	return fmt.Errorf("no free join code in %d draws", codeTries)
}

// alone hosts a day for one person, seats them, and leads to the briefing.
func (s *Server) alone(rq *request) error {
	if _, err := readForm(rq.Response(), rq.Request()); err != nil {
		return err
	}
	printer := text.For(rq.lang)
	list := s.catalogue.List()
	setup := setupOf(printer.T("solo.name"), rq.lang, list[:min(len(list), game.MaxSlices)])
	setup.Solo, setup.Teams = true, text.TeamNames(rq.lang, 1)
	by := view.Party{Role: view.Participant, ID: s.known(rq)}
	if err := s.open(rq, by, soloPrefix, &setup); err != nil {
		return err
	}
	id, err := s.shelf.Game(rq.context(), setup.Code)
	if err != nil {
		return err
	}
	if _, err := s.house.Do(rq.context(), id, by, game.CommandID(rand.Text()), game.Join{Nick: printer.T("solo.nick")}); err != nil {
		return err
	}
	return s.hosted(rq, setup.Code, view.Participant)
}

// prepareRound accepts what the wheel shows: the newest version of that
// scenario's file is kept by its hash, and the round will be played by it
// whatever becomes of the file.
func (s *Server) prepareRound(rq *request, o order) (game.Command, error) {
	seen, err := o.visit.snap.View(o.visit.sees)
	if err != nil {
		return nil, err
	}
	if seen.Wheel == nil || seen.Wheel.Spin == nil {
		return nil, refuse(http.StatusConflict, game.Conflict, "nothing_spun")
	}
	slice := seen.Wheel.Spin.Slice
	hash := s.newest(o.visit.snap.State().Setup.Wheel[slice])
	if err := s.catalogue.Keep(rq.context(), hash); err != nil {
		return nil, fmt.Errorf("keep a scenario for a round: %w", err)
	}
	return game.PrepareRound{Slice: slice, Scenario: hash}, nil
}

// newest is the hash of the newest version of a slice's scenario: the file of
// today, or, when it is gone, the one that the day was hosted with.
func (s *Server) newest(slice game.SliceSetup) string {
	for _, sc := range s.catalogue.List() {
		if sc.ID == slice.ID {
			return sc.Hash
		}
	}
	return slice.Scenario
}

// in picks a language of a text; one without that language stands in any.
func in(byLang map[string]string, lang string) string {
	for _, l := range []string{lang, "", text.Default} {
		if t, ok := byLang[l]; ok {
			return t
		}
	}
	return ""
}
