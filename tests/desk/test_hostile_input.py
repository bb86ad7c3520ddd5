"""Whatever is sent to a page of the desk, by whomever: an answer or a message, and never an error."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from staff import roles
from staff.models import BulkRun, CardProblem, Notification
from staff.workflow import review_queue
from staff.writing import comments
from tests.support.factories import make_article, make_assignment, make_publication, make_user, move, schedule

VALUES = {
    "NUL": "a\x00b",
    "huge number": "9" * 5000,
    "beyond a bigint": "9223372036854775808",
    "superscript": "²",
    "another script's digits": "٣",
    "lone surrogate": b"\xed\xa0\x80",
    "braces": "{0.__class__} %s %(x)s",
    "no day": "2026-13-45",
    "the first day": "0001-01-01T00:00",
    "the last day": "9999-12-31T23:59",
}
LONGEST_IN_AN_ADDRESS = 4000  # servers take no longer one
NAMES = (
    "q", "p", "o", "id", "hal", "halaman", "pk", "do", "s", "at", "day", "key", "tab", "user", "shown", "token",
    "words", "quote", "revision", "answers", "reason", "codes", "urgency", "version", "newest", "mail", "time_zone",
    "headline", "body", "standfirst", "region", "category", "tags", "credits-0-name", "related", "lead_photo", "slug",
    "assignee", "due", "place", "brief", "tampilan", "tanggal", "daerah", "kanal", "pilih", "jenis", "diabaikan",
    "masa", "dari", "sampai", "templat", "status__exact", "needs_signature__exact", "claimed", "older", "since",
    "until", "writer", "own", "weekdays", "begins", "ends", "mode", "remove", "ubah", "sources",
)  # fmt: skip
ROLES = {
    "a writer": [roles.WRITER],
    "who may do most": [roles.MANAGING_EDITOR, roles.NIGHT_DESK, roles.ADMINISTRATOR],
    "an account without a role": [],
}


@pytest.fixture
def addresses(db, writer, editor, second_editor):
    make_publication()
    story = move(make_article(writer), ("submit", writer))
    planned = schedule(make_article(writer), writer, editor)
    comment, _unknown = comments.say(story, "Benar?", by=editor)
    assignment = make_assignment(editor, assignee=writer)
    problem = CardProblem.objects.create(
        article=planned, target=story.pk, kind="old", place="end", version=1, found_at=timezone.now()
    )
    review_queue.claim(story, by=second_editor)
    run = BulkRun.objects.create(key=uuid4(), user=editor, action="approve", typed={})
    of_story = [
        "review", "thread", "thread_people", "check", "suggest", "tidy", "dossier", "dossier_file", "claim", "urgency", "lease",
        "autosave",
    ]  # fmt: skip
    of_desk = [
        "changelist",
        "add",
        "pick",
        "offer",
        "bulk",
        "check_new",
        "suggest_new",
        "tidy_new",
        "autosave_new",
    ]
    pages = [
        "index", "figures", "card_health", "notifications", "notifications_read", "notification_choices",
        "failed_mails", "assignments", "assignment_add", "calendar", "staff_coverage_changelist",
        "staff_storytemplate_add", "system_health",
    ]  # fmt: skip
    steps = ["take", "begin", "decline", "cancel"]
    return [
        *(reverse(f"admin:{name}") for name in pages),
        *(reverse(f"admin:articles_article_{name}") for name in of_desk),
        *(
            reverse(f"admin:articles_article_{name}", args=[one.pk])
            for name in of_story
            for one in (story, planned)
        ),
        *(
            reverse("admin:articles_article_act", args=[story.pk, name])
            for name in ("return", "approve", "spike")
        ),
        reverse("admin:articles_article_thread_decide", args=[story.pk, comment.pk]),
        reverse("admin:articles_article_bulk_result", args=[run.pk]),
        reverse("admin:assignment", args=[assignment.pk]),
        reverse("admin:assignment_change", args=[assignment.pk]),
        *(reverse("admin:assignment_step", args=[assignment.pk, name]) for name in steps),
        reverse("admin:calendar_move", args=[planned.pk]),
        reverse("admin:card_ignore", args=[problem.pk]),
        reverse("admin:figures_csv", args=["daerah"]),
        *(reverse("admin:notification", args=[note.pk]) for note in Notification.objects.all()[:2]),
    ]


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_hostile_values_get_an_answer(role, addresses, client):
    client.force_login(make_user("tamu", *ROLES[role]))
    client.raise_request_exception = False
    failed = [
        (address, method.__name__, what)
        for address in addresses
        for what, value in VALUES.items()
        for method in (client.get, client.post)
        if method == client.post or len(value) < LONGEST_IN_AN_ADDRESS
        if method(address, dict.fromkeys(NAMES, value)).status_code >= 500
    ]
    assert failed == []
