"""A decision can be taken back for some seconds: by whom, when, and what it leaves."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as real
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from lxml import html as lxml_html

from articles.models import Article, ArticleEvent
from articles.tasks import ping_hub
from staff import workflow
from staff.models import Notification, Route
from staff.models.notifying import UNDO_WINDOW
from staff.notifying import email
from staff.workflow import review_queue, undo
from tests.support.factories import edit, make_article, move, publish, run_tasks, schedule
from tests.support.shared_rows import shared

pytestmark = pytest.mark.django_db
MAIL = Notification.Mail


@shared
def article(publication, writer):
    return move(make_article(writer), ("submit", writer))


def last_event(article):
    return ArticleEvent.objects.filter(article=article).first().pk


def take_back(name, article, by, event=None):
    return undo.undo(name, article, event=event or last_event(article), by=by)


def refused(name, article, by, event=None):
    with pytest.raises(workflow.Refused) as why:
        take_back(name, article, by, event)
    return str(why.value.message)


# decision: the steps before it, what the story is again
DECISIONS = {
    "approve": ([], "submitted"),
    "approve_and_publish": ([], "submitted"),
    "return": ([], "submitted"),
    "return of what is approved": (["approve second_editor"], "approved"),
    "publish": (["approve second_editor"], "approved"),
    "publish of the own approval": (["approve editor"], "approved"),
}


def before_and_after(case, article, request, editor, at=None):
    steps, status = DECISIONS[case]
    for step in steps:
        action, who = step.split()
        article = move(article, (action, request.getfixturevalue(who)))
    before = Article.objects.get(pk=article.pk)
    name, before.text = case.split()[0], before.snapshot()
    decided = move(before, (name, editor), at=at) if at else move(before, (name, editor))
    return name, before, decided, status


COLUMNS = (
    "status",
    "published_at",
    "online_at",
    "approved_revision_id",
    "needs_signature",
    "embargo_until",
    "slug",
)


@pytest.mark.parametrize("case", DECISIONS)
def test_the_story_is_again_as_it_was(case, article, editor, request):
    name, before, decided, status = before_and_after(case, article, request, editor)
    after = Article.objects.get(pk=take_back(name, decided, editor).pk)
    assert after.status == status
    assert {column: getattr(after, column) for column in COLUMNS} == {
        column: getattr(before, column) for column in COLUMNS
    }
    assert after.snapshot() == before.text
    event = after.events.first()
    assert (event.action, event.actor, event.to_status) == ("undo", editor, status)
    assert "detik" in event.reason
    assert ("Pembaca sempat" in event.reason) == ("publish" in name)
    assert after.events.filter(action=undo.UNDOABLE[name]).exists()  # the history keeps both


def test_a_publication_that_is_taken_back_was_none(article, editor, client, rf):
    live = move(article, ("approve_and_publish", editor))
    assert client.get(live.get_absolute_url()).status_code == 200
    take_back("approve_and_publish", live, editor)
    assert client.get(live.get_absolute_url()).status_code == 404
    assert live.headline not in client.get("/").content.decode()
    assert not Article.objects.ever_public().exists()
    run_tasks()  # what was queued finds nothing to do


def test_a_schedule_is_taken_back_too(article, editor):
    at = timezone.now() + timedelta(hours=2)
    scheduled = move(article, ("approve_and_publish", editor), at=at)
    after = take_back("approve_and_publish", scheduled, editor)
    assert (after.status, after.published_at) == ("submitted", None)


def test_the_night_desk_takes_its_own_back(night_editor, publication):
    own = move(make_article(night_editor), ("submit", night_editor), ("publish_alone", night_editor))
    after = take_back("publish_alone", own, night_editor)
    assert (after.status, after.needs_signature, after.approved_revision) == ("submitted", False, None)


def test_the_same_editor_decides_anew_and_the_writer_still_may_not(article, writer, editor, night_editor):
    take_back("approve_and_publish", move(article, ("approve_and_publish", editor)), editor)
    again = Article.objects.get(pk=article.pk)
    assert workflow.refusal("approve", again, writer)
    live = move(again, ("approve_and_publish", editor))
    assert live.is_public
    assert [credit.name for credit in live.credits.filter(role="editor")] == ["Edi"]


def test_an_editor_who_was_credited_before_stays_so(publication, writer, editor, second_editor):
    story = make_article(writer)
    story.credits.create(person=second_editor.person, role="editor", order=1)
    workflow.record_edit(story, by=writer)
    story = move(story, ("submit", writer), ("approve", editor))
    after = take_back("approve", story, editor)
    assert [credit.name for credit in after.credits.filter(role="editor")] == ["Eka"]
    assert review_queue.queue_of(editor).filter(pk=story.pk).exists()


def test_a_credit_of_an_earlier_approval_stays(article, writer, editor):
    again = move(article, ("approve", editor), ("return", editor), ("submit", writer))
    before = again.snapshot()
    assert take_back("approve", move(again, ("approve", editor)), editor).snapshot() == before


# ---- When it is refused


def test_only_whoever_decided_takes_it_back(article, editor, second_editor, managing_editor, writer):
    article = move(article, ("approve", editor))
    for person in (second_editor, managing_editor, writer):
        assert "yang memutuskan" in refused("approve", article, person)


def test_an_approval_by_somebody_else_is_not_taken_back_with_the_publication(article, editor, second_editor):
    article = move(article, ("approve", second_editor), ("publish", editor))
    refused("approve_and_publish", article, editor)
    assert take_back("publish", article, editor).status == "approved"


def test_the_server_ends_the_window(article, editor, monkeypatch):
    article = move(article, ("approve", editor))
    later = timezone.now() + UNDO_WINDOW + timedelta(seconds=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert "sudah lewat" in refused("approve", article, editor)


def test_whatever_happened_since_ends_it(article, writer, editor, second_editor):
    returned = move(article, ("return", editor))
    event = last_event(returned)
    workflow.set_urgency(returned, 1, by=writer)
    assert "Ada yang terjadi" in refused("return", returned, editor, event)
    again = move(Article.objects.get(pk=article.pk), ("submit", writer), ("return", editor))
    edit(again, writer, standfirst="Sudah dibetulkan.")  # a save that is no step
    assert "berubah sejak" in refused("return", again, editor)
    live = publish(make_article(writer), writer, editor)
    event = last_event(live)
    edit(live, second_editor, body=live.body.replace("lutut", "lutuut"))
    refused("approve_and_publish", live, editor, event)


def test_it_is_done_once(article, editor):
    article = move(article, ("approve", editor))
    event = last_event(article)
    take_back("approve", article, editor)
    refused("approve", article, editor, event)


def test_a_merged_update_stays(publication, writer, editor):
    live = publish(make_article(writer), writer, editor)
    copy = edit(move(live, ("propose_update", writer)), by=writer, headline="Judul baru")
    copy = move(copy, ("submit", writer), ("approve_and_publish", editor))
    assert "bagian dari berita" in refused("approve_and_publish", copy, editor)


@pytest.mark.parametrize("name", ["spike", "submit", "", "undo", "withdraw"])
def test_other_steps_have_their_own_way_back(name, article, editor):
    article = move(article, ("spike", editor))
    refused(name, article, editor)


# ---- What was told of it


def test_messages_that_nobody_read_are_taken_back(publication, writer, editor, second_editor):
    article = move(make_article(writer), ("submit", writer))
    assert second_editor.notifications.unread().filter(kind="submitted").exists()
    returned = move(article, ("return", editor))
    assert not second_editor.notifications.unread().filter(kind="submitted").exists()
    take_back("return", returned, editor)
    assert not writer.notifications.exists()
    assert second_editor.notifications.unread().filter(kind="submitted").exists()  # it waits again
    assert Route.objects.filter(article=article).exists()


def test_who_read_it_is_told_that_it_is_taken_back(article, writer, editor):
    live = move(article, ("approve_and_publish", editor))
    Notification.objects.filter(recipient=writer, kind="published").update(read_at=timezone.now())
    take_back("approve_and_publish", live, editor)
    assert set(writer.notifications.values_list("kind", flat=True)) == {"published", "undone"}


def test_mail_and_pings_wait_until_it_cannot_be_taken_back(article, writer, editor, settings):
    settings.WEBSUB_HUB = "https://hub.example/"
    writer.email = "wati@contoh.example"
    writer.save()
    live = move(article, ("approve_and_publish", editor))
    note = writer.notifications.get(kind="published")
    assert note.mail == MAIL.QUEUED
    assert note.mail_at - note.created_at > UNDO_WINDOW - timedelta(seconds=5)
    assert not Notification.objects.to_send().exists()
    ping = DBTaskResult.objects.get(task_path=ping_hub.module_path)
    assert ping.run_after > timezone.now()
    take_back("approve_and_publish", live, editor)
    email.send_mails.func()
    assert mail.outbox == []
    ping_hub.func(*ping.args_kwargs["args"])  # asks whether the story is public, and tells nobody


# ---- On the screen


def pressed(client, article, action, **values):
    url = reverse("admin:articles_article_act", args=[article.pk, action])
    return client.post(url, {"revision": article.version, "codes": "facts", **values}, follow=True)


def form_of(response):
    forms = lxml_html.fromstring(response.content.decode()).find_class("undo")
    return forms[0] if forms else None


@pytest.mark.parametrize("action", ["approve", "approve_and_publish", "return"])
@pytest.mark.parametrize("more", [True, False])
def test_the_next_screen_has_the_button(action, more, article, writer, editor, visit):
    if more:
        move(make_article(writer), ("submit", writer))
    client = visit(editor)
    form = form_of(pressed(client, article, action))
    response = client.post(form.get("action"), {"do": form.find(".//button").get("value")}, follow=True)
    assert response.redirect_chain == [(reverse("admin:articles_article_review", args=[article.pk]), 302)]
    assert "Diajukan" in response.content.decode()
    assert Article.objects.get(pk=article.pk).status == "submitted"


def test_a_refused_undo_says_why(article, editor, visit, monkeypatch):
    client = visit(editor)
    form = form_of(pressed(client, article, "approve"))
    monkeypatch.setattr("staff.workflow.undo.UNDO_WINDOW", timedelta(seconds=-1))
    response = client.post(form.get("action"), {"do": "approve"})
    assert response.status_code == 409
    assert "sudah lewat" in response.content.decode()
    assert Article.objects.get(pk=article.pk).status == "approved"


def test_what_cannot_be_taken_back_offers_no_button(article, editor, visit):
    assert form_of(pressed(visit(editor), article, "spike", reason="Tidak dipakai.")) is None


def test_the_page_shows_the_button_for_as_long_as_the_code_says():
    css = (Path(real.BASE_DIR) / "static/desk/base.css").read_text()
    assert f".undo {{ animation: undo-is-over 0s {undo.SECONDS_SHOWN}s forwards }}" in css
    assert timedelta(seconds=undo.SECONDS_SHOWN) < UNDO_WINDOW


def test_a_publication_from_which_an_update_was_begun_stays(article, writer, editor, second_editor):
    live = move(article, ("approve_and_publish", editor))
    move(live, ("propose_update", second_editor))
    assert "Ada yang terjadi" in refused("approve_and_publish", live, editor)


def test_an_approval_that_is_taken_back_leaves_the_time_that_was_planned(
    publication, writer, editor, second_editor
):
    story = schedule(make_article(writer), writer, editor)
    planned = story.published_at
    story = edit(story, by=editor, headline="Judul lain")
    assert story.published_at == planned
    story = take_back("approve", move(story, ("approve", second_editor)), second_editor)
    assert (story.status, story.published_at) == ("submitted", planned)


def test_a_story_that_is_due_in_some_seconds_is_told_no_earlier_than_it_can_be_taken_back(
    article, editor, settings
):
    settings.WEBSUB_HUB = "https://hub.contoh.id/"
    move(move(article, ("approve", editor)), ("publish", editor), at=timezone.now() + timedelta(seconds=5))
    task = DBTaskResult.objects.get(task_path=ping_hub.module_path)
    assert task.run_after >= timezone.now() + UNDO_WINDOW - timedelta(seconds=5)
