"""Administrators see at the desk what is wrong, with the program's own words, and run again what failed."""

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.tasks import learn_words
from staff.models import Notification
from staff.notifying import notifications

PAGE = reverse("admin:system_health")


@pytest.fixture
def failed(db):
    learn_words.enqueue()
    row = DBTaskResult.objects.get()
    row.claim("satu")
    try:
        raise ValueError("kata <b>rusak</b>")
    except ValueError as error:
        row.set_failed(error)
    return row


def test_the_page_shows_readings_and_what_failed(visit, administrator, failed):
    page = visit(administrator).get(PAGE).content.decode()
    assert "Tidak ada pekerja tugas yang bekerja." in page
    assert "learn_words" in page
    assert "ValueError: kata &lt;b&gt;rusak&lt;/b&gt;" in page


def test_what_failed_is_run_again_once(visit, administrator, failed):
    address = reverse("admin:task_again", args=[failed.pk])
    desk = visit(administrator)
    assert desk.post(address).status_code == 302
    failed.refresh_from_db()
    assert (failed.status, failed.traceback, failed.exception_class_path) == ("READY", "", "")
    assert failed.run_after <= timezone.now()
    assert desk.post(address).status_code == 404
    assert desk.get(address).status_code == 405


@pytest.mark.parametrize("role", ["writer", "editor", "managing_editor"])
def test_it_is_for_administrators(visit, failed, request, role):
    desk = visit(request.getfixturevalue(role))
    assert desk.get(PAGE).status_code == 403
    assert desk.post(reverse("admin:task_again", args=[failed.pk])).status_code == 403
    assert PAGE not in desk.get("/redaksi-desk/").content.decode()


def test_the_notification_and_the_first_page_lead_to_it(visit, administrator, failed):
    notifications.report_failed_tasks()
    assert Notification.objects.get(kind="task_failed").path == PAGE
    first = visit(administrator).get("/redaksi-desk/").content.decode()
    assert "1 tugas gagal." in first
    assert f'href="{PAGE}"' in first


def test_no_failure_is_no_notice(visit, administrator):
    assert "tugas gagal" not in visit(administrator).get("/redaksi-desk/").content.decode()
