package text

import (
	"embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"go.yaml.in/yaml/v4"
	"golang.org/x/text/language"
)

//go:embed active.*.yaml
var files embed.FS

// Printer writes in one language. Get one from [For]; it may be shared by any
// number of goroutines.
type Printer struct {
	lang    string
	plain   map[string]string // messages without placeholders or plural forms
	keys    map[string]bool   // whether the message has plural forms
	filling *i18n.Localizer
}

// Both catalogues are read when the program starts: a broken one can never
// reach a reader.
//
//nolint:gochecknoglobals // immutable after start
var printers = load()

// For is the printer of a language, or of [Default] if there is no such
// catalogue.
func For(lang string) *Printer {
	if p, ok := printers[lang]; ok {
		return p
	}
	return printers[Default]
}

// Keys lists every key of a language's catalogue, sorted.
func Keys(lang string) []string { return slices.Sorted(maps.Keys(For(lang).keys)) }

// Lang is the printer's language, "en" or "fr".
func (p *Printer) Lang() string { return p.lang }

// Has tells whether the catalogue knows key.
func (p *Printer) Has(key string) bool {
	_, ok := p.keys[key]
	return ok
}

// T is the text for key, its placeholders filled from kv: name, value, name,
// value and so on. The value named "n" chooses the plural form. Numbers are
// written as the language writes them. An odd kv or a missing key panics in
// tests; otherwise the key itself is shown.
func (p *Printer) T(key string, kv ...any) string {
	if s, ok := p.plain[key]; ok && len(kv) == 0 {
		return s
	}
	args := make(map[string]any, len(kv)/2)
	for i := 0; i+1 < len(kv); i += 2 {
		args[fmt.Sprint(kv[i])] = kv[i+1]
	}
	return p.fill(key, args)
}

// Msg is T for a message that comes from elsewhere, such as the reason of a
// score line or of a refusal. Arguments that are words of the game in
// themselves, like a scope, are translated too.
func (p *Printer) Msg(key string, args map[string]any) string {
	own := make(map[string]any, len(args))
	for name, v := range args {
		if s, ok := v.(string); ok && p.Has("scope."+s) {
			v = p.T("scope." + s)
		}
		own[name] = v
	}
	return p.fill(key, own)
}

func (p *Printer) fill(key string, args map[string]any) string {
	if s, ok := p.plain[key]; ok {
		return s
	}
	plural, ok := p.keys[key]
	if !ok {
		return missing(p.lang, key)
	}
	config := i18n.LocalizeConfig{MessageID: key, TemplateData: p.written(args)}
	if plural {
		config.PluralCount = count(args)
	}
	s, err := p.filling.Localize(&config)
	if err != nil || strings.Contains(s, "<no value>") {
		return missing(p.lang, fmt.Sprintf("%s %v", key, args))
	}
	return s
}

// count is the number that chooses the plural form, if there is one.
func count(args map[string]any) any {
	for _, name := range []string{"n", "Count"} {
		switch v := args[name].(type) {
		case int:
			return v
		case float64: // a number that has been through JSON
			return int(v)
		}
	}
	return nil
}

// written puts the numbers among args into the language's own writing.
func (p *Printer) written(args map[string]any) map[string]any {
	out := make(map[string]any, len(args))
	for name, v := range args {
		switch v := v.(type) {
		case int:
			out[name] = p.Number(v)
		case uint64:
			out[name] = p.Number(int(v))
		case float64:
			out[name] = p.Decimal(v)
		case []string:
			out[name] = strings.Join(v, ", ")
		default:
			out[name] = v
		}
	}
	return out
}

func missing(lang, key string) string {
	if testing.Testing() {
		panic(fmt.Sprintf("text: the %s catalogue has no %s", lang, key))
	}
	return key
}

func load() map[string]*Printer {
	bundle := i18n.NewBundle(language.English)
	bundle.RegisterUnmarshalFunc("yaml", func(b []byte, v any) error { return yaml.Unmarshal(b, v) })
	all := make(map[string]*Printer)
	for _, lang := range Languages() {
		file, err := bundle.LoadMessageFileFS(files, "active."+lang+".yaml")
		if err != nil {
			panic(fmt.Sprintf("text: reading the %s catalogue: %v", lang, err))
		}
		p := &Printer{
			lang: lang, plain: make(map[string]string), keys: make(map[string]bool),
			filling: i18n.NewLocalizer(bundle, lang),
		}
		for _, m := range file.Messages {
			p.keys[m.ID] = m.One != ""
			if m.One == "" && !strings.Contains(m.Other, "{{") {
				p.plain[m.ID] = m.Other
			}
		}
		all[lang] = p
	}
	return all
}
