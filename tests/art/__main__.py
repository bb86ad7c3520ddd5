"""`make pictures` (ARGS="name …" for some): renders the scenes in Chromium, into staff/demo/pictures/."""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.art.kit import HEIGHT, WIDTH
from tests.art.scenes import SCENES, picture
from tests.support.chromium import BROWSER_FLAGS, CHROMIUM

FOLDER = Path(__file__).resolve().parents[2] / "staff/demo/pictures"
QUALITY = 76


def main(names):
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=BROWSER_FLAGS)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        for name in names or SCENES:
            page.set_content(f'<body style="margin:0">{picture(name)}')
            image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
            image.save(FOLDER / f"{name}.webp", quality=QUALITY, method=6)


if __name__ == "__main__":
    main(sys.argv[1:])
