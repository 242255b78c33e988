// Package room runs game days: it owns time and order.
//
// A [House] opens a room for a game the first time somebody asks for it. A room
// is one goroutine with a bounded inbox and one timer; it alone holds the
// game's [misfortune/game.GameDay]. Everything that happens to a game, a
// command as much as the passing of a second, is an input to that goroutine,
// and each input takes the same six steps:
//
//  1. Step: the rules let time catch up and decide; nothing changes yet.
//  2. Append: what they decided is written to the log, all or none.
//  3. Apply: the records are folded into the state.
//  4. Publish: the new snapshot is there to be looked at and is announced.
//  5. Re-arm: the timer is set to the next instant that is due.
//  6. Answer: whoever asked is told.
//
// So nobody hears of what is not on disk, and a server killed at any instant
// has lost no command that it answered. A command that was kept but not
// answered, because the server died or the caller hung up, is simply given
// again with the same id: it is answered like the first time.
//
// # When something fails
//
// Rooms are crash-only: opening one is recovery, and there is no other. When an
// append fails, or the rules panic, then nothing was applied or told; the
// callers get the error and the room closes. The next use folds the log anew,
// and a room whose clocks ran is reopened soon after without being asked.
//
// An append that finds the log longer than expected means that a second process
// writes to this game. The room takes in what the other has written and tries
// once more; a second time it gives up with [ErrTakenOver].
//
// # Time
//
// A [Clock] counts monotonic time from the instant at which it was made, so an
// hour that the wall clock jumps changes nothing. A room is never behind its
// own log either. While a game's clocks run, the house notes once a second, for
// all games in one commit, that they were alive. After a kill a room resumes
// from there: what was lived since, at most that second and the time of a
// commit, is lived again. [House.Close] records that the clocks stop.
//
// # Faults
//
// Built with -tags faultpoints the process can be made to die between any two of
// the six steps; see fault_on.go.
package room
