"""Passwords that anybody here would try first: common words, names of places and of the house, with some digits."""

import re
from functools import cache
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles.models import Publication, Region

_LIKENESS = str.maketrans("0134578@$!", "oieastbasi")
_LEAST = 4  # letters of a name that counts


class LocalPasswordValidator:
    """Refuses common words of `common_passwords.txt`, names of regions, of the publication and of the account, alone or
    with digits and signs around them."""

    def validate(self, password, user=None):
        kinds = (
            (common_words(), _("This is a common word, or one with digits or signs around it.")),
            (_names_here(), _("This is the name of a region or of the newsroom, perhaps with digits.")),
            (_names_of(user), _("This is your own name, perhaps with digits.")),
        )
        for words, reason in kinds:
            if any(core in words or _halves(core) & words == _halves(core) for core in _cores(password)):
                hint = _("Three words that have nothing to do with each other are good.")
                raise ValidationError(f"{reason} {hint}", code="password_too_local")

    def get_help_text(self):
        return _(
            "Not a common word, a place, or the newsroom's or your own name, also not with digits behind it. Three words"
            " that have nothing to do with each other are good."
        )


@cache
def common_words():
    lines = (Path(__file__).parent / "common_passwords.txt").read_text().splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _cores(password):
    """Return the letters of a password without what people put around them, also with digits read as letters."""
    text = password.casefold()
    bare = re.sub(r"[^a-z]", "", text)
    return {
        bare,
        re.sub(r"[^a-z]", "", text.translate(_LIKENESS)),
        re.sub(r"[^a-z]", "", re.sub(r"\d+\W*$", "", text).translate(_LIKENESS)),
    }


def _halves(core):
    """Return the half of a word that stands there twice; else itself."""
    half = core[: len(core) // 2]
    return {half} if half and half * 2 == core else {core}


def _names_here():
    names = [*Region.objects.values_list("name", flat=True), Publication.objects.current().name]
    return _words(names)


def _names_of(user):
    return _words([user.username, user.first_name, user.last_name, user.get_full_name()]) if user else set()


def _words(names):
    """Return the names as one word each, and their words."""
    parts = {part for name in names for part in (name, *name.split())}
    words = {re.sub(r"[^a-z]", "", part.casefold()) for part in parts}
    return {word for word in words if len(word) >= _LEAST}
