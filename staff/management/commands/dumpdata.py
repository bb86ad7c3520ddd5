"""Django's dump, refused: what it writes cannot be loaded again, because history here is only ever added to."""

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
            _(
                "A dump of Django cannot be loaded here again. export_site DIR writes everything, import_site DIR takes it in."
            )
        )
