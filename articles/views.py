"""The pages that readers see. They only read; each starts from `Article.objects.public()`."""

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.core.paginator import Paginator
from django.db import connection
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import pagination, rendering, search
from articles.forms import NEWEST, SearchForm
from articles.models import Article, Category, Person, Publication, Region, Tag

HOME_LATEST = 13
HOME_BLOCK = 4
FIRST_DAY = date(1900, 1, 1)  # no archive reaches further back


def page(request, template, context, **kwargs):
    """A page in the site's frame: publication and sections belong to all of them."""
    frame = {"publication": Publication.objects.current(), "site_url": settings.SITE_URL}
    if "sections" not in context:
        frame["sections"] = list(Category.objects.filter(parent=None).order_by("order", "name"))
    return TemplateResponse(request, template, frame | context, **kwargs)


@require_safe
def home(request):
    categories = list(Category.objects.order_by("order", "name"))
    sections = [category for category in categories if not category.parent_id]
    top, blocks = _front_page(sections, categories)
    return page(request, "articles/home.html", {"sections": sections, "top": top, "blocks": blocks})


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
    node = get_object_or_404(Category.objects.select_related("parent"), path=path)
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


@require_safe
def find(request):
    categories = list(Category.objects.order_by("path"))
    regions = Region.objects.only("name", "slug", "path").order_by("path")
    form = SearchForm(request.GET, regions=regions, categories=categories)
    context = {"form": form, "sections": [node for node in categories if not node.parent_id]}
    context["sections"].sort(key=lambda node: (node.order, node.name))
    if not form.is_valid():
        return page(request, "articles/search.html", context, status=400)
    wanted = search.read(form.cleaned_data["q"])
    context["wanted"] = wanted
    if wanted.words:
        try:
            context |= _results(wanted, form)
        except search.TooBroad:
            context["too_broad"] = True
    return page(request, "articles/search.html", context)


def _results(wanted, form):
    filters = form.filters()
    with search.patience() as cursor:
        newest_first = form.cleaned_data["urut"] == NEWEST
        found, endings = search.find(cursor, wanted, filters, newest_first=newest_first)
        few = len(found.ids) < search.FEW
        meant = search.suggestion(cursor, wanted, filters, than=len(found.ids)) if few else None
        results = Paginator(found.ids, pagination.PAGE_SIZE).get_page(form.cleaned_data["halaman"] or 1)
        shown = Article.objects.public().filter(pk__in=list(results)).for_cards()
        stories = search.with_snippets(shown, wanted, endings).in_bulk()
    results.object_list = [stories[pk] for pk in results if pk in stories]
    for story in results:
        story.snippet = search.marked(story.snippet)
    return {"results": results, "more": found.more, "meant": meant}


@require_safe
def masthead(request):
    return page(request, "articles/masthead.html", {"people": Person.objects.masthead()})


@require_safe
def robots(request):
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('search')}",
        f"Disallow: /{settings.DESK_PATH}",
        "",
        f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def health(request):
    """For load balancers and supervisors: 200 while the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


def not_found(request, exception):
    latest = Article.objects.public().for_cards().newest_first()[:5]
    return page(request, "404.html", {"latest": latest}, status=404)
