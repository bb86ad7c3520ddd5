"""The front page and what editors put there, fixed pages, the most read, the calendar, and what is near."""

import gzip
import re
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from threading import Thread

import pytest
from django.core import checks
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import colours as own
from articles.models import Article, Page, PageText, Pick, Publication, Region, Related, ViewCount
from articles.models.publication import ACCENTS
from articles.site import front_page, view_counts
from articles.site.front_page import Front
from staff import tasks, workflow
from staff.photos import library
from tests.support.archives import many
from tests.support.factories import (
    make_article,
    make_category,
    make_photo,
    make_publication,
    make_region,
    move,
    publish,
    schedule,
)
from tests.support.public_pages import costs, page, stories_of
from tests.support.shared_rows import shared

ROOT = Path(__file__).resolve().parents[2]
DESK = "/redaksi-desk/articles/pick/"


@shared
def stories(writer, editor):
    """Four public stories, the newest last."""
    make_publication()
    headlines = ("Pasar Leces ramai", "Jalan Gending dibeton", "Panen bawang mundur", "Rob Mayangan surut")
    made = [publish(make_article(writer, headline=headline), writer, editor) for headline in headlines]
    for hours, story in enumerate(reversed(made), 1):
        at = timezone.now() - timedelta(hours=hours)
        Article.objects.filter(pk=story.pk).update(published_at=at)
    return [Article.objects.get(pk=story.pk) for story in made]


def put(story, place="pick", until=None, by=None):
    return Pick.objects.set_place(story, place, until=until, by=by)


def shown(client):
    front = client.get("/").context_data["front"]
    return Front(**{field.name: stories_of(getattr(front, field.name)) for field in fields(Front)})


def most_read(client, query=""):
    return stories_of(client.get(f"/terpopuler/{query}").context_data["stories"])


def everywhere(found):
    """Ids of all that stands on the front page, as often as it stands there."""
    blocks = [story for _node, block in [*found.sections, *found.regions] for story in block]
    lead = [found.lead] if found.lead else []
    parts = (lead, found.seconds, found.breaking, found.picks, found.latest, found.popular, blocks)
    return [story.pk for part in parts for story in part]


# ---- Home


def test_without_picks_the_newest_story_leads(client, stories):
    assert shown(client).lead == stories[-1]
    assert b"data-mendesak" not in client.get("/").content


def test_picks_stand_where_editors_put_them_in_their_order(client, stories):
    put(stories[0], "lead")
    put(stories[2])
    put(stories[1])
    put(stories[3], "breaking")
    found = shown(client)
    assert (found.lead, found.picks) == (stories[0], [stories[2], stories[1]])
    assert found.breaking == [stories[3]]
    html = page(client, "/")
    bar = html.index(f'data-mendesak="{stories[3].pk}"')
    assert bar < html.index(stories[3].headline) < html.index(stories[0].headline)


@pytest.mark.parametrize("place", Pick.Place.values)
@pytest.mark.parametrize("why", ["withdrawn", "scheduled", "expired", "copy", "draft"])
def test_no_pick_shows_what_is_not_public(
    why, place, client, stories, writer, editor, managing_editor, monkeypatch
):
    story = stories[0]
    if why == "withdrawn":
        put(story, place)
        move(story, ("request_withdrawal", editor), ("withdraw", managing_editor))
    elif why == "scheduled":
        story = schedule(make_article(writer, headline="Nanti"), writer, editor)
        put(story, place)
    elif why == "expired":
        put(story, place, until=timezone.now() + timedelta(hours=1))
        later = timezone.now() + timedelta(hours=2)
        monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    elif why == "copy":
        story = move(story, ("propose_update", writer))
        put(story, place)
    else:
        story = make_article(writer, headline="Konsep")
        put(story, place)
    found = shown(client)
    assert found.lead == stories[-1]
    assert story not in [found.lead, *found.picks, *found.breaking]
    assert why == "expired" or story not in found.seconds
    if why != "expired":
        assert f"/berita/{story.pk}/" not in page(client, "/")


def test_a_pick_goes_at_its_time_and_the_next_one_follows(client, stories, monkeypatch):
    put(stories[0], "lead", until=timezone.now() + timedelta(hours=1))
    put(stories[1], "lead")
    assert shown(client).lead == stories[0]
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert shown(client).lead == stories[1]


def test_second_stories_stand_by_hand_and_else_by_the_rule_of_pictures(client, stories, writer, editor):
    many(stories[0], 20)
    pictured = Article.objects.public().newest_first()[7]
    Article.objects.filter(pk=pictured.pk).update(lead_photo=make_photo())
    found = shown(client)
    assert found.lead == stories[-1]
    assert found.seconds == [pictured, stories[-2]]
    put(stories[0], "second")
    assert shown(client).seconds == [stories[0], pictured]
    put(stories[1], "second")
    put(stories[2], "second")
    assert shown(client).seconds == stories[:2]


def test_the_front_page_names_the_tags_of_many_new_stories(client, stories, writer, editor):
    for number in range(3):
        publish(
            make_article(writer, tags=["Banjir <i>", "Air"][: number + 1], headline=f"B {number}"),
            writer,
            editor,
        )
    old = publish(make_article(writer, tags=["Lama"]), writer, editor)
    other = publish(make_article(writer, tags=["Lama", "Sekali"]), writer, editor)
    long_ago = timezone.now() - timedelta(days=9)
    Article.objects.filter(pk__in=[old.pk, other.pk]).update(published_at=long_ago)
    tags = client.get("/").context_data["front"].tags
    assert [tag.name for tag in tags] == ["Banjir <i>", "Air"]
    assert ">#Banjir &lt;i&gt;</a>" in page(client, "/")


def test_cards_in_a_block_name_what_the_block_does_not(client, stories):
    """A category's block names places, a place's block names categories."""
    many(stories[0], 60)
    html = page(client, "/")
    story = stories[0]
    section = html.partition(f'<section class="block" aria-label="{story.category.name}">')[2].partition(
        "</section>"
    )[0]
    assert re.findall(r'<p class="label">(.*?)</p>', section) == [story.region.name]
    assert set(re.findall(r"<small>(.*?)</small>", section)) == {story.region.name}


def test_a_withdrawn_photo_is_not_on_the_front_page(client, stories, managing_editor):
    photo = make_photo()
    Article.objects.filter(pk=stories[0].pk).update(lead_photo=photo)
    put(stories[0], "lead")
    assert "/media/foto/a/" in page(client, "/")
    library.withdraw_photo(photo, by=managing_editor, reason="Melindungi anak.")
    assert "/media/foto/a/" not in page(client, "/")


def test_no_story_stands_on_the_front_page_twice(client, stories, writer, editor):
    many(stories[0], 120)
    ViewCount.objects.add({(story.pk, this_hour()): 9 for story in stories})
    for place in Pick.Place.values:
        put(stories[0], place)
    put(stories[1], "breaking")
    found = shown(client)
    ids = everywhere(found)
    assert len(ids) == len(set(ids)) > 15
    assert found.lead == stories[0]
    assert len(found.sections[0][1]) == front_page.SECTION
    assert len(found.regions[0][1]) == front_page.REGION
    hrefs = re.findall(r'href="(/berita/\d+/)', page(client, "/"))
    assert len(hrefs) == len(set(hrefs))


def test_paid_stories_are_labelled_wherever_they_stand(client, stories):
    Article.objects.filter(pk__in=[story.pk for story in stories]).update(commercial_label="advertorial")
    for place, story in zip(Pick.Place.values, stories, strict=True):
        put(story, place)
    assert page(client, "/").count("Advertorial") == len(everywhere(shown(client)))


@pytest.mark.slow
def test_the_front_page_costs_the_same_however_much_there_is(client, stories):
    for place in Pick.Place.values:
        put(stories[0], place)
    few = costs(["/"])
    many(stories[0], 3_000)
    for number in range(12):
        make_region(f"Kota {number}", f"kota-{number}")
        make_category(f"Kanal {number}", f"kanal-{number}")
        put(Article.objects.public()[number + 9], "pick")
    assert costs(["/"]) == few
    assert few["/"] <= 5


def test_an_empty_newsroom_has_a_front_page(client, db):
    assert "<h1" in page(client, "/")


# ---- The desk's page


def test_editors_put_order_and_take_away(visit, editor, stories):
    desk = visit(editor)
    for story in stories[:2]:
        answer = desk.post(DESK, {"article": story.pk, "place": "pick", "span": "24", "until": ""})
        assert answer.status_code == 302
    first, second = Pick.objects.all()
    assert first.article == stories[0]
    assert first.picked_by == editor
    assert timedelta(hours=23) < first.until - timezone.now() < timedelta(hours=25)
    desk.post(DESK, {"pick": second.pk, "step": "up"})
    assert [pick.article for pick in Pick.objects.all()] == [stories[1], stories[0]]
    desk.post(DESK, {"pick": second.pk, "step": "down"})
    assert [pick.article for pick in Pick.objects.all()] == [stories[0], stories[1]]
    desk.post(DESK, {"pick": first.pk, "step": "out"})
    assert [pick.article for pick in Pick.objects.all()] == [stories[1]]
    assert desk.post(DESK, {"pick": first.pk, "step": "out"}).status_code == 302  # somebody was faster


def test_a_story_that_is_there_gets_the_new_time_and_keeps_its_place(visit, editor, stories):
    desk = visit(editor)
    for story in stories[:2]:
        put(story)
    tomorrow = timezone.localtime() + timedelta(days=1)
    typed = {"article": stories[0].pk, "place": "pick", "span": "6", "until": f"{tomorrow:%Y-%m-%dT%H:%M}"}
    desk.post(DESK, typed)
    assert [pick.article for pick in Pick.objects.all()] == stories[:2]
    assert Pick.objects.first().until == tomorrow.replace(second=0, microsecond=0)


@pytest.mark.parametrize(
    "wrong",
    [
        {"article": "0"}, {"article": ""}, {"article": "\x00"}, {"article": "9" * 40}, {"place": "tengah"},
        {"span": "7"}, {"until": "besok"}, {"until": "0001-01-01T00:00"}, {"until": "9999-12-31T23:59"},
        {"until": "2001-01-01T00:00"},
    ],
)  # fmt: skip
def test_what_cannot_be_is_told(wrong, visit, editor, stories):
    typed = {"article": stories[0].pk, "place": "pick", "span": "", "until": ""} | wrong
    answer = visit(editor).post(DESK, typed)
    assert answer.status_code == 400
    assert answer.context_data["errors"]
    assert not Pick.objects.exists()


@pytest.mark.parametrize("pick", ["", "x", "9" * 30, "\x00"])
def test_a_step_with_what_is_no_pick_does_nothing(pick, visit, editor, stories):
    assert visit(editor).post(DESK, {"pick": pick, "step": "up"}).status_code == 302


def test_only_public_stories_are_offered_and_taken(visit, editor, writer, stories):
    desk = visit(editor)
    draft = make_article(writer, headline="Pasar malam konsep")
    found = desk.get(f"{DESK}cari/?q=pasar").json()["stories"]
    assert [story["id"] for story in found] == [stories[0].pk]
    assert len(desk.get(f"{DESK}cari/").json()["stories"]) == 4
    answer = desk.post(DESK, {"article": draft.pk, "place": "lead"})
    assert answer.status_code == 400
    assert not Pick.objects.exists()


def test_the_desk_tells_why_readers_do_not_see_a_pick(visit, editor, managing_editor, stories):
    move(stories[0], ("request_withdrawal", editor), ("withdraw", managing_editor))
    put(stories[1], "lead")
    put(stories[0])
    put(stories[1])
    put(stories[2], until=timezone.now() - timedelta(hours=1))
    places = visit(editor).get(DESK).context_data["places"]
    told = {place: [str(why) for _pick, why in rows] for place, _label, _most, rows in places}
    assert told["lead"] == [""]
    assert told["pick"][0] == str(workflow.state_label(Article.objects.get(pk=stories[0].pk)))
    assert all(told["pick"])
    assert len(set(told["pick"])) == 3


def test_the_front_page_is_for_editors(visit, writer, administrator, stories):
    pick = put(stories[0])
    for person in (writer, administrator):
        desk = visit(person)
        assert desk.get(DESK).status_code == 403
        assert desk.get(f"{DESK}cari/").status_code == 403
        assert desk.post(DESK, {"pick": pick.pk, "step": "out"}).status_code == 403
        assert DESK not in page(desk, "/redaksi-desk/")
    assert Pick.objects.get() == pick


# ---- Fixed pages


def test_a_page_is_at_its_address_and_in_every_footer(client, stories):
    Page.objects.all().delete()
    Page.objects.create(title="Kode Etik", slug="kode-etik", body="<p>Kami jujur.</p>", order=2)
    Page.objects.create(title="Iklan", slug="iklan", body="<p>Tarif.</p>", order=1)
    html = page(client, "/kode-etik/")
    assert "Kami jujur." in html
    assert html.count("<h1") == 1
    for url in ("/", stories[0].get_absolute_url(), "/indeks/", "/redaksi/", "/kode-etik/"):
        footer = page(client, url).split("<footer class")[1]
        assert footer.index("/redaksi/") < footer.index("/iklan/") < footer.index("/kode-etik/"), url


def test_a_page_that_is_not_visible_is_nowhere(client, stories):
    Page.objects.create(title="Rahasia", slug="rahasia", is_public=False)
    page(client, "/rahasia/", 404)
    assert "/rahasia/" not in page(client, "/")


def test_a_page_shows_cards_and_photos_like_a_story(client, stories):
    make_photo()
    photo = make_photo("b")
    text = (
        f'<figure class="media"><oembed url="/berita/{stories[0].pk}/"></oembed></figure>'
        f'<figure class="photo"><img src="/foto/{photo.pk}/"></figure>'
    )
    Page.objects.create(title="Tentang", slug="tentang-kami", body=text)
    html = page(client, "/tentang-kami/")
    assert stories[0].headline in html
    assert "/media/foto/b/" in html


@pytest.mark.parametrize(
    "slug", ["indeks", "cari", "redaksi", "berita", "kategori", "feed", "terpopuler", "baca", "redaksi-desk"]
)
def test_a_page_cannot_take_an_address_of_the_site(slug, visit, managing_editor, stories):
    fixed = Page(title="X", slug=slug, body="")
    with pytest.raises(ValidationError):
        fixed.full_clean()
    answer = visit(managing_editor).post(
        reverse("admin:articles_page_add"), {"title": "X", "slug": slug, "body": "", "order": 1}
    )
    assert answer.status_code == 200
    assert f"/{slug}/" in str(answer.context_data["adminform"].form.errors["slug"])


def test_the_desk_writes_pages_in_both_composers(visit, managing_editor, client, stories):
    desk = visit(managing_editor)
    Page.objects.all().delete()
    facts = {"title": "Iklan", "slug": "iklan", "is_public": "on", "order": 1, "policy": ""}
    desk.post(reverse("admin:articles_page_add"), facts | {"mode": "hp", "body": "## Tarif\n\nSatu *kolom*."})
    fixed = Page.objects.get()
    assert fixed.body == "<h2>Tarif</h2>\n<p>Satu <strong>kolom</strong>.</p>"
    change = reverse("admin:articles_page_change", args=[fixed.pk])
    assert "## Tarif" in page(desk, f"{change}?mode=hp")
    desk.post(change, facts | {"mode": "lengkap", "body": "<p onclick=x>Baru<script>x</script></p>"})
    assert Page.objects.get().body == "<p>Baru</p>"


def test_what_a_page_said_stays_on_record(visit, managing_editor, stories):
    desk = visit(managing_editor)
    facts = {
        "title": "Iklan",
        "slug": "iklan",
        "is_public": "on",
        "order": 1,
        "policy": "",
        "mode": "lengkap",
    }
    desk.post(reverse("admin:articles_page_add"), facts | {"body": "<p>Tarif lama.</p>"})
    fixed = Page.objects.get(slug="iklan")
    change = reverse("admin:articles_page_change", args=[fixed.pk])
    desk.post(change, facts | {"body": "<p>Tarif baru.</p>"})
    desk.post(change, facts | {"body": "<p>Tarif baru.</p>", "order": 2})  # says nothing else
    said = [(text.body, text.saved_by) for text in fixed.texts.all()]
    assert said == [("<p>Tarif baru.</p>", managing_editor), ("<p>Tarif lama.</p>", managing_editor)]
    assert "<p>Tarif lama.</p>" in page(desk, change)
    for change in (lambda texts: texts.update(body="x"), lambda texts: texts.delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change(fixed.texts.all())
    fixed.delete()
    assert PageText.objects.filter(slug="iklan").count() == 2


def test_pages_are_for_managing_editors_and_administrators(visit, editor, managing_editor, administrator):
    url = reverse("admin:articles_page_changelist")
    assert visit(editor).get(url).status_code == 403
    for person in (managing_editor, administrator):
        assert visit(person).get(url).status_code == 200


def test_a_new_newsroom_has_its_pages_and_is_told_what_is_missing(db):
    from_migration = import_module("articles.migrations.0010_front_page").PAGES
    assert {policy for _title, _slug, policy, *_rest in from_migration} == {
        "publishingPrinciples", "ethicsPolicy", "actionableFeedbackPolicy", "privacy",
    }  # fmt: skip
    for title, slug, policy, order, is_public, text in from_migration:
        fixed = Page(title=title, slug=slug, policy=policy, order=order, is_public=is_public, body=text)
        fixed.full_clean(validate_unique=False, validate_constraints=False)
        assert is_public == (policy != "ethicsPolicy")
    Page.objects.all().delete()
    assert [found.id for found in checks.run_checks(databases=["default"])] == ["articles.W001"]
    Page.objects.create(title="Pedoman", slug="pedoman-media-siber", policy="ethicsPolicy")
    assert checks.run_checks(databases=["default"]) == []


def test_the_masthead_names_medium_publisher_and_whom_the_law_asks_for(client, db):
    Publication(
        name="Kabar Uji",
        legal_name="PT Uji",
        address="Jalan Uji 1",
        responsible="Mira",
        email="a@uji.example",
    ).save()
    html = page(client, "/redaksi/")
    facts = html.split("<dl")[1].split("</dl>")[0]
    assert all(fact in facts for fact in ("Kabar Uji", "PT Uji", "Jalan Uji 1", "Mira", "a@uji.example"))
    footer = html.split("<footer class")[1]
    assert all(fact in footer for fact in ("PT Uji", "Jalan Uji 1", "Mira"))


# ---- What is read most

PHONE = {"headers": {"user-agent": "Mozilla/5.0 (Linux; Android 9) Chrome/90.0 Mobile"}}


def this_hour():
    return timezone.now().replace(minute=0, second=0, microsecond=0)


def beacon(client, story, **kwargs):
    body = story if isinstance(story, str) else str(story.pk)
    return client.post("/baca/", body, content_type="text/plain", **(PHONE | kwargs))


def test_a_beacon_writes_nothing_until_the_batch_and_sets_no_cookie(client, stories, tally):
    client = client.__class__(enforce_csrf_checks=True)
    with CaptureQueriesContext(connection) as queries:
        answers = [beacon(client, stories[0]) for _ in range(3)] + [beacon(client, stories[1])]
    assert len(queries) == 0
    assert {answer.status_code for answer in answers} == {204}
    assert not answers[0].cookies
    with CaptureQueriesContext(connection) as queries:
        tally.write()
    assert len(queries) == 1
    assert dict(ViewCount.objects.values_list("article", "count")) == {stories[0].pk: 3, stories[1].pk: 1}
    beacon(client, stories[0])
    tally.write()
    assert ViewCount.objects.get(article=stories[0]).count == 4
    assert [field.name for field in ViewCount._meta.fields] == ["id", "article", "hour", "count", "excess"]


@pytest.mark.parametrize(
    "headers",
    [
        {"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"user-agent": "WhatsApp/2.23 A"},
        {"user-agent": "curl/8.0"},
        {"user-agent": ""},
        {"sec-purpose": "prefetch;prerender"},
        {"sec-fetch-site": "cross-site"},
    ],
)
def test_robots_prefetches_and_other_sites_do_not_count(headers, client, stories, tally):
    answer = beacon(client, stories[0], headers=PHONE["headers"] | headers)
    assert answer.status_code == 204
    tally.write()
    assert not ViewCount.objects.exists()


@pytest.mark.parametrize("body", ["", "abc", "-1", "1.5", "9" * 19, "9" * 5000, "\x00", "٣", "1 OR 1"])
def test_what_is_no_story_is_refused(body, client, tally, db):
    assert beacon(client, body).status_code == 400


def test_a_beacon_is_sent_not_fetched(client, db):
    assert client.get("/baca/").status_code == 405


def test_unknown_and_hidden_stories_are_dropped(client, stories, writer, editor, managing_editor, tally):
    draft = make_article(writer)
    move(stories[1], ("request_withdrawal", editor), ("withdraw", managing_editor))
    for story in ("999999999", draft, stories[1], stories[0]):
        beacon(client, story)
    tally.write()
    assert [count.article for count in ViewCount.objects.all()] == [stories[0]]


def test_a_flood_is_bounded(client, stories, tally, monkeypatch):
    monkeypatch.setattr(view_counts, "MOST_VIEWS", 5)
    monkeypatch.setattr(view_counts, "MOST_STORIES", 3)
    for _ in range(9):
        beacon(client, stories[0])
    for number in range(50):
        beacon(client, str(10_000 + number))
    assert len(tally._counts) == 3
    tally.write()
    assert ViewCount.objects.get().count == 5


def test_what_could_not_be_written_waits(client, stories, tally, monkeypatch):
    beacon(client, stories[0])

    def fail(self, counts, excess):
        raise DatabaseError("gone")

    with monkeypatch.context() as broken:
        broken.setattr("articles.models.reading.ViewCountQuerySet.add", fail)
        tally.write()
    beacon(client, stories[0])
    tally.write()
    assert ViewCount.objects.get().count == 2


def from_outside(address):
    return {"REMOTE_ADDR": address}


def test_one_address_adds_only_so_much_to_a_story_and_in_sum(client, stories, tally, monkeypatch):
    monkeypatch.setattr(view_counts, "OF_STORY", 3)
    monkeypatch.setattr(view_counts, "OF_ADDRESS", 5)
    for _ in range(9):
        assert beacon(client, stories[0], **from_outside("103.10.1.1")).status_code == 204
    for address in ("103.10.1.2", "2404:6800::1"):
        beacon(client, stories[0], **from_outside(address))
    for _ in range(3):
        beacon(client, stories[1], **from_outside("103.10.1.2"))
    for _ in range(2):
        beacon(client, stories[2], **from_outside("103.10.1.2"))
    tally.write()
    rows = {row.article_id: (row.count, row.excess) for row in ViewCount.objects.all()}
    assert rows[stories[0].pk] == (5, 6)
    assert rows[stories[2].pk] == (1, 1)


def test_an_address_is_known_for_minutes_and_in_no_readable_form(client, stories, tally, monkeypatch):
    monkeypatch.setattr(view_counts, "OF_STORY", 1)
    clock = [1000.0]
    monkeypatch.setattr("articles.address_counts.time.monotonic", lambda: clock[0])
    tally.__init__()
    for _ in range(3):
        beacon(client, stories[0], **from_outside("103.10.1.1"))
    assert "103.10.1.1" not in repr(vars(tally._of_story)) + repr(vars(tally._of_address))
    salt = tally._of_story._salt
    clock[0] += view_counts.SPAN + 1
    beacon(client, stories[0], **from_outside("103.10.1.1"))
    assert tally._of_story._salt != salt
    assert len(tally._of_story._counts) == 1
    tally.write()
    assert list(ViewCount.objects.values_list("count", "excess")) == [(2, 2)]


def test_readers_behind_a_proxy_that_nobody_named_are_not_one(client, stories, tally, monkeypatch, settings):
    monkeypatch.setattr(view_counts, "OF_STORY", 1)
    for address in ("127.0.0.1", "10.0.0.2", "172.18.0.1", "fd00::2", ""):
        for _ in range(2):
            beacon(client, stories[0], **from_outside(address))
    settings.TRUSTED_PROXIES = 1
    for _ in range(3):
        beacon(client, stories[0], REMOTE_ADDR="10.0.0.2", HTTP_X_FORWARDED_FOR="9.9.9.9, 103.10.1.1")
    tally.write()
    assert list(ViewCount.objects.values_list("count", "excess")) == [(11, 2)]


def test_many_threads_lose_no_view(stories, tally):
    readers = [Thread(target=lambda: [tally.add(stories[0].pk) for _ in range(50)]) for _ in range(8)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    tally.write()
    assert ViewCount.objects.get().count == 400


@pytest.mark.django_db(transaction=True)
def test_a_thread_writes_what_was_counted_and_ends(transactional_db, stories, monkeypatch):
    monkeypatch.setattr(view_counts, "PAUSE", 0.05)
    tally = view_counts.Tally()
    for _ in range(3):
        tally.add(stories[0].pk)
    tally._thread.join(20)
    assert ViewCount.objects.get(article=stories[0]).count == 3
    assert tally._thread is None


def test_the_ranking_of_a_day_and_of_a_week(client, stories):
    now = this_hour()
    ViewCount.objects.add({
        (stories[0].pk, now): 5, (stories[1].pk, now): 2, (stories[1].pk, now - timedelta(hours=3)): 6,
        (stories[2].pk, now - timedelta(days=3)): 50, (stories[3].pk, now - timedelta(days=8)): 500,
    })  # fmt: skip
    assert most_read(client) == [stories[1], stories[0]]
    week = most_read(client, "?rentang=7-hari")
    assert week == [stories[2], stories[1], stories[0]]
    assert shown(client).popular == [stories[1], stories[0]]
    assert max(costs(["/terpopuler/"]).values()) <= 6


def test_a_withdrawn_story_leaves_the_ranking(client, stories, editor, managing_editor):
    ViewCount.objects.add({(story.pk, this_hour()): 3 for story in stories})
    move(stories[0], ("request_withdrawal", editor), ("withdraw", managing_editor))
    assert stories[0] not in most_read(client)
    assert len(most_read(client)) == 3


@pytest.mark.parametrize("span", ["x", "%00", "24", "7-hari%20", "%F0%9F%98%80"])
def test_an_unknown_span_is_not_found(span, client, db):
    page(client, f"/terpopuler/?rentang={span}", 404)


def test_an_empty_ranking_says_so(client, db):
    assert 'class="empty"' in page(client, "/terpopuler/")


def test_the_pulse_forgets_old_hours(stories, db):
    now = this_hour()
    ViewCount.objects.add({(stories[0].pk, now - timedelta(days=days)): 1 for days in (1, 89, 91, 400)})
    tasks.pulse.func()
    assert ViewCount.objects.count() == 2


# ---- The index's calendar


def at(story, *when):
    moment = datetime(*when, tzinfo=UTC)
    Article.objects.filter(pk=story.pk).update(published_at=moment)
    return moment


def test_the_calendar_links_the_days_that_have_stories(client, stories):
    at(stories[0], 2024, 2, 9, 20)  # the tenth in Jakarta
    at(stories[1], 2024, 2, 20, 5)
    at(stories[2], 2024, 3, 1, 5)
    html = page(client, "/indeks/2024/2/10/")
    table = html.split("<table")[1].split("</table>")[0]
    assert re.findall(r'href="/indeks/2024/(\d+/\d+)/"', table) == ["2/10", "2/20"]
    assert 'aria-current="date"' in table.split("2/10")[1].split("</a>")[0]
    assert table.count('scope="col"') == 7
    assert table.count("<td>") % 7 == 0
    assert "29" in table
    assert '/indeks/2024/1/"' in html
    assert '/indeks/2024/3/"' in html


def test_a_month_opens_at_its_newest_day(client, stories):
    at(stories[0], 2024, 2, 9, 3)
    at(stories[1], 2024, 2, 20, 5)
    context = client.get("/indeks/2024/2/").context_data
    assert str(context["date"]) == "2024-02-20"
    assert stories_of(context["page"].articles) == [stories[1]]
    empty = client.get("/indeks/2023/7/").context_data
    assert str(empty["date"]) == "2023-07-01"
    assert not empty["page"].articles


@pytest.mark.parametrize("url", ["/indeks/2024/13/", "/indeks/1899/12/", "/indeks/9999/12/", "/indeks/0/0/"])
def test_a_month_that_cannot_be_is_not_found(url, client, db):
    page(client, url, 404)


def test_the_calendar_ends_where_the_archive_can(client, db):
    assert client.get("/indeks/1900/1/").context_data["calendar"]["previous"] is None
    today = timezone.localdate()
    assert client.get(f"/indeks/{today:%Y/%m}/").context_data["calendar"]["next"] is None


@pytest.mark.slow
def test_the_calendar_costs_one_query_a_month(client, stories):
    few = costs(["/indeks/"])
    many(stories[0], 2_000)
    assert costs(["/indeks/"]) == few
    assert few["/indeks/"] <= 4


# ---- Regions and what is near


@shared
def towns(db):
    places = {"dekat": (-7.75, 113.30), "jauh": (-7.75, 114.50), "sedang": (-7.75, 113.80)}
    here = Region.objects.create(name="Sini", slug="sini", kind="regency", latitude=-7.75, longitude=113.20)
    for slug, (latitude, longitude) in places.items():
        Region.objects.create(
            name=slug.title(), slug=slug, kind="city", latitude=latitude, longitude=longitude
        )
    return here


def test_neighbours_are_those_whose_middles_are_nearest(client, towns, writer, editor):
    Region.objects.create(name="Kecamatan", slug="kecamatan", kind="district", parent=towns)
    Region.objects.create(name="Tanpa titik", slug="tanpa-titik", kind="city")
    Region.objects.create(
        name="Tanpa berita", slug="tanpa-berita", kind="city", latitude=-7.75, longitude=113.21
    )
    for region in Region.objects.exclude(slug__in=["sini", "tanpa-berita"]):
        publish(make_article(writer, region=region), writer, editor)
    context = client.get("/daerah/sini/").context_data
    assert [(node.slug, far) for node, far in context["nearest"]] == [
        ("dekat", 11),
        ("sedang", 66),
        ("jauh", 143),
    ]
    assert [node.slug for node in context["parts"]] == ["kecamatan"]


def test_a_place_has_news_from_near_by_beside_its_own(client, towns, writer, editor):
    make_publication()
    near = publish(make_article(writer, region=Region.objects.get(slug="dekat")), writer, editor)
    own = publish(make_article(writer, region=towns), writer, editor)
    district = Region.objects.create(
        name="D", slug="d", kind="district", parent=Region.objects.get(slug="jauh")
    )
    below = publish(make_article(writer, region=district), writer, editor)
    context = client.get("/daerah/sini/").context_data
    assert stories_of(context["page"].articles) == [own]
    assert stories_of(context["near_stories"]) == [below, near]
    assert max(costs(["/daerah/sini/"]).values()) <= 6
    many(own, 30)
    older = client.get("/daerah/sini/").context_data["page"].older
    assert not client.get(f"/daerah/sini/?sebelum={older}").context_data["near_stories"]


def test_a_region_without_a_middle_has_the_parts_of_its_parent(client, towns, writer, editor):
    for slug in ("a", "b"):
        region = Region.objects.create(name=slug, slug=slug, kind="district", parent=towns)
        publish(make_article(writer, region=region), writer, editor)
    assert [(node.slug, far) for node, far in client.get("/daerah/a/").context_data["nearest"]] == [
        ("b", None)
    ]


def test_a_place_names_the_topics_and_the_writers_of_its_newest_stories(client, towns, writer, editor):
    make_publication()
    for number in range(3):
        publish(make_article(writer, region=towns, tags=["Banjir", f"Tag {number}"]), writer, editor)
    elsewhere = Region.objects.get(slug="dekat")
    publish(make_article(writer, region=elsewhere, tags=["Panen"]), writer, editor)
    context = client.get("/daerah/sini/").context_data
    assert context["tags"][0].name == "Banjir"
    assert "Panen" not in [tag.name for tag in context["tags"]]
    assert [person.name for person in context["people"]] == ["Wati"]
    html = page(client, "/daerah/sini/")
    assert '<a href="/tag/banjir/">#Banjir</a>' in html
    assert '<a href="/penulis/wati/">Wati</a>' in html


# ---- A story's page


def lists_beside(html):
    """{id of a list beside a story: ids of its stories}"""
    beside = html.partition('<aside class="rail"')[2].partition("</aside>")[0]
    parts = re.split(r'<h2 class="block-title" id="([\w-]+)">', beside)
    found = [re.findall(r'<h3><a href="/berita/(\d+)/', part) for part in parts[2::2]]
    return {name: [int(pk) for pk in pks] for name, pks in zip(parts[1::2], found, strict=True)}


def test_beside_a_story_stand_its_town_the_most_read_and_the_newest_and_none_twice(client, stories):
    """All are of one town: what it has is not said again below."""
    many(stories[0], 20)
    ids = list(Article.objects.public().newest_first().values_list("pk", flat=True))
    ViewCount.objects.add({(pk, this_hour()): 9 for pk in ids[8:12]})
    response = client.get(stories[3].get_absolute_url())
    lists = lists_beside(page(client, stories[3].get_absolute_url()))
    assert list(lists) == ["sekitar", "terpopuler", "berikutnya"]
    assert set(lists["terpopuler"]) == set(ids[8:12])
    assert all(4 <= len(pks) <= 5 for pks in lists.values())
    shown = [pk for pks in lists.values() for pk in pks]
    shown += [story.pk for story in response.context["related"]]
    assert stories[3].pk not in shown
    assert len(shown) == len(set(shown))


def test_baca_juga_has_small_pictures_and_none_that_was_withdrawn(client, stories, managing_editor):
    photo = make_photo()
    Article.objects.filter(pk=stories[1].pk).update(lead_photo=photo)
    Related.objects.create(article=stories[0], target=stories[1])

    def related():
        return (
            page(client, stories[0].get_absolute_url())
            .partition('class="related"')[2]
            .partition("</section>")[0]
        )

    assert "/media/foto/a/" in related()
    assert 'alt=""' in related()  # the headline beside it says what it is
    library.withdraw_photo(photo, by=managing_editor, reason="Melindungi anak.")
    assert stories[1].headline in related()
    assert "/media/foto/a/" not in related()


def test_the_time_that_reading_takes_is_told(client, stories):
    Article.objects.filter(pk=stories[0].pk).update(body=f"<p>{'kata ' * 700}</p>")
    assert "4 menit baca" in page(client, stories[0].get_absolute_url())
    assert "1 menit baca" in page(client, stories[1].get_absolute_url())


def test_a_paper_of_one_story_has_nothing_beside_it(client, publication, writer, editor):
    story = publish(make_article(writer), writer, editor)
    assert 'class="rail"' not in page(client, story.get_absolute_url())


def test_what_stands_beside_a_story_is_public(client, stories, editor, managing_editor):
    ViewCount.objects.add({(story.pk, this_hour()): 9 for story in stories})
    move(stories[1], ("request_withdrawal", editor), ("withdraw", managing_editor))
    assert f"/berita/{stories[1].pk}/" not in page(client, stories[3].get_absolute_url())


def test_a_town_is_that_of_its_districts(client, towns, writer, editor):
    make_publication()
    parts = [
        Region.objects.create(name=f"Kec {n}", slug=f"kec-{n}", kind="district", parent=towns) for n in "ab"
    ]
    one, other = (
        publish(make_article(writer, region=part, headline=part.name), writer, editor) for part in parts
    )
    publish(make_article(writer, region=Region.objects.get(slug="jauh"), headline="Jauh"), writer, editor)
    html = page(client, one.get_absolute_url())
    assert lists_beside(html)["sekitar"] == [other.pk]
    assert '<a href="/daerah/sini/">Sini</a>' in html


# ---- Colours


def luminance(colour):
    if len(colour) == 3:
        colour = "".join(2 * digit for digit in colour)
    parts = [int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def colours(css):
    return dict(re.findall(r"--([\w-]+): #([0-9a-f]{3,6})\b", css))


def test_every_palette_is_readable_on_light_and_dark_paper_and_the_manifests():
    css = (ROOT / "static/site.css").read_text()
    head, dark = css.split("@media (prefers-color-scheme: dark)")
    chosen = dark.partition(":root[data-tema=gelap]")[2].split("}")[0]
    dark = dark.split("@media")[0].split("}")[0]
    assert colours(chosen) == colours(dark)  # the reader's choice is the device's
    papers = {"light": colours(head.split("color-scheme:")[1]), "dark": colours(dark)}
    palettes = {"toska": colours(head.split("}")[0])}
    palettes |= {name: colours(rule) for name, rule in re.findall(r"\[data-palette=(\w+)\] \{([^}]+)\}", css)}
    assert {name: f"#{palette['light']}" for name, palette in palettes.items()} == ACCENTS
    grounds = [
        papers[shade][ground] for shade, ground in (("light", "paper"), ("light", "tint"), ("dark", "tint"))
    ]
    assert [f"#{ground}" for ground in grounds] == [own.PAPER, own.TINT, own.DARK_TINT]
    for shade, paper in papers.items():
        for ground in ("paper", "tint"):
            for ink in ("ink", "muted", "paid"):
                assert contrast(paper[ink], paper[ground]) >= 4.5, (shade, ink, ground)
            for name, palette in palettes.items():
                assert contrast(palette[shade], paper[ground]) >= 4.5, (shade, name, ground)
                assert contrast(palette[shade], paper["on-accent"]) >= 4.5, (shade, name)
    assert contrast(papers["light"]["alarm"], "fff") >= 4.5


@pytest.mark.parametrize("palette", ACCENTS)
def test_the_publication_chooses_its_colour_and_logo(palette, client, db):
    Publication(name="Kabar Uji", palette=palette, logo=make_photo("logo")).save()
    html = page(client, "/")
    assert f'<html lang="id" data-palette="{palette}">' in html
    assert "/media/foto/logo/" in html.split("</header>")[0]


def test_the_icon_in_the_browsers_tab_is_a_small_square(client, db):
    assert '<link rel="icon" href="/static/icon.svg">' in page(client, "/")
    logo = make_photo("logo")
    logo.renditions += [
        ["1:1", "avif", 160, 160, "foto/logo/160.avif", 1],
        ["1:1", "jpeg", 160, 160, "foto/logo/160.jpg", 1],
        ["1:1", "jpeg", 1200, 1200, "foto/logo/1200.jpg", 1],
    ]
    logo.save()
    Publication(name="Kabar Uji", logo=logo).save()
    assert '<link rel="icon" href="/media/foto/logo/160.jpg">' in page(client, "/")


def test_the_script_keeps_its_budget():
    assert len(gzip.compress((ROOT / "static/site.js").read_bytes())) <= 4 * 1024
