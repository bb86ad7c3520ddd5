"""A draft for somebody without an account: making the link at the desk, and the page that it leads to."""

import re

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles import zones
from articles.models import Article
from articles.site import rendering, site_context
from staff import access, workflow
from staff.models import PreviewLink
from staff.parsing import number
from staff.story import review
from staff.workflow import previews

# Programs that fetch an address that somebody sends or pastes, to show a card of it. They get no word of the draft.
MESSENGERS = re.compile(
    r"^WhatsApp/|facebookexternalhit|Slackbot|SkypeUriPreview|Mastodon|crawler|spider|preview|iframely|onebox|viber|nextcloud|(?<!cu)bot\b",
    re.IGNORECASE,  # Cubot makes phones
)
HEADERS = {
    "Cache-Control": "no-store, private",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive, nosnippet",
}


# ---- At the desk


@require_POST
def share(request, pk):
    """Make a link to the text that this editor looks at."""
    article = access.visible_story(request, pk)
    try:
        previews.share(
            article,
            by=request.user,
            revision=number(request.POST.get("revision", "")),
            recipient=request.POST.get("recipient", ""),
            hours=number(request.POST.get("hours", "")),
        )
    except workflow.Refused as refused:
        return review.screen(request, article.pk, refused, status=400)
    messages.success(request, _("The link is made. Copy it and send it to that person alone."))
    return _to_links(article)


@require_POST
def revoke(request, pk, link):
    article = access.visible_story(request, pk)
    try:
        previews.revoke(get_object_or_404(article.preview_links, pk=link), by=request.user)
    except workflow.Refused as refused:
        return review.screen(request, article.pk, refused, status=400)
    messages.success(request, _("The link is revoked."))
    return _to_links(article)


def _to_links(article):
    return HttpResponseRedirect(reverse("admin:articles_article_review", args=[article.pk]) + "#previews")


# ---- Outside


@require_safe
def outside(request, token):
    """Show the text of a link to whoever has its address, as long as it holds."""
    links = PreviewLink.objects.select_related(
        "article__update_of", "article__region", "revision", "created_by"
    )
    response = _answer(request, links.filter(token=token).first())
    for name, value in HEADERS.items():
        response[name] = value
    return response


def _answer(request, link):
    if not link:
        return _sentence(request, _("There is no preview at this address."), status=404)
    if not link.is_live:
        return _sentence(request, _("This preview is over. Ask the newsroom for a new link."), status=410)
    if live := _live_story(link.article):
        return HttpResponseRedirect(live.get_absolute_url())
    if not previews.is_previewed(link.article):
        return _sentence(request, _("The newsroom does not show this text any more."), status=410)
    if MESSENGERS.search(request.headers.get("User-Agent", "")):
        return _sentence(request, _("A preview for the person who was sent this link."))
    if request.method == "GET" and not _is_prefetched(request):
        link.note_opening()
    return _text(request, link)


def _live_story(article):
    """Return the story that readers have meanwhile, if they do."""
    story = article.update_of if article.merged_revision_id else article
    return story if story.is_public else None


def _is_prefetched(request):
    """Return whether a browser asks before anybody has pressed the link."""
    return "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))


def _text(request, link):
    frame = site_context.of(request)
    public = Article.objects.public()  # cards and links of whatever else is not published are left out
    context = rendering.preview(link.article, link.revision.text, frame, public)
    context["until"] = zones.words(link.expires_at, link.article.zone)
    return _page(request, "desk/story/preview_link.html", context)


def _sentence(request, sentence, status=200):
    return _page(request, "desk/story/preview_over.html", {"sentence": sentence}, status)


def _page(request, template, context, status=200):
    frame = site_context.of(request)
    return TemplateResponse(
        request, template, frame.context | {"masthead": frame.masthead()} | context, status=status
    )
