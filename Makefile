# Every target makes .venv by itself, from requirements.txt, and leaves the system's Python alone.

PYTHON ?= python3.11
CORPUS ?= seeds
OUT ?= report

PY := .venv/bin/python
READY := .venv/.ready
NBVAL := --nbval --nbval-current-env --nbval-sanitize-with tests/nbval.cfg --nbval-cell-timeout=120

export TQDM_DISABLE ?= 1
export PYTHONNOUSERSITE := 1

.PHONY: help report test lab tables notebooks docs golden clean

help:
	@echo 'make report   read the five seeds (or CORPUS=your/folder) and write a report into report/ (or OUT=folder)'
	@echo 'make lab      open the notebooks'
	@echo 'make test     run every test and replay every notebook'
	@echo 'make tables   write the tables of the seeds into data/tables/'
	@echo 'make notebooks   run the notebooks again and keep their outputs'
	@echo 'make docs     make the picture and the list of notebooks in README.md again'
	@echo 'make golden   write the golden tables of the tests again'
	@echo 'make clean    remove what was made; .venv stays'

$(READY): requirements.txt lib/pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Hearsay needs Python 3.11 or newer, and '$(PYTHON)' is none. Install it, or say where it is:" >&2; \
	  echo "    make $(or $(firstword $(MAKECMDGOALS)),report) PYTHON=/path/to/python3.11" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $(READY)

report: $(READY)
	TQDM_DISABLE= $(PY) -m hearsay.cli report $(CORPUS) --out $(OUT) --cores 2

test: $(READY)
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m pytest -n 2 --dist loadfile $(NBVAL) tests notebooks

lab: $(READY)
	$(PY) -m jupyter lab --notebook-dir=. notebooks

tables: $(READY)
	$(PY) -m hearsay.cli tables seeds --out data/tables --format csv

notebooks: $(READY)
	$(PY) -m jupyter nbconvert --to notebook --execute --inplace \
	  --ExecutePreprocessor.timeout=300 --ExecutePreprocessor.record_timing=False notebooks/*.ipynb

golden: $(READY)
	$(PY) tests/test_golden.py

docs: $(READY)
	$(PY) docs/make.py

clean:
	rm -rf report build .pytest_cache .hypothesis .ruff_cache
	find lib tests notebooks -name __pycache__ -prune -exec rm -rf {} + -o -name .ipynb_checkpoints -prune -exec rm -rf {} +
