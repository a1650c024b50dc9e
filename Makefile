# `make help` lists what there is. Python 3.11 to 3.13 is all the machine needs.
PYTHON ?= python3
BIN := $(if $(filter Windows_NT,$(OS)),.venv/Scripts,.venv/bin)
RUN := $(BIN)/python -m
STAMP := .venv/.installed
QUIET := --quiet --disable-pip-version-check

# The stamp holds the folder that it was written in: a clone that was moved is set up again.
ifneq ($(shell cat $(STAMP) 2>/dev/null),$(CURDIR))
$(shell rm -f $(STAMP) 2>/dev/null)
endif

.DEFAULT_GOAL := help
.PHONY: help env course lab

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' $(MAKEFILE_LIST)

env: $(STAMP) ## set up .venv with every pinned package (done once)

course: env ## run every notebook, end with a table
	@$(RUN) facelab run

lab: env ## open JupyterLab on the course
	@$(RUN) jupyterlab notebooks

-include develop.mk

# Written last: a set-up that was interrupted starts again, a finished one is never repeated.
$(STAMP): requirements.lock pyproject.toml
	@"$(PYTHON)" -c "import sys; sys.exit(0 if (3, 11) <= sys.version_info[:2] < (3, 14) else 'facelab needs Python \
	3.11 to 3.13, this is %d.%d.' % sys.version_info[:2])" \
		|| { echo "Name another Python, for example: make env PYTHON=python3.12"; exit 1; }
	@"$(PYTHON)" -c "import ensurepip" 2>/dev/null \
		|| { echo "This Python cannot make environments: on Debian and Ubuntu, install the package python3-venv."; exit 1; }
	@echo "Setting up .venv: one to five minutes, once …"
	@"$(PYTHON)" -m venv --clear .venv || { echo "Python cannot write .venv here: delete it and try again."; exit 1; }
	@sed -n '/^uv==/,/[^\\]$$/p' requirements.lock > .venv/uv.txt  # its own lines, hashes included
	@$(RUN) pip install $(QUIET) --require-hashes -r .venv/uv.txt
	@$(RUN) uv pip install --quiet --no-config --python $(BIN)/python --compile-bytecode --no-deps --require-hashes -r requirements.lock \
		|| { echo "uv could not get the packages (it does not read pip's settings); pip tries, which takes longer …"; \
		$(RUN) pip install $(QUIET) --no-deps --require-hashes -r requirements.lock; }
	@$(RUN) pip install $(QUIET) --no-deps --no-build-isolation --editable .
	@printf '%s\n' "$(CURDIR)" > $@
