// Package gallery looks at every page in every state, as people will see it.
//
// The states are the views of templates/canned and the pages outside of a game
// day. Each is served under the policy of the real server, with the real style
// sheet and, where it has been bundled, the real script; opened in a real
// browser on the devices that it is made for, light and dark; and looked at in
// two ways:
//
//   - By rules, which a page breaks or does not: [Check]. They are written in
//     JavaScript (checks.js, sight.js), because only a browser knows where a
//     word ends up. Each rule has tests with pages that break it and pages that
//     only seem to.
//   - By people: `make gallery` writes a picture of everything into ./gallery,
//     with a contact sheet, index.html. No rule says whether a page is good.
//
// Without -out, as in `make test`, every state is checked on each of its
// devices, but in one language and one colour scheme only; by turns, so that
// neighbours differ. With -out all combinations are.
//
// Time stands still: pages are drawn at canned.Now, and still.js holds the
// page's own clocks and its connection there. The pictures of two runs are the
// same as long as the pages are.
package gallery
