"""The fixed cast of the tests, and the browser."""

import os
import shutil

import pytest
from django.contrib.auth.models import Group

from articles.models import Person
from staff import roles
from staff.models import User

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

# Playwright keeps an event loop running in the test's thread; Django would refuse its own queries there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(config, items):
    """Browser tests need a Chromium. On a laptop without one they are left out, in CI that is a failure."""
    if CHROMIUM:
        return
    if os.environ.get("CI"):
        raise pytest.UsageError("No Chromium found, and in CI browser tests are not left out.")
    for item in items:
        if "page" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.skip(reason="no Chromium found"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": BROWSER_FLAGS}


def make_user(username, *held, **kwargs):
    user = User.objects.create_user(
        username, password="rahasia", is_staff=True, first_name=username.title(), **kwargs
    )
    user.groups.set(Group.objects.filter(name__in=[role.group for role in held]))
    Person.objects.create(name=user.first_name, user=user)
    return user


@pytest.fixture
def writer(db):
    return make_user("wati", roles.WRITER)


@pytest.fixture
def other_writer(db):
    return make_user("oki", roles.WRITER)


@pytest.fixture
def editor(db):
    return make_user("edi", roles.EDITOR)


@pytest.fixture
def second_editor(db):
    return make_user("eka", roles.EDITOR)


@pytest.fixture
def managing_editor(db):
    return make_user("mira", roles.MANAGING_EDITOR)


@pytest.fixture
def night_editor(db):
    return make_user("nanik", roles.EDITOR, roles.NIGHT_DESK)


@pytest.fixture
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
