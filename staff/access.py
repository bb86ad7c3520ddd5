"""Stories that a request may touch, and answers that several pages of the desk give."""

from functools import reduce
from operator import or_

from django.conf import settings
from django.contrib import admin
from django.db.models import BigIntegerField, Exists, F, Func, OuterRef, Q, TextField, Value
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import search, zones
from articles.models import (
    Article,
    Attachment,
    Credit,
    Person,
    Photo,
    PhotoUse,
    Revision,
    Step,
    Tag,
    TaggedArticle,
)
from articles.statements import Statement
from staff import workflow
from staff.models import Scratch
from staff.notifying import routing
from staff.parsing import number, search_text

CHOICES = 8  # stories in one answer


def visible(request):
    """Return the stories that this person may read at the desk."""
    return Article.objects.visible_to(request.user)


def visible_story(request, pk):
    """Return a story that this person may read at the desk; raises Http404 for everybody else."""
    return get_object_or_404(visible(request), pk=pk)


def photos_open_to(user):
    return Photo.objects.exclude(pk__in=hidden_photos(user))


def attachments_open_to(user):
    """Return the own attachments and those of the stories that this person may read."""
    attachments = Attachment.objects.shown_in(Article.objects.visible_to(user))
    return Attachment.objects.filter(Q(uploaded_by=user) | Q(pk__in=attachments.values("pk")))


def hidden_photos(user):
    """Return the ids of the photos of others that no story shows or showed but such as are confidential to others, and of
    those that nothing shows yet of somebody whose form is open and confidential, as a subquery."""
    return _hidden_photos.subquery(user=user.pk, now=timezone.now())


def _photos_hidden_from(user, now):
    closed = Article.objects.hidden_from(user, at=now)
    stories = Article.objects.exclude(pk__in=closed.values("pk"))
    uses, texts = (kind.objects.filter(article__in=closed.values("pk")) for kind in (PhotoUse, Revision))
    ids = (
        uses.values("photo"),
        closed.filter(lead_photo__isnull=False).values("lead_photo"),
        texts.values(photo=_PathQuery("content", "lax $.photos[*].id")),
        texts.values(photo=_PathQuery("content", "lax $.lead_photo.id")),
    )
    forms = Scratch.objects.filter(article=None, data__has_key="confidential").exclude(user=user)
    in_work = Q(uploaded_by__in=forms.values("user")) & ~_shown_in(Article.objects.all())
    inside = reduce(or_, (Q(pk__in=subquery) for subquery in ids), in_work)
    return Photo.objects.filter(inside).exclude(_shown_in(stories) | Q(uploaded_by=user))


def _shown_in(stories):
    uses = PhotoUse.objects.filter(article__in=stories.values("pk"), photo=OuterRef("pk"))
    return Q(Exists(uses)) | Q(Exists(stories.filter(lead_photo=OuterRef("pk"))))


class _PathQuery(Func):
    """What a path leads to in a JSON column, a row each."""

    function = "jsonb_path_query"
    template = "(%(function)s(%(expressions)s::jsonpath) #>> '{}')::bigint"
    output_field = BigIntegerField()

    def __init__(self, column, path):
        super().__init__(column, Value(path))


def hidden_people(user):
    """Return the ids of the names without an account that stand in no story but such as are confidential to others, as a
    subquery."""
    return _hidden_people.subquery(user=user.pk, now=timezone.now())


def _people_hidden_from(user, now):
    closed = Article.objects.hidden_from(user, at=now).values("pk")
    inside = Credit.objects.filter(article__in=closed).values("person")
    elsewhere = Credit.objects.filter(person=OuterRef("pk")).exclude(article__in=closed)
    return Person.objects.filter(pk__in=inside, user=None).exclude(Exists(elsewhere))


def tags_open_to(user):
    return Tag.objects.exclude(pk__in=hidden_tags(user))


def hidden_tags(user):
    """Return the ids of the tags that no story has or had but such as are confidential to others, as a subquery."""
    return _hidden_tags.subquery(user=user.pk, now=timezone.now())


def _tags_hidden_from(user, now):
    closed = Article.objects.hidden_from(user, at=now).values("pk")
    former = Revision.objects.filter(article__in=closed).values(
        tag=Func(F("content__tags"), function="jsonb_array_elements_text", output_field=TextField())
    )
    present = TaggedArticle.objects.filter(content_object__in=closed).values("tag")
    elsewhere = TaggedArticle.objects.filter(tag=OuterRef("pk")).exclude(content_object__in=closed)
    return Tag.objects.filter(Q(pk__in=present) | Q(name__in=former)).exclude(Exists(elsewhere))


_hidden_photos, _hidden_people, _hidden_tags = (
    Statement(("pk",), make, user="bigint", now="timestamptz")
    for make in (_photos_hidden_from, _people_hidden_from, _tags_hidden_from)
)


def articles_of_one_story(article):
    """Return the story and its updates, which share one history."""
    root = article.update_of_id or article.pk
    return Article.objects.filter(Q(pk=root) | Q(update_of=root))


def page_context(request, article, title):
    """Return the template context that every page about a story's texts needs."""
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


@require_safe
def pick(request):
    """Answer the editor's Baca Juga picker, the best story first; `?id=` asks for a single one."""
    stories = visible(request).filter(update_of=None)
    pk = request.GET.get("id", "")
    return story_choices(stories.filter(pk=number(pk) or 0) if pk else stories, request)


def story_choices(stories, request):
    """Answer a field that searches these stories as one types (`?q=`): the best of them; without words the
    newest."""
    if words := search_text(request):
        try:
            stories = search.matching(stories, words)
        except search.TooBroad:
            stories = stories.none()
    elif "id" not in request.GET:
        stories = stories.public().newest_first()
    choices = [
        {
            "id": story.pk,
            "headline": story.headline,
            "url": settings.SITE_URL + story.get_absolute_url(),
            "note": "" if story.is_public else str(workflow.state_label(story)),
            "detail": _detail(story),
        }
        for story in stories.select_related("region").defer("body")[:CHOICES]
    ]
    return JsonResponse({"stories": choices})


def _detail(story):
    """Return what tells a story from others of its headline: day, region and state."""
    moment = timezone.localtime(story.published_at or story.saved_at, story.zone)
    day = formats.date_format(moment, "j M Y")
    return " · ".join(
        filter(None, [day, story.region and story.region.name, str(workflow.state_label(story))])
    )


# ---- Steps of the workflow


def success_message(action, article):
    """Return the message after a step; after a submission it also names the editors who have the story
    now."""
    message = workflow.ACTIONS[action].success_message
    if action == Step.SUBMIT:
        return f"{message} {routing.submission_message(article)}"
    if workflow.ACTIONS[action].target == Article.Status.PUBLISHED and article.is_scheduled:
        return _("Goes online by itself on %(time)s.") % {
            "time": zones.words(article.published_at, article.zone)
        }
    return message
