"""A whole outage with real processes: a database server of their own goes away and comes back."""

import os
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
import psycopg
import pytest

from newsroom import embedded_postgres
from tests.support.processes import ROOT, SECRET

PREPARE = "import django; django.setup(); from newsroom import serve; serve.migrate()"
ENQUEUE = "import django; django.setup(); from articles.tasks import learn_words; learn_words.enqueue()"
PATIENCE = 60  # seconds for anything to start, end or come back


@pytest.fixture
def folder():
    """An empty folder that the database's own account may pass."""
    with tempfile.TemporaryDirectory(prefix="pawarta-drill-") as name:
        os.chmod(name, 0o711)  # noqa: S103
        yield Path(name).resolve()


class House:
    """A database server, a web process and a worker, as on a server."""

    def __init__(self, folder):
        self.folder, self.data = folder, folder / "postgres"
        self.url = embedded_postgres.database_url(self.data)
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]
        self.environment = {
            "PATH": os.environ["PATH"], "DATABASE_URL": self.url, "SECRET_KEY": SECRET, "DEBUG": "0",
            "SITE_URL": "http://localhost", "ALLOWED_HOSTS": "localhost", "PAGE_CACHE_MB": "8", "PAWARTA_VAR": str(folder),
            "DJANGO_SETTINGS_MODULE": "newsroom.settings", "PYTHONWARNINGS": "ignore",
        }  # fmt: skip
        self.do("-c", PREPARE)
        self.do("manage.py", "collectstatic", "--no-input", "--verbosity=0")
        self.processes = [
            self.start("-m", "gunicorn", "newsroom.wsgi", f"--bind=127.0.0.1:{self.port}", "--worker-class=gthread",
                       "--threads=4", "--no-control-socket", "--log-level=critical"),
            self.start("manage.py", "worker", "--queue-name=*", "--interval=0.2", "--no-startup-delay"),
        ]  # fmt: skip

    def do(self, *command):
        subprocess.run([sys.executable, *command], cwd=ROOT, env=self.environment, check=True)

    def start(self, *command):
        with (self.folder / "log").open("a") as log:
            return subprocess.Popen([sys.executable, *command], cwd=ROOT, env=self.environment, stdout=log, stderr=log)  # fmt: skip

    def stop_database(self):
        number = int((self.data / "data/postmaster.pid").read_text().split()[0])
        server = psutil.Process(number)
        server.send_signal(signal.SIGINT)  # its fast shutdown
        server.wait(PATIENCE)

    def get(self, path, data=None):
        """Return status, headers and text of an answer."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", data, {"Host": "localhost"})
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 -- http, see above
                return answer.status, answer.headers, answer.read().decode()
        except urllib.error.HTTPError as answer:
            return answer.code, answer.headers, answer.read().decode()

    def ask(self, statement):
        with psycopg.connect(self.url) as connection:
            return connection.execute(statement).fetchone()

    def end(self):
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait(PATIENCE)


def wait_for(what):
    end = time.monotonic() + PATIENCE
    while True:
        try:
            if answer := what():
                return answer
        except OSError:  # not there yet
            pass
        assert time.monotonic() < end
        time.sleep(0.2)


@pytest.mark.slow
def test_a_database_goes_away_and_comes_back(folder):
    house = House(folder)
    try:
        wait_for(lambda: house.get("/")[0] == 200)
        assert house.get("/sehat/")[2] == "ok\n"

        house.stop_database()
        status, headers, page = house.get("/")
        assert (status, headers["Cache-Status"][:12]) == (200, "Pawarta; hit")
        assert "<h1" in page
        assert house.get("/tidak-pernah-ditanya/")[0] == 503
        assert (house.get("/sehat/")[0], "memory" in house.get("/sehat/")[2]) == (200, True)
        for data in (None, b"username=wati&password=rahasia"):
            assert house.get("/redaksi-desk/login/", data)[0] in (
                200,
                403,
                503,
            )  # the form itself asks nothing
        assert house.get("/redaksi-desk/articles/article/")[0] in (302, 503)

        assert embedded_postgres.database_url(house.data) == house.url
        wait_for(lambda: "Cache-Status" not in house.get("/")[1])
        wait_for(lambda: house.get("/sehat/")[2] == "ok\n")
        assert house.get("/tidak-pernah-ditanya/")[0] == 404
        house.do("-c", ENQUEUE)
        done = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE task_path LIKE '%learn_words' AND status = 'SUCCESSFUL'"
        wait_for(lambda: house.ask(done) != (0,))
        assert [process.poll() for process in house.processes] == [None, None]
    finally:
        house.end()
