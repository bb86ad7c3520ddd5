"""A photo's way in a real browser: from a phone's camera into the story, to the reader, and away again."""

import io

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from PIL import Image
from playwright.sync_api import expect

from articles.models import Article, Photo
from staff.photos import library
from tests.support.browser import DESKTOP, PHONE, fill_words, open_form, opened, sign_in
from tests.support.factories import (
    make_article,
    make_photo,
    move,
    picture,
    publish,
    run_worker,
    upload,
)
from tests.support.photo_desk import BLUE, RED, rotated

pytestmark = pytest.mark.django_db(transaction=True)


def colours(page, selector):
    """The colour at the top and at the bottom of a picture, as the browser shows it."""
    return page.evaluate(
        """async (selector) => {
          const image = document.querySelector(selector);
          image.loading = "eager";
          await image.decode();
          const canvas = Object.assign(document.createElement("canvas"), { width: 10, height: 10 });
          const context = canvas.getContext("2d");
          context.drawImage(image, 0, 0, 10, 10);
          return [1, 8].map((y) => [...context.getImageData(5, y, 1, 1).data.slice(0, 3)]);
        }""",
        selector,
    )


def looks_like(shown, wanted):
    return all(abs(a - b) < 40 for a, b in zip(shown, wanted, strict=True))


def test_from_a_rotated_phone_photo_to_the_readers_page_and_away_again(
    phone, page, live_server, story, writer, editor, tmp_path, served
):
    form = opened(phone, live_server.url, story)
    form.get_by_role("button", name="+ foto").first.click()
    form.set_input_files("#photo-camera", rotated(tmp_path))
    fill_words(form, caption="Warga menyeberang", alt="Jembatan darurat", credit="Wati")
    expect(form.locator("#photo-state")).to_contain_text("Foto sudah di server")
    photo = Photo.objects.get()
    assert f"[foto {photo.pk}]" in form.input_value("#id_body")
    card = form.locator("#photo-cards li")
    expect(card).to_contain_text("Warga menyeberang")
    expect(card).to_contain_text("Lengkap")
    top, bottom = colours(form, "#photo-cards img")
    assert looks_like(top, RED), top
    assert looks_like(bottom, BLUE), bottom
    form.click("button[name=_save]")
    form.wait_for_url("**/tinjau/")
    run_worker()

    publish(Article.objects.get(pk=story.pk), writer, editor)
    page.set_viewport_size(PHONE)
    address = f"{live_server.url}{story.get_absolute_url()}"
    page.goto(address)
    shown = page.locator("figure.photo picture")
    assert shown.locator("source").evaluate_all("all => all.map((one) => one.type)") == [
        "image/avif",
        "image/webp",
    ]
    image = shown.locator("img")
    for part in [*shown.locator("source").all(), image]:
        assert part.get_attribute("sizes")
        assert " 360w" in part.get_attribute("srcset")
    assert int(image.get_attribute("height")) == int(image.get_attribute("width")) * 4 // 3
    top, bottom = colours(page, "figure.photo img")
    assert looks_like(top, RED), top
    assert looks_like(bottom, BLUE), bottom
    assert image.evaluate("image => image.currentSrc").endswith(".avif")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    files = [path for path in served.rglob("*") if path.is_file()]
    assert len(files) > 20
    for path in files:
        assert not Image.open(io.BytesIO(path.read_bytes())).getexif()
        assert b"GPS" not in path.read_bytes()

    desk = page.context.new_page()
    sign_in(desk, live_server.url, "edi")
    desk.goto(f"{live_server.url}{reverse('admin:articles_photo_change', args=[photo.pk])}")
    desk.get_by_text("Tarik dari pemakaian").first.click()
    desk.fill("#photo-reason", "Orangnya salah.")
    desk.locator("form.step button").click()
    expect(desk.locator("body")).to_contain_text("Ditarik dari pemakaian. Di luar redaksi")
    expect(desk.get_by_role("link", name="Pilih foto lain")).to_be_visible()
    desk.locator(".focus img").evaluate("image => image.decode()")
    assert [path for path in served.rglob("*") if path.is_file()] == []
    page.goto(address)
    assert page.locator("picture").count() == 0
    expect(page.locator(".killed-photo")).to_have_text("Foto ini ditarik.")


def test_photos_taken_without_signal_wait_on_the_phone_also_when_the_tab_is_closed(
    phone, live_server, story, tmp_path
):
    form = opened(phone, live_server.url, story)
    phone.set_offline(True)
    form.get_by_role("button", name="+ foto").first.click()
    form.set_input_files("#photo-files", [rotated(tmp_path)])
    fill_words(form, caption="Dari bus", credit="Wati")
    expect(form.locator("#photo-state")).to_contain_text("Foto tersimpan di HP")
    assert "[foto baru-" in form.input_value("#id_body")
    expect(form.locator("#writing-state")).to_contain_text("Tersimpan di HP")
    form.close()
    phone.set_offline(False)
    form = phone.new_page()
    open_form(form, live_server.url, story)
    expect(form.locator("#photo-state")).to_contain_text("Foto sudah di server")
    photo = Photo.objects.get()
    expect(form.locator("#id_body")).to_have_value(f"Air surut.\n\nWarga pulang.\n\n[foto {photo.pk}]\n\n")
    assert photo.caption == "Dari bus"


def test_a_press_waits_for_the_photo(phone, live_server, story, tmp_path):
    form = opened(phone, live_server.url, story)
    phone.set_offline(True)
    form.locator("[data-lead] [data-photo]").click()
    form.set_input_files("#photo-camera", rotated(tmp_path))
    fill_words(form, credit="Wati")
    form.click("button[name=_save]")
    expect(form.locator("#photo-state")).to_contain_text("Foto tersimpan di HP")
    phone.set_offline(False)
    form.wait_for_url("**/tinjau/", timeout=30_000)
    story.refresh_from_db()
    assert story.lead_photo == Photo.objects.get()


def test_a_file_that_is_no_picture_is_told_and_leaves_no_mark_in_the_text(phone, live_server, story):
    form = opened(phone, live_server.url, story)
    form.get_by_role("button", name="+ foto").first.click()
    form.set_input_files(
        "#photo-files", [{"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": b"bukan gambar"}]
    )
    fill_words(form)
    expect(form.locator("#photo-state")).to_contain_text("bukan gambar")
    assert form.input_value("#id_body").strip() == "Air surut.\n\nWarga pulang."
    form.click("button[name=_save]")
    form.wait_for_url("**/tinjau/")


def test_several_photos_at_once_become_a_gallery(phone, live_server, story):
    form = opened(phone, live_server.url, story)
    form.get_by_role("button", name="+ foto").first.click()
    files = [
        {"name": f"{c}.jpg", "mimeType": "image/jpeg", "buffer": picture(colour=c)}
        for c in ("red", "blue", "green")
    ]
    form.set_input_files("#photo-files", files)
    expect(form.locator("#photo-count")).to_contain_text("3 foto")
    fill_words(form, credit="Wati")
    expect(form.locator("#photo-cards li")).to_have_count(3)
    form.click("button[name=_save]")
    form.wait_for_url("**/tinjau/")
    assert form.locator(".gallery figure").count() == 3


def test_the_picker_puts_a_photo_of_the_library_into_text_and_lead(phone, live_server, story):
    photo = make_photo(caption="Banjir di jembatan")
    form = opened(phone, live_server.url, story)
    for button in (form.get_by_role("button", name="+ foto").first, form.locator("[data-lead] [data-photo]")):
        button.click()
        form.fill("#photo-search", "jembatan")
        form.locator("#photo-found button", has_text="Banjir di jembatan").click()
    assert f"[foto {photo.pk}]" in form.input_value("#id_body")
    assert form.input_value("#id_lead_photo") == str(photo.pk)
    expect(form.locator("[data-lead] li")).to_contain_text("Banjir di jembatan")
    form.locator("[data-no-lead]").click()
    assert form.input_value("#id_lead_photo") == ""


def test_a_caption_is_changed_from_the_form_and_the_form_goes_on(phone, live_server, story, writer):
    photo = make_photo(uploaded_by=writer, alt="")
    article = make_article(writer, headline="Dengan foto", lead_photo=photo)
    form = opened(phone, live_server.url, article)
    expect(form.locator("[data-lead] li")).to_contain_text("Belum ada: teks alternatif")
    form.fill("#id_headline", "Judul yang sedang diketik")
    form.locator("[data-lead] li button").click()
    fill_words(form, alt="Air setinggi lutut")
    expect(form.locator("[data-lead] li")).to_contain_text("Lengkap")
    form.click("button[name=_save]")
    form.wait_for_url("**/tinjau/")
    article.refresh_from_db()
    assert (article.headline, article.lead_photo.alt) == ("Judul yang sedang diketik", "Air setinggi lutut")
    assert not article.revisions.aside().exists()


# ---- The full editor


def test_the_full_editor_uploads_a_photo_asks_about_it_and_shows_it(full, live_server, story, tmp_path):
    full.locator(".ck-editor__editable").click()
    with full.expect_file_chooser() as chooser:
        full.locator(".ck-toolbar .ck-file-dialog-button").click()
    chooser.value.set_files(rotated(tmp_path))
    fill_words(full, caption="Warga menyeberang", credit="Wati", alt="Jembatan")
    photo = Photo.objects.get()
    expect(full.locator("#photo-cards li")).to_contain_text("Warga menyeberang")
    image = full.locator(f".ck-editor__editable img[src$='/foto/{photo.pk}/']")
    expect(image).to_be_visible()
    image.evaluate("image => image.decode()")
    full.click("button[name=_save]")
    full.wait_for_url("**/tinjau/")
    story.refresh_from_db()
    assert f'<figure class="photo"><img src="/foto/{photo.pk}/"></figure>' in story.body
    open_form(full, live_server.url, story)  # and it comes back as it was
    expect(full.locator(f".ck-editor__editable figure.image img[src$='/foto/{photo.pk}/']")).to_be_visible()


def test_the_full_editor_keeps_caption_and_layout_of_a_photo(full, live_server, story, writer):
    photo = make_photo()
    text = f'<figure class="photo gallery"><img src="/foto/{photo.pk}/"><figcaption>Khusus di sini</figcaption></figure>'
    article = make_article(writer, headline="Bergaleri", body=text)
    open_form(full, live_server.url, article)
    expect(full.locator(".ck-editor__editable figcaption")).to_have_text("Khusus di sini")
    full.fill("#id_headline", "Bergaleri lagi")
    full.click("button[name=_save]")
    full.wait_for_url("**/tinjau/")
    article.refresh_from_db()
    assert (article.headline, article.body) == ("Bergaleri lagi", text)


def test_a_refused_file_is_told_in_the_full_editor(full):
    told = []
    full.on("dialog", lambda dialog: (told.append(dialog.message), dialog.accept()))
    full.locator(".ck-editor__editable").click()
    with full.expect_file_chooser() as chooser:
        full.locator(".ck-toolbar .ck-file-dialog-button").click()
    chooser.value.set_files({"name": "foto.png", "mimeType": "image/png", "buffer": b"bukan gambar"})
    full.wait_for_timeout(1500)
    assert any("bukan gambar" in text for text in told) or "bukan gambar" in full.locator("body").inner_text()
    expect(full.locator(".ck-editor__editable img")).to_have_count(0)


# ---- The library


def test_many_photos_are_uploaded_one_after_the_other_and_duplicates_told(page, live_server, story):
    page.set_viewport_size(PHONE)
    sign_in(page, live_server.url, "wati")
    page.goto(f"{live_server.url}{reverse('admin:articles_photo_add')}")
    files = [
        {"name": f"{c}.jpg", "mimeType": "image/jpeg", "buffer": picture(colour=c)}
        for c in ("red", "blue", "green")
    ]
    files += [files[0] | {"name": "kembar.jpg"}, {"name": "x.jpg", "mimeType": "image/jpeg", "buffer": b"x"}]
    page.set_input_files("input[type=file]", files)
    expect(page.locator("#upload-state")).to_contain_text(
        "4 dari 5 terkirim, 2 perlu dilihat", timeout=30_000
    )
    expect(page.locator("#upload-cards li", has_text="kembar.jpg")).to_contain_text("sudah ada di pustaka")
    expect(page.locator("#upload-cards li", has_text="x.jpg")).to_contain_text("bukan gambar")
    assert Photo.objects.count() == 3
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_focus_is_set_by_a_press_on_the_picture(page, live_server, story, editor):
    photo = library.take_in_photo(upload(picture()), by=editor, credit="Edi")
    page.set_viewport_size(DESKTOP)
    sign_in(page, live_server.url, "edi")
    page.goto(f"{live_server.url}{reverse('admin:articles_photo_change', args=[photo.pk])}")
    image = page.locator("[data-focus] img")
    image.evaluate("image => image.decode()")
    box = image.bounding_box()
    image.click(position={"x": box["width"] * 0.9, "y": box["height"] * 0.1})
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.wait_for_load_state("networkidle")
    photo.refresh_from_db()
    assert abs(photo.focus_x - 90) <= 1
    assert abs(photo.focus_y - 10) <= 1
    assert default_storage.exists(photo.public_renditions()[0].name)


def test_an_approved_storys_photo_cannot_be_changed_and_the_dialog_says_why(
    phone, live_server, story, writer, editor
):
    photo = make_photo(uploaded_by=writer)
    move(
        make_article(writer, headline="Disetujui", lead_photo=photo), ("submit", writer), ("approve", editor)
    )
    article = make_article(
        writer, headline="Draf", body=f'<figure class="photo"><img src="/foto/{photo.pk}/"></figure>'
    )
    form = opened(phone, live_server.url, article)
    form.locator("#photo-cards li button").click()
    expect(form.locator("#photo-error")).to_contain_text("Foto ini ada di")
    expect(form.locator("#photo-words [type=submit]")).to_be_disabled()


def test_a_letter_is_as_wide_as_a_phone_s_column_and_opens_in_full_without_a_script(
    browser, live_server, story, writer, editor, served
):
    """JavaScript is switched off for the page; what is asked of it the test's own browser answers all the same."""
    letter = library.take_in_photo(
        upload(picture((1080, 9000), "PNG")), by=writer, credit="Wati", alt="Surat edaran"
    )
    run_worker()
    live = publish(make_article(writer, lead_photo=letter), writer, editor)
    context = browser.new_context(viewport=PHONE, device_scale_factor=2, java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + live.get_absolute_url())
    image = page.locator(".photo-lead img")
    box = image.bounding_box()
    assert (box["width"], round(box["height"] / box["width"], 1)) == (328, 8.3)
    assert "720x6000" in image.evaluate("image => image.currentSrc")  # 656 pixels of the screen
    page.get_by_role("link", name="Surat edaran Buka ukuran penuh").click()
    page.wait_for_url("**/1080x9000-*.jpg")
    context.close()
