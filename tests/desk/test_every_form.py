"""Every form of the desk: sent as it came it changes nothing, and with one field changed just that.

The forms are found by walking the desk's addresses, so a new page is tried without being named here. Whole tables are
compared: a record, a revision or a notification of a save that saved nothing would show as well.
"""

from contextlib import contextmanager

import pytest
from django.contrib import admin
from django.db import transaction
from django.urls import reverse

from articles.text import body
from articles.text.lines import clean_line, clean_lines, clean_name, clean_tag
from staff import roles
from staff.models import User
from tests.support.desk_pages import a_row_of_each, addresses
from tests.support.factories import make_user
from tests.support.page_forms import kind, posted_forms, values_of, with_other_value
from tests.support.whole_tables import contents, difference

pytestmark = pytest.mark.slow
ROLES = {
    "who may do all": (),
    "a writer": (roles.WRITER,),
    "an editor": (roles.EDITOR,),
    "a managing editor": (roles.MANAGING_EDITOR,),
    "an administrator": (roles.ADMINISTRATOR,),
}
# Pages whose form comes with an offer: sent as they came they add what is ticked, or what is proposed.
OFFERS = {"articles_category_sets", "articles_adslot_add", "site_exports"}
# What every request of the desk writes: how long the session lasts, and what it is to say.
BESIDE = {"staff_session"}
# What goes along with a change: its record, who is told, work for the worker, the address of before, the words for search.
ALONG = BESIDE | {
    "staff_change", "staff_notification", "django_tasks_database_dbtaskresult", "articles_legacypath", "articles_pagetext",
    "articles_searchname", "articles_searchentry", "articles_revision", "articles_articleevent", "staff_assignmentstep",
    "articles_mastheadentry",
}  # fmt: skip
# Columns that tell when and by which save, and those that are made of others.
OF_SAVES = {
    "articles_article": {"version", "saved_at", "former_writers", "approved_revision_id", "needs_signature"},
    "articles_page": {"updated_at"}, "articles_category": {"path"}, "articles_region": {"path"},
    "articles_tag": {"former_names"}, "articles_publication": {"own_colour"}, "staff_assignment": {"version"},
}  # fmt: skip
# Fields that are kept elsewhere, or under another name: (page, field) → tables or columns.
ELSEWHERE = {
    ("staff_user_change", "name"): {"first_name", "last_name"},
    ("staff_user_change", "groups"): {"staff_user_groups", "staff_roleproposal"},  # one that decides waits
    ("staff_user_change", "regions"): {"staff_coverage"},
    ("articles_article_change", "tag_names"): {"articles_taggedarticle", "articles_tag"},
    ("articles_article_change", "credits-role"): {"articles_credit"},
    ("articles_article_change", "credits-name"): {"articles_credit"},
    ("articles_photo_change", "taken_at_0"): {"taken_at"},
    ("articles_photo_change", "taken_at_1"): {"taken_at"},
    ("assignment_change", "due"): {"due_at"},
    ("articles_publication_change", "logo-clear"): {"logo_id"},
    # What every story prints is proposed, and changes when a second person accepts it.
    **{
        ("articles_publication_change", name): {"staff_publicationproposal"}
        for name in ("name", "dateline_site", "dateline_pattern", "former_datelines")
    },
}
# Fields that save nothing by themselves: they say how, look something up, or belong to a step.
NO_COLUMN = {
    ("articles_region_change", "time_zone"),  # another one than the province's is refused
    ("articles_publication_change", "own_colour"),  # holds where it is chosen among the colours
    ("articles_tag_change", "parts"),  # takes addresses of stories: tests/site/test_series.py
    ("articles_advertisement_change", "code"),  # an order with a banner has none
    ("articles_publication_change", "changes_published"), ("articles_article_change", "pick-credits"),
    ("articles_article_change", "pick-related"), ("articles_article_change", "pick-baca"),
    *(("articles_article_change", name) for name in ("at_approve_and_publish", "codes_return", "reason_return", "at_embargo",
                                                    "reason_spike", "reason_approve")),
}  # fmt: skip
HOSTILE = {
    "spaces around": "  Kata  ", "no-break spaces": "\xa0Kata\xa0dua\xa0", "three hundred letters": "k" * 300,
    "signs": "<b>&amp;\"'{{ x }}%s</b>", "NUL": "a\x00b", "marks of direction": "\u202eKata\u200f", "an emoji": "Kata 👩‍👩‍👧",
}  # fmt: skip


PROPOSED = {key for key, goal in ELSEWHERE.items() if goal == {"staff_publicationproposal"}}
CLEANING = (str, str.strip, clean_line, clean_lines, clean_name, clean_tag, body.clean)
WORDS = ("text", "textarea", "search", "email", "url")


@pytest.fixture
def rows(publication, writer, editor):
    return a_row_of_each(writer, editor)


@pytest.fixture
def desk(client, rows):
    """Return a function: what somebody with these roles sees of the desk. No answer raises: a 500 is looked at."""
    client.raise_request_exception = False

    def enter(held):
        user = make_user("tamu", *held) if held else User.objects.create_superuser("bos", first_name="Bos")
        client.force_login(user)
        return client

    return enter


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def pages(client, rows):
    roster = reverse("admin:staff_coverage_changelist")
    for name, path in [*addresses(rows), ("coverage_change", f"{roster}?ubah={rows['coverage'][0]}")]:
        answer = client.get(path)
        is_page = answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")
        if is_page and not answer.streaming and answer.content.strip():
            yield name, path, answer.content.decode()


def forms(client, rows):
    """Yield (page, form) of what opens with values: other forms ask for something new, and are tried elsewhere."""
    for name, path, page in pages(client, rows):
        for form in posted_forms(page, path) if name not in OFFERS else ():
            if form.shows_values:
                yield name, form


def fields(client, rows):
    """Yield (page, form, control) of the forms that change a row."""
    for name, form in forms(client, rows):
        if name.endswith("_change") and form.target == form.page:
            for control in form.visible:
                yield name, form, control


def send(client, form, sent):
    """Return the answer, and what it changed."""
    before = contents()
    answer = client.post(form.target, sent)
    return answer, {
        table: columns for table, columns in difference(before, contents()).items() if table not in BESIDE
    }


@pytest.mark.parametrize("held", ROLES.values(), ids=ROLES)
def test_a_form_sent_as_it_came_changes_no_row(held, rows, desk):
    client, wrong, names = desk(held), [], set()
    for name, form in forms(client, rows):
        with undone():
            answer, changes = send(client, form, form.as_sent())
        is_refused = answer.status_code >= 500 or (
            name.endswith("_change") and form.target == form.page and answer.status_code != 302
        )
        if changes or is_refused:
            wrong.append((name, form.target, answer.status_code, changes))
        names.add(name)
    assert wrong == [], wrong
    assert names


def test_every_model_of_the_desk_has_its_form_tried(rows, desk):
    """Those without have a page of their own kind: picks, hours, exports and attachments."""
    names = {name for name, _form in forms(desk(()), rows)}
    without_form = {"pick", "coverage", "exportfile", "attachment"}
    models = {model._meta.model_name for model in admin.site._registry} - without_form
    assert {name.split("_")[1] for name in names if name.endswith("_change")} >= models


@pytest.mark.parametrize("held", ROLES.values(), ids=ROLES)
def test_one_field_changed_changes_its_column(held, rows, desk):
    client, wrong = desk(held), []
    for name, form, control in fields(client, rows):
        if (name, control.get("name")) in NO_COLUMN or (kind(control) == "radio" and values_of(control)):
            continue
        tries = []
        for sent in with_other_value(form, control, client):
            with undone():
                answer, changes = send(client, form, sent)
            tries.append((answer.status_code, changes))
            if answer.status_code == 302:
                break
        if tries and not _is_right(name, control, tries):
            wrong.append((name, control.get("name"), tries))
    assert wrong == [], wrong


def _is_right(name, control, tries):
    if tries[-1][0] != 302:
        return False
    field, changes = control.get("name"), tries[-1][1]
    goal = ELSEWHERE.get((name, field), {field, f"{field}_id"})
    columns = set()
    for table, altered in changes.items():
        if table not in ALONG:
            columns |= {table} if table in goal else altered - OF_SAVES.get(table, set())
    if "articles_article" in changes and "+" in changes["articles_article"]:
        return True  # an update of a live story: a row of its own
    return bool(columns) and columns <= goal


def test_hostile_words_are_refused_beside_their_field_or_kept_exactly(rows, desk):
    client, wrong = desk(()), []
    live = reverse("admin:articles_article_change", args=rows["article"][:1])  # its save makes another row
    for name, form, control in fields(client, rows):
        key = (name, control.get("name"))
        if form.page == live or kind(control) not in WORDS or key in NO_COLUMN | PROPOSED:
            continue
        for value in HOSTILE.values():
            with undone():
                problem = _problem(client, form, control, value)
            if problem:
                wrong.append((name, control.get("name"), value[:20], problem))
    assert wrong == []


def _problem(client, form, control, value):
    field = control.get("name")
    answer = client.post(form.target, form.as_sent() | {field: [value]})
    if answer.status_code in (200, 400, 409):
        return None if _says_why(answer, field) else "no sentence"
    if answer.status_code != 302:
        return answer.status_code
    again = next(
        one
        for one in posted_forms(client.get(form.page).content.decode(), form.page)
        if one.target == form.target and one.shows_values
    )
    shown = again.as_sent().get(field, [""])[0]
    if shown not in {clean(value) for clean in CLEANING}:
        return f"shown as {shown[:40]!r}"
    answer, changes = send(client, again, again.as_sent())
    return changes or (answer.status_code if answer.status_code != 302 else None)


def _says_why(answer, field):
    """Return whether a refusal has its sentence beside the field."""
    if answer.context and "adminform" in answer.context:
        errors = answer.context["adminform"].form.errors
        return any(
            name in errors for name in (field, field.rpartition("_")[0], field.partition("-")[0], "__all__")
        )
    return f'id="id_{field}_error"' in answer.content.decode()  # where the page draws its fields itself
