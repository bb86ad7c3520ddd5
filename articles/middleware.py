"""Old addresses find their new one, after everything else has failed to."""

import re

from django.http import HttpResponsePermanentRedirect

from articles.models import LegacyPath

# What WordPress put behind a story's address: its AMP page, a further page of it, its feed of comments.
_PART = re.compile(r"(?<=/)(?:amp|feed|(?:page/)?[0-9]{1,4})/?$")


class LegacyPathMiddleware:
    """Answers a 404 with a permanent redirect where the former site had a page at this address."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in ("GET", "HEAD") or "\x00" in request.path:
            return response
        paths = {request.path, _PART.sub("", request.path)}
        known = (
            LegacyPath.objects.filter(path__in=paths).order_by("-path").first()
        )  # its own before the whole's
        return HttpResponsePermanentRedirect(known.target.get_absolute_url()) if known else response
