"""The words of names that look like forms of other words: "Kediri" is neither "diri" nor anything that one does to
it.
"""

from functools import cache
from pathlib import Path

from articles.places import gazetteer

# Words of names that are forms of ordinary words, beside those that the gazetteer tells.
_ORDINARY = frozenset(
    """
    bagian batuan dagangan kawasan kecamatan kelurahan kepulauan pagelaran pegunungan pelabuhan perbatasan perkebunan perkotaan
    pertanian perumahan
    """.split()  # noqa: SIM905 -- a list of quoted words is harder to read
)


def is_generic(word: str) -> bool:
    """Return whether a word of a place's name says what sort of place it is, as in "Kepulauan Seribu"."""
    return word in _ORDINARY


@cache
def name_words() -> frozenset[str]:
    """Return the words of the gazetteer's names and of `names.txt`, in small letters."""
    lines = Path(__file__).with_name("names.txt").read_text(encoding="utf-8").splitlines()
    others = " ".join(line for line in lines if not line.startswith("#"))
    names = frozenset(f"{gazetteer.certain_names()} {others}".lower().replace("-", " ").split())
    return names - gazetteer.ordinary_words() - _ORDINARY
