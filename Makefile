# Needs Python 3.11+ and make, nothing else. `make help` lists what there is.
# Another Python: make PYTHON=/path/to/python3.12 demo

RECENT := -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p $(RECENT) && echo $$p && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
LOCK := .venv/lock/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header $(UPGRADE)
PAGE := 'bot/**/*.js' 'bot/**/*.css'
WORKERS ?= 4
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help demo run doctor test check lint types format soak bench clients pictures schema migration lock clean

help: ## list these commands
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | while IFS="	" read -r name text; do \
		printf '  make %-9s %s\n' "$$name" "$$text"; done

demo: .venv/.runtime ## try Laurel on a sample community, without a token
	@$(BIN)/python -m bot demo

run: .venv/.runtime ## run Laurel on Discord (DISCORD_TOKEN in the environment or .env)
	@$(BIN)/python -m bot run

doctor: .venv/.runtime ## say what is missing before Laurel can run
	@$(BIN)/python -m bot doctor

test: .venv/.dev ## run the tests (some of them: make test ARGS="tests/services -k claim")
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

check: lint types test ## everything that must hold before a change is merged

lint: .venv/.dev ## formatting, style, and who may import whom
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/oxfmt --check $(PAGE)
	$(BIN)/oxlint --quiet bot

types: .venv/.dev ## types
	$(BIN)/mypy

format: .venv/.dev ## format the code and mend what can be mended
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .
	$(BIN)/oxlint --fix --quiet bot
	$(BIN)/oxfmt $(PAGE)

soak: .venv/.dev ## the long tests
	$(BIN)/python -m pytest -m soak --timeout 3600 $(ARGS)

bench: .venv/.dev ## measure (beside an older commit: make bench BASE=1ac209b; only whether it runs: QUICK=1)
	@$(BIN)/python -m tests.benchmarks $(if $(BASE),--base $(BASE)) $(if $(QUICK),--quick) $(ARGS)

clients: .venv/.dev ## try other client libraries on the local Discord
	@$(BIN)/python -m tests.clients $(ARGS)

migration: .venv/.dev ## draft one from what the tables have become: make migration m="why"
	@[ -n "$(m)" ] || { echo 'Say why: make migration m="why"'; exit 1; }
	@$(BIN)/python -m db.draft_migration "$(m)"

schema: .venv/.runtime ## write the schema of workflow files and docs/workflows.md anew
	@PYTHONPATH=. $(BIN)/python docs/write_workflow_schema.py
	@PYTHONPATH=. $(BIN)/python docs/write_workflow_docs.py

pictures: .venv/.dev ## take the pictures of the README and of docs/tour.md anew (with Chromium)
	@PYTHONPATH=. $(BIN)/python docs/draw_pictures.py

lock: .venv/.made ## pin the dependencies of pyproject.toml (newest: make lock UPGRADE=--upgrade)
	@$(BIN)/python -m venv .venv/lock
	@.venv/lock/bin/python -m pip --quiet --disable-pip-version-check install uv
	$(LOCK) --output-file requirements.txt
	$(LOCK) --extra dev --constraint requirements.txt --output-file requirements-dev.txt

clean: ## remove the virtual environment and caches (never data/)
	rm -rf .venv .clients .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/.made:
	@[ -n "$(PYTHON)" ] || { echo "Laurel needs Python 3.11 or newer, and found none." \
		"Install it, or name one: make PYTHON=/path/to/python3 …"; exit 1; }
	@$(PYTHON) $(RECENT) || { echo "Laurel needs Python 3.11 or newer;" \
		"$(PYTHON) is $$($(PYTHON) --version 2>/dev/null || echo "not to be found")."; exit 1; }
	@echo "Setting up .venv with $$($(PYTHON) --version), only this once."
	@$(PYTHON) -m venv .venv || { echo "Python could not make a virtual environment;" \
		"on Debian and Ubuntu, install the package python3-venv."; exit 1; }
	@touch $@

.venv/.runtime: .venv/.made requirements.txt
	@echo "Installing $$(grep -c == requirements.txt) pinned packages (about a minute)."
	@$(PIP) install --require-hashes -r requirements.txt
	@touch $@

# Holds everything that .runtime does, so that need not be installed again.
.venv/.dev: .venv/.made requirements.txt requirements-dev.txt
	@echo "Installing $$(grep -c == requirements-dev.txt) pinned packages (about a minute)."
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@touch .venv/.runtime $@
