"""The desk's page "Kesehatan sistem": the readings, and the tasks that failed, for whoever keeps the accounts."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_tasks_db.models import DBTaskResult

from staff import roles
from staff.operations import health, workers

MOST = 50


def urls(admin_view):
    return [
        path("kesehatan/", admin_view(page), name="system_health"),
        path("kesehatan/<uuid:pk>/ulang/", admin_view(again), name="task_again"),
    ]


def _must_keep_accounts(request):
    if not request.user.has_perm(roles.CHANGE_USER):
        raise PermissionDenied


@require_safe
def page(request):
    _must_keep_accounts(request)
    context = {
        **admin.site.each_context(request),
        "title": _("Health of the system"),
        "readings": sorted(health.readings(network=False), key=lambda one: -one.level),
        "failed": DBTaskResult.objects.failed().order_by("-finished_at")[:MOST],
        "running": DBTaskResult.objects.running().order_by("started_at")[:MOST],
    }
    return TemplateResponse(request, "desk/operations/health.html", context)


@require_POST
@transaction.atomic
def again(request, pk):
    """Queue a task that failed once more. Of two who ask at once, one does."""
    _must_keep_accounts(request)
    row = get_object_or_404(DBTaskResult.objects.failed().select_for_update(), pk=pk)
    workers.run_again(row)
    return HttpResponseRedirect(reverse("admin:system_health"))
