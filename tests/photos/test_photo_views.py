"""The photo pages of the desk: what each person is told, what may be sent, and what a failing storage leaves."""

from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
from django.core.files.storage import default_storage, storages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from articles.models import Article, Person, Photo
from staff.photos import library
from tests.support.factories import (
    make_article,
    make_photo,
    make_publication,
    make_region,
    move,
    picture,
    publish,
    upload,
)
from tests.support.photo_desk import EDITOR, SEND, change, send

pytestmark = pytest.mark.usefixtures("empty_storages")

PICK = "/redaksi-desk/articles/photo/pilih/"


def page(photo):
    return reverse("admin:articles_photo_change", args=[photo.pk])


def save(client, photo, **fields):
    """The library's page of a photo, sent as its form sends it."""
    words = {"caption": "Sungai", "credit": "Wati", "alt": "Sungai", "source": "own"}
    return client.post(page(photo), words | {"focus_x": 50, "focus_y": 40} | fields)


# ---- Portraits


def test_a_reporter_puts_no_portrait_before_readers_by_adding_a_person(desk, photo, visit, editor):
    """A person's page is public at once; nobody approves it."""
    address = reverse("admin:articles_person_add")
    person = {"name": "Siapa Saja", "photo": photo.pk, "masthead_order": 100}
    assert 'name="photo"' not in desk.get(address).content.decode()
    assert desk.post(address, person).status_code == 302
    assert not Person.objects.filter(name="Siapa Saja").exists()  # refused in words, nothing is saved
    assert 'name="photo"' in visit(editor).get(address).content.decode()
    assert visit(editor).post(address, {"name": "Bu Lurah", "photo": photo.pk}).status_code == 302
    assert Person.objects.get(name="Bu Lurah").photo == photo


def test_a_portrait_is_picked_and_not_uploaded_in_a_popup_that_never_comes_back(visit, editor):
    html = visit(editor).get(reverse("admin:articles_person_add")).content.decode()
    assert "add_id_photo" not in html
    assert "change_id_photo" not in html


# ---- What may be sent


@pytest.mark.parametrize("region", ["abc", "²", "1\x00", "9" * 23])
def test_a_place_that_no_browser_sends_is_not_taken_and_fails_nothing(desk, photo, region):
    place = make_region()
    Photo.objects.filter(pk=photo.pk).update(region=place)
    assert save(desk, photo, region=region).status_code == 302
    assert save(desk, photo, region=region, source="zzz").status_code == 200  # the form is shown again
    photo.refresh_from_db()
    assert photo.region == place


@pytest.mark.parametrize("day", ["0001-01-01", "1825-12-31", "9999-12-31"])
def test_a_photo_was_taken_since_photography_began_and_not_in_the_future(desk, photo, day):
    answer = save(desk, photo, taken_at_0=day, taken_at_1="00:00")
    assert answer.status_code == 200
    assert answer.context["errors"]
    photo.refresh_from_db()
    assert photo.taken_at is None


def test_a_photo_may_have_been_taken_a_moment_ahead_of_our_clock(desk, photo):
    soon = timezone.localtime() + timedelta(hours=20)
    assert save(desk, photo, taken_at_0=f"{soon:%Y-%m-%d}", taken_at_1=f"{soon:%H:%M}").status_code == 302
    assert save(desk, photo, taken_at_0="1826-06-01", taken_at_1="00:00").status_code == 302


def test_a_camera_with_a_wrong_clock_stops_no_correction(desk, photo):
    Photo.objects.filter(pk=photo.pk).update(taken_at=datetime(2090, 1, 1, tzinfo=UTC))
    sent = {"taken_at_0": "2090-01-01", "taken_at_1": "07:00:00"}
    assert save(desk, photo, caption="Dibetulkan", **sent).status_code == 302


def test_what_is_not_sent_is_not_changed(desk, photo, visit, editor):
    """A dialog that was opened before a colleague's correction sends only what was typed in it."""
    assert change(visit(editor), photo, credit="Kredit dibetulkan").status_code == 200
    address = reverse("admin:articles_photo_words", args=[photo.pk])
    assert desk.post(address, {"alt": "Air di jalan"}).status_code == 200
    photo.refresh_from_db()
    assert (photo.credit, photo.alt, photo.caption) == ("Kredit dibetulkan", "Air di jalan", "Sungai")
    assert desk.post(address, {"caption": ""}).status_code == 200
    photo.refresh_from_db()
    assert (photo.credit, photo.caption) == ("Kredit dibetulkan", "")


@pytest.mark.parametrize(("sent", "known"), [("7", 7), ("", None), ("²", None)])
def test_words_come_with_the_number_that_their_form_knows(desk, photo, sent, known):
    with mock.patch.object(library, "save_words", return_value={}) as called:
        assert change(desk, photo, alt="Baru", tab="tab-uji-1", revision=sent).status_code == 200
    assert called.call_args.kwargs["base"] == known


# ---- A story went on while the page of its photo was open


@pytest.fixture
def gone_on(photo, writer, editor):
    """The editors have the story by now."""
    make_publication()
    return move(make_article(writer, lead_photo=photo), ("submit", writer))


def test_what_may_not_be_saved_any_more_is_shown_again_with_why(desk, photo, gone_on):
    answer = save(desk, photo, caption="Ketikan yang tidak boleh hilang")
    assert answer.status_code == 200
    html = answer.content.decode()
    assert "Ketikan yang tidak boleh hilang" in html
    assert html.count("Foto ini ada di") == 1
    photo.refresh_from_db()
    assert photo.caption == "Sungai"


def test_a_story_that_goes_on_in_the_very_moment_leads_to_the_same_page(desk, photo, gone_on):
    """Asked before, it was allowed; under the locks it is not."""
    refusal = library.words_refusal
    with mock.patch.object(library, "words_refusal", side_effect=[None, refusal(photo, photo.uploaded_by)]):
        answer = save(desk, photo, caption="Ketikan yang tidak boleh hilang")
    assert answer.status_code == 200
    assert "Ketikan yang tidak boleh hilang" in answer.content.decode()
    assert "Foto ini ada di" in answer.content.decode()
    photo.refresh_from_db()
    assert photo.caption == "Sungai"


def test_the_photo_of_somebody_else_stays_closed(photo, visit, other_writer):
    assert save(visit(other_writer), photo, caption="Diubah orang lain").status_code == 403


def test_a_photos_page_asks_once_whether_it_may_be_changed(photo, visit, editor):
    with mock.patch.object(library, "words_refusal", return_value=None) as asked:
        assert visit(editor).get(page(photo)).status_code == 200
    assert asked.call_count == 1


# ---- Coming in


def test_words_that_were_typed_for_a_picture_that_is_here_come_back(desk, photo):
    typed = {"caption": "Diketik sekarang", "source": "citizen", "supplier": "Pak Budi", "consent": ""}
    answer = send(desk, picture(), **typed, credit="Wati").json()
    assert answer["is_twin"]
    assert answer["typed"] == {"caption": "Diketik sekarang", "source": "citizen", "supplier": "Pak Budi"}
    assert "typed" not in send(desk, picture()).json()
    assert (
        "typed" not in send(desk, picture(), caption="Sungai", credit="Wati").json()
    )  # what it says already
    assert "typed" not in send(desk, picture(colour="red"), caption="Baru").json()


@pytest.mark.parametrize("error", [OSError("full"), RuntimeError("what boto raises is no OSError")])
@pytest.mark.parametrize(("door", "field"), [(SEND, "photo"), (EDITOR, "upload")], ids=["form", "editor"])
def test_a_storage_that_fails_is_told_to_who_uploads_and_to_the_log(desk, caplog, door, field, error):
    with mock.patch.object(type(default_storage._wrapped), "_save", side_effect=error):
        answer = desk.post(door, {field: upload(picture())})
    assert answer.status_code == 503
    told = answer.json()["message"] if door == SEND else answer.json()["error"]["message"]
    assert told
    assert str(error) not in told
    assert str(error) in caplog.text
    assert not Photo.objects.exists()


def test_another_account_in_the_same_browser_takes_no_picture_of_the_editors_form(writer, editor):
    """CKEditor sends the token that its form was opened with, and each sign-in gives the browser a new one."""
    browser = Client(enforce_csrf_checks=True)

    def sign_in(name):
        token = browser.get("/redaksi-desk/masuk-lagi/").json()["token"]
        answer = {"username": name, "password": "rahasia", "csrfmiddlewaretoken": token}
        assert browser.post("/redaksi-desk/login/", answer).status_code == 302
        return browser.cookies["csrftoken"].value

    def send_by_editor(token):
        return browser.post(EDITOR, {"upload": upload(picture())}, headers={"X-CSRFToken": token})

    opened = sign_in("wati")
    assert send_by_editor(opened).status_code == 200
    now = sign_in("edi")
    assert send_by_editor(opened).status_code == 403
    assert send_by_editor(now).status_code == 200


# ---- What each person is told


def test_what_may_lead_to_a_source_is_for_who_uploaded_it_and_for_editors(
    desk, photo, visit, other_writer, editor
):
    Photo.objects.filter(pk=photo.pk).update(
        caption="", supplier="Bu Siti", consent="HP 0812", metadata={"caption": "Rumah di Gang 3"}
    )
    secrets = ("Bu Siti", "0812", "Gang 3")
    for address in (f"{PICK}?id={photo.pk}", page(photo)):
        for client in (desk, visit(editor)):
            html = client.get(address).content.decode()
            assert all(secret in html for secret in secrets), address
        stranger = visit(other_writer).get(address)
        assert stranger.status_code == 200
        assert not [secret for secret in secrets if secret in stranger.content.decode()], address
    twin = send(visit(other_writer), picture()).content.decode()
    assert not [secret for secret in secrets if secret in twin]


def test_the_words_of_a_photo_are_known_to_whoever_puts_it_into_a_story(photo, visit, other_writer):
    (told,) = visit(other_writer).get(PICK, {"id": photo.pk}).json()["photos"]
    assert (told["caption"], told["credit"], told["alt"], told["source"]) == (
        "Sungai",
        "Wati",
        "Sungai",
        "own",
    )
    assert "Orang lain" in told["refusal"]


def test_a_search_tells_no_more_than_it_shows(desk, photo):
    (found,) = desk.get(PICK, {"q": "sungai"}).json()["photos"]
    assert set(found) == {"id", "label", "thumbnail", "src", "alt", "killed", "lacks"}


def test_editors_are_told_that_a_file_says_it_was_made_by_ai(desk, photo, visit, editor):
    Photo.objects.filter(pk=photo.pk).update(metadata={"is_ai": True, "places": ["Semampir", "Kraksaan"]})
    for said in (gettext("It was made by AI."), "Semampir, Kraksaan"):
        assert said in visit(editor).get(page(photo)).content.decode()
        assert said not in desk.get(page(photo)).content.decode()


# ---- Withdrawn from use


def test_no_browser_keeps_the_address_of_a_file_that_a_kill_takes_away(desk, photo):
    assert "no-store" in desk.get(reverse("admin:photo_file", args=[photo.pk]))["Cache-Control"]


@pytest.mark.parametrize("error", [OSError("down"), RuntimeError("what boto raises is no OSError")])
def test_evidence_whose_storage_fails_is_not_found_and_logged(photo, visit, editor, caplog, error):
    library.withdraw_photo(photo, by=editor, reason="Salah orang.")
    with mock.patch.object(type(storages["originals"]), "_open", side_effect=error):
        answer = visit(editor).get(reverse("admin:articles_photo_evidence", args=[photo.pk]))
    assert answer.status_code == 404
    assert str(error) in caplog.text


def test_a_photo_that_was_killed_before_the_upgrade_names_nobody(visit, editor):
    killed = make_photo(state="killed", killed_at=timezone.now(), kill_reason="Salah orang.")
    html = visit(editor).get(page(killed)).content.decode()
    assert "Salah orang." in html
    assert "None" not in html.partition("Salah orang.")[0].rpartition("notice-error")[2]


@pytest.mark.slow
def test_more_stories_do_not_make_a_photos_page_ask_more(photo, writer, editor, second_editor, visit):
    make_publication()
    client, counts = visit(second_editor), []
    for number in (2, 10):
        while Article.objects.showing(photo).count() < number:
            publish(make_article(writer, lead_photo=photo), writer, editor)
        client.get(page(photo))  # what a process asks once, such as a content type
        with CaptureQueriesContext(connection) as asked:
            client.get(page(photo))
        counts.append(len(asked))
    assert counts[0] == counts[1]
