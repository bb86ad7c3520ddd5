"""The browser of the tests, and how it is started."""

import os
import shutil

CHROMIUM = next(
    filter(
        None,
        map(shutil.which, [os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"]),
    ),
    None,
)

BROWSER_FLAGS = [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ]  # fmt: skip
