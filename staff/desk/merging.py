"""The desk's page that merges two tags, or two people, that are one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles import permissions
from articles.bulk import batched
from articles.models import merging
from articles.tasks import index_words
from staff import counting
from staff.parsing import number, search_text

MOST_CHOICES = 20
INDEXED_AT_ONCE = 500  # stories


def may_merge(model_admin, request):
    """Return whether this person may merge rows of this admin class: what stories show is the editors'."""
    return model_admin.has_change_permission(request) and request.user.has_perm(permissions.REVIEW_ARTICLE)


@require_http_methods(["GET", "HEAD", "POST"])
def page(request, model_admin, context, pk):
    """GET shows what the row could go into, by default what has a name like it; POST merges."""
    if not may_merge(model_admin, request):
        raise PermissionDenied
    old = get_object_or_404(model_admin.get_queryset(request), pk=pk)
    error = ""
    if request.method == "POST":
        try:
            return _merge(request, model_admin, old)
        except ValidationError as refusal:
            error = refusal.message
    words = search_text(request) or old.name
    rows, _twice = model_admin.get_search_results(request, model_admin.get_queryset(request), words)
    context |= {
        "title": _("Merge “%(name)s”") % {"name": old},
        "old": old,
        "count": _story_count(old),
        "words": words,
        "choices": [
            (row, _story_count(row)) for row in rows.exclude(pk=old.pk).order_by("name")[:MOST_CHOICES]
        ],
        "chosen": number(request.POST.get("into", "")),
        "refusal": merging.byline_refusal(old),
        "error": error,
    }
    return TemplateResponse(request, "desk/desk/merging.html", context, status=400 if error else 200)


def _merge(request, model_admin, old):
    other = model_admin.get_queryset(request).filter(pk=number(request.POST.get("into", "")) or 0).first()
    if not other:
        raise ValidationError(_("Choose what “%(name)s” goes into.") % {"name": old})
    with transaction.atomic():
        index_words_of(old)
        record = merging.merge(old, other, by=request.user)
    facts = {"old": record.name, "name": other, "count": record.stories}
    messages.success(
        request, _("“%(old)s” is now “%(name)s”, in %(count)d stories. Its address leads here.") % facts
    )
    names = model_admin.opts.app_label, model_admin.opts.model_name
    return HttpResponseRedirect(reverse("admin:{}_{}_change".format(*names), args=[other.pk]))


def index_words_of(row):
    """Queue the stories that show this name, for search to know them by the other one."""
    for ids in batched(row.story_ids(), INDEXED_AT_ONCE):
        index_words.enqueue(ids)


def _story_count(row):
    return counting.capped(row.story_ids()[: counting.CAP + 1].count())
