"""What is answered while the database is away: soon, in words, and with what was typed.

Waiting is bounded by DATABASE_PATIENCE (newsroom/settings.py). A page that is in memory is given out by the page cache
(`STALE_PAGES`); everything else gets the answer that is made here.
"""

import sys
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as Late
from http import HTTPStatus
from threading import Lock
from time import monotonic

from django.db import DatabaseError, connection
from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from articles import replicas, request_id
from articles.database_state import is_away

AGAIN = 5  # seconds after which to try again
TOO_LONG = 500_000  # characters of a form that is given back


def answer(request):
    """Return a 503 for a request that needs the database: for programs as JSON, for people as a page that holds what
    they sent."""
    words = _("The database does not answer. Nothing was saved.")
    if "json" in request.headers.get("Accept", "") and "html" not in request.headers.get("Accept", ""):
        response = JsonResponse({"error": words}, status=HTTPStatus.SERVICE_UNAVAILABLE)
    else:
        content = render_to_string(
            "503.html", {"fields": fields_of(request), "address": request.get_full_path()}
        )
        response = HttpResponse(content, status=HTTPStatus.SERVICE_UNAVAILABLE)
    response["Retry-After"] = str(AGAIN)
    response["Cache-Control"] = "no-store"
    return response


def fields_of(request):
    """Return [(name, value)] of the form that came with the request, to be sent once more; none where it is too
    large, or holds a password."""
    if request.method != "POST":
        return []
    try:
        fields = [(name, value) for name, values in request.POST.lists() for value in values]
    except Exception:  # the body itself is broken: there is nothing to give back
        return []
    is_secret = any("password" in name for name, _value in fields)
    return [] if is_secret or sum(len(value) for _name, value in fields) > TOO_LONG else fields


def failed(request):
    """Answer what failed: as an outage where that was the cause, else as a fault."""
    error = sys.exc_info()[1]
    if is_away(error) or _is_conflict(error):
        response = answer(request)
        response.outage = error  # for whoever can ask another database
        return response
    content = render_to_string("500.html", {"number": request_id.current()})
    return HttpResponse(content, status=HTTPStatus.INTERNAL_SERVER_ERROR)


def _is_conflict(error):
    """Return whether a standby broke off a question, because what it asked for has changed on the primary."""
    state = getattr(getattr(error, "__cause__", None), "sqlstate", None)
    return replicas.alias() != replicas.PRIMARY and state == replicas.CONFLICT


class Probe:
    """A question to the database that waits for its answer no longer than it is told to."""

    def __init__(self):
        self.threads, self.lock = ThreadPoolExecutor(1, thread_name_prefix="probe"), Lock()
        self.question, self.answered_at = None, None  # by the monotonic clock

    def answers(self, patience):
        """Return whether the database answers within some seconds. Several who ask at once share a question."""
        with self.lock:
            if not self.question or self.question.done():
                self.question = self.threads.submit(_ask)
        try:
            self.question.result(patience)
        except (DatabaseError, Late):
            return False
        self.answered_at = monotonic()
        return True

    def answered_within(self, seconds):
        """Return whether the database has answered within the last seconds, so that pages are in memory."""
        return self.answered_at is not None and monotonic() - self.answered_at < seconds


def _ask():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    finally:
        connection.close()


probe = Probe()
