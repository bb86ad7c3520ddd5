"""`make screenshots`: draws the pictures of README and handbook from a running demo (`make run` in another window).

The site's address comes from `SITE`, by default http://127.0.0.1:8000.
"""

import os
import re
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from PIL import Image  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from staff.demo import cast  # noqa: E402
from tests.support.chromium import BROWSER_FLAGS, CHROMIUM  # noqa: E402

SITE = os.environ.get("SITE", "http://127.0.0.1:8000")
FOLDER = Path(__file__).resolve().parents[2] / "docs/images"
SIZES = {"meja": (1280, 860), "hp": (360, 740)}
STORIES = "/redaksi-desk/articles/article/"
# What each of the demo's people sees: (login, name of the picture, path, sizes).
DESK = [
    ("harun", "meja", "/redaksi-desk/", SIZES),
    ("harun", "daftar", STORIES, ["meja"]),
    ("harun", "pustaka", "/redaksi-desk/articles/photo/", ["meja"]),
    ("harun", "lonceng", "/redaksi-desk/pemberitahuan/", ["hp"]),
    ("harun", "kalender", "/redaksi-desk/kalender/", SIZES),
    ("harun", "penugasan", "/redaksi-desk/penugasan/", ["hp"]),
    ("harun", "kesehatan", "/redaksi-desk/baca-juga/", ["meja"]),
    ("maya", "angka", "/redaksi-desk/angka/", SIZES),
    ("maya", "piket", "/redaksi-desk/staff/coverage/", ["meja"]),
    ("admin", "penerbitan", "/redaksi-desk/articles/publication/1/change/", ["meja"]),
    ("admin", "kategori", "/redaksi-desk/articles/category/", ["meja"]),
    ("admin", "akun", "/redaksi-desk/staff/user/", SIZES),
    ("admin", "peran", "/redaksi-desk/peran/", ["meja"]),
    ("rina", "naskah-saya", "/redaksi-desk/", ["hp"]),
    ("rina", "naskah", f"{STORIES}add/", SIZES),
]


def shoot(page, name):
    page.wait_for_load_state("networkidle")
    path = FOLDER / f"{name}.png"
    page.screenshot(path=path)
    Image.open(path).convert("RGB").quantize(128).save(path, optimize=True)


def sign_in(page, username):
    page.context.clear_cookies()
    page.goto(f"{SITE}/redaksi-desk/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", cast.PASSWORD)
    page.click("[type=submit]")
    page.wait_for_load_state("networkidle")


def first_submitted(page, words=""):
    """The review screen of a story that waits; returns its path."""
    page.goto(f"{SITE}{STORIES}?status__exact=submitted&o=queue&q={words}")
    path = page.locator("td.headline a").first.get_attribute("href")
    page.goto(f"{SITE}{path}")
    return path


def take_desk(page, size):
    signed_in = ""
    for username, name, path, sizes in DESK:
        if size not in sizes:
            continue
        if username != signed_in:
            sign_in(page, username)
            signed_in = username
        page.goto(f"{SITE}{path}")
        shoot(page, f"{name}-{size}")


def take_review(page, size):
    """The review screen and what opens on it."""
    sign_in(page, "harun")
    first_submitted(page)
    shoot(page, f"tinjau-{size}")
    page.locator("#step-return summary").click()
    page.locator("#step-return").get_by_text("Butuh konfirmasi").click()
    if size == "hp":
        shoot(page, "kembalikan-hp")
    first_submitted(page, "Pasirian")
    shoot(page, f"perubahan-{size}")
    file = page.locator(".story-links a[href$='/berkas/']").get_attribute("href")
    page.goto(f"{SITE}{file}")
    if size == "meja":
        shoot(page, "berkas-meja")


def take_promises(page, size):
    """A small fix that waits to be seen, a confidential story, and the record of changes."""
    sign_in(page, "maya")
    if size == "hp":
        page.goto(f"{SITE}{STORIES}?status__exact=published")
        path = page.locator("td.headline a").first.get_attribute("href")
        page.goto(f"{SITE}{path.replace('/tinjau/', '/change/')}?mode=hp")
        field = page.locator("[name=standfirst]")
        field.fill(field.input_value().removesuffix(".") + "!")
        page.click("[name=_fix]")
        page.wait_for_load_state("networkidle")
        sign_in(page, "harun")
        page.locator("section", has_text="Perbaikan kecil").first.scroll_into_view_if_needed()
        shoot(page, "dua-pasang-mata-hp")
        first_submitted(page)
        page.evaluate("document.getElementById('confidants').open = true")
        page.locator("#confidants").scroll_into_view_if_needed()
        shoot(page, "rahasia-hp")
    else:
        page.goto(f"{SITE}/redaksi-desk/articles/publication/1/change/")
        page.fill("[name=tagline]", "Kabar pantura setiap hari")
        page.locator("[name=_save]").first.click()
        page.goto(f"{SITE}/redaksi-desk/perubahan/")
        shoot(page, "siapa-mengubah-apa-meja")


def take_accounts(page):
    """On a phone: a new account, its invitation, a role that waits, a second step, a lost phone, leaving."""
    sign_in(page, "admin")
    page.goto(f"{SITE}/redaksi-desk/staff/user/?q=yoga")
    account = page.locator("a[href*='/change/']").first.get_attribute("href")
    page.goto(f"{SITE}{account.replace('/change/', '/keluar/')}")
    shoot(page, "keluar-hp")
    page.goto(f"{SITE}/redaksi-desk/staff/user/add/")
    page.fill("[name=name]", "Rina Kusumawati")
    page.fill("[name=phone]", "0812 3456 7890")
    for role in ("Wartawan", "Redaktur"):
        page.locator("#id_groups label", has_text=re.compile(rf"^\s*{role} –")).locator("input").check()
    shoot(page, "akun-baru-hp")
    page.locator("[name=_save]").first.click()
    page.wait_for_load_state("networkidle")
    shoot(page, "tautan-hp")
    link = page.locator(".address").inner_text()
    sign_in(page, "maya")
    page.goto(f"{SITE}/redaksi-desk/peran/menunggu/")
    shoot(page, "peran-menunggu-hp")
    page.goto(f"{SITE}/redaksi-desk/akun-saya/langkah-kedua/")
    shoot(page, "langkah-kedua-hp")
    page.goto(f"{SITE}/redaksi-desk/akun-saya/langkah-kedua/aplikasi/")
    shoot(page, "aplikasi-kode-hp")
    page.goto(f"{SITE}/redaksi-desk/akun-saya/bantu/")
    page.locator("[name=account]").select_option(index=1)
    page.get_by_role("button", name="Buat kode").click()
    shoot(page, "bantu-hp")
    page.context.clear_cookies()
    page.goto(link)
    shoot(page, "undangan-hp")


def take_tools(page):
    """On a desktop: the quick switcher, and many stories at once."""
    page.goto(f"{SITE}{STORIES}?status__exact=submitted")
    page.keyboard.press("Control+k")
    page.keyboard.type("kalender")
    shoot(page, "loncat-meja")
    page.keyboard.press("Escape")
    for box in page.locator("td.tick input").all()[:3]:
        box.check()
    page.select_option("#bulk-do", "approve")
    page.locator(".bulk-bar button").click()
    shoot(page, "massal-meja")


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=BROWSER_FLAGS)
        for size, (width, height) in SIZES.items():
            phone = {"user_agent": "Android", "has_touch": True} if size == "hp" else {}
            context = browser.new_context(viewport={"width": width, "height": height}, **phone)
            page = context.new_page()
            if size == "meja":
                page.goto(f"{SITE}/")
                shoot(page, "beranda-meja")
            take_desk(page, size)
            take_review(page, size)
            take_promises(page, size)
            if size == "meja":
                take_tools(page)
            else:
                take_accounts(page)
            context.close()


if __name__ == "__main__":
    main()
