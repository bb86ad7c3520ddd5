"""An attachment from the reporter's form to the readers' page, and back when it is withdrawn."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from articles.models import Article, ArticleEvent, Attachment, AttachmentUse, Page, Step
from articles.site import rendering
from articles.text import body, plain_text
from staff import access, tasks, workflow
from staff.models import Change
from staff.workflow import checks
from staff.workflow.manuscript import Manuscript
from staff.writing import forms
from tests.support.attachments import card, m4a, make_attachment, mp3, pdf
from tests.support.factories import make_article, publish, run_tasks
from tests.support.forms import as_sent

pytestmark = pytest.mark.django_db
ADD = "admin:articles_article_attachment"


@pytest.fixture
def desk(newsroom, client, writer):
    client.force_login(writer)
    return client


@pytest.fixture
def attachment(newsroom, writer):
    return make_attachment(writer)


def send(client, content, name="Surat edaran", **data):
    file = ContentFile(content, name="dari-hp.pdf")
    return client.post(reverse(ADD), {"attachment": file, "name": name} | data)


def live(writer, editor, attachment, **fields):
    html = f"<p>Surat itu terbit Senin.</p>\n{card(attachment)}"
    return publish(make_article(writer, body=html, **fields), writer, editor)


# ---- Coming in


def test_the_dialog_says_what_is_taken_and_offers_what_was_sent_before(
    desk, writer, attachment, other_writer
):
    make_attachment(other_writer, "Surat orang lain")
    text = desk.get(reverse(ADD)).content.decode()
    assert "25 MB" in text
    assert "Surat edaran" in text
    assert "Surat orang lain" not in text


def test_a_file_comes_in_with_its_name(desk, writer):
    answer = send(desk, pdf(pages=3), name="  Surat​ edaran\nbupati ")
    row = Attachment.objects.get()
    assert answer.json() == {"id": row.pk, "name": "Surat edaran bupati"}
    assert (row.kind, row.pages, row.uploaded_by) == ("pdf", 3, writer)
    assert row.size == default_storage.size(row.file)
    with row.original.open() as original:
        assert original.read().startswith(b"%PDF")
    assert row.file.endswith("/surat-edaran-bupati.pdf")


def test_a_second_press_makes_no_second_file(desk):
    content = pdf()
    assert send(desk, content).json() == send(desk, content).json()
    assert send(desk, content, name="Lain").json()["id"] != send(desk, content).json()["id"]
    assert Attachment.objects.count() == 2


@pytest.mark.parametrize(
    "content", [b"", b"bukan apa-apa", pdf(password="x")], ids=["empty", "words", "locked"]
)
def test_what_is_refused_says_why_and_leaves_nothing_behind(desk, content):
    answer = send(desk, content)
    assert answer.status_code == 400
    assert answer.json()["message"]
    assert not Attachment.objects.exists()


def test_a_name_is_needed_and_a_long_one_is_told(desk):
    for name in ("", "   ", "n" * 121):
        assert send(desk, pdf(), name=name).status_code == 400
    assert not Attachment.objects.exists()


def test_a_storage_that_fails_is_told_and_leaves_nothing_behind(desk, monkeypatch):
    def fail(*args, **kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(default_storage, "save", fail)
    assert send(desk, pdf()).status_code == 503
    assert not Attachment.objects.exists()


def test_whoever_may_write_no_story_sends_no_file(newsroom, client, administrator):
    client.force_login(administrator)
    assert client.get(reverse(ADD)).status_code == 403
    assert send(client, pdf()).status_code == 403


# ---- What readers get


@pytest.mark.parametrize(
    ("content", "said", "element"),
    [(pdf(pages=12), "PDF · 12 halaman", "application/pdf"), (mp3(200), "Audio · 3 menit 20 detik", "<audio"),
     (m4a(59), "Audio · 59 detik", "<audio")],
    ids=["pdf", "mp3", "m4a"],
)  # fmt: skip
def test_readers_see_name_extent_and_size_before_anything_is_fetched(
    newsroom, client, writer, editor, content, said, element
):
    row = make_attachment(writer, "Rekaman <rapat> & surat", content)
    page = client.get(live(writer, editor, row).get_absolute_url()).content.decode()
    assert "Rekaman &lt;rapat&gt; &amp; surat" in page
    assert said in page
    assert element in page
    assert row.url in page
    assert "preload=" not in page or 'preload="none"' in page


@pytest.mark.parametrize("number", [0, 1, 3])
def test_a_body_asks_once_for_its_files_and_not_at_all_without(newsroom, writer, settings, number):
    settings.PREPARED_STATEMENTS = False
    rows = [make_attachment(writer, f"Surat {n}", pdf(pages=n)) for n in range(1, number + 1)]
    with CaptureQueriesContext(connection) as queries:
        html = rendering.text("\n".join(["<p>Teks.</p>", *map(card, rows)]), None, Article.objects.none())
    assert html.count("lampiran") >= number
    assert len(queries) == min(number, 1)


def test_feeds_and_api_lead_to_the_file(newsroom, client, writer, editor, attachment, settings):
    settings.FEED_FULL_TEXT = True
    story = live(writer, editor, attachment)
    for address in ("/feed/", reverse("api_article", args=[story.pk])):
        assert attachment.url in client.get(address).content.decode()


def test_nothing_of_a_draft_has_an_address_that_can_be_guessed(newsroom, client, attachment):
    assert client.get(f"/lampiran/{attachment.pk}/").status_code == 404
    assert len(attachment.file.split("/")[1]) == 24


# ---- In the text


def test_the_phone_s_text_names_the_file(newsroom, writer, attachment):
    html = f"<p>Teks.</p>\n{card(attachment)}"
    plain = plain_text.to_plain(html, {f"/lampiran/{attachment.pk}/": str(attachment)})
    assert plain == f"Teks.\n\n[lampiran {attachment.pk}] Surat edaran"
    assert plain_text.from_plain(plain) == html
    assert plain_text.from_plain(plain_text.to_plain(html)) == html


def test_a_number_that_somebody_made_up_is_refused_and_shows_nothing(desk, other_writer):
    theirs = make_attachment(other_writer, "Surat rahasia")
    for number in (theirs.pk, 999):
        page = desk.post(
            reverse("admin:articles_article_add"),
            {
                "headline": "Judul",
                "body": card(Attachment(pk=number)),
                "mode": "lengkap",
                "tab": f"tab-{number}-x",
            },
        )
        assert page.status_code == 200
        assert str(number) in page.content.decode()
        assert not AttachmentUse.objects.exists()
        assert "Surat rahasia" not in page.content.decode()


def test_a_fixed_page_takes_none(newsroom, client, managing_editor, attachment):
    client.force_login(managing_editor)
    fixed = Page.objects.create(title="Kontak", slug="kontak-uji", body="<p>Satu.</p>")
    url = reverse("admin:articles_page_change", args=[fixed.pk])
    sent = as_sent(client.get(url).content.decode(), "page_form") | {"body": card(attachment)}
    answer = client.post(url, sent)
    assert answer.status_code == 200
    assert "tidak memuat lampiran" in answer.content.decode()


def test_a_file_of_a_text_that_was_kept_aside_comes_along_when_it_is_taken_over(
    newsroom, writer, editor, attachment
):
    story = make_article(writer)
    story.keep_aside(story.snapshot().replace(body=card(attachment)), by=writer, base=1, cause="stale")
    typed = forms.form_for(editor)({"headline": "Judul", "body": card(attachment)}, instance=story)
    assert typed.text().body == card(attachment)


def test_who_may_read_the_story_may_use_its_file_again(newsroom, writer, editor, other_writer, attachment):
    assert attachment not in access.attachments_open_to(editor)
    story = make_article(writer, body=card(attachment))
    assert attachment in access.attachments_open_to(editor)
    assert attachment not in access.attachments_open_to(other_writer)
    workflow.confide(story, [], by=writer)
    assert attachment not in access.attachments_open_to(editor)
    assert attachment in access.attachments_open_to(writer)


def test_the_text_decides_where_a_file_is_used(newsroom, writer, attachment):
    story = make_article(writer, body=card(attachment))
    assert list(story.attachment_uses.values_list("attachment", flat=True)) == [attachment.pk]
    story.write(story.snapshot().replace(body="<p>Tanpa.</p>"), by=writer)
    assert not story.attachment_uses.exists()


# ---- It never changes


@pytest.mark.parametrize(
    "change",
    [{"name": "Lain"}, {"file": "lampiran/x/lain.pdf"}, {"sha256": "0"}, {"size": 1}, {"pages": 9}],
    ids=str,
)
def test_the_database_lets_nobody_change_one(attachment, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.filter(pk=attachment.pk).update(**change)


def test_its_page_at_the_desk_offers_no_change(desk, attachment):
    address = reverse("admin:articles_attachment_change", args=[attachment.pk])
    assert attachment.url in desk.get(address).content.decode()
    assert desk.post(address, {"name": "Lain"}).status_code == 403
    assert desk.get(reverse("admin:articles_attachment_changelist")).status_code == 200
    assert desk.get(reverse("admin:articles_attachment_add")).status_code == 403


# ---- Withdrawing


def withdraw(client, attachment, reason="Memuat alamat korban"):
    address = reverse("admin:articles_attachment_withdraw", args=[attachment.pk])
    return client.post(address, {"reason": reason}, follow=True)


def test_an_editor_withdraws_a_file_from_all_pages_at_once(newsroom, client, writer, editor, attachment):
    story = live(writer, editor, attachment)
    url = attachment.url
    assert url in client.get(story.get_absolute_url()).content.decode()
    client.force_login(editor)
    withdraw(client, attachment)
    client.logout()
    assert url not in client.get(story.get_absolute_url()).content.decode()
    assert not default_storage.exists(attachment.file)
    attachment.refresh_from_db()
    assert attachment.original.size
    event = ArticleEvent.objects.get(action=Step.WITHDRAW_ATTACHMENT)
    assert (event.article_id, event.actor, event.reason) == (
        story.pk,
        editor,
        "Surat edaran: Memuat alamat korban",
    )
    assert Change.objects.filter(table="articles_attachment", row=attachment.pk, actor=editor).exists()


def test_a_withdrawn_file_stops_a_story_and_is_never_given_back(newsroom, client, writer, editor, attachment):
    story = make_article(writer, body=f"<p>Teks.</p>\n{card(attachment)}")
    client.force_login(editor)
    withdraw(client, attachment)
    messages = [problem.message for problem in checks.refusing(Manuscript.of(story), checks.PUBLISH)]
    assert any("Surat edaran" in message for message in messages)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.filter(pk=attachment.pk).update(
            withdrawn_at=None, withdrawn_by=None, withdrawal_reason=""
        )


def test_a_reason_is_needed_and_reporters_withdraw_nothing(desk, writer, editor, client, attachment):
    make_article(writer, body=card(attachment))
    withdraw(desk, attachment)
    client.force_login(editor)
    withdraw(client, attachment, reason=" ")
    attachment.refresh_from_db()
    assert attachment.is_usable


def test_where_a_storage_fails_no_page_shows_it_and_the_worker_goes_on(
    newsroom, client, writer, editor, attachment, monkeypatch
):
    story = live(writer, editor, attachment)
    client.force_login(editor)
    with monkeypatch.context() as broken:
        broken.setattr(default_storage, "delete", lambda name: None)
        withdraw(client, attachment)
    assert default_storage.exists(attachment.file)
    assert attachment.url not in client.get(story.get_absolute_url()).content.decode()
    assert list(Attachment.objects.withdrawn_with_files()) == [attachment]
    DBTaskResult.objects.all().delete()  # the task failed, or its worker died
    tasks.take_up_files()
    run_tasks()
    assert not default_storage.exists(attachment.file)
    assert not Attachment.objects.withdrawn_with_files().exists()


# ---- Papers and imports


def test_the_story_s_file_names_it_with_its_digest(newsroom, client, writer, editor, attachment):
    story = live(writer, editor, attachment)
    client.force_login(editor)
    page = client.get(reverse("admin:articles_article_dossier", args=[story.pk]))
    text = b"".join(page.streaming_content if page.streaming else [page.content]).decode()
    assert attachment.sha256 in text


def test_an_address_of_an_old_site_that_looks_like_one_is_a_link(newsroom):
    html = body.clean("<p>Unduh</p><p>https://lama.id/lampiran/3/</p>", hosts=frozenset(["kini.id"]))
    assert "oembed" not in html
    assert not Article.objects.exists()
