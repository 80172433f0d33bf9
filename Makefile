# Two commands: `make run` serves the example programme, `make test` checks everything.
# They need Python 3.11 or newer and make; the rest is installed into .venv.

.DEFAULT_GOAL := help
.PHONY: help run test coverage long bench lock clean
.DELETE_ON_ERROR:

PORT ?= 8000

help:
	@echo "make run    serve the example programme on http://localhost:$(PORT) (another port: PORT=8001)"
	@echo "make test   lint, types and every test: SQLite, PostgreSQL and a real browser"
	@echo "make coverage  how much of the program the tests go through, which is to be 95 %"
	@echo "make long   the full matrix, which takes its time"
	@echo "make bench  measure the pages, on both databases"
	@echo "make lock   renew requirements.txt and requirements-dev.txt from pyproject.toml"
	@echo "make clean  remove what the commands made, but never the database in instance/"

run: .venv/installed
	@.ci/serve $(PORT)

test: .venv/installed-for-tests
	@.ci/test

coverage: .venv/installed-for-tests
	@.ci/coverage

long: .venv/installed-for-tests
	@.ci/long

bench: .venv/installed-for-tests
	@.venv/bin/python -m tests.bench

lock: .venv/installed-for-tests
	@.ci/lock

clean:
	rm -rf .venv .coverage .coverage.* htmlcov build dist
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find logbook tests -type d -name __pycache__ -prune -exec rm -rf {} +

# The time stamps make a second run start at once.
.venv/installed: requirements.txt .ci/install
	@.ci/install requirements.txt
	@touch $@

.venv/installed-for-tests: requirements-dev.txt .ci/install
	@.ci/install requirements-dev.txt
	@touch $@
