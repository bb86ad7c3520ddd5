"""What a newsroom had before it was upgraded is there afterwards."""

from contextlib import contextmanager
from itertools import cycle

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from articles.models import Article, Category, Page, Person, Photo, Region, Tag
from staff import roles, workflow
from tests.support.factories import make_article, make_publication, make_user, picture, publish

ADDRESSES = ("articles", "0022_addresses_that_hold")


@contextmanager
def as_of(migration):
    """The models as they were; the database goes back to the present whatever happens."""
    executor = MigrationExecutor(connection)
    try:
        yield executor.migrate([("articles", migration)]).apps
    finally:
        migrate_to(None)
        count_on()


def count_on():
    """Tables that were made anew count from 1, and rows of the beginning come back to them with their numbers."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, coalesce(last_value, 0) + 100000)"
            " FROM pg_sequences WHERE schemaname = 'public'"
        )


def migrate_to(migration):
    executor = MigrationExecutor(connection)
    executor.migrate([migration] if migration else executor.loader.graph.leaf_nodes())


@pytest.fixture
def before(transactional_db):
    with as_of("0003_revisions_aside_and_updates") as apps:
        yield apps


@pytest.fixture
def without_addresses(transactional_db):
    with as_of("0019_sources_in_their_order") as apps:
        yield apps


def old_photo(before, name, content, **fields):
    image = default_storage.save(f"foto/2026/11/{name}.jpg", ContentFile(content))
    thumbnail = default_storage.save(f"foto/2026/11/{name}-480.jpg", ContentFile(picture((480, 270))))
    old = before.get_model("articles", "Photo")
    row = old(
        image=image, thumbnail=thumbnail, width=1280, height=720, sha256=name, caption="Sungai", **fields
    )
    row.save()
    # Django measures the picture anew when a row is made; what counts here is the row.
    old.objects.filter(pk=row.pk).update(width=1280, height=720)
    return row.pk


@pytest.mark.slow
def test_pictures_of_before_keep_their_files_and_become_photos(before):
    content = picture((1280, 720))
    whole = old_photo(before, "a", content)
    killed = old_photo(before, "b", picture((1280, 720), colour="red"), state="killed")
    lost = old_photo(before, "c", picture((1280, 720), colour="blue"))
    for name in ("foto/2026/11/c.jpg", "foto/2026/11/c-480.jpg"):
        default_storage.delete(name)

    migrate_to(None)

    photo = Photo.objects.get(pk=whole)
    assert [(r.width, r.height) for r in photo.public_renditions()] == [(1280, 720), (480, 270)]
    assert all(
        r.name.startswith(photo.folder) and default_storage.exists(r.name) for r in photo.public_renditions()
    )
    assert photo.original.read() == content
    photo.draw()
    photo.refresh_from_db()
    assert len(photo.public_renditions()) > 20
    photo.kill(by=None, reason="Salah orang.")
    gone = Photo.objects.get(pk=killed)
    assert (gone.public_renditions(), gone.kill_reason) == ([], "–")
    for one in (photo, gone):
        one.remove_files()
        assert default_storage.listdir(one.folder)[1] == []
    for name in ("a", "a-480", "b", "b-480"):  # the addresses of before end as well
        assert not default_storage.exists(f"foto/2026/11/{name}.jpg")
    assert Photo.objects.get(pk=lost).public_renditions() == []


# Slugs as release 0.2 could hold them: taggit's, a shell's, an import's; beside each the address that it has now, and the
# old one where that is another. All that answered before keeps its address; what did not, or only in part, has one.
TAGS = [
    ("Banjir", "banjir", "banjir"),
    ("Café Ijen", "café-ijen", "cafe-ijen"),
    ("Cafe Luwak", "cafe-luwak", "cafe-luwak"),
    ("Café Luwak", "café-luwak", "cafe-luwak-2"),
    ("Pokémon", "pokémon", "pokemon"),
    ("Pokemon", "pokemon_1", "pokemon_1"),
    ("🔥", "", "tag"),
    ("!!!", "_1", "_1"),
    ("Tag", "tag-2", "tag-2"),
    ("محمد", "محمد", "tag-3"),
    ("A B", "a b", "a-b"),
    ("HUT RI", "HUT-RI", "HUT-RI"),
    ("Ramada\u0301n", "ramada\u0301n", "ramadan"),
    ("x" * 100, "é" * 100, "e" * 100),
]  # fmt: skip
PEOPLE = [
    ("Rina Wati", "rina-wati", "rina-wati"),
    ("Désiré", "désiré", "desire"),
    ("東京", "", "penulis"),
    ("a/b", "a/b", "ab"),
]
CATEGORIES = [  # name, slug, path, path now
    ("Olahraga", "olahraga", "olahraga", "olahraga"),
    ("Désa", "désa", "désa", "desa"),
    ("Wisata", "wisata", "désa/wisata", "desa/wisata"),
    ("Kafé", "kafé", "désa/wisata/kafé", "desa/wisata/kafe"),
    ("Feed", "feed", "olahraga/feed", "olahraga/feed-2"),
    (
        "Bola",
        "lain",
        "olahraga/bola",
        "olahraga/bola",
    ),  # a statement changed the slug: the address is the path
    ("Kosong", "", "", "kosong"),
]
REGIONS = [
    ("Jawa Timur", "jawa-timur", "jawa-timur", "jawa-timur", "jawa-timur"),
    ("Désa Ngadas", "désa-ngadas", "jawa-timur/désa-ngadas", "desa-ngadas", "jawa-timur/desa-ngadas"),
    ("Dusun", "dusun", "jawa-timur/désa-ngadas/dusun", "dusun", "jawa-timur/desa-ngadas/dusun"),
]
PAGES = [
    ("Kontak kita", "kontak-kita", "kontak-kita"),
    ("Édisi", "édisi", "edisi"),
    ("Feed", "feed", "feed-2"),
    ("2018", "2018", "2018-2"),
]
STORIES = [
    ("banjir-surut", "banjir-surut"),
    ("", "judul"),
    ("a/b", "ab"),
    ("banjir-%f0%9f%98%8d", "banjir-%f0%9f%98%8d"),
    ("é", "e"),
]


def rows_of_before(apps):
    """Write the rows as that release held them; returns their numbers by what they are."""
    model = {
        name: apps.get_model("articles", name)
        for name in ("Tag", "Person", "Category", "Region", "Page", "Article")
    }
    ids = {}
    for kind, field, rows in (("Tag", "name", TAGS), ("Person", "name", PEOPLE), ("Page", "title", PAGES)):
        for name, slug, _now in rows:
            ids[kind, slug] = (
                model[kind].objects.bulk_create([model[kind](**{field: name, "slug": slug})])[0].pk
            )
    for kind, rows in (("Category", CATEGORIES), ("Region", REGIONS)):
        for name, slug, path, *_now in rows:
            above = ids.get((kind, path.rpartition("/")[0]))
            extra = {"kind": "district", "aliases": []} if kind == "Region" else {}
            row = model[kind](name=name, slug=slug, path=path, parent_id=above, **extra)
            ids[kind, path] = model[kind].objects.bulk_create([row])[0].pk
    for slug, _now in STORIES:
        story = model["Article"](headline="Judul", slug=slug)
        ids["Article", slug] = model["Article"].objects.bulk_create([story])[0].pk
    return ids


def lists_of_before():
    """Yield the model, what its row is known by, its column with that, the value of now, and where lists of it are."""
    for model, before, rows in ((Tag, "/tag/", TAGS), (Person, "/penulis/", PEOPLE)):
        for _name, slug, now in rows:
            yield model, slug, "slug", now, f"{before}{slug}/"
    for _name, _slug, path, now in CATEGORIES:
        yield Category, path, "path", now, f"/kategori/{path}/"
    for _name, slug, path, now, _path_now in REGIONS:
        yield Region, path, "slug", now, f"/daerah/{slug}/"


def publish_in_all_lists():
    """Publish a story in each category and region, of all tags and people: an empty list has no page."""
    writer, editor = make_user("wati", roles.WRITER), make_user("edi", roles.EDITOR)
    regions = cycle(Region.objects.all())
    for category in Category.objects.all():
        story = make_article(writer, category=category, region=next(regions))
        story.tags.set(Tag.objects.all())
        for order, person in enumerate(Person.objects.filter(user=None), 1):
            story.credits.create(person=person, order=order)
        workflow.record_edit(story, by=writer)
        publish(story, writer, editor)


@pytest.mark.slow
def test_every_address_of_before_leads_to_its_row(without_addresses, client):
    ids = rows_of_before(without_addresses)
    migrate_to(None)
    make_publication()
    publish_in_all_lists()
    for model, key, column, now, old in lists_of_before():
        row = model.objects.get(pk=ids[model.__name__, key])
        assert getattr(row, column) == now
        new = row.get_absolute_url()
        assert client.get(new).status_code == 200, new
        # An empty slug had no address, and at one below `/feed/` the feed above it answered.
        if old != new and "//" not in old and "/feed/" not in old:
            assert client.get(old).headers.get("Location") == new, old
            if "a/b" not in old:
                assert client.get(f"{old}feed/").headers.get("Location") == f"{new}feed/", old
    assert Tag.objects.by_names(["Ramad\u00e1n"])[0].slug == "ramadan"
    paths = Region.objects.filter(pk__in=[pk for (kind, _slug), pk in ids.items() if kind == "Region"])
    assert set(paths.values_list("path", flat=True)) == {path_now for *_before, path_now in REGIONS}
    assert Category.objects.get(path="olahraga/bola").slug == "bola"
    for _title, slug, now in PAGES:
        assert Page.objects.get(pk=ids["Page", slug]).get_absolute_url() == f"/{now}/"
    assert client.get("/édisi/").headers["Location"] == "/edisi/"
    for slug, now in STORIES:
        assert Article.objects.get(pk=ids["Article", slug]).slug == now


@pytest.mark.slow
def test_an_upgrade_changes_no_address_that_could_be_held(without_addresses, client):
    """A newsroom whose slugs were all good keeps each of them, and no old address is written."""
    apps = without_addresses
    tag = apps.get_model("articles", "Tag").objects.create(name="Banjir", slug="Banjir_Rob-2")
    category = apps.get_model("articles", "Category").objects.create(name="A", slug="A_b", path="A_b")
    migrate_to(None)
    assert Tag.objects.get(pk=tag.pk).get_absolute_url() == "/tag/Banjir_Rob-2/"
    assert Category.objects.get(pk=category.pk).get_absolute_url() == "/kategori/A_b/"
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM articles_legacypath")
        assert cursor.fetchone() == (0,)
