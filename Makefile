# Everything is done through `make`; it needs a POSIX shell, GNU make 3.81 or newer and Python 3.11 or newer.

PYTHONS = $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11)
RUN = .venv/.installed-run
TEST = .venv/.installed-test
AUDITS = .audits/.installed
TEMPLATES = $$(find templates -name "*.html")

# Debugging is asked for, never a default. `make check` looks at what a server would run.
DEVELOPMENT = DEBUG=$${DEBUG-1}
PRODUCTION = DEBUG=0 TRUSTED_PROXIES=1 ALLOWED_HOSTS=berita.example SITE_URL=https://berita.example \
	SECRET_KEY=$$(.venv/bin/python -c "import secrets; print(secrets.token_urlsafe(64))")

.PHONY: help run new test test-quick check fix demo shell cluster drill bench audit messages screenshots pictures schema lock notice release-record upgrade-drill
.DELETE_ON_ERROR:

help: ## list these targets
	@awk -F ":.*## " '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(RUN) ## look at the newsroom with its demo: site, desk, task worker (PORT=8000 HOST=127.0.0.1 VERBOSE=1)
	@exec .venv/bin/python -m newsroom.start

new: $(RUN) ## begin a newspaper of your own, without the demo; afterwards start it (PORT=8000 HOST=127.0.0.1 VERBOSE=1)
	@exec .venv/bin/python -m newsroom.start new

# What is compiled of the tests is kept for the next run, also where the environment says otherwise.
test test-quick: export PYTHONDONTWRITEBYTECODE =

test: $(TEST) ## run all tests on a real PostgreSQL (ARGS=tests/workflow for one room, ARGS="-k name")
	@browser=$$(for name in "$$CHROMIUM" chromium chromium-browser google-chrome; do \
		command -v "$$name" && break; done); \
	echo "Browser tests: $${browser:-left out, no Chromium found (CHROMIUM=/path/to/it)}"
	@if command -v npm >/dev/null && command -v java >/dev/null; then $(MAKE) -s $(AUDITS); \
	else echo "Audits of the pages: left out, no npm or no Java found"; fi
	@exec .venv/bin/python -m pytest -n auto --dist worksteal $(ARGS)

test-quick: $(TEST) ## run what needs no browser, no auditors and no thousands of steps: for every few minutes
	@exec .venv/bin/python -m pytest -n auto --dist worksteal -m "not (browser or audits or slow)" $(ARGS)

check: $(TEST) ## look for faults without running the tests: format, lint, types, templates, settings, migrations, known faults
	@.venv/bin/ruff format --check .
	@.venv/bin/ruff check .
	@$(PRODUCTION) DATABASE_URL=$${DATABASE_URL-postgresql://types/none} .venv/bin/mypy
	@.venv/bin/djade --target-version 5.2 --check $(TEMPLATES)
	@$(PRODUCTION) .venv/bin/python manage.py check --deploy --fail-level WARNING
	@$(PRODUCTION) .venv/bin/python manage.py makemigrations --check --dry-run
	@.venv/bin/python -m pytest -q tests/project/test_translations.py
	@.venv/bin/python requirements/known_faults.py

fix: $(TEST) ## mend what can be mended by itself: format, lint, templates
	@.venv/bin/ruff format .
	@.venv/bin/ruff check --fix .
	@.venv/bin/djade --target-version 5.2 $(TEMPLATES)

demo: $(RUN) ## load the demo newsroom into an empty database
	@$(DEVELOPMENT) .venv/bin/python manage.py migrate --verbosity 0
	@$(DEVELOPMENT) .venv/bin/python manage.py demo_newsroom

shell: $(RUN) ## open a Python shell with every model at hand
	@$(DEVELOPMENT) .venv/bin/python manage.py shell

cluster: $(TEST) ## look at the newsroom on several machines, all of them this one: primary, two standbys, two nodes, two workers, nginx, S3
	@exec .venv/bin/python -m tests.cluster

drill: $(TEST) ## break each part of such a house under load, into docs/drill.md (ten minutes; as root a full disk too; ARGS="lag stop" for some)
	@exec .venv/bin/python -m tests.cluster.drill $(ARGS)

bench: $(TEST) ## measure the site under load, into docs/benchmarks.md, then desk, photos, moving in and out, signing in (ARGS=--million PEER=http://… PAGES=file)
	@.venv/bin/python -m tests.bench.site $(ARGS)
	@.venv/bin/python -m tests.bench.turns $(if $(PEER),--peer $(PEER) --peer-pages $(PAGES))
	@.venv/bin/python -m tests.bench.editions
	@.venv/bin/python -m tests.bench.desk
	@.venv/bin/python -m tests.bench.photos
	@.venv/bin/python -m tests.bench.importing
	@.venv/bin/python -m tests.bench.transfer
	@.venv/bin/python -m tests.bench.sign_in
	@.venv/bin/python -m tests.bench.operations

audit: $(TEST) $(AUDITS) ## measure a running site with Lighthouse, into docs/benchmarks.md (SITE=http://…)
	@.venv/bin/python -m tests.bench.audit

screenshots: $(TEST) ## draw the pictures of README and docs from the demo
	@.venv/bin/python -m tests.bench.screenshots

pictures: $(TEST) ## draw the pictures of the demo, in Chromium (ARGS="name ..." for some)
	@.venv/bin/python -m tests.art $(ARGS)

schema: $(RUN) ## write newsroom/schema.sql anew: the tables as migrations make them, for a first start
	@.venv/bin/python -m newsroom.schema

release-record: $(TEST) ## write down what this release writes, for the tests of the next one (on the commit that is released)
	@.venv/bin/python -m tests.upgrades.record

upgrade-drill: $(TEST) ## put this release in place of the one before while people write, and go back (ARGS="--since v0.3.0")
	@.venv/bin/python -m tests.upgrades.drill $(ARGS)

messages: $(TEST) ## collect and compile the texts of the interface (needs gettext)
	@$(DEVELOPMENT) .venv/bin/python manage.py makemessages -l id --add-location file --no-wrap -i .venv -i var -i tests
	@$(DEVELOPMENT) .venv/bin/python manage.py compilemessages -l id -i .venv

lock: $(TEST) ## pin dependencies anew after a change of pyproject.toml (ARGS=--upgrade for newer ones)
	@$(call compile,test) --all-extras
	@$(call compile,run) --extra embedded -c requirements/test.txt
	@$(call compile,production) --extra production -c requirements/test.txt
	@$(call compile,tracing) --extra production --extra tracing -c requirements/test.txt
	@$(MAKE) -s notice

compile = .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	--no-header pyproject.toml -o requirements/$(1).txt $(ARGS)

notice: $(TEST) ## write NOTICE anew: components and licences of what the locks pin
	@.venv/bin/python requirements/notice.py

$(RUN): requirements/run.txt | .venv/bin/python
	@echo "Memasang yang dibutuhkan Pawarta (setengah menit) ..."
	@$(call install,run)
	@touch $@

# test.txt holds all of run.txt, in the same versions
$(TEST): requirements/test.txt | .venv/bin/python
	@echo "Installing what the tests need (a minute) ..."
	@$(call install,test)
	@touch $@ $(RUN)

$(AUDITS): tests/audits/package-lock.json
	@echo "Installing what audits the pages (a minute) ..."
	@mkdir -p .audits && cp tests/audits/package.json tests/audits/package-lock.json .audits/
	@cd .audits && npm ci --silent --ignore-scripts --no-audit --no-fund
	@touch $@

install = .venv/bin/python requirements/install.py requirements/$(1).txt

.venv/bin/python:
	@found=; \
	for python in $(PYTHONS); do \
		version=$$("$$python" -c "import sys; print('%d.%d' % sys.version_info[:2])" 2>/dev/null) || continue; \
		found="$$found $$python ($$version)"; \
		[ "$${version#3.}" -ge 11 ] 2>/dev/null || continue; \
		"$$python" -c "import ensurepip, venv" 2>/dev/null || { \
			echo "Pawarta needs Python's venv module (Debian, Ubuntu: apt install python3-venv)." >&2; exit 1; }; \
		echo "Menyiapkan .venv dengan Python $$version ..."; \
		error=$$("$$python" -m venv --clear --without-pip .venv 2>&1 \
			&& .venv/bin/python requirements/bring_pip.py 2>&1) && exit 0; \
		echo "Pawarta cannot make .venv: $$error" >&2; \
		exit 1; \
	done; \
	echo "Pawarta needs Python 3.11 or newer; found$${found:- none} (another place: PYTHON=/path/to/python)." >&2; \
	exit 1
