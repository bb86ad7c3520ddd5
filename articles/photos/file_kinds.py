"""The kinds of picture files that we take, told by their content, each with what opens it."""

import io
import re
import struct
from collections.abc import Iterator
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from pi_heif import HeifImageFile
from PIL import _avif
from PIL.AvifImagePlugin import AvifImageFile
from PIL.GifImagePlugin import GifImageFile
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile


class _Jpeg(JpegImageFile):
    """The first picture of a JPEG file: what phones append to it for HDR or depth (MPO) is not looked at."""

    def _open(self):
        super()._open()
        # Pillow stops right behind the header of the first scan, which ends with the count of components, two
        # bytes for each and three more. If some are left for later scans, the decoder keeps the whole picture
        # in memory.
        self.fp.seek(-(4 + 2 * self.layers), io.SEEK_CUR)
        self.is_baseline = "progressive" not in self.info and self.fp.read(1) == bytes([self.layers])

    def _read_dpi_from_exif(self):
        """Nobody asks for it here, and broken EXIF would warn of itself."""


class _Avif(AvifImageFile):
    """AVIF with its EXIF left unread: Pillow rewrites it for the orientation, and fails where it is
    broken."""

    def _open(self):
        self._decoder = _avif.AvifDecoder(self.fp.read(), "auto", 1)
        self._size, self.n_frames, self._mode, icc, exif, orientation, xmp = self._decoder.get_info()
        self.info = {"icc_profile": icc, "exif": exif, "xmp": xmp}
        self.is_animated = self.n_frames > 1
        self.orientation = orientation  # of the container, as numbers of EXIF; what EXIF says does not count
        self.seek(0)


class _Heic(HeifImageFile):
    """HEIC whose items have names that are text: with others pi_heif 1.4 takes the whole process down."""

    def _open(self):
        for box, content in _boxes(self.fp.read()):
            if box == b"meta":
                _check_items(content)
        super()._open()


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


def _boxes(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the boxes that an ISO media file consists of, each as its type and the whole of it."""
    at = 0
    while at + 8 <= len(content):
        size, box = struct.unpack_from(">L4s", content, at)
        if size == 1:
            (size,) = struct.unpack_from(">Q", content, at + 8)
        yield box, content[at : at + size]
        if size < 8:  # 0 means up to the end, less is nonsense; libheif takes neither for `meta`
            return
        at += size


class Kind(NamedTuple):
    extension: str
    # Called instead of Image.open, which would make an MPO of a JPEG and warn of what is wrong with it.
    opener: type[ImageFile]


_AVIF, _HEIC = Kind("avif", _Avif), Kind("heic", _Heic)
_SIGNATURES = [
    (re.compile(signature, re.DOTALL), kind)
    for signature, kind in [
        (rb"\xff\xd8\xff", Kind("jpg", _Jpeg)),
        (rb"\x89PNG\r\n\x1a\n", Kind("png", PngImageFile)),
        (rb"RIFF.{4}WEBP", Kind("webp", WebPImageFile)),
        (rb"GIF8[79]a", Kind("gif", GifImageFile)),
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
