"""Let somebody in once who lost the phone: for whoever is at the server, where no managing editor can."""

from django.core.management.base import BaseCommand, CommandError

from staff.accounts.second_factor import help as one_time_help
from staff.models import User


class Command(BaseCommand):
    help = "Print a code that is taken once at the second step of signing in, within the hour. It is put on record."

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *, username, **options):
        account = User.objects.by_name(username)
        if not account or not account.is_active:
            raise CommandError(f"No open account is called “{username}”.")
        self.stdout.write(one_time_help.code_for(account, by=None, source="manage.py let_in"))
