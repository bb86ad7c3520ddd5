"""The record of changes: who changed what beside the stories' texts, when, from which value to which.

The database writes it by triggers (`staff/models/triggers.py`), so that no door is forgotten: a form, a
`QuerySet.update`, a command, a hand at the server. Who did it and where is told by `staff.attribution`.
"""

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.models import Photo, Publication
from staff.models.account_link import AccountLink
from staff.models.triggers import RECORDED_TABLES

_LABELS = {
    "staff_user_groups": _("roles of an account"),
    "staff_user_user_permissions": _("rights of an account"),
    "auth_group_permissions": _("rights of a role"),
    "articles_importrun": _("imports"),
    "articles_merger": _("merged names"),
}


def model_of(table):
    """Return the model of a table; None of one that no model has."""
    tables = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    return tables.get(table)


def label_of(table):
    """Return what people call a row of this table."""
    model = model_of(table)
    return str(capfirst(_LABELS.get(table) or (model._meta.verbose_name if model else table)))


class ChangeKind(models.TextChoices):
    INSERT = "insert", _("made")
    UPDATE = "update", _("changed")
    DELETE = "delete", _("removed")
    NOTE = "note", _("done")  # a step that changes no row: an export, a printout, a sign-in


# What lets somebody into an account: its columns, and the link that somebody who keeps accounts made for it.
_OF_WAYS_IN = ["password", "is_superuser", "is_staff", "is_active", "email", "link"]


class ChangeQuerySet(models.QuerySet):
    def to_sign(self):
        """Changes that readers see and that no second person has signed."""
        return self.filter(needs_signature=True, signature__isnull=True)

    def without_sign_ins(self):
        return self.exclude(table="staff_user", kind=ChangeKind.UPDATE, after__has_key="last_login")

    def sensitive(self):
        """Changes that publisher and managing editors are told of: roles, ways into an account, moving in, the
        publication."""
        return self.filter(
            Q(table__in=["staff_user_groups", "staff_user_user_permissions"])
            | Q(table="staff_user", after__has_any_keys=_OF_WAYS_IN)
            | Q(table="articles_importrun", kind=ChangeKind.INSERT)
            | Q(table="articles_publication", kind=ChangeKind.UPDATE)
        )

    def note(self, row, *, by, source, **facts):
        """Record a step that changes nothing: who took what out, and with which facts."""
        return self.create(
            actor=by, source=source[:200], table=row._meta.db_table, row=row.pk or 0, name=str(row)[:200],
            kind=ChangeKind.NOTE, after=facts, needs_signature=False,
        )  # fmt: skip

    def on_the_page_of(self, story):
        """Changes of what the page of a story shows beside its text, since readers have it: of its section,
        place, tags and people, of its photos, of the publication, and of its place on the front page."""
        rows = {
            "articles_category": _with_ancestors(story.category),
            "articles_region": _with_ancestors(story.region),
            "articles_tag": story.tags.values("pk"),
            "articles_person": story.credits.values("person"),
            "articles_photo": Photo.objects.shown_in(story).values("pk"),
            "articles_publication": Publication.objects.values("pk"),
        }
        condition = Q(table="articles_pick") & (
            Q(before__article_id=story.pk) | Q(after__article_id=story.pk)
        )
        for table, ids in rows.items():
            shown = Q(after__has_any_keys=RECORDED_TABLES[table].public)
            condition |= Q(table=table, row__in=ids) & shown
        return self.filter(condition, at__gte=story.online_at or story.published_at)

    def of_row(self, row):
        return self.filter(table=row._meta.db_table, row=row.pk)


def _with_ancestors(node):
    ids = []
    while node:
        ids.append(node.pk)
        node = node.parent
    return ids


class Change(models.Model):
    """One change of one row. `before` and `after` are {column: value}: of an update, of what differs.

    Rows are only ever added; a database trigger says so too.
    """

    Kind = ChangeKind

    at = models.DateTimeField(db_default=Now(), db_index=True)
    # Without a constraint: what an account did stays on record when its row goes.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, db_constraint=False, related_name="+"
    )
    source = models.CharField(max_length=200, blank=True, help_text="Address of the page, or the command.")
    table = models.CharField(max_length=63)
    row = models.BigIntegerField()
    name = models.CharField(max_length=200, blank=True, help_text="Of the row, as it was called then.")
    kind = models.CharField(max_length=6, choices=ChangeKind)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    needs_signature = models.BooleanField()

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["-pk"]
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["table", "row", "-id"], name="change_of_row"),
            models.Index(fields=["actor", "-id"], name="change_by_actor"),
            models.Index(fields=["id"], name="change_to_sign", condition=Q(needs_signature=True)),
        ]

    def __str__(self):
        return f"{self.table} {self.name}: {self.kind}"

    def invites(self, account):
        """Return whether this is the invitation by which an account came in itself."""
        is_own = self.table == "staff_user" and self.row == account.pk
        return is_own and self.after == {"link": str(AccountLink.Purpose.INVITATION.label)}

    def is_first_password(self):
        """Return whether somebody chose the first password of the own account: an invitation was accepted."""
        is_own = self.table == "staff_user" and self.kind == ChangeKind.UPDATE and self.actor_id == self.row
        if not is_own or list(self.after) != ["password"]:
            return False
        earlier = Change.objects.filter(table=self.table, row=self.row, pk__lt=self.pk)
        passwords = earlier.filter(kind=ChangeKind.UPDATE, after__has_key="password")
        return earlier.filter(kind=ChangeKind.INSERT).exists() and not passwords.exists()


class ChangeSignature(models.Model):
    """A second person has seen a change that readers see."""

    change = models.OneToOneField(Change, models.PROTECT, related_name="signature")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return f"{self.change_id}: {self.by}"
