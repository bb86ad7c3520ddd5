"""The desk: forms keep what was typed, forged requests change nothing, reporters see their own."""

import re
import threading
from urllib.parse import quote

import pytest
from django.db import connection, transaction
from django.urls import reverse

from articles.models import Article, SearchWord
from staff import workflow
from tests.support.archives import archive
from tests.support.factories import (
    make_article,
    make_publication,
    move,
    publish,
    schedule,
)
from tests.support.forms import ADD, act, change, form, rows
from tests.support.plans import rows_read


@pytest.fixture
def desk(client):
    make_publication_once = make_publication

    def login(user):
        make_publication_once()
        client.force_login(user)
        return client

    return login


def test_a_reporter_writes_a_story_and_is_credited(desk, writer):
    client = desk(writer)
    assert client.get(ADD).status_code == 200
    response = client.post(ADD, form(tag_names="Banjir,  banjir , Posko  Warga"))
    article = Article.objects.get()
    assert response.url == reverse("admin:articles_article_review", args=[article.pk])
    assert (article.status, article.version, article.created_by) == ("draft", 1, writer)
    assert [credit.name for credit in article.credits.all()] == ["Wati"]
    assert sorted(article.tags.names()) == ["Banjir", "Posko Warga"]


def test_a_forged_status_changes_nothing(desk, writer):
    article = make_article(writer)
    desk(writer).post(
        change(article), form(article, status="published", published_at="2026-01-01", needs_signature=1)
    )
    article.refresh_from_db()
    assert (article.status, article.published_at) == ("draft", None)


def test_a_reporter_cannot_open_the_draft_of_another(desk, writer, other_writer):
    article = make_article(writer)
    client = desk(other_writer)
    review = reverse("admin:articles_article_review", args=[article.pk])
    assert client.get(review).status_code == 404
    assert act(client, article, "submit").status_code == 404
    assert client.get(change(article)).status_code == 302
    client.post(change(article), form(article, headline="Dibajak"))
    article.refresh_from_db()
    assert article.headline != "Dibajak"
    listing = client.get(reverse("admin:articles_article_changelist"))
    assert article.headline not in listing.content.decode()


def test_a_reporter_cannot_change_what_is_published(desk, writer, editor):
    article = publish(make_article(writer), writer, editor)
    client = desk(writer)
    assert "tinjau" in client.get(change(article)).url
    assert client.post(change(article), form(article, headline="Diam-diam")).status_code == 409
    article.refresh_from_db()
    assert article.headline != "Diam-diam"


def test_strangers_and_accounts_without_desk_are_sent_to_the_login(client, writer):
    article = make_article(writer)
    for url in (ADD, change(article), reverse("admin:articles_article_review", args=[article.pk])):
        assert client.get(url).status_code == 302
    assert act(client, article, "submit").status_code == 302


def test_a_stale_form_saves_nothing_and_keeps_the_text(desk, writer):
    article = make_article(writer)
    response = desk(writer).post(change(article), form(article, revision=0, body="<p>Ketikan saya.</p>"))
    html = response.content.decode()
    assert response.status_code == 409
    assert "Ketikan saya." in html
    assert Article.objects.get().version == 1
    assert "Ketikan" not in Article.objects.get().body
    assert article.revisions.aside().get().text.body == "<p>Ketikan saya.</p>"


HOSTILE = [
    ({"headline": "x" * 300}, "headline"),
    ({"headline": ""}, "headline"),
    ({"headline": "Judul\x00nol"}, "headline"),
    ({"tag_names": ", ".join(f"tag{n}" for n in range(500))}, "tag_names"),
    ({"tag_names": "t" * 200}, "tag_names"),
    ({"body": "<p>" + "kata " * 200_000 + "</p>"}, "body"),
    ({"category": "999999"}, "category"),
    ({"slug": "tidak boleh/ini"}, "slug"),
    ({"slug": "bukan-huruf-%ff"}, "slug"),
    ({"slug": "garis%2fmiring"}, "slug"),
]


@pytest.mark.parametrize(("values", "field"), HOSTILE, ids=[f"{f}-{n}" for n, (_, f) in enumerate(HOSTILE)])
def test_bad_input_gets_a_message_beside_its_field_and_is_kept(values, field, desk, writer):
    article = make_article(writer)
    response = desk(writer).post(change(article), form(article, **values))
    assert response.status_code == 200
    assert field in response.context["adminform"].form.errors
    assert Article.objects.get().version == 1


def test_a_slug_of_before_with_an_emoji_can_be_kept(desk, writer):
    article = make_article(writer)
    response = desk(writer).post(change(article), form(article, slug="banjir-%f0%9f%98%8d-surut"))
    assert response.status_code == 302
    assert Article.objects.get().slug == "banjir-%f0%9f%98%8d-surut"


@pytest.mark.parametrize("headline", ["😀 Banjir 👨‍👩‍👧", "<script>alert(1)</script>", "Judul “kutip”"])
def test_unusual_headlines_are_saved_and_shown_safely(headline, desk, writer):
    article = make_article(writer)
    client = desk(writer)
    client.post(change(article), form(article, headline=headline))
    assert Article.objects.get().headline == headline
    html = client.get(reverse("admin:articles_article_review", args=[article.pk])).content.decode()
    assert "<script>alert" not in html


def test_a_pasted_word_document_becomes_clean_text(desk, writer):
    article = make_article(writer)
    word = '<p class="MsoNormal" style="color:red">Air <b>surut</b><o:p></o:p></p><script>alert(1)</script>'
    desk(writer).post(change(article), form(article, body=word))
    assert Article.objects.get().body == "<p>Air <strong>surut</strong></p>"


def test_an_address_of_our_own_becomes_a_card(desk, writer, settings):
    article = make_article(writer)
    desk(writer).post(
        change(article), form(article, body=f"<p>Isi.</p><p>{settings.SITE_URL}/berita/123/judul/?utm=1</p>")
    )
    assert '<oembed url="/berita/123/">' in Article.objects.get().body


def test_buttons_are_those_of_the_workflow(desk, writer, editor):
    article = move(make_article(writer), ("submit", writer))
    review = reverse("admin:articles_article_review", args=[article.pk])
    assert set(desk(writer).get(review).context["actions"]) == {"recall", "embargo"}


def test_the_sidebar_counts_what_waits(desk, writer, editor, night_editor):
    move(make_article(writer), ("submit", writer))
    for n in range(2):
        own = make_article(night_editor, headline=f"Kabar malam {n}")
        move(own, ("submit", night_editor), ("publish_alone", night_editor))

    def badges(user):
        html = desk(user).get(reverse("admin:articles_photo_changelist")).content.decode()
        counts = re.findall(r"\?(status__exact=\w+|needs_signature__exact=1)\"(.*?)</a>", html, re.S)
        return {name: re.findall(r">\s*(\d+)\s*</span>", inner) for name, inner in counts}

    assert badges(editor) == {
        "status__exact=submitted": ["1"],
        "status__exact=returned": [],
        "needs_signature__exact=1": ["2"],
    }
    move(own, ("sign", editor))
    assert badges(editor)["needs_signature__exact=1"] == ["1"]


def test_a_return_without_a_reason_keeps_the_page(desk, writer, editor):
    article = move(make_article(writer), ("submit", writer))
    response = act(desk(editor), article, "return", reason="  ")
    assert response.status_code == 400
    assert Article.objects.get().status == "submitted"


def test_a_decision_on_a_stale_page_keeps_the_reason(desk, writer, editor):
    article = move(make_article(writer), ("submit", writer))
    response = act(desk(editor), article, "return", revision=99, reason="Kurang data warga.")
    assert response.status_code == 409
    assert "Kurang data warga." in response.content.decode()


@pytest.mark.parametrize("at", ["besok", "2026-13-40T99:99", "2020-01-01T00:00"])
def test_a_bad_time_is_refused_with_a_message(at, desk, writer, editor):
    article = move(make_article(writer), ("submit", writer))
    response = act(desk(editor), article, "approve_and_publish", at=at)
    assert response.status_code == 400
    assert response.context["refused"].message
    assert Article.objects.get().status == "submitted"


def test_an_unknown_action_is_not_found_and_get_is_refused(desk, writer):
    article = make_article(writer)
    client = desk(writer)
    assert act(client, article, "hapus").status_code == 404
    assert client.get(reverse("admin:articles_article_act", args=[article.pk, "submit"])).status_code == 405


def test_nothing_is_deleted_at_the_desk(desk, writer, admin_user):
    article = make_article(writer)
    client = desk(admin_user)
    assert (
        client.post(reverse("admin:articles_article_delete", args=[article.pk]), {"post": "yes"}).status_code
        == 403
    )


def test_the_order_of_credits_is_kept_and_can_be_swapped(desk, writer, other_writer):
    article = make_article(writer)
    article.credits.create(person=other_writer.person, order=1)
    swapped = [(other_writer.person.pk, "writer", ""), (writer.person.pk, "writer", "Wati")]
    desk(writer).post(change(article), form(article) | rows(credits=swapped))
    assert [(c.name, c.order) for c in article.credits.all()] == [("Oki", 0), ("Wati", 1)]


@pytest.mark.parametrize("model", ["article", "photo", "category", "region", "tag", "person", "publication"])
def test_every_list_of_the_desk_opens(model, desk, managing_editor, writer):
    make_article(writer)
    response = desk(managing_editor).get(reverse(f"admin:articles_{model}_changelist") + "?q=banjir%20air")
    assert response.status_code in (200, 302)


def test_administrators_keep_accounts_but_cannot_make_themselves_all_mighty(desk, administrator):
    client = desk(administrator)
    url = reverse("admin:staff_user_change", args=[administrator.pk])
    assert client.get(url).status_code == 200
    client.post(url, {"username": "adi", "is_superuser": "on", "is_active": "on", "is_staff": "on"})
    administrator.refresh_from_db()
    assert not administrator.is_superuser


def test_saving_and_submitting_is_one_press(desk, writer):
    article = make_article(writer)
    desk(writer).post(change(article), form(article, headline="Sudah lengkap", _action="submit"))
    article.refresh_from_db()
    assert (article.headline, article.status) == ("Sudah lengkap", "submitted")


def test_a_new_story_is_submitted_with_its_first_save(desk, writer):
    response = desk(writer).post(ADD, form(_action="submit"))
    assert response.status_code == 302
    assert Article.objects.get().status == "submitted"


def test_a_refused_step_keeps_the_saved_text_and_the_typed_reason(desk, writer, editor):
    article = move(make_article(writer), ("submit", writer))
    client = desk(editor)
    response = client.post(change(article), form(article, headline="Judul redaktur", _action="return"))
    assert response.status_code == 400
    assert Article.objects.get().headline == "Judul redaktur"
    data = form(Article.objects.get(), _action="approve", reason_approve="Sudah dicek.")
    response = client.post(change(article), data)
    assert response.status_code == 400  # the editor saved the latest text
    assert Article.objects.get().status == "submitted"


@pytest.mark.django_db(transaction=True)
def test_a_change_is_saved_outside_of_a_tests_transaction(transactional_db, desk, writer):
    article = make_article(writer)
    assert desk(writer).post(change(article), form(article, headline="Tersimpan")).status_code == 302
    assert Article.objects.get().headline == "Tersimpan"


def test_the_picker_finds_what_this_person_may_see(desk, writer, other_writer, editor):
    public = publish(make_article(writer, headline="Tanggul jebol"), writer, editor)
    make_article(other_writer, headline="Tanggul rahasia")
    own = make_article(writer, headline="Tanggul saya")
    client = desk(writer)
    url = reverse("admin:articles_article_pick")
    found = {story["id"]: story for story in client.get(url, {"q": "tanggul\x00"}).json()["stories"]}
    assert set(found) == {public.pk, own.pk}
    assert found[public.pk]["note"] == ""
    assert found[own.pk]["note"] == "Draf"
    assert [story["id"] for story in client.get(url, {"id": public.pk}).json()["stories"]] == [public.pk]
    assert client.get(url, {"id": "x"}).json()["stories"] == []
    assert [story["id"] for story in client.get(url).json()["stories"]] == [public.pk]


def test_the_picker_offers_what_may_be_read_soon_and_not_what_was_given_up(desk, writer, editor):
    stories = [make_article(writer, headline=f"Tanggul {name}") for name in ("satu", "dua", "tiga", "empat")]
    publish(stories[0], writer, editor)
    schedule(stories[1], writer, editor)
    move(stories[2], ("spike", editor))
    SearchWord.objects.learn(stories[0].pk)
    found = desk(writer).get(reverse("admin:articles_article_pick"), {"q": "tangg"}).json()["stories"]
    assert [story["id"] for story in found] == [stories[0].pk]  # a beginning finds what is public
    found = desk(writer).get(reverse("admin:articles_article_pick"), {"q": "tanggul"}).json()["stories"]
    assert {story["id"] for story in found} == {stories[0].pk, stories[1].pk, stories[3].pk}


@pytest.mark.slow
@pytest.mark.parametrize(
    "words", ["banjir", '"banjir surut"', "banjir -kering", "tidakada", "di", '"', "-banjir", "\x00"]
)
def test_the_picker_reads_a_bounded_number_of_stories_of_a_large_archive(words, desk, writer, editor):
    archive(publish(make_article(writer), writer, editor), (1, 20))
    own = make_article(writer, headline="Banjir surut lagi")
    client, url = desk(writer), f"{reverse('admin:articles_article_pick')}?q={quote(words)}"
    finds_own = own.pk in {story["id"] for story in client.get(url).json()["stories"]}
    assert finds_own == words.strip('"').startswith("banjir")
    assert rows_read(client, url) < 3000


def test_a_card_does_not_show_the_draft_of_another(desk, writer, other_writer, editor):
    secret = make_article(other_writer, headline="Naskah rahasia")
    card = f'<p>Isi.</p><figure class="media"><oembed url="/berita/{secret.pk}/"></oembed></figure>'
    article = make_article(writer, body=card)
    article.related_links.create(target=secret)
    review = reverse("admin:articles_article_review", args=[article.pk])
    assert "Naskah rahasia" not in desk(writer).get(review).content.decode()
    html = desk(editor).get(review).content.decode()
    assert "Naskah rahasia" in html
    assert "belum tayang" in html


def test_an_administrator_does_not_touch_an_account_with_all_rights(desk, administrator, admin_user):
    client = desk(administrator)
    for name in ("change", "link", "leave"):
        url = reverse(f"admin:staff_user_{name}", args=[admin_user.pk])
        assert client.post(url, {"username": "dibajak", "reason": "x"}).status_code == 403
    admin_user.refresh_from_db()
    assert admin_user.username == "admin"


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_form_that_meets_another_save_waits_and_is_refused(transactional_db, desk, writer):
    article = make_article(writer)
    client, data, answers = desk(writer), form(article, headline="Dari formulir"), []

    def send():
        answers.append(client.post(change(article), data))
        connection.close()

    sender = threading.Thread(target=send)
    with transaction.atomic():
        other = Article.objects.select_for_update().get(pk=article.pk)
        other.headline = "Dari orang lain"
        other.save()
        sender.start()
        sender.join(timeout=1)
        assert sender.is_alive()  # it waits for this transaction
        workflow.record_edit(other, by=writer)
    sender.join()
    assert answers[0].status_code == 409
    assert "Dari formulir" in answers[0].content.decode()
    article.refresh_from_db()
    assert (article.headline, article.version) == ("Dari orang lain", 2)
