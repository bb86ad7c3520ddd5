"""Readers, played by wrk: how many answers a second, how late, and what each took of a core."""

import os
import re
import statistics
import subprocess
import time

from tests.bench import processes, servers

# So many connections that each worker gets its share; an answer's own time is measured with one for each worker.
CONNECTIONS = 16
RUNS, SECONDS = 3, 2
ROUNDS = 7  # of two pages in turn, for their ratio
WARM_UP = 1


def wrk(port, url, folder, *, server=None, **kwargs):
    """{rate, p50, p99 in ms, cpu in ms a request}: each the median of the runs."""
    spent = {"cpu": (lambda: processes.processor_time(*server)) if server else (lambda: 0)}
    found = [once(port, url, folder, seconds, spent, **kwargs) for seconds in (WARM_UP, *[SECONDS] * RUNS)]
    return {name: statistics.median(one[name] for one in found[1:]) for name in found[0]}


def once(
    port, url, folder, seconds, spent=None, *, urls=(), compressed=True, anew=False, kept=False,
    connections=CONNECTIONS,
):  # fmt: skip
    """Of each name in `spent`, a function that returns ticks of a core, what a request took, in ms. `anew` asks each time for an
    address that was never asked for, so that no cache before the server has the page. `kept`: by connections that stay open.
    """
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "30s"]
    # A connection for each request, as nginx asks: kept ones gather at whichever worker took them first.
    asked = servers.HEADERS | {"Connection": "keep-alive" if kept else "close"}
    for name, value in (asked | ({"Accept-Encoding": "gzip"} if compressed else {})).items():
        command += ["-H", f"{name}: {value}"]
    if urls or anew:
        script = folder / "addresses.lua"
        script.write_text(addresses(urls or [url], time.monotonic_ns() // 1000 if anew else None))
        command += ["-s", str(script)]
    before = {name: ticks_so_far() for name, ticks_so_far in (spent or {}).items()}
    output = subprocess.run(
        [*command, f"http://127.0.0.1:{port}{url}"],
        stdout=subprocess.PIPE, text=True, check=True, timeout=seconds + servers.PATIENCE,
    ).stdout  # fmt: skip
    answered = int(re.search(r"(\d+) requests in", output)[1])
    tick = 1000 / os.sysconf("SC_CLK_TCK") / max(answered, 1)
    return figures(output, url) | {name: (spent[name]() - ticks) * tick for name, ticks in before.items()}


def in_turn(port, folder, first, second):
    """The rate of the second page against the first's: the median of rounds in which both follow each other."""
    rates = [
        [once(port, folder=folder, seconds=1, **page)["rate"] for page in (first, second)]
        for _ in range(ROUNDS)
    ]
    return statistics.median(second / first for first, second in rates)


def addresses(urls, first):
    """wrk's script that asks for these in turn; with `first`, each with a number that counts on from it."""
    paths = ", ".join(
        f'"{url}{("&" if "?" in url else "?") + "n=" if first is not None else ""}"' for url in urls
    )
    number = f" .. {first} + n" if first is not None else ""
    return (
        f"local paths = {{{paths}}}\nlocal n = 0\n"
        f"request = function() n = n + 1 return wrk.format(nil, paths[(n - 1) % #paths + 1]{number}) end\n"
    )


def figures(output, url):
    if wrong := re.search(r"Non-2xx or 3xx responses: (\d+)|Socket errors: (.*)", output):
        print(f"    {url}: {wrong[0]}")  # noqa: T201
    latency = dict.fromkeys(("p50", "p99"), float("inf"))  # when nothing was answered in time
    latency |= {
        f"p{share}": float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit]
        for share, value, unit in re.findall(r"^ +(50|99)% +([\d.]+)(us|ms|s) *$", output, re.M)
    }
    return {"rate": float(re.search(r"Requests/sec: +([\d.]+)", output)[1]), **latency}
