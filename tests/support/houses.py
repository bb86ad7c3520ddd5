"""A PostgreSQL server of a test's own with houses in it, and commands that work on a house in a process that may be killed."""

import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg

from newsroom.embedded_postgres import Server

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = "template_of_houses"
LONGEST = 240  # seconds of a command


@contextmanager
def own_server():
    """A server in a folder of its own; pytest's closes to other accounts as soon as another run begins."""
    with tempfile.TemporaryDirectory(prefix="pawarta-server-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # the server may run as another account
        server = OwnServer(folder)
        try:
            yield server
        finally:
            server.server.leave()


class OwnServer:
    """A server that a test may restart."""

    def __init__(self, folder):
        self.folder = folder
        self.server = Server(folder / "postgres")
        self.address = self.server.join(TEMPLATE)
        migration = subprocess.run(
            [sys.executable, "manage.py", "migrate", "--verbosity=0"], cwd=ROOT, env=environment(self.address),
            capture_output=True, text=True, timeout=LONGEST, check=False,
        )  # fmt: skip
        assert migration.returncode == 0, migration.stderr
        with psycopg.connect(self.url("postgres"), autocommit=True) as session:
            # What was confirmed outlives a crash, as on a server; a laptop's may lose half a second.
            session.execute("ALTER SYSTEM SET synchronous_commit = on")
            session.execute("SELECT pg_reload_conf()")

    def house(self, name):
        """A new house that only `migrate` has touched."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as session:
            session.execute(f'CREATE DATABASE "{name}" TEMPLATE "{TEMPLATE}"')
        return House(self.url(name), self.folder / name)

    def url(self, name):
        return self.address.replace(f"/{TEMPLATE}?", f"/{quote(name)}?")

    def restart(self, *, mode="immediate"):
        """Stop the server, at once as if it had crashed, and start it again."""
        self.server._run_as_account("pg_ctl", "stop", "-D", "data", "-m", mode, "-t", 60)
        self.server._start()


def environment(url, folder=None):
    folder = folder or Path("/nonexistent")
    paths = {"MEDIA_ROOT": str(folder / "media"), "ORIGINALS_ROOT": str(folder / "originals")}
    return {
        "PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "DEBUG": "1", "DATABASE_URL": url, **paths,
        "SECRET_KEY": "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz",
    }  # fmt: skip


class House:
    """A database with the folder of its files."""

    def __init__(self, url, folder):
        self.url, self.folder = url, folder
        folder.mkdir()

    def arguments(self, *command):
        return [sys.executable, str(ROOT / "manage.py"), *map(str, command)]

    def run(self, *command):
        """Run a command to its end; returns what became of it."""
        return subprocess.run(
            self.arguments(*command), cwd=ROOT, env=environment(self.url, self.folder), capture_output=True,
            text=True, timeout=LONGEST, check=False,
        )  # fmt: skip

    def do(self, *command):
        """Run a command that has to succeed."""
        outcome = self.run(*command)
        assert outcome.returncode == 0, outcome.stderr
        return outcome.stdout

    @contextmanager
    def running(self, *command):
        """A command that is under way; it is killed at the end, where it still is."""
        process = subprocess.Popen(
            self.arguments(*command), cwd=ROOT, env=environment(self.url, self.folder), stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True, start_new_session=True,
        )  # fmt: skip
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.communicate()

    def on_small_disk(self, place, first, then, *, size="1m", enlarged="256m"):
        """Run a command with a full disk at `place`, enlarge the disk, and run another. Returns the first one's stderr.

        The disk lives in a namespace of its own, and goes with it.
        """
        place.mkdir(parents=True, exist_ok=True)
        script = (
            'mount -t tmpfs -o "size=$SIZE" none "$PLACE" && ! "$@" 2>"$TOLD"; cat "$TOLD" >&2; test -s "$TOLD"'
            ' && mount -o "remount,size=$ENLARGED" "$PLACE" && eval "$THEN" && { test -z "$KEEP" || cp -a "$PLACE/." "$KEEP/"; }'
        )
        copy = place.with_name(f"{place.name}-kept")
        copy.mkdir()
        as_root = [] if os.geteuid() == 0 else ["--map-root-user"]
        outcome = subprocess.run(
            ["unshare", *as_root, "--mount", "sh", "-c", script, "sh", *self.arguments(*first)],
            cwd=ROOT, capture_output=True, text=True, timeout=LONGEST, check=False,
            env=environment(self.url, self.folder) | {
                "SIZE": size, "ENLARGED": enlarged, "PLACE": str(place), "KEEP": str(copy), "TOLD": str(self.folder / "told"),
                "THEN": " ".join(f"'{part}'" for part in self.arguments(*then)),
            },
        )  # fmt: skip
        assert outcome.returncode == 0, outcome.stderr
        return (self.folder / "told").read_text(), copy

    def ask(self, statement, *values):
        with psycopg.connect(self.url, autocommit=True) as session:
            return session.execute(statement, values).fetchall()

    def wait_for(self, statement, process, seconds=120):
        """Wait until a statement has a row, while a process works."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and process.poll() is None:
            if self.ask(statement):
                return
            time.sleep(0.01)
        raise AssertionError(f"never: {statement}")


def kill_at_random(house, seed, command, again, *, progress, goal, kills=5):
    """Start a command and kill it at some moments, each time further on, and let it come to its end.

    `again` returns the command that goes on with what a killed one left, `progress` how far the work is of `goal`.
    Returns how often it was killed.
    """
    chance, count = random.Random(seed), 0
    for moment in sorted(chance.sample(range(goal), kills)):
        with house.running(*(again() if count else command)) as process:
            while process.poll() is None and progress() < moment:
                time.sleep(0.005)
            time.sleep(chance.uniform(0, 0.2))  # between two signs of progress, too
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                count += 1
    house.do(*again())
    return count


TRACEBACK = re.compile(r"Traceback \(most recent call last\)")


def told_in_words(text):
    """Return whether a command's errors are a sentence for people."""
    return bool(text.strip()) and not TRACEBACK.search(text)
