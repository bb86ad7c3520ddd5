"""Moving out at the desk: one asks, another agrees, the worker writes, and who takes it is on record."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from staff import roles
from staff.models import Change, SiteExport
from staff.personal_data.clearing import clear_expired
from staff.transfer import jobs
from staff.transfer.errors import TransferError
from tests.support.factories import make_article, make_user, publish, run_tasks

PAGE = reverse("admin:site_exports")


@pytest.fixture
def live(writer, editor):
    """Readers have a story: from now on it takes two."""
    story = make_article(writer)
    publish(story, writer, editor)
    return story


def decide(browser, wanted, step):
    return browser.post(reverse("admin:site_export_decide", args=[wanted.pk]), {"step": step}, follow=True)


def ask(browser, **fields):
    response = browser.post(PAGE, {"with_pictures": "on"} | fields, follow=True)
    assert response.status_code == 200
    return SiteExport.objects.first()


def take(browser, wanted):
    return browser.get(reverse("admin:site_export_file", args=[wanted.pk]))


def test_two_persons_take_the_house_along(live, visit, administrator, managing_editor):
    first, second = visit(administrator), visit(managing_editor)
    wanted = ask(first)
    assert wanted.state == "waiting"
    assert "orang lain" in decide(first, wanted, "agree").content.decode().lower()
    wanted.refresh_from_db()
    assert wanted.state == "waiting"
    assert take(first, wanted).status_code == 404
    decide(second, wanted, "agree")
    run_tasks()
    wanted.refresh_from_db()
    assert (wanted.state, wanted.message) == ("done", "")
    response = take(first, wanted)
    with zipfile.ZipFile(io.BytesIO(b"".join(response))) as archive:
        assert archive.testzip() is None
        (stories,) = (name for name in archive.namelist() if name.startswith("stories/"))
        assert live.headline in archive.read(stories).decode()
        assert json.loads(archive.read("manifest.json"))["is_complete"]
    steps = Change.objects.of_row(wanted).order_by("pk").values_list("actor", "after__step")
    assert list(steps) == [
        (administrator.pk, "ask"),
        (managing_editor.pk, "agree"),
        (administrator.pk, "take"),
    ]


def test_before_the_first_story_is_public_one_is_enough(visit, administrator, writer):
    make_article(writer)
    wanted = ask(visit(administrator))
    run_tasks()
    wanted.refresh_from_db()
    assert wanted.state == "done"


def test_somebody_may_refuse(live, visit, administrator, managing_editor):
    wanted = ask(visit(administrator))
    decide(visit(managing_editor), wanted, "refuse")
    run_tasks()
    wanted.refresh_from_db()
    assert wanted.state == "refused"
    decide(visit(managing_editor), wanted, "agree")
    wanted.refresh_from_db()
    assert wanted.state == "refused"


def test_the_database_wants_two_persons_too(live, administrator):
    with pytest.raises(IntegrityError), transaction.atomic():
        SiteExport.objects.create(
            needs_two=True,
            asked_by=administrator,
            decided_by=administrator,
            decided_at=timezone.now(),
            state="writing",
        )


@pytest.mark.parametrize("role", [roles.WRITER, roles.EDITOR, roles.NIGHT_DESK])
def test_it_is_not_for_other_roles(live, visit, administrator, managing_editor, role):
    wanted = ask(visit(administrator))
    other = visit(make_user("lain", role))
    for response in (other.get(PAGE), other.post(PAGE), decide(other, wanted, "agree"), take(other, wanted)):
        assert response.status_code == 403
    wanted.refresh_from_db()
    assert wanted.state == "waiting"


def test_a_part_goes_alone(live, visit, administrator, writer):
    Article.objects.filter(pk=live.pk).update(published_at=timezone.now() - timedelta(days=3000))
    wanted = ask(visit(administrator), category=str(live.category_id), year=str(timezone.now().year))
    assert (wanted.scope["category"], wanted.scope["year"]) == (live.category.path, timezone.now().year)


@pytest.mark.parametrize(
    "fields", [{"category": "0"}, {"category": "x"}, {"region": "99"}, {"year": "1800"}, {"year": "x"}]
)
def test_a_part_that_is_not_there_is_refused_beside_its_field(live, visit, administrator, fields):
    response = visit(administrator).post(PAGE, fields)
    assert response.status_code == 400
    assert "notice-error" in response.content.decode()
    assert not SiteExport.objects.exists()


def test_a_failure_is_told_and_can_be_tried_again(live, visit, administrator, managing_editor, monkeypatch):
    def fail(*args):
        raise TransferError("Cakram penuh.")

    monkeypatch.setattr(jobs, "export", fail)
    wanted = ask(visit(administrator))
    decide(visit(managing_editor), wanted, "agree")
    run_tasks()
    assert "Cakram penuh." in visit(administrator).get(PAGE).content.decode()
    monkeypatch.undo()
    decide(visit(managing_editor), wanted, "agree")
    run_tasks()
    wanted.refresh_from_db()
    assert wanted.state == "done"


def test_a_worker_that_died_is_told(live, visit, administrator, managing_editor):
    wanted = ask(visit(administrator))
    decide(visit(managing_editor), wanted, "agree")
    SiteExport.objects.update(told_at=timezone.now() - timedelta(hours=1))
    response = visit(administrator).get(PAGE)
    assert "Refresh" not in response
    assert "Coba lagi" in visit(managing_editor).get(PAGE).content.decode()


def test_the_file_goes_after_its_term_and_the_row_stays(live, visit, administrator, managing_editor):
    wanted = ask(visit(administrator))
    decide(visit(managing_editor), wanted, "agree")
    run_tasks()
    wanted.refresh_from_db()
    storage, name = wanted.file.storage, wanted.file.name
    SiteExport.objects.update(told_at=timezone.now() - timedelta(days=8))
    clear_expired()
    wanted.refresh_from_db()
    assert wanted.state == "cleared"
    assert not storage.exists(name)
    assert take(visit(administrator), wanted).status_code == 404
