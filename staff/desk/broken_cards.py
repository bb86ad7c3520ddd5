"""Health of Baca Juga: a sweep checks all cards of public stories each night, and editors get a list of
problems.

Readers never see a dead card, because only public targets are shown; the list names the cards that they miss.
The sweep reads the bodies that hold cards in batches into a table of its own transaction and lets the
database compare, so that memory stays the same however large the archive is; the list is locked for the last
two statements alone.
"""

from collections import Counter

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Count
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles import permissions
from articles.models import Article, Region
from articles.models.status import published_sql
from articles.text import body
from staff import counting, parsing, workflow
from staff.models import CardProblem, CardSweep
from staff.models.cards import CARD
from staff.parsing import number

OLD_MONTHS = 24  # a target older than this at the story's publication is old
BATCH = 200  # bodies in memory
PAGE_SIZE, MOST_PAGES = 50, 2000


# ---- The sweep


def is_due():
    """Claim the night that has begun in the newsroom's zone; return False where it was claimed already."""
    return CardSweep.claim(timezone.localdate(timezone=timezone.get_default_timezone()))


@transaction.atomic
def sweep():
    """Check all cards anew and make the list hold the problems of today."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE card (article bigint, target bigint, place text, times int) ON COMMIT DROP"
        )
        for cards in _inline_cards():
            articles, targets, times = zip(*cards, strict=True)
            cursor.execute(
                "INSERT INTO card SELECT article, target, 'inline', times"
                " FROM unnest(%s::bigint[], %s::bigint[], %s::int[]) AS read (article, target, times)",
                [list(articles), list(targets), list(times)],
            )
        public, parameters = Article.objects.public().values("pk").query.sql_with_params()
        cursor.execute(_END_LIST.format(public=public), parameters)
        cursor.execute("ANALYZE card")
        now = timezone.now()
        parameters = {"now": now, "months": OLD_MONTHS}
        cursor.execute(f"CREATE TEMPORARY TABLE found ON COMMIT DROP AS {_PROBLEMS_SQL}", parameters)
        cursor.execute("ANALYZE found")
        cursor.execute(_FORGET)
        cursor.execute(_NOTE, [now])
        cursor.execute("DROP TABLE card, found")
    CardSweep.objects.update_or_create(pk=1, defaults={"done_at": timezone.now()})


def _inline_cards():
    """Yield lists of (story id, target id, times), of some hundred stories at a time."""
    stories = Article.objects.public().filter(body__contains=CARD).order_by("pk")
    last = 0
    while read := list(stories.filter(pk__gt=last).values_list("pk", "body")[:BATCH]):
        last = read[-1][0]
        rows = [
            (pk, target, times)
            for pk, html in read
            for target, times in Counter(
                block.article_id for block in body.blocks(html) if block.article_id is not None
            ).items()
        ]
        if rows:
            yield rows


_END_LIST = """
INSERT INTO card SELECT article_id, target_id, 'end', 1 FROM articles_related
WHERE article_id IN ({public})
"""
# A target that has several faults is listed with the one that matters most.
_PROBLEMS_SQL = f"""
SELECT card.article AS article_id, target, place, story.version, CASE
    WHEN target = story.id THEN 'itself'
    WHEN aim.id IS NULL THEN 'gone'
    WHEN aim.update_of_id IS NOT NULL THEN 'moved'
    WHEN aim.status IN ('withdrawn') THEN 'withdrawn'
    WHEN NOT ({published_sql("aim.")}) OR aim.published_at > %(now)s THEN 'hidden'
    ELSE 'old'
END AS kind
FROM card JOIN articles_article story ON story.id = card.article LEFT JOIN articles_article aim ON aim.id = target
WHERE target = story.id OR aim.id IS NULL OR NOT ({published_sql("aim.")})
    OR aim.published_at > %(now)s OR aim.published_at < story.published_at - make_interval(months => %(months)s)
UNION ALL
SELECT article, target, place, version, 'repeated'
FROM card JOIN articles_article ON id = article
WHERE times > 1 OR place = 'end' AND EXISTS (
    SELECT FROM card other
    WHERE other.article = card.article AND other.target = card.target AND other.place = 'inline'
)
UNION ALL
SELECT card.article, card.target, 'inline', version, 'circular'
FROM card JOIN card back ON back.article = card.target AND back.target = card.article
    JOIN articles_article ON id = card.article
WHERE card.article < card.target AND card.place = 'inline' AND back.place = 'inline'
"""  # noqa: S608 -- the condition is the code's own
_FORGET = """
DELETE FROM staff_cardproblem known WHERE NOT EXISTS (
    SELECT FROM found WHERE (found.article_id, found.target, found.kind, found.place)
        = (known.article_id, known.target, known.kind, known.place)
)
"""
_NOTE = """
INSERT INTO staff_cardproblem AS known (article_id, target, kind, place, version, found_at)
SELECT article_id, target, kind, place, version, %s FROM found
ON CONFLICT (article_id, target, kind, place) DO UPDATE SET version = EXCLUDED.version
WHERE known.version <> EXCLUDED.version
"""


# ---- The page


def _must_edit(request):
    if not request.user.has_perm(permissions.REVIEW_ARTICLE):
        raise PermissionDenied


def open_count():
    """Return the number of problems to mend after the last sweep, for the sidebar: a number or "1.000+"."""
    return counting.capped(CardProblem.objects.to_mend()[: counting.CAP + 1].count())


def _filters(request):
    """Return the filters of the address, without invalid values."""
    region = Region.objects.filter(pk=number(request.GET.get("daerah", "")) or 0).first()
    kind = request.GET.get("jenis", "")
    return {
        "kind": kind if kind in CardProblem.Kind.values else "",
        "region": region,
        "ignored": request.GET.get("diabaikan") == "1",
        "number": min(max(number(parsing.page(request)) or 1, 1), MOST_PAGES),
    }


def _query(filters, **changes):
    """Return the filters, with these changes, as the query of an address."""
    filters = filters | changes
    parts = {
        "jenis": filters["kind"],
        "daerah": filters["region"] and filters["region"].pk,
        "diabaikan": filters["ignored"] and 1,
        "hal": filters["number"] > 1 and filters["number"],
    }
    return urlencode({name: value for name, value in parts.items() if value})


@require_safe
def page(request):
    _must_edit(request)
    filters = _filters(request)
    problems = CardProblem.objects.filter(ignored_at__isnull=not filters["ignored"]).still_there()
    if filters["region"]:
        problems = problems.filter(article__region__in=Region.objects.within(filters["region"]))
    counts = dict(problems.order_by().values_list("kind").annotate(Count("pk")))
    if filters["kind"]:
        problems = problems.filter(kind=filters["kind"])
    first = (filters["number"] - 1) * PAGE_SIZE
    rows = list(_for_rows(problems)[first : first + PAGE_SIZE + 1])
    context = {
        **admin.site.each_context(request),
        "title": _("Health of Baca Juga"),
        "filters": filters,
        "query": _query(filters),
        "kinds": [
            (kind, label, counts.get(kind, 0), _query(filters, kind=kind, number=1))
            for kind, label in CardProblem.Kind.choices
        ],
        "total": sum(counts.values()),
        "all_kinds": _query(filters, kind="", number=1),
        "other_list": _query(filters, ignored=not filters["ignored"], number=1),
        "regions": Region.objects.all(),
        "rows": _with_targets(rows[:PAGE_SIZE]),
        "newer": _query(filters, number=filters["number"] - 1) if filters["number"] > 1 else None,
        "older": _query(filters, number=filters["number"] + 1) if len(rows) > PAGE_SIZE else None,
        "sweep": CardSweep.objects.first(),
        "months": OLD_MONTHS,
    }
    return TemplateResponse(request, "desk/desk/broken_cards.html", context)


_STORY_FIELDS = ("headline", "slug", "status", "published_at", "update_of", "merged_revision", "region")


def _for_rows(problems):
    story_fields = (f"article__{name}" for name in (*_STORY_FIELDS, "region__name", "region__time_zone"))
    own_fields = ("target", "kind", "place", "ignored_at", "ignored_by__first_name", "ignored_by__last_name")
    return problems.select_related("article__region", "ignored_by").only(
        *own_fields, "ignored_by__username", *story_fields
    )


def _with_targets(problems):
    """[(problem, its target or None, the target's state as {"name", "label"})]"""
    targets = Article.objects.only(*_STORY_FIELDS).in_bulk({problem.target for problem in problems})
    pairs = ((problem, targets.get(problem.target)) for problem in problems)
    return [
        (
            problem,
            target,
            target and {"name": workflow.state_of(target), "label": workflow.state_label(target)},
        )
        for problem, target in pairs
    ]


@require_POST
def ignore(request, pk):
    """Put a problem aside, or with `do=kembali` back on the list."""
    _must_edit(request)
    problem = get_object_or_404(CardProblem, pk=pk)
    if request.POST.get("do") == "kembali":
        problem.ignored_by, problem.ignored_at = None, None
    elif not problem.ignored_at:  # the first to ignore it stays named
        problem.ignored_by, problem.ignored_at = request.user, timezone.now()
    problem.save(update_fields=["ignored_by", "ignored_at"])
    return HttpResponseRedirect(f"{reverse('admin:card_health')}?{_query(_filters(request))}")
