"""The made-up archive: whole rows that the site shows, the same ones each time, and never by accident."""

import io

import pytest
from django.contrib.postgres.aggregates import ArrayAgg
from django.core.management import CommandError, call_command

from articles.models import Article, Region, Revision, SearchEntry, Tag
from articles.models.search_entry import search_columns, search_texts
from articles.text import body
from articles.text.story_text import digest
from tests.bench import archive_text
from tests.bench.management.commands import load_archive
from tests.support.factories import make_article, make_publication

COUNT = 60


@pytest.fixture
def archive(db):
    load()
    return Article.objects.public().newest_first()


def load(*args):
    call_command(load_archive.Command(), "--articles", COUNT, "--force", *args, stdout=io.StringIO())


def texts():
    """Headline, body and tags of each story."""
    tagged = Article.objects.annotate(names=ArrayAgg("tags__name", order_by="tags__name"))
    return list(tagged.order_by("pk").values_list("headline", "body", "names"))


@pytest.mark.slow
def test_its_stories_are_on_the_pages_of_readers(client, archive):
    story = archive.exclude(lead_photo=None).first()
    rare = archive.get(body__contains=archive_text.RARE_WORD)
    for url, shown in {
        "/": archive[0],
        story.get_absolute_url(): story,
        story.category.get_absolute_url(): archive.filter(category=story.category)[0],
        story.region.get_absolute_url(): story,
        story.region.parent.get_absolute_url(): archive.filter(region__parent=story.region.parent)[0],
        story.tags.first().get_absolute_url(): story,
        story.credits.first().person.get_absolute_url(): story,
        f"/cari/?q={archive_text.RARE_WORD}": rare,
        "/feed/": archive[0],
        f"/sitemap-{story.published_at:%Y-%m}.xml": story,
    }.items():
        response = client.get(url)
        assert response.status_code == 200, url
        assert shown.get_absolute_url() in response.content.decode(), url


@pytest.mark.slow
def test_a_page_shows_credits_tags_photo_and_baca_juga(client, archive):
    story = archive.exclude(lead_photo=None)[0]
    html = client.get(story.get_absolute_url()).content.decode()
    for part in (
        *story.credits.values_list("name", flat=True),
        *story.tags.values_list("name", flat=True),
        story.lead_photo.caption,
        "<picture",
        "Baca Juga",
    ):
        assert part in html, part


@pytest.mark.slow
def test_a_story_is_what_the_desk_would_have_written(archive):
    for story in archive:
        revision = story.approved_revision
        assert story.snapshot() == revision.text
        assert digest(revision.content) == revision.digest
        assert body.clean(story.body) == story.body
        words = words_of(story)
        SearchEntry.objects.write([(story.pk, search_columns(search_texts(story.place, revision.text)))])
        assert words_of(story) == words
        assert story.newest_revision.number == story.version == 1
        event = story.events.get()
        assert (event.action, event.to_status, event.created_at) == (
            "publish", "published", story.published_at,
        )  # fmt: skip


def words_of(story):
    return SearchEntry.objects.values_list("search", "summary", "published_at", "region").get(pk=story.pk)


@pytest.mark.slow
def test_it_is_the_same_each_time(archive):
    regions, tags = list(Region.objects.exclude(parent=None)), archive_text.tags()
    made = archive_text.stories(
        COUNT, regions=[str(region) for region in regions], categories=8, seed=f"{archive_text.SEED}-0"
    )
    for row, text in zip(Article.objects.order_by("pk"), made, strict=True):
        assert (row.headline, row.standfirst) == (text.headline, text.standfirst)
        assert row.region == regions[text.region]
        assert set(row.tags.names()) == {tags[place] for place in text.tags}
        assert body.text(row.body).startswith(text.paragraphs[0])


@pytest.mark.slow
def test_more_stories_are_added_only_when_asked_for(archive):
    before = texts()
    with pytest.raises(CommandError, match="--add"):
        load()
    load("--add")
    after = texts()
    assert after[: len(before)] == before
    assert Article.objects.public().count() == 2 * COUNT
    assert not {row[0] for row in before} & {row[0] for row in after[len(before) :]}
    assert Tag.objects.count() == archive_text.TAGS


@pytest.mark.slow
def test_stories_written_at_the_desk_afterwards_get_ids_of_their_own(archive, writer):
    article = make_article(writer)
    assert article.pk > archive.order_by("-pk")[0].pk
    assert Revision.objects.get(article=article).pk > archive[0].approved_revision_id


def test_a_newsroom_at_work_is_left_alone(writer, settings):
    settings.LAPTOP = False
    with pytest.raises(CommandError, match="--force"):
        call_command(load_archive.Command(), "--articles", 1)
    make_publication()
    make_article(writer)
    with pytest.raises(CommandError, match="--add"):
        load()
    assert Article.objects.count() == 1


@pytest.mark.parametrize("number", ["0", "-3", "banyak"])
def test_a_number_that_is_none_is_refused(number, db):
    with pytest.raises(CommandError, match="--articles"):
        call_command(load_archive.Command(), "--articles", number)


def test_words_are_spread_as_in_a_language():
    regions = [name for names in archive_text.REGIONS.values() for name in names]
    stories = list(archive_text.stories(2_000, regions=regions, categories=8))
    common = sum(0 in story.tags for story in stories) / len(stories)
    assert 0.03 < common < 0.07
    lengths = [sum(len(text.split()) for text in story.paragraphs) for story in stories]
    assert min(lengths) >= 150
    assert max(lengths) <= 410
    assert all("banjir" not in " ".join(s.paragraphs).lower() for s in stories if 0 not in s.tags)
