"""Pages that a search may mean: the place, the section, the person or the tag of just this name.

Names are compared by their slugs, so that case, accents and punctuation do not count. Places and sections are
at hand with the page's frame; people and tags come with the stories of the results, by `named`.
"""

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Credit, Person, Publication, Tag, TaggedArticle
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


def named(key):
    """Return annotations with the people and tags of this name that lead to a public story.

    They do not depend on the row: the database works them out once a statement.
    """
    now = timezone.now()
    credits = Credit.objects.filter(person=OuterRef("pk"), published_at__lte=now)
    tagged = TaggedArticle.objects.filter(tag=OuterRef("pk"), published_at__lte=now)
    return {
        "people_named": _rows(Person.objects.filter(Exists(credits)), key),
        "tags_named": _rows(Tag.objects.filter(Exists(tagged)), key),
    }


def _rows(named_rows, key):
    # A name that another one had already has a number behind its slug.
    alike = named_rows.filter(slug__regex=rf"^{key}(-[0-9]+)?$").order_by("slug")
    return ArraySubquery(alike.values(row=JSONObject(name="name", slug="slug"))[:MOST])


def of_rows(key):
    """Return the offers of people and tags, in one query."""
    row = Publication.objects.annotate(**named(key)).first()
    if not row:
        return []
    parts = ((_("profile"), Person, row.people_named), (_("tag"), Tag, row.tags_named))
    return [
        Offer(fields["name"], sort, model(**fields).get_absolute_url())
        for sort, model, rows in parts
        for fields in rows
        if key_of(fields["name"]) == key
    ]
