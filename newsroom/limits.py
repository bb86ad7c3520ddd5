"""How often one address may ask for what costs most.

docs/nginx.conf says the same before Django, and bounds besides how many answers one address waits for. Here each
process counts for itself, in memory, before anything else is done; the door of the desk counts tries to sign in once
more, for all processes (`staff/accounts/door.py`).
"""

import re
from http import HTTPStatus
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import ngettext

from articles.address_counts import AddressCounts
from articles.origin import outsider_of

SPAN = 60  # seconds
ANY, POST = ("GET", "HEAD", "POST"), ("POST",)


class Limit(NamedTuple):
    path: str  # a pattern; {desk} is the desk's path
    methods: tuple[str, ...]
    most: int  # requests of one address within the span
    is_data: bool = False  # asked by a program, which is answered in JSON


# Generous: many people of a mobile network, and a whole newsroom, have one address.
LIMITS = {
    "sign_in": Limit(
        "{desk}(?:login|lupa-sandi|masuk-sekali|masuk/(?!kunci))",
        POST,
        60,  # a code is two: the password before it
    ),
    "sign_in_again": Limit("{desk}masuk(?:-lagi|/kunci)/", POST, 60, is_data=True),
    "upload": Limit(
        "{desk}(?:foto/unggah|articles/photo/kirim|articles/article/lampiran)/", POST, 120, is_data=True
    ),
    "letter": Limit("hak-jawab/", POST, 20),  # letters, and tries to open one
    "search": Limit("cari/", ANY, 120),
    "api": Limit("api/", ANY, 240, is_data=True),
    "view": Limit("(?:baca|ruang/hitung)/", POST, 600),
}


class AddressLimits:
    """Middleware that refuses what one address asks for too often, with the time to wait."""

    def __init__(self, get_response):
        self.get_response = get_response
        desk = re.escape(settings.DESK_PATH)
        paths = (f"(?P<{name}>{limit.path.format(desk=desk)})" for name, limit in LIMITS.items())
        self.paths = re.compile(f"/(?:{'|'.join(paths)})")
        # Each limit has a table of its own: a flood of views is none of the sign-ins.
        self.counts = {name: AddressCounts(SPAN) for name in LIMITS}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        match = self.paths.match(request.path_info)
        if match and match.lastgroup and self._is_too_often(request, match.lastgroup):
            return _refusal(self.counts[match.lastgroup].remaining(), is_data=LIMITS[match.lastgroup].is_data)
        return self.get_response(request)

    def _is_too_often(self, request: HttpRequest, name: str) -> bool:
        limit = LIMITS[name]
        if request.method not in limit.methods or not (address := outsider_of(request)):
            return False
        return self.counts[name].add(address) > limit.most


def _refusal(seconds: int, *, is_data: bool) -> HttpResponse:
    message = ngettext(
        "Too many requests came from your network. Try again in %(seconds)d second.",
        "Too many requests came from your network. Try again in %(seconds)d seconds.",
        seconds,
    ) % {"seconds": seconds}
    status = HTTPStatus.TOO_MANY_REQUESTS
    response = (
        JsonResponse({"error": message, "message": message}, status=status)
        if is_data
        else HttpResponse(render_to_string("site/too_often.html", {"message": message}), status=status)
    )
    response["Retry-After"], response["Cache-Control"] = str(seconds), "no-store"
    response["Content-Security-Policy"] = "default-src 'none'"
    return response
