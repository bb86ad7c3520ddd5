"""Counts of advertisements and figures of reading: like views, of nobody."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.advertising import counting
from articles.models import AdCount, Advertisement, ReadingFigure
from articles.site import reading_figures
from tests.support.advertising import make_order, make_slot
from tests.support.factories import make_article, publish

pytestmark = pytest.mark.django_db
BROWSER = {"HTTP_USER_AGENT": "Mozilla/5.0 (Linux; Android 9) Chrome/140.0 Mobile Safari/537.36"}


def without_thread(monkeypatch, module):
    fresh = type(module.tally)()
    monkeypatch.setattr(fresh, "_keep_writing", lambda: None)
    monkeypatch.setattr(module, "tally", fresh)
    return fresh


@pytest.fixture
def tally(monkeypatch):
    return without_thread(monkeypatch, counting)


@pytest.fixture
def figures(monkeypatch):
    return without_thread(monkeypatch, reading_figures)


@pytest.fixture
def order(db):
    return make_order(make_slot("list"))


def tell(client, words, path="/ruang/hitung/", **headers):
    return client.post(path, words, content_type="text/plain", **BROWSER | headers)


def test_views_and_presses_are_added_to_the_hour(client, order, tally):
    other = make_order(order.slot)
    assert tell(client, f"tampil {order.pk} {other.pk}").status_code == 204
    tell(client, f"tampil {order.pk}")
    tell(client, f"klik {order.pk}")
    tally.write()
    assert order.totals() == (2, 1)
    assert other.totals() == (1, 0)
    tell(client, f"klik {order.pk}")
    tally.write()
    assert order.totals() == (2, 2)
    assert AdCount.objects.filter(advertisement=order).count() == 1


@pytest.mark.parametrize(
    "body",
    ["", "tampil", "tampil ", "klik x", "lihat 5", "tampil 5;6", "tampil -1", "tampil 0", "tampil 1.5", "tampil  5", "5", "\x00",
     "tampil ٣", "tampil " + "9" * 19, "tampil " + "1 " * 50, "TAMPIL 5", "klik 5\n", "tampil 5' OR 1"],
)  # fmt: skip
def test_what_is_no_count_is_refused(body, client, tally, db):
    assert tell(client, body).status_code == 400


def test_robots_other_sites_and_pages_drawn_ahead_count_nothing(client, order, tally):
    words = f"tampil {order.pk}"
    tell(client, words, HTTP_USER_AGENT="Googlebot/2.1")
    tell(client, words, HTTP_USER_AGENT="")
    tell(client, words, HTTP_SEC_FETCH_SITE="cross-site")
    tell(client, words, HTTP_SEC_PURPOSE="prefetch")
    tally.write()
    assert order.totals() == (0, 0)
    assert client.get("/ruang/hitung/").status_code == 405


def test_numbers_of_no_advertisement_are_dropped(client, order, tally):
    tell(client, f"tampil 999999999 {order.pk}")
    tally.write()
    assert AdCount.objects.get().advertisement == order


def test_what_one_address_sends_beyond_its_bound_is_not_billed(client, order, tally, monkeypatch):
    monkeypatch.setattr(counting, "OF_ONE", 3)
    for _ in range(9):
        tell(client, f"tampil {order.pk}", REMOTE_ADDR="103.10.1.1")
    tell(client, f"tampil {order.pk}", REMOTE_ADDR="103.10.1.2")
    tally.write()
    assert order.totals() == (4, 0)


def test_an_order_that_was_seen_often_enough_is_delivered(client, order, tally):
    Advertisement.objects.filter(pk=order.pk).update(most_views=2)
    tell(client, f"tampil {order.pk}")
    tally.write()
    assert Advertisement.objects.running().contains(order)
    tell(client, f"tampil {order.pk}")
    tally.write()
    assert not Advertisement.objects.running().contains(order)
    order.refresh_from_db()
    assert order.state() == "delivered"


# ---- Figures of reading


@pytest.fixture
def story(publication, writer, editor):
    return publish(make_article(writer), writer, editor)


def test_where_readers_come_from_is_kept_of_category_and_region(client, story, figures, writer, editor):
    other = publish(make_article(writer, headline="Lain"), writer, editor)
    for words in (f"{story.pk} referrer cari", f"{other.pk} referrer cari", f"{story.pk} referrer pesan"):
        assert tell(client, words, "/baca/").status_code == 204
    tell(client, f"{story.pk} depth 75", "/baca/")
    figures.write()
    rows = {(row.kind, row.value): row for row in ReadingFigure.objects.all()}
    assert rows["referrer", "cari"].count == 2
    assert rows["referrer", "pesan"].count == rows["depth", "75"].count == 1
    assert {(row.category, row.region) for row in rows.values()} == {(story.category, story.region)}
    tell(client, f"{story.pk} referrer cari", "/baca/")
    figures.write()
    assert ReadingFigure.objects.get(value="cari").count == 3


def test_no_column_of_a_figure_leads_to_a_story_or_a_person():
    names = {field.name for field in ReadingFigure._meta.concrete_fields}
    assert names == {"id", "day", "category", "region", "kind", "value", "count"}


@pytest.mark.parametrize(
    "body",
    ["1 referrer https://a.example/", "1 referrer", "1 referrer depth", "1 depth 30", "1 depth cari", "1 asal cari", "x referrer cari",
     "1 referrer cari cari", "1 referrer CARI", "1  depth 75", "1 referrer ca\x00ri"],
)  # fmt: skip
def test_a_class_that_is_none_is_refused(body, client, figures, db):
    assert tell(client, body, "/baca/").status_code == 400


def test_a_hidden_story_has_no_figures(client, writer, figures, publication):
    draft = make_article(writer)
    tell(client, f"{draft.pk} referrer cari", "/baca/")
    figures.write()
    assert not ReadingFigure.objects.exists()


def test_a_story_without_region_is_counted_in_one_row(client, story, figures):
    type(story).objects.filter(pk=story.pk).update(region=None)
    for _ in range(2):
        tell(client, f"{story.pk} referrer lain", "/baca/")
        figures.write()
    assert ReadingFigure.objects.get().count == 2


def test_old_figures_go(db, story):
    day = timezone.localdate() - timedelta(days=200)
    ReadingFigure.objects.create(day=day, kind="depth", value="50", count=3)
    assert ReadingFigure.objects.expired().count() == 1
