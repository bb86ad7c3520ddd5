"""The desk's page that turns a tried demo into one's own, empty newspaper."""

from django import forms
from django.contrib import admin, messages
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldBooleanSwitchWidget

from staff import roles
from staff.beginning import emptying, setup
from staff.models import Beginning


class EmptyingForm(setup.SetupForm):
    """The questions of a new newspaper, and the consent to what goes."""

    agrees = forms.BooleanField(label=_("Remove the demo for good"), widget=UnfoldBooleanSwitchWidget)
    agrees_to_own = forms.BooleanField(
        label=_("What was written here by ourselves may go too"), widget=UnfoldBooleanSwitchWidget
    )
    field_order = [*setup.SetupForm.field_order, "agrees_to_own", "agrees"]

    def __init__(self, *args, has_own_work, **kwargs):
        super().__init__(*args, **kwargs)
        if not has_own_work:
            del self.fields["agrees_to_own"]


def urls(admin_view):
    return [path("hapus-contoh/", admin_view(page), name="remove_demo")]


def page(request):
    """Say what goes, ask what the new newspaper is called and whose it is, and do both in one transaction."""
    if not request.user.has_perm(roles.CHANGE_USER) or not Beginning.is_demo():
        raise PermissionDenied
    own_work = emptying.own_work()
    form = EmptyingForm(
        request.POST if request.method == "POST" else None,
        initial=emptying.publication_of_ones_own(),
        has_own_work=bool(own_work),
    )
    if form.is_valid():
        return _empty(request, form)
    context = {
        **admin.site.each_context(request),
        "title": _("Remove the demo"),
        "form": form,
        "contents": emptying.contents(),
        "own_work": own_work,
    }
    return TemplateResponse(
        request, "desk/beginning/remove_demo.html", context, status=400 if form.errors else 200
    )


def _empty(request, form):
    logout(request)  # the session goes with all others
    try:
        with transaction.atomic():
            emptying.empty()
            address = setup.begin(form, source=request.path)
    except emptying.Busy:
        messages.error(
            request, _("Somebody is saving in this moment. Try again shortly; nothing has happened.")
        )
        return HttpResponseRedirect(request.path)
    setup.keep_zone(form.cleaned_data["zone"])
    return HttpResponseRedirect(address)
