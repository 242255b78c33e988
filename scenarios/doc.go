// Package scenarios turns scenario files into scenarios: it parses and checks
// YAML, carries the built-in files, and watches a folder of the trainer's own.
//
// Start at [Parse]: bytes in, a *game.Scenario or a list of [Problem] out,
// each with its place in the file. A file goes through four rooms, in this
// order, and all of them speak before the answer is given, so that an author
// sees every problem at once:
//
//  1. source.go: bytes to nodes. Size, encoding, depth, aliases, YAML itself.
//  2. schema.go, later.go: nodes to a draft. Every key of the format is one line in a
//     table there; reader.go and values.go are what the tables are made of.
//  3. bind.go: what needs the whole file. Expressions, ids, facts.
//  4. judge.go, names.go: is it fair to play, does it name only documentation
//     addresses.
//
// Keys whose engine is not built yet are read and checked like all others, and
// then refused by name (later.go). Building an engine means moving its keys to
// the schema and giving their values a place in game.Scenario.
//
// A [Catalogue] holds the scenarios that a server has loaded. It is the
// game.Library that rules read from: a round keeps the version that it was
// prepared with, found by the hash of its bytes.
package scenarios
