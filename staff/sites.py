"""The desk: Django's admin on Unfold, with its own content security policy."""

from functools import partial, wraps
from http import HTTPStatus

from csp.constants import NONE, SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.decorators import csp
from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import login
from django.core.exceptions import SuspiciousOperation
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from unfold.sites import UnfoldAdminSite

from staff.accounts import door, own_account
from staff.desk import broken_cards, dashboard, notification_views
from staff.models import Heartbeat
from staff.parsing import without_nul
from staff.personal_data import views as personal_data_views
from staff.photos import views as photo_views
from staff.planning import views as planning_views
from staff.reporting import changes, statistics

# Unfold's Alpine evaluates attributes and CKEditor writes styles; both stay behind the login. No script stands in a page.
POLICY = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_EVAL],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [*settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"], "blob:"],
    "media-src": settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["media-src"],
    "connect-src": [SELF],
    "frame-src": [NONE],
    "frame-ancestors": [NONE],
    "base-uri": [NONE],
    "object-src": [NONE],
    "form-action": [SELF],
}


def in_utf8(view):
    """Decorate a view so that it takes UTF-8 alone: browsers send nothing else, and no database can hold the
    rest."""

    @wraps(view)
    def inner(request, *args, **kwargs):
        if request.content_params.get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
            raise SuspiciousOperation("charset")
        return view(request, *args, **kwargs)

    return inner


def unlisted(view):
    """Decorate a view so that no search engine lists its page. robots.txt would tell everybody where the desk is."""

    @wraps(view)
    def inner(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return inner


# The models that have pages at the desk. Packages bring pages of their own, which ask for none of our rights.
MODELS = frozenset(
    [
        "articles.Article", "articles.Attachment", "articles.Category", "articles.ExportFile", "articles.Page", "articles.Person", "articles.Photo",
        "articles.Pick", "articles.Publication", "articles.Region", "articles.Tag", "staff.Coverage", "staff.StoryTemplate",
        "staff.User",
    ]
)  # fmt: skip


class Desk(UnfoldAdminSite):
    index_title = ""

    def register(self, model_or_iterable, admin_class=None, **options):
        """Register the pages of MODELS alone."""
        models = [model_or_iterable] if isinstance(model_or_iterable, type) else model_or_iterable
        super().register([m for m in models if m._meta.label in MODELS], admin_class, **options)

    def admin_view(self, view, cacheable=False):
        return unlisted(csp(POLICY)(in_utf8(super().admin_view(view, cacheable))))

    def autocomplete_view(self, request):
        """Drop a NUL character, which no query can hold."""
        if any(without_nul(value) != value for value in request.GET.values()):
            return JsonResponse({"results": [], "pagination": {"more": False}})
        return super().autocomplete_view(request)

    def login(self, request, extra_context=None):
        sign_in = partial(unlisted(csp(POLICY)(super().login)), request, extra_context)
        if request.method != "POST":
            return sign_in()
        return door.through(request, sign_in, succeeds_with=HTTPStatus.FOUND, refuse=door.page)

    def get_urls(self):
        return [
            path("foto/unggah/", self.admin_view(photo_views.editor_upload), name="photo_upload"),
            path("foto/<int:pk>/", self.admin_view(photo_views.file), name="photo_file"),
            path("angka/", self.admin_view(statistics.page), name="figures"),
            path("angka/<slug:name>.csv", self.admin_view(statistics.as_csv), name="figures_csv"),
            path("baca-juga/", self.admin_view(broken_cards.page), name="card_health"),
            path("baca-juga/<int:pk>/", self.admin_view(broken_cards.ignore), name="card_ignore"),
            path("akun-saya/", self.admin_view(own_account.page), name="own_account"),
            path(
                "akun-saya/keluar/",
                self.admin_view(own_account.sign_out_everywhere),
                name="sign_out_everywhere",
            ),
            path("masuk-lagi/", self.sign_in_again, name="sign_in_again"),
            *changes.urls(self.admin_view),
            *personal_data_views.urls(self.admin_view),
            *planning_views.urls(self.admin_view),
            *notification_views.urls(self),
            *super().get_urls(),
        ]

    @method_decorator(never_cache)
    @method_decorator(csrf_protect)
    def sign_in_again(self, request):
        """Sign the same person in again from an open form whose session is over, without leaving the page.

        GET gives a token to send the password with, POST the token for everything after it.
        """
        if request.method != "POST":
            return JsonResponse({"token": get_token(request)})
        sign_in = partial(self._sign_in_again, request)
        return door.through(request, sign_in, succeeds_with=HTTPStatus.OK, refuse=door.data)

    def _sign_in_again(self, request):
        form = AdminAuthenticationForm(request, request.POST)
        if not form.is_valid():
            return JsonResponse({"message": " ".join(form.non_field_errors())}, status=400)
        if str(form.get_user().pk) != request.POST.get("user"):
            message = _("This text belongs to another account. Sign in with that one.")
            return JsonResponse({"message": message}, status=400)
        login(request, form.get_user())
        return JsonResponse({"token": get_token(request)})

    def index(self, request, extra_context=None):
        """Show the first page of the desk (meja redaksi), with a sign of the task worker's life."""
        beat = Heartbeat.objects.first()
        context = {
            "title": _("Newsroom desk"),
            "beat": beat,
            "beat_is_late": not beat or beat.at < timezone.now() - Heartbeat.LATE,
            **dashboard.context_for(request.user),
        }
        return super().index(request, context | (extra_context or {}))
