"""Check the audit file of a story that somebody downloaded from the desk; no database and no settings are
needed.

It reports each entry that was changed, is missing or stands in another place, and each text that is not the
one that was saved. A file that was made up from beginning to end is whole in itself: hold the last hash
against a printout.
"""

from django.core.management.base import BaseCommand, CommandError

from staff.reporting import audit_file


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument(
            "--printed",
            dest="printed_hash",
            metavar="HASH",
            default="",
            help="the last hash of an older printout",
        )

    def handle(self, *args, file, printed_hash, **options):
        try:
            with open(file, encoding="utf-8", newline="\n") as lines:
                result = audit_file.check(lines, printed_hash.strip().lower())
        except (OSError, UnicodeDecodeError, ValueError) as error:
            raise CommandError(f"{file}: {error}") from error
        if result.faults:
            raise CommandError("\n".join(result.faults))
        self.stdout.write(f"{result.entries} entries, whole and in order. Last hash:\n{result.last}")
        if result.redacted:
            numbers = ", ".join(map(str, sorted(result.redacted)))
            self.stdout.write(
                f"Words were struck out on record of entries {numbers}: the record alone vouches for what stands there."
            )
