"""The house's own sign-in: it takes the place of the password, and lets in whom an account names, nobody else."""

import importlib
import sys
from datetime import date

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import clear_url_caches, reverse

from staff.models import SignIn, User
from tests.support.oidc import CLIENT, SECRET, Provider
from tests.support.processes import refusal
from tests.support.second_factor import code_now, make_code_app, send_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(settings):
    importlib.import_module("newsroom.urls")
    provider = Provider()
    settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = (
        provider.issuer,
        CLIENT,
        SECRET,
    )
    settings.OIDC_NAME = "akun Grup Pantura"
    addresses = sys.modules.pop(
        "newsroom.urls"
    )  # they are made anew, and afterwards those of before are back
    clear_url_caches()
    yield provider
    sys.modules["newsroom.urls"] = addresses
    clear_url_caches()
    provider.close()


@pytest.fixture
def edi(newsroom, editor):
    User.objects.filter(pk=editor.pk).update(email="Edi@contoh.id")
    return editor


def come_back(provider, client, **changes):
    answer = client.post(reverse("admin:oidc"), {"next": "/redaksi-desk/angka/"})
    assert answer.status_code == 302
    query = provider.visit(answer.url)
    assert answer.url.startswith(provider.issuer)
    assert query["redirect_uri"].endswith(reverse("admin:oidc_end"))
    return client.get(reverse("admin:oidc_end"), {"code": "kode", "state": query["state"]} | changes)


def is_in(client):
    return client.get(reverse("admin:index")).status_code == 200


GOOD = {"email": "edi@contoh.id", "email_verified": True}


def test_the_login_offers_it_where_there_is_one(newsroom, provider):
    page = Client().get(reverse("admin:login")).content.decode()
    assert "Masuk dengan akun Grup Pantura" in page


def test_it_lets_the_one_account_with_this_address_in(edi, provider):
    provider.claims, client = GOOD, Client()
    assert come_back(provider, client).url == "/redaksi-desk/angka/"
    assert is_in(client)
    assert SignIn.objects.get().outcome == "in"
    assert "code_verifier" in provider.requests[0]


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "lain@contoh.id", "email_verified": True},
        {"email": "edi@contoh.id", "email_verified": False},
        {"email": "edi@contoh.id"},
        {"email": "edi@contoh.id", "email_verified": "true"},
        {"email": "", "email_verified": True},
        GOOD | {"aud": "situs-lain"},
        GOOD | {"exp": 1},
        GOOD | {"nonce": "lain"},
        GOOD | {"iss": "http://jahat.example"},
    ],
    ids=str,
)
def test_whoever_it_does_not_name_for_sure_stays_outside(edi, provider, claims):
    provider.claims, client = claims, Client()
    answer = come_back(provider, client)
    assert answer.url.startswith(reverse("admin:login"))
    assert "tidak memasukkan Anda" in client.get(answer.url).content.decode()
    assert not is_in(client)


def test_two_accounts_with_one_address_are_none_and_a_closed_one_is_none(edi, provider, writer):
    User.objects.filter(pk=writer.pk).update(email="edi@contoh.id")
    provider.claims, client = GOOD, Client()
    assert come_back(provider, client).url.startswith(reverse("admin:login"))
    User.objects.update(is_active=False)
    assert come_back(provider, client).url.startswith(reverse("admin:login"))
    assert not is_in(client)


@pytest.mark.parametrize("changes", [{"state": "lain"}, {"code": "", "error": "access_denied"}], ids=str)
def test_a_forged_way_back_lets_nobody_in(edi, provider, changes):
    provider.claims, client = GOOD, Client()
    assert come_back(provider, client, **changes).url.startswith(reverse("admin:login"))
    assert not is_in(client)


def test_a_way_back_without_a_way_there_and_one_taken_twice(edi, provider):
    provider.claims, client = GOOD, Client()
    assert client.get(reverse("admin:oidc_end")).url.startswith(reverse("admin:login"))
    answer = client.post(reverse("admin:oidc"))
    query = {"code": "kode", "state": provider.visit(answer.url)["state"]}
    assert client.get(reverse("admin:oidc_end"), query).url == reverse("admin:index")
    other = Client()
    assert other.get(reverse("admin:oidc_end"), query).url.startswith(reverse("admin:login"))
    assert not is_in(other)


def test_the_second_factor_is_asked_for_unless_the_provider_did(edi, provider, settings):
    settings.SECOND_FACTOR_FROM = date.min
    secret = make_code_app(edi)
    provider.claims, client = GOOD, Client()
    answer = come_back(provider, client)
    assert answer.url.startswith(reverse("admin:second_step"))
    assert not is_in(client)
    assert send_code(client, code_now(secret), next="/redaksi-desk/").status_code == 302
    assert is_in(client)
    provider.claims, client = GOOD | {"amr": ["pwd", "otp"]}, Client()
    come_back(provider, client)
    assert is_in(client)


def test_a_provider_that_is_down_is_told_of(edi, provider):
    provider.close()
    client = Client()
    answer = client.post(reverse("admin:oidc"))
    assert "tidak memasukkan Anda" in client.get(answer.url).content.decode()


def test_without_one_there_is_no_address(newsroom):
    assert "oidc" not in {getattr(pattern, "name", "") for pattern in admin.site.get_urls()}


def test_half_a_setting_stops_the_start():
    assert "OIDC_CLIENT_ID" in refusal(OIDC_ISSUER="https://masuk.contoh.id")
