"""Everything that is kept of one person, as JSON, by the same table."""

import json
import stat
from io import StringIO

import pytest
from django.contrib.sessions.backends.db import SessionStore as FormerStore
from django.core.management import CommandError, call_command

from articles.models import Person
from staff.models import Change, Session
from staff.personal_data.kinds import KINDS
from tests.support.personal_rows import NAME, SLUG, make_sari, rows_of_sari, story_about_sari

pytestmark = pytest.mark.django_db

# Kinds that hold nothing of an account: kept of nobody, of the publication, or only found by their words.
OF_NOBODY = {
    "view_counts",
    "ad_counts",
    "reading_figures",
    "sign_in_limits",
    "tasks",
    "address_counts",
    "access_logs",
    "backups",
    "letter_contacts",
    "spam_letters",
}


def exported(name):
    out = StringIO()
    call_command("export_person", name, stdout=out)
    return json.loads(out.getvalue())


@pytest.fixture
def sari(publication, writer, editor):
    sari = make_sari()
    rows_of_sari(sari, story_about_sari(writer, editor))
    return sari


def test_a_person_with_a_row_of_every_kind_gets_all_of_them(sari):
    data = exported("sari")
    assert set(data["kinds"]) == {kind.name for kind in KINDS}
    empty = {name for name, kind in data["kinds"].items() if not kind["rows"]}
    assert empty == OF_NOBODY
    assert all(kind["label"] and kind["why"] and kind["how_long"] for kind in data["kinds"].values())


def test_it_is_this_persons_and_nobody_elses(sari, writer):
    data = exported("sari")
    accounts = data["kinds"]["accounts"]["rows"]
    assert {row["username"] for row in accounts if row["table"] == "staff.User"} == {"sari"}
    assert all(sari.pk in (row["recipient"], row["by"]) for row in data["kinds"]["notifications"]["rows"])
    assert {row["author"] for row in data["kinds"]["comments"]["rows"]} == {sari.pk}
    assert [row["address"] for row in data["kinds"]["sign_ins"]["rows"]] == ["192.0.2.1"]
    assert "Naskah Sari" in json.dumps(data["kinds"]["stories"])
    assert writer.username not in json.dumps(data["kinds"]["accounts"])


def test_nothing_in_it_opens_a_door(sari):
    desk_sessions = Session.objects.filter(account=sari)
    desk_sessions.update(browser=f"HP {NAME}")  # named in its words, too
    former = FormerStore()
    former["_auth_user_id"] = str(sari.pk)
    former.save()
    data = exported("sari")
    text = json.dumps(data)
    assert sari.password not in text
    [session] = desk_sessions
    assert {row["table"] for row in data["kinds"]["sessions"]["rows"]} == {
        "staff.Session",
        "sessions.Session",
    }
    assert session.session_key not in text
    assert former.session_key not in text
    keys = {key for kind in json.loads(text)["kinds"].values() for row in kind["rows"] for key in row}
    assert keys.isdisjoint({"password", "session_key", "session_data", "token", "digest", "seal", "secret"})


def test_rows_that_name_the_person_are_told_by_their_numbers(sari):
    mentions = exported("sari")["mentions"]
    assert {
        "articles.Article",
        "articles.Revision",
        "staff.Comment",
        "articles.ImportedItem",
        "articles.Photo",
    } <= set(mentions)


def test_somebody_without_an_account_is_found_by_the_slug(publication, writer, editor):
    story_about_sari(writer, editor)
    data = exported(SLUG)
    assert data["names"] == [NAME]
    assert {row["table"] for row in data["kinds"]["people"]["rows"]} == {"articles.Person", "articles.Credit"}
    assert Person.objects.get(slug=SLUG).user is None
    with pytest.raises(CommandError):
        exported("tidak-ada")


def test_the_file_is_its_owners_alone_and_the_export_is_on_record(sari, tmp_path):
    path = tmp_path / "sari.json"
    call_command("export_person", "sari", output=str(path))
    assert json.loads(path.read_text())["names"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert Change.objects.filter(source="export_person", row=sari.pk).exists()
    with pytest.raises(CommandError):  # no file is written over
        call_command("export_person", "sari", output=str(path))
