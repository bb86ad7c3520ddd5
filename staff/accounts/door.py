"""The door of the desk: every sign-in goes through it, that of the page and that of an open form.

A try is counted before a password is hashed, in the database, so that all processes count together:

- of one account from one address, tries are bounded, and so are those of all browsers that it has signed in with;
- of one address, generously: a newsroom may sit behind one;
- of one account from anywhere, tries have to wait, longer each time;
- of all strangers together, one a second goes on: what a hash costs would else slow the readers' pages.

A stranger could hold all of them against an owner, in part from the same network: a browser that has signed in as this
account before has a bound of its own, and an address from which it has signed in does not wait for strangers.

What is refused is answered at once, in a few words. Each try is on record, and its owner sees it.
"""

import hashlib
import math
import unicodedata
from dataclasses import dataclass, replace
from datetime import timedelta
from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.db.models import Sum
from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import zones
from articles.text.lines import clean_line
from staff.accounts.origin import UNKNOWN, address_of, browser_of
from staff.models import SignIn, SignInLimit, User
from staff.notifying.notifications import notify

SPAN = timedelta(minutes=10)
OF_ACCOUNT_AND_ADDRESS, OF_ADDRESS = 8, 120  # tries within the span
FREE, LONGEST_PAUSE = 12, 30  # tries from anywhere before each waits; the longest wait in seconds
STRANGERS, FREE_STRANGERS, PAUSE_OF_STRANGERS = "strangers", 60, 1
COOKIE, SALT, DEVICE_LIFETIME = "perangkat", "staff.accounts.door", timedelta(days=400)
MOST_ACCOUNTS = 6  # that a browser is known for


@dataclass(frozen=True)
class Try:
    """A try to sign in: name, address and browser."""

    name: str
    address: str
    browser: str
    devices: tuple[str, ...]  # digests of the names that this browser has signed in with

    @classmethod
    def of(cls, request):
        # As Django's own field reads it, or another spelling would be another name here and the same account there.
        name = clean_line(unicodedata.normalize("NFKC", request.POST.get("username", ""))).casefold()[:150]
        return cls(name, address_of(request), browser_of(request), _devices(request))

    @property
    def is_of_known_device(self):
        return _digest(self.name) in self.devices

    @property
    def key_of_address(self):
        return f"a:{self.address}"

    @property
    def key_of_account(self):
        return f"n:{_digest(self.name)}"

    @property
    def key_of_both(self):
        return f"p:{_digest(self.name)}:{self.address}"

    @property
    def key_of_devices(self):
        """The key of all browsers that this account has signed in with."""
        return f"d:{_digest(self.name)}"


def through(request, sign_in, *, succeeds_with, refuse):
    """Let a request try to sign in: return the answer of `sign_in`, whose status is `succeeds_with` where somebody came
    in, or that of `refuse`, which takes the seconds to wait."""
    attempt = Try.of(request)
    if seconds := _wait(attempt):
        account = _account(attempt)
        _note(SignIn.Outcome.REFUSED, attempt if account else replace(attempt, name=""), account)
        return refuse(seconds)
    response = sign_in()
    if response.status_code == succeeds_with:
        return _entered(attempt, request, response)
    _note(SignIn.Outcome.WRONG, attempt, _account(attempt))
    return response


def _wait(attempt):
    """Count a try; return the seconds until the next one may be made, 0 where this one may go on."""
    if attempt.is_of_known_device:
        return _excess(attempt.key_of_devices, OF_ACCOUNT_AND_ADDRESS)
    if seconds := _excess(attempt.key_of_address, OF_ADDRESS):
        return seconds
    if seconds := _excess(attempt.key_of_both, OF_ACCOUNT_AND_ADDRESS):
        return seconds
    if _is_of_known_address(attempt):
        return 0
    for key, free, longest in (
        (attempt.key_of_account, FREE, LONGEST_PAUSE),
        (STRANGERS, FREE_STRANGERS, PAUSE_OF_STRANGERS),
    ):
        if not SignInLimit.objects.count_with_pauses(key, SPAN, free=free, longest=longest):
            return _seconds_to(SignInLimit.objects.free_at(key))
    return 0


def _excess(key, most):
    """Count a try under a key; return the seconds to wait where there were more than `most`, else 0."""
    tries, until = SignInLimit.objects.count(key, SPAN)
    return _seconds_to(until) if tries > most else 0


def _seconds_to(moment):
    return max(1, math.ceil((moment - timezone.now()).total_seconds()))


def _is_of_known_address(attempt):
    if attempt.address == UNKNOWN:
        return False
    signed_in = SignIn.objects.successful().filter(name=attempt.name, address=attempt.address)
    return signed_in.filter(at__gt=timezone.now() - SignIn.LIFETIME).exists()


def _account(attempt):
    """Return the account of this name; of several that differ in case, the one that is written in small letters."""
    return (
        User.objects.filter(username__iexact=attempt.name).order_by("-username").first()
        if attempt.name
        else None
    )


def _note(outcome, attempt, account):
    SignIn.objects.note(
        outcome, name=attempt.name, account=account, address=attempt.address, browser=attempt.browser
    )


# ---- Somebody has come in


def _entered(attempt, request, response):
    """Note a successful try, forget the wrong ones, and tell the account's owner of the last one, of those that failed
    since, and of a browser that is new."""
    user = request.user
    SignInLimit.objects.forget(attempt.key_of_both, attempt.key_of_account, attempt.key_of_devices)
    last = SignIn.objects.of(user).successful().first()
    if last:
        messages.info(request, _last_time(user, last))
    if last and not attempt.is_of_known_device:
        where = f"{attempt.browser}, {attempt.address}"
        notify("new_device", [user], by=None, words=where, path=reverse("admin:own_account"))
    _note(SignIn.Outcome.IN, attempt, user)
    devices = dict.fromkeys([_digest(attempt.name), *attempt.devices])
    response.set_signed_cookie(
        COOKIE, " ".join([*devices][:MOST_ACCOUNTS]), salt=SALT, max_age=DEVICE_LIFETIME,
        path=f"/{settings.DESK_PATH}", secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax",
    )  # fmt: skip
    return response


def _last_time(user, last):
    failed = SignIn.objects.of(user).failed().filter(at__gt=last.at).aggregate(n=Sum("tries"))["n"]
    message = _("Last signed in %(time)s with %(browser)s from %(address)s.") % {
        "time": zones.words(last.at, user.zone), "browser": last.browser, "address": last.address,
    }  # fmt: skip
    if failed:
        more = ngettext("%(n)d try failed since then.", "%(n)d tries failed since then.", failed) % {
            "n": failed
        }
        message = f"{message} {more}"
    return message


def _devices(request):
    try:
        return tuple(request.get_signed_cookie(COOKIE, "", salt=SALT, max_age=DEVICE_LIFETIME).split())
    except signing.BadSignature:
        return ()


def _digest(name):
    return hashlib.sha256(name.encode()).hexdigest()[:16]


# ---- Refusals: short, because they are what an attack costs


def message(seconds):
    if seconds < 60:
        return _("Too many tries. Try again in %(seconds)d seconds.") % {"seconds": seconds}
    return _("Too many tries. Try again in %(minutes)d minutes.") % {"minutes": math.ceil(seconds / 60)}


def page(seconds):
    """Return the refusal of the page that asks for the password."""
    text = render_to_string("desk/accounts/refused.html", {"message": message(seconds)})
    return _with_time(HttpResponse(text, status=HTTPStatus.TOO_MANY_REQUESTS), seconds)


def data(seconds):
    """Return the refusal of an open form's sign-in."""
    answer = JsonResponse({"message": message(seconds)}, status=HTTPStatus.TOO_MANY_REQUESTS)
    return _with_time(answer, seconds)


def _with_time(response, seconds):
    response.headers["Retry-After"] = str(seconds)
    return response
