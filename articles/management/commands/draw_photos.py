"""Queue the photos whose renditions are missing, of an older recipe or failed; the worker draws them."""

from django.core.management.base import BaseCommand
from django.db.models import F

from articles.models import Photo
from articles.photos import renditions
from articles.tasks import draw_photo


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument(
            "--tall",
            action="store_true",
            help="letters and screenshots anew: they keep more of their width now",
        )

        parser.add_argument(
            "--all", action="store_true", help="every photo: the folder of the renditions was lost"
        )

    def handle(self, *args, tall, **options):
        if options["all"]:
            Photo.objects.usable().update(recipe=0)
        if tall:
            Photo.objects.usable().filter(height__gt=renditions.TALL * F("width")).update(recipe=0)
        missing = Photo.objects.usable().filter(recipe__lt=renditions.RECIPE)
        ids = list(missing.values_list("pk", flat=True))
        missing.update(attempts=0, drawing_error="")
        for pk in ids:
            draw_photo.enqueue(pk)
        self.stdout.write(f"{len(ids)} photos queued.")
