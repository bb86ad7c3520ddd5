"""The reader's part of `make bench`: the site under load, as it runs in production, with small and large archives.

`python -m tests.bench.site [--articles N …] [--million]` makes a database of its own for each size, fills it with
`load_archive`, lets gunicorn serve it on loopback and asks with wrk; then the same behind nginx with docs/nginx.conf.
It prints figures, writes docs/benchmarks.md, asserts nothing, and leaves nothing running and no database behind.
`--on URL` measures an archive that somebody loaded before; what it changes there is one story's headline.
"""

import argparse
import json
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from tests.bench import load, processes, reporting, servers, site_report, survey

SIZES = (10_000, 100_000)
MILLION = 1_000_000
SLOW = ("search_common", "search_most")
# Kept pages differ by their bytes alone; some stand for all.
OFTEN = (
    "bare",
    "bare_plain",
    "article",
    "article_plain",
    "article_spread",
    "home",
    "category",
    "search_common",
    "feed",
)


def measure_size(url, count, folder):
    """Everything that is told of one size of the archive."""
    with servers.database(url) as address:
        env = servers.environment(address, folder)
        started = time.monotonic()
        servers.manage(env, "migrate", "--verbosity=0")
        loading = time.monotonic()
        servers.manage(env, "load_archive", f"--articles={count}", "--force")
        loaded = time.monotonic()
        servers.vacuum(address)
        reporting.say(
            f"{count:,} stories loaded in {loaded - loading:.0f} s ({loading - started:.0f} s to migrate)"
        )
        return {"loading": loaded - loading} | measure_archive(env, folder)


def measure_archive(env, folder):
    found = survey.ask_inside(env, "survey")
    reporting.say(f"{found['count']:,} stories")
    found["modes"] = {mode: measure_pages(env, folder, found, mode) for mode in site_report.MODES}
    found["nginx"] = measure_nginx(env, folder, found)
    if found["count"] == min(SIZES):
        found["classes"] = {kind: measure_class(env, folder, found, kind) for kind in ("gthread", "sync")}
    return found


def measure_pages(env, folder, found, mode):
    env = env | {
        "PAGE_CACHE_MB": str(servers.CACHE_MB),
        "PAGES_ANEW": "1" if mode == site_report.ANEW else "",
    }
    reporting.say(f"  {mode}")
    with servers.gunicorn(env, folder) as (port, process):
        (folder / "page.html").write_bytes(servers.fetch(port, found["pages"]["article"]))
        rows = {}
        asked = {
            "bare": {"url": "/telanjang/"},
            "bare_plain": {"url": "/telanjang/", "compressed": False},
            "article_plain": {"url": found["pages"]["article"], "compressed": False},
            "article_spread": {"url": "/", "urls": found["spread"]},
            **{name: {"url": url} for name, url in found["pages"].items()},
        }
        # Searches go on inside after wrk has left, so what is slow comes last.
        for name in sorted(asked if mode == site_report.ANEW else OFTEN, key=SLOW.__contains__):
            rows[name] = reporting.told(
                name,
                load.wrk(
                    port,
                    folder=folder,
                    server=(process, urlsplit(env["DATABASE_URL"]).path[1:]),
                    anew=mode == site_report.ANEW,
                    **asked[name],
                ),
            )
        held = processes.memory(process)
        facts = {"memory": held, "stale": after_change(env, port, found)}
        if mode == site_report.KEPT:
            facts["ratios"] = [
                load.in_turn(port, folder, asked[f"bare{form}"], asked[f"article{form}"])
                for form in ("", "_plain")
            ]
        else:
            facts["searches"] = {
                name: answer_time(port, folder, asked[name]) for name in asked if "search" in name
            }
    reporting.say(f"    {facts}")
    return {"rows": rows} | facts


def answer_time(port, folder, page):
    """p99 in ms with as many readers as workers, so that nobody waits in a line."""
    return load.wrk(port, folder=folder, anew=True, connections=servers.WORKERS, **page)["p99"]


def after_change(env, port, found):
    """How many of the next twenty answers, of all workers, still show the old headline."""
    url, headline = found["pages"]["article"], f"Judul baru {secrets.token_hex(4)}"
    servers.fetch(port, url)
    survey.ask_inside(env, "change", found["article"], headline)
    return sum(headline.encode() not in servers.fetch(port, url) for _ in range(20))


def measure_class(env, folder, found, kind):
    with servers.gunicorn(
        env | {"PAGE_CACHE_MB": str(servers.CACHE_MB), "PAGES_ANEW": "1"}, folder, kind
    ) as (port, process):
        rows = {
            name: reporting.told(
                f"{name}, {kind}",
                load.wrk(
                    port, url, folder, server=(process, urlsplit(env["DATABASE_URL"]).path[1:]), anew=True
                ),
            )
            for name, url in (("bare", "/telanjang/"), ("article", found["pages"]["article"]))
        }
        return rows | {"memory": processes.memory(process)}


def measure_nginx(env, folder, found):
    env = env | {"PAGE_CACHE_MB": str(servers.CACHE_MB)}
    url = found["pages"]["article"]
    with (
        servers.gunicorn(env, folder) as (port, _),
        servers.nginx(folder, port, servers.fetch(port, url)) as front,
    ):
        reporting.say("  behind nginx")
        rows = {
            "file": reporting.told("file", load.wrk(front, "/berkas.html", folder, kept=True)),
            "micro_cache": reporting.told("micro_cache", load.wrk(front, url, folder, kept=True)),
        }
        return {"rows": rows, "delay": seen_after(env, front, found)}


def seen_after(env, port, found):
    """Seconds from the commit of a change until nginx shows it, while readers keep asking."""
    headline = f"Judul segar {secrets.token_hex(4)}"
    command = [
        sys.executable,
        "-m",
        "tests.bench.survey",
        "change",
        str(found["article"]),
        headline,
    ]
    with servers.running(command, env, stdout=subprocess.PIPE, text=True) as process:
        end = time.monotonic() + servers.PATIENCE
        while headline.encode() not in servers.fetch(port, found["pages"]["article"], compressed=False):
            if time.monotonic() > end:
                return None
            time.sleep(0.01)
        seen = time.monotonic()
        committed = json.loads(process.stdout.read().splitlines()[-1])
    reporting.say(f"    a change shows after {max(0, seen - committed):.2f} s")
    return max(0, seen - committed)


def missing_programs():
    return [
        package
        for program, package in (("wrk", "wrk"), ("nginx", "nginx-light"))
        if not shutil.which(program)
    ]


def stop(*args):
    """Ends what was started, once: whoever is impatient does not keep it from that."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    sys.exit(1)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, nargs="*", default=list(SIZES), help="sizes of the archive")
    parser.add_argument("--million", action="store_true", help="also 1,000,000: half an hour, 15 GB of disk")
    parser.add_argument("--on", nargs="*", default=[], metavar="URL", help="databases with an archive")
    options = parser.parse_args()
    if packages := missing_programs():
        raise SystemExit(f"The load comes from wrk and nginx: apt-get install {' '.join(packages)}")
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    sizes = [*options.articles, *([MILLION] if options.million else [])]
    with ExitStack() as stack:
        url = servers.server_address()
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="pawarta-bench-")))
        (folder / "media").mkdir()
        env = servers.environment(url, folder)
        servers.manage(env, "collectstatic", "--no-input", "--verbosity=0")
        known = survey.ask_inside(env, "versions")
        results = []
        for measure in [
            *(partial(measure_size, url, count, folder) for count in sizes),
            *(
                partial(measure_archive, servers.environment(address, folder), folder)
                for address in options.on
            ),
        ]:
            results.append(measure())
            text = site_report.report(results, known)
            reporting.REPORT.write_text(text + reporting.other_sections(reporting.REPORT.read_text()))
    reporting.say(text[text.index("## Goals") :])
    reporting.say(f"Written: {reporting.REPORT}")
    return None


if __name__ == "__main__":
    main()
