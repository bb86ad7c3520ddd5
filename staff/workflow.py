"""The way of a story from draft to reader: one table, and `perform`, the one door.

Buttons, admin actions and tests all read `ACTIONS`. `perform` asks, in this order: may this person do
this, is the row in a state for it (under a lock), is it still the text that was looked at, is what the
action demands there. Then it writes status and event in one transaction.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.models import Article, Credit, Person, Revision
from articles.models.history import digest
from articles.tasks import refresh_similar
from staff import checks
from staff.checks import Check

DRAFT, SUBMITTED, RETURNED, APPROVED, PUBLISHED, WITHDRAWN, SPIKED = Article.Status.values
# Not a status of the row but of the moment: published, and its time has not come.
SCHEDULED = "scheduled"
STATES = (*Article.Status.values, SCHEDULED)


class Refused(Exception):
    """An action that may not happen now. `message` is for the person; `problems` name fields to mend."""

    def __init__(self, message, *, code="refused", problems=()):
        super().__init__(message)
        self.message, self.code, self.problems = message, code, list(problems)


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


@dataclass(frozen=True)
class Action:
    label: Any  # what the button says
    sources: tuple[str, ...]
    target: str
    rules: tuple[Rule, ...]
    needs_reason: bool = False
    reason_label: Any = ""  # who will read the reason
    checks: tuple[Check, ...] = ()
    done: Any = ""  # what is told afterwards
    takes_time: bool = False  # may be given a moment in the future
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
    if digest(article.snapshot()) != article.approved_revision.digest:
        raise Refused(
            _("The text is not the one that was approved. It has to be approved again."), code="changed"
        )
    article.move_to(
        PUBLISHED,
        action=name,
        by=by,
        reason=reason,
        revision=article.approved_revision,
        published_at=at or timezone.now(),
        **changes,
    )
    refresh_similar.enqueue(article.pk)
    if at:  # others may show it in their lists only from then on
        refresh_similar.using(run_after=at).enqueue(article.pk)


def _approve_and_publish(article, *, by, at, **kwargs):
    _approve(article, by=by)
    _publish(article, by=by, at=at)


def _publish_alone(article, *, by, at, reason):
    article.approved_revision = article.save_revision(by=by)
    _publish(
        article, by=by, at=at, reason=reason, name="publish_alone",
        approved_revision=article.approved_revision, needs_signature=True,
    )  # fmt: skip


UNPUBLISHED = (DRAFT, SUBMITTED, RETURNED, APPROVED)

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
        changes={"approved_revision": None},
        done=_("Returned. The writer sees your reason at the top of the story."),
    ),
    "unschedule": Action(
        label=_("Cancel the schedule"),
        sources=(SCHEDULED,),
        target=APPROVED,
        rules=(editor,),
        changes={"published_at": None},
        done=_("The schedule was cancelled. The story is approved and waits."),
    ),
    "sign": Action(
        label=_("Sign the night story"),
        sources=(PUBLISHED, SCHEDULED),
        target=PUBLISHED,
        rules=(unsigned, editor, second_person),
        tone="main",
        changes={"needs_signature": False},
        done=_("Signed."),
    ),
    "request_withdrawal": Action(
        label=_("Request withdrawal"),
        sources=(PUBLISHED,),
        target=PUBLISHED,
        rules=(editor, no_withdrawal_requested),
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
        rules=(editor_or_writer_of_draft,),
        done=_("Revived. The story is a draft again."),
    ),
}

# Events that are no actions of the table: they come from saving, see `record_edit`.
EVENT_LABELS = {
    **{name: action.label for name, action in ACTIONS.items()},
    "create": pgettext_lazy("event", "Begun"),
    "edit": pgettext_lazy("event", "Edited after approval"),
    "fix": pgettext_lazy("event", "Small fix of the live text"),
    "update": pgettext_lazy("event", "Update of the live text"),
}


def state_of(article):
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
    return pgettext_lazy("status", "Scheduled") if article.is_scheduled else article.get_status_display()


def available(article, user):
    """The actions that this person may perform on this story now: name → Action, in the table's order."""
    return {name: action for name, action in ACTIONS.items() if not refusal(name, article, user)}


@transaction.atomic
def perform(name, article, *, by, revision, reason="", at=None):
    """Does one action of the table and returns the article as it is afterwards.

    `revision` is the number of the revision that the person looked at; `at` a moment to publish, in the
    future. Raises Refused, and then nothing was written.
    """
    action = ACTIONS[name]
    article = Article.objects.select_for_update().get(pk=article.pk)
    if why := refusal(name, article, by):
        raise Refused(why)
    if article.version != revision:
        raise Refused(
            _("The story was changed while you looked at it. Read the new text, then decide again."),
            code="stale",
        )
    reason = reason.replace("\x00", "").strip()
    if action.needs_reason and not reason:
        raise Refused(_("Please give a reason."), code="reason")
    if at and not action.takes_time:
        raise Refused(_("This action takes no time."), code="time")
    _check_time(at)
    if problems := checks.problems(article, action.checks):
        raise Refused(_("Something is missing before this is possible."), code="checks", problems=problems)
    if action.effect:
        action.effect(article, by=by, at=at, reason=reason)
    else:
        newest = article.revisions.first()
        article.move_to(action.target, action=name, by=by, reason=reason, revision=newest, **action.changes)
    return article


def _check_time(at: datetime | None):
    if at and at <= timezone.now():
        raise Refused(_("The time to publish has passed. Choose one in the future."), code="time")


def edit_refusal(article, user):
    """Why this person may not change this text now; None when it is allowed."""
    is_editor = user.has_perm("articles.review_article")
    if article.status in (WITHDRAWN, SPIKED):
        return _("This story is put away. Put it back first to edit it.")
    if is_editor and article.status != PUBLISHED:
        return None
    if article.status == PUBLISHED:
        if not is_editor:
            return _("A published story is changed by editors.")
        if article.is_public and article.written_by(user) and night_desk(article, user):
            return _("This is your own published story: another editor has to change it.")
        return None
    if not article.written_by(user):
        return _("This is the story of somebody else.")
    if article.status not in (DRAFT, RETURNED):
        return _("The editors have this story now. Take it back to go on writing.")
    return None


def record_edit(article, *, by, update=False):
    """Makes the revision of an edit whose fields were just written, in the caller's transaction.

    A text that had been approved or scheduled goes back to the queue. A live text stays live under the
    editor's name: as a small fix, or with `update` as a change that readers are told of. Returns whether
    anything changed.
    """
    before = article.version
    revision = article.save_revision(by=by)
    if revision.number == before:
        return False
    if not before:
        article.move_to(DRAFT, action="create", by=by, revision=revision)
    elif article.status == APPROVED or article.is_scheduled:
        article.move_to(SUBMITTED, action="edit", by=by, revision=revision, approved_revision=None)
    elif article.status == PUBLISHED:
        changes = {"approved_revision": revision}
        if update:
            changes["updated_at"] = timezone.now()
        if article.written_by(by):
            changes["needs_signature"] = True
        article.move_to(PUBLISHED, action="update" if update else "fix", by=by, revision=revision, **changes)
        refresh_similar.enqueue(article.pk)
    return True
