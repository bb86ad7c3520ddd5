"""Pages and answers about the texts of a story: open forms, what differs, what was kept aside, bringing it together.

All of them are mounted by `ArticleAdmin.get_urls`, behind the desk's login; `visible_story` decides for each
which stories a person may ask about. The answers to an open form are JSON, for static/desk/writing/autosave.js.
"""

from functools import wraps

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import SuspiciousOperation
from django.db.models import Q
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles import merge, search, snapshots, zones
from articles.models import Article, Revision
from staff import routing, workflow, writing
from staff.forms import BLANK, TAB, data_of, number
from staff.models import Scratch

OFFERED = 8  # stories at a time
MOST_TYPED = 100  # characters, as in the field of readers


def visible(request):
    """The stories that this person may read at the desk."""
    return Article.objects.visible_to(request.user)


def visible_story(request, pk):
    """One of them; everybody else is told that there is none."""
    return get_object_or_404(visible(request), pk=pk)


def articles_of_one_story(article):
    """The story and its updates, which share one history."""
    root = article.update_of_id or article.pk
    return Article.objects.filter(Q(pk=root) | Q(update_of=root))


def frame(request, article, title):
    """What every page about a story's texts needs."""
    return {
        **admin.site.each_context(request),
        "title": title,
        "opts": Article._meta,
        "article": article,
        "state": workflow.state_of(article),
        "state_label": workflow.state_label(article),
    }


def to_page(name, article):
    return HttpResponseRedirect(reverse(f"admin:articles_article_{name}", args=[article.pk]))


def offered(stories, request):
    """The best of these stories for a field that searches as one types (`?q=`); without words the newest."""
    if words := request.GET.get("q", "")[:MOST_TYPED].replace("\x00", "").strip():
        try:
            stories = search.matching(stories, words)
        except search.TooBroad:
            stories = stories.none()
    elif "id" not in request.GET:
        stories = stories.public().newest_first()
    found = [
        {
            "id": story.pk,
            "headline": story.headline,
            "url": settings.SITE_URL + story.get_absolute_url(),
            "note": "" if story.is_public else str(workflow.state_label(story)),
        }
        for story in stories.without_search().defer("body")[:OFFERED]
    ]
    return JsonResponse({"stories": found})


# ---- Steps of the workflow


def told(action, article):
    """What was done, as the page after it says; of a submission also who has it now."""
    done = workflow.ACTIONS[action].done
    if action == "submit":
        return f"{done} {routing.told(article)}"
    if workflow.ACTIONS[action].target == Article.Status.PUBLISHED and article.is_scheduled:
        return _("Goes online by itself on %(time)s.") % {
            "time": zones.words(article.published_at, article.zone)
        }
    return done


# ---- Texts against one another


def conflict(request, article, refused):
    """After a save that could not be: what stands now, and what was typed and is kept aside. Status 409."""
    article = Article.objects.get(pk=article.pk)
    aside = refused.aside
    context = {
        **frame(request, article, _("Your text was not saved in the story")),
        "refused": refused,
        "aside": aside,
        "may_merge": aside and not workflow.edit_refusal(article, request.user),
        "difference": aside and snapshots.differences(article.snapshot(), aside.content, visible(request)),
        "newest": article.revisions.main().select_related("author").first(),
    }
    return TemplateResponse(request, "desk/writing/conflict.html", context, status=409)


@require_safe
def compare(request, pk, old, new=None):
    """What differs between two revisions of a story, those of its updates included; without `new`, from now."""
    article = visible_story(request, pk)
    if not writing.may_type(article, request.user):
        raise Http404  # who reads a colleague's published story does not read what it was before
    family = articles_of_one_story(article).visible_to(request.user)
    revisions = Revision.objects.filter(article__in=family.values("pk")).select_related("author", "article")
    before = get_object_or_404(revisions, pk=old)
    after = get_object_or_404(revisions, pk=new) if new else None
    context = {
        **frame(request, article, _("What changed")),
        "before": before,
        "after": after,
        "difference": snapshots.differences(
            before.content, after.content if after else article.snapshot(), visible(request)
        ),
        "revisions": revisions.defer("content").order_by("-created_at", "-pk"),
        "may_restore": before.article_id == article.pk
        and before.number != article.version
        and before.kind != Revision.Kind.SIDE
        and not workflow.edit_refusal(article, request.user),
    }
    return TemplateResponse(request, "desk/writing/compare.html", context)


@require_POST
def restore(request, pk, revision):
    article = visible_story(request, pk)
    revision = get_object_or_404(
        article.revisions.main(), number=revision
    )  # others are brought in by the form
    try:
        lost = writing.restore(article, revision, by=request.user, base=_base(request))
    except workflow.Refused as refused:
        return conflict(request, article, refused)
    messages.success(
        request, _("The text of r%(number)d is back, as a new revision.") % {"number": revision.number}
    )
    if lost:
        what = ", ".join(str(label) for label in lost)
        messages.warning(request, _("Not everything could come back with it: %(what)s.") % {"what": what})
    return to_page("review", article)


@require_http_methods(["GET", "HEAD", "POST"])
def merge_aside(request, pk, revision):
    """Brings a text that was kept aside into the story, part by part; the result opens in the form."""
    article = visible_story(request, pk)
    aside = get_object_or_404(article.revisions.aside(), number=revision)
    base = article.revisions.main().filter(number__lte=aside.base).first()
    content, _lost = snapshots.usable(aside.content)
    return _merge(request, article, base.content if base else BLANK, article.snapshot(), content)


@require_http_methods(["GET", "HEAD", "POST"])
def merge_live(request, pk):
    """Brings the live text, which was changed meanwhile, and its update together."""
    copy = get_object_or_404(visible(request).exclude(update_of=None), pk=pk)
    live = copy.update_of
    base = live.revisions.get(number=copy.update_base)
    theirs = copy.snapshot() | {"slug": live.slug}
    return _merge(request, copy, base.content, live.snapshot(), theirs, seen_live=live.version)


def _merge(request, article, base, ours, theirs, seen_live=None):
    if why := workflow.edit_refusal(article, request.user):
        return conflict(request, article, workflow.Refused(why))
    parts = merge.parts(base, ours, theirs)
    choices = {part.key: request.POST.get(part.key, "") for part in parts}
    # The choices were made for the texts that the page showed; for others they would mean something else.
    shown = f"{article.version}-{seen_live or 0}"
    moved = request.method == "POST" and request.POST.get("shown") != shown
    if moved:
        choices = dict.fromkeys(choices, "")
    asked = request.method == "POST" and not moved
    missing = {part.key for part in merge.unanswered(parts, choices)} if asked else set()
    if asked and not missing:
        data = data_of(merge.merged(parts, choices))
        if seen_live:
            data["seen_live"] = [writing.seal(article, seen_live)]
        writing.put_into_form(article, data, by=request.user)
        messages.info(request, _("Both texts are together here. Read them through, then save."))
        return to_page("change", article)
    names = snapshots.Names(visible(request), base, ours, theirs)
    rows = [(part, choices[part.key] or part.default, part.key in missing) for part in parts]
    context = {
        **frame(request, article, _("Bring both texts together")),
        "rows": [snapshots.MergeRow(part, names, choice, lacking) for part, choice, lacking in rows],
        "missing": missing,
        "live_number": seen_live,
        "shown": shown,
        "moved": moved,
    }
    status = 409 if moved else 400 if missing else 200
    return TemplateResponse(request, "desk/writing/merge.html", context, status=status)


# ---- What an open form says and asks while somebody writes


def for_whom_it_was_opened(view):
    """Another account may have signed in since in the same browser: its cookie is no consent of this form's writer."""

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
        writing.release(pk, by=request.user, tab=tab)
        return JsonResponse({})
    article = visible_story(request, pk)
    try:
        lease = writing.claim(
            article,
            by=request.user,
            tab=tab,
            take=request.POST.get("do") == "take",
            shown=request.POST.get("shown", "").replace("\x00", ""),
        )
    except workflow.Refused as refused:
        return JsonResponse({"message": str(refused.message), "version": article.version}, status=409)
    held = (lease.user_id, lease.tab) == (request.user.pk, tab)
    return JsonResponse(
        {
            "held": held,
            "tab": lease.tab if lease.user_id == request.user.pk else "",
            "version": article.version,
            "holder": "" if held else str(writing.holder_message(lease, request.user)),
            "may_take": writing.may_take(lease, request.user),
        }
    )


@require_POST
@for_whom_it_was_opened
def autosave(request, pk=None):
    """Keeps what stands in an open form. A text behind the story's is kept aside, and the answer says where.

    With `aside` the text goes there at once: an older one that was found on the device.
    """
    data, tab, base = _typed(request), _tab(request), _base(request) or 0
    if pk and "aside" in data:
        aside = writing.keep_typed_aside(visible_story(request, pk), data, by=request.user, base=base)
        return JsonResponse({"url": _merge_url(pk, aside), "kept": True})
    try:
        begun = writing.autosave(pk, by=request.user, tab=tab, base=base, data=data)
    except Article.DoesNotExist as error:
        raise Http404 from error
    except workflow.Refused as refused:
        aside = refused.aside
        url = _merge_url(aside.article_id, aside) if aside else ""
        answer = {"message": str(refused.message), "url": url, "kept": refused.is_kept}
        return JsonResponse(answer, status=409)
    if begun:
        return JsonResponse({"begun": reverse("admin:articles_article_change", args=[begun.pk])})
    return JsonResponse({"at": f"{timezone.localtime():%H.%M}"})


def _typed(request):
    """The form as `Scratch.data`; what PostgreSQL cannot hold in JSON is left out."""
    return {
        name.replace("\x00", ""): [value.replace("\x00", "") for value in values]
        for name, values in request.POST.lists()
        if name not in ("csrfmiddlewaretoken", "user")
    }


def _merge_url(pk, aside):
    return reverse("admin:articles_article_merge_aside", args=[pk, aside.number]) if aside else ""


@require_POST
def keep_aside(request, pk):
    """Puts what this person typed and did not save beside the story, and shows what it is beside."""
    article = visible_story(request, pk)
    scratch = get_object_or_404(
        Scratch.objects.filter(user=request.user, article=article).order_by("-saved_at")[:1]
    )
    is_fresh = scratch.base == article.version
    aside = writing.keep_scratch_aside(scratch, "stale")
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
