# `make help` lists what there is. Python 3.11 to 3.13 is all the machine needs.
PYTHON ?= python3
BIN := $(if $(filter Windows_NT,$(OS)),.venv/Scripts,.venv/bin)
STAMP := .venv/.installed

.DEFAULT_GOAL := help
.PHONY: help env course test lab lint lock

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' Makefile

env: $(STAMP) ## set up .venv with every pinned package (done once)

course: env ## run every notebook, end with a table
	@$(BIN)/facelab run

test: lint ## lint, tests, doctests and the notebooks as tests
	@$(BIN)/python -m pytest

lab: env ## open JupyterLab on the course
	@$(BIN)/jupyter lab notebooks

lint: env ## formatter, linter, type checker
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

lock: env ## pin the newest packages that pyproject.toml allows
	$(BIN)/uv pip compile --upgrade --universal --python-version 3.11 --extra dev --generate-hashes \
		--no-emit-index-url --no-header --quiet pyproject.toml -o requirements.lock

# A stamp, written last: an interrupted set-up starts again, a finished one is never repeated.
$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c "import sys; sys.exit(0 if (3, 11) <= sys.version_info[:2] < (3, 14) else 'facelab needs Python \
	3.11 to 3.13, this is %d.%d: name one with  make PYTHON=python3.12' % sys.version_info[:2])"
	@echo "Setting up .venv: about two minutes, once …"
	@$(PYTHON) -m venv --clear .venv || { echo "python3 -m venv failed: on Debian and Ubuntu, install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
