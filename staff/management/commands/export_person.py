"""Write all that is kept of one person as JSON, named by user name or by the slug of the public name.

Files (originals of photos, attachments) are named in it and lie in the storage "originals".
"""

import os

from django.core.management.base import BaseCommand, CommandError

from staff.models import Change
from staff.personal_data import person_export


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("name", help="a user name, or the slug of a person")
        parser.add_argument("--output", metavar="FILE", help="a new file, which its owner alone may read")

    def handle(self, *args, name, output, **options):
        subject = person_export.Subject.named(name)
        if not subject:
            raise CommandError(f"No account and no person is called “{name}”.")
        if output:
            try:
                with open(output, "x", encoding="utf-8", opener=_private) as file:
                    person_export.write(subject, file)
            except OSError as error:
                raise CommandError(f"{output}: {error.strerror}") from error
        else:
            person_export.write(subject, self.stdout)
        Change.objects.note(subject.account or subject.person, by=None, source="export_person")


def _private(path, flags):
    return os.open(path, flags, 0o600)
