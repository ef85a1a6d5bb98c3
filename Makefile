# Each target sets itself up: a virtual environment in .venv, made again when pyproject.toml changes.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: demo test check lint types imports install generate docs dist sbom fuzz pictures clean

demo: install  ## the whole journey on the packaged example
	rm -rf demo
	$(BIN)/mctool demo demo

test: install  ## the tests
	$(BIN)/pytest

check: install lint types imports test  ## everything a change must pass
	$(BIN)/python tools/generate.py --check

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: install
	$(BIN)/mypy

imports: install
	$(BIN)/lint-imports

generate: install  ## writes every generated file again
	$(BIN)/python tools/generate.py

docs: install  ## the documentation as a site, in build/site
	$(BIN)/zensical build --strict --config-file mkdocs.yml

dist: install  ## wheel and source distribution, in dist/
	rm -rf dist
	$(BIN)/python -m build

sbom: dist  ## what an installation with all extras brings, in dist/mctool.cdx.json
	rm -rf build/clean
	$(PYTHON) -m venv build/clean
	build/clean/bin/python -m pip install --quiet --only-binary :all: "$$(ls dist/*.whl)[all]"
	$(BIN)/cyclonedx-py environment build/clean/bin/python --pyproject pyproject.toml \
	  --output-reproducible --output-format JSON --output-file dist/mctool.cdx.json

fuzz: install  ## searches for files that break the readers; MCTOOL_FUZZ_EXAMPLES says how long
	$(BIN)/pytest -n0 tests/fuzz/fuzz_*.py

pictures: install  ## the pictures of the README, made from the example
	$(BIN)/python tools/pictures.py

install: $(VENV)/installed

$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --editable '.[all]' --group dev
	touch $@

clean:
	rm -rf $(VENV) demo dist build
