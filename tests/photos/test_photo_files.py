"""The files of photos: nobody is served an original, and nothing public outlives a withdrawal."""

from unittest import mock

import pytest
from django.conf.urls.static import static
from django.core.files.storage import FileSystemStorage, default_storage, storages
from django.test import Client
from django.urls import clear_url_caches
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from articles.models import Photo
from articles.photos import renditions
from articles.photos.storage import PrivateFiles
from articles.tasks import draw_photo
from newsroom import urls
from staff import tasks, workflow
from staff.photos import library
from tests.support.factories import picture, run_tasks, upload
from tests.support.photo_desk import original_files, public_files

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_storages")]


@pytest.fixture
def photo(writer):
    return library.take_in_photo(upload(picture()), by=writer)


def down(method):
    return mock.patch.object(type(default_storage._wrapped), method, side_effect=OSError("down"))


@pytest.fixture
def on_disk(settings, tmp_path, monkeypatch):
    """Public files below an address that Django serves while debugging, originals beside them."""
    monkeypatch.setattr(default_storage, "_wrapped", FileSystemStorage(tmp_path / "media"))
    monkeypatch.setattr(Photo._meta.get_field("original"), "storage", PrivateFiles(tmp_path / "originals"))
    settings.DEBUG = True
    served = static("/media/", document_root=tmp_path / "media")
    monkeypatch.setattr(urls, "urlpatterns", [*served, *urls.urlpatterns])
    clear_url_caches()
    yield tmp_path
    monkeypatch.undo()
    clear_url_caches()


def test_no_address_serves_an_original(on_disk, writer):
    content = picture(comment=b"RAHASIA")
    photo = library.take_in_photo(upload(content), by=writer)
    client = Client()
    with_rendition = client.get(f"/media/{photo.public_renditions()[0].name}")
    assert with_rendition.status_code == 200  # what is public is served: this test can see
    assert b"RAHASIA" not in b"".join(with_rendition)
    client.force_login(writer)
    name = photo.original.name
    assert (on_disk / "originals" / name).read_bytes() == content
    for address in (f"/media/{name}", f"/media/../originals/{name}", f"/media/%2e%2e/originals/{name}",
                    f"/originals/{name}", f"/static/{name}", f"/{name}"):  # fmt: skip
        assert client.get(address).status_code in (400, 404), address


# ---- Withdrawn while a storage failed


def test_what_a_storage_kept_goes_before_a_photo_is_given_free(photo, editor, managing_editor):
    with down("delete"):
        library.withdraw_photo(photo, by=editor, reason="Salah orang.")
        with pytest.raises(workflow.Refused, match="belum dapat dihapus"):
            library.release_photo(photo, by=managing_editor, reason="Sudah diperiksa.")
    old = public_files()
    assert old
    library.release_photo(photo, by=managing_editor, reason="Sudah diperiksa.")
    assert not set(old) & set(public_files())
    photo.refresh_from_db()
    library.withdraw_photo(photo, by=editor, reason="Lagi.")
    assert public_files() == []


def test_a_photo_whose_original_is_gone_is_not_given_free(photo, editor, managing_editor):
    library.withdraw_photo(photo, by=editor, reason="Salah orang.")
    storages["originals"].delete(photo.original.name)
    with pytest.raises(workflow.Refused, match="tidak dapat dibaca"):
        library.release_photo(photo, by=managing_editor, reason="Sudah diperiksa.")
    photo.refresh_from_db()
    assert (photo.state, public_files()) == ("killed", [])


def test_a_late_removal_takes_nothing_from_a_photo_that_was_given_free(photo, editor, managing_editor):
    late = Photo.objects.get(pk=photo.pk)
    library.withdraw_photo(photo, by=editor, reason="Salah orang.")
    library.release_photo(photo, by=managing_editor, reason="Sudah diperiksa.")
    late.remove_files()
    photo.refresh_from_db()
    assert [rendition.name for rendition in photo.public_renditions()] == public_files() != []


# ---- Drawing


def test_what_is_being_drawn_is_not_queued_again(photo):
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=timezone.now())
    tasks.take_up_files()
    assert DBTaskResult.objects.filter(task_path=draw_photo.module_path).count() == 1


def test_what_is_drawn_is_not_drawn_again(photo):
    run_tasks()
    with mock.patch("articles.photos.renditions.all_of") as again:
        Photo.objects.get(pk=photo.pk).draw()
    assert not again.called


@pytest.mark.slow
def test_a_focus_that_is_set_while_a_photo_is_drawn_is_not_forgotten(photo, writer):
    drawings = renditions.all_of

    def meanwhile(*args):
        changed = Photo.objects.get(pk=photo.pk)
        changed.focus_x = 1
        library.save_words(changed, ["focus_x"], by=writer)
        return drawings(*args)

    with mock.patch("articles.photos.renditions.all_of", meanwhile):
        Photo.objects.get(pk=photo.pk).draw()
    assert photo in Photo.objects.not_drawn()
    run_tasks()
    assert not Photo.objects.not_drawn().exists()


def test_a_picture_that_takes_the_worker_down_does_not_come_back_for_ever(photo):
    for _ in range(Photo.MOST_ATTEMPTS):
        assert photo in Photo.objects.not_drawn()
        with mock.patch.object(Photo, "draw", side_effect=SystemExit), pytest.raises(SystemExit):
            draw_photo.func(photo.pk)
    assert photo not in Photo.objects.not_drawn()


def test_a_picture_that_cannot_be_read_is_not_tried_again(photo):
    storages["originals"].delete(photo.original.name)
    storages["originals"].save(photo.original.name, upload(b"rusak"))
    with pytest.raises(Exception, match="JPEG"):
        draw_photo.func(photo.pk)
    photo.refresh_from_db()
    assert "ValidationError" in photo.drawing_error
    assert photo not in Photo.objects.not_drawn()


def test_a_row_that_does_not_come_to_be_leaves_no_file(writer):
    with mock.patch.object(Photo, "save", side_effect=RuntimeError("full")), pytest.raises(RuntimeError):
        library.take_in_photo(upload(picture()), by=writer)
    assert (public_files(), original_files()) == ([], [])
