# make demo   install, read the example documents, answer a question, write an interactive page
# make test   install with the test tools and check everything; LOCK=.ci/requirements.txt installs just what is locked there
# make lock   write anew what is locked: the newest releases that fit, each with its hashes; needs the package registry
# make bench  measure how fast it is, beside what others take for the same: under ten minutes; make bench-full: all, hours
# make score  measure how well it reads, on the gold sets beside the checkout; UPDATE=1 writes the table of the README
# make pictures  draw the pictures of the README anew, from the example documents; needs chromium
# make train  train the reader's weights anew; needs ENCODER=bge-small-en-v1.5.safetensors and the annotated sentences
# make clean  remove what these made

VENV := .venv
BIN := $(VENV)/bin
# The first Python that is new enough; name another with PYTHON=...
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)

PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: demo test lock bench bench-full score pictures train clean

demo: $(VENV)/installed
	@$(BIN)/edgewise ingest loaders/example
	@echo
	@$(BIN)/edgewise ask "how is Amazon linked to ICE?"
	@$(BIN)/edgewise view --routes Amazon ICE -o amazon-ice.html
	@echo
	@echo "Open amazon-ice.html in a browser; click a line to read the sentences behind it."
	@echo "Next, type:"
	@echo "  $(BIN)/edgewise serve"
	@echo "  $(BIN)/edgewise ask \"has ICE confirmed using Rekognition?\""
	@echo "  $(BIN)/edgewise query"
	@echo "  $(BIN)/edgewise ingest YOUR-DOCUMENTS/ --store yours.db"

test: $(VENV)/installed-test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	@.ci/audit $(BIN)/python .ci/requirements.txt .ci/build.txt
	$(BIN)/pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder

# For every Python that edgewise runs on and every kind of machine: the lines say for which they hold.
COMPILE = UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-annotate

lock: $(VENV)/made
	$(PIP) uv
	$(COMPILE) .ci/build.in --output-file .ci/build.txt
	$(COMPILE) pyproject.toml --extra test --extra ftm --constraint .ci/build.txt --output-file .ci/requirements.txt

# The peer that nothing else needs asks for other releases of what edgewise is installed with, so it comes without them.
bench bench-full: $(VENV)/installed-test
	$(PIP) --no-deps neo4j-graphrag json-repair tenacity
	$(BIN)/python tests/benchmarks/results.py $(if $(filter bench,$@),--short)

score: $(VENV)/installed
	@$(BIN)/python tests/benchmarks/score.py $(if $(UPDATE),--update-readme)

pictures: $(VENV)/installed-test
	@$(BIN)/python tests/pictures.py

train: $(VENV)/made
	@test -n "$(ENCODER)" || { echo "name the encoder to start from: make train ENCODER=path/to/bge-small-en-v1.5.safetensors (or .onnx)" >&2; exit 1; }
	$(PIP) --editable '.[train]'
	$(BIN)/python -m edgewise.extract.reader.recipe $(or $(ANNOTATIONS),../shared/train) "$(ENCODER)" build/reader $(if $(DEVICE),--device $(DEVICE))

$(VENV)/installed: pyproject.toml | $(VENV)/made
	$(PIP) --editable '.[documents,reader,web]'
	@touch $@

ifdef LOCK
# What builds comes first, so that nothing is fetched for building that is not locked.
$(VENV)/installed-test: pyproject.toml $(LOCK) | $(VENV)/made
	$(PIP) --require-hashes -r .ci/build.txt
	$(PIP) --require-hashes --no-build-isolation -r $(LOCK)
	$(PIP) --no-deps --no-build-isolation --editable .
else
$(VENV)/installed-test: pyproject.toml | $(VENV)/made
	$(PIP) --editable '.[test]'
	@$(PIP) --editable '.[ftm]' || \
	  echo "without followthemoney its tests are skipped; it needs: apt-get install g++ libicu-dev pkg-config python3-dev" >&2
endif
	@touch $(VENV)/installed $@

$(VENV)/made:
	@test -n "$(PYTHON)" || { echo "edgewise needs Python 3.11 or newer; name one with: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "$(PYTHON) cannot make an environment; on Debian or Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@touch $@

clean:
	rm -rf $(VENV) amazon-ice.html edgewise.db edgewise.db-wal edgewise.db-shm
