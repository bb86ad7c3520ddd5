"""All that a house on several machines runs: database servers, web nodes, workers, nginx and S3; all of it ends with the block."""

import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import boto3
import psutil
from botocore.exceptions import BotoCoreError

from tests.cluster import postgres
from tests.support.nginx import write_configuration
from tests.support.ports import free_ports
from tests.support.processes import ROOT, SECRET

PATIENCE = 120  # seconds for anything to start, end or come back
BUCKET, ORIGINALS = "foto", "asli"
# What docs/deploy.md gives the public bucket.
PUBLIC = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": "*",
            "Action": "s3:GetObject",
            "Resource": f"arn:aws:s3:::{BUCKET}/foto/*",
        }
    ],
}
PREPARE = "import django; django.setup(); from newsroom import serve; serve.migrate()"
NOTE_KEY = "b25seS1mb3ItdGVzdHMtMDEyMzQ1Njc4OS1hYmNkZWY="
# A commit is confirmed when one standby has it: what was confirmed outlives any one machine.
ONE_OTHER = f"ANY 1 ({', '.join(postgres.NAMES)})"


class House:
    """`web` and `workers` are {name: process}; `databases` {name: Server}, `primary` the one that is written to."""

    def __init__(self, folder, *, standbys=2, nodes=2, workers=2, where=None, disk=0):
        self.folder, where = Path(folder), where or postgres.programs()
        names = postgres.NAMES[: standbys + 1]
        ports = iter(free_ports(len(names) + nodes + 2))
        self.databases = {name: postgres.Server(name, self.folder, next(ports), where) for name in names}
        self.primary = self.databases["db1"]
        self.ports = {f"web{number}": next(ports) for number in range(1, nodes + 1)}
        self.port, self.s3_port = next(ports), next(ports)
        self.names_of_workers = [f"worker{number}" for number in range(1, workers + 1)]
        self.processes = {}
        self.disk = (
            disk  # MB that the first server has, where this account may bound it; 0: as much as there is
        )
        self.synchronous = ONE_OTHER if standbys > 1 else ""

    # ---- Beginning and end

    def begin(self, *prepare):
        """Start all parts. `prepare` are commands of manage.py that fill the tables."""
        self.start("s3")
        wait_for(lambda: self.client_of_s3().list_buckets())
        for bucket in (BUCKET, ORIGINALS):
            self.client_of_s3().create_bucket(Bucket=bucket)
        if self.disk:
            self.primary.folder.mkdir()
            subprocess.run(
                ["mount", "-t", "tmpfs", "-o", f"size={self.disk}m", "tmpfs", self.primary.folder], check=True
            )
        self.client_of_s3().put_bucket_policy(Bucket=BUCKET, Policy=json.dumps(PUBLIC))
        self.primary.create(archive_mode="on", archive_command=f"cp %p {self.archive()}/%f")
        self.do("-c", PREPARE)
        for command in prepare:
            self.do("manage.py", *command, DEBUG="1")
        self.do("manage.py", "collectstatic", "--no-input", "--verbosity=0")
        for standby in self.standbys():
            standby.copy(self.primary)
        self.primary.set(synchronous_standby_names=self.synchronous)
        self.primary.reload()
        for name in (*self.ports, *self.names_of_workers, "nginx"):
            self.start(name)
        for name in (*self.ports, "nginx"):
            wait_for(lambda name=name: self.get("/", name)[0] == 200)

    def end(self):
        for process in self.processes.values():
            send(process, signal.SIGTERM)
        for process in self.processes.values():
            with suppress(subprocess.TimeoutExpired):
                process.wait(20)
            send(process, signal.SIGKILL)
        for server in self.databases.values():
            server.end()
        if self.disk:
            subprocess.run(["umount", self.databases["db1"].folder], check=False)

    def archive(self):
        folder = self.folder / "archive"
        folder.mkdir(exist_ok=True)
        folder.chmod(0o777)
        return folder

    # ---- Parts

    def standbys(self):
        return [server for server in self.databases.values() if server is not self.primary]

    def environment(self):
        servers = list(self.databases.values())
        hosts = ",".join(f"127.0.0.1:{server.port}" for server in servers)
        return {
            "PATH": os.environ["PATH"], "SECRET_KEY": SECRET, "SOURCE_NOTE_KEYS": NOTE_KEY, "DEBUG": "0", "PYTHONWARNINGS": "ignore",
            "DJANGO_SETTINGS_MODULE": "newsroom.settings", "PAWARTA_VAR": str(self.folder), "SECOND_FACTOR_FROM": "2099-01-01",
            "DATABASE_URL": f"postgresql://postgres@{hosts}/pawarta?target_session_attrs=read-write",
            "DATABASE_REPLICA_URL": ",".join(server.address for server in servers),
            "SITE_URL": f"http://localhost:{self.port}", "ALLOWED_HOSTS": "localhost,127.0.0.1", "TRUSTED_PROXIES": "1",
            "S3_BUCKET": BUCKET, "S3_ORIGINALS_BUCKET": ORIGINALS, "S3_ACCESS_KEY": "uji", "S3_SECRET_KEY": "uji",
            "S3_ENDPOINT_URL": f"http://127.0.0.1:{self.s3_port}", "EMAIL_URL": "dummymail://", "LOG_LEVEL": "WARNING",
        }  # fmt: skip

    def client_of_s3(self):
        return boto3.client(
            "s3", endpoint_url=f"http://127.0.0.1:{self.s3_port}", region_name="us-east-1",
            aws_access_key_id="uji", aws_secret_access_key="uji",
        )  # fmt: skip

    def do(self, *command, fails=False, **more):
        """Run a program and return what it says. Unless it may, it must not fail."""
        outcome = subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env=self.environment() | more,
            capture_output=True,
            text=True,
        )
        if outcome.returncode and not fails:
            raise RuntimeError(f"{command}: {outcome.stderr[-2000:]}")
        return outcome.stdout + outcome.stderr

    def start(self, name, **more):
        """Start a web node, a worker or another program, which may have run before; `more` are variables of its own."""
        if name == "nginx":
            command = write_configuration(self.folder, self.port, list(self.ports.values()))
        elif name == "pgbouncer":
            command = [
                "pgbouncer",
                *(["-u", "nobody"] if os.geteuid() == 0 else []),
                str(self.folder / "pgbouncer.ini"),
            ]
        elif name == "s3":
            command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(self.s3_port)]
        elif name in self.ports:
            command = [
                sys.executable, "-m", "gunicorn", "newsroom.wsgi", f"--bind=127.0.0.1:{self.ports[name]}", "--workers=2",
                "--worker-class=gthread", "--threads=4", "--worker-tmp-dir=/dev/shm", "--no-control-socket", "--log-level=critical",
            ]  # fmt: skip
        else:
            command = [
                sys.executable,
                "manage.py",
                "worker",
                "--queue-name=*",
                "--interval=0.5",
                "--no-startup-delay",
            ]
        with (self.folder / f"{name}.log").open("a") as log:
            self.processes[name] = subprocess.Popen(
                command,
                cwd=ROOT,
                env=self.environment() | more,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self, name):
        """End a part and all its processes at once, with no chance to put anything in order."""
        send(self.processes[name], signal.SIGKILL)
        self.processes[name].wait(PATIENCE)

    def children(self, name):
        return psutil.Process(self.processes[name].pid).children()

    def fail_over(self, to):
        """Make a standby the primary, and have the others follow it; the former one stays where it is, stopped."""
        former, self.primary = self.primary, self.databases[to]
        self.primary.promote()
        for server in self.databases.values():
            if server not in (former, self.primary):
                server.follow(self.primary)
        return former

    # ---- Questions

    def get(self, path, name="nginx", method="GET", body=None, headers=None):
        """Return status, headers and text of an answer of nginx, or of one node."""
        line = http.client.HTTPConnection(
            "127.0.0.1", self.port if name == "nginx" else self.ports[name], timeout=20
        )
        try:
            line.request(method, path, body, {"Host": f"localhost:{self.port}", **(headers or {})})
            answer = line.getresponse()
            return answer.status, answer.headers, answer.read().decode(errors="replace")
        finally:
            line.close()

    def log(self, name):
        return (self.folder / f"{name}.log").read_text(errors="replace")


def send(process, number):
    """Signal a part and whatever it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)


def wait_for(what, patience=PATIENCE, pause=0.1):
    """Return the first true answer, and fail after a while without one."""
    end = time.monotonic() + patience
    while True:
        with suppress(OSError, http.client.HTTPException, BotoCoreError):
            if answer := what():
                return answer
        if time.monotonic() > end:
            raise TimeoutError(f"nothing came of it within {patience} seconds")
        time.sleep(pause)


@contextmanager
def running(*prepare, **parts):
    """A house in a folder of its own, of which nothing is left when the block ends."""
    folder = Path(tempfile.mkdtemp(prefix="pawarta-cluster-"))
    folder.chmod(0o755)  # for the account of PostgreSQL
    house = House(folder, **parts)
    try:
        house.begin(*prepare)
        yield house
    finally:
        house.end()
        shutil.rmtree(folder, ignore_errors=True)
