"""Stories that carry no advertisement: of victims, of children, of the dead.

Three things say so: an editor's word of the story or of its category, the persons that it protects, and its own words.
The words err to the safe side: an advertisement too few costs a few rupiah, one beside a grave costs the paper's name.
"""

import json
import re

from django.utils.translation import gettext as _

# Beginnings of words: "meninggal" is also "meninggalnya". What stands before a root is `_PREFIX`.
_DEATH = (
    "obituari", "in memoriam", "meninggal", "wafat", "mangkat", "berpulang", "tutup usia", "tewas", "newas", "gugur",
    "jenazah", "mayat", "jasad", "makam", "kubur", "belasungkawa", "bela sungkawa", "duka", "almarhum", "mendiang",
    "bunuh", "akhiri hidup", "gantung diri", "mutilasi", "selamat jalan", "takziah", "kematian", "regang nyawa",
    "hilang nyawa", "hilangan nyawa", "renggut nyawa",
)  # fmt: skip
_VICTIMS = (
    "korban", "penyintas", "perkosa", "erkosa", "cabul", "leceh", "kekerasan seksual", "rudapaksa", "asusila", "kdrt",
    "aniaya", "perdagangan orang", "culik", "luka parah", "luka bakar", "luka berat", "luka-luka",
)  # fmt: skip
_CHILDREN = (
    "anak", "bocah", "balita", "batita", "bayi", "janin", "murid", "siswa", "siswi", "pelajar", "santri", "bawah umur",
    "dibawah umur", "remaja",
)  # fmt: skip
_PREFIX = r"(?:(?:me|pe)(?:m|n|ng)?|di|ter|ke|ber)?"
_ROOTS = "|".join(re.escape(word) for word in (*_DEATH, *_VICTIMS, *_CHILDREN))
_WORDS = re.compile(rf"\b{_PREFIX}(?:{_ROOTS})", re.IGNORECASE)


def speaks_of_the_hurt(*texts):
    """Return whether one of these texts speaks of the dead, of victims or of children."""
    return any(_WORDS.search(" ".join(text.split())) for text in texts if text)


def is_free_of_category(category):
    """Return whether this category, or one that it is part of, is to have no advertisement; None is no category."""
    return bool(category) and any(
        node.is_without_ads or speaks_of_the_hurt(node.name) for node in category.trail()
    )


def is_free(row, category):
    """Return whether a story is to have no advertisement, by the row of its page and the category of the frame."""
    return bool(reason_of(row, category, [json.loads(tag)["name"] for tag in row.tag_rows]))


def reason_of(story, category, tags):
    """Return why a story is to have no advertisement; "" where it may have some."""
    if story.is_without_ads:
        return _("An editor decided that it shows none.")
    if story.protected:
        return _("It protects persons.")
    if story.unverified_note:
        return _("It is not verified yet.")
    if is_free_of_category(category):
        return _("Its category shows none.")
    if speaks_of_the_hurt(story.headline, story.standfirst, *tags):
        return _("Its words speak of victims, of children or of the dead.")
    return ""
