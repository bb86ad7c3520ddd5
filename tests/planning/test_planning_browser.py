"""Thread, assignments and calendar in a real browser: with a thumb, with a mouse, and without scripts."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles.models import Article
from staff.models import Assignment, Comment, Notification
from staff.planning import assignments
from staff.writing import comments
from tests.support.browser import SCREENS, choose, no_sideways_scroll, sign_in
from tests.support.factories import make_article, make_region, move

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("newsroom")]
CALENDAR = "/redaksi-desk/kalender/"
# Buttons and links of these pages that are too small for a thumb
SMALL = """() => [...document.querySelectorAll(
    ".comments :is(a, button, summary), .tabs a, .turn a, .items a, .plans a, .step :is(button, summary), .day h2 a")]
    .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 43.5).map(e => e.outerHTML.slice(0, 90))"""


@pytest.fixture
def screen(browser, transactional_db):
    """Opens a browser of this size; closed before the database is emptied."""
    opened = []

    def open_one(name):
        opened.append(browser.new_context(**SCREENS[name]))
        return opened[-1].new_page()

    yield open_one
    for context in opened:
        context.close()


def assert_fits(page):
    no_sideways_scroll(page)
    if page.viewport_size["width"] < 1000:
        assert page.evaluate(SMALL) == []


@pytest.mark.parametrize("size", SCREENS)
def test_a_reporters_way_from_an_assignment_to_a_submitted_story(size, screen, live_server, writer, editor):
    due = timezone.now() + timedelta(minutes=1)  # a phone's calendar shows no day of the next month
    given = assignments.plan(
        Assignment(
            headline="Rapat APBD di DPRD Kraksaan", brief="Minta salinan risalah.", due_at=due, region=make_region(),
            place="Gedung DPRD", assignee=writer,
        ),
        by=editor,
    )  # fmt: skip
    page = screen(size)
    sign_in(page, live_server.url, "wati")
    page.goto(f"{live_server.url}{Notification.objects.get(recipient=writer).path}")
    expect(page.locator(".planned")).to_contain_text("Minta salinan risalah.")
    assert_fits(page)
    page.goto(f"{live_server.url}{CALENDAR}")
    assert_fits(page)
    page.locator(f"#tugas-{given.pk} a").click()
    page.locator("form[action$='/langkah/begin/'] button").click()
    page.wait_for_url(re.compile("/change/"))
    expect(page.locator("#id_headline")).to_have_value("Rapat APBD di DPRD Kraksaan")
    page.wait_for_selector("#writing[data-ready]", state="attached")
    if size == "phone":
        page.fill("#id_body", "DPRD mengesahkan APBD.")
        page.locator("#id_category").select_option(label="Peristiwa")
    else:
        page.locator(".ck-editor__editable").click()
        page.keyboard.type("DPRD mengesahkan APBD.")
        choose(page, "category", "Peristiwa")
    page.locator("button[name=_action][value=submit]").click()
    page.wait_for_url(re.compile("/tinjau/"))
    expect(page.locator(".story-bar .state-submitted")).to_be_visible()
    expect(page.locator("summary", has_text="Rapat APBD di DPRD Kraksaan")).to_be_visible()
    story = Article.objects.get()
    assert (story.status, story.created_by, story.region) == ("submitted", writer, given.region)
    page.goto(f"{live_server.url}/redaksi-desk/penugasan/{given.pk}/")
    expect(page.locator(".story-bar .state-plan-done")).to_be_visible()
    assert_fits(page)
    page.goto(f"{live_server.url}/redaksi-desk/penugasan/")
    expect(page.locator(".plan")).to_have_count(0)
    assert_fits(page)


@pytest.mark.parametrize("size", SCREENS)
def test_a_free_assignment_is_taken_and_given_back(size, screen, live_server, writer, editor):
    due = timezone.now() + timedelta(hours=5)
    free = assignments.plan(Assignment(headline="Harga cabai", due_at=due), by=editor)
    page = screen(size)
    sign_in(page, live_server.url, "wati")
    page.goto(f"{live_server.url}/redaksi-desk/penugasan/?pilih=bebas")
    assert_fits(page)
    page.get_by_role("link", name="Harga cabai").click()
    page.locator("form[action$='/langkah/take/'] button").click()
    decline = page.locator("form[action$='/langkah/decline/']")
    decline.locator("summary").click()
    decline.locator("textarea").fill("Sedang di Malang.")
    assert_fits(page)
    decline.locator("button").click()
    expect(page.locator(".history blockquote").first).to_have_text("Sedang di Malang.")
    free.refresh_from_db()
    assert free.assignee is None
    assert Notification.objects.get(recipient=editor, kind="declined")


def select(page, words):
    """Marks these words of the text, as a finger or a mouse does."""
    page.evaluate(
        """words => {
            const walker = document.createTreeWalker(document.querySelector(".review-text"), NodeFilter.SHOW_TEXT);
            for (let node; (node = walker.nextNode());) {
                const at = node.data.indexOf(words);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(node, at);
                range.setEnd(node, at + words.length);
                getSelection().removeAllRanges();
                getSelection().addRange(range);
                return;
            }
        }""",
        words,
    )


@pytest.mark.parametrize("size", SCREENS)
def test_a_passage_is_selected_spoken_of_answered_and_resolved(size, screen, live_server, writer, editor):
    filler = "".join(f"<p>Paragraf nomor {n} tentang banjir.</p>" for n in range(30))
    story = make_article(writer, body=f"<p>Air setinggi <strong>lutut</strong> orang dewasa.</p>{filler}")
    move(story, ("submit", writer))
    review = f"{live_server.url}/redaksi-desk/articles/article/{story.pk}/tinjau/"
    page = screen(size)
    sign_in(page, live_server.url, "edi")
    page.goto(review)
    page.wait_for_selector("#comments[data-ready]")
    assert_fits(page)
    select(page, "Air setinggi ")
    page.locator("#quote-button").click()
    expect(page.locator("#comment-quote")).to_have_value("Air setinggi")
    page.locator("#comment-words").press_sequentially("Dari siapa angka ini, @wa")
    page.locator(".names button", has_text="Wati").click()
    expect(page.locator("#comment-words")).to_have_value("Dari siapa angka ini, @wati ")
    assert_fits(page)
    page.locator("#say button.desk-button").click()
    page.wait_for_url(re.compile(r"#komentar-\d+$"))
    comment = Comment.objects.get()
    assert (comment.quote, comment.revision.number) == ("Air setinggi", 1)

    message = Notification.objects.get(recipient=writer, kind="mentioned")
    sign_in(page, live_server.url, "wati")
    page.goto(f"{live_server.url}{message.path}")
    box = page.locator(f"#komentar-{comment.pk}")
    expect(box).to_be_in_viewport()
    assert page.evaluate("[...CSS.highlights.get('quoted')].map(range => range.toString())") == [
        "Air setinggi"
    ]
    box.locator("blockquote a").click()
    expect(page.locator(".review-text .prose p").first).to_be_in_viewport()
    assert page.evaluate("[...CSS.highlights.get('quoted-now')].map(range => range.toString())") == [
        "Air setinggi"
    ]
    box.locator("summary").click()
    box.locator("textarea").fill("Dari BPBD.")
    assert_fits(page)
    box.locator("details button").click()
    page.wait_for_url(re.compile(r"#komentar-\d+$"))
    expect(page.locator(".reply")).to_contain_text("Dari BPBD.")
    box.get_by_role("button").last.click()
    expect(page.locator("details.fold .comment")).to_have_count(1)
    page.goto(f"{live_server.url}{message.path}")  # its address opens what it is folded in
    expect(box).to_be_in_viewport()
    assert_fits(page)


def test_a_name_that_was_offered_for_fewer_letters_takes_all_of_them_away(
    screen, live_server, writer, editor
):
    """On a slow line the offer for “@w” still stands there when “@wa” has been typed."""
    story = move(make_article(writer), ("submit", writer))
    page = screen("phone")
    sign_in(page, live_server.url, "edi")
    page.goto(f"{live_server.url}/redaksi-desk/articles/article/{story.pk}/tinjau/")
    page.wait_for_selector("#comments[data-ready]")
    field, offer = page.locator("#comment-words"), page.locator(".names button", has_text="Wati")
    field.press_sequentially("Tanya @w")
    expect(offer).to_be_visible()
    page.route("**/*q=wa*", lambda route: None)  # the answer is on its way
    field.press_sequentially("a")
    offer.click()
    expect(field).to_have_value("Tanya @wati ")


def test_a_quote_across_a_dateline_a_card_and_paragraphs_is_found_on_the_page(
    screen, live_server, writer, editor
):
    other = make_article(writer, headline="Naskah lain")
    card = f'<figure class="media"><oembed url="/berita/{other.pk}/"></oembed></figure>'
    story = make_article(writer, body=f"<p>Awal berita ini.</p>\n{card}\n<ul><li>satu</li><li>dua</li></ul>")
    quote = "Awal berita ini. satu dua"
    comments.say(story, "Cek.", by=editor, quote=quote, revision=1)
    page = screen("desktop")
    sign_in(page, live_server.url, "wati")
    page.goto(f"{live_server.url}/redaksi-desk/articles/article/{story.pk}/tinjau/")
    page.wait_for_selector("#comments[data-ready]")
    assert page.evaluate("CSS.highlights.get('quoted').size") == 1
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.review-text .prose'))")
    page.locator("#quote-button").click()
    expect(page.locator("#comment-quote")).to_have_value(quote)


def test_without_our_scripts_thread_and_calendar_work_by_forms(screen, live_server, writer, editor):
    story = move(make_article(writer), ("submit", writer), ("approve", editor))
    page = screen("phone")
    page.route("**/static/desk/**/*.js", lambda route: route.abort())
    sign_in(page, live_server.url, "edi")
    page.goto(f"{live_server.url}/redaksi-desk/articles/article/{story.pk}/tinjau/")
    page.locator(".quoted summary").click()
    page.fill("#comment-quote", "Air setinggi lutut")
    page.fill("#comment-words", "Cek angka ini.")
    page.locator("#say button.desk-button").click()
    page.wait_for_url(re.compile(r"#komentar-\d+$"))
    assert Comment.objects.get().quote == "Air setinggi lutut"

    at = timezone.localtime() + timedelta(days=3)
    page.goto(f"{live_server.url}{CALENDAR}")
    item = page.locator(f"#naskah-{story.pk}")
    item.locator("summary").click()
    item.locator("input[type=datetime-local]").fill("2020-01-01T10:00")
    item.locator("button").click()
    expect(item.locator(".lacks")).to_be_visible()  # the reason stands at the story
    item.locator("input[type=datetime-local]").fill(f"{at:%Y-%m-%dT%H:%M}")
    item.locator("button").click()
    page.wait_for_load_state()
    story.refresh_from_db()
    assert f"{timezone.localtime(story.published_at):%Y-%m-%dT%H:%M}" == f"{at:%Y-%m-%dT%H:%M}"


def scheduled_in(days, writer, editor):
    story = move(make_article(writer, headline="Akan terbit"), ("submit", writer))
    at = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(days=days)
    return move(story, ("approve_and_publish", editor), at=at)


def test_a_scheduled_story_is_dragged_to_another_day(screen, live_server, writer, editor):
    story = scheduled_in(10, writer, editor)
    day = timezone.localdate() + timedelta(days=10)
    page = screen("desktop")
    sign_in(page, live_server.url, "edi")
    page.goto(f"{live_server.url}{CALENDAR}?tanggal={day}")
    monday = day - timedelta(days=day.weekday())
    target = next(d for d in (monday + timedelta(days=n) for n in range(7)) if d != day)
    with page.expect_navigation():
        page.locator(f"#naskah-{story.pk}").drag_to(page.locator(f"[data-day='{target}']"))
    expect(page.locator(f"[data-day='{target}'] #naskah-{story.pk}")).to_be_visible()
    story.refresh_from_db()
    assert f"{timezone.localtime(story.published_at):%Y-%m-%d %H:%M}" == f"{target} 12:00"
    assert story.events.filter(action="unschedule").count() == 1


def test_a_drop_that_the_workflow_refuses_says_why_and_changes_nothing(screen, live_server, writer, editor):
    story = scheduled_in(10, writer, editor)
    before = story.published_at
    day = timezone.localdate() + timedelta(days=10)
    page = screen("desktop")
    sign_in(page, live_server.url, "edi")
    page.goto(f"{live_server.url}{CALENDAR}?tampilan=minggu&tanggal={day}")
    Article.objects.filter(pk=story.pk).update(headline="Diganti di belakang")
    target = day + timedelta(days=1 if day.weekday() < 6 else -1)
    with page.expect_navigation():
        page.locator(f"#naskah-{story.pk}").drag_to(page.locator(f"[data-day='{target}']"))
    expect(page.get_by_role("alert")).to_be_visible()
    story.refresh_from_db()
    assert story.published_at == before


def test_a_month_is_a_grid_on_a_desktop_and_a_list_by_day_on_a_phone(screen, live_server, writer, editor):
    story = scheduled_in(1, writer, editor)
    assignments.plan(Assignment(headline="Liputan " + "panjang" * 20, due_at=story.published_at), by=editor)
    day = timezone.localdate() + timedelta(days=1)
    rows = "[...new Set([...document.querySelectorAll('.day')].filter(e => e.checkVisibility()).map(e => {0}))].length"
    for size, columns in (("phone", 1), ("desktop", 7)):
        page = screen(size)
        sign_in(page, live_server.url, "edi")
        for view in ("bulan", "minggu"):
            page.goto(f"{live_server.url}{CALENDAR}?tampilan={view}&tanggal={day}")
            assert_fits(page)
            lefts = "Math.round(e.getBoundingClientRect().left)"
            assert page.evaluate(rows.replace("{0}", lefts)) == columns
            expect(page.locator(f"#naskah-{story.pk}")).to_be_visible()
            if size == "phone":  # days with nothing on them do not stand there
                assert page.locator(".day:visible").count() <= 2
        for path in (f"{CALENDAR}?tampilan=hari&tanggal={day}", "/redaksi-desk/penugasan/baru/"):
            page.goto(f"{live_server.url}{path}")
            assert_fits(page)
