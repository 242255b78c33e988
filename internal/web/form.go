package web

import (
	"crypto/rand"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"misfortune/game"
)

// What a form may be.
const (
	maxBody   = 64 << 10 // bytes
	maxFields = 200
)

// readForm reads a form-encoded body. What is not one is refused: 415 for
// another encoding, 413 for too much, 400 for what is no UTF-8 text.
func readForm(w http.ResponseWriter, r *http.Request) (url.Values, error) {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "application/x-www-form-urlencoded" {
		return nil, refuse(http.StatusUnsupportedMediaType, game.Invalid, "bad_input")
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		return nil, refuse(http.StatusRequestEntityTooLarge, game.Invalid, "too_large")
	}
	if err != nil {
		return nil, refuse(http.StatusBadRequest, game.Invalid, "bad_input")
	}
	form, ok := parseForm(string(body))
	if !ok {
		return nil, refuse(http.StatusBadRequest, game.Invalid, "bad_input")
	}
	return form, nil
}

// parseForm is false for what no browser sends: broken escapes, broken UTF-8,
// hundreds of fields.
func parseForm(body string) (url.Values, bool) {
	if strings.Count(body, "&") >= maxFields {
		return nil, false
	}
	form, err := url.ParseQuery(body)
	if err != nil {
		return nil, false
	}
	for name, values := range form {
		if !utf8.ValidString(name) {
			return nil, false
		}
		for _, v := range values {
			if !utf8.ValidString(v) {
				return nil, false
			}
		}
	}
	return form, true
}

// commandID is the id that the client chose for its command. A browser without
// script sends none: then we make one.
func commandID(form url.Values) (game.CommandID, error) {
	id := form.Get("id")
	if id == "" {
		return game.CommandID(rand.Text()), nil
	}
	if len(id) < 16 || len(id) > 64 || strings.Trim(id, idSymbols) != "" {
		return "", refuse(http.StatusBadRequest, game.Invalid, "bad_input")
	}
	return game.CommandID(id), nil
}

const idSymbols = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"
