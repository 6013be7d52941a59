# Needs Python 3.11 or later with pip, and make. Everything else lands in .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(PYTHON) -m pip --disable-pip-version-check --python $(BIN)/python
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate

# ARGS go to pytest: make test ARGS="-k loop_back".
ARGS ?=
# WORKERS=0 runs the tests in one process.
WORKERS ?= auto
# UPGRADE=--upgrade makes `make lock` take newer versions.
UPGRADE ?=

# In a shell where .venv is activated, python3 is still the one outside: it makes .venv and has pip.
export PATH := $(subst $(CURDIR)/$(BIN):,,$(PATH))
# A --user setting for the outer pip makes no sense in a virtual environment.
export PIP_USER := 0
# The docs theme would advertise its successor at every build.
export NO_MKDOCS_2_WARNING := 1

# .venv counts only when it was finished in this very directory, starts, and no install was cut short.
SOUND := $(shell [ "$$(cat $(VENV)/.made 2>/dev/null)" = "$(CURDIR)" ] \
	&& [ ! -e $(VENV)/.installing ] && $(BIN)/python -c '' 2>/dev/null && echo yes)

.DEFAULT_GOAL := run
.NOTPARALLEL:
.PHONY: run setup dev test coverage check format bench mutation docs serve lock clean help rebuild

run: $(VENV)/.run ## take the tour: examples/tour.py (the default)
	@$(BIN)/python examples/tour.py

setup: $(VENV)/.run ## make .venv with what the library needs

dev: $(VENV)/.dev ## make .venv with what developers need

test: $(VENV)/.dev ## run the tests
	@$(BIN)/python -m pytest --no-header -n $(WORKERS) $(ARGS)

coverage: $(VENV)/.dev ## run the tests and show the lines and branches that none of them reached
	@$(BIN)/python -m pytest --no-header -n $(WORKERS) --cov --cov-report=term-missing $(ARGS)

check: $(VENV)/.dev ## format, lint, types, floors, spelling, house rules, docs
	@$(call quietly,ruff format,$(BIN)/ruff format --check --output-format concise .); \
	$(call quietly,ruff check,$(BIN)/ruff check --output-format concise .); \
	$(call quietly,mypy,$(BIN)/mypy); \
	$(call quietly,pyright,$(BIN)/basedpyright); \
	$(call quietly,import-linter,$(BIN)/lint-imports --no-logo); \
	$(call quietly,codespell,$(BIN)/codespell); \
	$(call quietly,repo-review,$(BIN)/repo-review --show err .); \
	$(call quietly,mkdocs,$(BIN)/mkdocs build --strict); \
	exit $${failed:-0}

format: $(VENV)/.dev ## format the code and mend what ruff can mend
	@$(BIN)/ruff format --quiet . && $(BIN)/ruff check --quiet --fix .

bench: $(VENV)/.dev ## run every benchmarks/bench_*.py
	@for file in $(sort $(wildcard benchmarks/bench_*.py)); do \
		echo "$$file" && $(BIN)/python "$$file" || exit; \
	done

mutation: $(VENV)/.dev ## break the engine and the reader in small ways; say what no test noticed (an hour)
	@[ -x $(BIN)/mutmut ] || $(BIN)/uv pip install --quiet --python $(BIN)/python --group mutation
	@HYPOTHESIS_PROFILE=mutation CI=true $(BIN)/mutmut run && $(BIN)/mutmut results

docs: $(VENV)/.dev ## build the documentation in site/
	@$(call quietly,mkdocs,$(BIN)/mkdocs build --strict); exit $${failed:-0}
	@echo "Open site/index.html"

serve: $(VENV)/.dev ## serve the documentation while you write it
	@$(BIN)/mkdocs serve

lock: $(VENV)/.made ## write the lock files again from pyproject.toml
	@$(COMPILE) $(UPGRADE) --output-file requirements.lock pyproject.toml >/dev/null
	@$(COMPILE) $(UPGRADE) --output-file requirements-dev.lock \
		--all-extras --group dev --constraints requirements.lock pyproject.toml >/dev/null

clean: ## remove everything that make made
	@rm -rf $(VENV) site dist .coverage .coverage.* .hypothesis .import_linter_cache \
		.mypy_cache .pytest_cache .ruff_cache mutants
	@find src tests examples benchmarks -name __pycache__ -exec rm -rf {} + 2>/dev/null || true

help: ## show this list
	@sed -n 's/^\([a-z]*\):[^#]*## /\1\t/p' $(firstword $(MAKEFILE_LIST)) | expand -t 10

# Runs a tool, shows what it printed only if it fails, and remembers that it did.
quietly = printf '%-14s' "$(1)"; if out=$$($(2) 2>&1); then echo ok; else failed=1; echo FAILED; echo "$$out"; fi

# Each stamp is written last, so that an interrupted step is taken again.

$(VENV)/.made: $(if $(SOUND),,rebuild)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed; this is " + sys.version)'
	@echo "Making $(VENV) ..."
	@rm -rf $(VENV)
	@$(PYTHON) -m venv --without-pip $(VENV)
	@$(PIP) install -qq "uv>=0.9,<1" || true
	@printf '%s' "$(CURDIR)" > $@

$(VENV)/.run: requirements.lock pyproject.toml $(VENV)/.made
	@echo "Installing requirements.lock ..."
	$(call install,requirements.lock)

$(VENV)/.dev: requirements-dev.lock pyproject.toml $(VENV)/.made
	@echo "Installing requirements-dev.lock ..."
	$(call install,requirements-dev.lock)

# uv is quick; where it cannot work (no wheel for the machine, an index or certificates that only pip is told of), pip
# can. What uv said of it is in .venv/uv.log: shown, it would look like a failure of what goes well in the end.
define install
	@touch $(VENV)/.installing
	@{ [ -x $(BIN)/uv ] && $(BIN)/uv pip install --quiet --python $(BIN)/python -r $(1) -e . 2>$(VENV)/uv.log; } \
		|| { echo "uv could not; pip takes longer."; $(PIP) install -qq -r $(1) -e .; }
	@rm $(VENV)/.installing
	@touch $@
endef
