"""Names in a reason that readers see: a story that was withdrawn for somebody's sake must not name them there."""

import re
from collections.abc import Iterable, Iterator

from articles.text import body
from articles.text.story_text import StoryText

# Words with which the name of an office begins. Offices may be named.
OFFICES = {
    "badan", "bupati", "dewan", "dinas", "dprd", "gubernur", "kabupaten", "kecamatan", "kejaksaan", "kementerian",
    "kepala", "kepolisian", "komisi", "kota", "lembaga", "majelis", "pemerintah", "pemkab", "pemkot", "pemprov",
    "pengadilan", "polda", "polisi", "polres", "polresta", "polri", "polsek", "provinsi", "redaksi", "rumah", "wali",
}  # fmt: skip
_NAME = re.compile(r"\b[A-Z][\w’'-]+(?:[ \u00a0]+[A-Z][\w’'-]+)+")


def names_in(reason: str, text: StoryText, harmless: Iterable[str] = ()) -> list[str]:
    """Return the names that a reason has in common with the story: of two words or more, or a tag.

    `harmless` are names that say nothing of a person, such as those of places.
    """
    story = _plain(" ".join([text.headline, text.standfirst, body.text(text.body), *text.tags]))
    known_places = {_plain(name) for name in harmless}
    names = [name for words in _NAME.findall(reason) for name in _in_common(words.split(), story)]
    names += [tag for tag in text.tags if re.search(rf"\b{re.escape(_plain(tag))}\b", _plain(reason))]
    return [
        name
        for name in dict.fromkeys(names)
        if name[0].isupper() and name.split()[0].lower() not in OFFICES and _plain(name) not in known_places
    ]


def _in_common(words: list[str], story: str) -> Iterator[str]:
    """Yield the longest end of these words that the story has too: a sentence begins with a capital as well."""
    ends = (" ".join(words[start:]) for start in range(len(words) - 1))
    yield from [end for end in ends if _plain(end) in story][:1]


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
