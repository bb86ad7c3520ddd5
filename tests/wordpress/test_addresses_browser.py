"""A reader with a link from before the move."""

import io

import pytest
from django.core.management import call_command

from articles.models import Article
from tests.support import wxr


@pytest.fixture
def moved_in(transactional_db, tmp_path):
    path = tmp_path / "ekspor.xml"
    path.write_bytes(
        wxr.export(
            wxr.category("berita", "Berita"),
            wxr.item(20, "Banjir di Dringu mulai surut", terms=[("category", "berita", "Berita")]),
            wxr.item(
                21,
                "Warga pulang",
                content='<p>Isi berita.</p><p>Baca Juga: <a href="/?p=20">Banjir</a></p><p>Penutup berita.</p>',
            ),
        )
    )
    call_command("import_wordpress", str(path), stdout=io.StringIO())


def test_an_old_address_leads_to_its_story(live_server, page, moved_in):
    story = Article.objects.get(headline="Banjir di Dringu mulai surut")
    for old in ("/2018/11/19/berita-20/", "/2018/11/19/berita-20/amp/?utm_source=wa", "/?p=20"):
        hops = []

        def note(response, hops=hops):
            if response.request.is_navigation_request():
                hops.append((response.status, response.url))

        page.on("response", note)
        page.goto(live_server.url + old)
        assert page.url.split("?")[0] == live_server.url + story.get_absolute_url()
        assert page.locator("h1").inner_text() == story.headline
        assert hops[0] == (301, live_server.url + old)
    page.goto(f"{live_server.url}/category/berita/")
    page.get_by_role("link", name=story.headline).first.click()
    assert page.url == live_server.url + story.get_absolute_url()


def test_a_baca_juga_that_was_typed_leads_on(live_server, page, moved_in):
    other = Article.objects.get(headline="Warga pulang")
    page.goto(f"{live_server.url}/2018/11/19/berita-21/")
    assert page.locator("h1").inner_text() == other.headline
    page.get_by_role("link", name="Banjir di Dringu mulai surut").first.click()
    assert page.locator("h1").inner_text() == "Banjir di Dringu mulai surut"
