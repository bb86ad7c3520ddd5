"""Queues the photos whose renditions are missing, of an older recipe or failed; the worker draws them."""

from django.core.management.base import BaseCommand
from django.db.models import Q

from articles import renditions
from articles.models import Photo
from articles.tasks import draw_photo


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, **options):
        missing = Q(recipe__lt=renditions.RECIPE) | ~Q(drawing_error="")
        ids = Photo.objects.usable().filter(missing).values_list("pk", flat=True)
        for pk in ids:
            draw_photo.enqueue(pk)
        self.stdout.write(f"{len(ids)} photos queued.")
