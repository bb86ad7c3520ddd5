"""Check files of the neutral format without storing anything: each fault by its line (docs/neutral-format.md)."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from articles.wordpress.errors import ExportError
from articles.wordpress.export_file import sources
from articles.wordpress.neutral import NeutralReader
from articles.wordpress.readers import reader_of


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE", help=".jsonl or .csv, also packed")
        parser.add_argument("--site", default="", metavar="ADDRESS", help="of the old site")

    def handle(self, *, files, site, **options):
        wrong = 0
        try:
            for source in sources(files, site):
                wrong += not self.is_sound(source)
        except ExportError as error:
            raise CommandError(str(error)) from error
        if wrong:
            raise CommandError(_("%(count)d of the files cannot be imported as they are.") % {"count": wrong})

    def is_sound(self, source):
        reader = reader_of(source)
        if not isinstance(reader, NeutralReader):
            self.stderr.write(_("%(file)s is not of the neutral format.") % {"file": source.name})
            return False
        try:
            reader.check()
        except ExportError as error:
            self.stderr.write(str(error))
            return False
        self.stdout.write(
            _("%(file)s: %(count)d stories, nothing is wrong.") % {"file": source.name, "count": reader.whole}
        )
        return True
