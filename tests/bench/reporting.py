"""docs/benchmarks.md: sections that several programs write, and what is said while they measure."""

from tests.bench import servers

REPORT = servers.ROOT / "docs/benchmarks.md"
OTHERS = (
    "## Search beside",
    "## Photos",
    "## Beside others",
    "## A new edition",
    "## What a house takes",
    "## Function calls",
    "## Lighthouse",
)


def say(text):
    print(text, flush=True)  # noqa: T201


def told(name, row):
    say(
        f"    {name:<16} {row['rate']:9.0f}/s   p50 {row['p50']:8.2f} ms   p99 {row['p99']:8.2f} ms"
        f"   {row['cpu']:6.2f} ms of a core"
    )
    return row


def table(head, rows):
    return [f"| {' | '.join(map(str, row))} |" for row in (head, ["---"] * len(head), *rows)]


def other_sections(report):
    """What other programs write into the report."""
    heads = [line for line in report.splitlines() if line.startswith(OTHERS)]
    return report[report.index(heads[0]) :] if heads else ""


def with_section(report, head, text):
    """Return the report with a section in the place of its earlier one, or at its end."""
    before, _, rest = report.partition(f"{head}\n")
    if not rest:
        return f"{report}\n{text}"
    _old, head_of_next, after = rest.partition("\n## ")
    return f"{before}{text}{head_of_next}{after}"
