"""Withdrawing an attachment: nobody outside gets it any more, and the file that came stays as evidence."""

import logging

from django.db import transaction
from django.utils.translation import gettext as _

from articles import permissions
from articles.models import Article, Attachment, Step
from articles.tasks import announce_change, remove_attachment_file
from staff import workflow
from staff.workflow import Refused

logger = logging.getLogger(__name__)


def may_withdraw(user):
    return user.has_perm(permissions.WITHDRAW_ATTACHMENT)


def withdraw(attachment, *, by, reason):
    """Withdraw it from all pages, for good; each story that shows it has that in its history. Raises Refused."""
    if not may_withdraw(by):
        raise Refused(_("Only editors may do this."))
    reason = workflow.required_reason(reason)
    with transaction.atomic():
        showing = Article.objects.filter(attachment_uses__attachment=attachment).order_by(
            "update_of_id", "pk"
        )
        stories = list(showing.select_for_update(of=("self",)))
        attachment = Attachment.objects.select_for_update().get(pk=attachment.pk)
        if not attachment.is_usable:
            raise Refused(_("This attachment was withdrawn already."), code="state")
        attachment.withdraw(by=by, reason=reason)
        for story in stories:
            workflow.note(story, Step.WITHDRAW_ATTACHMENT, by=by, reason=f"{attachment}: {reason}")
            announce_change(story.pk)
        remove_attachment_file.enqueue(attachment.pk)
    try:
        attachment.remove_file()
    except Exception:  # whatever a storage raises: no page shows it, and the task goes on
        logger.exception("the public copy of attachment %s is still there", attachment.pk)
