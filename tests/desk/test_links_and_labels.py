"""Every page of the desk: its links lead somewhere, and its labels begin as sentences do."""

from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from lxml import html

from staff.models import User
from tests.support.desk_pages import a_row_of_each, addresses

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DESK = f"/{settings.DESK_PATH}"
CHOICES = ("radio", "checkbox")


@pytest.fixture
def pages(newsroom, writer, editor, served, client):
    """Each page that answers somebody who may do everything: its path and what it holds."""
    client.force_login(User.objects.create_superuser("bos", password="rahasia", first_name="Bos"))
    shown = {}
    for _name, path in addresses(a_row_of_each(writer, editor)):
        answer = client.get(path)
        if answer.status_code == 200 and not answer.streaming and b"<html" in answer.content:
            shown[path] = html.fromstring(answer.content)
    return shown


def test_every_link_of_the_desk_leads_somewhere(pages, client):
    links = {
        urlsplit(urljoin(path, link.get("href"))).path: path
        for path, page in pages.items()
        for link in page.cssselect("a[href]")
        if link.get("href") and not link.get("href").startswith(("#", "mailto:", "http", "whatsapp:"))
    }
    assert any(path.endswith("/gabung/") for path in links)
    lost = []
    for path, page in links.items():
        if not path.startswith(DESK) or path.rstrip("/").endswith(("logout", "keluar")):
            continue
        answer = client.get(path, follow=True)
        # Django leads what it does not know back to the first page, over an address between, with a message.
        if answer.status_code >= 404 or (answer.redirect_chain and answer.redirect_chain[-1][0] == DESK):
            lost.append((page, path))
    assert lost == []


def test_labels_begin_with_a_capital(pages):
    low = []
    for path, page in pages.items():
        for label in page.cssselect("label[for]"):
            words = label.text_content().strip()
            field = page.get_element_by_id(label.get("for"), None)
            if (
                field is not None
                and field.get("type") not in CHOICES
                and words[:1].islower()
                and not words.startswith("atau ")
            ):
                low.append((path, words))
    assert low == []
