"""One's own second factor: setting it up and taking it away, at the desk under "My account".

Whoever needs one and has none gets here from every other page. What changes a factor asks for the password again,
unless it was typed some minutes ago.
"""

from datetime import datetime, timedelta
from functools import wraps

from django.contrib import admin, messages
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from articles.models import Publication
from articles.text.lines import clean_line
from staff.accounts import door, sessions
from staff.accounts.second_factor import codes, passkeys
from staff.accounts.second_factor.requirement import USED, is_missing, is_required
from staff.accounts.second_factor.signing_in import wrong_code
from staff.models import Change, CodeApp, RecoveryCode, User
from staff.notifying.notifications import notify
from staff.parsing import number

FEW_CODES = 3
FRESH = timedelta(minutes=15)  # since the sign-in
# In the session, until they are confirmed and read.
_SECRET, _NEW_CODES = "new_code_app", "new_recovery_codes"


@never_cache
def page(request, error=""):
    user = request.user
    recovery = user.recovery_codes.usable().own().count()
    context = {
        **admin.site.each_context(request),
        "title": _("Second step of signing in"), "error": error,
        "is_missing": is_missing(request), "asks_password": not _is_fresh(request),
        "passkeys": user.passkeys.all(), "app": CodeApp.objects.filter(account=user).first(),
        "recovery": recovery, "recovery_is_low": recovery < FEW_CODES,
        "new_codes": request.session.pop(_NEW_CODES, None),
    }  # fmt: skip
    return TemplateResponse(
        request, "desk/accounts/second_factor.html", context, status=400 if error else 200
    )


def _one_at_a_time(view):
    """Decorate a view that changes factors: two of one account at once would each count the other's."""

    @wraps(view)
    def inner(request):
        with transaction.atomic():
            User.objects.select_for_update().get(pk=request.user.pk)
            return view(request)

    return inner


@never_cache
@_one_at_a_time
def app(request):
    """Show the secret of a new app, and take the first code that proves that the app has it."""
    error = ""
    if request.method != "POST" or _SECRET not in request.session:
        request.session[_SECRET] = codes.new_secret()  # one that stood on the screen before is nobody's
    secret = request.session[_SECRET]
    if request.method == "POST":
        error = _password_error(request)
        code = codes.cleaned(request.POST.get("code", ""))
        step = None if error or not codes.is_of_app(code) else codes.matching_step(secret, code)
        if step:
            del request.session[_SECRET]
            _app, is_new = CodeApp.objects.update_or_create(
                account=request.user, defaults={"secret": codes.seal(secret), "last_step": step}
            )
            return _note_new(request, _("an app with codes"), is_new=is_new)
        error = error or wrong_code()
    address = codes.address(secret, request.user.get_username(), str(Publication.objects.current()))
    context = {
        **admin.site.each_context(request),
        "title": _("An app with codes"), "error": error, "asks_password": not _is_fresh(request),
        "picture": codes.picture(address), "address": address,
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
    }  # fmt: skip
    return TemplateResponse(request, "desk/accounts/code_app.html", context, status=400 if error else 200)


@require_POST
def passkey_options(request):
    if error := _password_error(request):
        return JsonResponse({"message": error}, status=400)
    return JsonResponse(passkeys.registration(request))


@require_POST
@_one_at_a_time
def passkey(request):
    if error := _password_error(request):
        return JsonResponse({"message": error}, status=400)
    try:
        new = passkeys.register(request, clean_line(request.POST.get("name", ""))[:60])
    except passkeys.Refused as refusal:
        return JsonResponse({"message": str(refusal)}, status=400)
    _note_new(request, _("the passkey “%(name)s”") % {"name": new.name})
    return JsonResponse({"url": reverse("admin:own_second_factor")})


@require_POST
@_one_at_a_time
def remove(request):
    """Take one factor away; the last one goes only where none is needed."""
    if error := _password_error(request):
        return page(request, error)
    row, words = _choice(request)
    if row and len(request.user.second_factors()) == 1 and is_required() and request.user.needs_second_factor:
        return page(request, _("Your role needs a second factor: set up another one first."))
    if row:
        row.delete()
        _forget_without_factor(request)
        _record(request, _("%(what)s was removed") % {"what": words}, removed=words)
        messages.success(request, _("Removed."))
    return HttpResponseRedirect(reverse("admin:own_second_factor"))


def _choice(request):
    """Return (the factor that is to go, what it is called); (None, "") where it is nobody's or another's."""
    if "app" in request.POST:
        return CodeApp.objects.filter(account=request.user).first(), _("an app with codes")
    choice = number(request.POST.get("passkey", ""))
    passkey = request.user.passkeys.filter(pk=choice or 0).first()
    return passkey, _("the passkey “%(name)s”") % {"name": passkey}


def _forget_without_factor(request):
    """Without a factor there is nothing to recover, and the session has none any more."""
    if not request.user.has_second_factor():
        request.user.recovery_codes.all().delete()
        request.session.pop(USED, None)


@require_POST
def recovery(request):
    if error := _password_error(request):
        return page(request, error)
    _make_recovery_codes(request)
    _record(request, _("new recovery codes were made"), added=_("recovery codes"))
    return HttpResponseRedirect(reverse("admin:own_second_factor"))


def _note_new(request, words, *, is_new=True):
    """Note a factor that is new, or replaces one. With the first one come recovery codes, and sessions that were begun
    without it end."""
    user = request.user
    request.session[USED] = True
    is_first = is_new and len(user.second_factors()) == 1
    if is_first:
        _make_recovery_codes(request)
        user.sign_out_everywhere()
        update_session_auth_hash(request, user)
        sessions.begin(request)
    kind = "first_factor" if is_first else "second_factor"
    _record(request, _("%(what)s was added") % {"what": words}, kind, added=words)
    messages.success(request, _("The second step is set up."))
    return HttpResponseRedirect(reverse("admin:own_second_factor"))


def _make_recovery_codes(request):
    """Replace the owner's codes; they can be read once, on the next page."""
    new = [codes.new_recovery_code() for _number in range(codes.RECOVERY_CODES)]
    request.user.recovery_codes.own().delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(account=request.user, digest=codes.digest_of(code)) for code in new
    )
    request.session[_NEW_CODES] = new


def _record(request, words, kind="second_factor", **facts):
    """Put it on record, and tell the owner by mail: it may have been somebody else."""
    Change.objects.note(request.user, by=request.user, source=request.path, **facts)
    notify(kind, [request.user], by=None, words=words, path=reverse("admin:own_second_factor"))


# ---- The password again


def _is_fresh(request):
    began = request.session.get(sessions.DEVICE, {}).get("began_at")
    return bool(began) and timezone.now() - datetime.fromisoformat(began) < FRESH


def _password_error(request):
    """Return why a change may not be made now; empty where it may."""
    if _is_fresh(request):
        return ""
    try:
        attempt = door.knock(request, request.user.get_username())
    except door.Refused as refusal:
        return door.message(refusal.seconds)
    if request.user.check_password(request.POST.get("password", "")):
        door.forget(attempt)
        return ""
    door.note_wrong(attempt)
    return _("That is not your password.")
