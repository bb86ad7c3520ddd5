"""A tried demo becomes an empty newspaper: what goes is told, what somebody wrote is asked about, and then all of it goes."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection

from articles.models import Article, Page, Photo, Publication
from staff.beginning import emptying
from staff.models import Beginning, Change, Notification, User
from staff.photos import library
from tests.support.factories import make_article, picture, run_tasks
from tests.support.photo_desk import original_files, public_files

pytestmark = pytest.mark.slow

PAGE = "/redaksi-desk/hapus-contoh/"
ANSWERS = {
    "name": "Kabar Muara", "legal_name": "PT Muara Contoh", "responsible": "Sari", "address": "", "email": "",
    "phone": "", "place": "Kota Pasuruan", "zone": "Asia/Jakarta", "person": "Sari Nirmala",
    "account_email": "sari@muara.example", "account_phone": "", "agrees": "on",
}  # fmt: skip


@pytest.fixture
def tried_demo(demo):
    """The demo, in which somebody has written a story and an account, and given the paper a name."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    writer = User.objects.get(username="rina")
    make_article(writer, headline="Naskah saya sendiri")
    User.objects.create_user("teman", first_name="Teman", last_name="Lama")
    Publication.objects.update(name="Suara Kami")


@pytest.fixture
def administrator_of_demo(client, demo):
    client.force_login(User.objects.get(username="admin"))
    return client


def test_no_newspaper_begins_beside_the_demo(demo):
    with pytest.raises(CommandError, match="Hapus contoh"):
        call_command("setup", name="Muara")
    assert Publication.objects.get().name == "KabarArgopuro"


def test_the_page_names_what_goes_and_first_what_somebody_wrote(tried_demo, administrator_of_demo):
    page = administrator_of_demo.get(PAGE).content.decode()
    assert page.index("Naskah saya sendiri") < page.index("Yang terhapus bersama contoh")
    assert "Teman Lama" in page
    assert 'value="Suara Kami"' in page  # what was typed over the demo's name is taken along


def test_nothing_goes_without_both_consents(tried_demo, administrator_of_demo):
    answer = administrator_of_demo.post(PAGE, ANSWERS)
    assert answer.status_code == 400
    assert Article.objects.filter(headline="Naskah saya sendiri").exists()
    answer = administrator_of_demo.post(PAGE, {**ANSWERS, "agrees_to_own": "on", "person": ""})
    assert answer.status_code == 400
    assert Beginning.is_demo()


@pytest.mark.parametrize("username", ["rina", "harun", "maya"])
def test_only_an_administrator_may(demo, client, username):
    client.force_login(User.objects.get(username=username))
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, ANSWERS).status_code == 403
    assert "hapus-contoh" not in client.get("/redaksi-desk/").content.decode()


def test_an_administrator_is_led_to_it(administrator_of_demo):
    assert PAGE in administrator_of_demo.get("/redaksi-desk/").content.decode()


def test_the_demo_goes_and_the_newspaper_begins(
    tried_demo, administrator_of_demo, django_capture_on_commit_callbacks
):
    writer = User.objects.get(username="yoga")
    library.take_in_photo(ContentFile(picture(), name="x.jpg"), by=writer)
    last = Article.objects.order_by("-pk").first().pk
    named = {name for _storage, name in emptying._files()}
    with django_capture_on_commit_callbacks(execute=True):
        answer = administrator_of_demo.post(PAGE, {**ANSWERS, "agrees_to_own": "on"})
    assert "/masuk-sekali/" in answer["Location"]
    assert not Article.objects.exists()
    assert not Photo.objects.exists()
    assert not Notification.objects.exists()
    run_tasks()  # a photo of a withdrawn story has left a folder
    assert not named & {*public_files(), *original_files()}  # other tests have left files of their own
    account = User.objects.get()
    assert account.get_full_name() == "Sari Nirmala"
    publication = Publication.objects.get()
    assert (publication.name, publication.tagline, publication.logo) == ("Kabar Muara", "", None)
    assert Page.objects.get(policy=Page.Policy.ETHICS).is_public is False
    assert administrator_of_demo.get(answer["Location"]).status_code == 200
    assert "Kabar Muara segera hadir" in administrator_of_demo.get("/").content.decode()
    # An open form in some browser still holds what was typed under a number of the demo.
    assert Article.objects.create(headline="Pertama", created_by=account).pk > last
    assert not Change.objects.filter(name__contains="rina").exists()


def test_what_is_left_is_what_migrations_left(demo):
    before = Beginning.objects.get().rows_before
    emptying.empty()
    after = emptying.remember_rows_before()
    # That pages and templates were put back is on record too.
    assert {**after, "staff_change": []} == {**before, "staff_change": []}
    assert after["staff_change"][: len(before["staff_change"])] == before["staff_change"]
    assert not Beginning.objects.exists()


def test_the_command_asks_about_own_work(tried_demo, capsys):
    with pytest.raises(CommandError, match="--with-own-work"):
        call_command("remove_demo", yes=True)
    assert "Naskah saya sendiri" in capsys.readouterr().out
    assert Article.objects.exists()
    call_command("remove_demo", yes=True, with_own_work=True)
    assert not Article.objects.exists()
    with pytest.raises(CommandError, match="tidak berisi koran contoh"):
        call_command("remove_demo", yes=True)


def test_a_story_of_the_demo_that_somebody_changed_is_named(demo):
    from staff.writing import saving

    story = Article.objects.filter(status="draft", update_of=None).first()
    text = story.snapshot().replace(headline="Judul yang saya ganti")
    saving.save(story, text, by=story.created_by, base=story.version)
    lots = emptying.own_work()
    assert [(str(lot.label), lot.names) for lot in lots] == [
        ("naskah contoh yang Anda ubah", ["Judul yang saya ganti"])
    ]


def test_nothing_happens_while_somebody_saves(demo):
    with pytest.raises(emptying.Busy), emptying_meets_a_lock():
        emptying.empty()
    assert Article.objects.exists()


def emptying_meets_a_lock():
    from unittest import mock

    from django.db import OperationalError

    return mock.patch.object(emptying, "_tables", side_effect=OperationalError("lock timeout"))


def test_a_file_that_cannot_be_removed_keeps_nobody(demo, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(
        type(default_storage._wrapped), "delete", lambda self, name: (_ for _ in ()).throw(OSError("down"))
    )
    with django_capture_on_commit_callbacks(execute=True):
        emptying.empty()
    assert not Photo.objects.exists()
