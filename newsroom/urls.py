"""All addresses: the desk under its own path, everything else is the public site."""

import re

from django.conf import settings
from django.contrib import admin
from django.urls import include, path, re_path
from django.views.static import serve

from staff.models.preview_link import TOKEN_LENGTH
from staff.operations import metrics
from staff.register import public as register
from staff.story import preview_link

handler404 = "articles.site.views.not_found"
handler500 = "articles.site.outage.failed"


def media():
    """Return the address of the photos where no nginx serves them."""
    if not settings.LAPTOP or not settings.MEDIA_URL.startswith("/"):
        return []
    pattern = rf"^{re.escape(settings.MEDIA_URL.lstrip('/'))}(?P<path>.*)$"
    return [re_path(pattern, serve, {"document_root": settings.MEDIA_ROOT})]


urlpatterns = [
    path(settings.DESK_PATH, admin.site.urls),
    *media(),
    re_path(
        rf"^pratinjau/(?P<token>[A-Za-z0-9_-]{{{TOKEN_LENGTH}}})/$", preview_link.outside, name="preview_link"
    ),
    path("sehat/metrik/", metrics.page, name="metrics"),
    path("hak-jawab/", register.letter, name="letter"),
    path("hak-jawab/status/", register.letter_status, name="letter_status"),
    path("standar/", register.standards, name="standards"),
    path("", include("articles.urls")),
]
