"""The way of a story from draft to reader: one table, and `perform`, the one door.

Buttons, admin actions and tests all read `ACTIONS`. `perform` asks, in this order: may this person do
this, is the row in a state for it (under a lock), is it still the text that was looked at, is what the
action demands there. Then it writes status and event in one transaction.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from articles import snapshots, zones
from articles.models import Article, Credit, Person, Revision
from articles.models.history import digest
from articles.tasks import announce_change, refresh_similar
from staff import checks, notifications, reasons, routing
from staff.manuscript import Manuscript
from staff.models import Claim

DRAFT, SUBMITTED, RETURNED, APPROVED, PUBLISHED, WITHDRAWN, SPIKED = Article.Status.values
# Not a status of the row but of the moment: published, and its time has not come.
SCHEDULED = "scheduled"
# A working copy whose text went into the live story: its way is over.
MERGED = "merged"
STATES = (*Article.Status.values, SCHEDULED, MERGED)


class Refused(Exception):
    """An action that may not happen now.

    `message` is for the person; `problems` name fields to mend; `compare` is the revision to hold against
    the present text; `aside` the side revision that keeps what was typed, and `is_kept` whether the history
    has it, there or elsewhere.
    """

    def __init__(self, message, *, code="refused", problems=(), compare=None):
        super().__init__(message)
        self.message, self.code, self.problems = message, code, list(problems)
        self.compare, self.aside, self.is_kept = compare, None, False


# A rule answers None, or a sentence why this person may not do this to this story.
Rule = Callable[[Article, Any], Any]


def editor(article, user):
    if not user.has_perm("articles.review_article"):
        return _("Only editors may do this.")


def managing_editor(article, user):
    if not user.has_perm("articles.withdraw_article"):
        return _("Only managing editors may do this.")


def own_writer(article, user):
    if not article.written_by(user):
        return _("Only a writer of this story may do this.")


def writer_or_editor(article, user):
    return editor(article, user) and own_writer(article, user)


def editor_or_writer_of_draft(article, user):
    """Editors any unpublished story; a writer only what never left the own hands."""
    if editor(article, user) and (own_writer(article, user) or not _is_own_draft(article)):
        return _("Only editors may do this; a writer only to an own draft.")


def _is_own_draft(article):
    spiked = article.events.filter(action="spike").first() if article.status == SPIKED else None
    return (spiked.from_status if spiked else article.status) == DRAFT


def second_person(article, user):
    """Four eyes: whoever approves is neither writer, nor co-writer, nor the last to save the text."""
    if article.written_by(user):
        return _("You wrote this story: somebody else has to approve it.")
    if article.last_saved_by_id() == user.pk:
        return _("You saved the latest text: somebody else has to approve it.")


def night_desk(article, user):
    if not user.has_perm("articles.publish_alone_article"):
        return _("Only the night desk may publish alone.")
    if not second_person(article, user):
        return _("This is not your own story: approve it in the ordinary way.")


def unsigned(article, user):
    if not article.needs_signature:
        return _("This story needs no signature.")


def not_alone_in_withdrawal(article, user):
    """Two persons take a story down: one asks with a reason, another, a managing editor, does it."""
    request = withdrawal_request(article)
    if not request:
        return _("A second person has to request the withdrawal first.")
    if request.actor_id == user.pk:
        return _("You requested the withdrawal: another managing editor has to do it.")


def no_withdrawal_requested(article, user):
    if withdrawal_request(article):
        return _("The withdrawal was requested already.")


def withdrawal_request(article):
    """The open request to take this story down, if there is one."""
    newest = article.events.filter(action__in=["request_withdrawal", "withdraw", "reinstate"]).first()
    return newest if newest and newest.action == "request_withdrawal" else None


def live_story(article, user):
    if article.update_of_id:
        return _("This is an update: do it in the live story.")


def working_copy(article, user):
    if not article.update_of_id:
        return _("This is not an update of a live story.")


def no_open_update(article, user):
    """At most one open working copy a story."""
    if Article.objects.open_updates().filter(update_of=article.update_of_id or article.pk).exists():
        return _("Somebody proposed an update already. Go on with that one.")


def may_break_embargo(article, user):
    if not article.is_under_embargo:
        return _("There is no embargo in force.")
    if not user.has_perm("articles.break_embargo_article"):
        return _("Only managing editors may lift an embargo.")


@dataclass(frozen=True)
class Action:
    label: Any  # what the button says
    sources: tuple[str, ...]
    target: str
    rules: tuple[Rule, ...]
    needs_reason: bool = False
    reason_label: Any = ""  # who will read the reason
    takes_codes: bool = False  # may be given reasons of `reasons.REASONS`
    checks: str = ""  # the stage whose checks refuse it: see `checks.TABLE`
    done: Any = ""  # what is told afterwards
    takes_time: bool = False  # may be given a moment in the future
    time_label: Any = ""  # what a moment that has to be given is
    tone: str = "plain"  # plain, main or danger: how the button looks
    changes: Mapping[str, Any] = field(default_factory=dict)  # fields that are written with the status
    effect: Callable | None = None  # instead of a plain move to the target


def _approve(article, *, by, **kwargs):
    """The approver signs as editor; the revision with that credit is the one that may go live."""
    person = Person.objects.for_user(by)
    if not article.credits.filter(role=Credit.Role.EDITOR, person=person).exists():
        last = article.credits.aggregate(last=Max("order"))["last"]
        article.credits.create(person=person, role=Credit.Role.EDITOR, order=0 if last is None else last + 1)
    revision = article.save_revision(by=by, kind=Revision.Kind.APPROVAL)
    article.move_to(APPROVED, action="approve", by=by, revision=revision, approved_revision=revision)


def _publish(article, *, by, at, reason="", name="publish", **changes):
    """Readers get the approved text: now, at a moment to come, or as the new text of a live story."""
    _require_approved_text(article)
    _respect_embargo(article, at)
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
    refresh_similar.enqueue(article.pk)
    if at:  # others may show it in their lists only from then on
        refresh_similar.using(run_after=at).enqueue(article.pk)
    announce_change(article.pk, at)


def _require_approved_text(article):
    approved, now = article.approved_revision.content, article.snapshot()
    if digest(now) != article.approved_revision.digest:
        what = ", ".join(str(label) for label in snapshots.changed(approved, now))
        raise Refused(
            format_lazy(
                _("The text is not the one that was approved: {what} changed. It has to be approved again."),
                what=what,
            ),
            code="changed",
            compare=article.approved_revision,
        )


def _respect_embargo(article, at):
    if article.embargo_until and (at or timezone.now()) < article.embargo_until:
        raise Refused(
            format_lazy(
                _("Under embargo until {time}. Nobody can publish it before."),
                time=zones.words(article.embargo_until, article.zone),
            ),
            code="embargo",
        )


def _merge(copy, *, by, reason="", name="publish", **changes):
    """The approved text of a working copy becomes the live text: same story, same address, one history.

    Raises Refused with the code "merge" where the live text was changed since the copy last saw it.
    """
    live = Article.objects.select_for_update().get(pk=copy.update_of_id)
    if live.status != PUBLISHED:
        raise Refused(_("The live story is no longer published, so it cannot be updated."))
    if live.version != copy.update_base:
        raise Refused(
            _("The live text was changed since this update was begun. Bring both together first."),
            code="merge",
        )
    revision = live.write(copy.snapshot() | {"slug": live.slug}, by=by)
    live.move_to(
        PUBLISHED,
        action="update",
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
    refresh_similar.enqueue(live.pk)
    announce_change(live.pk)


def _merge_now(article, *, by, reason, **kwargs):
    _require_approved_text(article)
    _respect_embargo(article, None)
    _merge(article, by=by, reason=reason, name="merge")


@transaction.atomic
def merge_when_due(pk):
    """Merges a scheduled update whose time has come; nothing for one that was merged or taken back meanwhile.

    The person who scheduled it decided; whether the rules still let it through is asked anew. Raises Refused.
    """
    copy = Article.objects.select_for_update().get(pk=pk)
    if not copy.is_scheduled or copy.published_at > timezone.now():
        return
    if problems := checks.problems(copy, checks.PUBLISH):
        raise Refused(" ".join(problem.message for problem in problems), code="checks", problems=problems)
    scheduled = copy.events.filter(to_status=PUBLISHED).first()
    late = timezone.now() - copy.published_at > LATE
    reason = gettext("Later than planned: the task worker had stood still.") if late else ""
    _merge_now(copy, by=scheduled.actor, reason=reason)
    notifications.after("merge", copy, by=scheduled.actor, reason=reason)


@task()
def merge_update(pk):
    """A scheduled update, in a transaction of its own: what goes wrong is told at the story and harms no other."""
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


def _approve_and_publish(article, *, by, at, **kwargs):
    _approve(article, by=by)
    _publish(article, by=by, at=at)


def _publish_alone(article, *, by, at, reason):
    article.approved_revision = article.save_revision(by=by)
    _publish(
        article, by=by, at=at, reason=reason, name="publish_alone",
        approved_revision=article.approved_revision, needs_signature=True,
    )  # fmt: skip


def _propose_update(article, *, by, **kwargs):
    """Makes the working copy: the live text, in a row that is a draft again. Returns it."""
    copy = Article.objects.create(
        headline=article.headline, created_by=by, update_of=article, update_base=article.version
    )
    revision = copy.write(article.snapshot(), by=by)
    copy.move_to(DRAFT, action="propose_update", by=by, revision=revision)
    return copy


def _set_embargo(article, *, by, at, **kwargs):
    if article.is_under_embargo and at < article.embargo_until:
        raise Refused(_("The embargo that is in force ends later. Only lifting it makes it shorter."))
    note(article, "embargo", by=by, reason=zones.words(at, article.zone), embargo_until=at)


def _lift_embargo(article, *, by, reason, **kwargs):
    note(article, "lift_embargo", by=by, reason=reason, embargo_until=None)


def note(article, action, *, by, reason, **changes):
    """Writes into a story's history what changes neither its text nor its status."""
    revision = article.newest_revision
    article.move_to(article.status, action=action, by=by, reason=reason, revision=revision, **changes)


def review_refusal(article, user):
    """Why this person may not take this story to review now; None when it is allowed."""
    if article.status != SUBMITTED:
        return _("Only a submitted story is taken to review.")
    return editor(article, user) or second_person(article, user)


def urgency_refusal(article, user):
    """Why this person may not say now how urgent this is; None when it is allowed."""
    if state_of(article) not in UNPUBLISHED:
        return _("Only a story that is not published yet has an urgency.")
    return writer_or_editor(article, user)


@transaction.atomic
def set_urgency(article, urgency, *, by):
    """How soon the editors have to see it. No part of the text: an approval stands. Raises Refused."""
    article = Article.objects.select_for_update().get(pk=article.pk)
    if why := urgency_refusal(article, by):
        raise Refused(why)
    if urgency not in Article.Urgency.values:
        raise Refused(_("Choose how urgent the story is."), code="urgency")
    if urgency != article.urgency:
        note(article, "urgency", by=by, reason=str(Article.Urgency(urgency).label), urgency=urgency)
        routing.set_clock_anew(article)
    return article


def note_crop(article, *, by, reason):
    """Crops are no part of the text, and part of what somebody looked at all the same."""
    if article.status == APPROVED or article.is_scheduled:
        article.move_to(
            SUBMITTED, action="crop_photo", by=by, reason=reason, revision=article.newest_revision,
            approved_revision=None, merge_error="",
        )  # fmt: skip
        notifications.after("edit", article, by=by, reason=reason)
    elif article.status == PUBLISHED:
        note(article, "crop_photo", by=by, reason=reason)


HELD = (SUBMITTED, APPROVED, PUBLISHED, WITHDRAWN)  # what readers see or editors have
UNPUBLISHED = (DRAFT, SUBMITTED, RETURNED, APPROVED)
LATE = timedelta(minutes=5)  # a scheduled update that comes later than this says so

ACTIONS: dict[str, Action] = {
    "submit": Action(
        label=_("Submit to the editors"),
        sources=(DRAFT, RETURNED),
        target=SUBMITTED,
        rules=(writer_or_editor,),
        checks=checks.SUBMIT,
        tone="main",
        done=_("Submitted. The editors have the story now."),
    ),
    "recall": Action(
        label=_("Take back to draft"),
        sources=(SUBMITTED,),
        target=DRAFT,
        rules=(own_writer,),
        done=_("Taken back. The story is a draft again."),
    ),
    "approve_and_publish": Action(
        label=_("Approve and publish"),
        sources=(SUBMITTED,),
        target=PUBLISHED,
        rules=(editor, second_person),
        checks=checks.PUBLISH,
        takes_time=True,
        tone="main",
        effect=_approve_and_publish,
        done=_("Approved and published."),
    ),
    "approve": Action(
        label=_("Approve"),
        sources=(SUBMITTED,),
        target=APPROVED,
        rules=(editor, second_person),
        checks=checks.PUBLISH,
        effect=_approve,
        done=_("Approved. The story can be published."),
    ),
    "publish": Action(
        label=_("Publish"),
        sources=(APPROVED,),
        target=PUBLISHED,
        rules=(editor,),
        checks=checks.PUBLISH,
        takes_time=True,
        tone="main",
        effect=_publish,
        done=_("Published."),
    ),
    "publish_alone": Action(
        label=_("Publish alone (night desk)"),
        sources=(SUBMITTED,),
        target=PUBLISHED,
        rules=(night_desk,),
        needs_reason=True,
        reason_label=_("Why is there no second person? Another editor has to sign the story later."),
        checks=checks.PUBLISH,
        effect=_publish_alone,
        done=_("Published. It stays on the list to sign until another editor has signed it."),
    ),
    "return": Action(
        label=_("Return to the writer"),
        sources=(SUBMITTED, APPROVED),
        target=RETURNED,
        rules=(editor,),
        needs_reason=True,
        reason_label=_("What should the writer change? The writer sees this at the top of the story."),
        takes_codes=True,
        changes={"approved_revision": None},
        done=_("Returned. The writer sees your reason at the top of the story."),
    ),
    "unschedule": Action(
        label=_("Cancel the schedule"),
        sources=(SCHEDULED,),
        target=APPROVED,
        rules=(editor,),
        changes={"published_at": None, "merge_error": ""},
        done=_("The schedule was cancelled. The story is approved and waits."),
    ),
    "merge": Action(
        label=_("Put the update online now"),
        sources=(SCHEDULED,),
        target=PUBLISHED,
        rules=(working_copy, editor),
        checks=checks.PUBLISH,
        effect=_merge_now,
        done=_("The update is online."),
    ),
    "propose_update": Action(
        label=_("Propose an update"),
        sources=(PUBLISHED,),
        target=PUBLISHED,
        rules=(live_story, writer_or_editor, no_open_update),
        effect=_propose_update,
        done=_("This is the working copy. Readers keep the live text until the update is approved."),
    ),
    "sign": Action(
        label=_("Sign the night story"),
        sources=(PUBLISHED, SCHEDULED),
        target=PUBLISHED,
        rules=(live_story, unsigned, editor, second_person),
        tone="main",
        changes={"needs_signature": False},
        done=_("Signed."),
    ),
    "request_withdrawal": Action(
        label=_("Request withdrawal"),
        sources=(PUBLISHED,),
        target=PUBLISHED,
        rules=(live_story, editor, no_withdrawal_requested),
        needs_reason=True,
        reason_label=_("Why should readers no longer see this story? A managing editor decides."),
        done=_("Requested. Another person, a managing editor, has to withdraw the story."),
    ),
    "withdraw": Action(
        label=_("Withdraw"),
        sources=(PUBLISHED,),
        target=WITHDRAWN,
        rules=(managing_editor, not_alone_in_withdrawal),
        needs_reason=True,
        reason_label=_("The reason is public: it replaces the story at its address."),
        tone="danger",
        done=_("Withdrawn. Its address now shows the date and your reason."),
    ),
    "reinstate": Action(
        label=_("Put back online"),
        sources=(WITHDRAWN,),
        target=PUBLISHED,
        rules=(managing_editor,),
        needs_reason=True,
        reason_label=_("Why may readers see this story again?"),
        done=_("The story is public again."),
    ),
    "spike": Action(
        label=_("Spike"),
        sources=UNPUBLISHED,
        target=SPIKED,
        rules=(editor_or_writer_of_draft,),
        needs_reason=True,
        reason_label=_("Why will this story not be used?"),
        tone="danger",
        changes={"approved_revision": None},
        done=_("Spiked. It can be revived."),
    ),
    "revive": Action(
        label=_("Revive as a draft"),
        sources=(SPIKED,),
        target=DRAFT,
        rules=(editor_or_writer_of_draft, no_open_update),
        done=_("Revived. The story is a draft again."),
    ),
    "embargo": Action(
        label=_("Set an embargo"),
        sources=UNPUBLISHED,
        target="",
        rules=(writer_or_editor,),
        takes_time=True,
        time_label=_("Not to be published before"),
        effect=_set_embargo,
        done=_("The embargo is set. Nobody can publish the story before."),
    ),
    "lift_embargo": Action(
        label=_("Lift the embargo"),
        sources=UNPUBLISHED,
        target="",
        rules=(may_break_embargo,),
        needs_reason=True,
        reason_label=_("Why may the story be published before its time?"),
        effect=_lift_embargo,
        tone="danger",
        done=_("The embargo is lifted."),
    ),
}

# Actions whose last event has the name of another.
STEPS = {"approve_and_publish": ("publish", "publish_alone")}

# Events that are no actions of the table: they come from saving, see `record_edit`.
EVENT_LABELS = {
    **{name: action.label for name, action in ACTIONS.items()},
    "create": pgettext_lazy("event", "Begun"),
    "edit": pgettext_lazy("event", "Edited after approval"),
    "fix": pgettext_lazy("event", "Small fix of the live text"),
    "update": pgettext_lazy("event", "Update of the live text"),
    "restore": pgettext_lazy("event", "Earlier text put back"),
    "kill_photo": pgettext_lazy("event", "Photo withdrawn from use"),
    "free_photo": pgettext_lazy("event", "Photo given free again"),
    "crop_photo": pgettext_lazy("event", "Photo cropped in another way"),
    "urgency": pgettext_lazy("event", "Urgency set"),
    "import": pgettext_lazy("event", "Moved in from the former site"),
}


def state_of(article):
    if article.merged_revision_id:
        return MERGED
    return SCHEDULED if article.is_scheduled else article.status


def refusal(name, article, user):
    """Why this person may not do this now, as a sentence; None when it is allowed."""
    action = ACTIONS[name]
    if not user.is_active or not user.is_staff:
        return _("This account does not work at the desk.")
    if state_of(article) not in action.sources:
        return format_lazy(
            _("“{action}” is not possible: the story is “{status}” now."),
            action=action.label,
            status=state_label(article),
        )
    return next((why for rule in action.rules if (why := rule(article, user))), None)


def state_label(article):
    labels = {SCHEDULED: pgettext_lazy("status", "Scheduled"), MERGED: pgettext_lazy("status", "Merged")}
    return labels.get(state_of(article), article.get_status_display())


def available(article, user):
    """The actions that this person may perform on this story now: name → Action, in the table's order."""
    return {name: action for name, action in ACTIONS.items() if not refusal(name, article, user)}


def was_just_done(name, article, user):
    """Whether the newest step of this story is this one, by this person: the same button was pressed twice."""
    newest = article.events.first()
    return bool(newest) and newest.actor_id == user.pk and newest.action in STEPS.get(name, (name,))


@transaction.atomic
def perform(name, article, *, by, revision, reason="", at=None, codes=()):
    """Does one action of the table and returns the article as it is afterwards.

    `revision` is the number of the revision that the person looked at; `at` a moment to publish, in the
    future; `codes` are of `reasons.REASONS`. Raises Refused, and then nothing was written.
    """
    action = ACTIONS[name]
    article = Article.objects.select_for_update().get(pk=article.pk)
    if why := refusal(name, article, by):
        raise Refused(why, code="refused" if state_of(article) in action.sources else "state")
    if article.version != revision:
        raise _stale(article, revision)
    codes = reasons.known(codes) if action.takes_codes else []
    reason = reasons.in_words(codes, reason.replace("\x00", "").strip())
    if action.needs_reason and not reason:
        raise Refused(_("Please give a reason."), code="reason")
    if at and not action.takes_time:
        raise Refused(_("This action takes no time."), code="time")
    if action.time_label and not at:
        raise Refused(_("Please give a time."), code="time")
    _check_time(at)
    if problems := checks.problems(article, action.checks):
        raise Refused(_("Something is missing before this is possible."), code="checks", problems=problems)
    if action.effect:
        article = action.effect(article, by=by, at=at, reason=reason) or article
    else:
        article.move_to(
            action.target, action=name, by=by, reason=reason, codes=codes, revision=article.newest_revision,
            **action.changes,
        )  # fmt: skip
    if WITHDRAWN in (action.target, *action.sources):  # taken from readers, or given back
        announce_change(article.pk)
    notifications.after(name, article, by=by, reason=reason)
    if action.target:
        Claim.objects.filter(article=article).delete()  # it is decided
    return article


def _stale(article, seen):
    """Names the new revision, says what is different from the one that was looked at, and where to see it."""
    seen = article.revisions.main().filter(number=seen).first()
    parts = snapshots.changed(seen.content, article.snapshot()) if seen else []
    message = format_lazy(
        _("The story was changed while you looked at it, to r{number}: {what}. Read it, then decide again."),
        number=article.version,
        what=", ".join(map(str, parts)) or "–",
    )
    return Refused(message, code="stale", compare=seen)


def _check_time(at: datetime | None):
    if at and at <= timezone.now():
        raise Refused(_("The time to publish has passed. Choose one in the future."), code="time")


def edit_refusal(article, user):
    """Why this person may not change this text now; None when it is allowed."""
    is_editor = user.has_perm("articles.review_article")
    if not user.has_perm("articles.change_article"):
        return _("This account does not write at the desk.")
    if article.merged_revision_id:
        return _("This update is part of the live story now.")
    if article.status in (WITHDRAWN, SPIKED):
        return _("This story is put away. Put it back first to edit it.")
    if is_editor and article.status != PUBLISHED:
        return None
    if article.status == PUBLISHED:
        if not is_editor:
            return _("Readers see this text. Propose an update to change it.")
        if article.is_public and article.written_by(user):
            return _("This is your own published story: propose an update, or let another editor change it.")
        return None
    if not article.written_by(user):
        return _("This is the story of somebody else.")
    if article.status not in (DRAFT, RETURNED):
        return _("The editors have this story now. Take it back to go on writing.")
    return None


@transaction.atomic(savepoint=False)
def record_edit(article, *, by, content=None, update=False, action="", reason=""):
    """Makes the revision of an edit: of `content`, a snapshot, or of the fields as they were just written.

    The row is locked by the caller. A text that had been approved or scheduled goes back to the queue. A
    live text stays live under the editor's name: as a small fix, or with `update` as a change that readers
    are told of. Any other edit gets an event only where `action` names one. Returns whether anything changed.
    """
    before = article.version
    shown = _text_of(article).photo_ids if content and article.is_public else None
    revision = article.write(content, by=by) if content else article.save_revision(by=by)
    if revision.number == before:
        return False
    if shown is not None:
        _require_ready(article, shown)
    move = partial(article.move_to, by=by, revision=revision, reason=reason)
    if not before:
        move(DRAFT, action="create")
    elif article.status == APPROVED or article.is_scheduled:
        move(SUBMITTED, action=action or "edit", approved_revision=None, merge_error="")
        notifications.after("edit", article, by=by, reason=reason)
    elif article.status == PUBLISHED:
        changes = {"approved_revision": revision}
        if update:
            changes["updated_at"] = timezone.now()
        move(PUBLISHED, action=action or ("update" if update else "fix"), **changes)
        if update:
            notifications.after("update", article, by=by, reason=reason)
        refresh_similar.enqueue(article.pk)
        announce_change(article.pk)
    elif article.status == WITHDRAWN:
        move(WITHDRAWN, action=action or "fix", approved_revision=revision)
    elif action:
        move(article.status, action=action)
    return True


def _text_of(article):
    """The text of the newest revision, which is at hand."""
    return Manuscript(article.newest_revision.content, article)


def _require_ready(article, shown):
    """A small fix puts no incomplete photo before readers. What they see already does not keep it from mending."""
    if lacking := list(checks.photos_are_ready(_text_of(article), known=shown)):
        message = format_lazy(
            "{why} {what}",
            why=_("Readers see this at once, so its photos have to be complete."),
            what=" ".join(problem.message for problem in lacking),
        )
        raise Refused(message, code="checks", problems=lacking)
