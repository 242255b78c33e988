package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"syscall"
	"time"

	"misfortune/game"
	"misfortune/internal/eventlog"
	"misfortune/internal/live"
	"misfortune/internal/room"
	"misfortune/internal/web"
	"misfortune/scenarios"
	"misfortune/static"
)

// closeWithin bounds the way down: whoever stops a server does not wait longer,
// and the next one recovers what this one could not finish.
const closeWithin = 10 * time.Second

// serve runs the server until ctx ends or something breaks.
func serve(ctx context.Context, s settings, o Options) (err error) {
	log := newLog(s, o)
	folder, err := takeFolder(s.data)
	if err != nil {
		return err
	}
	defer func() { _ = folder.Close() }() // gives the folder back; nothing was written
	listener, err := listen(ctx, s.addr)
	if err != nil {
		return err
	}
	h, err := open(ctx, s, o, log)
	if err != nil {
		_ = listener.Close() // nobody has been let in
		return err
	}
	defer func() {
		bounded, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeWithin)
		defer cancel()
		err = errors.Join(err, h.close(bounded, log))
	}()
	site, err := h.site(ctx, s, listener, log)
	if err != nil {
		_ = listener.Close()
		return err
	}
	if err := greet(o.Stdout, site.reachable, site.publicURL, site.trainerKey); err != nil {
		return fmt.Errorf("tell where the server is: %w", err)
	}
	if !static.Bundled() {
		log.Warn("the script was not bundled into this binary: pages work by reload only; make builds it in")
	}
	return h.answer(ctx, site, listener, o, log)
}

func newLog(s settings, o Options) *slog.Logger {
	if s.logFormat == "json" {
		return slog.New(slog.NewJSONHandler(o.Stderr, nil))
	}
	return slog.New(slog.NewTextHandler(o.Stderr, nil))
}

// listen takes the address, or says in a sentence why not.
func listen(ctx context.Context, addr string) (net.Listener, error) {
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	switch {
	case err == nil:
		return l, nil
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("the address %s is in use: stop the other program, or name another address with --addr", addr)
	case errors.Is(err, syscall.EACCES):
		return nil, fmt.Errorf("the address %s may not be used without more rights: name one above port 1023 with --addr", addr)
	default:
		return nil, fmt.Errorf("cannot listen on --addr %q: %w", addr, err)
	}
}

// house is everything that a server consists of, in the order in which it was
// opened.
type house struct {
	store     *eventlog.Store
	catalogue *scenarios.Catalogue
	clock     *room.Clock
	rooms     *room.House
	hub       *live.Hub
	http      *http.Server // nil until people are let in
}

// open opens the database, the catalogue, the rooms and the hub.
func open(ctx context.Context, s settings, o Options, log *slog.Logger) (*house, error) {
	file, err := ownDatabase(s.data)
	if err != nil {
		return nil, err
	}
	store, err := eventlog.Open(ctx, file)
	if err != nil {
		return nil, fmt.Errorf("the database in %s cannot be opened: %w", s.data, err)
	}
	// A machine whose clock was set back must not show instants before those
	// that are on disk.
	latest, err := store.Latest(ctx)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("the database in %s cannot be read: %w", s.data, err), store.Close())
	}
	clock := o.Clock
	if clock == nil {
		clock = room.NewClock(latest, max(o.Speed, 1))
	}
	catalogue, err := scenarios.Open(s.scenarios, log, store)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("the scenarios cannot be loaded: %w", err), store.Close())
	}
	hub := live.New(web.Render{}, log, live.Options{Now: clock.Now})
	rooms := room.NewHouse(room.Options{
		Log: store, Pulse: store, Library: catalogue, Clock: clock, Logger: log,
		Announce: func(id game.GameID, epoch string, snap game.Snapshot) { hub.Publish(string(id), epoch, snap) },
	})
	return &house{store: store, catalogue: catalogue, clock: clock, rooms: rooms, hub: hub}, nil
}

// close closes in the order in which nothing is lost: nobody is let in any more,
// screens are told to come back, what was begun is answered, rooms record that
// their clocks stop, and then what they write to is closed. What is not done
// when ctx ends is broken off, as by a kill; the next start recovers from it.
func (h *house) close(ctx context.Context, log *slog.Logger) error {
	answered := make(chan error, 1)
	go func() { answered <- h.stopAnswering(ctx) }()
	errs := []error{h.hub.Close(ctx), <-answered, h.rooms.Close(ctx)}
	for i, err := range errs {
		if errors.Is(err, context.DeadlineExceeded) {
			log.Warn("something did not end in time and was cut off", "error", err)
			errs[i] = nil
		}
	}
	return errors.Join(append(errs, h.catalogue.Close(), h.store.Close())...)
}

// stopAnswering waits for requests, but not for sockets: those are the hub's.
func (h *house) stopAnswering(ctx context.Context) error {
	if h.http == nil {
		return nil
	}
	err := h.http.Shutdown(ctx)
	if err != nil {
		_ = h.http.Close() // cuts what did not end; err says that it had to
	}
	return err
}

// site is where the server is, for people.
type site struct {
	reachable             []string
	publicURL, trainerKey string
	web                   *web.Server
}

// site finds out where phones reach the listener, and makes the door.
func (h *house) site(ctx context.Context, s settings, l net.Listener, log *slog.Logger) (site, error) {
	at, err := netip.ParseAddrPort(l.Addr().String())
	if err != nil {
		return site{}, fmt.Errorf("the address of the listener: %w", err)
	}
	machine, err := interfaces()
	if err != nil {
		log.Warn("the addresses of this machine cannot be listed; name one with --public-url", "error", err)
		machine = []netip.Addr{netip.AddrFrom4([4]byte{127, 0, 0, 1})}
	}
	out := site{reachable: addresses(at, machine), publicURL: s.publicURL, trainerKey: s.trainerKey}
	if out.publicURL == "" {
		out.publicURL = out.reachable[0]
	}
	if out.trainerKey == "" {
		if out.trainerKey, err = web.TrainerKey(ctx, h.store); err != nil {
			return site{}, fmt.Errorf("the trainer's key: %w", err)
		}
	}
	out.web, err = web.New(ctx, web.Options{
		House: h.rooms, Shelf: h.store, Hub: h.hub, Catalogue: h.catalogue, Static: static.Handler(), Log: log,
		PublicURL: out.publicURL, TrainerKey: out.trainerKey, Lang: s.lang, Now: h.clock.Now,
	})
	return out, err
}

// answer lets people in until ctx ends.
func (h *house) answer(ctx context.Context, s site, l net.Listener, o Options, log *slog.Logger) error {
	h.http = s.web.HTTP()
	broken := make(chan error, 1)
	go func() { broken <- h.http.Serve(l) }()
	if o.Ready != nil {
		o.Ready(l.Addr().String(), s.trainerKey)
	}
	select {
	case err := <-broken:
		return fmt.Errorf("the server cannot go on: %w", err)
	case <-ctx.Done():
		log.Info("stopping")
		return nil
	}
}
