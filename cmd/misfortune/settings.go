package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"

	"misfortune/internal/text"
)

// settings is what the flags and the environment say. A flag wins.
type settings struct {
	addr, data, scenarios, publicURL, trainerKey, lang, logFormat string
}

// knob is one setting: its flag, its default, and what it is for. The
// environment variable is made of the flag's name.
type knob struct {
	name, usual, what string
	into              func(*settings) *string
}

func (k knob) env() string {
	return "MISFORTUNE_" + strings.ToUpper(strings.ReplaceAll(k.name, "-", "_"))
}

// knobs lists the settings in the order of the help.
func knobs() []knob {
	return []knob{
		{"addr", ":8080", "Address to listen on. Without a host it serves the whole room:\nall network interfaces of this machine.",
			func(s *settings) *string { return &s.addr }},
		{"data", "./data", "Folder for the database. Everything that must survive is in it;\none server at a time may use it.",
			func(s *settings) *string { return &s.data }},
		{"scenarios", "", "Folder with your own scenario files (*.yaml), beside the built-in\nones. Files are read again when they change.",
			func(s *settings) *string { return &s.scenarios }},
		{"public-url", "", "Address that phones use, as in the QR code, when this machine cannot\nknow it: https://misfortune.example. With https, cookies are sent over\nhttps only.",
			func(s *settings) *string { return &s.publicURL }},
		{"trainer-key", "", "Key that opens the trainer's pages. Without one, a key is made and\nkept in the data folder.",
			func(s *settings) *string { return &s.trainerKey }},
		{"lang", text.Default, "Language for readers who prefer none that we have: " + strings.Join(text.Languages(), ", ") + ".",
			func(s *settings) *string { return &s.lang }},
		{"log-format", "text", "How to write the log: text or json.",
			func(s *settings) *string { return &s.logFormat }},
	}
}

// errHelp says that help was asked for.
var errHelp = errors.New("help")

// readSettings reads flags, then for those that were not given the environment.
func readSettings(args []string, getenv func(string) string) (settings, error) {
	var s settings
	flags := flag.NewFlagSet("misfortune", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	for _, k := range knobs() {
		usual := k.usual
		if v := getenv(k.env()); v != "" {
			usual = v
		}
		flags.StringVar(k.into(&s), k.name, usual, k.what)
	}
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return s, errHelp
	case err != nil:
		return s, fmt.Errorf("%w (misfortune --help tells what there is)", err)
	case flags.NArg() > 0:
		return s, fmt.Errorf("%q is not a flag (misfortune --help tells what there is)", flags.Arg(0))
	}
	return s, s.check()
}

// check refuses what cannot work, in a sentence.
func (s *settings) check() error {
	if s.publicURL != "" {
		u, err := url.Parse(s.publicURL)
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" ||
			strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
			return fmt.Errorf("--public-url %q must be http:// or https:// and a host, with no path", s.publicURL)
		}
		s.publicURL = u.Scheme + "://" + u.Host
	}
	if !text.Known(s.lang) {
		return fmt.Errorf("--lang %q is not one of %s", s.lang, strings.Join(text.Languages(), ", "))
	}
	if s.logFormat != "text" && s.logFormat != "json" {
		return fmt.Errorf("--log-format %q is neither text nor json", s.logFormat)
	}
	if s.scenarios != "" {
		if info, err := os.Stat(s.scenarios); err != nil || !info.IsDir() {
			return fmt.Errorf("--scenarios %q is not a folder that can be read", s.scenarios)
		}
	}
	return nil
}

// help is what --help prints.
func help() string {
	var b strings.Builder
	b.WriteString(`Wheel of Misfortune: game days on which teams practise being on call.

Usage:
  misfortune [serve] [flags]   start the server
  misfortune check FILE...     check scenario files; see docs/scenarios.md
  misfortune help              this text

Flags of serve, each with its environment variable; the flag wins:
`)
	for _, k := range knobs() {
		usual := "default " + k.usual
		if k.usual == "" {
			usual = "default none"
		}
		fmt.Fprintf(&b, "\n  --%s   %s   (%s)\n", k.name, k.env(), usual)
		for line := range strings.Lines(k.what) {
			b.WriteString("      " + strings.TrimSuffix(line, "\n") + "\n")
		}
	}
	return b.String()
}
