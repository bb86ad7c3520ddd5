"""In a real browser: an unverified story from the question at approval to its verification, and a paid text from its label to
what readers and machines get."""

import json
import re

import pytest
from playwright.sync_api import expect

from articles.models import Article, Publication
from tests.support.browser import DESKTOP, PHONE, no_sideways_scroll, sign_in
from tests.support.factories import make_article, move, run_worker

pytestmark = pytest.mark.django_db(transaction=True)
NOTE = "Berita ini masih memerlukan verifikasi; redaksi berusaha menghubungi semua pihak."


@pytest.fixture
def asking(newsroom):
    Publication.objects.update(asks_at_approval=True)
    return newsroom


def review(page, base, story):
    page.goto(f"{base}/redaksi-desk/articles/article/{story.pk}/tinjau/")


def submit(page, base, story):
    review(page, base, story)
    page.locator("form[action$='/langkah/submit/'] button[type=submit]").first.click()
    page.wait_for_load_state()


def item(page, base, story):
    return json.loads(page.request.get(f"{base}/api/v1/berita/{story.pk}/").text())


def test_an_unverified_story_from_the_question_to_its_verification(page, live_server, asking, writer, editor):
    base = live_server.url
    story = make_article(writer, headline="Pabrik gula dikabarkan tutup")
    page.set_viewport_size(PHONE)
    sign_in(page, base, "wati")
    review(page, base, story)
    page.get_by_role("link", name="Keterangan: iklan, verifikasi, sumber, AI").click()
    page.fill("#id_unverified_note", NOTE)
    page.get_by_role("button", name="Simpan").click()
    expect(page.locator("#id_public_interest_error")).to_have_text(
        "Berita boleh terbit tanpa verifikasi hanya bila keempatnya diisi."
    )
    expect(page.locator("#id_unverified_note")).to_have_value(NOTE)
    no_sideways_scroll(page)
    page.fill("#id_public_interest", "Seribu buruh menunggu kepastian.")
    page.fill("#id_first_source", "Ketua serikat buruh, disebut namanya.")
    page.fill("#id_contact_attempts", "Direktur ditelepon tiga kali.")
    page.get_by_role("button", name="Simpan").click()
    page.wait_for_url(re.compile("/tinjau/"))
    submit(page, base, story)

    page.set_viewport_size(DESKTOP)
    sign_in(page, base, "edi")
    review(page, base, story)
    step = page.locator("#step-approve_and_publish")
    expect(step).to_contain_text("Seribu buruh menunggu kepastian.")
    step.get_by_role("button", name="Setujui dan terbitkan").first.click()  # the browser asks for the tick
    expect(page).to_have_url(re.compile(f"/{story.pk}/tinjau/"))
    assert Article.objects.get(pk=story.pk).status == "submitted"
    step.get_by_label("Saya sudah memeriksa ketiga syarat").check()
    step.get_by_role("button", name="Setujui dan terbitkan").first.click()
    page.wait_for_url(re.compile("/redaksi-desk/$"))
    expect(page.locator("main, #content").first).to_contain_text("Belum terverifikasi dan sudah dibaca")

    address = f"{base}{Article.objects.get(pk=story.pk).get_absolute_url()}"
    page.goto(address)
    expect(page.locator(".prose > p > em").last).to_have_text(f"({NOTE})")
    assert NOTE in page.request.get(f"{base}/feed/").text()
    assert NOTE in item(page, base, story)["edNote"]

    later = make_article(writer, headline="Pabrik gula tetap buka, kata direktur")
    sign_in(page, base, "wati")
    page.goto(f"{base}/redaksi-desk/articles/article/{later.pk}/keterangan/")
    page.select_option("#id_verifies", label="Pabrik gula dikabarkan tutup")
    page.get_by_role("button", name="Simpan").click()
    page.wait_for_url(re.compile("/tinjau/"))
    submit(page, base, later)
    sign_in(page, base, "edi")
    review(page, base, later)
    step.get_by_label("Sudah diverifikasi, semua pihak").check()
    step.get_by_role("button", name="Setujui dan terbitkan").first.click()
    page.wait_for_url(re.compile("/redaksi-desk/$"))
    run_worker()

    page.goto(address)
    expect(page.locator(".prose")).not_to_contain_text(NOTE)
    page.locator(".prose").get_by_role("link", name="Pabrik gula tetap buka, kata direktur").click()
    expect(page.locator("h1")).to_have_text("Pabrik gula tetap buka, kata direktur")
    expect(page.locator(".prose")).to_contain_text("Berita ini memverifikasi berita sebelumnya")
    assert NOTE not in json.dumps(item(page, base, story))
    assert NOTE not in page.request.get(f"{base}/feed/").text()


def test_a_paid_text_from_its_label_to_every_output(page, live_server, asking, writer, editor):
    base = live_server.url
    story = make_article(writer, headline="Rokok Uji hadir di Kraksaan", tags=["Niaga"])
    sign_in(page, base, "wati")
    page.goto(f"{base}/redaksi-desk/articles/article/{story.pk}/keterangan/")
    page.select_option("#id_commercial_label", "advertorial")
    page.get_by_role("button", name="Simpan").click()
    expect(page.locator("#id_advertiser_error")).to_have_text("Sebutkan siapa yang membayar naskah ini.")
    page.fill("#id_advertiser", "PT Rokok Uji")
    page.select_option("#id_advertised_goods", "tobacco")
    page.get_by_role("button", name="Simpan").click()
    page.wait_for_url(re.compile("/tinjau/"))
    submit(page, base, story)

    sign_in(page, base, "edi")
    review(page, base, story)
    step = page.locator("#step-approve_and_publish")
    expect(step).to_contain_text("UU 40/1999, Pasal 13 huruf c")
    step.get_by_label("Tidak memperagakan wujud rokok").check()
    step.get_by_role("button", name="Setujui dan terbitkan").first.click()
    page.wait_for_url(re.compile("/redaksi-desk/$"))

    labelled = "[Advertorial] Rokok Uji hadir di Kraksaan"
    path = Article.objects.get(pk=story.pk).get_absolute_url()
    for viewport in (PHONE, DESKTOP):
        page.set_viewport_size(viewport)
        page.goto(base + path)
        no_sideways_scroll(page)
        expect(page.locator("header .label.paid")).to_have_text("Advertorial · dibayar oleh PT Rokok Uji")
        assert page.title().startswith(labelled)
    for url in (
        "/",
        "/indeks/",
        "/kategori/peristiwa/",
        "/daerah/kraksaan/",
        "/tag/niaga/",
        "/cari/?q=rokok",
    ):
        page.goto(base + url)
        expect(page.locator("article, li").filter(has_text="Rokok Uji hadir").first).to_contain_text(
            "Advertorial"
        )
    data = item(page, base, story)
    assert data["headlines"][0]["value"] == labelled
    assert {"name": "PT Rokok Uji", "role": "sponsor"} in data["infoSources"]
    assert "Rokok Uji" not in page.request.get(f"{base}/feed/").text()
    assert "Rokok Uji" not in page.request.get(f"{base}/sitemap-news.xml").text()


def test_answers_survive_a_refusal(page, live_server, asking, writer, editor):
    story = move(make_article(writer, ai_uses=["draft"], ai_tool="Alat"), ("submit", writer))
    sign_in(page, live_server.url, "edi")
    review(page, live_server.url, story)
    form = page.locator("#step-approve_and_publish")
    form.get_by_label("Sudah diverifikasi, tidak ada pihak").check()
    form.evaluate("form => { form.noValidate = true }")
    form.get_by_role("button", name="Setujui dan terbitkan").first.click()
    expect(page.locator("#refused")).to_contain_text("AI dipakai untuk naskah ini.")
    form = page.locator("#step-approve_and_publish")
    expect(form.get_by_label("Sudah diverifikasi, tidak ada pihak")).to_be_checked()
