"""The results of a run: what became of each item, stored in the item's row."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from articles.models import ImportedItem, ImportRun


@dataclass(frozen=True)
class Result:
    """Columns of an item's row that say what became of it."""

    id: int
    outcome: str
    reason: str
    notes: list[list[str]]  # kind and text
    version: int | None
    lacks_pictures: bool


def failure(row: ImportedItem, reason: str) -> Result:
    reason = reason.replace("\0", "")[:300]
    return Result(row.pk, ImportedItem.Outcome.FAILED, reason, row.notes, row.version, row.lacks_pictures)


def record(results: Iterable[Result]) -> None:
    """Store the results in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_RECORD, [json.dumps([vars(result) for result in results])])


_RECORD = """
    UPDATE articles_importeditem item
    SET outcome = result.outcome, reason = result.reason, notes = result.notes, version = result.version,
        lacks_pictures = result.lacks_pictures
    FROM jsonb_to_recordset(%s::jsonb) AS result (
        id bigint, outcome text, reason text, notes jsonb, version int, lacks_pictures bool
    )
    WHERE item.id = result.id
"""


def outcomes(run: ImportRun) -> Counter[tuple[str, str, str]]:
    """Numbers of a run's items by type, outcome and reason; every item of the files is one of them."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for kind, outcome, reason in run.items.values_list("type", "outcome", "reason"):
        counts[kind, outcome or "waiting", reason] += 1
    for key, count in run.apart.items():
        kind, outcome, reason = key.split("|")
        counts[kind, outcome, reason] += count
    return counts
