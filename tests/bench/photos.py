"""The photo part of `make bench`: time and memory of taking in and drawing, and what readers download.

Each measurement runs in a process of its own on one core, so that its peak of memory is its own. A table of what the largest
files take, by kind, goes into docs/benchmarks.md; the limits in articles/photos/file_kinds.py follow from it.
"""

import io
import os
import random
import resource
import tempfile
import time
import traceback
from datetime import date
from pathlib import Path

FOLDER = tempfile.TemporaryDirectory()  # for the files: they are on disk, as on a server
os.environ.update(
    DJANGO_SETTINGS_MODULE="newsroom.settings",
    SECRET_KEY="only-for-measuring",
    ALLOWED_HOSTS="*",
    MEDIA_ROOT=f"{FOLDER.name}/media",
    ORIGINALS_ROOT=f"{FOLDER.name}/originals",
)

from newsroom import embedded_postgres  # noqa: E402

embedded_postgres.provide()

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
from tests.bench import reporting  # noqa: E402
from tests.support import hostile  # noqa: E402
from tests.support.factories import make_user  # noqa: E402

HEAD = "## Photos"
MANY = 500
LARGE = (8064, 6048)  # 48 megapixels
ROUNDS = 3  # of each, of which the quickest and the largest count
SEND = "/redaksi-desk/articles/photo/kirim/"


def busy_picture(size, seed=1):
    """A picture as busy as a photograph: noise in octaves and a sensor's grain."""
    rng = random.Random(seed)
    picture = Image.new("RGB", size, (118, 120, 112))
    for across, strength in ((6, 90), (18, 60), (60, 42), (200, 30), (700, 22), (2400, 26)):
        down = max(1, across * size[1] // size[0])
        layer = Image.frombytes("RGB", (across, down), rng.randbytes(across * down * 3))
        layer = layer.resize(size, Image.Resampling.BICUBIC).point(
            [v * strength // 255 for v in range(256)] * 3
        )
        picture = ImageChops.add(picture, layer, offset=-strength // 2)
    return picture


def phone_photo(size=(4032, 3024)):
    """A photo as phones write it; 12 megapixels make about 5 MB."""
    picture = busy_picture(size)
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


# ---- The largest files


def saved(kind, **options):
    return lambda size: hostile.encoded(busy_picture(size), kind, **options)


def sharp_letter(size):
    """A letter as a screenshot has it: plain ground, with a busy strip in each twentieth row of it."""
    picture = Image.new("RGB", size, "white")
    strip = busy_picture((size[0] - 200, 20))
    for top in range(60, size[1] - 60, 60):
        picture.paste(strip, (100, top))
    return hostile.encoded(picture, "PNG")


FILES = {
    "JPEG, 12 MP": (saved("JPEG", quality=85), (4032, 3024)),
    "JPEG, 48 MP": (saved("JPEG", quality=85), LARGE),
    "JPEG, progressive, 48 MP": (saved("JPEG", quality=85, progressive=True), LARGE),
    "JPEG, progressive, colours in full, 25 MP": (
        saved("JPEG", quality=80, progressive=True, subsampling=0),
        (5760, 4320),
    ),
    "HEIC in tiles, 12 MP": (lambda size: hostile.heic_grid(*size), (4032, 3024)),
    "HEIC in tiles, 48 MP": (lambda size: hostile.heic_grid(*size), LARGE),
    "PNG, 12 MP": (saved("PNG", compress_level=1), (4032, 3024)),
    "WebP, 15 MP": (saved("WEBP", quality=80, method=0), (4464, 3348)),
    "AVIF, 20 MP": (saved("AVIF", quality=60, speed=10), (5150, 3863)),
    "letter, PNG, 1080 × 9000": (sharp_letter, (1080, 9000)),
}
SECONDS = Path(FOLDER.name) / "seconds"


def write(path, make, size):
    path.write_bytes(make(size))


def decode_alone(path):
    """What taking in adds to a process beside the request, its database and the store."""
    start = time.perf_counter()
    with path.open("rb") as file:
        intake.read(file)
    SECONDS.write_text(str(time.perf_counter() - start))


def send_file(path):
    client = desk()
    file = SimpleUploadedFile(path.name, path.read_bytes())
    start = time.perf_counter()
    answer = client.post(SEND, {"photo": file, "credit": "Wati"})
    SECONDS.write_text(str(time.perf_counter() - start))
    assert answer.status_code == 200, answer.content


def draw_newest():
    photo = Photo.objects.first()
    start = time.perf_counter()
    photo.draw()
    SECONDS.write_text(str(time.perf_counter() - start))


def forget_newest():
    Photo.objects.filter(pk=Photo.objects.first().pk).delete()


def measure(act, *args):
    """Seconds that this takes in a process of its own, and its peak of memory in MB."""
    peak = apart(act, *args)
    return float(SECONDS.read_text()), peak


def row(kind):
    make, size = FILES[kind]
    path = Path(FOLDER.name) / "besar"
    apart(write, path, make, size)
    decodings = [measure(decode_alone, path) for _ in range(ROUNDS)]
    sent, sent_peak = measure(send_file, path)
    drawn, drawn_peak = measure(draw_newest)
    apart(forget_newest)
    cells = [
        kind,
        f"{path.stat().st_size / 1e6:.1f}",
        f"{min(seconds for seconds, _peak in decodings):.2f}",
        f"{max(peak for _seconds, peak in decodings):.0f}",
        f"{sent:.2f}",
        f"{sent_peak:.0f}",
        f"{drawn:.1f}",
        f"{drawn_peak:.0f}",
    ]
    return f"| {' | '.join(cells)} |"


def large_files(base):
    labels = ["file", "MB", "read s", "read MB", "request s", "request MB", "drawn s", "drawn MB"]
    return "\n".join(
        [
            HEAD,
            "",
            f"{date.today():%Y-%m-%d}. What the largest files take, each in a process of its own on one core, of which "  # noqa: DTZ011
            f"{base:.0f} MB are there before it begins: reading a file alone, the whole request of the uploader, and drawing "
            "all renditions in the worker. The limit is 350 MB a process. Pictures are made, and as busy as photographs but "
            "for HEIC, whose tiles are all the same. Written by `python -m tests.bench.photos`.",
            "",
            f"| {' | '.join(labels)} |",
            "| --- " * len(labels) + "|",
            *map(row, FILES),
            "",
        ]
    )


def main():
    setup_test_environment(debug=False)
    databases = setup_databases(verbosity=0, interactive=False)
    make_user("wati", roles.WRITER)
    path = Path(FOLDER.name) / "foto.jpg"
    try:
        apart(make_file, path)
        base = apart(nothing)
        say(f"an idle process: {base:.0f} MB")
        text = large_files(base)
        say(text)
        reporting.REPORT.write_text(reporting.with_section(reporting.REPORT.read_text(), HEAD, text))
        for act, args in ((take_in, [path]), (draw, []), (lead_bytes, [path]), (take_in_many, [])):
            peak = apart(act, *args)
            say(f"  peak of memory: {peak:.0f} MB, {peak - base:.0f} MB above idle")
    finally:
        teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    main()
