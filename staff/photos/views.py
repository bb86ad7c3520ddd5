"""Pages and answers about photos: upload, picker, words, the file as the desk shows it, withdrawing from use.

Mounted by `PhotoAdmin.get_urls` and `Desk.get_urls`, behind the desk's login. static/desk/photos/in_form.js
reads the JSON.
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
from articles.text.lines import clean_line
from staff import access
from staff.parsing import number
from staff.photos import library
from staff.photos.forms import PhotoWordsForm
from staff.workflow import Refused
from staff.writing.autosave_views import for_whom_it_was_opened

PHOTOS_IN_PICKER = 24
MOST_IDS = 60  # in one request of the picker: a form's photos
EVIDENCE_WIDTH = 1200
FROM_WHOM = ("supplier", "consent")
logger = logging.getLogger(__name__)


def is_in_charge(photo, user):
    """Return whether a user uploaded the photo or is an editor: facts that may lead to a source are for them
    alone."""
    return photo.uploaded_by_id == user.pk or user.has_perm(permissions.REVIEW_ARTICLE)


def description(photo, user=None):
    """Return the JSON of a photo in the picker; with a user also its words, that user's refusal and the
    file's offers.

    The keys are read by static/desk/photos/in_form.js.
    """
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
        hidden_fields = () if is_in_charge(photo, user) else FROM_WHOM
        why = library.words_refusal(photo, user)
        facts |= {name: getattr(photo, name) for name in Photo.WORDS if name not in hidden_fields}
        facts |= {"refusal": str(why) if why else "", "offers": offers(photo, user)}
    return facts


def offers(photo, user):
    """{field: text} of words that the file carries and nobody has taken over yet."""
    if not is_in_charge(photo, user):
        return {}
    from_file = {name: photo.metadata.get(name, "") for name in ("caption", "credit", "alt")}
    return {name: text for name, text in from_file.items() if text and not getattr(photo, name)}


# ---- Coming in


class UploadError(Exception):
    """A refused picture: a message for whoever sent it, and the HTTP status of the response."""

    def __init__(self, message, code=400):
        super().__init__(message)
        self.message, self.code = message, code


@require_POST
@for_whom_it_was_opened
def upload(request):
    """Take in a picture with its words, from a story's form or the library.

    A picture that is here already is answered with that photo and messages about it.
    """
    form = PhotoWordsForm(request.POST)
    form.is_valid()  # the answer names words that do not fit; the picture comes in all the same
    words = {name: value for name, value in form.cleaned_data.items() if name in request.POST}
    try:
        photo, twin = _take_in_upload(request, "photo", **words)
    except UploadError as error:
        return JsonResponse({"message": error.message}, status=error.code)
    texts = twin.messages if twin else [text for errors in form.errors.values() for text in errors]
    answer = description(photo, request.user) | {"told": " ".join(texts), "is_twin": bool(twin)}
    if twin and (differing_words := _differing_words(photo, request.POST)):
        answer["typed"] = differing_words
    return JsonResponse(answer)


@require_POST
def editor_upload(request):
    """Take in a picture that CKEditor sends in its own format, and answer in that format.

    The request names no `user`, but its token is that of the form's opening: another account's sign-in has
    ended it.
    """
    try:
        photo, twin = _take_in_upload(request, "upload")
    except UploadError as error:
        return JsonResponse({"error": {"message": error.message}}, status=error.code)
    message = " ".join(twin.messages) if twin else ""
    return JsonResponse({"url": reverse("admin:photo_file", args=[photo.pk]), "told": message})


def _take_in_upload(request, name, **words):
    """(photo, None), or where the same picture is here already (that photo, its Duplicate).

    Raises UploadError.
    """
    if not request.user.has_perm(permissions.ADD_PHOTO):
        raise PermissionDenied
    if name not in request.FILES:
        raise SuspiciousOperation("no photo")
    try:
        return library.take_in_photo(request.FILES[name], by=request.user, **words), None
    except Duplicate as twin:
        if twin.photo.state == Photo.State.KILLED:
            raise UploadError(_("This photo was withdrawn from use.")) from twin
        if not access.photos_open_to(request.user).filter(pk=twin.photo.pk).exists():
            raise UploadError(_("This photo stands in a confidential story.")) from twin
        return twin.photo, twin
    except ValidationError as error:
        raise UploadError(" ".join(error.messages)) from error
    except Exception as error:  # whatever a storage raises
        logger.exception("a photo could not be stored")
        raise UploadError(_("The server could not store the photo. Please try again later."), 503) from error


def _differing_words(photo, data):
    """{field: text} that was typed for a picture whose photo says something else: nobody has to type it
    twice."""
    words = {name: Photo._meta.get_field(name).to_python(data.get(name, "")) for name in Photo.WORDS}
    return {name: text for name, text in words.items() if text and text != getattr(photo, name)}


# ---- The picker


@require_safe
def pick(request):
    """Answer with photos for a story's form: those of the query's `id`s, else those that match `q`, newest
    first."""
    _require_view(request)
    if ids := [number(text) or 0 for text in request.GET.getlist("id")[:MOST_IDS]]:
        photos_by_id = access.photos_open_to(request.user).in_bulk(ids)
        return JsonResponse(
            {"photos": [description(photos_by_id[pk], request.user) for pk in ids if pk in photos_by_id]}
        )
    photos = search(access.photos_open_to(request.user).for_stories(), request.GET.get("q", ""), request.user)
    return JsonResponse({"photos": [description(photo) for photo in photos[:PHOTOS_IN_PICKER]]})


FIELDS = ("caption", "credit", "alt", "region__name", "region__parent__name")


def search(photos, words, user):
    """Filter photos by words: each is in caption, credit, alternative text or place, or in the supplier where
    this person may know it.

    A word like 12/11/2026 is the day on which a photo was taken or uploaded.
    """
    own = Q() if user.has_perm(permissions.REVIEW_ARTICLE) else Q(uploaded_by=user)
    for word in clean_line(words).split()[:8]:
        if day := _day(word):
            photos = photos.filter(Q(taken_at__date=day) | Q(uploaded_at__date=day))
        else:
            matches = reduce(or_, (Q(**{f"{field}__icontains": word}) for field in FIELDS))
            photos = photos.filter(matches | Q(own, supplier__icontains=word))
    return photos


def _day(word):
    with suppress(ValueError):
        return datetime.strptime(word.replace("-", "/"), "%d/%m/%Y").date()  # noqa: DTZ007 -- a day alone


@require_safe
def file(request, pk):
    """Redirect to a preview of the photo: an open text names the photo by this address alone.

    No browser keeps the answer: after the photo is withdrawn it would lead to an address that is gone.
    """
    _require_view(request)
    photo = get_object_or_404(access.photos_open_to(request.user), pk=pk)
    return HttpResponseRedirect(pictures.preview(photo, 720) or static("desk/photos/withdrawn.svg"))


def _require_view(request):
    if not request.user.has_perm(permissions.VIEW_PHOTO):
        raise PermissionDenied


# ---- The words, and withdrawing from use


@require_POST
@for_whom_it_was_opened
def save_words(request, pk):
    """Save a photo's words from an open form; the answer has {story's id: new revision} under `versions`."""
    _require_view(request)
    photo = get_object_or_404(access.photos_open_to(request.user), pk=pk)
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
    return JsonResponse(description(photo, request.user) | {"versions": versions})


@require_POST
def withdraw(request, pk):
    return _decide(
        request, pk, library.withdraw_photo, _("Withdrawn from use. Nobody outside sees it any more.")
    )


@require_POST
def release(request, pk):
    return _decide(request, pk, library.release_photo, _("The photo is in use again."))


def _decide(request, pk, act, success_message):
    photo = get_object_or_404(access.photos_open_to(request.user), pk=pk)
    try:
        act(photo, by=request.user, reason=request.POST.get("reason", ""))
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, success_message)
    return HttpResponseRedirect(reverse("admin:articles_photo_change", args=[pk]))


@require_safe
@cache_control(private=True, no_store=True)
def evidence(request, pk):
    """Show a withdrawn photo to editors, drawn anew from the original, which itself never leaves."""
    if not library.may_withdraw(request.user):
        raise PermissionDenied
    photo = get_object_or_404(access.photos_open_to(request.user), pk=pk)
    try:
        with photo.original.open() as original:
            picture = intake.decode(original)
    except Exception as error:  # whatever a storage raises
        logger.exception("the original of photo %s could not be read", pk)
        raise Http404("no original") from error
    picture.thumbnail((EVIDENCE_WIDTH, picture.height))  # a letter stays as tall as it is
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=80)
    return HttpResponse(buffer.getvalue(), content_type="image/jpeg")
