"""The base class of all admin classes of the desk."""

from django.http import HttpResponseRedirect
from django.urls import path
from unfold.admin import ModelAdmin

from staff.parsing import without_nul


class DeskAdmin(ModelAdmin):
    """An admin class that deletes nothing: a story that was made by mistake is spiked or withdrawn."""

    actions = None

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
