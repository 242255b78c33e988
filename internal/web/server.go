package web

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"
	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"misfortune/game"
	"misfortune/game/view"
	"misfortune/internal/live"
	"misfortune/scenarios"
	"misfortune/static"
)

// House runs the game days: internal/room.
type House interface {
	// Do gives a command and returns when what came of it is on disk. A command
	// that was answered before is answered the same again.
	Do(ctx context.Context, id game.GameID, by view.Party, cause game.CommandID, c game.Command) (seq uint64, err error)
	// Snapshot is a game as it is now, and the epoch of its open room.
	Snapshot(ctx context.Context, id game.GameID) (snap game.Snapshot, epoch string, err error)
}

// Shelf finds games by their codes and keeps keys: internal/eventlog. What is
// not there is an fs.ErrNotExist, a code that is taken an fs.ErrExist.
type Shelf interface {
	// CreateGame puts a game on the list under a join code.
	CreateGame(ctx context.Context, id game.GameID, code string, at time.Time) error
	// Game returns the game with this join code.
	Game(ctx context.Context, code string) (game.GameID, error)
	// Games lists all games, newest first.
	Games(ctx context.Context) ([]Hosted, error)
	// Secret returns the secret of this name, made by fresh the first time.
	Secret(ctx context.Context, name string, fresh func() []byte) ([]byte, error)
}

// Hosted is a game on the shelf's list.
type Hosted = struct {
	ID   game.GameID
	Code string
	At   time.Time
}

// Catalogue holds the scenarios that can be played: package scenarios.
type Catalogue interface {
	// List returns the newest version of each scenario, easiest first.
	List() []*game.Scenario
	// Keep makes sure that this version is found again, whatever becomes of its
	// file.
	Keep(ctx context.Context, hash string) error
	// Problems lists what is wrong with broken files, file by file.
	Problems() []scenarios.Problem
}

// Options is what a Server is made of.
type Options struct {
	House     House
	Shelf     Shelf
	Hub       *live.Hub // that draws with Render
	Catalogue Catalogue
	Static    http.Handler // answers under static.Prefix
	Log       *slog.Logger

	PublicURL  string           // where phones find us, without a slash at its end
	TrainerKey string           // opens the trainer's door; see TrainerKey
	Lang       string           // for readers who prefer none that we have
	Now        func() time.Time // the rooms' clock
}

// Server answers requests. Make one with [New]; it is safe for concurrent use.
type Server struct {
	house     House
	shelf     Shelf
	hub       *live.Hub
	catalogue Catalogue
	log       *slog.Logger

	publicURL, trainerKey, lang string
	now                         func() time.Time

	jar      jar
	pass     string // what the trainer's cookie holds
	commands map[string]command
	upgrader websocket.Upgrader
	static   http.Handler
	notices  string
	joins    *turnstile // joining
	solos    *turnstile // games alone, which each take a place on disk
	keys     *turnstile // keys tried at the door
	misses   *turnstile // codes that are none
	handler  http.Handler
}

// New makes a server. It asks the shelf for the key that signs cookies, which
// is made the first time and survives restarts.
func New(ctx context.Context, o Options) (*Server, error) {
	key, err := o.Shelf.Secret(ctx, "cookies", func() []byte { return []byte(rand.Text() + rand.Text()) })
	if err != nil {
		return nil, fmt.Errorf("the key for cookies: %w", err)
	}
	s := &Server{
		house: o.House, shelf: o.Shelf, hub: o.Hub, catalogue: o.Catalogue, log: o.Log,
		publicURL: o.PublicURL, trainerKey: o.TrainerKey, lang: o.Lang, now: o.Now,
		jar:      jar{key: key, secure: strings.HasPrefix(o.PublicURL, "https://")},
		pass:     passFor(o.TrainerKey),
		commands: map[string]command{},
		upgrader: upgrader(&sync.Pool{}),
		static:   o.Static,
		notices:  static.Notices(),
		joins:    newTurnstile(pace{every: 20 * time.Millisecond, burst: 1000}, time.Now),
		solos:    newTurnstile(pace{every: time.Second, burst: 60}, time.Now),
		keys:     newTurnstile(pace{every: 2 * time.Second, burst: 10}, time.Now),
		misses:   newTurnstile(pace{every: time.Second, burst: 200}, time.Now),
	}
	for _, c := range commands() {
		s.commands[c.name] = c
	}
	s.handler = s.router()
	return s, nil
}

// TrainerKey is the key of a server that was given none: made once and kept on
// the shelf, so that the one-click link survives restarts.
func TrainerKey(ctx context.Context, shelf Shelf) (string, error) {
	key, err := shelf.Secret(ctx, "trainer", func() []byte { return []byte(strings.ToLower(rand.Text())) })
	return string(key), err
}

// router puts middleware and routes together. Addresses of clients are those of
// their connections: a header could be made up by anybody.
func (s *Server) router() *echo.Echo {
	e := echo.New()
	e.IPExtractor = echo.ExtractIPDirect()
	e.HTTPErrorHandler = func(err error, c echo.Context) { s.fail(s.request(c), err) }
	e.Pre(secure, s.observe, recovered, jsonSuffix, s.crossSite())
	e.Use(middleware.GzipWithConfig(middleware.GzipConfig{Level: 5, MinLength: 1400, Skipper: packed}))
	s.mount(e)
	return e
}

// packed tells which answers must not be compressed on the way: static files
// already are, and a socket is none of our writing.
func packed(c echo.Context) bool {
	return strings.HasPrefix(c.Request().URL.Path, static.Prefix) || c.IsWebSocket()
}

// ServeHTTP answers a request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// HTTP is a server for a listener, with limits for clients that dawdle. They do
// not reach sockets, which the hub looks after. Its own complaints, mostly
// broken connections, are logged at debug level.
func (s *Server) HTTP() *http.Server {
	return &http.Server{
		Handler:           s,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      60 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    32 << 10,
		ErrorLog:          slog.NewLogLogger(s.log.Handler(), slog.LevelDebug),
	}
}
