"""Confirm the roles that wait for an account: for whoever is at the server, where no second person can."""

from django.core.management.base import BaseCommand, CommandError

from staff.accounts import role_proposals
from staff.models import RoleProposal, User


class Command(BaseCommand):
    help = "Confirm the roles that one person proposed for an account. It is put on record."

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *, username, **options):
        account = User.objects.by_name(username)
        proposals = role_proposals.open_for(account) if account else []
        if not proposals:
            raise CommandError(f"No role waits for an account called “{username}”.")
        for proposal in proposals:
            role_proposals.decide(
                proposal, RoleProposal.Outcome.ACCEPTED, by=None, source="manage.py confirm_roles"
            )
            self.stdout.write(str(proposal))
