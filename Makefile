# Jingwei 经纬. Two commands for newcomers:
#   make run    set up, build the sample library, serve API and page on http://127.0.0.1:8000
#   make test   format check, lint, types, tests
# Both can be repeated at will; what is up to date is not done again.

PYTHON  ?= python3
PORT    ?= 8000
LIBRARY ?= library
VENV    := .venv
BIN     := $(VENV)/bin
STAMP   := $(VENV)/.installed

.PHONY: run test lint format bench clean help
.DEFAULT_GOAL := help

help:
	@sed -n '1,4s/^# \{0,1\}//p' Makefile

run: $(STAMP)
	$(BIN)/jingwei build corpus --library $(LIBRARY)
	$(BIN)/jingwei serve --library $(LIBRARY) --port $(PORT)

test: lint
	$(BIN)/python -m pytest

lint: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(STAMP)
	$(BIN)/python -m pytest tests/benchmarks --override-ini testpaths=tests/benchmarks -s

# The stamp is written last: an installation cut short is repeated.
$(STAMP): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Jingwei needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1)." \
	         "Name another: make run PYTHON=python3.12" >&2; exit 1; }
	@echo "Installing into $(VENV): about 2 GB, once"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

clean:
	rm -rf $(VENV) $(LIBRARY) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
