"""The register's pages for readers: the letter, its state, and the page of what the paper promises.

No account, no cookie, no script. What is sent carries no right of anybody's, so a token against forgery would guard nothing.
"""

from functools import wraps
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent, ValidationError
from django.http import HttpResponseBadRequest
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from articles.models import Article, Notice, Photo
from articles.origin import outsider_of
from articles.parameters import reads
from articles.site import site_context
from articles.site.pages import page
from staff import reach
from staff.models.complaint import ComplaintKind, RefusalReason, TakedownGround
from staff.parsing import number
from staff.register import files, mails, steps, traps
from staff.register.forms import PURPOSES, LetterForm, StatusForm
from staff.story.notice import PURPOSES as NOTICE_PURPOSES


def from_here(view):
    """Decorate a view so that no other site's page sends its form."""

    @wraps(view)
    def inner(request, *args, **kwargs):
        is_ours = request.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none")
        if request.method == "POST" and not is_ours:
            return HttpResponseBadRequest("This form is sent from its own page.\n", content_type="text/plain")
        return view(request, *args, **kwargs)

    return inner


@csrf_exempt
@never_cache
@reads("berita")
@from_here
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request):
    """Show the form of a letter; POST takes it and shows the receipt."""
    if request.method != "POST":
        return _form(request, LetterForm(initial={"address": _address_of(request.GET.get("berita", ""))}))
    if _length(request) > files.MOST_BYTES:
        return _too_large(request)
    try:
        form = LetterForm(request.POST, request.FILES)
    except (RequestDataTooBig, TooManyFilesSent):
        return _too_large(request)
    if not form.is_valid():
        return _form(request, form, HTTPStatus.BAD_REQUEST)
    try:
        traps.check_number(outsider_of(request))
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return _form(request, form, HTTPStatus.TOO_MANY_REQUESTS)
    complaint = steps.receive(form.instance, form.cleaned_data["files"], token=form.token)
    return page(
        request,
        "site/letter_receipt.html",
        {"letter": complaint, "code": complaint.code(), "sends_mail": reach.sends_mail()},
        is_measured=False,
    )


def _length(request):
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _address_of(text):
    """Return the whole address of a story that readers may see, by its number; "" for anything else."""
    pk = number(text)
    story = Article.objects.ever_public().select_related("region").filter(pk=pk).first() if pk else None
    return settings.SITE_URL + story.get_absolute_url() if story else ""


def _form(request, form, status=HTTPStatus.OK):
    """Return the page of the form, with a seal of the same token where it was sent already."""
    seal = form.data.get("seal", "") if form.token else traps.new_seal()
    context = {
        "form": form,
        "seal": seal,
        "has_sent_files": bool(form.files),
        "grounds": TakedownGround.labels,
    }
    return page(request, "site/letter.html", context, status=status, is_measured=False)


def _too_large(request):
    context = {"most": files.MOST, "megabytes": files.MOST_MEGABYTES}
    return page(
        request,
        "site/letter_too_large.html",
        context,
        status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        is_measured=False,
    )


@csrf_exempt
@never_cache
@from_here
@require_http_methods(["GET", "HEAD", "POST"])
def letter_status(request):
    """Show what became of a letter to whoever has its number and code."""
    form = StatusForm(request.POST if request.method == "POST" else None)
    context = {"form": form}
    if request.method == "POST" and form.is_valid():
        context |= {"letter": form.complaint, "lines": _outcome(form.complaint)}
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return page(request, "site/letter_status.html", context, status=status, is_measured=False)


def _outcome(complaint):
    if complaint.is_open or complaint.outcome == complaint.Outcome.NOTICE:
        return []
    return mails.outcome_lines(complaint)


@require_safe
def standards(request):
    """Show what the paper promises, each sentence from the setting or list that the paper works by."""
    publication = site_context.of(request).publication
    policies = [fixed for fixed in site_context.of(request).fixed_pages if fixed.policy]
    context = {
        "kinds": [(ComplaintKind(kind).label, purpose) for kind, purpose in PURPOSES.items()],
        "notices": NOTICE_PURPOSES.values(),
        "grounds": TakedownGround.labels,
        "reasons": RefusalReason.labels,
        "labels": Article.CommercialLabel.labels,
        "picture_labels": [Photo.Source(source).label for source in Photo.NAMED_TO_READERS],
        "crawlers": publication.get_ai_crawlers_display(),
        "policies": policies,
        "withdrawal": Notice.Kind.WITHDRAWAL.label,
    }
    return page(request, "site/standards.html", context)
