"""Accounts at the desk: their list, one form, invitations, leaving and coming back."""

from functools import reduce
from operator import or_

from django.contrib import admin, messages
from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.forms import Script
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.models import ArticleEvent
from staff import reach
from staff.accounts import invitations, leaving, role_proposals
from staff.accounts.forms import AccountForm
from staff.admin.base import DeskAdmin
from staff.models import CodeApp, Passkey, RoleProposal, User


class StateFilter(admin.SimpleListFilter):
    title, parameter_name = _("state"), "keadaan"

    def lookups(self, request, model_admin):
        return [("di-sini", _("at the newsroom")), ("keluar", User.State.FORMER.label)]

    def queryset(self, request, queryset):
        return queryset if self.value() is None else queryset.filter(is_active=self.value() == "di-sini")


def _is_mightier(account, user):
    return account is not None and account.is_superuser and not user.is_superuser


def _said_of(proposal):
    if proposal.is_in_force:
        text = _(
            "%(role)s holds at once, because nobody else could confirm it. The first who can is asked to."
        )
    else:
        text = _(
            "%(role)s waits until another administrator or a managing editor has confirmed it; they are told."
        )
    return text % {"role": proposal.group}


@admin.register(User)
class UserAdmin(DeskAdmin):
    """Accounts are closed, never deleted: names and decisions stay. Nobody sets a password here."""

    form = AccountForm
    add_words = _("Invite a colleague")
    list_display = ["name", "roles", "second_factor", "last_seen", "account_state"]
    list_filter = [StateFilter]
    search_fields = ["first_name", "last_name", "username", "email", "phone"]
    ordering = ["-is_active", "first_name", "last_name", "username"]
    fieldsets = [
        (None, {"fields": ["name", "username", "email", "phone"]}),
        (None, {"fields": ["groups"]}),
        (None, {"fields": ["regions"]}),
    ]
    change_form_outer_before_template = "desk/accounts/_state.html"

    class Media:
        css = {"all": ["desk/accounts/accounts.css"]}
        js = [Script("desk/accounts/regions.js", type="module")]

    # ---- The list

    def get_queryset(self, request):
        factors = (Exists(model.objects.filter(account=OuterRef("pk"))) for model in (Passkey, CodeApp))
        waiting = RoleProposal.objects.open().filter(account=OuterRef("pk"), is_in_force=False)
        accounts = (
            super()
            .get_queryset(request)
            .annotate(
                is_with_second_factor=reduce(or_, factors),
                waiting_roles=ArraySubquery(waiting.values("group__name")),
            )
        )
        return accounts.prefetch_related("groups")

    @admin.display(description=_("name"), ordering="first_name")
    def name(self, account):
        return format_html("{}<br><small>{}</small>", account, account.username)

    @admin.display(description=_("roles"))
    def roles(self, account):
        waiting = [_("%(role)s (waits)") % {"role": name} for name in account.waiting_roles]
        return ", ".join([*(group.name for group in account.groups.all()), *map(str, waiting)]) or "–"

    @admin.display(description=_("second step"), boolean=True, ordering="is_with_second_factor")
    def second_factor(self, account):
        return account.is_with_second_factor

    @admin.display(description=_("last sign-in"), ordering="last_login")
    def last_seen(self, account):
        return account.last_login

    @admin.display(description=_("state"), ordering="is_active")
    def account_state(self, account):
        return format_html('<span class="state state-{}">{}</span>', account.state, account.state.label)

    # ---- Who may do what: only an account with all rights changes one that has them, and nobody the own roles

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not _is_mightier(obj, request.user)

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) and not _is_mightier(obj, request.user)

    def get_readonly_fields(self, request, obj=None):
        is_oneself = obj is not None and obj.pk == request.user.pk
        return ["groups"] if is_oneself and ArticleEvent.objects.newsroom_is_live() else []

    def _account(self, request, pk):
        """Return the account of a page that does something to it; nobody does that to the own one."""
        account = get_object_or_404(User, pk=pk)
        if not self.has_change_permission(request, account) or account == request.user:
            raise PermissionDenied
        return account

    # ---- Pages

    def get_urls(self):
        return [
            self.page("<int:pk>/tautan/", self.link_view, "link"),
            self.page("<int:pk>/keluar/", self.leave_view, "leave"),
            self.page("<int:pk>/kembali/", self.return_view, "return"),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        if obj:
            context |= {
                "account": obj,
                "sends_mail": reach.sends_mail(),
                "newest_link": obj.links.select_related("created_by").first(),
                "departure": None if obj.is_active else leaving.departure_of(obj),
                "is_oneself": obj.pk == request.user.pk,
                "proposals": role_proposals.open_for(obj),
                "may_confirm": role_proposals.may_confirm(request.user),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change):
        former = form.initial.get("email", "") if change else ""
        super().save_model(request, obj, form, change)
        if former and former != obj.email:
            invitations.tell_of_new_address(obj, former, by=request.user)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if "groups" not in form.cleaned_data:
            return
        groups = form.cleaned_data["groups"]
        for proposal in role_proposals.set_roles(form.instance, groups, by=request.user, source=request.path):
            messages.warning(request, _said_of(proposal))

    def response_add(self, request, obj, post_url_continue=None):
        return self._invited(request, obj, invitations.invite(obj, by=request.user))

    def link_view(self, request, pk):
        """Make a new link: by mail, or shown once where that is asked for or there is no mail."""
        account = self._account(request, pk)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not account.may_sign_in:
            raise PermissionDenied
        if error := invitations.helper_refusal(account, request.user):
            messages.error(request, error)
            return HttpResponseRedirect(self._url_of(account))
        make = invitations.link_for if "show" in request.POST else invitations.invite
        return self._invited(request, account, make(account, by=request.user))

    def _invited(self, request, account, address):
        """Say that a link went by mail, or show it: the only page that ever does."""
        if not address:
            messages.success(request, _("A link goes to %s by mail.") % account.email)
            return HttpResponseRedirect(self._url_of(account))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Link for %s") % account,
            "account": account,
            "link": account.links.first(),
            "address": address,
            "whatsapp": invitations.whatsapp_of(account, address),
            "sends_mail": reach.sends_mail(),
        }
        return TemplateResponse(request, "desk/accounts/link_made.html", context)

    def leave_view(self, request, pk):
        account = self._account(request, pk)
        form = leaving.LeavingForm(account, request.POST if request.method == "POST" else None)
        if form.is_valid():
            leaving.leave(account, by=request.user, source=request.path, **form.cleaned_data)
            messages.success(request, _("%s has left the newsroom. Byline and stories stay.") % account)
            return HttpResponseRedirect(self._url_of(account))
        context = {
            **self.admin_site.each_context(request),
            "title": _("%s leaves the newsroom") % account,
            "account": account,
            "form": form,
            "hands": leaving.what_is_open(account),
        }
        return TemplateResponse(
            request, "desk/accounts/leave.html", context, status=400 if form.errors else 200
        )

    def return_view(self, request, pk):
        account = self._account(request, pk)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if account.is_active:
            return HttpResponseRedirect(self._url_of(account))
        address = leaving.come_back(account, by=request.user, source=request.path)
        account.refresh_from_db()
        return self._invited(request, account, address)

    def _url_of(self, account):
        return reverse("admin:staff_user_change", args=[account.pk])
