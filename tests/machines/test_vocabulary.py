"""The structured data of every type of page against schema.org's vocabulary."""

import json
import re

import pytest

from articles.models import Page, Photo, Publication
from tests.support.factories import make_article, make_notice, make_photo, move, publish
from tests.support.public_pages import page
from tests.support.schema_vocabulary import faults

DISCLOSURES = {
    "source_name": "Kantor Berita", "source_url": "https://kb.example/1", "source_id": "kb-1", "ai_uses": ["draft"],
    "ai_tool": "Alat", "unverified_note": "Belum.", "public_interest": "a", "first_source": "b", "contact_attempts": "c",
}  # fmt: skip


@pytest.fixture
def stories(publication, writer, editor, second_editor):
    """A story with all that it can disclose and a notice, one that verifies it, one that is paid for."""
    Publication.objects.update(
        legal_name="PT Uji", address="Jalan Uji 1", email="a@uji.example", phone="0335", tagline="Cepat",
        description="Kabar.", profiles="https://x.example/uji",
    )  # fmt: skip
    Page.objects.update(body="<p>x</p>", is_public=True)
    for policy in {*Page.Policy.values} - {*Page.objects.values_list("policy", flat=True)}:
        Page.objects.create(title=policy, slug=policy.lower(), body="<p>x</p>", policy=policy, is_public=True)
    jpeg = ["full", "jpeg", 1200, 800, "foto/v/1200x800.jpg", 1]
    photo = make_photo("v", source="ai", ai_tool="Pelukis")
    Photo.objects.filter(pk=photo.pk).update(renditions=[jpeg])
    photo.refresh_from_db()
    full = publish(make_article(writer, tags=["Banjir"], lead_photo=photo, **DISCLOSURES), writer, editor)
    notice = make_notice(kind="koreksi", text="Angka keliru.", before="Tiga", after="Satu", apology="Maaf.")
    move(full, ("propose_notice", editor), ("publish_notice", second_editor), notice=notice)
    later = publish(make_article(writer, headline="Sudah pasti", verifies=full), writer, editor)
    paid = publish(make_article(writer, headline="Bank Uji", commercial_label="ad"), writer, editor)
    return full, later, paid


def graphs(html):
    return [
        json.loads(block)
        for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    ]


def test_every_page_speaks_schema_orgs_words_alone(client, stories, writer):
    full = stories[0]
    notice = full.notices.get()
    urls = [
        "/", "/indeks/", "/terpopuler/", "/cari/?q=banjir", "/redaksi/", "/koreksi/", "/daerah/", full.category.get_absolute_url(),
        full.region.get_absolute_url(), "/tag/banjir/", writer.person.get_absolute_url(), notice.get_absolute_url(),
        *(story.get_absolute_url() for story in stories),
    ]  # fmt: skip
    types = set()
    for url in urls:
        for graph in graphs(page(client, url)):
            assert graph["@context"] == "https://schema.org"
            types |= {node["@type"] for node in graph["@graph"]}
            assert [fault for node in graph["@graph"] for fault in faults(node)] == [], url
    assert types >= {
        "NewsArticle",
        "AdvertiserContentArticle",
        "WebSite",
        "NewsMediaOrganization",
        "BreadcrumbList",
    }


@pytest.mark.parametrize(
    "node",
    [
        {"@type": "Berita"},
        {"@type": "NewsArticle", "judul": "x"},
        {"@type": "NewsArticle", "author": {"@type": "Place"}},
        {"@type": "NewsArticle", "url": "/berita/1/"},
        {"@type": "NewsArticle", "datePublished": "2026-11-30T07:00:00"},
        {"@type": "NewsArticle", "digitalSourceType": "https://schema.org/Ai"},
        {"@type": "AdvertiserContentArticle", "dateline": "Kraksaan"},
        {"@type": "NewsArticle", "headline": " "},
    ],
)
def test_the_walker_finds_what_is_wrong(node):
    assert list(faults(node))
