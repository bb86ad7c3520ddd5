"""Pages and answers about the texts of a story: open forms, what differs, what was kept aside, bringing it
together.

All of them are mounted by `ArticleAdmin.get_urls`, behind the desk's login; `visible_story` decides for each
which stories a person may ask about. The answers to an open form are JSON, for
static/desk/writing/autosave.js.
"""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles import comparison
from articles.models import Article, Revision
from articles.text import merge
from articles.text.story_text import StoryText
from staff import workflow
from staff.access import articles_of_one_story, page_context, to_page, visible, visible_story
from staff.writing import saving
from staff.writing.autosave_views import _base
from staff.writing.forms import data_of

# ---- Texts against one another


def conflict(request, article, refusal):
    """After a save that could not be: what stands now, and what was typed and is kept aside. Status 409."""
    article = Article.objects.get(pk=article.pk)
    aside = refusal.aside
    context = {
        **page_context(request, article, _("Your text was not saved in the story")),
        "refused": refusal,
        "aside": aside,
        "may_merge": aside and not workflow.edit_refusal(article, request.user),
        "difference": aside and comparison.differences(article.snapshot(), aside.text, visible(request)),
        "newest": article.revisions.main().select_related("author").first(),
    }
    return TemplateResponse(request, "desk/writing/conflict.html", context, status=409)


def to_update(request, copy):
    """After a save of a live text that was more than a small fix: the working copy that holds it."""
    message = _(
        "Your text is an update now. Readers keep the live text until a second person has approved it."
    )
    messages.warning(request, message)
    return to_page("review", copy)


@require_safe
def compare(request, pk, old, new=None):
    """Show what differs between two revisions of a story, those of its updates included; without `new`, from
    now."""
    article = visible_story(request, pk)
    if not saving.may_type(article, request.user):
        raise Http404  # who reads a colleague's published story does not read what it was before
    family = articles_of_one_story(article).visible_to(request.user)
    revisions = Revision.objects.filter(article__in=family.values("pk")).select_related("author", "article")
    before = get_object_or_404(revisions, pk=old)
    after = get_object_or_404(revisions, pk=new) if new else None
    context = {
        **page_context(request, article, _("What changed")),
        "before": before,
        "after": after,
        "difference": comparison.differences(
            before.text, after.text if after else article.snapshot(), visible(request)
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
        saved, losses = saving.restore(article, revision, by=request.user, base=_base(request))
    except workflow.Refused as refused:
        return conflict(request, article, refused)
    if saved.pk != article.pk:
        return to_update(request, saved)
    messages.success(
        request, _("The text of r%(number)d is back, as a new revision.") % {"number": revision.number}
    )
    if losses:
        what = ", ".join(str(label) for label in losses)
        messages.warning(request, _("Not everything could come back with it: %(what)s.") % {"what": what})
    return to_page("review", article)


@require_http_methods(["GET", "HEAD", "POST"])
def merge_aside(request, pk, revision):
    """Brings a text that was kept aside into the story, part by part; the result opens in the form."""
    article = visible_story(request, pk)
    aside = get_object_or_404(article.revisions.aside(), number=revision)
    base = article.revisions.main().filter(number__lte=aside.base).first()
    text, _losses = comparison.usable(aside.text)
    return _merge(request, article, base.text if base else StoryText(), article.snapshot(), text)


@require_http_methods(["GET", "HEAD", "POST"])
def merge_live(request, pk):
    """Brings the live text, which was changed meanwhile, and its update together."""
    copy = get_object_or_404(visible(request).exclude(update_of=None), pk=pk)
    live = copy.update_of
    base = live.revisions.get(number=copy.update_base)
    theirs = copy.snapshot().replace(slug=live.slug)
    return _merge(
        request, copy, comparison.led_on(base.text), live.snapshot(), theirs, seen_live=live.version
    )


def _merge(request, article, base, ours, theirs, seen_live=None):
    if why := workflow.edit_refusal(article, request.user):
        return conflict(request, article, workflow.Refused(why))
    parts = merge.parts(base, ours, theirs)
    choices = {part.key: request.POST.get(part.key, "") for part in parts}
    # The choices were made for the texts that the page showed; for others they would mean something else.
    texts = f"{article.version}-{seen_live or 0}"
    is_stale = request.method == "POST" and request.POST.get("shown") != texts
    if is_stale:
        choices = dict.fromkeys(choices, "")
    is_answered = request.method == "POST" and not is_stale
    missing = {part.key for part in merge.unanswered(parts, choices)} if is_answered else set()
    if is_answered and not missing:
        data = data_of(merge.merge(parts, choices))
        if seen_live:
            data["seen_live"] = [saving.seal(article, seen_live)]
        saving.put_into_form(article, data, by=request.user)
        messages.info(request, _("Both texts are together here. Read them through, then save."))
        return to_page("change", article)
    names = comparison.Names(visible(request), base, ours, theirs)
    rows = [(part, choices[part.key] or part.default, part.key in missing) for part in parts]
    context = {
        **page_context(request, article, _("Bring both texts together")),
        "rows": [comparison.MergeRow(part, names, choice, lacking) for part, choice, lacking in rows],
        "missing": missing,
        "live_number": seen_live,
        "shown": texts,
        "moved": is_stale,
    }
    status = 409 if is_stale else 400 if missing else 200
    return TemplateResponse(request, "desk/writing/merge.html", context, status=status)
