"""Several servers beside one another, asked in turn: `python -m tests.bench.turns` (`make bench PEER=http://127.0.0.1:…`).

    --articles N             size of the archive that each build loads for it, 10,000 without
    --on URL                 a database with an archive of this build instead
    --older FOLDER           a checkout of an older build, which loads the same archive
    --older-on URL           or has it
    --peer URL               another product's server, which runs already
    --peer-pages FILE        its addresses as JSON: {"front page": ["/"], …}, of the pages that it has
    --peer-master PID        its main process, whose children's processor time is counted, and
    --peer-database NAME     PostgreSQL's for its database
    --rounds N, --seconds N  how often each page is asked of each server, and how long each time

Every page is made anew. In each round all servers are asked for a page one after the other before the next page's turn,
so that what the machine does besides disturbs all alike; of the rounds, lowest, median and highest are told. The table
stands in docs/benchmarks.md; nothing is asserted.
"""

import argparse
import json
import os
import platform
import statistics
import sysconfig
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from tests.bench import builds, load, processes, reporting, servers, site, survey

HEAD = "## Beside others"
CONNECTIONS = 8
DIFFERENT = 200  # stories
WARM_UP = 4  # seconds: each worker has made each of them once
LABELS = {
    "bare view": ("bare",), "front page": ("home",), "category": ("category",), "category, deep": ("category_deep",),
    "region": ("region",), "tag": ("tag",), "person": ("person",), "feed": ("feed",), "search": ("search_common",),
}  # fmt: skip


@dataclass
class Server:
    name: str
    port: int
    pages: dict
    ids: object  # a function that returns the ids of the processes whose time is counted

    def ask(self, page, folder, seconds):
        urls = self.pages[page]
        spent = {"cpu": lambda: processes.ticks(self.ids())}
        return load.once(
            self.port, urls[0], folder, seconds, spent, urls=urls, anew=True, connections=CONNECTIONS
        )


def pages_of(archive):
    """Return {page: its addresses} of a survey of an archive (`survey.survey`)."""
    addresses = archive["pages"] | {"bare": "/telanjang/"}
    pages = {label: [addresses[name] for name in names] for label, names in LABELS.items()}
    step = max(1, len(archive["spread"]) // DIFFERENT)
    pages |= {f"{DIFFERENT} stories": archive["spread"][::step][:DIFFERENT], "API": ["/api/v1/berita/"]}
    return pages | {
        "search": pages.pop("search")
    }  # the last: a peer's searches may run on when nobody waits any more


def serve(stack, build, address, pages):
    environment = build.environment(address) | {"BENCH_PAGE": str(build.work / "page.html")}
    port, process = stack.enter_context(servers.gunicorn(environment, build.work, folder=build.folder))
    (build.work / "page.html").write_bytes(servers.fetch(port, pages[f"{DIFFERENT} stories"][0]))
    database = urlsplit(address).path[1:]
    return Server(
        build.name, port, pages, lambda: [*processes.workers(process), *processes.backends(database)]
    )


def peer(options):
    def ids():
        children = Path(f"/proc/{options.peer_master}/task/{options.peer_master}/children")
        own = children.read_text().split() if options.peer_master else []
        return [*own, *(processes.backends(options.peer_database) if options.peer_database else [])]

    pages = json.loads(Path(options.peer_pages).read_text())
    return Server("peer", urlsplit(options.peer).port, pages, ids)


def measure(asked, folder, rounds, seconds):
    """Return {page: {server: its rounds}}."""
    found = {page: {server.name: [] for server in asked if page in server.pages} for page in asked[0].pages}
    for number in range(rounds + 1):
        for page, of_page in found.items():
            for server in asked:
                if page in server.pages:
                    row = server.ask(page, folder, seconds if number else WARM_UP)
                    of_page[server.name] += [row] if number else []
        reporting.say(f"  round {number} of {rounds}")
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=site.SIZES[0])
    for name in ("on", "older", "older-on", "peer", "peer-pages", "peer-master", "peer-database"):
        parser.add_argument(f"--{name}")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=2)
    options = parser.parse_args()
    with ExitStack() as stack:
        root = servers.server_address()
        compared = [(builds.Build("this", servers.ROOT, stack), options.on)]
        if options.older:
            compared.append((builds.Build("older", options.older, stack), options.older_on))
        asked, pages = [], None
        for build, ready in compared:
            address = ready or stack.enter_context(servers.database(root))
            if not ready:
                build.load(address, options.articles)
            build.manage(address, "collectstatic", "--no-input", "--verbosity=0")
            pages = pages or pages_of(survey.ask_inside(build.environment(address), "survey"))
            asked.append(serve(stack, build, address, pages))
        if options.peer:
            asked.append(peer(options))
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="pawarta-turns-")))
        found = measure(asked, folder, options.rounds, options.seconds)
    text = "\n".join([HEAD, "", *report(found, options), ""])
    reporting.say(text)
    reporting.REPORT.write_text(reporting.with_section(reporting.REPORT.read_text(), HEAD, text))


def report(found, options):
    flags = sysconfig.get_config_var("CONFIG_ARGS") or ""
    built = "with" if "--enable-optimizations" in flags else "without"
    loads = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    yield (
        f"{date.today():%Y-%m-%d}, {os.cpu_count()} cores (load {loads} at the end), Python {platform.python_version()} {built} guided "  # noqa: DTZ011
        f"optimisation. Written by `python -m tests.bench.turns`: {CONNECTIONS} connections, gunicorn with {servers.WORKERS} workers of 4 "
        f"threads, every page made anew, all servers asked in turn, {options.rounds} rounds of {options.seconds} s: lowest, median "
        "and highest. “core ms” is processor time of the server's workers and of PostgreSQL for one answer."
    )
    yield ""
    names = list(dict.fromkeys(name for rows in found.values() for name in rows))
    others = names[1:]
    head = ["page", *(f"{name}: {what}" for name in names for what in ("/s", "core ms"))]
    head += [f"{what}, this ÷ {name}" for name in others for what in ("rate", "time")]
    bare = spread(found["bare view"]["this"], "rate")[1]
    yield from reporting.table(
        [*head, "rate ÷ bare"], [line(page, rows, names, bare) for page, rows in found.items()]
    )
    yield ""


def line(page, rows, names, bare):
    cells = [page]
    for name in names:
        for what, digits in (("rate", 0), ("cpu", 2)):
            values = spread(rows[name], what) if name in rows else ()
            cells.append(" · ".join(f"{value:,.{digits}f}" for value in values))
    mine = {what: spread(rows["this"], what)[1] for what in ("rate", "cpu")}
    for name in names[1:]:
        for what in ("rate", "cpu"):
            theirs = spread(rows[name], what)[1] if name in rows else 0
            ratio = mine[what] / theirs if what == "rate" and theirs else theirs / max(mine[what], 0.001)
            cells.append(f"{ratio:.1f} ×" if theirs else "")
    return [*cells, f"{mine['rate'] / bare:.2f}"]


def spread(rounds, what):
    values = [row[what] for row in rounds]
    return min(values), statistics.median(values), max(values)


if __name__ == "__main__":
    main()
