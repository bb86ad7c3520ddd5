"""Settings of `make bench`: production's, with one more address (urls.py) and one more command (load_archive).

With PAGES_ANEW each page is made anew.
"""

import os

from newsroom.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.bench"]  # noqa: F405
ROOT_URLCONF = "tests.bench.urls"
if os.environ.get("PAGES_ANEW"):
    MIDDLEWARE = [
        "tests.bench.pages_anew.PagesAnew" if name.endswith(".PageCache") else name
        for name in MIDDLEWARE  # noqa: F405
    ]
