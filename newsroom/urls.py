"""All addresses: the desk under its own path, everything else is the public site."""

from django.conf import settings
from django.conf.urls.static import static
from django.contrib import admin
from django.urls import include, path, re_path

from staff.models.preview_link import TOKEN_LENGTH
from staff.story import preview_link

handler404 = "articles.site.views.not_found"

urlpatterns = [
    path(settings.DESK_PATH, admin.site.urls),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),  # DEBUG only; nginx serves them otherwise
    re_path(
        rf"^pratinjau/(?P<token>[A-Za-z0-9_-]{{{TOKEN_LENGTH}}})/$", preview_link.outside, name="preview_link"
    ),
    path("", include("articles.urls")),
]
