"""Tell whether this newsroom is well: each reading in a line, what is wrong first. The exit status is 1 with an alarm.

--tell also sends what is new or over to ADMINS and ALARM_WEBHOOK, once each: for a timer. --watch does so each minute.
--only=worker looks at one reading, for a supervisor.
--setup tells instead what a new newspaper lacks before its first reader; the exit status is 1 while it is necessary.
"""

import sys
import time

from django.core.management.base import BaseCommand, CommandError

from staff.desk import first_day
from staff.operations import alarms, health
from staff.operations.health import Level

PAUSE = 60  # seconds
MARKS = {Level.OK: "ok     ", Level.WARNING: "warning", Level.ALARM: "ALARM  "}


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []

    def add_arguments(self, parser):
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--setup", action="store_true", help="what a new newsroom lacks, a line each")
        what.add_argument("--only", metavar="KEY", help="one reading alone")
        what.add_argument("--tell", action="store_true", help="send what is new or over, once")
        what.add_argument("--watch", action="store_true", help="do so each minute")

    def handle(self, *args, setup, only, tell, watch, **options):
        if setup:
            return self._setup()
        readings = health.readings(network=not only)
        if only:
            readings = self._one(only, readings)
        while watch:
            alarms.tell(readings)
            time.sleep(PAUSE)
            readings = health.readings(network=True)
        if tell:
            alarms.tell(readings)
        for reading in sorted(readings, key=lambda one: -one.level):
            self.stdout.write(f"{MARKS[reading.level]}  {reading.key}: {reading.words}")
        if any(reading.level == Level.ALARM for reading in readings):
            sys.exit(1)
        return None

    def _one(self, key, readings):
        """Return the one reading; that of a database that is away instead, where nothing else can be read."""
        asked = [one for one in readings if one.key == key]
        if asked := asked or [one for one in readings if one.key == "database" and one.level == Level.ALARM]:
            return asked
        names = ", ".join(sorted(one.key for one in readings))
        raise CommandError(f"No reading is called {key}: {names}.")

    def _setup(self):
        current = first_day.facts()
        missing = first_day.missing(current)
        for line in first_day.LINES:
            self.stdout.write(
                f"{self._mark(line, missing, current)}  {line.title}{self._where(line, missing)}"
            )
            for gap in current.gaps.get(line.key, ()) if line in missing else ():
                self.stdout.write(f"         {gap}")
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
