"""Answers to the spaces of readers' pages: the frame of a network's code, and the count."""

import re

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from articles.advertising import counting
from articles.models import Advertisement
from articles.origin import outsider_of
from articles.site.view_counts import is_of_a_reader

# The code of a network may load what it likes over HTTPS, and nothing of it is the page's: without `allow-same-origin` the
# frame is of no origin, so neither cookies nor storage nor the page can be read. It may open the advertiser's page in a new
# tab when somebody presses it; it can neither move the page around it nor show a dialog. The sandbox stands here as well as at
# the frame's element: opened by itself, the address would be of our own origin.
SANDBOX = ["allow-scripts", "allow-popups", "allow-popups-to-escape-sandbox"]
POLICY = {
    "sandbox": SANDBOX,
    "default-src": [NONE],
    "script-src": [UNSAFE_INLINE, "https:"],
    "style-src": [SELF, UNSAFE_INLINE, "https:"],
    "img-src": ["https:", "data:"],
    "font-src": ["https:", "data:"],
    "media-src": ["https:"],
    "connect-src": ["https:"],
    "frame-src": ["https:"],
    "frame-ancestors": [SELF],
    "base-uri": [NONE],
    "form-action": [NONE],
}
MOST_BODY = 200  # bytes of a count
_COUNT = re.compile(
    rf"(?P<sort>{'|'.join(counting.SORTS)})(?P<ids>(?: [1-9][0-9]{{0,17}}){{1,12}})", re.ASCII
)


@require_safe
@csp(POLICY)
@xframe_options_sameorigin
def frame(request, pk):
    """Show the code of a network, in a document of its own that knows nothing of the page."""
    order = get_object_or_404(Advertisement.objects.running().exclude(code=""), pk=pk)
    response = TemplateResponse(request, "site/slot_frame.html", {"order": order})
    response["Referrer-Policy"], response["X-Robots-Tag"] = "no-referrer", "noindex"
    return response


@csrf_exempt
@require_POST
def count(request):
    """Count advertisements that were seen or pressed: `tampil 5 7`, `klik 5`."""
    message = _COUNT.fullmatch(request.read(MOST_BODY).decode("ascii", "replace"))
    if not message:
        return HttpResponseBadRequest(
            "“tampil” or “klik” and numbers are expected.\n", content_type="text/plain"
        )
    if is_of_a_reader(request):
        for pk in dict.fromkeys(map(int, message["ids"].split())):
            counting.tally.add(pk, outsider_of(request), counting.SORTS[message["sort"]])
    return HttpResponse(status=204)
