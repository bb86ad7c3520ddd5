"""Taking a decision back within seconds: a step of its own, by whoever decided, where nothing else has happened.

It only moves back. What an approval or a publication allowed is gone with it, and has to be decided anew.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Credit, Revision, Step
from staff.models.notifying import UNDO_WINDOW
from staff.notifying import notifications
from staff.workflow import rules
from staff.workflow.states import APPROVED, SUBMITTED, Refused

SECONDS_SHOWN = 10  # that the button stands there; the rest of the window is for slow phones
# A decision and the last event that it writes.
UNDOABLE = {
    Step.APPROVE: Step.APPROVE,
    Step.APPROVE_AND_PUBLISH: Step.PUBLISH,
    Step.PUBLISH: Step.PUBLISH,
    Step.PUBLISH_ALONE: Step.PUBLISH_ALONE,
    Step.RETURN: Step.RETURN,
}


def refusal(name, article, event, user):
    """Return why this person may not take this decision back now; None when it is allowed. `event` is the id of
    the last one that it wrote."""
    newest = article.events.first()
    if name not in UNDOABLE or not newest or newest.pk != event or newest.action != UNDOABLE[name]:
        return _("Something else has happened to the story since: nothing was taken back.")
    if newest.actor_id != user.pk or rules.outsider(article, user):
        return _("Only whoever decided takes it back.")
    if article.updates.open_updates().exists():
        return _("Something else has happened to the story since: nothing was taken back.")
    if article.merged_revision_id:
        return _("The update is part of the live story now: nothing was taken back.")
    if not newest.revision or article.version != newest.revision.number:
        return _("The text was changed since: nothing was taken back.")
    if timezone.now() - newest.created_at > UNDO_WINDOW:
        return _("The seconds to take it back are over.")
    if name == Step.APPROVE_AND_PUBLISH and not _approval_in(article, newest):
        return _("Only whoever decided takes it back.")
    return None


def _approval_in(article, newest):
    """Return the approval that came with a publication, in the same press; None where it was one of before."""
    before = article.events.exclude(pk=newest.pk).first()
    if before and before.action == Step.APPROVE and before.actor_id == newest.actor_id:
        return before if newest.created_at - before.created_at < UNDO_WINDOW else None
    return None


@transaction.atomic
def undo(name, article, *, event, by):
    """Put a story back to where it was before this decision, and return it. Raises Refused."""
    article = Article.objects.select_for_update().get(pk=article.pk)
    if why := refusal(name, article, event, by):
        raise Refused(why, code="undo")
    newest = article.events.select_related("revision").first()
    first = _approval_in(article, newest) if name == Step.APPROVE_AND_PUBLISH else newest
    was_public, seconds = article.is_public, round((timezone.now() - first.created_at).total_seconds())
    status, changes = _before(name, article, newest)
    if name in (Step.APPROVE, Step.APPROVE_AND_PUBLISH):
        _take_credit_back(article, first, by=by)
    words = _("After {n} seconds. Readers could see it.") if was_public else _("After {n} seconds.")
    article.move_to(
        status, action=Step.UNDO, by=by, reason=str(format_lazy(words, n=seconds)),
        revision=article.newest_revision, **changes,
    )  # fmt: skip
    notifications.take_back(article, by=by, since=first.created_at)
    return article


def _before(name, article, newest):
    """Return the status before a decision, and the values of the fields that it wrote."""
    if name == Step.RETURN:
        approval = article.events.filter(action=Step.APPROVE).select_related("revision").first()
        was_approved = newest.from_status == APPROVED
        return newest.from_status, {"approved_revision": approval.revision if was_approved else None}
    if name == Step.PUBLISH:
        return APPROVED, {"published_at": None}
    if name == Step.APPROVE:  # the time that was planned for it is none of an approval's
        return SUBMITTED, {"approved_revision": None}
    return SUBMITTED, {"approved_revision": None, "published_at": None, "needs_signature": False}


def _take_credit_back(article, event, *, by):
    """Remove the editor's credit that the approval of this event added, in a revision that counts as nobody's
    save."""
    approval = event.revision
    before = article.revisions.main().filter(number__lt=approval.number).first()
    is_older = article.events.filter(revision=approval, pk__lt=event.pk).exists()  # then it added nothing
    if approval.kind != Revision.Kind.APPROVAL or is_older or not before:
        return
    people = {line.person for line in approval.text.credits if line.role == Credit.Role.EDITOR}
    people -= {line.person for line in before.text.credits if line.role == Credit.Role.EDITOR}
    if people:
        article.credits.filter(role=Credit.Role.EDITOR, person__in=people).delete()
        article.save_revision(by=by, kind=Revision.Kind.APPROVAL)
