"""Safe intake of a picture file: any bytes in, one plain picture and what the file says of itself out.

Pure: knows neither the ORM nor settings. The kind of a file is told by its content, never by its name. The
path is `file_kinds.kind_of` (signature) → `_open` (header, limits) → `_draw` (decode small, turn upright, lay
on white, sRGB), so that nothing large is decoded before it was measured, and nothing but pixels is left of
what comes out; what the file says of itself is read beside it (`metadata`). Whatever the file holds, the one
exception for it is ValidationError with a message for the person who uploads.
"""

import hashlib
import io
import math
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import ExifTags, Image, ImageCms
from PIL.ImageFile import ImageFile

from articles.photos.exif import Exif, read_exif
from articles.photos.file_kinds import (
    HEAD,
    MOST_MEGAPIXELS,
    STRIP,
    Kind,
    factor_to,
    kind_of,
    moving_error,
    shrink,
)
from articles.photos.metadata import info_bytes, read_metadata
from articles.photos.renditions import is_tall

LONGEST = 2048  # pixels of the longer side of what comes out
# Of a tall picture (`renditions.is_tall`) the width counts.
TALL_WIDTH = 1440  # pixels, the widest screen of a phone
TALL_PIXELS = 10_000_000  # 40 MB as Pillow keeps them
# A picture is decoded at 1/2, 1/3, 1/4 … of its size as long as this part of what comes out is left: 4032 pixels
# become 2016.
ENOUGH = 1920 / LONGEST

MOST_MEGABYTES = 25
LEAST_SIDE = 150  # pixels
MOST_PROPORTION = 20  # times as long as wide


@dataclass(frozen=True)
class Intake:
    """A picture that was taken in."""

    picture: Image.Image  # RGB in sRGB, upright, at most as large as `_size_within` says, nothing attached
    width: int  # of the upright original, in pixels
    height: int
    extension: str  # by content: "jpg", "png", "webp", "avif", "heic" or "gif"
    sha256: str  # of the file's bytes, in hexadecimal
    metadata: dict[str, Any]  # plain JSON, only what says something; see `read_metadata`


def read(file: IO[bytes], least_side: int = LEAST_SIDE) -> Intake:
    """Take a seekable file in. Raises ValidationError with a message for the uploader."""
    kind = _kind(file)
    with _cut_check(file, kind):
        image = _open(file, kind, least_side)
        width, height = image.size
        picture = _draw(image)
    exif = _exif(image)
    if _turn(image, exif) in _SIDEWAYS:
        width, height = height, width
    return Intake(picture, width, height, kind.extension, _sha256(file), read_metadata(image, exif))


def decode(file: IO[bytes]) -> Image.Image:
    """Return the picture alone, the same that `read` returned for this file.

    Raises the same ValidationErrors.
    """
    kind = _kind(file)
    with _cut_check(file, kind):
        return _draw(_open(file, kind))


def _sha256(file: IO[bytes]) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(1 << 16):
        digest.update(chunk)
    return digest.hexdigest()


# ---- The file, its header, and limits


def _kind(file: IO[bytes]) -> Kind:
    size = getattr(file, "size", None)
    size = file.seek(0, io.SEEK_END) if size is None else size
    if not size:
        raise ValidationError(
            _(
                "The phone sent an empty file. Open the photo in the gallery, wait until it has come down from the "
                "cloud, and send it again."
            ),
            code="empty",
        )
    if size > MOST_MEGABYTES * 1024 * 1024:
        raise ValidationError(
            _("The file is larger than %(limit)d MB."), code="heavy", params={"limit": MOST_MEGABYTES}
        )
    file.seek(0)
    return kind_of(file.read(HEAD))


def _open(file: IO[bytes], kind: Kind, least_side: int = LEAST_SIDE) -> ImageFile:
    """Read the header, no pixels yet."""
    file.seek(0)
    with _parsing():
        image = kind.opener(file)
        is_moving = getattr(image, "is_animated", False)
    if is_moving:
        raise moving_error()
    _check_size(*image.size, least_side)
    _check_pixels(image, getattr(image, "most_megapixels", MOST_MEGAPIXELS))
    return image


@contextmanager
def _cut_check(file: IO[bytes], kind: Kind) -> Iterator[None]:
    """Say of a damaged file whose end is missing that it came incomplete: then another try helps."""
    try:
        yield
    except ValidationError as error:
        if error.code != "damaged":
            raise
        file.seek(0)
        if not kind.is_cut(file.read()):
            raise
        raise ValidationError(
            _(
                "The picture arrived incomplete: its end is missing. Open it in the gallery, wait until it has come "
                "down from the cloud, and send it again."
            ),
            code="cut",
        ) from error


@contextmanager
def _parsing() -> Iterator[None]:
    """Turn what Pillow and libheif raise into ValidationErrors; it stands around calls into them and nothing
    else.

    Every exception counts: on bytes from outside their readers raise what they stumble over, from
    struct.error to AttributeError, and a warning is an exception where warnings are errors.
    """
    try:
        yield
    except Image.DecompressionBombError as error:  # WebP and GIF measure before they make room
        raise _too_many_pixels(MOST_MEGAPIXELS) from error
    except Exception as error:
        raise ValidationError(_("The picture is damaged and cannot be read."), code="damaged") from error


def _check_size(width: int, height: int, least_side: int) -> None:
    if min(width, height) < least_side:
        raise ValidationError(
            _("The picture has %(width)d × %(height)d pixels; each side needs at least %(least)d."),
            code="small",
            params={"width": width, "height": height, "least": least_side},
        )
    if max(width, height) > MOST_PROPORTION * min(width, height):
        raise ValidationError(
            _(
                "The picture has %(width)d × %(height)d pixels; one side is more than %(most)d times the other."
            ),
            code="narrow",
            params={"width": width, "height": height, "most": MOST_PROPORTION},
        )


def _check_pixels(image: ImageFile, megapixels: int) -> None:
    if image.width * image.height > megapixels * 1_000_000:
        raise _too_many_pixels(megapixels)


def _too_many_pixels(megapixels: int) -> ValidationError:
    return ValidationError(
        _(
            "The picture has more than %(limit)d million pixels, the most for files of its kind. Set the camera to "
            "12 MP, or send the picture to yourself by WhatsApp first, and take that one."
        ),
        code="large",
        params={"limit": megapixels},
    )


# ---- The pixels

_TURNS = {  # by EXIF's orientation
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SIDEWAYS = {_TURNS[orientation] for orientation in (5, 6, 7, 8)}


def _draw(image: ImageFile) -> Image.Image:
    """Return the picture as the rest of the site gets it.

    Small first: every later step costs memory for each pixel.
    """
    size = _size_within(*image.size, is_sideways=_turn(image, _exif(image)) in _SIDEWAYS)
    enough = int(size[0] * ENOUGH), int(size[1] * ENOUGH)
    with _parsing():
        image.draft(None, enough)  # does something for JPEG and HEIC alone
        image.load()
        picture = _less_of(image, factor_to(image.size, enough))
    if picture.width > size[0]:
        picture = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    turn = _turn(image, _exif(image))
    if turn is not None:  # one of them is 0
        picture = picture.transpose(turn)
    return _bare(_in_srgb(_on_white(picture), info_bytes(image, "icc_profile")))


def _size_within(width: int, height: int, *, is_sideways: bool) -> tuple[int, int]:
    """Return the size to draw a picture in, never larger than it is: a tall one keeps more of its width."""
    scale = LONGEST / max(width, height)
    across, down = (height, width) if is_sideways else (width, height)
    if is_tall(across, down):
        scale = max(scale, min(TALL_WIDTH / across, math.sqrt(TALL_PIXELS / (width * height))))
    scale = min(scale, 1)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _less_of(image: ImageFile, factor: int) -> Image.Image:
    """Return the picture in a scalable mode and so many times smaller, made in strips."""
    if factor == 1:
        return _scalable(image)
    tops = range(0, image.height, STRIP * factor)
    strips = (
        _scalable(image.crop((0, top, image.width, min(top + STRIP * factor, image.height)))) for top in tops
    )
    return shrink(strips, image.size, factor)


def _scalable(picture: Image.Image) -> Image.Image:
    """Return the picture in a mode whose pixels can be averaged.

    It has no palette, no colour that stands for transparency, and eight bits.
    """
    if picture.mode in ("L", "RGB", "RGBA", "CMYK") and "transparency" not in picture.info:
        return picture
    if picture.mode == "I;16":  # grey of 16 bits, which `convert` would clip
        return picture.point(lambda value: value * (1 / 257)).convert("L")
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")


def _exif(image: ImageFile) -> Exif:
    """Return the EXIF of a picture; call it after the pixels, because a PNG may have it behind them."""
    return read_exif(info_bytes(image, "exif"))


def _turn(image: ImageFile, exif: Exif) -> Image.Transpose | None:
    """Return the turn that makes it upright, None for none.

    `pi_heif` has done so already, and says 1 in the EXIF that it hands on.
    """
    orientation = exif.main.get(ExifTags.Base.Orientation)
    return _TURNS.get(getattr(image, "orientation", orientation[0] if isinstance(orientation, tuple) else 1))


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture)
    return ground


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """Return the picture in the colours that browsers expect.

    A profile that is broken, or one for other colours, is as good as none.
    """
    if profile:
        with suppress(ImageCms.PyCMSError):
            srgb = ImageCms.createProfile("sRGB")
            return ImageCms.profileToProfile(picture, io.BytesIO(profile), srgb, outputMode="RGB")
    return picture.convert("RGB")


def _bare(picture: Image.Image) -> Image.Image:
    """Return the same pixels and nothing else: Pillow's savers write comment, XMP and profile from `info` by
    themselves."""
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    return bare
