"""What goes into the log, how it is written, and who is mailed."""

import json
import logging
import time
from datetime import UTC, datetime

from django.core.mail import mail_admins

from articles import request_id
from articles.addresses import without_keys

SELDOM = 600  # seconds between two mails of one fault


class WithoutKeys(logging.Filter):
    """Filter that takes the keys out of addresses, such as those of invitations and preview links."""

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        if (harmless := without_keys(text)) != text:
            record.msg, record.args = harmless, ()
        return True


class WithoutMissingPages(logging.Filter):
    """Filter that lets pass what needs somebody: a reader's address that leads nowhere is a line of nginx's log."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not (record.name == "django.request" and getattr(record, "status_code", 0) == 404)


class Text(logging.Formatter):
    """A line for people: time in UTC, level, logger, the request's number, words."""

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def formatMessage(self, record: logging.LogRecord) -> str:
        number = request_id.current()
        facts = getattr(record, "facts", {})
        return " ".join([
            self.formatTime(record), record.levelname, f"{record.name}:", record.getMessage(),
            *(f"{name}={value}" for name, value in facts.items()), *([f"request={number}"] if number else []),
        ])  # fmt: skip

    def usesTime(self) -> bool:
        return True


class Json(logging.Formatter):
    """A line for programs, with the same facts."""

    def format(self, record: logging.LogRecord) -> str:
        row = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request": request_id.current(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info:
            row["exception"] = self.formatException(record.exc_info)
        return json.dumps(row, ensure_ascii=False, default=str)


class MailAdmins(logging.Handler):
    """Handler that mails what went wrong to ADMINS: words and traceback, nothing of what the request held.

    One fault is mailed once in ten minutes: a database that is away fails with every request.
    """

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.sent: dict[tuple[str, str, int], float] = {}

    def emit(self, record: logging.LogRecord) -> None:
        try:
            if self._is_due(record):
                mail_admins(
                    f"{record.levelname}: {record.getMessage()}"[:200],
                    self.format(record),
                    fail_silently=True,
                )
        except Exception:  # no log may fail a request
            self.handleError(record)

    def _is_due(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[0] if record.exc_info else None
        key = (record.name, error.__name__ if error else str(record.msg), record.lineno)
        now = time.monotonic()
        if now - self.sent.get(key, float("-inf")) < SELDOM:
            return False
        if len(self.sent) > 1000:
            self.sent.clear()
        self.sent[key] = now
        return True
