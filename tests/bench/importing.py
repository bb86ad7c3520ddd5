"""Moving in's part of `make bench`: how fast an export file is read and stored, and how much of it comes out right.

Writes a file of POSTS posts (the first argument, 10,000 by default), imports it into a database of its own, compares
every story with what a perfect import would have made of it, and drops the database afterwards.
"""

import json
import os
import re
import resource
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.test.utils import (  # noqa: E402
    setup_databases,
    setup_test_environment,
    teardown_databases,
)

from articles.legacy_paths import id_key, path_key  # noqa: E402  # noqa: E402
from articles.models import Article, Credit, ImportedItem, LegacyPath, Related  # noqa: E402
from tests.support.wordpress_archive import INITIALS, Archive  # noqa: E402

BATCH = 500
STATUS = {
    "publish": "published", "draft": "draft", "pending": "submitted", "private": "draft", "trash": "spiked",
    "future": "approved",  # its time went by
}  # fmt: skip
PHOTO = re.compile(r'<figure class="photo[^\n]*(?:\n|$)')
STORY_ID = re.compile(r"/berita/(\d+)/")


def main():
    posts = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    setup_test_environment(debug=False)
    with tempfile.TemporaryDirectory() as folder:
        file, expected, decided = (Path(folder, name) for name in ("arsip.xml", "arsip.jsonl", "peta.json"))
        decided.write_text(json.dumps({"initials": INITIALS}))  # a newsroom knows whose they are
        with file.open("w", encoding="utf-8") as text, expected.open("w", encoding="utf-8") as lines:
            Archive(posts).write(text, lines)
        show("file", f"{file.stat().st_size / 2**20:,.0f} MB")
        databases = setup_databases(verbosity=0, interactive=False)
        try:
            measure("dry run", posts, file, map=str(decided), dry_run=True)
            measure("import", posts, file, map=str(decided))
            compare(expected)
            measure("import of the same again", posts, file, map=str(decided))
        finally:
            teardown_databases(databases, verbosity=0)


def measure(name, posts, file, **options):
    began, busy = time.perf_counter(), time.process_time()
    with open(os.devnull, "w") as silence:
        call_command("import_wordpress", str(file), stdout=silence, **options)
    taken, busy = time.perf_counter() - began, time.process_time() - busy
    memory, of_child = (
        resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    show(
        name,
        f"{posts / taken:,.0f} posts a second ({taken:.1f} s, {busy:.1f} s of them here), {memory:.0f} MB at most,"
        f" {of_child:.0f} MB in the process beside it",
    )


def compare(expected):
    """Kind by kind, how many stories are as they ought to be."""
    right, total = Counter(), 0
    wrong = {}
    ids = dict(ImportedItem.objects.filter(type="post").values_list("wp_id", "article_id"))
    wp_ids = {article: wp_id for wp_id, article in ids.items()}
    with expected.open(encoding="utf-8") as lines:
        for batch in iter(
            lambda: [json.loads(line) for _, line in zip(range(BATCH), lines, strict=False)], []
        ):
            found = Article.objects.select_related("category").in_bulk(
                [ids.get(story["wp_id"]) for story in batch]
            )
            addresses = dict(LegacyPath.objects.filter(article__in=found).values_list("path", "article"))
            credits, related, tags = (
                gathered(rows)
                for rows in (
                    Credit.objects.filter(article__in=found)
                    .order_by("order")
                    .values_list("article", "role", "name"),
                    Related.objects.filter(article__in=found)
                    .order_by("order")
                    .values_list("article", "target"),
                    Article.tags.through.objects.filter(content_object__in=found).values_list(
                        "content_object", "tag__name"
                    ),
                )
            )
            public = set(Article.objects.public().filter(pk__in=found).values_list("pk", flat=True))
            for story in batch:
                total += 1
                article = found.get(ids.get(story["wp_id"]))
                if not article:
                    continue
                body = STORY_ID.sub(lambda m: f"/berita/{wp_ids.get(int(m[1]))}/", article.body)
                old = {id_key("p", story["wp_id"])}
                if not story["path"].startswith("/?"):
                    old.add(path_key(story["path"]))
                    if story["old_slug"]:
                        old.add(path_key(story["path"].replace(story["slug"], story["old_slug"])))
                kinds = {
                    "title": (article.headline, story["title"]),
                    "slug": (article.slug, story["slug"] or article.slug),
                    "status": (article.status, STATUS[story["status"]] if not story["password"] else "draft"),
                    "public": (article.pk in public, story["status"] == "publish" and not story["password"]),
                    "dateline": (article.dateline, story["dateline"]),
                    "sign-off": (article.sign_off, story["sign_off"]),
                    "credits": (sorted(credits[article.pk]), sorted(map(tuple, story["credits"]))),
                    "text": (PHOTO.sub("", body + "\n").strip(), PHOTO.sub("", story["body"] + "\n").strip()),
                    "end list": ([wp_ids.get(target) for (target,) in related[article.pk]], story["related"]),
                    "category": (article.category.slug in story["categories"], True),
                    "old addresses": ([path for path in old if addresses.get(path) != article.pk], []),
                    "tags": (sorted(name for (name,) in tags[article.pk]), sorted(story["tags"])),
                    "date": (
                        article.published_at and article.published_at.isoformat(),
                        story["published_at"]
                        if article.pk in public
                        else article.published_at and article.published_at.isoformat(),
                    ),
                }
                for kind, (got, want) in kinds.items():
                    right[kind] += got == want
                    if got != want:
                        wrong.setdefault(kind, (story["wp_id"], got, want))
    for kind, count in right.items():
        show(f"right: {kind}", f"{count:,} of {total:,}")
    for kind, (wp_id, got, want) in wrong.items():
        print(f"  {kind} of post {wp_id}: {got!r} for {want!r}")  # noqa: T201


def gathered(rows):
    """By the first column."""
    found = defaultdict(list)
    for key, *rest in rows:
        found[key].append(tuple(rest))
    return found


def show(name, figure):
    print(f"{name:<28} {figure}")  # noqa: T201


if __name__ == "__main__":
    main()
