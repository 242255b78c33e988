package web

import (
	"encoding/base64"
	"fmt"
	"html"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"misfortune/game/gametest"
	"misfortune/game/view"
)

// Ways in which something reaches a browser, as the search below counts them.
const (
	inPage    = "page"
	inJSON    = "JSON"
	inFrame   = "frame"
	inSocket  = "socket"
	inRefusal = "refusal"
	inHeader  = "header"
)

// nobody is whoever has earned nothing: no token at all may reach them.
func nobody() view.Audience { return view.Audience{Role: "nobody"} }

// search looks for tokens that an audience has not earned, however they are
// written. It counts what was earned, by channel: a search that finds nothing
// there may well be blind.
type search struct {
	oracle *gametest.Oracle
	found  map[string]int
}

func newSearch() search { return search{gametest.NewOracle(), map[string]int{}} }

// text searches what came through a channel.
func (s search) text(a view.Audience, channel, text string) error {
	for _, reading := range readings(channel, text) {
		if err := s.oracle.Check(a, reading); err != nil {
			return fmt.Errorf("in a %s: %w", channel, err)
		}
	}
	s.found[channel] += strings.Count(text, "canary-")
	return nil
}

// answer searches an answer with its headers.
func (s search) answer(a view.Audience, channel string, res *httptest.ResponseRecorder) error {
	for name, values := range res.Header() {
		for _, v := range values {
			if err := s.text(a, inHeader, name+": "+v); err != nil {
				return err
			}
		}
	}
	return s.text(a, channel, res.Body.String())
}

var (
	escapedJSON = regexp.MustCompile(`\\u00[0-9a-f]{2}`)
	escapedURL  = regexp.MustCompile(`%[0-9a-f]{2}`)
	base64Run   = regexp.MustCompile(`[A-Za-z0-9+/_-]{8,}`)
)

// readings are the ways to read a text: as it is, with every escape undone, and
// in headers, where cookies are, also what is in base64.
func readings(channel, text string) []string {
	out := []string{text}
	if channel == inHeader {
		for _, run := range base64Run.FindAllString(text, -1) {
			run = strings.NewReplacer("+", "-", "/", "_").Replace(run)
			if plain, err := base64.RawURLEncoding.DecodeString(run); err == nil {
				out = append(out, string(plain))
			}
		}
	}
	if !strings.ContainsAny(text, "&%") && !strings.Contains(text, `\u00`) {
		return append(out, strings.ToLower(text))
	}
	plain := strings.ToLower(text)
	plain = escapedJSON.ReplaceAllStringFunc(plain, func(e string) string {
		c, _ := strconv.ParseUint(e[2:], 16, 8) // the pattern is a number
		return string(rune(c))
	})
	plain = escapedURL.ReplaceAllStringFunc(plain, func(e string) string {
		c, _ := url.PathUnescape(e) // the pattern is an escape
		return c
	})
	if plain = html.UnescapeString(plain); plain != text {
		out = append(out, plain)
	}
	return out
}
