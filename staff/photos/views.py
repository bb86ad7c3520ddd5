"""Pages and answers about photos: upload, picker, words, the file as the desk shows it, withdrawing from use.

Mounted by `PhotoAdmin.get_urls` and `Desk.get_urls`, behind the desk's login. JSON goes to static/desk/photos/in_form.js.
"""

import io
import logging
from contextlib import suppress
from datetime import datetime
from functools import reduce
from operator import or_

from django.contrib import messages
from django.core.exceptions import PermissionDenied, SuspiciousOperation, ValidationError
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from articles import permissions
from articles.models import Photo
from articles.models.photo import Duplicate
from articles.photos import intake, pictures
from staff.parsing import number, without_nul
from staff.photos import library
from staff.photos.forms import PhotoWordsForm
from staff.workflow import Refused
from staff.writing.autosave_views import for_whom_it_was_opened

PICKED = 24  # photos that the picker offers
MOST_ASKED = 60  # ids in one question: a form's photos
EVIDENCE_WIDTH = 1200
FROM_WHOM = ("supplier", "consent")
logger = logging.getLogger(__name__)


def is_in_charge(photo, user):
    """Whoever uploaded it, and editors. What may lead to a source is for them alone."""
    return photo.uploaded_by_id == user.pk or user.has_perm(permissions.REVIEW_ARTICLE)


def described(photo, user=None):
    """A photo as the picker lists it; with a user also its words, what that one may do and what the file offers."""
    facts = {
        "id": photo.pk,
        "label": str(photo),
        "thumbnail": pictures.preview(photo),
        "src": reverse("admin:photo_file", args=[photo.pk]),
        "alt": photo.alt,
        "killed": photo.state == Photo.State.KILLED,
        "lacks": [str(label) for label in photo.lacks],
    }
    if user:
        hidden = () if is_in_charge(photo, user) else FROM_WHOM
        why = library.words_refusal(photo, user)
        facts |= {name: getattr(photo, name) for name in Photo.WORDS if name not in hidden}
        facts |= {"refusal": str(why) if why else "", "offers": offers(photo, user)}
    return facts


def offers(photo, user):
    """What the file says and nobody has taken over yet: {field: text}."""
    if not is_in_charge(photo, user):
        return {}
    found = {name: photo.metadata.get(name, "") for name in ("caption", "credit")}
    return {name: text for name, text in found.items() if text and not getattr(photo, name)}


# ---- Coming in


class NotTaken(Exception):
    """Why a picture did not come in: a message for whoever sent it, and HTTP's code for the answer."""

    def __init__(self, message, code=400):
        super().__init__(message)
        self.message, self.code = message, code


@require_POST
@for_whom_it_was_opened
def upload(request):
    """A picture with its words, from a story's form or the library. One that is here already is that photo, and told."""
    form = PhotoWordsForm(request.POST)
    form.is_valid()  # words that do not fit are told, the picture comes in all the same
    words = {name: value for name, value in form.cleaned_data.items() if name in request.POST}
    try:
        photo, twin = _take_in(request, "photo", **words)
    except NotTaken as refused:
        return JsonResponse({"message": refused.message}, status=refused.code)
    told = twin.messages if twin else [text for texts in form.errors.values() for text in texts]
    answer = described(photo, request.user) | {"told": " ".join(told), "is_twin": bool(twin)}
    if twin and (typed := _typed_beside(photo, request.POST)):
        answer["typed"] = typed
    return JsonResponse(answer)


@require_POST
def editor_upload(request):
    """The same for CKEditor, which asks and is answered in its own way.

    It names no `user`, but its token is that of the form's opening: another account's sign-in has ended it.
    """
    try:
        photo, twin = _take_in(request, "upload")
    except NotTaken as refused:
        return JsonResponse({"error": {"message": refused.message}}, status=refused.code)
    told = " ".join(twin.messages) if twin else ""
    return JsonResponse({"url": reverse("admin:photo_file", args=[photo.pk]), "told": told})


def _take_in(request, name, **words):
    """(photo, None), or where the same picture is here already (that photo, its Duplicate). Raises NotTaken."""
    if not request.user.has_perm(permissions.ADD_PHOTO):
        raise PermissionDenied
    if name not in request.FILES:
        raise SuspiciousOperation("no photo")
    try:
        return library.take_in(request.FILES[name], by=request.user, **words), None
    except Duplicate as twin:
        if twin.photo.state == Photo.State.KILLED:
            raise NotTaken(_("This photo was withdrawn from use.")) from twin
        return twin.photo, twin
    except ValidationError as error:
        raise NotTaken(" ".join(error.messages)) from error
    except Exception as error:  # whatever a storage raises
        logger.exception("a photo could not be stored")
        raise NotTaken(_("The server could not store the photo. Please try again later."), 503) from error


def _typed_beside(photo, data):
    """What was typed for a picture that is here already and says something else: nobody types it twice."""
    typed = {name: data.get(name, "").strip() for name in Photo.WORDS}
    return {name: text for name, text in typed.items() if text and text != getattr(photo, name)}


# ---- What there is


@require_safe
def pick(request):
    """Photos for a story's form: those asked for by `id`, else what a search finds, the newest first."""
    _require_view(request)
    if ids := [number(text) or 0 for text in request.GET.getlist("id")[:MOST_ASKED]]:
        found = Photo.objects.in_bulk(ids)
        return JsonResponse({"photos": [described(found[pk], request.user) for pk in ids if pk in found]})
    photos = search(Photo.objects.usable(), request.GET.get("q", ""))
    return JsonResponse({"photos": [described(photo) for photo in photos[:PICKED]]})


FIELDS = ("caption", "credit", "alt", "supplier", "region__name", "region__parent__name")


def search(photos, words):
    """Every word in caption, credit, alternative text, supplier or place; 12/11/2026 is the day taken or uploaded."""
    for word in without_nul(words).split()[:8]:
        if day := _day(word):
            photos = photos.filter(Q(taken_at__date=day) | Q(uploaded_at__date=day))
        else:
            photos = photos.filter(reduce(or_, (Q(**{f"{field}__icontains": word}) for field in FIELDS)))
    return photos


def _day(word):
    with suppress(ValueError):
        return datetime.strptime(word.replace("-", "/"), "%d/%m/%Y").date()  # noqa: DTZ007 -- a day alone


@require_safe
def file(request, pk):
    """The photo as it stands in an open text: the editor knows it by this address alone.

    No browser keeps the answer: after a kill it would lead to an address that is gone.
    """
    _require_view(request)
    photo = get_object_or_404(Photo, pk=pk)
    return HttpResponseRedirect(pictures.preview(photo, 720) or static("desk/photos/withdrawn.svg"))


def _require_view(request):
    if not request.user.has_perm(permissions.VIEW_PHOTO):
        raise PermissionDenied


# ---- What is said of it, and withdrawing from use


@require_POST
@for_whom_it_was_opened
def words(request, pk):
    """Caption, credit and the like, from an open form; the answer says which stories have a new revision by it."""
    _require_view(request)
    photo = get_object_or_404(Photo, pk=pk)
    form = PhotoWordsForm(request.POST, instance=photo)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=400)
    try:
        versions = library.save_words(
            form.instance,
            form.changed_data,
            by=request.user,
            tab=request.POST.get("tab", ""),
            base=number(request.POST.get("revision", "")),
        )
    except Refused as refused:
        return JsonResponse({"message": str(refused.message)}, status=409)
    return JsonResponse(described(photo, request.user) | {"versions": versions})


@require_POST
def kill(request, pk):
    return _decide(request, pk, library.kill, _("Withdrawn from use. Nobody outside sees it any more."))


@require_POST
def give_free(request, pk):
    return _decide(request, pk, library.give_free, _("The photo is in use again."))


def _decide(request, pk, act, done):
    photo = get_object_or_404(Photo, pk=pk)
    try:
        act(photo, by=request.user, reason=request.POST.get("reason", ""))
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, done)
    return HttpResponseRedirect(reverse("admin:articles_photo_change", args=[pk]))


@require_safe
@cache_control(private=True, no_store=True)
def evidence(request, pk):
    """What a withdrawn photo showed, for editors: drawn anew from the original, which itself never leaves."""
    if not library.may_kill(request.user):
        raise PermissionDenied
    photo = get_object_or_404(Photo, pk=pk)
    try:
        with photo.original.open() as original:
            picture = intake.decode(original)
    except Exception as error:  # whatever a storage raises
        logger.exception("the original of photo %s could not be read", pk)
        raise Http404("no original") from error
    picture.thumbnail((EVIDENCE_WIDTH, EVIDENCE_WIDTH))
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=80)
    return HttpResponse(buffer.getvalue(), content_type="image/jpeg")
