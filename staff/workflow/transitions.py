"""The one door for what `ACTIONS` lists: permission, lock, state, revision, reason, checks, effect, event."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles import comparison, zones
from articles.models import Article
from articles.tasks import announce_change
from articles.text.lines import clean_lines
from staff.models import Claim
from staff.notifying import notifications
from staff.workflow import checks, public_reason, questions, return_reasons, rules, scheduling
from staff.workflow.actions import ACTIONS, STEPS, Action
from staff.workflow.states import WITHDRAWN, Refused, state_label, state_of


def refusal(name, article, user):
    """Return why this person may not do this now, as a sentence; None when it is allowed."""
    action = ACTIONS[name]
    if not user.is_active or not user.is_staff:
        return _("This account does not work at the desk.")
    if why := rules.outsider(article, user):
        return why
    if state_of(article) not in action.sources:
        return format_lazy(
            _("“{action}” is not possible: the story is “{status}” now."),
            action=action.label,
            status=state_label(article),
        )
    return next((why for rule in action.rules if (why := rule(article, user))), None)


def obstacle(name, article):
    """Return the Refused that this action would meet whoever takes it, at the first moment that it may be given;
    None without."""
    action = ACTIONS[name]
    at = scheduling.first_moment(article) if action.takes_time else None
    return action.obstacle(article, at) if action.obstacle else None


def offers(article, user):
    """Return ({name: Action}, {name: Refused}): the steps that this person may take on this story now, and those
    that are the person's to take and meet an obstacle. What is dangerous comes last.

    What the checks require is no obstacle here: it stands above the buttons, and is mended beside them.
    """
    own = [name for name in ACTIONS if not refusal(name, article, user)]
    obstacles = {name: refused for name in own if (refused := obstacle(name, article))}
    free = sorted(
        (name for name in own if name not in obstacles), key=lambda name: ACTIONS[name].tone == "danger"
    )
    return {name: _as_offered(ACTIONS[name], article) for name in free}, obstacles


def _as_offered(action, article):
    """Return the action as its button says it: with the time, where readers may get the story only then."""
    if not (action.later_label and article.is_under_embargo):
        return action
    at = scheduling.proposed_moment(article)
    return replace(action, label=format_lazy(action.later_label, time=zones.short(at, article.zone)))


def available(article, user):
    """Return the actions that this person may perform on this story now: name → Action."""
    return offers(article, user)[0]


def was_just_done(name, article, user):
    """Return whether the newest step of this story is this one, by this person: the same button was pressed
    twice."""
    newest = article.events.first()
    return bool(newest) and newest.actor_id == user.pk and newest.action in STEPS.get(name, (name,))


@transaction.atomic
def perform(name, article, *, by, revision, reason="", at=None, codes=(), notice=None, answers=()):
    """Do one action of the table and return the article as it is afterwards.

    `revision` is the number of the revision that the person looked at; `at` a moment to publish, in the
    future; `codes` are keys of `return_reasons.REASONS`; `notice` is an unsaved NoticeProposal; `answers` are codes of
    `questions.questions_about`. Raises Refused, and then nothing was written.
    """
    action = ACTIONS[name]
    article = Article.objects.select_for_update().get(pk=article.pk)
    if why := refusal(name, article, by):
        raise Refused(why, code="refused" if state_of(article) in action.sources else "state")
    if article.version != revision:
        raise _stale(article, revision)
    codes = return_reasons.in_table(codes) if action.takes_codes else []
    reason = return_reasons.in_words(codes, clean_lines(reason))
    _check_reason(action, article, reason)
    if at and not action.takes_time:
        raise Refused(_("This action takes no time."), code="time")
    if action.time_label and not at:
        raise Refused(_("Please give a time."), code="time")
    _check_time(at, action)
    if problems := checks.problems(article, action.checks):
        raise Refused(_("Something is missing before this is possible."), code="checks", problems=problems)
    before = article.status
    if action.effect:
        words = {"notice": notice} if action.takes_notice else {}
        if action.asks:
            words["answers"] = questions.record(article, answers)
        article = action.effect(article, by=by, at=at, reason=reason, **words) or article
    else:
        article.move_to(
            action.target, action=name, by=by, reason=reason, codes=codes, revision=article.newest_revision,
            **action.changes,
        )  # fmt: skip
    if before != article.status and WITHDRAWN in (
        before,
        article.status,
    ):  # taken from readers, or given back
        announce_change(article.pk)
    notifications.notify_step(name, article, by=by, reason=reason)
    if action.target:
        Claim.objects.filter(article=article).delete()  # it is decided
    return article


def _check_reason(action, article, reason):
    if action.needs_reason and not reason:
        raise Refused(_("Please give a reason."), code="reason")
    if action.is_reason_public:
        places = [node.name for node in (article.region, article.category) if node]
        if names := public_reason.names_in(reason, article.snapshot(), places):
            message = format_lazy(
                _("Readers see this reason, and it names {names}. Say it without names."),
                names=", ".join(names),
            )
            raise Refused(message, code="reason")


def _stale(article, number):
    """The refusal that names the new revision, and says what is different from the one that was looked at."""
    old = article.revisions.main().filter(number=number).first()
    parts = comparison.labels_of_changes(old.text, article.snapshot()) if old else []
    message = format_lazy(
        _("The story was changed while you looked at it, to r{number}: {what}. Read it, then decide again."),
        number=article.version,
        what=", ".join(map(str, parts)) or "–",
    )
    return Refused(message, code="stale", compare=old)


def _check_time(at: datetime | None, action: Action):
    if at and action.is_past and at >= timezone.now():
        raise Refused(_("That time has not come yet. Choose one in the past."), code="time")
    if at and not action.is_past and at <= timezone.now():
        raise Refused(_("The time to publish has passed. Choose one in the future."), code="time")
