"""Settings of the test run: the real ones, with a throw-away secret and fast password hashing."""

import os

from django.core.files.storage import InMemoryStorage

from articles.photos.storage import WithoutAddresses
from tests.support.variables import OF_THE_RUN, variables

# Whatever the shell says, or this laptop's newspaper, tests run with the same settings everywhere. A test that starts a server of
# its own names in TEST_VARIABLES what it sets for that one.
for name in variables() - OF_THE_RUN - set(os.environ.get("TEST_VARIABLES", "").split()):
    os.environ.pop(name, None)
os.environ |= {
    "SECRET_KEY": "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": "*",
    "SOURCE_NOTE_KEYS": "b25seS1mb3ItdGVzdHMtMDEyMzQ1Njc4OS1hYmNkZWY=",
    "TIME_ZONE": "Asia/Jakarta",
}

from newsroom import embedded_postgres  # noqa: E402

embedded_postgres.provide()

from newsroom.settings import *  # noqa: E402, F403


class OriginalsInMemory(WithoutAddresses, InMemoryStorage):
    """Refuses to name an address, as every storage of originals does."""


DATABASES["default"]["OPTIONS"]["options"] += " -c pawarta.may_truncate=on"  # noqa: F405 -- tests begin anew
MIDDLEWARE = ["tests.support.under_way.count", *MIDDLEWARE]  # noqa: F405
# A test's changes are mostly not committed, so that no edition tells of them.
PAGE_CACHE_MB = int(os.environ.get("TEST_PAGE_CACHE_MB", "0"))
FRAGMENT_CACHE_MB = PAGE_CACHE_MB
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SECOND_FACTOR_FROM = None  # the tests of the second factor set a day
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "originals": {"BACKEND": "tests.settings.OriginalsInMemory"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# For browser tests, which need pictures that are served; one for each process that runs tests.
MEDIA_ROOT = VAR_DIR / "test-media" / os.environ.get("PYTEST_XDIST_WORKER", "main")  # noqa: F405
WHITENOISE_AUTOREFRESH = True  # finds files where they are, nothing is collected
SEARCH_PATIENCE = "0"  # endless: in a test's one transaction it would also hold for what comes after
