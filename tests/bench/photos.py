"""The photo part of `make bench`: time and memory of taking in and drawing, and what readers download.

Each measurement runs in a process of its own on one core, so that its peak of memory is its own.
"""

import io
import os
import random
import resource
import tempfile
import time
import traceback
from pathlib import Path

FOLDER = tempfile.TemporaryDirectory()  # for the files: they are on disk, as on a server
os.environ.update(
    DJANGO_SETTINGS_MODULE="newsroom.settings",
    SECRET_KEY="only-for-measuring",
    ALLOWED_HOSTS="*",
    MEDIA_ROOT=f"{FOLDER.name}/media",
    ORIGINALS_ROOT=f"{FOLDER.name}/originals",
)

import django  # noqa: E402

django.setup()

from django.core.files.base import File  # noqa: E402
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_databases, setup_test_environment, teardown_databases  # noqa: E402
from PIL import Image, ImageChops  # noqa: E402

from articles.models import Photo  # noqa: E402
from articles.photos import intake, renditions  # noqa: E402
from staff import roles  # noqa: E402
from staff.models import User  # noqa: E402
from tests.support.factories import make_user  # noqa: E402

MANY = 500
SEND = "/redaksi-desk/articles/photo/kirim/"


def phone_photo(size=(4032, 3024), seed=1):
    """A picture as busy as a photograph: noise in octaves and a sensor's grain; 12 megapixels make about 5 MB."""
    rng = random.Random(seed)
    picture = Image.new("RGB", size, (118, 120, 112))
    for across, strength in ((6, 90), (18, 60), (60, 42), (200, 30), (700, 22), (2400, 26)):
        down = max(1, across * size[1] // size[0])
        layer = Image.frombytes("RGB", (across, down), rng.randbytes(across * down * 3))
        layer = layer.resize(size, Image.Resampling.BICUBIC).point(
            [v * strength // 255 for v in range(256)] * 3
        )
        picture = ImageChops.add(picture, layer, offset=-strength // 2)
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x8825] = {1: "S", 2: (7.0, 45.0, 0.0), 3: "E", 4: (113.0, 25.0, 0.0)}
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=92, exif=exif)
    return buffer.getvalue()


def apart(act, *args):
    """Runs this in a process of its own, on one core; returns its peak of memory in MB."""
    connection.close()
    connection.close_pool()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.sched_setaffinity(0, {0})
            act(*args)
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    _pid, status, usage = os.wait4(child, 0)
    if status:
        raise SystemExit(f"{act.__name__} failed")
    return usage.ru_maxrss / 1024


def say(line):
    print(line, flush=True)  # noqa: T201


def memory():
    """Of this process now, in MB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1e6


def make_file(path):
    path.write_bytes(phone_photo())
    say(f"a phone's photo: 4032 × 3024, {path.stat().st_size / 1e6:.1f} MB")


def nothing():
    pass


def desk():
    client = Client()
    client.force_login(User.objects.get(username="wati"))
    return client


def take_in(path):
    client, content = desk(), path.read_bytes()
    start = time.perf_counter()
    answer = client.post(SEND, {"photo": SimpleUploadedFile("foto.jpg", content), "credit": "Wati"})
    took = time.perf_counter() - start
    assert answer.status_code == 200
    say(f"taken in: answer after {took:.2f} s (goal 1 s)")


def draw():
    photo = Photo.objects.get()
    start = time.perf_counter()
    photo.draw()
    took = time.perf_counter() - start
    photo.refresh_from_db()
    say(f"drawn: {len(photo.renditions)} renditions in {took:.2f} s on one core (goal 5 s)")


def lead_bytes(path):
    with path.open("rb") as file:
        picture = intake.decode(File(file))
    drawn = Photo.objects.get().public_renditions()
    for width in (360, 720, 1200):
        buffer = io.BytesIO()
        picture.resize((width, picture.height * width // picture.width), Image.Resampling.LANCZOS).save(
            buffer, "JPEG", quality=85
        )
        sizes = {r.format: r.size for r in drawn if r.shape == renditions.FULL and r.width == width}
        told = ", ".join(f"{name} {size / 1000:.0f} KB" for name, size in sizes.items())
        say(f"lead at {width} px: {told}; a plain JPEG of quality 85 {buffer.tell() / 1000:.0f} KB")
    share = next(r for r in drawn if r.shape == renditions.SHARE)
    say(f"share image: {share.size / 1000:.0f} KB")


def take_in_many():
    client = desk()
    content = phone_photo((2016, 1512))
    start = time.perf_counter()
    for number in range(MANY):
        # Other bytes each time: what stands behind a JPEG's end belongs to the file, not to the picture.
        file = SimpleUploadedFile("foto.jpg", content + str(number).encode())
        assert client.post(SEND, {"photo": file}).status_code == 200
        if number in (49, 149, 299, MANY - 1):
            say(f"  after {number + 1} photos: {memory():.0f} MB")
    say(f"{MANY} photos of {len(content) / 1e6:.1f} MB in one go: {time.perf_counter() - start:.0f} s")


def main():
    setup_test_environment(debug=False)
    databases = setup_databases(verbosity=0, interactive=False)
    make_user("wati", roles.WRITER)
    path = Path(FOLDER.name) / "foto.jpg"
    try:
        apart(make_file, path)
        base = apart(nothing)
        say(f"an idle process: {base:.0f} MB")
        for act, args in ((take_in, [path]), (draw, []), (lead_bytes, [path]), (take_in_many, [])):
            peak = apart(act, *args)
            say(f"  peak of memory: {peak:.0f} MB, {peak - base:.0f} MB above idle")
    finally:
        teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    main()
