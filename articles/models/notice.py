"""Notices: what is published about a story after its publication, each with its time, for good.

The press council's guideline for online media (2012, clause 4) wants corrections and replies linked to their story and
their time shown, clause 5 a public reason for a withdrawal; the journalists' code (article 10) wants an apology.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.addresses import path_of
from articles.models.fields import LineField, LinesField


class NoticeKind(models.TextChoices):
    ERRATUM = "ralat", _("Erratum")
    CORRECTION = "koreksi", _("Correction")
    REPLY = "hak-jawab", _("Right of reply")
    UPDATE = "pembaruan", _("Update note")
    WITHDRAWAL = "pencabutan", _("Withdrawal")


class NoticeOrigin(models.TextChoices):
    """Whoever asked for it."""

    NEWSROOM = "newsroom", _("the newsroom itself")
    READER = "reader", _("a reader")
    SUBJECT = "subject", _("whom the story is about")
    COUNCIL = "council", _("the press council")


class NoticeWords(models.Model):
    """The words of a notice, published or proposed."""

    kind = models.CharField(_("kind"), max_length=10, choices=NoticeKind)
    text = LinesField(_("text"), max_length=4000)
    before = LinesField(_("what the story said"), max_length=600, blank=True)
    after = LinesField(_("what it says now"), max_length=600, blank=True)
    apology = LinesField(_("apology"), max_length=300, blank=True)
    origin = models.CharField(
        _("asked for by"), max_length=10, choices=NoticeOrigin, default=NoticeOrigin.NEWSROOM
    )
    requester = LineField(
        _("name of whoever asked"),
        max_length=120,
        blank=True,
        help_text=_("Readers see it. Leave it empty where the person shall not be named."),
    )

    WORDS = ("kind", "text", "before", "after", "apology", "origin", "requester")

    class Meta:
        abstract = True

    @property
    def words(self):
        """The values of WORDS, by name."""
        return {name: getattr(self, name) for name in self.WORDS}

    @property
    def corrects(self):
        """Whether it takes back or answers what the story said; an update note only adds to it."""
        return self.kind != NoticeKind.UPDATE

    @property
    def lines(self):
        """All that readers read of it, as lines of plain text."""
        labelled = [
            (_("What the story said: {text}"), self.before),
            (_("What it says now: {text}"), self.after),
        ]
        parts = [str(format_lazy(label, text=text)) for label, text in labelled if text]
        return [self.text, *parts, *([self.apology] if self.apology else [])]


class NoticeQuerySet(models.QuerySet):
    def about_texts(self):
        """Notices of the public list of corrections: all but withdrawals, which have a list of their own."""
        return self.exclude(kind=NoticeKind.WITHDRAWAL)

    def of_withdrawals(self):
        return self.filter(kind=NoticeKind.WITHDRAWAL)

    def newest_first(self):
        return self.order_by("-created_at", "-pk")


class Notice(NoticeWords):
    """A published notice. Rows are only ever added; `created_at` is the time that readers see."""

    Kind = NoticeKind
    Origin = NoticeOrigin

    article = models.ForeignKey("articles.Article", models.PROTECT, related_name="notices")
    revision = models.ForeignKey(
        "articles.Revision",
        models.PROTECT,
        related_name="+",
        help_text="The text that readers had beside it.",
    )
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=NoticeKind.values), name="notice_kind_known"),
            models.CheckConstraint(condition=Q(origin__in=NoticeOrigin.values), name="notice_origin_known"),
            models.CheckConstraint(
                condition=~Q(published_by=F("proposed_by")), name="notice_has_two_persons"
            ),
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="notice_newest_first"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.text}"

    def get_absolute_url(self):
        return path_of("withdrawal" if self.kind == NoticeKind.WITHDRAWAL else "notice", self.pk)
