"""What processes of the machine hold and spend, read from /proc."""

import re
from contextlib import suppress
from pathlib import Path


def workers(process):
    return Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()


def memory(process):
    """MB that the largest worker holds."""
    sizes = [
        re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[1] for pid in workers(process)
    ]
    return max(map(int, sizes)) / 1024


def processor_time(process, database):
    """What the workers, and PostgreSQL for this database, have spent."""
    return ticks([*workers(process), *backends(database)])


def ticks(pids):
    """Ticks of a core that processes have spent."""
    spent = 0
    for pid in pids:
        with suppress(OSError):  # a line of the pool was closed
            stat = Path(f"/proc/{pid}/stat").read_text()
            spent += sum(map(int, stat.rpartition(")")[2].split()[11:13]))
    return spent


def backends(database):
    """PostgreSQL's processes that serve a database name themselves after it."""
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            words = (process / "cmdline").read_bytes().rstrip(b"\0").decode(errors="replace").split(" ")
            if words[0] == "postgres:" and database in words:
                yield process.name
