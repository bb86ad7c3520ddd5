"""How Pawarta starts, stops, is checked and shipped: embedded database, supervisor, Makefile, containers."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import psutil
import pytest
import yaml

from newsroom import embedded_postgres
from tests.support.processes import SECRET
from tests.support.variables import secrets, variables

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text().replace("\\\n", "")
DEPLOY = (ROOT / "docs/deploy.md").read_text()


@pytest.fixture
def folder():
    """An empty folder that every account may pass: started by root, the database runs as another one."""
    with tempfile.TemporaryDirectory(prefix="pawarta-test-") as name:
        os.chmod(name, 0o711)  # noqa: S103
        yield Path(name).resolve()


def bare(**variables: object) -> dict[str, str]:
    """An environment with a path and what is given, as `env -i` would leave it."""
    return {"PATH": os.environ["PATH"], **{key: str(value) for key, value in variables.items()}}


def run(*command: object, env: dict[str, str], cwd: Path = ROOT) -> subprocess.CompletedProcess:
    return subprocess.run(
        [str(part) for part in command], cwd=cwd, env=env, capture_output=True, text=True, timeout=120
    )


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def processes_of(folder: Path) -> list[str]:
    """Everything that was started for this folder: its path is in the environment, or is where it works."""
    found = []
    for process in psutil.process_iter():
        try:
            if str(folder) in f"{process.cmdline()} {process.environ()} {process.cwd()}":
                found.append(f"{process.pid} {process.status()} {' '.join(process.cmdline())}")
        except psutil.Error:
            pass  # it has just ended, or belongs to somebody else
    return found


# The embedded database


def use_database(folder: Path, then: str = "pass") -> subprocess.CompletedProcess:
    script = f"""
import psycopg, sys
from pathlib import Path
from newsroom.embedded_postgres import EmbeddedPostgresError, database_url
try:
    url = database_url(Path(sys.argv[1]))
except EmbeddedPostgresError as error:
    sys.exit(str(error))
with psycopg.connect(url) as db:
    {then}
"""
    return run(sys.executable, "-c", script, folder, env=bare())


@pytest.mark.slow
def test_embedded_database_keeps_its_data_and_stops_with_its_last_user(folder):
    use_database(folder, 'db.execute("CREATE TABLE kept AS SELECT 7 AS number")')
    assert processes_of(folder) == []
    assert use_database(folder, 'print(db.execute("SELECT number FROM kept").fetchone())').stdout == "(7,)\n"


@pytest.mark.slow
def test_embedded_database_speaks_utf8_and_indonesian_without_a_locale(folder):
    query = (
        "SELECT current_setting('server_encoding'), lower('ÉTÉ') = 'été',"
        " to_tsvector('indonesian', 'pembangunan jalan') @@ to_tsquery('indonesian', 'membangun')"
    )
    outcome = use_database(folder, f'print(*db.execute("{query}").fetchone())')
    assert outcome.stdout == "UTF8 True True\n", outcome.stderr


@pytest.mark.slow
def test_embedded_database_is_shared_and_survives_the_death_of_a_user(folder):
    assert use_database(folder, "import os; os.kill(os.getpid(), 9)").returncode == -signal.SIGKILL
    assert len(processes_of(folder)) > 1  # nobody was there to stop it
    assert use_database(folder).stderr == ""
    assert processes_of(folder) == []


@pytest.mark.slow
def test_embedded_database_recovers_from_a_crash(folder):
    server = "int(open(sys.argv[1] + '/data/postmaster.pid').readline())"
    use_database(folder, f"import os; os.kill({server}, 9)")
    outcome = use_database(folder)
    assert (outcome.returncode, processes_of(folder)) == (0, []), outcome.stderr


@pytest.mark.slow
def test_embedded_database_does_not_trust_the_number_of_a_dead_server(folder):
    use_database(folder)
    pid_file = folder / "data/postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n/elsewhere\n1700000000\n5432\n.\n\n  1 2\nready\n")
    assert use_database(folder).returncode == 0


@pytest.mark.slow
def test_embedded_database_copes_with_long_and_odd_paths(folder):
    for name in ("x" * 120, "a b, 'c' \"d\" $e %41 é"):
        outcome = use_database(folder / name)
        assert (outcome.returncode, outcome.stderr) == (0, "")
    assert processes_of(folder) == []


@pytest.mark.slow
def test_embedded_database_says_in_one_line_what_is_wrong(folder):
    (folder / "file").touch()
    assert "Not a directory" in use_database(folder / "file/postgres").stderr
    use_database(folder / "old")
    (folder / "old/data/PG_VERSION").write_text("15\n")
    outcome = use_database(folder / "old")
    assert "written by PostgreSQL 15" in outcome.stderr
    assert outcome.stderr.count("\n") == 1


# make run


def wait_for_worker(supervisor: subprocess.Popen) -> psutil.Process:
    """The worker's process, which starts after the site answers."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        for child in psutil.Process(supervisor.pid).children():
            if "worker" in child.cmdline():
                return child
        time.sleep(0.1)
    raise AssertionError("no worker")


def start(**variables: object) -> subprocess.CompletedProcess:
    return run(sys.executable, "-m", "newsroom.start", env=bare(**variables))


def assert_one_line(outcome: subprocess.CompletedProcess, *words: str) -> None:
    assert outcome.returncode == 1, outcome
    assert outcome.stderr.count("\n") == 1, outcome.stderr
    for word in words:
        assert word in outcome.stderr
    assert "Traceback" not in outcome.stdout


def test_start_names_the_port_that_is_taken(folder):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert_one_line(start(PORT=port, PAWARTA_VAR=folder), f"porta {port} sedang dipakai", "PORT=")


@pytest.mark.parametrize("port", ["0", "65536", "eighty", "-1"])
def test_start_refuses_what_is_no_port(port, folder):
    assert_one_line(start(PORT=port, PAWARTA_VAR=folder), f"PORT={port}")


def test_start_refuses_a_host_that_is_not_here(folder):
    assert_one_line(start(HOST="192.0.2.1", PORT=closed_port(), PAWARTA_VAR=folder), "HOST=192.0.2.1")


@pytest.mark.slow
def test_start_says_that_the_database_is_unreachable(folder):
    url = f"postgresql://pawarta:hush@127.0.0.1:{closed_port()}/pawarta"
    outcome = start(DATABASE_URL=url, PORT=closed_port(), PAWARTA_VAR=folder)
    assert_one_line(outcome, "DATABASE_URL", "refused")
    assert "hush" not in outcome.stdout + outcome.stderr


def test_start_says_where_it_may_not_write(folder):
    # Permissions do not stop root, but nobody can make a folder inside a file.
    (folder / "file").touch()
    outcome = start(PORT=closed_port(), PAWARTA_VAR=folder / "file")
    assert_one_line(outcome, str(folder / "file"), "Not a directory")


@pytest.mark.slow
def test_run_starts_everything_and_leaves_nothing(folder):
    port = closed_port()
    environment = bare(PORT=port, PAWARTA_VAR=folder, HOME=folder)
    log = folder / "output"

    def launch() -> subprocess.Popen:
        with log.open("w") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "newsroom.start"],
                cwd=ROOT, env=environment, stdout=output, stderr=output, start_new_session=True,
            )  # fmt: skip
        deadline = time.monotonic() + 120
        while "Ctrl-C" not in log.read_text():
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.1)
        return process

    def assert_gone(process: subprocess.Popen, code: int) -> None:
        assert process.wait(timeout=30) == code, log.read_text()
        assert processes_of(folder) == []
        assert "Traceback" not in log.read_text()
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))

    supervisor = launch()
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/sehat/", timeout=10) as answer:
        assert answer.status == 200
    assert f"http://localhost:{port}/redaksi-desk/" in log.read_text()
    with pytest.raises(urllib.error.HTTPError) as missing:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/tidak-ada/", timeout=10)
    assert "Halaman tidak ditemukan" in missing.value.read().decode()  # the site's own page, not Django's
    wait_for_worker(supervisor)
    assert len(log.read_text().splitlines()) < 20  # no line of a log
    assert log.read_text().count("tapalkuda") == 1
    os.killpg(supervisor.pid, signal.SIGINT)  # what a terminal sends for Ctrl-C
    assert_gone(supervisor, code=0)

    supervisor = launch()  # and a child that fails takes the others with it
    worker = wait_for_worker(supervisor)
    worker.kill()
    assert_gone(supervisor, code=1)
    assert "pekerja tugas berhenti" in log.read_text()

    supervisor = launch()
    supervisor.terminate()
    assert_gone(supervisor, code=0)


@pytest.mark.slow
def test_new_says_what_it_needs_where_nobody_can_be_asked(folder):
    outcome = run(
        sys.executable,
        "-m",
        "newsroom.start",
        "new",
        env=bare(PORT=closed_port(), PAWARTA_VAR=folder, HOME=folder),
    )
    assert outcome.returncode == 1
    assert all(flag in outcome.stderr for flag in ("--name", "--place", "--person"))
    assert "Traceback" not in outcome.stderr
    assert processes_of(folder) == []


# Makefile


@pytest.fixture
def clone(folder):
    shutil.copy(ROOT / "Makefile", folder)
    shutil.copytree(ROOT / "requirements", folder / "requirements")
    return folder


def make(*arguments: str, cwd: Path, path: Path | str = "") -> subprocess.CompletedProcess:
    return run(shutil.which("make"), *arguments, cwd=cwd, env={"PATH": str(path)})


def fake_python(folder: Path, version: str, *, has_venv: bool) -> Path:
    programs = folder / "bin"
    programs.mkdir()
    program = programs / "python3"
    answers = f"*version_info*) echo {version};; *venv*) exit {0 if has_venv else 1};;"
    program.write_text(f'#!/bin/sh\ncase "$2" in {answers} esac\n')
    program.chmod(0o755)
    return programs


def test_make_help_lists_every_target():
    outcome = run("make", env=bare())
    targets = [line.split()[1] for line in outcome.stdout.splitlines()]
    assert targets[0] == "help"
    assert {"run", "test", "check", "fix", "demo", "shell", "bench"} < set(targets)
    assert set(targets) == set(
        re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.M)[1].split()
    )


def test_make_names_the_python_that_is_too_old(clone):
    outcome = make("run", cwd=clone, path=fake_python(clone, "3.9", has_venv=True))
    assert "Pawarta needs Python 3.11 or newer; found python3 (3.9)" in outcome.stderr.splitlines()[0]
    assert outcome.returncode
    assert not (clone / ".venv").exists()


def test_make_says_that_there_is_no_python(clone):
    assert "newer; found none" in make("test", cwd=clone).stderr.splitlines()[0]


def test_make_says_that_venv_is_missing(clone):
    outcome = make("run", cwd=clone, path=fake_python(clone, "3.12", has_venv=False))
    assert "python3-venv" in outcome.stderr.splitlines()[0]


def test_make_says_that_it_cannot_write(clone):
    (clone / ".venv").touch()
    outcome = make("run", f"PYTHON={sys.executable}", cwd=clone)
    assert outcome.stderr.startswith("Pawarta cannot make .venv: ")
    assert "Traceback" not in outcome.stderr


def test_ci_runs_both_commands_and_stops_at_the_first_fault():
    script = (ROOT / ".ci/run").read_text()
    assert os.access(ROOT / ".ci/run", os.X_OK)
    assert "set -euo pipefail" in script
    assert "export CI=true" in script
    assert [line.split("#")[0].strip() for line in script.splitlines() if line.startswith("make ")] == [
        "make check",
        "make test",
    ]
    assert run("bash", "-n", ".ci/run", env=bare()).returncode == 0


# Requirements


def pins(name: str) -> dict[str, str]:
    """Package and version of each requirement; every one of them must carry hashes."""
    text = (ROOT / f"requirements/{name}.txt").read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    for line in lines:
        assert re.fullmatch(r"[a-z0-9.-]+==\S+( ;[^#]*?)?( +--hash=sha256:[0-9a-f]{64})+ *", line), line
    return {line.split("==")[0]: line.split("==")[1].split()[0] for line in lines}


@pytest.mark.parametrize("name", ["run", "test", "production"])
def test_requirements_are_pinned_with_hashes_and_name_no_address(name):
    assert pins(name)
    assert "://" not in (ROOT / f"requirements/{name}.txt").read_text()


@pytest.mark.parametrize("name", ["run", "production"])
def test_what_runs_is_what_was_tested(name):
    assert pins(name).items() <= pins("test").items()


# Containers


def test_compose_has_the_services_and_each_is_watched():
    assert set(SERVICES) == {"postgres", "migrate", "web", "watch", "worker", "nginx"}
    for name, service in SERVICES.items():
        if name == "web":  # it has the image's own
            assert "HEALTHCHECK" in DOCKERFILE
        elif name in ("migrate", "watch"):  # one ends, the other looks after the rest
            assert service["healthcheck"] == {"disable": True}
        else:
            assert service["healthcheck"]["test"][0] in ("CMD", "CMD-SHELL")


def test_compose_waits_for_the_database_and_its_migrations():
    assert SERVICES["migrate"]["depends_on"]["postgres"]["condition"] == "service_healthy"
    for name in ("web", "worker"):
        assert {key: value["condition"] for key, value in SERVICES[name]["depends_on"].items()} == {
            "postgres": "service_healthy",
            "migrate": "service_completed_successfully",
        }
    assert SERVICES["nginx"]["depends_on"]["web"]["condition"] == "service_healthy"


def test_compose_keeps_data_and_pictures_in_volumes():
    assert set(COMPOSE["volumes"]) == {"postgres", "media", "originals"}
    # Since 18 the image keeps its data in a folder for each major version below this one.
    assert SERVICES["postgres"]["volumes"] == ["postgres:/var/lib/postgresql"]
    for name in ("web", "worker"):
        assert {"media:/srv/media", "originals:/srv/originals"} <= set(SERVICES[name]["volumes"])
    assert "media:/srv/media:ro" in SERVICES["nginx"]["volumes"]
    assert "originals" not in str(SERVICES["nginx"]["volumes"])
    assert "MEDIA_ROOT=/srv/media ORIGINALS_ROOT=/srv/originals" in DOCKERFILE
    for volume in SERVICES["nginx"]["volumes"]:
        if volume.startswith("./"):
            assert (ROOT / volume.split(":")[0]).is_file()


def test_compose_has_no_secret_and_no_default_for_one():
    text = (ROOT / "docker-compose.yml").read_text()
    for name in ("SECRET_KEY", "POSTGRES_PASSWORD", "EMAIL_URL"):
        uses = re.findall(rf"\$\{{{name}[^}}]*\}}", text)
        assert uses
        assert all(use.startswith(f"${{{name}:?") for use in uses)
    environments = [service.get("environment", {}) for service in SERVICES.values()]
    values = [str(value) for e in environments for key, value in e.items() if re.search("KEY|PASSWORD", key)]
    assert values
    assert all(value.startswith("${") for value in values)


def test_compose_lets_only_nginx_out():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["nginx"]


def test_compose_has_the_postgresql_that_the_tests_run_on():
    version = run(embedded_postgres.find_programs() / "postgres", "--version", env=bare()).stdout
    tested = int(re.search(r"\(PostgreSQL\) (\d+)", version)[1])
    image, major = SERVICES["postgres"]["image"].split(":")
    assert (image, int(major)) == ("postgres", tested)
    assert tested == embedded_postgres.MAJOR >= 15


def test_image_has_a_current_python_and_checked_packages():
    bases = re.findall(r"^FROM python:3\.(\d+)-slim", DOCKERFILE, re.M)
    assert len(bases) == len(re.findall("^FROM ", DOCKERFILE, re.M)) == 2
    assert all(int(minor) >= 11 for minor in bases)
    assert "COPY requirements/production.txt /tmp/requirements.txt" in DOCKERFILE
    assert "--require-hashes -r /tmp/requirements.txt" in DOCKERFILE
    assert re.search(r"^USER pawarta$", DOCKERFILE, re.M)


def test_image_copies_all_that_runs_and_nothing_private():
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert (ROOT / ".dockerignore").read_text().splitlines()[0] == "*"
    assert allowed == {
        "articles", "docs/images", "docs/panduan", "docs/panduan-redaksi.md", "locale", "manage.py", "newsroom", "requirements/production.txt", "staff", "static",
        "templates",
    }  # fmt: skip
    assert all((ROOT / name).exists() for name in allowed)


@pytest.mark.slow
def test_image_collects_static_files_without_a_database_or_secret(folder):
    assignments = re.search(r"^RUN (SECRET_KEY=.*) python manage.py collectstatic", DOCKERFILE, re.M)[1]
    variables = dict(pair.split("=", 1) for pair in assignments.split())
    outcome = run(
        sys.executable, "manage.py", "collectstatic", "--no-input", env=bare(PAWARTA_VAR=folder, **variables)
    )
    assert outcome.returncode == 0, outcome.stderr
    assert (folder / "static/staticfiles.json").is_file()
    assert_imports_are_hashed(folder / "static")


def assert_imports_are_hashed(folder):
    """Browsers keep a hashed file for good, so a script may import another under its hashed name alone."""
    hashed = set(json.loads((folder / "staticfiles.json").read_text())["paths"].values())
    imports = {
        (script.parent / source).resolve().relative_to(folder.resolve()).as_posix()
        for script in map(folder.joinpath, hashed)
        if script.suffix == ".js" and script.is_relative_to(folder / "desk")
        for source in re.findall(r'(?:from |import |import\()"([^"]+)"', script.read_text())
    }
    assert len(imports) > 10
    assert imports <= hashed
    assert all((folder / name).is_file() for name in imports)


@pytest.mark.slow
def test_image_starts_a_web_server_that_loads_the_site(folder):
    command = json.loads(re.search(r"^CMD (\[.*\])$", DOCKERFILE, re.M)[1])
    outcome = run(
        sys.executable, "-m", *command, "--check-config",
        env=bare(SECRET_KEY=SECRET, DATABASE_URL="postgresql://nobody/none", PAWARTA_VAR=folder),
    )  # fmt: skip
    assert outcome.returncode == 0, outcome.stderr
    assert "gthread" in " ".join(command)


def test_image_asks_the_site_for_its_health():
    check = json.loads(re.search(r"^HEALTHCHECK .* CMD (\[.*\])$", DOCKERFILE, re.M)[1])
    assert check[:2] == ["python", "-c"]
    compile(check[2], "HEALTHCHECK", "exec")
    assert "/sehat/" in check[2]


def test_nginx_serves_media_and_passes_the_rest_on():
    site = (ROOT / "docs/nginx.conf").read_text()
    for setting in (
        "location /media/", "alias /srv/media/;", "proxy_pass http://pawarta;", "X-Forwarded-Proto",
        "gzip on;", "client_max_body_size",
    ):  # fmt: skip
        assert setting in site
    assert site.count("{") == site.count("}")


# What the manual says


def test_every_variable_is_explained():
    compose = set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text()))
    explained = set(re.findall(r"^\| `([A-Z0-9_]+)`", DEPLOY, re.M))
    assert len(variables()) > 10
    assert secrets() == {"SECRET_KEY", "SOURCE_NOTE_KEYS", "S3_SECRET_KEY", "OIDC_CLIENT_SECRET"}
    assert variables() | compose - {"PAWARTA_VERSION"} <= explained


def test_the_shell_s_variables_change_no_test():
    shell = {
        "SITE_URL": "https://lain.example",
        "TIME_ZONE": "Asia/Jayapura",
        "S3_BUCKET": "x",
        "DEBUG": "1",
        "PAGE_CACHE_MB": "9",
    }
    script = "import tests.settings as s; print(s.SITE_URL, s.TIME_ZONE, s.S3_BUCKET or '-', s.DEBUG, s.PAGE_CACHE_MB)"
    outcome = run(sys.executable, "-c", script, env=bare(DATABASE_URL=os.environ["DATABASE_URL"], **shell))
    assert outcome.stdout == "http://127.0.0.1:8000 Asia/Jakarta - False 0\n", outcome.stderr
