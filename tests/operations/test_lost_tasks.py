"""A worker dies: what it had begun is done once in the end, or somebody is told."""

import os
import subprocess
import sys
import time
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.models import Article, ExportFile, SearchWord
from articles.tasks import refresh_similar, try_export
from staff.models import AccountLink, Notification, SiteExport, User, Worker
from staff.notifying import notifications
from staff.operations import workers
from staff.photos.library import take_in_photo
from staff.tasks import pulse
from tests.support import wxr
from tests.support.attachments import make_attachment
from tests.support.factories import (
    edit,
    make_article,
    make_photo,
    move,
    picture,
    publish,
    run_tasks,
    run_worker,
    schedule,
    upload,
)
from tests.support.processes import ROOT
from tests.support.tasks import tasks
from tests.support.whole_database import every_text

# What of the worker's own tables, and of the moments at which things were done, a second run may change.
OWN = {"django_tasks_database.DBTaskResult", "staff.Worker", "staff.Heartbeat"}


def running(task, *args, worker="mati", minutes=1):
    """A task in the table that a worker took some minutes ago."""
    task.enqueue(*args)
    row = DBTaskResult.objects.filter(task_path=task.module_path).latest("enqueued_at")
    row.claim(worker)
    DBTaskResult.objects.filter(pk=row.pk).update(started_at=timezone.now() - timedelta(minutes=minutes))
    return DBTaskResult.objects.get(pk=row.pk)


def worker(pk="mati", *, seconds):
    """A worker that was last seen some seconds ago."""
    seen = timezone.now() - timedelta(seconds=seconds)
    return Worker.objects.create(pk=pk, started_at=seen, seen_at=seen)


# ---- Whose worker is dead


@pytest.mark.parametrize(
    ("seconds", "minutes", "status"),
    [(5, 300, "RUNNING"), (90, 1, "READY"), (None, 5, "RUNNING"), (None, 11, "READY")],
    ids=["alive-and-long-at-it", "dead", "gives-no-signs", "gave-none-for-long"],
)
def test_a_task_is_its_worker_s_as_long_as_that_lives(db, seconds, minutes, status):
    if seconds is not None:
        worker(seconds=seconds)
    row = running(refresh_similar, 1, minutes=minutes)
    workers.take_up_lost_tasks()
    row.refresh_from_db()
    assert row.status == status


def test_the_third_death_is_a_failure_that_administrators_hear_of(administrator):
    worker(seconds=90)
    for number in range(workers.MOST_RUNS):
        row = DBTaskResult.objects.first()
        if row:
            row.claim("mati")
        else:
            running(refresh_similar, 1)
        workers.take_up_lost_tasks()
        assert (DBTaskResult.objects.get().status == "FAILED") == (number + 1 == workers.MOST_RUNS)
    row = DBTaskResult.objects.get()
    assert row.exception_class_path.endswith("WorkerLost")
    assert row.finished_at
    notifications.report_failed_tasks()
    assert Notification.objects.get(kind="task_failed").recipient == administrator


def test_the_pulse_takes_up_what_is_lost(publication):
    worker(seconds=90)
    row = running(refresh_similar, 1)
    pulse.call()
    row.refresh_from_db()
    assert row.status == "READY"


def test_dead_workers_are_forgotten_after_a_day(db):
    worker("lama", seconds=86_500)
    worker("baru", seconds=900)
    workers.take_up_lost_tasks()
    assert [one.pk for one in Worker.objects.all()] == ["baru"]


# ---- Each kind of task bears it


class Cast:
    """The people and the public story that tasks are about."""

    def __init__(self, writer, editor, administrator):
        self.writer, self.editor, self.administrator = writer, editor, administrator
        self.story = publish(make_article(writer, tags=["Banjir"]), writer, editor)
        publish(make_article(writer, tags=["Banjir"], headline="Banjir lain"), writer, editor)

    def export(self):
        content = wxr.export(wxr.author("rina", "Rina Wati"), wxr.item(1, "Satu", creator="rina"))
        file = SimpleUploadedFile("a.xml", content)
        people = {"uploaded_by": self.administrator, "approved_by": self.administrator}
        return ExportFile.objects.create(file=file, name="a.xml", **people)

    def tried_export(self):
        export = self.export()
        try_export.call(export.pk)
        return export

    def photo(self):
        return take_in_photo(upload(picture()), by=self.writer, caption="Banjir", credit="Wati", alt="Air")

    def account(self):
        User.objects.filter(pk=self.writer.pk).update(email="wati@contoh.id")
        return self.writer

    def link(self):
        return AccountLink.objects.make(self.account(), AccountLink.Purpose.RESET, by=None)

    def due_update(self):
        draft = move(self.story, ("propose_update", self.writer))
        copy = schedule(edit(draft, by=self.writer, headline="Judul baru"), self.writer, self.editor)
        Article.objects.filter(pk=copy.pk).update(published_at=timezone.now() - timedelta(minutes=1))
        return copy


# The arguments of each kind of task.
KINDS = {
    "articles.tasks.draw_photo": lambda cast: [cast.photo().pk],
    "articles.tasks.find_similar": lambda cast: [cast.story.pk, cast.story.pk + 1],
    "articles.tasks.import_export": lambda cast: [cast.tried_export().pk],
    "articles.tasks.index_words": lambda cast: [[cast.story.pk]],
    "articles.tasks.learn_words": lambda cast: [],
    "articles.tasks.ping_hub": lambda cast: [cast.story.pk],
    "articles.tasks.refresh_similar": lambda cast: [cast.story.pk],
    "articles.tasks.remove_attachment_file": lambda cast: [make_attachment(cast.writer).pk],
    "articles.tasks.remove_folder": lambda cast: ["foto/tidak-ada"],
    "articles.tasks.remove_photo_files": lambda cast: [make_photo().pk],
    "articles.tasks.submit_to_indexnow": lambda cast: [cast.story.pk],
    "articles.tasks.try_export": lambda cast: [cast.export().pk],
    "staff.accounts.forgotten.mail_links": lambda cast: [[cast.account().pk]],
    "staff.accounts.invitations.mail_former_address": lambda cast: [cast.account().pk, "lama@contoh.id"],
    "staff.accounts.invitations.mail_link": lambda cast: [cast.link().pk],
    "staff.notifying.email.send_mails": lambda cast: [],
    "staff.personal_data.many_stories.strike_run": lambda cast: [0],
    "staff.tasks.index_words": lambda cast: [],
    "staff.tasks.pulse": lambda cast: [],
    "staff.tasks.sweep_cards": lambda cast: [],
    "staff.transfer.jobs.write_export": lambda cast: [
        SiteExport.objects.create(needs_two=False, asked_by=cast.administrator, state="writing").pk
    ],
    "staff.workflow.publishing.merge_update": lambda cast: [cast.due_update().pk],
    "staff.workflow.publishing.tell_verification": lambda cast: [cast.story.pk],
}
# What a second run may add: a link that replaces the one before it, a run that moves in nothing new.
MORE = {
    "staff.accounts.forgotten.mail_links": {"staff.AccountLink"},
    "articles.tasks.import_export": {
        "articles.ImportRun",
        "articles.ImportedItem",
        "articles.ExportFile",
        "staff.Change",
    },
    "articles.tasks.try_export": {"articles.ExportFile", "staff.Change"},
    "staff.transfer.jobs.write_export": {"staff.SiteExport", "staff.Change"},
}


TASKS = tasks()


def test_the_kinds_are_all():
    assert set(KINDS) == set(TASKS)


def what_is_stored(besides):
    """{(table, column): its texts in order} of what a task may have left."""
    return {place: sorted(texts) for place, texts in every_text().items() if place[0] not in OWN | besides}


@pytest.mark.parametrize("path", KINDS)
def test_a_task_that_is_done_twice_is_done_once(publication, writer, editor, administrator, path):
    task = TASKS[path]
    row = running(task, *KINDS[path](Cast(writer, editor, administrator)), minutes=20)
    task.call(*row.args_kwargs["args"])
    run_tasks()
    once = what_is_stored(MORE.get(path, set()))
    workers.take_up_lost_tasks()
    waiting = DBTaskResult.objects.filter(pk=row.pk, status="READY").exists()
    assert waiting or task == pulse  # which takes itself up
    run_tasks()
    assert what_is_stored(MORE.get(path, set())) == once


# ---- A real one


WORKER = (sys.executable, "manage.py", "worker", "--queue-name=*", "--no-startup-delay", "--interval=0.1")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_what_a_killed_worker_had_begun_is_done_by_the_next(transactional_db, people, monkeypatch):
    story = publish(make_article(people["wati"], tags=["Banjir"]), people["wati"], people["edi"])
    DBTaskResult.objects.all().delete()
    refresh_similar.enqueue(story.pk)
    with transaction.atomic():
        connection.cursor().execute(f"LOCK TABLE {SearchWord._meta.db_table} IN EXCLUSIVE MODE")
        process = subprocess.Popen(WORKER, cwd=ROOT, env=environment(), stderr=subprocess.DEVNULL)
        wait_until(lambda: refresh_similar_row().status == "RUNNING")
        process.kill()
        process.wait()
    assert refresh_similar_row().status == "RUNNING"
    monkeypatch.setattr(Worker, "LIFE", timedelta(seconds=0))
    workers.take_up_lost_tasks()
    assert refresh_similar_row().status == "READY"
    run_worker()
    assert refresh_similar_row().status == "SUCCESSFUL"
    assert SearchWord.objects.exists()


def refresh_similar_row():
    return DBTaskResult.objects.get(task_path=refresh_similar.module_path)


def environment():
    address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    return os.environ | {"DATABASE_URL": address.geturl(), "DJANGO_SETTINGS_MODULE": "tests.settings"}


def wait_until(is_so, patience=30):
    end = time.monotonic() + patience
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)
