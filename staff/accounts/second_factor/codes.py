"""Codes of an app (TOTP, RFC 6238) and recovery codes: how they are made, written and read."""

import base64
import hashlib
import hmac
import secrets
import time
import unicodedata
from urllib.parse import quote, urlencode

import segno
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.hotp import HOTP

from staff import sealing

STEP = 30  # seconds that a code is shown
TOLERANCE = 1  # steps that the phone's clock may be off, either way
_DIGITS, _SECRET_BYTES = 6, 20
RECOVERY_CODES = 10
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is read as something else
_LENGTH, _GROUP = 16, 4
_PURPOSE = "staff.accounts.second_factor"


def new_secret():
    """Return a secret as apps take it, 32 letters and digits."""
    return base64.b32encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def seal(secret):
    return sealing.seal(secret, _PURPOSE)


def unseal(text):
    """Return a sealed secret; None where SECRET_KEY has become another."""
    return sealing.unseal(text, _PURPOSE)


def address(secret, account, issuer):
    """Return the otpauth: address that an app reads from a QR code."""
    values = {"secret": secret, "issuer": issuer, "period": STEP, "digits": _DIGITS}
    return f"otpauth://totp/{quote(issuer)}:{quote(account)}?{urlencode(values, quote_via=quote)}"


def picture(text):
    """Return a QR code as an address for an `img`."""
    return segno.make(text, error="m").svg_data_uri(scale=5, border=4, dark="#000", light="#fff")


def code_at(secret, step):
    return HOTP(base64.b32decode(secret), _DIGITS, SHA1()).generate(step).decode()  # noqa: S303 -- as all apps do


def matching_step(secret, code):
    """Return the half minute whose code this is, among the present one and its neighbours; else None."""
    now = int(time.time()) // STEP
    steps = range(now - TOLERANCE, now + TOLERANCE + 1)
    return next((step for step in steps if hmac.compare_digest(code_at(secret, step), code)), None)


def new_recovery_code():
    """Return a code in groups of four."""
    code = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
    return "-".join(code[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))


def digest_of(code):
    """Return what is kept of a recovery code. It is too long to be guessed, so a plain hash will do."""
    return hashlib.sha256(code.replace("-", "").encode()).hexdigest()


def cleaned(text):
    """Return a code as it is compared: people put spaces into it, and phones capitals and other digits."""
    text = unicodedata.normalize("NFKC", text[:100]).casefold()
    return "".join(str(unicodedata.digit(c, c)) for c in text if c.isalnum())


def is_of_app(code):
    return len(code) == _DIGITS and code.isdecimal() and code.isascii()
