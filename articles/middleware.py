"""Old addresses find their new one, after everything else has failed to."""

from django.http import HttpResponsePermanentRedirect

from articles.models import LegacyPath


class LegacyPathMiddleware:
    """Answers a 404 with a permanent redirect where the former site had a page at this address."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in ("GET", "HEAD") or "\x00" in request.path:
            return response
        known = LegacyPath.objects.filter(path=request.path).first()
        return HttpResponsePermanentRedirect(known.target.get_absolute_url()) if known else response
