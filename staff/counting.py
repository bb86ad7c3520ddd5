"""How many stories wait where, without counting all of them: exact up to a cap, then “1.000+”."""

from collections import defaultdict

from django.db.models import Value, Window
from django.db.models.functions import RowNumber

CAP = 1000


def first_of_each(lists, most=CAP + 1):
    """Of each of these lists, {key: (stories, order)}, the first ids in its order: {key: [id, …]}, in one query."""
    parts = [
        stories.annotate(list=Value(key), place=Window(RowNumber(), order_by=order))
        .order_by(*order)
        .values_list("list", "place", "pk")[:most]
        for key, (stories, order) in lists.items()
    ]
    found = defaultdict(list)
    for key, _place, pk in sorted(parts[0].union(*parts[1:], all=True)):
        found[key].append(pk)
    return found


def counted(number):
    return f"{CAP:,}+".replace(",", ".") if number > CAP else number
