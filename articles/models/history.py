"""Revisions and events: the texts of a story and its steps.

Rows are only ever added; a database trigger says so too.
"""

from enum import StrEnum

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.models.fields import LinesField
from articles.models.taxonomy import Tag
from articles.text.story_text import StoryText


class RevisionQuerySet(models.QuerySet):
    def main(self):
        """The texts that the story had, without those that were kept aside."""
        return self.exclude(kind=Revision.Kind.SIDE)

    def aside(self):
        return self.filter(kind=Revision.Kind.SIDE)


class RevisionKind(models.TextChoices):
    SAVE = "save", _("saved")
    APPROVAL = "approval", _("approval")
    SIDE = "side", _("kept aside")


MAIN_KINDS = [RevisionKind.SAVE, RevisionKind.APPROVAL]  # texts that the story had


class ConflictCause(models.TextChoices):
    """The reason for which a text was kept aside."""

    STALE = "stale", _("somebody else saved first")
    LEASE = "lease", _("somebody else was writing")
    NOT_WRITABLE = "refused", _("the story could no longer be changed")


class Revision(models.Model):
    """One full snapshot of a story. `content` is the JSON of its `text`.

    A side revision is a text that somebody typed and that could not be saved: it never was the story's text.
    """

    Kind = RevisionKind
    Cause = ConflictCause

    article = models.ForeignKey("articles.Article", models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.SAVE)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    base = models.PositiveIntegerField(null=True)
    cause = models.CharField(max_length=10, choices=Cause, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_number_unique"),
            models.CheckConstraint(
                condition=models.Q(kind__in=MAIN_KINDS, base__isnull=True, cause="")
                | models.Q(kind=RevisionKind.SIDE, base__isnull=False, cause__in=ConflictCause.values),
                name="revision_kind_known",
            ),
        ]

    def __str__(self):
        return f"{self.article_id} r{self.number}"

    @cached_property
    def text(self):
        """The text as a StoryText."""
        return StoryText.from_json(self.content)

    def says(self, text):
        """Return whether this is the text, but for what lines have been cleaned of since, and for tags that have
        another name since."""
        if self.digest == text.digest:
            return True
        mine, yours = self.text.cleaned(), text.cleaned()
        if mine.tags != yours.tags:
            mine = mine.replace(tags=Tag.objects.names_of_today(mine.tags))
        return mine.digest == yours.digest


class Step(StrEnum):
    """The names of the steps in a story's life, as `ArticleEvent.action` keeps them.

    What may be pressed is told in `staff.workflow.ACTIONS`; the others come from saving, from photos and from
    imports.
    """

    CREATE = "create"
    SUBMIT = "submit"
    RECALL = "recall"
    APPROVE_AND_PUBLISH = "approve_and_publish"
    APPROVE = "approve"
    PUBLISH = "publish"
    PUBLISH_ALONE = "publish_alone"
    RETURN = "return"
    UNSCHEDULE = "unschedule"
    MERGE = "merge"
    PROPOSE_UPDATE = "propose_update"
    SIGN = "sign"
    SEE_FIX = "see_fix"
    REQUEST_WITHDRAWAL = "request_withdrawal"
    WITHDRAW = "withdraw"
    REQUEST_REINSTATEMENT = "request_reinstatement"
    REINSTATE = "reinstate"
    PROPOSE_NOTICE = "propose_notice"
    PUBLISH_NOTICE = "publish_notice"
    DROP_NOTICE = "drop_notice"
    WAIVE_NOTICE = "waive_notice"
    TAKE_BACK_REQUEST = "take_back_request"
    SPIKE = "spike"
    REVIVE = "revive"
    EMBARGO = "embargo"
    LIFT_EMBARGO = "lift_embargo"
    DATE_BACK = "date_back"
    EDIT = "edit"
    FIX = "fix"
    UPDATE = "update"
    RESTORE = "restore"
    KILL_PHOTO = "kill_photo"
    FREE_PHOTO = "free_photo"
    CROP_PHOTO = "crop_photo"
    WITHDRAW_ATTACHMENT = "withdraw_attachment"
    DISCLOSE = "disclose"
    VERIFY = "verify"
    URGENCY = "urgency"
    CONFIDE = "confide"
    PROTECT = "protect"
    ADS = "ads"
    UNDO = "undo"
    SHARE_PREVIEW = "share_preview"
    REVOKE_PREVIEW = "revoke_preview"
    REDACT = "redact"
    IMPORT = "import"


class ArticleEventQuerySet(models.QuerySet):
    def newsroom_is_live(self):
        """Return whether anything was ever published at this desk. Until then a paper is being set up, and one
        person may do what takes two afterwards; stories that were moved in do not count."""
        return self.filter(action__in=(Step.PUBLISH, Step.PUBLISH_ALONE)).exists()


class ArticleEvent(models.Model):
    """One step of a story's life: who did what, from which state to which, on which text, and why."""

    article = models.ForeignKey("articles.Article", models.PROTECT, related_name="events")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    action = models.CharField(max_length=30)
    from_status = models.CharField(max_length=10, blank=True)
    to_status = models.CharField(max_length=10)
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="+")
    reason = LinesField(blank=True)
    codes = ArrayField(models.CharField(max_length=20), default=list, help_text="Reasons that are counted.")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ArticleEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["article", "-created_at"], name="event_newest_first"),
            models.Index(fields=["action", "created_at"], name="event_by_action"),
        ]

    def __str__(self):
        return f"{self.action}: {self.from_status} → {self.to_status}"
