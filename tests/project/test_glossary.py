"""One name for one thing, in Indonesian: what our catalogue and those of Django and Unfold print on the desk."""

import re
from pathlib import Path

import django
import polib
import pytest

from tests.support.words import WRONG

ROOT = Path(__file__).resolve().parents[2]
OURS = ROOT / "locale/id/LC_MESSAGES/django.po"
DJANGO = Path(django.__file__).parent
OF_DJANGO = ("conf", "contrib/admin", "contrib/auth", "contrib/postgres")
# Django's own pages that nobody of ours sees: of its developer server, and of a CSRF failure in debugging.
NOT_SHOWN = re.compile(
    r"Django|DEBUG|Referer|CSRF|ManagementForm|docs\.djangoproject|does not exist|debug", re.I
)


def printed():
    """Return {English: [Indonesian …]} as the site prints it: our catalogue goes before the others."""
    texts = {}
    for path in [*(DJANGO / app / "locale/id/LC_MESSAGES/django.po" for app in OF_DJANGO), OURS]:
        for entry in polib.pofile(str(path)).translated_entries():
            texts[entry.msgctxt, entry.msgid] = [entry.msgstr, *entry.msgstr_plural.values()]
    return {key: list(filter(None, found)) for key, found in texts.items() if not NOT_SHOWN.search(key[1])}


@pytest.mark.parametrize("wrong", WRONG)
def test_no_text_of_the_interface_says_it_otherwise(wrong):
    found = [text for texts in printed().values() for text in texts if re.search(wrong, text)]
    assert found == [], WRONG[wrong]


# Words that are the same in both: added here with a look, so that no English slips in as its own translation.
SAME = {
    "%(count)s kecamatan",
    "Advertorial",
    "Baca Juga",
    "Editor",
    "Logo",
    "Menu",
    "Reporter",
    "logo",
    "median",
    "status",
    "tag",
}


def test_no_text_is_its_own_translation():
    catalogue = polib.pofile(str(OURS))
    same = {
        entry.msgid
        for entry in catalogue
        if entry.msgid == entry.msgstr and re.search("[a-z]{3}", entry.msgid)
    }
    assert same == SAME
