"""What readers and machines get of notices: in the story, on pages of their own, in lists, feeds, API and JSON-LD."""

import json
import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Notice, Page
from tests.support.factories import make_article, make_notice, move, publish

RALAT = {
    "kind": "ralat",
    "text": "Jumlah korban keliru.",
    "before": "Tiga orang meninggal.",
    "after": "Satu orang meninggal.",
    "apology": "Redaksi meminta maaf.",
}
REPLY = {
    "kind": "hak-jawab",
    "text": "Kami tidak pernah\n\nmenutup jalan.",
    "requester": "Dinas Perhubungan",
    "origin": "subject",
}
JAKARTA = ZoneInfo("Asia/Jakarta")


@pytest.fixture
def story(publication, writer, editor):
    return publish(make_article(writer), writer, editor)


def notify(story, editor, second_editor, **words):
    move(story, ("propose_notice", editor), ("publish_notice", second_editor), notice=make_notice(**words))
    return story.notices.latest("pk")


@pytest.fixture
def notice(story, editor, second_editor):
    return notify(story, editor, second_editor, **RALAT)


def test_the_story_shows_it_with_its_time_before_the_text(client, story, notice):
    html = client.get(story.get_absolute_url()).text
    box = html[html.index('<aside class="prose correction"') : html.index('<div class="prose">')]
    for words in ("Ralat", *RALAT.values()):
        assert words in box or words == "ralat"
    assert f'datetime="{notice.created_at.astimezone(JAKARTA).isoformat(timespec="seconds")}"' in box
    assert notice.get_absolute_url() in box
    assert "Diperbarui" in html


def test_an_update_note_stands_below_the_text(client, story, editor, second_editor):
    notify(story, editor, second_editor, text="Jalan sudah dibuka.")
    html = client.get(story.get_absolute_url()).text
    assert html.index("Jalan sudah dibuka.") > html.index('<div class="prose">')


def test_what_is_typed_stays_text(client, story, editor, second_editor):
    notice = notify(
        story,
        editor,
        second_editor,
        kind="hak-jawab",
        text="<b>&amp;</b>\n\n<script>x</script>",
        requester="A & <i>B</i>",
    )
    for url in (story.get_absolute_url(), notice.get_absolute_url(), reverse("notices")):
        html = client.get(url).text
        assert "<script>x" not in html
        assert "&lt;b&gt;&amp;amp;&lt;/b&gt;" in html


def test_a_story_with_notices_costs_no_query_more(client, story, editor, second_editor):
    client.get(story.get_absolute_url())

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(story.get_absolute_url()).status_code == 200
        return len(asked)

    before = queries()
    for _time in range(3):
        notify(story, editor, second_editor, **RALAT)
    client.get(story.get_absolute_url())
    assert queries() <= before


def test_it_has_a_page_of_its_own_that_leads_to_the_story(client, story, notice):
    html = client.get(notice.get_absolute_url()).text
    assert story.get_absolute_url() in html
    assert RALAT["after"] in html
    assert client.get(f"/pencabutan/{notice.pk}/")["Location"] == notice.get_absolute_url()
    assert client.get("/koreksi/999999/").status_code == 404
    assert client.get(f"/koreksi/{10**30}/").status_code == 404


def test_the_lists_are_by_month(client, story, notice, editor, second_editor):
    old = notify(story, editor, second_editor, **REPLY)
    with connection.cursor() as cursor:  # past the trigger: as if it were of May
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE articles_notice DISABLE TRIGGER articles_notice_is_append_only")
        cursor.execute(
            "UPDATE articles_notice SET created_at = %s WHERE id = %s",
            [datetime(2026, 5, 31, 23, 30, tzinfo=JAKARTA), old.pk],
        )
        cursor.execute("ALTER TABLE articles_notice ENABLE TRIGGER articles_notice_is_append_only")
    newest = client.get("/koreksi/").text
    assert RALAT["text"] in newest
    assert "menutup jalan" not in newest
    may = client.get("/koreksi/2026/5/").text
    assert "menutup jalan" in may
    assert "Dinas Perhubungan" in may
    for path in ("/koreksi/2026/4/", "/koreksi/2026/13/", "/koreksi/99999/1/", "/pencabutan/2026/5/"):
        assert client.get(path).status_code == 404, path


def test_the_empty_lists_say_so_and_every_footer_leads_there(client, story):
    assert "Belum ada yang perlu dikoreksi" in client.get("/koreksi/").text
    assert "Belum ada berita yang dicabut" in client.get("/pencabutan/").text
    for path in ("/", story.get_absolute_url(), "/indeks/", "/tidak-ada/"):
        assert 'href="/koreksi/"' in client.get(path).text


def test_a_withdrawn_story_is_named_nowhere(client, story, notice, editor, managing_editor):
    move(story, ("request_withdrawal", editor), ("withdraw", managing_editor))
    withdrawal = Notice.objects.of_withdrawals().get()
    for path in (
        "/koreksi/",
        "/pencabutan/",
        notice.get_absolute_url(),
        withdrawal.get_absolute_url(),
        "/koreksi/feed/",
        "/pencabutan/feed/",
    ):
        response = client.get(path)
        assert response.status_code == 200, path
        assert story.headline not in response.content.decode(), path
        assert story.slug not in response.content.decode(), path
    assert "Alasan." in client.get("/pencabutan/").text
    assert 'href="/pencabutan/"' in client.get(story.get_absolute_url()).text


def test_machines_get_it(client, story, notice, settings):
    settings.FEED_FULL_TEXT = True
    graph = re.search(
        r'<script type="application/ld\+json">(.*?)</script>', client.get(story.get_absolute_url()).text, re.S
    )
    nodes = json.loads(graph[1])["@graph"]
    [correction] = next(node for node in nodes if "headline" in node)["correction"]
    assert correction["@type"] == "CorrectionComment"
    assert RALAT["before"] in correction["text"]
    assert correction["datePublished"] == notice.created_at.astimezone(JAKARTA).isoformat(timespec="seconds")
    item = client.get(f"/api/v1/berita/{story.pk}/").json()
    assert RALAT["after"] in item["edNote"]
    [association] = [each for each in item["associations"] if each["rel"] == "correction"]
    assert association["altIds"][0]["value"].endswith(notice.get_absolute_url())
    assert item["versionCreated"] == correction["datePublished"]
    assert RALAT["text"] in item["bodies"][0]["value"]
    assert RALAT["text"] in client.get("/feed/").text
    assert RALAT["text"] in client.get("/koreksi/feed/atom/").text


def test_whoever_follows_changes_learns_of_it(client, story, editor, second_editor):
    changes = client.get("/api/v1/berita/").json()["changes"]
    notify(story, editor, second_editor, **RALAT)
    items = client.get(changes[changes.index("/api") :]).json()["items"]
    assert RALAT["text"] in next(item for item in items if item["uri"] == story.tag_uri)["edNote"]


def test_a_page_that_states_the_policy_is_the_policy(client, story):
    Page.objects.filter(policy="correctionsPolicy").delete()
    assert '"correctionsPolicy":"' in client.get("/").text
    assert re.search(r'"correctionsPolicy":"[^"]*/koreksi/"', client.get("/").text)
