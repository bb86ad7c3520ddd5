"""The roles of a newsroom: one table, written into Django's groups after each migration.

A role is a set of permissions with a sentence about it. `staff.workflow` decides what a permission means for
one story in one state.
"""

from dataclasses import dataclass

from django.apps import apps as installed_apps
from django.utils.translation import gettext_lazy as _

from articles import permissions

CHANGE_COVERAGE, CHANGE_USER, VIEW_CHANGE = "staff.change_coverage", "staff.change_user", "staff.view_change"
VIEW_COMPLAINT, CHANGE_COMPLAINT = "staff.view_complaint", "staff.change_complaint"
VIEW_SOURCE_NOTE = "staff.view_sourcenote"

# With one of these somebody approves and publishes, keeps accounts, or changes what every story prints: not without
# a second factor, and by two persons.
DECIDING = frozenset(
    [
        permissions.REVIEW_ARTICLE, permissions.PUBLISH_ALONE, permissions.WITHDRAW_ARTICLE, CHANGE_USER,
        "articles.change_publication",
    ]
)  # fmt: skip
# With one of these somebody may be the second person behind a role that decides.
CONFIRMING = (CHANGE_USER, permissions.WITHDRAW_ARTICLE)


@dataclass(frozen=True)
class Role:
    group: str  # the group's name in the database; in Indonesian, because administrators see it
    sentence: str
    permissions: frozenset[str]


def _all(app, *models):
    """Return the permissions to add, change and view; nothing is ever deleted."""
    return {f"{app}.{verb}_{model}" for model in models for verb in ("add", "change", "view")}


def _view(*models):
    return {f"articles.view_{model}" for model in models}


_WRITER = (
    _all("articles", "article", "photo", "credit", "related")
    | {"articles.add_tag", "articles.add_person", permissions.ADD_ATTACHMENT, permissions.VIEW_ATTACHMENT}
    | _view("category", "region", "tag", "person")
)
_EDITOR = (
    _WRITER
    | _all("articles", "tag", "person", "pick")
    | {
        permissions.DELETE_PICK,
        permissions.REVIEW_ARTICLE,
        permissions.KILL_PHOTO,
        permissions.WITHDRAW_ATTACHMENT,
    }
    | _all("staff", "storytemplate")
    | {"staff.view_coverage", VIEW_COMPLAINT, CHANGE_COMPLAINT}
)
_MANAGING_EDITOR = (
    _EDITOR
    | _all("articles", "category", "region", "page")
    | {permissions.WITHDRAW_ARTICLE, permissions.BREAK_EMBARGO, permissions.KEEP_PERSON}
    | {
        "articles.change_publication",
        "articles.view_publication",
        CHANGE_COVERAGE,
        VIEW_CHANGE,
        VIEW_SOURCE_NOTE,
    }
    | {"articles.view_exportfile"}
    | _all("articles", "adslot", "advertisement")
)

WRITER = Role(
    "Wartawan",
    _("Writes stories and submits them; sees the own ones and what is published."),
    frozenset(_WRITER),
)
EDITOR = Role(
    "Redaktur", _("Reviews, returns, approves and publishes the stories of others."), frozenset(_EDITOR)
)
MANAGING_EDITOR = Role(
    "Redaktur Pelaksana",
    _("An editor who also withdraws stories, together with a second person, and keeps the categories."),
    frozenset(_MANAGING_EDITOR),
)
NIGHT_DESK = Role(
    "Piket Malam",
    _("May publish an own story alone, with a reason; another editor signs it later."),
    frozenset({permissions.PUBLISH_ALONE}),
)
ADMINISTRATOR = Role(
    "Administrator",
    _("Keeps accounts, roles and the publication's data; does not edit stories by that."),
    frozenset(
        _all("staff", "user")
        | {"auth.view_group", "articles.change_publication", "articles.view_publication", VIEW_CHANGE}
        | _all("articles", "person", "category", "region", "page", "exportfile", "adslot", "advertisement")
    ),
)
ADVERTISING = Role(
    "Bagian Iklan",
    _("Keeps advertising spaces and orders, and exports their figures; sees no story before readers do."),
    frozenset(_all("articles", "adslot", "advertisement")),
)
ROLES = (WRITER, EDITOR, MANAGING_EDITOR, NIGHT_DESK, ADMINISTRATOR, ADVERTISING)


def write_groups(sender=None, apps=installed_apps, using="default", **kwargs):
    """Write the roles into Django's groups, after each app's migration; does nothing until all permissions
    exist."""
    Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    ids = {
        f"{app}.{codename}": pk
        for pk, app, codename in Permission.objects.using(using).values_list(
            "pk", "content_type__app_label", "codename"
        )
    }
    if not all(name in ids for role in ROLES for name in role.permissions):
        return
    for role in ROLES:
        group, _created = Group.objects.using(using).get_or_create(name=role.group)
        group.permissions.set([ids[name] for name in role.permissions])
