// Package web is the house's door: it turns requests into commands and views
// into pages.
//
// The primary type is [Server]. Read routes.go first: it is the whole table of
// addresses, each beside the permission and the rate that it needs. A request
// then passes, in this order:
//
//  1. secure.go: security headers, cross-site posts refused, a request id.
//  2. routes.go: the permission of the route; a stranger at a trainer's page
//     meets the door.
//  3. visit.go: the code becomes a game, the cookie becomes a [view.Party], and
//     both become an audience. Who somebody is comes from signed cookies alone;
//     a form may only ask to act in a lesser role than the cookie allows.
//  4. commands.go: the name of a command becomes a [game.Command], if the role
//     of the visitor is the one that the command's row names.
//  5. show.go or refuse.go: one value, shown as a page or as JSON, whichever
//     the reader asked for; one table from refusals to statuses.
//
// Pages of a game answer in JSON too (Accept: application/json, an address that
// ends in ".json", or ?format=json): the same view, which is what bots and
// tests use.
//
// Commands are form-encoded posts and work without script: they are answered
// with 303 back to the page they came from, and a refusal is shown there once.
//
// A [Server] is safe for concurrent use. It keeps nothing that matters: what it
// holds in memory are rates of requests and numbers of open sockets.
package web
