"""Records of edits, and what changes at a story beside its text."""

from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Step
from articles.tasks import announce_change, refresh_similar
from staff.notifying import notifications, routing
from staff.workflow import checks
from staff.workflow.manuscript import Manuscript
from staff.workflow.publishing import note
from staff.workflow.rules import urgency_refusal
from staff.workflow.states import APPROVED, DRAFT, PUBLISHED, SUBMITTED, WITHDRAWN, Refused


@transaction.atomic
def set_urgency(article, urgency, *, by):
    """Write how soon the editors have to see it.

    It is no part of the text: an approval stands. Raises Refused.
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    if why := urgency_refusal(article, by):
        raise Refused(why)
    if urgency not in Article.Urgency.values:
        raise Refused(_("Choose how urgent the story is."), code="urgency")
    if urgency != article.urgency:
        note(article, Step.URGENCY, by=by, reason=str(Article.Urgency(urgency).label), urgency=urgency)
        routing.set_clock_anew(article)
    return article


def note_crop(article, *, by, reason):
    """Crops are no part of the text, and part of what somebody looked at all the same."""
    if article.status == APPROVED or article.is_scheduled:
        article.move_to(
            SUBMITTED, action=Step.CROP_PHOTO, by=by, reason=reason, revision=article.newest_revision,
            approved_revision=None, merge_error="",
        )  # fmt: skip
        notifications.notify_step(Step.EDIT, article, by=by, reason=reason)
    elif article.status == PUBLISHED:
        note(article, Step.CROP_PHOTO, by=by, reason=reason)


@transaction.atomic(savepoint=False)
def record_edit(article, *, by, text=None, update=False, action="", reason=""):
    """Make the revision of an edit: of a StoryText, or of the fields as they were just written.

    The row is locked by the caller. A text that had been approved or scheduled goes back to the queue. A
    live text stays live under the editor's name: as a small fix, or with `update` as a change that readers
    are told of. Any other edit gets an event only where `action` names one. Returns whether anything changed.
    """
    before = article.version
    published_photos = _manuscript(article).photo_ids if text and article.is_public else None
    revision = article.write(text, by=by) if text else article.save_revision(by=by)
    if revision.number == before:
        return False
    if published_photos is not None:
        _require_ready(article, published_photos)
    move = partial(article.move_to, by=by, revision=revision, reason=reason)
    if not before:
        move(DRAFT, action=Step.CREATE)
    elif article.status == APPROVED or article.is_scheduled:
        move(SUBMITTED, action=action or Step.EDIT, approved_revision=None, merge_error="")
        notifications.notify_step(Step.EDIT, article, by=by, reason=reason)
    elif article.status == PUBLISHED:
        changes = {"approved_revision": revision}
        if update:
            changes["updated_at"] = timezone.now()
        move(PUBLISHED, action=action or (Step.UPDATE if update else Step.FIX), **changes)
        if update:
            notifications.notify_step(Step.UPDATE, article, by=by, reason=reason)
        refresh_similar.enqueue(article.pk)
        announce_change(article.pk)
    elif article.status == WITHDRAWN:
        move(WITHDRAWN, action=action or Step.FIX, approved_revision=revision)
    elif action:
        move(article.status, action=action)
    return True


def _manuscript(article):
    """Return the text of the newest revision, which is at hand."""
    return Manuscript(article.newest_revision.text, article)


def _require_ready(article, published_photos):
    """Refuse a small fix that puts an incomplete photo before readers; photos that they see already do not
    count."""
    if problems := list(checks.photos_are_ready(_manuscript(article), besides=published_photos)):
        message = format_lazy(
            "{why} {what}",
            why=_("Readers see this at once, so its photos have to be complete."),
            what=" ".join(problem.message for problem in problems),
        )
        raise Refused(message, code="checks", problems=problems)
