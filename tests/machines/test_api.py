"""The API for other newsrooms: which stories, in ninjs, and what becomes of a withdrawn one."""

import html
import json
from datetime import datetime, timedelta
from itertools import pairwise
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from jsonschema import Draft202012Validator

from articles.machines import api
from articles.models import Article, Photo
from articles.text.lines import clean_line
from staff import workflow
from tests.support.archives import many
from tests.support.factories import (
    make_article,
    make_category,
    make_photo,
    make_region,
    move,
    publish,
    schedule,
    update,
)
from tests.support.ninjs_schema import SCHEMA
from tests.support.plans import rows_read

SITE = "http://127.0.0.1:8000"
LIST = "/api/v1/berita/"
ninjs = Draft202012Validator(SCHEMA)


def get(client, url=LIST, status=200, **query):
    response = client.get(url.removeprefix(SITE), query)
    assert response.status_code == status, (url, query)
    assert response["Content-Type"] == "application/json"
    data = json.loads(response.content)
    if status == 200:
        for item in data.get("items", [data]):
            ninjs.validate(item)
    return data


def one(client, story, status=200):
    return get(client, f"{LIST}{story.pk}/", status)


def uris(client, url=LIST, **query):
    """Of all pages, in their order."""
    found = []
    while url:
        data = get(client, url, **query)
        found += [item["uri"] for item in data["items"]]
        url, query = data["next"], {}
    return found


def withdraw(story, editor, managing_editor):
    return move(story, ("request_withdrawal", editor), ("withdraw", managing_editor))


def test_the_rules_are_a_schema_and_refuse_what_ninjs_does_not_know():
    Draft202012Validator.check_schema(SCHEMA)
    assert not ninjs.is_valid({"uri": "tag:x,2026:1", "headline": "of ninjs 1"})
    assert not ninjs.is_valid({"type": "text"})
    assert not ninjs.is_valid({"uri": "tag:x,2026:1", "pubStatus": "cancelled"})
    assert not ninjs.is_valid({"uri": "tag:x,2026:1", "associations": [{"uri": "tag:x,2026:2"}]})


# ---- One story


def test_a_story_is_told_whole(client, story, other_writer):
    story.credits.create(person=other_writer.person, role="photographer", order=7)
    region = make_region()
    region.latitude, region.longitude = -7.76, 113.41
    region.save()
    item = one(client, story)
    assert item["uri"] == f"tag:127.0.0.1,{story.published_at:%Y-%m-%d}:berita/{story.pk}"
    assert (item["pubStatus"], item["type"], item["language"]) == ("usable", "text", "id")
    assert item["version"] == str(story.version)
    assert item["headlines"][0]["value"] == story.headline
    assert item["descriptions"][0]["value"] == story.standfirst
    [body] = item["bodies"]
    assert "KRAKSAAN (KabarUji) – " in body["value"]
    assert body["wordCount"] == 10
    assert (item["by"], item["located"]) == ("Wati", "Kraksaan")
    people = [(who["name"], who["rel"]) for who in item["people"]]
    assert people == [("Wati", "author"), ("Edi", "editor"), ("Oki", "photographer")]
    assert [place["name"] for place in item["places"]] == ["Kraksaan", "Kabupaten Probolinggo"]
    assert item["places"][0]["geoJSON"]["coordinates"] == [113.41, -7.76]
    assert [(s["rel"], s["uri"]) for s in item["subjects"]] == [
        ("category", f"{SITE}/kategori/peristiwa/"), ("tag", f"{SITE}/tag/banjir/"),
    ]  # fmt: skip
    assert item["altIds"] == [{"role": "web", "value": f"{SITE}{story.get_absolute_url()}"}]
    assert item["standard"]["version"] == "3.1"


def test_pictures_come_with_credit_and_without_what_was_withdrawn(client, story, editor):
    lead = make_photo("a", source="ai")
    inside, killed = make_photo("b"), make_photo("c", caption="Foto yang ditarik")
    body = "".join(
        f'<figure class="photo"><img src="/foto/{photo.pk}/"></figure>' for photo in (inside, killed)
    )
    Article.objects.filter(pk=story.pk).update(lead_photo=lead, body=f"<p>Air.</p>{body}")
    Photo.objects.get(pk=killed.pk).kill(by=editor, reason="Alasan.")
    item = one(client, story)
    pictures = item["associations"]
    assert [(p["rel"], p["by"], p["type"]) for p in pictures] == [
        ("lead", "Wati", "picture"), ("text", "Wati", "picture"),
    ]  # fmt: skip
    assert pictures[0]["digitalSourceType"]["uri"].endswith("trainedAlgorithmicMedia")
    assert pictures[0]["renditions"][0]["href"].startswith("http")
    told = json.dumps(item)
    assert "foto/c/" not in told
    assert "Foto yang ditarik" not in told


def test_what_is_paid_for_says_so(client, story, editor):
    story.commercial_label = "sponsored"
    workflow.record_edit(story, by=editor)
    item = one(client, story)
    assert item["headlines"][0]["value"].startswith("[")
    assert item["genres"][0]["literal"] == "sponsored"


def test_a_withdrawn_story_stays_canceled_and_without_a_word_of_it(client, story, editor, managing_editor):
    photo = make_photo()
    Article.objects.filter(pk=story.pk).update(lead_photo=photo)
    before = one(client, story)
    withdraw(story, editor, managing_editor)
    item = one(client, story)
    assert item["pubStatus"] == "canceled"
    assert (item["uri"], item["firstCreated"]) == (before["uri"], before["firstCreated"])
    assert item["edNote"] == "Alasan."
    assert set(item) == {
        "standard", "uri", "type", "language", "version", "firstCreated", "pubStatus", "versionCreated", "edNote",
        "altIds",
    }  # fmt: skip
    told = json.dumps(item).lower()
    for word in ("banjir", "dringu", "lutut", "wati", "foto"):
        assert word not in told
    assert client.get(item["altIds"][0]["value"].removeprefix(SITE)).status_code == 410


def test_a_reinstated_story_is_usable_again(client, story, editor, managing_editor):
    move(
        withdraw(story, editor, managing_editor),
        ("request_reinstatement", editor),
        ("reinstate", managing_editor),
    )
    assert one(client, story)["pubStatus"] == "usable"


@pytest.mark.parametrize("state", ["draft", "submitted", "approved", "scheduled", "spiked", "copy"])
def test_what_was_never_public_is_not_there(state, client, story, writer, editor):
    if state == "copy":
        other = move(story, ("propose_update", writer))
    else:
        other = make_article(writer, headline="Rahasia")
        steps = {
            "submitted": [("submit", writer)],
            "approved": [("submit", writer), ("approve", editor)],
            "spiked": [("spike", editor)],
        }
        other = (
            schedule(other, writer, editor) if state == "scheduled" else move(other, *steps.get(state, []))
        )
    assert "error" in one(client, other, 404)
    since = (timezone.now() - timedelta(days=1)).isoformat()
    assert len(get(client)["items"]) == len(get(client, sejak=since)["items"]) == 1


def test_a_number_that_no_story_can_have_is_not_found(client, db):
    assert client.get(f"{LIST}{10**30}/").status_code == 404
    assert client.get(f"{LIST}0/").status_code == 404


# ---- Lists


def test_the_list_is_paged_newest_first_and_shows_each_story_once(client, story):
    many(story, 45)
    found = uris(client)
    assert len(found) == len(set(found)) == 46
    assert found == [article.tag_uri for article in Article.objects.public().newest_first()]


def test_the_next_page_is_named_in_answer_and_header(client, story):
    many(story, 25)
    response = client.get(LIST)
    following = json.loads(response.content)["next"]
    assert response["Link"] == f'<{following}>; rel="next"'
    assert "Link" not in client.get(following.removeprefix(SITE))
    assert response["Access-Control-Allow-Origin"] == "*"


def test_lists_narrow_by_category_region_and_tag_with_what_is_below(client, story, writer, editor):
    category = make_category("Kecelakaan", "kecelakaan", make_category())
    region = make_region("Dringu", "dringu", make_region("Kabupaten Probolinggo", "kabupaten-probolinggo"))
    other = publish(make_article(writer, category=category, region=region, tags=["Truk"]), writer, editor)
    both, mine = [other.tag_uri, story.tag_uri], [other.tag_uri]
    assert uris(client, kategori="peristiwa") == both
    assert uris(client, kategori="peristiwa/kecelakaan") == mine
    assert uris(client, daerah="kabupaten-probolinggo") == both
    assert uris(client, daerah="dringu") == mine
    assert uris(client, tag="truk", kategori="peristiwa") == mine
    assert uris(client, tag="truk", daerah="kraksaan") == []


def test_filters_stay_while_paging(client, story, writer, editor):
    many(story, 45)
    other = publish(make_article(writer, category=make_category("Ekonomi", "ekonomi")), writer, editor)
    found = uris(client, kategori="peristiwa", sejak="2020-01-01T00:00:00Z")
    assert len(found) == len(set(found)) == 46
    assert other.tag_uri not in found
    assert len(uris(client, kategori="peristiwa", tag="banjir")) == 46


# ---- Changes


def at(monkeypatch, **ahead):
    moment = timezone.now() + timedelta(**ahead)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
    return moment


def test_changes_come_in_their_order_and_each_once(client, story):
    many(story, 45)
    for minutes, pk in enumerate(Article.objects.order_by("pk").values_list("pk", flat=True)):
        moment = datetime.fromisoformat("2026-01-01T00:00:00+00:00") + timedelta(minutes=minutes // 3)
        Article.objects.filter(pk=pk).update(saved_at=moment, published_at=moment - timedelta(days=9))
    found = uris(client, sejak="2026-01-01T00:00:00Z")
    assert found == [article.tag_uri for article in Article.objects.order_by("pk")]
    assert len(uris(client, sejak="2026-01-01T07:05:00+07:00")) == 46 - 15


@pytest.mark.parametrize("step", ["publish", "fix", "update", "withdraw", "reinstate", "schedule", "kill"])
def test_whoever_follows_the_changes_learns_of_every_one(
    step, client, story, writer, editor, managing_editor, monkeypatch
):
    if step == "schedule":
        changed = schedule(make_article(writer, headline="Terjadwal"), writer, editor)
    elif step == "reinstate":
        changed = withdraw(story, editor, managing_editor)
    else:
        changed = story
    at(monkeypatch, hours=1)
    publish(make_article(writer, headline="Yang terakhir"), writer, editor)
    follow = get(client)["changes"]
    assert changed.tag_uri not in uris(client, follow)
    at(monkeypatch, hours=2)
    if step == "publish":
        changed = publish(make_article(writer, headline="Baru"), writer, editor)
    elif step == "withdraw":
        withdraw(story, editor, managing_editor)
    elif step == "reinstate":
        move(changed, ("request_reinstatement", editor), ("reinstate", managing_editor))
    elif step == "kill":
        workflow.note(story, "kill_photo", by=editor, reason="Foto.")
    elif step == "update":
        update(story, writer, editor, headline="Lain")
    elif step != "schedule":
        story.headline = "Lain"
        workflow.record_edit(story, by=editor)
    assert changed.tag_uri in uris(client, follow)
    assert changed.tag_uri in uris(client, get(client, follow)["changes"])  # asked again, it is told again


def test_changes_tell_of_a_withdrawal_and_the_list_does_not(client, story, editor, managing_editor):
    since = timezone.now().isoformat()
    withdraw(story, editor, managing_editor)
    assert get(client)["items"] == []
    [item] = get(client, sejak=since)["items"]
    assert item["pubStatus"] == "canceled"


def test_nothing_changed_is_the_same_answer_and_needs_no_body(client, story):
    first = client.get(LIST)
    again = client.get(LIST, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


# ---- What is asked wrongly


@pytest.mark.parametrize(
    "query",
    ["sejak=kemarin", "sejak=2026-13-01T00:00:00Z", "sejak=%00", "sejak=1", "sejak=0001-01-01T00:00:00%2B14:00",
     "sejak=9999-12-31T23:59:59-14:00", f"sejak={'9' * 5000}", "kategori=%00", f"tag={'a' * 5000}",
     "sejak=2026-01-01T00:00:00Z&sesudah=x", "sejak=2026-01-01T00:00:00Z&sesudah=99999999999999999999",
     "sejak=2026-01-01T00:00:00Z&sesudah=-1", "sejak=2026-01-01T00:00:00Z&sebelum=1-1"],
)  # fmt: skip
def test_a_question_that_cannot_be_meant_gets_a_message(query, client, db):
    response = client.get(f"{LIST}?{query}")
    assert response.status_code == 400
    assert json.loads(response.content)["error"]


@pytest.mark.parametrize(
    "query",
    ["kategori=tak-ada", "daerah=x", "tag=%F0%9F%98%80", "sebelum=abc", "sebelum=1", "sebelum=-1--1", "sebelum=%F0%9F%98%80",
     f"sebelum={'9' * 40}-1"],
)  # fmt: skip
def test_a_list_that_is_not_there_is_not_found(query, client, db):
    response = client.get(f"{LIST}?{query}")
    assert response.status_code == 404
    assert json.loads(response.content)["error"]


@pytest.mark.parametrize(
    "moment", ["2020-01-01", "2020-01-01T00:00:00", "2020-01-01T00:00:00+07:00", "2020-01-01T00:00:00.5Z", "0001-01-02T00:00:00Z"]
)  # fmt: skip
def test_moments_may_be_written_in_every_usual_way(moment, client, story):
    for written in (quote(moment), moment):  # a plus that was not escaped comes as a space
        assert len(get(client, f"{LIST}?sejak={written}")["items"]) == 1


def test_the_api_is_only_read(client, story):
    assert client.post(LIST).status_code in (403, 405)
    assert client.put(f"{LIST}{story.pk}/").status_code in (403, 405)


def test_odd_text_comes_through_as_it_is(client, story):
    odd = '"<b>" \\ \u2028 😀 </script> &amp;'
    Article.objects.filter(pk=story.pk).update(headline=odd, body=f"<p>{html.escape(odd)}</p>")
    assert one(client, story)["headlines"][0]["value"] == clean_line(odd)


# ---- Cost


@pytest.mark.slow
def test_answers_cost_the_same_queries_however_many_stories_there_are(client, story, writer, editor):
    photo = make_photo()
    text = f'<p>Air.</p><figure class="photo"><img src="/foto/{photo.pk}/"></figure>'
    since = quote("2020-01-01T00:00:00Z")
    urls = [
        LIST,
        f"{LIST}?sejak={since}",
        f"{LIST}?kategori=peristiwa&daerah=kraksaan&tag=banjir",
        f"{LIST}{story.pk}/",
    ]

    def cost(url):
        with CaptureQueriesContext(connection) as queries:
            get(client, url)
        return len(queries)

    Article.objects.filter(pk=story.pk).update(body=text)
    [get(client, url) for url in urls]  # writes the statements
    few = [cost(url) for url in urls]
    for number in range(6):
        other = publish(
            make_article(writer, headline=f"B {number}", tags=["Banjir", f"t{number}"]), writer, editor
        )
        Article.objects.filter(pk=other.pk).update(body=text, lead_photo=photo)
    many(story, 200)
    assert [cost(url) for url in urls] == few
    assert max(few) <= 14, few


@pytest.mark.slow
def test_changes_are_found_by_an_index(story):
    many(story, 3000)
    since = (
        Article.objects.ever_public().with_change().filter(changed_at__gte=timezone.now() - timedelta(days=9))
    )
    plan = since.order_by("changed_at", "pk")[:21].explain()
    assert "article_changed" in plan, plan
    assert "Sort" not in plan, plan
    newest = Article.objects.ever_public().with_change().order_by("-changed_at", "-pk")[:1].explain()
    assert "article_changed" in newest, newest
    assert "Sort" not in newest, newest


@pytest.mark.slow
@pytest.mark.parametrize(
    "filters",
    [
        "sejak=2020-01-01&kategori=ekonomi",
        "sejak=2020-01-01&tag=jarang",
        "sejak=2020-01-01&daerah=kraksaan&kategori=ekonomi",
        "kategori=ekonomi&daerah=kraksaan",
        "tag=banjir&kategori=ekonomi",
        "tag=jarang",
        "kategori=ekonomi",
    ],
)
def test_few_that_fit_among_many_are_found_a_bounded_number_at_a_time(
    filters, client, story, writer, editor, monkeypatch
):
    """No page reads the archive, and whoever follows `next` gets all that fit, each once."""
    fields = {"category": make_category("Ekonomi", "ekonomi"), "tags": ["Banjir", "Jarang"]}
    few = [
        publish(make_article(writer, headline=f"B {number}", **fields), writer, editor) for number in range(2)
    ]
    many(story, 3500)
    first, last = Article.objects.order_by("published_at", "pk")[10], few[0]
    Article.objects.filter(pk=last.pk).update(published_at=first.published_at, saved_at=timezone.now())
    monkeypatch.setattr(api, "LOOKED_AT", 100)
    assert rows_read(client, f"{LIST}?{filters}") < 1000
    found = uris(client, f"{LIST}?{filters}")
    assert sorted(found) == sorted(
        one.tag_uri for one in Article.objects.filter(pk__in=[one.pk for one in few])
    )


def test_pages_follow_one_another_in_time(client, story, writer, editor):
    for number in range(3):
        publish(make_article(writer, headline=f"B {number}"), writer, editor)
    moments = [item["firstCreated"] for item in get(client)["items"]]
    assert all(later >= earlier for later, earlier in pairwise(moments))
