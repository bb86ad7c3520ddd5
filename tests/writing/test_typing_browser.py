"""Typing and pasting in real browsers: what a field takes, what the strip says, and what a paste brings along."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles.models import Article, Page
from articles.text import body
from articles.text.elements import CODE_TAGS
from tests.support.browser import (
    DESKTOP,
    ON_PHONE,
    ON_SERVER,
    no_sideways_scroll,
    open_form,
    opened,
    sign_in,
    state,
    wait_until,
)
from tests.support.factories import make_article, publish

WORD = (
    '<html xmlns:w="urn:schemas-microsoft-com:office:word"><body><p class=MsoNormal>Tersangka <del cite="mailto:R">AS</del>'
    '<ins cite="mailto:R"> inisial dirahasiakan</ins> berusia 15 tahun.</p></body></html>'
)
FRAME = '<p>Lihat grafik:</p><iframe title="Harga cabai" src="https://datawrapper.dwcdn.net/AbCdE/1/" height="400"></iframe><p>Naik.</p>'


@pytest.fixture
def story(newsroom, writer, editor):
    publish(make_article(writer, headline="Jembatan sesek ambruk"), writer, editor)
    return make_article(writer, body="<p>Air surut.</p>")


def paste(page, html):
    page.locator(".ck-editor__editable").click()
    page.evaluate(
        """html => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/html", html);
            clipboardData.setData("text/plain", "teks");
            const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
            document.querySelector(".ck-editor__editable").dispatchEvent(paste);
        }""",
        html,
    )


def test_the_phone_s_form_understands_what_is_typed(phone, live_server, story):
    page = opened(phone, live_server.url, story)
    states = "window.states = []; new MutationObserver(() => states.push(document.getElementById('writing').dataset.state))"
    page.evaluate(f"{states}.observe(document.getElementById('writing'), {{ attributes: true }})")
    # one line each: Enter leads on, a pasted break is a space
    page.fill("#id_headline", "")
    page.locator("#id_headline").press_sequentially("Jalan Rusak")
    page.keyboard.press("Enter")
    expect(page.locator("#id_standfirst")).to_be_focused()
    page.fill("#id_headline", "Jalan Rusak\n Ditanami\nPisang")
    expect(page.locator("#id_headline")).to_have_value("Jalan Rusak Ditanami Pisang")
    # words are counted, signs are not
    page.fill("#id_body", "Air surut, kata dia – 5 orang.\n\n[foto 12] Warga\n\n/berita/3/")
    expect(page.locator("#body-words")).to_have_text("6 kata")
    # the strip is quiet while there is a signal
    state(page, ON_SERVER)
    assert not {"phone", "waiting"} & set(page.evaluate("states"))
    # a card shows its headline
    page.locator("[data-baca]").click()
    page.fill("#baca-search", "sesek")
    result = page.locator("#baca-picker .found button")
    expect(result).to_contain_text("Jembatan sesek ambruk")
    expect(result.locator("small")).to_contain_text("Kraksaan · Terbit")
    result.click()
    assert "] Jembatan sesek ambruk" in page.input_value("#id_body")
    page.fill("#baca-search", "zzz tidak ada")
    expect(page.locator("#baca-picker .found")).to_have_text("Tidak ada yang cocok.")
    page.fill("#baca-search", "")
    # a name that nobody here has
    page.locator("details", has_text="Tambah nama").locator("summary").click()
    page.fill("#pick-credits", "Rahmad Soleh")
    state(page, ON_SERVER)
    page.reload()
    page.wait_for_selector("#writing[data-ready]", state="attached")
    expect(page.locator("#pick-credits")).to_have_value("Rahmad Soleh")  # what it is folded in is open
    page.locator("#pick-credits").press("Enter")
    expect(page.locator("[data-rows=credits] .found button")).to_have_text(
        "+ Tambah “Rahmad Soleh” (nama baru)"
    )
    page.keyboard.press("Enter")
    expect(page.locator("[name=credits-name]").last).to_have_value("Rahmad Soleh")
    no_sideways_scroll(page)
    # as readers will see it, in a page of its own
    with phone.expect_page() as opening:
        page.get_by_role("button", name="Lihat seperti pembaca").click()
    preview = opening.value
    expect(preview.locator("h1")).to_have_text("Jalan Rusak Ditanami Pisang")
    expect(preview.locator(".byline")).to_contain_text("Rahmad Soleh")
    preview.close()
    page.fill("#id_body", "Air surut.")
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.wait_for_url("**/tinjau/**")
    assert [c.name for c in Article.objects.get(pk=story.pk).credits.all()][-1] == "Rahmad Soleh"


def test_text_that_is_not_settled_is_named_where_it_stands(phone, live_server, story):
    page = opened(phone, live_server.url, story)
    page.locator("details", has_text="Tambah nama").locator("summary").click()
    page.fill("#pick-credits", "Rahmad Soleh")
    page.get_by_role("button", name="Ajukan").click()
    alert = page.locator(".notice-error")
    expect(alert).to_contain_text("“Rahmad Soleh” diketik di “Tambah nama”")
    expect(page.locator("#pick-credits")).to_be_visible()
    expect(page.locator("#pick-credits")).to_have_value("Rahmad Soleh")
    page.fill("#pick-credits", "")
    page.get_by_role("button", name="Ajukan").click()
    page.wait_for_url("**/tinjau/**")
    assert Article.objects.get(pk=story.pk).status == "submitted"


def test_the_strip_warns_after_a_try_that_failed(phone, live_server, story):
    page = opened(phone, live_server.url, story)
    phone.set_offline(True)
    page.fill("#id_body", "Dari bus.")
    expect(page.locator("#writing")).to_have_attribute("data-state", "typing")
    state(page, ON_PHONE)
    phone.set_offline(False)
    state(page, ON_SERVER)


def test_what_a_paste_brings_along_in_the_full_editor(page, live_server, story):
    page.set_viewport_size(DESKTOP)
    sign_in(page, live_server.url, "wati")
    open_form(page, live_server.url, story)
    paste(page, WORD)
    editable = page.locator(".ck-editor__editable")
    expect(editable).to_contain_text("inisial dirahasiakan berusia 15 tahun")
    expect(editable).not_to_contain_text("AS")
    expect(page.locator("#photo-state")).to_have_text(
        "1 bagian yang sudah dihapus di pengolah kata tidak ikut."
    )
    paste(page, FRAME)
    expect(page.locator("#photo-state")).to_have_text("1 bingkai menjadi alamatnya.")
    page.evaluate(
        """() => editors.id_body.setData(editors.id_body.getData() + "<ol><li>Helm</li></ol><p>Kata polisi.</p>"
            + '<ol start="2"><li>SIM</li></ol>')"""
    )
    expect(editable.locator("ol[start='2']")).to_be_visible()
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.wait_for_url("**/tinjau/**")
    text = Article.objects.get(pk=story.pk).body
    assert "<s>" not in text
    assert "AS" not in text
    assert '<p><a href="https://datawrapper.dwcdn.net/AbCdE/1/" rel="noopener">Harga cabai</a></p>' in text
    assert '<ol><li>Helm</li></ol>\n<p>Kata polisi.</p>\n<ol start="2"><li>SIM</li></ol>' in text


def test_what_goes_with_all_that_it_holds_becomes_no_text_in_either_full_editor(
    page, live_server, story, managing_editor
):
    """CKEditor makes text of code, styles, forms and fallbacks; the body has none of it."""
    page.set_viewport_size(DESKTOP)
    sign_in(page, live_server.url, "mira")
    fixed = Page.objects.create(title="Kontak", slug="kontak-kami", body="<p>Surel.</p>")
    address = reverse("admin:articles_page_change", args=[fixed.pk])
    for open_it in (
        lambda: open_form(page, live_server.url, story),
        lambda: page.goto(live_server.url + address),
    ):
        open_it()
        wait_until(page, "window.editors?.id_body")
        for name in sorted(CODE_TAGS - {"embed"} | {"iframe", "STYLE"}):
            html = f'<p>Satu.</p><{name} type="x">rahasia()</{name}><p>Dua.</p>'
            page.evaluate("editors.id_body.setData('')")
            paste(page, html)
            assert page.evaluate("editors.id_body.getData()") == "<p>Satu.</p><p>Dua.</p>", name
            assert body.clean(html) == "<p>Satu.</p>\n<p>Dua.</p>", name
        page.evaluate("editors.id_body.setData('')")
        paste(page, WORD.replace("<p", "<object><object>x</object>y</object><p"))
        assert (
            page.evaluate("editors.id_body.getData()")
            == "<p>Tersangka inisial dirahasiakan berusia 15 tahun.</p>"
        )
        expect(page.locator("#photo-state, #id_body-paste").first).to_have_text(
            "1 bagian yang sudah dihapus di pengolah kata tidak ikut. 2 bagian yang bukan teks tidak ikut: kode, formulir,"
            " film, atau gambar."
        )
        paste(page, "<p>Angka < 10 dan <b>tebal</b> <script>tidak ditutup</p>")
        expect(page.locator(".ck-editor__editable")).to_contain_text("Angka < 10 dan tebal")


def test_nothing_can_be_typed_while_what_this_phone_holds_is_fetched(phone, live_server, story):
    """The script that puts a draft back comes later: what was typed meanwhile would be written over."""
    page = opened(phone, live_server.url, story)
    phone.set_offline(True)
    page.fill("#id_body", "Dari bus.")
    state(page, ON_PHONE)
    phone.set_offline(False)
    asked = []
    page.route("**/recovery.js", lambda route: asked.append(route))
    page.reload(wait_until="domcontentloaded")
    expect(page.locator("#article_form")).to_have_js_property("inert", True)
    while not asked:  # the script of the page asks for it a moment later
        page.wait_for_timeout(50)
    asked[0].continue_()
    expect(page.locator("#article_form")).to_have_js_property("inert", False)
    expect(page.locator("#id_body")).to_have_value("Dari bus.")


def test_after_a_refusal_what_is_typed_next_stays(phone, live_server, story):
    """The server shows what was sent already: the same draft is not put back over what is typed since."""
    page = opened(phone, live_server.url, story)
    page.fill("#id_headline", "")
    page.fill("#id_standfirst", "Teras.")
    page.evaluate("document.getElementById('article_form').noValidate = true")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.locator(".notice-error")).to_be_visible()
    page.fill("#id_standfirst", "Teras yang lain.")
    page.wait_for_selector("#writing[data-ready]", state="attached")
    expect(page.locator("#id_standfirst")).to_have_value("Teras yang lain.")
