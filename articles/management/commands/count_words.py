"""Count anew the words of all public stories, by which search finishes words and mends slips."""

from django.core.management.base import BaseCommand

from articles.models import SearchWord


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, **options):
        self.stdout.write(f"{SearchWord.objects.learn()} words.")
