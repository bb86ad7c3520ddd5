"""Counts the requests that the live server is busy with: a test's database is emptied when there is none left."""

import threading
import time

_idle = threading.Condition()
_busy = 0


def count(get_response):
    """Middleware of the test run."""

    def counted(request):
        global _busy
        with _idle:
            _busy += 1
        try:
            return get_response(request)
        finally:
            with _idle:
                _busy -= 1
                _idle.notify_all()

    return counted


def wait_until_idle(patience=20, calm=0.05):
    """Waits for what a closed browser had asked still; `calm` seconds for what was on its way to the server."""
    time.sleep(calm)
    with _idle:
        if not _idle.wait_for(lambda: not _busy, timeout=patience):
            raise TimeoutError(f"{_busy} requests did not end within {patience} seconds")
