"""Write a whole house into a folder: stories with their history, lists, people, accounts, photos, addresses, letters.

Given again with the same folder it goes on where it was broken off, and brings a finished export up to date. Secrets
are never in it, confidential stories and notes only with --with-confidential. See docs/moving-out.md.
"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from articles.models import Publication
from staff.models import Change
from staff.transfer import wxr
from staff.transfer.errors import TransferError
from staff.transfer.export import export
from staff.transfer.folder import plain_errors
from staff.transfer.progress import Progress
from staff.transfer.scope import Scope


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("folder", metavar="DIR", help="a new folder, or that of an export that goes on")
        parser.add_argument("--category", default="", metavar="PATH", help="only stories of this category")
        parser.add_argument("--region", default="", metavar="SLUG", help="only stories of this region")
        parser.add_argument("--year", type=int, metavar="YYYY", help="only stories of this year")
        parser.add_argument("--without-pictures", action="store_true", help="rows alone, no files")
        parser.add_argument(
            "--with-confidential", action="store_true",
            help="also confidential stories, notes on sources and sealed originals, as they are encrypted",
        )  # fmt: skip
        parser.add_argument(
            "--wordpress",
            action="store_true",
            help="write an export that WordPress takes in, and nothing else",
        )

    def handle(self, *, folder, **options):
        scope = Scope(
            category=options["category"],
            region=options["region"],
            year=options["year"],
            with_confidential=options["with_confidential"],
            with_pictures=not options["without_pictures"],
        )
        progress = Progress(self.stdout)
        try:
            work = wxr.export if options["wordpress"] else export
            with plain_errors(folder):
                facts = work(folder, scope, progress)
                publication = Publication.objects.current()
                Change.objects.note(publication, by=None, source="export_site", **facts["counts"])
        except TransferError as error:
            raise CommandError(str(error)) from error
        finally:
            progress.end()
        self.tell(Path(folder), facts)

    def tell(self, folder, facts):
        for name, count in facts["counts"].items():
            self.stdout.write(f"{count:>10,}  {name}")
        for row in facts["left_out"]:
            if "rows" in row:
                self.stdout.write(f"{row['rows']:>10,}  {row['what']}: " + _("left out (%(why)s)") % row)
        if missing := facts.get("missing_files"):
            self.stdout.write(
                _("%(count)d files are not in the storage; manifest.json names them.")
                % {"count": len(missing)}
            )
        self.stdout.write(_("All of it is in %(path)s.") % {"path": folder})
