"""Run the tasks of the newsroom: the database's worker, with a pulse and a sign of life that the desk can see.

It outlives an absence of the database: whatever it had begun is taken up again, by it or another, under a new number.
"""

import logging
import time

from django.conf import settings
from django.core.management.base import CommandError
from django.db import OperationalError, close_old_connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands import db_worker

from staff.operations import workers
from staff.tasks import start_pulse

log = logging.getLogger(__name__)

PAUSE = 2  # seconds between two tries to reach the database


class Command(db_worker.Command):
    help = __doc__

    def add_arguments(self, parser):
        super().add_arguments(parser)
        # Under the reloader a worker whose loop has ended leaves a process behind that looks alive.
        parser.set_defaults(reload=False)

    def handle(self, *args, worker_id, **options):
        if settings.DATABASE_POOLER:
            raise CommandError(
                "The worker needs lines of its own: DATABASE_URL without the pooler, DATABASE_POOLER empty."
            )
        while True:
            try:
                with workers.signs_of_life(worker_id):
                    start_pulse()
                    return super().handle(*args, worker_id=worker_id, **options)
            except OperationalError as error:
                log.warning("The worker waits for the database: %s", error)
                close_old_connections()
                time.sleep(PAUSE)
                worker_id = get_random_string(32)
