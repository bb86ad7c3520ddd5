"""The way of a story from draft to reader.

`ACTIONS` is the table, `perform` the one door, `record_edit` the record of a save.
"""

from staff.workflow.actions import ACTIONS, EVENT_LABELS, STEPS, Action
from staff.workflow.edits import confide, note_crop, record_edit, set_urgency
from staff.workflow.publishing import LATE, merge_update, merge_when_due, note, overdue_updates
from staff.workflow.rules import (
    confidence_refusal,
    edit_refusal,
    editor,
    fixes_since_seen,
    open_request,
    review_refusal,
    second_person,
    urgency_refusal,
)
from staff.workflow.states import (
    APPROVED,
    DRAFT,
    MERGED,
    OUT_OF_WRITERS_HANDS,
    PUBLISHED,
    RETURNED,
    SCHEDULED,
    SPIKED,
    STATES,
    SUBMITTED,
    UNPUBLISHED,
    WITHDRAWN,
    Refused,
    required_reason,
    state_label,
    state_of,
)
from staff.workflow.transitions import available, obstacle, offers, perform, refusal, was_just_done

__all__ = [
    "ACTIONS",
    "APPROVED",
    "DRAFT",
    "EVENT_LABELS",
    "LATE",
    "MERGED",
    "OUT_OF_WRITERS_HANDS",
    "PUBLISHED",
    "RETURNED",
    "SCHEDULED",
    "SPIKED",
    "STATES",
    "STEPS",
    "SUBMITTED",
    "UNPUBLISHED",
    "WITHDRAWN",
    "Action",
    "Refused",
    "available",
    "confide",
    "confidence_refusal",
    "edit_refusal",
    "editor",
    "fixes_since_seen",
    "merge_update",
    "merge_when_due",
    "note",
    "note_crop",
    "obstacle",
    "offers",
    "open_request",
    "overdue_updates",
    "perform",
    "record_edit",
    "refusal",
    "required_reason",
    "review_refusal",
    "second_person",
    "set_urgency",
    "state_label",
    "state_of",
    "urgency_refusal",
    "was_just_done",
]
