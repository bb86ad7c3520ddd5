"""What standbys bring: pages for the primary's work, and how soon a change shows on each node."""

import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import psutil

from tests.cluster.house import wait_for

PAGES = 600  # of each kind of node
ROUNDS = 15


def all_figures(house):
    with_standbys, alone = [anew(house, replicas) for replicas in (True, False)]
    on_standby, on_primary = [visible(house, replicas) for replicas in (True, False)]
    for name in house.ports:  # as they were
        restart(house, name)
    return f"""- **Pages made anew** (searches and stories, `PAGE_CACHE_MB=0`, {PAGES} of them asked from both nodes): from the primary alone one second of its processor time gives
  {alone:.0f} pages, with two standbys {with_standbys:.0f}: {with_standbys / alone:.1f} times as many. The processor time is that of all processes of the primary's server, workers' questions and
  replication included; the time that standbys spend is theirs.
- **A change is visible** on all processes of both nodes: reading from the primary at the next request ({ROUNDS} of {ROUNDS} changes); reading from standbys after {on_standby[0] * 1000:.0f} ms in the median,
  {on_standby[1] * 1000:.0f} ms at most, the commit itself and the questions included (from the primary {on_primary[0] * 1000:.0f} and {on_primary[1] * 1000:.0f} ms).
"""


def restart(house, name, **variables):
    """Start a node anew with other variables, and wait until each of its processes reads from where it should."""
    house.kill(name)
    house.start(name, **variables)
    wait_for(lambda: house.get("/sehat/", name)[0] == 200)
    for _ in range(8):
        house.get("/", name)
    time.sleep(3)


def variables_of(replicas):
    return {} if replicas else {"DATABASE_REPLICA_URL": ""}


def anew(house, replicas):
    """Return the pages that nodes make for one second of the primary's processor time."""
    for name in house.ports:
        restart(house, name, PAGE_CACHE_MB="0", **variables_of(replicas))
    stories = range(1, house.primary.ask("SELECT max(id) FROM articles_article")[0] + 1)
    addresses = [
        f"/berita/{stories[n % len(stories)]}/" if n % 2 else f"/cari/?q=banjir+{n}" for n in range(PAGES)
    ]
    nodes = list(house.ports)
    before = spent(house.primary)
    with ThreadPoolExecutor(4) as threads:
        statuses = list(
            threads.map(lambda n: house.get(addresses[n], nodes[n % len(nodes)])[0], range(PAGES))
        )
    if any(status >= 500 for status in statuses):
        raise AssertionError(f"{sum(status >= 500 for status in statuses)} of {PAGES} pages failed")
    return PAGES / max(spent(house.primary) - before, 0.01)


def spent(server):
    """Return the seconds of a core that a server's processes have taken so far, those that have ended included."""
    total, process = 0.0, server.process()
    for one in (process, *process.children()):
        with suppress(psutil.NoSuchProcess):
            times = one.cpu_times()
            total += (
                times.user + times.system + (times.children_user + times.children_system) * (one == process)
            )
    return total


def visible(house, replicas):
    """Return the seconds, median and most, from before a commit until each node shows what it changes."""
    for name in house.ports:
        restart(house, name, **variables_of(replicas))
    delays = []
    for number in range(ROUNDS):
        title = f"Kabar Uji {number} {replicas}"
        began = time.monotonic()
        house.primary.ask("UPDATE articles_publication SET name = %s", [title])
        for name in house.ports:
            first = True
            while title not in house.get("/", name)[2]:
                if not replicas and first:
                    raise AssertionError("a node that reads from the primary showed an old page")
                first = False
                time.sleep(0.005)
        delays.append(time.monotonic() - began)
    return statistics.median(delays), max(delays)
