"""What only a browser can tell of the reader's pages: widths, the bar, the count, the keyboard, colours of both schemes."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles.models import Page, Pick, ViewCount
from tests.support.browser import no_sideways_scroll, sign_in
from tests.support.factories import make_article, make_publication, make_region, publish

pytestmark = pytest.mark.django_db(transaction=True)
READER = "Mozilla/5.0 (Linux; Android 9; SM-J320) AppleWebKit/537.36 Chrome/90.0 Mobile Safari/537.36"
LONG = "Pertanggungjawabannyadipermasalahkanbersama"


@pytest.fixture
def browser_context_args(browser_context_args):
    return {**browser_context_args, "user_agent": READER, "viewport": {"width": 360, "height": 640}}


@pytest.fixture
def stories(transactional_db, writer, editor):
    make_publication()
    region = make_region()
    region.latitude, region.longitude = -7.757, 113.404
    region.save()
    table = f"<table><tbody><tr>{'<td>Rp13.500 per kilogram</td>' * 8}</tr></tbody></table><p>{LONG}</p>"
    headlines = ("Pasar Leces ramai", "Jalan Gending dibeton", f"Rob {LONG}", "Panen bawang mundur")
    made = [
        publish(
            make_article(writer, headline=headline, tags=["Banjir"], body=f"<p>Awal.</p>{table}"),
            writer,
            editor,
        )
        for headline in headlines
    ]
    Pick.objects.set_place(made[0], "lead", until=None, by=editor)
    Pick.objects.set_place(made[1], "breaking", until=None, by=editor)
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    ViewCount.objects.add({(story.pk, hour): 5 for story in made})
    Page.objects.all().delete()
    Page.objects.create(title="Kode Etik", slug="kode-etik", body=f"<h2>{LONG}</h2><p>Kami jujur.</p>")
    return made


def addresses(story):
    return [
        "/", story.get_absolute_url(), "/kategori/peristiwa/", "/daerah/kraksaan/", "/daerah/kabupaten-probolinggo/",
        "/tag/banjir/", "/penulis/wati/", "/indeks/", "/terpopuler/", "/cari/?q=pasar", "/cari/?q=zzz", "/redaksi/",
        "/kode-etik/", "/tidak-ada/",
    ]  # fmt: skip


@pytest.mark.parametrize(("width", "text"), [(320, 100), (360, 100), (320, 200), (768, 100), (1280, 100)])
def test_no_page_scrolls_sideways(width, text, page, live_server, stories):
    page.set_viewport_size({"width": width, "height": 700})
    for address in addresses(stories[2]):
        page.goto(f"{live_server.url}{address}")
        page.evaluate(f"document.documentElement.style.fontSize = '{text}%'")
        assert page.evaluate("getComputedStyle(document.body).fontSize") == f"{16 * text // 100}px"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_targets_are_large_enough_for_a_thumb(page, live_server, stories):
    """But for links in running text, whose line decides, and headlines, whose whole card is the target."""
    small = """() => [...document.querySelectorAll("a, button, summary, input")]
        .filter(e => e.checkVisibility() && !e.closest(".prose, .card, .lead, .byline, .row, .skip"))
        .filter(e => { const box = e.getBoundingClientRect(); return box.height < 43.5 || box.width < 40; })
        .map(e => e.outerHTML.slice(0, 90))"""
    for width in (320, 360, 1280):
        page.set_viewport_size({"width": width, "height": 700})
        for address in addresses(stories[2]):
            page.goto(f"{live_server.url}{address}")
            assert page.evaluate(small) == [], (width, address)


def test_a_story_counts_once_after_some_seconds_before_the_eyes(page, live_server, stories, tally):
    page.clock.install()
    beacons = []
    page.on("request", lambda request: request.url.endswith("/baca/") and beacons.append(request.post_data))
    page.goto(f"{live_server.url}{stories[0].get_absolute_url()}")
    page.clock.run_for(3_000)
    assert beacons == []
    with page.expect_response("**/baca/") as answer:
        page.clock.run_for(3_000)
    assert answer.value.status == 204
    page.clock.run_for(60_000)
    assert beacons == [f"{stories[0].pk} referrer langsung"]
    before = ViewCount.objects.get(article=stories[0]).count
    tally.write()
    assert ViewCount.objects.get(article=stories[0]).count == before + 1
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_a_story_in_a_tab_behind_does_not_count(page, live_server, stories, tally):
    page.clock.install()
    page.add_init_script("Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' })")
    beacons = []
    page.on("request", lambda request: request.url.endswith("/baca/") and beacons.append(1))
    page.goto(f"{live_server.url}{stories[0].get_absolute_url()}")
    page.clock.run_for(60_000)
    assert beacons == []


def test_the_link_is_copied(page, live_server, stories, settings):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{live_server.url}{stories[0].get_absolute_url()}")
    button = page.locator("[data-salin]")
    button.click()
    expect(button).to_have_text(button.get_attribute("data-tersalin"))
    assert (
        page.evaluate("navigator.clipboard.readText()")
        == f"{settings.SITE_URL}{stories[0].get_absolute_url()}"
    )


def test_without_javascript_there_is_no_dead_button(browser, live_server, stories):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for address in addresses(stories[0]):
        page.goto(f"{live_server.url}{address}")
        dead = "[...document.querySelectorAll('button, select')].filter(e => e.checkVisibility() && !e.form).length"
        assert page.evaluate(dead) == 0, address
    page.goto(f"{live_server.url}{stories[0].get_absolute_url()}")
    for share in page.locator(".share").all():
        expect(share.locator("a").first).to_have_text("WhatsApp")
    context.close()


def test_the_keyboard_goes_from_top_to_bottom_and_is_always_seen(page, live_server, stories):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(live_server.url)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#isi"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "isi"
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    page.goto(f"{live_server.url}/")
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        facts = page.evaluate("""() => {
            const one = document.activeElement;
            if (one === document.body) return null;
            const box = one.getBoundingClientRect(), style = getComputedStyle(one);
            return [[...document.querySelectorAll("*")].indexOf(one), style.outlineStyle,
                box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth];
        }""")
        if not facts:
            break
        seen.append(facts)
    order = [place for place, _style, _visible in seen]
    assert len(order) >= 20
    assert order == sorted(order)
    assert all(style != "none" and visible for _place, style, visible in seen)


def test_an_editor_puts_a_story_on_the_front_page_from_a_phone(page, live_server, stories):
    sign_in(page, live_server.url, "edi")
    page.goto(f"{live_server.url}/redaksi-desk/articles/pick/")
    no_sideways_scroll(page)
    page.fill("#find-pick", "panen")
    page.locator("form:has(#find-pick) .found button").first.click()
    page.locator("#span-pick").select_option("24")
    page.locator("form:has(#find-pick) button.main").click()
    page.wait_for_load_state()
    no_sideways_scroll(page)
    pick = Pick.objects.get(place="pick")
    assert pick.article == stories[3]
    assert timedelta(hours=23) < pick.until - timezone.now() < timedelta(hours=25)
    page.goto(live_server.url)
    expect(page.locator(".picks")).to_contain_text("Panen bawang mundur")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_and_ink_follow_the_readers_scheme(scheme, page, live_server, stories):
    page.emulate_media(color_scheme=scheme)
    page.goto(live_server.url)
    shade = page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)[0]")
    assert (shade > 200) == (scheme == "light")


def test_printed_is_the_story_alone(page, live_server, stories):
    page.goto(f"{live_server.url}{stories[0].get_absolute_url()}")
    page.emulate_media(media="print")
    for gone in (".sections", ".share", ".rail", ".chips", ".skip"):
        expect(page.locator(gone).first).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()


def test_nothing_shifts_while_a_page_loads(page, live_server, stories):
    for address in addresses(stories[0])[:4]:
        page.add_init_script("""new PerformanceObserver(list => {
            for (const entry of list.getEntries()) window.shift = (window.shift || 0) + entry.value;
        }).observe({ type: "layout-shift", buffered: true })""")
        page.goto(f"{live_server.url}{address}")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.shift || 0") <= 0.02, address
