"""A draft shown to somebody outside: who makes the link, what it shows and to whom, and how it ends."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from staff import workflow
from staff.models import PreviewLink
from staff.photos import library
from staff.workflow import previews, publishing
from tests.support.factories import (
    edit,
    in_state,
    make_article,
    make_photo,
    make_region,
    move,
    publish,
    schedule,
)
from tests.support.photo_desk import photo_figure
from tests.support.shared_rows import shared

pytestmark = pytest.mark.django_db
BROWSER = "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"


@shared
def article(publication, writer):
    return move(make_article(writer, headline="Dugaan pungli di pasar"), ("submit", writer))


@pytest.fixture
def make(editor):
    def link(article, by=editor, recipient="Kuasa hukum", hours=24):
        article = Article.objects.get(pk=article.pk)
        return previews.share(article, by=by, revision=article.version, recipient=recipient, hours=hours)

    return link


def read(client, link, agent=BROWSER, **headers):
    return client.get(reverse("preview_link", args=[link.token]), headers={"user-agent": agent, **headers})


def opened(link):
    link.refresh_from_db()
    return link.opened_count


# ---- Who makes one, of what


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("writer", False),
        ("other_writer", False),
        ("editor", True),
        ("managing_editor", True),
        ("administrator", False),
    ],
)
def test_editors_alone_take_a_draft_out_of_the_house(who, may, article, make, request):
    if may:
        assert make(article, by=request.getfixturevalue(who)).is_live
        return
    with pytest.raises(workflow.Refused):
        make(article, by=request.getfixturevalue(who))


def test_an_editor_makes_one_of_the_own_story(publication, editor, make):
    assert make(make_article(editor)).is_live


STATES = {
    "draft": True, "submitted": True, "returned": True, "approved": True, "scheduled": True, "published": False,
    "withdrawn": False, "spiked": False,
}  # fmt: skip


@pytest.mark.parametrize(("state", "may"), STATES.items())
def test_only_what_is_on_its_way_to_readers_has_one(
    state, may, publication, writer, editor, managing_editor, make
):
    article = in_state(state, writer, editor, managing_editor, headline="Dugaan pungli di pasar")
    if may:
        assert make(article).revision == Article.objects.get(pk=article.pk).newest_revision
        return
    with pytest.raises(workflow.Refused, match="dalam perjalanan"):
        make(article)


def test_of_a_confidential_story_only_those_make_one_to_whom_it_is_open(
    article, writer, editor, second_editor, make
):
    workflow.confide(article, [editor], by=writer)
    assert make(article, by=editor).is_live
    with pytest.raises(workflow.Refused, match="rahasia"):
        make(article, by=second_editor)


@pytest.mark.parametrize(
    "values",
    [{"recipient": ""}, {"recipient": "  \u200b "}, {"recipient": "x" * 61}, {"hours": 25}, {"hours": None}],
)
def test_a_link_is_for_somebody_and_ends(values, article, make):
    with pytest.raises(workflow.Refused):
        make(article, **values)
    assert not PreviewLink.objects.exists()


def test_a_link_shows_what_its_maker_looked_at(article, writer, editor):
    seen = article.version
    edit(article, editor, headline="Judul lain")
    with pytest.raises(workflow.Refused) as refused:
        previews.share(article, by=editor, revision=seen, recipient="Narasumber", hours=24)
    assert refused.value.code == "stale"


def test_the_number_of_links_of_a_story_is_bounded(article, make):
    for _n in range(previews.MOST):
        make(article)
    with pytest.raises(workflow.Refused, match="terlalu banyak"):
        make(article)


def test_the_database_knows_how_a_link_ends(article, make, editor):
    link = make(article)
    for values in (
        {"expires_at": link.created_at}, {"expires_at": link.created_at + timedelta(days=8)},
        {"revoked_at": timezone.now()}, {"revoked_by": editor}, {"recipient": ""},
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            PreviewLink.objects.filter(pk=link.pk).update(**values)


def test_nobody_guesses_an_address(article, make):
    tokens = {make(article).token for _n in range(5)}
    assert len(tokens) == 5
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{43}", token) for token in tokens)  # 256 bits


# ---- What it shows


def test_it_shows_exactly_its_text_as_readers_would_see_it(article, writer, editor, make, client):
    photo = make_photo(caption="Warga menyeberang")
    body = f"<p>Pungutan itu dua ribu rupiah.</p>{photo_figure(photo)}"
    story = edit(move(article, ("recall", writer)), writer, body=body, lead_photo=photo.words())
    link = make(story)
    edit(story, writer, headline="Judul yang kemudian", body="<p>Teks yang kemudian.</p>")
    photo.caption = "Keterangan yang kemudian"
    library.save_words(photo, ["caption"], by=editor)
    html = read(client, link).content.decode()
    for part in (
        "<h1>Dugaan pungli di pasar</h1>", "dua ribu rupiah", "Warga menyeberang", "KRAKSAAN (KabarUji)", "Wati",
        "Draf Kabar Uji: belum terbit, tidak untuk diteruskan", 'class="prose"', photo.folder,
    ):  # fmt: skip
        assert part in html, part
    assert "kemudian" not in html


def test_no_machine_is_told_of_it_and_no_reader_counted(article, make, client):
    answer = read(client, make(article))
    html = answer.content.decode()
    for part in (
        "site.js", "data-baca", "ld+json", "og:", "wa.me", "canonical", 'class="share"', article.get_absolute_url(),
    ):  # fmt: skip
        assert part not in html, part
    assert '<meta name="robots" content="noindex, nofollow">' in html
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "ETag" not in answer
    assert not answer.cookies


def test_it_leads_to_nothing_else_that_is_not_published(writer, editor, publication, make, client):
    public = publish(make_article(writer, headline="Yang sudah terbit"), writer, editor)
    secret = make_article(writer, headline="Yang belum terbit")
    cards = "".join(
        f'<figure class="media"><oembed url="/berita/{story.pk}/"></oembed></figure>'
        for story in (public, secret)
    )
    story = make_article(writer, body=f"<p>Isi.</p>{cards}")
    story = edit(story, writer, related=(secret.pk, public.pk))
    html = read(client, make(story)).content.decode()
    assert "Yang sudah terbit" in html
    assert "Yang belum terbit" not in html


def test_the_first_story_of_a_place_has_its_dateline(writer, publication, make, client):
    story = make_article(writer, region=make_region("Paiton", "paiton"))
    assert "PAITON (KabarUji)" in read(client, make(story)).content.decode()


def test_the_kept_pages_of_the_site_do_not_keep_it(article, make, client, settings):
    link = make(article)
    assert read(client, link).status_code == 200
    PreviewLink.objects.filter(pk=link.pk).update(created_at=timezone.now() - timedelta(days=2),
                                                  expires_at=timezone.now() - timedelta(seconds=1))  # fmt: skip
    assert read(client, link).status_code == 410


def test_it_costs_the_same_for_a_long_story(article, writer, make, client):
    counts = []
    for times in (1, 30):
        story = edit(make_article(writer), writer, body="<p>Kata kata kata.</p>" * times)
        link = make(story)
        read(client, link)
        with CaptureQueriesContext(connection) as queries:
            read(client, link)
        counts.append(len(queries))
    assert counts[0] == counts[1]


# ---- Who opened it


def test_each_opening_by_a_person_is_counted_and_shown_to_editors(
    article, make, client, editor, writer, visit
):
    link = make(article)
    for _n in range(2):
        read(client, link)
    assert opened(link) == 2
    assert timezone.now() - link.last_opened_at < timedelta(minutes=1)
    review = reverse("admin:articles_article_review", args=[article.pk])
    html = visit(editor).get(review).content.decode()
    assert "dibuka 2 kali" in html
    assert link.token in html
    assert link.token not in visit(writer).get(review).content.decode()


@pytest.mark.parametrize(
    "agent",
    [
        "WhatsApp/2.23.20.0 A", "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
        "TelegramBot (like TwitterBot)", "Twitterbot/1.0", "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
        "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)", "LinkedInBot/1.0",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "SkypeUriPreview Preview/0.5",
    ],
)  # fmt: skip
def test_a_messenger_that_makes_a_card_gets_no_word_and_counts_for_nothing(agent, article, make, client):
    link = make(article)
    html = read(client, link, agent).content.decode()
    assert "pungli" not in html
    assert "Wati" not in html
    assert opened(link) == 0


@pytest.mark.parametrize(
    "agent",
    [
        BROWSER,
        "",
        "Mozilla/5.0 (Linux; Android 12; CUBOT NOTE 30) Chrome/120.0 Mobile",
        "Mozilla/5.0 [FBAN/FB4A]",
    ],
)
def test_a_person_is_no_robot_whatever_the_phone(agent, article, make, client):
    link = make(article)
    assert "pungli" in read(client, link, agent).content.decode()
    assert opened(link) == 1


def test_what_nobody_pressed_is_not_counted(article, make, client):
    link = make(article)
    client.head(reverse("preview_link", args=[link.token]))
    read(client, link, **{"sec-purpose": "prefetch;prerender"})
    read(client, link, purpose="prefetch")
    assert opened(link) == 0
    assert client.post(reverse("preview_link", args=[link.token])).status_code == 405


def test_nothing_of_who_opened_it_is_kept():
    fields = {field.name for field in PreviewLink._meta.concrete_fields}
    assert fields == {
        "id", "token", "article", "revision", "recipient", "created_by", "created_at", "expires_at", "revoked_by",
        "revoked_at", "opened_count", "last_opened_at",
    }  # fmt: skip


# ---- How it ends


def gone(client, link, status=410):
    answer = read(client, link)
    assert answer.status_code == status
    assert "pungli" not in answer.content.decode()
    assert answer["Cache-Control"] == "no-store, private"
    assert "noindex" in answer["X-Robots-Tag"]
    return answer.content.decode()


def test_an_unknown_address_says_so_plainly(article, client, publication):
    link = PreviewLink(token="x" * 43)
    assert "Tidak ada pratinjau" in gone(client, link, 404)
    for path in ("/pratinjau/", "/pratinjau/x/", f"/pratinjau/{'x' * 44}/", "/pratinjau/%00/"):
        assert client.get(path).status_code == 404


def test_it_expires_by_itself(article, make, client):
    link = make(article, hours=1)
    then = timezone.now() - timedelta(hours=2)
    PreviewLink.objects.filter(pk=link.pk).update(created_at=then, expires_at=then + timedelta(hours=1))
    assert "sudah berakhir" in gone(client, link)


def test_any_editor_revokes_it_and_both_steps_are_in_the_history_and_the_file(
    article, make, client, editor, second_editor, writer, visit
):
    link = make(article)
    url = reverse("admin:articles_article_unshare", args=[article.pk, link.pk])
    assert visit(writer).post(url).status_code == 400
    assert visit(second_editor).post(url).status_code == 302
    gone(client, link)
    assert visit(second_editor).post(url).status_code == 302  # twice is once
    steps = list(
        article.events.filter(action__contains="preview").order_by("pk").values_list("action", "actor")
    )
    assert steps == [("share_preview", editor.pk), ("revoke_preview", second_editor.pk)]
    assert "Kuasa hukum" in article.events.get(action="share_preview").reason
    html = visit(editor).get(reverse("admin:articles_article_dossier", args=[article.pk]))
    page = b"".join(html.streaming_content) if html.streaming else html.content
    assert "Tautan pratinjau dibuat" in page.decode()
    assert "Tautan pratinjau dicabut" in page.decode()
    assert link.token not in page.decode()


def test_a_step_beside_the_text_leaves_an_approval_alone(article, make, editor, second_editor):
    article = move(article, ("approve", editor))
    make(article)
    assert move(article, ("publish", second_editor)).is_public


@pytest.mark.parametrize("state", ["published", "scheduled"])
def test_once_readers_have_the_story_it_leads_there(state, article, make, client, editor):
    link = make(article)
    at = timezone.now() + timedelta(hours=2) if state == "scheduled" else None
    article = move(article, ("approve_and_publish", editor), at=at)
    answer = read(client, link)
    if state == "scheduled":
        assert answer.status_code == 200
        Article.objects.filter(pk=article.pk).update(published_at=timezone.now())
        answer = read(client, link)
    assert (answer.status_code, answer["Location"]) == (302, article.get_absolute_url())
    assert answer["Cache-Control"] == "no-store, private"


def test_a_merged_update_leads_to_the_live_story(writer, editor, publication, make, client):
    live = publish(make_article(writer), writer, editor)
    copy = edit(move(live, ("propose_update", writer)), by=writer, headline="Judul dari pembaruan")
    link = make(copy)
    assert "Judul dari pembaruan" in read(client, link).content.decode()
    publish(Article.objects.get(pk=copy.pk), writer, editor)
    live.refresh_from_db()
    assert read(client, link)["Location"] == live.get_absolute_url()


@pytest.mark.parametrize("steps", ["spike", "withdraw"])
def test_what_the_newsroom_puts_away_is_shown_to_nobody(
    steps, article, make, client, editor, managing_editor
):
    link = make(article)
    if steps == "spike":
        move(article, ("spike", editor))
    else:
        move(
            article, ("approve_and_publish", editor), ("request_withdrawal", editor), ("withdraw", managing_editor)
        )  # fmt: skip
    assert "tidak menampilkan" in gone(client, link)


def test_confidence_ends_every_link_for_good(article, make, client, writer, editor):
    link, other = make(article), make(article)
    workflow.confide(article, [editor], by=writer)
    gone(client, link)
    gone(client, other)
    assert article.events.filter(action="revoke_preview", actor=writer).count() == 2
    workflow.confide(Article.objects.get(pk=article.pk), None, by=writer)
    gone(client, link)


def test_a_closed_account_shows_nothing_any_more(article, make, client, editor):
    link = make(article)
    type(editor).objects.filter(pk=editor.pk).update(is_active=False)
    gone(client, link)


# ---- At the desk


def test_the_link_is_made_on_the_review_screen(article, editor, visit, client):
    url = reverse("admin:articles_article_share", args=[article.pk])
    values = {"revision": article.version, "recipient": " Kuasa  hukum ", "hours": "72"}
    html = visit(editor).post(url, values, follow=True).content.decode()
    link = PreviewLink.objects.get()
    assert link.address in html
    assert "belum dibuka" in html
    assert (link.recipient, link.created_by) == ("Kuasa hukum", editor)
    assert link.expires_at - link.created_at == timedelta(days=3)
    assert read(client, link).status_code == 200
    answer = visit(editor).post(url, values | {"hours": "9999"})
    assert answer.status_code == 400
    assert "Pilih berapa lama" in answer.content.decode()


def test_who_may_make_none_sees_none(article, make, writer, visit):
    make(article)
    html = visit(writer).get(reverse("admin:articles_article_review", args=[article.pk])).content.decode()
    assert 'id="previews"' not in html


def test_a_link_that_holds_stands_before_those_that_are_over(article, make, editor):
    first = make(article, hours=168)
    for _number in range(previews.MOST + 2):
        previews.revoke(make(article, hours=1), by=editor)
    assert previews.of(article, editor)[0] == first


def test_the_head_of_the_page_says_nothing_of_the_draft(article, make, client):
    html = read(client, make(article)).content.decode()
    assert "pungli" not in html[: html.index("</head>")]


@pytest.mark.parametrize(
    "agent", ["Viber", "ZulipURLPreview/1.0", "Iframely/1.3", "Yahoo Link Preview", "Discourse Forum Onebox"]
)
def test_more_that_makes_cards_gets_none(article, make, client, agent):
    link = make(article)
    assert "pungli" not in read(client, link, agent=agent).content.decode()
    link.refresh_from_db()
    assert link.opened_count == 0


def test_a_link_to_an_update_ends_with_its_story(
    publication, writer, editor, second_editor, managing_editor, make, client
):
    live = publish(make_article(writer), writer, editor)
    copy = edit(move(live, ("propose_update", writer)), by=writer, headline="Dugaan pungli meluas")
    copy = move(copy, ("submit", writer))
    link = make(copy)
    assert read(client, link).status_code == 200
    move(live, ("request_withdrawal", editor), ("withdraw", managing_editor))
    assert read(client, link).status_code in (404, 410)


def test_a_link_made_for_a_scheduled_update_makes_nobody_its_planner(
    publication, writer, editor, second_editor, make
):
    live = publish(make_article(writer), writer, editor)
    copy = edit(move(live, ("propose_update", writer)), by=writer, headline="Dugaan pungli meluas")
    copy = schedule(copy, writer, editor)
    make(copy, by=second_editor)
    Article.objects.filter(pk=copy.pk).update(published_at=timezone.now())
    publishing.merge_when_due(copy.pk)
    assert live.events.first().actor == editor
