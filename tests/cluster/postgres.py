"""PostgreSQL servers that replicate: a primary and its standbys, each with a folder and a port of its own."""

import os
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg

from newsroom import embedded_postgres

DEBIAN = Path("/usr/lib/postgresql")
PATIENCE = 90  # seconds for a server to start or stop
NAMES = ("db1", "db2", "db3")  # standbys are known to the primary by these
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "shared_buffers": "32MB",
    "max_connections": "100",
    "wal_keep_size": "512MB",
    "hot_standby_feedback": "on",
    "wal_receiver_timeout": "5s",
    "wal_sender_timeout": "5s",
    "wal_retrieve_retry_interval": "500ms",
}


def programs():
    """Return the folder of Debian's programs, the newest; else that of the embedded server's."""
    installed = sorted(DEBIAN.glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    return installed[-1].parent if installed else embedded_postgres.find_programs()


class Server:
    def __init__(self, name, folder, port, where):
        self.name, self.folder, self.port, self.where = name, folder / name, port, where
        self.data = self.folder / "data"

    @property
    def address(self):
        return f"postgresql://postgres@127.0.0.1:{self.port}/pawarta"

    def create(self, **settings):
        """Make an empty server, and start it."""
        self._own_folder()
        self._run(
            "initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "-D", self.data
        )
        self.set(port=self.port, **SETTINGS, **settings)
        self.start()
        self._run("createdb", "-h", "127.0.0.1", "-p", self.port, "-U", "postgres", "pawarta")

    def copy(self, primary, **settings):
        """Become a standby of another server, whatever this one was before, and start."""
        self._run("rm", "-rf", self.data)
        self._own_folder()
        self._run(
            "pg_basebackup", "-c", "fast", "-X", "stream", "-R", "-D", self.data, "-d", self._line_to(primary)
        )
        self.set(port=self.port, **settings)
        self.start()

    def copy_base(self, primary):
        """Take the files of a running server, for a way back to a moment that is still to come."""
        self._own_folder()
        self._run("pg_basebackup", "-c", "fast", "-X", "none", "-D", self.data, "-d", self._line_to(primary))

    def recover(self, archive, moment):
        """Start from those files and replay what was archived, up to a moment."""
        (self.data / "recovery.signal").touch()
        (self.data / "recovery.signal").chmod(0o644)
        self.set(
            port=self.port, archive_mode="off", synchronous_standby_names="", restore_command=f"cp {archive}/%f %p",
            recovery_target_time=moment.isoformat(), recovery_target_action="promote",
        )  # fmt: skip
        self.start()

    def follow(self, primary):
        """Replay from another server from now on."""
        self.set(primary_conninfo=self._line_to(primary))
        self._control("reload")

    def set(self, **settings):
        """Write settings that count from the next start or `reload`; the last one of a name counts."""
        with (self.data / "postgresql.auto.conf").open("a") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in settings.items())

    def start(self):
        self._control("start", "-l", self.folder / "log", "-t", PATIENCE)

    def stop(self, mode="fast"):
        self._control("stop", "-m", mode, "-t", PATIENCE)

    def reload(self):
        self._control("reload")

    def promote(self):
        self._control("promote", "-t", PATIENCE)

    def kill(self):
        """End it as a power cut does."""
        with suppress(psutil.NoSuchProcess, FileNotFoundError):
            server = self.process()
            children = server.children()
            server.send_signal(signal.SIGKILL)
            psutil.wait_procs([server, *children], PATIENCE)

    def runs(self):
        with suppress(psycopg.Error):
            return self.ask("SELECT 1") is not None
        return False

    def process(self):
        return psutil.Process(int((self.data / "postmaster.pid").read_text().split()[0]))

    def end(self):
        with suppress(subprocess.CalledProcessError):
            self.stop("immediate")

    def ask(self, statement, values=None):
        """Return the first row of the answer, None without one."""
        with psycopg.connect(self.address, autocommit=True, connect_timeout=5) as connection:
            cursor = connection.execute(statement, values)
            return cursor.fetchone() if cursor.description else None

    def _line_to(self, primary):
        return f"host=127.0.0.1 port={primary.port} user=postgres application_name={self.name}"

    def _control(self, *arguments):
        self._run("pg_ctl", "-D", self.data, *arguments)

    def _own_folder(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0:
            os.chown(self.folder, embedded_postgres.NOBODY, embedded_postgres.NOBODY)

    def _run(self, program, *arguments):
        """PostgreSQL refuses to run as root."""
        nobody = embedded_postgres.NOBODY if os.geteuid() == 0 else None
        path = self.where / program if (self.where / program).exists() else program
        with (self.folder.parent / "commands.log").open("a") as log:
            subprocess.run(
                [path, *map(str, arguments)], cwd="/", env={"PATH": os.defpath, "LC_ALL": "C"}, check=True,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
                user=nobody, group=nobody, extra_groups=nobody and [],
            )  # fmt: skip
