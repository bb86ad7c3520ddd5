"""Documents, recordings, charts and maps in a real browser: in both composers, and on the readers' page."""

import re

import pytest
from django.core.files.storage import default_storage
from playwright.sync_api import expect

from articles.models import Article, Attachment
from tests.support.attachments import card, make_attachment, mp3, pdf
from tests.support.browser import DESKTOP, no_sideways_scroll, open_form, opened, sign_in, state
from tests.support.factories import make_article, publish

pytestmark = pytest.mark.django_db(transaction=True)
CHART = "https://datawrapper.dwcdn.net/AbCdE/"
MAP = "https://www.google.com/maps?q=-7.75,113.21"
FILM = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"


def embed(address):
    return f'<figure class="media"><oembed url="{address}"></oembed></figure>'


@pytest.fixture
def story(newsroom, writer, served):
    """Wati's draft of two paragraphs."""
    return make_article(writer, body="<p>Air surut.</p>\n<p>Warga pulang.</p>")


def attach(form, name, content, said):
    form.get_by_role("button", name=re.compile("PDF.*audio")).click()
    dialog = form.locator("#attachment-dialog")
    expect(dialog).to_be_visible()
    dialog.locator("[type=file]").set_input_files(
        {"name": name, "mimeType": "application/pdf", "buffer": content}
    )
    if said:
        dialog.locator("[name=name]").fill(said)
    dialog.get_by_role("button", name="Tambah").click()
    return dialog


def test_a_reporter_attaches_a_letter_on_the_phone_and_a_reader_opens_it(
    phone, page, live_server, story, writer, editor
):
    form = opened(phone, live_server.url, story)
    dialog = attach(form, "surat_edaran-bupati.pdf", b"bukan PDF", "")
    expect(dialog.locator("#attachment-state")).to_contain_text("bukan PDF")
    expect(dialog.locator("[name=name]")).to_have_value("surat edaran bupati")
    dialog.locator("[type=file]").set_input_files(
        {"name": "s.pdf", "mimeType": "application/pdf", "buffer": pdf(pages=4)}
    )
    dialog.get_by_role("button", name="Tambah").click()
    expect(dialog).not_to_be_visible()
    row = Attachment.objects.get()
    assert f"[lampiran {row.pk}] surat edaran bupati" in form.input_value("#id_body")
    no_sideways_scroll(form)
    state(form, "Tersimpan")
    form.get_by_role("button", name="Simpan", exact=True).click()
    form.wait_for_url("**/tinjau/")
    assert Article.objects.get(pk=story.pk).body.endswith(card(row))
    publish(Article.objects.get(pk=story.pk), writer, editor)
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{live_server.url}{story.get_absolute_url()}")
    link = page.locator(".attachment a")
    expect(link).to_contain_text("surat edaran bupati")
    expect(link).to_contain_text("PDF · 4 halaman")
    with default_storage.open(row.file) as copy:
        assert page.request.get(f"{live_server.url}{link.get_attribute('href')}").body() == copy.read()
    no_sideways_scroll(page)


def test_without_a_signal_the_file_stays_in_the_dialog(phone, live_server, story):
    form = opened(phone, live_server.url, story)
    form.get_by_role("button", name="+ PDF/audio").click()
    dialog = form.locator("#attachment-dialog")
    expect(dialog).to_be_visible()
    dialog.locator("[type=file]").set_input_files(
        {"name": "rapat.mp3", "mimeType": "audio/mpeg", "buffer": mp3()}
    )
    phone.set_offline(True)
    dialog.get_by_role("button", name="Tambah").click()
    expect(dialog.locator("#attachment-state")).to_contain_text("masih ada di perangkat")
    phone.set_offline(False)
    dialog.get_by_role("button", name="Tambah").click()
    expect(dialog).not_to_be_visible()
    assert "rapat" in form.input_value("#id_body")


def test_the_full_editor_shows_cards_and_never_a_broken_frame(page, live_server, story, writer):
    row = make_attachment(writer, "Rekaman rapat", mp3())
    html = "\n".join(["<p>Teks.</p>", card(row), embed(FILM), embed(CHART), embed(MAP.replace("&", "&amp;"))])
    story.write(story.snapshot().replace(body=html), by=writer)
    refusals = []
    page.on(
        "console",
        lambda message: refusals.append(message.text) if "Content Security" in message.text else None,
    )
    page.set_viewport_size(DESKTOP)
    sign_in(page, live_server.url, "wati")
    open_form(page, live_server.url, story)
    cards = page.locator(".ck-content .article-card")
    expect(cards).to_have_count(4)
    expect(cards.nth(0)).to_contain_text("Rekaman rapat")
    for place, address in ((1, FILM), (2, CHART), (3, MAP)):
        expect(cards.nth(place)).to_contain_text(address)
    assert page.locator(".ck-content iframe").count() == 0
    assert refusals == []
    dialog = attach(page, "s.pdf", pdf(), "Surat")
    expect(dialog).not_to_be_visible()
    expect(cards).to_have_count(5)
    expect(page.locator(".ck-content")).to_contain_text("📎 Surat")
    page.get_by_role("button", name="Simpan", exact=True).first.click()
    page.wait_for_url("**/tinjau/")
    body = Article.objects.get(pk=story.pk).body
    for line in html.split("\n"):
        assert line in body


@pytest.fixture
def outside(page):
    """What pages of others would answer, and what was asked of them."""
    asked = []

    def answer(route):
        asked.append(route.request.url)
        said = '<script>parent.postMessage({"datawrapper-height": {"AbCdE": 777}}, "*")</script>Grafik'
        route.fulfill(content_type="text/html", body=said)

    page.route(re.compile(r"^https://"), answer)
    return asked


@pytest.mark.parametrize("width", [360, 1280])
def test_a_chart_is_asked_for_with_a_press_and_stands_as_high_as_it_says(
    newsroom, page, live_server, writer, editor, outside, width
):
    html = f'<p>Angka naik.</p>\n<p><a href="{CHART}" rel="noopener">Harga cabai, Januari–Juni</a></p>\n{embed(FILM)}'
    story = publish(make_article(writer, body=html), writer, editor)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{live_server.url}{story.get_absolute_url()}")
    assert outside == []
    page.get_by_role("link", name="Harga cabai").click()
    frame = page.locator(".embed iframe")
    expect(frame).to_have_attribute("src", CHART)
    expect(frame).to_have_attribute("title", re.compile("Harga cabai"))
    expect(frame).to_have_css("height", "777px")
    assert outside == [CHART]
    no_sideways_scroll(page)
    page.get_by_role("link", name="Tonton di YouTube").click()
    expect(page.locator("iframe")).to_have_count(2)
    assert outside[1].startswith("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ")


def test_without_scripts_a_chart_is_a_link_with_its_title(newsroom, browser, live_server, writer, editor):
    html = f'<p>Angka naik.</p>\n<p><a href="{CHART}" rel="noopener">Harga cabai</a></p>'
    story = publish(make_article(writer, body=html), writer, editor)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}{story.get_absolute_url()}")
    link = page.get_by_role("link", name="Harga cabai")
    expect(link).to_have_attribute("href", CHART)
    context.close()
