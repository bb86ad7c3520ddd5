"""The desk's page "Moving out": somebody of the publisher's asks for everything, another agrees, and it is taken along."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from articles import permissions
from articles.models import Article, ArticleEvent, Category, Region
from staff.models import Change, SiteExport
from staff.transfer.jobs import write_export

MOST_LISTED = 20
SECONDS = 3  # between two loads of the page while one is written
State = SiteExport.State


def urls(admin_view):
    return [
        path("keluar/", admin_view(page), name="site_exports"),
        path("keluar/<int:pk>/putusan/", admin_view(decide), name="site_export_decide"),
        path("keluar/<int:pk>/berkas/", admin_view(file), name="site_export_file"),
    ]


class ScopeForm(forms.Form):
    """The part of the house that goes along; empty, all of it."""

    category = forms.ModelChoiceField(
        Category.objects.order_by("path"),
        required=False,
        label=gettext_lazy("Category"),
        empty_label=gettext_lazy("all"),
    )
    region = forms.ModelChoiceField(
        Region.objects.order_by("path"),
        required=False,
        label=gettext_lazy("Region"),
        empty_label=gettext_lazy("all"),
    )
    year = forms.TypedChoiceField(required=False, label=gettext_lazy("Year"), coerce=int, empty_value=None)
    with_pictures = forms.BooleanField(
        required=False, initial=True, label=gettext_lazy("With photos and other files")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        years = Article.objects.dates("created_at", "year", order="DESC")
        self.fields["year"].choices = [("", _("all")), *((day.year, day.year) for day in years)]

    def scope(self):
        values = self.cleaned_data
        return {
            "category": values["category"].path if values["category"] else "",
            "region": values["region"].slug if values["region"] else "",
            "year": values["year"],
            "with_pictures": values["with_pictures"],
        }


def _check(request):
    if not request.user.has_perm(permissions.CHANGE_PUBLICATION):
        raise PermissionDenied


@never_cache
def page(request):
    """GET lists what was asked for, POST asks."""
    _check(request)
    form = ScopeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        _ask(request, form.scope())
        return HttpResponseRedirect(reverse("admin:site_exports"))
    rows = list(SiteExport.objects.select_related("asked_by", "decided_by")[:MOST_LISTED])
    for row in rows:
        row.may_decide = not (row.needs_two and row.asked_by_id == request.user.pk)
    context = {**admin.site.each_context(request), "title": _("Moving out"), "form": form, "exports": rows}
    response = TemplateResponse(
        request, "desk/transfer/exports.html", context, status=400 if form.errors else 200
    )
    if any(row.state == State.WRITING and not row.is_stuck for row in rows):
        response["Refresh"] = str(SECONDS)
    return response


@transaction.atomic
def _ask(request, scope):
    needs_two = ArticleEvent.objects.newsroom_is_live()
    site_export = SiteExport.objects.create(scope=scope, needs_two=needs_two, asked_by=request.user)
    Change.objects.note(site_export, by=request.user, source=request.path, step="ask", **scope)
    if needs_two:
        messages.success(request, _("Asked for. Somebody else of the publisher's has to agree."))
    else:
        _begin(site_export, request.user)


def _begin(site_export, user):
    site_export.tell(state=State.WRITING, decided_by=user, decided_at=timezone.now(), message="")
    write_export.enqueue(site_export.pk)


@require_POST
@transaction.atomic
def decide(request, pk):
    """Agree to an export, refuse it, or let a broken one begin again."""
    _check(request)
    site_export = get_object_or_404(SiteExport.objects.select_for_update(), pk=pk)
    step = request.POST.get("step")
    is_open = site_export.state in (State.WAITING, State.FAILED) or site_export.is_stuck
    if step == "refuse" and site_export.state == State.WAITING:
        site_export.tell(state=State.REFUSED, decided_by=request.user, decided_at=timezone.now())
    elif step == "agree" and is_open and site_export.needs_two and site_export.asked_by_id == request.user.pk:
        messages.error(request, _("You asked for it: somebody else has to agree."))
        return HttpResponseRedirect(reverse("admin:site_exports"))
    elif step == "agree" and is_open:
        _begin(site_export, request.user)
    else:
        messages.error(request, _("This step is not possible now."))
        return HttpResponseRedirect(reverse("admin:site_exports"))
    Change.objects.note(site_export, by=request.user, source=request.path, step=step)
    return HttpResponseRedirect(reverse("admin:site_exports"))


@require_safe
@never_cache
def file(request, pk):
    """Hand the file over; who took it stays on record."""
    _check(request)
    site_export = get_object_or_404(SiteExport, pk=pk, state=State.DONE)
    try:
        content = site_export.file.open("rb")
    except FileNotFoundError as error:
        raise Http404("the file is gone") from error
    Change.objects.note(site_export, by=request.user, source=request.path, step="take")
    return FileResponse(content, as_attachment=True, filename=site_export.file.name.rpartition("/")[2])
