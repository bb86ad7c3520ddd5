"""What a bench starts and ends again: databases of its own, gunicorn, nginx; and the environment that they run in."""

import gzip
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from newsroom import embedded_postgres
from tests.support.nginx import write_configuration

ROOT = Path(__file__).resolve().parents[2]
HOST = "berita.example"
HEADERS = {"Host": HOST, "X-Forwarded-Proto": "https"}
WORKERS = 2
CACHE_MB = 64
PATIENCE = 60  # seconds for anything to start or stop


def server_address():
    """DATABASE_URL, or the embedded server's, which runs for as long as this process lives."""
    os.environ.setdefault("SECRET_KEY", "only-for-measuring")
    embedded_postgres.provide()
    return os.environ["DATABASE_URL"]


@contextmanager
def database(url):
    """A database of its own on the same server; yields its address."""
    import psycopg

    name = f"pawarta_bench_{os.getpid()}_{secrets.token_hex(2)}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
        try:
            yield urlsplit(url)._replace(path=f"/{name}").geturl()
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def environment(address, folder):
    return os.environ | {
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        "DEBUG": "0",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "SITE_URL": f"https://{HOST}",
        "ALLOWED_HOSTS": HOST,
        "PAWARTA_VAR": str(folder),
        "BENCH_PAGE": str(folder / "page.html"),
        "PYTHONWARNINGS": "ignore",
    }


def manage(env, *args):
    subprocess.run(
        [sys.executable, "manage.py", *args], cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL
    )


def vacuum(address):
    """What autovacuum does in a newsroom as the archive grows."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


@contextmanager
def running(command, env=None, folder=ROOT, **kwargs):
    """A program, ended with whatever it started when the block ends."""
    process = subprocess.Popen(command, cwd=folder, env=env, start_new_session=True, **kwargs)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGINT)  # gunicorn and nginx then stop without waiting for their readers
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@contextmanager
def gunicorn(env, work, worker_class="gthread", folder=ROOT):
    """The site as docs/deploy.md and the image start it, of the build in `folder`; yields its port and the process."""
    port = free_port()
    threads = 4 if worker_class == "gthread" else 1  # a sync worker that is given more becomes a gthread one
    command = [
        sys.executable, "-m", "gunicorn", "newsroom.wsgi", f"--bind=127.0.0.1:{port}", f"--workers={WORKERS}",
        f"--worker-class={worker_class}", f"--threads={threads}", "--worker-tmp-dir=/dev/shm", "--no-control-socket",
        "--access-logfile=-", "--log-level=critical",
    ]  # fmt: skip
    with (work / "access.log").open("w") as log, running(command, env, folder, stdout=log) as process:
        wait_for(port, process)
        yield port, process


@contextmanager
def nginx(folder, upstream, page):
    """nginx with docs/nginx.conf before that port, and the page as files; yields its port."""
    port = free_port()
    (folder / "berkas.html").write_bytes(page)
    (folder / "berkas.html.gz").write_bytes(gzip.compress(page, 6))
    file = f"    location = /berkas.html {{ root {folder}; gzip_static on; }}\n\n"
    with running(write_configuration(folder, port, upstream, WORKERS, file)) as process:
        wait_for(port, process)
        yield port


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def wait_for(port, process):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            raise SystemExit(f"{process.args[0]} ended with {process.returncode}.")
        try:
            return fetch(port, "/sehat/")
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"{process.args[0]} does not answer.")


def fetch(port, url, compressed=False):
    headers = HEADERS | ({"Accept-Encoding": "gzip"} if compressed else {})
    request = urllib.request.Request(f"http://127.0.0.1:{port}{url}", headers=headers)
    with urllib.request.urlopen(request, timeout=PATIENCE) as response:  # noqa: S310 -- http, see above
        return response.read()
