"""Stories that a request may touch, and answers that several pages of the desk give."""

from django.conf import settings
from django.contrib import admin
from django.db.models import Q
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import search, zones
from articles.models import Article, Step
from staff import workflow
from staff.notifying import routing
from staff.parsing import search_text

OFFERED = 8  # stories at a time


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
    if words := search_text(request):
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
    if action == Step.SUBMIT:
        return f"{done} {routing.told(article)}"
    if workflow.ACTIONS[action].target == Article.Status.PUBLISHED and article.is_scheduled:
        return _("Goes online by itself on %(time)s.") % {
            "time": zones.words(article.published_at, article.zone)
        }
    return done
