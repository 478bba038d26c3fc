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
# Tests run in two processes, each file in one of them (`make test PROCESSES=` for one), and those in a browser beside
# them: these wait for a page a third of the time, and the others for the disk, unless there is room in memory for what
# they write. What failed is run once more when nothing else runs. 5 is pytest's word for no test of that kind.
PROCESSES ?= -n 2 --dist loadfile --no-loadscope-reorder
PYTEST_ARGS ?=
TESTS := -m "not e2e" -o cache_dir=.pytest_cache/others
BROWSER_TESTS := tests/e2e -o cache_dir=.pytest_cache/browser
ROOM_KB := 6000000
AGAIN := Once more, those that failed: what fails twice is a fault, what fails once is to be looked at.
LAST_FAILED := --last-failed --last-failed-no-failures none

# What is installed is checked against the hashes of the locks. Of torch there are several builds of one version: where
# none that was tested is offered, the version's own is taken (docs/adr/0001-packaging.md).
# uv installs them, from the index that pip is set to, several times as fast as pip; where it cannot, pip does. It asks
# for torch by the name of its CPU build, and looks for it where pip is told to look for files, too.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
UV = $(VENV)/uv/bin/uv pip install --quiet --system-certs --link-mode copy --python $(1)/bin/python \
	$${PIP_FIND_LINKS:+--find-links "$$PIP_FIND_LINKS"} --default-index \
	"$${PIP_INDEX_URL:-$$($(BIN)/python -m pip config get global.index-url 2>/dev/null || echo https://pypi.org/simple)}"
# uv compiles nothing: what Python compiles at a first start is kept, or each of the many that tests start does it again.
unexport PYTHONDONTWRITEBYTECODE
define install
@sed -e '/^torch==/,/[^\\]$$/d' -e '/^-r /d' $(1) >$(VENV)/locked.txt
@$(call UV,$(VENV)) --require-hashes --no-deps --requirement $(VENV)/locked.txt 2>$(VENV)/uv.log || \
	$(PIP) --require-hashes --no-deps --requirement $(VENV)/locked.txt
endef
define install_torch
@sed -n '/^torch==/,/[^\\]$$/p' $(1) >$(VENV)/torch.txt
@sed 's/^torch==[^ ]*/&+cpu/' $(VENV)/torch.txt >$(VENV)/torch-cpu.txt
@$(call UV,$(VENV)) --require-hashes --no-deps --requirement $(VENV)/torch-cpu.txt 2>$(VENV)/torch.log || \
	$(PIP) --require-hashes --no-deps --requirement $(VENV)/torch.txt 2>>$(VENV)/torch.log || \
	{ echo "No tested build of torch is offered here: another of the same version is installed, unchecked."; \
	$(PIP) "$$(sed -n 's/^\(torch==[^ ]*\).*/\1/p' $(1))"; }
endef

.PHONY: run test lint eval sbom screenshots clean
.DEFAULT_GOAL := run

run: $(VENV)/.installed
	@$(BIN)/scrutiny index --data "$(DATA)" "$(PACKS)"
	@echo "Opening http://localhost:$(PORT) (Ctrl+C stops it)"
	@$(BIN)/scrutiny serve --data "$(DATA)" --port $(PORT) --watch "$(PACKS)"

test: $(VENV)/.installed-dev
	@sh .ci/install-chromium
	@mkdir -p build
	@room=$$(df -k --output=avail /dev/shm 2>/dev/null | tail -n 1); \
	[ "$${room:-0}" -lt $(ROOM_KB) ] || [ ! -w /dev/shm ] || export PYTEST_DEBUG_TEMPROOT=/dev/shm; \
	$(BIN)/python -m pytest $(BROWSER_TESTS) $(PYTEST_ARGS) >build/browser.log 2>&1 & browser=$$!; \
	$(BIN)/python -m pytest $(TESTS) $(PROCESSES) $(PYTEST_ARGS); others=$$?; \
	wait $$browser; browser=$$?; cat build/browser.log; \
	[ $$others -eq 0 ] || [ $$others -eq 5 ] || \
		{ echo "$(AGAIN)"; $(BIN)/python -m pytest $(TESTS) $(LAST_FAILED) $(PYTEST_ARGS); } || exit 1; \
	[ $$browser -eq 0 ] || [ $$browser -eq 5 ] || \
		{ echo "$(AGAIN)"; $(BIN)/python -m pytest $(BROWSER_TESTS) $(LAST_FAILED) $(PYTEST_ARGS); }

lint: $(VENV)/.installed-dev
	@$(BIN)/ruff check .
	@$(BIN)/mypy

eval: $(VENV)/.installed-dev
	@rm -rf build/eval-index
	@$(BIN)/python -m tests.made build/eval-index
	@$(BIN)/python -m eval --data build/eval-index

# What is installed, as CycloneDX, and its licences, into build/; the tool has an environment of its own.
sbom: $(VENV)/.installed-dev
	@mkdir -p build
	@$(BIN)/python docs/licences.py build/licences.md
	@test -x build/sbom/bin/cyclonedx-py || $(PYTHON) -m venv build/sbom
	@$(call UV,build/sbom) --require-hashes --requirement requirements-sbom.lock 2>/dev/null || build/sbom/bin/python -m \
		pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-sbom.lock
	@build/sbom/bin/cyclonedx-py environment --no-validate --output-reproducible --pyproject pyproject.toml \
		--output-file build/sbom.json $(BIN)/python 2>/dev/null

screenshots: $(VENV)/.installed-dev
	@$(BIN)/python docs/screenshots.py

clean:
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache

$(VENV)/.installed: requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is needed: install it, or give PYTHON=…"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing the pinned packages into $(VENV) (a minute or two the first time)…"
	@$(PIP) --require-hashes --no-deps --target $(VENV)/uv --requirement requirements-uv.lock 2>$(VENV)/uv.log || true
	$(call install,requirements.lock)
	$(call install_torch,requirements.lock)
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	@echo "Installing the packages for tests into $(VENV)…"
	$(call install,requirements-dev.lock)
	@touch $@
