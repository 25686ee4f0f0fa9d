# One command per need; `make help` lists them. Everything runs in .venv, which is made when it is missing.

PYTHON ?= python3
BIN := .venv/bin
M ?=
T ?=
S ?=
HTML ?=

.DEFAULT_GOAL := help
.PHONY: help grade watch build verify verify-full release notebook docs test test-fast \
	test-notebooks bench lint format lock clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.venv/installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || \
		{ echo "Python 3.11, 3.12 or 3.13 is needed. Name one: make PYTHON=python3.11 ..."; exit 2; }
	@echo "Setting up .venv (once; torch takes a minute) ..."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[torch,gymnasium]'
	@touch $@

.venv/installed-dev: .venv/installed
	@echo "Adding the development tools ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[torch,gymnasium,otter,cluster,dev]'
	@touch $@

grade: .venv/installed  ## grade assignments/; M=module, T=task, S=path of another submission, HTML=file for a page
	@$(BIN)/autograder grade $(if $(S),"$(S)",$(if $(M),"assignments/$(M)",)) \
		$(if $(S),$(if $(M),--module $(M),),) $(if $(T),--task $(T),) $(if $(HTML),--html "$(HTML)",)

watch: .venv/installed  ## grade again whenever a file is saved; M=module, T=task
	@$(BIN)/autograder watch $(if $(M),"assignments/$(M)") $(if $(T),--task $(T))

build: .venv/installed  ## write assignments/ from solutions/
	@$(BIN)/autograder build $(M)

verify: .venv/installed-dev  ## prove that every module's checks are strict and fair
	@$(BIN)/autograder verify $(M)

verify-full: .venv/installed-dev  ## measure strictness and fairness, some minutes a module; M=module, CHANGED=1
	@$(BIN)/autograder verify --full $(if $(CHANGED),--changed) $(M)

release: .venv/installed  ## zips for students, staff and Gradescope in dist/; M=module
	@$(BIN)/autograder release $(M)

notebook: .venv/installed-dev  ## modules as notebooks in dist/, through otter-grader; M=module
	@$(BIN)/autograder release --notebook $(M)

docs: .venv/installed-dev  ## write the generated pages and pictures, most of them from real runs
	@$(BIN)/autograder docs
	@for script in docs/pictures/make_*.py; do $(BIN)/python $$script || exit 1; done
	@$(BIN)/python docs/make_verdicts.py
	@$(BIN)/python docs/make_attacks.py
	@$(BIN)/python docs/make_modules.py
	@$(BIN)/python docs/make_diagnosis.py
	@UPDATE=1 $(BIN)/python -m pytest -q tests/authoring/test_slips.py

test: .venv/installed-dev lint  ## everything that CI runs
	@$(BIN)/autograder docs --check
	@$(BIN)/autograder build --check
	@$(BIN)/autograder verify
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile -m "not alone"
	@$(BIN)/python -m pytest -q -m alone

test-fast: .venv/installed-dev  ## the tests to run while working
	@$(BIN)/python -m pytest -q -m "not slow"

test-notebooks: .venv/installed-dev  ## every module as a notebook, graded by otter; some minutes
	@NOTEBOOKS=all $(BIN)/python -m pytest -q tests/notebook/test_otter_modules.py tests/notebook/test_otter_fresh.py

bench: .venv/installed-dev  ## measure speed and memory against other ways, on an idle machine; QUICK=1
	@$(BIN)/python benchmarks/run.py $(if $(QUICK),--quick)

lint: .venv/installed-dev  ## style and types
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check autograder tests solutions
	@$(BIN)/mypy

format: .venv/installed-dev  ## put the code in the house's form
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format --quiet autograder tests solutions

# One lock for all that grading needs on Gradescope, with hashes, for every Python that we support.
# torch stays out: which of its wheels is right is decided by a course's pip_index.
LOCKS := autograder/gradescope/image/requirements
GRADING := numpy pydantic pytest pyyaml
UV := .venv/lock/bin/uv
LOCK = $(UV) pip compile - --quiet --no-config --universal --python-version 3.11 \
	--fork-strategy fewest --only-binary :all: --no-emit-package colorama --generate-hashes \
	--no-annotate --upgrade --custom-compile-command "make lock (from $(1))" \
	--output-file $(LOCKS)/$(2).txt

lock:  ## pin anew what the Gradescope image installs
	@$(PYTHON) -m venv .venv/lock
	@.venv/lock/bin/python -m pip install --quiet --disable-pip-version-check uv
	@printf '%s\n' $(GRADING) | $(call LOCK,$(GRADING),base)
	@printf '%s\n' $(GRADING) gymnasium | \
		$(call LOCK,$(GRADING) gymnasium,gymnasium) --constraint $(LOCKS)/base.txt

clean:  ## remove .venv and caches
	rm -rf .venv .pytest_cache .ruff_cache .mypy_cache build *.egg-info
