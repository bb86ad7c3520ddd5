"""The base class of all admin classes of the desk."""

from django import forms
from django.db import models
from django.http import HttpResponseRedirect
from django.urls import path
from unfold.admin import ModelAdmin

from staff.parsing import without_nul


class LinesField(forms.CharField):
    """A text of several lines. Browsers send a return with each line break: a save alone changes nothing."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class DeskAdmin(ModelAdmin):
    """An admin class that deletes nothing: a story that was made by mistake is spiked or withdrawn."""

    actions = None
    formfield_overrides = {models.TextField: {"form_class": LinesField}}

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        """Drop filters with a NUL character, which no query can hold."""
        if any(without_nul(value) != value for value in request.GET.values()):
            return HttpResponseRedirect(request.path)
        return super().changelist_view(request, extra_context)

    def get_changeform_initial_data(self, request):
        """Return nothing: Django would fill a new form with the values of its address, and fail where one is
        no id."""
        return {}

    def page(self, route, view, name):
        """Return the URL pattern of a page of this model, behind the desk's login."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_{name}"
        return path(route, self.admin_site.admin_view(view), name=name)
