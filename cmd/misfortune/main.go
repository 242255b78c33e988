// Command misfortune serves game days on which SRE teams practise being on
// call, and checks the scenario files that are played there.
//
//	misfortune [serve] [flags]   starts the server; see misfortune --help
//	misfortune check FILE...     checks scenario files
//
// This package ties the knot: it reads the flags (settings.go), takes the data
// folder for itself (lock_*.go), puts the parts of the house together and takes
// them apart in the right order (serve.go), and tells people where to go
// (address.go). Nothing is decided here that a game depends on.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"misfortune/internal/room"
	"misfortune/scenarios"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], Options{Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.Getenv})
	stop()
	switch {
	case err == nil:
	case errors.Is(err, errChecked):
		os.Exit(1)
	default:
		fmt.Fprintln(os.Stderr, "misfortune:", err)
		os.Exit(1)
	}
}

// Options are what a test may set and a flag may not.
type Options struct {
	Stdout, Stderr io.Writer
	Getenv         func(string) string

	// Speed makes the clock of all rooms run faster; 0 and 1 are real time.
	Speed float64
	// Clock is what all rooms go by, for who wants to skip ahead; nil is a new
	// one that runs at Speed.
	Clock *room.Clock
	// Ready is called once the server answers, with the address it listens on
	// ("127.0.0.1:8080") and the trainer's key; may be nil.
	Ready func(listening, trainerKey string)
}

// errChecked says that a file has errors, which have been printed.
var errChecked = errors.New("a file has errors")

// run is the whole program: it returns when it is done, or soon after ctx ends.
// An error is a sentence for whoever started it.
func run(ctx context.Context, args []string, o Options) error {
	verb, rest := "serve", args
	if len(args) > 0 && len(args[0]) > 0 && args[0][0] != '-' {
		verb, rest = args[0], args[1:]
	}
	switch verb {
	case "serve":
		settings, err := readSettings(rest, o.Getenv)
		if errors.Is(err, errHelp) {
			_, err = io.WriteString(o.Stdout, help())
			return err
		}
		if err != nil {
			return err
		}
		return serve(ctx, settings, o)
	case "check":
		if len(rest) == 0 {
			return errors.New("check one or more scenario files by naming them after check (misfortune --help tells more)")
		}
		if !scenarios.Check(o.Stdout, rest) {
			return errChecked
		}
		return nil
	case "help":
		_, err := io.WriteString(o.Stdout, help())
		return err
	default:
		return fmt.Errorf("there is no command %q: it is serve, check or help", verb)
	}
}
