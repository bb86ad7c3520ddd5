"""The bus ride: no signal, a session that ended, a server that died. In a real browser, on a phone's screen."""

import gzip
import os
import signal
import socket
import subprocess
import sys
import time
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse
from playwright.sync_api import expect

from articles.models import Article
from staff.models import EditLease, Scratch, Session
from tests.support.browser import (
    DESKTOP,
    ON_PHONE,
    ON_SERVER,
    open_form,
    opened,
    sign_in,
    state,
    type_password,
    wait_until,
)
from tests.support.factories import make_article, move

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def story(newsroom, writer, editor):
    return make_article(writer, body="<p>Air surut.</p>")


def stored_body():
    return Scratch.objects.get().data["body"][0].replace("\r\n", "\n")


def close_before_the_signal(*pages):
    """So that only the device has the text: the browser's pretence of no signal ends with the tab, and its last
    request may slip through."""
    context = pages[0].context
    for page in pages:
        page.close()
    context.set_offline(False)
    time.sleep(1)
    Scratch.objects.all().delete()


# ---- No signal


def test_text_typed_without_signal_is_there_after_the_tab_was_closed(phone, live_server, story):
    page = opened(phone, live_server.url, story)
    phone.set_offline(True)
    page.fill("#id_body", "Diketik di bus.\n\nTanpa sinyal.")
    state(page, ON_PHONE)
    close_before_the_signal(page)
    page = phone.new_page()
    open_form(page, live_server.url, story)
    assert page.input_value("#id_body") == "Diketik di bus.\n\nTanpa sinyal."
    expect(page.locator("#writing-notice")).to_contain_text("Dipulihkan dari HP ini")
    state(page, ON_SERVER)
    assert stored_body() == "Diketik di bus.\n\nTanpa sinyal."


def test_the_same_in_the_full_editor(page, live_server, story):
    context = page.context
    sign_in(page, live_server.url, "wati")
    open_form(page, live_server.url, story)
    context.set_offline(True)
    page.locator(".ck-editor__editable").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Diketik tanpa sinyal.")
    page.wait_for_selector("#writing[data-state=phone]")
    close_before_the_signal(page)
    page = context.new_page()
    open_form(page, live_server.url, story)
    expect(page.locator(".ck-editor__editable")).to_contain_text("Diketik tanpa sinyal.")
    state(page, ON_SERVER)
    assert "Diketik tanpa sinyal." in stored_body()


def test_a_new_story_pressed_without_signal_is_saved_once_when_there_is_one(phone, live_server, story):
    page = opened(phone, live_server.url)
    phone.set_offline(True)
    page.fill("#id_headline", "Naskah dari bus")
    page.fill("#id_body", "Isi dari bus.")
    page.select_option("#id_region", label="Kraksaan")
    page.click("button[name=_save]")
    state(page, "tombol yang ditekan dikirim begitu ada sinyal")
    assert Article.objects.count() == 1
    phone.set_offline(False)
    page.wait_for_url("**/tinjau/")
    saved = Article.objects.get(headline="Naskah dari bus")
    assert (saved.body, saved.region.name, saved.version) == ("<p>Isi dari bus.</p>", "Kraksaan", 1)
    open_form(page, live_server.url)
    assert page.input_value("#id_headline") == ""  # the next story begins empty


def test_a_text_that_comes_back_behind_the_story_is_kept_beside_it(phone, live_server, story, editor):
    page = opened(phone, live_server.url, story)
    phone.set_offline(True)
    page.fill("#id_body", "Dari bus, terlambat.")
    state(page, ON_PHONE)
    EditLease.objects.all().delete()
    story.body = "<p>Dari redaktur.</p>"
    story.write(story.snapshot(), by=editor)
    phone.set_offline(False)
    expect(page.locator("#writing-notice")).to_contain_text("Seseorang menyimpan naskah ini", timeout=40_000)
    page.get_by_role("link", name="Lihat kedua teks").click()
    expect(page.locator("body")).to_contain_text("Dari bus, terlambat.")
    expect(page.locator("body")).to_contain_text("Dari redaktur.")
    story.refresh_from_db()
    assert story.body == "<p>Dari redaktur.</p>"
    assert story.revisions.aside().get().text.body == "<p>Dari bus, terlambat.</p>"


def test_of_two_tabs_without_signal_both_texts_survive(phone, live_server, story):
    first = opened(phone, live_server.url, story)
    second = phone.new_page()
    open_form(second, live_server.url, story)
    second.get_by_role("button", name="Ambil alih").click()
    second.wait_for_selector("#writing-notice", state="hidden")
    second.wait_for_selector("#writing[data-ready]", state="attached")
    phone.set_offline(True)
    for page, words in ((first, "Dari tab pertama."), (second, "Dari tab kedua.")):
        page.fill("#id_body", words)
        page.wait_for_selector("#writing[data-state=phone]")
    close_before_the_signal(first, second)
    story.refresh_from_db()
    page = phone.new_page()
    open_form(page, live_server.url, story)
    assert page.input_value("#id_body") == "Dari tab kedua."
    asides = {revision.text.body for revision in story.revisions.aside()}
    assert "<p>Dari tab pertama.</p>" in asides


def test_every_field_that_was_typed_without_signal_comes_back(phone, live_server, story):
    page = opened(phone, live_server.url, story)
    phone.set_offline(True)
    page.fill("#id_standfirst", "Teras tanpa sinyal.")
    page.wait_for_selector("#writing[data-state=phone]")
    close_before_the_signal(page)
    page = phone.new_page()
    open_form(page, live_server.url, story)
    assert page.input_value("#id_standfirst") == "Teras tanpa sinyal."


def test_a_full_phone_still_sends_to_the_server(phone, live_server, story):
    page = opened(phone, live_server.url, story)
    page.evaluate("""() => {
      const put = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = function (...values) {
        const asked = put.apply(this, values);
        asked.addEventListener("success", () => this.transaction.abort());  // as where no room is left
        return asked;
      };
    }""")
    page.fill("#id_body", "Memori penuh.")
    state(page, ON_SERVER)
    assert stored_body() == "Memori penuh."


def test_two_new_stories_in_two_tabs_stay_two(phone, live_server, story):
    first = opened(phone, live_server.url)
    first.fill("#id_headline", "Naskah pertama")
    state(first, ON_SERVER)
    second = phone.new_page()
    open_form(second, live_server.url)
    wait_until(second, "document.getElementById('id_headline').value === ''")
    second.wait_for_selector("#writing[data-ready]", state="attached")
    second.fill("#id_headline", "Naskah kedua")
    state(second, ON_SERVER)
    for page in (first, second):
        page.click("button[name=_save]")
        page.wait_for_url("**/tinjau/")
    headlines = Article.objects.exclude(pk=story.pk).values_list("headline", flat=True)
    assert sorted(headlines) == ["Naskah kedua", "Naskah pertama"]


# ---- The session ends


def test_a_button_can_be_pressed_again_after_the_login_was_put_off(phone, live_server, story):
    page = opened(phone, live_server.url, story)
    page.fill("#id_body", "Baru.")
    state(page, ON_SERVER)
    Session.objects.all().delete()
    page.click("button[name=_save]")
    page.wait_for_selector("#writing-login[open]")
    page.click("#writing-login [data-later]")
    page.click("button[name=_save]")
    page.wait_for_selector("#writing-login[open]")


def test_a_form_does_not_go_on_under_another_account_of_the_same_browser(phone, live_server, story, editor):
    mine = opened(phone, live_server.url, story)
    other = phone.new_page()
    type_password(other, live_server.url, "edi")
    mine.fill("#id_body", "Ketikan Wati.")
    expect(mine.locator("#writing-login")).to_be_visible()
    assert not Scratch.objects.exists()
    mine.fill("#writing-password", "rahasia")
    mine.get_by_role("button", name="Masuk dan kirim").click()
    state(mine, ON_SERVER)
    assert Scratch.objects.get().user.username == "wati"
    open_form(other, live_server.url, story)  # it is Wati's browser again
    assert other.input_value("#id_body") == "Ketikan Wati."


@pytest.mark.parametrize("press", [False, True])
def test_when_the_session_has_ended_one_signs_in_inside_the_page(press, phone, live_server, story):
    page = opened(phone, live_server.url, story)
    Session.objects.all().delete()
    page.fill("#id_body", "Diketik setelah sesi berakhir.")
    if press:
        page.click("button[name=_save]")
    expect(page.locator("#writing-login")).to_be_visible()
    page.fill("#writing-password", "keliru")
    page.get_by_role("button", name="Masuk dan kirim").click()
    expect(page.locator("#writing-login-error")).not_to_be_empty()
    page.fill("#writing-password", "rahasia")
    page.get_by_role("button", name="Masuk dan kirim").click()
    if press:
        page.wait_for_url("**/tinjau/")
        story.refresh_from_db()
        assert story.body == "<p>Diketik setelah sesi berakhir.</p>"
    else:
        state(page, ON_SERVER)
        assert stored_body() == "Diketik setelah sesi berakhir."


# ---- Two browsers


def test_two_browsers_on_one_story(phone, page, live_server, story):
    """The reporter writes on the phone, the editor takes over; neither loses a word."""
    mine = opened(phone, live_server.url, story)
    mine.fill("#id_body", "Ketikan wartawan.")
    state(mine, ON_SERVER)
    page.set_viewport_size(DESKTOP)
    sign_in(page, live_server.url, "edi")
    open_form(page, live_server.url, story)
    expect(page.locator("#writing-notice")).to_contain_text("Wati sedang menulis di naskah ini")
    assert page.locator("#article_form").evaluate("form => form.inert")
    page.get_by_role("button", name="Ambil alih").click()
    page.wait_for_selector("#writing-notice", state="hidden")
    page.wait_for_selector("#writing[data-ready]", state="attached")
    assert story.revisions.aside().get().text.body == "<p>Ketikan wartawan.</p>"
    page.fill("#id_standfirst", "Teras redaktur.")
    mine.locator("#id_body").press_sequentially(" Lanjutan.")
    state(mine, "Anda tidak lagi menulis di sini")
    assert mine.locator("#article_form").evaluate("form => form.inert")
    assert "<p>Ketikan wartawan. Lanjutan.</p>" in [r.text.body for r in story.revisions.aside()]
    page.click("button[name=_save]")
    page.wait_for_url("**/tinjau/")
    story.refresh_from_db()
    assert (story.standfirst, story.body, story.version) == ("Teras redaktur.", "<p>Air surut.</p>", 4)
    expect(page.locator(".review-side")).to_contain_text("disimpan di samping")


def test_a_page_that_waits_claims_nothing_by_itself(phone, page, live_server, story):
    """When the other leaves, the old page does not quietly become the writer: it is loaded anew."""
    mine = opened(phone, live_server.url, story)
    sign_in(page, live_server.url, "edi")
    open_form(page, live_server.url, story)
    expect(page.locator("#writing-notice")).to_contain_text("Wati sedang menulis")
    mine.close()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_timeout(500)
    assert not EditLease.objects.exists()
    page.get_by_role("button", name="Muat ulang naskah").click()
    expect(page.locator("#writing-notice")).to_be_hidden()
    page.wait_for_selector("#writing[data-ready]", state="attached")
    expect(page.locator("#article_form")).to_be_enabled()
    for _ in range(100):  # a page is ready before its claim is answered
        if EditLease.objects.exists():
            break
        page.wait_for_timeout(50)
    assert EditLease.objects.get().user.username == "edi"


def test_the_same_person_in_two_tabs_is_told(phone, live_server, story):
    one = opened(phone, live_server.url, story)
    two = phone.new_page()
    open_form(two, live_server.url, story)
    expect(two.locator("#writing-notice")).to_contain_text("Anda sendiri, di tab atau perangkat lain")
    two.reload()
    expect(two.locator("#writing-notice")).to_contain_text("Anda sendiri")
    one.close()  # leaving frees the story
    two.reload()
    two.wait_for_selector("#writing[data-ready]", state="attached")
    expect(two.locator("#writing-notice")).to_be_hidden()


def test_a_page_that_is_loaded_anew_is_the_same_tab(phone, live_server, story):
    page = opened(phone, live_server.url, story)
    page.fill("#id_body", "Sebelum dimuat ulang.")
    state(page, ON_SERVER)
    for _time in range(2):
        page.reload()
        page.wait_for_selector("#writing[data-ready]", state="attached")
        expect(page.locator("#writing-notice")).to_be_hidden()
        assert page.input_value("#id_body") == "Sebelum dimuat ulang."
    assert Scratch.objects.count() == 1


# ---- Mode HP


def test_from_one_composer_to_the_other_and_back_without_loss(phone, live_server, story):
    page = opened(phone, live_server.url, story)
    text = "Air *surut* pagi ini.\n\n> Syukurlah.\n\n- satu\n- dua\n\n## Subjudul"
    page.fill("#id_body", text)
    page.get_by_role("link", name="Editor lengkap").click()
    page.wait_for_selector("#writing[data-ready]", state="attached")
    expect(page.locator(".ck-editor__editable strong")).to_have_text("surut")
    expect(page.locator(".ck-editor__editable blockquote")).to_have_text("Syukurlah.")
    page.get_by_role("link", name="Mode HP (teks biasa)").click()
    page.wait_for_selector("#id_body")
    assert page.input_value("#id_body") == text


def test_a_phone_gets_the_light_page_and_it_stays_below_60_kb(phone, live_server, story):
    """On the line, compressed, it is a third of that: both are watched."""
    page, bodies = phone.new_page(), {}
    type_password(page, live_server.url, "wati")
    page.wait_for_load_state("networkidle")
    page.on("response", lambda answer: bodies.update({answer.url: answer.body()}))
    open_form(page, live_server.url, story)
    assert page.locator(".ck-editor").count() == 0
    sent = {url: len(gzip.compress(body)) for url, body in bodies.items()}
    assert sum(sent.values()) <= 24 * 1024, sent
    unpacked = {url: len(body) for url, body in bodies.items()}
    assert sum(unpacked.values()) <= 60 * 1024, unpacked


def test_with_the_keyboard_open_nothing_covers_what_is_typed(phone, live_server, story):
    page = opened(phone, live_server.url, story)
    page.set_viewport_size({"width": 360, "height": 310})  # what a keyboard leaves of 640
    page.locator("#id_body").click()
    page.keyboard.type("".join(f"Baris {n} dari bus.\n" for n in range(30)))
    page.keyboard.type("Akhir")
    caret = """() => {
      const text = document.getElementById("id_body"), style = getComputedStyle(text);
      const line = parseFloat(style.lineHeight), bottom = text.getBoundingClientRect().bottom - parseFloat(style.paddingBottom);
      const middle = bottom - line / 2;  // the text ends on the last line, and so does the caret
      return { middle, seen: innerHeight, over: document.elementFromPoint(40, middle)?.id };
    }"""
    found = page.evaluate(caret)
    assert 0 < found["middle"] < found["seen"], found
    assert found["over"] == "id_body", found
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for button in page.locator("#form-buttons > button").all():
        button.scroll_into_view_if_needed()
        box = button.bounding_box()
        assert box["height"] >= 44
        assert box["x"] + box["width"] <= 360


def test_a_schedule_is_said_in_words_on_its_button(page, live_server, story, writer):
    move(story, ("submit", writer))
    sign_in(page, live_server.url, "edi")
    page.goto(f"{live_server.url}{reverse('admin:articles_article_review', args=[story.pk])}")
    form = page.locator("form[action$='/langkah/approve_and_publish/']")
    form.locator("summary").click()
    form.locator("input[type=datetime-local]").fill("2027-11-26T06:00")
    words = "Terbit otomatis Jumat, 26 November 2027 pukul 06.00 WIB"
    button = form.locator("details button")
    expect(button).to_have_text(words)
    button.click()
    expect(page.locator("body")).to_contain_text(words)
    story.refresh_from_db()
    assert story.is_scheduled


# ---- The server dies


@pytest.fixture
def mortal(transactional_db, tmp_path):
    """A server in a process of its own, on the tests' database, that can be killed and started again."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    environment = {
        **os.environ, "DATABASE_URL": url, "DEBUG": "1", "SITE_URL": f"http://127.0.0.1:{port}", "DJANGO_SETTINGS_MODULE": "tests.settings",
        "TEST_VARIABLES": "DEBUG SITE_URL",
    }  # fmt: skip
    running = []

    def start():
        command = [sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"]
        running.append(
            subprocess.Popen(
                command,
                cwd=settings.BASE_DIR,
                env=environment,
                stderr=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )
        )
        for _attempt in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return f"http://127.0.0.1:{port}"
            time.sleep(0.1)
        raise AssertionError("the server did not come")

    def kill():
        running[-1].send_signal(signal.SIGKILL)
        running[-1].wait()

    yield start, kill
    for process in running:
        process.kill()
        process.wait()


def test_a_server_killed_in_the_middle_of_a_save_leaves_one_whole_text_and_loses_none(mortal, phone, story):
    start, kill = mortal
    page = phone.new_page()
    base = start()
    sign_in(page, base, "wati")
    open_form(page, base, story)
    page.fill("#id_headline", "Judul baru")
    page.fill("#id_body", "Teks baru yang utuh.")
    state(page, ON_SERVER)
    with connection.cursor() as cursor:  # holds the save up after it began: it cannot make its revision
        cursor.execute("BEGIN")
        cursor.execute("LOCK TABLE articles_revision IN SHARE MODE")
        page.evaluate("document.querySelector('button[name=_save]').click()")
        deadline = time.monotonic() + 20
        while not _waiting_for_a_lock():
            assert time.monotonic() < deadline
            time.sleep(0.05)
        kill()
        cursor.execute("ROLLBACK")
    story = Article.objects.get(pk=story.pk)
    whole = (story.headline, story.body, story.version, story.revisions.count())
    assert whole == ("Banjir di Dringu mulai surut", "<p>Air surut.</p>", 1, 1)
    base = start()
    page.close()
    page = phone.new_page()
    open_form(page, base, story)
    assert page.input_value("#id_headline") == "Judul baru"
    assert page.input_value("#id_body") == "Teks baru yang utuh."
    page.click("button[name=_save]")
    page.wait_for_url("**/tinjau/")
    story.refresh_from_db()
    assert (story.headline, story.body, story.version) == ("Judul baru", "<p>Teks baru yang utuh.</p>", 2)


def _waiting_for_a_lock():
    with psycopg.connect(
        **connection.get_connection_params() | {"dbname": connection.settings_dict["NAME"]}
    ) as other:
        return other.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
        ).fetchone()[0]
