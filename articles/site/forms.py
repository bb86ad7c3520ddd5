"""The forms that readers fill in."""

from datetime import timedelta
from functools import lru_cache
from operator import attrgetter

from django import forms
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from articles import pagination, search
from articles.models import LegacyPath
from articles.models.fields import CleanTextField
from articles.text.lines import clean_line

PERIODS = {
    "24jam": (_("the last 24 hours"), timedelta(hours=24)),
    "7hari": (_("the last 7 days"), timedelta(days=7)),
    "30hari": (_("the last 30 days"), timedelta(days=30)),
    "tahun": (_("the last year"), timedelta(days=365)),
}
NEWEST = "terbaru"
_path = attrgetter("path")


class SearchForm(forms.Form):
    """The search page's address:
    `/cari/?q=banjir&daerah=kraksaan&kategori=olahraga/voli&periode=7hari&urut=terbaru`."""

    q = CleanTextField(label=_("Search for"), max_length=100, required=False)
    daerah = forms.ChoiceField(
        label=_("Region"), required=False, error_messages={"invalid_choice": _("There is no such region.")}
    )
    kategori = forms.ChoiceField(
        label=_("Category"),
        required=False,
        error_messages={"invalid_choice": _("There is no such category.")},
    )
    periode = forms.ChoiceField(
        label=_("Period"),
        required=False,
        choices=[("", _("any time")), *((key, label) for key, (label, _length) in PERIODS.items())],
        error_messages={"invalid_choice": _("There is no such period.")},
    )
    urut = forms.ChoiceField(
        label=_("Sorting"),
        required=False,
        choices=[("", _("best first")), (NEWEST, _("newest first"))],
        error_messages={"invalid_choice": _("There is no such sorting.")},
    )
    halaman = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=search.MOST // pagination.PAGE_SIZE,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(
            ["invalid", "min_value", "max_value"], _("There is no such page of results.")
        ),
    )

    def __init__(self, data, *, regions, categories):
        super().__init__(data)
        self.regions = {region.slug: region for region in sorted(regions, key=_path)}
        self.categories = {category.path: category for category in sorted(categories, key=_path)}
        self.data = _led_on(data, daerah=self.regions, kategori=self.categories)
        self.fields["daerah"].choices = _tree(_("all regions"), self.regions)
        self.fields["kategori"].choices = _tree(_("all categories"), self.categories)

    @property
    def query_text(self):
        """Return the text of the search as it may stand in the field again."""
        return clean_line(self.data.get("q", ""))[: self.fields["q"].max_length]

    @property
    def choices(self):
        """Return the fields to choose from, each with its options.

        Hundreds of regions are too many for a template's loop.
        """
        fields = [self[name] for name in ("daerah", "kategori", "periode", "urut")]
        return [(field, _options(tuple(field.field.choices), field.value())) for field in fields]

    @property
    def is_narrowed(self):
        """Return whether somebody chose anything beside the words, rightly or not."""
        return any(self.data.get(name) for name in self.fields if name not in ("q", "halaman"))

    @property
    def is_filtered(self):
        return any(self.cleaned_data.get(name) for name in ("daerah", "kategori", "periode"))

    def filters(self):
        period = self.cleaned_data["periode"]
        return search.Filters(
            categories=_within(self.categories, self.cleaned_data["kategori"]),
            regions=_within(self.regions, self.cleaned_data["daerah"]),
            since=timezone.now() - PERIODS[period][1] if period else None,
        )


def _led_on(data, **nodes):
    """Return the data with the present address of a region or category that is named by an old one."""
    for name, by_address in nodes.items():
        value = data.get(name)
        if value and value not in by_address:
            kind = {"daerah": "region", "kategori": "category"}[name]
            if node := LegacyPath.objects.target(f"/{name}/{value}/", kind):
                data = data.copy()
                data[name] = node.slug if kind == "region" else node.path
    return data


@lru_cache(maxsize=32)
def _options(choices, current):
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((value, mark_safe(" selected") if value == current else "", label) for value, label in choices),
    )


def _tree(everything, nodes):
    """Return the choices for a tree, each part moved in below its whole."""
    return [
        ("", everything),
        *((key, "\N{EM SPACE}" * node.path.count("/") + node.name) for key, node in nodes.items()),
    ]


def _within(nodes, key):
    """Return the ids of this node and of those below it; () where none was chosen."""
    if not key:
        return ()
    path = nodes[key].path
    return tuple(n.pk for n in nodes.values() if n.path == path or n.path.startswith(f"{path}/"))
