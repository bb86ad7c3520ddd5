"""Old addresses find their new one, after everything else has failed to; `/?p=20` before, since the front
page answers it."""

from urllib.parse import unquote

from django.http import Http404, HttpResponsePermanentRedirect

from articles.legacy_paths import path_keys, query_keys
from articles.models import Article, LegacyPath

# Nothing here, or a story of this number under another name: `/berita/123/judul/` may have been another
# one's.
ANSWERS = (404, 301, 410)


class LegacyPathMiddleware:
    """Middleware that answers with one permanent redirect where the former site had a page at this
    address."""

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
        row = _first_of([*of_query, request.path, *keys] if response.status_code == 404 else keys[:1])
        return (_redirect(row, request) if row else None) or response


def _first_of(keys):
    """Return the row of the first of these addresses that has one: what WordPress hung behind an address
    comes last."""
    rows = LegacyPath.objects.filter(path__in=keys)
    by_path = {row.path: row for row in rows.select_related("article", "category", "region", "tag", "person")}
    return next((by_path[key] for key in keys if key in by_path), None)


def _redirect(row, request):
    """Return the redirect; None where the story answers nobody, or to itself."""
    story = row.article
    if story and not (story.is_public or story.status == Article.Status.WITHDRAWN):
        return None
    address = row.target.get_absolute_url()
    return None if unquote(address) == request.path else HttpResponsePermanentRedirect(address)
