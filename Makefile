# Two commands set everything up on a fresh machine: make demo, make test.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DEMO ?= build/demo-record

.PHONY: demo test lint format benchmark clean help

help:  ## list the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

$(READY): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Multivector needs Python 3.11 or newer; set PYTHON=...") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $(READY)

demo: $(READY)  ## code the sample articles into a record and print the latest of what was found
	rm -rf $(DEMO)
	$(BIN)/multivector code samples/ru samples/en --to $(DEMO)
	$(BIN)/multivector show $(DEMO) --limit 40
	@echo
	@echo 'These are the latest 40; $(BIN)/multivector show $(DEMO) shows all of them.'
	@echo 'With whom Kazakhstan acts: $(BIN)/multivector vectors KAZ $(DEMO); the record as a web site: $(BIN)/multivector serve $(DEMO)'
	@echo 'The Kazakh articles in samples/kk are not coded: they wait for the Kazakh parser.'

test: $(READY)  ## run the tests
	$(BIN)/python -m pytest

lint: $(READY)  ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(READY)  ## put the code into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

benchmark: $(READY)  ## measure speed (needs ../shared)
	$(BIN)/python benchmarks/speed.py

clean:  ## remove what was built
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache
