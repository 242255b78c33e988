// Package gametest helps to test whatever holds a game day: a small scenario
// with a token in every text that a browser must earn ([Canary]), a library of
// such scenarios ([Shelf]), a source of random legal commands ([Chaos]) and a
// runner of played scripts ([Play]).
package gametest
