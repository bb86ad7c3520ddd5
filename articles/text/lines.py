"""One line of text as it is stored: what readers see, without what only looks like it.

`clean_line` is the cleaning of every line that people type or paste: headlines, captions, names, reasons. The
fields of `articles/models/fields.py` apply it wherever a value comes from. A body's text is made `legible` by
`layout`.
"""

import re
import unicodedata
from collections.abc import Iterator

# What readers cannot see. A joiner stays where it makes one emoji of two, or shapes a script that needs it; so do
# the selector behind an emoji and the letters that make a flag.
_EMOJI = r"\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
_SYMBOLS = rf"{_EMOJI}\xa9\xae\u203c\u2049\u2122\u2139\u3030\u303d\u3297\u3299"
_CURSIVE = r"\u0620-\u06ff\u0750-\u077f\u08a0-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u17ff\u1b00-\u1bff\ua980-\ua9df"
INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e"
    r"\u2060-\u206f\ue000-\uf8ff\ufe00-\ufe0e\ufeff\ufff9-\ufffc\ufffe\uffff\ud800-\udfff"
    r"\U0001d173-\U0001d17a\U000e0080-\U000e0fff\U000f0000-\U0010ffff]"
    rf"|(?<![{_EMOJI}{_CURSIVE}])(?<![{_EMOJI}]\ufe0f)\u200d|\u200d(?![{_EMOJI}{_CURSIVE}])"
    rf"|(?<![{_CURSIVE}])\u200c|\u200c(?![{_CURSIVE}])"
    rf"|(?<![{_SYMBOLS}])\ufe0f(?!\u20e3)"
    r"|(?<![\U0001f3f4\U000e0000-\U000e007f])[\U000e0000-\U000e007f]+"
)


def _look_alikes() -> Iterator[tuple[int, str]]:
    """Yield characters that are drawn like letters, digits or signs of ordinary text, with those."""
    blocks = [
        (0x2100, 0x214F, "<font>"),  # ℍ, ℓ: what is no letter there, such as №, stays
        (0x24B6, 0x24E9, "<circle>"),
        (0xFB00, 0xFB06, "<compat>"),  # ligatures
        (0xFF01, 0xFF5E, "<wide>"),
        (0x1D400, 0x1D7FF, "<font>"),  # mathematical letters: what keyboards offer as fonts
        (0x1EE00, 0x1EEFF, "<font>"),
        (0x1F130, 0x1F149, "<square>"),
    ]
    for first, last, kind in blocks:
        for code in range(first, last + 1):
            if unicodedata.decomposition(chr(code)).startswith(kind):
                yield code, unicodedata.normalize("NFKC", chr(code))
    for first in (0x1F150, 0x1F170):  # letters on dark ground have no equivalent of their own
        yield from ((first + place, chr(ord("A") + place)) for place in range(26))
    yield from zip(map(ord, "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ"), "ABCDEFGHIJKLMNOPRSTUVWYZ", strict=True)
    yield from dict.fromkeys([0x2010, 0x2011], "-").items()
    yield from dict.fromkeys([0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0], " ").items()
    yield from dict.fromkeys(
        [0xF0A7, 0xF0B7, 0xF0D8, 0xF0FC], "•"
    ).items()  # of word processors' symbol fonts


_LOOK_ALIKES = dict(_look_alikes())

# Letters of other scripts that nobody can tell from Latin ones. In a word with Latin letters they are typing
# slips or disguise.
_TWINS = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјорсухԁһԛԝАΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
    "ABESIJKMHOPCTYXaesijopcyxdhqwAABEZHIKMNOPTYXo",
)
# Latin letters and the signs of ordinary text: each is what it looks like, and in NFC.
_ORDINARY = re.compile(r"[\t\n\r\x20-\x7e\xa0-\xac\xae-\u024f‘’“”–—…•]*")
_WORD = re.compile(r"[^\W\d_]+")
_TWIN = re.compile(f"[{''.join(map(chr, _TWINS))}]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")


def legible(text: str) -> str:
    """Return a text in NFC: letters that only look like letters are letters, and nothing is invisible."""
    if _ORDINARY.fullmatch(text):  # as most texts are: nothing to look for
        return text
    return unicodedata.normalize("NFC", INVISIBLE.sub("", text.translate(_LOOK_ALIKES)))


def clean_line(text: str) -> str:
    """Return a text as one line: legible, in letters of one script a word, with single ordinary spaces."""
    text = legible(text)
    if _TWIN.search(text):
        text = _WORD.sub(_in_one_script, text)
    return " ".join(text.split())


def clean_lines(text: str) -> str:
    """Return a text of several lines, each of them clean; blank lines part paragraphs, one at a time."""
    lines = "\n".join(map(clean_line, legible(text.replace("\r\n", "\n")).splitlines()))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def _in_one_script(word: re.Match[str]) -> str:
    latin = word[0].translate(_TWINS)
    has_latin = _LATIN.search(word[0])
    return latin if has_latin and all(map(_LATIN.match, latin)) else word[0]


# ---- What a page prints itself

PHOTO_LABEL = re.compile(
    r"""
    (?:foto(?:[-\ ]foto|grafer)?s? | photo(?:s|grapher)? | fotograf | gambar | image | pict?(?:ure)? | ft(?=\s*[:：]|\.\s|\s+(?:oleh|by)\b)
      | (?:sumber | kredit | credits?)(?:\s+(?:foto|gambar))? | (?:photo|image|picture)\s+credits?)
    (?:
        (?:\s*(?:[:：/] | \.(?!\w) | (?<=\s)[-–—](?=\s) | \b(?:oleh|by|dari)\b(?!-)))+\s*
      | \s+(?=(?:arsip|courtesy|dok|dokumentasi|ilustrasi|ist|istimewa|kiriman|milik|repro|tangkapan)\b)
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ROLE_LABEL = re.compile(
    r"(?:penulis|reporter|pewarta|wartawan|jurnalis|kontributor|editor|penyunting|redaktur|fotografer|sumber|oleh)"
    r"\s*[:：]\s*",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")


def clean_photo_credit(text: str) -> str:
    """Return a photo's credit without brackets around it and without the word “Foto:”, which the page prints."""
    line = clean_line(text)
    if brackets := _IN_BRACKETS.fullmatch(line):
        return clean_photo_credit(brackets[1] or brackets[2] or "")
    label = PHOTO_LABEL.match(line)
    return clean_photo_credit(line[label.end() :]) if label else line


def clean_name(text: str) -> str:
    """Return a person's name without the word of the role, such as “Penulis:”, which the page prints."""
    line = clean_line(text)
    label = _ROLE_LABEL.match(line)
    return clean_name(line[label.end() :]) if label else line


def clean_tag(text: str) -> str:
    """Return a tag's name without the sign that networks write before it."""
    return clean_line(clean_line(text).lstrip("#＃ "))
