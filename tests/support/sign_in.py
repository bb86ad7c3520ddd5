"""Signing in as a browser does it, from some address."""

from django.test import Client
from django.urls import reverse

PASSWORD = "rahasia"


def sign_in(username, password=PASSWORD, *, address="203.0.113.5", client=None, inside=None, **headers):
    """Send the page's form, or with `inside` (an account's id) that of an open form; return the answer."""
    client = client or Client()
    url = reverse("admin:sign_in_again" if inside else "admin:login")
    data = {"username": username, "password": password} | ({"user": inside} if inside else {})
    return client.post(url, data, REMOTE_ADDR=address, **headers)


def guess(username, times=1, **kwargs):
    """Send wrong passwords; return the statuses of the answers."""
    return [sign_in(username, f"salah-{number}", **kwargs).status_code for number in range(times)]
