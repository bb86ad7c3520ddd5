"""Statements that are written once: the same answers as the ORM's, planned once, counted like any query."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Related, Tag
from articles.site import rendering, site_context, statements
from articles.site.statements import Statement
from tests.support.factories import make_article, make_photo, make_publication, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def named():
    return Statement(lambda name: Tag.objects.filter(name=name).only("slug"), name="text")


def test_each_fetch_brings_its_own_values(named):
    Tag.objects.create(name="banjir", slug="banjir"), Tag.objects.create(name="100% 'aman'", slug="aman")
    assert [tag.slug for tag in named.fetch(name="banjir")] == ["banjir"]
    assert [tag.slug for tag in named.fetch(name="100% 'aman'")] == ["aman"]
    assert named.fetch(name="gempa") == []


def test_what_was_not_asked_for_is_fetched_when_it_is_needed(named):
    Tag.objects.create(name="banjir", slug="banjir")
    [tag] = named.fetch(name="banjir")
    assert "name" in tag.get_deferred_fields()
    assert tag.name == "banjir"


def test_the_moment_is_a_slot_too(writer, editor):
    statement = Statement(
        lambda ids, now: Article.objects.public(at=now).filter(pk__in=ids), ids="bigint[]", now="timestamptz"
    )
    story = publish(make_article(writer), writer, editor)
    assert statement.fetch(ids=[story.pk, story.pk + 1], now=timezone.now()) == [story]
    assert statement.fetch(ids=[story.pk], now=timezone.now() - timedelta(hours=1)) == []


def test_it_counts_as_a_query_and_the_server_keeps_its_plan(named):
    with CaptureQueriesContext(connection) as queries:
        for _ in range(4):
            named.fetch(name="banjir")
    assert len(queries) == 4
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%articles_tag%'")
        assert cursor.fetchone() == (1,)


def test_a_django_that_compiles_otherwise_costs_time_and_nothing_else(named, monkeypatch, caplog):
    Tag.objects.create(name="banjir", slug="banjir")
    monkeypatch.setattr(statements, "_Compiled", lambda queryset: queryset.no_such_name)
    for _ in range(2):
        assert [tag.slug for tag in named.fetch(name="banjir")] == ["banjir"]
    assert caplog.text.count("not prepared") == 1


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

    ours = rendering.page(rendering.find(story.pk), site_context.Frame())
    theirs = rendering.story(
        rendering.with_related_ids(Article.objects.all()).get(pk=story.pk),
        publication,
        Article.objects.public(),
    )
    assert ours.keys() == theirs.keys()
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
    named.fetch(name="banjir")
    monkeypatch.setattr(named, "make", None)
    named.fetch(name="gempa")


@pytest.mark.django_db(transaction=True)
def test_threads_may_share_it(named):
    Tag.objects.create(name="banjir", slug="banjir")
    found, barrier = [], threading.Barrier(4)

    def ask():
        barrier.wait()
        found.append([tag.slug for tag in named.fetch(name="banjir")])
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert found == [["banjir"]] * 4
