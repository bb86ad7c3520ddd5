"""The pages that readers see. They only read; each starts from `Article.objects.public()`."""

import calendar
import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from importlib import import_module
from urllib.parse import unquote

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from articles import former_addresses, pagination, replicas, search
from articles.addresses import percent_encoded
from articles.advertising import exclusions, serving
from articles.fragments import fill, instance_of
from articles.legacy_paths import ID_PARAMETERS
from articles.models import (
    Article,
    Page,
    Person,
    Photo,
    Redaction,
    Tag,
    ViewCount,
)
from articles.models.advertising import AdPlace
from articles.models.reading import ReadingKind
from articles.origin import outsider_of
from articles.parameters import reads
from articles.site import (
    cards,
    front_page,
    lists,
    offers,
    outage,
    reading_figures,
    region_pages,
    rendering,
    site_context,
    view_counts,
)
from articles.site.forms import NEWEST, SearchForm
from articles.site.pages import page
from articles.statements import Statement

MOST_READ = 20
INSTEAD = 6  # newest stories where there is no story
HEALTH_PATIENCE = 0.8  # seconds that the database gets: whoever asks has an answer within one
# `?rentang=` → the span of a ranking
SPANS = {"": front_page.DAY, "7-hari": front_page.WEEK}
# What a search shows of a story.
RESULT = (
    "id", "headline", "slug", "commercial_label", "category_id", "region_id", "status", "published_at", "beginning",
)  # fmt: skip
FIRST_DAY = date(1900, 1, 1)  # no archive reaches further back


@reads(*ID_PARAMETERS, *former_addresses.PARAMETERS)
@require_safe
def home(request):
    around = site_context.of(request)
    front = front_page.compose(around)
    spaces = {AdPlace.FRONT: 0, AdPlace.BLOCKS: len(front.sections), AdPlace.FOOT: 0} if front.lead else None
    rows = (*front.rows(around), around.fixed_rows, bool(around.regions))
    return page(request, "site/home.html", {"front": front}, here="home", spaces=spaces, rows=rows)


@require_safe
def article(request, pk, slug=""):
    row = rendering.find(pk)
    if not row:
        raise Http404("no such story")
    around = site_context.of(request)
    if row.status == Article.Status.WITHDRAWN:
        withdrawal = Article(pk=row.id).withdrawal()
        context = {"withdrawal": withdrawal, "latest": around.newest[:INSTEAD]}
        return page(request, "site/withdrawn.html", context, status=410)
    if row.status != Article.Status.PUBLISHED or row.published_at > timezone.now():
        raise Http404("not public")
    if slug != percent_encoded(unquote(row.slug)):
        # A redirect would tell whoever knows the name which story it was.
        if slug and Redaction.objects.took_address_of(row.id).exists():
            return page(request, "site/gone.html", {"latest": around.newest[:INSTEAD]}, status=410)
        return redirect("article", row.id, row.slug, permanent=True)
    ads = _ads_of(row, around)
    parts, beside = rendering.page(row, around, path=request.path, spaces=ads.holes)
    ads = ads.shown_in(parts)
    frame = {"masthead": around.masthead(), **around.ends(ads)}
    return HttpResponse(fill(parts, beside=beside, **frame, **ads.pieces))


def _ads_of(row, around):
    """Return what fills the spaces of a story's page; nothing of one whose text says that it must not."""
    category, region = around.categories.get(row.category_id), around.regions.get(row.region_id)
    if not around.spaces.orders or exclusions.is_free(row, category):
        return serving.NOTHING
    return around.spaces.of(serving.STORY, category=category, region=region, key=row.id)


@require_safe
def article_by_number(request, pk):
    """Redirect to a story from whatever still holds its number: as people copy it, or guess it for AMP."""
    return redirect(get_object_or_404(Article.objects.ever_public(), pk=int(pk)), permanent=True)


def _listing(request, newest, *, may_be_empty=False, **values):
    """Return the listing of a page of a list. One without a public story is none: its name may be that of a story to
    come."""
    listing = newest.page(request.GET.get("sebelum", ""), **values)
    if not (listing.articles or may_be_empty):
        raise Http404("no public story")
    return replace(listing, articles=tuple(site_context.of(request).cards(listing.articles)))


def _list_page(request, template, listing, context, rows=None, here=None):
    """Return a page of a list; `rows` are those that the context is made of, beside the listing."""
    spaces = {AdPlace.LIST: len(listing.articles), AdPlace.FOOT: 0}
    rows = rows and (listing, *rows)
    return page(request, template, context | {"page": listing}, here, spaces=spaces, rows=rows)


_of_categories = lists.Newest(lists.of_categories, ids="bigint[]")
_of_regions = lists.Newest(lists.of_regions, ids="bigint[]")
_of_tag = lists.Newest(lists.of_tag, pk="bigint")
_of_person = lists.Newest(lists.of_person, (*cards.COLUMNS, *lists.COLUMNS_OF_PERSON), pk="bigint")
_of_days = lists.Newest(
    lambda now, first, last: (Article.objects.public(at=now).filter(published_at__range=(first, last)), None),
    first="timestamptz",
    last="timestamptz",
)


@reads("sebelum")
@require_safe
def category(request, path):
    node = _node(request, "category", path)
    around = site_context.of(request)
    listing = _listing(request, _of_categories, ids=around.within(node))
    rows = (around.rows["category"][node.pk],)
    return _list_page(request, "site/category.html", listing, {"category": node}, rows, here=node)


def _node(request, name, path):
    if not (node := site_context.of(request).with_path(name, path)):
        raise Http404("no public story")
    return node


@require_safe
def regions(request):
    """Show all regions, each below the one that it is part of, and the newest stories of the towns in the news."""
    places = region_pages.with_news(site_context.of(request))
    return page(request, "site/regions.html", {"places": places}, here="regions")


@reads("sebelum")
@require_safe
def region(request, slug):
    node = _node(request, "region", slug)
    around = site_context.of(request)
    listing = _listing(request, _of_regions, ids=around.within(node))
    context, rows = region_pages.around(node, listing, around)
    rows = (around.rows["region"][node.pk], *rows)
    return _list_page(request, "site/region.html", listing, {"region": node, **context}, rows, here="region")


_tags = Statement(
    ("id", "name", "slug", "intro", "parts"), lambda slug: Tag.objects.filter(slug=slug), slug="text"
)
_people = Statement(
    ("id", "name", "slug", "bio", "position", *(f"photo__{name}" for name in rendering.PHOTO)),
    lambda slug: Person.objects.filter(slug=slug),
    slug="text",
)


def _instance_or_404(model, row):
    if not row:
        raise Http404("no such row")
    return instance_of(model, row)


@reads("sebelum")
@require_safe
def tag(request, slug):
    row = _tags.row(slug=slug)
    node = _instance_or_404(Tag, row)
    listing = _listing(request, _of_tag, pk=node.pk)
    series, listing = _series(node, listing, site_context.of(request))
    return _list_page(request, "site/tag.html", listing, {"tag": node, "series": series}, (row, series))


def _series(node, listing, around):
    """Return the parts of a series in their order, above its first page, and that page without them."""
    by_id = around.cards_of(node.parts if listing.is_first else ())
    others = tuple(card for card in listing.articles if card.pk not in by_id)
    return tuple(by_id[pk] for pk in node.parts if pk in by_id), replace(listing, articles=others)


@reads("sebelum")
@require_safe
def person(request, slug):
    row = _people.row(slug=slug)
    contributor = _instance_or_404(Person, row)
    contributor.photo = instance_of(Photo, row, "photo__") if row.photo__id else None
    listing = _listing(request, _of_person, pk=contributor.pk)
    return _list_page(request, "site/person.html", listing, {"person": contributor}, (row,))


@reads("sebelum")
@require_safe
def index(request, year=None, month=None, day=None):
    """Show all stories of one day; without a day, of the newest one of the month, or of all, that has any."""
    today = timezone.localdate()
    if year is not None:
        first = _day(year, month, day or 1)
        current = first if day else _newest_day(before=_month_after(first)) or first
        current = max(current, first)
    else:
        current = _newest_day() or today
    first, last = _span(current)
    context = {"date": current, "calendar": _calendar(current, today)}
    listing = _listing(request, _of_days, may_be_empty=True, first=first, last=last)
    return _list_page(request, "site/index.html", listing, context, here="index")


@reads(*ID_PARAMETERS)
@require_safe
def former_index(request, year, month=None, day=None):
    """Redirect from the archive by date of a site before, `/2018/11/05/`: of a year, the newest month that
    has stories."""
    first = _day(int(year), int(month or 1), int(day or 1))
    if day:
        return redirect("index_day", first.year, first.month, first.day, permanent=True)
    if not month:
        first = _newest_day(before=first.replace(year=first.year + 1))
        if not first or first.year != int(year):
            raise Http404("no stories then")
    return redirect("index_month", first.year, first.month, permanent=True)


def _day(year, month, day):
    """Return a day that can have stories.

    Raises Http404 on one that the calendar or the archive cannot hold.
    """
    try:
        calendar_day = date(year, month, day)
    except (ValueError, OverflowError) as error:
        raise Http404("no such day") from error
    if not FIRST_DAY <= calendar_day <= timezone.localdate():
        raise Http404("no stories then")
    return calendar_day


def _span(day):
    """Return the first and the last moment of a day of the newsroom."""
    start = timezone.make_aware(datetime.combine(day, time.min))
    return start, start + timedelta(days=1, microseconds=-1)


def _newest_day(before=None):
    public = Article.objects.public().newest_first()
    if before:
        public = public.filter(published_at__lt=_span(before)[0])
    newest = public.values_list("published_at", flat=True).first()
    return newest and timezone.localdate(newest)


def _month_after(day):
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)


def _calendar(current, today):
    """Return the month of a day as weeks of days, which of them have stories, and the months beside it."""
    first = current.replace(day=1)
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    days = [day for week in weeks for day in week if day.month == first.month and day <= today]
    # One row a day is read from the index, however many stories a day has.
    public = Article.objects.public().order_by().values_list("published_at", flat=True)
    probes = [public.filter(published_at__range=_span(day))[:1] for day in days]
    full = {timezone.localdate(moment) for moment in probes[0].union(*probes[1:], all=True)}
    before, after = first - timedelta(days=1), _month_after(first)
    return {
        "weeks": [
            [(d, d in full) if d.month == first.month else (None, False) for d in week] for week in weeks
        ],
        "names": weeks[0],
        "previous": before if before >= FIRST_DAY else None,
        "next": after if after <= today else None,
    }


@reads("rentang")
@require_safe
def popular(request):
    """Show the stories that were read most, in the last day or week."""
    span = request.GET.get("rentang", "")
    if span not in SPANS:
        raise Http404("no such span")
    # Some of the most read may not be public any more.
    now = timezone.now()
    ids = [row["article_id"] for row in ViewCount.objects.ranking(now - SPANS[span])[: MOST_READ * 2]]
    around = site_context.of(request)
    by_id = {card.pk: card for card in around.cards(cards.of_ids.rows(ids=ids, now=now))}
    stories = [by_id[pk] for pk in ids if pk in by_id][:MOST_READ]
    return page(
        request,
        "site/popular.html",
        {"stories": stories, "span": span},
        here="popular",
        spaces={AdPlace.FOOT: 0} if stories else None,
        rows=(tuple(stories), span),
    )


# What a story's page sends: its number when it was before somebody's eyes for some seconds, with the class of the page
# before it; later, how far it was read.
_READING = re.compile(
    r"(?P<story>[0-9]{1,18})(?: (?P<kind>referrer|depth) (?P<value>[a-z0-9]{1,10}))?", re.ASCII
)


@csrf_exempt
@require_POST
def read(request):
    """Count a view, from where it came, or how far it went; see static/site.js."""
    message = _READING.fullmatch(request.read(40).decode("ascii", "replace"))
    if not message or (message["kind"] and not reading_figures.is_known(message["kind"], message["value"])):
        return HttpResponseBadRequest("The number of a story is expected.\n", content_type="text/plain")
    if view_counts.is_of_a_reader(request):
        story, address = int(message["story"]), outsider_of(request)
        if message["kind"] != ReadingKind.DEPTH:
            view_counts.tally.add(story, address)
        if message["kind"]:
            reading_figures.tally.add(story, address, message["kind"], message["value"])
    return HttpResponse(status=204)


@reads(*SearchForm.base_fields)
@require_safe
def find(request):
    around = site_context.of(request)
    form = SearchForm(request.GET, regions=around.regions.values(), categories=around.categories.values())
    context = {"form": form}
    if not form.is_valid():
        return page(request, "site/search.html", context, status=400)
    query = search.read(form.cleaned_data["q"])
    key = offers.key_of(query.text)
    context |= {"query": query, "offers": offers.of_frame(key, around) if key else []}
    if query:
        try:
            context |= _results(query, form, around)
        except search.TooBroad:
            context["too_broad"] = True
    if key and "results" in context:
        context["offers"] += offers.of_rows(key)
    return page(request, "site/search.html", context)


_results_of = Statement(
    RESULT,
    lambda ids, now: (
        Article.objects.public(at=now).filter(pk__in=ids).annotate(beginning=search.beginning()).order_by()
    ),
    ids="bigint[]",
    now="timestamptz",
)


def _results(query, form, around):
    filters = form.filters()
    with search.patience() as cursor:
        newest_first = form.cleaned_data["urut"] == NEWEST
        matches, endings = search.find(cursor, query, filters, newest_first=newest_first)
        few = len(matches.ids) < search.FEW
        suggestion = search.suggestion(cursor, query, filters, than=len(matches.ids)) if few else None
        results = Paginator(matches.ids, pagination.PAGE_SIZE).get_page(form.cleaned_data["halaman"] or 1)
        rows = _results_of.rows(ids=list(results), now=timezone.now())
    by_id = {card.pk: card for card in around.cards(rows)}
    results.object_list = [by_id[pk] for pk in results if pk in by_id]
    return {
        "results": results,
        "lexemes": frozenset(query.lexemes.union(endings)),
        "more": matches.more,
        "looked_at": matches.looked_at,
        "suggestion": suggestion,
    }


@require_safe
def follow(request):
    """Show where the publication can be followed: its channels, and its feeds."""
    towns = sorted(site_context.of(request).liveliest_towns, key=lambda town: town.name)
    return page(request, "site/follow.html", {"towns": towns})


@require_safe
def masthead(request):
    return page(request, "site/masthead.html", {"people": Person.objects.masthead()})


@reads(*ID_PARAMETERS)  # where there is no page
@require_safe
def fixed_page(request, slug):
    fixed = get_object_or_404(Page.objects.public(), slug=slug)
    publication = site_context.of(request).publication
    body = rendering.text(fixed.body, publication, Article.objects.public())
    context = {"fixed": fixed, "body": body}
    if fixed.policy == Page.Policy.PRIVACY:
        context["personal_data"] = import_module(settings.PERSONAL_DATA).of_readers()
    return page(request, "site/page.html", context)


@never_cache
@require_safe
def health(request):
    """Answer load balancers and supervisors within a second: 200 while this process can serve, if only from memory."""
    if outage.probe.answers(HEALTH_PATIENCE):
        return HttpResponse("ok\n", content_type="text/plain")
    if replicas.are_there():
        return HttpResponse("ok: the primary is away, pages come from a standby\n", content_type="text/plain")
    if settings.PAGE_CACHE_MB and outage.probe.answered_within(settings.STALE_PAGES.total_seconds()):
        return HttpResponse("ok: the database is away, pages come from memory\n", content_type="text/plain")
    return HttpResponse("the database is away\n", content_type="text/plain", status=503)


def not_found(request, exception):
    return page(request, "404.html", {"latest": site_context.of(request).newest[:INSTEAD]}, status=404)
