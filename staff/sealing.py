"""Secrets at rest: encrypted with a key made of SECRET_KEY, another one for each purpose."""

import base64
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


def seal(text, purpose):
    return _seals(purpose).encrypt(text.encode()).decode()


def unseal(sealed, purpose):
    """Return a sealed text; None where SECRET_KEY has become another."""
    try:
        return _seals(purpose).decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None


def _seals(purpose):
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hmac.digest(key.encode(), purpose.encode(), "sha256") for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
