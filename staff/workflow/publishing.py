"""Effects of actions: approval, publication, updates of live stories, embargoes."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from articles import comparison, zones
from articles.models import Article, Credit, Notice, Person, Revision, Step
from articles.photos.places import shown_only_in
from articles.tasks import announce_change, draw_photo, refresh_similar, remove_folder
from staff.models import NoticeProposal
from staff.models.notifying import UNDO_WINDOW
from staff.notifying import notifications
from staff.workflow import checks, rules
from staff.workflow.states import APPROVED, DRAFT, PUBLISHED, WITHDRAWN, Refused


def _approve(article, *, by, answers, **kwargs):
    """The approver signs as editor; the revision with that credit is the one that may go live. `answers` are codes and
    words of what was asked."""
    person = Person.objects.for_user(by)
    if not article.credits.filter(role=Credit.Role.EDITOR, person=person).exists():
        last = article.credits.aggregate(last=Max("order"))["last"]
        article.credits.create(person=person, role=Credit.Role.EDITOR, order=0 if last is None else last + 1)
    revision = article.save_revision(by=by, kind=Revision.Kind.APPROVAL)
    codes, words = answers
    article.move_to(
        APPROVED, action=Step.APPROVE, by=by, reason=words, codes=codes, revision=revision, approved_revision=revision
    )  # fmt: skip


def _publish(article, *, by, at, reason="", name=Step.PUBLISH, **changes):
    """Readers get the approved text: now, at a moment to come, or as the new text of a live story."""
    _refuse(changed_or_unpublishable(article, at))
    if article.update_of_id and not at:
        return _merge(article, by=by, reason=reason, name=name, **changes)
    article.move_to(
        PUBLISHED,
        action=name,
        by=by,
        reason=reason,
        revision=article.approved_revision,
        published_at=at or timezone.now(),
        **changes,
    )
    if article.update_of_id:
        merge_update.using(run_after=at).enqueue(article.pk)
        return None
    if article.verifies_id:
        tell_verification.using(run_after=at).enqueue(article.pk)
    refresh_similar.enqueue(article.pk)
    if at:  # others may show it in their lists only from then on
        refresh_similar.using(run_after=at).enqueue(article.pk)
    end_of_undo = timezone.now() + UNDO_WINDOW
    announce_change(article.pk, max(at or end_of_undo, end_of_undo))  # until then it may be taken back


@task()
def tell_verification(pk):
    """Note at an unverified story that this one verifies it, and let machines that follow changes learn of it; nothing
    happens where readers do not have both."""
    with transaction.atomic():
        article = Article.objects.public().filter(pk=pk).first()
        before = (
            article and Article.objects.public().select_for_update().filter(pk=article.verifies_id).first()
        )
        if before and before.is_unverified:
            newest = article.events.filter(to_status=PUBLISHED).first()
            reason = f"/berita/{article.pk}/"
            note(before, Step.VERIFY, by=newest.actor, reason=reason, updated_at=timezone.now())
            announce_change(before.pk)


# ---- Obstacles: what stands between a story and its readers, whoever presses the button. The screen asks here
# which buttons to offer, and the effects ask again.


def changed_or_unpublishable(article, at=None):
    """Return the Refused that publishing an approved text would meet now, or at that moment; None without."""
    return _changed_since_approval(article) or unpublishable(article, at)


def unpublishable(article, at=None):
    """Return the same of a text that is approved in this very step."""
    return _embargoed(article, at) or (article.update_of_id and _behind(article, article.update_of)) or None


def _refuse(refused):
    if refused:
        raise refused


def _changed_since_approval(article):
    approved, present = article.approved_revision, article.snapshot()
    if approved.says(present) or comparison.led_on(approved.text).digest == present.digest:
        return None
    message = format_lazy(
        _("The text is not the one that was approved: {what} changed. It has to be approved again."),
        what=", ".join(map(str, comparison.labels_of_changes(approved.text, present))),
    )
    return Refused(message, code="changed", compare=approved)


def _embargoed(article, at):
    if not article.embargo_until or (at or timezone.now()) >= article.embargo_until:
        return None
    message = format_lazy(
        _("Under embargo until {time}. Nobody can publish it before."),
        time=zones.words(article.embargo_until, article.zone),
    )
    return Refused(message, code="embargo")


def _behind(copy, live):
    """Return why a working copy cannot become the live text, which went on without it."""
    if live.status != PUBLISHED:
        return Refused(_("The live story is no longer published, so it cannot be updated."))
    if live.version != copy.update_base:
        message = _("The live text was changed since this update was begun. Bring both together first.")
        return Refused(message, code="merge")
    return None


# ---- Updates of live stories


def _merge(copy, *, by, reason="", name=Step.PUBLISH, **changes):
    """The approved text of a working copy becomes the live text: same story, same address, one history.

    Raises Refused with the code "merge" where the live text was changed since the copy last saw it.
    """
    live = Article.objects.select_for_update().get(pk=copy.update_of_id)
    _refuse(_behind(copy, live))
    revision = live.write(copy.snapshot(), by=by)
    live.move_to(
        PUBLISHED,
        action=Step.UPDATE,
        by=by,
        reason=reason,
        revision=revision,
        approved_revision=revision,
        updated_at=timezone.now(),
        needs_signature=live.needs_signature or changes.get("needs_signature", False),
    )
    copy.move_to(
        PUBLISHED,
        action=name,
        by=by,
        reason=reason,
        revision=copy.approved_revision,
        published_at=timezone.now(),
        merged_revision=revision,
        merge_error="",
        **{key: value for key, value in changes.items() if key != "needs_signature"},
    )
    if proposal := NoticeProposal.objects.of(copy).first():
        proposal.publish(by=by, revision=revision)
    if live.verifies_id:
        tell_verification.enqueue(live.pk)
    refresh_similar.enqueue(live.pk)
    announce_change(live.pk)


def _merge_now(article, *, by, reason, **kwargs):
    _refuse(changed_or_unpublishable(article))
    _merge(article, by=by, reason=reason, name=Step.MERGE)


@transaction.atomic
def merge_when_due(pk):
    """Merge a scheduled update whose time has come; nothing happens to one that was merged or taken back
    meanwhile.

    The person who scheduled it decided; whether the rules still let it through is asked anew. Raises Refused.
    """
    copy = Article.objects.select_for_update().get(pk=pk)
    due, now = copy.published_at, timezone.now()
    if not copy.is_scheduled or due is None or due > now:
        return
    if problems := checks.problems(copy, checks.PUBLISH):
        raise Refused(" ".join(problem.message for problem in problems), code="checks", problems=problems)
    plans = copy.events.filter(to_status=PUBLISHED).exclude(from_status=PUBLISHED)  # those are later notes
    planner = plans.select_related("actor")[0].actor
    reason = gettext("Later than planned: the task worker had stood still.") if now - due > LATE else ""
    _merge_now(copy, by=planner, reason=reason)
    notifications.notify_step(Step.MERGE, copy, by=planner, reason=reason)


@task()
def merge_update(pk):
    """A scheduled update, in a transaction of its own: what goes wrong is told at the story and harms no
    other."""
    try:
        merge_when_due(pk)
    except Refused as refused:
        _tell_merge_error(pk, str(refused.message))
    except Exception:
        _tell_merge_error(pk, gettext("An unexpected error; the administrator finds it in the log."))
        raise


@transaction.atomic
def _tell_merge_error(pk, message):
    copies = Article.objects.filter(pk=pk).exclude(merge_error=message)
    if copies.update(merge_error=message):
        notifications.update_failed(Article.objects.get(pk=pk), message)


def overdue_updates():
    """Scheduled updates whose time has come and that are not merged: with an error, or forgotten."""
    return Article.objects.open_updates().filter(status=PUBLISHED, published_at__lte=timezone.now())


def _approve_and_publish(article, *, by, at, answers, **kwargs):
    _approve(article, by=by, answers=answers)
    _publish(article, by=by, at=at)


def _publish_alone(article, *, by, at, reason, answers):
    codes, words = answers
    article.approved_revision = article.save_revision(by=by)
    _publish(
        article, by=by, at=at, reason="\n".join(filter(None, [reason, words])), codes=codes, name=Step.PUBLISH_ALONE,
        approved_revision=article.approved_revision, needs_signature=True,
    )  # fmt: skip


def _propose_update(article, *, by, **kwargs):
    """Makes the working copy: the live text, in a row that is a draft again. Returns it."""
    copy = Article.objects.create(
        headline=article.headline,
        created_by=by,
        update_of=article,
        update_base=article.version,
        protected=article.protected,
    )
    revision = copy.write(article.snapshot(), by=by)
    copy.move_to(DRAFT, action=Step.PROPOSE_UPDATE, by=by, revision=revision)
    return copy


def _set_embargo(article, *, by, at, **kwargs):
    if article.is_under_embargo and at < article.embargo_until:
        raise Refused(_("The embargo that is in force ends later. Only lifting it makes it shorter."))
    note(article, Step.EMBARGO, by=by, reason=zones.words(at, article.zone), embargo_until=at)


def _lift_embargo(article, *, by, reason, **kwargs):
    note(article, Step.LIFT_EMBARGO, by=by, reason=reason, embargo_until=None)


def _date_back(article, *, by, at, reason, **kwargs):
    """Readers and machines get the day of the first publication, and since when it has been here."""
    online_at = article.online_at or article.published_at
    if at >= online_at:
        raise Refused(_("A story is dated back to a moment before it went online here."), code="time")
    before, after = (zones.words(moment, article.zone) for moment in (article.published_at, at))
    note(
        article,
        Step.DATE_BACK,
        by=by,
        reason=f"{before} → {after}. {reason}",
        published_at=at,
        online_at=online_at,
        updated_at=article.updated_at or online_at,  # for whoever asks for what is new since
        embargo_until=None,
    )
    refresh_similar.enqueue(article.pk)
    announce_change(article.pk)


def _withdraw(article, *, by, reason, **kwargs):
    """Readers get the reason in place of the story, as a notice too, and no photo that stood nowhere else."""
    request, revision = rules.open_request(article), article.newest_revision
    article.move_to(WITHDRAWN, action=Step.WITHDRAW, by=by, reason=reason, revision=revision)
    Notice.objects.create(
        article=article, kind=Notice.Kind.WITHDRAWAL, text=reason, revision=revision, proposed_by=request.actor,
        published_by=by,
    )  # fmt: skip
    for photo in shown_only_in(article):
        remove_folder.enqueue(photo.leave_folder())
        draw_photo.enqueue(photo.pk)


def _take_back_request(article, *, by, reason, **kwargs):
    note(article, Step.TAKE_BACK_REQUEST, by=by, reason=reason)


def note(article, action, *, by, reason, **changes):
    """Writes into a story's history what changes neither its text nor its status."""
    revision = article.newest_revision
    article.move_to(article.status, action=action, by=by, reason=reason, revision=revision, **changes)


LATE = timedelta(minutes=5)  # a scheduled update that comes later than this says so
