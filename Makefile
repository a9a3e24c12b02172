# What CI runs is what a person runs.
#   make setup     install what is missing (Debian and PyPI packages)
#   make run       build, and start a demonstration node on localhost
#   make test      every test; ROOM=Matching for one room and what it stands on
#   make format    the code as .swift-format wants it
#   make check     a build without warnings, and every test
#   make bench     timings, as ratios where there is a reference;  make figures writes docs/figures
#   make fuzz      a minute of mutated documents;  make chip  a simulated passport read by a program of its own
#   make docs      the door pages, an archive a room, in .build/docs
SWIFT_FLAGS = -c release -j 2
TEST_FLAGS  = $(SWIFT_FLAGS) --disable-testable-imports
SERAI       = .build/release/serai
PYTHON      = .build-python/bin/python

.PHONY: setup run build test browser chip fuzz format check bench figures docs clean

setup:
	@Scripts/setup.sh

build:
	@echo "Building Serai (the first time takes some minutes)…"
	@swift build $(SWIFT_FLAGS) --product serai

run: setup build
	@exec $(SERAI) demo

ifdef ROOM
test:
	SERAI_ROOM=$(ROOM) swift test $(TEST_FLAGS) --scratch-path .build-room --filter $(ROOM)Tests
else
test: setup
	swift format lint --strict -r Sources Tests Package.swift
	swift build $(SWIFT_FLAGS) --build-tests
	swift test $(TEST_FLAGS) --skip-build --no-parallel --skip ScenarioTests
	swift test $(TEST_FLAGS) --skip-build --filter ScenarioTests
	@$(MAKE) --no-print-directory browser
endif

browser: setup build
	$(PYTHON) -m pytest -q --timeout=120 Tests/Browser

chip: setup build
	$(PYTHON) Tests/Chip/read_passport.py $(SERAI) bac
	$(PYTHON) Tests/Chip/read_passport.py $(SERAI) pace

fuzz:
	Scripts/fuzz.sh

format:
	swift format -i -r Sources Tests Package.swift

check: setup
	@swift build $(SWIFT_FLAGS) --build-tests 2>&1 | tee .build/check.log | tail -n 3
	@if grep -E '(Sources|Tests)/.*warning:' .build/check.log; then echo "warnings above"; exit 1; fi
	@$(MAKE) --no-print-directory test

bench: build
	@$(SERAI) bench

figures: build
	@Scripts/figures.sh

docs: build
	@Scripts/docs.sh

clean:
	rm -rf .build .build-room .build-python
