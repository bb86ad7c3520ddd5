"""The masthead: what the law wants in it is checked, and its history stays for good."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import checks
from articles.masthead import masthead_gaps
from articles.models import MastheadEntry, Publication
from tests.support.public_pages import page

COMPLETE = {
    "legal_name": "PT Kabar Uji",
    "address": "Jalan Panglima Sudirman 12, Probolinggo",
    "responsible": "Mira Lestari",
    "editor_in_chief": "Eko Prasetyo",
    "email": "redaksi@kabar.example",
    "council_number": "",
}


def visit(user):
    client = Client()
    client.force_login(user)
    return client


def test_a_complete_masthead_lacks_nothing():
    assert list(masthead_gaps(Publication(**COMPLETE))) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("legal_name", ""), ("legal_name", "Kabar Uji"), ("address", ""), ("address", "Probolinggo"),
        ("address", "Jalan Panglima Sudirman, Probolinggo"), ("responsible", ""), ("responsible", "PT Kabar Uji"),
        ("responsible", "-"), ("editor_in_chief", ""), ("email", ""), ("council_number", "ya"),
    ],
)  # fmt: skip
def test_each_datum_is_missed(name, value, publication):
    gaps = list(masthead_gaps(Publication(**COMPLETE | {name: value})))
    assert [column for column, _message in gaps] == [name]
    Publication.objects.update(**COMPLETE | {name: value})
    [advice] = checks.masthead_is_complete(["default"])
    assert (advice.id, name in advice.msg) == ("articles.W003", True)


def test_readers_see_the_editor_in_chief_and_the_number(client, publication):
    Publication.objects.update(**COMPLETE | {"council_number": "123/DP-Verifikasi/K/I/2026"})
    html = page(client, "/redaksi/")
    for words in (
        "Pemimpin redaksi",
        "Eko Prasetyo",
        "Terverifikasi Dewan Pers",
        "123/DP-Verifikasi/K/I/2026",
    ):
        assert words in html


# ---- Who was responsible when


def test_each_change_adds_a_row_whoever_makes_it(publication):
    first = MastheadEntry.objects.count()
    Publication.objects.update(responsible="Mira Lestari")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_publication SET responsible = 'Eko Prasetyo'")
    Publication.objects.update(tagline="Cepat")
    assert MastheadEntry.objects.count() == first + 2
    assert {entry.responsible for entry in MastheadEntry.objects.all()} >= {"Mira Lestari", "Eko Prasetyo"}


def test_a_row_stays_as_it_is(publication):
    for statement in (
        "UPDATE articles_mastheadentry SET responsible = 'x'",
        "DELETE FROM articles_mastheadentry",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_the_page_says_who_it_was_on_a_day(publication, editor):
    today = timezone.localdate()
    for days, name in ((400, "Mira Lestari"), (100, "Eko Prasetyo")):
        at = timezone.now() - timedelta(days=days)
        MastheadEntry.objects.create(responsible=name, legal_name="PT Uji", created_at=at)
    url = reverse("admin:masthead_history")
    html = visit(editor).get(url, {"pada": (today - timedelta(days=200)).isoformat()}).content.decode()
    assert ("Mira Lestari" in html, "Eko Prasetyo" in html) == (True, False)
    html = visit(editor).get(url, {"pada": (today - timedelta(days=50)).isoformat()}).content.decode()
    assert ("Mira Lestari" in html, "Eko Prasetyo" in html) == (False, True)
    for typed in ("kemarin", "2026-02-31"):
        response = visit(editor).get(url, {"pada": typed})
        assert (response.status_code, "Itu bukan tanggal." in response.content.decode()) == (400, True)
    assert "Mira Lestari" in visit(editor).get(url).content.decode()


def test_reporters_have_no_page_of_it(publication, writer):
    assert visit(writer).get(reverse("admin:masthead_history")).status_code == 403
