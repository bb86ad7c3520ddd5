"""The bell forgets what is done, by whomever, and keeps what still waits."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib import admin
from django.core import mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from staff import workflow
from staff.models import Notification, User
from staff.notifying import email, notifications, texts
from tests.support.factories import edit, make_article, make_photo, move, publish, schedule
from tests.support.shared_rows import shared

pytestmark = pytest.mark.django_db

# Kinds that ask somebody for something that only one of the story's steps can do. All others are news: they stay
# until they are read.
ASKING = {
    "submitted", "escalated", "reopened", "returned", "to_sign", "changed_live", "withdrawal_requested",
    "republish_requested", "update_failed",
}  # fmt: skip


@shared
def cast(publication, writer, other_writer, editor, second_editor, managing_editor, night_editor):
    return {user.username: user for user in User.objects.all()}


def open_kinds(article):
    family = Article.objects.filter(pk__in=[article.pk, article.update_of_id or article.pk])
    return set(Notification.objects.unread().filter(article__in=family).values_list("kind", flat=True))


def play(article, steps, cast):
    for step in filter(None, steps.split(", ")):
        action, name = step.split()
        article = move(article, (action, cast[name]))
    return article


# steps before; the kinds that wait then; the step that ends it; what still waits
STEPS = [
    ("submit wati", {"submitted"}, "approve edi", set()),
    ("submit wati", {"submitted"}, "approve_and_publish edi", set()),
    ("submit wati", {"submitted"}, "return edi", {"returned"}),
    ("submit wati", {"submitted"}, "spike edi", set()),
    ("submit wati", {"submitted"}, "recall wati", set()),
    ("submit wati, return edi", {"returned"}, "submit wati", {"submitted"}),
    ("submit wati, return edi", {"returned"}, "spike edi", set()),
    (
        "submit wati, approve_and_publish edi, request_withdrawal eka",
        {"withdrawal_requested"},
        "withdraw mira",
        set(),
    ),
    (
        "submit wati, approve_and_publish edi, request_withdrawal eka",
        {"withdrawal_requested"},
        "take_back_request eka",
        set(),
    ),
    (
        "submit wati, approve_and_publish edi, request_withdrawal eka, withdraw mira, request_reinstatement eka",
        {"republish_requested"},
        "reinstate mira",
        set(),
    ),
    (
        "submit wati, approve_and_publish edi, request_withdrawal eka, withdraw mira, request_reinstatement eka",
        {"republish_requested"},
        "take_back_request eka",
        set(),
    ),
]


@pytest.mark.parametrize(("before", "waiting", "step", "after"), STEPS)
def test_what_a_step_has_done_asks_nobody_any_more(before, waiting, step, after, cast, writer):
    article = play(make_article(writer), before, cast)
    assert open_kinds(article) & ASKING == waiting
    play(article, step, cast)
    assert open_kinds(article) & ASKING == after


def test_every_kind_is_news_or_ends():
    story = Article(status=Article.Status.DRAFT, published_at=timezone.now())
    assert set(notifications._done("", story)) == ASKING
    assert set(texts.KINDS) >= ASKING


def test_a_signature_ends_both_kinds_that_ask_for_it(cast, writer, editor, second_editor, night_editor):
    alone = play(make_article(night_editor), "submit nanik, publish_alone nanik", cast)
    assert "to_sign" in open_kinds(alone)
    play(alone, "sign edi", cast)
    assert "to_sign" not in open_kinds(alone)
    live = publish(make_article(writer, headline="Foto", lead_photo=make_photo()), writer, editor)
    notifications.notify_fix(live, by=editor, words="x", is_to_sign=True)
    Article.objects.filter(pk=live.pk).update(needs_signature=True)
    play(live, "sign eka", cast)
    assert "changed_live" not in open_kinds(live)


def test_an_escalation_and_a_failed_update_end_with_the_step(cast, writer, editor, second_editor):
    article = play(make_article(writer), "submit wati", cast)
    notifications.notify("escalated", [editor], by=None, article=article)
    play(article, "return edi", cast)
    assert "escalated" not in open_kinds(article)
    live = publish(make_article(writer, headline="Tayang"), writer, editor)
    copy = schedule(move(live, ("propose_update", writer)), writer, editor)
    edit(live, second_editor, body=live.body.replace("lutut", "lutuut"))
    Article.objects.filter(pk=copy.pk).update(published_at=timezone.now())
    workflow.merge_update.func(copy.pk)
    assert "update_failed" in open_kinds(copy)
    play(Article.objects.get(pk=copy.pk), "unschedule edi", cast)
    assert "update_failed" not in open_kinds(copy)


def test_a_save_after_the_approval_asks_anew(cast, writer, editor, second_editor):
    article = play(make_article(writer), "submit wati, approve edi", cast)
    edit(article, second_editor, standfirst="Teras lain.")
    assert open_kinds(article) & ASKING == {"reopened"}
    play(Article.objects.get(pk=article.pk), "approve edi", cast)
    assert open_kinds(article) & ASKING == set()


def test_news_stays_until_it_is_read(cast, writer):
    article = play(make_article(writer), "submit wati, approve edi, publish eka", cast)
    assert open_kinds(article) == {"approved", "published"}


def test_another_story_still_waits(cast, writer):
    first, second = (play(make_article(writer), "submit wati", cast) for _n in range(2))
    play(first, "return edi", cast)
    assert "submitted" in open_kinds(second)


def test_who_read_it_keeps_the_time_of_reading(cast, writer, editor):
    article = play(make_article(writer), "submit wati", cast)
    then = timezone.now() - timedelta(hours=1)
    Notification.objects.filter(recipient=editor).update(read_at=then)
    play(article, "return edi", cast)
    assert Notification.objects.get(recipient=editor, kind="submitted").read_at == then


def test_a_refused_step_settles_nothing(cast, writer, editor):
    article = play(make_article(writer), "submit wati", cast)
    with transaction.atomic():
        move(article, ("return", editor))
        transaction.set_rollback(True)
    assert "submitted" in open_kinds(article)


def test_an_upgrade_settles_what_was_decided_before_it(cast, writer, editor):
    done, waiting = (play(make_article(writer), "submit wati", cast) for _n in range(2))
    play(done, "approve edi", cast)
    Notification.objects.update(read_at=None)
    import_module("staff.migrations.0014_settled_notifications").settle(apps, None)
    assert open_kinds(done) == {"approved"}
    assert open_kinds(waiting) == {"submitted"}


def test_mail_that_waits_for_a_decided_story_is_dropped(cast, writer, editor, second_editor):
    for user in (editor, second_editor):
        user.email = f"{user.username}@contoh.example"
        user.save()
    article = play(make_article(writer), "submit wati", cast)
    sent = Notification.objects.get(recipient=second_editor)
    Notification.objects.filter(pk=sent.pk).update(mail=Notification.Mail.SENT)
    play(article, "return mira", cast)
    states = dict(Notification.objects.filter(kind="submitted").values_list("recipient__username", "mail"))
    assert (states["edi"], states["eka"]) == (Notification.Mail.SETTLED, Notification.Mail.SENT)
    mail.outbox.clear()
    email.send_mails.func()
    assert mail.outbox == []


def test_the_bell_is_on_every_page_of_the_desk(
    visit, writer, editor, managing_editor, administrator, publication
):
    """Forms and lists of the admin have a head of their own."""
    article = make_article(writer)
    pages = {
        writer: [
            reverse("admin:articles_article_add"),
            reverse("admin:articles_article_change", args=[article.pk]),
            reverse("admin:articles_article_review", args=[article.pk]),
        ],
        managing_editor: [
            reverse(f"admin:{name}_{page}") for name in named() for page in ("add", "changelist")
        ],
        administrator: [reverse("admin:staff_user_add"), reverse("admin:staff_user_changelist")],
    }
    for person, addresses in pages.items():
        for address in addresses:
            answer = visit(person).get(address)
            assert answer.status_code in (200, 403), address
            assert answer.status_code == 403 or answer.content.decode().count('class="bell"') == 1, address
    popup = visit(managing_editor).get(f"{reverse('admin:articles_person_add')}?_popup=1").content.decode()
    assert 'class="bell"' not in popup
    phone = visit(writer).get(reverse("admin:articles_article_change", args=[article.pk]), {"mode": "hp"})
    assert 'class="bell"' not in phone.content.decode()  # that page is as small as it can be


def named():
    models = ("category", "page", "person", "region", "tag")
    assert {f"articles.{name}" for name in models} <= {m._meta.label.lower() for m in admin.site._registry}
    return [f"articles_{name}" for name in models]
