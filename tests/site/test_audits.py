"""The public pages before the field's own auditors: axe, the Nu HTML checker and Lighthouse, on the demo newsroom.

They come from npm (tests/audits/package-lock.json); `make test` installs them where npm and Java are there.
"""

import re

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article, Page, Person, Photo, Region, Tag
from tests.support.axe import problems_of
from tests.support.browser import DESKTOP, PHONE
from tests.support.html_checker import messages_of
from tests.support.lighthouse import lighthouse

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.audits]
MOST_SHIFT = 0.02  # of the layout, while the page comes
# Bytes and requests of a page with everything it loads, on a phone.
BUDGETS = {"story": (120_000, 8), "front page": (180_000, 20)}


def addresses():
    """One page of each type: name → path and the status it answers with."""
    story = (
        Article.objects.public().exclude(lead_photo=None).filter(photo_uses__isnull=False).newest_first()[0]
    )
    withdrawn = Article.objects.filter(status=Article.Status.WITHDRAWN)[0]
    return {
        "front page": ("/", 200),
        "story": (story.get_absolute_url(), 200),
        "withdrawn story": (withdrawn.get_absolute_url(), 410),
        "category": (story.category.get_absolute_url(), 200),
        "region": (Region.objects.get(slug="kabupaten-probolinggo").get_absolute_url(), 200),
        "small region": (story.region.get_absolute_url(), 200),
        "tag": (Tag.objects.filter(tagged_items__content_object=story)[0].get_absolute_url(), 200),
        "person": (Person.objects.filter(credits__article=story)[0].get_absolute_url(), 200),
        "regions": (reverse("regions"), 200),
        "index": (reverse("index"), 200),
        "most read": (reverse("popular"), 200),
        "search": ("/cari/?q=banjir", 200),
        "search without a word": ("/cari/", 200),
        "search without a result": ("/cari/?q=zzzzqqq", 200),
        "masthead": (reverse("masthead"), 200),
        "fixed page": (Page.objects.public()[0].get_absolute_url(), 200),
        "letter to the newsroom": (f"{reverse('letter')}?berita={story.pk}", 200),
        "state of a letter": (reverse("letter_status"), 200),
        "standards": (reverse("standards"), 200),
        "not found": ("/tidak-ada/", 404),
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(scheme, page, site):
    page.emulate_media(color_scheme=scheme)
    found = {}
    for name, (path, _status) in addresses().items():
        page.goto(f"{site}{path}")
        for viewport in (PHONE, DESKTOP):
            page.set_viewport_size(viewport)
            if problems := problems_of(page):
                found[name, viewport["width"]] = problems
    assert found == {}


def test_the_html_checker_finds_nothing(site, tmp_path):
    for name, (path, status) in addresses().items():
        response = Client().get(path)
        assert response.status_code == status, path
        (tmp_path / f"{name.replace(' ', '-')}.html").write_bytes(response.content)
    assert messages_of(tmp_path) == []


@pytest.mark.parametrize("name", BUDGETS)
def test_lighthouse_is_content(name, site, tmp_path):
    """Its figure for speed is measured by `make audit`; what does not depend on the machine is asserted."""
    path = addresses()[name][0]
    for photo in shown_on(path):
        photo.draw()
    report = lighthouse(f"{site}{path}", tmp_path / "report.json")
    scores = {key: part["score"] for key, part in report["categories"].items() if key != "performance"}
    weak = [
        f"{audit['id']}: {audit['title']}"
        for part in report["categories"].values()
        if part["id"] != "performance"
        for audit in (report["audits"][ref["id"]] for ref in part["auditRefs"] if ref["weight"])
        if audit["score"] is not None and audit["score"] < 1
    ]
    assert scores == dict.fromkeys(("accessibility", "best-practices", "seo"), 1), weak
    assert report["audits"]["cumulative-layout-shift"]["numericValue"] <= MOST_SHIFT
    loaded = report["audits"]["network-requests"]["details"]["items"]
    most_bytes, most_requests = BUDGETS[name]
    told = [(re.sub(r"^https?://[^/]+", "", item["url"]), item["transferSize"]) for item in loaded]
    assert len(loaded) <= most_requests, told
    assert sum(item["transferSize"] for item in loaded) <= most_bytes, told


def shown_on(path):
    """The photos of a page. Each has a folder of its own, which its addresses name."""
    html = Client().get(path).content.decode()
    return Photo.objects.filter(folder__in=re.findall(r"/media/(foto/\w+)/", html))
