"""Disclosures to readers and machines of how a story came about: each output has it, and none costs a further query."""

import json
import re
from urllib.parse import unquote

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import etree
from lxml import html as lxml_html

from articles.models import Article, Photo, Publication, ViewCount
from staff.notifying import texts
from tests.support.factories import (
    edit,
    make_article,
    make_notice,
    make_photo,
    move,
    publish,
    run_tasks,
    update,
)
from tests.support.public_pages import costs, page
from tests.support.shared_rows import shared

HEADLINE, ADVERTISER, LABEL = "Bank Uji buka cabang di Dringu", "PT Bank Uji", "Advertorial"
NOTE = "Berita ini masih memerlukan verifikasi."
EXCEPTION = {
    "unverified_note": NOTE,
    "public_interest": "Warga harus mengungsi.",
    "first_source": "Kepala desa Dringu.",
    "contact_attempts": "Tiga kali ditelepon.",
}
TOOL = {"ai_uses": ["transcription", "translation"], "ai_tool": "Alat Uji"}
SOURCE = {"source_name": "Kantor Berita Uji", "source_url": "https://kantor.example/7", "source_id": "kb-7"}


def items_of(client, story):
    return json.loads(page(client, f"/api/v1/berita/{story.pk}/"))


def graph_of(client, story):
    [block] = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', page(client, story.get_absolute_url()), re.S
    )
    return json.loads(block)["@graph"][0]


# ---- Paid text


@shared
def paid(publication, writer, editor):
    return publish(
        make_article(
            writer, headline=HEADLINE, commercial_label="advertorial", advertiser=ADVERTISER, tags=["Bank"],
            body='<p>Bank Uji <a href="https://bank.example/" rel="noopener">membuka cabang</a>.</p>',
        ),
        writer, editor,
    )  # fmt: skip


@shared
def neighbours(paid, writer, editor, second_editor):
    """A story with a card of the paid one in its text, one with it at its end, a notice about it, and its readers."""
    card = f'<figure class="media"><oembed url="/berita/{paid.pk}/"></oembed></figure>'
    inline = publish(
        make_article(writer, headline="Cabang baru", body=f"<p>Isi.</p>\n{card}"), writer, editor
    )
    ending = make_article(writer, headline="Ekonomi Dringu")
    ending = publish(edit(ending, writer, related=(paid.pk,)), writer, editor)
    move(paid, ("propose_notice", editor), ("publish_notice", second_editor), notice=make_notice())
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    ViewCount.objects.create(article=paid, hour=hour, count=9)
    return inline, ending


def pages_with(paid, neighbours):
    notice = paid.notices.get()
    return [
        "/", "/indeks/", timezone.localdate().strftime("/indeks/%Y/%m/%d/"), "/terpopuler/", "/cari/?q=cabang+bank",
        "/koreksi/", notice.get_absolute_url(), paid.category.get_absolute_url(), paid.region.get_absolute_url(),
        "/tag/bank/", "/penulis/wati/", "/penulis/edi/", *(story.get_absolute_url() for story in neighbours),
    ]  # fmt: skip


def test_no_page_shows_the_headline_without_the_label(client, paid, neighbours):
    """Each link to a paid text says so within its card."""
    shown = 0
    for url in pages_with(paid, neighbours):
        tree = lxml_html.fromstring(page(client, url))
        for link in tree.xpath(f"//a[@href='{paid.get_absolute_url()}']"):
            if HEADLINE in link.text_content():
                card = next(node for node in (link, *link.iterancestors()) if node.tag in CARDS)
                assert LABEL in card.text_content(), (url, etree.tostring(card))
                shown += 1
    assert shown >= len(pages_with(paid, neighbours))


CARDS = ("article", "aside", "li", "p", "main")


@pytest.mark.parametrize("way", ["card", "line"])
def test_a_card_in_a_text_has_the_label_in_either_way(client, paid, neighbours, way):
    Publication.objects.update(inline_related=way)
    tree = lxml_html.fromstring(page(client, neighbours[0].get_absolute_url()))
    [prose] = tree.find_class("prose")
    assert LABEL in prose.text_content()


def test_its_own_page_names_label_and_advertiser_everywhere(client, paid):
    html = page(client, paid.get_absolute_url())
    tree = lxml_html.fromstring(html)
    labelled = f"[{LABEL}] {HEADLINE}"
    assert labelled in tree.findtext(".//title")
    assert tree.xpath("//meta[@property='og:title']/@content") == [labelled]
    for link in tree.find_class("share")[0].xpath(".//a[contains(@href,'text=')]/@href"):
        assert labelled in unquote(link)
    assert f"{LABEL} · dibayar oleh {ADVERTISER}" in " ".join(
        tree.find_class("paid")[0].text_content().split()
    )
    assert "sponsored" in tree.xpath("//div[@class='prose']//a/@rel")[0].split()


def test_no_link_of_a_paid_text_that_leads_outside_goes_without_its_rel(client, publication, writer, editor):
    text = '<p><a href="https://bank.example/" rel="noopener">Bank</a></p>'
    story = publish(make_article(writer, commercial_label="ad", body=text, **SOURCE), writer, editor)
    for html in (page(client, story.get_absolute_url()), items_of(client, story)["bodies"][0]["value"]):
        tree = lxml_html.fromstring(f"<div>{html}</div>")
        links = [link for link in tree.iter("a") if ".example" in link.get("href")]
        assert len(links) == 2
        assert all("sponsored" in link.get("rel").split() for link in links)


def test_machines_get_sponsor_label_and_rel(client, paid):
    node = graph_of(client, paid)
    assert node["@type"] == "AdvertiserContentArticle"
    assert node["sponsor"] == {"@type": "Organization", "name": ADVERTISER}
    item = items_of(client, paid)
    assert item["headlines"][0]["value"] == f"[{LABEL}] {HEADLINE}"
    assert {"name": ADVERTISER, "role": "sponsor"} in item["infoSources"]
    assert ADVERTISER in item["edNote"]
    html = item["bodies"][0]["value"]
    assert html.startswith(f"<p><strong>{LABEL} · dibayar oleh {ADVERTISER}</strong></p>")
    assert "sponsored" in html


def test_feeds_leave_it_out_and_the_feed_of_notices_labels_it(client, paid, neighbours, settings):
    settings.FEED_FULL_TEXT = True
    for url in ("/feed/", "/feed/atom/", "/tag/bank/feed/"):
        response = client.get(url)
        assert response.status_code in (200, 404)
        assert HEADLINE not in response.content.decode()
    assert f"[{LABEL}] {HEADLINE}" in page(client, "/koreksi/feed/")
    assert HEADLINE not in page(client, "/sitemap-news.xml")


def test_what_the_desk_passes_on_has_the_label(paid, editor):
    assert f"[{LABEL}] {HEADLINE}" in unquote(str(texts.whatsapp_for(paid, editor)))


# ---- Not verified yet


@pytest.fixture
def unverified(publication, writer, editor):
    return publish(make_article(writer, **EXCEPTION), writer, editor)


def test_the_sentence_stands_at_the_end_in_brackets_and_italics(client, unverified):
    tree = lxml_html.fromstring(page(client, unverified.get_absolute_url()))
    last = [node for node in tree.find_class("prose")[0] if node.tag == "p"][-1]
    assert etree.tostring(last, encoding="unicode").strip() == f"<p><em>({NOTE})</em></p>"


@pytest.mark.parametrize("full", [True, False])
def test_feed_and_api_have_it(client, unverified, settings, full):
    settings.FEED_FULL_TEXT = full
    assert f"({NOTE})" in page(client, "/feed/")
    assert f"({NOTE})" in page(client, "/feed/atom/")
    item = items_of(client, unverified)
    assert f"({NOTE})" in item["edNote"]
    assert item["bodies"][0]["value"].endswith(f"<p><em>({NOTE})</em></p>")


def test_its_conditions_reach_no_reader(client, unverified, settings):
    settings.FEED_FULL_TEXT = True
    answers = [unverified.get_absolute_url(), f"/api/v1/berita/{unverified.pk}/", "/feed/", "/"]
    for url in answers:
        html = page(client, url)
        for name in ("public_interest", "first_source", "contact_attempts"):
            assert EXCEPTION[name] not in html, url


def test_another_story_verifies_it_and_both_lead_to_one_another(client, unverified, writer, editor):
    before = Article.objects.get(pk=unverified.pk).updated_at
    later = publish(
        make_article(writer, headline="Polisi pastikan banjir surut", verifies=unverified), writer, editor
    )
    run_tasks()
    html = page(client, unverified.get_absolute_url())
    assert NOTE not in html
    assert later.get_absolute_url() in html
    assert "sudah diverifikasi dalam" in html
    html = page(client, later.get_absolute_url())
    assert unverified.get_absolute_url() in html
    assert "memverifikasi berita sebelumnya" in html
    item = items_of(client, unverified)
    assert NOTE not in json.dumps(item)
    assert [row["rel"] for row in item["associations"]] == ["verified"]
    assert [row["rel"] for row in items_of(client, later)["associations"]] == ["verifies"]
    assert graph_of(client, later)["isBasedOn"][0]["url"].endswith(unverified.get_absolute_url())
    old = Article.objects.get(pk=unverified.pk)
    assert (before, old.updated_at is not None) == (None, True)
    assert old.events.first().action == "verify"
    assert unverified not in Article.objects.public().unverified()


def test_a_verification_that_is_not_public_clears_nothing(client, unverified, writer, editor):
    later = publish(make_article(writer, headline="Polisi pastikan", verifies=unverified), writer, editor)
    Article.objects.filter(pk=later.pk).update(status="withdrawn")
    assert NOTE in page(client, unverified.get_absolute_url())
    assert unverified in Article.objects.public().unverified()


def test_an_update_of_the_story_itself_clears_it_too(client, unverified, writer, editor):
    update(unverified, writer, editor, disclosures=type(unverified.disclosures)())
    assert NOTE not in page(client, unverified.get_absolute_url())


# ---- Source and AI


def test_source_and_ai_are_told_on_the_page_in_feed_and_api(client, publication, writer, editor, settings):
    settings.FEED_FULL_TEXT = True
    story = publish(make_article(writer, **SOURCE, **TOOL), writer, editor)
    sentence = "AI (Alat Uji) dipakai untuk: mentranskrip rekaman, menerjemahkan. Redaksi memeriksa hasilnya."
    for html in (page(client, story.get_absolute_url()), page(client, "/feed/"), json.dumps(items_of(client, story), ensure_ascii=False)):  # fmt: skip
        assert sentence in html
        assert "Sumber: Kantor Berita Uji" in html
        assert "https://kantor.example/7" in html
    settings.FEED_FULL_TEXT = False
    assert sentence in page(client, "/feed/")
    item = items_of(client, story)
    assert item["infoSources"][1] == {
        "name": "Kantor Berita Uji", "role": "source", "uri": "https://kantor.example/7", "literal": "kb-7",
    }  # fmt: skip
    assert item["digitalSourceType"]["uri"].endswith("/compositeWithTrainedAlgorithmicMedia")
    node = graph_of(client, story)
    assert node["digitalSourceType"].endswith("/CompositeWithTrainedAlgorithmicMediaDigitalSource")
    assert node["isBasedOn"][0]["publisher"]["name"] == "Kantor Berita Uji"


def test_a_story_without_disclosures_says_nothing(client, publication, writer, editor):
    story = publish(make_article(writer), writer, editor)
    node, item = graph_of(client, story), items_of(client, story)
    assert not {"sponsor", "isBasedOn", "digitalSourceType"} & node.keys()
    assert not {"digitalSourceType", "edNote", "associations"} & item.keys()
    prose = lxml_html.fromstring(page(client, story.get_absolute_url())).find_class("prose")[0]
    assert not prose.xpath(".//small | .//em")


def test_they_cost_a_reader_no_further_query(paid, publication, writer, editor):
    plain = publish(make_article(writer, headline="Biasa"), writer, editor)
    unverified = publish(
        make_article(writer, headline="Belum", **EXCEPTION, **TOOL, **SOURCE), writer, editor
    )
    verifying = publish(make_article(writer, headline="Sudah", verifies=unverified), writer, editor)
    run_tasks()
    stories = [story.get_absolute_url() for story in (plain, paid, unverified, verifying)]
    assert len(set(costs(stories).values())) == 1


# ---- Pictures


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"source": "archive", "taken_at": "2019-05-12T03:00:00Z"}, "(arsip, 12 Mei 2019)"),
        ({"source": "archive"}, "(arsip)"),
        ({"source": "ai", "ai_tool": "Pembuat Gambar"}, "(ilustrasi AI, Pembuat Gambar)"),
        ({"source": "own", "ai_tool": "Tidak dipakai"}, ""),
    ],
)
def test_readers_are_told_when_a_picture_was_taken_and_what_made_it(
    client, publication, writer, editor, fields, words
):
    photo = make_photo(**fields)
    story = publish(make_article(writer, lead_photo=Photo.objects.get(pk=photo.pk)), writer, editor)
    html = page(client, story.get_absolute_url())
    assert (words in html) if words else ("Tidak dipakai" not in html)


def test_the_desk_shows_the_same_end(client, unverified, editor):
    client.force_login(editor)
    html = client.get(reverse("admin:articles_article_review", args=[unverified.pk])).content.decode()
    assert f"<em>({NOTE})</em>" in html
