"""Spam held off without cookies and without anybody else: a field that people do not see, a form that takes a moment to
fill in, and a number of letters that one address may send."""

import secrets
import time

from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles.address_counts import AddressCounts

SALT = "staff.register"
LEAST_SECONDS = 3  # between the page and the letter
MOST_SECONDS = 24 * 60 * 60
SPAN, MOST_LETTERS = 600, 5  # letters of one address within the span; a mobile network has many people
letters = AddressCounts(SPAN)


def new_token():
    return secrets.token_urlsafe(18)


def new_seal():
    """Return a sealed token with the time: a form sent twice makes one letter."""
    return signing.dumps([new_token(), int(time.time())], salt=SALT, compress=False)


def token_of(seal):
    """Return the token of a form's seal. Raises ValidationError where the form is too old, too new, or none of ours."""
    try:
        token, began_at = signing.loads(seal, salt=SALT)
        age = time.time() - began_at
    except (signing.BadSignature, TypeError, ValueError):
        age = MOST_SECONDS + 1
    if age > MOST_SECONDS:
        raise ValidationError(
            _(
                "This page was open for more than a day. Nothing is lost: look at it once more and send it again."
            ),
            code="old",
        )
    if age < LEAST_SECONDS:
        raise ValidationError(
            _("That was very fast. Wait some seconds and send it again; nothing is lost."), code="fast"
        )
    return token


def check_number(address):
    """Count a letter of this network address. Raises ValidationError where there are too many."""
    if address and letters.add(address) > MOST_LETTERS:
        raise ValidationError(
            _(
                "Many letters came from your network just now. Nothing is lost: wait %(minutes)d minutes and send it again, or"
                " write to the newsroom by e-mail."
            ),
            params={"minutes": -(-letters.remaining() // 60)},
            code="many",
        )
