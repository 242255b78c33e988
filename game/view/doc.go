// Package view holds what a screen may know, and nothing else: plain structs,
// one tree per audience, built field by field in package game from what that
// audience has earned.
//
// It is a leaf: it imports only package time, so that templates and the live
// hub, which may import view but not game, cannot name a scenario, a secret or
// a state.
//
// Three rules keep every screen cheap and honest:
//
//   - A view never names its reader. All members of an [Audience] share one
//     view and so one rendering; what concerns one person alone is in [You].
//   - A view holds no remaining time. It holds instants ([Instant]) and the
//     browser counts; so a view changes only when something happened.
//   - A view holds the scenario's texts already in the audience's language,
//     and our own texts as keys ([Msg]) that the templates translate.
//
// JSON of these structs is the API that bots and tests use.
package view
