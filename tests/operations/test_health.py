"""Readings, alarms and metrics: each thing that can go wrong is seen, told once, and once more when it is over."""

import json
import os
import socket
import ssl
import subprocess
import threading
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from unittest import mock

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from prometheus_client.parser import text_string_to_metric_families

from articles import outgoing
from articles.models import Article
from articles.tasks import learn_words
from staff.models import Heartbeat, Notification, Worker
from staff.operations import alarms, health
from staff.operations.health import Level, Reading
from tests.support.factories import edit, make_article, move, publish, schedule

AGO = timezone.now() - timedelta(hours=1)


@pytest.fixture
def well(db, settings, tmp_path):
    """A newsroom in which nothing is wrong."""
    Heartbeat.beat()
    Worker.show_life("satu")
    for name in ("BACKUP_STAMP", "RESTORE_STAMP"):
        stamp = tmp_path / name
        stamp.touch()
        setattr(settings, name, str(stamp))
    settings.ALARM_FILE = tmp_path / "alarms.json"
    settings.ADMINS = [("Tono", "tono@contoh.id")]


def levels(**kwargs):
    return {one.key: one.level for one in health.readings(network=False)} | kwargs


def test_all_is_well(well):
    assert set(levels().values()) == {Level.OK}


def stop_worker(settings, **people):
    Heartbeat.objects.update(at=AGO)


def no_worker_ever(settings, **people):
    Heartbeat.objects.all().delete()


def leave_tasks(settings, **people):
    learn_words.enqueue()
    DBTaskResult.objects.update(run_after=AGO)


def fail_task(settings, **people):
    learn_words.enqueue()
    DBTaskResult.objects.update(status="FAILED", finished_at=timezone.now())


def lose_task(settings, **people):
    learn_words.enqueue()
    DBTaskResult.objects.update(status="RUNNING", started_at=AGO, worker_ids=["mati"])


def leave_mail(settings, writer, **people):
    Notification.objects.create(
        recipient=writer, kind="submitted", mail=Notification.Mail.QUEUED, mail_at=AGO
    )


def leave_update(settings, writer, editor):
    story = publish(make_article(writer), writer, editor)
    copy = edit(move(story, ("propose_update", writer)), by=writer, headline="Judul baru")
    schedule(copy, writer, editor)
    Article.objects.filter(pk=copy.pk).update(published_at=AGO)


def age_backup(settings, **people):
    os.utime(settings.BACKUP_STAMP, (0, AGO.timestamp() - 200_000))


def lose_backup(settings, **people):
    Path(settings.BACKUP_STAMP).unlink()


def forget_backup(settings, **people):
    settings.BACKUP_STAMP = ""


def age_restore_test(settings, **people):
    os.utime(settings.RESTORE_STAMP, (0, 0))


@pytest.mark.parametrize(
    ("go_wrong", "key", "level"),
    [
        (stop_worker, "worker", Level.ALARM),
        (no_worker_ever, "worker", Level.ALARM),
        (leave_tasks, "queue", Level.ALARM),
        (fail_task, "failed_tasks", Level.WARNING),
        (lose_task, "lost_tasks", Level.WARNING),
        (leave_mail, "mail", Level.ALARM),
        (leave_update, "updates", Level.ALARM),
        (age_backup, "backup", Level.ALARM),
        (lose_backup, "backup", Level.ALARM),
        (forget_backup, "backup", Level.WARNING),
        (age_restore_test, "restore_test", Level.ALARM),
    ],
)
def test_what_goes_wrong_is_seen_and_nothing_else(
    well, publication, settings, writer, editor, go_wrong, key, level
):
    go_wrong(settings, writer=writer, editor=editor)
    if key == "updates":
        DBTaskResult.objects.all().delete()  # the queue has a reading of its own
    assert {name: one for name, one in levels().items() if one} == {key: level}


def test_a_disk_that_fills_is_seen(well, tmp_path):
    usage = mock.Mock(free=50, total=1000)
    with mock.patch("shutil.disk_usage", return_value=usage):
        assert health._disk("default", tmp_path / "belum" / "ada").level == Level.WARNING
        usage.free = 20
        assert health._disk("default", tmp_path).level == Level.ALARM


@pytest.mark.parametrize(
    ("changes", "key", "level"),
    [
        ({"is_standby": True, "receives": True, "lag": 0.2}, "database", Level.ALARM),
        ({"is_standby": True, "receives": True, "lag": 0.2}, "lag", Level.OK),
        ({"is_standby": True, "receives": True, "lag": 300.0}, "lag", Level.ALARM),
        ({"is_standby": True, "receives": True, "lag": None}, "lag", Level.ALARM),
        ({"is_standby": True, "receives": False, "lag": 0.0}, "lag", Level.ALARM),
        ({"applied": frozenset()}, "migrations", Level.ALARM),
    ],
)
def test_what_the_database_says_of_itself(well, changes, key, level):
    facts = replace(health.facts(), **changes)
    readings = {one.key: one.level for one in (check(facts) for check in health.CHECKS)}
    assert readings[key] == level


@pytest.mark.parametrize(("seconds", "level"), [(1, Level.OK), (30, Level.WARNING), (3600, Level.ALARM)])
def test_a_clock_that_is_off(well, seconds, level):
    facts = health.facts()
    assert health._clock(replace(facts, now=facts.asked_at - timedelta(seconds=seconds))).level == level


def test_a_database_that_is_away_is_a_reading(well):
    with mock.patch.object(health, "facts", side_effect=OperationalError("connection refused")):
        readings = levels()
    assert readings["database"] == Level.ALARM
    assert "disk_default" in readings or "backup" in readings


# ---- The certificate


@contextmanager
def tls_server(folder, days):
    """A server with a certificate of its own that ends after some days; yields its port and the certificate's file."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate,
         "-days", str(days), "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def greet():
            with suppress(OSError):
                connection, _address = server.accept()
                context.wrap_socket(connection, server_side=True).close()

        threading.Thread(target=greet, daemon=True).start()
        yield server.getsockname()[1], certificate


@pytest.mark.parametrize(("days", "level"), [(90, Level.OK), (5, Level.ALARM)])
def test_the_certificate_of_the_site_s_address(tmp_path, settings, monkeypatch, days, level):
    settings.LAPTOP = False
    with tls_server(tmp_path, days) as (port, certificate):
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        settings.SITE_URL = f"https://localhost:{port}"
        reading = health._certificate()
    assert reading.level == level
    assert abs(reading.value - days) < 1


def test_a_certificate_that_nobody_trusts_is_a_warning(tmp_path, settings):
    settings.LAPTOP = False
    with tls_server(tmp_path, 90) as (port, _certificate):
        settings.SITE_URL = f"https://localhost:{port}"
        assert health._certificate().level == Level.WARNING


# ---- Alarms


BAD = Reading("worker", Level.ALARM, "Tidak ada pekerja.")
GOOD = Reading("worker", Level.OK, "Pekerja bekerja.")


def test_an_alarm_is_told_once_and_once_more_when_it_is_over(well):
    for readings in ([BAD], [BAD], [GOOD], [GOOD]):
        alarms.tell(readings)
    assert [message.subject for message in mail.outbox] == [
        "[Pawarta] BAHAYA: Tidak ada pekerja.",
        "[Pawarta] Selesai: Pekerja bekerja.",
    ]
    assert "docs/runbook.md" in mail.outbox[0].body
    assert mail.outbox[0].to == ["tono@contoh.id"]


def test_what_nobody_could_read_is_not_over(well):
    alarms.tell([BAD])
    assert alarms.tell([Reading("database", Level.ALARM, "Basis data pergi.")]) == ["database"]
    assert alarms.tell([GOOD, Reading("database", Level.OK, "Ada.")]) == ["worker", "database"]


def test_a_warning_wakes_nobody(well):
    assert alarms.tell([Reading("clock", Level.WARNING, "Jam berbeda.")]) == []
    assert not mail.outbox


def test_what_could_not_be_told_is_told_later(well, monkeypatch):
    monkeypatch.setattr(alarms, "mail_admins", mock.Mock(side_effect=OSError("no mail server")))
    assert alarms.tell([BAD]) == []
    monkeypatch.undo()
    assert json.loads(Path(alarms.settings.ALARM_FILE).read_text()) == {}


def test_the_webhook_is_told_where_mail_fails(well, settings, monkeypatch):
    settings.ALARM_WEBHOOK = "https://chat.contoh.id/kait"
    monkeypatch.setattr(alarms, "mail_admins", mock.Mock(side_effect=OSError("no mail server")))
    answer = mock.Mock(return_value=outgoing.Answer(200, "OK", b"", ""))
    monkeypatch.setattr(outgoing, "request", answer)
    assert alarms.tell([BAD]) == ["worker"]
    assert json.loads(answer.call_args.kwargs["data"])["text"].startswith("BAHAYA: Tidak ada pekerja.")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"worker": 3}', '{"worker": "kemarin"}'])
def test_a_file_that_says_nothing_is_begun_anew(well, settings, content):
    Path(settings.ALARM_FILE).write_text(content)
    assert alarms.tell([BAD]) == ["worker"]


def test_the_command_says_it_and_ends_with_1(well, capsys):
    call_command("health")
    assert "ok       worker" in capsys.readouterr().out
    stop_worker(None)
    with pytest.raises(SystemExit):
        call_command("health", "--tell")
    assert capsys.readouterr().out.startswith("ALARM    worker")
    assert len(mail.outbox) == 1


# ---- Metrics


TOKEN = "sebuah-rahasia-yang-panjang"


def test_metrics_are_for_whoever_knows_the_token(well, client, settings):
    header = {"Authorization": f"Bearer {TOKEN}"}
    assert client.get("/sehat/metrik/", headers=header).status_code == 404
    settings.METRICS_TOKEN = TOKEN
    assert client.get("/sehat/metrik/").status_code == 404
    assert client.get("/sehat/metrik/", headers={"Authorization": "Bearer salah"}).status_code == 404
    answer = client.get("/sehat/metrik/", headers=header)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    families = {one.name: one for one in text_string_to_metric_families(answer.content.decode())}
    of_levels = {sample.labels["key"]: sample.value for sample in families["pawarta_level"].samples}
    assert of_levels == {key: float(level) for key, level in levels().items()}
    assert of_levels["worker"] == 0


def test_metrics_cost_few_statements(well, client, settings, django_assert_max_num_queries):
    settings.METRICS_TOKEN = TOKEN
    with django_assert_max_num_queries(7):
        client.get("/sehat/metrik/", headers={"Authorization": f"Bearer {TOKEN}"})
