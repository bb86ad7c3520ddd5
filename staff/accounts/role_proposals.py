"""Roles with which somebody decides: one who keeps accounts proposes them, a second person confirms them.

Every door that gives a role, the form of an account and its coming back, goes through `set_roles`. Until
a role that decides is confirmed the account works with its others. Where nobody else could confirm it, as on a paper's
first day, it holds at once; it is shown to the first second person who comes, who keeps it or takes it away.
"""

from datetime import timedelta

from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from staff import roles
from staff.models import Change, RoleProposal, SignIn, User
from staff.models.account import rights_of
from staff.notifying.notifications import notify
from staff.parsing import number
from staff.workflow import Refused

ALONE_AFTER = timedelta(days=30)  # since the last other person who could confirm was closed or lost that role
MOST_DECISIONS = 50
Outcome = RoleProposal.Outcome


def _groups_with(names):
    return Group.objects.filter(permissions__in=rights_of(names)).distinct()


def may_confirm(user):
    return any(map(user.has_perm, roles.CONFIRMING))


def open_for(account):
    """Return the open proposals of an account, with who made them."""
    return account.role_proposals.open().select_related("group", "proposed_by")


# ---- Proposing


@transaction.atomic
def set_roles(account, choice, *, by, source):
    """Let an account have these roles, and no other of `roles.ROLES`; return the proposals of those that decide.

    Taking a role away, or a proposal back, needs nobody else.
    """
    User.objects.select_for_update().get(pk=account.pk)
    choice = set(choice)
    present = set(account.groups.filter(name__in=[role.group for role in roles.ROLES]))
    proposals = {proposal.group: proposal for proposal in open_for(account)}
    for group, proposal in proposals.items():
        if group not in choice:
            _close(proposal, Outcome.REFUSED, by=by, source=source)
    account.groups.remove(*(present - choice))
    additions = choice - present - proposals.keys()
    deciding = additions.intersection(_groups_with(roles.DECIDING))
    account.groups.add(*(additions - deciding))
    new = [_propose(account, group, by=by, source=source) for group in sorted(deciding, key=str)]
    account.follow_roles()
    return new


@transaction.atomic
def propose_anew(account, *, by, source):
    """Let the roles of an account that comes back wait anew as far as they decide."""
    groups = set(account.groups.all())
    deciding = groups.intersection(_groups_with(roles.DECIDING))
    account.groups.remove(*deciding)
    for group in sorted(deciding, key=str):
        _propose(account, group, by=by, source=source)


@transaction.atomic
def take_back_all(account, *, by, source):
    """Refuse what waits of an account that leaves."""
    for proposal in open_for(account):
        _close(proposal, Outcome.REFUSED, by=by, source=source)


def _propose(account, group, *, by, source):
    is_in_force = not somebody_else_could(account, by)
    proposal = RoleProposal.objects.create(
        account=account, group=group, proposed_by=by, is_in_force=is_in_force
    )
    kind = "role_alone" if is_in_force else "role_proposed"
    Change.objects.note(account, by=by, source=source, **{kind: group.name})
    if is_in_force:
        _put_into_force(account, group)
    people = User.objects.confirming_roles().exclude(pk=account.pk)
    notify(kind, people, by=by, words=str(proposal), path=reverse("admin:role_proposals"))
    return proposal


def somebody_else_could(account, by):
    """Return whether there is a second person: who may confirm, is neither of these two, and has come in before.

    Who was closed or lost that role lately counts too: nobody becomes alone by closing the others.
    """
    others = User.objects.exclude(pk__in=[account.pk, by.pk])
    present = User.objects.confirming_roles().exclude(last_login=None)
    if others.filter(pk__in=present.values("pk")).exists():
        return True
    groups = _groups_with(roles.CONFIRMING)
    lately = Change.objects.filter(at__gt=timezone.now() - ALONE_AFTER)
    closures = lately.filter(table="staff_user", after__is_active=False).values("row")
    losses = lately.filter(
        table="staff_user_groups", kind=Change.Kind.DELETE,
        before__group_id__in=list(groups.values_list("pk", flat=True)),
    )  # fmt: skip
    losers = [change.before["user_id"] for change in losses]
    former = others.filter(Q(pk__in=closures, groups__in=groups) | Q(pk__in=losers))
    sign_ins = SignIn.objects.successful().filter(account=OuterRef("pk"))
    return former.filter(Exists(sign_ins)).exists()


def _put_into_force(account, group):
    account.groups.add(group)
    account.follow_roles()
    is_second = _groups_with(roles.CONFIRMING).filter(pk=group.pk).exists()
    if is_second and RoleProposal.objects.open().exclude(account=account).exists():
        notify("role_proposed", [account], by=None, path=reverse("admin:role_proposals"))


# ---- Deciding


def refusal(proposal, outcome, user):
    """Return why this person may not decide so; None where that is allowed."""
    if proposal.decided_at:
        return _("Somebody decided on this proposal already.")
    if outcome == Outcome.ACCEPTED and user.pk == proposal.account_id:
        return _("This is your own role: somebody else has to confirm it.")
    if outcome == Outcome.ACCEPTED and user.pk == proposal.proposed_by_id:
        return _("You proposed this: somebody else has to accept it.")
    return None


@transaction.atomic
def decide(proposal, outcome, *, by, source):
    """Confirm a role, or refuse it; `by` is None for whoever is at the server. Raises Refused."""
    account = User.objects.select_for_update().get(pk=proposal.account_id)
    proposal = RoleProposal.objects.select_for_update(of=["self"]).get(pk=proposal.pk)
    if why := by and refusal(proposal, outcome, by):
        raise Refused(why)
    if outcome == Outcome.ACCEPTED and not proposal.is_in_force:
        _put_into_force(account, proposal.group)
    if outcome == Outcome.REFUSED and proposal.is_in_force:
        account.groups.remove(proposal.group)
    _close(proposal, outcome, by=by, source=source)
    account.follow_roles()


def _close(proposal, outcome, *, by, source):
    proposal.outcome, proposal.decided_by, proposal.decided_at = outcome, by, timezone.now()
    proposal.save(update_fields=["outcome", "decided_by", "decided_at"])
    kind = "role_confirmed" if outcome == Outcome.ACCEPTED else "role_refused"
    Change.objects.note(proposal.account, by=by, source=source, **{kind: proposal.group.name})
    notify(
        kind,
        [proposal.account, proposal.proposed_by],
        by=by,
        words=str(proposal),
        path=reverse("admin:roles"),
    )


# ---- The page of whoever may be the second person


@require_http_methods(["GET", "HEAD", "POST"])
def page(request):
    """Show what waits and what was decided lately; take a decision (`proposal`, `do=terima` or `do=tolak`)."""
    if not may_confirm(request.user):
        raise PermissionDenied
    if request.method == "POST":
        return _decide_on_page(request)
    proposals = RoleProposal.objects.select_related("account", "group", "proposed_by", "decided_by")
    rows = [(proposal, refusal(proposal, Outcome.ACCEPTED, request.user)) for proposal in proposals.open()]
    context = {
        **admin.site.each_context(request),
        "title": _("Roles that wait for a second person"),
        "rows": rows,
        "decisions": proposals.exclude(decided_at=None).order_by("-decided_at")[:MOST_DECISIONS],
    }
    return TemplateResponse(request, "desk/accounts/role_proposals.html", context)


def _decide_on_page(request):
    proposal = RoleProposal.objects.filter(pk=number(request.POST.get("proposal", "")) or 0).first()
    outcome = Outcome.ACCEPTED if request.POST.get("do") == "terima" else Outcome.REFUSED
    try:
        if not proposal:
            raise Refused(_("There is no such proposal."))
        decide(proposal, outcome, by=request.user, source=request.path)
    except Refused as refused:
        messages.error(request, str(refused.message))
    else:
        text = _("Confirmed: the role holds from now on.") if outcome == Outcome.ACCEPTED else _("Refused.")
        messages.success(request, text)
    return HttpResponseRedirect(reverse("admin:role_proposals"))
