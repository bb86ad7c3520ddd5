"""Help while somebody writes: what is wrong so far, older stories to lead to, who else is on the matter,
tags.

All of it is asked for by an open form and answered as JSON; nothing is put into a text by itself. Each looks
at a bounded number of rows, however large the archive is.
"""

import math
import re
from datetime import timedelta
from itertools import chain, islice

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, F, Func, IntegerField, OuterRef, Q, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce, Lower
from django.http import Http404, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from articles import permissions, search
from articles.models import Article, Credit, Region, Tag, TaggedArticle
from articles.site.related import SAME_CATEGORY, SAME_REGION
from articles.text.story_text import CreditLine
from articles.text.words import stems
from staff import access, workflow
from staff.models import Scratch
from staff.parsing import number
from staff.workflow import checks
from staff.workflow.manuscript import Manuscript
from staff.writing import autosave_views, saving
from staff.writing.forms import form_for

MOST_COUNTED = 500  # uses of a tag; beyond, how many there are makes no difference


# ---- What an open form asks


def manuscript(request, pk):
    """Return the Manuscript that stands in the form, for an account that may have it open."""
    article = access.visible_story(request, pk) if pk else None
    if article and workflow.edit_refusal(article, request.user):
        raise Http404
    if not article and not request.user.has_perm(permissions.ADD_ARTICLE):
        raise PermissionDenied
    form = form_for(request.user)(request.POST, instance=article)
    text = form.text()
    if not article and not text.credits:  # as `saving.first_text` will name
        text = text.replace(credits=(CreditLine(None, Credit.Role.WRITER, str(request.user)),))
    return Manuscript(text, article, left_out=form.left_out, unsettled=form.unsettled)


@require_POST
@autosave_views.for_whom_it_was_opened
def check(request, pk=None):
    story = manuscript(request, pk)
    problems = _problems(story)
    answer = {name: len(problems[name]) for name in ("required", "advised")}
    return _answer("desk/story/_checks.html", {"checks": problems}, count=summary(problems), **answer)


@require_POST
@autosave_views.for_whom_it_was_opened
def suggest(request, pk=None):
    story = manuscript(request, pk)
    context = {
        "stories": [(one, settings.SITE_URL + one.get_absolute_url()) for one in related_stories(story)],
        "others": begun_by_others(story, request.user),
        "tags": tags_in(story),
        "is_begun": all(story.texts[part].strip() for part in ("headline", "body")),
    }
    return _answer("desk/writing/_suggestions.html", context)


def _answer(template, context, **more):
    """The HTML that static/desk/writing/suggestions.js shows as it comes, and the style that it needs where
    the page has not loaded it."""
    html = render_to_string(template, context)
    return JsonResponse({"html": html, "style": static("desk/writing/suggestions.css"), **more})


def _problems(story, form_url=""):
    problems = checks.review(story, checks.stage_of(story.article))
    return {
        "required": [problem for problem in problems if problem.is_required],
        "advised": [problem for problem in problems if not problem.is_required],
        "form_url": form_url,
    }


def summary(problems):
    facts = {"required": len(problems["required"]), "advised": len(problems["advised"])}
    if not any(facts.values()):
        return _("Nothing is missing.")
    return _("%(required)d required · %(advised)d advised") % facts


def saved_problems(article, text, user):
    """Return the problems that the review screen shows before the next step; None where no step is
    checked."""
    if article.status not in Article.UNDER_WAY or not saving.may_type(article, user):
        return None
    can_mend = not workflow.edit_refusal(article, user)
    form_url = reverse("admin:articles_article_change", args=[article.pk]) if can_mend else ""
    problems = _problems(Manuscript(text, article), form_url)
    return problems | {"count": summary(problems), "is_read_only": not can_mend}


# ---- Words by their stems

# Empty of a story that is not indexed yet.
_HEADLINE_STEMS = Coalesce(
    Func(
        F("search_entry__summary"),
        template="tsvector_to_array(ts_filter(%(expressions)s, '{a}'))",
        output_field=ArrayField(TextField()),
    ),
    Value([]),
)


# In the headlines of every day: two that share these alone tell of two things.
EVERYDAY = """
    akibat amankan ancam bantu bekuk bocah buru bupati camat catat datang dua desa diduga diringkus ditangkap dprd gelar
    hari jadi jalan janji kecamatan kota kabupaten korban lagi maut meninggal minta mulai orang pelaku pemkab pemkot
    pemuda pria polisi polres polsek puluhan ratusan ringkus rumah satu siap tangkap tersangka tewas tiga usai wali
    wanita warga
"""


# ---- Baca Juga from the archive

MOST_STORIES = 5  # stories at a time
READ_WORDS, ASKED_WORDS = 80, 14  # from the beginning, and of them looked for
BY_WORDS, BY_TAG = 60, 30  # candidates: the best, and the newest of each tag
FADES = 365  # days in which an older story loses half of what its age can cost it


def related_stories(story):
    """Public stories like this one, the likest first; none that it leads to already."""
    words = _telling_words(story)
    by_tag, by_words = _with_tags(story.text.tags), _with_words(words, story)
    ids = {*by_tag, *by_words} - story.own_ids - story.linked_ids
    if not ids:
        return []
    ours = stems(" ".join(words)) - stems(EVERYDAY)
    candidates = Article.objects.public().filter(pk__in=ids).annotate(stems=_HEADLINE_STEMS)
    fields = ("headline", "slug", "published_at", "region", "category")
    now = timezone.now()

    def likeness(one):
        common, same_region = len(ours.intersection(one.stems)), one.region_id == story.text.region
        if one.pk not in by_tag and common < (1 if same_region and story.text.region else 2):
            return 0
        like = by_tag.get(one.pk, 0) + by_words.get(one.pk, 0) + common / 4
        like += SAME_REGION * same_region + SAME_CATEGORY * (one.category_id == story.text.category)
        return like * (1 + 0.5 ** ((now - one.published_at).days / FADES))

    scored = sorted(((likeness(one), one.pk, one) for one in candidates.only(*fields)), reverse=True)
    return [one for score, _pk, one in scored[:MOST_STORIES] if score]


def _telling_words(story):
    """The first words that tell it from others, without signs that a search would read."""
    words = (word.lower() for word in story.first_words(READ_WORDS))
    telling = dict.fromkeys(w for w in words if len(w) > 2 and w not in search.STOP_WORDS and not w.isdigit())
    return list(telling)[:ASKED_WORDS]


def _with_words(words, story):
    """Stories with some of these words, in the region and anywhere: id → between 0 and 1, the best first."""
    if not words:
        return {}
    query = search.any_of(words)
    spans = [search.Filters(), *([search.Filters(regions=(story.text.region,))] if story.text.region else [])]
    scores = {}
    try:
        with search.patience() as cursor:
            for span in spans:
                ids = search.find(cursor, query, span)[0].ids[:BY_WORDS]
                for place, pk in enumerate(ids):
                    scores[pk] = max(scores.get(pk, 0), 1 - place / BY_WORDS)
    except search.TooBroad:
        return scores
    return scores


def _uses(most=MOST_COUNTED):
    """Number of public stories with the tag of the outer query, counted up to a bound."""
    rows = TaggedArticle.objects.filter(tag=OuterRef("pk"), published_at__lte=timezone.now())
    return Func(ArraySubquery(rows.values("pk")[:most]), function="cardinality", output_field=IntegerField())


def _with_tags(names):
    """The newest stories of each tag: id → the weight of what is common, 1 for a tag that one other story
    has."""
    rows = TaggedArticle.objects.filter(tag=OuterRef("pk"), published_at__lte=timezone.now())
    newest = rows.order_by("-published_at", "-content_object").values("content_object")[:BY_TAG]
    tags = Tag.objects.alias(key=Lower("name")).filter(key__in=[name.lower() for name in names])
    weights = {}
    for ids, uses in tags.values_list(ArraySubquery(newest), _uses()):
        for pk in ids:
            weights[pk] = weights.get(pk, 0) + 1 / math.log2(max(uses, 2))
    return weights


# ---- Somebody is on this already

AGO = timedelta(hours=24)
LOOKED_AT = 300  # stories under way, the last saved
MOST_TOLD = 3
# How much of the shorter headline's telling words the other has to have, and how many at least: where one
# region is, or lies in, the other; and where one has none yet, or they are neighbours in the tree.
NEAR, UNSURE = (0.6, 2), (0.75, 3)


def begun_by_others(story, user):
    """Sentences about stories of others that seem to tell the same: headline, name and time, whoever may read
    them."""
    everyday = stems(EVERYDAY) | search.STOP_WORDS
    ours, now = stems(story.text.headline) - everyday, timezone.now()
    if len(ours) < NEAR[1]:
        return []
    others = chain(_saved(story, user, now), _unsaved(user, now))
    sentences = (
        sentence
        for sentence, theirs, region in others
        if _resemble(ours, set(theirs) - everyday, _bounds(story.region, region))
    )
    return list(islice(sentences, MOST_TOLD))


def _saved(story, user, now):
    """(sentence, stems of the headline, region) of stories under way that are not this person's."""
    credited = Credit.objects.filter(article=OuterRef("pk"), person__user=user)
    rows = (
        Article.objects.filter(status__in=Article.UNDER_WAY, saved_at__gt=now - AGO, created_at__gt=now - AGO)
        .filter(~Exists(credited), update_of=None, created_by__isnull=False)
        .exclude(created_by=user)
        .exclude(pk__in=story.own_ids)
        .open_to(user)
        .select_related("created_by", "region")
        .annotate(stems=_HEADLINE_STEMS)
        .order_by("-saved_at")
    )
    for other in rows.defer("body")[:LOOKED_AT]:
        yield _sentence(other, now), other.stems, other.region


def _unsaved(user, now):
    """The same of new stories that so far stand in open forms alone."""
    rows = (
        Scratch.objects.filter(article=None, saved_at__gt=now - AGO)
        .exclude(Q(user=user) | Q(data__has_key="confidential"))
        .select_related("user")
    )
    rows = rows.annotate(headline=KT("data__headline__0"), region=KT("data__region__0")).defer("data")
    rows = list(rows.order_by("-saved_at")[:LOOKED_AT])
    regions = Region.objects.in_bulk({number(row.region or "") for row in rows} - {None})
    for row in rows:
        facts = {"who": row.user, "headline": (row.headline or "")[:200]}
        sentence = _("%(who)s is writing “%(headline)s” and has not saved it yet.") % facts
        yield sentence, stems(facts["headline"]), regions.get(number(row.region or ""))


def _bounds(one: Region | None, other: Region | None):
    if not one or not other:
        return UNSURE
    shorter, longer = sorted((f"{one.path}/", f"{other.path}/"), key=len)
    if longer.startswith(shorter):
        return NEAR
    return UNSURE if one.parent_id and one.parent_id == other.parent_id else None


def _resemble(ours, theirs, bounds):
    if not bounds:
        return False
    share, least = bounds
    common = len(ours & theirs)
    return common >= least and common >= share * min(len(ours), len(theirs))


def _sentence(other, now):
    minutes = int((now - other.created_at).total_seconds() // 60)
    count = minutes if minutes < 60 else minutes // 60
    message = (
        ngettext(
            "%(who)s began “%(headline)s” %(count)d minute ago.",
            "%(who)s began “%(headline)s” %(count)d minutes ago.",
            count,
        )
        if minutes < 60
        else ngettext(
            "%(who)s began “%(headline)s” %(count)d hour ago.",
            "%(who)s began “%(headline)s” %(count)d hours ago.",
            count,
        )
    )
    return message % {"who": other.created_by, "headline": other.headline, "count": count}


# ---- Tags that stand in the text

MOST_TAGS = 8  # offered
LONGEST_TAG = 4  # words
TAGGED_WORDS = 1500  # of the text that are looked at
_EDGES = re.compile(r"^[^\w]+|[^\w]+$")


def tags_in(story):
    """Names of known tags whose words stand in the text, the most used first; none that it has already."""
    names = _phrases(" ".join(story.texts.values())) - {name.lower() for name in story.text.tags}
    tags = Tag.objects.alias(key=Lower("name")).filter(key__in=names).annotate(uses=_uses())
    return list(tags.filter(uses__gt=0).order_by("-uses", "name").values_list("name", flat=True)[:MOST_TAGS])


def _phrases(text):
    """Each run of up to LONGEST_TAG words, in small letters."""
    words = [_EDGES.sub("", word).lower() for word in text.split()[:TAGGED_WORDS]]
    runs = (
        words[at : at + long] for long in range(1, LONGEST_TAG + 1) for at in range(len(words) - long + 1)
    )
    phrases = {" ".join(run) for run in runs if all(run)}
    return {phrase for phrase in phrases if 2 < len(phrase) <= 100 and phrase not in search.STOP_WORDS}
