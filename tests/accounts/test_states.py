"""All addresses of the desk × who asks, and how far that person has come in: nobody gets further than that."""

import re
import uuid
from datetime import date

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from staff import roles
from staff.models import Session, User
from tests.support.factories import make_user

pytestmark = pytest.mark.django_db
# On the way in, for strangers too; and what is open before the second factor is set up.
ON_THE_WAY = {
    "login", "second_step", "passkey_question", "by_passkey", "sign_in_again", "account_link", "admin_password_reset",
}  # fmt: skip
OWN = {
    "logout", "own_account", "sign_out_everywhere", "end_session", "own_second_factor", "own_code_app",
    "own_passkey_options", "own_passkey", "own_factor_remove", "own_recovery_codes",
}  # fmt: skip
EXAMPLES = {"int": 1, "uuid": uuid.UUID(int=1)}
NAMES = {"app_label": "articles"}
METHODS = ("get", "post")


def flat(patterns):
    for pattern in patterns:
        yield from flat(pattern.url_patterns) if hasattr(pattern, "url_patterns") else [pattern]


def addresses():
    """Return {name: path} of all the desk has; where a row is asked for, of one that may not be there."""
    paths = {}
    for pattern in flat(admin.site.get_urls()):
        if pattern.name:
            kinds = re.findall(r"<(?:(\w+):)?(\w+)>", str(pattern.pattern))
            examples = {name: NAMES.get(name, EXAMPLES.get(kind, "1")) for kind, name in kinds}
            paths[pattern.name] = reverse(f"admin:{pattern.name}", kwargs=examples)
    return paths


def answers(client):
    for name, path in addresses().items():
        for method in METHODS:
            yield name, method, getattr(client, method)(path)


def nobody():
    return Client()


def ended():
    client = Client()
    client.force_login(make_user("lama", roles.EDITOR))
    Session.objects.all().delete()
    return client


def signed_out_everywhere():
    client, account = Client(), make_user("keluar", roles.EDITOR)
    client.force_login(account)
    account.sign_out_everywhere()
    return client


def deactivated():
    client, account = Client(), make_user("pergi", roles.MANAGING_EDITOR)
    client.force_login(account)
    User.objects.filter(pk=account.pk).update(is_active=False)
    return client


def without_the_desk():
    client, account = Client(), make_user("tamu", roles.EDITOR)
    client.force_login(account)
    User.objects.filter(pk=account.pk).update(is_staff=False)
    return client


@pytest.mark.parametrize(
    "state",
    [nobody, ended, signed_out_everywhere, deactivated, without_the_desk],
    ids=lambda state: state.__name__,
)
def test_who_is_not_in_gets_the_login_at_every_address(newsroom, state):
    client = state()
    for name, method, answer in answers(client):
        if name not in ON_THE_WAY:
            assert (answer.status_code, name) == (302, name), method
            assert answer.url.startswith((reverse("admin:login"), reverse("admin:index"))), (name, method)
            assert answer.url != reverse("admin:index") or name == "logout"


@pytest.mark.parametrize(
    "role", [role for role in roles.ROLES if role.permissions & roles.DECIDING], ids=lambda role: role.group
)
def test_with_a_password_alone_whoever_decides_gets_to_the_second_factor_and_nowhere_else(
    newsroom, settings, role
):
    settings.SECOND_FACTOR_FROM = date.min
    account = make_user("orang", role)
    for name, path in addresses().items():
        if name in ON_THE_WAY | OWN:
            continue
        for method in METHODS:
            client = Client()
            client.force_login(account)
            answer = getattr(client, method)(path)
            assert (answer.status_code, name) == (302, name), method
            assert answer.url == reverse("admin:own_second_factor"), (name, method)


def test_what_is_open_before_answers_without_a_fault(newsroom, settings, editor):
    settings.SECOND_FACTOR_FROM = date.min
    for name in ON_THE_WAY | OWN:
        for method in METHODS:
            client = Client()
            client.force_login(editor)
            assert getattr(client, method)(addresses()[name]).status_code in (200, 302, 400, 404, 405), (
                name,
                method,
            )


def test_a_reporter_needs_none(newsroom, settings, writer):
    settings.SECOND_FACTOR_FROM = date.min
    client = Client()
    client.force_login(writer)
    for name, method, answer in answers(client):
        if name in ("logout",):
            client.force_login(writer)
        assert answer.status_code != 302 or answer.url != reverse("admin:own_second_factor") or name in OWN, (
            name,
            method,
        )
