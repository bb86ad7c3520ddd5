"""What search engines may know: every public story, and the lists that hold some."""

from django.contrib.sitemaps import Sitemap
from django.db.models import Exists, OuterRef

from articles.models import Article, Category, Region


class ArticleSitemap(Sitemap):
    limit = 5000

    def items(self):
        return (
            Article.objects.public().order_by("published_at", "pk").only("slug", "published_at", "updated_at")
        )

    def lastmod(self, item):
        return item.updated_at or item.published_at


class ListSitemap(Sitemap):
    def items(self):
        return [
            node
            for model, field in ((Category, "category"), (Region, "region"))
            for node in model.objects.filter(
                Exists(Article.objects.public().filter(**{field: OuterRef("pk")}))
            )
        ]


SITEMAPS = {"berita": ArticleSitemap, "daftar": ListSitemap}
