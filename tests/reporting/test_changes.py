"""The record of changes: every way to change a row leaves who, when, from what and to what."""

import csv
import io
import re

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from articles.attribution import attributed_session
from articles.models import Category, Page, Person, Pick, Publication, Region, Tag
from staff import roles
from staff.attribution import attributed
from staff.models import Change, ChangeSignature, Notification, User
from staff.models.change import model_of
from staff.models.triggers import RECORDED_TABLES
from staff.notifying import notifications, texts
from staff.reporting import changes
from staff.workflow import Refused
from tests.support.factories import make_article, make_category, make_photo, make_region, make_user, publish
from tests.support.forms import as_sent

PAGE = reverse("admin:changes")


@pytest.fixture
def live(publication, writer, editor):
    """A newsroom that has published something."""
    return publish(make_article(writer, tags=["Banjir"]), writer, editor)


def newest(**filters):
    return Change.objects.filter(**filters).first()


# ---- Every way to write


def by_save(tag):
    tag.name = "Banjir Rob"
    tag.save()


def by_update(tag):
    Tag.objects.filter(pk=tag.pk).update(name="Banjir Rob")


def by_bulk_update(tag):
    tag.name = "Banjir Rob"
    Tag.objects.bulk_update([tag], ["name"])


def by_sql(tag):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_tag SET name = %s WHERE id = %s", ["Banjir Rob", tag.pk])


def by_sql_without_parameters(tag):
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE articles_tag SET name = 'Banjir Rob' WHERE name LIKE 'Ban%' AND id = {tag.pk}"
        )


@pytest.mark.parametrize("way", [by_save, by_update, by_bulk_update, by_sql, by_sql_without_parameters])
def test_every_way_to_change_a_row_is_recorded(way, live, editor, django_assert_num_queries):
    tag = Tag.objects.get()
    with attributed(editor, "/di/sini/"):
        way(tag)
    change = newest(table="articles_tag")
    assert (change.actor, change.source, change.row, change.kind) == (editor, "/di/sini/", tag.pk, "update")
    assert (change.before["name"], change.after["name"]) == ("Banjir", "Banjir Rob")


def test_the_account_travels_with_the_statement_and_costs_none_more(live, editor, django_assert_num_queries):
    tag = Tag.objects.get()
    with attributed(editor, "/x/"), django_assert_num_queries(1):
        by_update(tag)
    with attributed(lambda: editor, "/x/"):
        made = Tag.objects.create(name="Baru")  # what the statement answers comes through
    assert Tag.objects.get(pk=made.pk).name == "Baru"
    assert newest(table="articles_tag", kind="insert").actor == editor


def test_a_job_names_its_account_for_copy_as_well(live, editor):
    with (
        attributed_session(editor, "import_wordpress"),
        connection.cursor() as cursor,
        cursor.copy("COPY articles_tag (name, slug) FROM STDIN") as copy,
    ):
        copy.write_row(["Lahar", "lahar"])
    assert (newest(name="Lahar").actor, newest(name="Lahar").source) == (editor, "import_wordpress")
    Tag.objects.create(name="Sesudahnya")
    assert newest(name="Sesudahnya").actor is None


def test_a_save_without_a_change_is_none(live, editor):
    before = Change.objects.count()
    for row in (Tag.objects.get(), Category.objects.get(), Publication.objects.get(), editor):
        row.save()
    assert Change.objects.count() == before


def test_a_password_is_recorded_without_its_value(live, editor):
    editor.set_password("rahasia baru")
    editor.save()
    change = newest(table="staff_user")
    assert (change.before, change.after) == ({"password": "•••"}, {"password": "•••"})
    made = make_user("baru", roles.WRITER)
    assert newest(table="staff_user", row=made.pk, kind="insert").after["password"] == "•••"


@pytest.mark.parametrize("inside", [False, True], ids=["page", "open form"])
def test_a_sign_in_is_recorded_and_a_wrong_password_is_none(inside, live, client, editor):
    url = reverse("admin:sign_in_again") if inside else reverse("admin:login")
    before = Change.objects.count()
    for password in ("salah", "rahasia"):
        client.post(url, {"username": "edi", "password": password, "user": editor.pk})
    assert Change.objects.count() == before + 1
    change = newest(table="staff_user", kind="update")
    assert (change.actor, change.row, change.source) == (editor, editor.pk, url)
    assert change.after["last_login"]
    assert not change.before["last_login"]


def test_what_is_taken_out_is_recorded(live, visit, editor, managing_editor):
    """A spreadsheet of figures, a story's file as a page and as a download."""
    story_page = [
        reverse(f"admin:articles_article_{name}", args=[live.pk]) for name in ("dossier", "dossier_file")
    ]
    figures = reverse("admin:figures_csv", args=["penulis"])
    for person, pages in ((editor, story_page), (managing_editor, [figures])):
        for page in pages:
            assert visit(person).get(page).status_code == 200
            note = Change.objects.filter(kind="note").first()
            assert (note.actor, note.source.partition("?")[0]) == (person, page)
    rows = visit(managing_editor).get(f"{PAGE}?baris={live.pk}").context_data["rows"]
    assert [row["name"] for row in rows if row["change"].table == "articles_article"] == [live.headline] * 2


def test_sign_ins_are_shown_with_the_accounts_alone(live, visit, managing_editor, editor):
    browser = visit(managing_editor)
    visit(editor)

    def shown(query):
        rows = browser.get(f"{PAGE}?{query}").context_data["rows"]
        return [row["change"] for row in rows if "last_login" in (row["change"].after or {})]

    assert not [change for change in shown("") if change.kind == "update"]
    assert editor.pk in {change.row for change in shown("apa=staff_user")}


@pytest.mark.parametrize("table", ["staff_change", "staff_changesignature"])
def test_the_record_is_only_added_to(table, live, editor, second_editor):
    by_update(Tag.objects.get())
    ChangeSignature.objects.create(change=newest(table="articles_tag"), by=second_editor)
    for statement in (f"UPDATE {table} SET id = id + 1", f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):
        with pytest.raises(DatabaseError, match="append-only"):
            in_a_transaction(
                "SET CONSTRAINTS ALL IMMEDIATE", "SET LOCAL pawarta.may_truncate = 'off'", statement
            )


@transaction.atomic
def in_a_transaction(*statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def test_while_a_paper_is_set_up_nothing_waits_for_a_signature(publication, writer):
    make_article(writer, tags=["Banjir"])
    by_update(Tag.objects.get())
    Page.objects.create(title="Tentang", slug="tentang-uji")
    assert not Change.objects.to_sign()


# ---- Twenty questions of a publisher


@pytest.fixture
def story_of_a_day(live, publication, visit, writer, editor, managing_editor, administrator):
    """Somebody does each thing once, at the desk."""
    boss = User.objects.create_superuser("bos", password="rahasia", first_name="Bos")

    def save(by, row, **values):
        opts = row._meta
        url = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[row.pk])
        client = visit(by)
        sent = as_sent(client.get(url).content.decode(), f"{opts.model_name}_form")
        assert client.post(url, sent | values).status_code == 302, values

    def add(by, model, **values):
        url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")
        client = visit(by)
        sent = as_sent(client.get(url).content.decode(), f"{model._meta.model_name}_form")
        answer = client.post(url, sent | values)
        assert answer.status_code == 302, answer.context["adminform"].form.errors

    group = Group.objects.get(name=roles.EDITOR.group)
    save(administrator, writer, groups=[*writer.groups.values_list("pk", flat=True), group.pk])
    save(administrator, writer, name="Wati Lestari")
    save(administrator, writer, email="wati@contoh.example")
    visit(boss).post(reverse("admin:staff_user_leave", args=[administrator.pk]), {"reason": "Pindah."})
    save(managing_editor, writer.person, position="Redaktur Foto")
    save(managing_editor, writer.person, bio="Wartawan sejak 2010")
    save(editor, Tag.objects.get(), name="Banjir Rob")
    save(managing_editor, Category.objects.get(), name="Kejadian")
    save(managing_editor, Region.objects.get(slug="kraksaan"), dateline="KRAKSAAN KOTA")
    add(managing_editor, Category, name="Olahraga")
    add(managing_editor, Page, title="Pedoman", slug="pedoman-uji", body="<p>Satu.</p>")
    save(managing_editor, Page.objects.get(slug="pedoman-uji"), body="<p>Dua.</p>")
    save(managing_editor, Publication.objects.get(), responsible="Maya")
    photo = make_photo("p")
    Person.objects.filter(pk=editor.person.pk).update(photo=photo)
    save(editor, photo, alt="Wajah orang")
    with attributed(editor, "/redaksi-desk/articles/pick/"):
        pick = Pick.objects.create(article=live, place="pick", picked_by=editor)
        pick.delete()
    add(writer, Tag, name="Lahar Dingin")
    with attributed(administrator, "/redaksi-desk/"):
        administrator.set_password("baru sekali")
        administrator.save()
    visit(managing_editor).get(reverse("admin:changes_csv"))
    return {"boss": boss}


QUESTIONS = [
    ("who made Wati an editor?", {"table": "staff_user_groups", "kind": "insert"}, "administrator", "group_id", None),
    ("who changed her name?", {"table": "staff_user", "after__has_key": "last_name"}, "administrator", "last_name", ""),
    ("who changed her address?", {"table": "staff_user", "after__has_key": "email"}, "administrator", "email", ""),
    ("who closed an account?", {"table": "staff_user", "after__is_active": False}, "boss", "is_active", True),
    ("who put her into the masthead?", {"table": "articles_person", "after__has_key": "position"}, "managing_editor", "position", ""),
    ("who wrote her profile?", {"table": "articles_person", "after__has_key": "bio"}, "managing_editor", "bio", ""),
    ("who renamed the tag?", {"table": "articles_tag", "kind": "update"}, "editor", "name", "Banjir"),
    ("who renamed the section?", {"table": "articles_category", "kind": "update"}, "managing_editor", "name", "Peristiwa"),
    ("who changed the place's dateline?", {"table": "articles_region", "kind": "update"}, "managing_editor", "dateline", ""),
    ("who made the section?", {"table": "articles_category", "name": "Olahraga"}, "managing_editor", "name", None),
    ("who made the page?", {"table": "articles_page", "kind": "insert", "name": "Pedoman"}, "managing_editor", "title", None),
    ("who changed the guideline?", {"table": "articles_page", "kind": "update"}, "managing_editor", "body", "<p>Satu.</p>"),
    ("who is responsible since when?", {"table": "articles_publication", "kind": "update"}, "managing_editor", "responsible", ""),
    ("who described the portrait?", {"table": "articles_photo", "kind": "update"}, "editor", "alt", "Air di jalan"),
    ("who put it on the front page?", {"table": "articles_pick", "kind": "insert"}, "editor", "place", None),
    ("who took it away?", {"table": "articles_pick", "kind": "delete"}, "editor", "place", "pick"),
    ("who made the tag?", {"table": "articles_tag", "kind": "insert", "name": "Lahar Dingin"}, "writer", "name", None),
    ("who changed a password?", {"table": "staff_user", "after__has_key": "password", "kind": "update"}, "administrator", "password", "•••"),
    ("who took the record out?", {"table": "staff_user", "kind": "note"}, "managing_editor", "rows", None),
    ("from which page?", {"table": "articles_tag", "kind": "update", "source__endswith": "/change/"}, "editor", "name", "Banjir"),
]  # fmt: skip


def test_the_record_answers_twenty_questions_of_a_publisher(
    story_of_a_day, writer, editor, managing_editor, administrator
):
    people = {
        "writer": writer, "editor": editor, "managing_editor": managing_editor, "administrator": administrator,
        **story_of_a_day,
    }  # fmt: skip
    assert len(QUESTIONS) == 20
    for question, filters, who, column, before in QUESTIONS:
        change = newest(**filters)
        assert change, question
        assert change.actor == people[who], question
        assert (change.before or {}).get(column) == before, question
        if change.kind != "delete":
            assert column in change.after, question


# ---- The page


def test_publisher_and_managing_editor_read_all_and_editors_what_waits(
    live, visit, writer, editor, managing_editor
):
    with attributed(managing_editor, "/x/"):
        by_update(Tag.objects.get())
        make_category("Olahraga", "olahraga")
        Pick.objects.create(article=live, place="pick", picked_by=managing_editor)
    assert visit(writer).get(PAGE).status_code == 403
    everything = visit(managing_editor).get(f"{PAGE}?apa=articles_tag").content.decode()
    assert "<del>Banjir</del> → <ins>Banjir Rob</ins>" in everything
    waiting = visit(editor).get(PAGE)
    assert {row["change"].table for row in waiting.context_data["rows"]} == {
        "articles_tag",
        "articles_category",
    }
    assert visit(editor).get(reverse("admin:changes_csv")).status_code == 403


@pytest.mark.parametrize(
    "query",
    ["siapa=x", "apa=nirkabel", "dari=kemarin", "baris=-1", "sebelum=0", "dari=0001-01-01", "sebelum=9" * 30],
)
def test_a_filter_that_makes_no_sense_shows_nothing_and_breaks_nothing(query, live, visit, managing_editor):
    assert visit(managing_editor).get(f"{PAGE}?{query}").status_code == 200


def test_filters_narrow_the_list_and_a_long_one_has_pages(live, visit, managing_editor, editor):
    with attributed(editor, "/x/"):
        for number in range(60):
            Tag.objects.create(name=f"Tag {number}")
    browser = visit(managing_editor)
    first = browser.get(f"{PAGE}?siapa={editor.pk}&apa=articles_tag")
    assert len(first.context_data["rows"]) == changes.PAGE_SIZE
    second = browser.get(f"{PAGE}?{first.context_data['older']}")
    assert len(second.context_data["rows"]) == 10
    assert not browser.get(f"{PAGE}?siapa={managing_editor.pk}&apa=articles_tag").context_data["rows"]


def test_a_second_person_signs_and_nobody_the_own_change(live, visit, editor, second_editor):
    with attributed(editor, "/x/"):
        by_update(Tag.objects.get())
    change = Change.objects.to_sign().get()
    url = reverse("admin:change_sign", args=[change.pk])
    assert visit(editor).post(url).status_code == 400
    assert Change.objects.to_sign().exists()
    assert visit(second_editor).post(url).status_code == 302
    assert not Change.objects.to_sign().exists()
    with pytest.raises(Refused):
        changes.sign_change(Change.objects.get(pk=change.pk), by=second_editor)


def test_the_spreadsheet_has_a_line_for_each_value_and_no_formula(live, visit, managing_editor):
    with attributed(managing_editor, "/x/"):
        Person.objects.create(name="=1+1", bio="Baris")
    text = visit(managing_editor).get(f"{reverse('admin:changes_csv')}?apa=articles_person").content.decode()
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len({len(row) for row in rows}) == 1
    assert any("'=1+1" in row for row in rows)


def test_the_bell_rings_for_what_gives_rights_whoever_did_it(live, writer, managing_editor, administrator):
    notifications.report_sensitive_changes()
    Notification.objects.all().delete()
    writer.groups.add(Group.objects.get(name=roles.NIGHT_DESK.group))  # at the server
    for _time in range(2):
        notifications.report_sensitive_changes()
    told = Notification.objects.filter(kind="sensitive_change")
    assert {note.recipient for note in told} == {managing_editor, administrator}
    assert told[0].words == "Peran sebuah akun: Wati"
    assert texts.sentence(told[0]).startswith("Seseorang di server")


def test_a_region_with_many_changes_costs_as_few_queries_as_one(
    live, visit, managing_editor, django_assert_max_num_queries
):
    region = make_region()
    for number in range(40):
        Region.objects.filter(pk=region.pk).update(dateline=f"Tempat {number}")
    with django_assert_max_num_queries(27):  # one of them the paper's name
        visit(managing_editor).get(f"{PAGE}?apa=articles_region")


@pytest.mark.parametrize("table", RECORDED_TABLES)
def test_every_column_of_the_record_has_a_name_in_the_language_of_the_desk(table):
    left_out = {"id", "slug", "ads_txt", "logo_id"}  # are called so in Indonesian
    model = model_of(table)
    columns = (
        {field.column for field in model._meta.concrete_fields} - {*RECORDED_TABLES[table].omitted} - left_out
    )
    english = {column: str(changes._column_label(table, column)) for column in columns}
    assert not [
        name for name, label in english.items() if label.lower() == name.removesuffix("_id").replace("_", " ")
    ]


def test_values_are_said_as_forms_say_them(live, visit, managing_editor):
    photo = make_photo("q", source="agency")
    photo.kill(by=managing_editor, reason="Salah orang.")
    page = visit(managing_editor).get(f"{PAGE}?apa=articles_photo").content.decode()
    assert "kantor berita" in page
    assert "ditarik" in page
    rows = visit(managing_editor).get(f"{PAGE}?apa=staff_user").context_data["rows"]
    values = [value for row in rows for line in row["lines"] for value in (line.before, line.after)]
    assert values
    assert not [value for value in values if re.match(r"\d{4}-\d\d-\d\dT", value)]


def test_rights_are_named_in_the_words_of_the_desk(live):
    """Also those that come with the next model, and that somebody adds to one."""
    english = [
        str(permission)
        for permission in Permission.objects.exclude(
            content_type__app_label__in=["auth", "sessions", "contenttypes"]
        )
        if re.search(r"\b(?:Can|May|may|of|and)\b", changes._name_of(permission))
    ]
    assert english == []
