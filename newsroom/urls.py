"""All addresses: the desk under its own path, everything else is the public site."""

from django.conf import settings
from django.conf.urls.static import static
from django.contrib import admin
from django.urls import include, path

handler404 = "articles.site.views.not_found"

urlpatterns = [
    path(settings.DESK_PATH, admin.site.urls),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),  # DEBUG only; nginx serves them otherwise
    path("", include("articles.urls")),
]
