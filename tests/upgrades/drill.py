"""An upgrade while people write: `make upgrade-drill` (ARGS="--since REF --seconds 8").

The release before is taken from git's history and started with writers, an editor and readers at its desk. Then come the
steps of docs/deploy.md: migrate, restart the worker, restart the web; and the way back, and forward again. Every answer
is looked at, and in the end every save that was confirmed.
"""

import argparse
import io
import os
import queue
import signal
import socket
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
from collections import Counter
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import requests

from newsroom import embedded_postgres
from tests.bench import reporting
from tests.support.page_forms import posted_forms
from tests.support.processes import ROOT, SECRET
from tests.upgrades import release

DESK, HOST = "/redaksi-desk/", "localhost"
PATIENCE = 60
WRITERS = ("wati", "oki", "rina")
PEOPLE = """
import django; django.setup()
from staff import roles
from tests.support.factories import make_category, make_publication, make_region, make_user
roles.write_groups(); make_publication(); make_category(); make_region()
for name in {writers!r}: make_user(name, roles.WRITER)
make_user("edi", roles.EDITOR)
"""


class House:
    """The newsroom's processes, of one release or the other, on one database and one open port."""

    def __init__(self, folder):
        self.folder = folder
        self.url = embedded_postgres.database_url(folder / "postgres")
        self.line = socket.create_server(
            ("127.0.0.1", 0), backlog=512
        )  # as systemd holds it (pawarta-web.socket)
        self.line.set_inheritable(True)
        self.port = self.line.getsockname()[1]
        self.processes, self.submitted = {}, queue.Queue()
        self.environment = {
            "PATH": os.environ["PATH"], "DATABASE_URL": self.url, "SECRET_KEY": SECRET, "SITE_URL": f"http://{HOST}",
            "ALLOWED_HOSTS": HOST, "PAWARTA_VAR": str(folder / "var"), "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            "SECOND_FACTOR_FROM": "2099-01-01", "EMAIL_URL": "dummymail://", "PYTHONWARNINGS": "ignore",
            "WEB_CONCURRENCY": "2", "LOG_LEVEL": "ERROR",
        }  # fmt: skip

    def do(self, tree, *command, **variables):
        subprocess.run([sys.executable, *command], cwd=tree, env=self.environment | variables, check=True)

    def start(self, name, tree, *command):
        with (self.folder / f"{name}.log").open("a") as log:
            self.processes[name] = subprocess.Popen(
                [sys.executable, *command], cwd=tree, env=self.environment, stdout=log, stderr=log, pass_fds=[self.line.fileno()]
            )  # fmt: skip

    def put_in_place(self, tree):
        """The steps of docs/deploy.md, for whichever release: its files, the worker, the web."""
        self.do(tree, "manage.py", "collectstatic", "--no-input", "--verbosity=0")
        self.end("worker")
        self.start("worker", tree, "manage.py", "worker", "--queue-name=*", "--interval=0.2")
        self.end("web")
        self.start("web", tree, "-m", "gunicorn", "newsroom.wsgi", f"--bind=fd://{self.line.fileno()}", "--worker-class=gthread",
                   "--threads=4", "--no-control-socket", "--worker-tmp-dir=/dev/shm", "--log-level=critical")  # fmt: skip

    def end(self, name):
        if process := self.processes.pop(name, None):
            process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE)

    def errors(self):
        return [
            line
            for path in self.folder.glob("*.log")
            for line in path.read_text().splitlines()
            if "ERROR" in line
        ]


class Person(threading.Thread):
    """Somebody in a browser, who goes on until the end is told."""

    def __init__(self, house, name, ending):
        super().__init__(daemon=True)
        self.house, self.name, self.ending = house, name, ending
        self.http = requests.Session()
        self.answers, self.wrong, self.longest = Counter(), [], 0.0
        self.saved = {}  # what was confirmed: {story: headline}
        self.published = []

    def ask(self, path, data=None):
        """Return an answer; one that is neither a page nor a redirect is noted."""
        begin = time.monotonic()
        # A connection for each request, as nginx asks: one that is kept open may end while it is used.
        headers = {"Host": HOST, "Referer": f"http://{HOST}{path}", "Connection": "close"}
        if data and (token := self.http.cookies.get("csrftoken")):
            headers["X-CSRFToken"] = token
        method = "POST" if data is not None else "GET"
        try:
            answer = self.http.request(method, f"http://127.0.0.1:{self.house.port}{path}", data=data, headers=headers,
                                       allow_redirects=False, timeout=PATIENCE)  # fmt: skip
        except requests.RequestException as error:
            self.wrong.append((method, path, type(error).__name__))
            return None
        self.longest = max(self.longest, time.monotonic() - begin)
        self.answers[method, answer.status_code] += 1
        if answer.status_code not in (200, 302):
            self.wrong.append((method, path, answer.status_code))
        return answer

    def sign_in(self):
        self.ask(f"{DESK}login/")
        answer = self.ask(f"{DESK}login/", {"username": self.name, "password": "rahasia"})
        if not answer or answer.status_code != 302:
            raise SystemExit(f"{self.name} could not sign in: {answer and answer.status_code}.")

    def run(self):
        number = 0
        while not self.ending.is_set():
            number += 1
            self.work(number)
            time.sleep(0.1)

    def send(self, path, sign, **values):
        """Open a page and send the form that has this field or leads there; return where the answer leads, None where it was not
        accepted.
        """
        page = self.ask(path)
        if page is None or page.status_code != 200:
            self.wrong.append(("GET", path, "no form"))
            return None
        form = next(
            (
                one
                for one in posted_forms(page.text, path)
                if one.target.endswith(sign) or sign in one.as_sent()
            ),
            None,
        )
        if form is None:
            self.wrong.append(("GET", path, f"no form for {sign}"))
            return None
        answer = self.ask(form.target, form.as_sent() | values)
        if answer is not None and answer.status_code == 200:
            self.wrong.append(("POST", path, "not accepted"))
        return answer.headers.get("Location") if answer is not None and answer.status_code == 302 else None


class Writer(Person):
    """A reporter: each story is begun, saved once more, and each third submitted."""

    def work(self, number):
        headline = f"Berita {number} dari {self.name}"
        words = {"headline": headline, "body": "<p>Air surut sejak pagi.</p>", **self.house.place}
        target = self.send(f"{DESK}articles/article/add/", "headline", **words)
        if not target:
            return
        story = int(target.split("/articles/article/")[1].split("/")[0])
        self.saved[story] = headline
        change = f"{DESK}articles/article/{story}/change/"
        if self.send(change, "headline", headline=f"{headline}, lagi"):
            self.saved[story] = f"{headline}, lagi"
        if number % 3 == 0 and self.send(change, "headline", _save=None, _action="submit"):
            self.house.submitted.put(story)


class Editor(Person):
    """Approves and publishes what was submitted."""

    def work(self, number):
        self.ask(f"{DESK}articles/article/")
        while not self.house.submitted.empty():
            story = self.house.submitted.get()
            if self.send(f"{DESK}articles/article/{story}/tinjau/", "/approve_and_publish/"):
                self.published.append(story)


class Reader(Person):
    def work(self, number):
        for path in ("/", "/indeks/", "/feed/", f"/cari/?q=air+{number}"):
            self.ask(path)


@contextmanager
def tree_of(reference):
    """The files of a commit or tag."""
    archive = subprocess.run(["git", "archive", "--format=tar", reference], cwd=ROOT, capture_output=True)
    if archive.returncode:
        raise SystemExit(
            f"{reference} is not in this clone's history; `git fetch --unshallow --tags` brings it."
        )
    with tempfile.TemporaryDirectory(prefix="pawarta-before-") as folder:
        with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as files:
            files.extractall(folder, filter="data")
        yield Path(folder)


def steps(house, before, seconds):
    """Yield (what was done, seconds that it took); people work all the while, and for some seconds after each."""
    for words, do in (
        ("the release before", lambda: None),
        ("migrate", lambda: house.do(ROOT, "manage.py", "migrate", "--no-input", "--verbosity=0")),
        ("this release: worker, web", lambda: house.put_in_place(ROOT)),
        ("the way back: worker, web", lambda: house.put_in_place(before)),
        ("forward again", lambda: house.put_in_place(ROOT)),
    ):
        begin = time.monotonic()
        do()
        yield words, time.monotonic() - begin
        time.sleep(seconds)


def outcome(house, people):
    """Return (stories of which a confirmed step is missing, tasks that failed)."""
    with psycopg.connect(house.url) as database:
        rows = {pk: row for pk, *row in database.execute("SELECT id, headline, status FROM articles_article")}
        failed = database.execute(
            "SELECT task_path, exception_class_path FROM django_tasks_database_dbtaskresult WHERE status = 'FAILED'"
        ).fetchall()
    confirmed = [(pk, 0, headline) for person in people for pk, headline in person.saved.items()]
    confirmed += [(pk, 1, "published") for person in people for pk in person.published]
    return [
        (pk, value, rows.get(pk))
        for pk, column, value in confirmed
        if rows.get(pk, [None] * 2)[column] != value
    ], failed


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--since", default=release.facts()["commit"], help="commit or tag of the release before"
    )
    parser.add_argument("--seconds", type=float, default=8, help="of work after each step")
    options = parser.parse_args()
    with tree_of(options.since) as before, tempfile.TemporaryDirectory(prefix="pawarta-upgrade-") as name:
        os.chmod(name, 0o711)  # noqa: S103 -- started by root, the database runs as another account
        sys.exit(drill(House(Path(name)), before, options))


def drill(house, before, options):
    house.do(before, "manage.py", "migrate", "--no-input", "--verbosity=0")
    house.do(before, "-c", PEOPLE.format(writers=WRITERS))
    with psycopg.connect(house.url) as database:
        of = "SELECT (SELECT min(id) FROM articles_category), (SELECT max(id) FROM articles_region)"
        house.place = dict(zip(("category", "region"), database.execute(of).fetchone(), strict=True))
    house.put_in_place(before)
    ending = threading.Event()
    people = [
        *(Writer(house, name, ending) for name in WRITERS),
        Editor(house, "edi", ending),
        Reader(house, "pembaca", ending),
    ]
    try:
        for person in people[:-1]:
            person.sign_in()
        for person in people:
            person.start()
        for words, took in steps(house, before, options.seconds):
            done = sum(len(person.saved) for person in people)
            reporting.say(
                f"{words:<28} {took:5.1f} s, {done:5} stories saved so far, {sum(len(one.wrong) for one in people)} wrong answers"
            )
        ending.set()
        for person in people:
            person.join(PATIENCE)
        time.sleep(2)  # the worker's last tasks
    finally:
        ending.set()
        for process in list(house.processes):
            with suppress(subprocess.TimeoutExpired):
                house.end(process)
    return report(house, people)


def report(house, people):
    wrong = [f"{one.name}: {' '.join(map(str, each))}" for one in people for each in one.wrong]
    missing, failed = outcome(house, people)
    saved, published = (sum(len(getattr(one, name)) for one in people) for name in ("saved", "published"))
    answers = sum((person.answers for person in people), Counter())
    reporting.say(
        f"{saved} stories confirmed and saved again, {published} of them published, {sum(answers.values())} answers: "
        + ", ".join(f"{count} {method} {status}" for (method, status), count in sorted(answers.items()))
    )
    reporting.say(
        f"longest answer {max(person.longest for person in people):.1f} s; lost {len(missing)}, wrong answers {len(wrong)}, "
        f"failed tasks {len(failed)}, errors in the log {len(house.errors())}"
    )
    for line in [*wrong[:20], *map(str, missing[:20]), *map(str, failed[:20]), *house.errors()[:20]]:
        reporting.say(f"    {line}")
    return 1 if wrong or missing or failed or not (saved and published) else 0


if __name__ == "__main__":
    main()
