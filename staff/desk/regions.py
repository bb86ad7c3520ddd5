"""The desk's page "Daerah Indonesia": regions of the table are ticked and come in with one press."""

from collections import Counter
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles import region_table
from articles.models import Region
from articles.places import indonesia
from articles.places.indonesia import Place
from articles.zones import TimeZone
from staff.parsing import number, without_nul


@dataclass(frozen=True)
class Row:
    """A region of the table; `region` is the one here, where there is one."""

    place: Place
    region: Region | None
    parts: tuple["Row", ...] = ()

    @property
    def count(self) -> int:
        """The number of parts that are here."""
        return sum(1 for part in self.parts if part.region)

    @property
    def zone(self) -> str:
        return TimeZone(self.place.zone).label


@require_http_methods(["GET", "HEAD", "POST"])
def page(request, context):
    """GET shows the provinces, and of the chosen ones all regions; POST adds what was ticked."""
    if request.method == "POST":
        return _add(request)
    inventory = region_table.Inventory.now()
    codes = _codes(request.GET, "provinsi")
    context |= {
        "provinces": [_row(place, inventory, deep=False) for place in indonesia.below("")],
        "codes": codes,
        "chosen": [_row(place, inventory) for place in indonesia.below("") if place.code in codes],
        "renames": inventory.renames(),
    }
    return TemplateResponse(request, "desk/desk/regions.html", context)


def _row(place: Place, inventory: region_table.Inventory, *, deep: bool = True) -> Row:
    below = indonesia.below(place.code) if deep or not place.parent else ()
    parts = (_row(part, inventory, deep=deep) for part in below)
    return Row(place, inventory.by_code.get(place.code), tuple(parts))


def _codes(values: QueryDict, name: str) -> list[str]:
    """Return the codes of ticks, also of many that the page's script sends in one field."""
    return without_nul(" ".join(values.getlist(name))).split()


def _add(request):
    """Add what was ticked; `semua` are regencies with all of their districts."""
    whole = _codes(request.POST, "semua")
    districts = [part.code for code in whole for part in indonesia.below(code)]
    renamed = [pk for pk in map(number, request.POST.getlist("ganti")) if pk]
    _say(request, region_table.add([*_codes(request.POST, "kode"), *whole, *districts], renamed))
    query = QueryDict(mutable=True)
    query.setlist("provinsi", _codes(request.POST, "provinsi"))
    address = reverse("admin:articles_region_indonesia")
    return HttpResponseRedirect(f"{address}?{query.urlencode()}" if query else address)


def _say(request, counts: Counter) -> None:
    if words := in_words(counts):
        messages.success(request, _("Added: %s.") % words)
    if renamed := counts["renamed"]:
        messages.success(
            request, _("New names: %d. The old addresses lead to the regions as before.") % renamed
        )
    if not counts:
        messages.info(request, _("Nothing new was ticked."))


def in_words(counts: Counter) -> str:
    """Return how many regions of each kind came in, as `1 provinsi, 2 kabupaten`."""
    return ", ".join(f"{counts[kind]} {label}" for kind, label in Region.Kind.choices if counts[kind])
