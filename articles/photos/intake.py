"""Safe intake of a picture file: any bytes in, one plain picture and what the file says of itself out.

Pure: knows neither the ORM nor settings. The kind of a file is told by its content, never by its name. The
path is `file_kinds.kind_of` (signature) → `_open` (header, limits) → `_draw` (decode small, turn upright, lay
on white, sRGB), so that nothing large is decoded before it was measured, and nothing but pixels is left of
what comes out; what the file says of itself is read beside it (`metadata`). Whatever the file holds, the one
exception for it is ValidationError with a message for the person who uploads.
"""

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import ExifTags, Image, ImageCms
from PIL.ImageFile import ImageFile

from articles.photos.exif import Exif, read_exif
from articles.photos.file_kinds import HEAD, Kind, kind_of, moving_error
from articles.photos.metadata import info_bytes, read_metadata

LONGEST = 2048  # pixels of the longer side of what comes out
# Pixels of the longer side: a JPEG is decoded at 1/2, 1/4 or 1/8 as long as this is left, so 4032 become
# 2016.
ENOUGH = 1920

MOST_MEGABYTES = 25
MOST_MEGAPIXELS = 25  # 100 MB as Pillow keeps them; a decoder may need three times that beside it
MOST_MEGAPIXELS_OF_BASELINE_JPEG = 80  # it is decoded row by row into the smaller size
LEAST_SIDE = 150  # pixels
MOST_PROPORTION = 20  # times as long as wide


@dataclass(frozen=True)
class Intake:
    """A picture that was taken in."""

    picture: Image.Image  # RGB in sRGB, upright, longest side at most LONGEST, nothing attached
    width: int  # of the upright original, in pixels
    height: int
    extension: str  # by content: "jpg", "png", "webp", "avif", "heic" or "gif"
    sha256: str  # of the file's bytes, in hexadecimal
    metadata: dict[str, Any]  # plain JSON, only what says something; see `read_metadata`


def read(file: IO[bytes]) -> Intake:
    """Take a seekable file in. Raises ValidationError with a message for the uploader."""
    kind = _kind(file)
    image = _open(file, kind)
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
    return _draw(_open(file, _kind(file)))


def _sha256(file: IO[bytes]) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(1 << 16):
        digest.update(chunk)
    return digest.hexdigest()


# ---- The file, its header, and limits


def _kind(file: IO[bytes]) -> Kind:
    size = getattr(file, "size", None)
    if (file.seek(0, io.SEEK_END) if size is None else size) > MOST_MEGABYTES * 1024 * 1024:
        raise ValidationError(
            _("The file is larger than %(limit)d MB."), code="heavy", params={"limit": MOST_MEGABYTES}
        )
    file.seek(0)
    return kind_of(file.read(HEAD))


def _open(file: IO[bytes], kind: Kind) -> ImageFile:
    """Read the header, no pixels yet."""
    file.seek(0)
    with _parsing():
        image = kind.opener(file)
        is_moving = getattr(image, "is_animated", False)
    if is_moving:
        raise moving_error()
    _check_size(*image.size)
    is_baseline = getattr(image, "is_baseline", False)
    _check_pixels(image, MOST_MEGAPIXELS_OF_BASELINE_JPEG if is_baseline else MOST_MEGAPIXELS)
    return image


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


def _check_size(width: int, height: int) -> None:
    if min(width, height) < LEAST_SIDE:
        raise ValidationError(
            _("The picture has %(width)d × %(height)d pixels; each side needs at least %(least)d."),
            code="small",
            params={"width": width, "height": height, "least": LEAST_SIDE},
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
        _("The picture has more than %(limit)d million pixels."), code="large", params={"limit": megapixels}
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
    with _parsing():
        image.draft(None, _draft_size(*image.size))  # does something for JPEG alone
        image.load()
        picture = _scalable(image)
    picture.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS, reducing_gap=3.0)
    turn = _turn(image, _exif(image))
    if turn is not None:  # one of them is 0
        picture = picture.transpose(turn)
    return _bare(_in_srgb(_on_white(picture), info_bytes(image, "icc_profile")))


def _draft_size(width: int, height: int) -> tuple[int, int]:
    """Return the least size (pixels) to decode to, in the picture's own proportions: draft goes by the side
    that shrinks less."""
    scale = ENOUGH / max(width, height)
    return int(width * scale), int(height * scale)


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
