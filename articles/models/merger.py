"""The record of what was merged: which tag or person went into which other one, when, and by whom.

The row that went is gone; its record leads on from its number and its name, which revisions, open forms and
exports still hold.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class MergerQuerySet(models.QuerySet):
    def into(self, row):
        """The mergers that led to this tag or person."""
        return self.filter(kind=row._meta.model_name, target_id=row.pk).select_related("merged_by")

    def follow(self, kind, ids):
        """Return {old id: the id that it leads to now} for those of these ids whose row was merged."""
        onward = {pk: pk for pk in ids}
        while step := dict(
            self.filter(kind=kind, old_id__in=onward.values()).values_list("old_id", "target_id")
        ):
            onward = {old: step.get(new, new) for old, new in onward.items()}
        return {old: new for old, new in onward.items() if old != new}

    def targets_by_name(self, kind, names):
        """Return {name: the id that it leads to now} for those of these names that were merged, in whatever
        case."""
        rows = self.raw(
            "SELECT merger.*, spelling FROM unnest(%s::text[]) spelling JOIN articles_merger merger"
            " ON merger.kind = %s AND lower(merger.name) = lower(spelling) ORDER BY merger.id",
            [list(names), kind],
        )
        old_ids = {row.spelling: row.old_id for row in rows}
        onward = self.follow(kind, old_ids.values()) if old_ids else {}
        return {name: onward[old] for name, old in old_ids.items()}


class MergerKind(models.TextChoices):
    TAG = "tag", _("tag")
    PERSON = "person", _("person")


class Merger(models.Model):
    """One act of merging. Rows are only ever added; a database trigger says so too."""

    Kind = MergerKind

    kind = models.CharField(max_length=10, choices=MergerKind)
    # Numbers without a constraint: the one row is gone, the other may go into a third one.
    old_id = models.BigIntegerField()
    target_id = models.BigIntegerField()
    name = models.CharField(max_length=120)
    target_name = models.CharField(max_length=120)
    address = models.CharField(max_length=300)
    stories = models.PositiveIntegerField(help_text="Stories that had it.")
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    merged_at = models.DateTimeField(default=timezone.now)

    objects = MergerQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "old_id"], name="merger_of_a_row_once"),
            models.CheckConstraint(condition=Q(kind__in=MergerKind.values), name="merger_kind_known"),
            models.CheckConstraint(condition=~Q(old_id=models.F("target_id")), name="merger_is_of_two"),
        ]
        indexes = [
            models.Index("kind", Lower("name"), name="merger_by_name"),
            models.Index(fields=["kind", "target_id"], name="merger_by_target"),
        ]

    def __str__(self):
        return f"{self.name} → {self.target_name}"
