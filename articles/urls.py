"""The public addresses. They are promises: a published one never changes its meaning."""

from django.urls import path, re_path, register_converter

from articles.addresses import SlugConverter
from articles.advertising import views as advertising
from articles.machines import api, feeds, sitemaps, well_known
from articles.machines.feeds import Atom
from articles.site import notices, views

register_converter(SlugConverter, "story_slug")

urlpatterns = [
    path("", views.home, name="home"),
    path("berita/<int:pk>/", views.article, name="article_by_id"),
    path("berita/<int:pk>/<story_slug:slug>/", views.article, name="article"),
    # Whatever else holds a story's number: with signs, tails or slashes in or behind it, or without its slash
    re_path(
        r"^[/\s]*[bB][eE][rR][iI][tT][aA][/\s]+0*(?P<pk>[0-9]{1,40})(?:[^0-9][\s\S]*)?\Z",
        views.article_by_number,
        name="article_by_number",
    ),
    # Lists, each with its feeds
    path("feed/", feeds.LatestFeed(), name="feed"),
    path("feed/atom/", feeds.LatestFeed(Atom), name="atom_feed"),
    re_path(r"^kategori/(?P<path>[-a-zA-Z0-9_/]+)/feed/$", feeds.CategoryFeed(), name="category_feed"),
    re_path(
        r"^kategori/(?P<path>[-a-zA-Z0-9_/]+)/feed/atom/$",
        feeds.CategoryFeed(Atom),
        name="atom_category_feed",
    ),
    re_path(r"^kategori/(?P<path>[-a-zA-Z0-9_/]+)/$", views.category, name="category"),
    path("daerah/", views.regions, name="regions"),
    path("daerah/<slug:slug>/", views.region, name="region"),
    path("daerah/<slug:slug>/feed/", feeds.RegionFeed(), name="region_feed"),
    path("daerah/<slug:slug>/feed/atom/", feeds.RegionFeed(Atom), name="atom_region_feed"),
    path("tag/<slug:slug>/", views.tag, name="tag"),
    path("tag/<slug:slug>/feed/", feeds.TagFeed(), name="tag_feed"),
    path("tag/<slug:slug>/feed/atom/", feeds.TagFeed(Atom), name="atom_tag_feed"),
    path("penulis/<slug:slug>/", views.person, name="person"),
    path("penulis/<slug:slug>/feed/", feeds.PersonFeed(), name="person_feed"),
    path("penulis/<slug:slug>/feed/atom/", feeds.PersonFeed(Atom), name="atom_person_feed"),
    path("indeks/", views.index, name="index"),
    path("indeks/<int:year>/<int:month>/", views.index, name="index_month"),
    path("indeks/<int:year>/<int:month>/<int:day>/", views.index, name="index_day"),
    # The archive by date of a site before
    re_path(
        r"^(?P<year>[0-9]{4})(?:/(?P<month>[0-9]{1,2})(?:/(?P<day>[0-9]{1,2}))?)?(?:/feed|/page/[0-9]{1,5})?/?$",
        views.former_index,
        name="former_index",
    ),
    path("terpopuler/", views.popular, name="popular"),
    path("baca/", views.read, name="read"),
    # Advertising spaces: the frame of a network's code, and what is counted
    path("ruang/<int:pk>/", advertising.frame, name="slot_frame"),
    path("ruang/hitung/", advertising.count, name="slot_count"),
    path("ikuti/", views.follow, name="follow"),
    path("cari/", views.find, name="search"),
    # The publication
    path("redaksi/", views.masthead, name="masthead"),
    # What was published about stories afterwards, by month
    path("koreksi/", notices.corrections, name="notices"),
    path("koreksi/<int:pk>/", notices.notice, name="notice"),
    path("koreksi/<int:year>/<int:month>/", notices.corrections, name="notices_month"),
    path("koreksi/feed/", feeds.CorrectionFeed(), name="notices_feed"),
    path("koreksi/feed/atom/", feeds.CorrectionFeed(Atom), name="atom_notices_feed"),
    path("pencabutan/", notices.withdrawals, name="withdrawals"),
    path("pencabutan/<int:pk>/", notices.notice, name="withdrawal"),
    path("pencabutan/<int:year>/<int:month>/", notices.withdrawals, name="withdrawals_month"),
    path("pencabutan/feed/", feeds.WithdrawalFeed(), name="withdrawals_feed"),
    path("pencabutan/feed/atom/", feeds.WithdrawalFeed(Atom), name="atom_withdrawals_feed"),
    # For machines
    path("api/v1/berita/", api.articles, name="api_articles"),
    path("api/v1/berita/<int:pk>/", api.article, name="api_article"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-daftar.xml", sitemaps.lists, name="sitemap_lists"),
    path("sitemap-news.xml", sitemaps.news, name="sitemap_news"),
    re_path(r"^sitemap-(?P<year>[0-9]{4})-(?P<month>[0-9]{2})\.xml$", sitemaps.month, name="sitemap_month"),
    re_path(
        r"^sitemap-(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<part>[0-9]{1,3})\.xml$",
        sitemaps.month,
        name="sitemap_month_part",
    ),
    path("favicon.ico", well_known.favicon, name="favicon"),
    path("robots.txt", well_known.robots, name="robots"),
    path("ads.txt", well_known.ads, name="ads_txt"),
    path(".well-known/security.txt", well_known.security, name="security_txt"),
    re_path(r"^warna-(?P<digits>[0-9a-f]{6})\.css$", well_known.own_colour, name="own_colour"),
    path("manifest.webmanifest", well_known.manifest, name="manifest"),
    re_path(r"^(?P<key>[A-Za-z0-9-]{8,128})\.txt$", well_known.indexnow_key, name="indexnow_key"),
    path("sehat/", views.health, name="health"),
    # What the newsroom writes itself, after everything else
    path("<slug:slug>/", views.fixed_page, name="page"),
]
