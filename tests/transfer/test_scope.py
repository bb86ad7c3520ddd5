"""A part of the house alone: a category, a region, a year, and what nobody else may read."""

from datetime import datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.db import connection

from articles.models import Article, Category, Person, Region, Related
from staff.models import Comment
from tests.support.factories import edit, make_article, make_category, make_region, move, publish
from tests.support.transfer import lines


@pytest.fixture
def house(writer, editor, other_writer):
    """Two stories of the town, one of the regency, with what belongs to each."""
    town, regency = make_region("Kota Pasuruan", "kota-pasuruan"), make_region()
    sport = make_category("Olahraga", "olahraga")
    first = make_article(writer, headline="Persekap menang", region=town, category=sport, tags=["Persekap"])
    second = make_article(writer, headline="Pasar kota ramai", region=town)
    third = make_article(other_writer, headline="Panen di lereng", region=regency, tags=["Panen"])
    for story in (first, second):
        publish(story, writer, editor)
    Related.objects.create(article=first, target=second, order=0)
    Related.objects.create(article=first, target=third, order=1)
    Comment.objects.create(article=third, author=other_writer, words="Foto menyusul")
    return first, second, third


def come_in(folder):
    call_command("import_site", str(folder), stdout=StringIO())
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_region_goes_with_what_it_names_and_nothing_else(house, leave, empty_house, other_writer):
    folder = leave(region="kota-pasuruan")
    everything = "".join(path.read_text() for path in folder.rglob("*.jsonl"))
    assert "Panen di lereng" not in everything
    assert "Foto menyusul" not in everything
    assert other_writer.username not in everything
    empty_house()
    come_in(folder)
    assert set(Article.objects.values_list("headline", flat=True)) == {"Persekap menang", "Pasar kota ramai"}
    assert [link.target.headline for link in Related.objects.all()] == ["Pasar kota ramai"]
    assert Category.objects.filter(slug="olahraga").exists()
    assert not Region.objects.filter(slug="kraksaan").exists()
    assert Person.objects.filter(user__isnull=False).exists()


def test_a_category_takes_what_lies_below_it(house, leave):
    folder = leave(category="olahraga")
    assert [row["headline"] for row in lines(folder, "stories/*.jsonl")] == ["Persekap menang"]


def test_a_year_goes_by_the_publication_in_the_newsrooms_zone(house, leave):
    first, _second, _third = house
    moment = datetime(2019, 1, 1, 0, 30, tzinfo=ZoneInfo("Asia/Jakarta"))
    Article.objects.filter(pk=first.pk).update(published_at=moment)
    folder = leave(year=2019)
    assert [row["headline"] for row in lines(folder, "stories/*.jsonl")] == ["Persekap menang"]
    assert lines(leave("lain", year=2018), "stories/*.jsonl") == []


def test_an_update_goes_with_its_story(house, leave, writer):
    first, *_others = house
    copy = edit(move(first, ("propose_update", writer)), by=writer, headline="Persekap menang besar")
    folder = leave(category="olahraga")
    assert {row["id"] for row in lines(folder, "stories/*.jsonl")} == {first.pk, copy.pk}


def test_a_confidential_story_stays_unless_it_is_asked_for(house, leave):
    _first, _second, third = house
    Article.objects.filter(pk=third.pk).update(confidants=[])
    folder = leave()
    everything = "".join(path.read_text() for path in folder.rglob("*.jsonl"))
    assert "Panen di lereng" not in "".join(str(row["headline"]) for row in lines(folder, "stories/*.jsonl"))
    assert "Foto menyusul" not in everything
    assert '"why": "confidential"' in (folder / "manifest.json").read_text()
    folder = leave("semua", with_confidential=True)
    assert "Panen di lereng" in [row["headline"] for row in lines(folder, "stories/*.jsonl")]


def test_what_readers_had_is_not_confidential_any_more(house, leave):
    first, *_others = house
    Article.objects.filter(pk=first.pk).update(confidants=[])
    assert "Persekap menang" in [row["headline"] for row in lines(leave(), "stories/*.jsonl")]


def test_rows_alone_have_no_files(house, leave, writer):
    folder = leave(without_pictures=True)
    assert not (folder / "files").exists()


def test_a_storys_line_can_be_read_by_others(house, leave):
    first, *_others = house
    row = next(row for row in lines(leave(), "stories/*.jsonl") if row["id"] == first.pk)
    assert row["headline"] == "Persekap menang"
    assert (row["category"], row["region"], row["tags"]) == ("olahraga", "kota-pasuruan", ["Persekap"])
    assert [credit["role"] for credit in row["credits"]] == ["writer", "editor"]
    assert row["address"] == f"/berita/{first.pk}/{first.slug}/"
    assert len(row["rows"]["revisions"]) >= 2
    assert [event["action"] for event in row["rows"]["events"]][:2] == ["create", "submit"]
