"""The dialog of an open form that adds a document or a recording, and the way back."""

import logging

from django.contrib import messages
from django.core.exceptions import PermissionDenied, SuspiciousOperation, ValidationError
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from articles import permissions
from articles.attachments import intake, recordings
from articles.models import Attachment
from staff import access
from staff.attachments import withdrawing
from staff.workflow import Refused
from staff.writing.autosave_views import for_whom_it_was_opened

RECENT = 8  # own attachments that the dialog offers again
logger = logging.getLogger(__name__)


@never_cache
@require_http_methods(["GET", "POST"])
def add(request):
    """Show the dialog; POST takes a file in. static/desk/attachments/in_form.js reads the answer."""
    if not request.user.has_perm(permissions.ADD_ATTACHMENT):
        raise PermissionDenied
    if request.method == "POST":
        return _take_in(request)
    context = {
        "recent": Attachment.objects.usable().filter(uploaded_by=request.user)[:RECENT],
        "most_megabytes": intake.MOST_MEGABYTES,
        "most_minutes": recordings.MOST_MINUTES,
    }
    return render(request, "desk/attachments/_dialog.html", context)


@for_whom_it_was_opened
def _take_in(request):
    if "attachment" not in request.FILES:
        raise SuspiciousOperation("no attachment")
    try:
        attachment = Attachment.take_in(
            request.FILES["attachment"], request.POST.get("name", ""), by=request.user
        )
    except ValidationError as error:
        return JsonResponse({"message": " ".join(error.messages)}, status=400)
    except Exception:  # whatever a storage raises
        logger.exception("an attachment could not be stored")
        message = _("The server could not store the file. Please try again later.")
        return JsonResponse({"message": message}, status=503)
    return JsonResponse({"id": attachment.pk, "name": attachment.name})


@require_POST
def withdraw(request, pk):
    attachment = get_object_or_404(access.attachments_open_to(request.user), pk=pk)
    try:
        withdrawing.withdraw(attachment, by=request.user, reason=request.POST.get("reason", ""))
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("Withdrawn. Nobody outside gets it any more."))
    return HttpResponseRedirect(reverse("admin:articles_attachment_change", args=[pk]))
