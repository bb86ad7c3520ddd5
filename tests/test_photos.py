"""Pictures that come in: upright, stripped, small enough; and what is no picture is told apart."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from articles.models import Photo

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
