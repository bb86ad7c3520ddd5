"""One's own account: who tried to sign in to it, from where, and the way out of all devices."""

from django.contrib import admin, messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from staff.models import SignIn

MOST_ROWS = 30


@require_safe
def page(request):
    context = {
        **admin.site.each_context(request),
        "title": _("My account"),
        "sign_ins": SignIn.objects.of(request.user)[:MOST_ROWS],
        "kept_days": SignIn.LIFETIME.days,
    }
    return TemplateResponse(request, "desk/accounts/own_account.html", context)


@require_POST
def sign_out_everywhere(request):
    """End all sessions of this account but this one."""
    request.user.sign_out_everywhere()
    update_session_auth_hash(request, request.user)
    messages.success(request, _("All other devices are signed out."))
    return HttpResponseRedirect(reverse("admin:own_account"))
