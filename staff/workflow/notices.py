"""The steps of a notice.

One person proposes a notice, another publishes it: by itself, or together with the update that it belongs to.
"""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.models import Step
from articles.tasks import announce_change
from staff.models import NoticeProposal
from staff.workflow.publishing import note
from staff.workflow.states import PUBLISHED, Refused


def _propose(article, *, by, notice, **kwargs):
    """Keep the words until another person decides; `notice` is an unsaved NoticeProposal with them."""
    if notice is None:
        raise Refused(_("Write the notice first."), code="notice")
    notice.article, notice.update = article.update_of or article, article if article.update_of_id else None
    notice.proposed_by = by
    notice.save()
    note(article, Step.PROPOSE_NOTICE, by=by, reason="\n".join([notice.get_kind_display(), *notice.lines]))


def _publish(article, *, by, **kwargs):
    """Readers get the notice now, with its own time."""
    proposal = NoticeProposal.objects.of(article).get()
    notice = proposal.publish(by=by, revision=article.newest_revision)
    article.move_to(
        PUBLISHED, action=Step.PUBLISH_NOTICE, by=by, reason=str(notice), revision=notice.revision,
        updated_at=notice.created_at,
    )  # fmt: skip
    announce_change(article.pk)


def _drop(article, *, by, reason, **kwargs):
    proposal = NoticeProposal.objects.of(article).get()
    proposal.delete()
    words = format_lazy("{reason}\n{notice}", reason=reason, notice=proposal)
    note(article, Step.DROP_NOTICE, by=by, reason=str(words))


def _waive(article, *, by, reason, **kwargs):
    note(article, Step.WAIVE_NOTICE, by=by, reason=reason)
