"""What a house takes: `python -m tests.bench.operations [--articles N] [--on URL] [--requests N]`.

The disk of a story, the memory of a process over many requests, and the processor time of the questions that machines ask about
health. Writes its section of docs/benchmarks.md, asserts nothing.
"""

import argparse
import os
import tempfile
import urllib.request
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from tests.bench import load, processes, reporting, servers, site, survey

HEAD = "## What a house takes"
TOKEN = "only-for-measuring-health"
ASKED = {"/sehat/": "for load balancers", "/sehat/metrik/": "all readings, for Prometheus"}
TIMES = 500
FIRST, CONNECTIONS, SECONDS = 2_000, 8, 5
# All that is written of a story, by the tables that its rows lie in.
OF_STORIES = (
    "articles_article", "articles_revision", "articles_articleevent", "articles_credit", "articles_taggedarticle", "articles_related",
    "articles_searchentry",
)  # fmt: skip


def health_costs(port, process, database):
    """Return {address: (ms of a web process, ms of PostgreSQL)} of one question."""
    return {path: _cost(port, process, database, path) for path in ASKED}


def _cost(port, process, database, path):
    headers = servers.HEADERS | {"Authorization": f"Bearer {TOKEN}"}
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)

    def ask(times):
        for _ in range(times):
            with urllib.request.urlopen(request, timeout=servers.PATIENCE) as answer:  # noqa: S310 -- http, see above
                answer.read()

    ask(20)  # each process has its line and its memory
    web = processes.ticks(processes.workers(process))
    server = processes.ticks(processes.backends(database))
    ask(TIMES)
    ms = 1000 / os.sysconf("SC_CLK_TCK") / TIMES
    return (
        (processes.ticks(processes.workers(process)) - web) * ms,
        (processes.ticks(processes.backends(database)) - server) * ms,
    )


def memory(port, process, folder, urls, requests):
    """Yield (requests so far, MB of the largest worker): at the 2,000th, and ten times until the last."""
    answered, marks = (
        0,
        [FIRST, *(requests * step // 10 for step in range(1, 11) if requests * step // 10 > FIRST)],
    )
    for mark in marks:
        while answered < mark:
            run = load.once(
                port, "/", folder, SECONDS if mark > FIRST else 1, urls=urls, connections=CONNECTIONS
            )
            answered += round(run["rate"] * (SECONDS if mark > FIRST else 1))
        yield answered, processes.memory(process)


def disk(address):
    """Return ({table: bytes a story}, bytes a story of all)."""
    with psycopg.connect(address) as database:
        stories = database.execute("SELECT count(*) FROM articles_article").fetchone()[0]
        sizes = {
            table: database.execute("SELECT pg_total_relation_size(%s::regclass)", [table]).fetchone()[0]
            / stories
            for table in OF_STORIES
        }
    return sizes, sum(sizes.values())


def report(stories, sizes, whole, costs, held):
    yield f"{stories:,} stories of an archive, {servers.WORKERS} web processes of 4 threads."
    yield ""
    yield from reporting.table(
        ("table", "KB a story"), [(name, f"{size / 1024:.1f}") for name, size in sizes.items()]
    )
    yield ""
    yield f"A story takes {whole / 1024:.1f} KB of the database, its indexes and words for search included."
    yield ""
    rows = [
        (f"`{path}`, {ASKED[path]}", f"{web:.2f}", f"{server:.2f}") for path, (web, server) in costs.items()
    ]
    yield from reporting.table(("one question about health", "ms of a web process", "ms of PostgreSQL"), rows)
    yield ""
    sizes = ", ".join(f"{size:.1f} MB after {answered:,}" for answered, size in held)
    yield f"The largest web process holds {sizes} mixed requests: {(held[-1][1] / held[0][1] - 1) * 100:+.1f} % since the first of these."


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=site.SIZES[0])
    parser.add_argument("--on", metavar="URL", help="a database with an archive")
    parser.add_argument("--requests", type=int, default=20_000)
    options = parser.parse_args()
    with ExitStack() as stack:
        server = servers.server_address()
        address = options.on or stack.enter_context(servers.database(server))
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="pawarta-operations-")))
        (folder / "media").mkdir()
        environment = servers.environment(address, folder) | {
            "PAGE_CACHE_MB": str(servers.CACHE_MB), "METRICS_TOKEN": TOKEN,
        }  # fmt: skip
        if not options.on:
            servers.manage(environment, "migrate", "--verbosity=0")
            servers.manage(environment, "load_archive", f"--articles={options.articles}", "--force")
            servers.vacuum(address)
        servers.manage(environment, "collectstatic", "--no-input", "--verbosity=0")
        archive = survey.ask_inside(environment, "survey")
        urls = [
            *archive["pages"].values(),
            *archive["spread"],
            "/api/v1/berita/",
            "/sitemap.xml",
            "/tidak-ada/",
        ]
        with servers.gunicorn(environment, folder) as (port, process):
            costs = health_costs(port, process, urlsplit(address).path[1:])
            held = list(memory(port, process, folder, urls, options.requests))
        text = "\n".join([HEAD, "", *report(archive["count"], *disk(address), costs, held), ""])
    reporting.say(text)
    reporting.REPORT.write_text(reporting.with_section(reporting.REPORT.read_text(), HEAD, text))


if __name__ == "__main__":
    main()
