"""The same name by several people at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from unittest import mock

from django.db import connection
from django.urls import reverse

from articles.models import Category, Person, Tag
from articles.models.merging import merge
from tests.support.factories import edit, make_article

AT_ONCE = 8


def together(*acts):
    """Do these at the same moment, each on a connection of its own."""

    def on_own_line(act):
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as people:
        return [answer.result(timeout=30) for answer in [people.submit(on_own_line, act) for act in acts]]


def test_a_new_tag_is_made_once(transactional_db):
    answers = together(*[lambda: Tag.objects.by_names(["Banjir Rob", "Cuaca"])] * AT_ONCE)
    assert len({tuple(tag.pk for tag in tags) for tags in answers}) == 1
    assert Tag.objects.count() == 2


def test_names_whose_slugs_meet_have_addresses_of_their_own(transactional_db):
    people = together(*[lambda: Person.objects.create(name="Siti")] * AT_ONCE)
    assert sorted(person.slug for person in people) == ["siti", *(f"siti-{n}" for n in range(2, AT_ONCE + 1))]
    tags = together(*[lambda n=n: Tag.objects.create(name="C" + "+" * n) for n in range(AT_ONCE)])
    assert len({tag.slug for tag in tags}) == AT_ONCE


def test_a_tag_is_merged_while_its_stories_are_saved(people):
    wati, edi = people["wati"], people["edi"]
    stories = [make_article(wati, tags=["Festifal"], headline=f"Naskah {n}") for n in range(6)]
    old, other = Tag.objects.get(name="Festifal"), Tag.objects.create(name="Festival")
    saves = [
        lambda s=story: edit(s, wati, tags=("Festifal", "Bromo"), standfirst="Lain.") for story in stories
    ]
    together(lambda: merge(old, other, by=edi), *saves)
    for story in stories:
        assert {tag.name for tag in story.tags.all()} == {"Festival", "Bromo"}
    assert not Tag.objects.filter(name="Festifal").exists()


def test_who_is_second_at_the_desk_is_told_and_loses_nothing(visit, people):
    """The first one's row comes between the check of the form and its save."""
    url = reverse("admin:articles_category_add")
    check, calls = Category.validate_unique, []

    def check_and_be_late(row, exclude=None):
        if not calls:
            calls.extend(
                together(lambda: Category.objects.create(name="Olahraga"))
            )  # when the form has asked
            return
        check(row, exclude)

    with mock.patch.object(Category, "validate_unique", check_and_be_late):
        values = {"name": "Olah Raga", "slug": "olahraga", "order": "7", "parent": ""}
        answer = visit(people["mira"]).post(url, values)
    assert answer.status_code == 200
    html = answer.content.decode()
    assert "“Olahraga” sudah memakai slug ini" in html
    assert 'value="Olah Raga"' in html
    assert not Category.objects.filter(name="Olah Raga").exists()
