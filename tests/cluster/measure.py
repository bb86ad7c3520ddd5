"""What standbys bring: pages for the primary's work, and how soon a change shows on each node."""

import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import psutil

from tests.cluster.house import wait_for

PAGES = 600  # of each kind of node
ROUNDS = 10
STORIES = (
    "SELECT array_agg('/berita/' || id || '/' || slug || '/') FROM articles_article"
    " WHERE status = 'published' AND published_at < now() AND update_of_id IS NULL"
)


def all_figures(house):
    with_standbys, alone = [anew(house, replicas) for replicas in (True, False)]
    on_standby, on_primary = [visible(house, replicas) for replicas in (True, False)]
    restart(house)  # as they were
    return f"""- **Pages made anew** (searches and stories, `PAGE_CACHE_MB=0`, {PAGES} of them asked from both nodes): from the primary alone they take {alone:.2f} s of its
  processor time, with two standbys {with_standbys:.2f} s: {alone / with_standbys:.0f} times as many pages for the same work of the primary. The time is that of all processes of its server, workers' questions and
  replication included, in ticks of 10 ms; what standbys spend is theirs.
- **A change is visible** on both nodes: reading from the primary at the next request ({ROUNDS} of {ROUNDS} changes); reading from standbys after {on_standby[0] * 1000:.0f} ms in the median,
  {on_standby[1] * 1000:.0f} ms at most, the commit itself and the questions included (from the primary {on_primary[0] * 1000:.0f} and {on_primary[1] * 1000:.0f} ms).
"""


def restart(house, **variables):
    """Start the nodes anew with other variables, and wait until each process reads from where it should."""
    for name in house.ports:
        house.kill(name)
        house.start(name, **variables)
    for name in house.ports:
        wait_for(lambda name=name: house.get("/sehat/", name)[0] == 200)
        for _ in range(8):
            house.get("/", name)
    time.sleep(3)


def variables_of(replicas):
    return {} if replicas else {"DATABASE_REPLICA_URL": ""}


def anew(house, replicas):
    """Return the seconds of the primary's processor time that PAGES pages take."""
    restart(house, PAGE_CACHE_MB="0", **variables_of(replicas))
    (stories,) = house.primary.ask(STORIES)
    addresses = [stories[n % len(stories)] if n % 2 else f"/cari/?q=banjir+{n}" for n in range(PAGES)]
    nodes = list(house.ports)
    before = spent(house.primary)
    with ThreadPoolExecutor(4) as threads:
        statuses = list(
            threads.map(lambda n: house.get(addresses[n], nodes[n % len(nodes)])[0], range(PAGES))
        )
    if set(statuses) != {200}:
        raise AssertionError(f"pages were answered with {set(statuses)}")
    return max(spent(house.primary) - before, 0.01)


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
    restart(house, **variables_of(replicas))
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
