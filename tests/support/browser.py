"""The desk in a real browser: sizes of screens, signing in, the story's form and what it says."""

from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from staff.models import User

PHONE, DESKTOP = {"width": 360, "height": 640}, {"width": 1280, "height": 800}
ANDROID = "Mozilla/5.0 (Linux; Android 13; SM-A042F) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"
OWN_FACTORS = "/redaksi-desk/akun-saya/langkah-kedua/"
ON_SERVER, ON_PHONE = "Tersimpan di server", "Tersimpan di HP"
SCREENS = {
    "phone": {"viewport": PHONE, "user_agent": ANDROID, "has_touch": True, "is_mobile": True},
    "desktop": {"viewport": DESKTOP},
}


def type_password(page, base, username):
    """Signs in as people do, by the page that asks for the password; ends on the desk's first page."""
    page.context.clear_cookies()
    page.goto(f"{base}/redaksi-desk/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", "rahasia")
    page.click("[type=submit]")
    page.wait_for_url(f"{base}/redaksi-desk/")


def sign_in(page, base, username):
    """Gives the browser what signing in leaves there, without loading the pages on the way."""
    client = Client()
    client.force_login(User.objects.get(username=username))
    name = settings.SESSION_COOKIE_NAME
    page.goto("about:blank")  # else an open page at the same address, with its fragment, would stay
    page.context.clear_cookies()
    page.context.add_cookies(
        [{"name": name, "value": client.cookies[name].value, "url": f"{base}/redaksi-desk/"}]
    )


def enter_desk(page, base, username):
    """Signs in and opens the desk's first page."""
    sign_in(page, base, username)
    page.goto(f"{base}/redaksi-desk/")


def choose(page, field, text):
    """Picks from one of the desk's search-as-you-type fields."""
    page.locator(f"#id_{field} + .select2 .select2-selection").click()
    page.locator(".select2-search__field").last.fill(text)
    page.locator(".select2-results__option", has_text=text).first.click()


def no_sideways_scroll(page):
    """Neither the page nor one of its visible fields and buttons is wider than the screen."""
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    wide = """() => [...document.querySelectorAll("main input, main button, #main input, #main textarea, #main .ck-editor")]
        .filter(e => e.offsetParent && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 80))"""
    assert page.evaluate(wide) == []


def open_form(page, base, article=None):
    url = (
        reverse("admin:articles_article_change", args=[article.pk])
        if article
        else reverse("admin:articles_article_add")
    )
    page.goto(f"{base}{url}")
    page.wait_for_selector("#writing[data-ready]", state="attached")


def opened(context, base, article=None):
    """A new tab in which Wati writes; without a story, a new one."""
    page = context.new_page()
    sign_in(page, base, "wati")
    open_form(page, base, article)
    return page


def wait_until(page, expression):
    """Playwright's own wait makes code of words in the page, and the desk's policy lets none."""
    for _try in range(200):
        if page.evaluate(f"Boolean({expression})"):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never true: {expression}")


def state(page, words):
    expect(page.locator("#writing-state")).to_contain_text(words)


def fill_words(page, **words):
    dialog = page.locator("#photo-words")
    expect(dialog).to_be_visible()
    for name, text in words.items():
        dialog.locator(f"[name={name}]").fill(text)
    dialog.get_by_role("button", name="Pakai").click()
    expect(dialog).not_to_be_visible()


def authenticator(page, *, verifies=True):
    """A device that makes and uses passkeys by itself; with `verifies` its owner touches it and is known."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": verifies, "automaticPresenceSimulation": True,
    }  # fmt: skip
    added = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return lambda: devtools.send("WebAuthn.removeVirtualAuthenticator", added)


def add_passkey(page, base, name):
    page.goto(f"{base}{OWN_FACTORS}")
    page.fill("[name=name]", name)
    page.get_by_role("button", name="Tambah kunci sandi").click()
    expect(page.locator("#recovery-codes, .factors", has_text=name).first).to_be_visible()
