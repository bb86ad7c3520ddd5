"""The advertisements of a page: which order stands in which space.

All that runs is read once an edition, with the publication's row. A page is kept for all readers until its edition ends,
at the latest when an order begins or ends, so which of several orders a space shows is decided by the page and by the
edition's span of five minutes, never by who asks: the next span shows the next one.
"""

import json
from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.core.files.storage import default_storage
from django.db.models import F, Q
from django.db.models.functions import JSONObject
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from articles.advertising import exclusions
from articles.fragments import hole
from articles.models import Advertisement
from articles.models.advertising import AdPlace, size_of

# Classes of static/slots.css: the width of a space from which on it shows its wide size, in pixels
ROOMS = {"since-468": 468, "since-728": 728, "since-970": 970}
SPAN = 300  # seconds that a space shows the same order; editions last no longer
LONGEST = 1_000  # parts of a page: a story's page knows its paragraphs by itself
STORY = dict.fromkeys((AdPlace.STORY, AdPlace.RAIL, AdPlace.FOOT), LONGEST)
_COLUMNS = (
    "pk", "advertiser", "link", "alt", "narrow", "wide", "categories", "regions", "slot__place", "slot__after",
    "slot__narrow", "slot__wide",
)  # fmt: skip


def rows(now):
    """Return an expression for the orders that run, as plain data: it costs no query of its own."""
    running = Advertisement.objects.running(now).order_by("slot__place", "slot__after", "pk")
    columns = {name: F(name) for name in _COLUMNS}
    return ArraySubquery(running.values(row=JSONObject(**columns, is_code=~Q(code=""))))


def space_hole(place, after):
    """Return the name of the hole of an advertising space."""
    return f"space_{place}_{after}"


class Filled(NamedTuple):
    """The spaces of one page that have something in them: HTML by place, and by what it comes after."""

    html: dict

    @property
    def asks(self):
        """True where one of them waits for consent."""
        return any(" data-kode=" in piece for piece in self.html.values())

    @property
    def after(self):
        """Return {place: {after how many: HTML}}, for templates."""
        places = {}
        for (place, after), html in self.html.items():
            places.setdefault(place, {})[after] = html
        return places

    @property
    def holes(self):
        """The spaces, for a page that is remembered without what fills them."""
        return tuple(sorted(self.html))

    @property
    def pieces(self):
        """Return {name of a hole: HTML}."""
        return {space_hole(*space): html for space, html in self.html.items()}

    @property
    def with_holes(self):
        """The same spaces, each with a hole instead of what fills it."""
        return Filled({space: hole(space_hole(*space)) for space in self.html})

    def shown_in(self, parts):
        """Return those that the parts of a page have a hole for: a short text ends before some of its spaces."""
        names = {part for part in parts if isinstance(part, str)}
        return Filled({space: html for space, html in self.html.items() if space_hole(*space) in names})

    def __bool__(self):
        return bool(self.html)


NOTHING = Filled({})


class Spaces:
    """All orders of an edition, by their space."""

    def __init__(self, rows, now):
        self.turn = int(now.timestamp() // SPAN)
        self.orders = {}
        for row in rows:
            order = json.loads(row) if isinstance(row, str) else row
            self.orders.setdefault((order["slot__place"], order["slot__after"]), []).append(order)
        self._html = {}

    def of(self, places, *, category=None, region=None, key=0):
        """Return what fills the spaces of a page of a category and a region. `places` are those that the page has, each with
        the number of parts after which a space may stand; `key` is a number of the page: pages beside one another show
        different orders of a space."""
        if not self.orders or exclusions.is_free_of_category(category):
            return NOTHING
        nodes = _ids(category), _ids(region)
        order_of_space = {}
        for space, orders in self.orders.items():
            place, after = space
            is_here = place in places and after <= places[place]
            fitting = [order for order in orders if is_here and _fits(order, *nodes)]
            if fitting:
                order_of_space[space] = fitting[(self.turn + key) % len(fitting)]
        return Filled({space: self._html_of(order) for space, order in order_of_space.items()})

    def _html_of(self, order):
        if order["pk"] not in self._html:
            self._html[order["pk"]] = mark_safe(render_to_string("site/_slot.html", _context(order)))  # noqa: S308
        return self._html[order["pk"]]


def _ids(node):
    """Return the ids of a node and of all that it is part of."""
    return {one.pk for one in node.trail()} if node else set()


def _fits(order, categories, regions):
    return all(
        not targets or set(targets) & nodes
        for targets, nodes in ((order["categories"], categories), (order["regions"], regions))
    )


def _context(order):
    """Return the variables of a space's template."""
    sizes = {name: order[f"slot__{name}"] for name in ("narrow", "wide")}
    width = size_of(sizes["wide"])[0]
    return {
        "order": order,
        "place": order["slot__place"],
        "sizes": sizes,
        "files": [_file(name, order[name], *size_of(sizes[name])) for name in sizes if order[name]],
        "since": next(name for name, most in ROOMS.items() if width <= most),
    }


def _file(name, path, width, height):
    return {"name": name, "url": default_storage.url(path), "width": width, "height": height}
