"""The worker clears what has a term: the old goes, the young stays, in batches."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.models import AdCount, AdSlot, ExportFile, Photo, PiecedUpload, Redaction, ViewCount
from articles.models.reading import LIFETIME as VIEW_LIFETIME
from staff import tasks
from staff.models import AccountLink, BulkRun, EditLease, Notification, Scratch, Session, SignIn, SignInLimit
from staff.personal_data import clearing, kinds
from tests.support.advertising import make_order, make_slot
from tests.support.factories import make_article, make_photo

pytestmark = pytest.mark.django_db
LITTLE = timedelta(hours=3)


def session(age):
    return Session.objects.create(session_key=str(age), session_data="x", expire_date=timezone.now() - age)


def account_link(age, writer):
    end = timezone.now() - age
    return AccountLink.objects.create(
        account=writer, purpose="help", seal="x", created_at=end - timedelta(days=1), expires_at=end
    )


def finished_task(age):
    at = timezone.now() - age
    return DBTaskResult.objects.create(
        task_path="x", args_kwargs={}, backend_name="default", status="FAILED", enqueued_at=at, finished_at=at
    )


def notification(age, writer):
    row = Notification.objects.create(recipient=writer, kind="returned", path="/x/")
    Notification.objects.filter(pk=row.pk).update(created_at=timezone.now() - age)
    return row


def bulk_run(age, writer):
    row = BulkRun.objects.create(
        key=f"6a2c3a1e-0000-4000-8000-{age.seconds:012}", user=writer, action="x", typed={}
    )
    BulkRun.objects.filter(pk=row.pk).update(created_at=timezone.now() - age)
    return row


def lease(age, writer):
    at = timezone.now() - age
    return EditLease.objects.create(
        article=make_article(writer), user=writer, tab="1", taken_at=at, seen_at=at
    )


def ad_count(age, writer):
    slot = AdSlot.objects.first() or make_slot()
    ends_at = timezone.now() - age
    order = make_order(slot, starts_at=ends_at - timedelta(days=7), ends_at=ends_at)
    return AdCount.objects.create(advertisement=order, hour=ends_at, views=1)


# kind: (how long it is kept, how a row of this age is made)
CLEARED = {
    "sessions": (timedelta(), lambda age, writer: session(age)),
    "account_links": (AccountLink.RETENTION, account_link),
    "tasks": (kinds.TASK_LIFETIME, lambda age, writer: finished_task(age)),
    "notifications": (Notification.LIFETIME, notification),
    "sign_ins": (
        SignIn.LIFETIME,
        lambda age, writer: SignIn.objects.create(
            account=writer, name="wati", address="192.0.2.1", browser="F", outcome="in", at=timezone.now() - age,
            hour=timezone.now() - age,
        ),
    ),
    "sign_in_limits": (
        timedelta(hours=1),
        lambda age, writer: SignInLimit.objects.create(
            key=str(age), tries=1, until=timezone.now() - age, free_at=timezone.now()
        ),
    ),
    "open_forms": (
        kinds.OPEN_FORM_LIFETIME,
        lambda age, writer: Scratch.objects.create(
            user=writer, tab=str(age)[:30], data={}, saved_at=timezone.now() - age
        ),
    ),
    "bulk_actions": (BulkRun.LIFETIME, bulk_run),
    "ad_counts": (AdCount.LIFETIME, ad_count),
    "uploads": (
        PiecedUpload.LIFETIME,
        lambda age, writer: PiecedUpload.objects.create(
            name="a.xml", key=str(age)[:60], size=9, uploaded_by=writer, told_at=timezone.now() - age
        ),
    ),
    "view_counts": (
        VIEW_LIFETIME,
        lambda age, writer: ViewCount.objects.create(
            article=make_article(writer), hour=timezone.now() - age, count=1
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CLEARED)
def test_old_rows_go_and_young_ones_stay(name, writer):
    span, make = CLEARED[name]
    old, young = make(span + timedelta(minutes=5), writer), make(span - LITTLE, writer)
    tasks.clear_expired()
    model = type(old)
    assert not model.objects.filter(pk=old.pk).exists()
    assert model.objects.filter(pk=young.pk).exists()


def test_leases_that_nobody_took_up_go_with_the_open_forms(writer):
    old, young = lease(kinds.OPEN_FORM_LIFETIME + LITTLE, writer), lease(LITTLE, writer)
    tasks.clear_expired()
    assert list(EditLease.objects.all()) == [young]
    assert old != young


def test_positions_go_from_the_library_and_the_file_stays(settings):
    old, young = make_photo("a"), make_photo("b")
    facts = {"latitude": -7.7543, "longitude": 113.2159, "camera": "X", "places": ["Kraksaan"]}
    term = settings.PHOTO_POSITION_LIFETIME
    for photo, age in ((old, term + LITTLE), (young, term - LITTLE)):
        Photo.objects.filter(pk=photo.pk).update(metadata=facts, uploaded_at=timezone.now() - age)
    tasks.clear_expired()
    old.refresh_from_db()
    young.refresh_from_db()
    assert old.metadata == {"camera": "X", "places": ["Kraksaan"]}
    assert young.metadata == facts
    assert old.original.name == "a.jpg"


def test_export_files_go_with_all_that_was_read_from_them(settings, administrator):
    def export(age, **fields):
        row = ExportFile(name="ekspor.xml", uploaded_by=administrator, mapping={"people": ["a@b.id"]},
                         summary={"x": 1}, report="a@b.id", **fields)  # fmt: skip
        row.file.save("ekspor.xml", ContentFile(b"<rss/>"))
        ExportFile.objects.filter(pk=row.pk).update(told_at=timezone.now() - age)
        return row

    term = settings.EXPORT_FILE_LIFETIME
    old = export(term + LITTLE, state="done")
    young = export(term - LITTLE, state="done")
    dead = export(term + LITTLE, state="importing")  # its worker died: one that lives tells so
    living = export(LITTLE, state="importing")
    tasks.clear_expired()
    storage = old.file.storage
    assert [storage.exists(row.file.name) for row in (old, dead, young, living)] == [False, False, True, True]
    old.refresh_from_db()
    assert (old.file.name, old.mapping, old.summary, old.report, old.state) == ("", {}, {}, "", "done")
    for row in (young, living):
        row.refresh_from_db()
        assert row.mapping
        storage.delete(row.file.name)


def test_a_redaction_that_nobody_decided_on_forgets_its_words(client, managing_editor):
    def asked(age):
        row = Redaction.objects.create(
            words=["Sari"], replacement="x", stories=[1], ground="court", reason="x", asked_by=managing_editor
        )
        Redaction.objects.filter(pk=row.pk).update(asked_at=timezone.now() - age)
        return row

    old, young = asked(Redaction.LIFETIME + LITTLE), asked(Redaction.LIFETIME - LITTLE)
    tasks.clear_expired()
    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.words, old.outcome, old.decided_by) == ([], "refused", None)
    assert (young.words, young.outcome) == (["Sari"], "")
    client.force_login(managing_editor)
    page = client.get(reverse("admin:redaction", args=[old.pk])).content.decode()
    assert "Ditolak dengan sendirinya" in page
    assert "None" not in page


def test_an_export_whose_file_was_cleared_is_told_so(client, administrator):
    export = ExportFile.objects.create(name="ekspor.xml", uploaded_by=administrator, state="tried")
    client.force_login(administrator)
    page = reverse("admin:articles_exportfile_change", args=[export.pk])
    for step in ("try", "import", "accept"):
        assert "Unggah lagi" in client.post(page, {"step": step}, follow=True).content.decode()
    export.refresh_from_db()
    assert export.state == "tried"


def test_a_pulse_clears_a_batch_of_each_kind(monkeypatch, writer):
    monkeypatch.setattr(clearing, "BATCH", 2)
    for _number in range(3):
        notification(Notification.LIFETIME + LITTLE, writer)
    tasks.clear_expired()
    assert Notification.objects.count() == 1
    tasks.clear_expired()
    assert Notification.objects.count() == 0


def test_an_error_with_one_kind_keeps_none_of_the_others(monkeypatch, writer):
    notification(Notification.LIFETIME + LITTLE, writer)
    broken = replace(kinds.KINDS[0], expired=(lambda: 1 / 0,))
    monkeypatch.setattr(clearing, "KINDS", (broken, *kinds.KINDS[1:]))
    with pytest.raises(ExceptionGroup):
        tasks.clear_expired()
    assert not Notification.objects.exists()


def test_every_kind_that_the_worker_clears_has_a_test():
    cleared = {kind.name for kind in kinds.KINDS if kind.expired}
    of_letters = {"letter_contacts", "spam_letters"}  # tests/register
    of_others = {"reading_figures", "site_exports"}  # tests/advertising, tests/transfer
    by_themselves = {"photo_positions", "export_files", "open_redactions", "redaction_runs", "source_notes"}
    assert cleared == {*CLEARED, *of_letters, *of_others, *by_themselves}
    assert all(apps.get_model(rows.model) for kind in kinds.KINDS for rows in kind.rows)
