"""`make run`: the whole newsroom on one machine, and nothing left behind when it stops.

Prepares the database, then keeps the web server and the task worker going until Ctrl-C or until one of them
fails. PORT and HOST choose the address.
"""

import errno
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable

import django
import psycopg
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection

from newsroom import embedded_postgres

MANAGE = (sys.executable, "manage.py")
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PATIENCE = 10  # seconds that a child gets to end by itself


class StartError(Exception):
    """An error that stops the start; its message is one line."""


def main() -> int:
    for number in STOP_SIGNALS:
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:  # nohup means it
            signal.signal(number, signal.default_int_handler)
    children = {}
    try:
        host, port = free_address(os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000")
        # Under a name, because passkeys want one.
        site = f"http://{'localhost' if host in ('127.0.0.1', '0.0.0.0') else host}:{port}"  # noqa: S104
        prepare(site)
        children["web server"] = start("runserver", f"{host}:{port}")
        children["task worker"] = start("worker", "--queue-name=*")
        wait_for_site(host, port, children)
        welcome(site, for_phones=host == "0.0.0.0")  # noqa: S104
        while True:
            check(children)
            time.sleep(0.5)
    except KeyboardInterrupt:
        say("\nBerhenti.")
        return 0
    except StartError as error:
        print(f"Pawarta: {error}", file=sys.stderr)  # noqa: T201
        return 1
    finally:
        for number in STOP_SIGNALS:  # the second Ctrl-C finds us at it already
            signal.signal(number, signal.SIG_IGN)
        stop(children.values())


def free_address(host: str, port: str) -> tuple[str, int]:
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise StartError(f"PORT={port} is not a number from 1 to 65535")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the web server does
        try:
            probe.bind((host, int(port)))
            probe.listen()
        except OSError as error:
            other = int(port) + 1 if 1024 <= int(port) < 65535 else 8001
            reasons = {
                errno.EADDRINUSE: f"port {port} is taken; choose another: make run PORT={other}",
                errno.EACCES: f"this account may not open port {port}; choose another: make run PORT={other}",
            }
            reason = reasons.get(error.errno or 0, f"HOST={host} is no IPv4 address of this machine")
            raise StartError(reason) from error
    return host, int(port)


def prepare(site: str) -> None:
    """Provide a database with current tables and the demo newsroom."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    os.environ.setdefault("DEBUG", "1")
    os.environ.setdefault("SITE_URL", site)
    os.environ.setdefault("PGCONNECT_TIMEOUT", "10")
    os.environ.setdefault("DJANGO_RUNSERVER_HIDE_WARNING", "true")
    say("Preparing the database ...")
    try:
        embedded_postgres.provide()
        django.setup()
        # Without the pool, which tries for half a minute and hides the reason.
        psycopg.connect(**connection.get_connection_params()).close()
        call_command("migrate", interactive=False, verbosity=0)
        call_command("demo_newsroom", "--once")
    except (DatabaseError, psycopg.Error) as error:
        raise StartError(f"database unusable (DATABASE_URL): {one_line(error)}") from error
    except embedded_postgres.EmbeddedPostgresError as error:
        raise StartError(f"DATABASE_URL is not set, and: {error}") from error
    except (ImproperlyConfigured, CommandError, OSError) as error:
        raise StartError(one_line(error)) from error
    close_database()


def close_database() -> None:
    """Close the connections: the supervisor only waits from here on."""
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]  # of the wrapper for PostgreSQL alone


def one_line(error: Exception) -> str:
    return " ".join(str(error).split())


def start(*command: str) -> subprocess.Popen:
    # A session of its own: Ctrl-C reaches us alone, and what the child starts can be stopped with it.
    return subprocess.Popen([*MANAGE, *command], stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603


def check(children: dict[str, subprocess.Popen]) -> None:
    for name, child in children.items():
        if child.poll() is not None:
            raise StartError(f"the {name} ended (exit code {child.returncode}), so everything stops")


def wait_for_site(host: str, port: int, children: dict[str, subprocess.Popen]) -> None:
    while True:
        check(children)
        try:
            socket.create_connection((host, port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)


def welcome(site: str, *, for_phones: bool) -> None:
    say("\nPawarta sudah berjalan.\n")
    say(f"  Situs    {site}/")
    say(f"  Redaksi  {site}/{settings.DESK_PATH}")
    if for_phones:
        say("  Dari ponsel: ganti localhost dengan alamat IP komputer ini.")
    say("")
    try:
        call_command("demo_newsroom", "--cast")
    except CommandError:
        pass  # no demo newsroom in this database, no logins to show
    finally:
        close_database()
    say("\nCtrl-C untuk berhenti.\n")


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201


def stop(children: Iterable[subprocess.Popen]) -> None:
    """End the children and whatever they started."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        deadline = time.monotonic() + PATIENCE
        running = [child for child in children if send(child, number)]
        while running and time.monotonic() < deadline:
            time.sleep(0.05)
            running = [child for child in running if send(child, 0)]


def send(child: subprocess.Popen, number: int) -> bool:
    """Signal a child's group; False once nobody is left in it."""
    child.poll()  # reap it: a zombie counts as a member
    try:
        os.killpg(child.pid, number)
        return True
    except (ProcessLookupError, PermissionError):  # macOS denies what has only just ended
        return False


if __name__ == "__main__":
    sys.exit(main())
