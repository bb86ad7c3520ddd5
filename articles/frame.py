"""What all pages of readers have in common. It is made once an edition, and most of it is never asked for again."""

from functools import cached_property

from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static

from articles import editions, pictures
from articles.models import Article, Category, Page, Publication, Region

NEWEST = 9  # stories, for what comes after a story


class Frame:
    """Five queries. Nobody may change what it holds: all requests of an edition get the same."""

    def __init__(self):
        self.publication = Publication.objects.current()
        self.fixed_pages = list(Page.objects.public().defer("body"))
        self.categories = _tree(Category.objects.order_by("order", "name"))
        self.regions = _tree(Region.objects.all())
        self.newest = list(Article.objects.public().for_cards().newest_first()[:NEWEST])

    def settle(self, article):
        """Gives a story its category and region, each with all above it, without a join or a query."""
        article.category = self.categories.get(article.category_id)
        article.region = self.regions.get(article.region_id)

    @cached_property
    def context(self):
        """What `base.html` needs."""
        context = {
            "publication": self.publication,
            "fixed_pages": self.fixed_pages,
            "sections": [node for node in self.categories.values() if not node.parent_id],
            "site_url": settings.SITE_URL,
            "icon": pictures.icon(self.publication.logo) or static("icon.svg"),
        }
        return context | {"footer": render_to_string("_footer.html", context)}


def _tree(nodes):
    """{id: node}, each node with its parent."""
    tree = {node.pk: node for node in nodes}
    for node in tree.values():
        node.parent = tree.get(node.parent_id)
    return tree


current = editions.once_an_edition(Frame)
