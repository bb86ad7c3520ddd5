"""The words that mark an editor's lines: related stories, headlines, tags, captions of photos, boxes of data."""

import re

from articles.filing.captions import caption_and_credit
from articles.filing.credit_lines import is_name, is_somebody

# ---- Related stories

_ARROWS = "→➡\ufe0f➤►▶➜➔⇒👉👇⏩‣"
# The words before a related story; what follows decides whether it is one.
RELATED = re.compile(
    r"[\W_]*"
    r"(?:"
    r"(?P<sure>"
    r"(?:baca|lihat|simak|tonton)\s*(?:juga|pula|selengkapnya|lainnya)"
    r"(?:\s+(?:berita|artikel)(?:\s+(?:lain|lainnya|terkait))?(?=\s*[:：]))?"
    r"|(?:also\s+read|related\s+news)"
    r"|read\s+also"
    r")"
    r"|(?:baca|lihat|simak)\s+(?:berita|artikel)\s+(?:terkait|lainnya|selengkapnya)"
    r"|baca"
    r"|terkait"
    r"|(?:cek|klik)\s+juga"
    r"|read\s+more"
    r"|(?:artikel|berita|kabar|tulisan)\s+(?:terkait|lainnya|sebelumnya)"
    r")"
    r"(?!\w)(?:\s*\d{1,2}(?=\s*[:：.)]))?"
    rf"(?P<sign>[\s:：>»•|{_ARROWS}\-–—]*)",
    re.IGNORECASE,
)
# The same within a paragraph, behind the end of a sentence.
RELATED_WITHIN = re.compile(
    r"(?<=[.!?”\"’)])\s+(?=(?:baca|lihat|simak)\s+(?:juga|pula|selengkapnya)\s*[:：])", re.IGNORECASE
)
_BULLET = re.compile(rf"^(?:[\s\-–—•*·>»|,;/{_ARROWS}]+|\d{{1,2}}[.)](?:\s+|$))+|[\s|,;/]+$")
_LONGEST_TITLE = 30  # words


def without_bullet(text: str) -> str:
    return _BULLET.sub("", text)


def only_separators(text: str) -> bool:
    """Tell whether a text holds nothing but what may stand between links."""
    return not re.sub(r"\b(?:dan|serta)\b", "", without_bullet(text)).strip(" .,;|/&•·\n)]»*-–—\"“”'")


def is_title(text: str) -> bool:
    """A headline begins as one and does not end as a sentence does."""
    ends_as_a_sentence = text.endswith((".", ":", ",", ";")) and not text.endswith("..")
    if not text or ends_as_a_sentence or len(text.split()) > _LONGEST_TITLE:
        return False
    first = text.lstrip("\"'“‘«([#")[:1]
    return first.isupper() or first.isdigit() or (bool(first) and not first.isascii())


# ---- Other lines of a filed story

_HEADLINE = re.compile(r"[\W_]*(?:judul(?:\s+berita)?|headline)\s*[:：]\s*(?P<words>.+)", re.IGNORECASE)
_TAGS = re.compile(
    r"[\W_]*(?:tags?|tagar|topik(?:\s+terkait)?|kata\s+kunci|keywords?)\s*[:：]\s*(?P<list>.+)",
    re.IGNORECASE | re.DOTALL,
)
_HASHTAGS = re.compile(r"(?:#\w[\w-]*[\s,|]*)+")
_BETWEEN_TAGS = re.compile(r"\s*[,;|\n•]\s*|\s+(?=#)")
LONGEST_HEADLINE = 200  # characters
_LONGEST_TAG, _MOST_TAGS = 5, 15  # words; tags in a line
_CAPTION = re.compile(
    r"[\W_]*(?:foto|keterangan\s+(?:foto|gambar)|ket(?:\.|erangan)?\s*foto|caption(?:\s+foto)?|teks\s+foto|gambar)"
    r"\s*[:：]\s*(?P<words>.+)",
    re.IGNORECASE,
)
_LONGEST_CAPTION = 60  # words
# Names of the fields of boxes about a book or a film, in which "Penulis" is not the story's own.
_BOX = re.compile(
    r"(?:^|\n)\W*(?:penerbit|tebal|isbn|cetakan|(?:jumlah\s+)?halaman|tahun\s+(?:terbit|rilis)|sutradara|produser"
    r"|genre|durasi|pemain|pemeran|rumah\s+produksi|tanggal\s+rilis|bahasa|pencipta|album)\s*[:：=]",
    re.IGNORECASE,
)
_REPRINT = re.compile(
    r"\W*(?:artikel|berita|tulisan)\s+(?:ini\s+)?(?:telah|sudah|pernah)?\s*(?:tayang|terbit|dimuat|dipublikasikan)\b",
    re.IGNORECASE,
)
_MOMENT = re.compile(
    r"(?:(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad)\b[\s,]*)?"
    r"(?:\d{1,2}(?:\s+\w+\s+|[/-]\d{1,2}[/-])\d{2,4}|\w+\s+\d{1,2},\s*\d{4})"
    r"[\s|,\-–]*(?:\d{1,2}[.:]\d{2}(?:[.:]\d{2})?)?\s*(?:wib|wita|wit)?\.?",
    re.IGNORECASE,
)


def labelled_headline(text: str) -> str:
    """The headline behind "Judul:"; "" where there is no such label."""
    match = _HEADLINE.fullmatch(text)
    words = " ".join(match["words"].split()) if match else ""
    return words if len(words) <= LONGEST_HEADLINE and is_title(words) else ""


def tags(text: str) -> list[str] | None:
    """The tags of a line that holds nothing else; None for any other line, and for one that reads as a text."""
    match = _TAGS.fullmatch(text.strip())
    if not match and not _HASHTAGS.fullmatch(text.strip()):
        return None
    words = match["list"] if match else text
    names = [_tag(name) for name in _BETWEEN_TAGS.split(words.strip())]
    names = list(dict.fromkeys(filter(None, names)))
    is_text = any(len(name.split()) > _LONGEST_TAG or len(name) > 60 for name in names)
    return None if is_text or not 0 < len(names) <= _MOST_TAGS else names


def _tag(text: str) -> str:
    return " ".join(text.strip(' #.,;"“”').replace("_", " ").split())


def caption(text: str) -> tuple[str, str] | None:
    """Words and credit of a line that belongs to a photo; None for any other line."""
    text = " ".join(text.split())
    match = _CAPTION.fullmatch(text)
    if len(text.split()) > _LONGEST_CAPTION:
        return None
    words, credit = caption_and_credit(match["words"] if match else text)
    names_somebody = not credit and (is_name(words) or not is_somebody("photographer", words))
    return (words, credit) if words and (match or credit) and not names_somebody else None


def is_box(text: str) -> bool:
    """Tell whether a text is a box of data about a book, a film or a song."""
    has_a_sign = ":" in text or "：" in text or "=" in text
    return has_a_sign and bool(_BOX.search(text))


def is_reprint(text: str) -> bool:
    """Tell whether a text says that the story appeared elsewhere before."""
    return bool(_REPRINT.match(text))


def is_moment(text: str) -> bool:
    """Tell whether a line is a date, as sites print it below their headlines."""
    return bool(_MOMENT.fullmatch(text.strip(" |-–—•[]()")))
