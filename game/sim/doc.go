// Package sim is the simulated system that an incident happens to: facts,
// impact, and pure steps of incident time.
//
// A [World] is what an author wrote, compiled. A [Run] is one team's copy of
// it: give it the changes of facts that were recorded and advance it step by
// step. A Run is a memo: it holds nothing that cannot be rebuilt from the World
// and the changes, so it may be dropped at any instant.
//
// One step is one second of a team's running clock, that is [World.StepMinutes]
// incident minutes. At each step the order is: facts, trips, signals, impact,
// alerts, milestones. Trips, signals and alerts are the places of a later
// engine; today impact is an expression over facts alone, so it moves only
// when a fact changed.
//
// The package knows no clock, no chance and no I/O, and sees no other package
// of ours. A World is immutable and may be shared; a Run has one owner.
package sim
