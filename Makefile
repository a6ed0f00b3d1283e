# Everything is relative to this folder, so that any folder name works.
# `make e2e` does the main job, `make test` checks the suite itself; `make help` lists the rest.

PYTHON ?= python3
PY := .venv/bin/python
# Options: BROWSERS="chromium firefox", TESTS="e2e/auth", WORKERS=4 (0: in one process), ARGS="any option of pytest".
BROWSERS ?=
TESTS ?= e2e
WORKERS ?= 2
ARGS ?=
RESULTS := allure-results
TEST ?=
OPERATION ?=
MUTATION ?= lost
N ?= 20
PORT ?= 0
USERS ?= 100
DURATION ?= 60
RATE ?= 50
BASE_URL ?=
ACCOUNTS ?=
RUN ?=

comma := ,
ENGINES := $(subst $(comma), ,$(BROWSERS))
BROWSER_OPTIONS := $(foreach engine,$(ENGINES),--browser $(engine))
UV := 0.13.9

# Tests of the machinery start runs of their own: where the machine's settings forbid to keep what Python has compiled,
# each of them would compile (and pytest rewrite) it all again, a quarter of its work.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: e2e test load doctor sweep lint types imports workflow unit authorisation conformance drawn scale pictures smoke serve report trace merge alone flake prove proof-table setup lock clean help

e2e: setup ## the suite on the default engines, scorecard, Allure report; non-zero when the gate fails
	@find "$(RESULTS)" -mindepth 1 ! -name README.md -delete
	@status=0; \
	$(PY) -m pytest $(TESTS) $(BROWSER_OPTIONS) -n $(WORKERS) \
		--alluredir="$(RESULTS)" $(ARGS) || status=$$?; \
	if [ $$status -gt 1 ]; then exit $$status; fi; \
	$(PY) -m tools.report --append || { [ $$status -ne 0 ] || status=1; }; \
	if [ $$status -ne 0 ]; then echo "            make trace   (the last failure, step by step)"; fi; \
	exit $$status

test: lint types imports workflow unit smoke ## the checks of the suite itself, then a browser smoke

lint: setup
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

types: setup
	$(PY) -m mypy .

imports: setup
	.venv/bin/python .venv/bin/lint-imports

workflow: setup
	.venv/bin/zizmor --offline --pedantic --no-progress --color never .github
	$(PY) -m check_jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(PY) -m check_jsonschema --builtin-schema custom.github-workflows-require-timeout .github/workflows/*.yml

# Tests of milliseconds and tests of half a minute: an idle worker takes from the busy one.
unit: setup
	$(PY) -m pytest tests tests/conformance/test_matrix.py --ignore tests/conformance --ignore tests/drawn -m "not in_browser" -n $(WORKERS) --dist worksteal $(ARGS)
	$(PY) -m pytest tests --ignore tests/conformance --ignore tests/drawn -m in_browser -n $(WORKERS) --dist worksteal $(ARGS)

conformance: setup ## what each engine can do: measure the capability matrix anew (BROWSERS=webkit; takes minutes an engine)
	$(PY) -m tests.conformance.matrix $(patsubst webkit,webkitgtk,$(ENGINES))
	$(PY) -m pytest tests/conformance/test_webkitgtk.py --browser webkit $(ARGS)

load: setup ## 100 users at once for a minute, on an application of their own (USERS= DURATION= RATE=)
	@mkdir -p reports
	@$(PY) -m load --users $(USERS) --seconds $(DURATION) --rate $(RATE)

authorisation: setup ## who may do what: every operation asked by every role; a whole run of the suite asks it, too
	@mkdir -p reports
	@$(PY) -m tests.authorisation.table --out reports/authorisation.json

drawn: setup ## 200 random schedules drawn and read back, and 1,000 works (BROWSERS=firefox; takes minutes an engine)
	$(PY) -m pytest tests/drawn $(BROWSER_OPTIONS) -n $(WORKERS) --reports .run/drawn $(ARGS)

scale: setup ## 50 to 5,000 works: ratios, response times, documents, for the scorecard (about 7 minutes with three engines)
	@mkdir -p reports
	@$(PY) -m load.scale
	$(PY) -m pytest tests/drawn/test_scale.py $(BROWSER_OPTIONS) -n 0 --reports .run/scale --scale reports/scale.json $(ARGS)

pictures: setup ## store what pages and documents look like now; look at them before you commit (BROWSERS=firefox)
	$(PY) -m pytest e2e/schedule/test_pictures.py --renew-pictures $(BROWSER_OPTIONS) -n $(WORKERS) \
		--reports .run/pictures $(ARGS)
	STORE_PICTURES=1 $(PY) -m pytest tests/app/exports/test_look.py
	@git status --short -- '*.png'

smoke: setup
	$(PY) -m pytest e2e -m smoke $(BROWSER_OPTIONS) -n $(WORKERS) --reports .run/smoke $(ARGS)

serve: setup ## the application running with its data until Ctrl-C: address and accounts (PORT=)
	@$(PY) -m tools.serve --port $(PORT)

report: setup ## build the Allure report of the last run again
	@$(PY) -m tools.report

trace: setup ## the last failure's trace
	@$(PY) -m tools.trace

merge: setup ## one report and one scorecard of several runs: merge/results-*/ -> merge/site/ (as CI does)
	@$(PY) -m tools.merge merge

alone: setup ## each test in a process and with an application of its own: does it need its neighbours? (BROWSERS= TESTS= WORKERS=)
	@$(PY) -m tools.alone $(TESTS) --at-once $(WORKERS) -- $(BROWSER_OPTIONS) $(ARGS)

flake: setup ## one test many times: make flake TEST=e2e/...::test_... N=20
	@test -n "$(TEST)" || { echo "make flake TEST=e2e/...::test_... N=20"; exit 2; }
	@$(PY) -m pytest "$(TEST)" -p tools.flake --repeat $(N) $(BROWSER_OPTIONS) -n $(WORKERS) --reports .run/flake \
		--tracing retain-on-failure $(ARGS)

prove: setup ## lose each claimed write once: does its test notice? (OPERATION=, MUTATION=all)
	@$(PY) -m pytest $(TESTS) --prove-writes=$(MUTATION) $(foreach id,$(OPERATION),--prove-operation $(id)) $(BROWSER_OPTIONS) \
		-n $(WORKERS) $(ARGS)

proof-table: setup ## the last proof as a table in Markdown, also by the browser's side: reports/proof-DATE.md
	@$(PY) -m scorecard.columns reports/proof.json --browser reports/proof-browser.json > reports/proof-$$(date +%F).md

doctor: setup ## is a deployment ready for a run, and what is to be done: BASE_URL=https://... ACCOUNTS=FILE
	@test -n "$(BASE_URL)" || { echo "make doctor BASE_URL=https://... ACCOUNTS=FILE"; exit 2; }
	@$(PY) -m tools.doctor --base-url "$(BASE_URL)" $(if $(ACCOUNTS),--accounts "$(ACCOUNTS)")

sweep: setup ## remove what a broken run left on a deployment: BASE_URL=https://... ACCOUNTS=FILE (RUN=1a2b3c)
	@test -n "$(BASE_URL)" || { echo "make sweep BASE_URL=https://... ACCOUNTS=FILE RUN=1a2b3c"; exit 2; }
	@$(PY) -m pytest e2e --base-url "$(BASE_URL)" $(if $(ACCOUNTS),--accounts="$(ACCOUNTS)") \
		--sweep$(if $(RUN),=$(RUN)) --allow-writes $(ARGS)

setup: ## make this machine ready (every target does it first)
	@$(PYTHON) -m setup --engines "$(ENGINES)"

lock: setup ## pin the newest versions that requirements/suite.in and package.json allow
	$(PYTHON) -m venv .run/lock
	.run/lock/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV)
	.run/lock/bin/python -m uv pip compile --upgrade --generate-hashes --python-version 3.11 \
		--custom-compile-command "make lock" requirements/suite.in --output-file requirements/suite.txt
	PATH=".venv/bin:$$PATH" $(PY) .venv/bin/npm install --package-lock-only --ignore-scripts --no-audit --no-fund

clean: ## remove what runs leave; the environment stays (rm -rf .venv node_modules takes that too)
	@rm -rf reports test-results merge .run .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find allure-results -mindepth 1 ! -name README.md -delete

help: ## this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## /{printf "  make %-13s %s\n", $$1, $$2}' Makefile
	@echo 'Options: BROWSERS="chromium firefox"  TESTS=e2e/auth  WORKERS=2  ARGS="-k total --headed"'
