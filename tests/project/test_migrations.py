"""What a newsroom had before it was upgraded is there afterwards."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from articles.models import Photo
from tests.support.factories import picture

BEFORE, NOW = ("articles", "0003_revisions_aside_and_updates"), ("articles", "0006_originals_never_change")


@pytest.fixture
def before(transactional_db):
    """The models as they were; the database goes back to the present whatever happens."""
    executor = MigrationExecutor(connection)
    yield executor.migrate([BEFORE]).apps
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def old_photo(before, name, content, **fields):
    image = default_storage.save(f"foto/2026/11/{name}.jpg", ContentFile(content))
    thumbnail = default_storage.save(f"foto/2026/11/{name}-480.jpg", ContentFile(picture((480, 270))))
    old = before.get_model("articles", "Photo")
    row = old(
        image=image, thumbnail=thumbnail, width=1280, height=720, sha256=name, caption="Sungai", **fields
    )
    row.save()
    # Django measures the picture anew when a row is made; what counts here is the row.
    old.objects.filter(pk=row.pk).update(width=1280, height=720)
    return row.pk


@pytest.mark.slow
def test_pictures_of_before_keep_their_files_and_become_photos(before):
    content = picture((1280, 720))
    whole = old_photo(before, "a", content)
    killed = old_photo(before, "b", picture((1280, 720), colour="red"), state="killed")
    lost = old_photo(before, "c", picture((1280, 720), colour="blue"))
    for name in ("foto/2026/11/c.jpg", "foto/2026/11/c-480.jpg"):
        default_storage.delete(name)

    executor = MigrationExecutor(connection)
    executor.migrate([NOW])

    photo = Photo.objects.get(pk=whole)
    assert [(r.width, r.height) for r in photo.public_renditions()] == [(1280, 720), (480, 270)]
    assert all(
        r.name.startswith(photo.folder) and default_storage.exists(r.name) for r in photo.public_renditions()
    )
    assert photo.original.read() == content
    photo.draw()
    photo.refresh_from_db()
    assert len(photo.public_renditions()) > 20
    photo.kill(by=None, reason="Salah orang.")
    gone = Photo.objects.get(pk=killed)
    assert (gone.public_renditions(), gone.kill_reason) == ([], "–")
    for one in (photo, gone):
        one.remove_files()
        assert default_storage.listdir(one.folder)[1] == []
    for name in ("a", "a-480", "b", "b-480"):  # the addresses of before end as well
        assert not default_storage.exists(f"foto/2026/11/{name}.jpg")
    assert Photo.objects.get(pk=lost).public_renditions() == []
