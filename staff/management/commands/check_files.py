"""Compare the files of photos, attachments and letters with the database: what is missing, what belongs to nothing, and,
with --read, which originals are not what was uploaded. Nothing is changed. The exit status is 1 where something is wrong.
"""

import sys

from django.core.management.base import BaseCommand

from staff.operations import files


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument(
            "--read", action="store_true", help="read and hash each original: takes as long as a copy"
        )

    def handle(self, *args, read, **options):
        findings = files.look(reads=read)
        for word, places in zip(("MISSING", "ORPHAN", "CHANGED"), findings, strict=True):
            for place in places:
                self.stdout.write(f"{word:<8} {place.storage}: {place.name}")
        counts = (len(places) for places in findings)
        self.stdout.write("{} missing, {} of no row, {} changed.".format(*counts))
        if any(findings):
            sys.exit(1)
