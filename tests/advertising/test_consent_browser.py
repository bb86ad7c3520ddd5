"""A reader and the advertisements of others: asked, refusing, allowing, coming back; and code that means ill."""

import pytest
from playwright.sync_api import expect

from articles.advertising import counting
from tests.support.advertising import make_order, make_slot
from tests.support.browser import ANDROID, PHONE
from tests.support.factories import make_article, make_publication, publish

pytestmark = pytest.mark.django_db(transaction=True)
NETWORK = "https://iklan.example/a.js"
CODE = f'<p id="isi">Iklan jaringan</p><script src="{NETWORK}"></script>'
BODY = "".join(f"<p>Paragraf nomor {n} tentang pasar yang ramai sejak pagi.</p>" for n in range(1, 9))
SLOTS = ("front", "list", "story", "foot")
# What the frame tries; each try tells the page around it, as far as it may, what came of it.
HOSTILE = """
<p id="isi">Iklan</p>
<script>
const told = {};
const attempt = (name, act) => { try { told[name] = String(act() ?? "done"); } catch (error) { told[name] = error.name; } };
attempt("page", () => parent.document.body.innerHTML);
attempt("headline", () => top.document.querySelector("h1").textContent);
attempt("cookie", () => document.cookie);
attempt("storage", () => localStorage.length);
attempt("session", () => sessionStorage.length);
attempt("move", () => { top.location = "https://jahat.example/"; });
attempt("move by parent", () => { parent.location.href = "https://jahat.example/"; });
attempt("move by name", () => { const w = open("https://jahat.example/", "_top"); return w ? "moved" : "blocked"; });
attempt("alert", () => alert("halo"));
attempt("confirm", () => confirm("halo"));
attempt("prompt", () => prompt("halo"));
attempt("print", () => print());
attempt("worker", () => { navigator.serviceWorker.register("/static/site.js"); });
attempt("fullscreen", () => { document.body.requestFullscreen(); });
attempt("form", () => { const f = document.createElement("form"); f.action = "https://jahat.example/"; f.target = "_top"; document.body.append(f); f.submit(); });
attempt("link", () => { const a = document.createElement("a"); a.href = "https://jahat.example/"; a.target = "_top"; document.body.append(a); a.click(); });
attempt("refresh", () => { const m = document.createElement("meta"); m.httpEquiv = "refresh"; m.content = "0;url=https://jahat.example/"; document.head.append(m); });
fetch("/redaksi/").then((answer) => answer.text()).then(() => { told.fetch = "read"; }, (error) => { told.fetch = error.name; })
  .finally(() => parent.postMessage({ told, origin: self.origin, referrer: document.referrer }, "*"));
</script>
"""


@pytest.fixture
def browser_context_args(browser_context_args):
    return {**browser_context_args, "user_agent": ANDROID, "viewport": PHONE}


@pytest.fixture
def story(transactional_db, writer, editor):
    make_publication()
    made = make_article(writer, headline="Pasar Leces ramai", standfirst="Pedagang senang.", body=BODY)
    return publish(made, writer, editor)


@pytest.fixture
def asked(page):
    """What the page asked of other sites; none of them is really there."""
    addresses = []

    def answer(route):
        addresses.append(route.request.url)
        route.fulfill(
            body="document.getElementById('isi').textContent = 'Dimuat';", content_type="text/javascript"
        )

    page.route(lambda url: "127.0.0.1" not in url and "localhost" not in url, answer)
    return addresses


def fill_all(**fields):
    return [make_order(make_slot(place), **fields) for place in SLOTS]


def bar(page):
    return page.locator("[data-izin]")


def frames(page):
    return page.locator(".slot iframe")


def test_a_reader_refuses_comes_back_and_changes_the_choice(page, live_server, story, asked):
    fill_all(code=CODE)
    page.goto(f"{live_server.url}{story.get_absolute_url()}")
    expect(bar(page)).to_be_visible()
    expect(frames(page)).to_have_count(0)
    assert asked == []
    bar(page).get_by_role("button", name="Tolak").click()
    expect(bar(page)).to_be_hidden()
    for url in (story.get_absolute_url(), "/", "/kategori/peristiwa/"):
        page.goto(f"{live_server.url}{url}")
        page.locator("footer.footer").scroll_into_view_if_needed()
        expect(bar(page)).to_be_hidden()
        expect(frames(page)).to_have_count(0)
    assert asked == []
    assert page.context.cookies() == []
    page.get_by_role("button", name="Ubah izin untuk situs lain").click()
    bar(page).get_by_role("button", name="Izinkan").click()
    page.goto(f"{live_server.url}{story.get_absolute_url()}")
    page.locator(".slot-story").scroll_into_view_if_needed()
    expect(frames(page).first.content_frame.locator("#isi")).to_have_text("Dimuat")
    assert set(asked) == {NETWORK}


def test_a_reader_allows_and_may_take_it_back(page, live_server, story, asked):
    fill_all(code=CODE)
    page.goto(f"{live_server.url}{story.get_absolute_url()}")
    bar(page).get_by_role("button", name="Izinkan").click()
    page.goto(f"{live_server.url}/")
    expect(bar(page)).to_be_hidden()
    expect(frames(page).first).to_be_attached()
    assert {frame.get_attribute("sandbox") for frame in frames(page).all()} == {
        "allow-scripts allow-popups allow-popups-to-escape-sandbox"
    }
    page.locator("footer.footer").scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")  # the frames down there are loaded when they come near
    page.get_by_role("button", name="Ubah izin untuk situs lain").click()
    bar(page).get_by_role("button", name="Tolak").click()
    page.wait_for_load_state()
    expect(frames(page)).to_have_count(0)


def test_a_reader_without_storage_is_told_and_asked_again(page, live_server, story, asked):
    fill_all(code=CODE)
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError'); } })"
    )
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    url = f"{live_server.url}{story.get_absolute_url()}"
    page.goto(url)
    expect(page.locator(".consent-forgotten")).to_contain_text("tidak menyimpan pilihan")
    bar(page).get_by_role("button", name="Tolak").click()
    expect(bar(page)).to_be_hidden()
    page.goto(url)
    expect(bar(page)).to_be_visible()
    bar(page).get_by_role("button", name="Izinkan").click()
    page.locator(".slot-story").scroll_into_view_if_needed()
    expect(frames(page).first).to_be_attached()
    assert errors == []


@pytest.mark.parametrize(
    "kept", ["bukan json", "null", '{"iklan": 1}', '{"iklan": {"jawab": "ya", "pada": "2020-01-01"}}', "[]"]
)
def test_what_stands_in_storage_and_is_no_answer_is_none(kept, page, live_server, story, asked):
    fill_all(code=CODE)
    page.goto(live_server.url)
    page.evaluate("words => localStorage.setItem('izin', words)", kept)
    page.goto(f"{live_server.url}{story.get_absolute_url()}")
    expect(bar(page)).to_be_visible()
    expect(frames(page)).to_have_count(0)
    assert asked == []


def test_a_browser_that_asks_not_to_be_passed_on_has_refused(page, live_server, story, asked):
    fill_all(code=CODE)
    page.add_init_script("Object.defineProperty(navigator, 'globalPrivacyControl', { get: () => true })")
    page.goto(f"{live_server.url}{story.get_absolute_url()}")
    page.locator("footer.footer").scroll_into_view_if_needed()
    expect(bar(page)).to_be_hidden()
    expect(frames(page)).to_have_count(0)
    assert asked == []


def test_without_javascript_nothing_of_others_is_loaded_and_nothing_is_asked(browser, live_server, story):
    fill_all(code=CODE)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}{story.get_absolute_url()}")
    expect(bar(page)).to_be_hidden()
    expect(frames(page)).to_have_count(0)
    expect(page.locator(".slot-story")).to_contain_text("hanya dimuat dengan izin Anda")
    context.close()


def test_code_that_means_ill_reads_nothing_moves_nobody_and_shows_no_dialog(page, live_server, story, asked):
    make_order(make_slot("story", 1), code=HOSTILE)
    dialogs, messages = [], []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.expose_function("heard", lambda message: messages.append(message))
    page.add_init_script("if (self === top) addEventListener('message', ({ data }) => heard(data))")
    page.context.add_cookies([{"name": "rahasia", "value": "1", "url": live_server.url}])
    url = f"{live_server.url}{story.get_absolute_url()}"
    page.goto(url)
    bar(page).get_by_role("button", name="Izinkan").click()
    page.locator(".slot-story").scroll_into_view_if_needed()
    for _try in range(100):
        if messages:
            break
        page.wait_for_timeout(50)
    told = messages[0]["told"]
    for name in ("page", "headline", "cookie", "storage", "session"):
        assert told[name] == "SecurityError", (name, told)
    assert told["fetch"] == "TypeError"
    assert messages[0]["origin"] == "null"
    assert messages[0]["referrer"] == ""
    page.wait_for_timeout(1000)
    assert page.url == url
    assert dialogs == []
    assert not [
        address for address in asked if "jahat" in address and address.endswith("/") and page.url != url
    ]
    expect(page.locator("h1")).to_have_text("Pasar Leces ramai")


def test_the_frames_own_address_is_as_powerless_when_opened_by_itself(page, live_server, story):
    order = make_order(make_slot("story", 1), code="<p id='isi'>Iklan</p><script>alert('halo')</script>")
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.goto(f"{live_server.url}/ruang/{order.pk}/")
    assert page.evaluate("self.origin") == "null"
    assert (
        page.evaluate("(() => { try { return document.cookie } catch (e) { return e.name } })()")
        == "SecurityError"
    )
    assert dialogs == []


def test_an_advertisement_counts_once_it_was_before_the_eyes(page, live_server, story, monkeypatch):
    fresh = counting.AdTally()
    monkeypatch.setattr(fresh, "_keep_writing", lambda: None)
    monkeypatch.setattr(counting, "tally", fresh)
    inside, foot = make_order(make_slot("story", 6)), make_order(make_slot("foot"))
    sent = []
    page.on("request", lambda request: "/ruang/hitung/" in request.url and sent.append(request.post_data))
    page.goto(f"{live_server.url}{story.get_absolute_url()}")
    page.wait_for_timeout(2500)
    assert sent == []
    with page.expect_response("**/ruang/hitung/") as answer:
        page.locator(".slot-story").scroll_into_view_if_needed()
    assert answer.value.status == 204
    page.evaluate("addEventListener('click', (event) => event.preventDefault())")
    with page.expect_response("**/ruang/hitung/"):
        page.locator(".slot-story a").click()
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(300)
    page.locator(".slot-story").scroll_into_view_if_needed()
    page.wait_for_timeout(2000)
    fresh.write()
    assert inside.totals() == (1, 1)
    assert f"tampil {inside.pk}" in sent
    assert (
        all(str(foot.pk) not in words.split()[1:] for words in sent if foot.pk != inside.pk)
        or foot.totals()[0] <= 1
    )
    assert page.context.cookies() == []


@pytest.mark.parametrize(("width", "size"), [(360, "narrow"), (1280, "wide")])
def test_a_reader_loads_the_banner_that_fits_and_no_other(width, size, page, live_server, story, served):
    order = make_order(make_slot("foot"))
    asked = []
    page.on("request", lambda request: "/media/ruang/" in request.url and asked.append(request.url))
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(f"{live_server.url}{story.get_absolute_url()}")
    page.locator(".slot-foot").scroll_into_view_if_needed()
    expect(page.locator(f".slot-{size}")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert [url.endswith(getattr(order, size).url) for url in asked] == [True]


SHIFT = """() => new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) sum += entry.value; })
        .observe({ type: "layout-shift", buffered: true });
    setTimeout(() => done(sum), 700);
})"""


@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize("kind", ["banner", "code"])
def test_filled_spaces_shift_nothing(kind, width, page, live_server, story, asked, served):
    for place in (*SLOTS, "rail", "blocks"):
        make_order(make_slot(place), **({"code": CODE} if kind == "code" else {}))
    page.set_viewport_size({"width": width, "height": 800})
    for url in (story.get_absolute_url(), "/", "/kategori/peristiwa/", "/indeks/"):
        page.goto(f"{live_server.url}{url}")
        if bar(page).count() and bar(page).is_visible():
            bar(page).get_by_role("button", name="Izinkan").click()
        for step in range(6):
            page.evaluate("step => scrollTo(0, step * innerHeight * 0.7)", step)
            page.wait_for_timeout(120)
        assert page.evaluate(SHIFT) <= 0.02, url
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), url
