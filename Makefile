# Everything a person or a build machine does with this repository. `make` alone prints the list.

LINT     := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
FUZZTIME ?= 10s

# Go turns cgo off by itself where there is no C compiler, and the race detector needs cgo.
RACE := $(if $(filter 1,$(shell go env CGO_ENABLED)),-race)

# Packages with tests that ask a real Neo4j, and the newest Neo4j there is beside the one with long-term support.
NEO4J_PACKAGES := ./internal/neo4jtest ./internal/acceptance ./internal/cli ./internal/judge ./internal/store/neo4j/... ./internal/store/mirror/...
NEO4J_LATEST   := 2026.01.4

# They have one database and wait for each other, so one package more than there are processors may run.
PACKAGES_AT_ONCE := $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)
WITH_NEO4J     := go run ./internal/neo4jserver/with

# Node packages that tests call: the reference GraphQL implementation, the GraphQL-over-HTTP audit, the browser test, readers of files and
# the compiler of the stylesheet.
NODE_LOCKS    := $(wildcard internal/judge/js/package-lock.json internal/*/testdata/*/package-lock.json web/styles/package-lock.json)
NODE_PACKAGES := $(NODE_LOCKS:package-lock.json=node_modules/.package-lock.json)

.DEFAULT_GOAL := help
.PHONY: help gen assets build test test-neo4j test-neo4j-latest verify drift vet gotest node browser java lint fmt bench soak bench-national bench-peers fuzz clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

gen: ## Make all generated files again
	go generate ./...

assets: ## Compile the stylesheet of the NHS.UK frontend again (needs Node)
	go test ./web -run Stylesheet -update -count=1

build: ## Build the program into bin/
	go build -trimpath -o bin/ ./cmd/carejourney

test: ## The one test command: set up, check generated files, vet, all tests with the race detector, on a real Neo4j too
	@$(MAKE) --no-print-directory node browser java
	@$(MAKE) --no-print-directory drift
	@$(MAKE) --no-print-directory vet
	@$(MAKE) --no-print-directory gotest

test-neo4j: ## Run only the tests that ask a real Neo4j
	$(WITH_NEO4J) go test -timeout 40m $(NEO4J_PACKAGES)

test-neo4j-latest: ## Run them on the newest Neo4j, which needs Java 21 or later
	$(WITH_NEO4J) -version $(NEO4J_LATEST) go test -timeout 40m $(NEO4J_PACKAGES)

verify: lint test ## Lint and test

# Compares files and not commits, so it works in a tree with changes and without git.
FILES = find . -type f -not -path './.git/*' -not -path '*/node_modules/*' -not -path './bin/*' -not -path './.cache/*' -print0 | sort -z | xargs -0 cksum

drift:
	@echo "checking that generated files are what their sources say"
	@before=$$(mktemp) && after=$$(mktemp) && trap 'rm -f "$$before" "$$after"' EXIT && \
	$(FILES) > "$$before" && go generate ./... && $(FILES) > "$$after" && \
	{ diff "$$before" "$$after" || { echo "generated files were out of date; they are made again now: look at them and commit them"; exit 1; }; }

vet:
	go vet ./...
	@unformatted=$$(gofmt -l bench cmd graph internal journeys queries web) && [ -z "$$unformatted" ] || { echo "not formatted, run make fmt:"; echo "$$unformatted"; exit 1; }

gotest:
	@$(if $(RACE),,echo "no C compiler: running without the race detector")
	SOAK=$${SOAK:-60s} $(WITH_NEO4J) go test $(RACE) -p $(PACKAGES_AT_ONCE) -timeout 40m ./...

# A browser judges the pages, in letters as wide as Arial's. Debian's packages are installed where that can be done without asking.
browser:
	@if { command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null && fc-match Arial | grep -qi 'arial\|liberation'; then :; \
	elif command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
		apt-get update -q && apt-get install -y -q --no-install-recommends chromium fontconfig fonts-liberation || echo "Chromium could not be installed"; \
	else \
		echo "no Chromium, or no font as wide as Arial (fonts-liberation): the test that needs them will say that it is skipped, or fail"; \
	fi

# The database runs in a container where an engine answers, else with Java, from what Maven fetches.
java:
	@if docker info >/dev/null 2>&1 || command -v java >/dev/null && command -v mvn >/dev/null || [ -n "$$CAREJOURNEY_TEST_NEO4J_URI" ]; then :; \
	elif command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
		apt-get update -q && apt-get install -y -q --no-install-recommends openjdk-17-jre-headless maven || echo "Java could not be installed"; \
	fi

node:
	@if command -v npm >/dev/null; then \
		$(MAKE) --no-print-directory --keep-going $(NODE_PACKAGES) || echo "npm could not install; tests that need Node will say that they are skipped"; \
	else \
		echo "no Node: tests that need it will say that they are skipped"; \
	fi

# npm writes this file last, so it says which lock file the folder was installed from.
%/node_modules/.package-lock.json: %/package-lock.json
	cd $* && npm ci --no-audit --no-fund
	@touch $@

lint: ## Run the linters of .golangci.yml (the first run builds them, about a minute)
	go run $(LINT) run ./...

fmt: ## Format Go files as the linters want them
	go run $(LINT) fmt ./...

bench: ## Measure what docs/performance.md states, then run all benchmarks of single parts
	go run ./bench
	go run ./bench/pages 1000
	go test -run '^$$' -bench . -benchmem ./...

bench-national: ## Measure invented models of 1, 10 and 100 hundredths of a country, with ratios (about a minute, 4 GB)
	go run ./bench/national

bench-peers: ## Measure the program, on Neo4j and from memory, beside @neo4j/graphql and PostGraphile (ten minutes; BENCH_PEERS='-journeys 200')
	$(WITH_NEO4J) -measure bench/peers/run.sh $(BENCH_PEERS)

soak: ## Put two servers under load for SOAK (10m): readers, a writer, a folder that changes, aborted streams
	SOAK=$${SOAK:-10m} go test $(RACE) -run '^TestSoak$$' -timeout 60m -v ./internal/cli

fuzz: ## Run every fuzz test for a short while (FUZZTIME=10s)
	@grep -r --include='*_test.go' -o '^func Fuzz[A-Za-z0-9]*' . | sed 's|/[^/]*:func | |' | sort -u | \
	while read -r dir name; do \
		echo "$$name in $$dir"; \
		go test "$$dir" -run '^$$' -fuzz "^$$name\$$" -fuzztime $(FUZZTIME) || exit 1; \
	done

clean: ## Remove what was built or installed here
	rm -rf bin coverage.out $(NODE_PACKAGES:/.package-lock.json=)
