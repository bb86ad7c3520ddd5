"""The stems of Indonesian words: what "penangkapan", "ditangkap" and "menangkap" have in common.

Affixes come off only where a root of `roots.txt` is left, so that what the list does not have stays as it is. A
word that is a root itself keeps its letters ("menteri" is no form of "teri"), and so does a name ("Kediri").
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from articles.places.names import name_words

LEAST = 4  # letters: a shorter word has no affix, and what is no verb keeps as many before "-i" and "-an"
_PLAIN = re.compile(r"[a-z]+")
_VOWELS = "aeiou"
# What stands behind a word without making another one: owners and particles.
_CLITIC = re.compile(r"(?<=..)(?:(?:nya|ku|mu)?(?:lah|kah|tah|pun)|nya|ku|mu)$")
_SUFFIXES = ("", "kan", "an", "i")
# Which suffixes go with a prefix, and which prefixes may stand behind it.
_GRAMMAR: dict[str, tuple[frozenset[str], tuple[str, ...]]] = {
    "me": (frozenset({"", "kan", "i"}), ("per", "ber", "ter", "ke", "se", "pe")),
    "di": (frozenset({"", "kan", "i"}), ("per", "ber", "ter", "ke", "se", "pe")),
    "ter": (frozenset({"", "kan", "i"}), ("per", "ke", "se")),
    "ber": (frozenset({"", "an", "kan"}), ("pe", "per", "ke", "se")),
    "pe": (frozenset({"", "an"}), ("per", "ber", "ter", "ke", "se")),
    "per": (frozenset(_SUFFIXES), ("ber", "ke", "se")),
    "ke": (frozenset({"", "an", "i"}), ("ber", "ter", "per", "pe", "se", "tidak")),
    "se": (frozenset({"", "an"}), ("pe", "per", "ke", "ter")),
}
# Roots that are made into no verb: "mengurus" is "urus" and not "kurus".
_NO_VERBS = frozenset(
    [
        "kaku",
        "karung",
        "kawasan",
        "kelak",
        "kerang",
        "kesah",
        "koperasi",
        "kubah",
        "kurus",
        "kusut",
        "nyaring",
        "pasukan",
    ]
)


def stem(word: str) -> str:
    """Return the root of a word in small letters; the word itself where none is certain."""
    return reading(word)[1]


@lru_cache(maxsize=50_000)
def reading(word: str) -> tuple[str, str]:
    """Return a word without the owner and the particle behind it ("rumahnya" is "rumah"), and its root."""
    roots, names = _roots(), name_words()
    if word in names or len(word) < LEAST or not _PLAIN.fullmatch(word):
        return word, roots.get(word, word)
    if word in roots:
        return word, roots[word]
    forms = [word, *_without_clitics(word)]
    if names_in := [form for form in forms if form in names]:
        return names_in[0], roots.get(names_in[0], names_in[0])
    readings = [(cost, -len(root), root, form) for form in forms for cost, root in _readings(form)]
    if readings:
        *_, root, form = min(readings)
        return form, roots[root]
    form = word.removesuffix("nya") if len(word) >= LEAST + 3 else word
    return form, form


def common_root(one: str, other: str) -> str:
    """Return what both halves of a doubled word are forms of, as in "guru-guru", "tolong-menolong"; "" where they
    are two words.

    A doubled root that the list has, "undang-undang", is a word of its own.
    """
    root = stem(one)
    if root != stem(other) or not root.isalpha():
        return ""
    return _roots().get(f"{root}-{root}", root)


def _without_clitics(word: str) -> list[str]:
    clitic = _CLITIC.search(word)
    if not clitic:
        return []
    return list(dict.fromkeys([word.removesuffix(clitic[0][-3:]), word[: clitic.start()]]))


def _readings(form: str) -> Iterator[tuple[int, str]]:
    """Yield the roots that a form may be made of, each with what its affixes cost: the fewer, the likelier."""
    roots = _roots()
    for suffix in _SUFFIXES:
        if not form.endswith(suffix):
            continue
        base, cost = form.removesuffix(suffix), 9 * bool(suffix)
        if base in roots and (suffix in ("", "kan") or len(base) >= LEAST):
            yield cost, base
        for prefix, rest in _without_prefix(base):
            suffixes, inner = _GRAMMAR.get(prefix, ((), ()))
            if suffix not in suffixes:
                continue
            if rest in roots:
                yield cost + 10, rest
            if suffix == "kan" and f"{rest}k" in roots:  # "menunjukan" for "menunjukkan"
                yield cost + 15, f"{rest}k"
            for second, last in _without_prefix(rest):
                if second in inner and last in roots:
                    yield cost + 20, last


def _without_prefix(word: str) -> Iterator[tuple[str, str]]:
    """Yield each prefix that a word may begin with, by its name, and what it stands before."""
    for prefix in ("di", "ke", "se", "ter", "ber", "per", "tidak"):
        if word.startswith(prefix):
            yield prefix, word.removeprefix(prefix)
    # "berenang", "terasa", "perebutan"; "bekerja", "tepercaya"
    if re.match(r"(?:[btp]e)(?:r|[^aeiou]er)", word):
        yield f"{word[:2]}r", word[2:]
    for prefix in ("me", "pe"):
        if word.startswith(prefix):
            behind = _after_nasal(prefix, word[2:])
            yield from ((prefix, rest) for rest in behind if rest not in _NO_VERBS)


def _after_nasal(prefix: str, rest: str) -> Iterator[str]:
    """Yield what may stand behind "me" or "pe", the sound between them taken off and the letter that it took
    put back."""
    if prefix == "pe" or rest[:1] in tuple("lmnrwy"):
        yield rest
    for sound, letters, lost in (
        ("m", "bfpv", "p"),
        ("n", "cdjstz", "t"),
        ("ny", "", "s"),
        ("ng", "ghkqx" + _VOWELS, "k"),
        ("nge", "bcdfghjklmnprstvwxyz", ""),
    ):
        behind = rest.removeprefix(sound)
        if behind == rest or not behind or (sound == "nge" and len(behind) > LEAST):
            continue
        if behind[0] in letters:
            yield behind
        if lost and behind[0] in _VOWELS + "lr":
            yield lost + behind


@cache
def _roots() -> dict[str, str]:
    """Return each root with the one that stands for it: itself, or another spelling."""
    words = Path(__file__).with_name("roots.txt").read_text(encoding="utf-8")
    lines = (line for line in words.splitlines() if not line.startswith("#"))
    pairs = (word.partition("=") for line in lines for word in line.split())
    return {word: other or word for word, _sign, other in pairs}
