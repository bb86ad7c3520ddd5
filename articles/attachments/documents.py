"""PDF: what runs, what is hidden in it and what names its author leave before readers get it.

A document with a digital signature stays byte for byte as it is, so that readers can verify it; one that would have
to be changed is refused.
"""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.attachments.copies import Copy

MOST_OBJECTS = 20_000
# What one stream may unpack to while the document is read: a few kilobytes can hold gigabytes of blanks.
pikepdf.settings.set_qpdf_limits(flate_max_memory=64 * 1024 * 1024)
# Keys of any dictionary in a document: what runs by itself, files within the file, forms of their own.
_ACTIVE = (
    "/AA", "/OpenAction", "/JavaScript", "/JS", "/EmbeddedFiles", "/EF", "/AF", "/XFA", "/RichMediaContent",
)  # fmt: skip
_PERSONAL = ("/Metadata", "/PieceInfo")
_HARMLESS_ACTIONS = ("/GoTo", "/URI", "/Named")
_HOLDS_FILES = ("/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D")


def copy_for_readers(content: bytes) -> Copy:
    """Raises ValidationError with a message for the uploader."""
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            _check_size(document)
            pages = len(document.pages)
            return Copy(_bytes_for_readers(document, content), "pdf", pages=pages)
    except pikepdf.PasswordError as error:
        raise ValidationError(
            _("The PDF is locked with a password. Save it without one and send that."), code="locked"
        ) from error
    except ValidationError:
        raise
    except Exception as error:  # whatever the reader stumbles over in bytes from outside
        raise ValidationError(
            _("The PDF is damaged or did not arrive whole. Open it once to see, and send it again."),
            code="damaged",
        ) from error


def _check_size(document: pikepdf.Pdf) -> None:
    """Raise ValidationError where there is more in a document than is looked at: first by what it says itself."""
    says_too_many = int(document.trailer.get("/Size", 0)) > MOST_OBJECTS
    if says_too_many or len(document.objects) > MOST_OBJECTS:
        raise ValidationError(
            _("The PDF has too many parts. Print it to a new PDF and send that."), code="parts"
        )
    if any("limit exceeded" in str(warning) for warning in document.get_warnings()):
        raise ValueError("a stream unpacks to more than is looked at")


def _bytes_for_readers(document: pikepdf.Pdf, content: bytes) -> bytes:
    holders = list(_dictionaries(document))
    is_signed = any(holder.get("/Type") == "/Sig" and "/ByteRange" in holder for holder in holders)
    has_changed = _disarm(document, holders)
    if is_signed and not has_changed:
        return content
    if is_signed:
        raise ValidationError(
            _("The PDF is digitally signed and holds scripts or files. Print it to a new PDF and send that."),
            code="signed",
        )
    for holder in holders:
        # "T" is who wrote a note, and of a field of a form its name.
        names = [*_PERSONAL, *(["/T"] if holder.get("/Subtype") not in (None, "/Widget") else [])]
        for key in names:
            if key in holder:
                del holder[key]
    if "/Info" in document.trailer:
        del document.trailer["/Info"]
    buffer = io.BytesIO()
    document.save(buffer, linearize=True)  # the first page shows before the last has come
    return buffer.getvalue()


def _disarm(document: pikepdf.Pdf, holders: list[Any]) -> bool:
    """Take out whatever runs and whatever hides; return whether there was something."""
    has_changed = False
    for holder in holders:
        for key in _ACTIVE:
            if key in holder and not _is_place(key, holder[key]):
                del holder[key]
                has_changed = True
        if _is_action(holder.get("/Next")):  # what runs after an action that is harmless
            del holder["/Next"]
            has_changed = True
        action = holder.get("/A")
        if isinstance(action, pikepdf.Dictionary) and action.get("/S") not in _HARMLESS_ACTIONS:
            del holder["/A"]
            has_changed = True
    return _without_files_in_pages(document) or has_changed


def _is_action(following: Any) -> bool:
    """Return whether what stands behind "Next" runs; in a table of contents it is only the next line."""
    return isinstance(following, pikepdf.Array) or (
        isinstance(following, pikepdf.Dictionary) and "/S" in following
    )


def _is_place(key: str, value: Any) -> bool:
    """Return whether a document's first action is only the place at which it opens."""
    is_harmless = isinstance(value, pikepdf.Dictionary) and value.get("/S") in _HARMLESS_ACTIONS
    return key == "/OpenAction" and (isinstance(value, pikepdf.Array) or is_harmless)


def _without_files_in_pages(document: pikepdf.Pdf) -> bool:
    has_changed = False
    for page in document.pages:
        notes = page.get("/Annots")
        if not isinstance(notes, pikepdf.Array):
            continue
        others = [note for note in notes if not _holds_file(note)]
        if len(others) < len(notes):
            page["/Annots"] = pikepdf.Array(others)
            has_changed = True
    return has_changed


def _holds_file(note: Any) -> bool:
    return isinstance(note, pikepdf.Dictionary) and note.get("/Subtype") in _HOLDS_FILES


def _dictionaries(document: pikepdf.Pdf) -> Iterator[Any]:
    """Yield each dictionary of a document: those with a number of their own, those of streams, and those that stand
    within them."""
    queue = [*document.objects, document.Root]
    while queue:
        value = queue.pop()
        holder = value.stream_dict if isinstance(value, pikepdf.Stream) else value
        if isinstance(holder, pikepdf.Dictionary):
            yield holder
            inner = holder.values()
        elif isinstance(holder, pikepdf.Array):
            inner = holder
        else:
            continue
        queue += [
            one
            for one in inner
            if isinstance(one, (pikepdf.Dictionary, pikepdf.Array)) and not one.is_indirect
        ]
