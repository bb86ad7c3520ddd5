"""Whom a submitted story goes to, and who hears of it when nobody takes it."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Region
from staff import roles, tasks, workflow
from staff.models import Claim, Coverage, Notification, Route
from staff.notifying import notifications, routing
from tests.support.factories import make_article, make_coverage, make_region, make_user, move
from tests.support.shared_rows import shared

MONDAY_NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)  # 12.00 in WIB


@contextmanager
def clock(moment):
    with mock.patch("django.utils.timezone.now", return_value=moment):
        yield


def told(article, kind="submitted"):
    return set(
        Notification.objects.filter(article=article, kind=kind).values_list("recipient__username", flat=True)
    )


def submit(article, by, at=MONDAY_NOON):
    with clock(at):
        return move(article, ("submit", by))


@shared
def story(writer):
    """Of Kraksaan, which lies in Kabupaten Probolinggo."""
    return make_article(writer)


@pytest.fixture
def regency():
    return make_region("Kabupaten Probolinggo", "kabupaten-probolinggo")


@pytest.mark.parametrize(
    ("begins", "ends", "days", "at", "is_on"),
    [
        ("08:00", "17:00", [0], "2026-11-23T08:00", True),
        ("08:00", "17:00", [0], "2026-11-23T16:59", True),
        ("08:00", "17:00", [0], "2026-11-23T17:00", False),
        ("08:00", "17:00", [1], "2026-11-23T12:00", False),
        ("22:00", "06:00", [0], "2026-11-23T23:00", True),
        ("22:00", "06:00", [0], "2026-11-24T05:59", True),  # Monday's night
        ("22:00", "06:00", [0], "2026-11-23T05:00", False),  # that was Sunday's
        ("22:00", "06:00", [6], "2026-11-23T05:00", True),
        ("08:00", "08:00", [0], "2026-11-24T07:59", True),  # a whole day
        ("08:00", "08:00", [0], "2026-11-24T08:00", False),
    ],
)
def test_hours_may_pass_midnight(editor, begins, ends, days, at, is_on):
    coverage = make_coverage(editor, begins=begins, ends=ends, days=days)
    coverage.refresh_from_db()
    assert coverage.is_on(datetime.fromisoformat(f"{at}+07:00")) is is_on


def test_hours_are_those_of_the_region(editor):
    region = make_region("Ambon", "ambon")
    Region.objects.filter(pk=region.pk).update(time_zone=Region.TimeZone.WIT)
    region.refresh_from_db()
    coverage = make_coverage(editor, region, "08:00", "09:00")
    coverage.refresh_from_db()
    assert coverage.is_on(datetime.fromisoformat("2026-11-23T06:30+07:00"))
    assert not coverage.is_on(datetime.fromisoformat("2026-11-23T08:30+07:00"))


def test_it_goes_to_who_looks_after_the_smallest_region(
    story, writer, editor, second_editor, managing_editor, regency
):
    make_coverage(editor, story.region)
    make_coverage(second_editor, regency)
    make_coverage(managing_editor)
    submit(story, writer)
    assert told(story) == {"edi"}
    elsewhere = make_article(writer, region=make_region("Kota Malang", "kota-malang"))
    submit(elsewhere, writer)
    assert told(elsewhere) == {"mira"}
    sibling = make_article(writer, region=make_region("Paiton", "paiton", regency))
    submit(sibling, writer)
    assert told(sibling) == {"eka"}


def test_a_region_is_no_part_of_one_whose_name_begins_alike(writer, editor, second_editor, managing_editor):
    make_coverage(editor, make_region("Kota", "kota"))
    article = make_article(writer, region=make_region("Kota Batu", "kota-batu"))
    make_coverage(second_editor)
    submit(article, writer)
    assert told(article) == {"eka"}


def test_out_of_hours_it_goes_to_the_editors_on_duty(story, writer, editor, second_editor, managing_editor):
    make_coverage(editor, story.region, "18:00", "23:00")
    make_coverage(second_editor, make_region("Kota Malang", "kota-malang"))
    submit(story, writer)
    assert told(story) == {"eka"}


def test_without_anybody_on_duty_it_goes_to_all(
    story, writer, editor, second_editor, managing_editor, other_writer, administrator
):
    make_coverage(editor, story.region, "18:00", "23:00")
    submit(story, writer)
    assert told(story) == {"edi", "eka", "mira"}


def test_an_editor_who_wrote_it_does_not_count(writer, editor, second_editor):
    """Four eyes: alone on duty, the own story goes on to the next circle."""
    article = make_article(editor)
    make_coverage(editor, article.region)
    submit(article, editor)
    assert told(article) == {"eka"}


def test_a_co_writer_does_not_and_who_saved_last_does_where_the_writer_stands_behind_it(
    story, writer, editor, second_editor, managing_editor
):
    """Decision 0117: who submits the very words of an editor takes them over."""
    make_coverage(editor, story.region)
    story.credits.create(person=editor.person, role="reporter", order=5)
    workflow.record_edit(story, by=second_editor)
    submit(story, writer)
    assert told(story) == {"eka", "mira"}


def test_closed_accounts_and_former_editors_are_left_out(
    story, writer, editor, second_editor, managing_editor
):
    make_coverage(editor, story.region)
    make_coverage(second_editor, story.region)
    editor.is_active = False
    editor.save()
    second_editor.groups.clear()
    submit(story, writer)
    assert told(story) == {"mira"}


def test_with_no_editor_at_all_the_story_is_submitted_and_its_writer_is_told(story, writer, visit):
    answer = visit(writer).post(
        reverse("admin:articles_article_act", args=[story.pk, "submit"]), {"revision": 1}, follow=True
    )
    assert Article.objects.get(pk=story.pk).status == "submitted"
    assert routing.submission_message(Article.objects.get(pk=story.pk)) in answer.content.decode()
    assert Route.objects.get().escalate_at is None
    assert not Notification.objects.exists()


def test_who_submits_reads_who_knows(story, writer, editor, second_editor):
    make_coverage(editor, story.region)
    article = submit(story, writer)
    assert "Edi" in routing.submission_message(article)
    assert "Kraksaan" in routing.submission_message(article)
    Coverage.objects.all().delete()
    other = submit(make_article(writer), writer)
    assert "Kraksaan" in routing.submission_message(other)
    assert "Edi" not in routing.submission_message(other)
    assert routing.submission_message(other) != routing.submission_message(article)


@pytest.mark.parametrize(("urgency", "minutes"), [(1, 15), (2, 30), (3, 60)])
def test_the_next_circle_is_told_in_time(
    story, writer, editor, second_editor, managing_editor, urgency, minutes
):
    make_coverage(editor, story.region)
    make_coverage(second_editor, make_region("Kota Malang", "kota-malang"))
    Article.objects.filter(pk=story.pk).update(urgency=urgency)
    submit(story, writer)

    def later(wait):
        with clock(MONDAY_NOON + timedelta(minutes=wait)):
            notifications.escalate()
            notifications.escalate()  # a second worker, or a second pulse
        return told(story, "escalated")

    assert later(minutes - 1) == set()
    assert later(minutes) == {"eka"}
    assert later(2 * minutes - 1) == {"eka"}
    assert later(2 * minutes) == {"eka", "mira"}
    assert Notification.objects.filter(kind="escalated").count() == 2
    assert Route.objects.get().escalate_at is None
    assert later(9 * minutes) == {"eka", "mira"}


def test_a_circle_that_knows_already_is_passed_over(story, writer, editor, second_editor):
    make_coverage(editor, story.region)
    submit(story, writer)
    with clock(MONDAY_NOON + timedelta(hours=1)):
        notifications.escalate()
    assert told(story, "escalated") == {"eka"}  # nobody else was on duty
    assert told(story) == {"edi"}


def test_a_claim_halts_the_clock_and_its_end_lets_it_go_on(story, writer, editor, second_editor):
    make_coverage(editor, story.region)
    submit(story, writer)
    claim = Claim.objects.create(
        article=story, user=editor, taken_at=MONDAY_NOON, until=MONDAY_NOON + timedelta(minutes=70)
    )
    with clock(MONDAY_NOON + timedelta(minutes=65)):
        notifications.escalate()
    assert told(story, "escalated") == set()
    with clock(claim.until):
        notifications.escalate()
    assert told(story, "escalated") == {"eka"}


@pytest.mark.parametrize("step", ["recall", "return", "approve", "approve_and_publish", "spike"])
def test_nobody_is_told_after_a_decision(story, writer, editor, second_editor, step):
    make_coverage(editor, story.region)
    submit(story, writer)
    move(story, (step, writer if step == "recall" else editor))
    assert not Route.objects.exists()
    with clock(MONDAY_NOON + timedelta(days=9)):
        notifications.escalate()
    assert told(story, "escalated") == set()


def test_a_row_that_was_left_behind_tells_nobody(story, writer, editor, second_editor):
    make_coverage(editor, story.region)
    submit(story, writer)
    Article.objects.filter(pk=story.pk).update(status="draft")
    with clock(MONDAY_NOON + timedelta(days=9)):
        notifications.escalate()
    assert told(story, "escalated") == set()


def test_greater_urgency_shortens_the_wait(story, writer, editor, second_editor):
    make_coverage(editor, story.region)
    submit(story, writer)
    with clock(MONDAY_NOON + timedelta(minutes=5)):
        workflow.set_urgency(story, Article.Urgency.URGENT, by=writer)
    assert Route.objects.get().escalate_at == MONDAY_NOON + timedelta(minutes=15)


def test_one_story_that_fails_does_not_keep_the_others(writer, editor, second_editor, monkeypatch):
    stories = [make_article(writer) for _ in range(2)]
    make_coverage(editor, stories[0].region)
    for story in stories:
        submit(story, writer)
    widen = routing.widen

    def broken(route):
        if route.pk == stories[0].pk:
            raise RuntimeError
        return widen(route)

    monkeypatch.setattr(routing, "widen", broken)
    with clock(MONDAY_NOON + timedelta(hours=1)):
        notifications.escalate()
    assert told(stories[0], "escalated") == set()
    assert told(stories[1], "escalated") == {"eka"}


def test_the_pulse_escalates(story, writer, editor, second_editor):
    make_coverage(editor, story.region)
    submit(story, writer)
    Route.objects.update(escalate_at=timezone.now())
    tasks.pulse.func()
    assert "eka" in told(story, "escalated")


def test_submitted_anew_it_begins_anew(story, writer, editor, second_editor):
    make_coverage(editor, story.region)
    submit(story, writer)
    with clock(MONDAY_NOON + timedelta(hours=1)):
        notifications.escalate()
        move(story, ("return", editor))
        move(story, ("submit", writer))
    route = Route.objects.get()
    assert (route.circle, route.told) == (Route.Circle.REGION, [editor.pk])


def test_the_queue_learns_who_knows_in_two_queries(writer, editor, second_editor):
    make_coverage(editor, make_region())
    stories = [submit(make_article(writer), writer) for _ in range(5)]
    with CaptureQueriesContext(connection) as queries:
        routes = routing.routes_of(stories)
    assert len(queries) == 2
    assert [route.people for route in routes.values()] == [[editor]] * 5
    assert routing.route_of(make_article(writer)) is None


def test_a_submission_costs_the_same_with_fifty_editors(writer, editor):
    def cost():
        article = make_article(writer)
        with CaptureQueriesContext(connection) as queries:
            move(article, ("submit", writer))
        return len(queries)

    few = cost()
    for n in range(50):
        made = make_user(f"redaktur{n}", roles.EDITOR, email=f"r{n}@contoh.example")
        make_coverage(made, make_region())
    cost()  # those of the first mail
    assert cost() <= few + 2  # the task that sends the mails, and hours to look at
    assert Notification.objects.filter(kind="submitted").count() > 100


def test_the_review_screen_shows_who_knows(story, writer, editor, second_editor, other_writer, visit):
    make_coverage(editor, story.region)
    article = submit(story, writer, timezone.now().replace(hour=5))
    html = visit(writer).get(reverse("admin:articles_article_review", args=[article.pk])).content.decode()
    assert "Edi" in html
    assert "https://wa.me/?text=" in html
