"""The door of the desk: every sign-in goes through it, that of the page and that of an open form.

A try is counted before a password is hashed, in the database, so that all processes count together:

- of one account from one address, tries are bounded, and so are those of each browser that it has signed in with;
- of one address, generously: a newsroom may sit behind one;
- of one account from anywhere, tries have to wait, longer each time;
- of all strangers together, one in two seconds goes on: what a hash costs would else slow the readers' pages.

A stranger could hold all of them against an owner, in part from the same network: a browser that has signed in as this
account before has a limit of its own, until the password changes or devices are signed out, and an address from which
it has signed in does not wait for strangers.

What is refused is answered at once, in a few words, and is repeated without a question to the database for as long as it
said (`staff/accounts/refusals.py`). Each try is on record, and its owner sees it.
"""

import hashlib
import math
import secrets
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
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import zones
from articles.origin import UNKNOWN, address_of, browser_of
from articles.text.lines import clean_line
from staff.accounts import sessions
from staff.models import SignIn, SignInLimit, User
from staff.models.signing_in import this_hour
from staff.notifying.notifications import notify

SPAN = timedelta(minutes=10)
OF_ACCOUNT_AND_ADDRESS, OF_ADDRESS = 8, 120  # tries within the span
FREE, LONGEST_PAUSE = 12, 30  # tries from anywhere before each waits; the longest wait in seconds
FREE_CODES, LONGEST_PAUSE_OF_CODES = 5, 300  # a code is short: whoever has the password could try them all
FREE_STRANGERS, PAUSE_OF_STRANGERS = 4, 2
COOKIE, SALT, DEVICE_LIFETIME = "perangkat", "staff.accounts.door", timedelta(days=400)
LONGEST_NAME = 150
MOST_ACCOUNTS = 6  # that a browser is known for


@dataclass(frozen=True)
class Limit:
    """So many tries under one key within the span; beyond them none goes on until its end, or, with `longest_pause`
    in seconds, each has to wait, longer each time."""

    key: str
    tries: int
    longest_pause: int = 0


OF_STRANGERS = Limit("strangers", FREE_STRANGERS, PAUSE_OF_STRANGERS)


@dataclass(frozen=True)
class Try:
    """A try to sign in: name, address and browser."""

    name: str
    address: str
    browser: str
    device: str = ""  # the name that this browser got when somebody first signed in with it
    is_of_known_device: bool = False  # whether it has signed in with this account, and is still to be known

    @classmethod
    def of(cls, request, name):
        name = _spelling(name)
        device, seals = _device(request)
        is_known = _digest(name) in seals and _is_sealed(name, seals[_digest(name)])
        return cls(name, address_of(request), browser_of(request), device, is_known)

    @property
    def known_address(self):
        """The address under which an account may be known; None where it says nothing, as behind a Unix socket."""
        return None if self.address == UNKNOWN else self.address

    @property
    def alike(self):
        """What refused tries have in common that are one row of the record."""
        return self.name, self.address, self.browser, this_hour()

    @property
    def of_account(self):
        return Limit(f"n:{_digest(self.name)}", FREE, LONGEST_PAUSE)

    @property
    def of_both(self):
        return Limit(f"p:{_digest(self.name)}:{self.address}", OF_ACCOUNT_AND_ADDRESS)

    @property
    def of_address(self):
        return Limit(f"a:{self.address}", OF_ADDRESS)

    @property
    def of_device(self):
        """The limit of this browser, which the account has signed in with."""
        return Limit(f"d:{_digest(self.name)}:{self.device}", OF_ACCOUNT_AND_ADDRESS)

    @property
    def of_codes(self):
        """The limit of codes: of this browser where the account has signed in with it, else of all others."""
        if self.is_of_known_device:
            return Limit(f"e:{_digest(self.name)}:{self.device}", OF_ACCOUNT_AND_ADDRESS)
        return Limit(f"c:{_digest(self.name)}", FREE_CODES, LONGEST_PAUSE_OF_CODES)

    @property
    def limits(self):
        """The limits of a password, and those of them from which an address is exempt that the account knows."""
        if self.is_of_known_device:
            return [self.of_device], []
        return [self.of_address, self.of_both], [self.of_account, OF_STRANGERS]


class Refused(Exception):
    """A try that has to wait, for so many seconds, by the limit of this key."""

    def __init__(self, seconds, key=""):
        self.seconds, self.key = seconds, key

    def page(self):
        """Return the answer of a page. It is short, because it is what an attack costs."""
        text = render_to_string("desk/accounts/refused.html", {"message": message(self.seconds)})
        return self._with_time(HttpResponse(text, status=HTTPStatus.TOO_MANY_REQUESTS))

    def data(self):
        """Return the answer of a sign-in inside an open form."""
        content = {"message": message(self.seconds)}
        return self._with_time(JsonResponse(content, status=HTTPStatus.TOO_MANY_REQUESTS))

    def _with_time(self, response):
        response.headers["Retry-After"] = str(self.seconds)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
        response.refusal = self  # `staff.accounts.refusals` repeats it
        return response


def message(seconds):
    if seconds < 60:
        return _("Too many tries. Try again in %(seconds)d seconds.") % {"seconds": seconds}
    return _("Too many tries. Try again in %(minutes)d minutes.") % {"minutes": math.ceil(seconds / 60)}


def knock(request, name):
    """Count a try with a password; return it, or raise Refused."""
    attempt = Try.of(request, name)
    always, of_strangers = attempt.limits
    pauses = SignInLimit.objects.pauses(always + of_strangers, attempt)
    limits = always if pauses.is_known else always + of_strangers
    for wait in (pauses.seconds, _count):
        _pass(limits, wait, attempt)
    return attempt


def _pass(limits, wait, attempt):
    """Let a try pass these limits; `wait` says for each how many seconds it has to wait. Raises Refused."""
    for limit in limits:
        if seconds := wait(limit):
            SignIn.objects.note_refused({attempt.alike: (1, timezone.now())})
            raise Refused(seconds, limit.key)


def knock_again(request, account):
    """Count a try with a code, after the right password; return it, or raise Refused."""
    attempt = Try.of(request, account.get_username())
    _pass([attempt.of_codes], _count, attempt)
    return attempt


def knock_as_nobody(request):
    """Count a try of which nobody can say whose it is, such as with a passkey; raises Refused. A browser that somebody
    has signed in with counts for itself: whoever else is in its network does not keep it out."""
    attempt = Try.of(request, "")
    limit = Limit(f"b:{attempt.device}", OF_ADDRESS) if attempt.device else attempt.of_address
    if seconds := _count(limit):
        raise Refused(seconds)


def _count(limit):
    """Count a try; return the seconds to wait until one may go on, 0 where this one does."""
    return SignInLimit.objects.count(limit, SPAN)


def forget(attempt):
    """Forget the wrong tries before one that was right."""
    SignInLimit.objects.forget(attempt.of_both, attempt.of_account, attempt.of_device, attempt.of_codes)


def note_wrong(attempt, outcome=SignIn.Outcome.WRONG):
    """Note a try that let nobody in. A name that nobody has is not kept: it may be a password in the wrong field."""
    account = User.objects.by_name(attempt.name)
    SignIn.objects.note(outcome, attempt if account else replace(attempt, name=""), account=account)


def note_half(attempt, account):
    """Note a right password, to be taken back when the second step is done."""
    SignIn.objects.note(SignIn.Outcome.HALF, attempt, account=account)


# ---- Somebody has come in


def let_in(attempt, request, response):
    """Note a successful try, forget the wrong ones, and tell the account's owner of the last one, of those that failed
    since, and of a browser that is new. Return the response, with which the browser becomes known."""
    user = request.user
    sessions.begin(request)
    forget(attempt)
    last = SignIn.objects.of(user).successful().first()
    if last:
        messages.info(request, _last_time(user, last))
    if last and not attempt.is_of_known_device:
        where = f"{attempt.browser}, {attempt.address}"
        notify("new_device", [user], by=None, words=where, path=reverse("admin:own_account"))
    SignIn.objects.take_back_half(attempt, account=user)
    SignIn.objects.note(SignIn.Outcome.IN, attempt, account=user)
    return remember(request, response)


def remember(request, response):
    """Let this browser be known to the account that is signed in with it, from now on and as the account is now."""
    device, seals = _device(request)
    name = _digest(_spelling(request.user.get_username()))
    seals = {name: request.user.device_seal()} | {key: seal for key, seal in seals.items() if key != name}
    pairs = [f"{key}:{seal}" for key, seal in [*seals.items()][:MOST_ACCOUNTS]]
    response.set_signed_cookie(
        COOKIE, " ".join([device or secrets.token_hex(8), *pairs]), salt=SALT, max_age=DEVICE_LIFETIME,
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


def _device(request):
    """Return (the browser's name, {digest of a name that it has signed in with: the account's seal then})."""
    try:
        cookie = request.get_signed_cookie(COOKIE, "", salt=SALT, max_age=DEVICE_LIFETIME)
    except signing.BadSignature:
        cookie = ""
    device, *pairs = cookie.split() or [""]
    return device, dict(pair.split(":", 1) for pair in pairs if ":" in pair)


def _is_sealed(name, seal):
    account = User.objects.by_name(name)
    return bool(account) and constant_time_compare(seal, account.device_seal())


def _spelling(name):
    """Return a name as Django's own field reads it, or another spelling would be another name here and the same account
    there."""
    # Cut first: one sign may become eighteen, and nothing is counted yet.
    name = unicodedata.normalize("NFKC", name[:LONGEST_NAME])[:LONGEST_NAME]
    return clean_line(name).casefold()[:LONGEST_NAME]


def _digest(name):
    return hashlib.sha256(name.encode()).hexdigest()[:16]
