"""The same story typed on a phone, pasted whole and imported in four spellings: the same page, part by part."""

import json
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from articles.models import Article, Person, Publication
from articles.wordpress import runs
from articles.wordpress.export_file import sources
from articles.wordpress.scan import scan_files
from staff import roles
from tests.support import filed_story, wxr
from tests.support.browser import opened
from tests.support.factories import make_article, make_category, make_region, make_user, move, publish
from tests.support.public_pages import page as public_page

JAKARTA = ZoneInfo("Asia/Jakarta")


@pytest.fixture
def house(people):
    """The newsroom as it prints its stories, with the choices that the story's own page was made by."""
    Publication.objects.update(
        dateline_site=filed_story.SITE, dateline_pattern=filed_story.PATTERN,
        former_datelines=[{"until": "2018-10-31", "pattern": "{place},- "}], sign_off_place="sentence",
        credits_place="below", inline_related="line", excerpt_end="sentence", end_list_length=1, end_list_fills=False,
    )  # fmt: skip
    make_category("Pendidikan", "pendidikan")
    make_region()
    editor = make_user("iin", roles.EDITOR, last_name="Mahmud")
    Person.objects.filter(user=editor).update(name=filed_story.EDITOR)
    return people | {"iin": editor}


@pytest.fixture
def archive(house):
    """The two stories that it leads to; the one at its end is of the time of the former dateline."""
    texts = {
        filed_story.INLINE: "<p>Relawan mengumpulkan buku.</p>",
        filed_story.END: f"<p>{filed_story.END_TEXT}</p>",
    }
    stories = {
        title: publish(make_article(house["wati"], headline=title, body=text), house["wati"], house["edi"])
        for title, text in texts.items()
    }
    move(stories[filed_story.END], ("date_back", house["mira"]), at=_moment(filed_story.FORMER_DAY))
    return stories


def _moment(text):
    return datetime.fromisoformat(text).replace(tzinfo=JAKARTA)


def on_its_way(house, page):
    """The story that a reporter's browser submitted, approved and dated back."""
    story = Article.objects.get(headline=filed_story.HEADLINE)
    assert story.status == "submitted"
    move(story, ("approve_and_publish", house["iin"]))
    return move(story, ("date_back", house["mira"]), at=_moment(filed_story.DAY))


def submit(page):
    page.get_by_role("button", name="Ajukan ke redaktur").click()
    page.wait_for_url("**/tinjau/")


def test_typed_on_a_phone(phone, live_server, house, archive, client):
    Person.objects.create(name=filed_story.WRITER)
    page = opened(phone, live_server.url)
    page.fill("#id_headline", filed_story.HEADLINE)
    page.locator("#id_body").click()
    for number, paragraph in enumerate(filed_story.PARAGRAPHS):
        page.keyboard.insert_text(paragraph)
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        if number + 1 == filed_story.PLACE_OF_INLINE:
            page.get_by_role("button", name="+ Baca Juga").click()
            page.fill("#baca-search", "relawan buku")
            page.locator("#baca-picker").get_by_role("button", name=filed_story.INLINE).click()
    page.select_option("#id_category", label="Pendidikan")
    page.select_option("#id_region", label="Kraksaan")
    page.fill("#id_tag_names", ", ".join(filed_story.TAGS))
    page.get_by_text("Lainnya").click()
    page.fill("#id_sign_off", filed_story.SIGN_OFF)
    page.fill("#pick-credits", filed_story.WRITER)
    page.locator("[data-rows=credits] .found button").filter(has_text=filed_story.WRITER).first.click()
    page.fill("#pick-related", "saluran air")
    page.locator("[data-rows=related] .found button").filter(has_text=filed_story.END).first.click()
    submit(page)
    story = on_its_way(house, page)
    assert filed_story.parts_of(public_page(client, story.get_absolute_url())) == filed_story.PARTS


def test_pasted_whole_and_tidied_up(phone, live_server, house, archive, client):
    page = opened(phone, live_server.url)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("(text) => navigator.clipboard.writeText(text)", filed_story.pasted())
    page.locator("#id_body").click()
    page.keyboard.press("Control+V")
    page.locator("#tidy").get_by_role("button", name="Rapikan").click()
    expect(page.locator("#tidy")).to_contain_text("Sudah dirapikan.")
    page.select_option("#id_category", label="Pendidikan")
    page.fill("#id_tag_names", ", ".join(filed_story.TAGS))
    assert page.locator("#id_region option:checked").text_content() == "Kraksaan"
    submit(page)
    story = on_its_way(house, page)
    assert filed_story.parts_of(public_page(client, story.get_absolute_url())) == filed_story.PARTS


@pytest.mark.parametrize("spelling", filed_story.SPELLINGS)
def test_imported(spelling, house, tmp_path, client):
    path = tmp_path / "ekspor.xml"
    path.write_bytes(wxr.export(*filed_story.exported(spelling)))
    exports = sources([path])
    scan = scan_files(exports)
    run = runs.begin(scan, exports, None)
    runs.finish(run, scan=scan, sources=exports)
    story = Article.objects.get(headline=filed_story.HEADLINE)
    assert filed_story.parts_of(public_page(client, story.get_absolute_url())) == filed_story.PARTS
    noted = json.dumps([item.notes for item in run.items.all()])
    assert "unsure" not in noted
    assert "unresolved" not in noted
