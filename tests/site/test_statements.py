"""Statements that are written once: the same answers as the ORM's, planned once, counted like any query."""

import json
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import story_rows
from articles.models import Article, Related, Tag
from articles.site import cards, front_page, rendering, site_context, views
from articles.site.lists import Newest
from articles.statements import Statement
from tests.support.factories import make_article, make_photo, make_publication, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def named():
    return Statement(("slug",), lambda name: Tag.objects.filter(name=name), name="text")


def test_each_fetch_brings_its_own_values(named):
    Tag.objects.create(name="banjir", slug="banjir"), Tag.objects.create(name="100% 'aman'", slug="aman")
    assert [tag.slug for tag in named.rows(name="banjir")] == ["banjir"]
    assert [tag.slug for tag in named.rows(name="100% 'aman'")] == ["aman"]
    assert named.rows(name="gempa") == []


def test_a_row_has_its_columns_by_their_names_and_can_be_remembered_by(writer):
    story = make_article(writer, lead_photo=make_photo())
    Article.objects.filter(pk=story.pk).update(similar_ids=[3, 4])
    statement = Statement(
        ("headline", "similar_ids", "lead_photo__renditions"),
        lambda pk: Article.objects.filter(pk=pk),
        pk="bigint",
    )
    row = statement.row(pk=story.pk)
    assert (row.headline, row.similar_ids) == (story.headline, (3, 4))
    assert json.loads(row.lead_photo__renditions) == story.lead_photo.renditions
    assert {row: "known"}[statement.row(pk=story.pk)] == "known"
    assert statement.row(pk=0) is None


def test_the_moment_is_a_slot_too(writer, editor):
    statement = Statement(
        ("id",),
        lambda ids, now: Article.objects.public(at=now).filter(pk__in=ids),
        ids="bigint[]",
        now="timestamptz",
    )
    story = publish(make_article(writer), writer, editor)
    assert statement.rows(ids=[story.pk, story.pk + 1], now=timezone.now()) == [(story.pk,)]
    assert statement.rows(ids=[story.pk], now=timezone.now() - timedelta(hours=1)) == []


def test_the_moment_of_its_writing_is_refused():
    statement = Statement(("id",), lambda ids: Article.objects.public().filter(pk__in=ids), ids="bigint[]")
    with pytest.raises(ValueError, match="slot"):
        statement.rows(ids=[1])


def all_statements():
    """Every statement of the site, by the name of its module and its own."""
    for module in (cards, front_page, rendering, site_context, views):
        for name, value in vars(module).items():
            parts = [value.first, value.later] if isinstance(value, Newest) else [value]
            yield from (
                pytest.param(part, id=f"{module.__name__}.{name}")
                for part in parts
                if isinstance(part, Statement)
            )


@pytest.mark.parametrize("statement", list(all_statements()))
def test_no_statement_of_the_site_holds_a_moment(statement):
    assert statement.composed


def test_it_counts_as_a_query_and_the_server_keeps_its_plan(named):
    named.rows(name="banjir")
    with CaptureQueriesContext(connection) as queries:
        for _ in range(4):
            named.rows(name="banjir")
    assert len(queries) == 4
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%articles_tag%'")
        assert cursor.fetchone() == (1,)


@pytest.mark.parametrize("prepared", [True, False])
def test_readers_and_editors_see_the_same(prepared, writer, editor, settings):
    """Readers' pages come from statements, prepared or not, the desk's from the ORM."""
    settings.PREPARED_STATEMENTS = prepared
    publication = make_publication()
    card, picked, hidden = (make_article(writer, headline=f"Berita {n}") for n in "abc")
    for story in (card, picked):
        publish(story, writer, editor)
    story = make_article(writer, tags=["Banjir", "Air"], lead_photo=make_photo())
    story.body += "".join(
        f'<figure class="media"><oembed url="/berita/{other.pk}/"></oembed></figure><p>Lalu.</p>'
        for other in (card, hidden)
    )
    story.body += f'<figure class="photo"><img src="/foto/{make_photo("b").pk}/"></figure>'
    story.save()
    Related.objects.create(article=story, target=picked)
    publish(story, writer, editor)

    row, frame = rendering.find(story.pk), site_context.Frame()
    references = story_rows.references(row.body)
    ids = [*references.articles, *row.related_ids, *row.similar_ids]
    found = rendering._cards.rows(ids=ids, now=timezone.now())
    ours = rendering._context_of(*rendering._rows_of_page(row, found, references, frame))
    theirs = rendering.story(
        rendering.with_related_ids(Article.objects.all()).get(pk=story.pk),
        publication,
        Article.objects.public(),
    )
    assert ours.keys() - {"publication"} == theirs.keys()
    assert ours["body"] == theirs["body"]
    assert "Berita a" in ours["body"]
    assert "Berita c" not in ours["body"]
    assert "<img" in ours["body"]
    assert ours["related"] == theirs["related"] == [picked]
    assert [tag.name for tag in ours["tags"]] == [tag.name for tag in theirs["tags"]] == ["Air", "Banjir"]
    assert ours["article"].lead_photo == theirs["article"].lead_photo == story.lead_photo
    shown = [
        [
            (label, [(c.name, c.role, c.person.get_absolute_url()) for c in credits])
            for label, credits in groups
        ]
        for groups in (ours["credit_groups"], theirs["credit_groups"])
    ]
    assert shown[0] == shown[1] != []


def test_it_is_compiled_once(named, monkeypatch):
    named.rows(name="banjir")
    monkeypatch.setattr(named, "make", None)
    named.rows(name="gempa")


@pytest.mark.django_db(transaction=True)
def test_threads_may_share_it(named):
    Tag.objects.create(name="banjir", slug="banjir")
    found, barrier = [], threading.Barrier(4)

    def ask():
        barrier.wait()
        found.append([tag.slug for tag in named.rows(name="banjir")])
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert found == [["banjir"]] * 4
