"""A feed under each list: the newest public stories, without what is paid for."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Enclosure, Rss201rev2Feed
from django.utils.translation import gettext as _

from articles import pictures
from articles.models import Article, Category, Person, Publication, Region, Tag

ITEMS = 30


class LatestFeed(Feed):
    """All stories. Subclasses name an object and narrow `articles` to it."""

    feed_type = Rss201rev2Feed
    language = "id"

    def articles(self, obj):
        return Article.objects.public()

    def title(self, obj):
        name = Publication.objects.current().name
        return f"{name} – {obj}" if obj else name

    def description(self, obj):
        return _("The newest stories")

    def link(self, obj):
        return obj.get_absolute_url() if obj else reverse("home")

    def items(self, obj):
        self.publication = Publication.objects.current()
        stories = self.articles(obj).filter(commercial_label="").newest_first()
        return stories.select_related("category", "region", "lead_photo").prefetch_related("credits")[:ITEMS]

    def item_title(self, item):
        return item.headline

    def item_description(self, item):
        return item.standfirst or item.excerpt(self.publication)

    def item_pubdate(self, item):
        return item.published_at

    def item_updateddate(self, item):
        return item.updated_at or item.published_at

    # The id decides, not the address: a corrected slug does not announce the story again.
    item_guid_is_permalink = False

    def item_guid(self, item):
        host = settings.SITE_URL.split("//")[1]
        return f"tag:{host},{item.published_at:%Y-%m-%d}:berita/{item.pk}"

    def item_enclosures(self, item):
        rendition, url = pictures.share_image(item.lead_photo)
        return [Enclosure(url, str(rendition.size), "image/jpeg")] if rendition else []

    def item_author_name(self, item):
        return ", ".join(c.name for c in item.credits.all() if c.role in c.WRITING_ROLES)

    def item_categories(self, item):
        return [str(part) for part in (item.category, item.region) if part]


class CategoryFeed(LatestFeed):
    def get_object(self, request, path):
        return get_object_or_404(Category, path=path)

    def articles(self, obj):
        return super().articles(obj).filter(category__in=Category.objects.within(obj).values("pk"))


class RegionFeed(LatestFeed):
    def get_object(self, request, slug):
        return get_object_or_404(Region, slug=slug)

    def articles(self, obj):
        return super().articles(obj).filter(region__in=Region.objects.within(obj).values("pk"))


class TagFeed(LatestFeed):
    def get_object(self, request, slug):
        return get_object_or_404(Tag, slug=slug)

    def articles(self, obj):
        return super().articles(obj).filter(tagged_items__tag=obj)


class PersonFeed(LatestFeed):
    def get_object(self, request, slug):
        return get_object_or_404(Person, slug=slug)

    def articles(self, obj):
        return super().articles(obj).filter(pk__in=obj.credits.values("article"))
