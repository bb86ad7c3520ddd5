"""A forgotten password: the page that asks for an address, and the mail with a link.

Known and unknown addresses get the same answer at the same cost: what differs is done by the worker.
"""

import hashlib
from dataclasses import replace
from datetime import timedelta

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from django_tasks import task
from unfold.widgets import UnfoldAdminEmailInputWidget

from staff import reach
from staff.accounts import door, invitations
from staff.models import AccountLink, SignIn, SignInLimit, User

SPAN = timedelta(hours=1)
OF_ADDRESS, OF_MAILBOX = 20, 3  # requests within the span, of one network and for one mailbox


class ForgottenForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        widget=UnfoldAdminEmailInputWidget(attrs={"autocomplete": "email", "autofocus": True}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def page(request):
    if not reach.sends_mail():
        sentence = _(
            "This server sends no e-mail yet, so no link can come that way. Whoever keeps accounts at your newsroom makes one"
            " for you; at the server itself: manage.py changepassword, then your account's name."
        )
        return invitations.outside(
            request, "desk/accounts/sentence.html", {"title": _("Forgotten password"), "sentence": sentence}
        )
    form = ForgottenForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {"title": _("Forgotten password"), "form": form}
        return invitations.outside(request, "desk/accounts/forgotten.html", context)
    attempt = door.Try.of(request, "")
    if seconds := SignInLimit.objects.count(door.Limit(f"f:{attempt.address}", OF_ADDRESS), SPAN):
        return door.Refused(seconds).page()
    _ask(attempt, form.cleaned_data["email"])
    sentence = _(
        "If an account has this address, a link to set a new password is on its way there. It works once, for one hour."
    )
    context = {"title": _("Look into your mail"), "sentence": sentence}
    return invitations.outside(request, "desk/accounts/sentence.html", context)


def _ask(attempt, mailbox):
    """Queue the links of this mailbox's accounts, of which there may be none; what is too much is dropped unsaid."""
    digest = hashlib.sha256(mailbox.casefold().encode()).hexdigest()[:16]
    is_too_much = SignInLimit.objects.count(door.Limit(f"m:{digest}", OF_MAILBOX), SPAN)
    accounts = list(User.objects.with_address(mailbox))
    for account in accounts or [None]:
        name = account.username if account else ""
        SignIn.objects.note(SignIn.Outcome.RESET, replace(attempt, name=name), account=account)
    if not is_too_much:
        mail_links.enqueue([account.pk for account in accounts])


@task()
def mail_links(ids):
    """Mails each of these accounts a link to set a new password."""
    for account in User.objects.filter(pk__in=ids):
        link = AccountLink.objects.make(account, AccountLink.Purpose.RESET, by=None)
        invitations.mail_link.enqueue(link.pk)
