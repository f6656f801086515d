# Every verb of the project. CI calls the same ones. On Windows the README gives the steps by hand.

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
WAREHOUSE := $(or $(BUURTBEELD_WAREHOUSE),data/warehouse)
RAW := $(or $(BUURTBEELD_RAW),data/raw)
# The stamps lie inside the environment: whoever throws it away throws them away too.
FOR_RUN := $(VENV)/.installed-run
FOR_TEST := $(VENV)/.installed-test

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.PHONY: help run demo test check bench accessible screenshots constraints browser database
export PIP_DISABLE_PIP_VERSION_CHECK = 1

help:
	@echo "make run          install, build a warehouse when there is none, and serve the dashboard"
	@echo "make demo         make the demonstration corporation anew and build it"
	@echo "make test         install what the tests need and run them"
	@echo "make check        formatting, lint, types and the project's own conventions"
	@echo "make bench        the benchmarks; prints ratios"
	@echo "make accessible   the page to bring, judged by a checker of accessible PDF"
	@echo "make screenshots  every page, light and dark, desktop and phone, into docs/screenshots"
	@echo "make constraints  pin every package of a fresh environment again"

# Deliveries without a warehouse are built; a fresh machine gets the made-up corporation.
run: $(FOR_RUN)
	@if ! compgen -G "$(WAREHOUSE)/*.duckdb" >/dev/null; then \
	    if [ -z "$$(find "$(RAW)" -type f -not -name '.*' -not -path '$(RAW)/.*' -print -quit 2>/dev/null)" ]; then $(PY) -m etl demo && $(PY) -m etl demo-records; made=yes; fi; \
	    $(PY) -m etl build || [ $$? -eq 3 ]; \
	    if [ -n "$${made-}" ]; then $(PY) -m etl demo-freeze; fi; \
	fi </dev/null
	@$(PY) app.py

demo: $(FOR_RUN)
	@$(PY) -m etl demo </dev/null
	@$(PY) -m etl demo-records </dev/null
	@$(PY) -m etl build </dev/null
	@$(PY) -m etl demo-freeze </dev/null

test: $(FOR_TEST) browser database
	@$(PY) -m pytest -n 2 --dist loadfile </dev/null

check: $(FOR_TEST)
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@$(PY) -m mypy
	@$(PY) -m pytest tests/conventions -q </dev/null

bench: $(FOR_TEST) database
	@for claim in placing build pages scores register effects sandbox briefing disclosure describe; do $(PY) -m benchmarks.$$claim; done </dev/null

# The checker brings much with it, so it has an environment of its own.
accessible: $(FOR_TEST)
	@$(PYTHON) -m venv $(VENV)/pdf-checker && $(VENV)/pdf-checker/bin/pip install -q outloud==0.2.1
	@PATH="$(abspath $(VENV)/pdf-checker/bin):$$PATH" $(PY) -m pytest -q tests/briefing/test_pdf.py </dev/null

screenshots: $(FOR_TEST) browser
	@BUURTBEELD_SCREENSHOTS=1 $(PY) -m pytest tests/browser/test_screenshots.py </dev/null

constraints:
	@scratch=$$(mktemp -d); trap 'rm -rf "$$scratch"' EXIT; \
	$(PYTHON) -m venv "$$scratch" && "$$scratch/bin/pip" install -q -r requirements-dev.txt && \
	{ head -n 2 constraints.txt; { "$$scratch/bin/pip" freeze; echo colorama==0.4.6; } | sort -f; } > constraints.new && \
	mv constraints.new constraints.txt

$(PY):
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Buurtbeeld needs Python 3.11 or newer; " \
	    + sys.executable + " is " + sys.version.split()[0] + ". Install a newer one, or name it: make PYTHON=python3.11.")'
	@if ! $(PYTHON) -c 'import ensurepip' 2>/dev/null; then $(call install,python3-venv,virtual environments); fi
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(FOR_RUN): requirements.txt constraints.txt | $(PY)
	@echo "Installing what the dashboard needs (once; a minute or two) …"
	@$(PY) -m pip install -q -c constraints.txt -r requirements.txt </dev/null
	@touch $@

$(FOR_TEST): requirements.txt requirements-dev.txt constraints.txt | $(PY)
	@echo "Installing what the tests need (once; a minute or two) …"
	@$(PY) -m pip install -q -c constraints.txt -r requirements-dev.txt </dev/null
	@touch $@ $(FOR_RUN)

browser:
	@if ! { command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null; then \
	    $(call install,chromium,the tests in a browser); fi

database:
	@if ! { command -v initdb || compgen -G "/usr/lib/postgresql/*/bin/initdb"; } >/dev/null; then \
	    $(call install,postgresql,the tests of the register on PostgreSQL); fi

# $(call install,PACKAGE,PURPOSE): Debian's package, as root or through a sudo that asks nothing; else a sentence.
define install
if ! command -v apt-get >/dev/null; then echo "Missing $(1), for $(2). Install it with this system's own package manager."; exit 1; \
elif [ "$$(id -u)" = 0 ]; then apt='env DEBIAN_FRONTEND=noninteractive apt-get'; \
elif sudo -n true 2>/dev/null; then apt='sudo -n env DEBIAN_FRONTEND=noninteractive apt-get'; \
else echo "Missing $(1), for $(2). Ask an administrator for: apt-get install $(1)"; exit 1; fi; \
echo "Installing $(1), for $(2) …"; \
$$apt update -qq </dev/null && $$apt install -qq -y --no-install-recommends $(1) </dev/null >/dev/null
endef
