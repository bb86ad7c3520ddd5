"""The desk's page "Peran dan hak": what each role may do, made from the tables that decide it.

Steps of a story are `ACTIONS`, ways to readers `DOORS`, everything else the permissions of `ROLES`.
"""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from articles import permissions
from staff.accounts import role_proposals
from staff.doors import DOORS
from staff.roles import DECIDING, ROLES
from staff.workflow import ACTIONS
from staff.workflow.rules import CONDITIONS

YES, OWN, NO = "✓", pgettext_lazy("right", "own"), ""
VERBS = {
    "view": pgettext_lazy("right", "see"),
    "add": pgettext_lazy("right", "add"),
    "change": pgettext_lazy("right", "change"),
    "delete": pgettext_lazy("right", "remove"),
}
# What no verb on a model says.
ACTS = {
    permissions.REVIEW_ARTICLE: _("Read the stories of all, review and decide"),
    permissions.WITHDRAW_ARTICLE: _("Take a published story from readers, and put it back"),
    permissions.PUBLISH_ALONE: _("Publish an own story alone, to be signed later"),
    permissions.BREAK_EMBARGO: _("Lift an embargo"),
    permissions.KILL_PHOTO: _("Withdraw a photo from use, and give it free again"),
    permissions.WITHDRAW_ATTACHMENT: _("Withdraw an attachment from all pages"),
    permissions.KEEP_PERSON: _("Keep positions, profiles and accounts of people"),
}


@dataclass(frozen=True)
class Row:
    act: Any
    cells: list  # one a role, in the order of ROLES
    note: str = ""

    @property
    def by_role(self):
        return list(zip(ROLES, self.cells, strict=True))


def steps():
    """Return a row for each step of a story."""
    return [Row(action.label, [_step_cell(action, role) for role in ROLES]) for action in ACTIONS.values()]


def _step_cell(action, role):
    conditions = [CONDITIONS[rule] for rule in action.rules if rule in CONDITIONS]
    if all(of_any in role.permissions for of_any, _of_own in conditions):
        return YES
    is_open = all(role.permissions.intersection(either) for either in conditions)
    return OWN if is_open else NO


def doors():
    """Return a row for each way to readers, with what stands between one person and them."""
    return [
        Row(capfirst(gettext(door.name)), _ticks(door.permissions), gettext(door.second)) for door in DOORS
    ]


def acts():
    return [Row(act, _ticks([permission])) for permission, act in ACTS.items()]


def _ticks(names):
    return [YES if role.permissions.intersection(names) else NO for role in ROLES]


def rows_of_models():
    """Return a row for each model that a role has rights on; its cells are verbs."""
    models = {
        (app, model): None
        for role in ROLES
        for app, _verb, model in map(parts, sorted(role.permissions - ACTS.keys()))
    }
    rows = [Row(_name(app, model), [_verbs(role, app, model) for role in ROLES]) for app, model in models]
    return sorted(rows, key=lambda row: row.act)


def parts(permission):
    """Return app, verb and model of a permission such as `articles.add_article`."""
    app, codename = permission.split(".")
    return (app, *codename.split("_", 1))


def _name(app, model):
    return str(
        _("Roles") if model == "group" else capfirst(apps.get_model(app, model)._meta.verbose_name_plural)
    )


def _verbs(role, app, model):
    return ", ".join(str(word) for verb, word in VERBS.items() if f"{app}.{verb}_{model}" in role.permissions)


@require_safe
def page(request):
    context = {
        **admin.site.each_context(request),
        "title": _("Roles and rights"),
        "roles": ROLES,
        "deciding": [role.group for role in ROLES if role.permissions & DECIDING],
        "own": set(request.user.groups.values_list("name", flat=True)),
        "proposals": role_proposals.open_for(request.user),
        "tables": [
            (_("Steps of a story"), steps()),
            (_("Ways to readers"), doors()),
            (_("What only some may do"), acts()),
            (_("Pages of the desk"), rows_of_models()),
        ],
    }
    return TemplateResponse(request, "desk/accounts/roles.html", context)
