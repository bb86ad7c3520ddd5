"""Files to move in with that the browser sends in pieces: begun, taken piece by piece, gone on with."""

import json
from http import HTTPStatus

from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.models import PiecedUpload
from articles.models.pieced_upload import PIECE, WrongPlace
from staff.parsing import without_nul

MOST_UNFINISHED = 5  # of a person
GIGABYTE = 1024**3
_LARGEST = 2**62


def _answer(upload, status=HTTPStatus.OK):
    return JsonResponse({"id": upload.pk, "received": upload.received, "size": upload.size}, status=status)


def _error(message, status=HTTPStatus.BAD_REQUEST):
    return JsonResponse({"error": str(message)}, status=status)


@require_POST
def begin(request):
    """Answer where the same file of this person goes on, or begin it anew."""
    try:
        facts = json.loads(request.body)
        name, size, key = facts["name"], facts["size"], facts["key"]
        if not (isinstance(name, str) and isinstance(key, str) and type(size) is int and 0 < size < _LARGEST):
            raise ValueError
    except (ValueError, KeyError, TypeError, RecursionError):
        return _error(_("The browser did not say which file it sends."))
    if size > PiecedUpload.MOST:
        message = _(
            "This file is larger than %(most)d GB. Give it to import_wordpress on the server, or export by years."
        )
        return _error(message % {"most": PiecedUpload.MOST // GIGABYTE})
    own = PiecedUpload.objects.filter(uploaded_by=request.user, exports=None, exports_with_pictures=None)
    name, key = without_nul(name)[-200:] or "export", without_nul(key)[:64]
    upload = own.filter(key=key, size=size, name=name).order_by("-pk").first()
    if not upload:
        own.filter(pk__in=own.order_by("-pk").values("pk")[MOST_UNFINISHED - 1 :]).remove()
        upload = PiecedUpload.objects.create(name=name, key=key, size=size, uploaded_by=request.user)
    return _answer(upload)


@require_POST
def take(request, pk):
    """Take the piece that begins at `X-Offset`; 409 with the right place where it is another."""
    upload = get_object_or_404(PiecedUpload, pk=pk, uploaded_by=request.user)
    offset = request.headers.get("X-Offset", "")
    if not (offset.isascii() and offset.isdigit() and len(offset) < 16):
        return _error(_("The browser did not say where the piece belongs."))
    if len(request.body) > PIECE:
        return _error(_("The piece is too large."), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    try:
        upload.take(int(offset), request.body)
    except WrongPlace:
        return _answer(upload, HTTPStatus.CONFLICT)
    except OSError:
        return _error(
            _("The server has no room for it. Tell whoever runs it; what was sent stays."),
            HTTPStatus.INSUFFICIENT_STORAGE,
        )
    return _answer(upload)


def whole(user, text):
    """The upload of this number, if all of it is here and nothing else uses it; None otherwise."""
    if not (text.isascii() and text.isdigit() and len(text) < 18):
        return None
    own = PiecedUpload.objects.filter(uploaded_by=user, exports=None, exports_with_pictures=None)
    upload = own.filter(pk=int(text)).first()
    return upload if upload and upload.is_whole else None
