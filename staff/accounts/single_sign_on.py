"""Signing in with the house's own provider (OpenID Connect), where OIDC_ISSUER names one.

The provider says whose mail address it is; that has to be the address of exactly one account here, and no account is
made. It takes the place of the password: a second factor of the account is asked for all the same, unless the
provider says that it asked for one itself.
"""

import logging

from authlib.integrations.base_client import OAuthError
from authlib.integrations.django_client import OAuth
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from joserfc.errors import JoseError
from requests import RequestException

from staff.accounts import door, sessions
from staff.accounts.second_factor import signing_in
from staff.accounts.second_factor.requirement import USED
from staff.models import User

logger = logging.getLogger(__name__)
_NEXT, _PATIENCE = "oidc_next", 10  # seconds
# The methods that say in an `amr` claim that more than a password was asked for (RFC 8176).
_SECOND_FACTORS = {"mfa", "otp", "hwk", "swk", "fpt", "face", "pop"}
_FAULTS = (OAuthError, JoseError, RequestException, ValueError, KeyError)


def _provider():
    return OAuth().register(
        "house",
        client_id=settings.OIDC_CLIENT_ID,
        client_secret=settings.OIDC_CLIENT_SECRET,
        server_metadata_url=f"{settings.OIDC_ISSUER.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid email profile", "code_challenge_method": "S256", "default_timeout": _PATIENCE,
        },
    )  # fmt: skip


def begin(request):
    """Send somebody to the provider."""
    try:
        door.knock_as_nobody(request)
    except door.Refused as refusal:
        return refusal.page()
    sessions.expire_soon(request)
    request.session[_NEXT] = signing_in.next_address(request)
    try:
        return _provider().authorize_redirect(request, settings.SITE_URL + reverse("admin:oidc_end"))
    except _FAULTS as error:
        return _back(request, error)


def end(request):
    """Take what the provider says of whoever comes back from it."""
    try:
        claims = _provider().authorize_access_token(request)["userinfo"]
    except _FAULTS as error:
        return _back(request, error)
    account = _account(claims)
    if not account:
        return _back(request, f"no account for {claims.get('sub')}")
    address = request.session.pop(_NEXT, reverse("admin:index"))
    is_strong = bool(_SECOND_FACTORS.intersection(claims.get("amr") or ()))
    if account.has_second_factor() and not is_strong:
        return signing_in.ask_second_step(request, account, address)
    login(request, account)
    if is_strong:
        request.session[USED] = True
    attempt = door.Try.of(request, account.get_username())
    return door.let_in(attempt, request, HttpResponseRedirect(address))


def _account(claims):
    """Return the one open account with the provider's address; None where there is none, or the provider did not
    check the address."""
    email = claims.get("email")
    if not email or claims.get("email_verified") is not True:
        return None
    accounts = User.objects.filter(email__iexact=email, is_active=True, is_staff=True)[:2]
    return accounts[0] if len(accounts) == 1 else None


def _back(request, reason):
    logger.warning("Sign-in by the house's provider failed: %r", str(reason))
    messages.error(request, _("The house's sign-in did not let you in. Try again, or take your password."))
    return HttpResponseRedirect(f"{reverse('admin:login')}?{urlencode({'next': reverse('admin:index')})}")
