"""Signing in, step by step: password, then the second factor where the account has one; or a passkey alone.

The page and the sign-in of an open form go the same way (staff/accounts/door.py bounds both), and differ in how they
are answered. Between the steps nobody is signed in: the session only says whose password was right.
"""

import time
from http import HTTPStatus

from django.contrib import admin, messages
from django.contrib.auth import login
from django.http import HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from unfold.forms import AuthenticationForm

from staff.accounts import door, sessions
from staff.accounts.second_factor import codes, passkeys
from staff.accounts.second_factor.requirement import USED, is_missing
from staff.models import CodeApp, RecoveryCode, SignIn, User

_PENDING, _LIFETIME = "password_given", 600  # seconds


class SecondFactorNeeded(Exception):
    def __init__(self, account):
        self.account = account


class SignInForm(AuthenticationForm):
    """Name and password; raises SecondFactorNeeded where they are right and not all that is asked for."""

    def confirm_login_allowed(self, user):
        super().confirm_login_allowed(user)
        if user.has_second_factor():
            raise SecondFactorNeeded(user)


def next_address(request):
    """Return the page of the desk that somebody wanted to go to."""
    target = request.POST.get("next") or request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        return target
    return reverse("admin:index")


# ---- The first step


def by_page(request, sign_in):
    """Answer the form of the page that asks for the password; `sign_in` is Django's view."""
    try:
        attempt = door.knock(request, request.POST.get("username", ""))
        response = sign_in()
    except door.Refused as refusal:
        return refusal.page()
    except SecondFactorNeeded as need:
        return ask_second_step(request, need.account, next_address(request))
    if response.status_code == HTTPStatus.FOUND:
        return door.let_in(attempt, request, response)
    door.note_wrong(attempt)
    return response


def ask_second_step(request, account, address):
    """Send somebody on to the second step, and to that address afterwards."""
    _remember(request, account)
    return HttpResponseRedirect(f"{reverse('admin:second_step')}?{urlencode({'next': address})}")


def in_open_form(request):
    """Answer the sign-in of an open form: the same person again, step by step, without leaving the page."""
    if "code" in request.POST:
        return _second_step_in_open_form(request)
    try:
        attempt = door.knock(request, request.POST.get("username", ""))
        form = SignInForm(request, request.POST)
        if not form.is_valid():
            door.note_wrong(attempt)
            return _refusal(" ".join(form.non_field_errors()))
        account = form.get_user()
    except door.Refused as refusal:
        return refusal.data()
    except SecondFactorNeeded as need:
        if not _is_same_person(request, need.account):
            door.note_wrong(attempt)
            return _of_another()
        _remember(request, need.account)
        return JsonResponse({"needs_code": True, "has_passkey": need.account.passkeys.exists()})
    if not _is_same_person(request, account):
        door.note_wrong(attempt)
        return _of_another()
    login(request, account)
    return door.let_in(attempt, request, _has_to_set_up() if is_missing(request) else _token(request))


def _remember(request, account):
    sessions.expire_soon(request)
    door.note_half(door.Try.of(request, account.get_username()), account)
    request.session[_PENDING] = {
        "account": account.pk, "hash": account.get_session_auth_hash(), "at": time.time(),
    }  # fmt: skip


def whose_password_was_given(request):
    """Return the account whose second step is awaited; None where there is none, or no longer."""
    pending = request.session.get(_PENDING)
    if not pending or time.time() - pending["at"] > _LIFETIME:
        return None
    account = User.objects.filter(pk=pending["account"], is_active=True, is_staff=True).first()
    is_current = account and constant_time_compare(pending["hash"], account.get_session_auth_hash())
    return account if is_current else None


# ---- The second step


def second_step(request):
    """Ask for a code or a passkey, and take a code."""
    account = whose_password_was_given(request)
    if not account:
        return HttpResponseRedirect(f"{reverse('admin:login')}?{urlencode({'next': next_address(request)})}")
    error = ""
    if request.method == "POST":
        try:
            attempt = door.knock_again(request, account)
        except door.Refused as refusal:
            return refusal.page()
        if factor := _factor_of(account, request.POST.get("code", "")):
            return door.let_in(attempt, request, _enter(request, account, factor, next_address(request)))
        door.note_wrong(attempt, SignIn.Outcome.WRONG_CODE)
        error = wrong_code()
    context = {
        **admin.site.each_context(request),
        "title": _("Second step"), "error": error, "next": next_address(request),
        "has_app": CodeApp.objects.filter(account=account).exists(),
        "has_passkey": account.passkeys.exists(),
    }  # fmt: skip
    status = HTTPStatus.BAD_REQUEST if error else HTTPStatus.OK
    return TemplateResponse(request, "desk/accounts/second_step.html", context, status=status)


def wrong_code():
    return _(
        "This code is wrong, over, or was used. Take the next one; if it is refused as well, let the phone set its clock by"
        " itself."
    )


def _second_step_in_open_form(request):
    account = whose_password_was_given(request)
    if not account or not _is_same_person(request, account):
        return _refusal(_("That took too long. Type the password again."), starts_anew=True)
    try:
        attempt = door.knock_again(request, account)
    except door.Refused as refusal:
        return refusal.data()
    factor = _factor_of(account, request.POST["code"])
    if not factor:
        door.note_wrong(attempt, SignIn.Outcome.WRONG_CODE)
        return _refusal(wrong_code())
    _enter(request, account, factor, "")
    return door.let_in(attempt, request, _token(request))


def _factor_of(account, text):
    """Return what a code was taken as, none where it is not right: the app's CodeApp, or the RecoveryCode."""
    code = codes.cleaned(text)
    if not codes.is_of_app(code):
        return account.recovery_codes.use(codes.digest_of(code))
    app = CodeApp.objects.filter(account=account).first()
    secret = app and codes.unseal(app.secret)
    step = secret and codes.matching_step(secret, code)
    return app if step and app.use(step) else None


# ---- A passkey: as the second step, or instead of both


def passkey_question(request):
    """Return what the browser's passkey has to sign. The account is not told to strangers: any passkey may answer."""
    try:
        door.knock_as_nobody(request)
    except door.Refused as refusal:
        return refusal.data()
    sessions.expire_soon(request)
    return JsonResponse(passkeys.question(request, whose_password_was_given(request)))


def by_passkey(request):
    """Take the answer of a passkey. An open form says whose it is (`user`)."""
    try:
        passkey = passkeys.verify(request)
    except passkeys.Refused as refusal:
        return _refusal(str(refusal))
    account = passkey.account
    attempt = door.Try.of(request, account.get_username())
    if not (account.is_active and account.is_staff):
        door.note_wrong(attempt)
        return _refusal(_("This account is closed. Ask whoever keeps accounts."))
    if "user" in request.POST and not _is_same_person(request, account):
        return _of_another()
    _enter(request, account, passkey, "")
    answer = JsonResponse({"url": next_address(request), "token": get_token(request)})
    return door.let_in(attempt, request, answer)


# ---- Somebody is in


def _enter(request, account, factor, address):
    login(request, account)
    request.session.pop(_PENDING, None)
    request.session[USED] = True
    if isinstance(factor, RecoveryCode):
        address = reverse("admin:own_second_factor")  # the lost one has to go, and a new one to come
        messages.warning(request, _after_recovery(account, factor))
    return HttpResponseRedirect(address)


def _after_recovery(account, code):
    if code.expires_at:
        return _("%(who)s let you in once. Remove what you lost, and set up a second factor anew.") % {
            "who": code.made_by or _("Somebody at the server")
        }
    count = account.recovery_codes.usable().own().count()
    return ngettext(
        "You used a recovery code; %(n)d is left. Remove what you lost.",
        "You used a recovery code; %(n)d are left. Remove what you lost.",
        count,
    ) % {"n": count}


def _is_same_person(request, account):
    return str(account.pk) == request.POST.get("user")


def _refusal(message, **more):
    return JsonResponse({"message": message, **more}, status=HTTPStatus.BAD_REQUEST)


def _of_another():
    return _refusal(_("This text belongs to another account. Sign in with that one."))


def _has_to_set_up():
    message = _(
        "You are signed in, but your role needs a second step. Set it up in a page of its own, then sign in here."
    )
    return _refusal(message, url=reverse("admin:own_second_factor"), link=_("Set it up now"))


def _token(request):
    return JsonResponse({"token": get_token(request)})
