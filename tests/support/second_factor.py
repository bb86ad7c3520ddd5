"""A second factor as tests use it: an app with codes, and codes of it."""

import time

from django.urls import reverse

from staff.accounts.second_factor import codes
from staff.models import CodeApp


def make_code_app(account):
    """Set up an app; return its secret."""
    secret = codes.new_secret()
    CodeApp.objects.create(account=account, secret=codes.seal(secret))
    return secret


def code_now(secret, minutes=0):
    """Return the code that a phone shows whose clock is so many minutes fast."""
    return codes.code_at(secret, int(time.time() + minutes * 60) // codes.STEP)


def send_code(client, code, *, inside=None, address="203.0.113.5", **data):
    """Send the second step of the page, or with `inside` (an account's id) that of an open form."""
    url = reverse("admin:sign_in_again" if inside else "admin:second_step")
    data |= {"code": code} | ({"user": inside} if inside else {})
    return client.post(url, data, REMOTE_ADDR=address)
