"""One's own account: who tried to sign in to it, the devices that are signed in."""

from django.contrib import admin, messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from staff.accounts import door
from staff.accounts.second_factor import help as one_time_help
from staff.accounts.second_factor import signing_in
from staff.models import Session, SignIn

MOST_ROWS = 30


@require_safe
def page(request):
    context = {
        **admin.site.each_context(request),
        "title": _("My account"),
        "sign_ins": SignIn.objects.of(request.user)[:MOST_ROWS],
        "kept_days": SignIn.LIFETIME.days,
        "sessions": Session.objects.of(request.user),
        "this_session": request.session.session_key,
        "has_second_factor": request.user.has_second_factor(),
        "may_help": one_time_help.may_help(request.user),
    }
    return TemplateResponse(request, "desk/accounts/own_account.html", context)


@require_POST
def sign_out_everywhere(request):
    """End all sessions of this account but this one."""
    request.user.sign_out_everywhere()
    update_session_auth_hash(request, request.user)
    messages.success(request, _("All other devices are signed out."))
    return door.remember(request, HttpResponseRedirect(reverse("admin:own_account")))


@require_POST
def end_session(request):
    """End one session of this account. Its key stays a secret: the device is named by what tells it apart."""
    choice = request.POST.get("device", "")
    for session in Session.objects.of(request.user).exclude(session_key=request.session.session_key):
        if session.public_id == choice:
            session.delete()
            request.user.forget_devices()
            messages.success(request, _("That device is signed out."))
    return door.remember(request, HttpResponseRedirect(reverse("admin:own_account")))


def sign_in_again(request):
    """Sign the same person in again from an open form whose session is over, without leaving the page.

    GET gives the dialog and a token to send the password with, POST the token for everything after it.
    """
    if request.method != "POST":
        dialog = render_to_string("desk/writing/_sign_in.html")
        return JsonResponse({"token": get_token(request), "dialog": dialog})
    return signing_in.in_open_form(request)
