"""Counts of stories that wait, without counting all of them: exact up to a cap, then “1.000+”."""

from collections import defaultdict

from django.db.models import Value, Window
from django.db.models.functions import RowNumber

CAP = 1000


def first_of_each(lists, most=CAP + 1):
    """Return the first ids of each of these lists, {key: (stories, order)}, in one query: {key: [id, …]}."""
    parts = [
        stories.annotate(list=Value(key), place=Window(RowNumber(), order_by=order))
        .order_by(*order)
        .values_list("list", "place", "pk")[:most]
        for key, (stories, order) in lists.items()
    ]
    ids = defaultdict(list)
    for key, _place, pk in sorted(parts[0].union(*parts[1:], all=True)):
        ids[key].append(pk)
    return ids


def capped(number):
    """Return a count as it is shown: the number, or “1.000+” beyond the cap."""
    return f"{CAP:,}+".replace(",", ".") if number > CAP else number
