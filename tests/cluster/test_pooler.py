"""The database behind a pooler of transactions: readers and the desk on few sessions that they share, and what must not go through it."""

import re

import pytest
from django.core.management import CommandError, call_command

from articles.wordpress import lock
from articles.wordpress.errors import ExportError
from tests.cluster.house import wait_for
from tests.support.ports import free_ports

INI = """
[databases]
pawarta = host=127.0.0.1 port={database} dbname=pawarta user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 3
"""

# Pages made anew by more threads than there are sessions, in turn with the desk's lists and forms, and rows fetched in batches.
LOAD = """
import django
django.setup()
from concurrent.futures import ThreadPoolExecutor
from django.conf import settings
from django.db import connection
from django.test import Client
from articles.models import Article
from staff.models import User

host = settings.SITE_URL.partition("//")[2]
stories = [f"/berita/{pk}/{slug}/" for pk, slug in Article.objects.public().values_list("pk", "slug")[:12]]
addresses = [*stories, "/", "/indeks/", "/terpopuler/", "/daerah/", "/cari/?q=banjir", "/cari/?q=warga", "/feed/", "/sitemap.xml", "/api/v1/berita/"]

def read(number):
    try:
        return Client(HTTP_HOST=host, raise_request_exception=False).get(addresses[number % len(addresses)]).status_code
    finally:
        connection.close()

def work(number):
    desk = Client(HTTP_HOST=host, raise_request_exception=False)
    try:
        desk.force_login(User.objects.get(username="harun"))
        page = ("/redaksi-desk/", "/redaksi-desk/articles/article/", "/redaksi-desk/articles/article/add/")[number % 3]
        return desk.get(page).status_code
    finally:
        connection.close()

with ThreadPoolExecutor(6) as threads:
    statuses = [*threads.map(read, range(8 * len(addresses))), *threads.map(work, range(12))]
many = sum(1 for _row in Article.objects.order_by("pk").iterator(chunk_size=5))
print("answered", statuses.count(200), "of", len(statuses), "rows", many, "of", Article.objects.count())
"""


@pytest.fixture
def pooled(house):
    """Variables with which a web node asks through PgBouncer."""
    (port,) = free_ports(1)
    (house.folder / "pgbouncer.ini").write_text(INI.format(database=house.primary.port, port=port))
    house.start("pgbouncer")
    address = f"postgresql://postgres@127.0.0.1:{port}/pawarta"
    wait_for(lambda: "listening" in house.log("pgbouncer"))
    yield {
        "DATABASE_URL": address,
        "DATABASE_REPLICA_URL": "",
        "DATABASE_POOLER": "transaction",
        "PAGE_CACHE_MB": "0",
    }
    house.kill("pgbouncer")
    del house.processes["pgbouncer"]


@pytest.mark.slow
@pytest.mark.pgbouncer
def test_readers_and_desk_share_sessions(house, pooled):
    words = house.do("-c", LOAD, **pooled)
    good, all_, rows, stories = map(
        int, re.search(r"answered (\d+) of (\d+) rows (\d+) of (\d+)", words).groups()
    )
    assert (good, rows) == (all_, stories)
    assert (all_ > 100, stories > 10) == (True, True)


def test_the_worker_is_not_started_behind_a_pooler(settings):
    settings.DATABASE_POOLER = "transaction"
    with pytest.raises(CommandError, match="without the pooler"):
        call_command("worker")


def test_no_import_takes_a_lock_that_nobody_has(settings, db):
    settings.DATABASE_POOLER = "prepared"
    with pytest.raises(ExportError, match="tanpa pooler"), lock.alone():
        pass
