"""Assignments: the steps of planning, taking, beginning, declining and cancelling one, and the scheduling of
a story.

Every step locks the assignment's row and names the version that the person looked at. A step that is not
possible raises the workflow's `Refused` and writes nothing.
"""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles import permissions, zones
from articles.models import Article, Credit, Person, Step
from articles.text.story_text import CreditLine, StoryText
from staff import workflow
from staff.models import Assignment, User
from staff.notifying import notifications
from staff.workflow import Refused
from staff.writing import saving

STEPS = {
    "create": pgettext_lazy("assignment", "Planned"),
    "change": pgettext_lazy("assignment", "Changed"),
    "give": pgettext_lazy("assignment", "Given to"),
    "free": pgettext_lazy("assignment", "Free to take"),
    "take": pgettext_lazy("assignment", "Taken"),
    "decline": pgettext_lazy("assignment", "Declined"),
    "begin": pgettext_lazy("assignment", "Story begun"),
    "cancel": pgettext_lazy("assignment", "Cancelled"),
}
LONGEST_REASON = 1000


def reporters():
    """Return the accounts to which an assignment can be given, in order of their names."""
    writers = User.objects.at_the_desk_with(permissions.ADD_ARTICLE)
    return writers.order_by("first_name", "last_name", "username")


def may_plan(user):
    return user.has_perm(permissions.REVIEW_ARTICLE)


def for_story(article):
    """Return the assignment for which a story, or the story that it updates, was begun; None without one."""
    root = article.update_of_id or article.pk
    return Assignment.objects.for_lists().filter(article=root).first()


def address(assignment):
    return reverse("admin:assignment", args=[assignment.pk])


# ---- The rules


def refusals(assignment, user):
    """{step: why this person may not do it now; None where it is allowed}."""
    is_own = assignment.assignee_id == user.pk
    plans, state, State = may_plan(user), assignment.state, Assignment.State
    over = (
        None if assignment.is_running else format_lazy(_("This assignment is “{state}”."), state=state.label)
    )
    in_progress = _("The story was begun already.") if state == State.IN_PROGRESS else None
    foreign = None if is_own else _holder_message(assignment)
    return {
        "take": over or foreign or in_progress or (_("This assignment is yours.") if is_own else None),
        "begin": over or foreign or in_progress or _no_writer(user),
        "decline": over or in_progress or (None if is_own else _("This assignment is not yours.")),
        "change": over or (None if plans else _ONLY_EDITORS),
        "cancel": over or in_progress or (None if plans else _ONLY_EDITORS),
    }


_ONLY_EDITORS = _("Only editors may do this.")


def _holder_message(assignment):
    """Return the message that names the holder of an assignment; None where it is nobody's."""
    if not assignment.assignee_id:
        return None
    return format_lazy(_("{who} has this assignment."), who=str(assignment.assignee))


def _no_writer(user):
    return None if user.has_perm(permissions.ADD_ARTICLE) else _("This account does not write at the desk.")


def available_steps(assignment, user):
    return {step for step, why in refusals(assignment, user).items() if not why}


def _locked(assignment, step, by, version):
    # Without joins: rows that are joined to one that had to be waited for are as they were before the wait.
    assignment = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if why := refusals(assignment, by)[step]:
        raise Refused(why)
    if version is not None and version != assignment.version:
        raise Refused(
            _("Somebody changed this assignment while you looked at it. Read it, then decide again."),
            code="stale",
        )
    return assignment


def _note(assignment, action, by, words=""):
    assignment.version += 1
    assignment.steps.create(number=assignment.version, action=action, actor=by, words=words)


def _tell(kind, assignment, recipients, by, reason=""):
    due_time = zones.words(assignment.due_at, assignment.zone)
    words = "\n".join(filter(None, [f"{assignment.headline} ({due_time})", reason]))
    notifications.notify(kind, filter(None, recipients), by=by, words=words, path=address(assignment))


def _assigners(assignment):
    """Return the planner of an assignment, and the person who gave it to its holder (or None)."""
    gave = assignment.steps.filter(action__in=["give", "create"]).select_related("actor").first()
    return [assignment.created_by, gave and gave.actor]


# ---- Steps of editors


@transaction.atomic
def plan(assignment, *, by):
    """Save a new assignment and notify the person who gets it."""
    assignment.created_by = by
    assignment.save()
    _note(assignment, "create", by)
    if assignment.assignee:
        _note(assignment, "give", by, str(assignment.assignee))
        _tell("assigned", assignment, [assignment.assignee], by)
    assignment.save(update_fields=["version"])
    return assignment


@transaction.atomic
def change(assignment, values, *, by, version):
    """Save an editor's changes of an assignment ({field: value}) and notify its old and its new assignee."""
    assignment = _locked(assignment, "change", by, version)
    before = {name: getattr(assignment, name) for name in values}
    changed = [name for name, value in values.items() if value != before[name]]
    if not changed:
        return assignment
    if assignment.article_id and "assignee" in changed:
        raise Refused(_("The story was begun already: its writers are changed in the story."))
    for name in changed:
        setattr(assignment, name, values[name])
    labels = [str(Assignment._meta.get_field(name).verbose_name) for name in changed if name != "assignee"]
    if labels:
        _note(assignment, "change", by, ", ".join(labels))
    if "assignee" in changed:
        now = assignment.assignee
        _note(assignment, "give" if now else "free", by, str(now) if now else "")
        _tell("unassigned", assignment, [before["assignee"]], by)
        _tell("assigned", assignment, [now], by)
    elif labels:
        _tell("replanned", assignment, [assignment.assignee], by)
    assignment.save()
    return assignment


@transaction.atomic
def cancel(assignment, *, by, version, reason):
    assignment = _locked(assignment, "cancel", by, version)
    reason = _reason(reason)
    assignment.cancelled_at = timezone.now()
    _note(assignment, "cancel", by, reason)
    assignment.save(update_fields=["cancelled_at", "version"])
    _tell("dropped", assignment, [assignment.assignee], by, reason)
    return assignment


def _reason(text):
    reason = workflow.required_reason(text)
    if len(reason) > LONGEST_REASON:
        raise Refused(
            format_lazy(_("A reason has at most {most} characters."), most=LONGEST_REASON), code="reason"
        )
    return reason


def hand_over(account, *, to, by):
    """Give what an account that closes has not begun to somebody else, or set it free; what it has begun stays with
    its story."""
    mine = Assignment.objects.select_for_update().running().filter(assignee=account, article=None)
    for assignment in mine:
        assignment.assignee = to
        _note(assignment, "give" if to else "free", by, str(to or ""))
        assignment.save(update_fields=["assignee", "version"])
        _tell("assigned", assignment, [to], by)


# ---- Steps of reporters


@transaction.atomic
def take(assignment, *, by):
    """Take a free assignment. Of two people at once one gets it, and the other's refusal says who."""
    assignment = _locked(assignment, "take", by, None)
    assignment.assignee = by
    _note(assignment, "take", by)
    assignment.save(update_fields=["assignee", "version"])
    _tell("taken", assignment, _assigners(assignment), by)
    return assignment


@transaction.atomic
def decline(assignment, *, by, version, reason):
    """Decline an assignment (“Tidak bisa”): it is free again, and the person who gave it is notified of the
    reason."""
    assignment = _locked(assignment, "decline", by, version)
    reason, givers = _reason(reason), _assigners(assignment)
    assignment.assignee = None
    _note(assignment, "decline", by, reason)
    assignment.save(update_fields=["assignee", "version"])
    _tell("declined", assignment, givers, by, reason)
    return assignment


@transaction.atomic
def begin_story(assignment, *, by):
    """Create the draft of an assignment, with its holder as the writer, and return it; later the same story
    again.

    A free assignment is taken by it.
    """
    locked = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if locked.article_id and locked.assignee_id == by.pk:
        return locked.article
    assignment = _locked(assignment, "begin", by, None)
    if not assignment.assignee_id:
        assignment = take(assignment, by=by)
    person = Person.objects.for_user(by)
    text = StoryText(
        headline=assignment.headline,
        category=assignment.category_id,
        region=assignment.region_id,
        credits=(CreditLine(person.pk, Credit.Role.WRITER, person.name),),
    )
    assignment.article = saving.begin(text, by=by)
    if assignment.urgency != Article.Urgency.ORDINARY:
        assignment.article = workflow.set_urgency(assignment.article, assignment.urgency, by=by)
    _note(assignment, "begin", by)
    assignment.save(update_fields=["article", "version"])
    return assignment.article


@transaction.atomic
def schedule(article, *, by, revision, at):
    """Give an approved story a time, or a scheduled one another, by steps of the workflow.

    It is one transaction, so that a refusal leaves the old time.
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    if (
        article.is_scheduled
        and article.published_at == at
        and not workflow.refusal(Step.UNSCHEDULE, article, by)
    ):
        return article
    if not at:
        raise Refused(_("Please give a time."), code="time")
    if article.is_scheduled:
        article = workflow.perform(Step.UNSCHEDULE, article, by=by, revision=revision)
    return workflow.perform(Step.PUBLISH, article, by=by, revision=revision, at=at)
