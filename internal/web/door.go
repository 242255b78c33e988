package web

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"net/http"

	"misfortune/game"
	"misfortune/templates"
)

const hostPath = "/host"

// door is what a stranger meets at a trainer's page: the key in the one-click
// link opens it, and a form asks for the key otherwise.
func (s *Server) door(rq *request) error {
	if key := rq.QueryParam("key"); key != "" && rq.Path() == hostPath {
		return s.tryKey(rq, key)
	}
	status := http.StatusForbidden
	if rq.Path() == hostPath {
		status = http.StatusOK // the front of the door; nothing was asked for yet
	}
	if rq.wantsJSON() || rq.Request().Method != http.MethodGet {
		return refuse(http.StatusForbidden, game.Forbidden, "not_allowed")
	}
	return rq.show(status, nil, templates.Door(s.site(rq), templates.DoorForm{}))
}

// enter is the form at the door.
func (s *Server) enter(rq *request) error {
	form, err := readForm(rq.Response(), rq.Request())
	if err != nil {
		return err
	}
	return s.tryKey(rq, form.Get("key"))
}

// tryKey lets in whoever has the key, and leads away from an address that shows it.
func (s *Server) tryKey(rq *request, key string) error {
	if !s.keys.pass(rq.RealIP()) {
		return tooFast(s.keys.pace.every)
	}
	if !constantTimeEqual(key, s.trainerKey) {
		r := s.settle(rq, refuse(http.StatusForbidden, game.Forbidden, "wrong_key"))
		s.answerRefusal(rq, r, templates.Door(s.site(rq), templates.DoorForm{Error: rq.say(r)}))
		return nil
	}
	s.known(rq)
	s.jar.write(rq.Response(), trainerCookie, s.pass, month)
	if rq.wantsJSON() && rq.Request().Method == http.MethodPost {
		return rq.JSON(http.StatusOK, struct{}{})
	}
	return rq.seeOther(hostPath)
}

// passFor is what the trainer's cookie holds: it proves the key without showing
// it, and is worth nothing once the key has been changed.
func passFor(key string) string {
	sum := sha256.Sum256([]byte("trainer's pass\x00" + key))
	return hex.EncodeToString(sum[:16])
}

// constantTimeEqual compares secrets; an empty one equals nothing.
func constantTimeEqual(got, want string) bool {
	a, b := sha256.Sum256([]byte(got)), sha256.Sum256([]byte(want))
	return want != "" && subtle.ConstantTimeCompare(a[:], b[:]) == 1
}
