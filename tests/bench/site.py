"""The reader's part of `make bench`: the site under load, as it runs in production, with small and large archives.

`python -m tests.bench.site [--articles N …] [--million]` makes a database of its own for each size, fills it with
`load_archive`, lets gunicorn serve it on loopback and asks with wrk; then the same behind nginx with docs/nginx.conf.
It prints figures, writes docs/benchmarks.md, asserts nothing, and leaves nothing running and no database behind.
`--on URL` measures an archive that somebody loaded before; what it changes there is one story's headline.
"""

import argparse
import gzip
import json
import os
import platform
import re
import secrets
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, contextmanager, suppress
from datetime import date
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from newsroom import embedded_postgres
from tests.bench import audit
from tests.support.nginx import write_configuration

ROOT = Path(__file__).resolve().parents[2]
REPORT = ROOT / "docs/benchmarks.md"
HOST = "berita.example"
HEADERS = {"Host": HOST, "X-Forwarded-Proto": "https"}
SIZES = (10_000, 100_000)
MILLION = 1_000_000
# So many connections that each worker gets its share; an answer's own time is measured with one for each worker.
WORKERS, CONNECTIONS = 2, 16
RUNS, SECONDS = 3, 2
ROUNDS = 7  # of two pages in turn, for their ratio
WARM_UP = 1
CACHE_MB = 64
MODES = ANEW, KEPT = "each page made anew", "pages kept"
SPREAD = 500  # different stories, to see what one that is always the same hides
DEEP = 2_000  # page
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
PATIENCE = 60  # seconds for anything to start or stop

# ---- Inside: what needs Django runs in a process of its own, `python -m tests.bench.site --inside survey`


def survey():
    """The addresses to ask for, and what each page costs beside time."""
    from django.db import connection
    from django.db.models import Count
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from articles import pagination
    from articles.models import Article, Category, Person, Region, Tag
    from tests.bench import archive_text

    public = Article.objects.public()
    story = public.exclude(lead_photo=None).exclude(similar_ids=[]).newest_first()[20]
    category = Category.objects.order_by("path")[0]
    listed = public.filter(category=category).newest_first()
    deep = min((DEEP - 1) * pagination.PAGE_SIZE, listed.count() - pagination.PAGE_SIZE) - 1
    region = Region.objects.filter(parent=None).order_by("path")[0]
    tag = Tag.objects.get(name=archive_text.COMMON_TAG)
    person = Person.objects.annotate(n=Count("credits")).order_by("-n")[0]
    pages = {
        "article": story.get_absolute_url(),
        "home": "/",
        "category": category.get_absolute_url(),
        "category_deep": f"{category.get_absolute_url()}?sebelum={pagination.cursor(listed[deep].published_at, listed[deep].pk)}",
        "region": region.get_absolute_url(),
        "tag": tag.get_absolute_url(),
        "person": person.get_absolute_url(),
        "index": "/indeks/",
        "search_rare": f"/cari/?q={archive_text.RARE_WORD}",
        "search_common": f"/cari/?q={archive_text.COMMON_TAG.lower()}",
        "search_most": "/cari/?q=warga",
        "feed": "/feed/",
    }
    notes = {
        "category_deep": f"page {deep // pagination.PAGE_SIZE + 2:,}",
        "tag": f"{public.filter(tagged_items__tag=tag).count():,} stories",
        "person": f"{person.n:,} stories",
    }
    costs = {}
    client = Client(headers=HEADERS)
    for name, url in pages.items():
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(f"{url}{'&' if '?' in url else '?'}n=1")
        if response.status_code != 200:
            raise SystemExit(f"{url}: {response.status_code}")
        costs[name] = (len(queries), len(response.content), len(gzip.compress(response.content)))
    some = public.newest_first()[: SPREAD * 20]
    spread = [article.get_absolute_url() for article in some.only("slug")][:: max(1, len(some) // SPREAD)]
    return {
        "count": Article.objects.count(), "pages": pages, "notes": notes, "costs": costs, "spread": spread,
        "article": story.pk,
    }  # fmt: skip


def change(pk, headline):
    """An editor saves a live story; tells when it was committed, in the clock that all processes share."""
    from articles.models import Article
    from staff import roles
    from staff.models import User
    from staff.writing import saving
    from tests.support.factories import make_user

    editor = User.objects.filter(username="edi").first() or make_user("edi", roles.EDITOR)
    article = Article.objects.get(pk=pk)
    saving.save(article, article.snapshot().replace(headline=headline), by=editor, base=article.version)
    return time.monotonic()


def versions():
    import django
    from django.db import connection

    connection.ensure_connection()
    postgres = connection.connection.info.server_version
    return {"Django": django.__version__, "PostgreSQL": f"{postgres // 10_000}.{postgres % 10_000}"}


def inside(name, *args):
    import django

    django.setup()
    print(json.dumps({"survey": survey, "change": change, "versions": versions}[name](*args)))  # noqa: T201


def ask_inside(env, name, *args):
    command = [sys.executable, "-m", "tests.bench.site", "--inside", name, *map(str, args)]
    done = subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


# ---- What is started, and ended again


@contextmanager
def running(command, env=None, folder=ROOT, **kwargs):
    """A program, ended with whatever it started when the block ends."""
    process = subprocess.Popen(command, cwd=folder, env=env, start_new_session=True, **kwargs)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGINT)  # gunicorn and nginx then stop without waiting for their readers
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@contextmanager
def database(url):
    """A database of its own on the same server; yields its address."""
    import psycopg

    name = f"pawarta_bench_{os.getpid()}_{secrets.token_hex(2)}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
        try:
            yield urlsplit(url)._replace(path=f"/{name}").geturl()
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def gunicorn(env, work, worker_class="gthread", folder=ROOT):
    """The site as docs/deploy.md and the image start it, of the build in `folder`; yields its port and the process."""
    port = free_port()
    threads = 4 if worker_class == "gthread" else 1  # a sync worker that is given more becomes a gthread one
    command = [
        sys.executable, "-m", "gunicorn", "newsroom.wsgi", f"--bind=127.0.0.1:{port}", f"--workers={WORKERS}",
        f"--worker-class={worker_class}", f"--threads={threads}", "--worker-tmp-dir=/dev/shm", "--no-control-socket",
        "--access-logfile=-", "--log-level=critical",
    ]  # fmt: skip
    with (work / "access.log").open("w") as log, running(command, env, folder, stdout=log) as process:
        wait_for(port, process)
        yield port, process


@contextmanager
def nginx(folder, upstream, page):
    """nginx with docs/nginx.conf before that port, and the page as files; yields its port."""
    port = free_port()
    (folder / "berkas.html").write_bytes(page)
    (folder / "berkas.html.gz").write_bytes(gzip.compress(page, 6))
    file = f"    location = /berkas.html {{ root {folder}; gzip_static on; }}\n\n"
    with running(write_configuration(folder, port, upstream, WORKERS, file)) as process:
        wait_for(port, process)
        yield port


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def wait_for(port, process):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            raise SystemExit(f"{process.args[0]} ended with {process.returncode}.")
        try:
            return fetch(port, "/sehat/")
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"{process.args[0]} does not answer.")


# ---- Asking


def fetch(port, url, compressed=False):
    headers = HEADERS | ({"Accept-Encoding": "gzip"} if compressed else {})
    request = urllib.request.Request(f"http://127.0.0.1:{port}{url}", headers=headers)
    with urllib.request.urlopen(request, timeout=PATIENCE) as response:  # noqa: S310 -- http, see above
        return response.read()


def wrk(port, url, folder, *, server=None, **kwargs):
    """{rate, p50, p99 in ms, cpu in ms a request}: each the median of the runs."""
    spent = {"cpu": (lambda: processor_time(*server)) if server else (lambda: 0)}
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
    asked = HEADERS | {"Connection": "keep-alive" if kept else "close"}
    for name, value in (asked | ({"Accept-Encoding": "gzip"} if compressed else {})).items():
        command += ["-H", f"{name}: {value}"]
    if urls or anew:
        script = folder / "addresses.lua"
        script.write_text(addresses(urls or [url], time.monotonic_ns() // 1000 if anew else None))
        command += ["-s", str(script)]
    before = {name: ticks_so_far() for name, ticks_so_far in (spent or {}).items()}
    output = subprocess.run(
        [*command, f"http://127.0.0.1:{port}{url}"],
        stdout=subprocess.PIPE, text=True, check=True, timeout=seconds + PATIENCE,
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


def workers(process):
    return Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()


def memory(process):
    """MB that the largest worker holds."""
    sizes = [
        re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[1] for pid in workers(process)
    ]
    return max(map(int, sizes)) / 1024


def processor_time(process, database):
    """What the workers, and PostgreSQL for this database, have spent."""
    return ticks([*workers(process), *backends(database)])


def ticks(pids):
    """Ticks of a core that processes have spent."""
    spent = 0
    for pid in pids:
        with suppress(OSError):  # a line of the pool was closed
            stat = Path(f"/proc/{pid}/stat").read_text()
            spent += sum(map(int, stat.rpartition(")")[2].split()[11:13]))
    return spent


def backends(database):
    """PostgreSQL's processes that serve a database name themselves after it."""
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            words = (process / "cmdline").read_bytes().rstrip(b"\0").decode(errors="replace").split(" ")
            if words[0] == "postgres:" and database in words:
                yield process.name


# ---- The measurements


def measure_size(url, count, folder):
    """Everything that is told of one size of the archive."""
    with database(url) as address:
        env = environment(address, folder)
        started = time.monotonic()
        manage(env, "migrate", "--verbosity=0")
        loading = time.monotonic()
        manage(env, "load_archive", f"--articles={count}", "--force")
        loaded = time.monotonic()
        vacuum(address)
        say(f"{count:,} stories loaded in {loaded - loading:.0f} s ({loading - started:.0f} s to migrate)")
        return {"loading": loaded - loading} | measure_archive(env, folder)


def measure_archive(env, folder):
    found = ask_inside(env, "survey")
    say(f"{found['count']:,} stories")
    found["modes"] = {mode: measure_pages(env, folder, found, mode) for mode in MODES}
    found["nginx"] = measure_nginx(env, folder, found)
    if found["count"] == min(SIZES):
        found["classes"] = {kind: measure_class(env, folder, found, kind) for kind in ("gthread", "sync")}
    return found


def measure_pages(env, folder, found, mode):
    env = env | {"PAGE_CACHE_MB": str(CACHE_MB), "PAGES_ANEW": "1" if mode == ANEW else ""}
    say(f"  {mode}")
    with gunicorn(env, folder) as (port, process):
        (folder / "page.html").write_bytes(fetch(port, found["pages"]["article"]))
        rows = {}
        asked = {
            "bare": {"url": "/telanjang/"},
            "bare_plain": {"url": "/telanjang/", "compressed": False},
            "article_plain": {"url": found["pages"]["article"], "compressed": False},
            "article_spread": {"url": "/", "urls": found["spread"]},
            **{name: {"url": url} for name, url in found["pages"].items()},
        }
        # Searches go on inside after wrk has left, so what is slow comes last.
        for name in sorted(asked if mode == ANEW else OFTEN, key=SLOW.__contains__):
            rows[name] = told(
                name,
                wrk(
                    port,
                    folder=folder,
                    server=(process, urlsplit(env["DATABASE_URL"]).path[1:]),
                    anew=mode == ANEW,
                    **asked[name],
                ),
            )
        held = memory(process)
        facts = {"memory": held, "stale": after_change(env, port, found)}
        if mode == KEPT:
            facts["ratios"] = [
                in_turn(port, folder, asked[f"bare{form}"], asked[f"article{form}"])
                for form in ("", "_plain")
            ]
        else:
            facts["searches"] = {
                name: answer_time(port, folder, asked[name]) for name in asked if "search" in name
            }
    say(f"    {facts}")
    return {"rows": rows} | facts


def answer_time(port, folder, page):
    """p99 in ms with as many readers as workers, so that nobody waits in a line."""
    return wrk(port, folder=folder, anew=True, connections=WORKERS, **page)["p99"]


def after_change(env, port, found):
    """How many of the next twenty answers, of all workers, still show the old headline."""
    url, headline = found["pages"]["article"], f"Judul baru {secrets.token_hex(4)}"
    fetch(port, url)
    ask_inside(env, "change", found["article"], headline)
    return sum(headline.encode() not in fetch(port, url) for _ in range(20))


def measure_class(env, folder, found, kind):
    with gunicorn(env | {"PAGE_CACHE_MB": str(CACHE_MB), "PAGES_ANEW": "1"}, folder, kind) as (port, process):
        rows = {
            name: told(
                f"{name}, {kind}",
                wrk(port, url, folder, server=(process, urlsplit(env["DATABASE_URL"]).path[1:]), anew=True),
            )
            for name, url in (("bare", "/telanjang/"), ("article", found["pages"]["article"]))
        }
        return rows | {"memory": memory(process)}


def measure_nginx(env, folder, found):
    env = env | {"PAGE_CACHE_MB": str(CACHE_MB)}
    url = found["pages"]["article"]
    with gunicorn(env, folder) as (port, _), nginx(folder, port, fetch(port, url)) as front:
        say("  behind nginx")
        rows = {
            "file": told("file", wrk(front, "/berkas.html", folder, kept=True)),
            "micro_cache": told("micro_cache", wrk(front, url, folder, kept=True)),
        }
        return {"rows": rows, "delay": seen_after(env, front, found)}


def seen_after(env, port, found):
    """Seconds from the commit of a change until nginx shows it, while readers keep asking."""
    headline = f"Judul segar {secrets.token_hex(4)}"
    command = [
        sys.executable,
        "-m",
        "tests.bench.site",
        "--inside",
        "change",
        str(found["article"]),
        headline,
    ]
    with running(command, env, stdout=subprocess.PIPE, text=True) as process:
        end = time.monotonic() + PATIENCE
        while headline.encode() not in fetch(port, found["pages"]["article"], compressed=False):
            if time.monotonic() > end:
                return None
            time.sleep(0.01)
        seen = time.monotonic()
        committed = json.loads(process.stdout.read().splitlines()[-1])
    say(f"    a change shows after {max(0, seen - committed):.2f} s")
    return max(0, seen - committed)


def told(name, row):
    say(
        f"    {name:<16} {row['rate']:9.0f}/s   p50 {row['p50']:8.2f} ms   p99 {row['p99']:8.2f} ms"
        f"   {row['cpu']:6.2f} ms of a core"
    )
    return row


def say(text):
    print(text, flush=True)  # noqa: T201


# ---- Around it


def environment(address, folder):
    return os.environ | {
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        "DEBUG": "0",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "SITE_URL": f"https://{HOST}",
        "ALLOWED_HOSTS": HOST,
        "PAWARTA_VAR": str(folder),
        "BENCH_PAGE": str(folder / "page.html"),
        "PYTHONWARNINGS": "ignore",
    }


def manage(env, *args):
    subprocess.run(
        [sys.executable, "manage.py", *args], cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL
    )


def vacuum(address):
    """What autovacuum does in a newsroom as the archive grows."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def server_address():
    """DATABASE_URL, or the embedded server's, which runs for as long as this process lives."""
    os.environ.setdefault("SECRET_KEY", "only-for-measuring")
    embedded_postgres.provide()
    return os.environ["DATABASE_URL"]


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
    parser.add_argument("--inside", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        return inside(*options.inside)
    if packages := missing_programs():
        raise SystemExit(f"The load comes from wrk and nginx: apt-get install {' '.join(packages)}")
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    sizes = [*options.articles, *([MILLION] if options.million else [])]
    with ExitStack() as stack:
        url = server_address()
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="pawarta-bench-")))
        (folder / "media").mkdir()
        env = environment(url, folder)
        manage(env, "collectstatic", "--no-input", "--verbosity=0")
        known = ask_inside(env, "versions")
        results = []
        for measure in [
            *(partial(measure_size, url, count, folder) for count in sizes),
            *(partial(measure_archive, environment(address, folder), folder) for address in options.on),
        ]:
            results.append(measure())
            text = report(results, known)
            REPORT.write_text(text + other_sections(REPORT.read_text()))
    say(text[text.index("## Goals") :])
    say(f"Written: {REPORT}")
    return None


# ---- The report


def other_sections(report):
    """What other programs write into the report."""
    heads = [line for line in report.splitlines() if line.startswith(OTHERS)]
    return report[report.index(heads[0]) :] if heads else ""


def with_section(report, head, text):
    """Return the report with a section, before the audit's, in the place of its earlier one."""
    before, _, rest = report.partition(f"{head}\n")
    if not rest:
        audits = audit.section(report)
        return f"{report.removesuffix(audits)}{text}\n{audits}"
    _old, head_of_next, after = rest.partition("\n## ")
    return f"{before}{text}{head_of_next}{after}"


OTHERS = ("## Search beside", "## Photos", "## Beside others", "## Function calls", audit.HEAD)
LABELS = {
    "bare": "bare Django view, same bytes and middleware",
    "bare_plain": "bare Django view, not compressed",
    "article": "article",
    "article_plain": "article, not compressed",
    "article_spread": f"{SPREAD} different articles",
    "home": "home",
    "category": "category, page 1",
    "category_deep": f"category, page {DEEP:,} or the last",
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
        "Written by `make bench` (`tests/bench/site.py`), on archives that its command `load_archive` makes. Figures are this "
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
        f"{WORKERS} workers (gthread, 4 threads), wrk with {CONNECTIONS} connections and PostgreSQL share the cores. Each "
        f"figure is the median of {RUNS} runs of {SECONDS} s after a warm-up; readers accept gzip. “Uncached” pages are "
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
        f"search p99 at {last['count']:,}, {WORKERS} readers: rare, every twentieth, nearly every story", "≤ 50 ms",
        ", ".join(f"{search[name]:.0f} ms" for name in ("search_rare", "search_common", "search_most")),
    ))  # fmt: skip
    return table(("goal", "wanted", "reached"), rows)


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
    yield from table(head, rows)
    yield from ("", f"nginx: {front['file']['rate']:,.0f}/s as a file, {front['micro_cache']['rate']:,.0f}/s through the "
        f"micro-cache (p99 {front['micro_cache']['p99']:.1f} ms).", "")  # fmt: skip
    if classes := found.get("classes"):
        yield from table(
            ("gunicorn's workers", "bare /s", "bare core ms", "article /s", "article p50, p99 ms", "article core ms", "MB"),
            [
                (kind, *cells(c["bare"])[::2], *cells(c["article"]), f"{c['memory']:.0f}")
                for kind, c in classes.items()
            ],
        )  # fmt: skip
        yield ""


def cells(row):
    return f"{row['rate']:,.0f}", f"{row['p50']:.1f}, {row['p99']:.1f}", f"{row['cpu']:.2f}"


def table(head, rows):
    return [f"| {' | '.join(map(str, row))} |" for row in (head, ["---"] * len(head), *rows)]


if __name__ == "__main__":
    main()
