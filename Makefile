# The two commands are `make demo` and `make test`; both begin with `make setup`.

PORT ?= 8000
PYTHON ?= python3

# uv builds the environment from its lock. One that is on the PATH is used, otherwise one is brought
# along in .uv/ of this checkout.
UV_VERSION := 0.13.9
UV := $(or $(shell command -v uv),.uv/bin/uv)
BIN := .venv/bin
export UV

.PHONY: setup demo test coverage bench format api-types clean

# The front end looks after itself: it is built only where its sources changed.
setup: .venv/ready
	@$(BIN)/python web/front_end.py

demo: setup
	@trap : INT; $(BIN)/gridmap demo --port $(PORT) || [ $$? = 130 ] # Ctrl+C is how it ends

# What has to be fetched first is timed apart from the checks themselves.
test:
	@began=$$(date +%s); $(MAKE) --no-print-directory setup && sh tools/postgres.sh && sh tools/chromium.sh \
		&& $(UV) sync --locked --quiet --compile-bytecode \
		&& $(BIN)/python web/front_end.py install \
		&& echo "Installation took $$(($$(date +%s) - began)) s, not counted below."
	@$(BIN)/python tools/check.py

# Which lines and branches no test reaches.
coverage: setup
	@$(BIN)/python tools/check.py coverage

bench: setup
	@for bench in assign imports visits coverage store ledger webmap sheets walks scans; do \
		echo "== $$bench"; $(BIN)/python -m benchmarks.$$bench || exit; done

format: setup
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .
	$(BIN)/python web/front_end.py install
	$(BIN)/python web/front_end.py run format

# The TypeScript types of the API, from its own description.
api-types: setup
	$(BIN)/python web/front_end.py install
	$(BIN)/python tools/api_types.py

clean:
	rm -rf .venv .uv dist gridmap/static web/node_modules

.uv/bin/uv:
	sh tools/uv.sh $(UV_VERSION) $(PYTHON)

.venv/ready: pyproject.toml uv.lock hatch_build.py | $(UV)
	$(UV) sync --locked --quiet
	@touch $@
