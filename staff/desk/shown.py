"""Which names, sections, places and pages readers have a page of."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from articles.models import Article, Category, Credit, Page, Person, Region, Tag, TaggedArticle


def ids_of(rows):
    """Return the ids of those of these rows, all of one model, whose address answers readers."""
    if not rows:
        return set()
    model = type(rows[0])
    visible = model.objects.filter(_CONDITIONS[model](), pk__in=[row.pk for row in rows])
    return set(visible.values_list("pk", flat=True))


def _with_stories(model):
    """Return the condition of nodes in which, or below which, a public story stands."""
    field = model._meta.model_name
    own = model.objects.filter(Exists(Article.objects.public().filter(**{field: OuterRef("pk")})))
    paths = set()
    for path in own.values_list("path", flat=True):
        parts = path.split("/")
        paths.update("/".join(parts[: at + 1]) for at in range(len(parts)))
    return Q(path__in=paths)


def _in_lists(model, field):
    """Return the condition of names that a public story carries."""
    rows = model.objects.filter(**{field: OuterRef("pk")}, published_at__lte=timezone.now())
    return Q(Exists(rows))


_CONDITIONS = {
    Category: lambda: _with_stories(Category),
    Region: lambda: _with_stories(Region),
    Tag: lambda: _in_lists(TaggedArticle, "tag"),
    Person: lambda: _in_lists(Credit, "person"),
    Page: lambda: Q(is_public=True),
}
