"""The table of actions: buttons, admin actions, API and tests read it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.models import Step
from staff.workflow import checks, notices
from staff.workflow.publishing import (
    _approve,
    _approve_and_publish,
    _date_back,
    _lift_embargo,
    _merge_now,
    _propose_update,
    _publish,
    _publish_alone,
    _set_embargo,
    _take_back_request,
    _withdraw,
    changed_or_unpublishable,
    unpublishable,
)
from staff.workflow.rules import (
    Rule,
    editor,
    editor_or_writer_of_draft,
    live_or_update,
    live_story,
    managing_editor,
    may_break_embargo,
    night_desk,
    no_notice_waits,
    no_open_update,
    no_request,
    not_alone_in_reinstatement,
    not_alone_in_withdrawal,
    not_own_change,
    not_own_fix,
    not_own_notice,
    notice_waits,
    own_notice_or_editor,
    own_request_or_managing_editor,
    own_writer,
    second_person,
    takes_back_what_was_read,
    unseen_fix,
    unsigned,
    working_copy,
    writer_or_editor,
)
from staff.workflow.states import (
    APPROVED,
    DRAFT,
    PUBLISHED,
    RETURNED,
    SCHEDULED,
    SPIKED,
    SUBMITTED,
    UNPUBLISHED,
    WITHDRAWN,
)


@dataclass(frozen=True)
class Action:
    label: Any  # what the button says
    sources: tuple[str, ...]
    target: str
    rules: tuple[Rule, ...]
    needs_reason: bool = False
    is_reason_public: bool = False  # then it must not name people of the story
    reason_label: Any = ""  # who will read the reason
    takes_codes: bool = False  # may be given reasons of `reasons.REASONS`
    checks: str = ""  # the stage whose checks refuse it: see `checks.TABLE`
    success_message: Any = ""  # shown afterwards
    obstacle: Callable | None = None  # (article, at) → the Refused that its effect would raise for anybody
    asks: bool = False  # puts the questions of `questions.questions_about`
    takes_notice: bool = False  # is given the words of a notice, on a page of its own
    takes_time: bool = False  # may be given a moment in the future
    later_label: Any = ""  # what its button says with {time}, where readers may get the story only then
    time_label: Any = ""  # what a moment that has to be given is
    is_past: bool = False  # that moment has gone by
    tone: str = "plain"  # plain, main or danger: how the button looks
    changes: Mapping[str, Any] = field(default_factory=dict)  # fields that are written with the status
    effect: Callable | None = None  # instead of a plain move to the target


ACTIONS: dict[str, Action] = {
    Step.SUBMIT: Action(
        label=_("Submit to the editors"),
        sources=(DRAFT, RETURNED),
        target=SUBMITTED,
        rules=(writer_or_editor,),
        checks=checks.SUBMIT,
        tone="main",
        success_message=_("Submitted. The editors have the story now."),
    ),
    Step.RECALL: Action(
        label=_("Take back to draft"),
        sources=(SUBMITTED,),
        target=DRAFT,
        rules=(own_writer,),
        success_message=_("Taken back. The story is a draft again."),
    ),
    Step.APPROVE_AND_PUBLISH: Action(
        label=_("Approve and publish"),
        sources=(SUBMITTED,),
        target=PUBLISHED,
        rules=(editor, second_person, not_own_notice),
        checks=checks.PUBLISH,
        asks=True,
        obstacle=unpublishable,
        takes_time=True,
        later_label=_("Approve, goes online {time}"),
        tone="main",
        effect=_approve_and_publish,
        success_message=_("Approved and published."),
    ),
    Step.APPROVE: Action(
        label=_("Approve"),
        sources=(SUBMITTED,),
        target=APPROVED,
        rules=(editor, second_person),
        checks=checks.PUBLISH,
        asks=True,
        effect=_approve,
        success_message=_("Approved. The story can be published."),
    ),
    Step.PUBLISH: Action(
        label=_("Publish"),
        sources=(APPROVED,),
        target=PUBLISHED,
        rules=(editor, not_own_notice),
        checks=checks.PUBLISH,
        obstacle=changed_or_unpublishable,
        takes_time=True,
        later_label=_("Schedule: goes online {time}"),
        tone="main",
        effect=_publish,
        success_message=_("Published."),
    ),
    Step.PUBLISH_ALONE: Action(
        label=_("Publish alone (night desk)"),
        sources=(SUBMITTED,),
        target=PUBLISHED,
        rules=(night_desk, not_own_notice),
        needs_reason=True,
        reason_label=_("Why is there no second person? Another editor has to sign the story later."),
        checks=checks.PUBLISH,
        asks=True,
        obstacle=unpublishable,
        effect=_publish_alone,
        success_message=_("Published. It stays on the list to sign until another editor has signed it."),
    ),
    Step.RETURN: Action(
        label=_("Return to the writer"),
        sources=(SUBMITTED, APPROVED),
        target=RETURNED,
        rules=(editor,),
        needs_reason=True,
        reason_label=_("What should the writer change? The writer sees this at the top of the story."),
        takes_codes=True,
        changes={"approved_revision": None},
        success_message=_("Returned. The writer sees your reason at the top of the story."),
    ),
    Step.UNSCHEDULE: Action(
        label=_("Cancel the schedule"),
        sources=(SCHEDULED,),
        target=APPROVED,
        rules=(editor,),
        changes={"published_at": None, "merge_error": ""},
        success_message=_("The schedule was cancelled. The story is approved and waits."),
    ),
    Step.MERGE: Action(
        label=_("Put the update online now"),
        sources=(SCHEDULED,),
        target=PUBLISHED,
        rules=(working_copy, editor, not_own_notice),
        checks=checks.PUBLISH,
        obstacle=changed_or_unpublishable,
        effect=_merge_now,
        success_message=_("The update is online."),
    ),
    Step.PROPOSE_UPDATE: Action(
        label=_("Propose an update"),
        sources=(PUBLISHED,),
        target=PUBLISHED,
        rules=(live_story, writer_or_editor, no_open_update),
        effect=_propose_update,
        success_message=_(
            "This is the working copy. Readers keep the live text until the update is approved."
        ),
    ),
    Step.SIGN: Action(
        label=_("Sign"),
        sources=(PUBLISHED, SCHEDULED),
        target=PUBLISHED,
        rules=(live_story, unsigned, editor, second_person, not_own_change),
        tone="main",
        changes={"needs_signature": False, "has_unseen_fix": False},
        success_message=_("Signed."),
    ),
    Step.SEE_FIX: Action(
        label=_("Seen"),
        sources=(PUBLISHED,),
        target=PUBLISHED,
        rules=(live_story, unseen_fix, editor, not_own_fix),
        changes={"has_unseen_fix": False},
        success_message=_("Noted: a second editor has seen the fix."),
    ),
    Step.REQUEST_WITHDRAWAL: Action(
        label=_("Request withdrawal"),
        sources=(PUBLISHED,),
        target=PUBLISHED,
        rules=(live_story, editor, no_request),
        needs_reason=True,
        reason_label=_("Why should readers no longer see this story? A managing editor decides."),
        success_message=_("Requested. Another person, a managing editor, has to withdraw the story."),
    ),
    Step.WITHDRAW: Action(
        label=_("Withdraw"),
        sources=(PUBLISHED,),
        target=WITHDRAWN,
        rules=(managing_editor, not_alone_in_withdrawal),
        needs_reason=True,
        is_reason_public=True,
        reason_label=_("The reason is public: it replaces the story at its address. It must name nobody."),
        tone="danger",
        effect=_withdraw,
        success_message=_("Withdrawn. Its address now shows the date and your reason."),
    ),
    Step.REQUEST_REINSTATEMENT: Action(
        label=_("Request that it comes back"),
        sources=(WITHDRAWN,),
        target=WITHDRAWN,
        rules=(editor, no_request),
        needs_reason=True,
        reason_label=_("Why may readers see this story again? A managing editor decides."),
        success_message=_("Requested. Another person, a managing editor, has to put the story back."),
    ),
    Step.TAKE_BACK_REQUEST: Action(
        label=_("Take the request back"),
        sources=(PUBLISHED, WITHDRAWN),
        target="",
        rules=(own_request_or_managing_editor,),
        effect=_take_back_request,
        success_message=_("The request is taken back."),
    ),
    Step.REINSTATE: Action(
        label=_("Put back online"),
        sources=(WITHDRAWN,),
        target=PUBLISHED,
        rules=(managing_editor, not_alone_in_reinstatement),
        needs_reason=True,
        reason_label=_("Why may readers see this story again?"),
        success_message=_("The story is public again."),
    ),
    Step.DATE_BACK: Action(
        label=_("Date back to the first publication"),
        sources=(PUBLISHED,),
        target="",
        rules=(live_story, managing_editor),
        needs_reason=True,
        reason_label=_("Where was it first published, and how is that known? The reason stays on record."),
        takes_time=True,
        time_label=_("First published"),
        is_past=True,
        effect=_date_back,
        success_message=_("Dated back. Readers also see since when it has been on this site."),
    ),
    Step.PROPOSE_NOTICE: Action(
        label=_("Erratum, correction, right of reply …"),
        sources=(PUBLISHED, SCHEDULED, *UNPUBLISHED),
        target="",
        rules=(live_or_update, writer_or_editor, no_notice_waits),
        takes_notice=True,
        effect=notices._propose,
        success_message=_("Proposed. Another editor has to publish the notice."),
    ),
    Step.PUBLISH_NOTICE: Action(
        label=_("Publish the notice"),
        sources=(PUBLISHED,),
        target="",
        rules=(live_story, notice_waits, editor, not_own_notice),
        tone="main",
        effect=notices._publish,
        success_message=_("The notice is public."),
    ),
    Step.DROP_NOTICE: Action(
        label=_("Drop the notice"),
        sources=(PUBLISHED, WITHDRAWN, SCHEDULED, *UNPUBLISHED),
        target="",
        rules=(notice_waits, own_notice_or_editor),
        needs_reason=True,
        reason_label=_("Why does this notice not go out? The reason stays on record."),
        effect=notices._drop,
        success_message=_("Dropped. Its words stay in the story's history."),
    ),
    Step.WAIVE_NOTICE: Action(
        label=_("No notice for this update"),
        sources=(SCHEDULED, *UNPUBLISHED),
        target="",
        rules=(working_copy, editor, takes_back_what_was_read),
        needs_reason=True,
        reason_label=_("Why need readers not be told that this changed? The reason stays on record."),
        effect=notices._waive,
        success_message=_("Noted. The update can go online without a notice."),
    ),
    Step.SPIKE: Action(
        label=_("Spike"),
        sources=UNPUBLISHED,
        target=SPIKED,
        rules=(editor_or_writer_of_draft,),
        needs_reason=True,
        reason_label=_("Why will this story not be used?"),
        tone="danger",
        changes={"approved_revision": None},
        success_message=_("Spiked. It can be revived."),
    ),
    Step.REVIVE: Action(
        label=_("Revive as a draft"),
        sources=(SPIKED,),
        target=DRAFT,
        rules=(editor_or_writer_of_draft, no_open_update),
        success_message=_("Revived. The story is a draft again."),
    ),
    Step.EMBARGO: Action(
        label=_("Set an embargo"),
        sources=UNPUBLISHED,
        target="",
        rules=(writer_or_editor,),
        takes_time=True,
        time_label=_("Not to be published before"),
        effect=_set_embargo,
        success_message=_("The embargo is set. Nobody can publish the story before."),
    ),
    Step.LIFT_EMBARGO: Action(
        label=_("Lift the embargo"),
        sources=UNPUBLISHED,
        target="",
        rules=(may_break_embargo,),
        needs_reason=True,
        reason_label=_("Why may the story be published before its time?"),
        effect=_lift_embargo,
        tone="danger",
        success_message=_("The embargo is lifted."),
    ),
}

# Actions whose last event has the name of another.
STEPS = {Step.APPROVE_AND_PUBLISH: (Step.PUBLISH, Step.PUBLISH_ALONE)}

# Events that are no actions of the table: they come from saving, see `record_edit`.
EVENT_LABELS = {
    **{name: action.label for name, action in ACTIONS.items()},
    Step.PROPOSE_NOTICE: _("Notice proposed"),
    Step.PUBLISH_NOTICE: _("Notice public"),
    Step.DROP_NOTICE: _("Notice dropped"),
    Step.DISCLOSE: pgettext_lazy("event", "Disclosures to readers"),
    Step.VERIFY: pgettext_lazy("event", "Verified by another story"),
    Step.CREATE: pgettext_lazy("event", "Begun"),
    Step.EDIT: pgettext_lazy("event", "Edited after approval"),
    Step.FIX: pgettext_lazy("event", "Small fix of the live text"),
    Step.UPDATE: pgettext_lazy("event", "Update of the live text"),
    Step.RESTORE: pgettext_lazy("event", "Earlier text put back"),
    Step.KILL_PHOTO: pgettext_lazy("event", "Photo withdrawn from use"),
    Step.WITHDRAW_ATTACHMENT: pgettext_lazy("event", "Attachment withdrawn"),
    Step.FREE_PHOTO: pgettext_lazy("event", "Photo given free again"),
    Step.CONFIDE: pgettext_lazy("event", "Confidential"),
    Step.PROTECT: pgettext_lazy("event", "Protected persons"),
    Step.ADS: pgettext_lazy("event", "Advertisements"),
    Step.UNDO: pgettext_lazy("event", "Decision taken back"),
    Step.SHARE_PREVIEW: pgettext_lazy("event", "Preview link made"),
    Step.REDACT: pgettext_lazy("event", "Words struck out"),
    Step.REVOKE_PREVIEW: pgettext_lazy("event", "Preview link revoked"),
    Step.CROP_PHOTO: pgettext_lazy("event", "Photo cropped in another way"),
    Step.URGENCY: pgettext_lazy("event", "Urgency set"),
    Step.IMPORT: pgettext_lazy("event", "Moved in from the former site"),
}
