"""Names that turn out to be one: merging two tags or two people, and what a name that is there already answers."""

import unicodedata

import pytest
from django.contrib import admin
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction
from django.urls import reverse

from articles.models import (
    Article,
    ArticleEvent,
    Credit,
    ImportedPerson,
    ImportedTerm,
    LegacyPath,
    Merger,
    OldSite,
    Person,
    Revision,
    Tag,
    TaggedArticle,
)
from articles.models.merging import merge
from articles.text.story_text import CreditLine
from staff import workflow
from staff.writing import saving
from tests.support.archives import many
from tests.support.factories import (
    edit,
    make_article,
    make_category,
    make_publication,
    move,
    publish,
    run_tasks,
    schedule,
)
from tests.support.forms import change, form, rows
from tests.support.shared_rows import shared

HOSTILE = ["", "x", "0", "-1", "9" * 400, "²", "1 OR 1=1", "\x00"]


@shared
def wrong(writer, editor):
    """Public stories with a tag that is spelled wrongly; one of them has the right one as well."""
    make_publication()
    both = publish(make_article(writer, tags=["Festifal", "Festival"]), writer, editor)
    publish(make_article(writer, tags=["Festifal"], headline="Tari topeng"), writer, editor)
    many(both, 25)
    return Tag.objects.get(name="Festifal")


def page_of(row):
    return reverse(f"admin:articles_{row._meta.model_name}_merge", args=[row.pk])


def headlines(client, url):
    return {story.headline for story in client.get(url).context_data["page"].articles}


def leads(client, old, new):
    response = client.get(old)
    assert (response.status_code, response.get("Location")) == (301, new), old
    assert client.get(new).status_code == 200, new


# ---- One act at the desk


def test_an_editor_merges_two_tags(client, visit, editor, wrong):
    right = Tag.objects.get(name="Festival")
    count = wrong.tagged_items.count()
    desk = visit(editor)
    html = desk.get(page_of(wrong)).content.decode()
    assert f'value="{right.pk}"' not in html  # another name has to be searched for
    html = desk.get(page_of(wrong), {"q": "festi"}).content.decode()
    assert f'value="{right.pk}"' in html
    answer = desk.post(page_of(wrong), {"into": right.pk})
    assert answer.url == reverse("admin:articles_tag_change", args=[right.pk])
    assert "“Festifal” kini “Festival”" in str(next(iter(get_messages(answer.wsgi_request))))
    assert not Tag.objects.filter(pk=wrong.pk).exists()
    assert right.tagged_items.count() == count
    assert "Tari topeng" in headlines(client, "/tag/festival/")
    record = Merger.objects.get()
    assert (record.name, record.target_name, record.stories, record.merged_by) == (
        "Festifal", "Festival", count, editor,
    )  # fmt: skip
    told = desk.get(reverse("admin:articles_tag_change", args=[right.pk])).content.decode()
    assert f"“Festifal”, {count} berita: digabungkan oleh Edi" in told
    assert "/tag/festifal/" in told


def test_the_address_of_what_was_merged_leads_to_the_other_in_one_step(client, editor, wrong):
    wrong.slug = "festifal-lama"
    wrong.save()
    older = client.get("/tag/festifal-lama/").context_data["page"].older
    merge(wrong, Tag.objects.get(name="Festival"), by=editor)
    for old in ("/tag/festifal-lama/", "/tag/festifal/"):
        leads(client, old, "/tag/festival/")
        leads(client, f"{old}feed/", "/tag/festival/feed/")
        leads(client, f"{old}feed/atom/", "/tag/festival/feed/atom/")
        leads(client, f"{old}?sebelum={older}", f"/tag/festival/?sebelum={older}")
    assert (
        client.get("/api/v1/berita/?tag=festifal").json() == client.get("/api/v1/berita/?tag=festival").json()
    )
    third = Tag.objects.create(name="Pesta Rakyat")
    merge(Tag.objects.get(name="Festival"), third, by=editor)
    for old in ("/tag/festifal-lama/", "/tag/festifal/", "/tag/festival/"):
        leads(client, old, "/tag/pesta-rakyat/")
    assert Tag.objects.by_names(["FESTIFAL", "festival"]) == [third]


def test_who_may_not_decide_may_not_merge(visit, writer, administrator, client, wrong):
    right = Tag.objects.get(name="Festival")
    for desk in (visit(writer), visit(administrator)):
        assert desk.get(page_of(wrong)).status_code == 403
        assert desk.post(page_of(wrong), {"into": right.pk}).status_code == 403
    assert client.post(page_of(wrong), {"into": right.pk}).status_code == 302
    assert not Merger.objects.exists()
    assert (
        "gabung/"
        not in visit(writer).get(reverse("admin:articles_tag_change", args=[wrong.pk])).content.decode()
    )


@pytest.mark.parametrize("value", HOSTILE)
def test_a_choice_that_is_none_gets_a_message(value, visit, editor, wrong):
    answer = visit(editor).post(page_of(wrong), {"into": value})
    assert answer.status_code == 400
    assert "Pilih tujuan “Festifal”." in answer.content.decode()


def test_a_row_does_not_go_into_itself_nor_twice(visit, editor, wrong):
    answer = visit(editor).post(page_of(wrong), {"into": wrong.pk})
    assert (answer.status_code, Merger.objects.count()) == (400, 0)
    right = Tag.objects.get(name="Festival")
    merge(wrong, right, by=editor)
    with pytest.raises(ValidationError):
        merge(wrong, right, by=editor)
    assert visit(editor).get(page_of(wrong)).status_code == 404


def test_the_record_stays(editor, wrong):
    merge(wrong, Tag.objects.get(name="Festival"), by=editor)
    for attempt in (Merger.objects.all().delete, lambda: Merger.objects.update(name="Lain")):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()


# ---- What was written before


def test_no_text_changes_and_no_form_is_interrupted(writer, editor, wrong):
    draft = make_article(writer, tags=["Festifal"])
    before = Revision.objects.count(), ArticleEvent.objects.count()
    merge(wrong, Tag.objects.get(name="Festival"), by=editor)
    assert (Revision.objects.count(), ArticleEvent.objects.count()) == before
    assert Article.objects.get(pk=draft.pk).version == draft.version
    saved = edit(draft, writer, tags=("Festifal",), headline="Judul lain")
    assert [tag.name for tag in saved.tags.all()] == ["Festival"]
    assert not Tag.objects.filter(name="Festifal").exists()


def test_an_approval_stands(writer, editor, second_editor, wrong):
    waiting = move(make_article(writer, tags=["Festifal"]), ("submit", writer), ("approve", editor))
    merge(wrong, Tag.objects.get(name="Festival"), by=second_editor)
    assert move(waiting, ("publish", editor)).is_public


def test_an_update_that_is_scheduled_goes_online(writer, editor, wrong):
    live = Article.objects.get(headline="Tari topeng")
    copy = move(live, ("propose_update", writer))
    copy = schedule(edit(copy, writer, headline="Tari topeng ditunda"), writer, editor)
    merge(wrong, Tag.objects.get(name="Festival"), by=editor)
    move(copy, ("merge", editor))
    live.refresh_from_db()
    assert (live.headline, [tag.name for tag in live.tags.all()]) == ("Tari topeng ditunda", ["Festival"])


def test_an_earlier_text_comes_back_with_the_names_of_today(writer, editor, other_writer, wrong):
    rini = Person.objects.create(name="Rini")
    draft = make_article(writer, tags=["Festifal"])
    credits = (CreditLine(rini.pk, "writer", "Rini S."), CreditLine(writer.person.pk, "reporter", "Wati"))
    draft = edit(draft, writer, credits=credits)
    first = draft.newest_revision
    draft = edit(draft, writer, tags=(), credits=(CreditLine(other_writer.person.pk, "writer", "Oki"),))
    merge(wrong, Tag.objects.get(name="Festival"), by=editor)
    merge(rini, other_writer.person, by=editor)
    assert saving.restore(draft, first, by=editor, base=draft.version) == (draft, [])
    text = Article.objects.get(pk=draft.pk).snapshot()
    assert text.tags == ("Festival",)
    assert [(line.person, line.role, line.name) for line in text.credits] == [
        (other_writer.person.pk, "writer", "Rini S."), (writer.person.pk, "reporter", "Wati"),
    ]  # fmt: skip


def test_an_open_form_that_names_somebody_who_was_merged_is_saved(visit, writer, editor, other_writer):
    rini = Person.objects.create(name="Rini")
    draft = make_article(writer)
    merge(rini, other_writer.person, by=editor)
    credits = rows(credits=[(rini.pk, "writer", "Rini S.")])
    answer = visit(writer).post(change(draft), form(draft, **credits))
    assert answer.status_code == 302
    assert [(c.person, c.name) for c in draft.credits.all()] == [(other_writer.person, "Rini S.")]


# ---- A new name for the same tag


def rename(tag, name):
    tag = Tag.objects.get(pk=tag.pk)
    tag.name = name
    tag.save()


@shared
def tagged(writer, editor):
    """A public story, one that is approved and a scheduled update, all with a tag that gets another name."""
    make_publication()
    live = publish(make_article(writer, headline="Tayang", tags=["Festifal"]), writer, editor)
    move(
        make_article(writer, headline="Disetujui", tags=["Festifal"]), ("submit", writer), ("approve", editor)
    )
    schedule(edit(move(live, ("propose_update", writer)), by=writer, headline="Tayang lagi"), writer, editor)
    return Tag.objects.get(name="Festifal")


def test_after_a_new_name_an_approval_stands(tagged, writer, editor):
    rename(tagged, "Festival")
    story = move(Article.objects.get(headline="Disetujui"), ("publish", editor))
    assert story.snapshot().tags == ("Festival",)
    copy = Article.objects.get(headline="Tayang lagi")
    Article.objects.filter(pk=copy.pk).update(published_at=copy.status_since)
    workflow.merge_when_due(copy.pk)
    assert Article.objects.get(pk=copy.update_of_id).headline == "Tayang lagi"


def test_after_a_new_name_a_small_fix_is_as_small_as_before(tagged, second_editor):
    rename(tagged, "Festival")
    live = Article.objects.get(headline="Tayang")
    live = edit(live, by=second_editor, body=live.body.replace("lumpur", "lumpurr"))
    assert (live.is_public, live.has_unseen_fix, live.needs_signature) == (True, True, False)
    with pytest.raises(workflow.Refused):
        edit(live, by=second_editor, tags=("Lain",))


def test_after_a_new_name_nothing_brings_the_former_one_back(visit, tagged, writer, editor):
    """A form that was opened before, an earlier text, a text that was kept aside."""
    draft = make_article(writer, headline="Konsep", tags=["Festifal"])
    draft = edit(draft, by=writer, headline="Konsep kedua")
    rename(tagged, "Festival")
    visit(writer).post(change(draft), form(draft, headline="Konsep ketiga", tag_names="Festifal"))
    draft.refresh_from_db()
    assert draft.snapshot().tags == ("Festival",)
    saving.restore(draft, draft.revisions.get(number=1), by=writer, base=draft.version)
    assert Article.objects.get(pk=draft.pk).snapshot().tags == ("Festival",)
    assert not Tag.objects.filter(name="Festifal").exists()


def test_a_former_name_is_free_for_another_tag(tagged, writer):
    rename(tagged, "Festival")
    Tag.objects.create(name="festifal")
    assert Tag.objects.by_names(["Festifal"])[0].pk != tagged.pk
    rename(tagged, "Festivali")
    rename(tagged, "Festival")  # and back
    assert Tag.objects.get(pk=tagged.pk).former_names == ["festifal", "festivali"]


def test_what_was_renamed_and_then_merged_leads_on(tagged, editor):
    rename(tagged, "Festival Seni")
    target = Tag.objects.create(name="Festival")
    merge(Tag.objects.get(pk=tagged.pk), target, by=editor)
    assert Tag.objects.by_names(["Festifal", "Festival Seni"]) == [target]


# ---- What search and pages say


def test_search_knows_the_stories_by_the_name_of_today(client, visit, editor, wrong):
    desk, right = visit(editor), Tag.objects.get(name="Festival")
    right.name = "Pesta Rakyat"
    right.save()
    assert "Tari topeng" not in client.get("/cari/?q=pesta+topeng").content.decode()
    desk.post(page_of(wrong), {"into": right.pk})
    run_tasks()
    assert "Tari topeng" in client.get("/cari/?q=pesta+topeng").content.decode()
    assert "Tari topeng" not in client.get("/cari/?q=festifal+topeng").content.decode()
    url = reverse("admin:articles_tag_change", args=[right.pk])
    assert desk.post(url, {"name": "Pesta Panen", "slug": "festival"}).status_code == 302
    run_tasks()
    assert "Tari topeng" in client.get("/cari/?q=panen+topeng").content.decode()


# ---- People


def test_two_people_become_one_and_printed_names_stay(client, visit, editor, writer):
    make_publication()
    rina, other = Person.objects.create(name="Rina"), Person.objects.create(name="Rina Wati")
    story = make_article(writer)
    for order, (person, role, name) in enumerate(
        [(rina, "writer", "Rina"), (other, "writer", "Rina Wati"), (rina, "photographer", "rin")], 1
    ):
        Credit.objects.create(article=story, person=person, role=role, name=name, order=order)
    edit(story, writer, standfirst="Lain.")
    publish(Article.objects.get(pk=story.pk), writer, editor)
    assert visit(editor).post(page_of(rina), {"into": other.pk}).status_code == 302
    credits = story.credits.exclude(role="editor").order_by("order").values_list("person", "role", "name")
    assert list(credits) == [
        (writer.person.pk, "writer", "Wati"), (other.pk, "writer", "Rina Wati"), (other.pk, "photographer", "rin"),
    ]  # fmt: skip
    leads(client, "/penulis/rina/", "/penulis/rina-wati/")
    assert headlines(client, "/penulis/rina-wati/") == {story.headline}


def test_the_byline_of_an_account_goes_into_no_other(visit, editor, writer, other_writer):
    desk = visit(editor)
    assert "nama penulis sebuah akun" in desk.get(page_of(writer.person)).content.decode()
    answer = desk.post(page_of(writer.person), {"into": other_writer.person.pk})
    assert answer.status_code == 400
    with pytest.raises(ValidationError):
        merge(writer.person, other_writer.person, by=editor)
    assert Person.objects.get(pk=writer.person.pk).user == writer


def test_what_an_export_called_them_leads_on(editor, wrong):
    site = OldSite.objects.create(
        key="kabarlama.example", address="https://kabarlama.example", time_zone="Asia/Jakarta"
    )
    rina, other = Person.objects.create(name="Rina"), Person.objects.create(name="Rina Wati")
    right = Tag.objects.get(name="Festival")
    term = ImportedTerm.objects.create(site=site, taxonomy="post_tag", slug="festifal", tag=wrong)
    login = ImportedPerson.objects.create(site=site, login="rina", person=rina)
    LegacyPath.objects.create(path="/topik/festifal/", tag=wrong)
    merge(wrong, right, by=editor)
    merge(rina, other, by=editor)
    term.refresh_from_db()
    login.refresh_from_db()
    assert (term.tag, login.person) == (right, other)
    assert LegacyPath.objects.get(path="/topik/festifal/").tag == right


def test_nothing_else_leads_to_what_was_merged(editor, wrong):
    """A new relation to a tag or a person is taken along; this test names those that there are."""
    relations = {
        (relation.related_model.__name__, relation.field.name)
        for model in (Tag, Person)
        for relation in model._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete and relation.one_to_many
    }
    assert relations == {
        ("LegacyPath", "tag"), ("TaggedArticle", "tag"), ("ImportedTerm", "tag"),
        ("LegacyPath", "person"), ("Credit", "person"), ("ImportedPerson", "person"),
    }  # fmt: skip
    assert TaggedArticle.objects.filter(tag=wrong).exists()


# ---- Names that are there already: a refusal speaks of the name


def refusal(desk, row, **changes):
    """What the row's form says about these values."""
    opts = row._meta
    name = f"admin:{opts.app_label}_{opts.model_name}_" + ("change" if row.pk else "add")
    url = reverse(name, args=[row.pk] if row.pk else [])
    fields = desk.get(url).context["adminform"].form
    data = {field.html_name: field.value() if field.value() is not None else "" for field in fields}
    answer = desk.post(url, {key: value for key, value in data.items() if value is not False} | changes)
    assert answer.status_code == 200, answer
    html = answer.content.decode()
    assert "dilanggar" not in html  # as Django says it of a constraint
    return " ".join(
        str(error) for errors in answer.context["adminform"].form.errors.values() for error in errors
    )


@pytest.mark.parametrize("name", ["Festival", "festival", "FESTIVAL", "  Festival  "])
def test_a_tag_that_is_renamed_to_one_that_is_there(name, visit, editor, wrong):
    assert "“Festival” sudah ada" in refusal(visit(editor), wrong, name=name)


def test_a_name_is_the_same_however_its_letters_are_composed(visit, editor, wrong):
    Tag.objects.create(name=unicodedata.normalize("NFC", "Café"))
    assert "“Café” sudah ada" in refusal(visit(editor), wrong, name=unicodedata.normalize("NFD", "CAFÉ"))
    assert "“Café” sudah ada" in refusal(visit(editor), Tag(), name=unicodedata.normalize("NFD", "Café"))
    assert len(Tag.objects.by_names(["Café", unicodedata.normalize("NFD", "café"), "CAFÉ"])) == 1


@pytest.mark.parametrize("name", ["İstanbul", "ΟΔΟΣ", "ẞtraße", "ǅ", "Ⅷ", "𐐀"])
def test_letters_of_which_python_and_the_database_think_differently(name, db):
    (first,) = Tag.objects.by_names([name])
    for spelling in (name, name.lower(), name.upper(), name):
        Tag.objects.by_names([spelling])
    assert Tag.objects.by_names([name]) == [first]


def test_a_slug_that_is_or_was_anothers(visit, managing_editor, wrong):
    desk = visit(managing_editor)
    assert "“Festival” sudah memakai slug ini" in refusal(desk, wrong, slug="festival")
    right = Tag.objects.get(name="Festival")
    right.slug = "pesta-rakyat"
    right.save()
    assert "pernah menjadi alamat “Festival”" in refusal(desk, wrong, slug="festival")
    assert "Alamat hanya berisi" in refusal(desk, wrong, slug="désa")
    sport = make_category("Olahraga", "olahraga")
    make_category("Voli", "voli", sport)
    assert "“Voli” sudah memakai" in refusal(desk, make_category("Bola", "bola", sport), slug="voli")
    assert "/kategori/olahraga/feed/ sudah dipakai" in refusal(
        desk, make_category("Bola", "bola", sport), slug="feed"
    )


def test_a_tree_too_deep_for_an_address_is_refused(visit, managing_editor):
    parent = None
    for letter in "abc":
        parent = make_category(letter, letter * 78, parent)
    make_category("isi", "isi", parent)
    desk = visit(managing_editor)
    root = make_category("Lain", "x" * 30)
    answer = refusal(desk, type(root)(), name="Dalam", slug="y" * 40, parent=parent.pk)
    assert "terlalu panjang" in answer
    assert "terlalu panjang" in refusal(desk, type(root).objects.get(slug="a" * 78), parent=root.pk)


def test_two_people_with_the_same_initials(visit, editor):
    Person.objects.create(name="Fajar", initials="faj")
    assert "sudah dipakai orang lain" in refusal(visit(editor), Person(), name="Fajri", initials="FAJ")


def test_every_rule_that_a_form_of_the_desk_can_break_has_words_of_its_own():
    """Others are of columns that no form writes, or of choices that the form itself refuses."""
    default = models.BaseConstraint.default_violation_error_message
    without_words = {
        constraint.name
        for model, model_admin in admin.site._registry.items()
        if model_admin.get_urls() and model not in (Article,)
        for constraint in model._meta.constraints
        if constraint.violation_error_message == default and not is_of_choices(constraint)
    }
    assert without_words <= {
        "category_path_ends_in_its_slug", "region_path_ends_in_its_slug",  # the path is written with the slug
        "category_is_no_feed", "page_has_an_address_of_its_own", "page_for_readers_is_written", "region_slug_unique", "tag_name_is_normalised",
        "publication_is_one_row", "pick_once_a_place", "publication_own_colour_is_one",  # see `clean` and `save`
        "attachment_is_read_or_heard", "attachment_withdrawn_with_a_reason", "attachment_has_a_name",  # no form writes one
        "advertisement_is_banner_or_code", "advertisement_most_views_counts", "ad_slot_narrow_but_in_the_rail",  # the forms tell
        "region_middle_is_a_point", "coverage_has_weekdays", "photo_killed_with_a_reason", "photo_focus_is_in_percent",
    }, without_words  # fmt: skip


def is_of_choices(constraint):
    return constraint.name.endswith("_known")
