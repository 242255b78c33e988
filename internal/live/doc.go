// Package live brings every open screen up to date.
//
// Screens are state, not history: a client is a cursor, not a queue. Each
// connection remembers which rendering its client holds; whenever there is a
// newer one it asks what lies between the two and writes that, once, as a
// single [Frame]. So a slow phone gets fewer and fuller frames, a client costs
// the memory of a cursor, and nobody is dropped for being slow, only for not
// taking a frame within its write deadline.
//
// # Who does what
//
//   - A room calls [Hub.Publish] after every record that it has applied, after
//     every step, and when it opens. That marks the game dirty and returns.
//   - One goroutine per watched game asks the [Source] for the views of the
//     audiences that somebody watches, has those that changed drawn by
//     [Render], and wakes their watchers. An audience that nobody watches is
//     not drawn.
//   - One goroutine per connection, in [Hub.Serve], writes frames. The bytes of
//     a frame are made once for all members of an audience who stand at the
//     same place; the server's time and the part that concerns one person are
//     put before them at the last moment.
//   - [Hub.Frame] gives the same answer to a client that polls, on networks
//     that refuse websockets.
//
// # What a client gets
//
//	arrives with                                   gets
//	nothing, another epoch, a seq above the head,  a full frame
//	  one from before the layout changed, or one
//	  that was never drawn for its audience
//	seq equal to the head                          nothing
//	any other seq                                  one frame from there to the head
//
// "Nothing" is a frame with the time alone: one comes on arrival and one at
// every ping, so that a page can set its clock after a device slept, and
// notice a connection that died without a word.
//
// A seq that was never drawn is answered in full although something is known
// about what followed: between two renderings a region may have changed and
// changed back, and a page that was drawn in between would keep what is wrong.
//
// A frame that would only move Seq waits a moment for company
// ([Options].Quiet); it is sent because a client that was told a sequence
// number by a POST waits for it.
//
// # Rules for the code in here
//
// This package draws nothing and decides nothing. It must not import game: it
// cannot name a scenario, a secret or a state. Locks are taken in the order
// class.painting, Hub.mu, game.mu, class.mu. None is held while writing or
// encoding; while a Source is asked and a page drawn, only class.painting is.
package live
