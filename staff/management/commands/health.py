"""Tell whether this newsroom is well. With --setup: what it lacks before its first reader.

The exit status is 1 while something necessary is missing, so that a script of a server can wait for it.
"""

import sys

from django.core.management.base import BaseCommand, CommandError

from staff.desk import first_day


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--setup", action="store_true", help="what a new newsroom lacks, a line each")

    def handle(self, *args, setup, **options):
        if not setup:
            raise CommandError("Say what to look at: --setup")
        current = first_day.facts()
        missing = first_day.missing(current)
        for line in first_day.LINES:
            self.stdout.write(
                f"{self._mark(line, missing, current)}  {line.title}{self._where(line, missing)}"
            )
        if any(line.is_necessary for line in missing):
            sys.exit(1)

    def _mark(self, line, missing, current):
        if line not in missing:
            return "ok     "
        if line.is_necessary:
            return "MISSING"
        return "-      " if line.key in current.put_away else "open   "

    def _where(self, line, missing):
        """Return how a line is completed: a variable of the server, or a page of the desk."""
        if line not in missing:
            return ""
        return f": {line.setting}" if line.setting else f": {line.address}"
