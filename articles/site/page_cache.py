"""Whole pages, kept in the memory of each process as long as the edition lasts that they belong to.

A page of the public site is the same for everybody: it sets no cookie and reads none. So it is kept by its
address, of whose query only the parameters count that the page reads, compressed, as nearly every reader takes it, and
thrown away with its edition: no list of what depends on what, and nothing stale. Only while the database is away
readers get the pages of the last edition that was seen, marked, and not for longer than STALE_PAGES.
"""

import gzip
import hashlib
from contextlib import contextmanager
from threading import Lock
from time import monotonic
from typing import NamedTuple

from django.conf import settings
from django.db import OperationalError
from django.http import HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date, parse_http_date

from articles import replicas
from articles.memory import BoundedMemory
from articles.parameters import canonical
from articles.site import cache_generation, outage

# Shared caches may keep a page for a second, and show it a little longer only while they fetch the new one or
# the site is down. A browser asks each time, and mostly hears that nothing has changed.
FRESH = "public, max-age=0, s-maxage=1, stale-while-revalidate=5, stale-if-error=600"
STATUSES = (200, 410)
LOCKS = 64  # pages that threads make side by side without waiting for one another by chance
LONGEST_WAIT = 1  # second for the page that another thread makes; afterwards it is made once more
SMALLEST_GZIP = 500  # bytes; less does not get smaller


class CachedPage(NamedTuple):
    """A finished page. `headers` are the view's and the middleware's, without what depends on who asks."""

    status: int
    headers: dict
    content: bytes
    is_zipped: bool  # else too small for it, or the view has encoded it already
    digest: str
    modified: int | None  # seconds since 1970

    @property
    def size(self):
        return len(self.content) + 2000

    @property
    def body(self):
        return gzip.decompress(self.content) if self.is_zipped else self.content

    def response(self):
        """Return the response without its content, which `_fitting` gives it."""
        return HttpResponse(status=self.status, headers=self.headers)


def cached_page(response, modified):
    """Return a response as a page that can be kept, and complete its headers.

    `modified` is when it changed at the latest, in seconds since 1970, or None; a view that knows it better
    says so in its Last-Modified.
    """
    body = response.content
    is_zipped = len(body) >= SMALLEST_GZIP and not response.has_header("Content-Encoding")
    if is_zipped:
        patch_vary_headers(response, ["Accept-Encoding"])
    if not response.has_header("Cache-Control"):
        response["Cache-Control"] = FRESH
    if response.has_header("Last-Modified"):
        modified = parse_http_date(response["Last-Modified"])
    elif modified:
        response["Last-Modified"] = http_date(modified)
    headers = dict(response.items())
    content = gzip.compress(body, 6, mtime=0) if is_zipped else body
    digest = hashlib.sha256(body).hexdigest()[:20]
    return CachedPage(response.status_code, headers, content, is_zipped, digest, modified)


class Shelf:
    """Pages of one edition, at most `room` bytes of them."""

    def __init__(self, room):
        self.room, self.lock = room, Lock()
        self.edition, self.pages = None, BoundedMemory(room)
        self.confirmed_at = 0  # by the monotonic clock: when the edition was last known to be the current one

    def get(self, edition, key):
        with self.lock:
            if edition != self.edition:
                self.edition, self.pages = edition, BoundedMemory(self.room)
            self.confirmed_at = monotonic()
            return self.pages.get(key)

    def get_stale(self, key):
        """Return a page of the last edition that was seen, and its age in seconds; None, or an age that is too high,
        where nobody should get it."""
        with self.lock:
            return self.pages.get(key), monotonic() - self.confirmed_at

    def add(self, edition, key, page):
        with self.lock:
            if edition == self.edition:  # else made while another began: the next request makes it anew
                self.pages.add(key, page, page.size)


def is_shared(response):
    """Return whether every reader may be given this response."""
    cache_control, varies = response.get("Cache-Control", ""), response.get("Vary", "")
    is_personal = (
        response.cookies or "Cookie" in varies or "private" in cache_control or "no-store" in cache_control
    )
    return response.status_code < 500 and not response.streaming and not is_personal


class PageCache:
    """Middleware around everything that belongs to the public site; the desk passes by it untouched."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.passes_by = (f"/{settings.DESK_PATH}", reverse("health"))
        self.shelf = Shelf(settings.PAGE_CACHE_MB * 1024 * 1024)
        self.keeps_frames = settings.PAGE_CACHE_MB or settings.FRAGMENT_CACHE_MB
        self.locks = [Lock() for _ in range(LOCKS)]
        self.gzip = GZipMiddleware(get_response)

    def __call__(self, request):
        request.edition = None
        if request.method not in ("GET", "HEAD") or request.path.startswith(self.passes_by):
            return self.get_response(request)
        request.get_host()  # no page for a host that is not ours, kept or not
        wants = _without_conditions(request.META)
        request.META["QUERY_STRING"] = canonical(request.path_info, request.META["QUERY_STRING"])
        accepted = request.META.pop("HTTP_ACCEPT_ENCODING", "")
        key = request.path, request.META["QUERY_STRING"]
        try:
            response, page = self._answer(request, key)
        except OperationalError:
            request.META |= wants
            return self._stale(request, key, "gzip" in accepted) or outage.answer(request)
        request.META |= wants
        if page:
            return _fitting(response, request, page, "gzip" in accepted)
        request.META["HTTP_ACCEPT_ENCODING"] = accepted
        return self.gzip.process_response(request, response)

    def _answer(self, request, key):
        """Return a response, and its page where it is one, all of it from one database; from another where that one is lost
        on the way. Raises OperationalError where the last one, the primary, is away."""
        for alias in replicas.in_order(request.path)[:-1]:
            with replicas.bind(alias):
                try:
                    response, page = self._of_one_state(request, key)
                except OperationalError as error:
                    replicas.leave_out(alias, error)
                    continue
            if not (error := getattr(response, "outage", None)):
                return response, page
            replicas.leave_out(alias, error)
            request.__dict__.pop("frame", None)
        return self._of_one_state(request, key)

    def _of_one_state(self, request, key):
        if page := self._from_shelf(request, key):
            return page.response(), page
        with self._one_maker(key) as has_waited:
            return (has_waited and self._of_another(request, key)) or self._make(request, key)

    def _from_shelf(self, request, key):
        """Return the page that is kept; note the edition that it has to be of."""
        if self.keeps_frames:
            request.edition = cache_generation.current()
        return self.shelf.get(request.edition, key) if self.shelf.room else None

    def _stale(self, request, key, zips):
        """Return a page that was right when the database was last there, marked as such; None where there is none."""
        page, age = self.shelf.get_stale(key)
        if not page or age > settings.STALE_PAGES.total_seconds():
            return None
        response = page.response()
        response["Cache-Control"] = "no-store"
        response["Cache-Status"] = f"Pawarta; hit; ttl=-{age:.0f}"  # RFC 9211: what is negative is stale
        return _fitting(response, request, page, zips)

    @contextmanager
    def _one_maker(self, key):
        """Let one thread make a page, which the others take from it; yields whether one made it meanwhile, perhaps.
        Nobody waits long for somebody else."""
        lock = self.locks[hash(key) % len(self.locks)]
        has_waited = self.shelf.room and not lock.acquire(blocking=False)
        is_ours = self.shelf.room and (not has_waited or lock.acquire(timeout=LONGEST_WAIT))
        try:
            yield has_waited
        finally:
            if is_ours:
                lock.release()

    def _of_another(self, request, key):
        """Return the response and the page that another thread has made; None where it has not."""
        page = self._from_shelf(request, key)
        return page and (page.response(), page)

    def _make(self, request, key):
        """Return a response and the page that it is; no page where not every reader may be given it."""
        response = self.get_response(request)
        if not is_shared(response):
            return response, None
        edition = request.edition
        page = cached_page(response, edition and int(edition.since.timestamp()))
        if edition and page.status in STATUSES:
            self.shelf.add(edition, key, page)
        return response, page


def _without_conditions(meta):
    """Take out, and return, the conditions of a request: they would make the page another one."""
    names = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE")
    return {name: meta.pop(name) for name in names if name in meta}


def _fitting(response, request, page, zips):
    """Return the response as this reader wants it: compressed or not, or only that nothing has changed."""
    zips = zips and page.is_zipped
    etag = response["ETag"] = f'"{page.digest}{"-gz" if zips else ""}"'
    response.content = page.content if zips else page.body
    if zips:
        response["Content-Encoding"] = "gzip"
    response["Content-Length"] = str(len(response.content))
    if page.status != 200:
        return response
    return get_conditional_response(request, etag, page.modified, response)
