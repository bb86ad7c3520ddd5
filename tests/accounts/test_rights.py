"""The page "Peran dan hak": what it says is what the rules do."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from articles import permissions
from articles.models import Article
from staff import roles, workflow
from staff.accounts import rights
from staff.doors import DOORS
from staff.workflow import ACTIONS
from staff.workflow.rules import CONDITIONS
from tests.support.factories import in_state, make_user

pytestmark = pytest.mark.django_db
EVERY = frozenset().union(*(role.permissions for role in roles.ROLES))
STATES = ("draft", "submitted", "returned", "approved", "scheduled", "published", "withdrawn", "spiked")


def test_everybody_at_the_desk_reads_it(publication, writer, visit, client):
    answer = visit(writer).get(reverse("admin:roles"))
    assert answer.status_code == 200
    html = answer.content.decode()
    assert "peran Anda" in html
    for role in roles.ROLES:
        assert str(role.sentence) in html
    assert client.get(reverse("admin:roles")).status_code == 302


def test_every_action_door_and_permission_has_a_row():
    assert [str(row.act) for row in rights.steps()] == [str(action.label) for action in ACTIONS.values()]
    assert len(rights.doors()) == len(DOORS)
    of_models = EVERY - rights.ACTS.keys()
    assert set(rights.ACTS) <= EVERY
    shown = {row.act: row.cells for row in rights.rows_of_models()}
    for permission in of_models:
        app, verb, model = rights.parts(permission)
        assert verb in rights.VERBS, permission  # else it needs words of its own in ACTS
        cells = shown[rights._name(app, model)]
        for role, cell in zip(roles.ROLES, cells, strict=True):
            holds = permission in role.permissions
            assert (str(rights.VERBS[verb]) in str(cell).split(", ")) == holds, (role.group, permission)


def test_every_door_is_opened_by_a_permission_that_there_is():
    there_are = {
        f"{app}.{name}" for app, name in Permission.objects.values_list("content_type__app_label", "codename")
    }
    for door in DOORS:
        assert door.permissions, door.name
        assert set(door.permissions) <= EVERY & there_are, door.name
    for row in rights.doors():
        assert any(row.cells), row.act


def test_every_rule_that_asks_for_a_permission_says_so():
    """What a rule refuses to an account without any right, and to no other, is a question of rights."""
    named = {name for rule in CONDITIONS for name in rule.__code__.co_names}
    for action in ACTIONS.values():
        for rule in action.rules:
            names = set(rule.__code__.co_names)
            if "has_perm" in names or names & {"editor", "managing_editor", "own_writer"}:
                assert rule in CONDITIONS, rule.__name__
    assert "has_perm" in named


@pytest.mark.slow
@pytest.mark.parametrize("role", roles.ROLES, ids=lambda role: role.group)
def test_what_the_table_denies_the_workflow_refuses_in_every_state(
    role, publication, writer, editor, managing_editor
):
    person = make_user("orang", role)
    cells = dict(zip(ACTIONS, (row.by_role for row in rights.steps()), strict=True))
    owners = [writer, person] if permissions.ADD_ARTICLE in role.permissions else [writer]
    stories = [in_state(state, owner, editor, managing_editor) for state in STATES for owner in owners]
    for name in ACTIONS:
        cell = dict(cells[name])[role]
        for story in Article.objects.filter(pk__in=[story.pk for story in stories]):
            refused = workflow.refusal(name, story, person)
            is_own = story.written_by(person)
            if cell == rights.NO or (cell == rights.OWN and not is_own and name != "take_back_request"):
                assert refused, (name, story.status, is_own)
    for name, cell in cells.items():
        if dict(cell)[role] != rights.NO and name in POSSIBLE:
            assert any(not workflow.refusal(name, story, person) for story in stories), name


# Steps that are open in one of these states to whoever may do them, without a request or a mark before.
POSSIBLE = (
    "submit",
    "recall",
    "approve",
    "publish",
    "return",
    "unschedule",
    "request_withdrawal",
    "spike",
    "embargo",
)
