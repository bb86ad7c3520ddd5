"""The desk's pages of personal data, and what the privacy page tells readers."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article, Page, Publication, Redaction
from staff import roles
from staff.personal_data import kinds, striking
from tests.support.factories import make_article, make_user
from tests.support.personal_rows import NAME, story_about_sari

pytestmark = pytest.mark.django_db
TABLE, ASK = "/redaksi-desk/data-pribadi/", "/redaksi-desk/data-pribadi/coret/"


# ---- Readers


def test_the_privacy_page_tells_what_is_kept_and_whom_to_ask(publication, client):
    Publication.objects.update(email="data@kabar.example", responsible="Maya Lestari")
    page = client.get("/kebijakan-privasi/").content.decode()
    for kind in kinds.of_readers():
        assert str(kind.label) in page, kind.name
        assert str(kind.term) in page, kind.name
    assert '<a href="mailto:data@kabar.example">data@kabar.example</a> (Maya Lestari)' in page
    shown = {kind.name for kind in kinds.of_readers()}
    assert {"view_counts", "access_logs", "photo_sources", "people", "stories"} <= shown
    assert {"sign_ins", "sign_in_limits", "address_counts"} <= shown  # of any stranger
    assert shown.isdisjoint({"accounts", "sessions", "comments"})


def test_the_table_costs_no_query_and_stands_on_no_other_page(
    publication, client, django_assert_max_num_queries
):
    with CaptureQueriesContext(connection) as of_contact:
        client.get("/kontak/")
    with django_assert_max_num_queries(len(of_contact)):
        client.get("/kebijakan-privasi/")
    assert "Siapa yang dapat ditanya" not in client.get("/kontak/").content.decode()
    Page.objects.filter(slug="kebijakan-privasi").update(
        slug="privasi"
    )  # known by what it is, not by its address
    assert "Siapa yang dapat ditanya" in client.get("/privasi/").content.decode()


def test_without_an_address_readers_are_led_to_the_masthead(publication, client):
    assert '<a href="/redaksi/">' in client.get("/kebijakan-privasi/").content.decode()


# ---- The desk


def test_who_answers_for_personal_data_sees_the_table(visit, writer, editor, managing_editor, administrator):
    statuses = [visit(who).get(TABLE).status_code for who in (writer, editor, managing_editor, administrator)]
    assert statuses == [403, 403, 200, 200]
    make_article(writer)
    page = visit(administrator).get(TABLE)
    figures = {kind.name: (count, oldest) for kind, count, oldest in page.context_data["kinds"]}
    assert figures["accounts"][0] >= 4
    assert figures["revisions"][0] == Article.objects.get().revisions.count() + 1  # and the step
    assert figures["revisions"][1] is not None
    assert figures["access_logs"] == (None, None)


def test_managing_editors_alone_strike_words_out(visit, writer, editor, administrator):
    redaction = Redaction.objects.create(
        words=["Abc"], replacement="x", stories=[1], ground="court", reason="x", asked_by=editor
    )
    detail, decide = (
        reverse(f"admin:{name}", args=[redaction.pk]) for name in ("redaction", "redaction_decide")
    )
    for who in (writer, editor, administrator):
        browser = visit(who)
        assert [browser.get(ASK).status_code, browser.post(ASK).status_code] == [403, 403]
        assert [browser.get(detail).status_code, browser.post(decide).status_code] == [403, 403]
    assert visit(editor).get(decide).status_code in (403, 405)


def test_a_storys_page_leads_managing_editors_to_it(publication, visit, writer, editor, managing_editor):
    story = make_article(writer)
    review, link = reverse("admin:articles_article_review", args=[story.pk]), f"{ASK}?naskah={story.pk}"
    shown = [link in visit(who).get(review).content.decode() for who in (writer, editor, managing_editor)]
    assert shown == [False, False, True]


@pytest.fixture
def second_manager(db):
    return make_user("ratna", roles.MANAGING_EDITOR)


def test_one_asks_and_another_confirms(publication, visit, writer, editor, managing_editor, second_manager):
    story = story_about_sari(writer, editor)
    asker, confirmer = visit(managing_editor), visit(second_manager)
    assert f'value="{story.pk}"' in asker.get(f"{ASK}?naskah={story.pk}").content.decode()
    typed = {"stories": str(story.pk), "words": f"{NAME}\n", "replacement": "S.W.", "ground": "court",
             "reason": "Putusan 7/2026."}  # fmt: skip
    answer = asker.post(ASK, typed, follow=True)
    assert "Orang lain harus menegaskannya" in answer.content.decode()
    redaction = Redaction.objects.get()
    decide = reverse("admin:redaction_decide", args=[redaction.pk])
    refusal = asker.post(decide, {"do": "coret"}, follow=True)
    assert "Orang lain harus menegaskannya" in refusal.content.decode()
    assert NAME in confirmer.get(reverse("admin:redaction", args=[redaction.pk])).content.decode()
    done = confirmer.post(decide, {"do": "coret"}, follow=True).content.decode()
    assert NAME not in done
    assert Article.objects.get(pk=story.pk).headline == "S.W. diperiksa lagi"
    assert NAME not in confirmer.get(TABLE).content.decode()


@pytest.mark.parametrize(
    "values",
    [
        {"stories": ""}, {"stories": "x"}, {"stories": "999999"}, {"words": ""}, {"words": "x" * 121}, {"words": "ab"},
        {"replacement": "<b>"}, {"replacement": NAME}, {"ground": "lain"}, {"reason": ""}, {"reason": f"Ibu {NAME}"},
        {"words": "Budi Santoso"}, {"words": "a\x00b"},
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_and_what_was_typed_stays(
    publication, visit, writer, editor, managing_editor, values
):
    story = story_about_sari(writer, editor)
    typed = {
        "stories": str(story.pk),
        "words": NAME,
        "replacement": "S.W.",
        "ground": "court",
        "reason": "Ketikan.",
    }
    answer = visit(managing_editor).post(ASK, typed | values)
    assert answer.status_code == 400
    assert not Redaction.objects.exists()
    html = answer.content.decode()
    assert 'class="lacks"' in html or 'role="alert"' in html
    if "reason" not in values:
        assert "Ketikan." in html


def test_a_story_that_is_closed_to_the_asker_is_none(publication, visit, writer, editor, managing_editor):
    story = make_article(writer)
    Article.objects.filter(pk=story.pk).update(confidants=[])
    typed = {
        "stories": str(story.pk),
        "words": "Banjir",
        "replacement": "x",
        "ground": "court",
        "reason": "x",
    }
    assert visit(managing_editor).post(ASK, typed).status_code == 400


def test_who_confirms_sees_every_story_that_changes(
    publication, visit, writer, editor, managing_editor, second_manager
):
    story = story_about_sari(writer, editor)
    shared = make_article(writer, headline="Sidang lain", lead_photo=story.lead_photo)
    closed = make_article(writer, headline="Rahasia", lead_photo=story.lead_photo)
    Article.objects.filter(pk=closed.pk).update(confidants=[])
    redaction = striking.ask(
        [NAME], replacement="x", stories=[story], ground="court", reason="x", by=managing_editor
    )
    assert redaction.stories == sorted([story.pk, shared.pk, closed.pk])
    page = visit(second_manager).get(reverse("admin:redaction", args=[redaction.pk])).content.decode()
    assert "Sidang lain" in page
    assert "Rahasia" not in page
    assert f"Naskah {closed.pk}, yang tertutup bagi Anda" in page
