"""Who is told of which step, what it says, and who may open it."""

from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from articles.models import Article, ViewCount
from staff import workflow
from staff.models import Claim, Notification, User
from staff.notifying import notifications, texts
from staff.writing import saving
from tests.support.factories import edit, make_article, make_publication, move, publish, schedule, update
from tests.support.plans import explained
from tests.support.shared_rows import shared

LIST = "/redaksi-desk/pemberitahuan/"


def told(since=0):
    """{kind: names} of what was told after that row."""
    found = {}
    for kind, name in Notification.objects.filter(pk__gt=since).values_list("kind", "recipient__username"):
        found.setdefault(kind, set()).add(name)
    return found


def last():
    return Notification.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


@shared
def cast(writer, other_writer, editor, second_editor, managing_editor, night_editor, administrator):
    make_publication()
    return {user.username: user for user in User.objects.all()}


@shared
def story(cast, writer, other_writer):
    """By wati and oki."""
    article = make_article(writer)
    article.credits.create(person=other_writer.person, order=1)
    workflow.record_edit(article, by=writer)
    return article


EDITORS = {"edi", "eka", "mira", "nanik"}
WRITERS = {"wati", "oki"}
# steps before it; the step and by whom; who is told of what
STEPS = [
    ("", "submit wati", {"submitted": EDITORS}),
    ("", "submit edi", {"submitted": EDITORS - {"edi"}}),
    ("submit wati", "recall wati", {}),
    ("submit wati", "return edi", {"returned": WRITERS}),
    ("submit wati, approve edi", "return eka", {"returned": WRITERS | {"edi"}}),
    ("submit wati, approve edi", "return edi", {"returned": WRITERS}),
    ("submit wati", "approve edi", {"approved": WRITERS}),
    ("submit wati, approve edi", "publish eka", {"published": WRITERS}),
    ("submit wati", "approve_and_publish edi", {"published": WRITERS}),
    ("submit wati", "approve_and_publish edi later", {"scheduled": WRITERS}),
    ("submit wati, approve_and_publish edi later", "unschedule eka", {"unscheduled": WRITERS | {"edi"}}),
    ("submit wati", "spike edi", {"spiked": WRITERS}),
    ("submit wati, approve edi", "spike eka", {"spiked": WRITERS | {"edi"}}),
    ("submit wati, spike edi", "revive eka", {"revived": WRITERS}),
    ("submit wati, approve_and_publish edi", "request_withdrawal eka", {"withdrawal_requested": WRITERS | {"mira"}}),
    (
        "submit wati, approve_and_publish edi, request_withdrawal eka",
        "withdraw mira",
        {"withdrawn": WRITERS | {"eka"}},
    ),
    (
        "submit wati, approve_and_publish edi, request_withdrawal eka, withdraw mira, request_reinstatement eka",
        "reinstate mira",
        {"reinstated": WRITERS | {"eka"}},
    ),
    ("submit wati, approve_and_publish edi", "propose_notice eka", {"notice_proposed": EDITORS - {"eka"}}),
    (
        "submit wati, approve_and_publish edi, propose_notice eka",
        "publish_notice edi",
        {"notice_published": WRITERS | {"eka"}},
    ),
    (
        "submit wati, approve_and_publish edi, propose_notice eka",
        "drop_notice edi",
        {"notice_dropped": WRITERS | {"eka"}},
    ),
    ("submit wati, approve_and_publish edi", "propose_update wati", {}),
    (
        "submit wati, approve_and_publish edi, propose_update wati, submit wati",
        "approve_and_publish edi",
        {"updated": WRITERS},
    ),
    ("submit wati", "embargo wati later", {}),
]  # fmt: skip


def play(article, steps, cast):
    for step in filter(None, steps.split(", ")):
        action, name, *later = step.split()
        at = timezone.now() + timedelta(hours=2) if later else None
        article = move(article, (action, cast[name]), at=at)
    return article


@pytest.mark.parametrize(("before", "step", "expected"), STEPS)
def test_each_step_tells_those_whom_it_concerns(story, cast, before, step, expected):
    article = play(story, before, cast)
    mark = last()
    play(article, step, cast)
    assert told(mark) == expected


def test_every_step_that_tells_somebody_is_tried_here():
    """`edit` is a save, night stories have tests of their own."""
    tried = {step.split()[0] for _before, step, expected in STEPS if expected}
    assert set(notifications.NOTIFIERS) - tried == {
        "recall",
        "merge",
        "publish_alone",
        "sign",
        "edit",
        "request_reinstatement",
        "take_back_request",
    }
    assert set(notifications.NOTIFIERS) <= {*workflow.ACTIONS, "edit"}


def test_a_night_story_asks_the_editors_for_a_signature(cast, night_editor, editor):
    article = move(make_article(night_editor), ("submit", night_editor))
    mark = last()
    move(article, ("publish_alone", night_editor))
    assert told(mark) == {"to_sign": {"edi", "eka", "mira"}}
    mark = last()
    move(article, ("sign", editor))
    assert told(mark) == {"signed": {"nanik"}}


def test_an_edit_after_approval_tells_the_approver_and_the_queue(story, cast, writer, editor, second_editor):
    play(story, "submit wati, approve edi", cast)
    article = Article.objects.get(pk=story.pk)
    mark = last()
    content = article.snapshot().replace(headline="Judul baru")
    saving.save(article, content, by=second_editor, base=article.version)
    assert told(mark) == {
        "reopened": {"edi", "mira", "nanik"}
    }  # eka did it, and may not approve the own text
    assert Notification.objects.filter(kind="reopened").first().facts["changed"] == ["headline"]


def test_a_scheduled_story_that_falls_back_tells_who_gave_it_its_time(story, cast, second_editor):
    play(story, "submit wati, approve edi, publish mira later", cast)
    Notification.objects.all().delete()
    User.objects.get(username="mira").groups.clear()  # no editor any more, and concerned all the same
    article = Article.objects.get(pk=story.pk)
    content = article.snapshot().replace(headline="Judul baru")
    saving.save(article, content, by=second_editor, base=article.version)
    assert told() == {"reopened": {"edi", "mira", "nanik"}}


def test_an_update_of_the_live_text_tells_its_writers(story, cast, editor):
    live = play(story, "submit wati, approve_and_publish edi", cast)
    mark = last()
    update(live, cast["wati"], editor, headline="Judul lain")
    assert told(mark)["updated"] == WRITERS


def test_a_small_fix_of_the_live_text_tells_its_writers_and_who_approved_it(story, cast, second_editor):
    live = play(story, "submit wati, approve_and_publish edi", cast)
    mark = last()
    edit(live, second_editor, body=live.body.replace("lutut", "lutuut"))
    assert told(mark) == {"fixed": WRITERS | {"edi"}}
    assert Notification.objects.filter(kind="fixed").first().words == "lutut → lutuut"


@pytest.fixture
def scheduled_update(story, cast):
    copy = play(story, "submit wati, approve_and_publish edi, propose_update wati, submit wati", cast)
    copy = play(copy, "approve_and_publish edi later", cast)
    Article.objects.filter(pk=copy.pk).update(published_at=timezone.now())
    return copy


def test_an_update_that_comes_online_by_itself_tells_its_writers(scheduled_update):
    mark = last()
    workflow.merge_update.func(scheduled_update.pk)
    assert told(mark) == {"updated": WRITERS}
    note = Notification.objects.filter(kind="updated").first()
    assert note.article_id == scheduled_update.update_of_id


def test_an_update_that_fails_tells_who_scheduled_it_once(scheduled_update, editor):
    live = scheduled_update.update_of
    edit(live, editor, body=live.body.replace("lutut", "lutuut"))
    mark = last()
    workflow.merge_update.func(scheduled_update.pk)
    workflow.merge_update.func(scheduled_update.pk)
    assert told(mark) == {"update_failed": {"edi", "mira"}}
    assert Notification.objects.filter(kind="update_failed").count() == 2
    assert Article.objects.get(pk=scheduled_update.pk).merge_error == Notification.objects.first().words


def test_recalled_and_taken_over_reviews_are_told(story, cast, writer, editor, second_editor):
    move(story, ("submit", writer))
    until = timezone.now() + Claim.LIFETIME
    Claim.objects.create(article=story, user=editor, taken_at=timezone.now(), until=until)
    mark = last()
    notifications.claim_taken(story, editor, by=second_editor)
    move(story, ("recall", writer))
    assert told(mark) == {"claim_taken": {"edi"}, "recalled": {"edi"}}


def test_failed_tasks_are_reported_to_administrators_once_an_hour(cast):
    notifications.report_failed_tasks()
    assert told() == {}

    def fail():
        workflow.merge_update.enqueue(1)
        DBTaskResult.objects.filter(status=TaskResultStatus.READY).update(
            status=TaskResultStatus.FAILED, started_at=timezone.now(), finished_at=timezone.now()
        )

    fail()
    fail()
    notifications.report_failed_tasks()
    notifications.report_failed_tasks()
    assert told() == {"task_failed": {"adi"}}
    assert Notification.objects.get().words == "staff.workflow.publishing.merge_update ×2"
    fail()
    notifications.report_failed_tasks()  # within the hour
    assert Notification.objects.count() == 1
    Notification.objects.update(created_at=timezone.now() - timedelta(hours=2))
    DBTaskResult.objects.update(finished_at=timezone.now())
    notifications.report_failed_tasks()
    assert Notification.objects.count() == 2


def test_a_story_that_few_addresses_push_up_is_told_to_editors_once_a_day(story, writer, editor):
    live, quiet, popular = (publish(make_article(writer, headline=name), writer, editor) for name in "ABC")
    hour, seen = timezone.now().replace(minute=0, second=0, microsecond=0), last()
    ViewCount.objects.add(
        {(live.pk, hour): 40, (quiet.pk, hour): 40, (popular.pk, hour): 5000},
        {(live.pk, hour): 900, (quiet.pk, hour): 60, (popular.pk, hour): 900},
    )
    notifications.report_view_spikes()
    notifications.report_view_spikes()
    assert told(seen) == {"view_spike": EDITORS}
    note = Notification.objects.filter(kind="view_spike").first()
    assert note.article == live
    assert "900" in note.words
    Notification.objects.update(created_at=timezone.now() - timedelta(days=2))
    ViewCount.objects.update(hour=hour - timedelta(hours=3))
    notifications.report_view_spikes()  # it is over
    assert Notification.objects.filter(kind="view_spike").count() == len(EDITORS)


def test_nothing_is_told_of_what_did_not_happen(story, cast, editor):
    with pytest.raises(workflow.Refused):
        move(story, ("approve", editor))
    with transaction.atomic():
        move(story, ("submit", cast["wati"]))
        transaction.set_rollback(True)
    assert told() == {}


# What it says


def test_a_submission_tells_who_what_where_and_how_much(story, cast, writer, editor):
    Article.objects.filter(pk=story.pk).update(urgency=1)
    move(story, ("submit", writer))
    note = Notification.objects.get(recipient=editor)
    assert note.by == writer
    assert note.facts == {"region": "Kraksaan", "length": 10, "urgency": 1}
    assert note.path == reverse("admin:articles_article_review", args=[story.pk])
    assert "Banjir di Dringu" in texts.sentence(note)
    assert "Wati" in texts.sentence(note)
    assert ["Kraksaan", str(Article.Urgency.URGENT.label)] == [
        str(value) for label, value in texts.lines(note) if "10" not in str(value)
    ]


def test_a_second_submission_tells_what_changed_since_editors_had_it(story, cast, writer, editor):
    play(story, "submit wati, return edi", cast)
    article = Article.objects.get(pk=story.pk)
    content = article.snapshot().replace(standfirst="Lain.", tags=("Banjir",))
    saving.save(article, content, by=writer, base=article.version)
    move(article, ("submit", writer))
    assert Notification.objects.filter(recipient=editor).first().facts["changed"] == ["standfirst", "tags"]


def test_an_update_tells_what_differs_from_the_live_text(story, cast, writer, editor):
    copy = play(story, "submit wati, approve_and_publish edi, propose_update wati", cast)
    saving.save(copy, copy.snapshot().replace(body="<p>Baru.</p>"), by=writer, base=copy.version)
    move(copy, ("submit", writer))
    assert Notification.objects.filter(recipient=editor).first().facts["changed"] == ["body"]


def test_the_reason_of_a_return_is_told(story, cast, writer):
    play(story, "submit wati, return edi", cast)
    assert Notification.objects.get(recipient=writer).words == "Alasan."


def test_every_kind_has_a_sentence_that_can_be_filled():
    for name in texts.KINDS:
        assert "{" not in texts.sentence(Notification(kind=name))
    assert texts.sentence(Notification(kind="dari-masa-depan")) == "dari-masa-depan"


def test_a_headline_with_braces_stays_one(cast, writer, editor):
    move(make_article(writer, headline="Harga {naik} {0}"), ("submit", writer))
    assert "Harga {naik} {0}" in texts.sentence(Notification.objects.get(recipient=editor))


# WhatsApp


def test_the_text_for_whatsapp_tells_the_state_and_keeps_the_reason_to_writers(story, cast, writer, editor):
    desk = reverse("admin:articles_article_review", args=[story.pk])
    article = play(story, "submit wati", cast)
    told = texts.whatsapp_for(article, editor)
    assert told["address"] == f"https://wa.me/?text={told['address'].split('=', 1)[1]}"
    assert unquote(told["address"].split("=", 1)[1]) == told["text"]
    assert all(part in told["text"] for part in (article.headline, "Kraksaan", desk))
    article = play(article, "return edi", cast)
    assert "Alasan." not in texts.whatsapp_for(article, editor)["text"]
    assert "Alasan." in texts.whatsapp_for(article, writer)["text"]
    article = play(article, "submit wati, approve_and_publish edi later", cast)
    assert "WIB" in texts.whatsapp_for(article, editor)["text"]
    article = play(article, "unschedule edi, publish edi", cast)
    assert article.get_absolute_url() in texts.whatsapp_for(article, editor)["text"]


def test_an_address_for_whatsapp_cannot_be_broken_out_of(cast, writer):
    text = "A & B? #1 \"kutip\" 'x' <b>\n+62 100% 🌊"
    article = make_article(writer, headline=text.replace("\n", " "))
    address = texts.whatsapp(article)["address"]
    assert not set(address.removeprefix("https://wa.me/?text=")) & set("&?#\"'<> +\n")


# Pages


@shared
def note(story, cast, writer, editor):
    move(story, ("submit", writer))
    return Notification.objects.get(recipient=editor)


def test_a_notification_opens_for_its_reader_alone(note, visit, editor, second_editor, writer, client):
    address = reverse("admin:notification", args=[note.pk])
    for stranger in (second_editor, writer):
        assert visit(stranger).post(address).status_code == 404
    assert client.post(address).status_code == 302
    assert Notification.objects.get(pk=note.pk).read_at is None
    assert visit(editor).get(address).status_code == 405
    assert Notification.objects.get(pk=note.pk).read_at is None
    answer = visit(editor).post(address)
    assert (answer.status_code, answer.url) == (302, note.path)
    first = Notification.objects.get(pk=note.pk).read_at
    assert first
    visit(editor).post(address)
    assert Notification.objects.get(pk=note.pk).read_at == first


@pytest.mark.parametrize("path", ["https://jahat.example/", "//jahat.example/", "javascript:alert(1)"])
def test_it_leads_nowhere_else(note, visit, editor, path):
    Notification.objects.filter(pk=note.pk).update(path=path)
    assert visit(editor).post(reverse("admin:notification", args=[note.pk])).url == LIST


@pytest.mark.parametrize("pk", ["9" * 30, "0", str(2**63)])
def test_ids_that_none_can_have_are_not_found(visit, editor, pk):
    assert visit(editor).post(f"{LIST}{pk}/").status_code == 404


@pytest.mark.parametrize("page", ["0", "-1", "9" * 30, "\x00", "x", "½"])
def test_pages_that_there_are_not(note, visit, editor, page):
    assert visit(editor).get(LIST, {"hal": page}).status_code == 200


def test_the_list_has_the_unread_first_and_pages(visit, story, cast, editor):
    rows = Notification.objects.bulk_create(
        Notification(recipient=editor, kind="assigned", path=f"/redaksi-desk/?{n}", words=f"Nomor {n}.")
        for n in range(40)
    )
    Notification.objects.filter(pk__in=[row.pk for row in rows[20:]]).update(read_at=timezone.now())
    browser = visit(editor)
    notes = browser.get(LIST).context["page"].object_list
    assert [bool(note.read_at) for note in notes] == [False] * 20 + [True] * 10
    assert notes[0].words == "Nomor 19."
    assert len(browser.get(LIST, {"hal": 2}).context["page"].object_list) == 10


def test_mark_all_leaves_what_came_meanwhile(note, visit, editor, second_editor, story):
    browser = visit(editor)
    newest = browser.get(LIST).context["newest"]
    later = Notification.objects.create(recipient=editor, kind="assigned", path="/redaksi-desk/")
    browser.post(f"{LIST}baca/", {"newest": newest})
    assert list(editor.notifications.unread()) == [later]
    assert second_editor.notifications.unread().count() == 1
    for odd in ("", "x", "\x00", "9" * 30):
        assert browser.post(f"{LIST}baca/", {"newest": odd}).status_code == 302
    assert list(editor.notifications.unread()) == [later]
    assert browser.get(f"{LIST}baca/").status_code == 405


def test_a_story_that_was_taken_from_ones_eyes_is_not_named(note, visit, editor, story):
    editor.groups.set([])
    html = visit(editor).get(LIST).content.decode()
    assert story.headline not in html
    assert "wa.me" not in html


@pytest.mark.slow
def test_the_pages_cost_the_same_with_many_notifications(story, cast, visit, writer, editor):
    def cost():
        browser = visit(editor)
        browser.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(LIST).status_code == 200
        return len(queries)

    move(story, ("submit", writer))
    few = cost()
    for _n in range(12):
        move(make_article(writer), ("submit", writer))
    assert cost() == few


@pytest.mark.slow
def test_the_bell_counts_exactly_up_to_a_cap_with_one_query(story, cast, visit, editor):
    def bell():
        with CaptureQueriesContext(connection) as queries:
            html = browser.get(reverse("admin:staff_coverage_changelist")).content.decode()
        asked = [q["sql"] for q in queries if "staff_notification" in q["sql"]]
        assert len(asked) == 1
        return html.split('class="bell"')[1].split("</a>")[0], asked[0]

    browser = visit(editor)
    assert "<b>" not in bell()[0]
    Notification.objects.bulk_create(
        Notification(recipient=editor, kind="assigned", path="/") for _ in range(99)
    )
    assert "<b>99</b>" in bell()[0]
    Notification.objects.bulk_create(
        Notification(recipient=editor, kind="assigned", path="/") for _ in range(900)
    )
    html, sql = bell()
    assert "<b>99+</b>" in html
    Notification.objects.bulk_create(
        Notification(recipient=editor, kind="assigned", path="/", read_at=timezone.now())
        for _ in range(20_000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE staff_notification")
    plan = explained(sql)
    assert any(node.get("Index Name") == "notification_unread" for node in plan)
    assert max(node["Actual Rows"] for node in plan) <= 1000


def test_a_page_without_login_has_no_bell(client, db):
    assert 'class="bell"' not in client.get("/redaksi-desk/login/").content.decode()


def test_choices_are_kept_for_the_kinds_that_concern_one(visit, cast, writer, editor):
    address = reverse("admin:notification_choices")
    page = visit(writer).get(address)
    offered = {name for name, _label, _on in page.context["kinds"]}
    assert {"returned", "published"} <= offered
    assert not {"submitted", "task_failed"} & offered
    writer.without_mail = ["task_failed", "gone"]
    writer.save()
    visit(writer).post(address, {"mail": ["returned", "bukan-ini", "\x00"], "time_zone": "Asia/Makassar"})
    writer.refresh_from_db()
    assert writer.time_zone == "Asia/Makassar"
    assert writer.zone.key == "Asia/Makassar"
    assert "returned" not in writer.without_mail
    assert {"published", "task_failed"} <= set(writer.without_mail)
    assert not {"gone", "submitted"} & set(writer.without_mail)
    visit(writer).post(address, {"mail": ["returned"], "time_zone": "Mars/Olympus\x00"})
    writer.refresh_from_db()
    assert writer.time_zone == ""
    editor.refresh_from_db()
    assert editor.without_mail == []


def test_old_notifications_go(note):
    assert not Notification.objects.old().exists()
    Notification.objects.update(created_at=timezone.now() - Notification.LIFETIME - timedelta(days=1))
    assert Notification.objects.old().count() == Notification.objects.count() > 0


def test_times_are_in_the_zone_of_who_reads(note, visit, editor):
    editor.time_zone = "Asia/Jayapura"
    editor.save()
    assert "WIT<" in visit(editor).get(LIST).content.decode()
    assert _("Notifications") in visit(editor).get(LIST).content.decode()


def test_a_scheduled_story_tells_its_time(story, cast, writer, editor):
    schedule(story, writer, editor)
    note = Notification.objects.filter(recipient=writer).get()
    assert note.kind == "scheduled"
    assert any("WIB" in str(value) for _label, value in texts.lines(note))


def test_published_stories_lead_to_readers(story, cast, writer, editor):
    publish(story, writer, editor)
    assert Notification.objects.filter(recipient=writer).get().kind == "published"


def test_who_writes_a_story_no_more_reads_no_more_of_what_was_said_inside(
    story, cast, other_writer, editor, visit
):
    publish(story, cast["wati"], editor)
    notifications.notify("commented", [other_writer], by=editor, article=story, words="Rahasia dapur")
    assert "Rahasia dapur" in visit(other_writer).get(LIST).content.decode()
    story.credits.filter(person=other_writer.person).delete()
    assert "Rahasia dapur" not in visit(other_writer).get(LIST).content.decode()
    assert Article.objects.visible_to(other_writer).filter(pk=story.pk).exists()  # as a reader


def test_what_was_said_of_a_story_that_is_hidden_now_is_hidden_with_it(
    story, cast, other_writer, editor, visit
):
    notifications.notify("spiked", [other_writer], by=editor, article=story, words="Narasumber palsu")
    assert "Narasumber palsu" in visit(other_writer).get(LIST).content.decode()
    story.credits.filter(person=other_writer.person).delete()
    assert "Narasumber palsu" not in visit(other_writer).get(LIST).content.decode()
