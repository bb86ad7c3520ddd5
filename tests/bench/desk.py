"""The desk's part of `make bench`: what its budgets in docs/architecture.md cost here. Prints figures, asserts nothing.

Uses a database of its own and drops it afterwards.
"""

import io
import os
import statistics
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import (  # noqa: E402
    setup_databases,
    setup_test_environment,
    teardown_databases,
)

from articles.models import Article  # noqa: E402
from articles.text import difference  # noqa: E402
from staff import roles  # noqa: E402
from staff.workflow import review_queue  # noqa: E402
from staff.writing import saving  # noqa: E402
from tests.bench.management.commands import load_archive  # noqa: E402
from tests.support.factories import make_article, make_publication, make_user, move  # noqa: E402

ROUNDS = 30
ARTICLES, EDITORS, UNDER_WAY = 100_000, 50, 300
LIST = "/redaksi-desk/articles/article/"
PAGES = {
    "Meja redaksi": "/redaksi-desk/",
    "story list": LIST,
    "story list, submitted": f"{LIST}?status__exact=submitted",
    "story list, two words": f"{LIST}?q=banjir+warga",
}
STORY = (
    "Warga Kraksaan yang mengungsi sejak Senin malam mulai pulang ke rumah karena air di jalan desa sudah surut "
    "dan petugas dari kabupaten membuka posko di balai desa untuk membagikan makanan kepada keluarga yang rumahnya "
    "masih penuh lumpur kata camat yang datang bersama kepala dinas pada pagi itu"
)


def measure_texts(writer):
    """What the promises cost: differences of long texts, a save, an autosave."""
    words = STORY.split() * 200
    old = [" ".join(words[n : n + 50]) for n in range(0, 5000, 50)]
    new = [" ".join(reversed(paragraph.split())) for paragraph in old]
    for name, pair in {
        "5,000 words rewritten, 100 paragraphs": (old, new),
        "5,000 words rewritten, one paragraph": ([" ".join(old)], [" ".join(new)]),
        "5,000 words, one paragraph changed": (old, [*old[:50], "Paragraf baru.", *old[51:]]),
    }.items():
        bodies = ["\n".join(f"<p>{paragraph}</p>" for paragraph in side) for side in pair]
        show(name, lambda bodies=bodies: difference.of_bodies(*bodies))
    article = make_article(writer, body=f"<p>{' '.join(words[:1500])}</p>")
    client = Client()
    client.force_login(writer)
    url = f"/redaksi-desk/articles/article/{article.pk}/"
    typed = {
        "tab": "tab-bench",
        "revision": 1,
        "headline": article.headline,
        "body": article.body + "<p>Lagi.</p>",
    }
    client.post(f"{url}ketikan/", typed)
    show("autosave of 1,500 words", lambda: client.post(f"{url}ketikan/", typed))
    filed = "\n\n".join(
        [
            "Air Surut, Warga Dringu Bersihkan Lumpur",
            f"KRAKSAAN - {' '.join(words[:50])}.",
            *(f"{' '.join(words[n : n + 50]).capitalize()}." for n in range(50, 1400, 50)),
            "Penulis: Ani Wati\nEditor: Budi Santoso",
            "Baca Juga: Relawan Kumpulkan Buku Bekas Layak Baca",
        ]
    )
    pasted = typed | {"body": filed, "mode": "hp"}
    show("Rapikan of a paste of 1,500 words", lambda: client.post(f"{url}rapikan/", pasted))
    for number in range(2, 201):
        article = saving.save(
            article,
            article.snapshot().replace(headline=f"Judul {number}"),
            by=writer,
            base=number - 1,
            tab="tab-bench",
        )
    show("form of a story with 200 revisions", lambda: client.get(f"{url}change/"))
    show("its review", lambda: client.get(f"{url}tinjau/"))

    def save():
        typed.update(
            revision=Article.objects.get(pk=article.pk).version, headline=f"Judul {time.perf_counter_ns()}"
        )
        assert client.post(f"{url}change/", typed).status_code == 302

    show("save of 1,500 words", save)


def fill_desk(writer):
    """A large newsroom: an archive, EDITORS editors, and stories in every state under way."""
    call_command(load_archive.Command(), articles=ARTICLES, force=True, verbosity=0, stdout=io.StringIO())
    editors = [make_user(f"editor{number}", roles.EDITOR) for number in range(EDITORS)]
    ways = [
        [("submit", writer)],
        [("submit", writer), ("return", editors[0]), ("submit", writer)],
        [("submit", writer), ("return", editors[0])],
        [("submit", writer), ("approve", editors[0])],
        [],
    ]
    for number in range(UNDER_WAY):
        story = make_article(writer, headline=f"Naskah {number}", body=f"<p>{STORY}</p>" * 8)
        story = move(story, *ways[number % len(ways)])
        if story.status == Article.Status.SUBMITTED and number % 3 == 0:
            review_queue.claim(story, by=editors[number % EDITORS])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return editors


def measure_desk(writer):
    """Its pages, with an archive behind them, as each role sees them."""
    editors = fill_desk(writer)
    people = {
        "editor": editors[1],
        "managing editor": make_user("mira", roles.MANAGING_EDITOR),
        "reporter": writer,
    }
    for role, user in people.items():
        client = Client()
        client.force_login(user)
        for name, path in PAGES.items():
            show(f"{name}, {role}", lambda client=client, path=path: client.get(path))


def show(name, act):
    queries, times, own = [], [], []
    with connection.execute_wrapper(lambda execute, *args: queries.append(args[0]) or execute(*args)):
        act()
    for _ in range(ROUNDS):
        start, spent = time.perf_counter(), time.process_time()
        act()
        times.append((time.perf_counter() - start) * 1000)
        own.append((time.process_time() - spent) * 1000)
    said = (
        f"{statistics.median(times):7.1f} ms, {statistics.median(own):7.1f} ms of a core without the database"
    )
    print(f"{name:<45} {len(queries)} queries {said}")  # noqa: T201


def main():
    setup_test_environment(debug=False)
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        with transaction.atomic():
            make_publication()
            writer = make_user("wati", roles.WRITER)
        measure_texts(writer)
        measure_desk(writer)
    finally:
        teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    main()
