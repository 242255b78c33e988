package scenarios

import (
	"fmt"
	"math"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"misfortune/game"
	"misfortune/internal/text"
)

// maxMarkdown is the length of the longest Markdown text, in bytes: some ten
// minutes of reading.
const maxMarkdown = 20_000

var (
	idForm       = regexp.MustCompile(`^[a-z][a-z0-9-]{1,39}$`)
	durationForm = regexp.MustCompile(`^([0-9]+(\.[0-9]+)?[hms])+$`)
	numberForm   = regexp.MustCompile(`^[-+]?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?$`)
	percentForm  = regexp.MustCompile(`^[0-9]+(\.[0-9]+)?%$`)
	nestedMarks  = regexp.MustCompile(`(?m)^([ \t]*(>|[-*+][ \t]|[0-9]+[.)][ \t])){9}`)
	clockForm    = regexp.MustCompile(`^([01][0-9]|2[0-3]):[0-5][0-9]$`)
)

// word is the value of a scalar that is not empty.
func (r *reader) word(n *yaml.Node) (string, bool) {
	switch {
	case n.Kind != yaml.ScalarNode:
		r.wrong(n, "this is a single value, not a list and not keys with values")
	case strings.TrimSpace(n.Value) == "":
		r.wrong(n, "the value is empty")
	default:
		return n.Value, true
	}
	return "", false
}

// prose is a word that somebody will read.
func (r *reader) prose(n *yaml.Node) (string, bool) {
	words, ok := r.word(n)
	if !ok {
		return "", false
	}
	for _, c := range words {
		if invisible(c) && c != '\n' && c != '\t' {
			r.wrong(n, fmt.Sprintf("the character %U cannot be used", c))
			return "", false
		}
	}
	r.passages = append(r.passages, passage{n, words})
	return strings.TrimRight(words, " \n"), true
}

// text reads a text for people: one for all languages, or one by language.
func (r *reader) text(into *game.Secret) reading {
	return r.written(into, verbatim)
}

// markdown reads a text like text does, and renders it.
func (r *reader) markdown(into *game.Secret) reading { return r.written(into, r.render) }

// render refuses Markdown that would take the renderer long: it spends time in
// proportion to length times nesting.
func (r *reader) render(n *yaml.Node, words string) string {
	switch {
	case len(words) > maxMarkdown:
		r.wrong(n, fmt.Sprintf("a Markdown text has at most %d bytes, and this has %d", maxMarkdown, len(words)))
	case nestedMarks.MatchString(words):
		r.wrong(n, "quotes and lists are nested more than 8 deep in one line")
	default:
		return text.Markdown(words)
	}
	return ""
}

func verbatim(_ *yaml.Node, words string) string { return words }

func (r *reader) written(into *game.Secret, render func(*yaml.Node, string) string) reading {
	return func(n *yaml.Node) {
		byLang := map[string]string{}
		key := r.key
		take := func(lang string) reading {
			return func(n *yaml.Node) {
				r.key = key
				if words, ok := r.prose(n); ok {
					byLang[lang] = render(n, words)
				}
			}
		}
		if n.Kind == yaml.MappingNode {
			var fields []field
			for _, lang := range text.Languages() {
				fields = append(fields, need(lang, take(lang)))
			}
			r.object("a text by language", fields...)(n)
		} else {
			take("")(n)
		}
		*into = game.NewSecret(byLang)
	}
}

// line reads a text that is the same in all languages and no secret.
func (r *reader) line(into *string) reading {
	return func(n *yaml.Node) {
		if words, ok := r.prose(n); ok {
			*into = words
		}
	}
}

// id reads an identifier that is unique among those of its kind.
func (r *reader) id(kind string, into *string) reading {
	return func(n *yaml.Node) {
		word, ok := r.word(n)
		switch {
		case !ok:
		case !idForm.MatchString(word):
			r.wrong(n, fmt.Sprintf("%q is no id: 2 to 40 of a-z, 0-9 and -, beginning with a letter", word))
		case slices.Contains(r.ids[kind], word):
			r.wrong(n, fmt.Sprintf("there is another %s %q", kind, word))
		default:
			r.ids[kind] = append(r.ids[kind], word)
			*into = word
		}
	}
}

// oneOf reads a word out of a list.
func oneOf[T ~string](r *reader, into *T, words ...T) reading {
	return func(n *yaml.Node) {
		word, ok := r.word(n)
		if !ok {
			return
		}
		if slices.Contains(words, T(word)) {
			*into = T(word)
			return
		}
		known := make([]string, len(words))
		for i, w := range words {
			known[i] = string(w)
		}
		r.unknown(n, fmt.Sprintf("%s: %q is none of %s", r.key, word, strings.Join(known, ", ")), word, known)
	}
}

// flag reads true or false.
func (r *reader) flag(into *bool) reading {
	return func(n *yaml.Node) {
		if n.ShortTag() != "!!bool" {
			r.wrong(n, "write true or false, without quotes")
			return
		}
		*into = strings.EqualFold(n.Value, "true")
	}
}

// whole reads a whole number between two bounds, which are allowed.
func (r *reader) whole(into *int, least, most int) reading {
	return func(n *yaml.Node) {
		x, err := strconv.Atoi(n.Value)
		if n.ShortTag() != "!!int" || err != nil || x < least || x > most {
			r.wrong(n, fmt.Sprintf("write a whole number from %d to %d", least, most))
			return
		}
		*into = x
	}
}

// number reads a number between two bounds, which are allowed.
func (r *reader) number(into *float64, least, most float64) reading {
	return func(n *yaml.Node) {
		x, ok := decimal(n)
		switch {
		case !ok:
			r.wrong(n, "write a number such as 40, 0.05 or 3.5e9, without quotes")
		case x < least || x > most:
			r.wrong(n, fmt.Sprintf("%s is not between %g and %g", n.Value, least, most))
		default:
			*into = x
		}
	}
}

// decimal is the number that a node holds. YAML's other notations (octal, hexadecimal,
// .nan, .inf) are not taken: they are slips more often than wishes.
func decimal(n *yaml.Node) (float64, bool) {
	if tag := n.ShortTag(); (tag != "!!int" && tag != "!!float") || !numberForm.MatchString(n.Value) {
		return 0, false
	}
	x, err := strconv.ParseFloat(n.Value, 64)
	return x, err == nil && !math.IsInf(x, 0)
}

// duration reads a time such as 30s, 12m or 1h30m, longer than nothing and at
// most two days.
func (r *reader) duration(into *time.Duration) reading {
	return func(n *yaml.Node) {
		d, err := time.ParseDuration(n.Value)
		switch {
		case n.Kind != yaml.ScalarNode || !durationForm.MatchString(n.Value) || err != nil:
			r.wrong(n, "write a time such as 30s, 12m or 1h30m")
		case d <= 0 || d > 48*time.Hour:
			r.wrong(n, n.Value+" is not between 1s and 48h")
		default:
			*into = d
		}
	}
}

// moment reads a time after the page went off; 0s is the page itself.
func (r *reader) moment(n *yaml.Node) {
	if n.Value != "0s" {
		r.duration(new(time.Duration))(n)
	}
}

// pattern reads a word of a given form.
func (r *reader) pattern(into *string, form *regexp.Regexp, example string) reading {
	return func(n *yaml.Node) {
		if n.Kind != yaml.ScalarNode || !form.MatchString(n.Value) {
			r.wrong(n, "write it as "+example)
			return
		}
		*into = n.Value
	}
}

// date reads a day of the calendar.
func (r *reader) date(into *string) reading {
	return func(n *yaml.Node) {
		if _, err := time.Parse(time.DateOnly, n.Value); n.Kind != yaml.ScalarNode || err != nil {
			r.wrong(n, "write a date as YYYY-MM-DD")
			return
		}
		*into = n.Value
	}
}

// link reads the address of a page on the web. It is the one place where a
// file names real hosts.
func (r *reader) link(into *string) reading {
	return func(n *yaml.Node) {
		u, err := url.Parse(n.Value)
		if n.Kind != yaml.ScalarNode || err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" {
			r.wrong(n, "write the full address of a page, beginning with https://")
			return
		}
		*into = n.Value
	}
}
