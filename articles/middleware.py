"""Old addresses find their new one, after everything else has failed to; `/?p=20` before, since the front
page answers it."""

import re
from urllib.parse import unquote, urlencode

from django.core.files.storage import default_storage
from django.http import Http404, HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve, reverse

from articles import former_addresses
from articles.legacy_paths import file_keys, path_keys, query_keys, spellings
from articles.models import (
    Article,
    Category,
    ImportedPicture,
    LegacyPath,
    OldSite,
    Page,
    Person,
    Region,
    Tag,
)

# Nothing here, or a story of this number under another name: `/berita/123/judul/` may have been another
# one's.
ANSWERS = (404, 301, 410)
# Views that show a row, and whose feeds do
NAMES_A_ROW = {"category": Category, "region": Region, "tag": Tag, "person": Person, "page": Page}
# A list here by an address that it had before; its feeds and its later pages lead to the same of today.
_OWN_LIST = re.compile(r"/(?:kategori/.+|(?:daerah|tag|penulis)/[^/]+)/")
_FEED = re.compile(r"/feed/(?:atom/|rss2?/|rdf/)?$")


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
        if request.path == "/" and request.META["QUERY_STRING"] and (answer := _of_former_query(request)):
            return answer
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
            answer = (
                _other_spelling(request.path)
                or _of_former_file(request.path)
                or _of_former_path(request.path)
            )
        return answer or response


def _of_former_query(request):
    """Return the redirect for a question to the old site's front page: `/?s=banjir`, `/?feed=rss2`, `/?cat=3`."""
    former = former_addresses.of_query(request.META["QUERY_STRING"])
    if not former:
        return None
    if former.name:
        return HttpResponsePermanentRedirect(_address_of(former))
    if row := _first_of(path_keys(former.path)):
        return _redirect(row, request)
    return HttpResponsePermanentRedirect(former.path) if _is_here(former.path) else None


def _of_former_path(path):
    """Return the redirect from what every WordPress site has: `/wp-sitemap.xml`, `/search/banjir/`, `/page/2/`."""
    former = former_addresses.of_path(path)
    return HttpResponsePermanentRedirect(_address_of(former)) if former else None


def _address_of(former):
    address = reverse(former.name)
    return f"{address}?{urlencode({'q': former.words})}" if former.words else address


def _of_former_file(path):
    """Return the redirect from a picture of the old site, in whatever size, to the largest that is here of it."""
    if "/wp-content/uploads/" not in path:
        return None
    hosts = {key.partition("/")[0] for key in OldSite.objects.values_list("key", flat=True)}
    keys = [key for host in hosts for key in file_keys(f"https://{host}{path}")]
    rows = list(ImportedPicture.objects.filter(key__in=keys).select_related("photo", "attachment"))
    attachments = [row.attachment.url for row in rows if row.attachment and row.attachment.is_usable]
    pictures = [rendition for row in rows if row.photo for rendition in row.photo.public_renditions()]
    largest = max(pictures, key=lambda picture: (picture.format == "jpeg", picture.width), default=None)
    addresses = [*attachments, *([default_storage.url(largest.name)] if largest else [])]
    return HttpResponsePermanentRedirect(addresses[0]) if addresses else None


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
    if row.article_id or row.page_id:
        return address
    if feed := _FEED.search(request.path if request.path.endswith("/") else f"{request.path}/"):
        return address + ("feed/atom/" if "atom" in feed[0] else "feed/")
    if _OWN_LIST.fullmatch(row.path) and (cursor := request.GET.get("sebelum")):
        return f"{address}?{urlencode({'sebelum': cursor})}"
    return address
