// Package static holds what browsers fetch beside the pages: the style sheet
// and the bundled script, embedded in the binary and served by us alone, so
// that a room without internet sees the same as everybody else.
//
// Sources and products:
//
//   - css/app.css is served as it is written.
//   - js/*.js are our own plain ES modules. js/main.js imports the others and,
//     from npm at the version pinned in package-lock.json, idiomorph. esbuild
//     bundles them into dist/main.js; licences of what came from npm go to
//     dist/notices.txt. `make` does both; dist is not committed.
//
// A bare clone builds without npm. Then dist is empty, [Bundled] is false and
// the server says so in its log: pages load no script and work by reload, as
// they do in any browser without script. The modules are not served one by one
// instead, because the browser could not resolve the npm part.
//
// Templates name a file through [Path], which puts a hash of everything in
// here into the address. So [Handler] may tell browsers to keep it for ever,
// and a new binary gives every file a new address. There is one hash for all:
// files change together, with the binary.
package static
