# Everything a newcomer needs: `make run` opens the interface, `make test` runs the tests. Both set up a
# virtual environment of their own first, with uv where it is installed and pip where it is not.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PYTHON ?= python3
ARGS ?=

.PHONY: run test check test-engines oracle benchmark screenshots schema tables clean help

help: ## Show what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: $(READY) ## Open the terminal interface
	@$(BIN)/python -m advisor $(ARGS)

test: $(READY) ## Run the tests (those that need real engines are in test-engines)
	@$(BIN)/python -m pytest -n auto $(ARGS)

check: $(READY) ## Lint, types, import rules and the knowledge itself
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m advisor knowledge lint

test-engines: $(READY) ## Run the tests that need Docker, Ansible and other real tools, installing them where possible
	@.ci/engines
	@PATH="$(CURDIR)/$(BIN):$(CURDIR)/.venv-engines/bin:$$PATH" $(BIN)/python -m pytest -m engines -rsP --durations=10 \
	  -n 3 --dist loadgroup --no-loadscope-reorder $(ARGS)

oracle: $(READY) ## Hold the reasoning against an independent solver, at length
	@ORACLE_SCALE=20 HYPOTHESIS_PROFILE=default $(BIN)/python -m pytest -n auto tests/oracle tests/engine tests/loading $(ARGS)

benchmark: $(READY) ## Measure, and write the tables in benchmarks/
	@$(BIN)/python -m pip --version >/dev/null 2>&1 && $(BIN)/python -m pip install --quiet --group benchmark || uv sync --quiet --group benchmark
	@$(BIN)/python -m benchmarks $(ARGS)

screenshots: $(READY) ## Make the pictures in screenshots/ again
	@$(BIN)/python screenshots/make.py

schema: $(READY) ## Publish the schema of reports in docs/schema/ again
	@$(BIN)/python -m advisor knowledge schema report > docs/schema/report.schema.json

tables: $(READY) ## Write the tables in docs/artifacts.md again
	@PYTHONPATH=tests $(BIN)/python -m artifacts.static.table

clean: ## Remove everything that can be made again
	rm -rf .venv .venv-engines .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis dist build

# A virtual environment belongs to the path it was made in; pyproject.toml and uv.lock say what goes into it.
$(READY): pyproject.toml $(wildcard uv.lock)
	@if command -v uv >/dev/null 2>&1; then \
	  uv sync --quiet --python '>=3.11'; \
	else \
	  $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'Python 3.11 or later is needed; set PYTHON=...' >&2; exit 2; }; \
	  { [ -x $(BIN)/python ] || $(PYTHON) -m venv $(VENV); } && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1' && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev; \
	fi
	@touch $@
