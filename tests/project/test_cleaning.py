"""Lines that were stored before their columns cleaned them: an upgrade cleans rows, and makes revisions of nothing."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from articles import search
from articles.models import Article, Credit, Photo, Revision, Tag
from articles.search import indexing
from articles.text.story_text import digest
from staff import workflow
from staff.models import StoryTemplate
from staff.writing import saving
from tests.support.factories import make_article, make_photo, make_publication, move
from tests.support.forms import change, form

DIRTY, CLEAN = "Bupati\u00a0Resmikan Em\u200bbung 𝗕𝗮𝗿𝘂", "Bupati Resmikan Embung Baru"


def dirty(model, pk, **values):
    """Write as a release before this one did."""
    columns = ", ".join(f"{name} = %s" for name in values)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {model._meta.db_table} SET {columns} WHERE id = %s", [*values.values(), pk])


def dirty_revision(article):
    """The newest revision as that release wrote it: with what the row says."""
    content = article.newest_revision.content | {"headline": DIRTY}
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # no trigger keeps it from that
        Revision.objects.filter(pk=article.newest_revision.pk).update(content=content, digest=digest(content))
        cursor.execute("SET LOCAL session_replication_role = origin")


def upgrade():
    import_module("articles.migrations.0024_clean_lines").clean(apps, None)
    import_module("staff.migrations.0010_clean_lines").clean(apps, None)


@pytest.fixture
def old(db, writer, editor):
    make_publication()
    story = move(
        make_article(writer, tags=["Bromo"], body="<p>Air surut.</p>"),
        ("submit", writer),
        ("approve", editor),
    )
    dirty_revision(story)
    dirty(Article, story.pk, headline=DIRTY)
    return story


def test_rows_are_cleaned_and_what_changed_is_told(old, capsys):
    photo = make_photo()
    dirty(Photo, photo.pk, credit="Foto: (Foto: Humas)", alt="Wa\u00adduk")
    dirty(Credit, old.credits.first().pk, name="Penulis: Wati\u200b")
    dirty(Tag, Tag.objects.get().pk, name="Bro\u200bmo")
    template = StoryTemplate.objects.create(name="Pola", headline="x", body="<p>x</p>")
    dirty(StoryTemplate, template.pk, headline=DIRTY)
    before = list(Article.objects.values("version", "saved_at", "status", "approved_revision"))
    upgrade()
    photo.refresh_from_db()
    old.refresh_from_db()
    assert (photo.credit, photo.alt) == ("Humas", "Waduk")
    assert (old.headline, old.credits.first().name, Tag.objects.get().name) == (CLEAN, "Wati", "Bromo")
    assert StoryTemplate.objects.get(pk=template.pk).headline == CLEAN
    assert list(Article.objects.values("version", "saved_at", "status", "approved_revision")) == before
    told = capsys.readouterr().out
    assert f"articles.article {old.pk} headline: 'Bupati\\xa0Resmikan Em\\u200bbung" in told
    assert f"-> '{CLEAN}'" in told
    upgrade()
    assert capsys.readouterr().out == ""


def test_an_approval_of_before_holds_and_an_unchanged_save_is_none(old, editor, writer, visit):
    upgrade()
    old = Article.objects.get()
    visit(editor).post(change(old), form(old, tag_names="Bromo"))
    old = Article.objects.get()
    assert (old.version, old.status) == (2, "approved")
    workflow.perform("publish", old, by=editor, revision=old.version)
    assert Article.objects.get().is_public
    assert Revision.objects.filter(content__headline=DIRTY).exists()  # what was approved stays on record


def test_readers_and_desk_find_it_however_it_is_typed(old, editor):
    upgrade()
    list(indexing.index_all(Article.objects.all()))  # as a worker does after the upgrade
    move(Article.objects.get(), ("publish", editor))
    for words in ("resmikan embung", "resmikan\u00a0embung baru", "𝗲𝗺𝗯𝘂𝗻𝗴", "em\u00adbung", "\u202eembung"):
        assert [story.pk for story in search.matching(Article.objects.all(), words)] == [old.pk], words


def test_a_row_whose_clean_text_another_has_stays_and_is_told(db, capsys):
    twin = Tag.objects.create(name="Bromo")
    other = Tag.objects.create(name="Semeru")
    dirty(Tag, other.pk, name="Bro\u200bmo")
    upgrade()
    assert Tag.objects.get(pk=other.pk).name == "Bro\u200bmo"
    assert f"articles.tag {other.pk} stays" in capsys.readouterr().out
    assert Tag.objects.by_names(["Bro\u200bmo"]) == [twin]


def test_an_older_text_that_is_put_back_comes_back_clean(old, writer, editor):
    upgrade()
    old = move(Article.objects.get(), ("return", editor))
    saving.save(old, old.snapshot().replace(headline="Lain"), by=writer, base=old.version)
    old = Article.objects.get()
    _saved, losses = saving.restore(old, old.revisions.get(number=2), by=writer, base=old.version)
    assert (losses, Article.objects.get().headline) == ([], CLEAN)
