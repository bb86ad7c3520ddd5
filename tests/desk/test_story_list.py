"""The desk's list of stories: what it finds, for whom, in which order, and what the database reads for it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import search
from articles.models import Article, Person, SearchWord
from staff import roles
from staff.desk import story_list
from staff.models import Claim
from tests.support.archives import archive, many
from tests.support.factories import (
    make_article,
    make_category,
    make_publication,
    make_region,
    make_user,
    move,
    publish,
    schedule,
)
from tests.support.plans import LARGE, plans_of, rows
from tests.support.shared_rows import shared

LIST = "/redaksi-desk/articles/article/"
OFFER = f"{LIST}lompat/"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def look(db, visit):
    """Opens the list as somebody and gives the page."""
    make_publication()

    def answer(user, status=200, **asked):
        response = visit(user).get(LIST, asked)
        assert response.status_code == status, response.content.decode()
        return response

    return answer


def headlines(response):
    return [story.headline for story in response.context["page"]]


def html(response):
    return response.content.decode()


def since(article, **times):
    Article.objects.filter(pk=article.pk).update(**times)


# ---- Words


def test_it_searches_the_text_as_it_is_now_in_every_state_with_tags_names_and_places(look, writer, editor):
    live = publish(make_article(writer, headline="Tayang", tags=["Mitigasi"]), writer, editor)
    copy = move(live, ("propose_update", writer))
    copy.write(copy.snapshot().replace(headline="Diperbarui", body="<p>Warga mengungsi.</p>"), by=writer)
    make_article(writer, headline="Draf", body="<p>Pengungsi pulang.</p>", dateline="Gending")
    planned = schedule(make_article(writer, headline="Nanti", body="<p>Mengungsi lagi.</p>"), writer, editor)
    assert set(headlines(look(editor, q="pengungsi"))) == {"Diperbarui", "Draf", "Nanti"}
    assert set(headlines(look(editor, q="mitigasi"))) == {"Tayang", "Diperbarui"}
    assert headlines(look(editor, q="gending")) == ["Draf"]
    assert len(headlines(look(editor, q="wati"))) == 4
    assert planned.headline in headlines(look(editor, q="mengungsi lagi"))


def test_phrases_and_exclusions_are_read_as_readers_search_reads_them(look, writer, editor):
    for headline, text in (("Dekat", "Air bersih habis."), ("Jauh", "Sungai bersih, air jernih.")):
        make_article(writer, headline=headline, body=f"<p>{text}</p>", standfirst="")
        publish(make_article(writer, headline=f"{headline} tayang", body=f"<p>{text}</p>", standfirst=""), writer, editor)  # fmt: skip
    assert set(headlines(look(editor, q='"air bersih"'))) == {"Dekat", "Dekat tayang"}
    assert set(headlines(look(editor, q="air -sungai"))) == {"Dekat", "Dekat tayang"}
    assert len(headlines(look(editor, q="air bersih"))) == 4


def test_a_row_shows_where_the_words_are_and_escapes_what_is_around_them(look, writer, editor):
    make_article(
        writer, headline="Rapat <b>desa</b>", body="<p>Banjir &lt;script&gt; di pasar.</p>", tags=["Posko"]
    )
    page = html(look(editor, q="banjir"))
    assert "<mark>Banjir</mark> &lt;script&gt; di pasar" in page
    assert "<b>desa" not in page
    assert "<mark>Posko</mark>" in html(look(editor, q="posko"))
    assert "<mark>Rapat</mark> &lt;b&gt;" in html(look(editor, q="rapat"))


def test_a_number_or_an_address_finds_its_story(look, writer, other_writer, editor, settings):
    story, other = make_article(writer), make_article(writer, headline="Lain")
    for q in (f"{story.pk}", f"#{story.pk}", f"/berita/{story.pk}/", f"{settings.SITE_URL}/berita/{story.pk}/x/?utm=1",
              f"https://desk.example/redaksi-desk/articles/article/{story.pk}/tinjau/"):  # fmt: skip
        assert headlines(look(editor, q=q)) == [story.headline], q
        assert headlines(look(other_writer, q=q)) == [], q
    assert headlines(look(editor, q=f"/berita/{other.pk}/", status__exact="spiked")) == ["Lain"]


def test_what_no_search_can_use_is_said(look, writer, editor):
    make_article(writer)
    for q in ("di", "-banjir", '"', "OR"):
        response = look(editor, q=q)
        assert headlines(response) == []
        assert "kata" in html(response) or "words" in html(response)


@pytest.mark.django_db(transaction=True)
def test_a_search_that_takes_too_long_is_given_up_and_said(look, editor, monkeypatch):
    def give_up(*args, **kwargs):
        raise search.TooBroad

    monkeypatch.setattr(search, "find", give_up)
    response = look(editor, q="banjir")
    assert response.context["too_broad"]
    assert headlines(response) == []


# ---- Who sees what


def test_a_reporter_finds_what_is_public_and_the_own_and_nothing_else(look, writer, other_writer, editor):
    publish(make_article(other_writer, headline="Banjir tayang"), other_writer, editor)
    schedule(make_article(other_writer, headline="Banjir nanti"), other_writer, editor)
    make_article(other_writer, headline="Banjir rahasia")
    shared = make_article(other_writer, headline="Banjir bersama")
    shared.credits.create(person=writer.person, order=1)
    make_article(writer, headline="Banjir saya")
    mine = {"Banjir tayang", "Banjir bersama", "Banjir saya"}
    for asked in ({}, {"q": "banjir"}, {"region": make_region().pk}):
        assert set(headlines(look(writer, **asked))) == mine, asked
        assert len(headlines(look(editor, **asked))) == 5, asked
    assert headlines(look(writer, status__exact="scheduled")) == []
    assert headlines(look(writer, writer=other_writer.person.pk)) == ["Banjir bersama", "Banjir tayang"]


def test_an_account_without_stories_is_refused(look, administrator, client):
    look(administrator, 403)
    assert client.get(LIST).status_code == 302
    assert client.get(OFFER).status_code == 302


# ---- Filters


@shared
def newsroom(writer, other_writer, night_editor, editor):
    """One story in every state."""
    stories = {name: make_article(writer, headline=name) for name in (
        "draft", "submitted", "returned", "approved", "scheduled", "published", "withdrawn", "spiked",
    )}  # fmt: skip
    for name in ("submitted", "returned", "approved"):
        move(stories[name], ("submit", writer))
    move(stories["returned"], ("return", editor))
    move(stories["approved"], ("approve", editor))
    schedule(stories["scheduled"], writer, editor)
    publish(stories["published"], writer, editor)
    publish(stories["withdrawn"], writer, editor)
    chief = make_user("mira", roles.MANAGING_EDITOR)
    move(stories["withdrawn"], ("request_withdrawal", editor), ("withdraw", chief))
    move(stories["spiked"], ("spike", editor))
    night = make_article(night_editor, headline="night")
    stories["night"] = move(night, ("submit", night_editor), ("publish_alone", night_editor))
    return stories


@pytest.mark.parametrize(
    "state", ["draft", "submitted", "returned", "approved", "scheduled", "withdrawn", "spiked"]
)
def test_each_state_is_a_link(state, look, newsroom, editor):
    response = look(editor, status__exact=state)
    assert headlines(response) == [state]
    assert f"state-{state}" in html(response)


def test_what_readers_see_is_published_and_night_stories_wait_for_a_signature(look, newsroom, editor):
    assert set(headlines(look(editor, status__exact="published"))) == {"published", "night"}
    assert headlines(look(editor, needs_signature__exact="1")) == ["night"]
    assert len(headlines(look(editor))) == 9


def test_an_update_that_should_be_online_is_overdue_and_one_that_is_merged_is_no_story(look, writer, editor):
    live = publish(make_article(writer, headline="Lama"), writer, editor)
    copy = move(live, ("propose_update", writer))
    copy.write(copy.snapshot().replace(headline="Baru"), by=writer)
    schedule(copy, writer, editor)
    assert headlines(look(editor, status__exact="scheduled")) == ["Baru"]
    assert headlines(look(editor, status__exact="overdue")) == []
    since(copy, published_at=timezone.now() - HOUR)
    assert headlines(look(editor, status__exact="overdue")) == ["Baru"]
    move(copy, ("merge", editor))
    assert headlines(look(editor)) == ["Baru"]
    assert [story.pk for story in look(editor).context["page"]] == [live.pk]


def test_a_region_and_a_category_hold_what_lies_in_them(look, writer, editor):
    top, sport = make_region("Jember", "jember"), make_category("Olahraga", "olahraga")
    part, volley = make_region("Patrang", "patrang", top), make_category("Voli", "voli", sport)
    publish(make_article(writer, headline="Tayang", region=part, category=volley), writer, editor)
    make_article(writer, headline="Draf", region=part, category=volley)
    make_article(writer, headline="Lain")
    for asked in ({"region": top.pk}, {"category": sport.pk}, {"region": part.pk, "category": volley.pk}):
        assert set(headlines(look(editor, **asked))) == {"Tayang", "Draf"}, asked
    assert headlines(look(editor, region=top.pk, status__exact="draft")) == ["Draf"]
    assert headlines(look(editor, region=top.pk, category=make_category().pk)) == []


def test_a_writer_is_an_id_or_a_name_and_one_of_several_is_chosen(look, writer, other_writer, editor):
    make_article(writer, headline="Milik Wati")
    publish(make_article(writer, headline="Tayang Wati"), writer, editor)
    make_article(other_writer, headline="Milik Oki")
    for name in (writer.person.pk, "wati", "WAT"):
        assert set(headlines(look(editor, writer=name))) == {"Milik Wati", "Tayang Wati"}, name
    Person.objects.create(name="Oki Wibowo")
    assert headlines(look(editor, writer="oki")) == [
        "Milik Oki"
    ]  # exactly this name goes before one in which it is
    response = look(editor, 400, writer="ok")
    assert headlines(response) == []
    assert f"?writer={other_writer.person.pk}" in html(response)
    look(editor, 400, writer="tidak ada")
    assert headlines(look(editor, writer=editor.person.pk)) == []  # who approved it has not written it


def test_a_writer_in_two_roles_has_each_story_once(look, writer, editor):
    story = make_article(writer)
    story.credits.create(person=writer.person, role="reporter", order=1)
    publish(story, writer, editor)
    response = look(editor, writer=writer.person.pk)
    assert (headlines(response), response.context["result"].count_label) == ([story.headline], "1")


def test_claims_are_shown_and_filtered_while_they_last(look, writer, editor, second_editor):
    stories = [make_article(writer, headline=name) for name in ("Saya", "Dia", "Bebas", "Lewat")]
    for story in stories:
        move(story, ("submit", writer))
    make_article(writer, headline="Draf")
    now = timezone.now()
    for story, who, until in zip(stories, (editor, second_editor, None, editor), (now + HOUR, now + HOUR, None, now), strict=True):  # fmt: skip
        if who:
            Claim.objects.create(article=story, user=who, taken_at=now - HOUR, until=until)
    assert headlines(look(editor, claimed="me")) == ["Saya"]
    assert set(headlines(look(editor, claimed="any"))) == {"Saya", "Dia"}
    assert set(headlines(look(editor, claimed="none"))) == {"Bebas", "Lewat"}
    claimed = {
        story.headline: story.live_claim and story.live_claim.user for story in look(editor).context["page"]
    }
    assert claimed == {"Saya": editor, "Dia": second_editor, "Bebas": None, "Lewat": None, "Draf": None}


@pytest.mark.slow
def test_how_long_a_story_is_where_it_is(look, newsroom, editor):
    since(newsroom["submitted"], status_since=timezone.now() - 5 * HOUR)
    since(newsroom["draft"], status_since=timezone.now() - 8 * DAY)
    assert set(headlines(look(editor, older="4h"))) == {"draft", "submitted"}
    assert headlines(look(editor, older="1w")) == ["draft"]
    assert headlines(look(editor, older="1h", status__exact="submitted")) == ["submitted"]
    since(newsroom["published"], published_at=timezone.now() - 2 * DAY)
    assert headlines(look(editor, older="1d", status__exact="published")) == ["published"]


def test_days_of_publication_take_in_their_ends(look, writer, editor):
    for day, headline in ((1, "Satu"), (2, "Dua"), (3, "Tiga")):
        story = publish(make_article(writer, headline=headline), writer, editor)
        since(story, published_at=timezone.make_aware(timezone.datetime(2026, 3, day, 23, 59)))
    make_article(writer, headline="Draf")
    assert headlines(look(editor, since="2026-03-02")) == ["Tiga", "Dua"]
    assert headlines(look(editor, until="2026-03-02")) == ["Dua", "Satu"]
    for more in (
        {},
        {"q": "banjir OR dringu OR air"},
        {"region": make_region().pk},
        {"writer": writer.person.pk},
    ):
        assert headlines(look(editor, since="2026-03-02", until="2026-03-02", **more)) == ["Dua"], more


def test_the_queue_is_read_by_urgency_and_then_by_age(look, writer, editor):
    for headline, urgency, hours in (
        ("Biasa lama", 3, 9),
        ("Segera", 2, 1),
        ("Segera lama", 2, 5),
        ("Genting", 1, 0),
    ):
        story = move(make_article(writer, headline=headline), ("submit", writer))
        since(story, urgency=urgency, status_since=timezone.now() - hours * HOUR)
    asked = {"status__exact": "submitted"}
    assert headlines(look(editor, **asked, o="queue")) == ["Genting", "Segera lama", "Segera", "Biasa lama"]
    assert "o=queue" in html(look(editor, **asked))
    for other in ("published", "scheduled", ""):
        assert not look(editor, status__exact=other, o="queue").context["query"].queue  # it has no urgency


HOSTILE = [
    "\x00",
    "'",
    "9" * 40,
    "-1",
    "²",
    "💥",
    "a" * 3000,
    "%",
    "1e5",
    "2026-13-45",
    "0001-01-01",
    "9999-12-31",
]


@pytest.mark.slow
@pytest.mark.parametrize("name", [*story_list.StoryListForm.base_fields, "p", "tidak_dikenal"])
def test_odd_values_get_a_message_or_a_list_and_never_an_error(name, visit, writer, editor):
    make_publication()
    make_article(writer)
    client = visit(editor)
    for value in HOSTILE:
        assert client.get(LIST, {name: value}).status_code in (200, 400), value
        assert client.get(OFFER, {name: value}).status_code == 200, value


def test_a_filter_that_is_not_known_is_said_and_the_others_hold(look, writer, editor):
    make_article(writer, headline="Draf")
    move(make_article(writer, headline="Diajukan"), ("submit", writer))
    response = look(editor, 400, status__exact="submitted", region="999999")
    assert headlines(response) == ["Diajukan"]
    assert response.context["form"].errors["region"]


def test_each_filter_that_is_set_can_be_taken_away_alone(look, writer, editor):
    move(make_article(writer), ("submit", writer))
    response = look(editor, status__exact="submitted", region=make_region().pk, q="dringu", p=1)
    links = {str(label): rest for label, _value, rest in response.context["active_filters"]}
    assert set(links.values()) == {
        f"region={make_region().pk}&q=dringu",
        "status__exact=submitted&q=dringu",
    }


# ---- Pages and counts


@pytest.mark.slow
def test_counts_are_exact_up_to_a_thousand_and_pages_keep_what_was_asked_for(look, visit, writer, editor):
    story = publish(make_article(writer), writer, editor)
    many(story, story_list.MOST - 1)
    response = look(editor, category=story.category_id)
    assert (response.context["result"].count_label, response.context["page"].paginator.num_pages) == (
        "1.000",
        20,
    )
    many(story, 1)
    client, seen, url = visit(editor), [], f"{LIST}?category={story.category_id}"
    while url:
        response = client.get(url)
        seen += [story.pk for story in response.context["page"]]
        rest = html(response).split('rel="next" href="')
        url = rest[1].split('"')[0].replace("&amp;", "&") if len(rest) > 1 else ""
        assert not url or f"category={story.category_id}&p=" in url
        url = url and f"{LIST}{url}"
    assert len(seen) == len(set(seen)) == story_list.MOST
    assert response.context["result"].count_label == "1.000+"
    assert look(editor, p="99").context["page"].number == 20


def test_the_newest_come_first_and_what_is_to_come_before_them(look, writer, editor):
    for headline, hours in (("Kemarin", 24), ("Tadi", 1)):
        since(publish(make_article(writer, headline=headline), writer, editor), published_at=timezone.now() - hours * HOUR)  # fmt: skip
    schedule(make_article(writer, headline="Nanti"), writer, editor)
    since(make_article(writer, headline="Draf"), saved_at=timezone.now() - 3 * HOUR)
    in_order = ["Nanti", "Tadi", "Draf", "Kemarin"]
    for asked in ({}, {"q": "dringu OR wati"}, {"region": make_region().pk}, {"writer": "wati"}):
        assert headlines(look(editor, **asked)) == in_order, asked


# ---- What it costs


@shared
def large(writer, other_writer, editor):
    """An archive of others' stories, old ones of a region, a category and a person among them, and the desk's drafts."""
    make_publication()
    old = publish(
        make_article(
            other_writer, headline="Lawas", region=make_region("Lawas", "lawas"),
            category=make_category("Lawas", "lawas"), body="<p>Zaman lawas.</p>",
        ), other_writer, editor,
    )  # fmt: skip
    since(old, published_at=timezone.now() - 900 * DAY)
    first = publish(make_article(writer), writer, editor)
    many(first, 2000)
    archive(first, (1, 25), a_month=900)
    draft = make_article(other_writer, headline="Draf")
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO articles_article (headline, slug, standfirst, body, dateline, category_id, region_id, sign_off,
                commercial_label, status, created_at, saved_at, version, needs_signature, similar_ids, search,
                created_by_id, merge_error, urgency, status_since)
            SELECT headline || n, slug, standfirst, body, dateline, category_id, region_id, sign_off, commercial_label,
                status, created_at, saved_at - n * interval '1 hour', version, false, similar_ids, search,
                created_by_id, '', 3, status_since - n * interval '1 hour'
            FROM articles_article, generate_series(1, 600) n WHERE id = %s
            """,
            [draft.pk],
        )
        cursor.execute("ANALYZE")
    return {"region": old.region_id, "category": old.category_id, "writer": other_writer.person.pk}


ASKED = [
    "", "status__exact=published", "status__exact=draft", "status__exact=submitted&o=queue", "status__exact=scheduled",
    "status__exact=overdue", "needs_signature__exact=1", "region={region}", "category={category}", "writer={writer}",
    "writer={writer}&category={category}", "region={region}&category={category}", "region={region}&status__exact=published",
    "claimed=any", "claimed=none", "older=1d", "since=2020-01-01&until=2020-02-01", "q=banjir", "q=lawas", "q=xyzzy",
    "q=dringu&region={region}", "q=%22banjir+di+dringu%22", "q=dringu&status__exact=draft", "q=dringu&writer={writer}",
    "p=20",
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("role", ["editor", "reporter"])
def test_a_list_reads_a_bounded_part_of_the_archive(role, large, visit, editor):
    assert Article.objects.count() > 25_000
    client, too_much = visit(editor if role == "editor" else make_user("baru", roles.WRITER)), {}
    for asked in ASKED:
        found = [node for plan in plans_of(client, f"{LIST}?{asked.format(**large)}") for node in plan]
        read = sum(map(rows, found))
        walks = [node for node in found if node["Node Type"] == "Seq Scan" and node["Relation Name"] in LARGE]
        if walks or read > 6 * story_list.MOST:
            too_much[asked] = (walks, read)
    assert too_much == {}


@pytest.mark.slow
def test_a_list_asks_the_same_number_of_questions_however_much_it_shows(visit, writer, editor):
    make_publication()
    make_article(writer)
    client, counts = visit(editor), {}
    for n in (1, 30):
        for k in range(n):
            Claim.objects.create(article=move(make_article(writer, headline=f"Naskah {n} {k}"), ("submit", writer)),
                                 user=editor, taken_at=timezone.now(), until=timezone.now() + HOUR)  # fmt: skip
        for asked in ("", "?q=banjir", "?region=1"):
            client.get(f"{LIST}{asked}")
            with CaptureQueriesContext(connection) as queries:
                client.get(f"{LIST}{asked}")
            counts.setdefault(asked, set()).add(len(queries))
    assert {len(found) for found in counts.values()} == {1}, counts
    assert max(max(found) for found in counts.values()) <= 20, counts


# ---- The quick switcher


@pytest.fixture
def offer(db, visit):
    make_publication()

    def ask(user, **asked):
        response = visit(user).get(OFFER, asked)
        assert response.status_code == 200
        return response.json()

    ask.titles = lambda user, q: [option["title"] for option in ask(user, q=q)["options"]]
    return ask


def test_the_switcher_offers_the_desks_stories_before_what_readers_see(offer, writer, other_writer, editor):
    live = publish(make_article(writer, headline="Banjir tayang"), writer, editor)
    SearchWord.objects.learn(live.pk)
    schedule(make_article(writer, headline="Banjir nanti"), writer, editor)
    make_article(other_writer, headline="Banjir rahasia")
    assert offer.titles(editor, "banjir") == ["Banjir rahasia", "Banjir nanti", "Banjir tayang"]
    assert offer.titles(writer, "banjir") == ["Banjir nanti", "Banjir tayang"]
    assert offer.titles(editor, "banj") == ["Banjir rahasia", "Banjir tayang"]
    assert offer.titles(writer, "banjir -tayang") == ["Banjir nanti"]


def test_the_switcher_opens_a_number_or_an_address_at_once(offer, writer, other_writer):
    story = make_article(writer)
    review = reverse("admin:articles_article_review", args=[story.pk])
    for q in (str(story.pk), f"/berita/{story.pk}/apa-saja/"):
        assert offer(writer, q=q)["options"][0]["url"] == review  # Enter takes the first
        assert not [option for option in offer(other_writer, q=q)["options"] if option["url"] == review]


def test_the_switcher_leads_to_the_stories_of_a_person(offer, writer, editor):
    make_article(writer, headline="Panen raya")
    options = {option["title"]: option["url"] for option in offer(editor, q="wat")["options"]}
    assert options["Wati"] == f"{LIST}?writer={writer.person.pk}"


def test_the_switcher_leads_to_pages_that_this_person_may_open(offer, writer, managing_editor):
    urls = {option["url"] for option in offer(managing_editor)["options"]}
    assert {reverse("admin:articles_publication_changelist"), reverse("admin:articles_article_add")} <= urls
    urls = {option["url"] for option in offer(writer)["options"]}
    assert reverse("admin:articles_publication_changelist") not in urls
    assert reverse("admin:articles_article_add") in urls
    assert f"{LIST}?status__exact=returned" in urls
    assert [o["url"] for o in offer(writer, q="terjadwal")["options"]] == [f"{LIST}?status__exact=scheduled"]


def test_the_switcher_offers_pages_without_counting_what_waits_on_them(visit, writer, editor):
    make_article(writer)
    client = visit(editor)
    client.get(OFFER)
    with CaptureQueriesContext(connection) as queries:
        client.get(OFFER, {"q": "kalender"})
    asked = [query["sql"] for query in queries]
    assert not [sql for sql in asked if "staff_cardproblem" in sql or "ROW_NUMBER" in sql]


@pytest.mark.slow
def test_the_switcher_reads_a_bounded_part_of_the_archive(large, visit, editor):
    reporter = make_user("baru", roles.WRITER)
    for q in ("", "banjir", "ban", "xyzzy", '"air setinggi"', "-banjir", "di"):
        client = visit(editor)
        client.get(OFFER)
        with CaptureQueriesContext(connection) as queries:
            client.get(OFFER, {"q": q})
        assert len(queries) <= 14, q
        for person in (editor, reporter):
            plans = plans_of(visit(person), f"{OFFER}?q={q}")
            assert sum(rows(node) for plan in plans for node in plan) < 6 * story_list.MOST, q


def test_the_button_leads_to_the_lists_search_without_script_and_is_for_those_who_may_search(
    visit, db, writer, administrator
):
    index = reverse("admin:index")
    assert f'class="switcher-button" href="{LIST}"' in visit(writer).get(index).content.decode()
    assert "switcher-button" not in visit(administrator).get(index).content.decode()
    assert 'name="q"' in visit(writer).get(LIST).content.decode()
