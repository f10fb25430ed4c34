# What a developer runs; `make check` is what CI holds.
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: check lint types imports test score bench screenshots

check: lint types imports test

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types:
	$(BIN)/mypy --strict

imports:
	$(BIN)/lint-imports

test:
	$(BIN)/pytest

# How well entries are found: READTUI_TRUTH and READTUI_LOGS say where the truth and its posts are.
score:
	$(BIN)/python benchmarks/score.py

# Every budget beside its figure. `make bench ONLY="keys editor"` measures some of them.
bench:
	$(BIN)/python -m benchmarks $(ONLY)

screenshots:
	$(BIN)/python screenshots/take.py
