"""Notices that one person proposed and that wait for a second one."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from articles.models import Notice, NoticeWords
from articles.models.notice import NoticeKind, NoticeOrigin
from staff.models.complaint import Complaint

PROPOSABLE = [kind for kind in NoticeKind if kind != NoticeKind.WITHDRAWAL]  # that comes with the withdrawal


class NoticeProposalQuerySet(models.QuerySet):
    def of(self, article):
        """The proposal that waits with a live story, or with an update of one."""
        if article.update_of_id:
            return self.filter(update=article)
        return self.filter(article=article, update=None)


class NoticeProposal(NoticeWords):
    """Words of a notice to come, at most one for a live story and one for each of its updates. It goes when it is
    decided: the story's history keeps its words."""

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="notice_proposals", help_text="The live story."
    )
    update = models.ForeignKey(
        "articles.Article",
        models.CASCADE,
        null=True,
        related_name="+",
        help_text="The update with which readers get it.",
    )
    complaint = models.ForeignKey(
        Complaint,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="notice_proposals",
        help_text="The letter that it answers.",
    )
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)

    objects = NoticeProposalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["article", "update"], nulls_distinct=False, name="notice_proposal_one_for_each"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in PROPOSABLE]),
                name="notice_proposal_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(origin__in=NoticeOrigin.values), name="notice_proposal_origin_known"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.text}"

    def publish(self, *, by, revision):
        """Make it a notice of its story, with the text that readers have beside it, and return that; the proposal
        goes. A letter that it answers is decided by it."""
        notice = Notice.objects.create(
            article=self.article,
            revision=revision,
            proposed_by=self.proposed_by,
            published_by=by,
            **self.words,
        )
        if complaint := Complaint.objects.open().select_for_update().filter(pk=self.complaint_id).first():
            handler = complaint.handler or by
            complaint.decide(Complaint.Outcome.NOTICE, by=by, notice=notice, handler=handler)
        self.delete()
        return notice
