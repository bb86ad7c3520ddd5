"""`make screenshots`: draws the pictures of README and handbook from a running demo (`make run` in another window).

The site's address comes from `SITE`, by default http://127.0.0.1:8000.
"""

import os
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from PIL import Image  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from staff.demo import cast  # noqa: E402
from tests.chromium import BROWSER_FLAGS, CHROMIUM  # noqa: E402

SITE = os.environ.get("SITE", "http://127.0.0.1:8000")
FOLDER = Path(__file__).resolve().parent.parent / "docs/images"
SIZES = {"meja": (1280, 860), "hp": (360, 740)}
DESK = {"daftar": "/redaksi-desk/articles/article/", "naskah": "/redaksi-desk/articles/article/add/",
        "pustaka": "/redaksi-desk/articles/photo/"}  # fmt: skip


def shoot(page, name):
    page.wait_for_load_state("networkidle")
    path = FOLDER / f"{name}.png"
    page.screenshot(path=path)
    Image.open(path).convert("RGB").quantize(128).save(path, optimize=True)


def take(page, size):
    page.goto(f"{SITE}/")
    shoot(page, f"beranda-{size}")
    page.locator("main a[href^='/berita/']").first.click()
    shoot(page, f"berita-{size}")
    page.goto(f"{SITE}/redaksi-desk/")
    page.fill("[name=username]", "harun")
    page.fill("[name=password]", cast.PASSWORD)
    page.click("[type=submit]")
    page.wait_for_load_state("networkidle")
    for name, path in DESK.items():
        page.goto(f"{SITE}{path}")
        shoot(page, f"{name}-{size}")
    page.goto(f"{SITE}{DESK['daftar']}?status__exact=submitted")
    page.locator("#result_list tbody a").first.click()
    page.goto(page.url.replace("/change/", "/tinjau/").split("?")[0])
    shoot(page, f"tinjau-{size}")
    page.goto(f"{SITE}{DESK['daftar']}?q=Pasirian&status__exact=submitted")
    page.locator("#result_list tbody a").first.click()
    page.goto(page.url.replace("/change/", "/tinjau/").split("?")[0])
    page.goto(f"{SITE}{page.locator('.history a[href*=bandingkan]').last.get_attribute('href')}")
    if size == "hp":
        shoot(page, f"beda-{size}")


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=BROWSER_FLAGS)
        for size, (width, height) in SIZES.items():
            phone = {"user_agent": "Android", "has_touch": True} if size == "hp" else {}
            context = browser.new_context(viewport={"width": width, "height": height}, **phone)
            take(context.new_page(), size)
            context.close()


if __name__ == "__main__":
    main()
