"""The desk: Django's admin on Unfold, with its own content security policy."""

from csp.constants import NONE, SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.decorators import csp
from django.http import JsonResponse
from django.urls import path
from django.utils.translation import gettext as _
from unfold.sites import UnfoldAdminSite

# Unfold's Alpine evaluates attributes and CKEditor writes styles; both stay behind the login.
POLICY = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE, UNSAFE_EVAL],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-ancestors": [NONE],
    "base-uri": [NONE],
    "object-src": [NONE],
    "form-action": [SELF],
}


class Desk(UnfoldAdminSite):
    index_title = ""

    def admin_view(self, view, cacheable=False):
        return csp(POLICY)(super().admin_view(view, cacheable))

    def login(self, request, extra_context=None):
        return csp(POLICY)(super().login)(request, extra_context)

    def get_urls(self):
        return [
            path("foto/unggah/", self.admin_view(self.photo_upload), name="photo_upload"),
            *super().get_urls(),
        ]

    def photo_upload(self, request):
        """CKEditor asks for an upload address; pictures enter through the photo library for now."""
        message = _("Add pictures in the photo library, then choose one as the lead photo.")
        return JsonResponse({"error": {"message": message}}, status=400)
