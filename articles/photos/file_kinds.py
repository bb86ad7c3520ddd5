"""The kinds of picture files that we take, told by their content, each with what opens it."""

import io
import re
from collections.abc import Callable, Iterator
from itertools import chain
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from pi_heif import HeifImageFile
from PIL import Image, _avif
from PIL.AvifImagePlugin import AvifImageFile
from PIL.GifImagePlugin import GifImageFile
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from articles.iso_boxes import boxes
from articles.photos import c2pa

# Millions of pixels that each kind may have. A process of 90 MB that takes one in stays below 350 MB: measured by
# tests/bench/photos.py, and told in docs/benchmarks.md.
MOST_MEGAPIXELS = 25
MOST_MEGAPIXELS_OF_BASELINE_JPEG = 80  # it is decoded row by row into the smaller size
MOST_MEGAPIXELS_OF_HEIC = 50
MOST_MEGAPIXELS_OF_DEEP_HEIC = 25  # of more than eight bits a colour, or with transparency
MOST_MEGAPIXELS_OF_WEBP = 15  # its decoder holds the picture three times, in four bytes a pixel
MOST_MEGAPIXELS_OF_AVIF = 20
# Of a JPEG whose colours come in several scans, the decoder keeps two bytes a sample until the last one came.
MOST_MEGASAMPLES = 75  # 50 megapixels with colours of half the size, as phones write them


class _Jpeg(JpegImageFile):
    """The first picture of a JPEG file: what phones append to it for HDR or depth (MPO) is not looked at."""

    def _open(self):
        super()._open()
        # Pillow stops right behind the header of the first scan, which ends with the count of components, two
        # bytes for each and three more. If some are left for later scans, the decoder keeps the whole picture
        # in memory.
        self.fp.seek(-(4 + 2 * self.layers), io.SEEK_CUR)
        is_baseline = "progressive" not in self.info and self.fp.read(1) == bytes([self.layers])
        self.most_megapixels = (
            MOST_MEGAPIXELS_OF_BASELINE_JPEG if is_baseline else self._most_of_several_scans()
        )
        self.info["c2pa"] = c2pa.in_jpeg(self.applist)

    def _most_of_several_scans(self):
        areas = [across * down for _id, across, down, _table in self.layer]
        return MOST_MEGASAMPLES * max(areas) // sum(areas)

    def _read_dpi_from_exif(self):
        """Nobody asks for it here, and broken EXIF would warn of itself."""


class _Avif(AvifImageFile):
    """AVIF with its EXIF left unread: Pillow rewrites it for the orientation, and fails where it is
    broken."""

    most_megapixels = MOST_MEGAPIXELS_OF_AVIF

    def _open(self):
        content = self.fp.read()
        self._decoder = _avif.AvifDecoder(content, "auto", 1)
        self._size, self.n_frames, self._mode, icc, exif, orientation, xmp = self._decoder.get_info()
        self.info = {"icc_profile": icc, "exif": exif, "xmp": xmp, "c2pa": _manifest_store(content)}
        self.is_animated = self.n_frames > 1
        self.orientation = orientation  # of the container, as numbers of EXIF; what EXIF says does not count
        self.seek(0)


class _Png(PngImageFile):
    def _open(self):
        super()._open()
        stores = [content for name, content, *_after_pixels in self.private_chunks if name == b"caBX"]
        self.info["c2pa"] = b"".join(stores[:1])


class _Webp(WebPImageFile):
    most_megapixels = MOST_MEGAPIXELS_OF_WEBP

    def _open(self):
        super()._open()
        self.info["c2pa"] = self._decoder.get_chunk("C2PA")


class _Heic(HeifImageFile):
    """HEIC whose items have names that are text: with others pi_heif 1.4 takes the whole process down."""

    _factor = 1

    def _open(self):
        content = self.fp.read()
        for box in boxes(content):
            if box.kind == b"meta":
                _check_items(content[box.at : box.end])
        super()._open()
        self.info["c2pa"] = _manifest_store(content)
        is_plain = self.mode == "RGB" and self.info.get("bit_depth") == 8
        self.most_megapixels = MOST_MEGAPIXELS_OF_HEIC if is_plain else MOST_MEGAPIXELS_OF_DEEP_HEIC

    def draft(self, mode, size):
        """Let it become smaller while it is handed over, as `JpegImageFile.draft` does while it is decoded."""
        self._factor = factor_to(self.size, size)

    def load(self):
        """Take over what libheif decoded strip by strip: beside the whole, Pillow would hold it once more."""
        if self._heif_file and self._factor > 1:
            whole = self._heif_file[self.tell()]
            picture = shrink(_strips(whole, STRIP * self._factor), whole.size, self._factor)
            self.im, self._size, self._mode = picture.im, picture.size, picture.mode
            self._heif_file = self.fp = None
        return super().load()


def _strips(whole, rows: int) -> Iterator[Image.Image]:
    data, stride = whole.data, whole.stride
    width, height = whole.size
    for top in range(0, height, rows):
        size = (width, min(rows, height - top))
        strip = data[top * stride : (top + size[1]) * stride]
        yield Image.frombytes(whole.mode, size, strip, "raw", whole.mode, stride)


# ---- Smaller, without a second copy of the whole

STRIP = 64  # rows of the smaller picture


def factor_to(size: tuple[int, int], wanted: tuple[int, int]) -> int:
    """Return how many times smaller a picture may become and still has the wanted size."""
    return max(1, min(size[0] // wanted[0], size[1] // wanted[1]))


def shrink(strips: Iterator[Image.Image], size: tuple[int, int], factor: int) -> Image.Image:
    """Return the picture of this size that comes in strips of STRIP * factor rows, as many times smaller."""
    parts = (strip.reduce(factor) for strip in strips)
    first = next(parts)
    picture = Image.new(first.mode, (-(-size[0] // factor), -(-size[1] // factor)))
    for number, part in enumerate(chain([first], parts)):
        picture.paste(part, (0, number * STRIP))
    return picture


# ---- HEIC, box by box


# In an item's entry, its type and, up to the second NUL, its name and what kind of content it says it has.
# Looking ahead, so that no entry hides within what was taken for another.
_LONGEST_ITEM = 99  # bytes
_ITEM = re.compile(
    rb"infe(?=(?:\x03.{7}|[^\x03].{5}).{2}(.{4}[^\0]{0,%(most)d}(?:\0[^\0]{0,%(most)d})?))"
    % {b"most": _LONGEST_ITEM},
    re.DOTALL,
)


def _check_items(meta: bytes) -> None:
    if b"\0\0\0\1infe" in meta:
        raise SyntaxError("an entry with a size of 64 bits, in which _ITEM would look at the wrong place")
    for item in _ITEM.finditer(meta):
        item[1].decode()  # raises UnicodeDecodeError
        if len(item[1]) > _LONGEST_ITEM:
            raise SyntaxError("an entry that _ITEM did not see whole")


# ---- Whole or cut off


def _is_cut_jpeg(content: bytes) -> bool:
    """Return whether the file ends in a segment or before the end of its picture."""
    at = 2
    # Up to the scan: what lies in segments has ends of its own.
    while content[at : at + 2] not in (b"\xff\xda", b"\xff\xd9"):
        if at + 4 > len(content):
            return True
        if content[at] != 0xFF:
            return False  # no marker, so it is damaged in another way
        at += 1 if content[at + 1] == 0xFF else 2 + int.from_bytes(content[at + 2 : at + 4])
    return content.find(b"\xff\xd9", at) < 0


def _is_cut_media(content: bytes) -> bool:
    """Return whether the last of an ISO media file's boxes goes on beyond its end."""
    end = 0
    for box in boxes(content):
        if box.end < box.start or not box.kind.isalnum():
            return False  # damaged in another way
        end = box.end
    return end != len(content)


def _is_cut_png(content: bytes) -> bool:
    return b"IEND" not in content


def _is_cut_webp(content: bytes) -> bool:
    return len(content) < 8 + int.from_bytes(content[4:8], "little")


def _is_cut_gif(content: bytes) -> bool:
    return not content.rstrip(b"\0").endswith(b";")


# ---- Kinds


def _manifest_store(content: bytes) -> bytes:
    """Return the C2PA manifest store of an ISO media file; b"" without one."""
    stores = (c2pa.in_media_box(content[box.at : box.end]) for box in boxes(content) if box.kind == b"uuid")
    return next(filter(None, stores), b"")


class Kind(NamedTuple):
    extension: str
    # Called instead of Image.open, which would make an MPO of a JPEG and warn of what is wrong with it.
    opener: type[ImageFile]
    # Asked of the whole content of a file that could not be read.
    is_cut: Callable[[bytes], bool]


_AVIF, _HEIC = Kind("avif", _Avif, _is_cut_media), Kind("heic", _Heic, _is_cut_media)
_SIGNATURES = [
    (re.compile(signature, re.DOTALL), kind)
    for signature, kind in [
        (rb"\xff\xd8\xff", Kind("jpg", _Jpeg, _is_cut_jpeg)),
        (rb"\x89PNG\r\n\x1a\n", Kind("png", _Png, _is_cut_png)),
        (rb"RIFF.{4}WEBP", Kind("webp", _Webp, _is_cut_webp)),
        (rb"GIF8[79]a", Kind("gif", GifImageFile, _is_cut_gif)),
        (rb".{4}ftypavi[fs]", _AVIF),
        (rb".{4}ftyphei[cxms]", _HEIC),
        # "Some picture": the compatible brands behind the version tell which.
        (rb".{4}ftypmif1.{4}(?:.{4})*?avif", _AVIF),
        (rb".{4}ftypmif1.{4}(?:.{4})*?hei[cxms]", _HEIC),
    ]
]
_HEIC_SEQUENCE = re.compile(rb".{4}ftyp(?:hev[cxms]|msf1)", re.DOTALL)
HEAD = 64  # bytes: room for a dozen brands


def kind_of(head: bytes) -> Kind:
    """Return the kind of the file that begins with these HEAD bytes.

    Raises ValidationError for one we do not take.
    """
    if _HEIC_SEQUENCE.match(head):
        raise moving_error()
    for signature, kind in _SIGNATURES:
        if signature.match(head):
            return kind
    raise ValidationError(_("This is not a JPEG, PNG, WebP, AVIF or HEIC picture."), code="foreign")


def moving_error() -> ValidationError:
    """Return the error for a picture that has more than one frame."""
    return ValidationError(_("Moving pictures cannot be used. Please choose a still one."), code="moving")
