"""What a reader chooses stays in the browser alone: a place, a bar that was closed, theme and size of letters."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles.models import Article, Pick, Region
from tests.support.browser import DESKTOP, PHONE, wait_until
from tests.support.factories import make_article, make_publication, publish

pytestmark = pytest.mark.django_db(transaction=True)
NO_STORAGE = """Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } })"""
SHIFT = """new PerformanceObserver(list => {
    for (const entry of list.getEntries()) window.shift = (window.shift || 0) + entry.value;
}).observe({ type: "layout-shift", buffered: true })"""
OFFER = ".strip .unchosen a"
HOSTILE = (
    "../../cari",
    "a/b",
    '"><img src=x onerror=alert(1)>',
    "x" * 200,
    "javascript:alert(1)",
    " ",
    "%2e%2e",
)


@pytest.fixture
def browser_context_args(browser_context_args):
    return {**browser_context_args, "viewport": PHONE}


@pytest.fixture
def paper(transactional_db, writer, editor):
    """Stories of two towns; two of them urgent."""
    make_publication()
    towns = [
        Region.objects.create(name=name, slug=slug, kind="regency")
        for name, slug in (("Kabupaten Blora", "blora"), ("Kota Tegal", "tegal"))
    ]
    stories = [
        publish(make_article(writer, headline=f"Kabar {town.slug} {number}", region=town), writer, editor)
        for town in towns
        for number in range(4)
    ]
    for story in stories[:2]:
        Pick.objects.set_place(story, "breaking", until=None, by=editor)
    return stories


@pytest.fixture
def console(page):
    """What the browser complains about."""
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield errors
    assert errors == []


def choose_place(page, live_server, slug):
    page.goto(f"{live_server.url}/daerah/{slug}/")
    button = page.locator("[data-jadikan]")
    button.click()
    return button


def test_a_reader_chooses_a_place_comes_back_and_lets_it_go(page, live_server, paper, console):
    page.goto(live_server.url)
    band, offer = page.locator(".yours"), page.locator(OFFER)
    expect(band).to_be_hidden()
    offer.click()
    expect(page.locator("p.unchosen")).to_be_visible()
    button = choose_place(page, live_server, "blora")
    expect(button).to_have_attribute("aria-pressed", "true")
    for viewport in (PHONE, DESKTOP):
        page.set_viewport_size(viewport)
        page.goto(live_server.url)
        expect(band.locator("li")).to_have_count(3)
        expect(band).to_contain_text("Kabupaten Blora")
        expect(offer).to_be_hidden()
        expect(band.locator("li").first).to_have_text("Kabar blora 3")
    assert page.context.cookies() == []
    button = choose_place(page, live_server, "blora")
    expect(button).to_have_attribute("aria-pressed", "false")
    assert page.evaluate("localStorage.length") == 0
    page.goto(live_server.url)
    expect(offer).to_be_visible()


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_stories_of_the_place_push_nothing_away(viewport, page, live_server, paper):
    page.set_viewport_size(viewport)
    choose_place(page, live_server, "tegal")
    page.add_init_script(SHIFT)
    page.goto(live_server.url)
    expect(page.locator(".yours li")).to_have_count(3)
    page.wait_for_timeout(300)
    assert page.evaluate("window.shift || 0") <= 0.02


def test_a_place_that_is_gone_is_forgotten(page, live_server, paper):
    choose_place(page, live_server, "tegal")
    Article.objects.filter(region__slug="tegal").update(region=None)
    page.goto(live_server.url)
    wait_until(page, "localStorage.length === 0")
    page.goto(live_server.url)
    expect(page.locator(OFFER)).to_be_visible()


@pytest.mark.parametrize("value", HOSTILE)
def test_what_the_script_never_wrote_is_no_choice(value, page, live_server, paper, console):
    asked = []
    page.goto(live_server.url)
    page.evaluate(
        "v => { for (const name of ['daerah', 'tema', 'huruf', 'tutup']) localStorage.setItem(name, v); }",
        value,
    )
    page.on("request", lambda request: asked.append(request.resource_type))
    page.goto(live_server.url)
    expect(page.locator(OFFER)).to_be_visible()
    expect(page.locator("[data-mendesak]").first).to_be_visible()
    assert "fetch" not in asked


def test_a_browser_that_keeps_nothing_is_told_in_words(page, live_server, paper, console):
    page.add_init_script(NO_STORAGE)
    button = choose_place(page, live_server, "blora")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("status")).to_contain_text("tidak menyimpan")
    page.goto(live_server.url)
    line = page.locator("[data-mendesak]").first
    line.get_by_role("button").click()
    expect(line).to_be_hidden()
    page.locator("[data-pilihan=tema]").select_option("gelap")
    expect(page.locator("html")).to_have_attribute("data-tema", "gelap")


def test_the_bar_is_closed_story_by_story_and_stays_closed(page, live_server, paper, console):
    page.goto(live_server.url)
    lines = page.locator("[data-mendesak]")
    expect(lines).to_have_count(2)
    lines.first.get_by_role("button").click()
    for _visit in range(2):
        expect(lines.first).to_be_hidden()
        expect(lines.last).to_be_visible()
        page.goto(live_server.url)
    lines.last.get_by_role("button").click()
    page.add_init_script(SHIFT)
    page.goto(live_server.url)
    expect(page.locator(".breaking")).to_be_hidden()
    assert page.evaluate("window.shift || 0") <= 0.02


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_each_urgent_story_is_one_line(width, page, live_server, paper):
    Article.objects.update(
        headline="Jembatan penghubung dua kecamatan putus diterjang banjir, warga memutar " * 2
    )
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(live_server.url)
    for line in page.locator("[data-mendesak]").all():
        assert line.bounding_box()["height"] <= 60
        assert line.locator("a").evaluate("e => e.scrollWidth > e.clientWidth")  # it ends in an ellipsis
        assert line.locator("time").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_theme_is_chosen_against_the_device_and_before_the_first_paint(scheme, page, live_server, paper):
    page.emulate_media(color_scheme=scheme)
    chosen = "gelap" if scheme == "light" else "terang"
    page.goto(live_server.url)
    page.locator("[data-pilihan=tema]").select_option(chosen)
    colour = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)[0] > 200"
    assert page.evaluate(colour) == (chosen == "terang")
    page.goto(f"{live_server.url}{paper[0].get_absolute_url()}")
    assert page.evaluate(colour) == (chosen == "terang")
    expect(page.locator("[data-pilihan=tema]")).to_have_value(chosen)
    page.locator("[data-pilihan=tema]").select_option("")
    assert page.evaluate(colour) == (scheme == "light")
    assert page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize(("size", "pixels"), [("besar", "18px"), ("terbesar", "20px")])
def test_letters_grow_and_nothing_is_pushed_out(size, pixels, page, live_server, paper):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(live_server.url)
    page.locator("[data-pilihan=huruf]").select_option(size)
    for address in ("/", paper[0].get_absolute_url(), "/daerah/blora/", "/daerah/"):
        page.goto(f"{live_server.url}{address}")
        assert page.evaluate("getComputedStyle(document.body).fontSize") == pixels
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_times_of_today_are_told_from_now_and_the_page_has_them_whole(page, live_server, paper):
    now = timezone.now()
    ago = {0: timedelta(minutes=5), 1: timedelta(hours=3, minutes=10), 2: timedelta(hours=25)}
    for number, length in ago.items():
        Article.objects.filter(pk=paper[number].pk).update(published_at=now - length)
    Pick.objects.all().delete()
    page.goto(f"{live_server.url}/kategori/peristiwa/")

    def time_of(story):
        return page.locator("article", has=page.locator(f"a[href='{story.get_absolute_url()}']")).locator(
            "time"
        )

    expect(time_of(paper[0])).to_have_text("5 menit lalu")
    expect(time_of(paper[1])).to_have_text("3 jam lalu")
    expect(time_of(paper[2])).to_contain_text("WIB")
    assert "WIB" in time_of(paper[0]).get_attribute("title")


def test_a_story_is_read_aloud_where_the_browser_has_a_voice(page, live_server, paper):
    page.add_init_script("""
        window.spoken = [];
        const speech = new EventTarget();
        Object.assign(speech, {
            speaking: false, getVoices: () => [{ lang: "id-ID" }],
            speak(line) { speech.speaking = true; spoken.push([line.lang, line.text]); },
            cancel() { speech.speaking = false; },
        });
        Object.defineProperty(window, "speechSynthesis", { value: speech });
        window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    """)
    page.goto(f"{live_server.url}{paper[0].get_absolute_url()}")
    button = page.locator("[data-dengar]")
    button.click()
    expect(button).to_have_text("Berhenti")
    spoken = page.evaluate("spoken")
    assert spoken[0] == ["id-ID", paper[0].headline]
    assert len(spoken) > 1
    assert not any("Baca Juga" in text for _lang, text in spoken)
    button.click()
    expect(button).to_have_text("Dengarkan")


def test_without_a_voice_nobody_is_offered_one(page, live_server, paper):
    page.add_init_script("speechSynthesis.getVoices = () => [{ lang: 'en-US' }]")
    page.goto(f"{live_server.url}{paper[0].get_absolute_url()}")
    expect(page.locator("[data-dengar]")).to_be_hidden()


def test_the_phone_shares_by_its_own_sheet(page, live_server, paper, settings):
    page.add_init_script("navigator.share = async (what) => { window.shared = what; }")
    page.goto(f"{live_server.url}{paper[0].get_absolute_url()}")
    page.locator("[data-bagi]").click()
    shared = page.evaluate("shared")
    assert shared == {"title": paper[0].headline, "url": f"{settings.SITE_URL}{paper[0].get_absolute_url()}"}


@pytest.mark.parametrize("width", [320, 360])
def test_the_menu_of_a_phone_shows_that_it_goes_on(width, page, live_server, paper):
    page.set_viewport_size({"width": width, "height": 640})
    page.goto(live_server.url)
    menu = page.locator(".sections > ul")
    if menu.evaluate("e => e.scrollWidth > e.clientWidth"):
        assert "gradient" in menu.evaluate(
            "e => getComputedStyle(e).maskImage || getComputedStyle(e).webkitMaskImage"
        )
    menu.evaluate("e => e.scrollTo(9999, 0)")
    last, edge = menu.locator("a").last.bounding_box(), menu.bounding_box()
    assert last["x"] + last["width"] <= edge["x"] + edge["width"] - 40  # out of the mist


def test_at_a_desk_what_is_beside_a_story_stands_beside_it(page, live_server, paper):
    page.set_viewport_size(DESKTOP)
    page.goto(f"{live_server.url}{paper[0].get_absolute_url()}")
    story, rail = page.locator(".story").bounding_box(), page.locator(".rail").bounding_box()
    assert rail["x"] >= story["x"] + story["width"]
    assert abs(rail["y"] - story["y"]) < 60
    page.set_viewport_size(PHONE)
    story, rail = page.locator(".story").bounding_box(), page.locator(".rail").bounding_box()
    assert rail["y"] >= story["y"] + story["height"]
