"""Texts converted ahead of their storage: by a thread, or where there are many by a process of its own.

A text costs about as much to convert as its story costs to write: with a second processor both go on at once. That
process has Django's settings and translations and none of its apps, so nothing here names a model: it begins in a
quarter of a second, and in half the memory.
"""

import logging
import os
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from typing import Any

from django.apps import apps
from django.conf import settings
from django.utils.log import configure_logging

from articles.filing.items import House
from articles.wordpress import extraction
from articles.wordpress.items import ExtractedText, Library, ParsedItem

log = logging.getLogger(__name__)
LARGE = 3_000  # texts, from which on a process pays for its start
AHEAD = 2  # batches under way
SECONDS = 2  # between two looks whether the importer still lives

Text = ExtractedText | str  # why a text could not be converted
Batch = tuple[list[Any], list[ParsedItem]]  # rows, and their items


def convert_ahead(
    batches: Iterable[Batch], house: House, library: Library, count: int
) -> Iterator[tuple[Batch, list[Text]]]:
    """Yield batches with their texts, in order; the next ones are converted meanwhile. `count` texts come in all."""
    with _executor(house, library, count) as executor:
        under_way: deque[tuple[Batch, Future[list[Text]]]] = deque()
        for batch in batches:
            under_way.append((batch, executor.submit(convert_all, batch[1])))
            if len(under_way) > AHEAD:
                first, future = under_way.popleft()
                yield first, future.result()
        while under_way:
            first, future = under_way.popleft()
            yield first, future.result()


def _executor(house: House, library: Library, count: int) -> Executor:
    if count < LARGE or (os.cpu_count() or 1) < 2:
        return ThreadPoolExecutor(1, initializer=_tell, initargs=(house, library))
    return ProcessPoolExecutor(
        1, get_context("spawn"), initializer=_begin, initargs=(house, library, os.getpid())
    )


def convert_all(items: list[ParsedItem]) -> list[Text]:
    """The texts of items; one that fails does not stop the others."""
    ((house, library),) = _site
    return [_convert(item, house, library) for item in items]


def _convert(item: ParsedItem, house: House, library: Library) -> Text:
    try:
        return extraction.convert(item, house, library)
    except Exception as error:
        log.exception("Post %d could not be converted", item.wp_id)
        return f"{type(error).__name__}: {error}"


# ---- The other process

_site: list[tuple[House, Library]] = []  # told once, and not with each batch


def _tell(house: House, library: Library) -> None:
    _site[:] = [(house, library)]


def _begin(house: House, library: Library, importer: int) -> None:
    if not apps.ready:
        configure_logging(settings.LOGGING_CONFIG, settings.LOGGING)
        apps.populate([])
    _tell(house, library)
    threading.Thread(target=_end_with, args=[importer], daemon=True).start()


def _end_with(importer: int) -> None:
    """End this process with the importer: one that was killed tells nobody."""
    while os.getppid() == importer:
        time.sleep(SECONDS)
    os._exit(1)
