// Package browsertest lets a test play people in front of real browsers.
//
// [Start] gives the test a headless Chromium, shared by all tests of the binary
// that run at the moment and ended with the last of them. Each [Person] has
// cookies, a window and a clock of their own, so that a trainer, a projector
// and a room full of phones fit into one browser:
//
//	b := browsertest.Start(t)
//	ana := b.Person(t, "Ana", browsertest.Phone())
//	ana.Open(url)
//	ana.Fill("#nick", "Ana")
//	ana.Click("button[type=submit]")
//	ana.WaitText("#roster", "Ana")
//
// Three rules hold everywhere:
//
//   - Every act waits by itself, in the page, until it is possible, and no
//     longer than the person's patience ([Person.Within]). There is no sleeping.
//     [Person.Has], [Person.URL] and [Eval] alone answer for this very moment:
//     wait for what you expect before you ask them.
//   - What cannot be done fails the test at once, with what was seen instead,
//     what the console said, and a screenshot in a file.
//   - Whatever a page complains about (an error in the console, an uncaught
//     exception, a breach of the content security policy) fails the test at its
//     end, unless [Person.Tolerate] said that it was to be expected.
//
// No browser on the machine is a failure that says what to install, never a
// skipped test.
//
// A Person is not safe for concurrent use, but several persons may act at the
// same time: see [Together]. A page must stay served until the test's clean-up
// has closed it, so start servers before the first Person and stop them with
// t.Cleanup.
package browsertest
