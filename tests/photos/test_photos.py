"""Photos at the desk: taking in, what is said of them, where they are used, and withdrawing one from use."""

import io
import json
import subprocess
from datetime import UTC, datetime
from unittest import mock

import pytest
from django.core.files.storage import default_storage, storages
from django.core.management import call_command
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from PIL import Image

from articles.models import Article, Person, Photo, PhotoUse, Region
from articles.models.photo import Duplicate
from articles.tasks import draw_photo
from staff import tasks, workflow
from staff.models import Scratch
from staff.photos import library
from staff.workflow import checks
from staff.workflow.manuscript import Manuscript
from staff.writing import saving
from tests.support import hostile
from tests.support.factories import (
    make_article,
    make_photo,
    make_publication,
    make_region,
    move,
    picture,
    publish,
    run_tasks,
    upload,
)
from tests.support.photo_desk import EDITOR, SEND, change, original_files, photo_figure, public_files, send
from tests.support.public_pages import costs

pytestmark = pytest.mark.usefixtures("empty_storages")
SECRET = "RAHASIA-GPS"


# ---- Taking in


def phone_picture():
    exif = Image.Exif()
    exif[0x0112] = 6  # orientation: turn by 90 degrees
    exif[0x8825] = {1: "S", 2: (7.0, 45.0, 0.0), 3: "E", 4: (113.0, 25.0, 0.0)}
    exif[0x010E] = "Banjir di Dringu"
    return picture(exif=exif)


def test_a_phone_photo_comes_in_upright_with_its_original_out_of_reach(desk):
    content = phone_picture()
    answer = send(desk, content, caption="Sungai").json()
    photo = Photo.objects.get()
    assert (photo.width, photo.height) == (900, 1600)
    assert photo.original.read() == content
    with pytest.raises(ValueError, match="no address"):
        photo.original.url  # noqa: B018
    assert not default_storage.exists(photo.original.name)
    first = Image.open(default_storage.open(photo.public_renditions()[0].name))
    assert first.size == (720, 1280)
    assert (answer["id"], answer["caption"], answer["is_twin"]) == (photo.pk, "Sungai", False)


def test_the_page_of_who_uploads_does_not_wait_for_more_than_one_rendition(desk):
    send(desk, picture())
    assert len(public_files()) == 1


@pytest.mark.slow
def test_the_worker_draws_the_rest(photo):
    run_tasks()
    photo.refresh_from_db()
    drawn = photo.public_renditions()
    assert {r.format for r in drawn} == {"avif", "webp", "jpeg"}
    assert {r.shape for r in drawn} == {"full", "16:9", "4:3", "1:1", "share"}
    assert {r.name for r in drawn} <= set(public_files())
    for rendition in drawn:
        content = default_storage.open(rendition.name).read()
        assert len(content) == rendition.size
        assert Image.open(io.BytesIO(content)).size == (rendition.width, rendition.height)


@pytest.mark.slow
def test_what_cannot_be_drawn_is_tried_again_then_told_and_taken_up_only_when_asked(photo, desk):
    storages["originals"].delete(photo.original.name)
    for _ in range(Photo.MOST_ATTEMPTS):
        assert photo in Photo.objects.not_drawn()
        run_tasks()
        tasks.take_up_files()
    photo.refresh_from_db()
    assert "FileNotFoundError" in photo.drawing_error
    html = desk.get(reverse("admin:articles_photo_change", args=[photo.pk])).content.decode()
    assert "FileNotFoundError" in html
    assert photo not in Photo.objects.not_drawn()
    storages["originals"].save(photo.original.name, io.BytesIO(picture()))  # somebody brought it back
    call_command("draw_photos", stdout=io.StringIO())
    run_tasks()
    photo.refresh_from_db()
    assert (photo.drawing_error, photo.recipe) == ("", 1)


def test_the_pulse_takes_up_what_a_lost_task_left(photo):
    DBTaskResult.objects.all().delete()
    tasks.take_up_files()
    tasks.take_up_files()  # one is waiting: no second one
    assert DBTaskResult.objects.filter(task_path=draw_photo.module_path).count() == 1
    run_tasks()
    assert not Photo.objects.not_drawn().exists()


def test_what_the_file_says_is_offered_and_kept_for_editors(desk, visit, editor):
    place = make_region("Dringu", "dringu")
    Region.objects.filter(pk=place.pk).update(latitude=-7.74, longitude=113.4)
    answer = send(desk, phone_picture()).json()
    photo = Photo.objects.get()
    assert answer["offers"] == {"caption": "Banjir di Dringu"}
    assert (photo.caption, photo.region) == ("", place)  # offered, not taken
    page = reverse("admin:articles_photo_change", args=[photo.pk])
    assert "-7.75" not in desk.get(page).content.decode()
    assert "-7.75" in visit(editor).get(page).content.decode()


def telling(*datasets, attributes=""):
    """A picture whose file says this, with its alternative text in XMP."""
    return hostile.jpeg(
        hostile.xmp_segment(hostile.xmp(attributes)), hostile.iptc_segment(hostile.iptc(*datasets))
    )


ALT = 'Iptc4xmpCore:AltTextAccessibility="Dua warga di perahu"'


@pytest.mark.parametrize(
    ("words", "alt"),
    [({}, "Dua warga di perahu"), ({"alt": ""}, "Dua warga di perahu"), ({"alt": "Perahu"}, "Perahu")],
)
def test_the_alternative_text_of_the_file_is_there_where_nobody_typed_one(desk, words, alt):
    answer = send(desk, telling(attributes=ALT), **words).json()
    assert answer["alt"] == Photo.objects.get().alt == alt


def test_an_alternative_text_that_is_too_long_is_taken_as_far_as_it_fits(desk):
    send(desk, telling(attributes=f'Iptc4xmpCore:AltTextAccessibility="{"air " * 100}"'))
    assert 200 < len(Photo.objects.get().alt) <= 250


def test_creator_and_credit_line_are_offered_as_one_credit(desk):
    answer = send(desk, telling((80, b"Siti Aminah"), (110, b"ANTARA FOTO"))).json()
    assert answer["offers"]["credit"] == "Siti Aminah/ANTARA FOTO"


def test_editors_read_what_else_the_file_says(desk, visit, editor):
    content = telling(
        (40, b"Embargo Senin"),
        (80, b"Siti"),
        (101, b"Indonesia"),
        (90, b"Dringu"),
        (105, b"Banjir"),
        (120, b"Air"),
    )
    send(desk, content, caption="Air", credit="Wati")
    page = reverse("admin:articles_photo_change", args=[Photo.objects.get().pk])
    html = visit(editor).get(page).content.decode()
    for said in (
        "Pesan pengirim",
        "Embargo Senin",
        "Kredit di berkas",
        "Siti",
        "Dringu, Indonesia",
        "Judul di berkas",
    ):
        assert said in html
        assert said not in desk.get(page).content.decode()


@pytest.mark.parametrize(("content", "words"), [(b"", "berkas kosong"), (picture()[:3000], "tidak lengkap")])
def test_what_a_phone_did_not_send_is_told_and_leaves_nothing(desk, content, words):
    answer = send(desk, content)
    assert answer.status_code == 400
    assert words in answer.json()["message"]
    assert words in desk.post(EDITOR, {"upload": upload(content)}).json()["error"]["message"]
    assert not Photo.objects.exists()


def test_a_letter_is_opened_in_full_from_where_it_stands_whole(desk, client, writer, editor):
    make_publication()
    send(desk, picture((1080, 4000)), caption="Surat", credit="Wati", alt="Surat bupati")
    letter = Photo.objects.get()
    live = publish(
        make_article(writer, lead_photo=letter, body=f"<p>Isi.</p>\n{photo_figure(letter)}"), writer, editor
    )
    html = client.get(live.get_absolute_url()).content.decode()
    (rendition,) = letter.public_renditions()
    assert (rendition.width, rendition.height) == (720, 2667)
    assert html.count(f'<a class="full" href="{default_storage.url(rendition.name)}">') == 2
    assert html.count("Buka ukuran penuh") == 2
    assert 'class="full"' not in client.get("/").content.decode()  # a card leads to its story


def test_a_photo_is_no_letter(client, writer, editor):
    make_publication()
    live = publish(make_article(writer, lead_photo=make_photo(width=900, height=1600)), writer, editor)
    assert 'class="full"' not in client.get(live.get_absolute_url()).content.decode()


def test_letters_that_were_drawn_too_small_are_drawn_anew_when_asked(db):
    letter, photo = make_photo("a", recipe=1), make_photo("b", recipe=1)
    Photo.objects.filter(pk=letter.pk).update(width=1080, height=9000)
    call_command("draw_photos", tall=True, stdout=io.StringIO())
    assert set(Photo.objects.not_drawn()) == {letter}
    assert photo not in Photo.objects.not_drawn()


def test_all_are_drawn_anew_where_their_folder_was_lost(db):
    photos = {make_photo("a", recipe=1), make_photo("b", recipe=1)}
    call_command("draw_photos", stdout=io.StringIO())
    assert not Photo.objects.not_drawn().exists()
    call_command("draw_photos", all=True, stdout=io.StringIO())
    assert set(Photo.objects.not_drawn()) == photos


def test_a_place_is_found_by_its_name_or_by_the_nearest_middle(db):
    whole = make_region("Kabupaten Probolinggo", "kabupaten-probolinggo")
    part = make_region("Kraksaan", "kraksaan")
    Region.objects.filter(pk=whole.pk).update(latitude=-7.87, longitude=113.3, dateline="Probolinggo")
    Region.objects.filter(pk=part.pk).update(latitude=-7.757, longitude=113.404, aliases=["Kra'an"])
    found = Region.objects.of_picture
    assert found({"places": ["Semampir", "probolinggo"]}) == whole
    assert found({"places": ["Kra'an"]}) == part
    assert found({"places": ["KRAKSAAN", "Probolinggo"]}) == part
    assert found({"latitude": -7.76, "longitude": 113.41}) == part
    assert found({"latitude": -7.86, "longitude": 113.3}) == whole
    assert found({"latitude": -6.2, "longitude": 106.8}) is None
    assert found({"places": ["Surabaya"]}) is None
    assert found({}) is None


def test_a_picture_that_says_it_is_made_by_ai_is_labelled_so(db, writer):
    with mock.patch("articles.photos.intake.read", return_value=mock.Mock(
        picture=Image.new("RGB", (300, 300)), width=300, height=300, extension="jpg", sha256="x", metadata={"is_ai": True}
    )):  # fmt: skip
        photo = library.take_in_photo(upload(b"x"), by=writer, source="own")
    assert photo.source == "ai"
    assert photo.words().origin == "ai"


def test_the_same_picture_twice_is_one_photo_and_told(desk, photo):
    answer = send(desk, picture(), "salinan.jpg", caption="Lain").json()
    assert (answer["id"], answer["is_twin"]) == (photo.pk, True)
    assert "sudah ada" in answer["told"]
    assert Photo.objects.get().caption == "Sungai"
    assert desk.post(EDITOR, {"upload": upload(picture())}).json()["url"].endswith(f"/foto/{photo.pk}/")
    assert len(public_files()) == 1


def test_the_same_picture_at_once_from_two_phones_is_one_photo(writer, photo):
    """The row of the other one comes between the look and the write."""
    looks = mock.patch.object(Photo.objects.all().__class__, "first", side_effect=[None, photo])
    with looks, pytest.raises(Duplicate) as caught:
        library.take_in_photo(upload(picture()), by=writer)
    assert caught.value.photo == photo
    assert Photo.objects.count() == 1
    assert len(public_files()) == 1


def test_a_withdrawn_picture_does_not_come_back_as_a_new_upload(desk, photo, editor):
    library.withdraw_photo(photo, by=editor, reason="Salah orang.")
    for answer in (send(desk, picture()), desk.post(EDITOR, {"upload": upload(picture())})):
        assert answer.status_code == 400
        assert "ditarik" in answer.content.decode()


def test_a_storage_that_fails_leaves_neither_row_nor_file(desk, writer):
    full = mock.patch.object(type(default_storage._wrapped), "_save", side_effect=OSError("full"))
    with full, pytest.raises(OSError, match="full"):
        library.take_in_photo(upload(picture()), by=writer)
    assert not Photo.objects.exists()
    assert not public_files()
    assert not original_files()


def test_words_that_do_not_fit_are_told_and_the_picture_comes_in(desk):
    answer = send(desk, picture(), caption="x" * 301, credit="Wati", source="zzz")
    photo = Photo.objects.get()
    assert (photo.caption, photo.credit, photo.source) == ("", "Wati", "own")
    assert answer.json()["told"]


def test_who_may_not_add_photos_may_not_upload(client, administrator):
    client.force_login(administrator)
    assert send(client, picture()).status_code == 403
    assert client.post(EDITOR, {"upload": upload(picture())}).status_code == 403


def test_an_upload_without_a_file_is_no_photo(desk):
    assert desk.post(SEND, {}).status_code == 400
    assert desk.post(EDITOR, {}).status_code == 400


def test_the_source_is_asked_once_and_remembered(desk, writer, photo):
    assert library.upload_defaults(writer) == {"source": "own", "credit": "Wati"}
    send(desk, picture(colour="red"), source="own", credit="Wati Ayu")
    assert library.upload_defaults(writer)["credit"] == "Wati Ayu"
    send(desk, picture(colour="blue"), source="citizen", credit="Pak Budi")
    assert library.upload_defaults(writer) == {"source": "citizen", "credit": "Wati Ayu"}
    html = desk.get(reverse("admin:articles_photo_add")).content.decode()
    assert '<option value="citizen" selected>' in html


# ---- Hostile and broken files


@pytest.mark.parametrize("case", hostile.corpus().values(), ids=hostile.corpus().keys())
@pytest.mark.parametrize(("door", "field"), [(SEND, "photo"), (EDITOR, "upload")], ids=["form", "editor"])
def test_whatever_comes_in_is_a_clean_photo_or_a_message(case, door, field, desk):
    answer = desk.post(door, {field: upload(case.content, case.name)})
    told = answer.json()
    if case.accepted:
        assert answer.status_code == 200
        photo = Photo.objects.get()
        assert default_storage.open(photo.public_renditions()[0].name).read() != case.content
    else:
        assert answer.status_code == 400
        message = told.get("message") or told["error"]["message"]
        assert message
        assert not message.startswith(("This", "The"))  # in Indonesian
        assert not Photo.objects.exists()
        assert not public_files()
        assert not original_files()


def test_there_are_at_least_forty_kinds():
    assert len(hostile.corpus()) >= 40


@pytest.mark.slow
@pytest.mark.exiftool
def test_no_served_file_says_anything_of_where_it_was_taken(desk, tmp_path):
    """Read back with exiftool, which had no part in writing them."""
    accepted = {key: case for key, case in hostile.corpus().items() if case.accepted}
    for case in accepted.values():
        send(desk, case.content, case.name)
    run_tasks()
    assert not Photo.objects.exclude(drawing_error="").exists()
    names = public_files()
    assert len(names) > 10 * len(accepted)
    for number, name in enumerate(names):
        content = default_storage.open(name).read()
        assert SECRET.encode() not in content
        (tmp_path / f"{number}.{name.rpartition('.')[2]}").write_bytes(content)
    listed = subprocess.run(
        ["exiftool", "-json", "-G1", "-a", "-u", str(tmp_path)], capture_output=True, check=True, text=True
    )
    allowed = {
        "SourceFile",
        "ExifTool",
        "System",
        "File",
        "Composite",
        "JFIF",
        "RIFF",
        "VP8",
        "Meta",
        "Track1",
    }
    for facts in json.loads(listed.stdout):
        groups = {key.partition(":")[0] for key in facts}
        assert groups <= allowed | {key for key in groups if key in ("QuickTime", "Item")}, facts
        assert not [
            key
            for key in facts
            if any(word in key for word in ("GPS", "XMP", "IPTC", "EXIF", "Comment", "ICC"))
        ]


@pytest.mark.exiftool
def test_exiftool_does_find_it_where_it_is(tmp_path):
    """The test above could pass with a tool that sees nothing."""
    (tmp_path / "a.jpg").write_bytes(phone_picture())
    listed = subprocess.run(
        ["exiftool", "-json", "-G1", str(tmp_path / "a.jpg")], capture_output=True, check=True, text=True
    )
    assert "GPS:GPSLatitude" in json.loads(listed.stdout)[0]


# ---- What is said of a photo


def test_a_reporter_changes_the_own_photo_and_no_other(desk, photo, client, visit, other_writer):
    assert change(desk, photo, caption="Sungai meluap").status_code == 200
    answer = change(visit(other_writer), photo, caption="Diubah orang lain")
    assert answer.status_code == 409
    assert "Orang lain" in answer.json()["message"]
    photo.refresh_from_db()
    assert photo.caption == "Sungai meluap"


@pytest.mark.parametrize("where", ["lead", "text"])
def test_the_caption_of_a_live_photo_is_not_changed_by_a_reporter(where, desk, photo, writer, editor):
    make_publication()
    fields = {"lead_photo": photo} if where == "lead" else {"body": f"<p>Isi.</p>\n{photo_figure(photo)}"}
    publish(make_article(writer, **fields), writer, editor)
    assert change(desk, photo, caption="Diam-diam").status_code == 409
    page = reverse("admin:articles_photo_change", args=[photo.pk])
    refused = desk.post(page, {"caption": "Diam-diam", "focus_x": 5, "focus_y": 5})
    assert "Foto ini ada di" in refused.content.decode()
    photo.refresh_from_db()
    assert photo.caption == "Sungai"


@pytest.mark.parametrize("where", ["lead", "text"])
def test_a_new_caption_is_a_revision_of_each_story_that_shows_it(
    where, photo, visit, writer, editor, second_editor
):
    make_publication()
    fields = {"lead_photo": photo} if where == "lead" else {"body": f"<p>Isi.</p>\n{photo_figure(photo)}"}
    live = publish(make_article(writer, **fields), writer, editor)
    approved = move(make_article(writer, **fields), ("submit", writer), ("approve", editor))
    answer = change(visit(second_editor), photo, caption="Sungai meluap")
    live, approved = Article.objects.get(pk=live.pk), Article.objects.get(pk=approved.pk)
    assert answer.json()["versions"] == {}  # it was no open form of theirs
    content = live.approved_revision.content
    words = content["lead_photo"] if where == "lead" else content["photos"][0]
    assert words["caption"] == "Sungai meluap"
    assert live.events.first().action == "fix"
    assert approved.status == "submitted"
    assert workflow.EVENT_LABELS[approved.events.first().action] == "Disunting setelah disetujui"


def test_the_form_that_a_caption_is_changed_from_goes_on(desk, photo, writer):
    article = make_article(writer, lead_photo=photo)
    base = f"/redaksi-desk/articles/article/{article.pk}/"
    typed = {
        "tab": "tab-uji-1",
        "revision": article.version,
        "headline": "Judul baru",
        "lead_photo": photo.pk,
    }
    assert desk.post(f"{base}ketikan/", typed).status_code == 200
    answer = change(desk, photo, caption="Sungai meluap", tab="tab-uji-1", revision=article.version)
    version = answer.json()["versions"][str(article.pk)]
    assert version == article.version + 1
    assert Scratch.objects.get().base == version
    assert desk.post(f"{base}ketikan/", typed | {"revision": version}).status_code == 200
    assert desk.post(f"{base}change/", typed | {"revision": version}).status_code == 302
    article.refresh_from_db()
    assert (article.headline, article.lead_photo.caption) == ("Judul baru", "Sungai meluap")
    assert not article.revisions.aside().exists()


@pytest.mark.slow
def test_a_new_focus_draws_the_crops_anew_under_new_names(desk, photo):
    run_tasks()
    photo.refresh_from_db()
    before = {r.name for r in photo.public_renditions()}
    page = reverse("admin:articles_photo_change", args=[photo.pk])
    words = {"caption": "Sungai", "credit": "Wati", "alt": "Sungai", "source": "own"}
    assert desk.post(page, words | {"focus_x": 10, "focus_y": 90}).status_code == 302
    photo.refresh_from_db()
    assert (photo.focus_x, photo.recipe) == (10, 0)
    assert {r.name for r in photo.public_renditions()} == before  # until the worker comes
    run_tasks()
    photo.refresh_from_db()
    assert photo.recipe == 1


def test_words_of_another_account_in_the_same_browser_are_not_taken(desk, photo, editor):
    assert change(desk, photo, caption="x", user=editor.pk).status_code == 401


# ---- In a story: snapshot, use, checks


def test_the_text_decides_where_a_photo_is_used(writer):
    one, two = make_photo("a"), make_photo("b")
    article = make_article(writer, body=f"<p>Isi.</p>\n{photo_figure(one)}")
    assert list(Article.objects.showing(one)) == [article]
    article = saving.save(article, article.snapshot().replace(body=photo_figure(two)), by=writer, base=1)
    assert not Article.objects.showing(one).exists()
    assert list(Article.objects.showing(two)) == [article]
    assert article.revisions.first().text.photos == (two.words(),)


def test_a_photo_that_is_used_cannot_be_deleted(writer):
    lead, inline, portrait = make_photo("a"), make_photo("b"), make_photo("c")
    make_article(writer, lead_photo=lead, body=photo_figure(inline))
    Person.objects.filter(user=writer).update(photo=portrait)
    for photo in (lead, inline, portrait):
        with pytest.raises(models.ProtectedError):
            photo.delete()


def test_the_file_of_a_photo_never_changes(photo):
    for fields in ({"sha256": "x"}, {"original": "lain.jpg"}):
        with pytest.raises(IntegrityError, match="a new file is a new photo"), transaction.atomic():
            Photo.objects.filter(pk=photo.pk).update(**fields)


def test_a_story_without_photos_in_its_text_has_the_digest_of_before(writer):
    assert "photos" not in make_article(writer).snapshot().to_json()


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({"credit": ""}, "kredit"),
        ({"alt": ""}, "teks alternatif"),
        ({"source": "citizen"}, "pemberi"),
        ({"source": "agency", "supplier": "Kantor Berita"}, "izin"),
        ({"source": "citizen", "supplier": "Pak Budi", "consent": "Lewat WA, 12 November"}, ""),
        ({"state": "killed", "killed_at": timezone.now(), "kill_reason": "x"}, "ditarik"),
    ],
)
@pytest.mark.parametrize("where", ["lead_photo", "body"])
def test_a_photo_is_complete_before_readers_see_it(fields, missing, where, writer):
    photo = make_photo(**fields)
    shown = (
        {"lead_photo": photo} if where == "lead_photo" else {"body": f"<p>Isi.</p>\n{photo_figure(photo)}"}
    )
    problems = list(checks.photos_are_ready(Manuscript.of(make_article(writer, **shown))))
    assert [problem.field for problem in problems] == ([where] if missing else [])
    assert all(missing in problem.message for problem in problems)


def test_a_photo_that_is_not_in_the_library_is_told_beside_the_text(desk, writer):
    article = make_article(writer)
    answer = desk.post(
        f"/redaksi-desk/articles/article/{article.pk}/change/",
        {"headline": "Judul", "revision": 1, "tab": "tab-uji-1", "mode": "hp", "body": "Isi.\n\n[foto 99]"},
    )
    assert "Foto 99" in answer.content.decode()
    assert "[foto 99]" in answer.content.decode()


# ---- Library and picker


def listed(client, **query):
    return [one["id"] for one in client.get("/redaksi-desk/articles/photo/pilih/", query).json()["photos"]]


def test_the_picker_finds_by_caption_credit_place_and_by_id(desk, writer):
    place = make_region("Dringu", "dringu")
    one = make_photo("a", caption="Banjir merendam jalan", region=place, uploaded_by=writer)
    two = make_photo("b", caption="Panen", credit="Oki", supplier="Dinas Pertanian")
    gone = make_photo("c", state="killed", killed_at=timezone.now(), kill_reason="x")
    assert listed(desk) == [two.pk, one.pk]
    assert listed(desk, q="banjir dringu") == [one.pk]
    assert listed(desk, q="oki") == [two.pk]
    assert listed(desk, q="dinas") == []  # from whom it came is not for every account
    assert listed(desk, q="tidak ada") == []
    Photo.objects.filter(pk=one.pk).update(taken_at=datetime(2026, 11, 11, 20, tzinfo=UTC))  # the 12th in WIB
    assert listed(desk, q="12/11/2026 banjir") == listed(desk, q="12-11-2026") == [one.pk]
    assert listed(desk, q=f"{timezone.localdate():%d/%m/%Y}") == [two.pk, one.pk]
    assert listed(desk, q="31/02/2026") == []
    assert listed(desk, id=[gone.pk, one.pk, 0, "x"]) == [gone.pk, one.pk]


def test_the_library_is_a_grid_that_can_be_searched_and_filtered(desk, writer, django_assert_max_num_queries):
    one = make_photo("a", caption="Banjir", source="citizen")
    make_photo("b", caption="Panen")
    make_article(writer, lead_photo=one)
    url = reverse("admin:articles_photo_changelist")
    html = desk.get(url).content.decode()
    assert html.count('<span class="photo-label">') == 2
    assert "dipakai" in html
    assert "belum dipakai" in html
    for query, found in (
        ({"q": "banjir"}, "Banjir"),
        ({"source__exact": "citizen"}, "Banjir"),
        ({"q": "panen"}, "Panen"),
    ):
        html = desk.get(url, query).content.decode()
        assert f'<span class="photo-label">{found}</span>' in html
        assert html.count('<span class="photo-label">') == 1
    for number in range(30):
        make_photo(f"n{number}")
    with django_assert_max_num_queries(9):
        desk.get(url)
    assert desk.get(url, {"q": "a\x00"}).status_code == 302


def test_a_photos_page_lists_where_it_is_used_and_no_story_of_others(desk, writer, other_writer):
    photo = make_photo(uploaded_by=writer)
    mine = make_article(writer, headline="Naskah sendiri", lead_photo=photo)
    make_article(other_writer, headline="Naskah rahasia", body=photo_figure(photo))
    html = desk.get(reverse("admin:articles_photo_change", args=[photo.pk])).content.decode()
    assert mine.headline in html
    assert "Naskah rahasia" not in html
    assert "dan di 1 berita lain" in html


# ---- Withdrawing from use


@pytest.fixture
def shown(photo, writer, editor):
    """A live story with the photo as its lead, another with it in the text, and a portrait."""
    make_publication()
    run_tasks()
    photo.refresh_from_db()
    Person.objects.filter(user=writer).update(photo=photo)
    lead = publish(make_article(writer, lead_photo=photo), writer, editor)
    text = publish(make_article(writer, body=f"<p>Isi.</p>\n{photo_figure(photo)}"), writer, editor)
    return lead, text


def readers_pages(lead, text, writer):
    return ["/", lead.get_absolute_url(), text.get_absolute_url(), "/feed/", "/kategori/peristiwa/",
            "/cari/?q=banjir", writer.person.get_absolute_url(), "/daerah/kraksaan/"]  # fmt: skip


@pytest.mark.slow
def test_a_killed_photo_is_gone_from_every_page_and_from_the_public_folder(
    photo, shown, client, writer, editor
):
    pages = readers_pages(*shown, writer)
    client.logout()
    before = {page: client.get(page).content.decode() for page in pages}
    assert sum(photo.folder in html for html in before.values()) >= 6
    names = public_files()
    assert len(names) > 20

    library.withdraw_photo(photo, by=editor, reason="Salah orang.")

    for page in pages:
        html = client.get(page).content.decode()
        assert photo.folder not in html, page
    lead = client.get(shown[0].get_absolute_url()).content.decode()
    assert "Foto ini ditarik" in lead
    assert "og:image" not in lead
    assert public_files() == []
    photo.refresh_from_db()
    assert photo.original.read()  # the evidence
    assert (photo.killed_by, photo.kill_reason, photo.renditions) == (editor, "Salah orang.", [])


@pytest.mark.slow
def test_the_stories_concerned_are_told_and_listed(photo, shown, visit, editor):
    two = visit(editor)
    two.post(reverse("admin:articles_photo_kill", args=[photo.pk]), {"reason": "Salah orang."})
    for story in shown:
        event = story.events.first()
        assert (event.action, event.actor) == ("kill_photo", editor)
        assert "Salah orang." in event.reason
        assert Article.objects.get(pk=story.pk).version == story.version
    html = two.get(reverse("admin:articles_photo_change", args=[photo.pk])).content.decode()
    for story in shown:
        assert reverse("admin:articles_article_change", args=[story.pk]) in html
    assert reverse("admin:articles_photo_evidence", args=[photo.pk]) in html


def test_editors_see_the_evidence_and_nobody_else_does(photo, visit, editor, writer, managing_editor):
    library.withdraw_photo(photo, by=editor, reason="Salah orang.")
    address = reverse("admin:articles_photo_evidence", args=[photo.pk])
    answer = visit(editor).get(address)
    assert Image.open(io.BytesIO(answer.content)).format == "JPEG"
    assert answer.content != photo.original.read()
    assert "no-store" in answer["Cache-Control"]
    assert visit(writer).get(address).status_code == 403
    assert "withdrawn.svg" in visit(writer).get(reverse("admin:photo_file", args=[photo.pk])).url


@pytest.mark.parametrize("reason", ["", "  ", "\x00"])
def test_a_photo_is_not_killed_without_a_reason(reason, photo, editor):
    with pytest.raises(workflow.Refused) as caught:
        library.withdraw_photo(photo, by=editor, reason=reason)
    assert caught.value.code == "reason"
    assert public_files()


def test_reporters_do_not_kill_and_editors_do_not_give_free(photo, writer, editor, managing_editor):
    with pytest.raises(workflow.Refused):
        library.withdraw_photo(photo, by=writer, reason="x")
    library.withdraw_photo(photo, by=editor, reason="x")
    with pytest.raises(workflow.Refused):
        library.release_photo(photo, by=editor, reason="x")
    with pytest.raises(workflow.Refused):
        library.withdraw_photo(photo, by=editor, reason="lagi")
    library.release_photo(photo, by=managing_editor, reason="Sudah diperiksa.")
    with pytest.raises(workflow.Refused):
        library.release_photo(photo, by=managing_editor, reason="lagi")


@pytest.mark.slow
def test_a_photo_that_is_given_free_has_new_addresses(photo, editor, managing_editor, client):
    old = photo.folder
    library.withdraw_photo(photo, by=editor, reason="Salah orang.")
    library.release_photo(photo, by=managing_editor, reason="Sudah diperiksa.")
    photo.refresh_from_db()
    assert photo.folder != old
    assert all(name.startswith(photo.folder) for name in public_files())
    run_tasks()
    photo.refresh_from_db()
    assert len(photo.public_renditions()) > 20


def test_files_that_no_row_knows_of_go_too(photo, editor):
    """What a worker that was killed in the middle of drawing had written."""
    default_storage.save(f"{photo.folder}/9999x1-tertinggal.avif", io.BytesIO(b"x"))
    library.withdraw_photo(photo, by=editor, reason="Salah orang.")
    assert public_files() == []


@pytest.mark.slow
def test_a_storage_that_fails_hides_the_photo_all_the_same_and_the_worker_goes_on(
    photo, shown, client, editor, visit
):
    with mock.patch.object(type(default_storage._wrapped), "delete", side_effect=OSError("down")):
        library.withdraw_photo(photo, by=editor, reason="Salah orang.")
    assert public_files()
    assert photo.folder not in client.get(shown[0].get_absolute_url()).content.decode()
    page = reverse("admin:articles_photo_change", args=[photo.pk])
    assert "belum dapat dihapus" in visit(editor).get(page).content.decode()
    assert list(Photo.objects.killed_with_files()) == [photo]
    run_tasks()
    assert public_files() == []
    assert not Photo.objects.killed_with_files().exists()


def test_the_pulse_tries_again_where_the_task_failed_too(photo, editor):
    with mock.patch.object(type(default_storage._wrapped), "delete", side_effect=OSError("down")):
        library.withdraw_photo(photo, by=editor, reason="Salah orang.")
        run_tasks()
    tasks.take_up_files()
    run_tasks()
    assert public_files() == []


def test_a_task_that_comes_after_the_kill_draws_nothing(photo, editor):
    library.withdraw_photo(photo, by=editor, reason="Salah orang.")
    photo.draw()
    assert public_files() == []
    photo.refresh_from_db()
    assert photo.renditions == []


def test_an_approved_story_is_not_published_with_a_killed_photo(photo, writer, editor):
    make_publication()
    approved = move(make_article(writer, lead_photo=photo), ("submit", writer), ("approve", editor))
    library.withdraw_photo(photo, by=editor, reason="Salah orang.")
    with pytest.raises(workflow.Refused) as caught:
        move(approved, ("publish", editor))
    assert caught.value.problems[0].field == "lead_photo"


def test_uses_follow_the_photo_use_rows(writer):
    photo = make_photo()
    make_article(writer, body=photo_figure(photo) + photo_figure(photo, "Lagi"))
    assert PhotoUse.objects.count() == 1


def test_a_story_with_many_photos_costs_no_more_queries(client, writer, editor):
    make_publication()
    pages = []
    for number in (1, 8):
        photos = [make_photo(f"p{number}-{n}") for n in range(number)]
        figures = "\n".join(photo_figure(photo, layout="gallery") for photo in photos)
        story = make_article(writer, lead_photo=make_photo(f"lead{number}"), body=f"<p>Isi.</p>\n{figures}")
        pages.append(publish(story, writer, editor).get_absolute_url())
    assert max(costs(pages).values()) <= 6
    shown = client.get(pages[1]).content.decode().split('class="block next"')[0]
    assert shown.count("<picture>") == 9
