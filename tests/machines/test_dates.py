"""One source for each date: page, data block, previews, feeds, sitemaps and API name the same moments."""

import json
import re
from datetime import UTC, datetime, timedelta

import feedparser
import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html

from articles.machines import sitemaps
from articles.models import Article
from staff import workflow
from tests.support.factories import (
    make_article,
    make_publication,
    make_region,
    publish,
    update,
)
from tests.support.shared_rows import shared

NS = {"s": sitemaps.SITEMAP, "n": sitemaps.NEWS, "atom": "http://www.w3.org/2005/Atom"}
ZONES = {"Asia/Jakarta": "+07:00", "Asia/Makassar": "+08:00", "Asia/Jayapura": "+09:00", None: "+07:00"}


@shared
def stories(writer, editor):
    """One in a region of each zone, and one without a region."""
    make_publication()
    found = {}
    for zone in ZONES:
        region = None
        if zone:
            region = make_region(f"Kota {zone[5:]}", f"kota-{zone[5:].lower()}")
            region.time_zone = zone
            region.save()
        fields = {"region": region} if region else {"dateline": "Kraksaan"}
        found[zone] = publish(make_article(writer, headline=f"Berita {zone}", **fields), writer, editor)
    Article.objects.filter(pk=found[None].pk).update(region=None)
    return found


def moment(text):
    return datetime.fromisoformat(text)


def told(client, story):
    """{where: (published, modified or None)} as machines read them."""
    page = client.get(story.get_absolute_url()).content.decode()
    document = lxml_html.fromstring(page)
    header = document.xpath("//main//h1/ancestor::header[1]")[0]
    byline = [time.get("datetime") for time in header.iter("time")]
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)[1])[
        "@graph"
    ][0]
    meta = {m.get("property"): m.get("content") for m in document.iter("meta")}
    found = {
        "page": (byline[0], byline[-1]),
        "data": (data["datePublished"], data["dateModified"]),
        "preview": (meta["article:published_time"], meta["article:modified_time"]),
    }
    item = json.loads(client.get(f"/api/v1/berita/{story.pk}/").content)
    found["api"] = (item["firstCreated"], item["versionCreated"])

    atom = etree.fromstring(client.get("/feed/atom/").content)
    for entry in atom.findall("atom:entry", NS):
        if entry.findtext("atom:id", namespaces=NS) == story.tag_uri:
            found["atom"] = tuple(
                entry.findtext(f"atom:{n}", namespaces=NS) for n in ("published", "updated")
            )
    for entry in feedparser.parse(client.get("/feed/").content).entries:
        if entry.id == story.tag_uri:
            found["rss"] = (datetime(*entry.published_parsed[:6], tzinfo=UTC).isoformat(), None)

    address = f"http://127.0.0.1:8000{story.get_absolute_url()}"
    month = f"/sitemap-{story.published_at.astimezone(UTC):%Y-%m}.xml"
    for name, url, path in (
        ("sitemap", month, "s:lastmod"),
        ("news", "/sitemap-news.xml", ".//n:publication_date"),
    ):
        for entry in etree.fromstring(client.get(url).content):
            if entry.findtext("s:loc", namespaces=NS) == address:
                text = entry.findtext(path, namespaces=NS)
                found[name] = (None, text) if name == "sitemap" else (text, None)
    return found


@pytest.mark.slow
@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(
    zone=st.sampled_from([*ZONES]),
    age=st.one_of(
        st.timedeltas(timedelta(), timedelta(hours=47)),
        st.timedeltas(timedelta(days=3), timedelta(days=9000)),
    ),
    update=st.one_of(st.none(), st.floats(0, 1)),
)
def test_every_place_names_the_same_moments(client, stories, zone, age, update):
    now = timezone.now()
    published = now - age
    updated = None if update is None else published + age * update
    story = stories[zone]
    Article.objects.filter(pk=story.pk).update(published_at=published, updated_at=updated)
    story.refresh_from_db()
    found = told(client, story)
    assert set(found) == {"page", "data", "preview", "api", "atom", "rss", "sitemap"} | (
        {"news"} if age < timedelta(hours=48) else set()
    )
    expected = (published.replace(microsecond=0), (updated or published).replace(microsecond=0))
    for place, moments in found.items():
        for text, right in zip(moments, expected, strict=True):
            assert text is None or moment(text) == right, (place, moments)
    for place in ("data", "preview", "api", "news"):
        for text in filter(None, found.get(place, ())):
            assert text.endswith(ZONES[zone]), (place, text)


@pytest.mark.slow
def test_a_real_update_moves_them_all_and_a_small_fix_none(client, stories, writer, editor):
    for zone, story in stories.items():
        if zone is None:
            continue  # an update would have to give it a region
        Article.objects.filter(pk=story.pk).update(published_at=timezone.now() - timedelta(hours=30))
        story.refresh_from_db()
        before = told(client, story)
        story.body = "<p>Salah tik dibetulkan.</p>"
        workflow.record_edit(story, by=editor)
        assert told(client, story) == before
        update(story, writer, editor, body="<p>Ada perkembangan.</p>")
        after = told(client, story)
        changed = {moment(m) for _, m in after.values() if m}
        assert changed == {Article.objects.get(pk=story.pk).updated_at.replace(microsecond=0)}
        assert {p for p, _ in after.values()} == {p for p, _ in before.values()}
