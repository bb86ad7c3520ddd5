"""The form of an advertiser's order: what is wrong stands beside its field, and nothing that was typed is lost."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from unfold.widgets import DATETIME_CLASSES, UnfoldAdminSelectMultipleWidget

from articles.advertising import banners
from articles.models import AdSlot, Advertisement, Category, Region
from staff.writing.forms import DeskWidget

MINUTE = "%Y-%m-%dT%H:%M"
_TAG = re.compile(r"</?[a-z!][^>]*>?", re.IGNORECASE)
BANNERS = {"narrow_file": "narrow", "wide_file": "wide"}  # field of the form: column


def refuse_html(text):
    """Refuse a name that holds HTML: whoever sees it would read its signs."""
    if tag := _TAG.search(text):
        raise ValidationError(_("Write words alone: “%(html)s” is HTML."), params={"html": tag[0][:40]})


def moment_input():
    classes = " ".join(DATETIME_CLASSES)
    return forms.DateTimeInput(format=MINUTE, attrs={"type": "datetime-local", "class": classes})


class BannerWidget(DeskWidget, forms.ClearableFileInput):
    """The banner as readers get it, and another file for it."""

    template_name = "desk/advertising/_banner.html"

    def get_context(self, name, value, attrs):
        return super().get_context(name, None, attrs) | {"url": default_storage.url(value) if value else ""}


class BannerField(forms.FileField):
    widget = BannerWidget

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)

    def clean(self, data, initial=None):
        """Return the upload alone: what is kept already is no file that came."""
        return super().clean(data)

    def has_changed(self, initial, data):
        return bool(data)


class NodesField(forms.TypedMultipleChoiceField):
    """Categories or regions, by their ids; none chosen means all."""

    widget = UnfoldAdminSelectMultipleWidget

    def __init__(self, model, **kwargs):
        self.model = model
        super().__init__(coerce=int, required=False, choices=self._nodes, **kwargs)

    def _nodes(self):
        return [
            (pk, "– " * path.count("/") + name)
            for pk, path, name in self.model.objects.order_by("path").values_list("pk", "path", "name")
        ]

    def has_changed(self, initial, data):
        return sorted(map(str, initial or [])) != sorted(map(str, data or []))


class AdvertisementForm(forms.ModelForm):
    starts_at = forms.DateTimeField(label=_("From"), widget=moment_input())
    ends_at = forms.DateTimeField(
        label=pgettext_lazy("advertisement", "Until"),
        widget=moment_input(),
    )
    narrow_file = BannerField(label=_("Banner on phones"))
    wide_file = BannerField(
        label=_("Banner on wide screens"),
        help_text=_(
            "JPEG, PNG or WebP of the size of the space, better of twice that size. It must not move."
        ),
    )
    categories = NodesField(
        Category,
        label=_("Only in these categories"),
        help_text=_("None chosen: in all. With one, also in what is part of it."),
    )
    regions = NodesField(Region, label=_("Only in these regions"), help_text=_("None chosen: in all."))

    class Meta:
        model = Advertisement
        fields = [
            "advertiser", "reference", "slot", "starts_at", "ends_at", "most_views", "link", "alt", "code", "categories",
            "regions", "is_paused",
        ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field, column in BANNERS.items():
            if field in self.fields:
                self.initial[field] = getattr(self.instance, column).name

    def clean_advertiser(self):
        return self._words("advertiser")

    def clean_reference(self):
        return self._words("reference")

    def clean_alt(self):
        return self._words("alt")

    def _words(self, name):
        refuse_html(self.cleaned_data[name])
        return self.cleaned_data[name]

    def clean(self):
        values = super().clean()
        self._check_period(values)
        if values.get("code"):
            self._check_code(values)
        elif slot := values.get("slot"):
            self._check_banners(values, slot)
        return values

    def _check_period(self, values):
        first, last = values.get("starts_at"), values.get("ends_at")
        if not first or not last:
            return
        if last <= first:
            self.add_error("ends_at", _("The period ends before it begins: choose a later end."))
        elif last <= timezone.now() and "ends_at" in self.changed_data:
            self.add_error("ends_at", _("This moment is over: choose an end that is to come."))

    def _check_code(self, values):
        if any(values.get(field) or getattr(self.instance, column) for field, column in BANNERS.items()):
            self.add_error(
                "code", _("An order is a banner or a code, not both. Make another order for the code.")
            )
        if values.get("link"):
            self.add_error("link", _("The code has the address in it: leave this empty."))

    def _check_banners(self, values, slot):
        if not values.get("link") and "link" not in self.errors:
            self.add_error("link", _("Write where a press on the banner leads."))
        for field, column in BANNERS.items():
            size = slot.sizes.get(column)
            file = values.get(field)
            if size and file:
                self._take_in(field, column, file, size)
            elif size and not self._has_banner(column, size):
                words = _("This space needs a picture of %(width)d × %(height)d pixels.")
                self.add_error(field, ValidationError(words, params={"width": size[0], "height": size[1]}))
            elif not size:
                setattr(self.instance, column, "")  # phones do not show this space

    def _has_banner(self, column, size):
        """Return whether the order has a file of this size already."""
        file = getattr(self.instance, column)
        before = AdSlot.objects.filter(advertisements=self.instance.pk).first() if self.instance.pk else None
        return bool(file) and bool(before) and before.sizes.get(column) == size

    def _take_in(self, field, column, file, size):
        try:
            setattr(self.instance, column, banners.take_in(file, size))
        except ValidationError as error:
            self.add_error(field, error)
