"""Answers to an open form while somebody writes: the lease, autosave, and what is kept aside.

JSON, for the form's script.
"""

from functools import wraps

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from articles.models import Article
from staff import workflow
from staff.access import to_page, visible_story
from staff.models import Scratch
from staff.parsing import number, without_nul
from staff.writing import saving
from staff.writing.forms import TAB

# ---- What an open form says and asks while somebody writes


def for_whom_it_was_opened(view):
    """Another account may have signed in since in the same browser: its cookie is no consent of this form's
    writer."""

    @wraps(view)
    def inner(request, *args, **kwargs):
        if request.POST.get("user", str(request.user.pk)) != str(request.user.pk):
            return JsonResponse({}, status=401)
        return view(request, *args, **kwargs)

    return inner


@require_POST
@for_whom_it_was_opened
def lease(request, pk):
    """A sign of life of an open form, its claim to write, its goodbye: `do` is beat, take or leave."""
    tab = _tab(request)
    if request.POST.get("do") == "leave":
        saving.release(pk, by=request.user, tab=tab)
        return JsonResponse({})
    article = visible_story(request, pk)
    try:
        lease = saving.claim(
            article,
            by=request.user,
            tab=tab,
            take=request.POST.get("do") == "take",
            shown=without_nul(request.POST.get("shown", "")),
        )
    except workflow.Refused as refused:
        return JsonResponse({"message": str(refused.message), "version": article.version}, status=409)
    is_own = (lease.user_id, lease.tab) == (request.user.pk, tab)
    return JsonResponse(
        {
            "held": is_own,
            "tab": lease.tab if lease.user_id == request.user.pk else "",
            "version": article.version,
            "holder": "" if is_own else str(saving.holder_message(lease, request.user)),
            "may_take": saving.may_take(lease, request.user),
        }
    )


@require_POST
@for_whom_it_was_opened
def autosave(request, pk=None):
    """Keeps what stands in an open form. A text behind the story's is kept aside, and the answer says where.

    With `aside` the text goes there at once: an older one that was found on the device.
    """
    data, tab, base = _form_data(request), _tab(request), _base(request) or 0
    if pk and "aside" in data:
        aside = saving.keep_typed_aside(visible_story(request, pk), data, by=request.user, base=base)
        return JsonResponse({"url": _merge_url(pk, aside), "kept": True})
    try:
        story = saving.autosave(pk, by=request.user, tab=tab, base=base, data=data)
    except Article.DoesNotExist as error:
        raise Http404 from error
    except workflow.Refused as refused:
        aside = refused.aside
        url = _merge_url(aside.article_id, aside) if aside else ""
        answer = {"message": str(refused.message), "url": url, "kept": refused.is_kept}
        return JsonResponse(answer, status=409)
    if story:
        return JsonResponse({"begun": reverse("admin:articles_article_change", args=[story.pk])})
    return JsonResponse({"at": f"{timezone.localtime():%H.%M}"})


def _form_data(request):
    """The form as `Scratch.data`; what PostgreSQL cannot hold in JSON is left out."""
    return {
        without_nul(name): [without_nul(value) for value in values]
        for name, values in request.POST.lists()
        if name not in ("csrfmiddlewaretoken", "user")
    }


def _merge_url(pk, aside):
    return reverse("admin:articles_article_merge_aside", args=[pk, aside.number]) if aside else ""


@require_POST
def keep_aside(request, pk):
    """Puts what this person typed and did not save beside the story, and shows what it is beside."""
    article = visible_story(request, pk)
    scratch = get_object_or_404(Scratch.objects.of(request.user, article)[:1])
    is_fresh = scratch.base == article.version
    aside = saving.keep_scratch_aside(scratch, "stale")
    if is_fresh or not aside or workflow.edit_refusal(article, request.user):
        return to_page("change", article)
    return HttpResponseRedirect(_merge_url(pk, aside))


def _base(request):
    return number(request.POST.get("revision", ""))


def _tab(request):
    tab = request.POST.get("tab", "")
    if not TAB.fullmatch(tab):
        raise SuspiciousOperation("no tab")
    return tab
