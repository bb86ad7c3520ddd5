"""Records of edits, and what changes at a story beside its text."""

from functools import partial

from django.db import transaction
from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles import comparison
from articles.models import Article, Step
from articles.models.protection import ProtectedPerson
from articles.tasks import announce_change, refresh_similar
from staff.models import Claim, EditLease, ProtectionAnswer, User
from staff.notifying import notifications, routing
from staff.workflow import checks, previews, protection, small_fix
from staff.workflow.manuscript import Manuscript
from staff.workflow.publishing import note
from staff.workflow.rules import (
    ads_refusal,
    confidence_refusal,
    protection_refusal,
    seen_text,
    urgency_refusal,
)
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


@transaction.atomic
def set_ads(article, *, is_without, by):
    """Say whether the story goes without advertisements, whatever its words are.

    It is no part of the text: an approval stands. Raises Refused.
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    if why := ads_refusal(article, by):
        raise Refused(why)
    if article.is_without_ads != is_without:
        reason = _("The story shows none.") if is_without else _("The story may show some.")
        note(article, Step.ADS, by=by, reason=str(reason), is_without_ads=is_without)
    return article


@transaction.atomic
def confide(article, editors, *, by):
    """Open a story to its writers and to these accounts of editors alone; with None to the whole desk again.

    An editor who is no writer of it stays among them. It is no part of the text: an approval stands. Whoever
    held the story and may not read it any more gives it back, and links that show it outside end. Raises Refused.
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    if why := confidence_refusal(article, by):
        raise Refused(why)
    if editors is None:
        note(article, Step.CONFIDE, by=by, reason=str(_("Open to the desk again.")), confidants=None)
        return article
    people = {user.pk: user for user in routing.editors().filter(pk__in=[user.pk for user in editors])}
    if not article.written_by(by):
        people[by.pk] = by
    names = ", ".join(map(str, people.values())) or str(_("its writers alone"))
    note(article, Step.CONFIDE, by=by, reason=names, confidants=sorted(people))
    previews.revoke_all(article, by=by)
    insiders = User.objects.insiders_of(article)
    for hold in (Claim, EditLease):
        hold.objects.filter(article=article).exclude(user__in=insiders).delete()
    return article


@transaction.atomic
def protect(article, kinds, *, by):
    """Write whom a story and its updates must not identify; with none, that somebody looked and it is nobody. Raises
    Refused."""
    article = Article.objects.select_for_update().get(pk=article.pk)
    kinds = [kind for kind in ProtectedPerson if kind in kinds]
    if why := protection_refusal(article, by, kinds):
        raise Refused(why)
    if article.protected == kinds:
        return article
    root = protection.root_of(article)
    family = Article.objects.filter(Q(pk=root) | Q(update_of=root))
    family.exclude(pk=article.pk).update(protected=kinds)
    labels = ", ".join(str(kind.label) for kind in kinds) or str(_("nobody who has to be protected"))
    note(article, Step.PROTECT, by=by, reason=labels, protected=kinds)
    return article


@transaction.atomic
def answer_places(article, seen, *, by):
    """Write that somebody saw no identity in places: `seen` is {name of a place: digest of what was shown}. A place that
    says something else by now stays open. Raises Refused."""
    article = Article.objects.select_for_update().get(pk=article.pk)
    if why := protection_refusal(article, by):
        raise Refused(why)
    for line in protection.open_lines(Manuscript.of(article)):
        if seen.get(line.place.name) == line.digest:
            ProtectionAnswer.objects.get_or_create(
                article_id=protection.root_of(article),
                place=line.place.name,
                digest=line.digest,
                defaults={"by": by},
            )


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
def record_edit(article, *, by, text=None, action="", reason=""):
    """Make the revision of an edit: of a StoryText, or of the fields as they were just written.

    The row is locked by the caller. A text that had been approved or scheduled goes back to the queue. Of a
    live text only a small fix is taken, see `small_fix`; what changed with a photo and is larger goes on the
    list to sign. Any other edit gets an event only where `action` names one. Returns whether anything changed.
    Raises Refused, with the code "large" where a live text asks for an update.
    """
    before = article.newest_revision
    revision = article.write(text, by=by) if text else article.save_revision(by=by)
    if before and revision.number == before.number:
        return False
    move = partial(article.move_to, by=by, revision=revision, reason=reason)
    if not before:
        move(DRAFT, action=Step.CREATE)
    elif article.status == APPROVED or article.is_scheduled:
        move(SUBMITTED, action=action or Step.EDIT, approved_revision=None, merge_error="")
        notifications.notify_step(Step.EDIT, article, by=by, reason=reason)
    elif article.status == PUBLISHED:
        _record_live_edit(
            move, article, before.text, by=by, action=action, reason=reason, is_typed=bool(text)
        )
    elif article.status == WITHDRAWN:
        move(WITHDRAWN, action=action or Step.FIX, approved_revision=revision)
    elif action:
        move(article.status, action=action)
    return True


def _record_live_edit(move, article, before, *, by, action, reason, is_typed):
    """Let a small fix of a live text stand, and tell of it; refuse what is larger, or put it on the list to
    sign."""
    after = article.newest_revision.text
    if before.tags != after.tags:
        before = comparison.led_on(before)  # a tag may have another name since
    larger = small_fix.larger_parts(before, after, baseline=seen_text(article))
    if larger and is_typed:
        raise too_large(larger)
    if is_typed:
        _require_no_new_problem(article, before)
    what = small_fix.words_that_changed(before, after) or ", ".join(map(str, larger))
    mark = {"needs_signature": True} if larger else {"has_unseen_fix": True}
    move(
        PUBLISHED, action=action or Step.FIX, reason=reason or what, approved_revision=article.newest_revision, **mark
    )  # fmt: skip
    notifications.notify_fix(article, by=by, words=what, is_to_sign=bool(larger))
    refresh_similar.enqueue(article.pk)
    announce_change(article.pk)


def too_large(parts):
    """Return the refusal of a live edit that is more than a small fix."""
    message = format_lazy(
        _("This is more than a small fix of what readers see: {what}. It has to be an update, which a second person approves."),
        what=", ".join(map(str, parts)),
    )  # fmt: skip
    return Refused(message, code="large")


def _require_no_new_problem(article, before):
    """Refuse a small fix after which the live text lacks what publishing needs; what it lacked before does
    not count."""
    earlier = {problem.message for problem in checks.refusing(Manuscript(before, article), checks.PUBLISH)}
    problems = checks.refusing(Manuscript(article.newest_revision.text, article), checks.PUBLISH)
    if problems := [problem for problem in problems if problem.message not in earlier]:
        raise Refused(_("Something is missing before this is possible."), code="checks", problems=problems)
