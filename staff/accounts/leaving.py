"""Leaving the newsroom, and coming back: one act each, with one record."""

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from articles.models.fields import CleanTextField
from staff.accounts import invitations, role_proposals
from staff.models import Assignment, Change, Claim, Scratch, User
from staff.planning import assignments
from staff.writing import saving


class LeavingForm(forms.Form):
    reason = CleanTextField(
        label=_("Reason"),
        max_length=500,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}),
        help_text=_("It stays in the record of changes."),
    )
    successor = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Who takes over the open assignments"),
        required=False,
        empty_label=_("nobody: they are free to take"),
        widget=UnfoldAdminSelectWidget,
    )

    def __init__(self, account, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = assignments.reporters().exclude(pk=account.pk)


def what_is_open(account):
    """Return what a person who leaves has in hand, as numbers."""
    mine = Assignment.objects.running().filter(assignee=account)
    return {
        "assignments": mine.filter(article=None).count(),
        "stories": mine.exclude(article=None).count(),
        "forms": Scratch.objects.filter(user=account).count(),
    }


@transaction.atomic
def leave(account, *, by, reason, successor=None, source):
    """Close an account: its sessions, links, open forms and claims end, its assignments are somebody else's or
    free. Its byline and stories stay."""
    account = User.objects.select_for_update().get(pk=account.pk)
    if not account.is_active:
        return
    account.leave()
    role_proposals.take_back_all(account, by=by, source=source)
    saving.close_forms_of(account)
    Claim.objects.filter(user=account).delete()
    assignments.hand_over(account, to=successor, by=by)
    # Named, because an account that is looked at later may have another name.
    facts = {"successor": str(successor)} if successor else {}
    Change.objects.note(account, by=by, source=source, departure=reason, **facts)


@transaction.atomic
def come_back(account, *, by, source):
    """Open an account again and invite it anew; return what `invitations.invite` returns. It has the roles that it had,
    but those that decide wait for a second person."""
    account = User.objects.select_for_update().get(pk=account.pk)
    if account.is_active:
        return None
    account.come_back()
    role_proposals.propose_anew(account, by=by, source=source)
    Change.objects.note(account, by=by, source=source, comeback=True)
    return invitations.invite(account, by=by)


def departure_of(account):
    """Return the record of how a closed account was left; None where nothing tells."""
    notes = Change.objects.of_row(account).filter(kind=Change.Kind.NOTE, after__has_key="departure")
    return notes.select_related("actor").first()
