# make run: the map in a browser. make test: every check. make bench: speed and memory.
# make soak: what make test tries a few times, thousands of times.
# Each sets up what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
NPM := PATH="$(CURDIR)/$(BIN):$$PATH" npm --silent
PACKAGES := node_modules/.package-lock.json

# Whatever the shell says: what is compiled is kept, or each process compiles it anew.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: setup run test check style types scripts records units programs golden coverage \
	bench soak build lock dist sbom audit clean

setup: $(STAMP)

$(STAMP): requirements.txt requirements-dev.txt setup.sh
	PYTHON="$(PYTHON)" bash setup.sh $(VENV)
	@touch $@

# What checks the map's scripts, by the Node that the virtual environment brings.
$(PACKAGES): package.json package-lock.json $(STAMP)
	$(NPM) ci
	@touch $@

run: setup
	$(BIN)/python -m streamlit run app.py

test:
	$(MAKE) --jobs 2 programs check units
	$(BIN)/python -m pytest

check: style types scripts records

style: setup
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: setup
	$(BIN)/mypy --strict geo app.py --any-exprs-report .mypy_cache/any
	$(BIN)/python -m tests.any_share .mypy_cache/any

scripts: $(PACKAGES)
	$(NPM) run check

units: $(PACKAGES)
	$(NPM) test

records: setup
	$(BIN)/python -m geo check

# What the tests start beside Python: a Chromium and a PostgreSQL.
programs: setup
	bash tests/install_browser.sh $(VENV)
	bash tests/install_postgres.sh $(VENV)

# Writes down what the atlas makes now: see tests/golden.
golden: setup
	$(BIN)/python -m tests.golden --update

# Which branches of the code the tests take; not part of make test, which it slows down.
coverage: programs $(PACKAGES)
	$(BIN)/python -m pytest --cov --cov-report=term:skip-covered --cov-report=html

bench: setup
	bash tests/install_browser.sh $(VENV)
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench.bench_median

# Hostile files, broken records, odd arguments, kills: hours; docs/reliability.md.
soak: setup
	$(BIN)/python -m tests.soak

build: setup
	$(BIN)/python -m geo build

# Locks all dependencies, direct and indirect, for every platform and Python: those of
# pyproject.toml as they stand there, the others as they were locked before. To renew one
# of these too: make lock UPGRADE="--upgrade-package NAME".
LOCK = $(BIN)/uv pip compile pyproject.toml --quiet --universal --generate-hashes \
	--annotation-style line --custom-compile-command "make lock"

lock: setup
	$(LOCK) $(UPGRADE) --output-file requirements.txt
	$(LOCK) $(UPGRADE) --extra dev --constraint requirements.txt \
		--output-file requirements-dev.txt

# Wheel and source archive, the same bytes from the same commit, and their digests.
dist: setup
	rm -rf dist
	SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) $(BIN)/python -m hatchling build
	cd dist && sha256sum * > SHA256SUMS

# What is delivered, as CycloneDX, and whether any of it is known to be at fault. Both
# tools are fetched as they are run: docs/deploy.md.
sbom: setup
	mkdir -p dist
	$(BIN)/uv tool run --from cyclonedx-bom==7.5.0 cyclonedx-py requirements \
		requirements.txt --output-reproducible --of JSON -o dist/sbom.json

audit: setup
	$(BIN)/uv tool run --from pip-audit==2.10.1 pip-audit --strict --disable-pip \
		--require-hashes $(ADVISORIES) -r requirements.txt || { echo "audit: one is known to be at\
	 fault, or its advisories could not be had: see above" >&2; exit 1; }

clean:
	rm -rf dist $(VENV) node_modules htmlcov .coverage .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
