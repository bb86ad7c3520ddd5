"""Index the words of stories that have none yet, as after an upgrade; the site stays up meanwhile.

Broken off, it goes on where it was. --all indexes every story anew, which a release may ask for.
"""

import time

from django.core.management.base import BaseCommand

from articles.models import Article, SearchName
from articles.search import indexing


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="also stories that are indexed")
        parser.add_argument("--below", type=int, metavar="NUMBER", help="only stories of a smaller number")

    def handle(self, *args, **options):
        if options["all"] and options["below"] is None:
            SearchName.objects.all().delete()  # those that are no names any more
        indexing.learn_names()
        names = SearchName.objects.words()
        stories = Article.objects.all() if options["all"] else Article.objects.filter(search_entry=None)
        if options["below"] is not None:
            stories = stories.filter(pk__lt=options["below"])
        last = time.monotonic()
        for number in indexing.index_all(stories):
            if time.monotonic() - last > 5:
                last = time.monotonic()
                self.stdout.write(f"Down to story {number}.")
        SearchName.objects.filter(word__in=names).update(is_indexed=True)
        self.stdout.write("All stories are indexed.")
