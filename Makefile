# `make demo`: examples -> graph -> picture.  `make test`: everything.  Both work on a bare clone.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
HUIYI := $(BIN)/huiyi
DEMO := build/demo
export PYTHONUTF8 := 1

.PHONY: help install fast demo check test neo4j clean
help: ## this list
	@grep -E '^[a-z0-9]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "huiyi needs Python 3.11 or newer: make PYTHON=python3.12 …" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.core: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) install -c constraints.txt -e .
	@touch $@

$(VENV)/.all: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) install -c constraints.txt -e '.[test]'
	@touch $@ $(VENV)/.core

install: $(VENV)/.all ## the environment, with everything that the tests need

fast: $(VENV)/.core ## the same, with the reader compiled (needs a C compiler, two minutes); `make install` goes back
	@rm -rf build/wheel
	HUIYI_COMPILE=1 $(PIP) wheel . --no-deps -w build/wheel
	$(PIP) install --force-reinstall --no-deps build/wheel/huiyi-*.whl
	@rm -f $(VENV)/.core $(VENV)/.all

demo: $(VENV)/.core ## the example reports become a graph and a picture, in build/
	@rm -rf $(DEMO) && mkdir -p build
	$(HUIYI) extract examples/reports -o build/records.jsonl --rejected build/rejected.jsonl
	$(HUIYI) load build/records.jsonl --graph $(DEMO) --rejected build/rejected.jsonl
	$(HUIYI) query career -p official=沈砚秋 --graph $(DEMO)
	$(HUIYI) query attended_chaired_by -p official=梁景和 --graph $(DEMO)
	$(HUIYI) query heads_of_group -p group=桐浦区委城市更新工作领导小组 --graph $(DEMO)
	$(HUIYI) view -o build/graph.html --graph $(DEMO)
	@echo
	@echo "build/records.jsonl  what was read, one record a line"
	@echo "build/graph.html     the picture: open it in a browser, click on a person"
	@echo "$(HUIYI) query --list   more questions; add --graph $(DEMO)"

check: $(VENV)/.all ## lint, format, types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: $(VENV)/.all ## everything, on a real Neo4j and a real browser (installs what is missing, where it may)
	BIN=$(BIN) bash tests/run.sh

neo4j: $(VENV)/.all ## a real Neo4j in the foreground, for trying things by hand
	$(BIN)/python -m tests.neo4j_server

clean: ## away with what was built (not the environment)
	rm -rf build
