"""The class that every page of the desk's admin starts from."""

from django.http import HttpResponseRedirect
from django.urls import path
from unfold.admin import ModelAdmin

from staff.parsing import without_nul


class DeskAdmin(ModelAdmin):
    """Nothing in a newsroom is deleted; what was made by mistake is spiked or withdrawn."""

    actions = None

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        """No question to a database can hold this character, whatever the filter."""
        if any(without_nul(value) != value for value in request.GET.values()):
            return HttpResponseRedirect(request.path)
        return super().changelist_view(request, extra_context)

    def get_changeform_initial_data(self, request):
        """Django fills a new form with whatever stands in its address, and fails where that is nobody's id."""
        return {}

    def page(self, route, view, name):
        """An address of this model's own, behind the desk's login."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_{name}"
        return path(route, self.admin_site.admin_view(view), name=name)
