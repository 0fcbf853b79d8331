# make run: everything, with the demo, at http://127.0.0.1:8000 · make test: every check

PYTHON ?= python3
PORT ?= 8000
PY := .venv/bin/python
UV := .tools/bin/uv
# HTTPS=1: make run with a certificate made on the spot, so that phones get the camera (docs/https.md)
HTTPS ?=
# pytest's workers; browser tests and two cores do not want more
JOBS ?= 2
# A machine may be set up to keep no compiled Python: every server and worker that a test starts would compile it anew
export PYTHONDONTWRITEBYTECODE =

# Another project's settings, left in the shell, are not ours.
unexport DJANGO_SETTINGS_MODULE
# Where there is no home to write to, what is downloaded is kept here.
ifneq ($(shell test -w "$${HOME:-/}" && echo yes),yes)
export UV_CACHE_DIR ?= $(CURDIR)/.tools/cache/uv
export npm_config_cache ?= $(CURDIR)/.tools/cache/npm
endif

.PHONY: setup run test lint messages static pictures bench-statistics bench-checkin bench-survey bench-board bench-media bench-reports lock clean

setup: .venv/.ready node_modules/.ready messages static

$(UV):
	$(PYTHON) -m pip install -q --disable-pip-version-check --target .tools uv

.venv/.ready: requirements-dev.lock | $(UV)
	test -x $(PY) || $(UV) venv -q --python $(PYTHON) .venv
	$(UV) pip sync -q --python $(PY) --require-hashes requirements-dev.lock
	@touch $@

node_modules/.ready: package-lock.json .venv/.ready
	$(PY) tools/npm.py ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

messages: .venv/.ready
	@$(PY) tools/messages.py compile

static: node_modules/.ready
	@$(PY) tools/vendor.py
	@$(PY) manage.py collectstatic --noinput -v0

run: setup
	@$(PY) manage.py migrate -v0
	@$(PY) manage.py demo
	@$(PY) manage.py serve --port $(PORT) $(if $(HTTPS),--https)

lint: .venv/.ready
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy rules grants events surveys media_log reports outreach tools
	.venv/bin/lint-imports
	$(PY) manage.py makemigrations --check --dry-run

test: setup lint
	$(PY) -m pytest -n $(JOBS) --dist worksteal

pictures: setup
	$(PY) tools/pictures.py

bench-statistics: setup
	$(PY) bench/statistics.py

# QUICK=1: SQLite only, about 30 seconds, more on a busy machine
bench-checkin: setup
	$(PY) bench/check_in.py

# QUICK=1: SQLite only, under 40 seconds
bench-survey: setup
	$(PY) bench/survey.py

# One line of JSON: the plan board with 500 activities and 50,000 attendances
bench-board: setup
	$(PY) bench/board.py

# One line of JSON: the overview and the list of 100,000 publications
bench-media: setup
	$(PY) bench/media.py

# A line of JSON per form and format of a large project; QUICK=1: a fifth of it
bench-reports: setup
	$(PY) bench/reports.py

# After a change in pyproject.toml or package.json. No download addresses get into the locks.
lock: $(UV)
	$(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements.lock
	$(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml --group dev -o requirements-dev.lock
	npm install --package-lock-only --ignore-scripts

clean:
	rm -rf .venv .tools node_modules static_vendor staticfiles .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
