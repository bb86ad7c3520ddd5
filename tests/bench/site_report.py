"""The first part of docs/benchmarks.md: what `python -m tests.bench.site` measured, as Markdown."""

import os
import platform
import re
from datetime import date
from pathlib import Path

from tests.bench import load, reporting, servers, survey

MODES = ANEW, KEPT = "each page made anew", "pages kept"
LABELS = {
    "bare": "bare Django view, same bytes and middleware",
    "bare_plain": "bare Django view, not compressed",
    "article": "article",
    "article_plain": "article, not compressed",
    "article_spread": f"{survey.SPREAD} different articles",
    "home": "home",
    "category": "category, page 1",
    "category_deep": f"category, page {survey.DEEP:,} or the last",
    "region": "region",
    "tag": "tag with most stories",
    "person": "person",
    "index": "index of the newest day",
    "search_rare": "search, rare word",
    "search_common": "search, word of every twentieth story",
    "search_most": "search, word of nearly every story",
    "feed": "feed",
}


def report(results, known):
    return "\n".join([
        "# Benchmarks",
        "",
        "Written by `make bench` (`tests/bench`), on archives that its command `load_archive` makes. Figures are this "
        "machine's, with whatever else it did meanwhile; ratios within one run are what to compare.",
        "",
        *machine(known),
        "",
        "## Goals",
        "",
        *goals(results),
        "",
        *(line for found in results for line in size_tables(found)),
    ]) + "\n"  # fmt: skip


def machine(known):
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    ram = int(re.search(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text())[1]) / 1024**2
    return [
        f"{date.today():%Y-%m-%d}, {model[1] if model else platform.machine()}, {os.cpu_count()} cores, {ram:.0f} GB; "  # noqa: DTZ011
        f"Python {platform.python_version()}, Django {known['Django']}, PostgreSQL {known['PostgreSQL']}. gunicorn with "
        f"{servers.WORKERS} workers (gthread, 4 threads), wrk with {load.CONNECTIONS} connections and PostgreSQL share the cores. Each "
        f"figure is the median of {load.RUNS} runs of {load.SECONDS} s after a warm-up; readers accept gzip. “Uncached” pages are "
        "asked for by addresses that are never the same. “core ms” is the processor time of gunicorn's workers and of "
        "PostgreSQL for one answer, which other work on the machine disturbs least.",
    ]


def goals(results):
    first, last = results[0], results[-1]
    front = first["nginx"]
    zipped, whole = (f"{value:.2f}" for value in first["modes"][KEPT]["ratios"])
    rows = [
        ("cached article ÷ bare view, asked in turn", "≥ 0.95", zipped),
        ("the same, not compressed", "≥ 0.95", whole),
        (
            "old pages at the next 20 requests after a change, cached",
            "0",
            first["modes"][KEPT]["stale"],
        ),
        (
            "behind nginx ÷ nginx serving a file",
            "≥ 0.70",
            ratio(front["rows"]["micro_cache"], front["rows"]["file"]),
        ),
        (
            "a change shows behind nginx",
            "≤ 1 s",
            "never" if front["delay"] is None else f"{front['delay']:.2f} s",
        ),
        *uncached(first),
    ]
    if first is not last:
        spans = {
            name: last["modes"][ANEW]["rows"][name]["cpu"]
            / max(first["modes"][ANEW]["rows"][name]["cpu"], 0.01)
            for name in first["pages"]
        }
        worst = max(spans, key=spans.get)
        rows.append((
            f"page whose processor time grew most, at {last['count']:,} against {first['count']:,} ({LABELS[worst]})", "≤ 1.2 ×", f"{spans[worst]:.2f} ×",
        ))  # fmt: skip
        steep = [
            f"{LABELS[name]} (in a page {last['costs'][name][2] / first['costs'][name][2]:.1f} × as large)"
            for name, span in spans.items()
            if span > 1.2
        ]
        rows.append(("pages above 1.2 ×", "none", ", ".join(steep) or "none"))
    search = last["modes"][ANEW]["searches"]
    rows.append((
        f"search p99 at {last['count']:,}, {servers.WORKERS} readers: rare, every twentieth, nearly every story", "≤ 50 ms",
        ", ".join(f"{search[name]:.0f} ms" for name in ("search_rare", "search_common", "search_most")),
    ))  # fmt: skip
    return reporting.table(("goal", "wanted", "reached"), rows)


def uncached(found):
    """By rate, and by what it is of the bare view's: that depends less on the machine."""
    for kind, rows in found.get("classes", {}).items():
        share = f"{ratio(rows['article'], rows['bare'])} of the bare view"
        yield f"article, uncached, {kind} workers", "≥ 500/s", f"{rows['article']['rate']:.0f}/s, {share}"


def ratio(one, other):
    return f"{one['rate'] / other['rate']:.2f}"


def size_tables(found):
    plain, cached = (found["modes"][mode] for mode in MODES)
    rows = []
    for name, row in plain["rows"].items():
        queries, _, size = found["costs"].get(name, ("", 0, ""))
        note = f" ({found['notes'][name]})" if name in found["notes"] else ""
        kept = cached["rows"].get(name)
        asked = [*cells(row), *(cells(kept) if kept else [""] * 3)]
        rows.append((LABELS[name] + note, queries, f"{size:,}" if size else "", *asked))
    front = found["nginx"]["rows"]
    loaded = f"Loaded in {found['loading']:.0f} s. " if "loading" in found else ""
    yield from (f"## {found['count']:,} stories", "", f"{loaded}A worker holds "
        f"{plain['memory']:.0f} MB after making pages anew, {cached['memory']:.0f} MB after serving kept ones.", "")  # fmt: skip
    asked = ("/s", "p50, p99 ms", "core ms")
    head = (
        "page",
        "queries",
        "bytes, gzip",
        *(f"{mode} {name}" for mode in ("uncached", "cached") for name in asked),
    )
    yield from reporting.table(head, rows)
    yield from ("", f"nginx: {front['file']['rate']:,.0f}/s as a file, {front['micro_cache']['rate']:,.0f}/s through the "
        f"micro-cache (p99 {front['micro_cache']['p99']:.1f} ms).", "")  # fmt: skip
    if classes := found.get("classes"):
        yield from reporting.table(
            ("gunicorn's workers", "bare /s", "bare core ms", "article /s", "article p50, p99 ms", "article core ms", "MB"),
            [
                (kind, *cells(c["bare"])[::2], *cells(c["article"]), f"{c['memory']:.0f}")
                for kind, c in classes.items()
            ],
        )  # fmt: skip
        yield ""


def cells(row):
    return f"{row['rate']:,.0f}", f"{row['p50']:.1f}, {row['p99']:.1f}", f"{row['cpu']:.2f}"
