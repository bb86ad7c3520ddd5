"""Texts converted for a dry run, where there are many by processes of their own.

Pure: those processes import this module without Django's apps, and one that dies of an import leaves the
others waiting.
"""

import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from types import TracebackType
from typing import Self

from articles.filing.items import House
from articles.wordpress import extraction, resolution
from articles.wordpress.items import STORY, ExtractedText, ParsedItem

WORKERS = min(4, os.cpu_count() or 1)

Text = ExtractedText | str  # a message where the text cannot be converted


def preview(item: ParsedItem, site: House) -> Text:
    """Convert a text; the result has everything but the text itself."""
    try:
        text = extraction.convert(item, site)
        final_text = resolution.resolve(text, [1] * len(text.targets), [1] * len(text.pictures))
    except Exception as error:  # as in an import: one text that fails does not stop the others
        return f"{type(error).__name__}: {error}"[:300]
    return ExtractedText(
        dateline=text.dateline,
        credits=text.credits,
        targets=text.targets,
        notes=[*text.notes, *final_text.notes],
    )


class Previews:
    """Converts the texts of batches of items; a batch comes back with the texts of its stories, in order.

    From the first large batch on, other processes do it meanwhile.
    """

    def __init__(self, site: House):
        self.site = site
        self.pool: ProcessPoolExecutor | None = None
        self.under_way: deque[tuple[list[ParsedItem], Future[list[Text]]]] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.pool:
            self.pool.shutdown(cancel_futures=True)

    def submit(
        self, batch: list[ParsedItem], *, is_large: bool
    ) -> Iterator[tuple[list[ParsedItem], list[Text]]]:
        """Take in a batch; yields those that are ready, at the latest when many are under way."""
        stories = [item for item in batch if item.type == STORY]
        if not self.pool and is_large:
            self.pool = ProcessPoolExecutor(
                WORKERS, get_context("spawn"), initializer=_begin, initargs=(self.site,)
            )
        if not self.pool:
            yield batch, [preview(item, self.site) for item in stories]
            return
        self.under_way.append((batch, self.pool.submit(_preview_all, stories)))
        while len(self.under_way) > 2 * WORKERS:
            yield self._next()

    def rest(self) -> Iterator[tuple[list[ParsedItem], list[Text]]]:
        """Yield the batches that are still under way."""
        while self.under_way:
            yield self._next()

    def _next(self) -> tuple[list[ParsedItem], list[Text]]:
        batch, future = self.under_way.popleft()
        return batch, future.result()


_site: list[House] = []  # the one site of a process of its own


def _begin(site: House) -> None:
    _site[:] = [site]


def _preview_all(items: list[ParsedItem]) -> list[Text]:
    return [preview(item, *_site) for item in items]
