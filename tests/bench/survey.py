"""What a bench asks of an archive from inside Django, in a process of its own: `python -m tests.bench.survey survey`."""

import gzip
import itertools
import json
import secrets
import signal
import subprocess
import sys
import time

from tests.bench import servers

SPREAD = 500  # different stories, to see what one that is always the same hides
DEEP = 2_000  # page


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
    client = Client(headers=servers.HEADERS)
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
    """One editor changes a live story, another approves it; tells when it was committed, in the clock that all processes share."""
    from articles.models import Article
    from staff import roles
    from staff.models import User
    from tests.support.factories import make_user, update

    editors = [
        User.objects.filter(username=name).first() or make_user(name, roles.EDITOR)
        for name in ("edi", "esti")
    ]
    update(Article.objects.get(pk=pk), *editors, headline=headline)
    return time.monotonic()


def change_each_second(pk):
    """The same again and again, a second from the beginning of each to the next, until this process is ended."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    for number in itertools.count():
        begin = time.monotonic()
        change(pk, f"Judul ke-{number} {secrets.token_hex(4)}")
        print(number, flush=True)  # noqa: T201
        time.sleep(max(0, begin + 1 - time.monotonic()))


def versions():
    import django
    from django.db import connection

    connection.ensure_connection()
    postgres = connection.connection.info.server_version
    return {"Django": django.__version__, "PostgreSQL": f"{postgres // 10_000}.{postgres % 10_000}"}


def inside(name, *args):
    import django

    django.setup()
    functions = {of.__name__: of for of in (survey, change, change_each_second, versions)}
    print(json.dumps(functions[name](*args)))  # noqa: T201


def ask_inside(env, name, *args):
    command = [sys.executable, "-m", "tests.bench.survey", name, *map(str, args)]
    done = subprocess.run(command, cwd=servers.ROOT, env=env, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


if __name__ == "__main__":
    inside(*sys.argv[1:])
