# Wheel of Misfortune. `make` alone says what there is to make.
#
# Everything is built by files: what is up to date is not made again, so a second
# `make run` starts at once. What make fetches and builds goes to bin/,
# static/dist/ and static/node_modules/, and none of it is committed.

SHELL         := bash
.SHELLFLAGS   := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS     += --no-builtin-rules

# Handed to the server by `make run` and `make dev`: make run ARGS='--addr :9090 --lang fr'
ARGS ?=

TEMPLATES := $(shell find templates -name '*.templ')
GENERATED := bin/.generated
MODULES   := static/node_modules/.package-lock.json
BUNDLE    := static/dist/main.js static/dist/notices.txt

# All that the binary is built from.
SOURCES := go.mod go.sum \
	$(shell find cmd game internal scenarios static templates \
		-path static/node_modules -prune -o -path static/dist -prune -o \
		-type f -not -name '*_test.go' -not -path '*/testdata/*' \
		\( -name '*.go' -o -name '*.yaml' -o -name '*.css' -o -name '*.sql' \) -print)

# Without a stamp of the commit: it makes builds differ, and fails in a clone that
# belongs to somebody else, as CI has it.
GO_BUILD := CGO_ENABLED=0 go build -trimpath -buildvcs=false

## Use

help: ## say what there is to make
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' Makefile

run: bin/misfortune ## build what is missing and start the server, with its data in ./data
	./bin/misfortune serve $(ARGS)

dev: $(GENERATED) $(BUNDLE) ## the same, and again after each change of a template or Go file
	go tool templ generate -include-version=false --watch --cmd='go run ./cmd/misfortune serve $(ARGS)'

clean: ## remove all that make built or fetched; ./data stays
	rm -rf bin gallery static/node_modules $(BUNDLE)

## Check

check: test lint ## what has to pass: test and lint

test: tools bin/misfortune-faults $(GENERATED) $(BUNDLE) ## run everything with the race detector, in a real browser too
	FAULTS_BIN='$(CURDIR)/bin/misfortune-faults' KILLS_TABLE='$(CURDIR)/bin/kills.txt' go test -race -shuffle=on -count=1 -timeout 25m ./...
	node --test static/js/*.test.mjs
	@cat bin/kills.txt

lint: generated formatted ## look for what the compiler does not see
	go mod verify
	go mod tidy -diff
	go vet -tags faultpoints ./...
	go tool -modfile=tools.mod golangci-lint run

golden: $(GENERATED) $(BUNDLE) ## write down what tests compare with, after looking at the change
	go test -count=1 $$(grep -rl --include='*_test.go' 'flag\.Bool("update"' . | xargs -n 1 dirname | sort -u) -update

fuzz: $(GENERATED) ## look for bad input, 20 seconds for each fuzz target
	@grep -r --include='*_test.go' -o '^func Fuzz[A-Za-z0-9]*' cmd game internal scenarios templates \
	| sed 's|^\(.*\)/[^/]*:func |./\1 |' | while read -r package target; do \
		echo "$$target in $$package"; \
		go test "$$package" -run '^$$' -fuzz "^$$target\$$" -fuzztime 20s; \
	done

bench: $(GENERATED) $(BUNDLE) ## measure
	go test -run '^$$' -bench . -benchmem ./game/... ./internal/... ./cmd/...

gallery: tools $(GENERATED) $(BUNDLE) ## take and check a picture of every page in every state, into ./gallery
	go test ./internal/gallery -run TestGallery -count=1 -timeout=30m -args -out='$(CURDIR)/gallery'

.PHONY: help run dev clean check test lint golden fuzz bench gallery

## Build

bin/misfortune: $(SOURCES) $(GENERATED) $(BUNDLE)
	$(GO_BUILD) -o $@ ./cmd/misfortune

# The same server, able to die at any step of the room on command. For tests.
bin/misfortune-faults: $(SOURCES) $(GENERATED) $(BUNDLE)
	$(GO_BUILD) -tags faultpoints -o $@ ./cmd/misfortune

# A fresh clone has current generated files, whatever the times of its files say:
# lint sees to that. Only templates that differ from the last commit need templ.
$(GENERATED): $(TEMPLATES) | prerequisites
	@mkdir -p $(@D)
	@if ! changed=$$(git -c safe.directory='*' status --porcelain -- '*.templ' '*_templ.go' 2>&1) || [ -n "$$changed" ]; then \
		go tool templ generate -include-version=false -log-level error; \
	fi
	@touch $@

$(MODULES): static/package.json static/package-lock.json | prerequisites
	npm ci --prefix static --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

static/dist/main.js: $(wildcard static/js/*.js) $(MODULES) go.mod
	@mkdir -p bin
	go tool esbuild static/js/main.js --bundle --minify --format=esm --target=es2022 \
		--log-level=warning --metafile=bin/bundle.json --outfile=$@

static/dist/notices.txt: static/dist/main.js go.mod go.sum script/notices
	script/notices bin/bundle.json > $@

## Steps

# Go, Node and npm, new enough.
prerequisites:
	@script/prerequisites

# What tests need beside them: a C compiler for the race detector, a browser.
tools: | prerequisites
	@script/test-tools

# Are the committed generated files what templ makes of the templates now?
generated: | prerequisites
	@before=$$(find . -name '*_templ.go' -exec sha256sum {} + | sort); \
	go tool templ generate -include-version=false -log-level error; \
	after=$$(find . -name '*_templ.go' -exec sha256sum {} + | sort); \
	if [ "$$before" != "$$after" ]; then \
		echo 'The generated templates were not up to date. They are now: look at them and commit them.'; \
		git -c safe.directory='*' status --porcelain -- '*_templ.go'; exit 1; \
	fi

formatted: | prerequisites
	@unformatted=$$(gofmt -l $$(find cmd game internal scenarios static templates \
		-path static/node_modules -prune -o -name '*.go' -not -name '*_templ.go' -print); \
	for file in $(TEMPLATES); do \
		go tool templ fmt -log-level error -stdout "$$file" | cmp -s - "$$file" || echo "$$file"; \
	done); \
	if [ -n "$$unformatted" ]; then \
		echo 'Not formatted (gofmt -w, go tool templ fmt):'; echo "$$unformatted"; exit 1; \
	fi

.PHONY: prerequisites tools generated formatted
