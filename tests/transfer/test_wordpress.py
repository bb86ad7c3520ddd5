"""What readers see as an export of WordPress: read again by our own importer, text by text."""

from io import StringIO

import pytest
from django.core.management import call_command
from lxml import etree

from articles.models import Article, LegacyPath
from articles.text import body
from articles.wordpress import runs
from articles.wordpress.export_file import Reader, sources
from articles.wordpress.scan import scan_files
from tests.support.factories import make_article, publish

WP = "{http://wordpress.org/export/1.2/}"


@pytest.fixture
def write(tmp_path):
    def write_files(**options):
        call_command("export_site", str(tmp_path / "wp"), wordpress=True, stdout=StringIO(), **options)
        return sorted((tmp_path / "wp").glob("*.xml"))

    return write_files


@pytest.fixture
def stories(writer, editor):
    second = make_article(
        writer, headline="Pasar & terminal <ramai>", body="<p>Satu ]]> dua.</p>", tags=["Pasar"]
    )
    publish(second, writer, editor)
    first = make_article(
        writer,
        body=f"<p>Air surut.</p>\n{body.card(second.pk)}\n<p>Warga pulang.</p>",
        sign_off="(*)",
        meta_title="Judul mesin",
        meta_description="Uraian mesin.",
        canonical_url="https://asal.example/7",
        robots="noindex",
        former_views=15423,
        tags=["Banjir"],
    )
    publish(first, writer, editor)
    make_article(writer, headline="Belum selesai")
    return first, second


def test_every_published_story_is_an_item_and_no_other(stories, write):
    [path] = write()
    items = [item for item in Reader(sources([path])[0]) if item.type == "post"]
    assert {item.title for item in items} == {story.headline for story in stories}
    assert {item.wp_id for item in items} == {story.pk for story in stories}
    assert {item.status for item in items} == {"publish"}
    assert all(item.link.endswith(f"/{item.slug}/") for item in items)
    tree = etree.parse(path).getroot()
    assert tree.findtext(f"channel/{WP}wxr_version") == "1.2"


def test_texts_stand_in_marked_sections(stories, write):
    """A reader by patterns, which WordPress has for hosts without XML, decodes nothing outside of them."""
    [path] = write()
    text = path.read_text()
    assert "<title><![CDATA[Pasar &amp; terminal &lt;ramai&gt;]]></title>" in text
    for name in (
        "wp:cat_name",
        "wp:author_display_name",
        "wp:post_name",
        "content:encoded",
        "excerpt:encoded",
    ):
        assert text.count(f"<{name}>") == text.count(f"<{name}><![CDATA["), name


def test_accounts_are_not_in_it(stories, write, writer):
    [path] = write()
    text = path.read_text()
    assert writer.email not in text or not writer.email
    assert "password" not in text.replace("post_password", "")


def read_texts():
    """{headline: what readers get of it}; WordPress keeps whole seconds."""
    return {
        story.headline: (
            body.text(story.body),
            story.slug,
            story.standfirst,
            story.published_at.replace(microsecond=0),
            sorted(story.credits.values_list("role", "name")),
            story.meta_tags,
            story.former_views,
        )
        for story in Article.objects.public()
    }


def test_it_comes_back_text_by_text(stories, write, empty_house):
    [path] = write()
    facts = read_texts()
    empty_house()
    exports = sources([path])
    scan = scan_files(exports)
    runs.finish(runs.begin(scan, exports, None), scan=scan, sources=exports)
    assert read_texts() == facts
    first, second = (
        Article.objects.get(headline=headline) for headline in (stories[0].headline, stories[1].headline)
    )
    assert body.article_ids(first.body) == [second.pk]
    assert first.sign_off == "(*)"
    assert [tag.name for tag in first.tags.all()] == ["Banjir"]


def test_old_addresses_lie_beside_it(stories, write):
    LegacyPath.objects.create(path="/2019/01/lama, sekali/", article=stories[0])
    [path] = write()
    rows = (path.parent / "redirects.csv").read_text().splitlines()
    assert rows == ["source,target", f'"/2019/01/lama, sekali/",{stories[0].get_absolute_url()}']
