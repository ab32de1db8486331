# The only commands anyone learns: install, run, test, check, bench.
UV := .uv/bin/uv
BIN := .venv/bin
WIDGET := bot/widget
export RASA_TELEMETRY_ENABLED := false

.PHONY: install run test test-nightly check bench bench-cues bench-nlu bench-answering bench-profiles bench-usual bench-voice format widget clean browser

install: .venv/.installed $(WIDGET)/dist/index.html

# uv itself comes into a throw-away environment, so that nothing is added to the machine's own Python
$(UV):
	@command -v python3 >/dev/null || { echo "Solito needs Python 3 to install itself: please install Python 3.10 (or newer, uv then fetches 3.10)."; exit 1; }
	@python3 -m venv .uv || { echo "Python's venv module is missing: on Debian and Ubuntu, apt install python3-venv."; exit 1; }
	@.uv/bin/pip install --quiet uv

.venv/.installed: uv.lock pyproject.toml | $(UV)
	@echo "Installing the locked environment (about 7 GB, a few minutes the first time) …"
	@$(UV) sync --frozen --quiet || { echo "The environment could not be installed: Solito needs Python 3.10, and found none that it could use or fetch."; exit 1; }
	@touch $@

$(WIDGET)/dist/index.html: .venv/.installed $(wildcard $(WIDGET)/src/* $(WIDGET)/src/styles/* $(WIDGET)/index.html $(WIDGET)/package-lock.json $(WIDGET)/build.mjs)
	@echo "Bundling the chat widget …"
	@cd $(WIDGET) && PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --silent --no-fund --no-audit && PATH="$(CURDIR)/$(BIN):$$PATH" npm run --silent build
	@touch $@

widget: $(WIDGET)/dist/index.html

run: install
	@exec $(BIN)/solito run --demo

browser:
	@sh tests/browser/install.sh

test: install browser
	@$(BIN)/solito train >/dev/null # only when its inputs changed; the tests that open the shop share it
ifdef ARGS
	@$(BIN)/pytest $(ARGS)
else
	@$(BIN)/pytest --numprocesses auto --maxprocesses 4 --dist loadfile -m "not stack and not browser"
	@$(BIN)/pytest -m "stack or browser" # one whole shop after the other, each on all cores
endif

# The exams at full size, about two hours on two cores: kills by the hundred, many customers at once, every guard taken away
test-nightly: install
	@$(BIN)/solito train >/dev/null
	@$(BIN)/pytest --nightly -v -s $(ARGS)

check: install
	@$(BIN)/ruff format --check --quiet . || { echo "Not formatted: run make format"; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/pytest tests/test_architecture.py

format: install
	@$(BIN)/ruff format --quiet . && $(BIN)/ruff check --quiet --fix .

bench: install
	@$(BIN)/solito bench $(ARGS)

# What is heard, on public text (not part of this repository): make bench-cues DATA=folder
bench-cues: install
	@test -n "$(DATA)" || { echo "Name the folder with the public data: make bench-cues DATA=path"; exit 2; }
	@$(BIN)/python -m benchmarks.style --data "$(DATA)" $(ARGS)
	@$(BIN)/python -m benchmarks.traits --data "$(DATA)"
	@$(BIN)/python -m benchmarks.stability
	@$(BIN)/python -m benchmarks.hearing

# Questions about goods, answered by the shop's data or not at all; the sample catalogues are not part of this repository
bench-answering: install
	@test -n "$(DATA)" || { echo "Name the folder with the public data: make bench-answering DATA=path"; exit 2; }
	@$(BIN)/solito train >/dev/null
	@$(BIN)/python -m benchmarks.answering --data "$(DATA)" $(ARGS)

# How shoppers are understood: intents and goods on public data (not part of this repository), visits with a goal, speed
bench-nlu: install
	@test -n "$(DATA)" || { echo "Name the folder with the public data: make bench-nlu DATA=path"; exit 2; }
	@$(BIN)/solito train >/dev/null
	@missed=0; for exam in "understanding --data $(DATA)" "linking --data $(DATA)" goals parsing; do $(BIN)/python -m benchmarks.$$exam || missed=1; done; exit $$missed

# What remembering costs with a million customers: an hour or two, and 20 GB for a while; ARGS=--quick for a first look
bench-profiles: install
	@$(BIN)/python -m benchmarks.profiles $(ARGS)

# The usual, on public purchases (not part of this repository): make bench-usual DATA=folder
bench-usual: install
	@test -n "$(DATA)" || { echo "Name the folder with the public data: make bench-usual DATA=path"; exit 2; }
	@$(BIN)/python -m benchmarks.usual --data "$(DATA)" $(ARGS)

# The voice, over real customers' dialogues (not part of this repository): make bench-voice DATA=folder
bench-voice: install
	@test -n "$(DATA)" || { echo "Name the folder with the public data: make bench-voice DATA=path"; exit 2; }
	@$(BIN)/python -m benchmarks.voice --data "$(DATA)" $(ARGS)

clean:
	rm -rf .venv .uv var $(WIDGET)/dist $(WIDGET)/node_modules
