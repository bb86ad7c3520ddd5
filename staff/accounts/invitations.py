"""Invitations and other links that let an account in once: who gets one, its mail, and the page that it leads to.

Nobody types a password for somebody else. A link goes by mail where the account has an address; where it has none,
or no mail leaves this server, it is shown once to whoever made it, to hand it over.
"""

import logging
from http import HTTPStatus
from urllib.parse import quote

from django.contrib import admin, messages
from django.contrib.auth import login
from django.contrib.auth.forms import SetPasswordForm
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_tasks import task
from unfold.widgets import UnfoldAdminPasswordWidget

from articles import zones
from articles.addresses import absolute
from articles.models import Publication
from articles.origin import address_of, browser_of
from staff import reach
from staff.accounts import door
from staff.accounts.second_factor import help as one_time_help
from staff.accounts.second_factor import signing_in
from staff.models import AccountLink, Change, RecoveryCode, SignIn, User
from staff.notifying import email
from staff.notifying.notifications import notify

log = logging.getLogger(__name__)
Purpose = AccountLink.Purpose


# ---- Making one


@transaction.atomic
def invite(account, *, by):
    """Send this account a link to set a password; return its address where no mail would bring it, else None."""
    if not (account.email and reach.sends_mail()):
        return link_for(account, by=by)
    link = _make(account, by=by)
    mail_link.enqueue(link.pk)
    return None


@transaction.atomic
def link_for(account, *, by):
    """Return the address of a link that lets this account in once, to set a password. It is told to `by` now and to
    nobody again; whether `by` may have it is the caller's matter.

    Its owner, the publisher and the managing editors hear of it: whoever has the address comes in.
    """
    link = _make(account, by=by)
    if link.purpose == Purpose.HELP:
        notify("link_made", [account], by=by, path=reverse("admin:own_account"))
    return _address(link.new_token())


def helper_refusal(account, by):
    """Return why this person makes no link for that account, None where nothing speaks against it: who made the way past
    its second step makes none past its password."""
    codes = RecoveryCode.objects.filter(
        account=account, made_by=by, made_at__gt=timezone.now() - one_time_help.APART
    )
    if codes.exists():
        return _(
            "You let this account in past its second step. Let somebody else make a link for its password."
        )
    return None


def _make(account, *, by):
    is_invited = account.state == User.State.INVITED
    link = AccountLink.objects.make(account, Purpose.INVITATION if is_invited else Purpose.HELP, by=by)
    source = reverse("admin:staff_user_change", args=[account.pk])
    Change.objects.note(account, by=by, source=source, link=str(link.get_purpose_display()))
    return link


def _address(token):
    return absolute(reverse("admin:account_link", args=[token]))


def whatsapp_of(account, address):
    """Return the address that opens WhatsApp with the link for this account, in a chat with it where the number is
    known."""
    _subject, text = _words(account.links.first(), address)
    return f"https://wa.me/{account.phone.removeprefix('+')}?text={quote(text, safe='')}"


def _words(link, address):
    """Return (subject, text) of what is written to a link's owner."""
    facts = {
        "name": link.account,
        "username": link.account.username,
        "publication": Publication.objects.current().name,
        "until": zones.words(link.expires_at, link.account.zone),
    }
    if link.purpose == Purpose.INVITATION:
        subject = _("Your account at the newsroom desk")
        words = _(
            "Hello %(name)s, this is your way into the newsroom desk of %(publication)s. Your account's name is"
            " %(username)s; you choose the password yourself:"
        )
    else:
        subject = _("A new password")
        words = _(
            "Hello %(name)s, with this link you set a new password for your account %(username)s at %(publication)s:"
        )
    end = _("It works once, until %(until)s. Give it to nobody.")
    if link.purpose == Purpose.RESET:
        end = f"{end} {_('If you did not ask for it, do nothing: your password stays as it is.')}"
    return f"[{facts['publication']}] {subject}", "\n\n".join([words % facts, address, end % facts])


# ---- Its mail


@task()
def mail_link(pk, failures=0):
    """Mails a link. The token is drawn here, so that the queue holds no key; a mail that failed goes again with
    another one."""
    link = AccountLink.objects.select_related("account").get(pk=pk)
    if not link.is_live or link.mailed_at:
        return
    subject, text = _words(link, _address(link.new_token()))
    try:
        email.message(link.account, subject, text).send()
    except Exception as error:
        _failed(link, error, failures)
    else:
        link.mailed_at, link.mail_error = timezone.now(), ""
        link.save(update_fields=["mailed_at", "mail_error"])


def _failed(link, error, failures):
    link.mail_error = email.error_words(error)
    link.save(update_fields=["mail_error"])
    log.warning("E-mail of link %d: %s", link.pk, link.mail_error)
    if not email.is_final(error) and failures < len(email.AGAIN):
        again = mail_link.using(run_after=timezone.now() + email.AGAIN[failures])
        again.enqueue(link.pk, failures + 1)


# ---- The page that it leads to


class NewPasswordForm(SetPasswordForm):
    """Two fields for one password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget = UnfoldAdminPasswordWidget(attrs={"autocomplete": "new-password"})

    def validate_password_for_user(self, user, *_fields):
        """Tell what is wrong with a password beside its field, not beside its repetition."""
        super().validate_password_for_user(user, "new_password1")


@require_http_methods(["GET", "HEAD", "POST"])
def page(request, token):
    """Let the account of a link set its password. Only a press does it: messengers open what is sent by them."""
    link = AccountLink.objects.with_token(token)
    if why := refusal(link, request.user):
        return _over(request, link, why)
    account = link.account
    form = NewPasswordForm(account, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return outside(
            request,
            "desk/accounts/link.html",
            {"title": _("Choose your password"), "form": form, "link": link},
        )
    try:
        attempt = door.knock(request, account.username)
    except door.Refused as wait:
        return wait.page()
    return _enter(request, attempt, link, form.cleaned_data["new_password1"])


def refusal(link, user):
    """Return why this link lets nobody in, and what to do; None where it does."""
    if not link:
        return _(
            "This address leads nowhere. It may have been cut off: copy the whole link from the message."
        )
    if user.is_authenticated and user != link.account:
        return _("This link is for %(name)s, and you are signed in with another account. Sign out first.") % {
            "name": link.account
        }
    if not link.account.may_sign_in:
        return _("This account is not open any more, so the link lets nobody in.")
    if link.used_at:
        used_at = zones.words(link.used_at, link.account.zone)
        return _(
            "This link was used already, %(time)s. If it was you, sign in with your password. If not, tell whoever keeps"
            " accounts at once."
        ) % {"time": used_at}
    if link.replaced_at:
        return _("There is a newer link for this account: use the one in the newest message.")
    if link.is_expired:
        over_at = zones.words(link.expires_at, link.account.zone)
        return _("This link is over since %(time)s. Ask for a new one.") % {"time": over_at}
    if link.is_of_former_account:
        return _(
            "Password or address of this account have changed since the link was made. Ask for a new one."
        )
    return None


def _over(request, link, why):
    account = link and link.account
    attempt = door.Try.of(request, account.username if account else "")
    SignIn.objects.note(SignIn.Outcome.LINK, attempt, account=account)
    status = HTTPStatus.GONE if link else HTTPStatus.NOT_FOUND
    context = {"title": _("This link does not work"), "sentence": why}
    return outside(request, "desk/accounts/sentence.html", context, status)


def _enter(request, attempt, link, password):
    with transaction.atomic():
        link = AccountLink.objects.select_for_update(of=["self"]).select_related("account").get(pk=link.pk)
        account = link.account
        if why := refusal(link, request.user):  # of two presses at once the second finds it used
            return _over(request, link, why)
        request.user = account  # whose act it is on record
        account.set_password(password)
        account.save(update_fields=["password"])  # which ends all sessions of before
        link.used_at = timezone.now()
        link.save(update_fields=["used_at"])
        if link.purpose != Purpose.INVITATION:
            tell_of_new_password(request, account)
    text = _("Your password is set. Your account's name is %(name)s.") % {"name": account.username}
    if account.has_second_factor():
        messages.success(request, text)
        return signing_in.ask_second_step(request, account, reverse("admin:index"))
    login(request, account)
    messages.success(request, text)
    return door.let_in(attempt, request, HttpResponseRedirect(reverse("admin:index")))


def tell_of_new_password(request, account):
    """Tell an account's owner that its password was changed, and from where."""
    where = f"{browser_of(request)}, {address_of(request)}"
    notify("password_changed", [account], by=None, words=where, path=reverse("admin:own_account"))


def tell_of_new_address(account, former, *, by):
    """Tell an account's owner, also where mail went before, that its address was changed: links go to the new one."""
    words = _("the e-mail address of your account was changed")
    notify("second_factor", [account], by=by, words=words, path=reverse("admin:own_account"))
    mail_former_address.enqueue(account.pk, former)


@task()
def mail_former_address(pk, former):
    """Mails to an address that was an account's until now."""
    account = User.objects.get(pk=pk)
    text = _(
        "The e-mail address of your account %(username)s at %(publication)s was changed. If you did not ask for it, tell a"
        " managing editor at once."
    ) % {"username": account.username, "publication": Publication.objects.current().name}
    message = email.message(account, _("Your account has another e-mail address"), text)
    message.to = [former]
    message.send()


def outside(request, template, context, status=HTTPStatus.OK):
    """Return a page of the desk for somebody who is not signed in."""
    return TemplateResponse(request, template, {**admin.site.each_context(request), **context}, status=status)
