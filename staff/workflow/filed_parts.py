"""Parts of a filed story that stand in its text although they have a place beside it: read, counted, told."""

import re

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from articles.filing.draft import Draft, blocks_of
from articles.filing.items import Note
from articles.filing.lift import INFORMATIONAL, lift
from articles.house import own_house
from articles.text.story_text import StoryText

# Without any of these there is nothing to lift: most texts are not looked at more closely.
_MARKS = re.compile(
    r"^\W*(?:penulis|ditulis|reporter|pewarta|wartawan|jurnalis|kontributor|koresponden|laporan|peliput|liputan|editor"
    r"|redaktur|redpel|penyunting|oleh|fotografer|foto|sumber|baca|lihat|simak|tonton|terkait|berita|artikel|tags?|tagar"
    r"|topik|kata\s+kunci|judul|headline|copyright|hak\s+cipta|share|bagikan|ikuti|also|read)\b"
    r"|[(\[][^()\[\]\n]{0,60}[)\]]\s*\.?\s*$|\*{2,}\s*$|^#\w",
    re.IGNORECASE | re.MULTILINE,
)
LONGEST = 100_000  # characters of a body with its markup: ten times a long story
# What a person has to look at: a kind of note and its words.
QUESTIONS = {
    "headline-unsure": gettext_noop("may be another headline"),
    "dateline-unsure": gettext_noop("may be a dateline"),
    "dateline-believed": gettext_noop("read as a dateline; is it one?"),
    "dateline-without-place": gettext_noop("a dateline without a place, taken out"),
    "credits-unsure": gettext_noop("may be a name under the story"),
    "credits-other": gettext_noop("taken out: nobody is named here for that"),
    "credits-namesakes": gettext_noop("several people here have this name"),
    "sign-off-unsure": gettext_noop("may be a sign-off"),
    "sign-off-too-long": gettext_noop("too long for a sign-off, taken out"),
    "related-unsure": gettext_noop("may be a Baca Juga"),
    "related-elsewhere": gettext_noop("Baca Juga to another site"),
    "related-unresolved": gettext_noop("Baca Juga: no such story is public here"),
    "photo-caption-unsure": gettext_noop("belongs to a photo: put it into the photo's caption"),
    "photo-credit-left": gettext_noop("credit of a photo, taken out: name it in the photo"),
    "tags-too-many": gettext_noop("tags beyond the most that a story has, taken out"),
    "reprint": gettext_noop("appeared elsewhere before: may it be used, and is the source named?"),
    "commercial": gettext_noop("somebody paid for it: it gets the label Advertorial"),
    "dropped": gettext_noop("taken out: it calls readers elsewhere, or is furniture of another page"),
}


def read(text: StoryText) -> Draft:
    """Lift what belongs beside the text; nothing is written and no story is looked up."""
    draft = Draft(own_house(), blocks_of(text.body), headline=text.headline)
    lift(draft, wants_headline=True)
    return draft


def may_be_filed(words: str) -> bool:
    """Tell whether a text is worth a closer look."""
    return len(words) <= LONGEST and bool(_MARKS.search(words))


def names_of_parts(draft: Draft) -> list[str]:
    """Return what was lifted, as people call it: "dateline", "2 names", …"""
    kinds = {note.kind for note in draft.notes}
    cards, people, tags = (
        sum(block.is_card for block in draft.blocks), len(draft.credits), len(draft.tags)
    )  # fmt: skip
    parts = [
        _("headline") if "headline" in kinds else "",
        _("dateline") if "dateline" in kinds else "",
        ngettext("%(count)d name", "%(count)d names", people) % {"count": people} if people else "",
        _("sign-off") if draft.sign_off else "",
        f"{cards} Baca Juga" if cards else "",
        ngettext("%(count)d tag", "%(count)d tags", tags) % {"count": tags} if tags else "",
        _("photo caption") if "photo-caption" in kinds else "",
    ]
    return [part for part in parts if part]


def questions(notes: list[Note]) -> list[tuple[str, str]]:
    """Return (what it may be, its words) of each line that a person has to look at."""
    asked = [note for note in notes if note.kind not in INFORMATIONAL or note.kind == "dropped"]
    return [
        (capfirst(_(QUESTIONS[note.kind])), note.text)
        for note in dict.fromkeys(asked)
        if note.kind in QUESTIONS
    ]
