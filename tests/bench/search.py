"""Search under load, beside another build of the same project: `python -m tests.bench.search`.

    --articles N …           sizes of archives that are loaded for it, 10,000 and 100,000 without
    --on URL …               databases with an archive of this build instead
    --other FOLDER           a checkout of another build, measured in the same way: it loads archives of its own,
    --other-on URL …         or has these

gunicorn serves each on loopback, as in tests/bench/site.py, and wrk asks for searches by addresses that are never the same, as
many readers at once as there are workers. What the database and what the workers spent on one search is told apart. The
table stands in docs/benchmarks.md, the other build's figures beside this one's; nothing is asserted.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import urllib.parse
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from tests.bench import archive_text, site

ROOT = Path(__file__).resolve().parents[2]
HEAD = "## Search beside another build"
SECONDS, RUNS = 4, 3
SEARCHES = {
    "rare word": archive_text.RARE_WORD,
    "word of every twentieth story": archive_text.COMMON_TAG.lower(),
    "word of nearly every story": "warga",
    "two words": f"{archive_text.COMMON_TAG.lower()} warga",
    "phrase": '"warga desa"',
    "word of no story": "kalpataru",
    "form of a verb": "pembangunan",
}
# Measured with a news site made of Wagtail 8, its search backend for databases on PostgreSQL, gunicorn and wrk on a machine of
# two cores; the word stands in every sixth story.
WAGTAIL = {10_000: 6.3, 100_000: 0.6}


class Build:
    """A checkout of the project, with what it needs to be served."""

    def __init__(self, name, folder, stack):
        self.name, self.folder = name, Path(folder)
        self.work = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="pawarta-search-")))
        (self.work / "media").mkdir()
        places = ("tests.bench.settings", "tests.bench_settings", "newsroom.settings")
        self.settings = next(
            name for name in places if (self.folder / f"{name.replace('.', '/')}.py").exists()
        )

    def environment(self, address):
        own = {
            "DJANGO_SETTINGS_MODULE": self.settings,
            "PAGE_CACHE_MB": str(site.CACHE_MB),
            "PAGES_ANEW": "1",
        }
        return site.environment(address, self.work) | own

    def manage(self, address, *args):
        subprocess.run(
            [sys.executable, "manage.py", *args], cwd=self.folder, env=self.environment(address), check=True,
            stdout=subprocess.DEVNULL,
        )  # fmt: skip

    def load(self, address, count):
        self.manage(address, "migrate", "--verbosity=0")
        self.manage(address, "load_archive", f"--articles={count}", "--force")
        site.vacuum(address)

    def measure(self, address):
        self.manage(address, "collectstatic", "--no-input", "--verbosity=0")
        database = urlsplit(address).path[1:]
        with site.gunicorn(self.environment(address), self.work, folder=self.folder) as (port, process):
            rows = {name: self.search(port, process, database, words) for name, words in SEARCHES.items()}
        with psycopg.connect(address) as connection:
            [count] = connection.execute("SELECT count(*) FROM articles_article").fetchone()
            [size] = connection.execute(_INDEX_SIZE).fetchone()
        return {"build": self.name, "count": count, "rows": rows, "index": float(size) / 1e6}

    def search(self, port, process, database, words):
        url = f"/cari/?q={urllib.parse.quote_plus(words)}"
        spent = {
            "database": lambda: site.ticks(site.backends(database)),
            "workers": lambda: site.ticks(site.workers(process)),
        }
        found = [
            site.once(port, url, self.work, seconds, spent, anew=True, connections=site.WORKERS)
            for seconds in (site.WARM_UP, *[SECONDS] * RUNS)
        ]
        row = {name: site.statistics.median(run[name] for run in found[1:]) for name in found[0]}
        site.say(
            f"    {self.name:<8} {words:<16} {row['rate']:6.1f}/s   p50 {row['p50']:6.1f}   p99 {row['p99']:6.1f} ms"
            f"   database {row['database']:5.2f}   workers {row['workers']:5.2f} ms"
        )
        return row


# Of all indexes with words in them that search reads.
_INDEX_SIZE = """
    SELECT sum(pg_relation_size(indexrelid)) FROM pg_stat_user_indexes
    WHERE indexrelname IN ('article_search', 'search_entry_words')
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, nargs="*", default=list(site.SIZES))
    parser.add_argument("--on", nargs="*", default=[], metavar="URL")
    parser.add_argument("--other", metavar="FOLDER")
    parser.add_argument("--other-on", nargs="*", default=[], metavar="URL")
    options = parser.parse_args()
    results = []
    with ExitStack() as stack:
        server = site.server_address()
        builds = [(Build("this", ROOT, stack), options.on)]
        if options.other:
            builds.append((Build("other", options.other, stack), options.other_on))
        for build, addresses in builds:
            for count in [] if addresses else options.articles:
                with site.database(server) as address:
                    build.load(address, count)
                    results.append(build.measure(address))
            results += [build.measure(address) for address in addresses]
    text = "\n".join([HEAD, "", *report(results), ""])
    site.say(text)
    whole = site.REPORT.read_text()
    site.REPORT.write_text(site.with_section(whole, HEAD, text))


def report(results):
    yield (
        f"{date.today():%Y-%m-%d}, {os.cpu_count()} cores. Written by `python -m tests.bench.search`; {site.WORKERS} readers at once, "  # noqa: DTZ011
        f"medians of {RUNS} runs of {SECONDS} s. “Database” and “workers” are what PostgreSQL and gunicorn's workers spent of a core on "
        "one search; pages are made anew."
    )
    yield ""
    head = ("build", "stories", "search", "/s", "p50, p99 ms", "database ms", "workers ms")
    yield from site.table(
        head,
        [
            (found["build"], f"{found['count']:,}", f"{name}: {SEARCHES[name]}", f"{row['rate']:.1f}",
             f"{row['p50']:.0f}, {row['p99']:.0f}", f"{row['database']:.1f}", f"{row['workers']:.1f}")
            for found in results
            for name, row in found["rows"].items()
        ],
    )  # fmt: skip
    yield ""
    sizes = (f"{found['build']}, {found['count']:,}: {found['index']:,.0f} MB" for found in results)
    yield f"Size of the index of words: {'; '.join(sizes)}."
    yield ""
    yield from growth(results)
    rates = " and ".join(f"{rate}/s at {count:,}" for count, rate in WAGTAIL.items())
    yield (
        f"For comparison: a news site made of Wagtail 8, with its search backend for databases on PostgreSQL, answered {rates} for a word "
        "of every sixth story. Taken over from a measurement of its own on a machine of two cores, not measured in this run."
    )


def growth(results):
    own = sorted((found for found in results if found["build"] == "this"), key=lambda found: found["count"])
    if len(own) > 1:
        first, last = own[0], own[-1]
        spans = (
            f"{name} {last['rows'][name]['database'] / max(first['rows'][name]['database'], 0.01):.2f} ×"
            for name in SEARCHES
        )
        yield f"The database's time from {first['count']:,} to {last['count']:,} stories: {', '.join(spans)}."
        yield ""


if __name__ == "__main__":
    main()
