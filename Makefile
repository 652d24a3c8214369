# Each target makes the virtual environment when there is none. Another interpreter: make test PYTHON=python3.12
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test search docs bench density digests clean

help:  ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/make \1\t\2/' | expand -t 14

demo: $(VENV)/.installed  ## resolve the example corpus and show what came out
	@$(BIN)/python examples/demo.py

# DuckDB plans a statement with many small allocations: where glibc keeps more of them at hand and gives
# less back, small ledgers take a tenth less time. Elsewhere the variable is not read.
KEEP := GLIBC_TUNABLES=glibc.malloc.tcache_count=2000:glibc.malloc.trim_threshold=1073741824:glibc.malloc.mmap_threshold=1073741824:glibc.malloc.top_pad=67108864

# pytest comes last: its summary is the last line. It builds the docs and runs the code in them.
test: $(VENV)/.installed-tools  ## lint, check types and directions, run the tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(KEEP) $(BIN)/pytest -n 2 --dist worksteal

# As many as there is time for: make search HISTORIES=200. Properties whose examples are heavy, and
# of which `make test` tries few, are tried many times, and the shipped models are trained anew.
HISTORIES ?= 2000
SEARCH := $(KEEP) HISTORIES=$(HISTORIES) $(BIN)/pytest --hypothesis-profile=search --retrain -m search
search: $(VENV)/.installed-tools  ## look for a history that breaks a promise: hours, and what fails is tried first again
	$(SEARCH) tests/pipeline/test_histories.py
	$(SEARCH) -n 2 --deselect tests/pipeline/test_histories.py

docs: $(VENV)/.installed-tools  ## build the documentation into .site/
	NO_MKDOCS_2_WARNING=true $(BIN)/mkdocs build --strict --config-file .mkdocs.yml

# About ten minutes. BENCH='--sizes 1000 3000 10000' measures other sizes, BENCH=--big the largest, for hours.
bench: $(VENV)/.installed-tools  ## measure speed, memory and size, and write docs/explanation/performance.md
	$(BIN)/python tests/benchmarks/performance.py docs/explanation/performance.json --page docs/explanation/performance.md $(BENCH)

digests: $(VENV)/.installed-tools  ## resolve several corpora and say which exported rows changed
	@$(BIN)/python tests/net/digests.py run .digests
	@$(BIN)/python tests/net/digests.py compare tests/net .digests

density: $(VENV)/.installed-tools  ## print how dense the code is, beside what it may be
	@$(BIN)/python tests/density.py

clean:  ## remove the virtual environment and whatever was built or cached
	rm -rf $(VENV) .site .digests dist build *.egg-info .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)

# Editable, so that only a change of pyproject.toml asks for another installation.
$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(PIP) install --editable .
	@touch $@

$(VENV)/.installed-tools: pyproject.toml | $(BIN)/python
	$(PIP) install --editable '.[test,docs]'
	@touch $@ $(VENV)/.installed
