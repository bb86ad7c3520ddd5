"""The public form of the register: what it takes, what it refuses in words, and what its receipt opens."""

import gzip
import re
from pathlib import Path

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import LegacyPath, Publication
from staff.models import Complaint, ComplaintFile
from staff.register import files, mails, steps, traps
from tests.support.attachments import mp3, pdf
from tests.support.factories import in_state, make_article, move, picture, publish, schedule
from tests.support.letters import FORM, NAME, STATUS, TEXT, file, letter_form, make_letter, seal
from tests.support.public_pages import costs

OUTSIDE = "103.10.1.1"
ROOT = Path(__file__).resolve().parents[2]


def send(client, story, **values):
    return client.post(FORM, letter_form(story, **values))


def error_of(answer, field):
    """The message beside a field; it is in the page, and the field names it."""
    html = answer.content.decode()
    assert answer.status_code == 400, html[:300]
    assert not Complaint.objects.exists()
    message = re.search(rf'<p class="error" id="id_{field}_error">(.+?)</p>', html)
    assert message, answer.context["form"].errors
    assert re.search(rf'id_{field}_error"', html.replace(message[0], "", 1)), "the field names its message"
    return message[1]


# ---- What it takes


def test_a_letter_gets_number_code_and_deadline(client, story):
    Publication.objects.update(reply_hours=24)
    answer = send(client, story)
    letter = Complaint.objects.get()
    html = answer.content.decode()
    assert letter.number in html
    assert letter.code() in html
    assert (letter.article, letter.text, letter.name) == (story, TEXT, NAME)
    assert (letter.due_at - letter.created_at).total_seconds() == 24 * 3600
    assert answer["Cache-Control"].find("no-store") >= 0
    assert not answer.cookies


def test_the_same_form_sent_twice_is_one_letter(client, story):
    form = letter_form(story)
    first, second = client.post(FORM, form), client.post(FORM, form)
    letter = Complaint.objects.get()
    for answer in (first, second):
        assert letter.code() in answer.content.decode()
    assert letter.mails.count() == letter.steps.count() == 1


@pytest.mark.parametrize(
    "spelling",
    [
        "{site}{path}",
        "{path}",
        "{host}{path}",
        "{site}{path}?utm_source=wa#isi",
        "{site}/berita/{pk}/",
        "{site}/BERITA/0{pk}/lain/",
    ],
)
def test_a_story_is_known_by_every_spelling_of_its_address(client, story, spelling, settings):
    settings.SITE_URL = "https://kabar.example"
    names = {
        "site": settings.SITE_URL,
        "host": "kabar.example",
        "path": story.get_absolute_url(),
        "pk": story.pk,
    }
    send(client, story, address=spelling.format(**names))
    assert Complaint.objects.get().article == story


def test_an_address_of_the_site_before_leads_to_its_story(client, story):
    LegacyPath.objects.create(path="/2018/11/19/judul-lama/", article=story)
    send(client, story, address="/2018/11/19/Judul-Lama/")
    assert Complaint.objects.get().article == story


def test_a_complaint_needs_no_story_and_a_withdrawn_one_can_be_written_about(
    client, publication, writer, editor, managing_editor
):
    send(client, None, kind="keluhan")
    assert Complaint.objects.get().article is None
    gone = in_state("withdrawn", writer, editor, managing_editor)
    send(client, gone, address=f"/berita/{gone.pk}/")
    assert Complaint.objects.latest("pk").article == gone


def test_files_are_kept_as_they_came_and_never_in_public(client, story, settings):
    contents = {"bukti.pdf": pdf(), "foto.jpg": picture(size=(400, 300)), "suara.mp3": mp3()}
    send(client, story, files=[file(content, name) for name, content in contents.items()])
    rows = list(ComplaintFile.objects.all())
    assert {row.name: row.file.open("rb").read() for row in rows} == contents
    assert [row.media_type for row in rows] == ["application/pdf", "image/jpeg", "audio/mpeg"]
    for row in rows:
        with pytest.raises(ValueError, match="no address"):
            row.file.url  # noqa: B018 -- raises


def test_the_link_of_a_story_fills_in_its_address_and_no_other(client, story, writer):
    draft = make_article(writer, headline="Naskah rahasia")
    html = client.get(f"{FORM}?berita={story.pk}").content.decode()
    assert f'{story.get_absolute_url()}"' in html
    for number in (draft.pk, 999_999, "x", "9" * 40):
        html = client.get(f"{FORM}?berita={number}").content.decode()
        assert "Naskah rahasia" not in html
        assert 'name="address" maxlength' not in html
        assert not re.search(r'name="address"[^>]*value=', html)
    assert f'{FORM}?berita={story.pk}"' in client.get(story.get_absolute_url()).content.decode()


def test_every_page_leads_to_the_form(client, story):
    for path in ("/", story.get_absolute_url(), "/redaksi/", "/tidak-ada/"):
        assert f'href="{FORM}"' in client.get(path).content.decode()


def test_two_presses_at_the_same_moment_are_one_letter(client, story, monkeypatch):
    form, twin, answers = letter_form(story), steps._twin, []
    client.post(FORM, form)
    # The second one looks before the first has committed, and meets it when it writes.
    monkeypatch.setattr(
        steps, "_twin", lambda token: answers.append(1) or (twin(token) if len(answers) > 1 else None)
    )
    answer = client.post(FORM, form)
    assert Complaint.objects.get().code() in answer.content.decode()


# ---- Bad input: clear answers beside the field, and nothing is lost


EMPTY = {
    "kind": {"kind": ""},
    "address": {"address": " "},
    "text": {"text": "\n "},
    "name": {"name": ""},
    "email": {"email": "", "phone": ""},
    "on_behalf_of": {"speaks_as": "lawyer"},
}


@pytest.mark.parametrize("field", EMPTY)
def test_what_is_lacking_is_told_beside_its_field(client, story, field):
    error_of(send(client, story, **EMPTY[field]), field)


WRONG = {
    "a megabyte of text": ("text", {"text": "banjir " * 150_000}, "10.000 karakter|10000 karakter"),
    "another paper's story": ("address", {"address": "https://lain.example/berita/1/judul/"}, "bukan alamat"),
    "no address at all": ("address", {"address": "berita kemarin"}, "bukan alamat|Tidak ada berita"),
    "a broken address": ("address", {"address": "https://[::1/berita/1"}, "Tidak ada berita|bukan alamat"),
    "a mail address that is none": ("email", {"email": "rahmat@"}, "surel"),
    "a kind that there is not": ("kind", {"kind": "gugatan"}, "."),
    "a speaker that there is not": ("speaks_as", {"speaks_as": "presiden"}, "."),
    "a NUL character": ("text", {"text": "Halo\x00 dunia"}, "."),
}


@pytest.mark.parametrize("case", WRONG)
def test_bad_input_gets_a_clear_answer_and_keeps_what_was_typed(client, story, case):
    field, values, words = WRONG[case]
    answer = send(client, story, **values)
    assert re.search(words, error_of(answer, field))
    html = answer.content.decode()
    assert NAME in html
    assert "Saya tidak pernah" in html or field == "text"
    if case == "a megabyte of text":
        assert html.count("banjir ") == 150_000  # all of it is still there


BAD_FILES = {
    "no file of any kind": [file(b"bukan berkas" * 50, "surat.pdf")],
    "an empty one": [file(b"x", "kosong.pdf")],
    "a program": [file(b"MZ\x90\x00" + bytes(500), "foto.jpg")],
    "a page": [file(b"<html><script>alert(1)</script>", "foto.png")],
    "an office file": [file(b"PK\x03\x04" + bytes(200), "surat.docx")],
    "half a picture": [file(picture(size=(800, 600))[:2000], "foto.jpg")],
    "one that is too large": [file(pdf(large=10) + bytes(files.MOST_MEGABYTES * 1024 * 1024), "besar.pdf")],
    "too many": [file(picture(size=(300, 300)), f"{n}.jpg") for n in range(files.MOST + 1)],
}


@pytest.mark.parametrize("case", BAD_FILES)
def test_files_that_are_none_are_refused_beside_their_field(client, story, case):
    for one in BAD_FILES[case]:
        one.seek(0)
    answer = send(client, story, files=BAD_FILES[case])
    assert error_of(answer, "files")
    assert "pilih sekali lagi" in answer.content.decode()
    assert not ComplaintFile.objects.exists()


def test_a_story_that_nobody_was_shown_answers_as_one_that_there_is_not(client, publication, writer, editor):
    """Draft, submitted, scheduled, spiked, update of a live one: message, status and queries are the same."""
    live = publish(make_article(writer), writer, editor)
    hidden = [
        in_state(state, writer, editor) for state in ("draft", "submitted", "returned", "approved", "spiked")
    ]
    hidden += [schedule(make_article(writer), writer, editor), move(live, ("propose_update", writer))]
    answers = {}
    for pk in [999_999, *(story.pk for story in hidden)]:
        with CaptureQueriesContext(connection) as queries:
            answer = send(client, None, address=f"/berita/{pk}/rahasia/")
        answers[pk] = (
            error_of(answer, "address"),
            len(queries),
            answer.content.decode().count(hidden[0].headline),
        )
    assert len(set(answers.values())) == 1, answers


def test_a_request_that_is_too_large_as_a_whole_is_told_so(client, story, settings):
    answer = client.post(FORM, letter_form(story), CONTENT_LENGTH=str(files.MOST_BYTES + 1))
    assert answer.status_code == 413
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = send(client, story, text="x" * 5000)
    assert answer.status_code == 413
    assert "Terlalu besar" in answer.content.decode()


# ---- Spam


def test_twenty_letters_a_second_of_one_address_end_in_words(story):
    """Five come in, the next are told to wait with all that they typed; from then on the limit of requests holds."""
    reader = Client(REMOTE_ADDR=OUTSIDE)
    answers = [reader.post(FORM, letter_form(story, text=f"Surat ke-{n}.")) for n in range(25)]
    statuses = [answer.status_code for answer in answers]
    assert statuses[: traps.MOST_LETTERS] == [200] * traps.MOST_LETTERS
    assert set(statuses[traps.MOST_LETTERS :]) == {429}
    assert Complaint.objects.count() == traps.MOST_LETTERS
    waiting = answers[traps.MOST_LETTERS].content.decode()
    assert f"Surat ke-{traps.MOST_LETTERS}." in waiting
    assert "tunggu 10 menit" in waiting
    assert "Terlalu banyak permintaan" in answers[-1].content.decode()
    assert Client(REMOTE_ADDR="103.10.1.2").post(FORM, letter_form(story)).status_code == 200


SEALS = {
    "too fast": (lambda: seal(age=0), "Terlalu cepat"),
    "open since yesterday": (lambda: seal(age=90_000), "lebih dari sehari"),
    "of nobody": (lambda: "kacau", "lebih dari sehari"),
    "none": (lambda: "", "lebih dari sehari"),
}


@pytest.mark.parametrize("case", SEALS)
def test_a_form_that_no_person_filled_in_is_told_so_and_can_be_sent_again(client, story, case):
    made, words = SEALS[case]
    answer = send(client, story, seal=made())
    html = answer.content.decode()
    assert answer.status_code == 400
    assert words in html
    assert TEXT.split("\n")[0] in html
    again = re.search(r'name="seal" value="([^"]+)"', html)[1]
    assert again != made()
    assert not Complaint.objects.exists()


def test_who_fills_in_the_field_that_nobody_sees_is_told_so(client, story):
    answer = send(client, story, website="https://spam.example")
    assert "menjebak" in error_of(answer, "website")
    assert 'class="trap"' not in answer.content.decode()


def test_no_other_sites_page_sends_the_form(client, story):
    for path in (FORM, STATUS):
        answer = client.post(path, letter_form(story), headers={"Sec-Fetch-Site": "cross-site"})
        assert answer.status_code == 400
    assert not Complaint.objects.exists()


# ---- The state


def ask(client, letter, code=None, number=None):
    return client.post(STATUS, {"number": number or letter.number, "code": code or letter.code()})


def test_number_and_code_open_the_state_and_nothing_else_does(client, story):
    letter, other = make_letter(story), make_letter(story)
    html = ask(client, letter).content.decode()
    assert story.headline in html
    assert "diterima redaksi".capitalize() in html
    assert TEXT.split("\n")[0] not in html
    assert "rahmat@" not in html
    wrong = [
        ask(client, letter, code=other.code()), ask(client, letter, number="HJ-999999"),
        ask(client, letter, number="x" * 15), ask(client, letter, number="²"), ask(client, letter, code="0" * 10),
    ]  # fmt: skip
    messages = {re.search(r'<p class="error">(.+?)</p>', answer.content.decode())[1] for answer in wrong}
    assert {answer.status_code for answer in wrong} == {400}
    assert len(messages) == 1


def test_a_code_may_be_typed_in_small_letters_and_with_spaces(client, story):
    letter = make_letter(story)
    code = letter.code().lower()
    assert ask(client, letter, code=f"{code[:5]} {code[5:]}", number=str(letter.pk)).status_code == 200
    for number in (f"hj {letter.pk}", f"HJ{letter.pk}", f" hj-{letter.pk} "):
        assert ask(client, letter, number=number).status_code == 200


def test_a_code_holds_after_the_sites_key_has_changed(client, story, settings):
    letter = make_letter(story)
    code = letter.code()
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "kunci-baru-" * 5
    assert ask(client, letter, code=code).status_code == 200
    assert letter.code() != code


def test_tries_to_open_a_letter_are_bounded(story):
    letter, reader = make_letter(story), Client(REMOTE_ADDR=OUTSIDE)
    statuses = [ask(reader, letter, code=f"AAAAAAAA{n}A").status_code for n in range(21)]
    assert statuses[-1] == 429
    assert statuses[0] == 400


def test_the_database_holds_nothing_that_opens_a_letter(story):
    letter = make_letter(story)
    row = Complaint.objects.filter(pk=letter.pk).values().get()
    assert letter.code() not in str(row)


# ---- E-mails


def test_the_receipt_says_number_code_and_nothing_that_was_typed(story):
    letter = make_letter(story)
    mails.send()
    mails.send()
    [receipt] = mail.outbox
    assert receipt.to == ["rahmat@contoh.example"]
    assert letter.number in receipt.subject
    assert letter.code() in receipt.body
    assert STATUS in receipt.body
    for typed in (NAME, TEXT[:20], story.headline):
        assert typed not in receipt.body
    assert letter.mails.get().sent_at


def test_a_mail_server_that_is_down_loses_no_mail(story, settings, monkeypatch):
    letter = make_letter(story)
    settings.EMAIL_BACKEND = "tests.register.test_letters.Down"
    mails.send()
    row = letter.mails.get()
    assert (row.sent_at, row.attempts) == (None, 1)
    assert row.due_at
    assert "ConnectionRefusedError" in row.mail_error
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    letter.mails.update(due_at=row.due_at.replace(year=2000))
    mails.send()
    assert len(mail.outbox) == 1
    assert letter.mails.get().mail_error == ""


class Down:
    def __init__(self, *args, **kwargs):
        pass

    def open(self):
        raise ConnectionRefusedError("down")

    def close(self):
        pass


def test_who_gave_no_mail_address_gets_none(story):
    make_letter(story, email="", phone="0812")
    mails.send()
    assert mail.outbox == []


# ---- The page of standards, and what pages cost


def test_the_standards_are_made_of_the_settings(client, story):
    Publication.objects.update(reply_hours=36, responsible="Maya Sari")
    html = client.get("/standar/").content.decode()
    words = ["36 jam", "Maya Sari", "masa depan anak", "Advertorial", "Hak koreksi", "Ilustrasi AI"]
    assert [word for word in words if word.casefold() not in html.casefold()] == []
    Publication.objects.update(reply_hours=1, ai_crawlers="none")
    html = client.get("/standar/").content.decode()
    assert "dalam 1 jam" in html
    assert "tidak ada" in html


def test_the_pages_ask_the_database_for_nothing_of_their_own(story):
    assert costs([FORM, STATUS, "/standar/"]) == {FORM: 0, STATUS: 0, "/standar/": 0}
    assert costs([f"{FORM}?berita={story.pk}"])[f"{FORM}?berita={story.pk}"] <= 3


def test_the_pages_are_small_and_load_nothing_but_two_stylesheets(client, story):
    for path in (FORM, STATUS, "/standar/"):
        html = client.get(path).content
        assert len(gzip.compress(html)) <= 6_000, path
        assert b"<script" not in html
        assert html.count(b'rel="stylesheet"') == 2
    assert (ROOT / "static/letter.css").stat().st_size <= 3_000


def test_no_page_of_the_register_is_kept_by_a_cache(client, story):
    for path in (FORM, STATUS):
        assert "no-store" in client.get(path)["Cache-Control"]
