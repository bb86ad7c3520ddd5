"""Passkeys (WebAuthn): what goes to the browser and what comes back, by the library fido2.

A challenge lies in the session and is taken once. The browser binds a key to the host of the page, and the host is
one of ALLOWED_HOSTS.
"""

import json
import struct
import time

from django.utils.translation import gettext as _
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from articles.models import Publication
from staff.models import Passkey

_CHALLENGE, _LIFETIME = "passkey", 300  # seconds
# A device that asks its owner (finger, face, PIN) is two factors at once.
_VERIFIED = UserVerificationRequirement.REQUIRED
_MOST = 20_000  # characters of an answer
# What the library raises at an answer that is none.
_MALFORMED = (
    ValueError, TypeError, LookupError, AttributeError, AssertionError, RecursionError, NotImplementedError, struct.error,
)  # fmt: skip


class Refused(Exception):
    """An answer that is not right; its message is for the person."""


def _server(request):
    host = request.get_host().rsplit(":", 1)[0]
    origin = f"{request.scheme}://{request.get_host()}"
    entity = PublicKeyCredentialRpEntity(id=host, name=str(Publication.objects.current()))
    return Fido2Server(
        entity, verify_origin=lambda other: other == origin
    )  # no neighbour under the same domain


def _credentials(passkeys):
    return [AttestedCredentialData(bytes(passkey.credential)) for passkey in passkeys]


def registration(request):
    """Return the options with which a browser makes a passkey for this account."""
    user = request.user
    entity = PublicKeyCredentialUserEntity(
        id=str(user.pk).encode(), name=user.get_username(), display_name=str(user)
    )
    options, state = _server(request).register_begin(
        entity,
        _credentials(user.passkeys.all()),
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=_VERIFIED,
    )
    return _begin(request, options, state | {"for": "registration"})


def register(request, name):
    """Keep the passkey that the browser has made; raises Refused."""
    answer, state = _answer(request, "registration")
    try:
        data = _server(request).register_complete(state, answer)
    except _MALFORMED as error:
        raise Refused(_("The device's answer is not right. Try again.")) from error
    credential = data.credential_data
    if Passkey.objects.filter(credential_id=credential.credential_id).exists():
        raise Refused(_("This passkey is here already."))
    return Passkey.objects.create(
        account=request.user,
        name=name or _("Passkey"),
        credential_id=credential.credential_id,
        credential=bytes(credential),
        sign_count=data.counter,
    )


def question(request, account=None):
    """Return the options with which a browser signs: with a passkey of this account, or whichever it has."""
    passkeys = _credentials(account.passkeys.all()) if account else None
    options, state = _server(request).authenticate_begin(passkeys, user_verification=_VERIFIED)
    return _begin(request, options, state | {"for": "sign-in"})


def verify(request):
    """Return the passkey with which the browser has signed; raises Refused."""
    answer, state = _answer(request, "sign-in")
    wrong = Refused(_("This passkey is not known here. Sign in with your password."))
    try:
        authentication = AuthenticationResponse.from_dict(answer)
        passkey = (
            Passkey.objects.select_related("account").filter(credential_id=authentication.raw_id).first()
        )
        if not passkey:
            raise wrong
        _server(request).authenticate_complete(state, _credentials([passkey]), authentication)
    except _MALFORMED as error:
        raise wrong from error
    if not passkey.use(authentication.response.authenticator_data.counter):
        raise Refused(_("This passkey has been copied, so it is not taken. Sign in otherwise and remove it."))
    return passkey


def _begin(request, options, state):
    request.session[_CHALLENGE] = {**state, "at": time.time()}
    return dict(options)


def _answer(request, purpose):
    """Return (the browser's answer, the state that it belongs to); raises Refused. A challenge is taken once, and for
    what it was made for."""
    state = request.session.pop(_CHALLENGE, None)
    if not state or state.pop("for") != purpose or time.time() - state.pop("at") > _LIFETIME:
        raise Refused(_("That took too long. Try again."))
    try:
        return json.loads(request.POST.get("credential", "")[:_MOST]), state
    except (ValueError, RecursionError) as error:
        raise Refused(_("The device's answer is not right. Try again.")) from error
