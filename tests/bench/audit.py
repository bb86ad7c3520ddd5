"""`make audit`: Lighthouse's figures for speed, of the front page and of its first story, into docs/benchmarks.md.

It visits a running site as a slow phone does (`SITE`, by default http://127.0.0.1:8000, as `make run` has it). The
load and the processor of that phone are simulated, but a busy machine still shows: `tests/site/test_audits.py` asserts the
rest of Lighthouse's findings, this is measured.
"""

import os
import re
import tempfile
from datetime import date
from pathlib import Path
from statistics import median
from urllib.request import urlopen

from tests.bench import reporting
from tests.support.lighthouse import lighthouse

SITE = os.environ.get("SITE", "http://127.0.0.1:8000").rstrip("/")
HEAD = "## Lighthouse"
RUNS = 5
SCORES = ("performance", "accessibility", "best-practices", "seo")
FIGURES = {
    "first-contentful-paint": ("first paint", "{:,.0f} ms"),
    "largest-contentful-paint": ("largest paint", "{:,.0f} ms"),
    "total-blocking-time": ("blocked", "{:,.0f} ms"),
    "cumulative-layout-shift": ("layout shift", "{:.3f}"),
    "total-byte-weight": ("bytes", "{:,.0f}"),
}


def measure(address):
    with tempfile.TemporaryDirectory() as folder:
        return [lighthouse(address, Path(folder) / "report.json") for _ in range(RUNS)]


def row(name, reports):
    scores = [[round(100 * report["categories"][key]["score"]) for report in reports] for key in SCORES]
    speed = scores[0]
    cells = [f"{median(speed):.0f} ({min(speed)}–{max(speed)})", *(f"{min(others)}" for others in scores[1:])]
    cells += [
        form.format(median(report["audits"][key]["numericValue"] for report in reports))
        for key, (_label, form) in FIGURES.items()
    ]
    cells.append(str(len(reports[0]["audits"]["network-requests"]["details"]["items"])))
    return f"| {name} | {' | '.join(cells)} |"


def main():
    with urlopen(f"{SITE}/") as response:  # noqa: S310 -- our own site
        front = response.read().decode()
    story = re.search(r'<h2><a href="(/berita/[^"]+)"', front)[1]
    pages = {"front page": f"{SITE}/", "its first story": f"{SITE}{story}"}
    found = {name: measure(address) for name, address in pages.items()}
    version = next(iter(found.values()))[0]["lighthouseVersion"]
    labels = ["page", "speed", "accessibility", "best practices", "SEO"]
    labels += [label for label, _form in FIGURES.values()] + ["requests"]
    lines = [
        HEAD,
        "",
        f"{date.today():%Y-%m-%d}, Lighthouse {version}, its preset for phones with simulated slow 4G, on the demo. "  # noqa: DTZ011
        f"Medians of {RUNS} runs, of speed the lowest and highest too, of the other scores the lowest. Written by "
        "`make audit`.",
        "",
        f"| {' | '.join(labels)} |",
        "| --- " * len(labels) + "|",
        *(row(name, reports) for name, reports in found.items()),
        "",
    ]
    text = "\n".join(lines)
    reporting.say(text)
    reporting.REPORT.write_text(reporting.with_section(reporting.REPORT.read_text(), HEAD, text))


if __name__ == "__main__":
    main()
