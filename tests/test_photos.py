"""Pictures: what comes in is upright and stripped, and what readers see of one changes only by the workflow."""

import io

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from articles.models import Article, Photo
from staff import workflow
from tests.factories import make_article, make_publication, move, publish

ADD = "/redaksi-desk/articles/photo/add/"


def picture(size=(1600, 900), fmt="JPEG", **kwargs):
    buffer = io.BytesIO()
    Image.new("RGB", size, "teal").save(buffer, fmt, **kwargs)
    return buffer.getvalue()


def upload(client, content, name="foto.jpg"):
    return client.post(
        ADD,
        {
            "image": SimpleUploadedFile(name, content),
            "caption": "Sungai",
            "credit": "Wati",
            "alt": "Sungai",
            "source": "own",
        },
    )


@pytest.fixture
def desk(client, writer):
    client.force_login(writer)
    return client


def test_a_phone_photo_is_turned_upright_and_loses_what_the_camera_wrote(desk):
    exif = Image.Exif()
    exif[0x0112] = 6  # orientation: turn by 90 degrees
    exif[0x8825] = {1: "S", 2: (7.0, 45.0, 0.0)}  # GPS
    assert upload(desk, picture(exif=exif)).status_code == 302
    photo = Photo.objects.get()
    stored = Image.open(photo.image)
    assert (photo.width, photo.height) == stored.size == (900, 1600)
    assert not stored.getexif()
    assert Image.open(photo.thumbnail).width == 480


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x89PNG\r\n",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        picture()[:900],
        b"GIF89a" + b"\0" * 40,
    ],
    ids=["empty", "cut", "svg", "half a jpeg", "gif"],
)
def test_what_is_no_whole_picture_is_refused_beside_the_field(content, desk):
    response = upload(desk, content)
    assert response.status_code == 200
    assert "image" in response.context["adminform"].form.errors
    assert not Photo.objects.exists()


def test_the_same_picture_twice_is_one_photo(desk):
    upload(desk, picture())
    response = upload(desk, picture(), "salinan.jpg")
    assert "image" in response.context["adminform"].form.errors
    assert Photo.objects.count() == 1


def stored():
    """The names of all picture files."""
    month = f"foto/{timezone.now():%Y/%m}"
    return set(default_storage.listdir(month)[1]) if default_storage.exists(month) else set()


def test_a_refused_form_leaves_no_file_behind(desk):
    before = stored()
    data = {"image": SimpleUploadedFile("foto.jpg", picture()), "caption": "x" * 400, "source": "own"}
    assert desk.post(ADD, data).status_code == 200
    assert stored() == before
    upload(desk, picture())
    assert len(stored()) == len(before) + 2


@pytest.fixture
def photo(desk, writer):
    upload(desk, picture())
    return Photo.objects.get()


def change(client, photo, caption):
    url = f"/redaksi-desk/articles/photo/{photo.pk}/change/"
    return client.post(url, {"caption": caption, "credit": "Wati", "alt": "Sungai", "source": "own"})


def test_a_reporter_changes_the_own_picture_and_no_other(desk, photo, client, other_writer):
    assert change(desk, photo, "Sungai meluap").status_code == 302
    client.force_login(other_writer)
    assert change(client, photo, "Diubah orang lain").status_code == 403
    photo.refresh_from_db()
    assert photo.caption == "Sungai meluap"


def test_the_caption_of_a_live_picture_is_not_changed_by_a_reporter(desk, photo, writer, editor):
    make_publication()
    publish(make_article(writer, lead_photo=photo), writer, editor)
    assert change(desk, photo, "Diam-diam").status_code == 403
    photo.refresh_from_db()
    assert photo.caption == "Sungai"


def test_a_new_caption_is_a_revision_of_each_story_that_shows_it(
    photo, client, writer, editor, second_editor
):
    make_publication()
    live = publish(make_article(writer, lead_photo=photo), writer, editor)
    approved = move(make_article(writer, lead_photo=photo), ("submit", writer), ("approve", editor))
    client.force_login(second_editor)
    assert change(client, photo, "Sungai meluap").status_code == 302
    live, approved = Article.objects.get(pk=live.pk), Article.objects.get(pk=approved.pk)
    assert live.approved_revision.content["lead_photo"]["caption"] == "Sungai meluap"
    assert live.events.first().action == "fix"
    assert approved.status == "submitted"
    assert workflow.EVENT_LABELS[approved.events.first().action] == "Disunting setelah disetujui"
