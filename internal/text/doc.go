// Package text is how the house speaks: message catalogues in every language
// of the interface, numbers as those languages write them, and Markdown turned
// into HTML that is safe to show.
//
// Start with [For], which gives the [Printer] of a language; [Match] finds out
// which language a browser wants. The catalogues are active.<language>.yaml in
// this folder: flat keys, one sentence each, with {{.placeholders}} and, where
// a number decides, the plural forms that the language has.
//
// A key that no catalogue knows is a mistake of ours. Tests panic on it, so
// that it is found; a running server shows the key and goes on.
//
// Everything here is safe for concurrent use.
package text
