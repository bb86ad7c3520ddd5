"""Hak jawab from a reader's phone to the published answer, in a real browser."""

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from articles.models import Notice
from staff.models import Complaint
from staff.register import mails, steps, traps
from tests.support.attachments import pdf
from tests.support.axe import problems_of
from tests.support.browser import DESKTOP, PHONE, no_sideways_scroll, sign_in
from tests.support.factories import make_article, publish
from tests.support.html_checker import messages_of
from tests.support.letters import letter_form, make_letter

pytestmark = pytest.mark.django_db(transaction=True)
ANSWER = "Dinas Perhubungan tidak pernah menutup jalan itu."


def fits(page):
    page.wait_for_load_state()  # a form is sent and its answer comes: the stylesheet too
    no_sideways_scroll(page)


@pytest.fixture
def story(newsroom, writer, editor, monkeypatch):
    monkeypatch.setattr(traps, "LEAST_SECONDS", 0)  # people type more slowly than this test
    return publish(make_article(writer, headline="Jalan Dringu ditutup dinas"), writer, editor)


def test_a_reader_asks_for_a_reply_and_follows_it_to_the_published_answer(
    page, live_server, story, editor, second_editor
):
    # The reader, on a phone, from the story
    page.set_viewport_size(PHONE)
    page.goto(live_server.url + story.get_absolute_url())
    page.get_by_role("link", name="Ada yang keliru? Hak jawab dan koreksi").click()
    expect(page.get_by_label("Alamat berita")).to_have_value(re.compile(f"/berita/{story.pk}/"))
    fits(page)
    page.get_by_label("Alamat berita").fill(live_server.url + story.get_absolute_url())
    page.get_by_role("button", name="Kirim ke redaksi").click()
    expect(page.get_by_role("alert")).to_contain_text("Belum terkirim")
    expect(page.locator("#id_kind_error")).to_be_visible()
    expect(page.locator("#id_text")).to_have_attribute("aria-invalid", "true")
    fits(page)
    page.get_by_label("Hak jawab").check()
    page.locator("#id_text").fill(f"{ANSWER}\n\nMohon dimuat.")
    page.get_by_label("Bukti, bila ada").set_input_files(
        {"name": "surat tugas.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    )
    page.locator("#id_name").fill("Rahmat Hidayat")
    page.get_by_label("Anda mewakili siapa").select_option(label="untuk lembaga atau perusahaan")
    page.get_by_label("Nama orang atau lembaga itu").fill("Dinas Perhubungan")
    page.get_by_label("Surel").fill("rahmat@contoh.example")
    page.get_by_role("button", name="Kirim ke redaksi").click()
    expect(page.get_by_role("heading", name="Surat Anda sudah diterima")).to_be_visible()
    number, code = page.locator(".receipt dd").all_inner_texts()
    fits(page)
    assert page.context.cookies() == []

    # An editor takes it up and proposes the notice
    letter = Complaint.objects.get()
    sign_in(page, live_server.url, "edi")
    page.goto(f"{live_server.url}/redaksi-desk/")
    page.goto(f"{live_server.url}/redaksi-desk/surat/")
    page.get_by_role("link", name=number).click()
    fits(page)
    page.get_by_role("button", name="Tangani").click()
    expect(page.locator(".history")).to_contain_text("Ditangani")
    expect(page.locator(".original")).to_contain_text("Mohon dimuat.")
    expect(page.get_by_role("link", name="surat tugas.pdf")).to_be_visible()
    page.get_by_role("link", name="Jawab dengan catatan").click()
    expect(page.get_by_label("Teks")).to_have_value(re.compile(ANSWER))
    page.get_by_label("Teks").fill(ANSWER)
    fits(page)
    page.get_by_role("button", name="Usulkan").click()
    page.wait_for_url(re.compile("/tinjau/"))

    # A second person compares it with the letter and publishes
    page.set_viewport_size(DESKTOP)
    sign_in(page, live_server.url, "eka")
    page.goto(f"{live_server.url}/redaksi-desk/surat/{letter.pk}/")
    page.locator("#jawaban + p a").click()
    page.get_by_role("link", name="Menjawab sebuah surat: bandingkan keduanya").click()
    expect(page.locator(".difference del")).to_contain_text("Mohon dimuat.")
    page.go_back()
    page.locator("#step-publish_notice button").click()
    expect(page.locator("body")).to_contain_text("Catatan sudah terbit")
    assert Notice.objects.get().complaints.get() == letter

    # The reader sees what became of it
    page.context.clear_cookies()
    page.set_viewport_size(PHONE)
    page.goto(f"{live_server.url}/hak-jawab/")
    page.get_by_role("link", name="Sampai di mana surat saya?").click()
    page.get_by_label("Nomor register").fill(number)
    page.get_by_label("Kode").fill(code.lower())
    page.get_by_role("button", name="Tampilkan").click()
    expect(page.locator(".facts")).to_contain_text("Terbit")
    fits(page)
    page.get_by_role("link", name="Baca jawaban yang dimuat").click()
    expect(page.locator(".correction")).to_contain_text(ANSWER)
    expect(page.locator("article")).to_contain_text(number)
    page.goto(live_server.url + story.get_absolute_url())
    expect(page.locator("aside.correction")).to_contain_text("Dinas Perhubungan")
    mails.send()
    assert [number in message.subject for message in mail.outbox] == [True, True]
    assert code in mail.outbox[0].body


def test_the_form_is_sent_without_a_script(browser, live_server, story):
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(f"{live_server.url}/hak-jawab/")
    page.get_by_label("Keluhan").check()
    page.locator("#id_text").fill("Iklan menutupi seluruh layar.")
    page.locator("#id_name").fill("Siti")
    page.get_by_label("Telepon atau WhatsApp").fill("0812 0000 1111")
    page.get_by_role("button", name="Kirim ke redaksi").click()
    expect(page.get_by_role("heading", name="Surat Anda sudah diterima")).to_be_visible()
    assert Complaint.objects.get().text == "Iklan menutupi seluruh layar."
    context.close()


@pytest.mark.audits
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_what_the_forms_answer(page, live_server, story, scheme):
    page.emulate_media(color_scheme=scheme)
    problems = {}

    def look(name):
        page.wait_for_load_state()
        for size in (PHONE, DESKTOP):
            page.set_viewport_size(size)
            if found := problems_of(page):
                problems[name, size["width"]] = found

    page.goto(f"{live_server.url}/hak-jawab/")
    page.locator("#id_website").evaluate("field => field.value = 'x'")
    page.get_by_role("button", name="Kirim ke redaksi").click()
    expect(page.get_by_role("alert")).to_be_visible()
    look("errors")
    page.locator("#id_website").fill("")
    page.get_by_label("Keluhan").check()
    page.locator("#id_text").fill("Iklan menutupi layar.")
    page.locator("#id_name").fill("Siti")
    page.get_by_label("Telepon atau WhatsApp").fill("0812")
    page.get_by_role("button", name="Kirim ke redaksi").click()
    expect(page.locator(".receipt")).to_be_visible()
    look("receipt")
    number, code = page.locator(".receipt dd").all_inner_texts()
    page.goto(f"{live_server.url}/hak-jawab/status/")
    for text in ("SALAH", code):
        page.get_by_label("Nomor register").fill(number)
        page.get_by_label("Kode").fill(text)
        page.get_by_role("button", name="Tampilkan").click()
        expect(page.get_by_role("alert") if text == "SALAH" else page.locator(".facts")).to_be_visible()
        look(f"state, {text == code}")
    assert problems == {}


@pytest.mark.audits
def test_the_html_checker_finds_nothing_in_what_the_forms_answer(client, story, editor, tmp_path):
    letter = make_letter(story)
    steps.refuse(letter, "accurate", "Benar.", by=editor)
    opening = {"number": letter.number, "code": letter.code()}
    answers = {
        "errors": client.post("/hak-jawab/", letter_form(story, website="x", email="x", text="")),
        "receipt": client.post("/hak-jawab/", letter_form(story)),
        "wrong": client.post("/hak-jawab/status/", {"number": "1", "code": "x"}),
        "state": client.post("/hak-jawab/status/", opening),
        "large": client.post("/hak-jawab/", letter_form(story), CONTENT_LENGTH="99999999"),
    }
    for name, answer in answers.items():
        (tmp_path / f"{name}.html").write_bytes(answer.content)
    assert messages_of(tmp_path) == []
