"""Everything on screen is Indonesian: each message of code and templates has a translation, and none is fuzzy."""

import ast
import re
from pathlib import Path

import django
import polib
import pytest
import unfold
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "locale/id/LC_MESSAGES/django.po"
GETTEXT = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PGETTEXT = {"pgettext", "pgettext_lazy"}


def messages_of_code(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        texts = [
            arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
        ]
        if node.func.id in GETTEXT and texts:
            yield None, texts[0]
        elif node.func.id in PGETTEXT and len(texts) >= 2:
            yield texts[0], texts[1]


def messages_of_template(path):
    source = templatize(path.read_text())
    for literal in re.findall(
        r"\bn?gettext\(u?(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|\"\"\".*?\"\"\")", source, re.S
    ):
        yield None, ast.literal_eval(literal)


def all_messages():
    for folder in ("articles", "staff", "newsroom"):
        for path in (ROOT / folder).rglob("*.py"):
            if "migrations" not in path.parts:
                yield from messages_of_code(path)
    for path in (ROOT / "templates").rglob("*.html"):
        yield from messages_of_template(path)


@pytest.fixture(scope="module")
def catalogue():
    return polib.pofile(str(CATALOGUE))


def test_every_message_is_translated(catalogue):
    known = {(entry.msgctxt, entry.msgid) for entry in catalogue.translated_entries()}
    found = set(all_messages())
    assert len(found) > 150
    assert sorted(found - known, key=str) == []


def test_nothing_is_fuzzy_or_empty(catalogue):
    assert [entry.msgid for entry in (*catalogue.fuzzy_entries(), *catalogue.untranslated_entries())] == []


def test_placeholders_are_kept(catalogue):
    placeholder = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
    wrong = [
        entry.msgid
        for entry in catalogue.translated_entries()
        if not entry.msgid_plural
        and set(placeholder.findall(entry.msgid)) != set(placeholder.findall(entry.msgstr))
    ]
    assert wrong == []


def test_the_compiled_catalogue_is_the_written_one(catalogue):
    compiled = {(e.msgctxt, e.msgid): e.msgstr for e in polib.mofile(str(CATALOGUE.with_suffix(".mo")))}
    written = {(e.msgctxt, e.msgid): e.msgstr for e in catalogue.translated_entries()}
    assert compiled == written


def test_a_message_that_a_library_counts_is_counted_here_too(catalogue):
    """Else its own words are shown in place of ours."""
    ours = {entry.msgid for entry in catalogue if not entry.msgid_plural}
    files = [
        file for package in (django, unfold) for file in Path(package.__file__).parent.rglob("id/*/django.po")
    ]
    counted = {entry.msgid for file in files for entry in polib.pofile(str(file)) if entry.msgid_plural}
    assert len(counted) > 30
    assert ours & counted <= {"entry"}  # a row of Django's own log, which is not on screen
