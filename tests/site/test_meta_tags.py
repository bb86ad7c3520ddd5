"""Words for search engines: written at the desk, approved with the text, printed where machines look."""

import json
import re

import pytest
from django.urls import reverse
from lxml import html as lxml_html

from articles import tasks
from articles.machines import pings
from articles.models import Article
from articles.text.story_text import META_TAGS, MetaTags
from staff import workflow
from tests.support.factories import edit, make_article, move, publish
from tests.support.forms import autosave, change, form
from tests.support.public_pages import page
from tests.support.shared_rows import shared

ORIGINAL = "https://asal.example/7"
SAID = {
    "meta_title": "Banjir Dringu: air surut",
    "meta_description": "Uraian untuk mesin.",
    "canonical_url": ORIGINAL,
    "robots": "noindex",
}


@shared
def plain(publication, writer, editor):
    return publish(make_article(writer), writer, editor)


def published_with(publication, writer, editor, **words):
    return publish(make_article(writer, headline="Judul biasa", **words), writer, editor)


def head(client, story):
    tree = lxml_html.fromstring(page(client, story.get_absolute_url()))
    return {
        "title": tree.findtext(".//title"),
        "description": tree.xpath("string(//meta[@name='description']/@content)"),
        "canonical": tree.xpath("//link[@rel='canonical']/@href"),
        "robots": tree.xpath("//meta[@name='robots']/@content"),
        "og": tree.xpath("string(//meta[@property='og:title']/@content)"),
        "h1": tree.xpath("string(//h1)").strip(),
    }


def node(client, story):
    [block] = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', page(client, story.get_absolute_url()), re.S
    )
    return json.loads(block)["@graph"][0]


# ---- Printed


def test_the_head_of_a_page_says_what_search_engines_shall_get(client, publication, writer, editor):
    story = published_with(publication, writer, editor, **SAID)
    meta = head(client, story)
    assert meta["title"] == "Banjir Dringu: air surut – Kabar Uji"
    assert meta["description"] == "Uraian untuk mesin."
    assert (meta["canonical"], meta["robots"]) == ([ORIGINAL], ["noindex"])
    assert (meta["og"], meta["h1"]) == ("Judul biasa", "Judul biasa")  # people see the headline
    graph = node(client, story)
    assert (graph["description"], graph["mainEntityOfPage"]) == ("Uraian untuk mesin.", ORIGINAL)
    assert (graph["headline"], graph["url"]) == (
        "Judul biasa",
        f"http://127.0.0.1:8000{story.get_absolute_url()}",
    )


def test_a_story_without_such_words_says_what_readers_see(client, plain):
    meta = head(client, plain)
    assert meta["title"] == f"{plain.headline} – Kabar Uji"
    assert meta["canonical"] == [f"http://127.0.0.1:8000{plain.get_absolute_url()}"]
    assert meta["robots"] == ["max-image-preview:large"]


def test_the_title_of_a_paid_text_keeps_its_label(client, publication, writer, editor):
    story = published_with(
        publication, writer, editor, commercial_label="advertorial", meta_title="Bank <Uji> & kita"
    )
    assert head(client, story)["title"] == "[Advertorial] Bank <Uji> & kita – Kabar Uji"


def test_an_address_cannot_leave_its_attribute(client, publication, writer, editor):
    story = published_with(publication, writer, editor)
    Article.objects.filter(pk=story.pk).update(canonical_url='https://a.example/"><script>x</script>')
    assert head(client, story)["canonical"] == ['https://a.example/"><script>x</script>']


@pytest.mark.parametrize(
    "words", [{"robots": "noindex"}, {"canonical_url": ORIGINAL}], ids=["noindex", "a copy"]
)
def test_sitemaps_leave_out_what_shall_not_be_listed(client, plain, writer, editor, words):
    hidden = publish(make_article(writer, headline="Disembunyikan", **words), writer, editor)
    month = f"/sitemap-{plain.published_at:%Y-%m}.xml"
    urls = [month, "/sitemap-news.xml"]
    index = page(client, "/sitemap.xml")
    assert month in index
    for url in urls:
        text = page(client, url)
        assert plain.get_absolute_url() in text
        assert hidden.get_absolute_url() not in text
    assert hidden.get_absolute_url() in page(client, "/indeks/")  # readers find it


def test_search_engines_are_told_that_a_story_is_hidden_and_not_of_a_copy(
    publication, writer, editor, settings, monkeypatch
):
    settings.INDEXNOW_KEY = "abcdef0123456789"
    addresses = []
    monkeypatch.setattr(pings, "submit_to_indexnow", lambda story: addresses.append(story.pk))
    hidden = published_with(publication, writer, editor, robots="noindex")
    copy = published_with(publication, writer, editor, canonical_url=ORIGINAL)
    for story in (hidden, copy):
        tasks.submit_to_indexnow.func(story.pk)
    assert addresses == [hidden.pk]


# ---- Written at the desk


def test_the_form_writes_them_into_the_text(publication, writer, client):
    client.force_login(writer)
    story = make_article(writer)
    assert client.post(change(story), form(story, **SAID)).status_code == 302
    story = Article.objects.get(pk=story.pk)
    assert story.meta_tags == MetaTags(**SAID) == story.newest_revision.text.meta_tags
    html = client.get(change(story)).content.decode()
    assert all(f'name="{name}"' in html for name in META_TAGS)
    assert client.post(change(story), form(story, **dict.fromkeys(META_TAGS, ""))).status_code == 302
    story = Article.objects.get(pk=story.pk)
    assert story.meta_tags == MetaTags()
    assert "meta_tags" not in story.newest_revision.content  # older texts keep their digest


def test_a_form_that_does_not_show_them_keeps_them(publication, writer, client):
    client.force_login(writer)
    story = make_article(writer, **SAID)
    values = {
        name: value for name, value in form(story, headline="Judul lain").items() if name not in META_TAGS
    }
    assert client.post(change(story), values).status_code == 302
    story = Article.objects.get(pk=story.pk)
    assert (story.headline, story.meta_tags) == ("Judul lain", MetaTags(**SAID))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"canonical_url": "javascript:alert(1)"}, "URL"),
        ({"canonical_url": "/berita/1/"}, "URL"),
        ({"meta_title": "k" * 121}, "120"),
        ({"meta_description": "u" * 321}, "320"),
        ({"robots": "sihir"}, "sihir"),
        ({"meta_title": "a\x00b"}, "Karakter"),
    ],
)
def test_bad_input_is_told_and_nothing_is_lost(publication, writer, client, values, words):
    client.force_login(writer)
    story = make_article(writer)
    response = client.post(change(story), form(story, **values))
    assert response.status_code == 200
    [(name, value)] = values.items()
    bound = response.context["adminform"].form
    assert words in " ".join(bound.errors[name])
    assert bound[name].value() == value
    assert Article.objects.get(pk=story.pk).meta_tags == MetaTags()


def test_what_is_typed_outlives_the_form(publication, writer, client):
    client.force_login(writer)
    story = make_article(writer)
    assert autosave(client, story, **SAID).status_code == 200
    html = client.get(change(story)).content.decode()
    assert SAID["meta_title"] in html
    assert ORIGINAL in html


def test_of_a_live_story_they_wait_for_a_second_person(plain, writer, editor, client):
    """No small fix: they are what search engines show of it."""
    saved = edit(plain, editor, meta_tags=MetaTags(meta_title="Lain"))
    assert saved.update_of_id == plain.pk
    assert Article.objects.get(pk=plain.pk).meta_title == ""


def test_an_approval_covers_them(publication, writer, editor, second_editor):
    story = move(make_article(writer), ("submit", writer), ("approve", editor))
    Article.objects.filter(pk=story.pk).update(robots="noindex")
    with pytest.raises(workflow.Refused):
        move(Article.objects.get(pk=story.pk), ("publish", second_editor))


def test_a_comparison_names_them(publication, writer, client):
    client.force_login(writer)
    story = edit(make_article(writer), writer, meta_tags=MetaTags(**SAID))
    numbers = story.revisions.order_by("number").values_list("pk", flat=True)
    html = client.get(reverse("admin:articles_article_compare", args=[story.pk, *numbers])).content.decode()
    assert "Kata untuk mesin pencari" in html
    assert "sembunyikan dari mesin pencari" in html
