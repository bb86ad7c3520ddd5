"""Chosen photos in a real browser: kept before anything is asked, sent once, put where they belong."""

import pytest
from playwright.sync_api import expect

from articles.models import Photo
from staff.models import EditLease
from staff.writing import saving
from tests.support.browser import fill_words, open_form, opened
from tests.support.factories import make_article, make_photo, picture
from tests.support.photo_desk import rotated

pytestmark = pytest.mark.django_db(transaction=True)
SEND = "**/photo/kirim/"
WAITING = """() => new Promise((done) => {
  const opening = indexedDB.open("pawarta", 1);
  opening.onsuccess = () => {
    const asked = opening.result.transaction("photos").objectStore("photos").getAll();
    asked.onsuccess = () => done(asked.result.length);
  };
})"""
AI = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description xmlns:e="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" e:DigitalSourceType='
    b'"http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"/></rdf:RDF></x:xmpmeta>'
)


def file(colour, **kwargs):
    return {"name": f"{colour}.jpg", "mimeType": "image/jpeg", "buffer": picture(colour=colour, **kwargs)}


def choose(form, *files, button="[data-photo=text]"):
    form.locator(button).first.click()
    form.set_input_files("#photo-files", list(files))


def choose_in_editor(form, *files):
    form.locator(".ck-editor__editable").click()
    with form.expect_file_chooser() as chooser:
        form.locator(".ck-toolbar .ck-file-dialog-button").click()
    chooser.value.set_files(list(files))


def holding(form):
    """Uploads that the test lets go one by one."""
    held = []
    form.route(SEND, lambda route: held.append(route))
    return held


def let_go(form, held, count):
    """Lets that many go as they come; returns whether another one came after them."""
    for _ in range(count):
        for _ in range(60):
            if held:
                break
            form.wait_for_timeout(100)
        held.pop(0).continue_()
    form.wait_for_timeout(1000)
    return bool(held)


def body_of(form):
    return form.evaluate("window.editors.id_body.getData()")


def test_a_camera_photo_is_kept_before_anything_is_asked(phone, live_server, story, tmp_path):
    form = opened(phone, live_server.url, story)
    choose(form, rotated(tmp_path))
    expect(form.locator("#photo-words")).to_be_visible()
    assert form.evaluate(WAITING) == 1
    form.close()
    form = phone.new_page()
    open_form(form, live_server.url, story)
    fill_words(form, credit="Wati")  # it is asked about again
    expect(form.locator("#photo-state")).to_contain_text("Foto sudah di server")


def test_a_photo_is_thrown_away_only_when_that_is_said_twice(phone, live_server, story, tmp_path):
    form = opened(phone, live_server.url, story)
    answers = [False, True]
    form.on("dialog", lambda dialog: dialog.accept() if answers.pop(0) else dialog.dismiss())
    choose(form, rotated(tmp_path))
    form.locator("#photo-words [data-close]").click()
    expect(form.locator("#photo-words")).to_be_visible()
    form.locator("#photo-words [data-close]").click()
    expect(form.locator("#photo-words")).not_to_be_visible()
    assert form.evaluate(WAITING) == 0
    assert "baru-" not in form.input_value("#id_body")


@pytest.mark.parametrize("kind", ["phone", "full"])
def test_three_photos_one_after_the_other_are_sent_once_and_stand_once(kind, phone, full, live_server, story):
    form = (
        full
        if kind == "full"
        else opened(phone, live_server.url, make_article(story.created_by, headline="Lain"))
    )
    held = holding(form)
    for colour in ("red", "blue", "green"):
        choose(form, file(colour))
        fill_words(form, credit="Wati")
    assert not let_go(form, held, 3)
    expect(form.locator("#photo-cards li")).to_have_count(3)
    assert Photo.objects.count() == 3


def test_three_files_at_once_in_the_full_editor_are_three_photos(full):
    choose(full, file("red"), file("blue"), file("green"))
    fill_words(full, credit="Wati")
    expect(full.locator("#photo-cards li")).to_have_count(3)
    assert body_of(full).count("image-style-gallery") == 3


def test_two_picks_in_the_full_editor_are_two_photos(full):
    make_photo("a", caption="Satu")
    make_photo("b", caption="Dua")
    for caption in ("Satu", "Dua"):
        full.locator("[data-photo=text]").first.click()
        full.locator("#photo-found button", has_text=caption).click()
    expect(full.locator("#photo-cards li")).to_have_count(2)


def test_the_mark_of_the_phone_is_filled_in_by_the_full_editor(phone, live_server, story, tmp_path):
    form = opened(phone, live_server.url, story)
    form.route(SEND, lambda route: route.abort())
    choose(form, rotated(tmp_path))
    fill_words(form, credit="Wati")
    expect(form.locator("#photo-state")).to_contain_text("tersimpan di HP")
    expect(form.locator("#writing-state")).to_contain_text("Tersimpan di server")
    form.locator("[data-flush]").click()
    form.wait_for_selector(".ck-editor__editable")
    form.unroute(SEND)
    expect(form.locator("#photo-cards li")).to_have_count(1)
    assert "baru-" not in body_of(form)
    assert body_of(form).count("/foto/") == 1


def test_a_photo_whose_place_is_gone_is_told_of(phone, live_server, story, editor, tmp_path):
    form = opened(phone, live_server.url, story)
    form.route(SEND, lambda route: route.abort())
    choose(form, rotated(tmp_path))
    fill_words(form, credit="Wati")
    expect(form.locator("#photo-state")).to_contain_text("tersimpan di HP")
    expect(form.locator("#writing-state")).to_contain_text("Tersimpan di server")
    form.close()
    EditLease.objects.all().delete()
    saving.save(story, story.snapshot().replace(headline="Diubah redaktur"), by=editor, base=story.version)
    form = phone.new_page()
    open_form(form, live_server.url, story)
    expect(form.locator("#photo-state")).to_contain_text("ada di pustaka, tetapi tempatnya")


def test_a_press_waits_for_what_the_full_editor_is_sending(full, story, tmp_path):
    held = holding(full)
    choose_in_editor(full, rotated(tmp_path))
    full.wait_for_timeout(800)
    full.click("button[name=_save]")
    full.wait_for_timeout(800)
    assert "/change/" in full.url
    held.pop().continue_()
    full.wait_for_url("**/tinjau/")
    story.refresh_from_db()
    assert f"/foto/{Photo.objects.get().pk}/" in story.body


def test_a_file_that_the_full_editor_could_not_send_goes_later(full, story, tmp_path):
    full.on("dialog", lambda dialog: dialog.accept())
    full.route(SEND, lambda route: route.abort())
    choose_in_editor(full, rotated(tmp_path))
    expect(full.locator("#photo-state")).to_contain_text("tersimpan di HP")
    full.unroute(SEND)
    expect(full.locator("#photo-cards li")).to_have_count(1)
    assert body_of(full).count("/foto/") == 1


def test_two_files_into_the_full_editor_are_asked_about_one_after_the_other(full):
    choose_in_editor(full, file("red"), file("blue"))
    dialog = full.locator("#photo-words")
    for caption in ("Foto pertama", "Foto kedua"):
        expect(dialog.locator("[name=caption]")).to_have_value("")
        for name, text in {"caption": caption, "credit": "Wati", "alt": "Gambar"}.items():
            dialog.locator(f"[name={name}]").fill(text)
        dialog.get_by_role("button", name="Pakai").click()
    expect(full.locator("#photo-cards li", has_text="Lengkap")).to_have_count(2)
    assert set(Photo.objects.values_list("caption", flat=True)) == {"Foto pertama", "Foto kedua"}


def test_an_answer_from_before_the_words_does_not_put_a_card_back(full):
    """The dialog and the cards ask for the photo at once; the cards' answer comes when its words are sent already."""
    held = []

    def hold(route):
        answer = route.fetch()
        held.append(lambda: route.fulfill(response=answer))

    full.route("**/photo/pilih/**", hold)
    choose_in_editor(full, file("red"))
    for _ in range(200):
        if len(held) == 2:
            break
        full.wait_for_timeout(50)
    while held and not full.locator("#photo-words").is_visible():
        held.pop(0)()
        full.wait_for_timeout(300)
    fill_words(full, caption="Foto pertama", credit="Wati", alt="Gambar")
    for release in held:
        release()
    full.wait_for_timeout(300)
    expect(full.locator("#photo-cards li", has_text="Lengkap")).to_have_count(1)


def test_what_a_file_says_of_ai_goes_before_the_habit(full):
    choose_in_editor(full, file("red", xmp=AI))
    fill_words(full, caption="Ilustrasi", credit="Wati", alt="Gambar")
    expect(full.locator("#photo-cards li", has_text="Lengkap")).to_have_count(1)
    assert Photo.objects.get().source == "ai"


def test_a_slow_answer_about_a_caption_does_not_end_the_form(phone, live_server, story, writer):
    photo = make_photo(uploaded_by=writer, alt="")
    article = make_article(writer, headline="Dengan foto", lead_photo=photo)
    form = opened(phone, live_server.url, article)

    def slowly(route):
        answer = route.fetch()
        form.wait_for_timeout(4000)
        route.fulfill(response=answer)

    form.route("**/keterangan/", slowly)
    form.fill("#id_headline", "Judul yang sedang diketik")
    form.locator("[data-lead] li button").click()
    fill_words_later = form.locator("#photo-words")
    fill_words_later.locator("[name=alt]").fill("Air")
    fill_words_later.get_by_role("button", name="Pakai").click()
    form.wait_for_timeout(6000)
    assert form.locator("#writing").get_attribute("data-state") != "taken"
    form.click("button[name=_save]")
    form.wait_for_url("**/tinjau/")


def test_a_caption_from_an_old_form_hides_no_save_of_somebody_else(phone, live_server, story, writer, editor):
    photo = make_photo(uploaded_by=writer, alt="")
    article = make_article(writer, headline="Dengan foto", lead_photo=photo)
    form = opened(phone, live_server.url, article)
    while not EditLease.objects.exists():
        form.wait_for_timeout(50)
    EditLease.objects.all().delete()  # as if the phone had been silent for long
    saving.save(
        article, article.snapshot().replace(headline="Judul redaktur"), by=editor, base=article.version
    )
    form.locator("[data-lead] li button").click()
    fill_words(form, alt="Air")
    form.fill("#id_headline", "Judul wartawan")
    form.click("button[name=_save]")
    expect(form.locator("#writing-notice")).to_be_visible()
    article.refresh_from_db()
    assert article.headline == "Judul redaktur"


def test_a_lead_that_was_picked_meanwhile_stays(phone, live_server, story, tmp_path):
    other = make_photo("a", caption="Pilihan")
    form = opened(phone, live_server.url, story)
    held = holding(form)
    choose(form, rotated(tmp_path), button="[data-lead] [data-photo]")
    fill_words(form, credit="Wati")
    form.locator("[data-lead] [data-photo]").click()
    form.locator("#photo-found button", has_text="Pilihan").click()
    let_go(form, held, 1)
    assert form.input_value("#id_lead_photo") == str(other.pk)


def test_a_busy_server_is_no_ended_session(phone, live_server, story, tmp_path):
    form = opened(phone, live_server.url, story)
    form.route(SEND, lambda route: route.fulfill(status=429, content_type="text/html", body="<h1>Busy</h1>"))
    choose(form, rotated(tmp_path))
    fill_words(form, credit="Wati")
    expect(form.locator("#photo-state")).to_contain_text("tersimpan di HP")
    expect(form.locator("#writing-login")).not_to_be_visible()


def test_a_file_that_is_too_large_is_not_even_sent(phone, live_server, story):
    form = opened(phone, live_server.url, story)
    held = holding(form)
    choose(
        form, {"name": "besar.jpg", "mimeType": "image/jpeg", "buffer": picture() + bytes(26 * 1024 * 1024)}
    )
    expect(form.locator("#photo-state")).to_contain_text("lebih besar dari 25 MB")
    assert not held


def test_words_typed_for_a_picture_that_is_here_already_are_not_lost(phone, live_server, story, writer):
    form = opened(phone, live_server.url, story)
    for caption in ("Pertama", "Kedua"):
        choose(form, file("red"))
        fill_words(form, caption=caption, credit="Wati", alt="Air")
    dialog = form.locator("#photo-words")
    expect(dialog).to_be_visible()
    assert dialog.locator("[name=caption]").input_value() == "Kedua"
