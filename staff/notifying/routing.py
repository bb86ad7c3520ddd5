"""Routing of a submitted story: to whoever looks after its region now, then the editors on duty, then all
editors.

Nothing here tells anybody anything: `staff.notifying.notifications` does, and asks here who it is.
"""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from articles import permissions
from articles.models import Article
from staff.models import Coverage, Route, User

MOST_NAMES = 3  # people, before the rest is a number
ORDER = list(Route.Circle)
# Time that a story waits in one circle before the next is notified.
WAITS = {
    Article.Urgency.URGENT: timedelta(minutes=15),
    Article.Urgency.SOON: timedelta(minutes=30),
    Article.Urgency.ORDINARY: timedelta(minutes=60),
}


def editors():
    return User.objects.at_the_desk_with(permissions.REVIEW_ARTICLE)


def may_not_approve(article):
    """Ids of its writers and of who stands behind its latest text: the four eyes need somebody else."""
    writers = User.objects.writers_of(article).values_list("pk", flat=True)
    return {*writers, *article.behind_text}


def possible_approvers(article, *, besides=()):
    """Editors who may approve this story."""
    able = editors().exclude(pk__in=may_not_approve(article) | set(besides)).order_by("pk")
    return list(able.filter(pk__in=article.confidants) if article.is_confidential else able)


def circles(article, *, besides=()):
    """Circle → who belongs to it now, the people of an earlier one included."""
    able = possible_approvers(article, besides=besides)
    now = timezone.now()
    on = [
        coverage
        for coverage in Coverage.objects.filter(user__in=able).select_related("region")
        if coverage.is_on(now)
    ]
    holding = [coverage for coverage in on if coverage.holds(article.region)]
    smallest = max(map(_depth, holding), default=None)
    nearest = {coverage.user_id for coverage in holding if _depth(coverage) == smallest}
    on_duty = {coverage.user_id for coverage in on}
    return {
        Route.Circle.REGION: [user for user in able if user.pk in nearest],
        Route.Circle.DUTY: [user for user in able if user.pk in on_duty],
        Route.Circle.ALL: able,
    }


def _depth(coverage):
    """Depth of its region in the tree; all regions are the largest."""
    return coverage.region.path.count("/") if coverage.region else -1


def begin(article, *, by):
    """Write the route of a story that just came to the editors and return whom to tell. The row is locked."""
    route = Route(article=article, submitter=by, since=timezone.now())
    return _tell_next(route, ORDER)


def widen(route):
    """The next circle that holds anybody who does not know yet: writes it and returns them."""
    return _tell_next(route, ORDER[ORDER.index(route.circle) + 1 :])


def _tell_next(route, order):
    people = circles(route.article, besides=[route.submitter_id])
    for circle in order:
        fresh = [user for user in people[circle] if user.pk not in route.told]
        if fresh:
            break
    route.circle = circle
    route.told = [*route.told, *(user.pk for user in fresh)]
    route.told_at = timezone.now()
    _set_clock(route, is_last={user.pk for user in people[Route.Circle.ALL]} <= set(route.told))
    Route.objects.bulk_create(
        [route],
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["submitter", "circle", "told", "since", "told_at", "escalate_at"],
    )
    return fresh


def _set_clock(route, *, is_last):
    route.escalate_at = None if is_last else route.told_at + WAITS[route.article.urgency]


def set_clock_anew(article):
    """After its urgency has changed; the time that has passed counts."""
    for route in Route.objects.filter(article=article).exclude(escalate_at=None):
        route.article = article
        _set_clock(route, is_last=False)
        route.save(update_fields=["escalate_at"])


def end(article):
    Route.objects.filter(article=article).delete()


# What pages show of it


def routes_of(articles):
    """Id of a submitted story → its route with `people`, whom it was told to; two queries for any number."""
    ids = [article.pk for article in articles if article.status == article.Status.SUBMITTED]
    routes = {route.pk: route for route in Route.objects.filter(pk__in=ids)}
    users = User.objects.in_bulk({pk for route in routes.values() for pk in route.told})
    for route in routes.values():
        route.people = [users[pk] for pk in route.told if pk in users]
    return routes


def route_of(article):
    """Return the route of a story: who has been told, since when, when the next circle is; None for one that
    does not wait."""
    return routes_of([article]).get(article.pk)


def submission_message(article):
    """Return in plain words who knows now, for the person who has just submitted it."""
    route = route_of(article)
    if not route:
        return ""
    place = article.region or _("this story")
    if not route.people:
        return _("No account of an editor could be told. The story waits in the queue: call somebody.")
    if route.circle == Route.Circle.REGION:
        return _("Told for %(place)s: %(who)s.") % {"place": place, "who": names(route.people)}
    if route.circle == Route.Circle.DUTY:
        return _("Nobody looks after %(place)s now; the editors on duty were told: %(who)s.") % {
            "place": place,
            "who": names(route.people),
        }
    return _("No editor is on duty for %(place)s now; all editors were told.") % {"place": place}


def names(people):
    """`Edi, Eka, Mira and 4 more`."""
    first = ", ".join(map(str, people[:MOST_NAMES]))
    if len(people) <= MOST_NAMES:
        return first
    return _("%(names)s and %(n)d more") % {"names": first, "n": len(people) - MOST_NAMES}
