package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

func nothing(string) string { return "" }

func TestHelpExplainsEachFlag(t *testing.T) {
	golden := filepath.Join("testdata", "help.txt")
	var out bytes.Buffer
	if err := run(t.Context(), []string{"--help"}, Options{Stdout: &out, Getenv: nothing}); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(golden, out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(out.Bytes(), want) {
		t.Errorf("--help prints\n%s\nwant (go test -update writes it anew)\n%s", out.Bytes(), want)
	}
	for _, args := range [][]string{{"help"}, {"serve", "--help"}, {"-h"}} {
		var again bytes.Buffer
		if err := run(t.Context(), args, Options{Stdout: &again, Getenv: nothing}); err != nil || again.String() != out.String() {
			t.Errorf("%v prints something else: %v\n%s", args, err, again.String())
		}
	}
}

func TestAFlagWinsOverTheEnvironment(t *testing.T) {
	env := map[string]string{
		"MISFORTUNE_ADDR": ":9000", "MISFORTUNE_LANG": "fr", "MISFORTUNE_LOG_FORMAT": "json",
		"MISFORTUNE_PUBLIC_URL": "https://misfortune.example/", "MISFORTUNE_TRAINER_KEY": "from-the-environment",
	}
	got, err := readSettings([]string{"--addr", "127.0.0.1:0", "--lang=en"}, func(name string) string { return env[name] })
	want := settings{
		addr: "127.0.0.1:0", data: "./data", publicURL: "https://misfortune.example",
		trainerKey: "from-the-environment", lang: "en", logFormat: "json",
	}
	if err != nil || got != want {
		t.Errorf("settings are %+v, %v; want %+v", got, err, want)
	}
}

func TestWhatCannotWorkIsSaidInASentence(t *testing.T) {
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{"--adr", ":80"}, "-adr"},
		{[]string{"serve", "now"}, `"now" is not a flag`},
		{[]string{"play"}, `no command "play"`},
		{[]string{"check"}, "check one or more scenario files"},
		{[]string{"--public-url", "misfortune.example"}, "--public-url"},
		{[]string{"--public-url", "ftp://misfortune.example"}, "--public-url"},
		{[]string{"--public-url", "https://misfortune.example/game"}, "no path"},
		{[]string{"--lang", "tlh"}, "not one of en, fr"},
		{[]string{"--log-format", "xml"}, "neither text nor json"},
		{[]string{"--scenarios", "/no/such/folder"}, "not a folder"},
	} {
		err := run(t.Context(), c.args, Options{Stdout: os.Stderr, Stderr: os.Stderr, Getenv: nothing})
		if err == nil || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "\n") {
			t.Errorf("misfortune %s: %v; want a sentence with %q", strings.Join(c.args, " "), err, c.says)
		}
	}
}
