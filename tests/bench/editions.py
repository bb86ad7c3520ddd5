"""A live evening and a long one: `python -m tests.bench.editions [--articles N] [--on URL]`.

First, readers by 8 connections while an editor's change makes a new edition each second, without and with it in turn: of
the kept front page what the slowest of a hundred waits, beside the time that the page takes when it is made for one
reader; of different stories what is left of their rate. Then mixed requests, new editions still coming, and what a worker
holds after each of them. Writes its section of docs/benchmarks.md, asserts nothing.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.bench import load, processes, reporting, servers, site, survey

HEAD = "## A new edition each second"
CONNECTIONS = 8
ROUNDS, SECONDS = 3, 10
DIFFERENT = 200  # stories
REQUESTS, STEPS = 20_000, 10


@contextmanager
def editions(environment, article):
    """An editor's change each second, by a process of its own, until the block ends."""
    command = [sys.executable, "-m", "tests.bench.survey", "change_each_second", str(article)]
    with servers.running(command, environment, stdout=subprocess.PIPE, text=True) as process:
        if not process.stdout.readline():  # of the first change
            raise SystemExit("No change was published.")
        yield
        if process.poll() is not None:
            raise SystemExit("The changes ended early.")


def measure_editions(port, environment, archive, folder):
    """Return {page: {"quiet" and "new editions": the runs in turn}}."""
    asked = {"front page": ["/"], f"{DIFFERENT} stories": archive["spread"][:DIFFERENT]}
    rows = {}
    for name, urls in asked.items():
        ask = {"port": port, "url": urls[0], "folder": folder, "urls": urls, "connections": CONNECTIONS}
        load.once(seconds=load.WARM_UP, **ask)
        rows[name] = {"quiet": [], "new editions": []}
        for _ in range(ROUNDS):
            rows[name]["quiet"].append(load.once(seconds=SECONDS, **ask))
            with editions(environment, archive["article"]):
                rows[name]["new editions"].append(load.once(seconds=SECONDS, **ask))
        for kind, runs in rows[name].items():
            rows[name][kind] = row = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
            reporting.say(f"  {name}, {kind}: {row['rate']:.0f}/s, p99 {row['p99']:.0f} ms")
    return rows


def time_of_front_page(environment, folder):
    """The ms in which a front page is made for one reader when nobody else asks."""
    with servers.gunicorn(environment | {"PAGES_ANEW": "1"}, folder) as (port, _):
        load.once(port, "/", folder, load.WARM_UP, connections=1)
        return load.once(port, "/", folder, load.SECONDS, connections=1)["p50"]


def measure_memory(environment, archive, folder):
    """Return [(requests so far, MB of the largest worker)], pages being kept and made anew for each edition."""
    urls = [*archive["pages"].values(), *archive["spread"], "/api/v1/berita/", "/sitemap.xml", "/tidak-ada/"]
    held, answered = [], 0
    with (
        servers.gunicorn(environment, folder) as (port, process),
        editions(environment, archive["article"]),
    ):
        for step in range(1, STEPS + 1):
            while answered < REQUESTS * step / STEPS:
                run = load.once(port, "/", folder, load.SECONDS, urls=urls, connections=CONNECTIONS)
                answered += round(run["rate"] * load.SECONDS)
            held.append((answered, processes.memory(process)))
            reporting.say(f"  after {answered:,} requests: {held[-1][1]:.0f} MB")
    return held


def report(count, rows, alone, held):
    yield f"{count:,} stories; {CONNECTIONS} connections, medians of {ROUNDS} runs of {SECONDS} s in turn."
    yield ""
    head = ("kept page", "quiet /s", "p99 ms", "an edition a second /s", "p99 ms", "rate left")
    table = [
        (name, f"{quiet['rate']:,.0f}", f"{quiet['p99']:.0f}", f"{new['rate']:,.0f}", f"{new['p99']:.0f}", f"{new['rate'] / quiet['rate']:.2f}")
        for name, (quiet, new) in ((name, kinds.values()) for name, kinds in rows.items())
    ]  # fmt: skip
    yield from reporting.table(head, table)
    waited = rows["front page"]["new editions"]["p99"]
    sizes = ", ".join(f"{size:.0f} MB after {answered:,}" for answered, size in held)
    yield ""
    yield (
        f"The front page takes {alone:.1f} ms when it is made for one reader; at an edition a second the slowest of a hundred waits "
        f"{waited / alone:.1f} times that. Meanwhile a worker holds {sizes} mixed requests."
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=site.SIZES[0])
    parser.add_argument("--on", metavar="URL", help="a database with an archive")
    options = parser.parse_args()
    with ExitStack() as stack:
        server = servers.server_address()
        address = options.on or stack.enter_context(servers.database(server))
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="pawarta-editions-")))
        (folder / "media").mkdir()
        environment = servers.environment(address, folder) | {"PAGE_CACHE_MB": str(servers.CACHE_MB)}
        if not options.on:
            servers.manage(environment, "migrate", "--verbosity=0")
            servers.manage(environment, "load_archive", f"--articles={options.articles}", "--force")
            servers.vacuum(address)
        servers.manage(environment, "collectstatic", "--no-input", "--verbosity=0")
        archive = survey.ask_inside(environment, "survey")
        alone = time_of_front_page(environment, folder)
        with servers.gunicorn(environment, folder) as (port, _):
            rows = measure_editions(port, environment, archive, folder)
        held = measure_memory(environment, archive, folder)
    text = "\n".join([HEAD, "", *report(archive["count"], rows, alone, held), ""])
    reporting.say(text)
    reporting.REPORT.write_text(reporting.with_section(reporting.REPORT.read_text(), HEAD, text))


if __name__ == "__main__":
    main()
