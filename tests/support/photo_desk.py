"""Photos at the desk: what is sent, and the files that storages then hold."""

from django.core.files.storage import default_storage, storages
from django.urls import reverse
from PIL import Image, ImageDraw

from tests.support.factories import upload

SEND = "/redaksi-desk/articles/photo/kirim/"
EDITOR = "/redaksi-desk/foto/unggah/"


def photo_figure(photo, caption="", layout=""):
    caption = caption and f"<figcaption>{caption}</figcaption>"
    kind = f"photo {layout}".strip()
    return f'<figure class="{kind}"><img src="/foto/{photo.pk}/">{caption}</figure>'


def send(client, content, name="foto.jpg", **words):
    return client.post(SEND, {"photo": upload(content, name), **words})


def public_files():
    found, folders = [], ["foto"]
    while folders:
        folder = folders.pop()
        if not default_storage.exists(folder):
            continue
        below, files = default_storage.listdir(folder)
        folders += [f"{folder}/{name}" for name in below]
        found += [f"{folder}/{name}" for name in files]
    return sorted(found)


def original_files():
    storage = storages["originals"]
    return [name for month in ("2026", "2027") if storage.exists(month) for name in _below(storage, month)]


def _below(storage, folder):
    below, files = storage.listdir(folder)
    return [f"{folder}/{name}" for name in files] + [
        n for b in below for n in _below(storage, f"{folder}/{b}")
    ]


def change(client, photo, **words):
    url = reverse("admin:articles_photo_words", args=[photo.pk])
    return client.post(url, {"caption": "Sungai", "credit": "Wati", "alt": "Sungai", "source": "own"} | words)


RED, BLUE = (200, 30, 30), (30, 30, 200)


def rotated(tmp_path):
    """What a phone held upright writes: the sensor's landscape, and where to turn it and where it was."""
    wide = Image.new("RGB", (1600, 1200), BLUE)
    ImageDraw.Draw(wide).rectangle([0, 0, 800, 1200], RED)  # turned by 90 degrees this is the upper half
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x8825] = {1: "S", 2: (7.0, 45.0, 0.0), 3: "E", 4: (113.0, 25.0, 0.0)}
    path = tmp_path / "IMG_20261112_101500.jpg"
    wide.save(path, exif=exif, quality=90)
    return path
