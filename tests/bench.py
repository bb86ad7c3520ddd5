"""`make bench`: what the budgets of docs/architecture.md cost here. Prints figures, asserts nothing.

Uses a database of its own, filled with copies of one story, and drops it afterwards.
"""

import gzip
import os
import statistics
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import (  # noqa: E402
    setup_databases,
    setup_test_environment,
    teardown_databases,
)

from staff import roles  # noqa: E402
from tests.conftest import make_user  # noqa: E402
from tests.factories import make_article, make_publication, publish  # noqa: E402
from tests.test_site import many  # noqa: E402

ROUNDS = 30
ARCHIVE = 10_000


def measure(client, url):
    client.get(url)
    queries = []
    with connection.execute_wrapper(lambda execute, *args: queries.append(args[0]) or execute(*args)):
        response = client.get(url)
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        client.get(url)
        times.append((time.perf_counter() - start) * 1000)
    size = len(gzip.compress(response.content))
    print(f"{url:<45} {len(queries)} queries {statistics.median(times):7.1f} ms {size:6} bytes gzip")  # noqa: T201


def main():
    setup_test_environment(debug=False)
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        with transaction.atomic():
            make_publication()
            writer, editor = make_user("wati", roles.WRITER), make_user("edi", roles.EDITOR)
            story = publish(make_article(writer, tags=["Banjir"]), writer, editor)
            many(story, ARCHIVE)
        print(f"{ARCHIVE} stories, median of {ROUNDS} requests, no cache:")  # noqa: T201
        for url in (
            story.get_absolute_url(),
            "/",
            "/kategori/peristiwa/",
            "/tag/banjir/",
            "/cari/?q=banjir",
            "/feed/",
        ):
            measure(Client(), url)
    finally:
        teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    main()
