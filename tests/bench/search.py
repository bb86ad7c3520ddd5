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
import statistics
import urllib.parse
from contextlib import ExitStack
from datetime import date
from urllib.parse import urlsplit

import psycopg

from tests.bench import archive_text, builds, load, processes, reporting, servers, site

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


# Of all indexes with words in them that search reads.
_INDEX_SIZE = """
    SELECT sum(pg_relation_size(indexrelid)) FROM pg_stat_user_indexes
    WHERE indexrelname IN ('article_search', 'search_entry_words', 'search_entry_by_word')
"""


def measure(build, address):
    build.manage(address, "collectstatic", "--no-input", "--verbosity=0")
    database = urlsplit(address).path[1:]
    with servers.gunicorn(build.environment(address), build.work, folder=build.folder) as (port, process):
        rows = {name: search(build, port, process, database, words) for name, words in SEARCHES.items()}
    with psycopg.connect(address) as connection:
        [count] = connection.execute("SELECT count(*) FROM articles_article").fetchone()
        [size] = connection.execute(_INDEX_SIZE).fetchone()
    return {"build": build.name, "count": count, "rows": rows, "index": float(size) / 1e6}


def search(build, port, process, database, words):
    url = f"/cari/?q={urllib.parse.quote_plus(words)}"
    spent = {
        "database": lambda: processes.ticks(processes.backends(database)),
        "workers": lambda: processes.ticks(processes.workers(process)),
    }
    found = [
        load.once(port, url, build.work, seconds, spent, anew=True, connections=servers.WORKERS)
        for seconds in (load.WARM_UP, *[SECONDS] * RUNS)
    ]
    row = {name: statistics.median(run[name] for run in found[1:]) for name in found[0]}
    reporting.say(
        f"    {build.name:<8} {words:<16} {row['rate']:6.1f}/s   p50 {row['p50']:6.1f}   p99 {row['p99']:6.1f} ms"
        f"   database {row['database']:5.2f}   workers {row['workers']:5.2f} ms"
    )
    return row


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, nargs="*", default=list(site.SIZES))
    parser.add_argument("--on", nargs="*", default=[], metavar="URL")
    parser.add_argument("--other", metavar="FOLDER")
    parser.add_argument("--other-on", nargs="*", default=[], metavar="URL")
    options = parser.parse_args()
    results = []
    with ExitStack() as stack:
        server = servers.server_address()
        compared = [(builds.Build("this", servers.ROOT, stack), options.on)]
        if options.other:
            compared.append((builds.Build("other", options.other, stack), options.other_on))
        for build, addresses in compared:
            for count in [] if addresses else options.articles:
                with servers.database(server) as address:
                    build.load(address, count)
                    results.append(measure(build, address))
            results += [measure(build, address) for address in addresses]
    text = "\n".join([HEAD, "", *report(results), ""])
    reporting.say(text)
    whole = reporting.REPORT.read_text()
    reporting.REPORT.write_text(reporting.with_section(whole, HEAD, text))


def report(results):
    yield (
        f"{date.today():%Y-%m-%d}, {os.cpu_count()} cores. Written by `python -m tests.bench.search`; {servers.WORKERS} readers at once, "  # noqa: DTZ011
        f"medians of {RUNS} runs of {SECONDS} s. “Database” and “workers” are what PostgreSQL and gunicorn's workers spent of a core on "
        "one search; pages are made anew."
    )
    yield ""
    head = ("build", "stories", "search", "/s", "p50, p99 ms", "database ms", "workers ms")
    yield from reporting.table(
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
