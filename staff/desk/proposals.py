"""What every story prints, the publication's name and the pattern of datelines, changes by two persons.

One proposes new values in the publication's form, another accepts or refuses them there. Before the first
story is public there is nobody to protect, and values are saved as they are.
"""

from typing import NamedTuple

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import permissions
from articles.models import ArticleEvent, Publication, Region
from staff.models import Change, ChangeSignature, Notification, PublicationProposal, User
from staff.notifying.notifications import notify
from staff.workflow import Refused

PRINTED_COLUMNS = ("name", "dateline_site", "dateline_pattern", "former_datelines")
SENTENCE = "Warga mulai membersihkan rumah."
Outcome = PublicationProposal.Outcome
_FORM = reverse_lazy("admin:articles_publication_change", args=[1])


@transaction.atomic
def propose(publication, before, *, by, changes_published):
    """Take out of the publication, as the form filled it, what every story prints, and propose it; return the
    proposal, or None where there is nothing to propose. An open proposal gives way to the new one."""
    values = {name: getattr(publication, name) for name in PRINTED_COLUMNS}
    values = {name: value for name, value in values.items() if value != getattr(before, name)}
    if not values or not ArticleEvent.objects.newsroom_is_live():
        return None
    for name in values:
        setattr(publication, name, getattr(before, name))
    PublicationProposal.objects.open().update(
        decided_by=by, decided_at=timezone.now(), outcome=Outcome.REFUSED
    )
    Notification.objects.filter(kind="publication_proposed").settle()
    proposal = PublicationProposal.objects.create(
        values=values, changes_published=changes_published, proposed_by=by
    )
    words = "\n".join(f"{line.label}: {line.after}" for line in examples(proposal))
    notify("publication_proposed", second_persons(proposal), by=by, words=words, path=_FORM)
    return proposal


def second_persons(proposal):
    """Return who may accept a proposal: all who keep the publication but the one who made it."""
    keepers = User.objects.at_the_desk_with(permissions.CHANGE_PUBLICATION)
    return list(keepers.exclude(pk=proposal.proposed_by_id).order_by("first_name", "username"))


def waits_for(proposal):
    """Return the sentence that names whom a proposal waits for, and what to do where there is nobody."""
    if people := second_persons(proposal):
        return _("It waits for %(names)s: one of them opens Publication and accepts it.") % {
            "names": ", ".join(map(str, people))
        }
    return _(
        "Nobody else here may accept it: invite a second administrator or managing editor under Accounts, or take it back."
    )


@transaction.atomic
def decide(proposal, outcome, *, by):
    """Accept or refuse a proposal. Raises Refused."""
    proposal = PublicationProposal.objects.select_for_update().get(pk=proposal.pk)
    if proposal.decided_at:
        raise Refused(_("Somebody decided on this proposal already."))
    if outcome == Outcome.ACCEPTED and proposal.proposed_by_id == by.pk:
        raise Refused(_("You proposed this: somebody else has to accept it."))
    if outcome == Outcome.ACCEPTED:
        _put_into_force(proposal, by)
    proposal.outcome, proposal.decided_by, proposal.decided_at = outcome, by, timezone.now()
    proposal.save()
    Notification.objects.filter(kind="publication_proposed").settle()


def _put_into_force(proposal, by):
    before, publication = Publication.objects.current(), Publication.objects.current()
    for name, value in proposal.values.items():
        setattr(publication, name, value)
    place = Region.objects.example_place()
    is_changed = before.dateline(place) != publication.dateline(place)
    if is_changed and not proposal.changes_published:
        publication.keep_former_dateline(before)
    newest = Change.objects.of_row(publication).values_list("pk", flat=True).first() or 0
    publication.save()
    # Two persons stand behind it: the record needs no third.
    for change in Change.objects.of_row(publication).to_sign().filter(pk__gt=newest):
        ChangeSignature.objects.create(
            change=change, by=proposal.proposed_by if change.actor_id == by.pk else by
        )


class Example(NamedTuple):
    label: str
    before: str
    after: str


def examples(proposal):
    """Return what a proposal changes, and how a story begins before and after it."""
    before, after = Publication.objects.current(), Publication.objects.current()
    for name, value in proposal.values.items():
        setattr(after, name, value)
    lines = [
        Example(
            capfirst(Publication._meta.get_field(name).verbose_name),
            _spelling(before, name),
            _spelling(after, name),
        )
        for name in proposal.values
    ]
    place = Region.objects.example_place()
    begins = (f"{publication.dateline(place)}{SENTENCE}" for publication in (before, after))
    return [*lines, Example(_("A story begins"), *begins)]


def _spelling(publication, name):
    value = getattr(publication, name)
    if isinstance(value, list):
        return "; ".join(f"{form['until']} “{form['pattern']}”" for form in value)
    return f"“{value}”" if name == "dateline_pattern" else str(value)


def context(user):
    """Return the open proposal for the publication's form."""
    proposal = PublicationProposal.objects.open().select_related("proposed_by").first()
    if not proposal:
        return {}
    return {
        "proposal": proposal,
        "examples": examples(proposal),
        "may_accept": proposal.proposed_by_id != user.pk,
        "waits_for": waits_for(proposal),
    }


@require_POST
def view(request, pk):
    """Decide on a proposal (`do=terima`, `do=tolak`)."""
    proposal = PublicationProposal.objects.filter(pk=pk).first()
    outcome = Outcome.ACCEPTED if request.POST.get("do") == "terima" else Outcome.REFUSED
    try:
        if not proposal:
            raise Refused(_("There is no such proposal."))
        decide(proposal, outcome, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused.message))
    else:
        messages.success(
            request, _("Accepted: it holds from now on.") if outcome == Outcome.ACCEPTED else _("Refused.")
        )
    return HttpResponseRedirect(_FORM)
