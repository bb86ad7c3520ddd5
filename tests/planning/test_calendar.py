"""The calendar: what stands on which day, in whose zone, for whom, at what cost; and times that change through the workflow."""

import re
from datetime import UTC, date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Region
from staff import workflow
from staff.models import Assignment
from staff.planning import assignments, calendar
from staff.workflow import Refused
from staff.writing import saving
from tests.support.archives import archive
from tests.support.factories import (
    make_article,
    make_category,
    make_region,
    move,
    publish,
    run_tasks,
    schedule,
)
from tests.support.plans import rows_read
from tests.support.races import race
from tests.support.shared_rows import shared

pytestmark = pytest.mark.usefixtures("publication")

CALENDAR = "/redaksi-desk/kalender/"
WIB, WIT = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Jayapura")
SOON = timezone.now().replace(microsecond=0, second=0) + timedelta(days=40)


def days_of(client, **query):
    """{day: html of its cell}"""
    html = client.get(CALENDAR, query).content.decode()
    cells = html.split('<li class="day')[1:]
    return {re.search(r'data-day="([\d-]+)"', cell)[1]: cell for cell in cells}


def on(client, words, **query):
    """The days on which these words stand."""
    return [day for day, cell in days_of(client, **query).items() if words in cell]


def day_page(client, day, **query):
    return client.get(CALENDAR, {"tampilan": "hari", "tanggal": str(day)} | query)


def planned(by, due_at, **fields):
    return assignments.plan(Assignment(**{"headline": "Liputan pasar", "due_at": due_at} | fields), by=by)


def scheduled(writer, editor, at, **fields):
    story = move(make_article(writer, **fields), ("submit", writer))
    return move(story, ("approve_and_publish", editor), at=at)


def moved(client, article, query="", **values):
    return client.post(
        f"{reverse('admin:calendar_move', args=[article.pk])}{query}", {"revision": article.version} | values
    )


def slot(moment, zone=WIB):
    return f"{timezone.localtime(moment, zone):%Y-%m-%dT%H:%M}"


def fresh(article):
    return Article.objects.get(pk=article.pk)


def local_day(moment, zone=WIB):
    return f"{timezone.localtime(moment, zone):%Y-%m-%d}"


# ---- What stands where


def test_planned_scheduled_and_published_stand_on_their_days(visit, writer, editor):
    out = publish(make_article(writer, headline="Sudah terbit"), writer, editor)
    later = scheduled(writer, editor, SOON, headline="Akan terbit")
    planned(editor, SOON, assignee=writer)
    make_article(writer, headline="Masih draf")
    desk = visit(editor)
    assert on(desk, "Sudah terbit") == [local_day(out.published_at)]
    there = {"tanggal": local_day(SOON)}
    for view in ("bulan", "minggu"):
        assert on(desk, "Akan terbit", tampilan=view, **there) == [local_day(SOON)]
        assert on(desk, "Liputan pasar", tampilan=view, **there) == [local_day(SOON)]
    html = day_page(desk, local_day(SOON)).content.decode()
    for words in ("Akan terbit", "Liputan pasar", "Wati", f"naskah-{later.pk}"):
        assert words in html
    assert "Masih draf" not in html + desk.get(CALENDAR).content.decode()


@pytest.mark.slow
def test_days_are_the_publications_or_those_of_the_region_that_is_asked_for(visit, writer, editor):
    """00.30 on the 2nd in Jayapura is 22.30 on the 1st in Jakarta. The clock is always that of the story's region."""
    far = make_region("Kota Jayapura", "kota-jayapura")
    Region.objects.filter(pk=far.pk).update(time_zone=WIT.key)
    first = timezone.localtime(SOON, WIT).replace(day=2, hour=0, minute=30)
    scheduled(writer, editor, first, region=far, headline="Pasar Hamadi")
    planned(editor, first, region=far, headline="Liputan Hamadi")
    there = {"tanggal": f"{first:%Y-%m-02}"}
    desk = visit(editor)
    for view in ("bulan", "minggu"):
        for words in ("Pasar Hamadi", "Liputan Hamadi"):
            assert on(desk, words, tampilan=view, **there) == [f"{first:%Y-%m-01}"]
            assert on(desk, words, tampilan=view, daerah="kota-jayapura", **there) == [f"{first:%Y-%m-02}"]
    for day, query in ((f"{first:%Y-%m-01}", {}), (f"{first:%Y-%m-02}", {"daerah": "kota-jayapura"})):
        html = day_page(desk, day, **query).content.decode()
        assert html.count("00.30 WIT") == 2
        assert f'value="{first:%Y-%m-02}T00:30"' in html
    assert "Pasar Hamadi" not in day_page(desk, f"{first:%Y-%m-02}").content.decode()


@pytest.mark.parametrize("key", ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"])
def test_both_ends_of_a_day_belong_to_it(key, visit, writer, editor):
    zone = ZoneInfo(key)
    region = make_region("Ujung", "ujung")
    Region.objects.filter(pk=region.pk).update(time_zone=key)
    day = timezone.localtime(SOON, zone).replace(hour=0, minute=0)
    for at, headline in ((day, "Paling pagi"), (day.replace(hour=23, minute=59), "Paling malam")):
        scheduled(writer, editor, at, region=region, headline=headline)
    for headline in ("Paling pagi", "Paling malam"):
        assert on(visit(editor), headline, daerah="ujung", tanggal=str(day.date())) == [str(day.date())]
        assert headline in day_page(visit(editor), day.date(), daerah="ujung").content.decode()


def test_filters_take_in_all_that_lies_in_a_region_and_a_desk(visit, writer, editor):
    town = make_region()
    sport = make_category("Olahraga", "olahraga")
    volley = make_category("Voli", "voli", sport)
    scheduled(writer, editor, SOON, headline="Voli Kraksaan", category=volley, region=town)
    scheduled(
        writer,
        editor,
        SOON,
        headline="Lain",
        category=make_category(),
        region=make_region("Kediri", "kediri"),
    )
    planned(editor, SOON, headline="Liputan voli", category=volley, region=town)
    planned(editor, SOON, headline="Liputan kediri", region=make_region("Kediri", "kediri"))
    desk, there = visit(editor), {"tanggal": local_day(SOON)}
    for query in (
        {"daerah": "kabupaten-probolinggo"},
        {"daerah": "kraksaan"},
        {"kanal": "olahraga"},
        {"kanal": "olahraga/voli"},
    ):
        for view in ("bulan", "hari"):
            html = desk.get(CALENDAR, there | query | {"tampilan": view}).content.decode()
            shown = [words in html for words in ("Voli Kraksaan", "Liputan voli", ">Lain<", "Liputan kediri")]
            assert shown == [True, True, False, False], (query, view)
            for name, value in query.items():  # it stays with every link
                assert html.count(f"{name}={value}") >= 4


def test_today_is_marked_and_the_days_go_on_in_both_directions(visit, editor):
    desk = visit(editor)
    today = timezone.localdate()
    cells = days_of(desk)
    assert [day for day, cell in cells.items() if 'aria-current="date"' in cell] == [str(today)]
    assert len(cells) % 7 == 0
    assert date.fromisoformat(min(cells)).weekday() == 0
    assert f"{today:%Y-%m-01}" in cells
    for view, day, before, after in (
        ("bulan", "2027-01-31", "2026-12-01", "2027-02-01"),
        ("bulan", "2026-12-31", "2026-11-01", "2027-01-01"),
        ("minggu", "2026-12-31", "2026-12-24", "2027-01-07"),
        ("hari", "2028-03-01", "2028-02-29", "2028-03-02"),
    ):
        html = desk.get(CALENDAR, {"tampilan": view, "tanggal": day}).content.decode()
        assert re.search(f'tanggal={before}[^"]*" rel="prev"', html), view
        assert re.search(f'tanggal={after}[^"]*" rel="next"', html), view


@pytest.mark.parametrize(
    "query",
    [
        "tampilan=tahun", "tampilan=%00x", "tanggal=besok", "tanggal=2026-02-30", "tanggal=0001-01-01",
        "tanggal=9999-12-31", "tanggal=1%00", "daerah=tidak-ada", "daerah=%F0%9F%98%80", "kanal=x", "halaman=0",
        "halaman=x", f"halaman={'9' * 40}",
    ],
)  # fmt: skip
def test_what_there_is_not_is_not_found(query, visit, editor):
    assert visit(editor).get(f"{CALENDAR}?{query}").status_code == 404


def test_both_ends_of_the_calendar_open(visit, editor):
    for view in ("bulan", "minggu", "hari"):
        for day in (calendar.FIRST, calendar.LAST):
            assert visit(editor).get(CALENDAR, {"tampilan": view, "tanggal": str(day)}).status_code == 200


@pytest.mark.slow
def test_a_reporter_sees_what_the_desk_lets_a_reporter_see(visit, writer, other_writer, editor):
    scheduled(writer, editor, SOON, headline="Terjadwal milik Wati")
    planned(editor, SOON, headline="Tugas Wati", assignee=writer)
    planned(editor, SOON, headline="Tugas bebas")
    move(make_article(writer, headline="Menunggu jadwal"), ("submit", writer), ("approve", editor))
    publish(make_article(writer, headline="Sudah terbit"), writer, editor)
    there = {"tanggal": local_day(SOON)}
    words = ("Terjadwal milik Wati", "Tugas Wati", "Tugas bebas", "Menunggu jadwal")
    for user, expected in (
        (writer, [True] * 4),
        (other_writer, [False, False, True, False]),
        (editor, [True] * 4),
    ):
        for view in ("bulan", "minggu", "hari"):
            html = visit(user).get(CALENDAR, there | {"tampilan": view}).content.decode()
            assert [word in html for word in words] == expected
            assert ('name="revision"' in html) == (user == editor)
        assert on(visit(user), "Sudah terbit")


def test_an_assignment_leaves_the_calendar_when_its_story_is_out(visit, writer, editor):
    given = planned(editor, timezone.now() + timedelta(minutes=5), headline="Tugasnya", assignee=writer)
    cancelled = planned(editor, timezone.now() + timedelta(minutes=5), headline="Batal saja")
    assignments.cancel(cancelled, by=editor, version=cancelled.version, reason="x")
    story = assignments.begin_story(given, by=writer)
    assert on(visit(editor), "Tugasnya")
    Article.objects.filter(pk=story.pk).update(status="submitted")
    assert on(visit(editor), "Tugasnya")
    Article.objects.filter(pk=story.pk).update(status="spiked")
    assert not on(visit(editor), "Tugasnya")
    assert not on(visit(editor), "Batal saja")


def test_overdue_assignments_say_so(visit, writer, editor):
    given = planned(editor, SOON, assignee=writer)
    Assignment.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    for view in ("bulan", "minggu", "hari"):
        html = visit(editor).get(CALENDAR, {"tampilan": view}).content.decode()
        if local_day(timezone.now()) == local_day(timezone.now() - timedelta(minutes=1)):
            assert "item-plan-overdue" in html
    assert given.pk


def test_a_scheduled_update_stands_there_too_and_a_merged_one_does_not(visit, writer, editor):
    live = publish(make_article(writer), writer, editor)
    copy = move(live, ("propose_update", writer))
    saving.save(copy, copy.snapshot().replace(headline="Pembaruan nanti"), by=writer, base=1)
    copy = move(fresh(copy), ("submit", writer), ("approve", editor))
    copy = move(copy, ("publish", editor), at=SOON)
    for view in ("bulan", "minggu", "hari"):
        assert (
            "Pembaruan nanti"
            in visit(editor).get(CALENDAR, {"tampilan": view, "tanggal": local_day(SOON)}).content.decode()
        )
    move(copy, ("merge", editor))
    html = visit(editor).get(CALENDAR, {"tampilan": "hari"}).content.decode()
    assert f"naskah-{copy.pk}" not in html


# ---- Full days, old archives


def fill_a_day(story, count, at):
    rows = [
        Article(
            headline=f"Naskah {n}", slug="x", status="published", published_at=at + timedelta(minutes=n % 700),
            approved_revision_id=story.approved_revision_id, category_id=story.category_id, region_id=story.region_id,
            created_by_id=story.created_by_id, version=1,
        )
        for n in range(count)
    ]  # fmt: skip
    Article.objects.bulk_create(rows)


@pytest.mark.slow
def test_a_full_day_shows_the_first_and_counts_the_others(visit, writer, editor):
    story = publish(make_article(writer), writer, editor)
    at = datetime(2026, 3, 10, 9, tzinfo=WIB)
    fill_a_day(story, 400, at)
    planned(editor, SOON)
    Assignment.objects.update(due_at=at)
    desk = visit(editor)
    for view, most in (("bulan", 4), ("minggu", 12)):
        cell = days_of(desk, tampilan=view, tanggal="2026-03-10")["2026-03-10"]
        assert cell.count('class="item ') == most
        assert f"+{401 - most} " in cell
        assert "tampilan=hari&amp;tanggal=2026-03-10" in cell
    found = []
    for page in range(1, 9):
        html = day_page(desk, "2026-03-10", halaman=page).content.decode()
        found += re.findall(r'id="naskah-(\d+)"', html)
        assert (f"halaman={page + 1}" in html) == (page < 8)
        assert ("Liputan pasar" in html) == (page == 1)
    assert len(found) == len(set(found)) == 400


def test_what_is_still_to_come_is_not_hidden_by_what_is_out(visit, writer, editor):
    story = publish(make_article(writer), writer, editor)
    now = timezone.now()
    fill_a_day(story, 30, now - timedelta(minutes=1400))
    Article.objects.filter(headline__startswith="Naskah").update(published_at=now - timedelta(seconds=1))
    later = Article.objects.filter(headline="Naskah 7")
    later.update(published_at=now + timedelta(seconds=50))
    [day] = on(visit(editor), "Naskah 7")
    assert day == local_day(now + timedelta(seconds=50))


@pytest.mark.parametrize("view", ["bulan", "minggu", "hari"])
def test_a_page_costs_the_same_number_of_queries_full_or_empty(view, visit, writer, editor):
    def cost(path, **query):
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(path, query).status_code == 200
        return len(queries)

    filters = {"tampilan": view, "daerah": "kabupaten-probolinggo", "kanal": "peristiwa"}
    desk = visit(editor)
    story = publish(make_article(writer), writer, editor)
    frame = cost("/redaksi-desk/penugasan/") - 1
    empty = cost(CALENDAR, tanggal="2026-05-10", **filters)
    fill_a_day(story, 100, datetime(2026, 3, 10, 9, tzinfo=WIB))
    for n in range(20):
        planned(
            editor,
            SOON + timedelta(minutes=n),
            region=make_region(),
            category=make_category(),
            assignee=writer,
        )
    Assignment.objects.update(due_at=datetime(2026, 3, 10, 9, tzinfo=UTC))
    assert cost(CALENDAR, tanggal="2026-03-10", **filters) == empty
    assert empty - frame <= 10


@shared
def older_stories(publication, other_writer, editor):
    story = publish(make_article(other_writer), other_writer, editor)
    archive(story, (2, 40), 100)  # 3,900 of them


@pytest.mark.parametrize("user", ["editor", "writer"])
@pytest.mark.parametrize("view", ["bulan", "minggu", "hari"])
@pytest.mark.parametrize("query", ["", "&daerah=kabupaten-probolinggo", "&kanal=peristiwa"])
def test_a_page_reads_its_days_and_not_the_archive(query, view, user, visit, writer, editor, older_stories):
    url = f"{CALENDAR}?tampilan={view}{query}"
    assert rows_read(visit({"editor": editor, "writer": writer}[user]), url) < 600


# ---- Times change through the workflow alone


@pytest.mark.parametrize("view", ["bulan", "minggu", "hari"])
def test_a_scheduled_story_is_given_another_time(view, visit, writer, editor, second_editor):
    story = scheduled(writer, editor, SOON)
    later = SOON + timedelta(days=2)
    query = f"?tampilan={view}&tanggal={local_day(SOON)}&daerah=kraksaan"
    answer = moved(visit(second_editor), story, query, at=slot(later))
    assert answer.status_code == 302
    assert answer.url == CALENDAR + query
    after = fresh(story)
    assert (after.status, after.published_at, after.is_scheduled) == ("published", later, True)
    assert (after.version, after.approved_revision) == (story.version, story.approved_revision)
    steps = list(after.events.values_list("action", "actor__username")[:2])
    assert steps == [("publish", "eka"), ("unschedule", "eka")]
    assert moved(visit(second_editor), story, query, at=slot(later)).status_code == 302
    assert after.events.count() == fresh(story).events.count()  # pressed twice: nothing more to write


def test_an_approved_story_is_given_a_time(visit, writer, editor):
    story = move(make_article(writer), ("submit", writer), ("approve", editor))
    assert f"naskah-{story.pk}" in visit(editor).get(CALENDAR).content.decode()
    assert moved(visit(editor), story, at=slot(SOON)).status_code == 302
    assert fresh(story).published_at == SOON
    assert fresh(story).is_scheduled


def test_a_drop_on_a_day_keeps_the_hour(visit, writer, editor):
    far = make_region("Kota Jayapura", "kota-jayapura")
    Region.objects.filter(pk=far.pk).update(time_zone=WIT.key)
    at = timezone.localtime(SOON, WIT).replace(day=2, hour=0, minute=30)
    story = scheduled(writer, editor, at, region=far)
    assert (
        moved(visit(editor), story, day=f"{at:%Y-%m}-05").status_code == 302
    )  # days in WIB: there it is 22.30
    assert slot(fresh(story).published_at, WIB) == f"{at:%Y-%m}-05T22:30"
    story = fresh(story)
    assert moved(visit(editor), story, "?daerah=kota-jayapura", day=f"{at:%Y-%m}-09").status_code == 302
    assert slot(fresh(story).published_at, WIT) == f"{at:%Y-%m}-09T00:30"


def test_a_scheduled_update_is_given_another_time_and_goes_online_then(visit, writer, editor):
    live = publish(make_article(writer), writer, editor)
    copy = move(live, ("propose_update", writer))
    saving.save(copy, copy.snapshot().replace(headline="Pembaruan nanti"), by=writer, base=1)
    copy = move(fresh(copy), ("submit", writer), ("approve", editor))
    copy = move(copy, ("publish", editor), at=SOON)
    sooner = SOON - timedelta(days=3)
    assert moved(visit(editor), copy, at=slot(sooner)).status_code == 302
    run_tasks()
    assert fresh(live).headline == live.headline  # neither task does it before the time
    Article.objects.filter(pk=copy.pk).update(published_at=timezone.now() - timedelta(seconds=1))
    workflow.merge_when_due(copy.pk)
    workflow.merge_when_due(copy.pk)  # the task of the first time comes later, and finds nothing to do
    assert fresh(live).headline == "Pembaruan nanti"


def stays(client, story, status, words="", **values):
    before = fresh(story)
    answer = moved(client, story, f"?tampilan=hari&tanggal={local_day(SOON)}", **values)
    assert answer.status_code == status
    after = fresh(story)
    assert (after.status, after.published_at, after.version) == (
        before.status,
        before.published_at,
        before.version,
    )
    assert after.events.count() == before.events.count()
    html = answer.content.decode()
    assert 'role="alert"' in html
    assert words in html
    return html


@pytest.mark.parametrize(
    "values",
    [
        {"at": "2020-01-01T10:00"}, {"at": ""}, {}, {"at": "besok"}, {"at": "\x00"}, {"at": "9999-12-31T23:59"},
        {"at": "1" * 500}, {"day": "2020-01-01"}, {"day": ""}, {"day": "x"}, {"day": "9999-12-31"},
        {"day": "0001-01-01"}, {"day": "\x00"},
    ],
)  # fmt: skip
def test_a_time_that_passed_or_is_none_leaves_the_old_one(values, visit, writer, editor):
    stays(visit(editor), scheduled(writer, editor, SOON), 400, **values)


def test_a_refusal_is_shown_at_the_story_and_keeps_what_was_typed(visit, writer, editor):
    story = scheduled(writer, editor, SOON)
    html = stays(visit(editor), story, 400, at="2021-05-06T07:08")
    item = html.split(f'id="naskah-{story.pk}"')[1].split("</li>")[0]
    assert 'class="lacks"' in item
    assert 'value="2021-05-06T07:08"' in item


def test_an_embargo_leaves_the_old_time(visit, writer, editor):
    story = move(make_article(writer), ("submit", writer))
    workflow.perform("embargo", story, by=editor, revision=story.version, at=SOON - timedelta(days=1))
    story = move(fresh(story), ("approve_and_publish", editor), at=SOON)
    stays(visit(editor), story, 400, "embargo", at=slot(SOON - timedelta(days=2)))
    assert moved(visit(editor), story, at=slot(SOON + timedelta(days=1))).status_code == 302


def test_another_text_than_was_shown_leaves_the_old_time(visit, writer, editor):
    story = scheduled(writer, editor, SOON)
    later = slot(SOON + timedelta(days=1))
    for strange in (story.version - 1, "x", "", "9" * 40):
        stays(visit(editor), story, 409, revision=strange, at=later)


def test_a_text_that_nobody_approved_leaves_the_old_time(visit, writer, editor):
    story = scheduled(writer, editor, SOON)
    Article.objects.filter(pk=story.pk).update(headline="Diganti di belakang")
    stays(visit(editor), story, 409, at=slot(SOON + timedelta(days=1)))


def test_four_eyes_hold_here_too(visit, writer, editor, second_editor):
    """What an editor changed is with the editors again, and nobody gives it a time before somebody approved it."""
    story = scheduled(writer, editor, SOON)
    saving.save(story, story.snapshot().replace(headline="Ditulis Edi"), by=editor, base=story.version)
    story = fresh(story)
    assert story.status == "submitted"
    stays(visit(editor), story, 409, at=slot(SOON))
    story = move(story, ("approve", second_editor))
    assert moved(visit(editor), story, at=slot(SOON)).status_code == 302


def test_who_may_not_publish_moves_nothing(client, visit, writer, other_writer, administrator, editor):
    story = scheduled(writer, editor, SOON)
    later = slot(SOON + timedelta(days=1))
    stays(visit(writer), story, 400, at=later)
    assert [
        moved(who, story, at=later).status_code for who in (client, visit(administrator), visit(other_writer))
    ] == [302, 403, 404]
    assert fresh(story).published_at == SOON
    assert visit(editor).get(reverse("admin:calendar_move", args=[story.pk])).status_code == 405
    assert moved(visit(editor), Article(pk=10**9, version=1), at=later).status_code == 404


def test_what_is_out_or_not_approved_is_given_no_time(visit, writer, editor):
    for story in (
        publish(make_article(writer), writer, editor),
        make_article(writer),
        move(make_article(writer), ("submit", writer)),
    ):
        stays(visit(editor), story, 409, at=slot(SOON))
        with pytest.raises(Refused):
            assignments.schedule(story, by=editor, revision=story.version, at=SOON)


@pytest.mark.django_db(transaction=True)
def test_a_move_against_a_save_ends_in_one_of_both_and_never_half_way(
    transactional_db, writer, editor, second_editor
):
    """Whoever comes first: the new text has no time before it is approved, and the old one is not left without."""
    for _round in range(5):
        story = scheduled(writer, editor, SOON)
        content = story.snapshot().replace(headline="Ditulis Eka")
        outcomes = race(
            partial(
                assignments.schedule, story, by=editor, revision=story.version, at=SOON + timedelta(days=1)
            ),
            partial(saving.save, story, content, by=second_editor, base=story.version),
        )
        after = fresh(story)
        assert (after.status, after.headline) == ("submitted", "Ditulis Eka")
        moves = list(
            after.events.filter(action__in=["unschedule", "publish"]).values_list("action", flat=True)
        )
        was_refused = isinstance(outcomes[0], Refused)
        assert moves.count("unschedule") == (0 if was_refused else 1), moves


def test_a_refused_move_in_the_grid_names_the_story(visit, writer, editor):
    story = schedule(make_article(writer), writer, editor)
    answer = moved(visit(editor), story, day="2020-02-02")
    assert answer.status_code == 400
    alert = answer.content.decode().split('role="alert"')[1].split("</div>")[0]
    assert story.headline in alert
