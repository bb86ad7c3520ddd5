"""`make run` and `make new`: the whole newsroom on one machine, and nothing left behind when it stops.

`make run` shows the demo, `make new` begins a newspaper of one's own. Both keep the web server and the task worker going
until Ctrl-C or until one of them fails. PORT and HOST choose the address; VERBOSE=1 shows the log.

This process only watches, so it loads no Django: that is done once, by the web server (`newsroom.serve`).
"""

import errno
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from urllib.parse import quote

from newsroom import embedded_postgres
from newsroom.paths import VAR_DIR

MANAGE = (sys.executable, "manage.py")
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PATIENCE = 10  # seconds that a child gets to end by itself
NEW = "new"


class StartError(Exception):
    """An error that stops the start; its message is one line, empty where a child has told it already."""


def main(arguments: list[str]) -> int:
    for number in STOP_SIGNALS:
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:  # nohup means it
            signal.signal(number, signal.default_int_handler)
    children: dict[str, subprocess.Popen] = {}
    is_new = NEW in arguments
    try:
        host, port = free_address(os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000")
        provide_environment(host, port)
        if is_new:
            ask()
        server = [sys.executable, "-m", "newsroom.serve", host, str(port)]
        with undivided():
            children["peladen web"] = start(*server, *([] if is_new else ["--demo"]))
        wait_for_site(host, port, children)
        # The site answers by now: until here both cores were needed for that.
        with undivided():
            children["pekerja tugas"] = start(*MANAGE, "worker", "--queue-name=*")
        while True:
            check(children)
            time.sleep(0.5)
    except KeyboardInterrupt:
        print("\nBerhenti.", flush=True)  # noqa: T201
        return 0
    except StartError as error:
        if str(error):
            print(f"Pawarta: {error}", file=sys.stderr)  # noqa: T201
        return 1
    finally:
        for number in STOP_SIGNALS:  # the second Ctrl-C finds us at it already
            signal.signal(number, signal.SIG_IGN)
        stop(children.values())


def free_address(host: str, port: str) -> tuple[str, int]:
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise StartError(f"PORT={port} bukan angka dari 1 sampai 65535")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the web server does
        try:
            probe.bind((host, int(port)))
            probe.listen()
        except OSError as error:
            other = int(port) + 1 if 1024 <= int(port) < 65535 else 8001
            reasons = {
                errno.EADDRINUSE: f"porta {port} sedang dipakai; pilih yang lain: PORT={other}",
                errno.EACCES: f"akun ini tidak boleh membuka porta {port}; pilih yang lain: PORT={other}",
            }
            reason = reasons.get(error.errno or 0, f"HOST={host} bukan alamat IPv4 mesin ini")
            raise StartError(reason) from error
    return host, int(port)


def provide_environment(host: str, port: int) -> None:
    """Start the database, and set what settings are read from, unless it is set already."""
    # Under a name, because passkeys want one.
    name = "localhost" if host in ("127.0.0.1", "0.0.0.0") else host  # noqa: S104
    defaults = {
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "DEBUG": "1",
        "SITE_URL": f"http://{name}:{port}",
    }
    if os.environ.get("VERBOSE") != "1":
        mails = quote(str((VAR_DIR / "mail").resolve()))
        defaults |= {"LOG_LEVEL": "ERROR", "EMAIL_URL": f"filemail:///{mails}"}
    for variable, value in defaults.items():
        os.environ.setdefault(variable, value)
    try:
        embedded_postgres.provide()
    except embedded_postgres.EmbeddedPostgresError as error:
        raise StartError(f"DATABASE_URL belum diisi, dan: {error}") from error


def ask() -> None:
    """Begin a newspaper by asking for it, in front of whoever sits here; does nothing where one has begun."""
    dialogue = subprocess.run([sys.executable, "-m", "newsroom.serve", "--ask"], check=False)
    if dialogue.returncode < 0 or dialogue.returncode == 128 + signal.SIGINT:
        raise KeyboardInterrupt
    if dialogue.returncode:
        raise StartError


@contextmanager
def undivided() -> Iterator[None]:
    """Put a Ctrl-C off: a child that is started and not written down yet would go on alone."""
    waiting: list[int] = []
    former = {
        number: signal.signal(number, lambda number, _frame: waiting.append(number))
        for number in STOP_SIGNALS
        if signal.getsignal(number) != signal.SIG_IGN
    }
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
    if waiting:
        raise KeyboardInterrupt


def start(*command: str) -> subprocess.Popen:
    # A session of its own: Ctrl-C reaches us alone, and what the child starts can be stopped with it.
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603


def check(children: dict[str, subprocess.Popen]) -> None:
    for name, child in children.items():
        if code := child.poll():
            has_own_words = name == "peladen web" and code == 1
            raise StartError(
                "" if has_own_words else f"{name} berhenti (kode {code}), maka semuanya berhenti"
            )
        if code == 0:
            raise StartError(f"{name} berhenti, maka semuanya berhenti")


def wait_for_site(host: str, port: int, children: dict[str, subprocess.Popen]) -> None:
    while True:
        check(children)
        try:
            socket.create_connection((host, port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)


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
    sys.exit(main(sys.argv[1:]))
