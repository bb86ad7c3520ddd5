"""The number of a request: in the log, on the page that says that something went wrong, in reports, and before Django in nginx's log."""

import logging
import re
import time
from contextvars import ContextVar
from uuid import uuid4

from django.conf import settings

from articles.origin import address_of

HEADER = "X-Request-ID"
_ACCEPTED = re.compile(r"[A-Za-z0-9-]{8,64}", re.ASCII)

log = logging.getLogger("pawarta.access")
_current = ContextVar("request_id", default="")


def current():
    """Return the number of the request that this thread answers; "" outside of requests."""
    return _current.get()


class RequestId:
    """Middleware that numbers each request, as the proxy did that we trust, and notes it where ACCESS_LOG is set."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        proposed = request.META.get("HTTP_X_REQUEST_ID", "") if settings.TRUSTED_PROXIES else ""
        number = proposed if _ACCEPTED.fullmatch(proposed) else uuid4().hex
        token, begin = _current.set(number), time.monotonic()
        try:
            response = self.get_response(request)
            response.headers[HEADER] = number
            if settings.ACCESS_LOG:
                _note(request, response, time.monotonic() - begin)
            return response
        finally:
            _current.reset(token)


def _note(request, response, seconds):
    # Without what follows the question mark: it may hold what somebody searched for.
    facts = {
        "status": response.status_code,
        "milliseconds": round(seconds * 1000),
        "address": address_of(request),
    }
    log.info("%s %s %d", request.method, request.path, response.status_code, extra={"facts": facts})
