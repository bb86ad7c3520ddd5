"""What the desk's pages say, read as somebody reads them: Indonesian, no word twice, times with a full stop."""

import re
from urllib.parse import urlsplit

import pytest
from django.contrib import admin
from django.urls import reverse
from lxml import html

from tests.support.desk_pages import a_row_of_each, addresses
from tests.support.words import WRONG

pytestmark = pytest.mark.django_db
READ_ALOUD = ("title", "aria-label", "placeholder", "alt")
# What people typed, a story as its readers have it, code, and texts of others.
NOT_SAID = (
    "dl[hidden] dt, script, style, template, textarea, code, pre, .review-text, .story, .handbook, .chapter"
)
ENGLISH = re.compile(
    r"\b(?:the|and|of|with|please|your|this|that|are|was|required|field|select|choose|add|change|show|none|yes|today|now|upload)\b",
    re.IGNORECASE,
)
TWICE = re.compile(r"\b([^\W\d_]{3,}) \1\b", re.IGNORECASE)
TIME = re.compile(r"(?<![\d:T-])\d{1,2}:\d{2}(?![\d:])")


def texts_of(page):
    """Yield each text of a page that somebody reads or hears."""
    tree = html.fromstring(page)
    for element in tree.cssselect(NOT_SAID):
        element.drop_tree()
    for element in tree.iter():
        if isinstance(element.tag, str):
            says = [element.text, element.tail if element.getparent() is not None else ""]
            says += [element.get(name) for name in READ_ALOUD if element.get(name)]
            if element.get("type") in ("submit", "button") and element.tag == "input":
                says.append(element.get("value"))
            yield from (" ".join(text.split()) for text in says if text and text.strip())


def faults(text):
    """Yield what is wrong in a text."""
    for pattern in (ENGLISH, TWICE, TIME, *map(re.compile, WRONG)):
        if match := pattern.search(text):
            yield match[0]


@pytest.fixture
def client_of_all(publication, writer, editor, managing_editor, visit):
    rows = a_row_of_each(writer, editor)
    managing_editor.is_superuser = True
    managing_editor.save()
    return visit(managing_editor), rows


def test_every_page_speaks_indonesian_and_writes_times_alike(client_of_all):
    client, rows = client_of_all
    wrong, seen = {}, 0
    for _name, path in addresses(rows):
        answer = client.get(path, follow=True)
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        page = b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode()
        if not page:
            continue  # a part of a page that has nothing to show
        seen += 1
        for text in texts_of(page):
            for fault in faults(text):
                wrong.setdefault((fault, text[:100]), urlsplit(path).path)
    assert seen > 80
    assert sorted(wrong) == []


def test_adding_is_said_in_words(client_of_all):
    """A bare “+” is found by nobody who meets the desk for the first time."""
    client, _rows = client_of_all
    lists = 0
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        answer = client.get(reverse(f"{name}_changelist"), follow=True)
        if "admin/change_list.html" not in {template.name for template in answer.templates}:
            continue  # a page of its own
        if not answer.context["has_add_permission"]:
            continue
        tree = html.fromstring(answer.content.decode())
        links = tree.xpath(f'//a[starts-with(@href, "{reverse(f"{name}_add")}")]')
        said = [" ".join(link.text_content().split()) for link in links]
        assert [words for words in said if re.match(r"(?:Tambah|Undang) \w", words)], model
        lists += 1
    assert lists >= 8


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Diubah 13:19 WIB", "13:19"),
        ("yang yang menulis", "yang yang"),
        ("Please select one", "Please"),
        ("Pukul 13.19 WIB", ""),
    ],
)
def test_the_walk_finds_what_it_looks_for(text, fault):
    assert (fault in list(faults(text))) == bool(fault)
    assert bool(list(faults(text))) == bool(fault)
