// Package game holds the rules of a game day: what may be asked, what has
// happened, and what each audience may know of it. It is pure: no clock, no
// chance, no I/O, no goroutine, no logger. Time and entropy are arguments.
//
// The primary type is [GameDay]: a [State] that is the fold of a log of
// [Record] values, the [Library] its rounds are played from, and a memo of each
// team's simulated world. It is not safe for concurrent use; one owner holds
// it. What may be shared is a [Snapshot].
//
// The duties of that owner, for every command, in this order:
//
//  1. Step: propose records. Time catches up first, so records and a
//     [Rejection] may both come back. Nothing has changed yet.
//  2. Save the records, all or none, directly after the last sequence number.
//  3. Apply them, then Pass to the instant of the Input.
//  4. Tell the world, from a Snapshot.
//  5. Ask Due and come back by then with a [Tick].
//  6. Answer whoever asked.
//
// If saving fails, drop the GameDay and fold the log again with [OpenDay]; if
// NeedsRecovery says so then, the first command is [Recover].
//
// Where things are: commands in command.go, events in event.go, the one
// function that changes a state in evolve.go, rules in decide*.go, what time
// alone causes in turn.go, points in score.go, and the way from a state to what
// a screen may know in project*.go, console.go and review.go. The simulated
// system is package sim, the structs of a screen are package view.
package game
