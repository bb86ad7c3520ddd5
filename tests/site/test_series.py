"""Series: a tag with an introduction and stories in an order, made at the desk."""

import re

import pytest
from django.urls import reverse

from articles.models import Article, Tag
from staff.models import Change
from tests.support.factories import make_article, make_publication, move, publish
from tests.support.public_pages import costs, page, stories_of
from tests.support.shared_rows import shared


@shared
def parts(writer, editor):
    """Three stories of one matter, the oldest first, and one of another."""
    make_publication()
    made = [
        publish(make_article(writer, headline=f"Waduk {number}", tags=["Waduk"]), writer, editor)
        for number in "abc"
    ]
    return [*made, publish(make_article(writer, headline="Lain", tags=["Lain"]), writer, editor)]


def change(tag):
    return reverse("admin:articles_tag_change", args=[tag.pk])


def typed(tag, **words):
    return {"name": tag.name, "slug": tag.slug, "intro": "", "parts": ""} | words


def make(tag, ids, intro=""):
    Tag.objects.filter(pk=tag.pk).update(parts=ids, intro=intro)


def test_an_editor_makes_a_series_and_readers_read_it_in_order(client, visit, editor, parts):
    tag = Tag.objects.get(name="Waduk")
    lines = (
        f"{parts[2].pk} – Waduk c\nhttp://127.0.0.1:8000{parts[0].get_absolute_url()}\n\n  #{parts[1].pk}  "
    )
    answer = visit(editor).post(
        change(tag), typed(tag, intro="Lima tahun <b>waduk</b>.\n\nIni ceritanya.", parts=lines)
    )
    assert answer.status_code == 302, answer.context_data["errors"]
    tag.refresh_from_db()
    assert tag.parts == [parts[2].pk, parts[0].pk, parts[1].pk]
    html = page(client, "/tag/waduk/")
    assert "Lima tahun &lt;b&gt;waduk&lt;/b&gt;." in html
    order = html.partition('id="seri"')[2].partition("</ol>")[0]
    assert re.findall(r">(Waduk \w)<", order) == ["Waduk c", "Waduk a", "Waduk b"]
    assert html.count("Waduk a</a>") == 1  # not in the list below once more
    assert "Waduk: bagian 2 dari 3" in page(client, parts[0].get_absolute_url())
    assert (
        "bagian" not in page(client, parts[3].get_absolute_url()).partition("<main")[2].partition("<aside")[0]
    )
    form = page(visit(editor), change(tag))
    assert f"{parts[2].pk} – Waduk c\n{parts[0].pk} – Waduk a" in form


@pytest.mark.parametrize(
    "line",
    [
        "besok",
        "0",
        "-1",
        "999999999",
        "9" * 40,
        "1.5",
        "/berita/",
        "http://lain.example/",
        "\u0663",
        "12abc",
        "<b>1</b>",
    ],
)
def test_a_line_that_is_no_story_is_named_and_nothing_is_lost(line, visit, editor, parts):
    tag = Tag.objects.get(name="Waduk")
    answer = visit(editor).post(change(tag), typed(tag, intro="Pengantar.", parts=f"{parts[0].pk}\n{line}"))
    assert answer.status_code == 200
    errors = str(answer.context_data["adminform"].form.errors["parts"])
    assert "Baris 2" in errors
    assert "Pengantar." in answer.content.decode()
    tag.refresh_from_db()
    assert (tag.intro, tag.parts) == ("", [])


def test_a_story_of_another_tag_is_no_part(visit, editor, parts):
    tag = Tag.objects.get(name="Waduk")
    answer = visit(editor).post(change(tag), typed(tag, parts=f"{parts[3].pk}"))
    assert "bukan berita dengan tag ini" in str(answer.context_data["adminform"].form.errors["parts"])


def test_too_many_lines_and_the_same_story_twice(visit, editor, parts):
    tag, desk = Tag.objects.get(name="Waduk"), visit(editor)
    answer = desk.post(change(tag), typed(tag, parts="\n".join([str(parts[0].pk)] * 101)))
    assert "Paling banyak 100" in str(answer.context_data["adminform"].form.errors["parts"])
    desk.post(change(tag), typed(tag, parts=f"{parts[0].pk}\n{parts[1].pk}\n{parts[0].pk}"))
    tag.refresh_from_db()
    assert tag.parts == [parts[0].pk, parts[1].pk]


def test_a_part_that_is_not_public_is_left_out(client, editor, managing_editor, parts):
    tag = Tag.objects.get(name="Waduk")
    make(tag, [story.pk for story in parts[:3]])
    move(parts[1], ("request_withdrawal", editor), ("withdraw", managing_editor))
    series = client.get("/tag/waduk/").context_data["series"]
    assert stories_of(series) == [parts[0], parts[2]]


def test_a_series_costs_one_query_more_and_a_story_none(client, parts):
    story = parts[0].get_absolute_url()
    plain = costs(["/tag/waduk/", story])
    make(Tag.objects.get(name="Waduk"), [story.pk for story in parts[:3]])
    series = costs(["/tag/waduk/", story])
    assert series["/tag/waduk/"] == plain["/tag/waduk/"] + 1
    assert series[story] == plain[story]


def test_who_writes_an_introduction_is_on_record_and_another_one_signs(visit, editor, parts):
    tag = Tag.objects.get(name="Waduk")
    visit(editor).post(change(tag), typed(tag, intro="Pengantar."))
    noted = Change.objects.filter(table="articles_tag", row=tag.pk).first()
    assert noted.after["intro"] == "Pengantar."
    assert noted.needs_signature
    assert noted.actor == editor


def test_a_plain_tag_is_a_plain_list(client, parts):
    html = page(client, "/tag/waduk/")
    assert 'id="seri"' not in html
    assert 'class="intro"' not in html
    assert Article.objects.get(headline="Waduk a").get_absolute_url() in html
