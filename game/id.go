package game

// GameID identifies a game day for ever: the key of its log. It is opaque and
// says nothing; what people type is the join code, which can be given to
// another game once this one is forgotten.
type GameID string
