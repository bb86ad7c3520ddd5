"""An editor's ten minutes and a reporter's, in a real browser, on a phone and on a desktop."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles.models import Article
from staff.models import Assignment
from staff.planning import assignments
from staff.writing import comments
from tests.support.browser import DESKTOP, PHONE, SCREENS, enter_desk, no_sideways_scroll, sign_in
from tests.support.factories import make_article, make_category, make_region, move

pytestmark = pytest.mark.django_db(transaction=True)
KEYBOARD = 300  # pixels that a phone's keyboard takes from the screen


@pytest.fixture(params=SCREENS)
def screen(request, browser, transactional_db):
    """A browser of this size; closed before the database is emptied."""
    context = browser.new_context(**SCREENS[request.param])
    yield context.new_page()
    context.close()


def press(page, button):
    """Presses what a thumb can reach: it is on the screen, and nothing lies over it."""
    no_sideways_scroll(page)
    button.scroll_into_view_if_needed()
    covered = """button => {
        const box = button.getBoundingClientRect();
        const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
        return !(top === button || button.contains(top)) && (top ? top.outerHTML.slice(0, 100) : "nothing");
    }"""
    assert button.evaluate(covered) is False
    assert button.bounding_box()["height"] >= 24
    button.click()
    page.wait_for_load_state()


def type_with_keyboard(page, field, text, then):
    """Types while a phone's keyboard takes half of the screen; the button after it has to be reachable all the same."""
    size = page.viewport_size
    if size["width"] < 500:
        page.set_viewport_size({**size, "height": size["height"] - KEYBOARD})
    field.scroll_into_view_if_needed()
    field.click()
    field.fill(text)
    press(page, then)
    page.set_viewport_size(size)


def submitted(writer, headline):
    return move(make_article(writer, headline=headline), ("submit", writer))


def at_story(page, headline):
    expect(page.locator(".review-text h1")).to_have_text(headline)


def test_ten_minutes_of_an_editor(screen, live_server, newsroom, writer, editor, night_editor):
    page, desk = screen, f"{live_server.url}/redaksi-desk/"
    first, second, third = (submitted(writer, name) for name in ("Berita satu", "Berita dua", "Berita tiga"))
    move(
        make_article(night_editor, headline="Berita malam"),
        ("submit", night_editor),
        ("publish_alone", night_editor),
    )
    draft = make_article(writer, headline="Masih draf")
    comments.say(draft, "Kabar dari @edi: boleh sebut nama saksi?", by=writer)
    enter_desk(page, live_server.url, "edi")

    # Claim the oldest, return it with a pressed reason.
    press(page, page.locator("#queue").get_by_role("link", name="Berita satu"))
    at_story(page, "Berita satu")
    press(page, page.get_by_role("button", name="Ambil untuk ditinjau"))
    expect(page.locator(".claim")).to_contain_text("Anda sedang meninjau")
    if page.viewport_size == PHONE:
        press(page, page.locator(".thumb-bar").get_by_role("link", name="Kembalikan ke penulis"))
    else:
        page.keyboard.press("r")
    form = page.locator("#step-return")
    press(page, form.get_by_text("Butuh konfirmasi"))
    type_with_keyboard(
        page,
        form.locator("textarea"),
        "Hubungi BPBD.",
        form.get_by_role("button", name="Kembalikan ke penulis"),
    )

    # The next story comes by itself: approve it.
    at_story(page, "Berita dua")
    expect(page.get_by_role("link", name="Berita satu")).to_be_visible()  # and what was done
    press(page, page.locator("#step-approve").get_by_role("button"))

    # The last one goes online tomorrow.
    at_story(page, "Berita tiga")
    form = page.locator("#step-approve_and_publish")
    press(page, form.get_by_text("Pada waktu nanti"))
    tomorrow = timezone.localtime(timezone.now() + timedelta(days=1))
    form.locator("input[type=datetime-local]").fill(f"{tomorrow:%Y-%m-%dT06:30}")
    press(page, form.get_by_role("button").last)
    page.wait_for_url(desk)
    expect(page.locator("#scheduled")).to_contain_text("Berita tiga")
    expect(page.locator("#approved")).to_contain_text("Berita dua")
    expect(page.locator("#queue")).to_contain_text("Tidak ada yang menunggu keputusan.")

    # Sign last night's story.
    press(page, page.locator("#unsigned").get_by_role("link", name="Berita malam"))
    press(page, page.locator("#step-sign").get_by_role("button"))
    expect(page.locator("#step-sign")).to_have_count(0)

    # Answer who mentioned the editor.
    press(page, page.locator(".bell"))
    note = page.locator(".note", has_text="menyebut Anda")
    expect(note).to_contain_text("boleh sebut nama saksi?")
    press(page, note.get_by_role("button"))
    at_story(page, "Masih draf")
    answer = page.locator(".comment").first
    answer.get_by_text("Balas", exact=True).click()
    type_with_keyboard(
        page,
        answer.locator("textarea"),
        "Pakai inisial saja.",
        answer.get_by_role("button", name="Kirim balasan"),
    )
    expect(page.locator(".comments")).to_contain_text("Pakai inisial saja.")

    states = dict(Article.objects.values_list("headline", "status"))
    assert states == {
        "Berita satu": "returned",
        "Berita dua": "approved",
        "Berita tiga": "published",
        "Berita malam": "published",
        "Masih draf": "draft",
    }
    assert first.events.first().codes == ["confirm"]
    assert first.events.first().reason == "Butuh konfirmasi.\nHubungi BPBD."
    assert second.events.first().actor == editor
    assert third.events.first().actor == editor
    assert not Article.objects.filter(needs_signature=True).exists()


def test_ten_minutes_of_a_reporter(screen, live_server, newsroom, writer, editor):
    page = screen
    region, category = make_region(), make_category()
    due = timezone.now() + timedelta(hours=3)
    assignments.plan(
        Assignment(
            headline="Liput banjir Kraksaan",
            brief="Ke posko.",
            assignee=writer,
            region=region,
            category=category,
            due_at=due,
        ),
        by=editor,
    )
    enter_desk(page, live_server.url, "wati")

    # From the assignment to a story that the editors have.
    press(page, page.locator("#assignments").get_by_role("link", name="Liput banjir Kraksaan"))
    press(page, page.get_by_role("button", name="Mulai naskah"))
    page.fill("#id_headline", "Posko banjir Kraksaan menampung 86 orang")
    if page.viewport_size == PHONE:
        page.fill("#id_body", "Posko di balai desa menampung 86 orang.")
    else:
        editable = page.locator(".ck-editor__editable")
        editable.click()
        page.keyboard.type("Posko di balai desa menampung 86 orang.")
    press(page, page.locator("button[name=_action][value=submit]"))
    page.wait_for_url("**/tinjau/")
    expect(page.locator(".story-bar .state-submitted")).to_be_visible()
    story = Article.objects.get()
    assert story.assignment.headline == "Liput banjir Kraksaan"

    # It comes back: the bell says so, and why.
    move(story, ("return", editor))
    page.goto(f"{live_server.url}/redaksi-desk/")
    expect(page.locator("#returned")).to_contain_text("Alasan.")
    expect(page.locator(".bell b")).to_have_text("2")  # the assignment, and this
    press(page, page.locator(".bell"))
    press(page, page.locator(".note", has_text="mengembalikan").get_by_role("button"))
    expect(page.locator(".notice-return")).to_contain_text("Alasan.")
    press(page, page.get_by_role("link", name="Sunting"))
    page.fill("#id_standfirst", "Warga bertahan di balai desa.")
    press(page, page.locator("button[name=_action][value=submit]"))
    page.wait_for_url("**/tinjau/")

    # And where it is.
    page.goto(f"{live_server.url}/redaksi-desk/")
    expect(page.locator("#on_their_way")).to_contain_text("Pada redaktur, belum diambil.")
    move(story, ("approve_and_publish", editor))
    page.reload()
    expect(page.locator("#lately")).to_contain_text("Posko banjir Kraksaan menampung 86 orang")
    press(page, page.locator(".bell"))
    expect(page.locator(".note").first).to_contain_text("menerbitkan")
    no_sideways_scroll(page)


def test_keys_of_the_review_screen(page, live_server, newsroom, writer, editor):
    page.set_viewport_size(DESKTOP)
    first, second = submitted(writer, "Berita satu"), submitted(writer, "Berita dua")
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    sign_in(page, live_server.url, "edi")
    page.goto(f"{live_server.url}/redaksi-desk/articles/article/{first.pk}/tinjau/")
    page.keyboard.press('"')  # means nothing, and does no harm
    page.keyboard.press("c")
    expect(page.locator(".claim")).to_contain_text("Anda sedang meninjau")
    page.keyboard.press("n")
    at_story(page, "Berita dua")
    page.keyboard.press("a")  # to the button, which Enter presses
    expect(page.locator("#step-approve_and_publish button").first).to_be_focused()
    page.keyboard.press("Enter")
    at_story(page, "Berita satu")
    page.keyboard.press("r")
    expect(page.locator("#step-return input").nth(2)).to_be_focused()
    page.locator("#reason_return").fill("e n c a")  # letters of a reason are no keys
    expect(page.locator("#reason_return")).to_have_value("e n c a")
    second.refresh_from_db()
    assert second.is_public
    assert errors == []
