"""The log: one clock, a number for each request, nothing of readers' wrong addresses, mail about faults once."""

import json
import logging
import re

import pytest
from django.core import mail

from articles import request_id
from newsroom import logs
from tests.support.processes import refusal, run

pytestmark = pytest.mark.django_db


def record(message="Kata", level=logging.ERROR, error=None, name="uji", **extra):
    info = (type(error), error, None) if error else None
    one = logging.LogRecord(name, level, "a.py", 7, message, (), info)
    one.__dict__ |= extra
    return one


def test_each_answer_has_a_number(client):
    one, two = (client.get("/sehat/")[request_id.HEADER] for _ in range(2))
    assert one != two
    assert re.fullmatch("[0-9a-f]{32}", one)
    assert request_id.current() == ""


@pytest.mark.parametrize(
    ("proxies", "sent", "is_taken"),
    [(1, "abcdef0123456789", True), (0, "abcdef0123456789", False), (1, "a b\\n", False), (1, "x" * 65, False), (1, "é" * 9, False)],
)  # fmt: skip
def test_the_number_of_a_proxy_that_is_trusted_is_taken(client, settings, proxies, sent, is_taken):
    settings.TRUSTED_PROXIES = proxies
    answer = client.get("/sehat/", headers={"X-Request-ID": sent})
    assert (answer[request_id.HEADER] == sent) == is_taken


def test_the_number_stands_on_the_page_of_a_fault(client, editor, monkeypatch):
    client.force_login(editor)
    client.raise_request_exception = False
    monkeypatch.setattr("staff.desk.dashboard.context_for", lambda user: 1 / 0)
    answer = client.get("/redaksi-desk/")
    assert answer.status_code == 500
    assert answer[request_id.HEADER] in answer.content.decode()


def test_a_line_says_the_time_in_utc_and_the_number():
    token = request_id._current.set("abc12345")
    try:
        text, row = logs.Text().format(record()), json.loads(logs.Json().format(record()))
    finally:
        request_id._current.reset(token)
    assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z ERROR uji: Kata request=abc12345$", text)
    assert row["time"].endswith("+00:00")
    assert (row["level"], row["message"], row["request"]) == ("ERROR", "Kata", "abc12345")


def test_a_line_holds_the_traceback():
    error = ValueError("rusak")
    assert "ValueError: rusak" in logs.Text().format(record(error=error))
    assert "ValueError: rusak" in json.loads(logs.Json().format(record(error=error)))["exception"]


def test_an_access_is_noted_without_what_was_searched_for(client, settings, caplog):
    settings.ACCESS_LOG = True
    with caplog.at_level("INFO", logger="pawarta.access"):
        client.get("/sehat/?q=rahasia", REMOTE_ADDR="203.0.113.9")
    [line] = [one for one in caplog.records if one.name == "pawarta.access"]
    text = logs.Text().format(line)
    assert "GET /sehat/ 200 status=200 milliseconds=" in text
    assert "address=203.0.113.9" in text
    assert "rahasia" not in text


def test_a_reader_s_missing_page_is_no_line():
    quiet = logs.WithoutMissingPages()
    assert not quiet.filter(record(name="django.request", status_code=404))
    assert quiet.filter(record(name="django.request", status_code=400))
    assert quiet.filter(record(name="articles", status_code=404))


def test_administrators_are_mailed_of_a_fault_once(settings):
    settings.ADMINS = [("Tono", "tono@contoh.id")]
    handler = logs.MailAdmins()
    handler.setFormatter(logs.Text())
    for _ in range(3):
        handler.handle(record("Basis data pergi", error=OSError("putus")))
    handler.handle(record("Yang lain", error=ValueError("rusak")))
    assert handler.level == logging.ERROR
    assert [one.subject for one in mail.outbox] == [
        "[Pawarta] ERROR: Basis data pergi",
        "[Pawarta] ERROR: Yang lain",
    ]
    assert "OSError: putus" in mail.outbox[0].body


def test_a_mail_that_fails_breaks_nothing(settings, monkeypatch):
    monkeypatch.setattr(logs, "mail_admins", lambda *args: 1 / 0)
    monkeypatch.setattr(logging, "raiseExceptions", False)
    logs.MailAdmins().handle(record())


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"LOG_FORMAT": "xml"}, "LOG_FORMAT is text or json"),
        ({"METRICS_TOKEN": "pendek"}, "METRICS_TOKEN is too short"),
        ({"ADMINS": "tono"}, "ADMINS holds addresses"),
    ],
)
def test_a_wrong_variable_is_refused_in_a_line(variables, words):
    assert words in refusal(DEBUG=0, ALLOWED_HOSTS="a.id", SITE_URL="https://a.id", **variables)


def test_a_server_s_log_is_json_where_it_is_to_be():
    outcome = run(
        "import django; django.setup(); import logging; logging.getLogger('uji').warning('halo')",
        DJANGO_SETTINGS_MODULE="newsroom.settings", LOG_FORMAT="json", ADMINS="Tono <tono@contoh.id>", DEBUG=1,
    )  # fmt: skip
    assert json.loads(outcome.stderr.splitlines()[-1])["message"] == "halo"
