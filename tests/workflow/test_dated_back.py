"""A story that was first published elsewhere or earlier: its date, its reason, and what readers and machines get."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from lxml import etree

from articles.machines import json_ld
from articles.models import Article
from staff import workflow
from tests.support.factories import make_article, move, publish
from tests.support.forms import act
from tests.support.public_pages import page

FIRST = datetime(2018, 11, 19, 11, 20, tzinfo=UTC)
TYPED, IN_WORDS = "2018-11-19T18:20", "Senin, 19 November 2018 | 18:20 WIB"


@pytest.fixture
def dated(story, managing_editor):
    return move(story, ("date_back", managing_editor), at=FIRST)


def test_a_managing_editor_dates_a_story_back_with_a_reason(story, managing_editor, visit, client):
    response = act(visit(managing_editor), story, "date_back", reason="Edisi cetak nomor 12.", at=TYPED)
    assert response.status_code == 302
    event = story.events.first()
    assert (event.action, event.actor) == ("date_back", managing_editor)
    assert event.reason.endswith("→ Senin, 19 November 2018 pukul 18.20 WIB. Edisi cetak nomor 12.")
    html = page(client, story.get_absolute_url())
    assert IN_WORDS in html
    assert "Terbit semula pada tanggal ini; di situs ini sejak" in html
    assert "Diperbarui" not in html


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"at": TYPED}, "alasan"),
        ({"reason": "Cetak."}, "waktu"),
        ({"reason": "Cetak.", "at": "2090-01-01T10:00"}, "tanggal"),
        ({"reason": "Cetak.", "at": "kemarin"}, "tanggal"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(values, words, story, managing_editor, visit):
    response = act(visit(managing_editor), story, "date_back", **values)
    html = response.content.decode()
    assert response.status_code == 400
    assert words in html.lower()
    assert values.get("reason", "") in html
    assert Article.objects.get(pk=story.pk).online_at is None


def test_it_lies_before_the_story_went_online_here(dated, managing_editor):
    with pytest.raises(workflow.Refused):
        move(dated, ("date_back", managing_editor), at=timezone.now() + timedelta(hours=1))
    later = dated.online_at - timedelta(hours=1)
    again = move(dated, ("date_back", managing_editor), at=later)
    assert (again.published_at, again.online_at) == (later, dated.online_at)


@pytest.mark.parametrize("person", ["writer", "editor"])
def test_nobody_else_may(person, story, request):
    with pytest.raises(workflow.Refused):
        move(story, ("date_back", request.getfixturevalue(person)), at=FIRST)


def test_an_embargo_that_is_over_does_not_stand_in_the_way(publication, writer, editor, managing_editor):
    story = make_article(writer)
    move(story, ("embargo", writer), at=timezone.now() + timedelta(hours=1))
    Article.objects.filter(pk=story.pk).update(embargo_until=timezone.now() - timedelta(hours=1))
    story = publish(Article.objects.get(pk=story.pk), writer, editor)
    assert move(story, ("date_back", managing_editor), at=FIRST).published_at == FIRST


# ---- For machines


def test_machines_get_the_first_publication_and_since_when_it_is_here(
    story, managing_editor, publication, client
):
    name, online_at = story.tag_uri, story.published_at
    dated = move(story, ("date_back", managing_editor), at=FIRST)
    assert dated.tag_uri == name  # no new story for whoever reads feeds
    node = json_ld.story_page(dated, publication, [], [])[0]
    assert node["datePublished"] == "2018-11-19T18:20:00+07:00"
    assert node["dateModified"][:16] == timezone.localtime(online_at).isoformat()[:16]
    feed = etree.fromstring(page(client, "/feed/").encode())
    assert "Mon, 19 Nov 2018 18:20:00 +0700" in feed.xpath("//item/pubDate/text()")
    news, month = page(client, "/sitemap-news.xml"), page(client, "/sitemap-2018-11.xml")
    assert f"/berita/{story.pk}/" not in news
    assert f"/berita/{story.pk}/" in month
    assert (
        timezone.localtime(online_at).isoformat()[:16] in month
    )  # else no robot would look at that month again


def test_an_update_afterwards_is_told_as_one(dated, editor, client):
    now = timezone.now()
    Article.objects.filter(pk=dated.pk).update(updated_at=now)
    assert "Diperbarui" in page(client, dated.get_absolute_url())
    assert Article.objects.get(pk=dated.pk).modified_at == now
