"""The public addresses. They are promises: a published one never changes its meaning."""

from django.contrib.sitemaps import views as sitemaps
from django.urls import path, re_path

from articles import feeds, views
from articles.sitemaps import SITEMAPS

urlpatterns = [
    path("", views.home, name="home"),
    path("berita/<int:pk>/", views.article, name="article_by_id"),
    path("berita/<int:pk>/<slug:slug>/", views.article, name="article"),
    # Lists, each with its feed
    path("feed/", feeds.LatestFeed(), name="feed"),
    re_path(r"^kategori/(?P<path>[\w/-]+)/feed/$", feeds.CategoryFeed(), name="category_feed"),
    re_path(r"^kategori/(?P<path>[\w/-]+)/$", views.category, name="category"),
    path("daerah/<slug:slug>/", views.region, name="region"),
    path("daerah/<slug:slug>/feed/", feeds.RegionFeed(), name="region_feed"),
    path("tag/<slug:slug>/", views.tag, name="tag"),
    path("tag/<slug:slug>/feed/", feeds.TagFeed(), name="tag_feed"),
    path("penulis/<slug:slug>/", views.person, name="person"),
    path("penulis/<slug:slug>/feed/", feeds.PersonFeed(), name="person_feed"),
    path("indeks/", views.index, name="index"),
    path("indeks/<int:year>/<int:month>/", views.index, name="index_month"),
    path("indeks/<int:year>/<int:month>/<int:day>/", views.index, name="index_day"),
    path("terpopuler/", views.popular, name="popular"),
    path("baca/", views.read, name="read"),
    path("cari/", views.find, name="search"),
    # The publication
    path("redaksi/", views.masthead, name="masthead"),
    # For machines
    path("robots.txt", views.robots, name="robots"),
    path(
        "sitemap.xml",
        sitemaps.index,
        {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap_part"},
        name="sitemap",
    ),
    path("sitemap-<section>.xml", sitemaps.sitemap, {"sitemaps": SITEMAPS}, name="sitemap_part"),
    path("sehat/", views.health, name="health"),
    # What the newsroom writes itself, after everything else
    path("<slug:slug>/", views.fixed_page, name="page"),
]
