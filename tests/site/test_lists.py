"""What a list reads, however many stories are others', and the times by which tags and people find theirs."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection, transaction
from django.utils import timezone

from articles import pagination
from articles.models import Article, Category, Credit, Person, Region, Tag, TaggedArticle
from articles.text.story_text import CreditLine
from tests.support.archives import many
from tests.support.factories import (
    edit,
    make_article,
    make_category,
    make_publication,
    make_region,
    move,
    publish,
    schedule,
    update,
)
from tests.support.plans import rows_read
from tests.support.shared_rows import shared

DAY = timedelta(days=1)


def listed(article):
    """By which times its tags and its people list a story."""
    return {
        *TaggedArticle.objects.filter(content_object=article).values_list("published_at", flat=True),
        *Credit.objects.filter(article=article).values_list("published_at", flat=True),
    }


def headlines(articles):
    return [article.headline for article in articles]


# ---- The copies of the time


def test_a_tag_and_a_person_list_a_story_while_it_is_published(writer, editor, managing_editor):
    story = make_article(writer, tags=["Banjir", "Dringu"])
    assert listed(story) == {None}
    schedule(story, writer, editor)
    story.refresh_from_db()
    assert listed(story) == {story.published_at}
    assert story.published_at > timezone.now()
    move(story, ("unschedule", editor), ("publish", editor))
    story.refresh_from_db()
    assert listed(story) == {story.published_at}
    move(story, ("request_withdrawal", editor), ("withdraw", managing_editor))
    assert listed(story) == {None}
    move(story, ("request_reinstatement", editor), ("reinstate", managing_editor))
    assert listed(story) == {story.published_at}


def test_a_story_taken_back_before_its_time_is_in_no_list(writer, editor):
    story = schedule(make_article(writer, tags=["Banjir"]), writer, editor)
    move(story, ("unschedule", editor))
    assert listed(story) == {None}


def test_who_and_what_is_added_to_a_public_story_lists_it_at_once(writer, other_writer, editor):
    story = publish(make_article(writer, tags=["Banjir"]), writer, editor)
    later = CreditLine(other_writer.person.pk, "reporter", "Oki")
    story = update(
        story, writer, editor, tags=("Banjir", "Dringu"), credits=(*story.snapshot().credits, later)
    )
    assert Credit.objects.filter(article=story).count() == 3
    assert listed(story) == {story.published_at}
    assert headlines(Article.objects.public().with_tag(Tag.objects.get(name="Dringu"))) == [story.headline]
    assert headlines(Article.objects.public().credited_to(other_writer.person)) == [story.headline]


def test_an_update_is_in_no_list_and_its_merge_lists_the_story(writer, other_writer, editor):
    live = publish(make_article(writer), writer, editor)
    copy = move(live, ("propose_update", writer))
    edit(copy, writer, tags=["Dringu"])
    move(copy, ("submit", writer))
    assert listed(copy) == {None}
    move(copy, ("approve_and_publish", editor))
    copy.refresh_from_db()
    assert copy.status == Article.Status.PUBLISHED
    assert listed(copy) == {None}
    assert live.tags.count() == 1
    assert listed(live) == {live.published_at}


def test_no_statement_can_make_a_copy_say_something_else(writer, editor):
    public = publish(make_article(writer, tags=["Banjir"]), writer, editor)
    draft = make_article(writer, headline="Rancangan")
    wrong = timezone.now() - DAY
    tag = Tag.objects.get()
    TaggedArticle.objects.bulk_create([TaggedArticle(content_object=draft, tag=tag, published_at=wrong)])
    for model in (TaggedArticle, Credit):
        model.objects.update(published_at=wrong)
    assert listed(public) == {public.published_at}
    assert listed(draft) == {None}
    TaggedArticle.objects.filter(content_object=public).delete()
    TaggedArticle.objects.update(content_object=public)
    assert listed(public) == {public.published_at}
    Article.objects.filter(pk=public.pk).update(published_at=wrong)
    assert listed(public) == {wrong}


def test_tags_may_be_written_before_their_story(writer, editor):
    """Foreign keys are checked at the end; a dump is read back in the order of its tables."""
    story = publish(make_article(writer, tags=["Banjir"]), writer, editor)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO articles_taggedarticle (content_object_id, tag_id) VALUES (%s, %s)",
            [story.pk + 1000, Tag.objects.get().pk],
        )
    Article.objects.create(
        pk=story.pk + 1000,
        headline="Dari cadangan",
        status="published",
        published_at=story.published_at,
        approved_revision=story.approved_revision,
    )
    assert listed(story.pk + 1000) == {story.published_at}


def test_the_migration_fills_in_what_was_there_before(writer, editor):
    public = publish(make_article(writer, tags=["Banjir"]), writer, editor)
    draft = make_article(writer, tags=["Banjir"])
    update = move(public, ("propose_update", writer))
    migration = import_module("articles.migrations.0012_list_times")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in migration.LISTED:
            cursor.execute(f"ALTER TABLE articles_{table} DISABLE TRIGGER {table}_reads_story")
            cursor.execute(f"UPDATE articles_{table} SET published_at = NULL")
        assert listed(public) == {None}
        cursor.execute(migration.for_each(migration.FILL))
    assert listed(public) == {public.published_at}
    assert listed(draft) == listed(update) == {None}


@pytest.mark.django_db(transaction=True)
def test_a_tag_that_is_added_while_the_story_is_withdrawn_waits_for_the_outcome(writer, editor):
    make_publication()
    story = publish(make_article(writer, tags=["Banjir"]), writer, editor)

    def add():
        try:
            TaggedArticle.objects.create(
                content_object=story, tag=Tag.objects.create(name="Baru", slug="baru")
            )
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Article.objects.filter(pk=story.pk).update(status="withdrawn")
            adding = pool.submit(add)
            with pytest.raises(TimeoutError):
                adding.result(timeout=0.5)
        adding.result(timeout=10)
    assert listed(story) == {None}


# ---- What stands in a list


@pytest.mark.slow
def test_who_wrote_and_edited_a_story_lists_it_once(client, writer, editor):
    make_publication()
    for number in range(45):
        story = make_article(writer, headline=f"Berita {number}")
        story.credits.create(person=writer.person, role="editor", order=1)
        story.credits.create(person=writer.person, role="photographer", order=2)
        publish(story, writer, editor)
    found, url = [], writer.person.get_absolute_url()
    while url:
        page = client.get(url).context_data["page"]
        found += headlines(page.articles)
        url = page.older and f"{writer.person.get_absolute_url()}?sebelum={page.older}"
    assert found == [f"Berita {number}" for number in reversed(range(45))]


@pytest.mark.slow
def test_a_list_of_many_parts_is_one_list_by_time(client, writer, editor):
    make_publication()
    top = make_region("Kabupaten Jember", "kabupaten-jember")
    parts = [top, *(make_region(f"Bagian {number}", f"bagian-{number}", top) for number in range(3))]
    start = timezone.now() - DAY
    for number in range(50):
        story = publish(
            make_article(writer, headline=f"Berita {number}", region=parts[number % 4 if number < 30 else 1]),
            writer,
            editor,
        )
        Article.objects.filter(pk=story.pk).update(published_at=start + number // 3 * timedelta(minutes=1))
    publish(make_article(writer, headline="Lain", region=make_region()), writer, editor)
    found, url = [], top.get_absolute_url()
    while url:
        page = client.get(url).context["page"]
        found += headlines(page.articles)
        url = page.older and f"{top.get_absolute_url()}?sebelum={page.older}"
    assert found == [f"Berita {number}" for number in reversed(range(50))]


def test_a_scheduled_story_is_in_no_list_yet(client, writer, editor):
    make_publication()
    story = schedule(make_article(writer, tags=["Banjir"]), writer, editor)
    tag = story.tags.get()
    for url in (tag.get_absolute_url(), writer.person.get_absolute_url(), f"{tag.get_absolute_url()}feed/"):
        assert story.headline not in client.get(url).content.decode(), url


# ---- What it reads


@shared
def archive(writer, other_writer, editor):
    """Old stories of a tag, a person, a category and a region's parts, below many newer ones that are all others'."""
    make_publication()
    top = make_region("Kabupaten Jember", "kabupaten-jember")
    parts = [make_region(f"Bagian {number}", f"bagian-{number}", top) for number in range(5)]
    sport = make_category("Olahraga", "olahraga")
    volley = make_category("Voli", "voli", sport)
    old = make_article(other_writer, tags=["Lawas"], category=volley, region=parts[0], headline="Lawas")
    old = publish(old, other_writer, editor)
    Article.objects.filter(pk=old.pk).update(published_at=old.published_at - 3000 * DAY)
    many(old, 60)
    Article.objects.filter(headline="Lawas", pk__gt=old.pk).update(region=parts[1])
    new = publish(make_article(writer, tags=["Baru"]), writer, editor)
    many(new, 3000)
    return new


LISTS = ("/tag/lawas/", "/penulis/oki/", "/kategori/olahraga/", "/daerah/kabupaten-jember/")


@pytest.mark.slow
@pytest.mark.parametrize("url", LISTS)
def test_a_list_of_old_stories_reads_no_newer_ones_of_others(url, client, archive):
    for asked in (url, f"{url}feed/", f"{url}feed/atom/"):
        assert rows_read(client, asked) < 500, asked


@pytest.mark.slow
@pytest.mark.parametrize("url", LISTS)
def test_a_late_page_reads_what_the_first_one_reads(url, client, archive):
    many(Article.objects.get(headline="Lawas", region__slug="bagian-0"), 2000)
    page = client.get(url).context["page"]
    first = rows_read(client, url)
    oldest = Article.objects.filter(headline="Lawas").order_by("published_at", "pk")[30]
    late = rows_read(client, f"{url}?sebelum={pagination.cursor(oldest.published_at, oldest.pk)}")
    assert page.older
    assert late <= first * 1.2 + 50, (late, first)
    assert first < 800


@pytest.mark.slow
def test_a_region_with_hundreds_of_parts_reads_some_of_each(client, archive):
    top = make_region("Jawa Timur", "jawa-timur")
    Region.objects.bulk_create(
        Region(name=f"Desa {n}", slug=f"desa-{n}", path=f"jawa-timur/desa-{n}", kind="district", parent=top)
        for n in range(300)
    )
    Article.objects.filter(pk=Article.objects.public().latest("pk").pk).update(region=top)
    assert rows_read(client, "/daerah/jawa-timur/") < 1000


def test_news_from_near_by_reads_no_archive(client, archive):
    near = make_region("Kota Jember", "kota-jember")
    Article.objects.filter(pk=Article.objects.public().latest("pk").pk).update(region=near)
    Category.objects.update(order=1)
    assert rows_read(client, near.get_absolute_url()) < 500


def test_the_sitemap_of_lists_asks_each_for_its_newest(client, archive):
    people = [Person(name=f"Nama {n}", slug=f"nama-{n}") for n in range(50)]
    Person.objects.bulk_create(people)
    assert rows_read(client, "/sitemap-daftar.xml") < 500
