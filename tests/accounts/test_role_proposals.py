"""Roles with which somebody decides: by every door they wait for a second person."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from staff import roles
from staff.accounts import role_proposals
from staff.models import Change, Notification, RoleProposal, SignIn, User
from tests.support.accounts import choose_password, ids, invite, leave, page_of
from tests.support.factories import make_user
from tests.support.forms import as_sent

pytestmark = pytest.mark.django_db
PAGE = "/redaksi-desk/peran/menunggu/"
CODE = ("articles", "staff", "newsroom")


@pytest.fixture
def keeper(publication, administrator, visit):
    """The browser of somebody who keeps accounts."""
    return visit(administrator)


@pytest.fixture
def second(managing_editor, visit):
    """The browser of a managing editor who has come in before."""
    browser = visit(managing_editor)
    User.objects.filter(pk=managing_editor.pk).update(last_login=timezone.now())
    return browser


def rights(account):
    return User.objects.get(pk=account.pk).get_all_permissions()


def role_names(account):
    return sorted(account.groups.values_list("name", flat=True))


def tick(browser, account, *held):
    form = as_sent(browser.get(page_of(account)).content.decode(), "user_form")
    return browser.post(page_of(account), form | {"groups": ids(*held)}, follow=True)


def decide(browser, proposal, do="terima"):
    return browser.post(PAGE, {"proposal": proposal.pk, "do": do}, follow=True)


def open_of(account):
    return list(RoleProposal.objects.open().filter(account=account))


# ---- All doors


def by_new_account(keeper, writer, *held):
    return invite(keeper, groups=ids(roles.WRITER, *held))[0]


def by_invitation(keeper, writer, *held):
    account, link = invite(keeper, groups=ids(roles.WRITER, *held))
    assert choose_password(link).status_code == 302
    return account


def by_form(keeper, writer, *held):
    tick(keeper, writer, roles.WRITER, *held)
    return writer


def by_coming_back(keeper, writer, *held):
    writer.groups.add(*Group.objects.filter(name__in=[role.group for role in held]))
    leave(keeper, writer)
    keeper.post(page_of(writer, "return"))
    return User.objects.get(pk=writer.pk)


DOORS = [by_new_account, by_invitation, by_form, by_coming_back]
DECIDING = [role for role in roles.ROLES if role.permissions & roles.DECIDING]


@pytest.mark.parametrize("role", DECIDING, ids=lambda role: role.group)
@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_by_every_door_a_role_that_decides_waits_for_a_second_person(
    door, role, keeper, second, writer, administrator, managing_editor, visit
):
    account = door(keeper, writer, role)
    assert rights(account) == roles.WRITER.permissions  # it works with its other roles
    assert account.may_sign_in
    [proposal] = open_of(account)
    assert (proposal.group.name, proposal.proposed_by, proposal.is_in_force) == (
        role.group,
        administrator,
        False,
    )
    assert Change.objects.of_row(account).filter(after={"role_proposed": role.group}).exists()
    note = Notification.objects.get(kind="role_proposed", recipient=managing_editor)
    assert (note.by, note.path) == (administrator, PAGE)
    assert str(account) in note.words
    for nobody in (keeper, visit(account)):  # not the one who asked, and not the account itself
        decide(nobody, proposal)
        assert rights(account) == roles.WRITER.permissions
    assert open_of(account) == [proposal]
    decide(second, proposal)
    assert rights(account) == roles.WRITER.permissions | role.permissions
    assert not open_of(account)
    assert Change.objects.of_row(account).filter(actor=managing_editor, after={"role_confirmed": role.group})
    record = Change.objects.get(
        table="staff_user_groups", after__user_id=account.pk, after__group_id=proposal.group_id,
        actor=managing_editor,
    )  # fmt: skip
    assert record.source == PAGE
    recipients = Notification.objects.filter(kind="role_confirmed").values_list("recipient", flat=True)
    assert set(recipients) == {account.pk, administrator.pk}


@pytest.mark.parametrize(
    "values",
    [{"is_superuser": "on"}, {"is_staff": "on"}, {"user_permissions": ["1"]}],
    ids=lambda values: next(iter(values)),
)
def test_no_form_takes_rights_beside_roles(values, keeper, second, writer):
    form = as_sent(keeper.get(page_of(writer)).content.decode(), "user_form")
    keeper.post(page_of(writer), form | values)
    assert rights(writer) == roles.WRITER.permissions


def test_no_page_changes_a_group_and_no_action_many_accounts(keeper, second, writer, administrator):
    group = Group.objects.get(name=roles.WRITER.group)
    for path in ("auth/group/", "auth/group/add/", f"auth/group/{group.pk}/change/"):
        assert keeper.post(f"/redaksi-desk/{path}", {"name": group.name}).status_code == 404
    before = {account.pk: rights(account) for account in User.objects.all()}
    keeper.post(
        "/redaksi-desk/staff/user/",
        {"action": "make_editor", "_selected_action": [writer.pk], "groups": ids(roles.EDITOR)},
    )
    assert {account.pk: rights(account) for account in User.objects.all()} == before


def test_nothing_else_in_the_code_gives_a_role():
    """Whoever writes another door finds this list: it has to go through `role_proposals`."""
    root = Path(__file__).parents[2]
    writes = re.compile(
        r"\.groups\.(add|set|remove|clear)\(|user_permissions\.(add|set)\(|groups\.through|user_set\."
    )
    files = {
        str(file.relative_to(root))
        for package in CODE
        for file in (root / package).rglob("*.py")
        if writes.search(file.read_text())
    }
    assert files == {
        "staff/accounts/role_proposals.py",
        "staff/beginning/setup.py",  # the first account of a newspaper that begins
        "staff/management/commands/demo_newsroom.py",
    }


# ---- What waits


def test_an_account_that_only_waits_comes_in_and_finds_out_why_it_may_nothing(keeper, second):
    account, link = invite(keeper, groups=ids(roles.EDITOR))
    assert account.may_sign_in
    browser = Client()
    choose_password(link, client=browser)
    page = browser.get(reverse("admin:index"))
    assert page.status_code == 200
    assert "menunggu" in page.content.decode()
    assert "Redaktur, diusulkan oleh" in browser.get(reverse("admin:roles")).content.decode()
    assert browser.get("/redaksi-desk/articles/article/add/").status_code in (302, 403)
    decide(second, open_of(account)[0], "tolak")
    account.refresh_from_db()
    assert not account.is_staff
    assert not account.groups.exists()
    assert browser.get(reverse("admin:index")).status_code == 302


def test_the_form_shows_what_waits_and_unticking_takes_it_back(keeper, second, writer, administrator):
    tick(keeper, writer, roles.WRITER, roles.EDITOR)
    assert "Wartawan, Redaktur (menunggu)" in keeper.get("/redaksi-desk/staff/user/").content.decode()
    html = keeper.get(page_of(writer)).content.decode()
    assert "belum berlaku" in html
    assert set(as_sent(html, "user_form")["groups"]) == set(ids(roles.WRITER, roles.EDITOR))
    keeper.post(page_of(writer), as_sent(html, "user_form"))  # saved as it is
    assert len(open_of(writer)) == 1
    tick(keeper, writer, roles.WRITER)
    assert not open_of(writer)
    assert RoleProposal.objects.get().outcome == "refused"
    assert Change.objects.of_row(writer).filter(after={"role_refused": "Redaktur"}).exists()


def test_to_take_a_role_away_needs_nobody_else(keeper, second, editor):
    tick(keeper, editor, roles.WRITER)
    assert role_names(editor) == ["Wartawan"]


def test_the_second_person_sees_what_waits_with_its_number_beside_the_entry(keeper, second, writer):
    tick(keeper, writer, roles.WRITER, roles.EDITOR)
    html = second.get(PAGE).content.decode()
    assert "Setujui peran" in html
    assert re.search(r"Peran yang menunggu.*?<span[^>]*>\s*1\s*<", html, re.DOTALL)


def test_a_decision_comes_once(keeper, second, writer):
    tick(keeper, writer, roles.WRITER, roles.EDITOR)
    [proposal] = open_of(writer)
    decide(second, proposal)
    answer = decide(second, proposal, "tolak")
    assert "sudah diputuskan" in answer.content.decode()
    assert "Redaktur" in role_names(writer)


@pytest.mark.parametrize("pk", ["", "nol", "99999", "-1", "9" * 30])
def test_a_proposal_that_is_not_there_is_answered_in_words(pk, second):
    answer = second.post(PAGE, {"proposal": pk, "do": "terima"}, follow=True)
    assert "Usulan itu tidak ada" in answer.content.decode()


@pytest.mark.parametrize("who", ["writer", "editor"])
def test_the_page_is_for_whoever_may_confirm(who, request, publication, visit):
    assert visit(request.getfixturevalue(who)).get(PAGE).status_code == 403


def test_who_leaves_takes_nothing_along_that_waits(keeper, second, writer):
    tick(keeper, writer, roles.WRITER, roles.EDITOR)
    leave(keeper, writer)
    assert not open_of(writer)
    assert rights(User.objects.get(pk=writer.pk)) == set() or not User.objects.get(pk=writer.pk).is_active


def test_the_database_holds_the_second_person(keeper, writer, administrator, second):
    tick(keeper, writer, roles.WRITER, roles.EDITOR)
    for person in (administrator, writer):
        with pytest.raises(IntegrityError, match="two_persons"), transaction.atomic():
            RoleProposal.objects.update(decided_by=person, decided_at=timezone.now(), outcome="accepted")


# ---- Nobody else


def test_who_is_alone_can_begin_and_the_first_second_person_is_shown_it(keeper, administrator, writer):
    editor, link = invite(keeper, groups=ids(roles.EDITOR))
    assert rights(editor) == roles.EDITOR.permissions
    [proposal] = open_of(editor)
    assert proposal.is_in_force
    assert Change.objects.of_row(editor).filter(after={"role_alone": "Redaktur"}).exists()
    chief, link = invite(keeper, name="Siti Aminah", phone="081111111111", groups=ids(roles.MANAGING_EDITOR))
    assert Notification.objects.filter(recipient=chief, path=PAGE).exists()  # also of what was before
    browser = Client()
    choose_password(link, client=browser)
    html = browser.get(PAGE).content.decode()
    assert "kalau ditolak, peran itu dicabut" in html
    decide(browser, open_of(chief)[0])  # the own one waits for a third
    assert len(open_of(chief)) == 1
    decide(browser, proposal)
    assert not open_of(editor)
    assert rights(editor) == roles.EDITOR.permissions
    tick(keeper, writer, roles.WRITER, roles.EDITOR)  # from now on there is somebody else
    assert rights(writer) == roles.WRITER.permissions


def test_what_was_given_alone_goes_when_the_second_person_refuses(keeper, writer, managing_editor, visit):
    account, _link = invite(keeper, groups=ids(roles.WRITER, roles.NIGHT_DESK))
    assert role_names(account) == ["Piket Malam", "Wartawan"]
    decide(visit(managing_editor), open_of(account)[0], "tolak")
    assert role_names(account) == ["Wartawan"]


def signed_in(account):
    User.objects.filter(pk=account.pk).update(last_login=timezone.now())
    SignIn.objects.create(
        account=account, name=account.username, address="203.0.113.5", browser="Firefox", outcome="in",
        hour=timezone.now(),
    )  # fmt: skip


def closes(keeper, account):
    leave(keeper, account)


def closes_and_reopens(keeper, account):
    leave(keeper, account)
    keeper.post(page_of(account, "return"))


def takes_the_role_away(keeper, account):
    tick(keeper, account, roles.WRITER)


@pytest.mark.parametrize(
    "end", [closes, closes_and_reopens, takes_the_role_away], ids=lambda end: end.__name__
)
def test_nobody_becomes_alone_by_closing_the_others(end, keeper, managing_editor, writer, monkeypatch):
    signed_in(managing_editor)
    end(keeper, managing_editor)
    tick(keeper, writer, roles.WRITER, roles.EDITOR)
    assert rights(writer) == roles.WRITER.permissions
    tick(keeper, writer, roles.WRITER)
    monkeypatch.setattr(role_proposals, "ALONE_AFTER", timedelta())  # a month later
    tick(keeper, writer, roles.WRITER, roles.EDITOR)
    assert rights(writer) == roles.WRITER.permissions | roles.EDITOR.permissions


def test_at_the_server_a_role_is_confirmed_on_record(keeper, second, writer, capsys):
    tick(keeper, writer, roles.WRITER, roles.EDITOR)
    call_command("confirm_roles", writer.username)
    assert "Redaktur" in role_names(writer)
    assert Change.objects.of_row(writer).filter(actor=None, after={"role_confirmed": "Redaktur"}).exists()
    for name in (writer.username, "tidak-ada"):
        with pytest.raises(CommandError):
            call_command("confirm_roles", name)


def test_two_administrators_are_two_persons(keeper, writer, visit):
    other = make_user("adminlain", roles.ADMINISTRATOR)
    browser = visit(other)
    User.objects.filter(pk=other.pk).update(last_login=timezone.now())
    tick(keeper, writer, roles.WRITER, roles.ADMINISTRATOR)
    assert rights(writer) == roles.WRITER.permissions
    decide(browser, open_of(writer)[0])
    assert "Administrator" in role_names(writer)
