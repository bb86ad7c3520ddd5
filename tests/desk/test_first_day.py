"""Hari pertama: a list until it is done or put away, from the newsroom's data alone; the same for servers."""

import os
import time
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import region_table
from articles.masthead import masthead_gaps
from articles.models import ImportRun, OldSite, Page, Publication
from staff.desk import first_day
from staff.models import Beginning, Heartbeat, PutAwayLine, User
from tests.support.factories import make_article, make_category, make_photo, make_region, publish

pytestmark = pytest.mark.django_db
BY_KEY = {line.key: line for line in first_day.LINES}
SERVER = {
    "SITE_URL": "https://kabar.example",
    "HTTPS": True,
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "WEBSUB_HUB": "https://hub.example/",
    "INDEXNOW_KEY": "a" * 32,
}


@pytest.fixture
def bare(db, settings):
    """A newsroom with nothing in it, on somebody's laptop."""
    Publication.objects.all().delete()
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    settings.SITE_URL, settings.HTTPS = "http://127.0.0.1:8000", False


def missing():
    return [line.key for line in first_day.missing()]


def complete_publication(**fields):
    Publication(
        name="Kabar Uji",
        legal_name="PT Kabar Uji",
        address="Jalan Satu 1, Probolinggo",
        responsible="Mira Lestari",
        editor_in_chief="Mira Lestari",
        email="redaksi@kabar.example",
        **fields,
    ).save()


def complete_pages(by):
    for page in Page.objects.filter(policy__in=[Page.Policy.ABOUT, Page.Policy.ETHICS]):
        page.body, page.is_public = "<p>Naskah kami sendiri.</p>", True
        page.save(by=by)


def test_an_empty_newsroom_lacks_everything(bare):
    assert missing() == list(BY_KEY)


def test_each_line_is_complete_by_its_own_data(bare, settings, tmp_path, managing_editor, writer, editor):
    left = [key for key in BY_KEY if key != "people"]  # the three accounts

    def complete(*keys):
        nonlocal left
        left = [key for key in left if key not in keys]
        assert missing() == left

    complete()
    complete_publication()
    complete("publication")
    complete_pages(managing_editor)
    complete("pages")
    make_category()
    complete("categories")
    make_region()
    complete("regions")
    Publication.objects.update(dateline_site="KabarUji")
    complete("dateline")
    Publication.objects.update(logo=make_photo())
    complete("logo")
    publish(make_article(writer), writer, editor)
    complete("story")
    for name, value in SERVER.items():
        setattr(settings, name, value)
    complete("site", "mail", "feeds", "search")
    Heartbeat.beat()
    complete("worker")
    stamp = tmp_path / "stamp"
    settings.BACKUP_STAMP = str(stamp)
    complete()  # named, and not there
    stamp.touch()
    complete("backup")
    ImportRun.objects.create(site=OldSite.objects.create(key="lama.example"), finished_at="2026-11-30T00:00Z")
    complete("import")
    assert left == []
    os.utime(stamp, (time.time() - 3 * 86400,) * 2)
    assert missing() == ["backup"]


def test_each_anchor_is_a_field_of_its_page(bare, visit, managing_editor):
    with_anchor = [line for line in first_day.LINES if line.anchor]
    assert len(with_anchor) == 2
    for line in with_anchor:
        page = visit(managing_editor).get(line.address, follow=True).content.decode()
        assert f'id="{line.anchor[1:]}"' in page, line.key


def test_the_list_names_what_the_masthead_lacks(bare, visit, administrator, managing_editor, capsys):
    page = visit(managing_editor).get("/redaksi-desk/").content.decode()
    gaps = [str(message) for _column, message in masthead_gaps(Publication.objects.current())]
    assert len(gaps) > 2
    assert [gap for gap in gaps if gap not in page] == []
    with pytest.raises(SystemExit):
        call_command("health", "--setup")
    printed = capsys.readouterr().out
    assert [gap for gap in gaps if gap not in printed] == []


def test_a_masthead_lacks_what_one_column_lacks(bare):
    complete_publication()
    for name in ("legal_name", "address", "responsible", "editor_in_chief", "email"):
        whole = getattr(Publication.objects.get(), name)
        Publication.objects.update(**{name: ""})
        assert "publication" in missing()
        Publication.objects.update(**{name: whole})
    assert "publication" not in missing()


def test_one_account_alone_is_not_enough(bare, managing_editor):
    assert "people" in missing()


def test_two_accounts_of_which_one_decides_are(bare, managing_editor, writer):
    assert "people" not in missing()
    managing_editor.leave()
    assert "people" in missing()


@pytest.mark.parametrize("address", ["http://kabar.example", "https://127.0.0.1:8000", "https://localhost"])
def test_an_address_that_no_reader_can_have_is_none(bare, settings, address):
    settings.SITE_URL, settings.HTTPS = address, address.startswith("https")
    assert "site" in missing()


def test_the_starting_pages_say_nothing_to_the_newsroom(bare, client):
    """What readers can see from the first minute on is meant for readers."""
    for page in Page.objects.public():
        text = client.get(page.get_absolute_url()).content.decode()
        assert not any(words in text for words in ("redaksi menjelaskan", "Redaksi: salin"))
    assert "pages" in missing()


# ---- The desk's first page


def first_page(client):
    return client.get(reverse("admin:index")).content.decode()


def test_the_list_leads_to_where_each_line_is_done(
    bare, visit, managing_editor, administrator, writer, editor
):
    managers = first_page(visit(managing_editor))
    for key in ("publication", "pages", "categories", "regions", "story"):
        assert f'<a href="{BY_KEY[key].address}">' in managers
        assert visit(managing_editor).get(BY_KEY[key].address, follow=True).status_code == 200
    assert "SITE_URL" not in managers
    keepers = first_page(visit(administrator))
    for key in ("publication", "people", "import"):
        assert visit(administrator).get(BY_KEY[key].address, follow=True).status_code == 200
        assert key == "people" or f'<a href="{BY_KEY[key].address}">' in keepers
    assert "SITE_URL" in keepers
    assert "Berita pertama" not in keepers
    for person in (writer, editor):
        assert "first-day" not in first_page(visit(person))


def test_the_example_is_how_stories_begin(bare, visit, managing_editor):
    complete_publication(dateline_pattern="{PLACE} ({site}) – ")
    assert "KOTA ANDA (Kabar Uji) – Warga mulai" in first_page(visit(managing_editor))


def test_the_example_names_a_place_of_the_newsroom(bare, visit, managing_editor):
    complete_publication(dateline_pattern="{PLACE} ({site}) – ")
    region_table.add(["62.05"])  # with its province
    assert "BARITO UTARA (Kabar Uji) – Warga mulai" in first_page(visit(managing_editor))


def test_a_region_that_came_with_the_beginning_says_so(bare, visit, managing_editor):
    region_table.add(["62.05"])
    note = "Barito Utara, sesuai jawaban Anda di awal"
    assert note in first_page(visit(managing_editor))
    region_table.add(["62.04"])
    assert note not in first_page(visit(managing_editor))


@pytest.mark.parametrize("backend", ["console", "filebased", "dummy"])
def test_mail_that_reaches_nobody_is_not_set_up(bare, settings, backend):
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{backend}.EmailBackend"
    assert "mail" in {line.key for line in first_day.missing()}


def test_a_line_is_put_away_and_brought_back(bare, visit, administrator):
    client, address = visit(administrator), reverse("admin:first_day")
    client.post(address, {"line": "import"})
    assert PutAwayLine.objects.get().put_away_by == administrator
    assert 'name="line" value="import"' not in first_page(client)
    client.post(address, {"kembali": "import"})
    assert 'name="line" value="import"' in first_page(client)
    client.post(address, {"semua": "1"})
    assert "first-day" not in first_page(client)


def test_nobody_puts_away_what_is_not_theirs(bare, visit, writer, editor, administrator):
    address = reverse("admin:first_day")
    for person in (writer, editor):
        assert visit(person).post(address, {"line": "story"}).status_code == 403
        assert visit(person).post(address, {"semua": "1"}).status_code == 403
    for fields in ({"line": "story"}, {"line": "entah"}, {"kembali": "\x00"}, {}):
        assert visit(administrator).post(address, fields).status_code == 302
    assert not PutAwayLine.objects.exists()
    assert visit(administrator).get(address).status_code == 405


def test_what_is_complete_needs_no_hand(bare, visit, managing_editor, writer, editor, settings):
    complete_publication(dateline_site="KabarUji", logo=make_photo())
    complete_pages(managing_editor)
    publish(make_article(writer), writer, editor)
    assert "first-day" not in first_page(visit(managing_editor))


def test_the_list_costs_one_query(bare, visit, administrator, writer):
    with CaptureQueriesContext(connection) as queries:
        first_day.facts()
    assert len(queries) == 1
    client = visit(administrator)
    first_page(client)
    with CaptureQueriesContext(connection) as with_list:
        first_page(client)
    complete_publication()
    Beginning.objects.create(kind=Beginning.Kind.DEMO)
    with CaptureQueriesContext(connection) as without:
        assert "first-day" not in first_page(client)
    assert len(with_list) == len(without) <= 15


def test_the_demo_is_no_first_day(demo, visit):
    assert "first-day" not in first_page(visit(User.objects.get(username="maya")))
    assert "first-day" not in first_page(visit(User.objects.get(username="admin")))


# ---- manage.py health --setup


def health(*arguments):
    out = StringIO()
    try:
        call_command("health", *arguments, stdout=out)
    except SystemExit as end:
        return end.code, out.getvalue()
    return 0, out.getvalue()


def test_the_command_fails_while_something_necessary_is_missing(bare, settings, managing_editor, writer):
    status, text = health("--setup")
    assert status == 1
    assert len([line for line in text.splitlines() if not line.startswith(" ")]) == len(BY_KEY)
    assert "MISSING  Alamat situs: SITE_URL" in text
    complete_publication()
    complete_pages(managing_editor)
    make_category()
    make_region()
    for name, value in SERVER.items():
        setattr(settings, name, value)
    Heartbeat.beat()
    PutAwayLine.objects.create(line="import", put_away_by=managing_editor)
    status, text = health("--setup")
    assert status == 0
    assert "MISSING" not in text
    assert "open     Cadangan: BACKUP_STAMP" in text
    assert "-        Pindahan" in text


def test_what_is_put_away_is_missing_all_the_same(bare, managing_editor):
    PutAwayLine.objects.create(line="regions", put_away_by=managing_editor)
    assert "MISSING  Daerah" in health("--setup")[1]


def test_the_command_says_what_it_can_look_at(bare):
    with pytest.raises(CommandError, match="database"):
        call_command("health", "--only=semua")
