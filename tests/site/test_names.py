"""Whatever can be saved as a name has an address that answers, in pages, feeds, API and sitemap, and harms no list.

Hypothesis makes names and slugs up; each is saved in one of the ways that there are: the desk's form, a model's `save`,
statements for many rows, tags by their names, and the importer. A few examples run each time, NAMES=10000 runs so many.
"""

import os
from unittest import mock
from urllib.parse import unquote

import pytest
from django.conf import settings as site_settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import checks
from articles.models import (
    Article,
    Category,
    Credit,
    LegacyPath,
    OldSite,
    Page,
    Person,
    Region,
    Tag,
    TaggedArticle,
)
from articles.wordpress.lists import Lists
from articles.wordpress.mapping import SiteMapping, TermGoal
from articles.wordpress.scan import Entry, Scan
from tests.support.archives import many
from tests.support.factories import make_article, make_category, make_publication, publish
from tests.support.public_pages import edition
from tests.support.shared_rows import shared

NAMES = [
    "feed", "2", "admin", "redaksi", "berita", "tag", "atom", "page", "2018", "redaksi-desk", "daerah", "api", "cari", "static",
    "Feed", "Pokémon", "Désa Wisata", "Ramaḍān", "Café Ijen", "Cafe Ijen", "C", "C++", "C#", "!!!", "🔥", "محمد", "東京",
    "Jum’at", "a/b", "../..", "?q=1", "#", "%2F", "%", "-", "_", "İstanbul", "ß", "ﬁ", "½", "a\u0301", "\u200b", "\u202e",
    "x" * 100, "x" * 300, "é" * 120, "!" * 90, " ", "", "\x00", "Banjir", "banjir", "BANJIR", "Wati",
]  # fmt: skip
text = st.text(max_size=130)
names = st.one_of(
    st.sampled_from(NAMES),
    text,
    st.text("abcé ’-_/.%", max_size=20),
    st.text(max_size=4).map(lambda s: f"Banjir{s}"),
)
slugs = st.one_of(st.just(""), st.just(""), names, st.from_regex(r"\A[a-zA-Z0-9_-]{1,80}\Z"))
REFUSALS = (ValidationError, DatabaseError, ValueError)  # the last is of NUL, which no query can hold


@shared
def stories(writer, editor):
    """Three public stories, so that a sitemap has the tag of all of them."""
    make_publication()
    make_category("Olahraga", "olahraga")
    many(publish(make_article(writer, tags=["Banjir"]), writer, editor), 2)
    return list(Article.objects.order_by("pk"))


def new(kind, name, slug=""):
    return kind(**{kind.NAME: name, "slug": slug} | ({"kind": "city"} if kind is Region else {}))


# ---- The ways of saving; each returns the row


def by_form(kind, name, slug, person):
    """The desk's form, with what a browser sends for all fields that it has."""
    model_admin = admin.site._registry[kind]
    request = RequestFactory().post("/")
    request.user = person
    form_class = model_admin.get_form(request)
    blank = {field: form_class.base_fields[field].initial or "" for field in form_class.base_fields}
    data = {key: value() if callable(value) else value for key, value in blank.items()}
    form = form_class(
        data | {kind.NAME: name, "slug": slug, "kind": "city", "time_zone": "Asia/Jakarta", "aliases": ""}
    )
    if not form.is_valid():
        raise ValidationError(form.errors.as_data())
    return form.save()


def by_save(kind, name, slug, person):
    row = new(kind, name, slug)
    row.save()
    return row


def by_statement(kind, name, slug, person):
    """Made with a good name, then renamed past every method of the model."""
    row = new(kind, "Nama semula")
    row.save()
    columns = {kind.NAME: name, "slug": slug}
    kind.objects.filter(pk=row.pk).update(**columns | ({"path": slug} if kind in TREES else {}))
    return kind.objects.get(pk=row.pk)


def by_bulk(kind, name, slug, person):
    row = new(kind, name, slug)
    row.path = slug
    return kind.objects.bulk_create([row])[0]


def below_another(kind, name, slug, person):
    row = new(kind, name, slug)
    if kind in TREES:
        row.parent = kind.objects.first()
    row.save()
    return row


def by_import(kind, name, slug, person):
    """The importer's lists: the second of a name, so that the first one's is taken."""
    taxonomy = {Tag: "post_tag", Category: "category"}.get(kind)
    site = OldSite.objects.create(
        key="kabarlama.example", address="https://kabarlama.example", time_zone="Asia/Jakarta"
    )
    if not taxonomy:
        scan = Scan(people={slug: Entry(name, wp_id=3), f"{slug}x": Entry(name.upper(), wp_id=4)})
        Lists(site, scan, SiteMapping()).write()
        named = site.people.order_by("-pk").first()  # nobody where the name is a login: that is no byline
        return named and named.person
    terms = {(taxonomy, slug): Entry(name, wp_id=3), (taxonomy, f"{slug}x"): Entry(name.upper(), wp_id=4)}
    goals = dict.fromkeys(terms, TermGoal("tag" if kind is Tag else "category"))
    Lists(site, Scan(terms=terms), SiteMapping(terms=goals)).write()
    row = site.terms.order_by("-pk").first()
    if not row:
        raise ValidationError("no list of this name")
    return row.target


def by_names(kind, name, slug, person):
    """Tags as stories get them."""
    if kind is not Tag:
        return by_save(kind, name, slug, person)
    found = Tag.objects.by_names([name, slug])
    if not found:
        raise ValidationError("no name")
    return found[0]


def by_taggit(kind, name, slug, person):
    """Tags as a shell may give them."""
    if kind is not Tag:
        return by_save(kind, name, slug, person)
    story = Article.objects.first()
    story.tags.add(name)
    return story.tags.latest("pk")


PAST_THE_MODEL = (by_statement, by_bulk)
TREES = (Category, Region)
KINDS = (Tag, Person, Category, Region, Page)
WAYS = (by_form, by_save, by_statement, by_bulk, below_another, by_import, by_names, by_taggit)


# ---- Where a row shows


def attach(row, stories):
    """Let all stories have the row; returns the parameter by which the API asks for them."""
    match row:
        case Tag():
            links = [TaggedArticle(content_object=story, tag=row) for story in stories]
            TaggedArticle.objects.bulk_create(links, ignore_conflicts=True)
            return f"tag={row.slug}"
        case Person():
            credits = [
                Credit(article=story, person=row, role="reporter", name=row.name[:120], order=9)
                for story in stories
            ]
            Credit.objects.bulk_create(credits)
        case Category():
            Article.objects.update(category=row)
            return f"kategori={row.path}"
        case Region():
            Article.objects.update(region=row)
            return f"daerah={row.slug}"
    return ""


def look_everywhere(client, row, stories):
    address = row.get_absolute_url()
    question = attach(row, stories)
    page = client.get(address)
    assert page.status_code == 200, address
    shown = page.context_data.get(row._meta.model_name) or page.context_data["fixed"]
    assert shown == row
    if not isinstance(row, Page):
        for feed in (f"{address}feed/", f"{address}feed/atom/"):
            answer = client.get(feed)
            assert answer.status_code == 200, feed
            assert answer.content.count(b"<item>") + answer.content.count(b"<entry>") == len(stories), feed
    assert address in unquote(client.get("/sitemap-daftar.xml").content.decode())
    everywhere = [stories[0].get_absolute_url(), "/feed/", f"/api/v1/berita/?{question}"]
    on_each_page = [] if isinstance(row, Tag | Person) else ["/", "/daerah/"]
    for url in (*everywhere, *on_each_page):
        assert client.get(url).status_code == 200, url


def try_out(way, kind, name, slug, stories, person):
    """Save the row and look at everything that shows it; returns whether it was saved. Nothing stays."""
    with transaction.atomic():
        try:
            with transaction.atomic():
                row = way(kind, name, slug, person)
                transaction.get_connection().check_constraints()
        except REFUSALS:
            row = None
        if row and isinstance(row, Page) and row.is_reserved(row.slug):
            assert way in PAST_THE_MODEL
            assert [advice.id for advice in checks.pages_can_be_read(["default"])] == ["articles.W002"]
        elif row:
            with edition() as reader:
                look_everywhere(reader, row, stories)
        transaction.set_rollback(True)
    return bool(row)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@settings(
    max_examples=int(os.environ.get("NAMES", 40)) // len(KINDS),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(name=names, slug=slugs, way=st.sampled_from(WAYS))
def test_what_can_be_saved_has_an_address_that_answers(kind, name, slug, way, stories, managing_editor):
    try_out(way, kind, name, slug, stories, managing_editor)


@pytest.mark.parametrize("way", [by_form, by_save, *PAST_THE_MODEL])
def test_a_page_at_the_desks_address_is_refused_or_told(way, stories, managing_editor):
    """The desk's path is a setting: the database itself cannot refuse it."""
    slug = site_settings.DESK_PATH.strip("/")
    assert try_out(way, Page, "Redaksi", slug, stories, managing_editor) == (way in PAST_THE_MODEL)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", KINDS)
def test_each_way_saves_an_ordinary_name(kind, way, stories, managing_editor):
    assert try_out(way, kind, "Besuk Kidul", "besuk-kidul", stories, managing_editor)


@pytest.mark.parametrize(
    ("kind", "name", "slug", "way"),
    [
        (Tag, "Café Ijen", "", by_names),
        (Tag, "Ramaḍān", "", by_taggit),
        (Tag, "🔥", "", by_save),
        (Tag, "feed", "", by_form),
        (Tag, "ΟΔΟΣ", "οδοσ", by_import),
        (Tag, "x" * 100, "", by_form),
        (Person, "محمد", "", by_form),
        (Person, "2", "", by_save),
        (Category, "Feed", "", below_another),
        (Category, "Feed", "feed", by_import),
        (Category, "Café", "caf%c3%a9", by_import),
        (Region, "Désa", "", by_form),
        (Page, "2018", "", by_form),
        (Page, "Redaksi", "", by_save),
        (Page, "Redaksi desk", "", by_form),
    ],
)
def test_names_that_once_had_no_address_have_one(kind, name, slug, way, stories, managing_editor):
    assert try_out(way, kind, name, slug, stories, managing_editor)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("slug", ["", "café", "a/b", "a b", "é", "a.b", "a%20b", "a\n", "%C3%A9"])
def test_the_database_itself_refuses_what_no_address_holds(kind, slug, db):
    row = new(kind, "Nama")
    row.save()
    columns = {"slug": slug} | ({"path": slug} if kind in TREES else {})
    with pytest.raises(DatabaseError), transaction.atomic():
        kind.objects.filter(pk=row.pk).update(**columns)
    other = new(kind, "Lain", slug)
    other.path = slug
    with pytest.raises(DatabaseError), transaction.atomic():
        kind.objects.bulk_create([other])


@pytest.mark.parametrize("slug", ["", "a/b", "a b", "é", "%", "%C3%A9", "a%2fb", "a\n", "?x"])
def test_the_database_refuses_a_slug_that_no_storys_address_holds(slug, writer):
    story = make_article(writer)
    with pytest.raises(DatabaseError), transaction.atomic():
        Article.objects.filter(pk=story.pk).update(slug=slug)


@pytest.mark.parametrize("slug", ["%ff", "%80", "caf%e9", "%f0%9f", "a%c2%9db"])
def test_a_storys_address_leads_to_no_ring(slug, client, stories):
    """Octets that are no character; the database cannot tell."""
    story = stories[0]
    Article.objects.filter(pk=story.pk).update(slug=slug)
    story.refresh_from_db()
    assert client.get(story.get_absolute_url()).status_code == 200
    response = client.get(f"/berita/{story.pk}/", follow=True)
    assert (response.status_code, len(response.redirect_chain)) == (200, 1)


def test_a_reserved_word_is_everything_that_the_site_begins_with():
    first = {str(pattern.pattern).split("/")[0] for pattern in public_patterns()}
    words = {word for word in first if word.isidentifier() and word.islower()}
    assert {"berita", "daerah", "feed", "sehat"} <= words
    assert words - {"sitemap"} <= Page.RESERVED


def public_patterns():
    from articles.urls import urlpatterns

    for pattern in urlpatterns:
        if pattern.name != "page":
            text = str(pattern.pattern).lstrip("^")
            yield mock.Mock(pattern=text.replace("[/\\s]*[bB][eE][rR][iI][tT][aA][/\\s]+", "berita/"))


def test_people_of_many_names_have_slugs_as_if_made_one_by_one(db, django_assert_max_num_queries):
    Person.objects.create(name="Rina Wati")
    LegacyPath.objects.create(path="/penulis/budi-lama/", category=make_category())
    names = [
        "Ani Sari",
        "Ani Sári",
        "Budi Lama",
        "Rina Wati S.",
        "Rina-Wati",
        *(f"Penulis {n}" for n in range(50)),
    ]
    with django_assert_max_num_queries(40):
        made = Person.objects.make(names)
    assert set(made) == set(names)
    slugs = {person.name: person.slug for person in Person.objects.filter(pk__in=made.values())}
    assert {name: slugs[name] for name in names[:5]} == {
        "Ani Sari": "ani-sari", "Ani Sári": "ani-sari-2", "Budi Lama": "budi-lama-2", "Rina Wati S.": "rina-wati-s",
        "Rina-Wati": "rina-wati-2",
    }  # fmt: skip
    assert slugs["Penulis 7"] == "penulis-7"
