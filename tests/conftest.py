"""The fixed cast of the tests, and the programs that some of them need."""

import gc
import os
import shutil
from contextlib import ExitStack
from pathlib import Path
from unittest import mock

import pytest
from django.conf import settings as real
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase
from playwright.sync_api import expect
from pytest_django.plugin import blocking_manager_key

from articles.advertising import counting as advertising_counts
from articles.models import Page
from articles.site import reading_figures, view_counts
from staff import roles
from staff.accounts import refusals
from tests.support.browser import ANDROID, PHONE
from tests.support.chromium import BROWSER_FLAGS, CHROMIUM
from tests.support.database import Beginning, large_tables, migrated_template, shrink
from tests.support.factories import (
    make_article,
    make_category,
    make_publication,
    make_region,
    make_user,
    publish,
)
from tests.support.shared_rows import rows, shared
from tests.support.snapshot import Snapshot, one_at_a_time
from tests.support.under_way import wait_until_idle

EXIFTOOL = shutil.which("exiftool")
PGBOUNCER = shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin")

AUDITS = CHROMIUM and shutil.which("java") and (Path(__file__).parent.parent / ".audits/.installed").exists()

LONG = ("slow", "audits", "browser")

# Playwright keeps an event loop running in the test's thread; Django would refuse its own queries there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# A busy machine may need longer than Playwright's five seconds; how long a page takes is no test's matter.
expect.set_options(timeout=20_000)


def pytest_configure(config):
    config.addinivalue_line("markers", "exiftool: reads files with ExifTool")
    config.addinivalue_line("markers", "pgbouncer: asks the database through PgBouncer")
    config.addinivalue_line("markers", "audits: axe, the HTML checker and Lighthouse, from npm")
    config.addinivalue_line("markers", "browser: drives a real Chromium; every test that asks for one has it")
    config.addinivalue_line(
        "markers", "slow: takes long for what it walks through; `make test-quick` leaves it out"
    )


def pytest_collection_finish(session):
    """What all tests share lives until the end: the collector of garbage need not look at it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item):
    with item.config.stash[blocking_manager_key].unblock():
        rows.prepare(item)
    yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item):
    yield
    if connection.connection and "_django_db_helper" in item.fixturenames:
        with item.config.stash[blocking_manager_key].unblock():
            if large_tables() - rows.large:
                rows.roll_back()
                shrink(large_tables())


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(config, items):
    mark_what_needs_a_program(items)
    yield
    if hasattr(config, "workerinput"):  # a long test that begins last would keep one process busy alone
        items.sort(key=lambda item: [bool(item.get_closest_marker(mark)) for mark in LONG], reverse=True)


def mark_what_needs_a_program(items):
    """Leave out what needs a program that a laptop does not have; in CI that is a failure."""
    needs_chromium = [item for item in items if "playwright" in getattr(item, "fixturenames", ())]
    for item in needs_chromium:
        item.add_marker(pytest.mark.browser)
    needs_exiftool = [item for item in items if item.get_closest_marker("exiftool")]
    needs_pgbouncer = [item for item in items if item.get_closest_marker("pgbouncer")]
    needs_audits = [item for item in items if item.get_closest_marker("audits")]
    for program, path, tests in (
        ("Chromium", CHROMIUM, needs_chromium),
        ("ExifTool", EXIFTOOL, needs_exiftool),
        ("PgBouncer", PGBOUNCER, needs_pgbouncer),
        ("set of auditors from npm, or Chromium, or Java,", AUDITS, needs_audits),
    ):
        if tests and not path and os.environ.get("CI"):
            raise pytest.UsageError(f"No {program} found, and in CI the tests that need it are not left out.")
        if not path:
            for test in tests:
                test.add_marker(pytest.mark.skip(reason=f"no {program} found"))


@pytest.fixture(scope="session")
def playwright(playwright, django_db_blocker):
    """Playwright, whose event loop gives this thread a database connection of its own for as long as it runs."""
    yield playwright
    with django_db_blocker.unblock():
        rows.roll_back()
        connection.close()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": BROWSER_FLAGS}


@pytest.fixture(autouse=True)
def requests_end_before_the_database_is_emptied(request):
    """A closed browser leaves requests behind, and emptying tables under them is a deadlock."""
    if "live_server" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    wait_until_idle()
    for memory in list(refusals._living):  # the server's lives on: counters of the next test begin anew
        memory.__init__(memory.get_response)


@pytest.fixture(scope="session")
def while_copying():
    """Whatever has to last until this process has its database."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, django_db_blocker, while_copying):
    """Each process copies one migrated database instead of migrating its own."""
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = while_copying.enter_context(migrated_template())


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, while_copying):
    """Nothing outlives the database: neither what a closed browser's last requests hold, nor the thread that counts."""
    while_copying.close()
    with django_db_blocker.unblock():
        beginning = Beginning()
    rows.is_ready = True
    with mock.patch.object(TransactionTestCase, "_fixture_teardown", beginning.restore):
        yield
    with django_db_blocker.unblock():
        rows.roll_back()
    for counts in (view_counts, reading_figures, advertising_counts):
        counts.tally.__init__()
    refusals._living.clear()
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    connection.close()


@shared
def writer(db):
    return make_user("wati", roles.WRITER)


@shared
def other_writer(db):
    return make_user("oki", roles.WRITER)


@shared
def editor(db):
    return make_user("edi", roles.EDITOR)


@shared
def second_editor(db):
    return make_user("eka", roles.EDITOR)


@shared
def managing_editor(db):
    return make_user("mira", roles.MANAGING_EDITOR)


@shared
def night_editor(db):
    return make_user("nanik", roles.EDITOR, roles.NIGHT_DESK)


@shared
def administrator(db):
    return make_user("adi", roles.ADMINISTRATOR)


@pytest.fixture
def visit(client):
    """A browser of its own for each person."""

    def sign_in(user):
        other = client.__class__()
        other.force_login(user)
        return other

    return sign_in


@pytest.fixture
def people(transactional_db):
    roles.write_groups()
    make_publication()
    cast = {"wati": roles.WRITER, "edi": roles.EDITOR, "eka": roles.EDITOR, "mira": roles.MANAGING_EDITOR}
    return {name: make_user(name, role) for name, role in cast.items()}


@pytest.fixture
def served(monkeypatch):
    """Pictures that the browser can fetch: on disk, in the folder that the test server serves."""
    monkeypatch.setattr(default_storage, "_wrapped", FileSystemStorage())
    yield real.MEDIA_ROOT
    shutil.rmtree(real.MEDIA_ROOT, ignore_errors=True)


@pytest.fixture
def demo(db, settings, tmp_path_factory):
    """The demo newsroom, loaded once a run. Its pictures are not all drawn: that takes minutes."""
    folder = tmp_path_factory.getbasetemp()
    folder = folder.parent if os.environ.get("PYTEST_XDIST_WORKER") else folder  # that of all processes
    snapshot = Snapshot(folder / "demo")
    with one_at_a_time(folder / "demo.lock"):
        if snapshot.exists():
            snapshot.restore()
            return
        settings.LAPTOP = True  # it is loaded with it only
        call_command("demo_newsroom", verbosity=0)
        settings.LAPTOP = False
        snapshot.take()


@pytest.fixture
def site(live_server, served, demo, settings):
    """The demo at the address that its pages name as theirs."""
    settings.SITE_URL = live_server.url
    if not Page.objects.exists():  # emptied with the database, where a newsroom has them from the start
        Page.objects.create(title="Kontak", slug="kontak", body="<p>Surel, telepon dan alamat.</p>")
    return live_server.url


@pytest.fixture
def phone(browser, transactional_db):  # it is closed before the database is emptied
    """A reporter's phone: small, touched, and known as one by its name."""
    context = browser.new_context(viewport=PHONE, user_agent=ANDROID, has_touch=True, is_mobile=True)
    yield context
    context.close()


@shared
def publication(db):
    return make_publication()


@shared
def story(publication, writer, editor):
    """A public story of Wati's."""
    return publish(make_article(writer, tags=["Banjir"]), writer, editor)


@pytest.fixture
def newsroom(transactional_db):
    """What a reporter can choose from, for browsers."""
    make_publication()
    make_category()
    make_region()
