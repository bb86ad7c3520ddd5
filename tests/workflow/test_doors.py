"""Every way to readers has a row in `staff/doors.py`, and what the row says holds for whoever tries."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from articles.models import (
    AdSlot,
    Advertisement,
    Article,
    Attachment,
    AttachmentUse,
    Category,
    Credit,
    LegacyPath,
    Page,
    Person,
    Photo,
    Pick,
    Publication,
    Region,
    Related,
    Tag,
)
from articles.models.links import PhotoUse, TaggedArticle
from articles.text.story_text import CreditLine
from staff import doors, roles, workflow
from staff.doors import DOORS, INSIDE, Record, SecondPerson
from staff.models import Change, RoleProposal, User
from staff.models.triggers import RECORDED_TABLES
from staff.photos import library
from tests.support.factories import edit, make_article, make_photo, make_user, move, publish, schedule
from tests.support.forms import as_sent

# Columns of what readers see that hold nothing for them, or what the database works out of the others.
NOT_SHOWN = {
    "article": {
        "id", "status_since", "urgency", "created_by", "created_at", "saved_at", "version", "embargo_until",
        "form_token", "is_without_ads", "update_of", "update_base", "merged_revision", "merge_error", "similar_ids", "search",
        "headline_search", "search_keys", "former_views", "former_writers", "confidants", "protected",
    },
    "credit": {"id", "article", "account", "published_at"},
    "taggedarticle": {"id", "content_object", "published_at"},
    "photouse": {"id", "article"},
    "attachmentuse": {"id", "article"},
    "attachment": {
        "id", "original", "sha256", "uploaded_by", "uploaded_at", "withdrawn_by", "withdrawal_reason",
        "is_removed",
    },
    "related": {"id", "article"},
    "tag": {"id", "former_names"},
    "category": {"id", "is_without_ads"},
    "adslot": {"id"},
    "advertisement": {"id", "reference", "delivered_at", "created_by", "created_at"},
    "region": {"id", "code", "aliases", "time_zone", "latitude", "longitude"},
    "person": {"id"},
    "page": {"id", "updated_at"},
    "photo": {
        "id", "original", "sha256", "metadata", "supplier", "consent", "region", "killed_at", "killed_by",
        "kill_reason", "recipe", "attempts", "drawing_error", "uploaded_by", "uploaded_at", "is_logo",
    },
    "pick": {"id", "picked_by", "picked_at"},
    "publication": {
        "id", "palette", "own_colour", "ai_crawlers", "sign_off_place", "credits_place", "inline_related",
        "excerpt_end", "end_list_length", "end_list_fills", "excerpt_words", "asks_at_approval", "ad_rules",
    },
    "legacypath": {"id", "article", "category", "region", "tag", "person", "page", "query"},
}  # fmt: skip
SHOWN = (
    AdSlot, Advertisement, Article, Attachment, AttachmentUse, Credit, TaggedArticle, PhotoUse, Related, Tag, Category, Region, Person, Page, Photo, Pick, Publication,
    LegacyPath,
)  # fmt: skip


# ---- The list is whole


@pytest.mark.parametrize("model", SHOWN, ids=lambda model: model._meta.model_name)
def test_every_column_that_readers_see_has_a_door(model):
    name = model._meta.model_name
    columns = {column for door in DOORS for column in door.columns}
    missing = {
        field.name
        for field in model._meta.concrete_fields
        if field.name not in NOT_SHOWN[name] and f"{name}.{field.name}" not in columns
    }
    assert missing == set()


def test_every_door_names_columns_and_pages_that_there_are():
    fields = {
        f"{model._meta.model_name}.{field.name}"
        for model in apps.get_app_config("articles").get_models()
        for field in model._meta.concrete_fields
    }
    assert {column for door in DOORS for column in door.columns} - fields == set()
    assert {page for door in DOORS for page in door.pages} - desk_pages() == set()


def desk_pages():
    pages, patterns = set(), list(admin.site.urls[0])
    for pattern in patterns:
        patterns += getattr(pattern, "url_patterns", [])
        pages.add(getattr(pattern, "name", None))
    return pages - {None}


# Pages that answer a GET alone, those of Django's that the desk takes away, and its views of rows.
READING = ("_changelist", "_history", "_delete", "_compare", "_compare_now", "_review", "_pick", "_find", "_offer",
           "_dossier", "_dossier_file", "_evidence", "_report", "_people", "_csv")  # fmt: skip
READING_PAGES = {
    "app_list", "assignment", "assignments", "autocomplete", "calendar", "card_health", "changes", "failed_mails",
    "figures", "handbook", "handbook_chapter", "handbook_picture", "index", "jsi18n", "letter", "letter_figures", "letter_file", "letters", "masthead_history", "notification", "notifications", "own_account", "password_change_done", "personal_data",
    "photo_file", "redaction", "roles", "search", "system_health",
    "view_on_site",
}  # fmt: skip


def test_every_page_of_the_desk_that_writes_is_a_door_or_inside():
    of_doors = {page for door in DOORS for page in door.pages}
    others = desk_pages() - of_doors - set(INSIDE) - READING_PAGES
    assert {page for page in others if not page.endswith(READING)} == set()


def test_every_table_beside_the_stories_that_a_door_leads_to_is_recorded():
    for door in DOORS:
        if door.record == Record.CHANGES:
            for column in door.columns:
                model, field = column.split(".")
                how = RECORDED_TABLES[f"articles_{model}"]
                assert field not in how.omitted, column
                if door.second == SecondPerson.AFTER:
                    column_name = apps.get_model("articles", model)._meta.get_field(field).column
                    is_order = field in ("order", "path", "policy", "user", "initials", "kind")
                    assert column_name in how.public or is_order, column


# ---- What the rows say holds


@pytest.fixture
def house(publication, writer, editor, second_editor, managing_editor, administrator, visit):
    """A live newsroom with a story that shows one row of each kind."""
    photo, portrait = make_photo("a"), make_photo("b", caption="Potret", alt="Wajah")
    Person.objects.filter(user=writer).update(bio="Wartawan", position="Redaktur Foto", photo=portrait)
    story = publish(make_article(writer, tags=["Banjir"], lead_photo=photo), writer, editor)
    fixed = Page.objects.create(title="Tentang", slug="tentang-uji", body="<p>Satu.</p>")
    people = {
        "writer": writer, "editor": editor, "second": second_editor, "managing": managing_editor,
        "admin": administrator,
    }  # fmt: skip
    return {
        "story": story,
        "photo": photo,
        "portrait": portrait,
        "page": fixed,
        "people": people,
        "visit": visit,
    }


def save_form(house, who, row, **values):
    """Send the row's form at the desk as this person has it, with other values."""
    opts = row._meta
    url = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[row.pk])
    client = house["visit"](house["people"][who])
    page = client.get(url)
    sent = as_sent(page.content.decode(), f"{opts.model_name}_form") if page.status_code == 200 else {}
    return client.post(url, sent | values)


ROWS = {  # kind of row: (the row, a column that readers see, its value after)
    "tag": (lambda house: Tag.objects.get(), "name", "Banjir Bandang"),
    "category": (lambda house: Category.objects.get(), "name", "Kejadian"),
    "region": (lambda house: Region.objects.get(slug="kraksaan"), "name", "Kota Kraksaan"),
    "person": (lambda house: house["people"]["writer"].person, "name", "Wati Lain"),
    "position": (lambda house: house["people"]["writer"].person, "position", "Pemimpin Redaksi"),
    "bio": (lambda house: house["people"]["writer"].person, "bio", "Ditahan KPK"),
    "page": (lambda house: house["page"], "title", "Tentang yang lain"),
    "publication": (lambda house: Publication.objects.get(), "responsible", "Orang lain"),
    "portrait": (lambda house: house["portrait"], "caption", "Potret yang lain"),
}
MAY = {
    "tag": {"editor", "second", "managing"},
    "category": {"managing", "admin"},
    "region": {"managing", "admin"},
    "person": {"editor", "second", "managing", "admin"},
    "position": {"managing"},
    "bio": {"managing"},
    "page": {"managing", "admin"},
    "publication": {"managing", "admin"},
    "portrait": {"editor", "second", "managing"},
}


@pytest.mark.parametrize("who", ["writer", "editor", "managing", "admin"])
@pytest.mark.parametrize("kind", ROWS)
def test_what_one_person_changes_beside_the_stories_is_on_the_list_to_sign(kind, who, house):
    find, column, value = ROWS[kind]
    row = find(house)
    save_form(house, who, row, **{column: value})
    row.refresh_from_db()
    has_changed = getattr(row, column) == value
    assert has_changed == (who in MAY[kind])
    to_sign = Change.objects.to_sign().of_row(row).filter(kind="update")
    assert bool(to_sign) == has_changed
    if has_changed:
        change = to_sign.get()
        assert (change.actor, change.after[column]) == (house["people"][who], value)
        assert change.before[column] != value
        assert change.source.startswith("/redaksi-desk/articles/")


def test_nobody_says_of_oneself_what_readers_and_rules_take_from_a_byline(house):
    for who in ("editor", "managing"):
        mine = house["people"][who].person
        before = Person.objects.filter(pk=mine.pk).values().get()
        for values in (
            {"user": ""},
            {"position": "Pemimpin Redaksi"},
            {"bio": "X"},
            {"masthead_order": "0"},
            {"name": "X"},
        ):
            answer = save_form(house, who, mine, **values)
            assert answer.status_code == 302
            assert Person.objects.filter(pk=mine.pk).values().get() == before
    notes = Change.objects.filter(kind="note", table="articles_person")
    assert {name for note in notes for name in note.after["refused"]} >= {
        "user",
        "position",
        "bio",
        "masthead_order",
    }


def test_who_keeps_accounts_gives_himself_no_role(house):
    boss = User.objects.create_superuser("bos", password="rahasia", first_name="Bos")
    house["people"]["boss"] = boss
    ids = list(User.groups.through.objects.values_list("group_id", flat=True))
    for who in ("admin", "boss"):
        person = house["people"][who]
        before = set(person.groups.values_list("name", flat=True))
        save_form(house, who, person, groups=ids, is_superuser="on")
        person.refresh_from_db()
        assert (set(person.groups.values_list("name", flat=True)), person.is_superuser) == (
            before,
            who == "boss",
        )
    other = make_user("baru", roles.WRITER)
    save_form(house, "admin", other, groups=[*other.groups.values_list("pk", flat=True), *ids])
    proposal = RoleProposal.objects.filter(proposed_by=house["people"]["admin"]).first()
    assert proposal.account == other  # a role that decides waits for a second person
    assert Change.objects.filter(table="staff_user", row=other.pk, actor=house["people"]["admin"]).exists()


def test_a_reporter_makes_a_plain_name_that_no_reader_sees(house, client):
    browser = house["visit"](house["people"]["writer"])
    url = reverse("admin:articles_person_add")
    sent = as_sent(browser.get(url).content.decode(), "person_form") | {"name": "Bupati Terima Suap"}
    answer = browser.post(url, sent | {"position": "Pemimpin Redaksi Baru"})
    assert not Person.objects.filter(name="Bupati Terima Suap").exists()
    assert answer.status_code == 302
    answer = browser.post(url, sent)
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    person = Person.objects.get(name="Bupati Terima Suap")
    assert client.get(person.get_absolute_url()).status_code == 404
    assert "Bupati Terima" not in client.get("/redaksi/").content.decode()


def test_words_of_a_photo_that_are_more_than_letters_put_its_live_stories_on_the_list_to_sign(house):
    photo, story = house["photo"], house["story"]
    photo.caption = "Bupati menerima uang"
    library.save_words(photo, ["caption"], by=house["people"]["second"])
    story.refresh_from_db()
    assert (story.needs_signature, story.has_unseen_fix) == (True, False)
    with pytest.raises(workflow.Refused):
        move(story, ("sign", house["people"]["second"]))
    assert not move(story, ("sign", house["people"]["editor"])).needs_signature
    photo.caption = "Bupati menerima uangg"
    library.save_words(photo, ["caption"], by=house["people"]["second"])
    story.refresh_from_db()
    assert (story.needs_signature, story.has_unseen_fix) == (False, True)


def test_a_reporter_changes_no_word_of_a_photo_in_a_fixed_page(house, writer):
    photo = make_photo("c", uploaded_by=writer)
    assert library.words_refusal(photo, writer) is None
    house["page"].body = f'<figure class="photo"><img src="/foto/{photo.pk}/"></figure>'
    house["page"].save()
    assert library.words_refusal(photo, writer)
    photo.caption = "Yang lain"
    library.save_words(photo, ["caption"], by=house["people"]["editor"])
    assert Change.objects.to_sign().of_row(photo).exists()


NAMELESS = "Rekening Titipan Ajudan"


@pytest.mark.parametrize("state", ["draft", "submitted", "scheduled", "withdrawn"])
def test_no_public_page_says_a_name_that_only_unpublished_stories_use(state, house, client):
    people = house["people"]
    person = Person.objects.create(name=NAMELESS)
    region = Region.objects.create(name=NAMELESS, slug="rekening-titipan", kind="regency")
    category = Category.objects.create(name=NAMELESS, slug="rekening-titipan")
    story = make_article(people["writer"], tags=[NAMELESS], region=region, category=category)
    story = edit(
        story,
        people["writer"],
        credits=(*story.snapshot().credits, CreditLine(person.pk, "source", NAMELESS)),
    )
    steps = {"submitted": [("submit", people["writer"])], "withdrawn": [
        ("submit", people["writer"]), ("approve_and_publish", people["editor"]),
        ("request_withdrawal", people["editor"]), ("withdraw", people["managing"])]}  # fmt: skip
    if state == "scheduled":
        schedule(story, people["writer"], people["editor"])
    move(story, *steps.get(state, []))
    tag = Tag.objects.get(name=NAMELESS)
    rows = (tag, person, region, category)
    for row in rows:
        for tail in ("", "feed/", "feed/atom/"):
            assert client.get(f"{row.get_absolute_url()}{tail}").status_code == 404, (row, tail)
    if state != "withdrawn":
        for query in (f"tag={tag.slug}", f"daerah={region.slug}", f"kategori={category.path}"):
            assert client.get(f"/api/v1/berita/?{query}").status_code == 404
    for url in (
        "/",
        "/daerah/",
        "/cari/?q=rekening",
        "/sitemap-daftar.xml",
        house["story"].get_absolute_url(),
    ):
        assert NAMELESS not in client.get(url).content.decode(), url


ASKED = (
    "articles/photo/?metadata__latitude__startswith=-7",
    "articles/photo/?supplier__startswith=P",
    "articles/photo/?consent__contains=a",
    "articles/photo/?stories=1",
    "articles/person/?credits=1",
    "articles/person/?user__password__startswith=p",
    "articles/tag/?tagged_items=1",
    "articles/category/?articles=1",
)


@pytest.mark.parametrize("query", ASKED)
def test_a_list_answers_no_filter_that_it_does_not_offer(query, house):
    for who in ("writer", "managing"):
        answer = house["visit"](house["people"][who]).get(f"/redaksi-desk/{query}")
        assert answer.status_code in (302, 400, 403), (who, answer.status_code)


def test_a_photo_is_not_found_by_whom_it_came_from_but_for_those_who_may_know(house, writer):
    photo = make_photo("s", caption="Warga", supplier="Pak Slamet saksi", source="citizen", consent="ya",
                       uploaded_by=house["people"]["second"])  # fmt: skip
    for who, finds in (("writer", False), ("editor", True)):
        browser = house["visit"](house["people"][who])
        ids = [
            one["id"] for one in browser.get("/redaksi-desk/articles/photo/pilih/?q=Slamet").json()["photos"]
        ]
        assert (photo.pk in ids) == finds
        listing = browser.get("/redaksi-desk/articles/photo/?q=Slamet").content.decode()
        assert (f"/articles/photo/{photo.pk}/" in listing) == finds


def test_the_list_of_doors_is_read_like_a_table():
    assert len({door.name for door in doors.DOORS}) == len(DOORS)
    assert all(door.who and door.recipients for door in DOORS)
