"""The demo newsroom: complete, repeatable, and never on top of somebody's work."""

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, Credit
from staff.demo import cast
from staff.management.commands.demo_newsroom import read_stories
from staff.models import Assignment, Comment, Notification, User
from staff.notifying import notifications


@pytest.mark.slow
def test_the_demo_has_stories_in_every_status_with_history(demo, client):
    assert Article.objects.filter(update_of=None).count() == len(read_stories()) >= 60
    updates = Article.objects.open_updates().order_by("pk")
    assert [update.status for update in updates] == ["submitted", "draft"]
    assert Article.objects.get(embargo_until__isnull=False).is_under_embargo
    assert set(Article.objects.values_list("status", flat=True)) == set(Article.Status.values)
    assert all(article.events.exists() for article in Article.objects.all())
    assert Article.objects.filter(needs_signature=True).exists()
    for article in Article.objects.public():
        assert client.get(article.get_absolute_url()).status_code == 200
    front = client.get("/").context_data["front"]
    assert front.lead.pk
    assert all([front.breaking, front.picks, front.latest, front.popular, front.sections, front.regions])
    assert client.get("/terpopuler/").context_data["stories"]


@pytest.mark.slow
def test_the_demo_has_a_plan_and_a_thread(demo):
    assert len(cast.PLAN) == Assignment.objects.running().count()
    assert Assignment.objects.overdue().exists()
    assert Assignment.objects.free().exists()
    assert Comment.objects.exclude(quote="").exists()
    assert Comment.objects.exclude(answers=None).exists()


def test_the_demo_is_not_loaded_on_a_public_server(db):
    with pytest.raises(CommandError, match="DEBUG=1"):
        call_command("demo_newsroom")
    assert not User.objects.exists()


def test_the_demo_is_not_loaded_over_other_work(db, settings):
    settings.LAPTOP = True
    User.objects.create_user("orang")
    with pytest.raises(CommandError, match="holds work"):
        call_command("demo_newsroom")
    call_command("demo_newsroom", once=True)
    assert User.objects.count() == 1


@pytest.mark.slow
def test_the_logins_are_printed(demo, capsys):
    call_command("welcome")
    printed = capsys.readouterr().out
    assert all(username in printed for username in cast.STAFF)


@pytest.mark.slow
def test_a_login_whose_password_was_changed_is_not_printed(demo, capsys):
    account = User.objects.get(username="maya")
    account.set_password("yang-lain-sama-sekali")
    account.save()
    call_command("welcome")
    printed = capsys.readouterr().out
    assert "maya" not in printed
    assert "rina" in printed


@pytest.mark.slow
def test_the_demo_has_what_a_visitor_looks_for(demo):
    """A feature, a table, a quotation in Javanese, photographers among the credits, and a picture of its own for each story."""
    stories = Article.objects.filter(update_of=None)
    assert max(story.length for story in stories) > 700
    assert stories.filter(body__contains="<table>").exists()
    assert stories.filter(body__contains='<span lang="jv">').exists()
    assert Credit.objects.filter(role=Credit.Role.PHOTOGRAPHER).exists()
    assert len({story.lead_photo_id for story in stories}) == stories.count()


@pytest.mark.slow
def test_the_bell_of_the_demo_is_that_of_a_day(demo):
    for username in cast.STAFF:
        fresh = User.objects.get(username=username).notifications.filter(read_at=None)
        assert len(fresh) <= 12
    before = Notification.objects.count()
    notifications.escalate()
    notifications.report_sensitive_changes()
    assert Notification.objects.count() == before
