"""Run the tasks of the newsroom: the database's worker, with a pulse that the desk can see."""

from django_tasks_db.management.commands import db_worker

from staff.tasks import start_pulse


class Command(db_worker.Command):
    help = __doc__

    def handle(self, *args, **options):
        start_pulse()
        return super().handle(*args, **options)
