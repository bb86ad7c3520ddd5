"""The page on which managing editors say who looks after which region when."""

from datetime import time

import pytest
from django.utils.translation import gettext as _

from articles.models import Region
from staff.desk import duty_roster
from staff.models import Coverage
from tests.support.factories import make_coverage, make_region

PAGE = "/redaksi-desk/staff/coverage/"


def data(user, **fields):
    return {
        "user": user.pk,
        "region": "",
        "weekdays": ["0", "4"],
        "begins": "18:00",
        "ends": "02:00",
    } | fields


def row_of(region=None):
    return next(row for row in duty_roster.rows(duty_roster._coverages()) if row.region == region)


def test_managing_editors_keep_it_editors_read_it_and_nobody_else(
    visit, client, writer, editor, managing_editor, administrator
):
    assert client.get(PAGE).status_code == 302
    for user in (writer, administrator):
        assert visit(user).get(PAGE).status_code == 403
        assert visit(user).post(PAGE, data(editor)).status_code == 403
    assert visit(editor).get(PAGE).status_code == 200
    assert 'name="begins"' not in visit(editor).get(PAGE).content.decode()
    assert visit(editor).post(PAGE, data(editor)).status_code == 403
    row = make_coverage(editor)
    assert visit(editor).post(PAGE, {"remove": row.pk}).status_code == 403
    assert visit(managing_editor).post(PAGE, data(editor)).status_code == 302
    assert Coverage.objects.count() == 2


def test_hours_are_added_changed_and_removed(visit, editor, second_editor, managing_editor):
    region = make_region()
    browser = visit(managing_editor)
    browser.post(PAGE, data(editor, region=region.pk))
    row = Coverage.objects.get()
    assert (row.user, row.region, row.weekdays) == (editor, region, [0, 4])
    assert (row.begins, row.ends) == (time(18), time(2))
    assert 'value="18:00"' in browser.get(PAGE, {"ubah": row.pk}).content.decode()
    browser.post(PAGE, data(second_editor, pk=row.pk, weekdays=["6"]))
    row = Coverage.objects.get()
    assert (row.user, row.region, row.weekdays) == (second_editor, None, [6])
    browser.post(PAGE, {"remove": row.pk})
    assert not Coverage.objects.exists()
    assert browser.post(PAGE, {"remove": row.pk}).status_code == 302  # somebody else was quicker


@pytest.mark.parametrize(
    "wrong",
    [
        {"user": "9" * 30},
        {"user": "\x00"},
        {"user": ""},
        {"region": "9" * 30},
        {"region": "\x00"},
        {"weekdays": []},
        {"weekdays": ["7"]},
        {"weekdays": ["\x00"]},
        {"begins": "25:00"},
        {"begins": "\x00"},
        {"ends": ""},
    ],
)
def test_what_is_no_coverage_is_told_in_the_form(visit, editor, managing_editor, wrong):
    answer = visit(managing_editor).post(PAGE, data(editor) | wrong)
    assert answer.status_code == 400
    assert answer.context["form"].errors
    assert not Coverage.objects.exists()


def test_a_reporter_cannot_be_put_in_charge(visit, writer, managing_editor):
    assert visit(managing_editor).post(PAGE, data(writer)).status_code == 400


@pytest.mark.parametrize("odd", ["x", "\x00", "9" * 30, "-1"])
def test_odd_numbers_change_nothing(visit, editor, managing_editor, odd):
    make_coverage(editor)
    browser = visit(managing_editor)
    assert browser.get(PAGE, {"ubah": odd}).status_code == 200
    assert browser.post(PAGE, {"remove": odd}).status_code == 302
    assert Coverage.objects.count() == 1


def test_without_anybody_the_whole_week_is_a_hole(db):
    (row,) = duty_roster.rows([])
    assert row.hours == 168
    assert row.holes == [_("never anybody")]


def test_holes_are_told_by_region(editor, second_editor):
    region = make_region()
    make_coverage(editor, begins="06:00", ends="22:00")
    make_coverage(second_editor, region.parent, "22:00", "02:00")
    assert row_of().hours == 7 * 8
    assert row_of().holes == [f"{_('every day')} 22.00–06.00"]
    assert row_of(region.parent).hours == 7 * 4
    assert row_of(region.parent).holes == [f"{_('every day')} 02.00–06.00"]


def test_a_hole_over_the_weekend_is_one(editor):
    make_coverage(editor, begins="00:00", ends="00:00", days=[0, 1, 2, 3, 4])
    assert row_of().hours == 48
    assert row_of().holes == [f"{duty_roster.WEEKDAYS[5]} 00.00 – {duty_roster.WEEKDAYS[6]} 24.00"]


def test_a_hole_over_sundays_midnight_is_one(editor):
    make_coverage(editor, begins="06:00", ends="22:00", days=[0, 6])
    make_coverage(editor, begins="00:00", ends="00:00", days=[1, 2, 3, 4, 5])
    holes = row_of().holes
    assert f"{duty_roster.WEEKDAYS[6]} 22.00–06.00" in holes
    assert row_of().hours == 8 + 2 + 6


def test_a_whole_week_has_no_hole(editor):
    make_coverage(editor, begins="09:00", ends="09:00")
    assert (row_of().hours, row_of().holes) == (0, [])


def test_hours_of_another_zone_are_moved(editor):
    region = make_region("Ambon", "ambon")
    Region.objects.filter(pk=region.pk).update(time_zone=Region.TimeZone.WIT)
    make_coverage(editor, begins="00:00", ends="12:00")  # in the newsroom's zone, two hours behind
    region = Region.objects.get(pk=region.pk)
    make_coverage(editor, region, "14:00", "20:00")
    assert row_of(region).holes == [f"{_('every day')} 20.00–02.00"]


def test_who_no_longer_reviews_covers_nothing_and_it_shows(editor, managing_editor, visit):
    make_coverage(editor, begins="00:00", ends="00:00")
    editor.groups.clear()
    assert row_of().hours == 168
    html = visit(managing_editor).get(PAGE).content.decode()
    assert _("this account no longer reviews") in html
    assert _("nobody; all editors are told.") in html


def test_the_page_costs_the_same_with_many_rows(
    editor, managing_editor, visit, django_assert_max_num_queries
):
    for n in range(30):
        make_coverage(editor, make_region(f"Kecamatan {n}", f"kecamatan-{n}"))
    browser = visit(managing_editor)
    browser.get(PAGE)
    with django_assert_max_num_queries(15):
        assert browser.get(PAGE).status_code == 200
