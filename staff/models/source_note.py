"""Confidential notes on sources and consent (UU 40/1999, article 4: the right of refusal), encrypted at rest.

The words are no part of a story's text: neither revisions nor the story's file, neither exports nor search have them.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from staff import roles


class SourceNoteKind(models.TextChoices):
    SOURCE = "source", _("A source whose name stays with us")
    CONSENT = "consent", _("Consent of somebody who is shown or quoted")


class SourceNoteQuerySet(models.QuerySet):
    def of(self, article):
        """Notes of a story, whether they were written at it or at an update of it."""
        return self.filter(article=article.update_of_id or article.pk)

    def open_to(self, user):
        """Notes that this person wrote, and with the permission all."""
        return self if user.has_perm(roles.VIEW_SOURCE_NOTE) else self.filter(written_by=user)

    def expired(self):
        """Notes whose last day is over."""
        return self.filter(last_day__lt=timezone.localdate())


class SourceNote(models.Model):
    """A note. `sealed` are its words, encrypted with a key that the database does not have."""

    Kind = SourceNoteKind

    article = models.ForeignKey("articles.Article", models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=SourceNoteKind)
    sealed = models.BinaryField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)
    last_day = models.DateField(_("last day"), help_text=_("The day after, the note is deleted for good."))

    objects = SourceNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("confidential note")
        verbose_name_plural = _("confidential notes")
        ordering = ["written_at", "pk"]
        default_permissions = ()
        permissions = [("view_sourcenote", "May read the confidential notes on sources of all stories")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=SourceNoteKind.values), name="source_note_kind_known"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} ({self.pk})"


class SourceNoteReading(models.Model):
    """One reading of a note: who, and when. It outlives the note, whose number it keeps."""

    article = models.ForeignKey("articles.Article", models.PROTECT, related_name="+")
    note = models.BigIntegerField()
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    read_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("reading of a confidential note")
        verbose_name_plural = _("readings of confidential notes")
        ordering = ["-read_at", "-pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["article", "-read_at"], name="source_note_reading_of_story")]

    def __str__(self):
        return f"{self.reader}, {self.read_at:%Y-%m-%d %H:%M}"
