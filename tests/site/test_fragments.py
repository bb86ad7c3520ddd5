"""Remembered pieces of pages: whatever is printed changes the page at once, and memory has its bound."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import DatabaseError, models, transaction
from django.utils import timezone

from articles import fragments
from articles.memory import BoundedMemory
from articles.models import (
    Article,
    Attachment,
    Category,
    Credit,
    Notice,
    Page,
    Person,
    Photo,
    Pick,
    Publication,
    Region,
    Related,
    Tag,
    TaggedArticle,
    ViewCount,
)
from tests.support.attachments import card, make_attachment
from tests.support.factories import (
    make_article,
    make_category,
    make_notice,
    make_photo,
    make_region,
    move,
    publish,
)
from tests.support.shared_rows import shared

pytestmark = pytest.mark.django_db

MODELS = (
    Article, Attachment, Category, Credit, Notice, Page, Person, Photo, Pick, Publication, Region, Related, Tag,
    TaggedArticle, ViewCount,
)  # fmt: skip


UNVERIFIED = {
    "unverified_note": "Berita ini masih memerlukan verifikasi.",
    "public_interest": "Warga harus mengungsi.",
    "first_source": "Kepala desa.",
    "contact_attempts": "Tiga kali ditelepon.",
}


@shared
def newspaper(publication, writer, editor, second_editor):
    """A paper whose pages show every sort of row; returns its story, which has all of them."""
    category, region = make_category(), make_region()
    make_category("Banjir", "banjir", parent=category)
    below = Category.objects.get(slug="banjir")
    others = [
        publish(
            make_article(writer, headline=f"Banjir di tempat {n}", tags=["Banjir"], **words), writer, editor
        )
        for n, words in (("a", UNVERIFIED), ("b", UNVERIFIED), ("c", {}))
    ]
    attachment = make_attachment(writer)
    drawn = make_photo("text", source="ai", ai_tool="Alat Gambar")
    story = make_article(
        writer, headline="Banjir besar", tags=["Banjir", "Air"], category=below, region=region,
        lead_photo=make_photo("lead", source="archive", taken_at=timezone.now()), sign_off="(*)", dateline="",
        commercial_label="sponsored", verifies=others[1], source_name="Kantor Uji",
        source_url="https://kantor.example/7", source_id="kb-7", ai_uses=["transcription"], ai_tool="Alat Uji",
        meta_title="Judul mesin", meta_description="Uraian mesin.", canonical_url="https://asal.example/7",
    )  # fmt: skip
    story.body += (
        f'\n<figure class="media"><oembed url="/berita/{others[0].pk}/"></oembed></figure>\n<p>Lalu.</p>'
        f'\n<figure class="photo"><img src="/foto/{drawn.pk}/"></figure>\n{card(attachment)}'
    )
    story.save()
    Related.objects.create(article=story, target=others[1])
    publish(story, writer, editor)
    Article.objects.filter(pk=story.pk).update(similar_ids=[others[2].pk])
    notify(story, editor, second_editor, kind="koreksi", text="Salah tulis.", before="lima", after="enam")
    notify(story, editor, second_editor, kind="pembaruan", text="Jalan dibuka.")
    Publication.objects.update(logo=make_photo("logo"))
    Person.objects.filter(name="Wati").update(position="Wartawan", photo=make_photo("wati"))
    Pick.objects.create(article=story, place="lead", picked_by=editor)
    Pick.objects.create(article=others[0], place="breaking", picked_by=editor)
    ViewCount.objects.create(article=others[1], hour=timezone.now() - timedelta(minutes=1), count=9)
    Page.objects.get_or_create(slug="kontak", defaults={"title": "Kontak", "body": "<p>Surel</p>"})
    return Article.objects.get(pk=story.pk)


def notify(story, editor, second_editor, **words):
    move(story, ("propose_notice", editor), ("publish_notice", second_editor), notice=make_notice(**words))


def pages(story):
    return (
        story.get_absolute_url(),
        Article.objects.get(headline="Banjir di tempat a").get_absolute_url(),
        "/",
        "/kategori/peristiwa/",
        f"/kategori/{story.category.path}/",
        "/daerah/",
        f"/daerah/{story.region.slug}/",
        "/tag/banjir/",
        "/penulis/wati/",
        "/indeks/",
        "/terpopuler/",
        "/cari/?q=banjir",
        "/koreksi/",
        "/feed/",
        "/feed/atom/",
        "/api/v1/berita/",
        "/tidak-ada/",
    )


@pytest.fixture
def memory(monkeypatch):
    def begin(room=8 * 1024 * 1024):
        monkeypatch.setattr(fragments, "memory", BoundedMemory(room))
        return fragments.memory

    begin()
    return begin


def answers(client, urls):
    return {url: (answer.status_code, answer.content) for url in urls for answer in [client.get(url)]}


def another(row, field):
    """Return another value for this column of this row."""
    value = getattr(row, field.attname)
    if field.choices:
        return next(choice for choice, _label in field.flatchoices if choice != value)
    if field.is_relation:
        return field.related_model.objects.exclude(pk=value).values_list("pk", flat=True).first()
    if isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, models.DateTimeField):
        return (value or timezone.now()) + EARLIER.get(field.name, timedelta(hours=-1))
    if isinstance(field, models.IntegerField | models.FloatField):
        return FEWER.get(field.name) or (value or 0) + (1 if isinstance(field, models.FloatField) else 100)
    if isinstance(field, models.JSONField):
        return JSON.get(field.name, {})
    if hasattr(field, "base_field"):
        return LISTS.get(field.name) or [
            *(value or []),
            7 if isinstance(field.base_field, models.IntegerField) else "lain",
        ]
    return f"{value}{'-' if isinstance(field, models.SlugField) else ' '}lain"


EARLIER = {"online_at": timedelta(hours=1), "taken_at": timedelta(days=-9)}
LISTS = {"ai_uses": ["summary"]}  # those have choices
FEWER = {"excerpt_words": 8}
JSON = {
    "renditions": [["full", "jpeg", 960, 540, "foto/lain/960x540-lain.jpg", 2000]],
    "former_datelines": [{"until": "2199-01-01", "pattern": "{place}: "}],
}
# What the database wants to be changed together with a column.
TOGETHER = {
    "attachment.withdrawn_at": lambda row: {"withdrawn_by": row.uploaded_by, "withdrawal_reason": "Salah."},
    "photo.state": lambda row: {
        "killed_at": timezone.now(),
        "killed_by": row.uploaded_by,
        "kill_reason": "Salah.",
    },
    "photo.source": lambda row: {"source": "ai"},
    "region.slug": lambda row: {"path": f"{row.path}-lain"},
    "category.slug": lambda row: {"path": f"{row.path}-lain"},
}


def change(row, field):
    """Give a row another value there, if the database lets it have one."""
    values = {field.attname: another(row, field)}
    values |= TOGETHER.get(f"{row._meta.model_name}.{field.name}", lambda row: {})(row)
    with suppress(DatabaseError), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**values)


def columns():
    for model in MODELS:
        for field in model._meta.concrete_fields:
            if not field.primary_key:
                yield pytest.param(model, field, id=f"{model._meta.model_name}.{field.name}")


# A sample of what must be seen to change a page, so that the walk cannot pass by walking past everything.
PRINTED = {
    "article.headline", "article.slug", "article.standfirst", "article.body", "article.dateline", "article.category",
    "article.region", "article.lead_photo", "article.sign_off", "article.commercial_label", "article.status",
    "article.published_at", "article.online_at", "article.updated_at", "article.advertiser",
    "article.unverified_note", "article.verifies", "article.source_name", "article.source_url", "article.source_id",
    "article.ai_uses", "article.ai_tool", "article.meta_title", "article.meta_description", "article.canonical_url",
    "article.robots", "attachment.withdrawn_at", "category.name", "category.slug", "credit.name", "credit.role",
    "page.title", "person.name", "person.slug", "photo.alt", "photo.caption", "photo.credit",
    "photo.renditions", "photo.source", "photo.ai_tool", "photo.taken_at", "photo.state", "pick.place",
    "publication.name", "publication.dateline_pattern",
    "publication.excerpt_words", "publication.palette", "region.name", "region.slug", "region.time_zone",
    "tag.name", "tag.slug", "tag.intro",
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("model", "field"), list(columns()))
def test_each_column_that_is_printed_changes_every_page_that_prints_it(
    model, field, client, newspaper, memory, request
):
    """Pages from a memory that knows the rows as they were are those that nothing is remembered for."""
    urls = pages(newspaper)
    before = answers(client, urls)
    for row in model.objects.order_by("pk"):
        change(row, field)
    remembered = answers(client, urls)
    memory(0)
    assert remembered == answers(client, urls)
    name = request.node.callspec.id
    assert remembered != before or name not in PRINTED


def test_what_is_remembered_outlives_a_change_elsewhere(client, newspaper, memory):
    urls = pages(newspaper)
    answers(client, urls)
    size = len(fragments.memory)
    Article.objects.filter(headline="Banjir di tempat a").update(standfirst="Lain.")
    Pick.objects.all().delete()
    answers(client, urls)
    assert size < len(fragments.memory) < 2 * size


def test_a_memory_of_nothing_works(client, newspaper, memory):
    urls = pages(newspaper)
    full = answers(client, urls)
    memory(0)
    assert answers(client, urls) == full
    assert len(fragments.memory) == 0


def test_the_memory_has_its_bound():
    room = BoundedMemory(1000)
    for number in range(100):
        room.add(number, "x", 100)
        assert room.size <= 1000
        room.get(0)
    assert len(room) == 10
    assert room.get(0) == "x"
    room.add("large", "x", 1001)
    assert room.get("large") is None


def test_a_fragment_may_not_ask_the_database(newspaper, memory):
    look = fragments.remembered(lambda pk: Tag.objects.get(pk=pk).name)
    with pytest.raises(fragments.AsksTheDatabase):
        look(1)
