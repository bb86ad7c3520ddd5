"""Django's loader, refused: it would write past history and guards."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("rest", nargs="*")

    def run_from_argv(self, argv):
        super().run_from_argv(argv[:2])  # whatever else was typed

    def handle(self, *args, **options):
        raise CommandError(
            _("A dump of Django cannot be loaded here. import_site DIR takes in what export_site wrote.")
        )
