"""Photos that were sent to the desk, and storages that begin empty."""

import pytest
from django.core.files.storage import default_storage, storages

from articles.models import Photo
from tests.support.browser import DESKTOP, open_form, sign_in
from tests.support.factories import make_article, picture
from tests.support.photo_desk import original_files, public_files, send


@pytest.fixture
def empty_storages(db):
    """The tests' storages live in memory, and other tests leave files there; each of these begins without any."""
    for storage, names in ((default_storage, public_files()), (storages["originals"], original_files())):
        for name in names:
            storage.delete(name)


@pytest.fixture
def desk(client, writer):
    client.force_login(writer)
    return client


@pytest.fixture
def photo(desk):
    send(desk, picture(), caption="Sungai", credit="Wati", alt="Sungai", source="own")
    return Photo.objects.get()


@pytest.fixture
def story(newsroom, writer, editor, served):
    """Wati's draft of two paragraphs."""
    return make_article(writer, body="<p>Air surut.</p>\n<p>Warga pulang.</p>")


@pytest.fixture
def full(page, live_server, story):
    page.set_viewport_size(DESKTOP)
    sign_in(page, live_server.url, "wati")
    open_form(page, live_server.url, story)
    return page
