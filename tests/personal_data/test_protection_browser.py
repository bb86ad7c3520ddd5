"""A child's story in real browsers, from the question to a name that stands nowhere any more: no address, format or column has
it."""

from urllib.parse import quote, urlsplit

import pytest
from django.test import Client
from playwright.sync_api import expect

from articles.models import Article, Pick
from articles.text.story_text import CreditLine
from staff import roles, workflow
from staff.models import RedactionRun
from tests.support.browser import PHONE, enter_desk, no_sideways_scroll
from tests.support.factories import (
    edit,
    make_article,
    make_notice,
    make_photo,
    make_publication,
    make_user,
    publish,
    run_worker,
)
from tests.support.public_walk import beginnings, holding, walk
from tests.support.whole_database import columns_holding

pytestmark = pytest.mark.django_db(transaction=True)
NAME, SLUG = "Melati Anggraini", "melati-anggraini"


def story_of_a_child(writer):
    """A draft that names a child in each part, as F4 of the desk's old days was published."""
    photo = make_photo("melati", caption=f"{NAME} di rumahnya", alt=f"Wajah {NAME}", credit="Wati")
    story = make_article(writer, headline=f"Siswi SMP 14 tahun korban pencabulan: {NAME}", lead_photo=photo, tags=[NAME, "Kriminal"],
        standfirst=f"{NAME} (14), warga Jalan Mawar, melapor bersama ayahnya.",
        body=f"<p>{NAME} (14) siswi SMP Negeri 1 menjadi korban pencabulan pamannya.</p><p>Ayah Melati Anggraini melapor.</p>")  # fmt: skip
    edit(story, writer, credits=(*story.snapshot().credits, CreditLine(None, "source", NAME)))
    return Article.objects.get(pk=story.pk)


def test_a_childs_story_from_the_question_to_a_name_that_is_gone(live_server, page, transactional_db, writer, editor, managing_editor, settings):  # fmt: skip
    settings.PAGE_CACHE_MB = 8  # a page that was kept with the name is none afterwards
    make_publication()
    make_user("ratna", roles.MANAGING_EDITOR)
    story = story_of_a_child(writer)
    former = story.get_absolute_url()
    review = f"{live_server.url}/redaksi-desk/articles/article/{story.pk}/tinjau/"

    # The writer is asked, on a phone.
    page.set_viewport_size(PHONE)
    enter_desk(page, live_server.url, "wati")
    page.goto(review)
    question = page.locator("#steps .checks li", has_text="pencabulan")
    page.locator("#steps summary").first.click()
    expect(question).to_be_visible()
    page.goto(live_server.url + question.get_by_role("link").first.get_attribute("href"))
    page.get_by_label("anak sebagai korban").check()
    page.get_by_role("button", name="Catat", exact=True).click()
    expect(page.get_by_role("heading", name="Tempat identitas tersembunyi")).to_be_visible()
    no_sideways_scroll(page)
    workflow.perform("submit", Article.objects.get(pk=story.pk), by=writer, revision=story.version)

    # The editor is refused, looks, and misses what stands there.
    enter_desk(page, live_server.url, "edi")
    page.goto(review)
    page.locator("form[action$='/langkah/approve_and_publish/'] button[type=submit]").first.click()
    expect(page.locator("#refused")).to_contain_text("melindungi seseorang")
    page.locator("#refused").get_by_role("link", name="melindungi").first.click()
    expect(page.locator(".places")).to_be_visible()
    for box in page.locator(".places input[type=checkbox]").all():
        box.check()
    page.get_by_role("button", name="Catat yang sudah saya lihat").click()
    expect(page.get_by_text("semua sudah dilihat")).to_be_visible()
    page.goto(review)
    page.locator("form[action$='/langkah/approve_and_publish/'] button[type=submit]").first.click()
    expect(page.get_by_text("Disetujui dan terbit")).to_be_visible()
    story = Article.objects.get(pk=story.pk)
    assert story.is_public

    # Others lead to it, and the front page; the walk sees the name.
    others_lead_to_it(story, writer, editor)
    starts = beginnings(
        [NAME, SLUG, "Melati", "Anggraini"],
        Article.objects.values_list("pk", flat=True),
        [former, f"/tag/{SLUG}/"],
    )
    before = holding(walk(Client(), starts, urlsplit(settings.SITE_URL).netloc), NAME)
    assert {
        former,
        f"/tag/{SLUG}/",
        "/",
        "/feed/",
        "/sitemap-news.xml",
        f"/api/v1/berita/{story.pk}/",
        f"/cari/?q={SLUG}",
    } <= {*before}
    assert columns_holding(f"{NAME}|{SLUG}")

    # Two managing editors take it out everywhere.
    enter_desk(page, live_server.url, "mira")
    page.goto(f"{live_server.url}/redaksi-desk/articles/article/{story.pk}/perlindungan/")
    page.get_by_role("link", name="Hapus nama dari semua berita").click()
    page.fill("[name=words]", NAME)
    page.get_by_role("button", name="Cari tempatnya").click()
    expect(page.locator("#id_reason_error")).to_be_visible()
    expect(page.locator("[name=words]")).to_have_value(NAME)
    page.fill("[name=reason]", "Korban anak, diminta keluarganya.")
    page.get_by_role("button", name="Cari tempatnya").click()
    expect(page.locator("mark").first).to_have_text(NAME)
    no_sideways_scroll(page)
    page.get_by_role("button", name="Minta orang kedua").click()
    asked_at = page.url
    enter_desk(page, live_server.url, "ratna")
    page.goto(asked_at)
    page.get_by_role("button", name="Coret di semua tempat").click()
    run_worker()
    page.goto(asked_at)
    expect(page.get_by_text("Sudah dicoret di semua tempat")).to_be_visible()
    no_sideways_scroll(page)

    # Nobody finds it: no address of any format, no column but the sealed ones.
    assert RedactionRun.objects.get().finished_at
    after = walk(Client(), [*starts, *before], urlsplit(settings.SITE_URL).netloc)
    # A search repeats the reader's own words, and an address that was asked for stands in its own answer.
    own = [
        address
        for address in holding(after, NAME)
        if not address.startswith(("/cari/", "/api/v1/berita/?cari"))
    ]
    assert own == []
    for words in (NAME, SLUG, "Melati", "Anggraini"):
        assert f"/berita/{story.pk}/" not in after[f"/cari/?q={quote(words)}"]
    assert after[former].startswith("Content-Type")
    assert Client().get(former).status_code == 410
    assert Client().get(f"/tag/{SLUG}/").status_code in (404, 410)
    assert (
        columns_holding(f"{NAME}|{SLUG}") - {("django_tasks_database.DBTaskResult", "args_kwargs")} == set()
    )


def others_lead_to_it(story, writer, editor):
    card = f'<figure class="media"><oembed url="/berita/{story.pk}/"></oembed></figure>'
    publish(
        make_article(writer, headline="Polisi tahan paman", body=f"<p>Isi.</p>{card}<p>Isi.</p>"),
        writer,
        editor,
    )
    publish(
        make_article(writer, headline="Sidang ditunda", body=f"<p>Kata {NAME}.</p>", tags=[NAME]),
        writer,
        editor,
    )
    Pick.objects.create(article=story, place="lead")
    live = Article.objects.get(pk=story.pk)
    notice = make_notice(text=f"Umur {NAME} bukan 15.", before=f"{NAME} (15)", after=f"{NAME} (14)")
    workflow.perform("propose_notice", live, by=writer, revision=live.version, notice=notice)
    workflow.perform("publish_notice", live, by=editor, revision=live.version)
