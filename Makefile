# `make` lists the commands. `setup` is implied by the others.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
SAMPLES := samples/workday
PORT ?= 8000
EVERY ?= 3

.DEFAULT_GOAL := help
.PHONY: help setup demo demo-files test check fix bench fuzz laws office docs expect harmless polluted calibration lock \
	lint lint-format lint-code lint-types lint-imports lint-catalogue lint-docs

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(STAMP) ## install everything into .venv

$(STAMP): requirements-dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed; say which one with PYTHON=..."; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-dev.txt
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@$(BIN)/ledgerlift catalogue > /dev/null # compiles the catalogue, so that the first file is read as fast as the next
	@touch $@

demo: demo-files ## turn the bundled exports into a workbook, then start the portal and the link journey (Ctrl-C ends it)
	@$(BIN)/ledgerlift serve --demo --port $(PORT)

demo-files: setup
	@$(BIN)/ledgerlift run $(SAMPLES)/suppliers.xlsx $(SAMPLES)/bills.xlsx $(SAMPLES)/payments.xlsx $(SAMPLES)/direct-costs.csv \
		--software workday --company "Calloway Ridge Manufacturing Inc" --base-currency USD --out out/demo

test: setup ## run every test
	@$(BIN)/pytest --quiet --numprocesses auto --dist loadfile --no-loadscope-reorder

check: lint test ## what the continuous integration runs: lint, then test

lint: lint-format lint-code lint-types lint-imports lint-catalogue lint-docs ## format, lint, types, imports, catalogue, generated pages

lint-format: setup
	@$(BIN)/ruff format --check --quiet

lint-code: setup
	@$(BIN)/ruff check --quiet

lint-types: setup
	@$(BIN)/mypy --no-error-summary

lint-imports: setup
	@$(BIN)/lint-imports --no-cache > .venv/lint-imports.txt || { cat .venv/lint-imports.txt; exit 1; }

lint-catalogue: setup
	@$(BIN)/python -m ledgerlift.catalogue.check

lint-docs: setup
	@$(BIN)/python -m tools.docs --check

fix: setup ## format the code and mend what can be mended
	@$(BIN)/ruff check --fix --quiet || true
	@$(BIN)/ruff format --quiet

bench: setup ## speed and memory, as ratios to a floor measured in the same run
	@$(BIN)/python -m benchmarks

fuzz: setup ## damage golden exports at random and read them; FILES=100000, SEED=1
	@$(BIN)/python -m tools.fuzz --files $(or $(FILES),100000) --seed $(or $(SEED),1)

laws: setup ## try the property tests with examples that the suite does not try; SEED=1 for the same ones again
	@$(BIN)/pytest --quiet --numprocesses auto -m hypothesis --hypothesis-profile=search --hypothesis-seed=$(or $(SEED),random)

office: setup ## open every report in LibreOffice and draw its pages into out/office, to be looked at
	@$(BIN)/python -m tools.office out/office

docs: setup ## write the reference pages again from the code
	@$(BIN)/python -m tools.docs

expect: setup ## write the golden exports and their answers again; CASE=xero for one software
	@$(BIN)/python -m tools.samples $(if $(CASE),--only $(firstword $(subst /, ,$(CASE))))

harmless: setup ## change golden exports in harmless ways (EVERY=1 for all of them), and count those that give the same records
	@$(BIN)/python -m tools.harmless --every $(EVERY)

polluted: setup ## write clean tables badly (EVERY=1 in all ways), and count the cells that come back
	@$(BIN)/python -m tools.polluted --every $(EVERY)

calibration: setup ## how often columns of the golden exports are right, by the confidence they were given with
	@$(BIN)/python -m tools.calibration

lock: setup ## write the hashed lock files again from pyproject.toml
	@$(BIN)/uv pip compile pyproject.toml --extra server --universal --python-version 3.11 --generate-hashes \
		--no-header --no-annotate --quiet --output-file requirements.txt
	@$(BIN)/uv pip compile pyproject.toml --extra server --extra dev --universal --python-version 3.11 --generate-hashes \
		--no-header --no-annotate --quiet --output-file requirements-dev.txt
