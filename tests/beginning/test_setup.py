"""A newspaper of one's own begins: by flags, by a dialogue, and never in a database that holds something."""

import re
from io import StringIO
from unittest import mock

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command

from articles.models import Page, Publication, Region
from staff import roles
from staff.models import Beginning, Change, Notification, User
from staff.notifying import notifications
from staff.roles import ADMINISTRATOR, MANAGING_EDITOR

ANSWERS = {
    "name": "Kabar Muara",
    "legal_name": "PT Muara Contoh",
    "responsible": "Sari Nirmala",
    "address": "Jalan Muara 2",
    "email": "redaksi@muara.example",
    "place": "Kota Pasuruan",
    "zone": "WIB",
    "person": "Sari Nirmala",
    "account_phone": "0812 3456 7890",
}


def begin(**answers):
    output = StringIO()
    call_command("setup", **{**ANSWERS, **answers}, stdout=output)
    return output.getvalue()


def typed(*lines):
    """Somebody at a terminal, who types these lines."""
    screen = StringIO()
    terminal = mock.patch("sys.stdin.isatty", return_value=True)
    with terminal, mock.patch("builtins.input", side_effect=[*lines, EOFError]) as asked:
        call_command("setup", stdout=screen)
    return screen.getvalue(), [call.args[0] for call in asked.call_args_list]


def test_flags_begin_a_newspaper_and_print_one_link(db, client):
    output = begin()
    publication = Publication.objects.get()
    assert {name: getattr(publication, name) for name in ("name", "legal_name", "responsible")} == {
        name: ANSWERS[name] for name in ("name", "legal_name", "responsible")
    }
    account = User.objects.get()
    assert (account.username, account.phone, account.is_superuser) == ("sari", "+6281234567890", False)
    assert set(account.groups.values_list("name", flat=True)) == {ADMINISTRATOR.group, MANAGING_EDITOR.group}
    region = Region.objects.get(kind=Region.Kind.CITY)
    assert (region.name, region.code, region.dateline) == ("Kota Pasuruan", "35.75", "Pasuruan")
    assert region.parent.name == "Jawa Timur"
    (path,) = re.findall(r"https?://[^/]+(/redaksi-desk/\S+)", output)
    assert client.get(path).status_code == 200
    answer = client.post(path, {"new_password1": "muara-pagi-hari-7", "new_password2": "muara-pagi-hari-7"})
    assert answer.status_code == 302
    assert client.get("/redaksi-desk/").status_code == 200


def test_readers_of_an_empty_newspaper_get_its_name_and_no_words_to_the_newsroom(db, client):
    begin()
    front = client.get("/").content.decode()
    assert "Kabar Muara segera hadir" in front
    assert "/tentang/" not in front
    assert not Page.objects.get(policy=Page.Policy.ABOUT).is_public
    assert client.get("/redaksi/").status_code == 200


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"name": ""}, ["--name"]),
        ({"name": "M" * 300}, ["--name", "80"]),
        ({"email": "bukan surel"}, ["--email", "email"]),
        ({"place": None, "person": ""}, ["--place", "--person"]),
        ({"account_phone": "12"}, ["--account-phone", "0812"]),
        ({"account_phone": ""}, ["--account-email", "WhatsApp"]),
        ({"place": "Muara Teweh"}, ["--place", "“Muara Teweh”"]),
        ({"place": "Malang"}, ["--place", "Kabupaten Malang, Kota Malang"]),
        ({"place": "Barito Utara", "zone": "WITA"}, ["--zone", "Kabupaten Barito Utara", "WIB"]),
    ],
)
def test_wrong_flags_are_named_each_with_its_reason(db, answers, words):
    with pytest.raises(CommandError) as refusal:
        begin(**answers)
    assert all(word in str(refusal.value) for word in words)
    assert not Publication.objects.exists()
    assert not Beginning.objects.exists()


def test_a_name_with_signs_is_taken_as_it_is(db, client):
    begin(name="Muara “&” <Kabar>")
    assert "Muara “&amp;” &lt;Kabar&gt;" in client.get("/").content.decode()


def test_a_dialogue_asks_again_for_what_is_wrong_and_loses_nothing(db):
    screen, questions = typed(
        "", "Kabar Muara", "", "", "", "salah", "redaksi@muara.example", "", "Muara", "WITA ", "Sari", "", "",
        "Barito Kuala", "sari@muara.example", "", "",
    )  # fmt: skip
    assert len([question for question in questions if question.startswith("Nama media")]) == 2
    assert "Tulis alamat surel yang lengkap, misalnya nama@contoh.id" in screen
    # Neither mail nor WhatsApp: both are asked for again.
    assert len([question for question in questions if "WhatsApp" in question]) == 2
    assert User.objects.get().email == "sari@muara.example"
    assert set(Region.objects.values_list("name", "time_zone")) == {
        ("Kalimantan Selatan", "Asia/Makassar"),
        ("Barito Kuala", "Asia/Makassar"),
    }
    assert "masuk-sekali" in screen


def test_all_answers_are_shown_before_they_are_public_and_each_can_be_changed(db):
    screen, questions = typed(
        "Kabar Muara", "", "Sari", "", "", "", "Kota Pasuruan", "", "Sari", "sari@muara.example", "",
        "0", "12x", "1", "Kabar Muara Baru", "7", "Barito Kuala", "",
    )  # fmt: skip
    assert "   1  Nama media: Kabar Muara\n" in screen
    assert "   2  Penerbit (badan hukum): –\n" in screen
    assert "   8  Zona waktu: WIB\n" in screen
    assert "   8  Zona waktu: WITA\n" in screen  # of the other place
    assert len([question for question in questions if question.startswith("Enter menyimpan")]) == 5
    assert Publication.objects.get().name == "Kabar Muara Baru"
    assert Region.objects.filter(name="Barito Kuala").exists()


def test_whoever_ends_the_dialogue_at_its_summary_has_changed_nothing(db):
    with pytest.raises(CommandError, match="Tidak ada yang disimpan"):
        typed("Kabar Muara", "", "", "", "", "", "Kota Pasuruan", "", "Sari", "sari@muara.example", "")
    assert not Publication.objects.exists()


def test_whoever_ends_the_dialogue_has_changed_nothing(db):
    with pytest.raises(CommandError, match="Tidak ada yang disimpan"):
        typed("Kabar Muara")
    assert not Publication.objects.exists()


def test_a_newspaper_begins_once(db):
    begin()
    with pytest.raises(CommandError, match="sudah berisi media"):
        begin(name="Lain")
    call_command("setup", once=True)
    assert Publication.objects.get().name == "Kabar Muara"


def test_the_demo_does_not_come_into_a_newspaper(db, settings):
    settings.LAPTOP = True
    begin()
    call_command("demo_newsroom", once=True)
    with pytest.raises(CommandError, match="holds work"):
        call_command("demo_newsroom")
    assert User.objects.count() == 1


def test_a_lost_link_is_replaced_at_each_start_until_the_first_account_comes_in(db, capsys, client):
    first = re.search(r"/redaksi-desk/masuk-sekali/\S+", begin())[0]
    call_command("welcome")
    second = re.search(r"/redaksi-desk/masuk-sekali/\S+", capsys.readouterr().out)[0]
    assert client.get(first).status_code == 410
    assert client.get(second).status_code == 200
    client.post(second, {"new_password1": "muara-pagi-hari-7", "new_password2": "muara-pagi-hari-7"})
    call_command("welcome")
    assert "masuk-sekali" not in capsys.readouterr().out


def test_a_zone_is_kept_on_a_laptop_and_told_on_a_server(db, settings, tmp_path):
    settings.LAPTOP, settings.ENVIRONMENT_FILE = True, tmp_path / "environment"
    begin(place="Kota Sorong", zone="")
    assert settings.ENVIRONMENT_FILE.read_text() == "TIME_ZONE=Asia/Jayapura\n"


def test_a_server_is_told_which_zone_to_set(db):
    assert "TIME_ZONE=Asia/Makassar" in begin(place="Kota Palu", zone="WITA")


def test_the_first_account_may_do_what_a_beginning_needs(db):
    begin()
    account = User.objects.get()
    assert account.is_staff
    for permission in (
        "staff.add_user",
        "articles.change_publication",
        "articles.add_category",
        "articles.add_article",
    ):
        assert account.has_perm(permission)
    assert Group.objects.count() == len(roles.ROLES)


def test_the_first_account_is_not_told_of_its_own_link(db, client, capsys):
    """Each start makes a new one until it comes in, and nobody but its owner has it."""
    begin()
    call_command("welcome")
    link = re.search(r"/redaksi-desk/masuk-sekali/\S+", capsys.readouterr().out)[0]
    client.post(link, {"new_password1": "muara-pagi-hari-7", "new_password2": "muara-pagi-hari-7"})
    notifications.report_sensitive_changes()
    assert list(Notification.objects.values("kind", "words")) == []


def test_nobody_is_told_of_the_rights_that_the_newsroom_began_with(db):
    begin()
    assert Change.objects.sensitive().exists()
    notifications.report_sensitive_changes()
    assert list(Notification.objects.values("kind", "words")) == []
