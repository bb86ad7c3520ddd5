"""What is typed into the search fields of the story's form: it survives, it holds a submission up, and a name that
nobody here has becomes somebody."""

import json

import pytest
from django.urls import reverse

from articles.models import Article, Person
from staff.models import Scratch
from staff.writing.forms import text_of
from tests.support.factories import make_article, make_publication, make_region, publish, schedule
from tests.support.forms import ADD, autosave, change, form, rows


@pytest.fixture
def story(db, writer):
    make_publication()
    return make_article(writer, body="<p>Air surut.</p>")


def names(*lines):
    return rows(credits=lines)


# ---- Text that is not settled


@pytest.mark.parametrize("action", [{"_action": "submit"}, {"_save": ""}])
@pytest.mark.parametrize(
    ("picker", "label"),
    [("credits", "Tambah nama"), ("related", "Baca Juga di akhir"), ("baca", "kartu Baca Juga")],
)
def test_text_that_is_not_settled_holds_the_form_and_is_named(picker, label, action, story, visit, writer):
    typed = {f"pick-{picker}": "Rahmad\u200b Soleh", "headline": "Judul yang baru", **action}
    for mode in ("hp", "lengkap"):
        answer = visit(writer).post(f"{change(story)}?mode={mode}", form(story, **typed, mode=mode))
        assert answer.status_code == 200
        html = answer.content.decode()
        assert "“Rahmad Soleh” diketik" in html
        assert label in html
        assert 'value="Rahmad Soleh"' in html
        assert "Judul yang baru" in html
    assert (Article.objects.get().version, Article.objects.get().status) == (1, "draft")


def test_a_new_story_waits_for_it_too(db, visit, writer):
    make_publication()
    typed = form(**{"pick-credits": "Rahmad Soleh", "_action": "submit", "tab": "tab-satu"})
    assert "Rahmad Soleh" in visit(writer).post(ADD, typed).content.decode()
    assert not Article.objects.exists()
    visit(writer).post(ADD, typed | {"pick-credits": ""})
    assert Article.objects.get().status == "submitted"


def test_it_survives_with_the_unsaved_text(story, visit, writer):
    autosave(
        visit(writer), story, **{"pick-credits": "Rahmad Soleh", "pick-related": "zzz", "pick-baca": "yyy"}
    )
    for mode in ("hp", "lengkap"):
        html = visit(writer).get(f"{change(story)}?mode={mode}").content.decode()
        assert all(f'value="{words}"' in html for words in ("Rahmad Soleh", "zzz", "yyy"))
    scratch = Scratch.objects.get()
    assert text_of(scratch.data, story, writer).credits == story.snapshot().credits


def test_the_check_names_it_while_somebody_writes(story, visit, writer):
    url = reverse("admin:articles_article_check", args=[story.pk])
    answer = json.loads(visit(writer).post(url, form(story, **{"pick-credits": "Rahmad Soleh"})).content)
    assert answer["required"] == 1
    assert "Rahmad Soleh" in answer["html"]


# ---- A name that nobody here has


def test_a_new_name_becomes_a_person_with_the_save(story, visit, writer):
    data = form(
        story, **names(("", "writer", " Penulis: Rahmad  Soleh"), (writer.person.pk, "photographer", ""))
    )
    assert visit(writer).post(change(story), data).status_code == 302
    person = Person.objects.get(name="Rahmad Soleh")
    assert [(c.person, c.role, c.name) for c in Article.objects.get().credits.all()] == [
        (person, "writer", "Rahmad Soleh"),
        (writer.person, "photographer", writer.person.name),
    ]
    assert person.get_absolute_url() == "/penulis/rahmad-soleh/"
    visit(writer).post(change(story), data)
    assert Person.objects.filter(name="Rahmad Soleh").count() == 1


def test_a_name_that_somebody_has_is_that_one(story, visit, writer):
    person = Person.objects.create(name="Rahmad Soleh")
    visit(writer).post(change(story), form(story, **names(("", "writer", "rahmad soleh"))))
    assert Article.objects.get().credits.get().person == person


@pytest.mark.parametrize(
    "lines",
    [
        [("", "writer", "Rahmad Soleh"), ("", "writer", "RAHMAD SOLEH")],
        [("", "writer", "\u200b")],
        [("", "penulis", "Rahmad Soleh")],
        [("", "writer", "a" * 121)],
        [("x", "writer", "Rahmad Soleh")],
    ],
)
def test_what_is_no_new_name_is_refused(lines, story, visit, writer):
    assert visit(writer).post(change(story), form(story, **names(*lines))).status_code == 200
    assert not Person.objects.filter(name__startswith="Rahmad").exists()


def test_only_who_may_add_people_is_offered_it(story, visit, writer, rf):
    assert "data-create" in visit(writer).get(f"{change(story)}?mode=hp").content.decode()
    visit(writer).post(change(story), form(story, **names(("", "writer", "Rahmad Soleh"))))
    assert Person.objects.filter(name="Rahmad Soleh").exists()
    writer.groups.get().permissions.remove(*writer.groups.get().permissions.filter(codename="add_person"))
    assert "data-create" not in visit(writer).get(f"{change(story)}?mode=hp").content.decode()
    story = Article.objects.get()
    answer = visit(writer).post(change(story), form(story, **names(("", "writer", "Orang Lain"))))
    assert answer.status_code == 200
    assert not Person.objects.filter(name="Orang Lain").exists()


def test_a_name_that_is_only_typed_stays_a_name_in_a_text_kept_aside(story, visit, writer):
    data = names(("", "writer", "Rahmad Soleh")) | {"revision": "9"}
    autosave(visit(writer), story, **data)
    aside = story.revisions.aside().get()
    assert [(line.person, line.name) for line in aside.text.credits] == [(None, "Rahmad Soleh")]
    assert not Person.objects.filter(name="Rahmad Soleh").exists()


# ---- Results


def test_results_say_when_where_and_in_which_state(db, writer, editor, visit):
    make_publication()
    region = make_region()
    live = publish(make_article(writer, headline="Jembatan sesek", region=region), writer, editor)
    schedule(make_article(writer, headline="Jembatan beton", region=region), writer, editor)
    make_article(writer, headline="Jembatan bambu", region=None)
    answer = visit(writer).get(reverse("admin:articles_article_pick"), {"q": "jembatan"}).json()["stories"]
    details = {story["headline"]: story["detail"].split(" · ") for story in answer}
    assert details["Jembatan sesek"][1:] == ["Kraksaan", "Terbit"]
    assert details["Jembatan beton"][2] == "Terjadwal"
    assert details["Jembatan bambu"][1:] == ["Draf"]
    assert str(live.published_at.year) in details["Jembatan sesek"][0]
