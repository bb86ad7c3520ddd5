"""Advertising space and orders in the admin."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from articles.models import AdSlot, Advertisement
from staff.admin.base import DeskAdmin
from staff.advertising import report
from staff.advertising.forms import AdvertisementForm


@admin.register(AdSlot)
class AdSlotAdmin(DeskAdmin):
    empty_words = _("A space is a place on readers' pages. It shows nothing until an order fills it.")
    list_display = ["place", "after", "narrow", "wide", "is_open"]
    help_words = {"place": _("Stories of victims, of children and of the dead never have one.")}


@admin.register(Advertisement)
class AdvertisementAdmin(DeskAdmin):
    form = AdvertisementForm
    empty_words = _("An order is an advertiser's banner in a space, for a time. Make a space first.")
    list_display = ["advertiser", "reference", "slot", "period", "state_label", "seen", "pressed"]
    list_select_related = ["slot"]
    list_filter = ["slot"]
    search_fields = ["advertiser", "reference"]
    change_form_outer_before_template = "desk/advertising/_figures.html"
    fieldsets = [
        (None, {"fields": ["advertiser", "reference", "slot"]}),
        (_("When, and how often"), {"fields": ["starts_at", "ends_at", "most_views", "is_paused"]}),
        (_("The banner"), {"fields": ["link", "alt", "narrow_file", "wide_file"]}),
        (_("Where"), {"fields": ["categories", "regions"], "classes": ["collapse"]}),
        (_("Instead of a banner: a network's code"), {"fields": ["code"], "classes": ["collapse"]}),
    ]

    class Media:
        css = {"all": ["desk/advertising/orders.css"]}

    def get_queryset(self, request):
        return super().get_queryset(request).with_totals()

    def get_urls(self):
        return [self.page("<int:pk>/angka.csv", self.csv_view, "csv"), *super().get_urls()]

    def csv_view(self, request, pk):
        if not self.has_view_permission(request):
            raise PermissionDenied
        return report.as_csv(get_object_or_404(Advertisement.objects.select_related("slot"), pk=pk))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["order"] = obj
        context["figures"] = report.figures(obj) if obj else None
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change):
        """A larger number of views lets an order that was delivered run on."""
        if not change:
            obj.created_by = request.user
        elif obj.delivered_at and not obj.is_delivered():
            obj.delivered_at = None
        super().save_model(request, obj, form, change)

    @admin.display(description=_("period"), ordering="starts_at")
    def period(self, order):
        return " – ".join(
            date_format(localtime(moment), "j M Y H.i") for moment in (order.starts_at, order.ends_at)
        )

    @admin.display(description=_("state"))
    def state_label(self, order):
        return order.State(order.state()).label

    @admin.display(description=_("views"), ordering="views")
    def seen(self, order):
        return order.views

    @admin.display(description=_("presses"), ordering="clicks")
    def pressed(self, order):
        return order.clicks
