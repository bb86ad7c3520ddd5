"""What stands over a story at the desk: its category beside its region, at every width."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.support.browser import sign_in
from tests.support.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_category_and_region_stand_beside_each_other(page, live_server, newsroom, writer, width):
    story = make_article(writer)
    page.set_viewport_size({"width": width, "height": 740})
    sign_in(page, live_server.url, "wati")
    page.goto(live_server.url + reverse("admin:articles_article_review", args=[story.pk]))
    trail = page.locator(".review-text .trail")
    for name in ("Peristiwa", "Kraksaan"):
        expect(trail.get_by_role("link", name=name, exact=True)).to_be_visible()
    category, region = (part.bounding_box() for part in trail.locator("ul").all())
    assert region["y"] > category["y"] or region["x"] >= category["x"] + category["width"] + 12
