"""Banners: any file in, one plain picture of the size of its space out.

Pure: knows neither the ORM nor settings. What is no picture, moves or has another shape is refused in words.
"""

import io
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image

from articles.photos import intake

LEAST_SIDE = 40  # pixels: the lowest space is 50 high
DENSITY = 2  # pixels of a file for one of the page, on the screens of today
TOLERANCE = 0.03  # of the proportion of the sides: a file may be cut by hand
MOST_BYTES = 60_000  # of what readers load
QUALITIES = (85, 75, 65, 55, 40)


def take_in(file: IO[bytes], size: tuple[int, int]) -> ContentFile:
    """Return the banner as readers get it. Raises ValidationError with a message for whoever sends it."""
    width, height = size
    picture = intake.read(file, least_side=LEAST_SIDE)
    is_of_shape = abs(picture.width / picture.height / (width / height) - 1) <= TOLERANCE
    if not is_of_shape or picture.width < width * (1 - TOLERANCE):
        raise ValidationError(
            _(
                "The picture has %(has_width)d × %(has_height)d pixels. This space needs %(width)d × %(height)d, better"
                " %(double_width)d × %(double_height)d."
            ),
            code="shape",
            params={
                "has_width": picture.width, "has_height": picture.height, "width": width, "height": height,
                "double_width": width * DENSITY, "double_height": height * DENSITY,
            },
        )  # fmt: skip
    density = DENSITY if picture.width >= width * DENSITY * (1 - TOLERANCE) else 1
    return _drawn(picture.picture.resize((width * density, height * density), Image.Resampling.LANCZOS))


def _drawn(picture: Image.Image) -> ContentFile:
    """Return a WebP that is no heavier than a page can bear, the best of those that we try."""
    for quality in QUALITIES:
        file = io.BytesIO()
        picture.save(file, "WEBP", quality=quality, method=6)
        if file.tell() <= MOST_BYTES:
            break
    return ContentFile(file.getvalue(), name="banner.webp")
