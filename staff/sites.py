"""The desk: Django's admin on Unfold, with its own content security policy."""

from functools import partial, wraps
from http import HTTPStatus

from csp.constants import NONCE, NONE, SELF
from csp.decorators import csp
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from unfold.sites import UnfoldAdminSite

from staff import roles
from staff.accounts import door, invitations, sessions
from staff.accounts.second_factor import requirement, signing_in
from staff.accounts.urls import accounts_urls
from staff.beginning import views as beginning_views
from staff.desk import (
    broken_cards,
    dashboard,
    first_day,
    handbook,
    masthead_history,
    notification_views,
    originals,
)
from staff.models import Beginning, Heartbeat
from staff.operations import views as operations_views
from staff.parsing import without_nul
from staff.personal_data import run_views as redaction_run_views
from staff.personal_data import views as personal_data_views
from staff.photos import views as photo_views
from staff.planning import views as planning_views
from staff.register import views as register_views
from staff.reporting import changes, statistics
from staff.transfer import views as transfer_views

# No page brings code or styles but one: Unfold's colours, by the nonce (templates/unfold/layouts/skeleton.html).
POLICY = {
    "default-src": [SELF],
    "script-src": [SELF],
    "style-src": [SELF, NONCE],
    "img-src": [*settings.PICTURES, "blob:"],
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


def with_second_factor(view):
    """Decorate a view so that nobody gets to it without the second factor that the account needs."""

    @wraps(view)
    def inner(request, *args, **kwargs):
        if requirement.is_missing(request) and request.path != reverse("admin:logout"):
            return HttpResponseRedirect(reverse("admin:own_second_factor"))
        return view(request, *args, **kwargs)

    return inner


def explained(view):
    """Decorate a view so that a page which is not for this role says so, in the desk's frame."""

    @wraps(view)
    def inner(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except PermissionDenied:
            context = {**admin.site.each_context(request), "title": _("Not for your role")}
            return TemplateResponse(request, "desk/desk/refused.html", context, status=HTTPStatus.FORBIDDEN)

    return inner


def in_use(view):
    """Decorate a view so that whoever works keeps the session."""

    @wraps(view)
    def inner(request, *args, **kwargs):
        sessions.renew(request)
        return view(request, *args, **kwargs)

    return inner


# The models that have pages at the desk. Packages bring pages of their own, which ask for none of our rights.
MODELS = frozenset(
    [
        "articles.AdSlot", "articles.Advertisement", "articles.Article", "articles.Attachment", "articles.Category", "articles.ExportFile", "articles.Page", "articles.Person", "articles.Photo",
        "articles.Pick", "articles.Publication", "articles.Region", "articles.Tag", "staff.Coverage", "staff.StoryTemplate",
        "staff.User",
    ]
)  # fmt: skip


class Autocomplete(AutocompleteJsonView):
    """The answers of fields that search; a place is named with the whole that it is a part of."""

    def serialize_result(self, obj, to_field_name):
        result = super().serialize_result(obj, to_field_name)
        whole = getattr(obj, "parent", None)
        return result | {"text": f"{obj}, {whole}"} if whole else result


class Desk(UnfoldAdminSite):
    index_title = ""

    def register(self, model_or_iterable, admin_class=None, **options):
        """Register the pages of MODELS alone."""
        models = [model_or_iterable] if isinstance(model_or_iterable, type) else model_or_iterable
        super().register([m for m in models if m._meta.label in MODELS], admin_class, **options)

    login_form = signing_in.SignInForm

    def admin_view(self, view, cacheable=False):
        return unlisted(
            csp(POLICY)(in_utf8(super().admin_view(with_second_factor(in_use(explained(view))), cacheable)))
        )

    def open_view(self, view):
        """Return a view of the desk that asks for no sign-in."""
        return unlisted(csp(POLICY)(in_utf8(never_cache(csrf_protect(view)))))

    def password_change(self, request, extra_context=None):
        if request.method != "POST":
            return super().password_change(request, extra_context)
        try:
            attempt = door.knock(request, request.user.get_username())
        except door.Refused as refusal:
            return refusal.page()
        response = super().password_change(request, extra_context)
        if response.status_code == HTTPStatus.FOUND:
            door.forget(attempt)
            invitations.tell_of_new_password(request, request.user)
            door.remember(request, response)
        elif "old_password" in response.context_data["form"].errors:
            door.note_wrong(attempt)
        else:
            door.forget(attempt)
        return response

    def autocomplete_view(self, request):
        """Drop a NUL character, which no query can hold."""
        if any(without_nul(value) != value for value in request.GET.values()):
            return JsonResponse({"results": [], "pagination": {"more": False}})
        return Autocomplete.as_view(admin_site=self)(request)

    def own_view(self, view):
        """Decorate a page of one's own account, which is open before the second factor is set up."""
        return unlisted(csp(POLICY)(in_utf8(super().admin_view(in_use(view)))))

    def login(self, request, extra_context=None):
        view = unlisted(csp(POLICY)(in_utf8(super().login)))
        if settings.OIDC_ISSUER:
            extra_context = {
                "oidc_name": settings.OIDC_NAME or _("the house's account"),
                **(extra_context or {}),
            }
        if request.method != "POST":
            return view(request, extra_context)
        return signing_in.by_page(request, partial(view, request, extra_context))

    def app_index(self, request, app_label, extra_context=None):
        """Lead to the first page: the menu has all lists, and no list of apps is a page of the newsroom."""
        return HttpResponseRedirect(reverse("admin:index"))

    def get_urls(self):
        return [
            path("foto/unggah/", self.admin_view(photo_views.editor_upload), name="photo_upload"),
            path("foto/<int:pk>/", self.admin_view(photo_views.file), name="photo_file"),
            path("hari-pertama/", self.admin_view(first_day.put_away), name="first_day"),
            path("naskah-asal/", self.admin_view(originals.page), name="originals"),
            path(
                "naskah-asal/<int:change>/<int:pk>/",
                self.admin_view(originals.decide),
                name="original_decide",
            ),
            path("boks-redaksi/", self.admin_view(masthead_history.page), name="masthead_history"),
            path("angka/", self.admin_view(statistics.page), name="figures"),
            path("angka/<slug:name>.csv", self.admin_view(statistics.as_csv), name="figures_csv"),
            path("baca-juga/", self.admin_view(broken_cards.page), name="card_health"),
            path("baca-juga/<int:pk>/", self.admin_view(broken_cards.ignore), name="card_ignore"),
            *accounts_urls(self),
            *beginning_views.urls(self.admin_view),
            *handbook.urls(self.admin_view),
            *changes.urls(self.admin_view),
            *personal_data_views.urls(self.admin_view),
            *redaction_run_views.urls(self.admin_view),
            *operations_views.urls(self.admin_view),
            *planning_views.urls(self.admin_view),
            *register_views.urls(self.admin_view),
            *transfer_views.urls(self.admin_view),
            *notification_views.urls(self),
            *super().get_urls(),
        ]

    def index(self, request, extra_context=None):
        """Show the first page of the desk (meja redaksi), with a sign of the task worker's life."""
        facts = first_day.facts() if first_day.is_for(request.user) else None
        beat = facts.beat if facts else Heartbeat.objects.first()
        context = {
            "title": _("Newsroom desk"),
            "beat": beat,
            "second_factor_due": requirement.coming_day(request),
            "has_no_right": not request.user.get_all_permissions(),
            "beat_is_late": beat.is_late if beat else not Beginning.is_under_way(),
            "may_remove_demo": request.user.has_perm(roles.CHANGE_USER) and Beginning.is_demo(),
            **dashboard.context_for(request.user),
            **(first_day.context_for(request.user, facts) if facts else {}),
        }
        return super().index(request, context | (extra_context or {}))
