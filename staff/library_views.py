"""Pages and answers about photos: upload, picker, words, the file as the desk shows it, withdrawing from use.

Mounted by `PhotoAdmin.get_urls` and `Desk.get_urls`, behind the desk's login. JSON goes to static/desk/photos.js.
"""

import io
from contextlib import suppress
from datetime import datetime
from functools import reduce
from operator import or_

from django.contrib import messages
from django.core.exceptions import PermissionDenied, SuspiciousOperation, ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from articles import intake, pictures
from articles.models import Photo
from articles.models.photo import Duplicate
from staff import library
from staff.forms import PhotoWordsForm, number
from staff.views import for_whom_it_was_opened
from staff.workflow import Refused

PICKED = 24  # photos that the picker offers at a time
MOST_ASKED = 60  # ids in one question: a form's photos
EVIDENCE_WIDTH = 1200


def described(photo, user=None):
    """A photo as photos.js shows it; with a user also what that one may do and what the file offers."""
    facts = {
        "id": photo.pk,
        "label": str(photo),
        "thumbnail": pictures.preview(photo),
        "src": reverse("admin:photo_file", args=[photo.pk]),
        "killed": photo.state == Photo.State.KILLED,
        "lacks": [str(label) for label in photo.lacks],
        **{name: getattr(photo, name) for name in library.WORDS},
    }
    if user:
        why = library.words_refusal(photo, user)
        facts |= {"refusal": str(why) if why else "", "offers": offers(photo)}
    return facts


def offers(photo):
    """What the file says and nobody has taken over yet: {field: text}."""
    found = {name: photo.metadata.get(name, "") for name in ("caption", "credit")}
    return {name: text for name, text in found.items() if text and not getattr(photo, name)}


# ---- Coming in


@require_POST
@for_whom_it_was_opened
def upload(request):
    """A picture with its words, from a story's form or the library. One that is here already is that photo, and told."""
    _require_upload(request, "photo")
    form = PhotoWordsForm(request.POST)
    form.is_valid()  # words that do not fit are told, the picture comes in all the same
    words = {name: value for name, value in form.cleaned_data.items() if name in request.POST}
    try:
        photo, is_twin = library.take_in(request.FILES["photo"], by=request.user, **words), False
    except Duplicate as duplicate:
        photo, is_twin = duplicate.photo, True
    except ValidationError as error:
        return JsonResponse({"message": " ".join(error.messages)}, status=400)
    if is_twin and photo.state == Photo.State.KILLED:
        return JsonResponse({"message": _("This photo was withdrawn from use.")}, status=400)
    told = (
        Duplicate(photo).messages if is_twin else [text for texts in form.errors.values() for text in texts]
    )
    return JsonResponse(described(photo, request.user) | {"told": " ".join(told), "is_twin": is_twin})


@require_POST
def editor_upload(request):
    """The same for CKEditor, which asks and is answered in its own way."""
    _require_upload(request, "upload")
    try:
        photo, told = library.take_in(request.FILES["upload"], by=request.user), ""
    except Duplicate as duplicate:
        photo, told = duplicate.photo, " ".join(duplicate.messages)
    except ValidationError as error:
        return JsonResponse({"error": {"message": " ".join(error.messages)}}, status=400)
    if photo.state == Photo.State.KILLED:
        return JsonResponse({"error": {"message": _("This photo was withdrawn from use.")}}, status=400)
    return JsonResponse({"url": reverse("admin:photo_file", args=[photo.pk]), "told": told})


def _require_upload(request, name):
    if not request.user.has_perm("articles.add_photo"):
        raise PermissionDenied
    if name not in request.FILES:
        raise SuspiciousOperation("no photo")


# ---- What there is


@require_safe
def pick(request):
    """Photos for a story's form: those asked for by `id`, else what a search finds, the newest first."""
    _require_view(request)
    if ids := [number(text) or 0 for text in request.GET.getlist("id")[:MOST_ASKED]]:
        found = Photo.objects.in_bulk(ids)
        return JsonResponse({"photos": [described(found[pk], request.user) for pk in ids if pk in found]})
    photos = search(Photo.objects.usable(), request.GET.get("q", ""))
    if request.GET.get("mine"):
        photos = photos.filter(uploaded_by=request.user)
    page = Paginator(photos, PICKED).get_page(number(request.GET.get("page", "")) or 1)
    return JsonResponse({"photos": [described(photo) for photo in page], "more": page.has_next()})


FIELDS = ("caption", "credit", "alt", "supplier", "region__name", "region__parent__name")


def search(photos, words):
    """Every word in caption, credit, alternative text, supplier or place; 12/11/2026 is the day taken or uploaded."""
    for word in words.replace("\x00", "").split()[:8]:
        if day := _day(word):
            photos = photos.filter(Q(taken_at__date=day) | Q(uploaded_at__date=day))
        else:
            photos = photos.filter(reduce(or_, (Q(**{f"{field}__icontains": word}) for field in FIELDS)))
    return photos


def _day(word):
    with suppress(ValueError):
        return datetime.strptime(word.replace("-", "/"), "%d/%m/%Y").date()  # noqa: DTZ007 -- a day alone


@require_safe
@cache_control(private=True, max_age=60)
def file(request, pk):
    """The photo as it stands in an open text: the editor knows it by this address alone."""
    _require_view(request)
    photo = get_object_or_404(Photo, pk=pk)
    return HttpResponseRedirect(pictures.preview(photo, 720) or static("desk/killed.svg"))


def _require_view(request):
    if not request.user.has_perm("articles.view_photo"):
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
            form.instance, form.changed_data, by=request.user, tab=request.POST.get("tab", "")
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
    except (OSError, ValidationError) as error:
        raise Http404("no original") from error
    picture.thumbnail((EVIDENCE_WIDTH, EVIDENCE_WIDTH))
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=80)
    return HttpResponse(buffer.getvalue(), content_type="image/jpeg")
