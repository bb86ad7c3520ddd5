"""What a caption says of a picture, and whose it says that the picture is."""

import re

_LABEL = r"(?:foto(?:grafer)?|photo|gambar|sumber(?:\s+foto)?|kredit|dok(?:umentasi|umen)?|doc|ist(?:imewa)?|ho|net)"
# In brackets at the end; or behind the last full stop, or alone, with a label and no brackets.
_CREDIT = re.compile(
    rf"\s*[(\[]\s*(?P<inner>{_LABEL}\b[^()\[\]]{{0,110}}|[^()\[\]]{{0,60}}/\s*{_LABEL}\b[^()\[\]]{{0,50}})\s*[)\]]\s*\.?\s*$"
    rf"|(?:^|(?<=[.!?”\"»)])|(?<=\s[-–—|/])|\s*[-–—|/])\s*(?P<bare>(?:foto(?:grafer)?|photo|sumber(?:\s+foto)?|kredit)\s*[:：/]\s*[^()\[\]:]{{1,110}}"
    rf"|dok(?:umentasi)?\s*[.:]\s*[^()\[\]:]{{1,110}})$",
    re.IGNORECASE,
)
_FULL_STOP = re.compile(r"(?<=[a-z]{3})\.+$")
_CREDIT_LABEL = re.compile(
    r"^(?:foto(?:grafer)?|photo|gambar|sumber(?:\s+foto)?|kredit)\s*(?:[:：/.]|oleh\b|by\b)\s*(?:oleh\s+|by\s+)?",
    re.IGNORECASE,
)


def without_full_stop(name: str) -> str:
    """The stop behind "S.Kom." or "Fahrur R." is part of the name."""
    return _FULL_STOP.sub("", name)


def caption_and_credit(text: str) -> tuple[str, str]:
    """What a caption says of the picture, and whose it says the picture is, without the label."""
    words = " ".join(text.split())
    found = _CREDIT.search(words)
    if not found:
        return words, ""
    name = without_full_stop((found["inner"] or found["bare"]).strip(" ,;"))
    credit = _CREDIT_LABEL.sub("", name).strip(" ,;:").lstrip(".") or name
    return words[: found.start()].rstrip(" -–—|/,;:"), credit
