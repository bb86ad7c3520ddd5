"""Bring a house in that export_site wrote, into a database that only migrate has touched: all of it, or nothing."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from staff.transfer.errors import TransferError
from staff.transfer.importing import import_site
from staff.transfer.progress import Progress


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("folder", metavar="DIR", help="the folder of an export")
        parser.add_argument(
            "--clean-texts",
            action="store_true",
            help="bring texts of another editor into the form of this one",
        )

    def handle(self, *, folder, clean_texts, **options):
        progress = Progress(self.stdout)
        try:
            result = import_site(folder, cleans=clean_texts, step=progress)
        except TransferError as error:
            raise CommandError(str(error)) from error
        finally:
            progress.end()
        for name, count in result["counts"].items():
            self.stdout.write(f"{count:>10,}  {name}")
        if missing := result["missing_files"]:
            self.stdout.write(
                _("%(count)d files are not in the export: %(names)s")
                % {"count": len(missing), "names": ", ".join(missing[:10])}
            )
        self.stdout.write(
            _(
                "Accounts have no password here. manage.py let_in NAME makes a link for one; it invites the others."
            )
        )
