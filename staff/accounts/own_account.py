"""One's own account: who tried to sign in to it, the devices that are signed in, and the addresses of all its pages."""

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from staff.accounts.second_factor import help as one_time_help
from staff.accounts.second_factor import own, signing_in
from staff.models import Session, SignIn

MOST_ROWS = 30


def urls(desk):
    """Return the addresses of one's own account, and those on the way in."""
    in_own, on_the_way = desk.own_view, desk.entrance
    return [
        path("akun-saya/", in_own(page), name="own_account"),
        path("akun-saya/keluar/", in_own(sign_out_everywhere), name="sign_out_everywhere"),
        path("akun-saya/perangkat/keluar/", in_own(end_session), name="end_session"),
        path("akun-saya/langkah-kedua/", in_own(own.page), name="own_second_factor"),
        path("akun-saya/langkah-kedua/aplikasi/", in_own(own.app), name="own_code_app"),
        path("akun-saya/langkah-kedua/kunci/", in_own(own.passkey_options), name="own_passkey_options"),
        path("akun-saya/langkah-kedua/kunci/simpan/", in_own(own.passkey), name="own_passkey"),
        path("akun-saya/langkah-kedua/hapus/", in_own(own.remove), name="own_factor_remove"),
        path("akun-saya/langkah-kedua/cadangan/", in_own(own.recovery), name="own_recovery_codes"),
        path("akun-saya/bantu/", desk.admin_view(one_time_help.page), name="let_in"),
        path("masuk/langkah-kedua/", on_the_way(signing_in.second_step), name="second_step"),
        path("masuk/kunci/", on_the_way(require_POST(signing_in.passkey_question)), name="passkey_question"),
        path("masuk/kunci/jawab/", on_the_way(require_POST(signing_in.by_passkey)), name="by_passkey"),
        *(_of_the_house(on_the_way) if settings.OIDC_ISSUER else []),
        path("masuk-lagi/", on_the_way(sign_in_again), name="sign_in_again"),
    ]


def _of_the_house(on_the_way):
    from staff.accounts import single_sign_on

    return [
        path("masuk/rumah/", on_the_way(require_POST(single_sign_on.begin)), name="oidc"),
        path("masuk/rumah/kembali/", on_the_way(require_safe(single_sign_on.end)), name="oidc_end"),
    ]


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
    return HttpResponseRedirect(reverse("admin:own_account"))


@require_POST
def end_session(request):
    """End one session of this account. Its key stays a secret: the device is named by what tells it apart."""
    choice = request.POST.get("device", "")
    for session in Session.objects.of(request.user).exclude(session_key=request.session.session_key):
        if session.public_id == choice:
            session.delete()
            messages.success(request, _("That device is signed out."))
    return HttpResponseRedirect(reverse("admin:own_account"))


def sign_in_again(request):
    """Sign the same person in again from an open form whose session is over, without leaving the page.

    GET gives a token to send the password with, POST the token for everything after it.
    """
    if request.method != "POST":
        return JsonResponse({"token": get_token(request)})
    return signing_in.in_open_form(request)
