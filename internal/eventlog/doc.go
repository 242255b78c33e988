// Package eventlog keeps what must outlive the process: every game's log of
// records, and beside it a small shelf of things that a server needs to find
// again (scenario bytes by hash, the games and their join codes, named secrets,
// heartbeats).
//
// There are two stores with the same methods and the same conformance suite:
// [Store] is one file on disk, [Memory] lives as long as its value and serves
// tests. The interfaces that they satisfy are owned by their consumers (the
// room's Log and Pulse, the catalogue's and the web's shelves), so nothing
// outside this package needs to know what is behind them.
//
// # The log
//
// Append adds records directly after an expected sequence number, all or none,
// and when it returns nil they are on disk. It is the only way into a log:
// triggers refuse to change a record, and to delete one unless its game has
// been forgotten. Read yields records in order and ends early only by yielding
// an error; a history that was read without an error is the whole history.
//
// # Errors
//
// A consumer that must not import this package tells errors apart like this:
//
//   - an append that came second: errors.As to interface{ Conflict() bool }
//     ([ErrConflict]);
//   - nothing there: errors.Is with [io/fs.ErrNotExist] ([ErrNotFound],
//     [ErrForgotten]);
//   - a join code in use: errors.Is with [io/fs.ErrExist] ([ErrCodeTaken]).
//
// # Concurrency
//
// Everything is safe for concurrent use. Writes queue up behind one connection;
// reads go past them on connections of their own and see only what is committed.
package eventlog
