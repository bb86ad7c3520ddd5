"""The page cache of production, but for the pages: what is kept for an edition stays, and each page is made anew.

An address that was never asked for would not do: parameters that no page reads are no part of any key (decision 0046).
"""

from contextlib import nullcontext

from articles.site.page_cache import PageCache, Shelf


class _EmptyShelf(Shelf):
    def get(self, edition, key):
        return None


class PagesAnew(PageCache):
    def __init__(self, get_response):
        super().__init__(get_response)
        self.shelf = _EmptyShelf(self.shelf.room)

    def _one_maker(self, key):
        """Nobody waits for a page that nobody gets from somebody else."""
        return nullcontext()
