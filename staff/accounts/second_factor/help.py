"""One-time help: a managing editor lets a colleague in whose phone is lost. The password is still asked for."""

from datetime import timedelta

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from articles import permissions
from staff.accounts.second_factor import codes
from staff.models import AccountLink, Change, RecoveryCode, User
from staff.notifying.notifications import notify
from staff.parsing import number

LIFETIME = timedelta(hours=1)
APART = timedelta(days=30)  # between what one person does past a password and past a second step


def code_for(account, *, by, source):
    """Return a code that lets an account in once, within the hour; a new one makes the older worthless.

    It is on record, and the account is told. `by` is None for whoever is at the server.
    """
    code = codes.new_recovery_code()
    account.recovery_codes.usable().exclude(expires_at=None).update(used_at=timezone.now())
    RecoveryCode.objects.create(
        account=account, digest=codes.digest_of(code), made_by=by, expires_at=timezone.now() + LIFETIME
    )
    Change.objects.note(account, by=by, source=source, added=_("a code that lets in once"))
    words = _("%(who)s made a code with which you can sign in once") % {
        "who": by or _("Somebody at the server")
    }
    notify("second_factor", [account], by=by, words=words, path=reverse("admin:own_account"))
    return code


def may_help(user):
    return user.has_perm(permissions.WITHDRAW_ARTICLE)


def refusal(account, by):
    """Return why this person does not let that account in, None where nothing speaks against it: who made the way past its
    password makes none past its second step."""
    if AccountLink.objects.filter(
        account=account, created_by=by, created_at__gt=timezone.now() - APART
    ).exists():
        return _(
            "You made a link for this account's password. Let another managing editor help with the second step."
        )
    return None


@never_cache
def page(request):
    """Let a managing editor choose a colleague, and show the code, once."""
    if not may_help(request.user):
        raise PermissionDenied
    colleagues = User.objects.filter(is_active=True, is_staff=True).exclude(pk=request.user.pk)
    colleague = colleagues.filter(pk=number(request.POST.get("account", "")) or 0).first()
    error = colleague and refusal(colleague, request.user)
    code = code_for(colleague, by=request.user, source=request.path) if colleague and not error else None
    context = {
        **admin.site.each_context(request),
        "title": _("Let a colleague in"),
        "colleagues": colleagues.order_by("first_name", "username"),
        "colleague": colleague,
        "code": code,
        "error": error,
        "minutes": LIFETIME.seconds // 60,
    }
    return TemplateResponse(request, "desk/accounts/let_in.html", context)
