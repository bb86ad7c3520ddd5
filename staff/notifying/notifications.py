"""Notifications, written in the transaction of the step, so that nothing is told that did not happen.

`notify_step` is what `staff.workflow` calls at the end of each step; `NOTIFIERS` has a line for each step
that concerns anybody. How it is said is in `staff.notifying.texts`, whom a submission goes to in
`staff.notifying.routing`, the e-mails in `staff.notifying.email`.
"""

import logging
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from articles import permissions
from articles.models import Article, Step, ViewCount
from articles.models.protection import ProtectedPerson
from staff import last_reviewed, roles
from staff.models import Beginning, Change, Claim, Heartbeat, Notification, Route, User
from staff.models.change import label_of
from staff.models.notifying import UNDO_WINDOW
from staff.notifying import email, routing, texts
from staff.parsing import number

log = logging.getLogger(__name__)

AT_ONCE = 100  # stories that a pulse escalates
# What tells of a decision that can be taken back: its e-mail waits until it cannot.
OF_DECISIONS = ("approved", "published", "scheduled", "returned", "to_sign")
BETWEEN_REPORTS = timedelta(hours=1)  # of failed tasks


def notify(kind, recipients, *, by, article=None, words="", path="", facts=None):
    """Writes one message to each recipient but to the one who did it; `path` is the page it leads to, else
    the story."""
    path = path or reverse("admin:articles_article_review", args=[article.pk])
    if article and article.is_confidential:
        recipients = User.objects.insiders_of(article).filter(pk__in=[user.pk for user in recipients])
    held_until = timezone.now() + (UNDO_WINDOW if kind in OF_DECISIONS else timedelta())
    messages = Notification.objects.bulk_create(
        Notification(
            recipient=user, kind=kind, by=by, article=article, words=words, path=path, facts=facts or {},
            mail=email.first_state(user, kind), mail_at=held_until,
        )
        for user in {user.pk: user for user in recipients}.values()
        if user != by and user.is_active
    )  # fmt: skip
    if any(one.mail == Notification.Mail.QUEUED for one in messages):
        email.send_mails.using(run_after=held_until if kind in OF_DECISIONS else None).enqueue()
    return messages


def facts_of(article):
    """Return region, length and urgency of a story that waits for an editor."""
    return {
        "region": article.region.name if article.region else "",
        "length": article.length,
        "urgency": article.urgency,
    }


def _facts_and_changes(article):
    """Return the facts of a story that came to the editors, with the parts that changed since they had it
    last."""
    before = last_reviewed.last(article)
    if before is None:
        return facts_of(article)
    return facts_of(article) | {"changed": list(article.newest_revision.text.changed(before.text))}


# Who is concerned


def _writers(article):
    return list(User.objects.writers_of(article))


def _managers():
    return list(User.objects.at_the_desk_with(permissions.WITHDRAW_ARTICLE))


def _actors(article, *actions):
    """Return the account that did the newest of these steps, as a list of at most one."""
    event = article.events.filter(action__in=actions, actor__isnull=False).select_related("actor").first()
    return [event.actor] if event else []


def _whose_decision_fell(article):
    """Approver and, of a scheduled story, who gave it its time, where the newest step undid that."""
    newest = article.events.first()
    if newest.from_status not in (Article.Status.APPROVED, Article.Status.PUBLISHED):
        return []
    people = _actors(article, Step.APPROVE, Step.PUBLISH_ALONE)
    return people + (_actors(article, Step.PUBLISH) if newest.from_status == Article.Status.PUBLISHED else [])


# What each step tells


# Kinds that ask for a step; all others are news.
ASKING = (
    "submitted", "escalated", "reopened", "returned", "to_sign", "changed_live", "withdrawal_requested",
    "republish_requested", "update_failed", "notice_proposed",
)  # fmt: skip


NOTICE_DECISIONS = (Step.PUBLISH_NOTICE, Step.DROP_NOTICE)


def _done(action, article):
    """Return the kinds of messages that asked for what is done now, by whomever."""
    status = article.status
    by_state = {
        ("submitted", "escalated", "reopened"): status == Article.Status.SUBMITTED,
        ("returned",): status == Article.Status.RETURNED,
        ("to_sign", "changed_live"): article.needs_signature,
        ("withdrawal_requested",): status == Article.Status.PUBLISHED and action != Step.TAKE_BACK_REQUEST,
        ("republish_requested",): status == Article.Status.WITHDRAWN and action != Step.TAKE_BACK_REQUEST,
        ("update_failed",): article.is_scheduled and article.merge_error,
        ("notice_proposed",): action not in NOTICE_DECISIONS and not article.merged_revision_id,
    }
    return [kind for kinds, still_waits in by_state.items() if not still_waits for kind in kinds]


def notify_step(action, article, *, by, reason=""):
    """Tells whom one step concerns, in its transaction, and settles what asked for it. `article` is as the step
    left it."""
    article.notifications.filter(kind__in=_done(action, article)).settle()
    if article.status != Article.Status.SUBMITTED:
        routing.end(article)
    if notifier := NOTIFIERS.get(action):
        notifier(article, by, reason)


def _to_writers(kind):
    def notifier(article, by, reason):
        notify(kind, _writers(article), by=by, article=article, words=reason)

    return notifier


def _submitted(article, by, reason):
    people, facts = routing.begin(article, by=by), _facts_and_changes(article)
    notify("submitted", people, by=by, article=article, words=reason, facts=facts)


def _reopened(article, by, reason):
    people = _whose_decision_fell(article) + routing.begin(article, by=by)
    notify("reopened", people, by=by, article=article, words=reason, facts=_facts_and_changes(article))


def _returned(article, by, reason):
    people = _writers(article) + _whose_decision_fell(article)
    notify("returned", people, by=by, article=article, words=reason)


def _published(article, by, reason):
    if article.is_scheduled:
        facts = {"at": article.published_at.isoformat()}
        notify("scheduled", _writers(article), by=by, article=article, words=reason, facts=facts)
    elif article.update_of_id:
        notify("updated", _writers(article), by=by, article=article.update_of, words=reason)
    else:
        notify("published", _writers(article), by=by, article=article, words=reason)


def _published_alone(article, by, reason):
    people = routing.possible_approvers(article, besides=[by.pk])
    notify("to_sign", people, by=by, article=article, words=reason, facts=facts_of(article))
    _published(article, by, reason)


def _recalled(article, by, reason):
    claims = Claim.objects.live().filter(article=article).select_related("user")
    notify("recalled", [claim.user for claim in claims], by=by, article=article)


def _spiked(article, by, reason):
    notify("spiked", _writers(article) + _whose_decision_fell(article), by=by, article=article, words=reason)


def _unscheduled(article, by, reason):
    people = _writers(article) + _actors(article, Step.PUBLISH)
    notify("unscheduled", people, by=by, article=article, words=reason)


def _of_the_withdrawal(kind):
    def notifier(article, by, reason):
        requests = (Step.REQUEST_WITHDRAWAL, Step.REQUEST_REINSTATEMENT)
        people = _writers(article) + _managers() + _actors(article, *requests)
        notify(kind, people, by=by, article=article, words=reason)

    return notifier


def _notice_proposed(article, by, reason):
    notify("notice_proposed", routing.possible_approvers(article, besides=[by.pk]), by=by, article=article)


def _notice_decided(kind):
    def notifier(article, by, reason):
        people = _writers(article) + _actors(article, Step.PROPOSE_NOTICE)
        notify(kind, people, by=by, article=article, words=reason)

    return notifier


# step: who is told. Those of `ACTIONS`, and "edit" for a save that undoes an approval.
NOTIFIERS = {
    Step.SUBMIT: _submitted,
    Step.RECALL: _recalled,
    Step.APPROVE_AND_PUBLISH: _published,
    Step.APPROVE: _to_writers("approved"),
    Step.PUBLISH: _published,
    Step.PUBLISH_ALONE: _published_alone,
    Step.RETURN: _returned,
    Step.UNSCHEDULE: _unscheduled,
    Step.MERGE: _published,
    Step.SIGN: _to_writers("signed"),
    Step.REQUEST_WITHDRAWAL: _of_the_withdrawal("withdrawal_requested"),
    Step.WITHDRAW: _of_the_withdrawal("withdrawn"),
    Step.REQUEST_REINSTATEMENT: _of_the_withdrawal("republish_requested"),
    Step.TAKE_BACK_REQUEST: _of_the_withdrawal("request_taken_back"),
    Step.REINSTATE: _of_the_withdrawal("reinstated"),
    Step.PROPOSE_NOTICE: _notice_proposed,
    Step.PUBLISH_NOTICE: _notice_decided("notice_published"),
    Step.DROP_NOTICE: _notice_decided("notice_dropped"),
    Step.SPIKE: _spiked,
    Step.REVIVE: _to_writers("revived"),
    Step.EDIT: _reopened,
}


def take_back(article, *, by, since):
    """Take back what told of a decision since that moment; whoever has read it, or has its e-mail, is told so.
    What had asked for the decision asks again. `article` is as it was before."""
    messages = article.notifications.filter(by=by, created_at__gte=since, kind__in=OF_DECISIONS)
    beyond_recall = messages.filter(
        Q(read_at__isnull=False) | Q(mail__in=(Notification.Mail.SENDING, Notification.Mail.SENT))
    )
    readers = list(User.objects.filter(notifications__in=beyond_recall).distinct())
    messages.exclude(pk__in=beyond_recall.values("pk")).delete()
    notify("undone", readers, by=by, article=article)
    article.notifications.exclude(kind__in=_done(Step.UNDO, article)).filter(kind__in=ASKING).unsettle(since)
    if article.status == Article.Status.SUBMITTED:
        submission = article.events.filter(action=Step.SUBMIT).select_related("actor").first()
        routing.begin(article, by=submission.actor if submission else by)


def notify_redaction(article, *, by):
    """Tell writers, the approver and managing editors that words are struck out of a story and all that is kept of
    it."""
    people = _writers(article) + _actors(article, Step.APPROVE, Step.PUBLISH_ALONE) + _managers()
    notify("redacted", people, by=by, article=article)


def notify_fix(article, *, by, words, is_to_sign):
    """Tell writers and approver of a change of the live text that one editor made; what has to be signed also
    those who may."""
    people = _writers(article) + _actors(article, Step.APPROVE, Step.PUBLISH_ALONE)
    if is_to_sign:
        people += routing.possible_approvers(article, besides=[by.pk])
    kind = "changed_live" if is_to_sign else "fixed"
    notify(kind, people, by=by, article=article, words=words, facts=facts_of(article) if is_to_sign else None)


def claim_taken(article, former, *, by):
    """Tell an editor that somebody else goes on with the review."""
    notify("claim_taken", [former], by=by, article=article)


def update_failed(article, message):
    """Whoever gave a scheduled update its time hears that it did not go online, and the managing editors with
    them."""
    people = _actors(article, Step.PUBLISH) + _managers()
    notify("update_failed", people, by=None, article=article, words=message)


# What the pulse does


@transaction.atomic
def report_sensitive_changes():
    """Tell publisher and managing editors of changes that give rights or that all stories print, whatever door
    they came by, the server's own included."""
    Heartbeat.objects.select_for_update().first()  # of two workers the second finds what the first has told
    messages = Notification.objects.filter(kind__in=("sensitive_change", "first_password"))
    newest = messages.order_by("-pk").values_list("facts", flat=True)
    last = (newest.first() or {}).get("change")
    changes = Change.objects.sensitive().select_related("actor").order_by("pk")
    # Of the first accounts and rights nobody is told: they came with the newsroom.
    since = max([timezone.now() - timedelta(days=1), *Beginning.objects.values_list("at", flat=True)])
    changes = changes.filter(pk__gt=last) if last else changes.filter(at__gt=since)
    people = {*User.objects.at_the_desk_with(roles.VIEW_CHANGE)}
    for change in changes[:AT_ONCE]:
        notify(
            "first_password" if change.is_first_password() else "sensitive_change",
            [user for user in people if not change.invites(user)], by=change.actor, words=f"{label_of(change.table)}: {_name_of(change)}",
            path=f"{reverse('admin:changes')}?baris={change.row}&apa={change.table}", facts={"change": change.pk},
        )  # fmt: skip


def _name_of(change):
    """Return the name of a changed row; that of the account where the row only says whose roles they are."""
    if change.table in ("staff_user_groups", "staff_user_user_permissions"):
        return User.objects.filter(pk=number(change.name) or 0).first() or change.name
    return change.name


@transaction.atomic
def report_view_spikes():
    """Tell editors of stories that few addresses open again and again, of each at most once a day."""
    Heartbeat.objects.select_for_update().first()  # of two workers the second finds what the first has told
    told = Notification.objects.filter(kind="view_spike", created_at__gt=timezone.now() - timedelta(days=1))
    spikes = ViewCount.objects.spikes().exclude(article__in=told.values("article")).select_related("article")
    for spike in {spike.article_id: spike for spike in spikes[:AT_ONCE]}.values():
        words = ngettext(
            "%(n)d view was too many of one address and does not count.",
            "%(n)d views were too many of one address and do not count.",
            spike.excess,
        ) % {"n": spike.excess}  # fmt: skip
        editors = User.objects.at_the_desk_with(permissions.REVIEW_ARTICLE)
        notify("view_spike", editors, by=None, article=spike.article, words=words)


@transaction.atomic
def remind_of_missing_children():
    """Ask writers and managing editors of each story that names a missing child whether it is found, every few days."""
    Heartbeat.objects.select_for_update().first()  # of two workers the second finds what the first has told
    since = timezone.now() - settings.MISSING_CHILD_REMINDER
    reminders = Notification.objects.filter(kind="missing_child", created_at__gt=since)
    naming = Article.objects.public().filter(protected__contains=[ProtectedPerson.MISSING_CHILD])
    for article in naming.filter(published_at__lt=since).exclude(pk__in=reminders.values("article"))[
        :AT_ONCE
    ]:
        notify("missing_child", _writers(article) + _managers(), by=None, article=article,
               path=reverse("admin:articles_article_protection", args=[article.pk]))  # fmt: skip


def escalate():
    """Tells the next circle of each story that has waited too long.

    A second worker finds nothing left to do.
    """
    for pk in Route.objects.to_escalate().order_by("escalate_at").values_list("pk", flat=True)[:AT_ONCE]:
        try:
            _escalate(pk)
        except Exception:  # the other stories wait as well
            log.exception("Story %d could not be escalated", pk)


@transaction.atomic
def _escalate(pk):
    article = Article.objects.select_for_update().get(pk=pk)
    route = Route.objects.to_escalate().filter(pk=pk).first()  # asked anew, under the lock of every step
    if route:
        route.article = article
        notify("escalated", routing.widen(route), by=None, article=article, facts=facts_of(article))


@transaction.atomic
def report_failed_tasks():
    """Tells administrators which tasks failed since they were last told: at most once an hour."""
    Heartbeat.objects.select_for_update().first()  # of two workers the second finds what the first has told
    now = timezone.now()
    reports = Notification.objects.filter(kind="task_failed", created_at__gt=now - timedelta(days=1))
    since = reports.aggregate(last=Max("created_at"))["last"] or now - timedelta(days=1)
    if since > now - BETWEEN_REPORTS:
        return
    failed = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED, finished_at__gt=since)
    counts = failed.order_by("task_path").values_list("task_path").annotate(times=Count("pk"))
    if words := "\n".join(f"{path} ×{times}" for path, times in counts):
        people = User.objects.at_the_desk_with(texts.ADMINISTRATOR)
        notify("task_failed", people, by=None, words=words, path=reverse("admin:system_health"))
