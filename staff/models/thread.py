"""Comments of editors and writers on a story. Never part of it: nothing public reads these rows."""

import unicodedata

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from articles.models import Article, Revision
from articles.text import body


def plain(text):
    """Return words for comparison: spaces collapsed, one spelling of each letter."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def text_of(headline, standfirst, caption, html):
    """Return all words of a story that can be quoted, as `plain` spells them; `caption` is the lead
    photo's."""
    return plain("\n".join([headline, standfirst, caption, body.text(html)]))


class CommentQuerySet(models.QuerySet):
    def roots(self):
        return self.filter(answers=None)

    def open_first(self):
        """Order threads: unresolved ones first, and of those the one with the newest comment."""
        replies = Comment.objects.filter(answers=OuterRef("pk")).order_by("-created_at")
        newest = Coalesce(Subquery(replies.values("created_at")[:1]), "created_at")
        return self.annotate(newest=newest).order_by("is_resolved", "-newest", "-pk")


class Comment(models.Model):
    """A comment on a story. It is never changed: an author who erred says so in a reply.

    `quote` holds the words of the text that it is about, as they stood in `revision`; without both it is
    about the whole story. Replies go one level deep, and only the comment that begins a thread is resolved.
    """

    article = models.ForeignKey(Article, models.PROTECT, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answers = models.ForeignKey("self", models.PROTECT, null=True, related_name="replies")
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="+")
    quote = models.TextField(blank=True)
    words = models.TextField()
    token = models.CharField(
        max_length=64, help_text="Of the form and what was typed: sent twice, it is one comment."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    is_resolved = models.BooleanField(default=False)
    decided_at = models.DateTimeField(null=True, help_text="When it was resolved or reopened last.")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["author", "token"], name="comment_once"),
            models.CheckConstraint(
                name="comment_quotes_a_revision",
                condition=Q(quote="", revision=None) | (~Q(quote="") & Q(revision__isnull=False)),
            ),
            models.CheckConstraint(
                name="comment_decided_by_somebody",
                condition=Q(decided_at=None, decided_by=None, is_resolved=False)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="comment_only_a_thread_is_resolved", condition=Q(answers=None) | Q(decided_at=None)
            ),
        ]

    def __str__(self):
        return f"{self.author}: {self.words[:50]}"
