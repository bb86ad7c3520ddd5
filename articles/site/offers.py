"""Pages that a search may mean: the place, the section, the person or the tag of just this name.

Names are compared by their slugs, so that case, accents and punctuation do not count. Places and sections are
at hand with the page's frame; people and tags cost a query.
"""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Credit, Person, Tag, TaggedArticle
from articles.slugs import slug_of

LONGEST = 120
MOST = 6  # of people or tags of one name


@dataclass(frozen=True)
class Offer:
    name: str
    sort: str  # in words
    address: str


def key_of(text):
    """Return the key of a name or of what was searched for; "" where it has no letter that counts."""
    return slug_of(text, "", LONGEST)


def of_frame(key, frame):
    """Return the offers of regions and categories, without a query."""
    sorts = {"region": _("region"), "category": _("category")}
    nodes = frame.nodes_by_key.get(key, [])
    return [Offer(node.name, sorts[node._meta.model_name], node.get_absolute_url()) for node in nodes]


def of_rows(key):
    """Return the offers of people and tags of this name that lead to a public story, in one query."""
    now = timezone.now()
    credits = Credit.objects.filter(person=OuterRef("pk"), published_at__lte=now)
    tagged = TaggedArticle.objects.filter(tag=OuterRef("pk"), published_at__lte=now)
    people = _alike(Person.objects.filter(Exists(credits)), key, "person")
    tags = _alike(Tag.objects.filter(Exists(tagged)), key, "tag")
    models = {"person": (_("profile"), Person), "tag": (_("tag"), Tag)}
    rows = [(*models[kind], name, slug) for kind, name, slug in people.union(tags, all=True)]
    return [
        Offer(name, sort, model(name=name, slug=slug).get_absolute_url())
        for sort, model, name, slug in rows
        if key_of(name) == key
    ]


def _alike(rows, key, kind):
    # A name that another one had already has a number behind its slug.
    alike = rows.filter(slug__regex=rf"^{key}(-[0-9]+)?$").order_by("slug")
    return alike.values_list(Value(kind), "name", "slug")[:MOST]
