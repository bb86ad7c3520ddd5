"""Recordings: MP3, M4A and Ogg, as phones and recorders make them; what names people and places leaves."""

import io

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from tinytag import TinyTag

from articles.attachments import without_words
from articles.attachments.copies import Copy

MOST_MINUTES = 60
_MAKERS = {
    "mp3": without_words.of_mp3,
    "m4a": without_words.of_m4a,
    "ogg": without_words.of_ogg,
}


def extension_of(head: bytes) -> str:
    """Return the kind that a file says to be by its first bytes, "" for none that browsers play."""
    is_mp3 = head.startswith(b"ID3") or (head[:1] == b"\xff" and len(head) > 1 and head[1] & 0xE6 == 0xE2)
    if is_mp3:
        return "mp3"
    if head[4:8] == b"ftyp":
        return "m4a"
    return "ogg" if head.startswith(b"OggS") else ""


def copy_for_readers(content: bytes) -> Copy:
    """Raises ValidationError with a message for the uploader."""
    extension = extension_of(content[:8])
    try:
        seconds = TinyTag.get(f"recording.{extension}", io.BytesIO(content), tags=False).duration or 0
        if seconds <= 0:
            raise _damaged()
        _check(content, extension, seconds)
        return Copy(_MAKERS[extension](content), extension, seconds=max(1, round(seconds)))
    except ValidationError:
        raise
    except Exception as error:  # whatever the reader stumbles over in bytes from outside
        raise _damaged() from error


def _damaged() -> ValidationError:
    return ValidationError(
        _("The recording is damaged or did not arrive whole. Play it once to hear, and send it again."),
        code="damaged",
    )


def _check(content: bytes, extension: str, seconds: float) -> None:
    if seconds > MOST_MINUTES * 60:
        raise ValidationError(
            _("The recording lasts %(minutes)d minutes; at most %(most)d are taken. Cut out what matters."),
            code="long",
            params={"minutes": round(seconds / 60), "most": MOST_MINUTES},
        )
    if without_words.is_film(content, extension):
        raise ValidationError(
            _("This is a film. Put it on a video site and its address on a line of the text."), code="kind"
        )
