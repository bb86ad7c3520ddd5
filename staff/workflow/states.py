"""The states of a story, and the refusal that every action may raise."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.models import Article
from articles.text.lines import clean_lines

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


def required_reason(text):
    """Return a reason as it is kept. Raises Refused where there is none."""
    if reason := clean_lines(text):
        return reason
    raise Refused(_("Please give a reason."), code="reason")


OUT_OF_WRITERS_HANDS = (SUBMITTED, APPROVED, PUBLISHED, WITHDRAWN)  # what readers see or editors have
UNPUBLISHED = (DRAFT, SUBMITTED, RETURNED, APPROVED)


def state_of(article):
    if article.merged_revision_id:
        return MERGED
    return SCHEDULED if article.is_scheduled else article.status


def state_label(article):
    labels = {SCHEDULED: pgettext_lazy("status", "Scheduled"), MERGED: pgettext_lazy("status", "Merged")}
    return labels.get(state_of(article), article.get_status_display())
