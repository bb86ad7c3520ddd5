"""Files are written whole or not at all, and what disagrees with the database is found."""

import errno
import shutil
from datetime import timedelta
from unittest import mock

import pytest
from django.core.files.base import ContentFile, File
from django.core.files.storage import storages
from django.core.management import call_command
from django.utils import timezone

from articles.models import Photo
from articles.photos.storage import PrivateFiles, WholeFiles
from staff.operations import files
from staff.photos.library import take_in_photo
from tests.support.attachments import make_attachment
from tests.support.factories import picture, run_tasks, upload


class BreaksOff(File):
    """Content that ends in the middle, as when a disk is full."""

    size = 10

    def chunks(self, chunk_size=None):
        yield b"setengah"
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture(params=[WholeFiles, PrivateFiles])
def storage(request, tmp_path):
    return request.param(location=tmp_path / "berkas")


def test_what_breaks_off_leaves_nothing(storage, tmp_path):
    with pytest.raises(OSError, match="No space"):
        storage.save("2026/12/foto.jpg", BreaksOff(None))
    assert [one for one in (tmp_path / "berkas").rglob("*") if one.is_file()] == []


def test_what_breaks_off_takes_nobody_else_s_file(storage):
    storage.save("foto.jpg", ContentFile(b"milik orang lain"))
    with pytest.raises(OSError, match="No space"):
        storage.save("foto.jpg", BreaksOff(None))
    with storage.open("foto.jpg") as file:
        assert file.read() == b"milik orang lain"
    assert storage.listdir("")[1] == ["foto.jpg"]


def test_a_full_disk_refuses_before_the_first_byte(storage, tmp_path):
    full = shutil.disk_usage(tmp_path)._replace(free=1_000_000)
    with (
        mock.patch("shutil.disk_usage", return_value=full),
        pytest.raises(OSError, match="No space") as caught,
    ):
        storage.save("foto.jpg", ContentFile(b"a" * 10))
    assert caught.value.errno == errno.ENOSPC
    assert not (tmp_path / "berkas").exists()


# ---- Files against rows


@pytest.fixture
def photo(publication, writer, old):
    for place in files.look(reads=False).orphans:  # what other tests left in memory
        storages[place.storage].delete(place.name)
    photo = take_in_photo(upload(picture()), by=writer, caption="Banjir", credit="Wati", alt="Air")
    make_attachment(writer)
    run_tasks()
    return Photo.objects.get(pk=photo.pk)


@pytest.fixture
def old(monkeypatch):
    monkeypatch.setattr(files, "UNDER_WAY", timedelta(seconds=-5))


def test_nothing_is_found_where_all_is_well(photo, capsys):
    assert files.look(reads=True) == ([], [], [])
    call_command("check_files", "--read")
    assert capsys.readouterr().out == "0 missing, 0 of no row, 0 changed.\n"


def test_what_is_missing_belongs_to_nothing_or_was_changed_is_named(photo, capsys):
    rendition = photo.public_renditions()[0].name
    storages["default"].delete(rendition)
    storages["default"].save("foto/yatim.jpg", ContentFile(b"yatim"))
    storages["originals"].delete(photo.original.name)
    storages["originals"].save(photo.original.name, ContentFile(b"lain"))
    with pytest.raises(SystemExit):
        call_command("check_files", "--read")
    assert capsys.readouterr().out.splitlines() == [
        f"MISSING  default: {rendition}",
        "ORPHAN   default: foto/yatim.jpg",
        f"CHANGED  originals: {photo.original.name}",
        "1 missing, 1 of no row, 1 changed.",
    ]


def test_a_file_whose_row_may_still_come_is_no_orphan(photo, monkeypatch):
    monkeypatch.setattr(files, "UNDER_WAY", timedelta(hours=1))
    storages["default"].save("foto/baru.jpg", ContentFile(b"baru"))
    assert files.look(reads=False).orphans == []
    later = timezone.now() + timedelta(hours=2)
    with mock.patch("django.utils.timezone.now", return_value=later):
        assert [place.name for place in files.look(reads=False).orphans] == ["foto/baru.jpg"]
