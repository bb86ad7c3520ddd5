"""The pages that readers see. They only read; each starts from `Article.objects.public()`."""

from datetime import date, datetime, time, timedelta

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.db import connection
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles import editions, pagination, rendering, search
from articles.models import Article, Category, Person, Publication, Region, Tag

HOME_LATEST = 13
HOME_BLOCK = 4
FIRST_DAY = date(1900, 1, 1)  # no archive reaches further back


@editions.once_an_edition
def frame():
    """What all pages have in common. Two queries."""
    categories = list(Category.objects.order_by("order", "name"))
    return {
        "publication": Publication.objects.current(),
        "categories": categories,
        "sections": [category for category in categories if not category.parent_id],
        "site_url": settings.SITE_URL,
    }


def page(request, template, context, **kwargs):
    """A page in the site's frame."""
    return TemplateResponse(request, template, frame(request.edition) | context, **kwargs)


@require_safe
def home(request):
    response = page(request, "articles/home.html", {})
    context = response.context_data
    context["top"], context["blocks"] = _front_page(context["sections"], context["categories"])
    return response


def _front_page(roots, categories):
    """The newest stories, and for each section the newest that are not above already. Two queries."""
    public = Article.objects.public().newest_first()
    # Each part of the union reads a few rows from an index, however large the archive is.
    parts = [public.values("pk")[:HOME_LATEST]]
    for root in roots:
        below = [c.pk for c in categories if c.path == root.path or c.path.startswith(f"{root.path}/")]
        parts.append(public.filter(category__in=below).values("pk")[: HOME_BLOCK + HOME_LATEST])
    wanted = {row["pk"] for row in parts[0].union(*parts[1:])}
    stories = list(Article.objects.public().filter(pk__in=wanted).for_cards().newest_first())
    top, rest = stories[:HOME_LATEST], stories[HOME_LATEST:]
    sections = {root.path: (root, []) for root in roots}
    for story in rest:
        root_path = story.category.path.split("/")[0] if story.category else ""
        if root_path in sections and len(sections[root_path][1]) < HOME_BLOCK:
            sections[root_path][1].append(story)
    return top, [(root, found) for root, found in sections.values() if found]


@require_safe
def article(request, pk, slug=""):
    found = get_object_or_404(rendering.with_related_ids(Article.objects.filter(update_of=None)), pk=pk)
    if found.status == Article.Status.WITHDRAWN:
        return page(request, "articles/withdrawn.html", {"withdrawal": found.withdrawal()}, status=410)
    if not found.is_public:
        raise Http404("not public")
    if slug != found.slug:
        return redirect(found, permanent=True)
    response = page(request, "articles/article.html", {})
    publication = response.context_data["publication"]
    response.context_data |= rendering.story(found, publication, Article.objects.public())
    return response


def _listing(request, template, articles, context):
    listed = pagination.paginate(articles.for_cards(), request.GET.get("sebelum", ""))
    return page(request, template, context | {"page": listed})


@require_safe
def category(request, path):
    node = get_object_or_404(Category.objects.select_related("parent__parent"), path=path)
    articles = Article.objects.public().filter(category__in=Category.objects.within(node).values("pk"))
    return _listing(request, "articles/category.html", articles, {"category": node})


@require_safe
def region(request, slug):
    node = get_object_or_404(Region.objects.select_related("parent__parent"), slug=slug)
    articles = Article.objects.public().filter(region__in=Region.objects.within(node).values("pk"))
    # Readers look for what is near: the parts of this region, or the neighbours that share its parent.
    near = Region.objects.filter(parent=node.parent if node.kind == Region.Kind.DISTRICT else node)
    return _listing(
        request, "articles/region.html", articles, {"region": node, "near": near.exclude(pk=node.pk)}
    )


@require_safe
def tag(request, slug):
    found = get_object_or_404(Tag, slug=slug)
    articles = Article.objects.public().filter(tagged_items__tag=found)
    return _listing(request, "articles/tag.html", articles, {"tag": found})


@require_safe
def person(request, slug):
    found = get_object_or_404(Person.objects.select_related("photo"), slug=slug)
    credited = found.credits.values("article")
    return _listing(
        request, "articles/person.html", Article.objects.public().filter(pk__in=credited), {"person": found}
    )


@require_safe
def index(request, year=None, month=None, day=None):
    """All stories of one day; without a day, of the newest one that has any."""
    today = timezone.localdate()
    shown = _day(year, month, day) if year else _newest_day() or today
    start = timezone.make_aware(datetime.combine(shown, time.min))
    articles = Article.objects.public().filter(
        published_at__range=(start, start + timedelta(days=1, microseconds=-1))
    )
    context = {
        "date": shown,
        "previous": shown - timedelta(days=1),
        "next": shown + timedelta(days=1) if shown < today else None,
    }
    return _listing(request, "articles/index.html", articles, context)


def _day(year, month, day):
    """A day that can have stories. Raises Http404 on one that the calendar or the archive cannot hold."""
    try:
        wanted = date(year, month, day)
    except (ValueError, OverflowError) as error:
        raise Http404("no such day") from error
    if not FIRST_DAY <= wanted <= timezone.localdate():
        raise Http404("no stories then")
    return wanted


def _newest_day():
    newest = Article.objects.public().newest_first().values_list("published_at", flat=True).first()
    return newest and timezone.localdate(newest)


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Search for"), max_length=100, required=False, strip=True)
    halaman = forms.IntegerField(required=False, min_value=1, max_value=50)


@require_safe
def find(request):
    form = SearchForm(request.GET)
    valid = form.is_valid()
    words = form.cleaned_data["q"] if valid else ""
    context = {"form": form, "words": words, "results": None}
    if words:
        found = search.matching(Article.objects.public().for_cards(), words)
        paginator = Paginator(search.with_snippets(found, words), pagination.PAGE_SIZE)
        context["results"] = paginator.get_page(form.cleaned_data["halaman"] or 1)
        for story in context["results"]:
            story.snippet = search.marked(story.snippet)
    return page(request, "articles/search.html", context, status=200 if valid else 400)


@require_safe
def masthead(request):
    return page(request, "articles/masthead.html", {"people": Person.objects.masthead()})


@never_cache
@require_safe
def health(request):
    """For load balancers and supervisors: 200 while the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


def not_found(request, exception):
    latest = Article.objects.public().for_cards().newest_first()[:5]
    return page(request, "404.html", {"latest": latest}, status=404)
