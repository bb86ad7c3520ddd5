"""Old addresses find their new one, after everything else has failed to; `/?p=20` before, since the front
page answers it."""

import re
from urllib.parse import unquote, urlencode

from django.http import Http404, HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve

from articles.legacy_paths import path_keys, query_keys, spellings
from articles.models import Article, Category, LegacyPath, Page, Person, Region, Tag

# Nothing here, or a story of this number under another name: `/berita/123/judul/` may have been another
# one's.
ANSWERS = (404, 301, 410)
# Views that show a row, and whose feeds do
NAMES_A_ROW = {"category": Category, "region": Region, "tag": Tag, "person": Person, "page": Page}
# A list here by an address that it had before; its feeds and its later pages lead to the same of today.
_OWN_LIST = re.compile(r"/(?:kategori/.+|(?:daerah|tag|penulis)/[^/]+)/")
_FEED = re.compile(r"/feed/(?:atom/)?$")


class LegacyPathMiddleware:
    """Middleware that answers with one permanent redirect where something was at this address before."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        of_query = query_keys(request.META["QUERY_STRING"])
        if of_query and request.path == "/" and (row := _first_of(of_query)):
            if answer := _redirect(row, request):
                return answer
            raise Http404("not public")
        response = self.get_response(request)
        if response.status_code not in ANSWERS or "\x00" in request.path:
            return response
        keys = path_keys(request.path)
        if response.status_code == 404:
            keys = [*of_query, request.path, *keys]
        else:
            keys = [key for key in keys if key == keys[0] or _names_a_story(key)]
        answer = _redirect(row, request) if (row := _first_of(keys)) else None
        if not answer and response.status_code == 404:
            answer = _other_spelling(request.path)
        return answer or response


def _other_spelling(path):
    """Return the redirect to a page that is here under another spelling: `/Tag/Banjir/,` is `/tag/banjir/`."""
    for key in spellings(path):
        if key != path and _is_here(key):
            return HttpResponsePermanentRedirect(key)
    return None


def _is_here(key):
    """Return whether a page answers at this path; costs a query where it is one of many."""
    try:
        match = resolve(key)
    except Resolver404:
        return False
    model = NAMES_A_ROW.get((match.url_name or "").removeprefix("atom_").removesuffix("_feed"))
    if not model:
        return bool(match.url_name) and not match.kwargs and not match.namespace
    (value,) = match.kwargs.values()
    rows = model.objects.filter(**{"path" if model is Category else "slug": value})
    return (rows.public() if model is Page else rows).exists()


def _names_a_story(key):
    """Return whether a key still has the number of a story in it."""
    return key.startswith("/berita/") and key != "/berita/"


def _first_of(keys):
    """Return the row of the first of these addresses that has one: what was hung behind an address comes
    last."""
    by_path = {row.path: row for row in LegacyPath.objects.filter(path__in=keys).with_targets()}
    return next((by_path[key] for key in keys if key in by_path), None)


def _redirect(row, request):
    """Return the redirect; None where the story or page answers nobody, or to itself."""
    story, page = row.article, row.page
    if story and not (story.is_public or story.status == Article.Status.WITHDRAWN):
        return None
    if page and not page.is_public:
        return None
    address = _address(row, request)
    return None if unquote(address) == request.path else HttpResponsePermanentRedirect(address)


def _address(row, request):
    """Return the address that a row leads to, for what was asked of it: a feed, a later page of the list."""
    address = row.target.get_absolute_url()
    if not (row.article_id or row.page_id) and _OWN_LIST.fullmatch(row.path):
        if feed := _FEED.search(request.path):
            return address + feed[0].lstrip("/")
        if cursor := request.GET.get("sebelum"):
            return f"{address}?{urlencode({'sebelum': cursor})}"
    return address
