// Package archtest holds the house rules that a compiler does not know, as
// tests: which package may never reach which, what templates may not contain,
// what is not committed, and that the documents point at what is there.
//
// The table in imports_test.go is the architecture in one page. A new package
// must be given a row there: decide what it may never see before it sees it.
//
// The linter's depguard lists (.golangci.yml) say what a package may import
// directly; these tests look at everything that it reaches by whatever way.
package archtest
