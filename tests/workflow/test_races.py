"""At the same moment: of two that cannot both happen, exactly one does. Real threads, real connections."""

import threading
import time

import pytest
from django.db import connection, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from articles.models import Article, Person
from staff import roles, workflow
from staff.models import Claim, Heartbeat, Notification, Scratch, User
from staff.notifying import notifications
from staff.reporting import audit_file
from staff.workflow import review_queue
from staff.writing import saving
from tests.support.factories import make_article, make_user, move, publish
from tests.support.races import ROUNDS, act, race

pytestmark = pytest.mark.django_db(transaction=True)


def one_wins(outcomes):
    refused = [outcome for outcome in outcomes if isinstance(outcome, workflow.Refused)]
    assert len(refused) == len(outcomes) - 1, outcomes
    return refused


def save(article, by, tab="", **changes):
    content = article.snapshot().replace(**changes)
    return lambda: saving.save(article, content, by=by, base=article.version, tab=tab)


def fresh(article):
    return Article.objects.get(pk=article.pk)


@pytest.fixture
def submitted(people):
    return lambda: move(make_article(people["wati"]), ("submit", people["wati"]))


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_approve_against_return(_round, submitted, people):
    article = submitted()
    one_wins(race(act("approve", article, people["edi"]), act("return", article, people["eka"])))
    assert fresh(article).status in ("approved", "returned")


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_approve_against_save(_round, submitted, people):
    article = submitted()
    one_wins(race(act("approve", article, people["edi"]), save(article, people["eka"], headline="Dari Eka")))
    after = fresh(article)
    if after.status == "approved":
        assert after.approved_revision.digest == after.snapshot().digest
        assert after.revisions.aside().get().text.headline == "Dari Eka"
    else:
        assert (after.status, after.headline) == ("submitted", "Dari Eka")


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_publish_against_withdraw(_round, submitted, people):
    live = publish(make_article(people["wati"]), people["wati"], people["edi"])
    copy = move(live, ("propose_update", people["wati"]))
    saving.save(copy, copy.snapshot().replace(headline="Baru"), by=people["wati"], base=1)
    copy = move(copy, ("submit", people["wati"]), ("approve", people["edi"]))
    live = move(live, ("request_withdrawal", people["edi"]))
    outcomes = race(act("publish", copy, people["edi"]), act("withdraw", live, people["mira"]))
    one_wins(outcomes)
    after = fresh(live)
    assert (after.status, after.headline) in (("withdrawn", live.headline), ("published", "Baru"))


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_two_merges_of_one_update(_round, people):
    live = publish(make_article(people["wati"]), people["wati"], people["edi"])
    copy = move(live, ("propose_update", people["wati"]))
    saving.save(copy, copy.snapshot().replace(headline="Baru"), by=people["wati"], base=1)
    copy = move(copy, ("submit", people["wati"]), ("approve", people["edi"]))
    one_wins(race(act("publish", copy, people["edi"]), act("publish", copy, people["eka"])))
    after = fresh(live)
    assert (after.headline, after.version) == ("Baru", live.version + 1)
    assert after.events.filter(action="update").count() == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_two_saves_of_one_text(_round, people):
    article = make_article(people["wati"])
    outcomes = race(
        save(article, people["wati"], "tab-satu", headline="Satu"),
        save(article, people["edi"], "tab-dua-", headline="Dua"),
    )
    [refused] = one_wins(outcomes)
    texts = {fresh(article).headline, refused.aside.text.headline}
    assert texts == {"Satu", "Dua"}


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_a_story_that_is_begun_twice_by_one_tab(_round, people):
    content = make_article(people["wati"]).snapshot().replace(headline="Naskah baru")
    begin = lambda: saving.begin(content, by=people["wati"], tab="tab-satu")  # noqa: E731
    one, two = race(begin, begin)
    assert one.pk == two.pk
    assert Article.objects.filter(headline="Naskah baru").count() == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_a_takeover_against_an_autosave_loses_no_text(_round, people):
    article = make_article(people["wati"])
    saving.claim(article, by=people["wati"], tab="tab-satu")
    data = {"headline": ["Ketikan terakhir"], "body": ["<p>Ketikan.</p>"]}

    def autosave():
        return saving.autosave(article.pk, by=people["wati"], tab="tab-satu", base=1, data=data)

    def take():
        return saving.claim(article, by=people["edi"], tab="tab-dua-", take=True)

    race(autosave, take)
    kept = [revision.text.headline for revision in article.revisions.aside()]
    waiting = [scratch.data["headline"][0] for scratch in Scratch.objects.filter(article=article)]
    assert "Ketikan terakhir" in kept + waiting
    assert fresh(article).version == 1
    assert fresh(article).lease.user == people["edi"]


def test_a_form_that_waited_for_another_sees_the_lease_that_was_made_meanwhile(people):
    article = make_article(people["wati"])
    claimed = threading.Event()

    def first():
        with transaction.atomic():
            saving.claim(article, by=people["edi"], tab="tab-satu")
            claimed.set()
            wait_for_a_lock()

    def second():
        claimed.wait(10)
        return saving.claim(article, by=people["eka"], tab="tab-dua-")

    _done, lease = race(first, second)
    assert (lease.user, fresh(article).lease.user) == (people["edi"], people["edi"])


def test_a_save_that_waited_for_a_claim_is_refused(people):
    article = make_article(people["wati"])
    claimed = threading.Event()

    def first():
        with transaction.atomic():
            saving.claim(article, by=people["edi"], tab="tab-satu")
            claimed.set()
            wait_for_a_lock()

    def second():
        claimed.wait(10)
        return save(article, people["wati"], "tab-dua-", headline="Dari Wati")()

    _done, refused = race(first, second)
    assert refused.code == "lease"
    assert refused.aside.text.headline == "Dari Wati"
    assert fresh(article).version == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_two_editors_who_take_one_story_to_review(_round, submitted, people):
    article = submitted()
    takers = [people["edi"], people["eka"]]
    outcomes = race(*[lambda by=by: review_queue.claim(article, by=by) for by in takers])
    [refused] = one_wins(outcomes)
    assert refused.code == "claimed"
    assert Claim.objects.get(article=article).user == takers[1 - outcomes.index(refused)]


def test_an_account_is_closed_while_its_story_is_claimed(people):
    article = make_article(people["wati"])
    saving.claim(article, by=people["wati"], tab="tab-satu")
    data = {"headline": ["Ketikan terakhir"], "body": ["<p>Ketikan.</p>"]}
    saving.autosave(article.pk, by=people["wati"], tab="tab-satu", base=1, data=data)
    locked = threading.Event()

    def take():
        with transaction.atomic():
            Article.objects.select_for_update().get(pk=article.pk)
            locked.set()
            wait_for_a_lock()
            return saving.claim(article, by=people["edi"], tab="tab-dua-", take=True)

    def close():
        locked.wait(10)
        saving.close_forms_of(people["wati"])
        return "closed"

    lease, closed = race(take, close)
    assert closed == "closed"
    assert (lease.user, fresh(article).lease.user) == (people["edi"], people["edi"])
    assert article.revisions.aside().get().text.headline == "Ketikan terakhir"


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_two_first_credits_of_one_account_are_one_person(_round, people):
    user = User.objects.create_user("baru", first_name="Baru")
    by_line = lambda: Person.objects.for_user(user)  # noqa: E731
    one, two = race(by_line, by_line)
    assert one == two == Person.objects.get(user=user)


def test_two_workers_report_a_failed_task_once(people):
    make_user("adi", roles.ADMINISTRATOR)
    Heartbeat.beat()
    now = timezone.now()
    workflow.merge_update.enqueue(1)
    DBTaskResult.objects.update(status=TaskResultStatus.FAILED, started_at=now, finished_at=now)
    reported = threading.Event()

    def first():
        with transaction.atomic():
            notifications.report_failed_tasks()
            reported.set()
            time.sleep(0.5)

    def second():
        reported.wait(10)
        notifications.report_failed_tasks()

    race(first, second)
    assert Notification.objects.filter(kind="task_failed").count() == 1


def wait_for_a_lock():
    """Until another connection waits for what this transaction holds."""
    with connection.cursor() as cursor:
        for _attempt in range(200):
            cursor.execute(
                "SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
            )
            if cursor.fetchone():
                return
            time.sleep(0.05)
    raise AssertionError("Nobody waits.")


def test_two_proposals_of_an_update(people):
    live = publish(make_article(people["wati"]), people["wati"], people["edi"])
    one_wins(race(act("propose_update", live, people["wati"]), act("propose_update", live, people["edi"])))
    assert live.updates.count() == 1


def test_a_file_that_is_opened_during_a_step_waits_for_it(people):
    """Else an entry could come in later than one that is after it, and an older printout would no longer fit."""
    story = make_article(people["wati"])
    under_way, go_on = threading.Event(), threading.Event()

    def submit():
        with transaction.atomic():
            workflow.perform("submit", story, by=people["wati"], revision=1)
            under_way.set()
            go_on.wait(10)

    def opened():
        under_way.wait(10)
        threading.Timer(0.5, go_on.set).start()
        return audit_file.AuditFile(story)

    _done, found = race(submit, opened)
    assert [row.action for row, kind in found.rows() if kind == "step"] == ["create", "submit"]
