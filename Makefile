# One command each: `make run` to use it, `make test` to check it. Everything happens in .venv of this folder.
# What is put into the folder of packs while it runs is read by itself.
#
#   make run                    the sample council's packs
#   make run PACKS=../my-packs  your own
#   make test | lint | eval | sbom

PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
SAMPLE := eval/council/packs
PACKS ?= $(SAMPLE)
PORT ?= 8501
# The sample packs have the folder `data`; every other folder of packs has a data folder of its own.
DATA ?= $(if $(filter $(SAMPLE),$(PACKS)),data,data-$(notdir $(patsubst %/,%,$(PACKS))))
# Tests run in two processes, each file in one of them (`make test PROCESSES=` for one); then those in a browser, alone:
# two browsers and their servers on two cores wait for one another. 5 is pytest's word for no test of that kind.
PROCESSES ?= -n 2 --dist loadfile --no-loadscope-reorder
PYTEST_ARGS ?=
AGAIN := Once more, those that failed: what fails twice is a fault, what fails once is to be looked at.
LAST_FAILED := --last-failed --last-failed-no-failures none

# What is installed is checked against the hashes of the locks; `HASHES=no` leaves that out (docs/adr/0001-packaging.md).
HASHES ?= yes
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
UNCHECKED := Where pip asks for the hash of a package that no lock names, no tested build is offered for this machine:
define install
@if [ "$(HASHES)" = no ]; then \
	sed -e '/--hash=/d' -e '/^-r /d' -e 's/ *\\$$//' $(1) >$(VENV)/unhashed.txt && $(PIP) --requirement $(VENV)/unhashed.txt; \
else \
	$(PIP) --require-hashes --requirement $(lastword $(1)) || \
		{ echo "$(UNCHECKED) make run HASHES=no"; exit 1; }; \
fi
endef

.PHONY: run test lint eval sbom screenshots clean
.DEFAULT_GOAL := run

run: $(VENV)/.installed
	@$(BIN)/scrutiny index --data "$(DATA)" "$(PACKS)"
	@echo "Opening http://localhost:$(PORT) (Ctrl+C stops it)"
	@$(BIN)/scrutiny serve --data "$(DATA)" --port $(PORT) --watch "$(PACKS)"

test: $(VENV)/.installed-dev
	@sh .ci/install-chromium
	@$(BIN)/python -m pytest -m "not e2e" $(PROCESSES) $(PYTEST_ARGS) || [ $$? -eq 5 ] || \
		{ echo "$(AGAIN)"; $(BIN)/python -m pytest -m "not e2e" $(LAST_FAILED) $(PYTEST_ARGS); }
	@$(BIN)/python -m pytest -m e2e $(PYTEST_ARGS) || [ $$? -eq 5 ] || \
		{ echo "$(AGAIN)"; $(BIN)/python -m pytest -m e2e $(LAST_FAILED) $(PYTEST_ARGS); }

lint: $(VENV)/.installed-dev
	@$(BIN)/ruff check .
	@$(BIN)/mypy

eval: $(VENV)/.installed-dev
	@$(BIN)/python -m eval

# What is installed, as CycloneDX, and its licences, into build/; the tool has an environment of its own.
sbom: $(VENV)/.installed-dev
	@mkdir -p build
	@$(BIN)/python docs/licences.py build/licences.md
	@test -x build/sbom/bin/cyclonedx-py || $(PYTHON) -m venv build/sbom
	@build/sbom/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-sbom.lock
	@build/sbom/bin/cyclonedx-py environment --no-validate --output-reproducible --pyproject pyproject.toml \
		--output-file build/sbom.json $(BIN)/python 2>/dev/null

screenshots: $(VENV)/.installed-dev
	@$(BIN)/python docs/screenshots.py

clean:
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache

$(VENV)/.installed: requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is needed: install it, or give PYTHON=…"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing the pinned packages into $(VENV) (a few minutes the first time)…"
	$(call install,requirements.lock)
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	@echo "Installing the packages for tests into $(VENV)…"
	$(call install,requirements.lock requirements-dev.lock)
	@touch $@
