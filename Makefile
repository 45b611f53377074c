# The two commands of README.md are `make demo` and `make test`.
GO      ?= go
BIN     := bin/yuti
VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)
COMMIT  := $(shell git rev-parse --short HEAD 2>/dev/null || echo unknown)
LDFLAGS := -s -w -X main.version=$(VERSION) -X main.commit=$(COMMIT)

.PHONY: demo build lexicon test test-go test-nvim test-review test-editors vsix dist test-dist generate guides bench bench-compare lint race eval fuzz update clean

demo: build
	@BIN=$(BIN) sh internal/demo/demo.sh

# The lexicon is compiled from pinned packages, and the review page built from
# some; a run without changes does nothing.
lexicon:
	@command -v $(GO) >/dev/null || { echo "yuti needs Go 1.26 or later: install it, then run make again." >&2; exit 1; }
	@$(GO) run ./lexicon/gen
	@$(GO) run ./internal/review/gen

build: lexicon
	@mkdir -p bin
	@CGO_ENABLED=0 $(GO) build -trimpath -ldflags '$(LDFLAGS)' -o $(BIN) ./cmd/yuti

test: test-go lint race test-review test-editors test-dist

test-go: build
	@test -z "$$(gofmt -l analysis cmd internal lexicon lsp *.go)" || { echo "gofmt wants changes in:"; gofmt -l analysis cmd internal lexicon lsp *.go; exit 1; }
	$(GO) vet ./...
	$(GO) test ./...
	@FUZZTIME=5s FUZZFAIL=no $(MAKE) --no-print-directory fuzz

test-nvim: build
	YUTI=$(CURDIR)/$(BIN) bash editors/nvim/test/run.sh

# Installs VS Code (code-server), Neovim, Emacs and Helix through apt and npm and
# tries yuti in each; pictures are left in out/pictures.
test-editors: build
	YUTI=$(CURDIR)/$(BIN) bash editors/test/run.sh

# One VSIX per platform, with the program inside, in dist/vsix; looked into.
vsix: lexicon
	LDFLAGS='$(LDFLAGS)' GO=$(GO) bash editors/vscode/vsix.sh dist/vsix
	@$(GO) run ./internal/dist -verify -o dist/vsix

test-review: build
	YUTI=$(CURDIR)/$(BIN) bash internal/review/test/run.sh

# Every fuzz target for FUZZTIME each.
FUZZTIME ?= 60s
fuzz:
	@GO=$(GO) FUZZTIME=$(FUZZTIME) sh internal/demo/fuzz.sh

bench: build
	$(GO) run ./internal/bench -yuti $(BIN)
	$(GO) test -run '^$$' -bench . -benchmem ./analysis ./lexicon ./lsp

# The Go benchmarks beside those of another commit: make bench-compare OLD=COMMIT.
bench-compare: lexicon
	GO=$(GO) bash internal/bench/compare.sh $(OLD)

# What the compiler and vet let pass. It takes minutes the first time.
lint: lexicon
	$(GO) run honnef.co/go/tools/cmd/staticcheck@v0.8.2 ./...

# The race detector, over what runs at the same time as something else.
race: lexicon
	$(GO) test -race -short ./lsp ./internal/safefile

# The number of word guides, and of the sentences in them that are checked.
guides: lexicon
	@mkdir -p bin
	@$(GO) test -count=1 -v -run '^TestGuides$$' ./analysis >bin/guides.log || { cat bin/guides.log; exit 1; }
	@sed -n 's/^ *guides_test.go:[0-9]*: //p' bin/guides.log

# Measures segmentation, readings and register; says so where its data is absent.
eval: lexicon
	$(GO) run ./analysis/eval
	$(GO) run ./analysis/registerbench

# Archives for six platforms with man pages, completions, notices and checksums,
# in dist; the same commit gives the same bytes.
dist: lexicon
	$(GO) run ./internal/dist -version $(VERSION) -commit $(COMMIT) -o dist
	@$(GO) run ./internal/dist -verify -o dist

test-dist: lexicon
	GO=$(GO) bash internal/dist/test.sh

# What is written of the settings outside the server, from their schema.
generate:
	$(GO) run ./internal/config/gen

# Redraws what tests compare with.
update:
	$(GO) test ./analysis ./lexicon ./lsp ./cmd/... -update

clean:
	rm -rf bin dist lexicon/embedded.go lexicon/data/lexicon.bin lexicon/data/.stamp internal/review/embedded.go internal/review/libraries
