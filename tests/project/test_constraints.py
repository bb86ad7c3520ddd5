"""Rules that the database holds, whoever writes to it."""

import pytest
from django.db import IntegrityError, transaction

from articles.models import Credit, LegacyPath, Person, Photo, Publication, Region, Related, Tag
from tests.support.factories import make_article, make_category, make_region


@transaction.atomic
def attempt(change):
    change()
    transaction.get_connection().check_constraints()


def refused(change):
    with pytest.raises(IntegrityError):
        attempt(change)


def test_a_tag_is_one_in_any_case_and_spacing(db):
    banjir = Tag.objects.create(name="  Banjir   Rob ")
    assert banjir.name == "Banjir Rob"
    assert Tag.objects.by_names(["banjir rob", "BANJIR  ROB", "", "Baru"]) == [
        banjir,
        Tag.objects.get(name="Baru"),
    ]
    refused(lambda: Tag.objects.create(name="BANJIR ROB"))
    with transaction.get_connection().cursor() as cursor:
        refused(lambda: cursor.execute("UPDATE articles_tag SET name = ' ada spasi'"))


def test_tags_whose_slugs_would_be_alike_get_their_own_addresses(db):
    assert len({tag.slug for tag in Tag.objects.by_names(["C", "C++", "C#"])}) == 3


def test_slugs_are_unique_where_an_address_needs_it(db):
    parent = make_category("Olahraga", "olahraga")
    make_category("Sepak Bola", "bola", parent)
    make_category("Bola Voli", "bola")  # another branch: another address
    refused(lambda: type(parent).objects.create(name="Bola", slug="bola", parent=parent))
    make_region()
    refused(lambda: Region.objects.create(name="Kraksaan", slug="kraksaan", kind="city"))


def test_a_node_is_not_part_of_itself(db):
    parent = make_category("Olahraga", "olahraga")
    refused(lambda: type(parent).objects.filter(pk=parent.pk).update(parent=parent))


def test_a_story_is_not_related_to_itself_and_to_another_once(writer):
    article, other = make_article(writer), make_article(writer)
    refused(lambda: Related.objects.create(article=article, target=article))
    Related.objects.create(article=article, target=other)
    refused(lambda: Related.objects.create(article=article, target=other, order=1))


def test_credits_are_ordered_and_name_a_person_once_a_role(writer, other_writer):
    article = make_article(writer)
    refused(lambda: article.credits.create(person=writer.person, order=1))
    refused(lambda: article.credits.create(person=other_writer.person, order=0))
    refused(lambda: article.credits.update(role="kritikus"))


def test_a_printed_name_survives_a_renamed_person(writer):
    article = make_article(writer)
    Person.objects.filter(pk=writer.person.pk).update(name="Nama Baru")
    assert [credit.name for credit in Credit.objects.filter(article=article)] == ["Wati"]


def test_initials_belong_to_one_person(db):
    Person.objects.create(name="Fajar", initials="faj")
    refused(lambda: Person.objects.create(name="Fajri", initials="FAJ"))


def test_people_of_one_name_have_addresses_of_their_own(db):
    assert [Person.objects.create(name="Siti").slug for _ in range(3)] == ["siti", "siti-2", "siti-3"]


def test_there_is_one_publication(db):
    Publication(name="Satu").save()
    Publication(name="Dua").save()
    assert Publication.objects.get().name == "Dua"
    refused(lambda: Publication.objects.bulk_create([Publication(pk=2, name="Tiga")]))


def test_an_old_address_has_one_target(writer):
    refused(lambda: LegacyPath.objects.create(path="/lama/"))
    refused(
        lambda: LegacyPath.objects.create(path="/lama/", article=make_article(writer), region=make_region())
    )


def test_photos_are_of_a_known_kind(db):
    refused(lambda: Photo.objects.create(width=1, height=1, sha256="a", source="curian"))
    refused(lambda: Photo.objects.create(width=1, height=1, sha256="a", state="hilang"))


def test_an_account_with_stories_cannot_be_removed(writer):
    make_article(writer)
    refused(lambda: type(writer).objects.filter(pk=writer.pk).delete())
