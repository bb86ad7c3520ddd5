"""Attachments: documents and recordings that stand in a story's text as a card with name and size.

A row never changes but by its withdrawal: what a second person approved is what readers get. The file that came stays
in the storage "originals", which has no addresses; readers get a copy without hidden parts, under a name that cannot
be guessed, which goes with the withdrawal.
"""

import secrets

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from articles.attachments import intake
from articles.models.fields import LineField, LinesField
from articles.models.photo import originals

LONGEST_NAME = 60  # characters of a public file's name


class AttachmentQuerySet(models.QuerySet):
    def usable(self):
        return self.filter(withdrawn_at=None)

    def withdrawn_with_files(self):
        """Attachments whose public copy is still there although nobody may get it."""
        return self.filter(withdrawn_at__isnull=False, is_removed=False)

    def shown_in(self, stories):
        """Those that stand in the text of one of these stories."""
        uses = AttachmentUse.objects.filter(article__in=stories.values("pk"), attachment=OuterRef("pk"))
        return self.filter(Exists(uses))


class AttachmentKind(models.TextChoices):
    PDF = "pdf", _("document")
    AUDIO = "audio", _("recording")


class Attachment(models.Model):
    Kind = AttachmentKind

    name = LineField(_("name"), max_length=120, help_text=_("As readers see it on the card."))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, editable=False)
    original = models.FileField(storage=originals, upload_to="%Y/%m/", editable=False)
    sha256 = models.CharField(max_length=64, editable=False, help_text="Of the file that came.")
    file = models.CharField(max_length=160, editable=False, unique=True, help_text="In the public storage.")
    size = models.PositiveIntegerField(_("size"), editable=False, help_text="In bytes, of what readers get.")
    pages = models.PositiveIntegerField(_("pages"), null=True, editable=False)
    seconds = models.PositiveIntegerField(_("seconds"), null=True, editable=False)

    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="attachments",
        verbose_name=_("uploaded by"),
    )  # fmt: skip
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    withdrawal_reason = LinesField(blank=True, editable=False)
    is_removed = models.BooleanField(
        default=False, db_default=False, editable=False,
        help_text="Whether the public copy of a withdrawn one is gone.",
    )  # fmt: skip

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["-uploaded_at", "-pk"]
        permissions = [("withdraw_attachment", "May withdraw an attachment from all pages")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=AttachmentKind.PDF, pages__isnull=False, seconds__isnull=True)
                | Q(kind=AttachmentKind.AUDIO, pages__isnull=True, seconds__isnull=False),
                name="attachment_is_read_or_heard",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawal_reason="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawal_reason=""),
                name="attachment_withdrawn_with_a_reason",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="attachment_has_a_name"),
        ]
        indexes = [models.Index(fields=["uploaded_by", "-uploaded_at"], name="attachment_of_a_person")]

    def __str__(self):
        return self.name

    @classmethod
    def take_in(cls, file, name, *, by):
        """Make an attachment of an upload: row, original and public copy, all or none of them. The same file under the
        same name of the same person is the one that is there: an answer may have been lost.

        Raises ValidationError with a message for the uploader.
        """
        arrival = intake.read(file)
        attachment = cls(name=name, kind=arrival.kind, sha256=arrival.sha256, uploaded_by=by)
        attachment.clean_fields(exclude=["original", "file", "size"])
        twins = cls.objects.usable().filter(sha256=arrival.sha256, name=attachment.name, uploaded_by=by)
        if twin := twins.first():
            return twin
        copy = arrival.copy
        attachment.size, attachment.pages, attachment.seconds = len(copy.content), copy.pages, copy.seconds
        attachment.file = _public_name(attachment.name, copy.extension)
        try:
            with transaction.atomic():
                file.seek(0)
                attachment.original.save(
                    f"{arrival.sha256}-{secrets.token_hex(4)}.{copy.extension}", file, save=False
                )
                default_storage.save(attachment.file, ContentFile(copy.content))
                attachment.save(force_insert=True)
        except BaseException:
            if attachment.original._committed and attachment.original:
                attachment.original.storage.delete(attachment.original.name)
            default_storage.delete(attachment.file)
            raise
        return attachment

    @property
    def is_usable(self):
        return self.withdrawn_at is None

    @property
    def url(self):
        """The address of the public copy; "" of one that was withdrawn."""
        return default_storage.url(self.file) if self.is_usable else ""

    @property
    def media_type(self):
        return "application/pdf" if self.kind == self.Kind.PDF else _AUDIO_TYPES[self.file.rpartition(".")[2]]

    def withdraw(self, *, by, reason):
        """Note that nobody outside gets it any more. Its public copy goes with `remove_file`, after this is
        committed."""
        self.withdrawn_at, self.withdrawn_by, self.withdrawal_reason = timezone.now(), by, reason
        self.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])

    def remove_file(self):
        """Take the public copy of a withdrawn attachment away. Raises OSError where it is still there afterwards."""
        if self.is_usable:
            return
        default_storage.delete(self.file)
        if default_storage.exists(self.file):
            raise OSError(f"attachment {self.pk}: its public copy could not be removed")
        type(self).objects.filter(pk=self.pk).update(is_removed=True)


_AUDIO_TYPES = {"mp3": "audio/mpeg", "m4a": "audio/mp4", "ogg": "audio/ogg"}


def _public_name(name, extension):
    words = slugify(name)[:LONGEST_NAME].strip("-") or "lampiran"
    return f"lampiran/{secrets.token_hex(12)}/{words}.{extension}"


class AttachmentUse(models.Model):
    """An attachment that stands in a story's text.

    The text decides; this row finds the stories and keeps the attachment.
    """

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="attachment_uses")
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="uses")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "attachment"], name="attachment_use_once")]
