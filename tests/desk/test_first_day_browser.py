"""The first day in a real browser: regions are ticked on a phone, an example is pressed, and all of it before axe."""

import io

import pikepdf
import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles.models import Category, Publication, Region
from staff.desk import handbook
from staff.models import User
from tests.support.axe import problems_of
from tests.support.browser import DESKTOP, PHONE, enter_desk, no_sideways_scroll, open_form, sign_in
from tests.support.factories import picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIST = "nama;jenis\nLumajang;kabupaten\nEntah;benua\n"


@pytest.fixture
def paper(people):
    """A paper without regions, categories and a logo, as its managing editor finds it."""
    Region.objects.all().delete()
    Category.objects.all().delete()
    Publication.objects.update(legal_name="PT Uji")


def test_regions_are_ticked_on_a_phone(paper, live_server, page):
    page.set_viewport_size(PHONE)
    enter_desk(page, live_server.url, "mira")
    page.get_by_role("link", name="Daerah", exact=True).first.click()
    page.get_by_label("Jawa Timur").check()
    page.get_by_label("Bali", exact=True).check()
    page.get_by_role("button", name="Tampilkan daerahnya").click()
    expect(page.get_by_label("Bali", exact=True)).to_be_hidden()  # folded, so that the regions are at hand
    no_sideways_scroll(page)
    page.get_by_label("Kota Probolinggo").check()
    row = page.locator(".regencies > li", has_text="Kabupaten Lumajang")
    row.get_by_label("Kabupaten Lumajang").check()
    row.locator("summary").click()
    row.get_by_label("Pasirian").check()
    page.locator("fieldset", has_text="Kabupaten Badung").get_by_role("button", name="Centang semua").click()
    page.get_by_role("button", name="Tambahkan yang dicentang").click()
    expect(page.get_by_text("Ditambahkan: 2 provinsi, 9 kabupaten, 2 kota, 1 kecamatan.")).to_be_visible()
    expect(page.get_by_label("Kota Probolinggo")).to_be_disabled()
    no_sideways_scroll(page)
    assert Region.objects.get(name="Pasirian").path == "jawa-timur/lumajang/pasirian"


def test_all_districts_of_two_provinces_are_one_field(paper, live_server, page):
    """A server takes a thousand fields at most; ticks by hand are more."""
    sign_in(page, live_server.url, "mira")
    page.goto(f"{live_server.url}{reverse('admin:articles_region_indonesia')}?provinsi=33&provinsi=35")
    page.evaluate("document.querySelectorAll('[name=kode]').forEach((box) => { box.checked = true })")
    page.get_by_role("button", name="Tambahkan yang dicentang").click()
    expect(page.get_by_text("Ditambahkan: 2 provinsi")).to_be_visible()
    assert Region.objects.filter(kind="district").count() == 576 + 666


def test_an_example_is_pressed_into_its_field_and_taken_back(paper, live_server, page):
    page.set_viewport_size(DESKTOP)
    sign_in(page, live_server.url, "wati")
    open_form(page, live_server.url)
    expect(page.get_by_text("Buat kategori dan daerah dulu")).to_be_visible()
    page.get_by_text("Lainnya", exact=True).first.click()
    page.fill("#id_headline", "Banjir di Dringu mulai surut, warga “lega”")
    page.locator("[data-examples=id_sign_off] button").first.click()
    page.locator("[data-example-from]").click()
    expect(page.locator("#id_sign_off")).to_have_value("(*)")
    expect(page.locator("#id_slug")).to_have_value("banjir-di-dringu-mulai-surut-warga-lega")
    page.keyboard.press("Control+z")
    expect(page.locator("#id_slug")).to_have_value("")


@pytest.mark.audits
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_first_day(scheme, paper, live_server, page):
    User.objects.filter(username="mira").update(is_superuser=True)
    sign_in(page, live_server.url, "mira")
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    regions = reverse("admin:articles_region_indonesia")
    problems = {}

    def look(name):
        for viewport in (PHONE, {"width": 768, "height": 900}, DESKTOP):
            page.set_viewport_size(viewport)
            if words := problems_of(page):
                problems[name, viewport["width"]] = words
            no_sideways_scroll(page)

    for name, path in {
        "first page": reverse("admin:index"),
        "provinces": regions,
        "regions": f"{regions}?provinsi=31&provinsi=34",
        "categories": reverse("admin:articles_category_sets"),
        "list of regions": reverse("admin:articles_region_changelist"),
        "a list": reverse("admin:articles_region_import"),
        "a new story": reverse("admin:articles_article_add"),
        "handbook": handbook.address_of("redaktur"),
        "accounts": reverse("admin:staff_user_changelist"),
    }.items():
        assert page.goto(f"{live_server.url}{path}").status == 200
        look(name)
    page.goto(f"{live_server.url}{reverse('admin:articles_region_import')}")
    page.fill("#text", LIST)
    page.get_by_role("button", name="Lihat hasilnya dulu").click()
    expect(page.get_by_text("Baris 3:")).to_be_visible()
    look("a list with a fault")
    assert problems == {}


@pytest.fixture
def errors(page):
    """What the browser says against the pages' programs; pictures are served by no test."""
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    return errors


def test_the_first_logo_is_chosen_and_saved_without_an_error(paper, live_server, page, errors, tmp_path):
    file = tmp_path / "logo kami.png"
    file.write_bytes(picture((600, 600), "PNG"))
    sign_in(page, live_server.url, "mira")
    page.goto(f"{live_server.url}{reverse('admin:articles_publication_change', args=[1])}")
    page.set_input_files("#id_logo", file)
    expect(page.locator(".logo-field output")).to_have_text("logo kami.png")
    page.locator("[name=_save]").click()
    expect(page.get_by_label("Hapus logo")).to_be_attached()
    assert Publication.objects.get().logo
    assert errors == []


def test_what_a_browser_says_of_a_field_is_said_in_indonesian(paper, live_server, page, errors):
    User.objects.filter(username="mira").update(is_superuser=True)
    sign_in(page, live_server.url, "mira")
    page.goto(f"{live_server.url}{reverse('admin:articles_exportfile_changelist')}")
    field = page.locator("input[type=file][required]").first
    message = "field => { field.reportValidity(); return field.validationMessage }"
    assert field.evaluate(message) == "Pilih berkas."
    field.set_input_files({"name": "a.xml", "mimeType": "text/xml", "buffer": b"<a/>"})
    assert field.evaluate(message) == ""
    assert errors == []


@pytest.mark.parametrize("sheet", handbook.SHEETS)
def test_the_sheet_of_a_role_is_one_page_of_paper(sheet, paper, live_server, page):
    sign_in(page, live_server.url, "mira")
    page.goto(f"{live_server.url}{handbook.address_of(sheet)}")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("button", name="Cetak")).to_be_hidden()
    with pikepdf.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as pdf:
        assert len(pdf.pages) == 1
        assert [round(float(length)) for length in pdf.pages[0].mediabox[2:]] == [595, 842]  # A4
