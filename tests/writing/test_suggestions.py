"""Help while somebody writes: older stories, who else is on the matter, tags of the text, templates."""

import re
from datetime import timedelta
from importlib import import_module

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Region, Tag
from articles.text import body, plain_text
from staff import roles
from staff.models import Scratch, StoryTemplate
from staff.models.recurring import MARK
from staff.workflow.manuscript import Manuscript
from staff.writing import suggestions
from tests.support.archives import copy_words
from tests.support.factories import make_article, make_category, make_publication, make_region, publish
from tests.support.manuscripts import card, form_data, link, manuscript, p
from tests.support.plans import explained, rows
from tests.support.shared_rows import shared

TEMPLATES = import_module("staff.migrations.0006_story_templates").TEMPLATES


@shared
def archive(writer, editor):
    """Four stories that readers see, and one that they do not."""
    make_publication()
    other = make_region(
        "Leces", "leces", parent=make_region("Kabupaten Probolinggo", "kabupaten-probolinggo")
    )
    stories = {
        "flood": make_article(writer, headline="Tanggul sungai di Dringu jebol", tags=["Banjir"]),
        "fire": make_article(writer, headline="Gudang kayu di Leces terbakar", body=p("Api."), region=other, standfirst="Api."),
        "match": make_article(writer, headline="Klub kota menang dua gol", body=p("Gol."), region=other, standfirst="Gol.",
                              category=make_category("Olahraga", "olahraga")),
    }  # fmt: skip
    return {name: publish(story, writer, editor) for name, story in stories.items()} | {
        "draft": make_article(writer, headline="Tanggul Dringu jebol lagi", tags=["Banjir"])
    }


def suggested(**parts):
    return suggestions.related_stories(manuscript(**{"region": None, "category": None, "tags": []} | parts))


def test_what_is_like_it_in_words_is_suggested(archive):
    assert suggested(headline="Kebakaran gudang di Leces padam") == [archive["fire"]]
    assert suggested(headline="Tanggul Dringu diperbaiki warga") == [archive["flood"]]
    assert suggested(headline="Harga cabai di pasar naik", body=p("Cabai mahal."), standfirst="Cabai.") == []


def test_what_shares_a_tag_is_suggested_and_a_draft_never(archive):
    assert suggested(headline="Air naik", tags=["banjir"]) == [archive["flood"]]


def test_one_word_is_enough_in_the_same_region(archive):
    flood = archive["flood"]
    words = {"headline": "Dringu bersolek", "body": p("Acara."), "standfirst": "Acara."}
    assert suggested(**words) == []
    assert suggested(**words, region=flood.region_id) == [flood]


def test_what_the_text_leads_to_already_is_left_out(archive):
    flood = archive["flood"]
    about = {"headline": "Tanggul sungai Dringu jebol"}
    assert suggested(**about) == [flood]
    assert suggested(**about, body=p("Isi.") + card(flood.pk)) == []
    assert suggested(**about, related=[flood.pk]) == []
    assert suggested(**about, body=link(flood.get_absolute_url())) == []
    itself = Manuscript(flood.snapshot(), flood)
    assert flood not in suggestions.related_stories(itself)


def test_words_that_a_search_would_read_are_only_words(archive):
    assert suggested(headline='-"Tanggul" OR !sungai & (Dringu) <-> jebol:*') == [archive["flood"]]
    assert suggested(headline="", standfirst="", body="") == []


def load(count, writer):
    """So many public stories with the same words and the same tag, by the shortest way."""
    template = make_article(writer, headline="Banjir warga kota", tags=["Ramai"])
    revision, tag = template.newest_revision.pk, Tag.objects.get(name="Ramai").pk
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH made AS (
                INSERT INTO articles_article (headline, slug, standfirst, body, dateline, sign_off, commercial_label,
                    status, status_since, urgency, published_at, created_at, saved_at, version, needs_signature, merge_error,
                    similar_ids, category_id, region_id, created_by_id, approved_revision_id)
                SELECT headline, slug, standfirst, body, dateline, sign_off, commercial_label, 'published', now(), 3,
                    now() - n * interval '1 hour', now(), now(), 1, false, '', '{}', category_id, region_id, created_by_id,
                    %s
                FROM articles_article, generate_series(1, %s) n WHERE id = %s
                RETURNING id
            )
            INSERT INTO articles_taggedarticle (content_object_id, tag_id) SELECT id, %s FROM made
            """,
            [revision, count, template.pk, tag],
        )
        copy_words(cursor, template.pk)
        cursor.execute("ANALYZE articles_article, articles_searchentry, articles_taggedarticle")
    return template


def cost(function, *args):
    """Queries of a function, and the rows of large tables that the database looks at for them."""
    with override_settings(PREPARED_STATEMENTS=False), CaptureQueriesContext(connection) as asked:
        function(*args)
    plans = [explained(q["sql"]) for q in asked.captured_queries if q["sql"].startswith(("SELECT", "WITH"))]
    return len(asked), sum(rows(node) for plan in plans for node in plan)


@pytest.mark.slow
def test_suggestions_look_at_a_bounded_number_of_stories(writer, editor):
    make_publication()
    counted = []
    for more in (1500, 3000):
        story = Manuscript.of(load(more, writer))

        counted.append([cost(suggestions.related_stories, story), cost(suggestions.tags_in, story)])
    (few, few_tags), (many, many_tags) = counted
    assert few[0] == many[0] <= 8
    assert many[1] <= few[1] * 1.3
    assert few_tags[0] == many_tags[0] == 1
    assert many_tags[1] <= suggestions.MOST_COUNTED * 2


# ---- Somebody is on this already


ALIKE = [
    ("Banjir Demak", "Banjir Rendam Ratusan Rumah di Demak"),
    ("Kebakaran Pasar Kraksaan", "Pasar Kraksaan Terbakar, 20 Kios Hangus"),
    ("Banjir di Dringu Mulai Surut", "Banjir Dringu, Warga Mengungsi"),
    ("Truk Tabrak Warung di Leces, Dua Tewas", "Tabrakan Truk di Leces, Warung Hancur"),
    ("Bupati Resmikan Jembatan Gending", "Jembatan Gending Diresmikan Bupati"),
]
UNLIKE = [
    ("Polisi Tangkap Pencuri Motor di Kraksaan", "Polisi Tangkap Pengedar Sabu di Kraksaan"),
    ("Pria di Kraksaan Tewas Tertabrak Kereta", "Pria Kraksaan Tewas Tersengat Listrik"),
    ("Jadwal Imsak Kraksaan Hari Ini", "Harga Cabai di Pasar Kraksaan Naik"),
    ("Bupati Lantik Kepala Desa", "Bupati Buka Lomba Desa"),
    ("Banjir", "Banjir Demak"),
]


def told(user, headline, region):
    return suggestions.begun_by_others(manuscript(headline=headline, region=region and region.pk), user)


@pytest.mark.parametrize(("mine", "theirs"), [*ALIKE, *((b, a) for a, b in ALIKE)])
def test_a_story_that_somebody_else_began_is_told_of(mine, theirs, writer, other_writer):
    region = make_region()
    make_article(other_writer, headline=theirs, body="<p>Rahasia.</p>")
    (sentence,) = told(writer, mine, region)
    assert f"Oki memulai “{theirs}” 0 menit lalu" in sentence or "Oki began" in sentence
    assert "Rahasia" not in sentence


@pytest.mark.parametrize(("mine", "theirs"), [*UNLIKE, *((b, a) for a, b in UNLIKE)])
def test_another_matter_is_not(mine, theirs, writer, other_writer):
    make_article(other_writer, headline=theirs)
    assert told(writer, mine, make_region()) == []


def test_regions_have_to_resemble_too(writer, other_writer):
    make_article(other_writer, headline="Kebakaran Pasar Baru, Kios Hangus")
    mine = "Pasar Baru Terbakar, Kios Hangus"
    far = Region.objects.create(name="Sleman", slug="sleman", kind="regency")
    within = make_region()
    around, neighbour = within.parent, make_region("Leces", "leces", parent=within.parent)
    assert [bool(told(writer, mine, region)) for region in (within, around, neighbour, None, far)] == [
        True, True, True, True, False,
    ]  # fmt: skip
    short = "Kebakaran Kios"  # two words are enough only where the place is the same
    assert [bool(told(writer, short, region)) for region in (within, around, neighbour, None)] == [
        True, True, False, False,
    ]  # fmt: skip


def test_own_stories_old_ones_and_those_put_away_are_not_told_of(writer, other_writer, editor):
    region, headline = make_region(), "Banjir Dringu Surut"
    mine = make_article(writer, headline=headline)
    assert told(writer, headline, region) == []
    theirs = make_article(other_writer, headline=headline)
    assert len(told(writer, headline, region)) == 1
    theirs.credits.create(person=writer.person, order=5)
    assert told(writer, headline, region) == []  # written together
    theirs.credits.filter(person=writer.person).delete()
    assert suggestions.begun_by_others(Manuscript.of(theirs), editor) != []  # that of `writer`
    assert suggestions.begun_by_others(Manuscript(theirs.snapshot(), theirs), writer) == []
    Article.objects.filter(pk=theirs.pk).update(created_at=timezone.now() - timedelta(hours=25))
    assert told(writer, headline, region) == []
    Article.objects.filter(pk=theirs.pk).update(
        created_at=timezone.now() - timedelta(hours=3), status="spiked"
    )
    assert told(writer, headline, region) == []
    Article.objects.filter(pk=theirs.pk).update(status="submitted")
    (sentence,) = told(writer, headline, region)
    assert "3 " in sentence
    assert mine.headline in sentence


@pytest.mark.parametrize(
    ("typed", "is_told"),
    [
        ({"headline": "Banjir Dringu, warga mengungsi"}, True),
        ({"headline": "Harga cabai naik"}, False),
        (
            {"headline": "Banjir Dringu, warga mengungsi", "region": "9" * 30},
            False,
        ),  # no region: two words are few
        ({"headline": ""}, False),
        ({}, False),
    ],
)
def test_what_stands_unsaved_in_a_new_form_of_somebody_is_told_of(
    typed, is_told, writer, other_writer, visit
):
    region = make_region()
    form = {"tab": "tab-oki-01", "mode": "hp", "region": region.pk, "body": "Rahasia."} | typed
    visit(other_writer).post(reverse("admin:articles_article_autosave_new"), form)
    found = told(writer, "Banjir di Dringu Mulai Surut", region)
    assert bool(found) == is_told
    assert all("Oki" in one and typed["headline"] in one and "Rahasia" not in one for one in found)
    assert told(other_writer, "Banjir di Dringu Mulai Surut", region) == []


def test_at_most_three_are_told_of(writer, other_writer):
    for number in range(5):
        make_article(other_writer, headline=f"Banjir Dringu Surut {number}")
    assert len(told(writer, "Banjir Dringu Surut", make_region())) == suggestions.MOST_TOLD


def test_a_reporter_is_told_no_more_than_headline_name_and_time(writer, other_writer, visit):
    make_publication()
    story = make_article(other_writer, headline="Banjir Dringu Surut", body="<p>Sumber rahasia bicara.</p>")
    answer = visit(writer).post(
        reverse("admin:articles_article_suggest_new"),
        {"headline": "Banjir Dringu", "region": story.region_id},
    )
    html = answer.json()["html"]
    assert "Banjir Dringu Surut" in html
    assert "Oki" in html
    assert "rahasia" not in html
    assert f"/{story.pk}/" not in html


# ---- Tags


def test_tags_that_stand_in_the_text_come_by_how_much_they_are_used(archive, writer, editor):
    Tag.objects.create(name="Pasar")  # nobody has used it
    publish(make_article(writer, tags=["Covid-19", "Banjir", "Kota Probolinggo"]), writer, editor)
    text = p("Di Kota  Probolinggo, banjir; lalu (covid-19). Pasar tutup.")
    assert suggestions.tags_in(manuscript(body=text, tags=[])) == ["Banjir", "Covid-19", "Kota Probolinggo"]
    assert suggestions.tags_in(manuscript(body=text, tags=["BANJIR"])) == ["Covid-19", "Kota Probolinggo"]
    assert (
        suggestions.tags_in(manuscript(headline="Air", standfirst="", body=p("Kebanjiran, kota."), tags=[]))
        == []
    )


def test_a_story_of_many_words_asks_one_query_for_its_tags(archive):
    story = manuscript(body=p(" ".join(f"kata{n}" for n in range(5000))), tags=[])
    with CaptureQueriesContext(connection) as asked:
        assert suggestions.tags_in(story) == ["Banjir"]  # it stands in the headline
    assert len(asked) == 1


# ---- Templates


@shared
def templates(db):
    """As a new database has them."""
    StoryTemplate.objects.all().delete()
    return [StoryTemplate.objects.create(**facts) for facts in TEMPLATES]


def test_the_five_templates_are_whole(templates):
    assert [one.name for one in templates] == ["Kecelakaan", "Kriminal", "Cuaca", "Jadwal", "Harga pasar"]
    known = StoryTemplate.objects.marks()
    for one in templates:
        one.full_clean()
        assert body.clean(one.body) == one.body.replace("\n", "\n")
        assert plain_text.from_plain(plain_text.to_plain(one.body)) == one.body
        assert one.headline.count("[") == len(MARK.findall(one.headline))
        assert one.body.count("[") == one.body.count("]") == len(MARK.findall(one.body)) > 10
        assert set(MARK.findall(one.body)) <= known


def test_the_template_for_crime_protects_children_and_victims(templates):
    text = templates[1].body
    for words in ("inisial", "Korban, [sebutan umum", "di bawah 18 tahun", "kejahatan susila", "pengadilan"):
        assert words in text


@pytest.mark.parametrize("mode", ["hp", "lengkap"])
def test_a_new_story_begins_with_a_template(mode, templates, writer, visit):
    chosen = templates[0]
    chosen.category = make_category()
    chosen.save()
    url = reverse("admin:articles_article_add")
    page = visit(writer).get(f"{url}?mode={mode}")
    for one in templates:
        assert f"templat={one.pk}" in page.content.decode()
    page = visit(writer).get(f"{url}?mode={mode}&kosong=1&templat={chosen.pk}")
    form = page.context["adminform"].form
    assert form["headline"].value() == chosen.headline
    assert form["body"].value() == chosen.body
    assert form["tag_names"].value() == chosen.tags
    assert form["category"].value() == str(chosen.category_id)
    assert not Article.objects.exists()


@pytest.mark.parametrize("asked", ["", "0", "x", "99999", "\x00", "9" * 40])
def test_a_template_that_there_is_not_fills_nothing(asked, templates, writer, visit):
    page = visit(writer).get(reverse("admin:articles_article_add"), {"templat": asked, "mode": "hp"})
    assert page.status_code == 200
    assert not page.context["adminform"].form["headline"].value()


def test_a_template_that_is_no_longer_offered(templates, writer, visit):
    StoryTemplate.objects.filter(pk=templates[0].pk).update(is_active=False)
    page = visit(writer).get(reverse("admin:articles_article_add"), {"templat": templates[0].pk})
    assert f"templat={templates[0].pk}" not in page.content.decode()
    assert not page.context["adminform"].form["headline"].value()


def test_what_was_typed_comes_before_nothing_and_stays_beside_a_template(templates, writer, visit):
    browser = visit(writer)
    typed = {"headline": "Belum disimpan", "tab": "tab-lama-1", "mode": "hp", "body": "Isi."}
    browser.post(reverse("admin:articles_article_autosave_new"), typed)
    url = reverse("admin:articles_article_add")
    page = browser.get(url, {"kosong": 1, "templat": templates[0].pk})
    assert page.context["adminform"].form["headline"].value() == templates[0].headline
    text = page.content.decode()
    assert "Belum ada ketikan" not in text
    assert "Dimulai dengan templat" in text
    assert "Yang Anda ketik sebelumnya tetap tersimpan" in text
    [link] = re.findall(r'href="(\?ketikan=\d+)"', text)
    page = browser.get(url)
    assert page.context["adminform"].form["headline"].value() == "Belum disimpan"
    # Also once the template has been filled in, which is the newest text then.
    filled = {"headline": "Dari templat", "tab": "tab-baru-1", "mode": "hp", "body": "Isi."}
    browser.post(reverse("admin:articles_article_autosave_new"), filled)
    page = browser.get(url)
    assert page.context["adminform"].form["headline"].value() == "Dari templat"
    assert f'href="{link}"' in page.content.decode()
    page = browser.get(url + link)
    assert page.context["adminform"].form["headline"].value() == "Belum disimpan"
    assert page.context["adminform"].form["tab"].value() == "tab-lama-1"


@pytest.mark.parametrize("asked", ["", "0", "x", "99999", "\x00", "9" * 40])
def test_a_text_of_nobody_or_of_somebody_else_is_not_opened(asked, writer, other_writer, visit):
    for person, words in ((writer, "Milik saya"), (other_writer, "Milik orang lain")):
        typed = {"headline": words, "tab": f"tab-orang-{person.pk}", "mode": "hp", "body": "Isi."}
        visit(person).post(reverse("admin:articles_article_autosave_new"), typed)
    theirs = Scratch.objects.get(user=other_writer).pk
    for wanted in (asked, theirs):
        page = visit(writer).get(reverse("admin:articles_article_add"), {"ketikan": wanted})
        assert page.context["adminform"].form["headline"].value() == "Milik saya"
        assert "Milik orang lain" not in page.content.decode()


def test_suggestions_say_what_was_looked_at(writer, visit):
    url, browser = reverse("admin:articles_article_suggest_new"), visit(writer)
    begun = {
        "headline": "Belum pernah ada yang begini",
        "tab": "tab-saran",
        "mode": "hp",
        "body": "Isi yang lengkap.",
    }
    assert "Yang sudah dicari" in browser.post(url, begun).json()["html"]
    assert "Tulis judul" in browser.post(url, begun | {"body": ""}).json()["html"]


def test_editors_keep_the_templates(templates, writer, editor, visit):
    url = reverse("admin:staff_storytemplate_change", args=[templates[0].pk])
    assert visit(writer).get(url).status_code == 403
    page = visit(editor).get(url)
    assert "Menurut [nama dan jabatan polisi]" in page.content.decode()
    typed = {
        "name": "Kecelakaan", "headline": "[Apa] di [tempat]", "standfirst": "", "body": "Satu [hal].\n\n> Kutipan <script>",
        "category": "", "tags": "Satu,  Dua", "order": "5", "is_active": "on",
    }  # fmt: skip
    assert visit(editor).post(url, typed).status_code == 302
    one = StoryTemplate.objects.get(pk=templates[0].pk)
    assert one.body.startswith("<p>Satu [hal].</p>\n<blockquote>")
    assert "<script" not in one.body
    assert one.tags == "Satu, Dua"
    bad = visit(editor).post(url, typed | {"tags": ", ".join(f"{'x' * 60}{n}" for n in range(6))})
    assert bad.status_code == 200
    assert bad.context["adminform"].form.errors["tags"]
    assert visit(editor).get(reverse("admin:staff_storytemplate_changelist")).status_code == 200


def test_the_role_of_an_editor_may_keep_templates(editor):
    group = Group.objects.get(name=roles.EDITOR.group)
    assert group.permissions.filter(codename="change_storytemplate").exists()


def test_one_press_works_on_what_the_server_answers(archive, writer, visit):
    story = make_article(writer, headline="Tanggul Dringu jebol parah", tags=[])
    answer = visit(writer).post(
        reverse("admin:articles_article_suggest", args=[story.pk]),
        form_data(story.snapshot().replace(body=p("Soal banjir.")), writer),
    )
    html = answer.json()["html"]
    assert f'data-put="text" data-id="{archive["flood"].pk}"' in html
    assert f'data-put="end" data-id="{archive["flood"].pk}"' in html
    assert 'data-tag="Banjir"' in html
