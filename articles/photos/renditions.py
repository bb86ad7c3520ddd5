"""The files that readers get of a picture: which there are, how they are drawn, and which a place on a page
shows.

Pure: pictures in, bytes out; what is stored where is the Photo's affair.
"""

import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PIL import Image

RECIPE = 1  # raise it with every change below: the worker then draws all photos anew

FULL, WIDE, CARD, SQUARE, SHARE = "full", "16:9", "4:3", "1:1", "share"
PROPORTIONS = {WIDE: 16 / 9, CARD: 4 / 3, SQUARE: 1.0, SHARE: 1200 / 630}
FORMATS = ("avif", "webp", "jpeg")  # the best first: a browser takes the first that it knows
TALL = 2  # times as tall as wide, or more: a letter or a screenshot, which is read from top to bottom
AVIF_PIXELS = 4_000_000  # of the whole; a letter of ten million would take 200 MB and ten seconds
# Widths in pixels. Search engines ask for 1200 in each proportion, and for JPEG there.
WIDTHS = {
    FULL: (360, 540, 720, 960, 1200, 1600),
    WIDE: (360, 720, 1200),
    CARD: (240, 480),
    SQUARE: (160, 320),
}
JPEG_ALONE = {CARD: 1200, SQUARE: 1200}
SHARE_SIZE = (1200, 630)
SHARE_BYTES = 280_000  # WhatsApp shows no larger ones reliably
FIRST_WIDTH = 720  # of the one that is drawn while the uploader waits
SETTINGS = {
    # Two and a half times as fast as AVIF's usual speed of 6, for 4 % more bytes.
    "avif": {"quality": 50, "speed": 8, "max_threads": 1},
    "webp": {"quality": 70, "method": 4},
    "jpeg": {"quality": 74, "optimize": True, "progressive": True},
}


class Rendition(NamedTuple):
    """One public file; `Photo.renditions` keeps it as the list that JSON makes of it."""

    shape: str
    format: str
    width: int
    height: int
    name: str  # in the public storage
    size: int  # bytes


@dataclass(frozen=True)
class Drawing:
    """A rendition that has no name yet."""

    shape: str
    format: str
    width: int
    height: int
    content: bytes

    def in_folder(self, folder: str) -> Rendition:
        """Return the rendition that it becomes in this folder.

        Its name says what is in it: another content is another name, so it may be kept forever.
        """
        digest = hashlib.sha256(self.content).hexdigest()[:10]
        extension = "jpg" if self.format == "jpeg" else self.format
        name = f"{folder}/{self.width}x{self.height}-{digest}.{extension}"
        return Rendition(self.shape, self.format, self.width, self.height, name, len(self.content))


def is_tall(width: int, height: int) -> bool:
    return height > TALL * width


# ---- Drawing


def first(picture: Image.Image) -> Drawing:
    """Return the drawing that a page shows until the others are there."""
    return _encoded(_scaled(picture, min(FIRST_WIDTH, picture.width)), FULL, "jpeg")


def all_of(picture: Image.Image, focus: tuple[int, int]) -> Iterator[Drawing]:
    """Yield every rendition, one at a time.

    `focus` is the point that no crop loses, in percent from the top left.
    """
    for shape, widths in WIDTHS.items():
        crop = picture if shape == FULL else picture.crop(box(picture.size, PROPORTIONS[shape], focus))
        formats = FORMATS if crop.width * crop.height <= AVIF_PIXELS or shape != FULL else FORMATS[1:]
        for width in _within(crop.width, widths):
            small = _scaled(crop, width)
            yield from (_encoded(small, shape, fmt) for fmt in formats)
        if shape in JPEG_ALONE:
            yield _encoded(_scaled(crop, min(JPEG_ALONE[shape], crop.width)), shape, "jpeg")
    yield share(picture, focus)


def share(picture: Image.Image, focus: tuple[int, int]) -> Drawing:
    """Return the preview that messengers show: always 1200 × 630, and the best quality that fits
    SHARE_BYTES."""
    crop = picture.crop(box(picture.size, PROPORTIONS[SHARE], focus)).resize(SHARE_SIZE, Image.LANCZOS)
    low, high = 1, 85
    best = _jpeg(crop, low)
    while low <= high:
        quality = (low + high) // 2
        content = _jpeg(crop, quality)
        if len(content) <= SHARE_BYTES:
            best, low = content, quality + 1
        else:
            high = quality - 1
    return Drawing(SHARE, "jpeg", *SHARE_SIZE, best)


def box(size: tuple[int, int], proportion: float, focus: tuple[int, int]) -> tuple[int, int, int, int]:
    """Return the largest part of these proportions, as (left, top, right, bottom) in pixels.

    Its middle is as near to the focus as the edges let it be.
    """
    width, height = size
    wide, high = min(width, round(height * proportion)), min(height, round(width / proportion))
    left = min(max(round(width * focus[0] / 100 - wide / 2), 0), width - wide)
    top = min(max(round(height * focus[1] / 100 - high / 2), 0), height - high)
    return left, top, left + wide, top + high


def _within(available: int, widths: Sequence[int]) -> list[int]:
    """Return the widths to draw.

    Nothing is drawn larger than it is; between two steps it is also drawn as large as it is.
    """
    fitting = [width for width in widths if width <= available]
    if fitting == [*widths] or (fitting and available < 1.1 * fitting[-1]):
        return fitting
    return [*fitting, available]


def _scaled(picture: Image.Image, width: int) -> Image.Image:
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.LANCZOS, reducing_gap=3.0)


def _encoded(picture: Image.Image, shape: str, fmt: str) -> Drawing:
    buffer = io.BytesIO()
    picture.save(buffer, fmt.upper(), **SETTINGS[fmt])
    return Drawing(shape, fmt, *picture.size, buffer.getvalue())


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", **SETTINGS["jpeg"] | {"quality": quality})
    return buffer.getvalue()


# ---- Choosing


def of_shape(renditions: Sequence[Rendition], shape: str) -> list[Rendition]:
    """Return the renditions of this shape; of the whole picture while they are not there yet."""
    return [r for r in renditions if r.shape == shape] or [r for r in renditions if r.shape == FULL]


def in_format(renditions: Sequence[Rendition], fmt: str) -> list[Rendition]:
    """Return the renditions of this format, the narrowest first."""
    return sorted((r for r in renditions if r.format == fmt), key=lambda r: r.width)


def nearest(renditions: Sequence[Rendition], width: int) -> Rendition | None:
    """Return the JPEG that is at least this wide, else the widest: what every browser and every crawler can
    show."""
    jpegs = in_format(renditions, "jpeg")
    return next((r for r in jpegs if r.width >= width), jpegs[-1] if jpegs else None)


def height_at(shape: str, width: int, size: tuple[int, int]) -> int:
    """Return the height, in pixels, of this shape of a picture of this size at this width."""
    return max(1, round(width / PROPORTIONS.get(shape, size[0] / size[1])))
