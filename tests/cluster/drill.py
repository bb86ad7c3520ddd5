"""`make drill`: one fault after the other under load, and what it cost, into docs/drill.md. It ends by itself within minutes.

With names of faults as arguments it plays those alone, and writes nothing.
"""

import os
import platform
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from typing import NamedTuple

import psycopg

from tests.cluster import faults, measure
from tests.cluster.house import running, wait_for
from tests.cluster.load import Readers, Writer, summary
from tests.support.processes import ROOT

RATE, ANEW = 200, 10  # requests a second for pages that nginx keeps, and for such as are made anew
BEFORE, AFTER = 1, 2  # seconds of load around each fault
PAGES = ("/", "/indeks/", "/terpopuler/", "/daerah/", "/redaksi/", "/feed/", "/sitemap.xml", "/koreksi/")
MOST = 20 * 60  # seconds that a whole drill may take
# To draw the demo's pictures takes minutes of both cores, and is not what is tried here.
WITHOUT_PHOTOS = (
    "DELETE FROM django_tasks_database_dbtaskresult WHERE status = 'READY' AND task_path LIKE '%draw_photo'"
)
DOCUMENT = ROOT / "docs/drill.md"


class Outcome(NamedTuple):
    words: str
    usual: tuple  # requests, lost, longest wait
    anew: tuple
    saves: int
    refused: int
    losses: int  # confirmed stories that are not there
    seconds: float  # from the fault until all is well
    remark: str


def play(house, fault, number):
    """Return what a fault costs."""
    fresh = [f"/cari/?q=uji+{number}+{n}" for n in range(5000)]
    with (
        Readers(house.port, PAGES, RATE) as usual,
        Readers(house.port, fresh, ANEW, threads=4) as anew,
        Writer(house, f"{number}") as writer,
    ):
        time.sleep(BEFORE)
        began = time.monotonic()
        remark = fault(house, writer)
        wait_for(lambda: is_well(house, writer), pause=0.2)
        seconds = time.monotonic() - began
        time.sleep(AFTER)
    refused = sum(answer.status != 302 for answer in writer.answers)
    return Outcome(
        fault.__doc__, summary(usual.answers), summary(anew.answers), len(writer.answers), refused,
        len(writer.losses(house.primary)), seconds, remark or "",
    )  # fmt: skip


def is_well(house, writer):
    """Return whether each node answers for itself and a story can be saved."""
    nodes = all(house.get("/sehat/", name)[2] == "ok\n" for name in house.ports)
    return (
        nodes
        and house.get("/")[0] == 200
        and writer.file(f"Uji tahan {writer.name} selesai {time.monotonic_ns()}").status == 302
    )


def main(names):
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # whoever ends it leaves nothing behind
    began, outcomes, failure = time.monotonic(), [], ""
    choice = [fault for fault in faults.ALL if not names or fault.__name__ in names]
    if os.geteuid():
        choice.remove(faults.full_disk)  # only root can bound a disk
    with running(["demo_newsroom"], disk=0 if os.geteuid() else faults.DISK) as house:
        house.primary.ask(WITHOUT_PHOTOS)
        (version,) = house.primary.ask("SHOW server_version")
        for path in PAGES:
            house.get(path)
        figures = "" if names else measure.all_figures(house)
        print(figures, flush=True)
        for number, fault in enumerate(choice, 1):
            try:
                outcomes.append(outcome := play(house, fault, number))
            except (
                AssertionError,
                OSError,
                RuntimeError,
                subprocess.SubprocessError,
                psycopg.Error,
            ) as error:
                failure = f"The drill ended at “{fault.__doc__}”: {error!r}"
                break
            print(row(outcome), flush=True)
            if time.monotonic() - began > MOST:
                failure = f"The drill ended after “{fault.__doc__}”: it took too long"
                break
    if not names:
        DOCUMENT.write_text(document(outcomes, figures, version, time.monotonic() - began, failure))
    losses = [
        one.words for one in outcomes if one.losses or (one.usual[1] and one.words != faults.nginx.__doc__)
    ]
    print(
        failure or "The drill is complete.",
        f"Something was lost: {', '.join(losses)}" if losses else "Nothing was lost.",
    )
    return bool(failure or losses)


def row(one):
    usual, anew = (
        f"{count} / {losses} / {longest:.1f} s" for count, losses, longest in (one.usual, one.anew)
    )
    words = f"{one.words} ({one.remark})" if one.remark else one.words
    return (
        f"| {words} | {usual} | {anew} | {one.saves} / {one.refused} | **{one.losses}** | {one.seconds:.1f} |"
    )


def document(outcomes, figures, version, seconds, failure):
    rows = "\n".join(map(row, outcomes))
    return f"""# A drill

Written by `make drill`, which starts a whole house on one machine, breaks one thing after the other under load, and ends by itself: a primary with
two standbys (PostgreSQL {version}, a commit is confirmed when one standby has it), two web nodes of two processes, two workers, nginx with `docs/nginx.conf`, a local S3 server,
the demo's stories. The run of {datetime.now(UTC):%d.%m.%Y} took {seconds / 60:.0f} minutes on {os.cpu_count()} cores ({platform.system()}, Python {platform.python_version()}), which load and
house shared; waits are therefore longer than on machines of their own.

- **Kept pages**: {RATE} requests a second, behind nginx, for {len(PAGES)} pages that it has: requests, lost ones, the longest wait. Lost is whatever a reader does not get: an answer of 500
  or above, a refused or cut connection.
- **Made anew**: {ANEW} searches a second that nobody has searched before; nothing can keep them.
- **Saves**: a reporter files one story after the other: how many tries, and how many were refused or cut, so that he knows to send them again.
- **Lost**: stories that were confirmed to the reporter and are not in the database afterwards. There must be none.
- **Well after**: seconds from the fault, the time that mending takes included, until each node says `ok` and a story can be saved.

| fault | kept pages | made anew | saves / refused | lost | well after, s |
|---|---|---|---|---|---|
{rows}

There is one nginx here: what comes in while it is away is lost, unless another stands beside it. All other parts are several.{failure and f"{chr(10)}{chr(10)}{failure}"}

## Figures

{figures}
"""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
