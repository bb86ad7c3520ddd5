"""The review screen: the story as readers will see it, its history, and the steps that this person may take
now."""

from django.contrib import admin, messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles import permissions, zones
from articles.addresses import absolute
from articles.advertising import exclusions
from articles.models import Article, ArticleEvent, Publication, Step
from articles.site import rendering
from staff import access, workflow
from staff.access import to_page
from staff.models import NoticeProposal, OriginalChange, PreviewLink, User
from staff.notifying import routing, texts
from staff.parsing import number
from staff.planning import assignments
from staff.story import channel_post
from staff.workflow import previews, questions, return_reasons, review_queue, scheduling, undo
from staff.writing import comments, saving, suggestions

EVENTS, REVISIONS = 50, 100  # that the screen lists, the newest first
MOST_EDITORS = 200  # that a confidential story is open to
# Steps with which readers get a text that they had not.
GOING_OUT = (Step.APPROVE_AND_PUBLISH, Step.PUBLISH, Step.PUBLISH_ALONE, Step.MERGE, Step.REINSTATE)
CONFLICTS = ("stale", "changed", "merge")  # refusals because the text is another one now


@require_safe
def review(request, pk):
    return screen(request, pk)


def screen(request, pk, refusal=None, values=None, status=200):
    """The review screen, after a refusal with the reason and with what was typed for the step."""
    visible = access.visible(request)
    whole = visible.select_related("category__parent", "region__parent__parent", "lead_photo", "claim__user")
    article = get_object_or_404(rendering.with_related_ids(whole), pk=pk)
    text = article.snapshot() if article.status in Article.UNDER_WAY else None
    desk, publication = story_context(request, article), Publication.objects.current()
    context = {
        **admin.site.each_context(request),
        **desk,
        **review_queue.context(request, article, visible, desk["actions"], text),
        **rendering.story(article, publication, visible),
        **_history_context(request.user, article),
        "publication": publication,
        "channel_post": channel_post.post_for(article, publication) if article.is_public else "",
        "title": article.headline,
        "opts": Article._meta,
        "refused": refusal,
        "typed": values or {},
        "fixes": article.has_unseen_fix and workflow.fixes_since_seen(article).select_related("actor"),
        "open_request": workflow.open_request(article),
        "original_changes": OriginalChange.of(article) if article.source_name else (),
        "waiting_notice": NoticeProposal.objects.of(article).select_related("proposed_by").first(),
        **_confidence(request.user, article),
        "previews": previews.of(article, request.user),
        "is_previewed": previews.is_previewed(article),
        "lifetimes": PreviewLink.Lifetime,
        "checks": suggestions.saved_problems(article, text, request.user),
        "holder": saving.other_writer_message(article, request.user),
        "route": routing.route_of(article),
        "whatsapp": texts.whatsapp_for(article, request.user),
        "unsaved": article.scratches.exclude(user=request.user).select_related("user"),
    }
    context |= _ads(request.user, article, context["tags"])
    return TemplateResponse(request, "desk/story/review.html", context, status=status)


def story_context(request, article):
    """State of a story and the steps that are open to this person, as form and review screen show them."""
    actions, obstacles = workflow.offers(article, request.user)
    at = scheduling.proposed_moment(article)
    return {
        "story": article,
        "state": workflow.state_of(article),
        "state_label": workflow.state_label(article),
        "zone": zones.name(article.zone),
        "edit_refusal": workflow.edit_refusal(article, request.user),
        "drops_approval": article.status == Article.Status.APPROVED or article.is_scheduled,
        "is_live": article.is_public,
        "schedule": article.is_scheduled and zones.words(article.published_at, article.zone),
        "embargo": article.is_under_embargo and zones.words(article.embargo_until, article.zone),
        "actions": actions,
        "obstacle": next((refused for refused in obstacles.values() if refused.code != "embargo"), None),
        "four_eyes": _four_eyes(article, request.user, actions),
        "hands_back": "return" in actions and not workflow.wrote(article, request.user),
        "reason_codes": return_reasons.REASONS,
        "questions": questions.questions_about(article) if any(a.asks for a in actions.values()) else [],
        "slot": scheduling.slot(at, article.zone) if at else "",
        "return_reason": article.return_reason,
    }


def _four_eyes(article, user, actions):
    """Return why an editor has no button to approve what waits for one; None where there is one, or nothing waits."""
    waits = workflow.state_of(article) == "submitted" and user.has_perm(permissions.REVIEW_ARTICLE)
    return workflow.refusal("approve", article, user) if waits and "approve" not in actions else None


def _confidence(user, article):
    """Return to whom a story is open, for those who may change that: {} for everybody else."""
    if workflow.confidence_refusal(article, user):
        return {}
    confidants = article.confidants or []
    others = routing.editors().exclude(pk__in=User.objects.writers_of(article)).order_by("first_name", "pk")
    return {"confidence": [(editor, editor.pk in confidants) for editor in others]}


def _ads(user, article, tags):
    """Return why readers see no advertisement in a story, for those who may change that: {} for everybody else."""
    if workflow.ads_refusal(article, user):
        return {}
    why_none = exclusions.reason_of(article, article.category, [tag.name for tag in tags])
    return {"without_ads": why_none, "keeps_ads": True}


def _history_context(user, article):
    """Events, revisions and the open update; for insiders also the thread.

    A colleague who reads what is published is none.
    """
    family = access.articles_of_one_story(article).visible_to(user)
    events = ArticleEvent.objects.filter(article__in=family.values("pk")).select_related("actor", "revision")
    is_insider = saving.may_type(article, user)
    context = {
        "update": family.open_updates().exclude(pk=article.pk).first(),
        "is_insider": is_insider,
        "events": [
            (workflow.EVENT_LABELS.get(event.action, event.action), event) for event in events[:EVENTS]
        ],
        "revisions": article.revisions.defer("content").select_related("author")[:REVISIONS],
    }
    if is_insider:
        context |= {"thread": comments.of(article, user), "assignment": assignments.for_story(article)}
    return context


# ---- Steps


@require_POST
def act(request, pk, action):
    """Take one step of the workflow; after a decision the next story of the queue comes."""
    article = access.visible_story(request, pk)
    values = {key: request.POST.get(key, "") for key in ("reason", "at")}
    values["codes"] = request.POST.getlist("codes")
    values["answers"] = answers_in(request.POST)
    was_submitted = article.status == Article.Status.SUBMITTED
    response = take_step(request, article, action, number(request.POST.get("revision", "")), values)
    if was_submitted and response.status_code == 302 and action in review_queue.DECISIONS:
        return review_queue.to_next(request, besides=article)
    return response


def answers_in(data):
    """Return the codes of the answers to what is asked at approval; each question is a field of its own."""
    return [code for name in data if name.startswith("answer-") for code in data.getlist(name)]


def take_step(request, article, action, revision, values):
    """Perform an action of the workflow; a refusal shows the review screen with what was typed."""
    if action not in workflow.ACTIONS:
        raise Http404(action)
    try:
        result = workflow.perform(
            action,
            article,
            by=request.user,
            revision=revision,
            reason=values["reason"],
            codes=values["codes"],
            answers=values["answers"],
            at=scheduling.moment(values["at"], article.zone),
        )
    except workflow.Refused as refused:
        if refused.code == "state" and workflow.was_just_done(action, article, request.user):
            return to_page("review", article)  # pressed twice: once is done, and nothing is wrong
        status = 409 if refused.code in CONFLICTS else 400
        return screen(request, article.pk, refused, values | {"action": action}, status)
    messages.success(request, _success_message(request, action, result))
    return to_page("review" if action != Step.PROPOSE_UPDATE else "change", result)


def _success_message(request, action, article):
    """Return what was done; after a decision, when another story is on the screen, also to which. What readers
    have, or get, comes with its address and a text that passes it on."""
    message = access.success_message(action, article)
    goes_out = action in GOING_OUT and article.status == Article.Status.PUBLISHED
    if action not in review_queue.DECISIONS and not goes_out:
        return message
    live, newest = article.update_of if article.merged_revision_id else article, article.events.first()
    desk = reverse("admin:articles_article_review", args=[article.pk])
    context = {
        "message": message,
        "story": live,
        "page": live.get_absolute_url() if live.is_public else desk,
        "address": goes_out and absolute((article.update_of or article).get_absolute_url()),
        "whatsapp": goes_out and texts.whatsapp_for(live, request.user),
    }
    if not undo.refusal(action, article, newest.pk, request.user):
        context |= {"action": action, "event": newest}
    return mark_safe(render_to_string("desk/story/_decided.html", context, request).strip())  # noqa: S308 -- a template of ours


@require_POST
def claim(request, pk):
    """Take a submitted story to review, over from somebody else, or give it back."""
    article = access.visible_story(request, pk)
    if request.POST.get("do") == "release":
        review_queue.release(article, by=request.user)
        return to_page("review", article)
    try:
        review_queue.claim(article, by=request.user, take=request.POST.get("do") == "take")
    except workflow.Refused as refused:
        return screen(request, article.pk, refused, status=409)
    return to_page("review", article)


@require_POST
def take_back(request, pk, event):
    """Take back a decision that was made seconds ago."""
    article = access.visible_story(request, pk)
    try:
        article = undo.undo(request.POST.get("do", ""), article, event=event, by=request.user)
    except workflow.Refused as refused:
        return screen(request, article.pk, refused, status=409)
    state = workflow.state_label(article)
    messages.success(request, _("Taken back. The story is “%(state)s” again.") % {"state": state})
    return to_page("review", article)


@require_POST
def skip(request, pk):
    """Go on to the next story without a decision; this one comes again when it changes, or last."""
    article = access.visible_story(request, pk)
    review_queue.skip(request.session, article)
    return review_queue.to_next(request, besides=article)


@require_POST
def change_urgency(request, pk):
    article = access.visible_story(request, pk)
    try:
        workflow.set_urgency(article, number(request.POST.get("urgency", "")), by=request.user)
    except workflow.Refused as refused:
        return screen(request, article.pk, refused, status=400)
    return to_page("review", article)


@require_POST
def change_ads(request, pk):
    article = access.visible_story(request, pk)
    try:
        workflow.set_ads(article, is_without=request.POST.get("do") == "hide", by=request.user)
    except workflow.Refused as refused:
        return screen(request, article.pk, refused, status=400)
    return to_page("review", article)


@require_POST
def confide(request, pk):
    """Open a story to its writers and the editors that were ticked alone, or to the whole desk again."""
    article = access.visible_story(request, pk)
    ids = [number(text) or 0 for text in request.POST.getlist("editor")[:MOST_EDITORS]]
    editors = None if request.POST.get("do") == "open" else routing.editors().filter(pk__in=ids)
    try:
        workflow.confide(article, editors, by=request.user)
    except workflow.Refused as refused:
        return screen(request, article.pk, refused, status=400)
    return to_page("review", article)
