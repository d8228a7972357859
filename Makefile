# Every target makes .venv by itself, from requirements.lock, and leaves the system's Python alone.

# The first of these that runs and is 3.11 or newer makes .venv; a .venv that is there is kept, unless PYTHON= names another.
PYTHONS := python3.11 python3.12 python3.13 python3.14 python3 python
CORPUS ?= seeds
OUT ?= report

PY := .venv/bin/python
READY := .venv/.ready
NBVAL := --nbval --nbval-current-env --nbval-sanitize-with tests/nbval.cfg --nbval-cell-timeout=120
# File by file on two cores, so that what a file makes once for all its tests is made once; by their names, for few tests may be long ones.
PYTEST := -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(NBVAL) tests notebooks

export TQDM_DISABLE ?= 1
export PYTHONNOUSERSITE := 1

.PHONY: help report test check nightly lab tables notebooks docs charts pictures golden lock clean

help:
	@echo 'make report   read the five seeds (or CORPUS=your/folder) and write a report into report/ (or OUT=folder)'
	@echo 'make lab      open the notebooks in the browser, and say their address (LAB=--no-browser, LAB=--port=9000 … for JupyterLab)'
	@echo 'make test     check style, layers and types, run the tests, replay the notebooks'
	@echo 'make nightly  the same with the slow tests, and with new examples where tests draw theirs'
	@echo 'make check    style, layers and types alone: seconds'
	@echo 'make tables   write the tables of the seeds into data/tables/'
	@echo 'make notebooks   run the notebooks again and keep their outputs'
	@echo 'make docs     write again what is generated: the API pages (build/api), the data dictionary, the lists in the documents'
	@echo 'make pictures   take the pictures of the README again, with Chromium'
	@echo 'make charts   draw every chart of invented articles into docs/charts.md: some minutes for the 2,000 of the last sheet'
	@echo 'make golden   write the golden tables of the tests again'
	@echo 'make lock     pin what requirements.txt needs, each file by its digest, for all systems and versions of Python'
	@echo 'make clean    remove what was made; .venv stays'
	@echo 'PYTHON=path/to/python makes .venv with that Python, anew if need be'

$(READY): requirements.lock lib/pyproject.toml
	@for python in $(or $(PYTHON),$(wildcard $(PY)) $(PYTHONS)); do \
	  "$$python" -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	  "$$python" -c 'import platform, sys; print("Python", platform.python_version(), "makes .venv:", sys.executable)'; \
	  [ "$$python" = $(PY) ] || clear=--clear; "$$python" -m venv $$clear .venv; exit; \
	done; \
	echo "Hearsay needs Python 3.11 or newer with its venv module, and found none as: $(or $(PYTHON),$(PYTHONS))." >&2; \
	echo "Install it (on Debian and Ubuntu: python3 and python3-venv), or say where it is:" >&2; \
	echo "    make $(or $(firstword $(MAKECMDGOALS)),report) PYTHON=/path/to/python" >&2; exit 1
	$(PY) -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements.lock
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps -e ./lib
	@# pip compiles on one core, and not what is installed in place; templates that are no Python yet are left as they are.
	@$(PY) -m compileall -qq -j 0 .venv/lib lib/hearsay || true
	@touch $(READY)

report: $(READY)
	TQDM_DISABLE= $(PY) -m hearsay.cli report $(CORPUS) --out $(OUT) --cores 2

check: $(READY)
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	.venv/bin/lint-imports --no-logo --no-cache
	$(PY) -m mypy

test: check
	$(PY) $(PYTEST) -m 'not nightly'

nightly: check
	HEARSAY_FUZZ=1 $(PY) $(PYTEST)

lab: $(READY)
	@$(PY) -m jupyter labextension disable --level=sys_prefix @jupyterlab/apputils-extension:announcements 2>/dev/null
	@echo 'The notebooks open in your browser; if none opens, follow the address below. Ctrl+C here ends them.'
	@$(PY) -m jupyter lab --notebook-dir=. --log-level=ERROR --LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb $(LAB)

tables: $(READY)
	$(PY) -m hearsay.cli tables seeds --out build/tables --format csv
	rm -f data/tables/*.csv && cp build/tables/*.csv data/tables/

notebooks: $(READY)
	$(PY) -m jupyter nbconvert --to notebook --execute --inplace \
	  --ExecutePreprocessor.timeout=300 --ExecutePreprocessor.record_timing=False notebooks/*.ipynb

golden: $(READY)
	$(PY) tests/test_golden.py

docs: $(READY)
	$(PY) docs/make.py

pictures: $(READY)
	$(PY) docs/pictures.py

charts: $(READY)
	$(PY) docs/contact_sheet.py

lock: $(READY)
	$(PY) -m pip install --quiet --disable-pip-version-check uv
	grep -v '^-e' requirements.txt | $(PY) -m uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --quiet --output-file requirements.lock -

clean:
	rm -rf report build .pytest_cache .hypothesis .ruff_cache .mypy_cache
	find lib tests notebooks -name __pycache__ -prune -exec rm -rf {} + -o -name .ipynb_checkpoints -prune -exec rm -rf {} +
