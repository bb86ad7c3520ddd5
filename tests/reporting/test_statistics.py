"""Figures for the editor in chief: numbers that can be counted by hand, in periods of the newsroom's days."""

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, ReadingFigure, ViewCount
from staff import workflow
from staff.reporting import statistics
from staff.reporting.statistics import Period
from staff.workflow import return_reasons
from tests.support.archives import many
from tests.support.factories import (
    edit,
    make_article,
    make_category,
    make_publication,
    make_region,
    move,
    publish,
    schedule,
)
from tests.support.plans import plans_of

pytestmark = pytest.mark.django_db
PAGE = reverse("admin:figures")
MONDAY = datetime(2026, 11, 2, 5, tzinfo=UTC)  # noon in WIB
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))


@pytest.fixture
def clock(monkeypatch):
    """Sets what time it is."""

    def set_to(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    set_to(MONDAY)
    return set_to


@pytest.fixture
def told(clock, writer, editor):
    """Plays [(minutes after Monday noon, action, person)] with a story."""
    make_publication()

    def tell(*steps, article=None, **fields):
        clock(MONDAY)
        article = article or make_article(writer, **fields)
        for after, action, by in steps:
            clock(MONDAY + after * MINUTE)
            article = move(article, (action, by))
        clock(MONDAY + 20 * DAY)
        return article

    return tell


def rows(name, period=NOVEMBER):
    period = Period(period.first, period.last)  # a new one, which has not asked yet
    return [(row.label, *row.values) for row in statistics.TABLES[name].rows(period)]


def csv_url(name, **period):
    return reverse("admin:figures_csv", args=[name], query=period)


# ---- The period


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ({}, "2026-10-09", "2026-11-05"),
        ({"masa": ""}, "2026-10-09", "2026-11-05"),
        ({"masa": "minggu"}, "2026-11-02", "2026-11-05"),
        ({"masa": "4-minggu"}, "2026-10-09", "2026-11-05"),
        ({"masa": "triwulan"}, "2026-10-01", "2026-11-05"),
        ({"masa": "sendiri", "dari": "2026-11-05", "sampai": "2026-11-05"}, "2026-11-05", "2026-11-05"),
        ({"masa": "sendiri", "dari": "2025-11-05", "sampai": "2026-11-05"}, "2025-11-05", "2026-11-05"),
        ({"masa": "minggu", "dari": "2020-01-01", "sampai": "2020-01-02"}, "2026-11-02", "2026-11-05"),
    ],
)
def test_a_period_is_whole_days_of_the_newsroom(clock, asked, first, last):
    clock(datetime(2026, 11, 4, 18, tzinfo=UTC))  # already the fifth in WIB
    form = statistics.PeriodForm(asked)
    assert form.is_valid()
    period = form.period()
    assert (str(period.first), str(period.last)) == (first, last)
    assert period.start.isoformat() == f"{first}T00:00:00+07:00"


@pytest.mark.parametrize(
    "asked",
    [
        {"masa": "\x00"},
        {"masa": "selamanya"},
        {"masa": "sendiri"},
        {"masa": "sendiri", "dari": "2026-11-01"},
        {"masa": "sendiri", "dari": "2026-11-03", "sampai": "2026-11-01"},
        {"masa": "sendiri", "dari": "2026-11-01", "sampai": "2126-11-01"},
        {"masa": "sendiri", "dari": "0001-01-01", "sampai": "0001-01-02"},
        {"masa": "sendiri", "dari": "9999-12-31", "sampai": "9999-12-31"},
        {"masa": "sendiri", "dari": "2024-11-01", "sampai": "2026-11-01"},
        {"masa": "sendiri", "dari": "2026-02-30", "sampai": "2026-11-01"},
        {"masa": "sendiri", "dari": "\x00", "sampai": "٢٠٢٦-١١-٠١"},
        {"masa": "sendiri", "dari": "'; DROP TABLE x; --", "sampai": "<script>"},
        {"masa": "sendiri", "dari": "9" * 5000, "sampai": "-1"},
        {"masa": "sendiri", "dari": "2026-11-01T00:00", "sampai": "2026-11-01"},
    ],
)
def test_what_is_no_period_is_told_and_harms_nothing(clock, visit, managing_editor, asked):
    clock(datetime(2026, 11, 5, 3, tzinfo=UTC))
    desk = visit(managing_editor)
    answer = desk.get(PAGE, asked)
    assert answer.status_code == 400
    assert "notice-error" in answer.content.decode()
    assert "<script>;" not in answer.content.decode()
    assert desk.get(csv_url("daerah", **asked)).status_code == 404


def test_a_story_counts_on_its_day_in_the_newsrooms_zone(clock, writer, editor):
    make_publication()
    for moment in ("2026-11-01T16:59:59+00:00", "2026-11-01T17:00:00+00:00", "2026-11-08T16:59:59+00:00"):
        clock(datetime.fromisoformat(moment))
        publish(make_article(writer), writer, editor)
    clock(MONDAY + 20 * DAY)
    week = Period(date(2026, 11, 2), date(2026, 11, 8))
    assert sum(n for _label, n in rows("minggu", week)) == 2
    assert [n for _label, n in rows("minggu", Period(date(2026, 10, 30), date(2026, 11, 9)))] == [1, 2, 0]


# ---- What was published


@pytest.fixture
def published(told, writer, other_writer, editor):
    """Three stories of Kraksaan and one of Dringu."""
    now = (0, "submit", writer), (5, "approve_and_publish", editor)
    stories = [told(*now), told(*now, category=make_category("Ekonomi", "ekonomi")), told(*now)]
    stories.append(told(*now, region=make_region("Dringu", "dringu")))
    return stories


def test_stories_are_counted_by_place_category_week_and_writer(
    published, clock, writer, other_writer, editor, managing_editor
):
    move(published[0], ("request_withdrawal", editor), ("withdraw", managing_editor))  # readers had it
    published[1].credits.create(person=other_writer.person, order=5, role="reporter")
    published[1].credits.create(person=writer.person, order=6, role="reporter")  # twice in one story
    schedule(make_article(writer), writer, editor)  # readers do not have it
    make_article(writer)
    copy = move(published[2], ("propose_update", writer))
    edit(copy, writer, headline="Banjir surut")
    publish(copy, writer, editor)  # the same story
    assert rows("daerah") == [("Kraksaan", 3), ("Dringu", 1)]
    assert rows("kategori") == [("Peristiwa", 3), ("Ekonomi", 1)]
    assert rows("penulis") == [("Wati", 4), ("Oki", 1)]
    assert [n for _label, n in rows("minggu")] == [0, 4, 0, 0, 0, 0]
    assert rows("daerah", Period(date(2026, 10, 1), date(2026, 10, 31))) == []


@pytest.mark.slow
def test_each_number_leads_to_a_list_of_just_these_stories(published, writer, editor, managing_editor, visit):
    move(published[0], ("request_withdrawal", editor), ("withdraw", managing_editor))
    copy = move(published[2], ("propose_update", writer))
    edit(copy, writer, headline="Banjir surut")
    publish(copy, writer, editor)
    Article.objects.filter(pk=published[3].pk).update(region=None, category=None)
    desk = visit(managing_editor)
    seen = 0
    for name in ("daerah", "kategori", "penulis", "minggu"):
        for row in statistics.TABLES[name].rows(NOVEMBER):
            if row.link:  # not what has no region or category
                assert listed(desk, row.link) == row.values[0], (name, row.label)
                seen += 1
    assert seen == 10
    shown = desk.get(PAGE, {"masa": "sendiri", "dari": "2026-11-01", "sampai": "2026-11-20"})
    _label, number, link = shown.context["tiles"][0]
    assert listed(desk, link) == int(number) == 4


def listed(desk, link):
    return desk.get(link).context["page"].paginator.count


# ---- How long decisions take

SUBMIT = (0, "submit", "writer")


@pytest.mark.parametrize(
    ("steps", "waits"),
    [
        ([SUBMIT, (10, "approve", "editor")], [10]),
        ([SUBMIT, (10, "approve_and_publish", "editor")], [10]),
        ([SUBMIT, (10, "return", "editor")], [10]),
        ([SUBMIT, (10, "spike", "editor")], [10]),
        ([SUBMIT, (10, "return", "editor"), (60, "submit", "writer"), (65, "approve", "editor")], [5, 10]),
        ([SUBMIT, (10, "approve", "editor"), (20, "return", "editor")], [10]),
        ([SUBMIT, (10, "recall", "writer"), (30, "submit", "writer"), (37, "approve", "editor")], [7]),
        ([SUBMIT, (10, "recall", "writer")], []),
        ([SUBMIT], []),
        ([(50_000, "submit", "writer"), (50_010, "approve", "editor")], []),  # after the period
        ([(40_000, "submit", "writer"), (50_000, "approve", "editor")], [10_000]),  # decided after it
        ([SUBMIT, (90_000, "approve", "editor")], []),  # so late that nobody waits for it any more
    ],
)
def test_each_submission_waits_for_the_first_decision_after_it(told, clock, writer, editor, steps, waits):
    people = {"writer": writer, "editor": editor}
    told(*((after, action, people[by]) for after, action, by in steps))
    period = Period(date(2026, 11, 1), date(2026, 11, 30))
    found = statistics._waits(period, statistics._ALL)
    if not waits:
        assert found == []
        return
    _all, count, median, _most = found[0]
    assert count == len(waits)
    assert median == sum(waits) / len(waits) * MINUTE
    assert rows("keputusan-daerah") == [("Kraksaan", count, median, found[0][3])]
    assert rows("keputusan-redaktur") == [("Edi", count, median, found[0][3])]


def test_a_submission_before_the_period_does_not_count(told, writer, editor):
    told((0, "submit", writer), (3 * 24 * 60, "approve", editor))
    assert rows("keputusan-daerah", Period(date(2026, 11, 3), date(2026, 11, 30))) == []


def test_median_and_ninetieth_percentile_by_region_and_editor(told, writer, editor, second_editor):
    for minutes in range(1, 11):
        told((0, "submit", writer), (minutes, "approve", editor))
    told((0, "submit", writer), (30, "return", second_editor), region=make_region("Dringu", "dringu"))
    assert rows("keputusan-daerah") == [
        ("Kraksaan", 10, timedelta(minutes=5.5), timedelta(minutes=9.1)),
        ("Dringu", 1, 30 * MINUTE, 30 * MINUTE),
    ]
    assert [row[:2] for row in rows("keputusan-redaktur")] == [("Edi", 10), ("Eka", 1)]


def test_a_story_that_was_published_alone_was_decided_by_nobody(told, night_editor):
    story = make_article(night_editor)
    told((0, "submit", night_editor), (5, "publish_alone", night_editor), article=story)
    assert rows("keputusan-redaktur") == []


@pytest.mark.parametrize(
    ("waited", "words"), [(0, "0"), (59, "59"), (60, "1"), (125, "2"), (47 * 60, "47"), (48 * 60, "2"), (60 * 24 * 9 + 60, "9")]
)  # fmt: skip
def test_a_time_is_told_in_the_units_that_it_has(waited, words):
    assert statistics.in_words(waited * MINUTE).split()[0] == words


# ---- Returns


def test_returns_are_counted_by_reason_and_writer(told, writer, other_writer, editor):
    for codes, reason in ((["facts", "headline"], ""), (["facts"], "Cek nama."), ([], "Perbaiki.")):
        story = told((0, "submit", writer))
        workflow.perform("return", story, by=editor, revision=story.version, reason=reason, codes=codes)
    story.credits.create(person=other_writer.person, order=5, role="reporter")
    told((0, "submit", writer))
    labels = {code: str(label) for code, label in return_reasons.REASONS.items()}
    found = rows("alasan")
    assert found[:2] == [(labels["facts"], 2), (labels["headline"], 1)]
    assert [n for _label, n in found] == [2, 1, 1]
    assert rows("pengembalian") == [
        ("Wati", 3, 4, f"{labels['facts']} (2)"),
        ("Oki", 1, 1, ""),
    ]


# ---- Reads


def test_reads_are_those_of_the_period(published, clock):
    for story, hour, count in ((0, 0, 5), (0, 2, 7), (1, 1, 30), (3, 1, 2)):
        ViewCount.objects.create(article=published[story], hour=MONDAY + hour * HOUR, count=count)
    ViewCount.objects.create(article=published[0], hour=datetime(2026, 10, 31, 16, tzinfo=UTC), count=900)
    assert [n for _label, n in rows("dibaca")] == [30, 12, 2]
    assert rows("dibaca-kategori") == [("Ekonomi", 30), ("Peristiwa", 14)]
    assert rows("dibaca-daerah") == [("Kraksaan", 42), ("Dringu", 2)]


# ---- Page and CSV


@pytest.mark.slow
def test_who_may_see_what(visit, writer, other_writer, editor, managing_editor, administrator, client):
    statuses = {}
    for person in (writer, other_writer, editor, managing_editor, administrator):
        desk = visit(person)
        addresses = [
            PAGE,
            csv_url("daerah"),
            csv_url("pengembalian"),
            csv_url("keputusan-redaktur"),
            csv_url("x"),
        ]
        statuses[person.username] = [desk.get(address).status_code for address in addresses]
        assert (PAGE in desk.get(reverse("admin:index")).content.decode()) == (
            statuses[person.username][0] == 200
        )
    assert statuses == {
        "wati": [403] * 5,
        "oki": [403] * 5,
        "edi": [200, 200, 403, 403, 404],
        "mira": [200, 200, 200, 200, 404],
        "adi": [403] * 5,
    }
    assert {client.get(address).status_code for address in (PAGE, csv_url("daerah"))} == {302}
    assert visit(managing_editor).post(PAGE).status_code == 405
    assert csv_url("pengembalian") not in visit(editor).get(PAGE).content.decode()


def sheet(desk, name, **period):
    answer = desk.get(csv_url(name, **period))
    text = answer.content.decode()
    assert text[0] == "\ufeff"
    assert f"angka-{name}-" in answer["Content-Disposition"]
    return list(csv.reader(io.StringIO(text[1:])))


def test_every_table_comes_as_csv_with_the_rows_of_the_page(told, visit, writer, editor, managing_editor):
    story = told(
        (0, "submit", writer),
        (90, "return", editor),
        (100, "submit", writer),
        (190, "approve_and_publish", editor),
    )
    ViewCount.objects.create(article=story, hour=MONDAY, count=5)
    Article.objects.filter(pk=story.pk).update(former_views=7)
    for kind, value in (("referrer", "cari"), ("depth", "75")):
        of = {"category": story.category, "region": story.region}
        ReadingFigure.objects.create(day=MONDAY.date(), kind=kind, value=value, count=5, **of)
    asked = {"masa": "sendiri", "dari": "2026-11-01", "sampai": "2026-11-20"}
    desk = visit(managing_editor)
    html = desk.get(PAGE, asked).content.decode()
    for name, table in statistics.TABLES.items():
        head, *body = sheet(desk, name, **asked)
        assert head[: 1 + len(table.columns)] == [str(table.row_name), *map(str, table.columns)]
        assert len(body) == len(rows(name, Period(date(2026, 11, 1), date(2026, 11, 20))))
        assert body
        assert all(row[0] in html for row in body)
    assert sheet(desk, "keputusan-daerah", **asked)[1] == ["Kraksaan", "2", "90", "90"]


@pytest.mark.parametrize(
    ("headline", "cell"),
    [
        ("=1+1", "'=1+1"), ("+62812", "'+62812"), ("-5 derajat", "'-5 derajat"), ("@akun", "'@akun"),
        ("\t=1", "'=1"), ("\r=1", "'=1"), ('=HYPERLINK("http://x";"y")', "'=HYPERLINK(\"http://x\";\"y\")"),
        ("Harga = naik", "Harga = naik"), ('Kata "damai", lalu', 'Kata "damai", lalu'), ("Air – naik", "Air – naik"),
    ],
)  # fmt: skip
def test_no_cell_is_a_formula(told, visit, writer, editor, managing_editor, headline, cell):
    story = told((0, "submit", writer), (5, "approve_and_publish", editor))
    Article.objects.filter(pk=story.pk).update(headline=headline)
    ViewCount.objects.create(article=story, hour=MONDAY, count=5)
    asked = {"masa": "sendiri", "dari": "2026-11-01", "sampai": "2026-11-20"}
    answer = visit(managing_editor).get(csv_url("dibaca", **asked)).content.decode()
    assert list(csv.reader(io.StringIO(answer[1:], newline="")))[1] == [cell, "5"]


def test_hostile_names_stay_text_in_charts_and_tables(published, visit, managing_editor):
    evil = '"><script>alert(1)</script>'
    type(published[0].region).objects.update(name=evil)
    html = (
        visit(managing_editor)
        .get(PAGE, {"masa": "sendiri", "dari": "2026-11-01", "sampai": "2026-11-20"})
        .content.decode()
    )
    assert "<script>alert(1)" not in html
    assert html.count("&lt;script&gt;alert(1)") > 2


def test_charts_say_what_the_tables_say():
    drawn = statistics.bars([statistics.Row(f"Daerah {n}", [n]) for n in range(30, 0, -1)])
    assert [bar["value"] for bar in drawn["bars"]] == [str(n) for n in range(30, 20, -1)]
    assert drawn["bars"][0]["width"] == statistics.WIDTH
    assert drawn["bars"][9]["width"] == round(statistics.WIDTH * 21 / 30, 1)
    assert statistics.bars([statistics.Row("x", [0])])["bars"][0]["width"] == 0
    assert statistics.line([])["path"] == ""
    one = statistics.line([statistics.Row("a", [3])])
    assert one["points"] == [(10, 20)]
    two = statistics.line([statistics.Row("a", [0]), statistics.Row("b", [4])])
    assert two["points"] == [(10, 140), (310, 20)]


def test_the_page_costs_the_same_with_more_stories(
    told, visit, writer, editor, managing_editor, django_assert_num_queries
):
    asked = {"masa": "sendiri", "dari": "2026-11-01", "sampai": "2026-11-20"}
    desk = visit(managing_editor)
    for n in range(2):
        told((0, "submit", writer), (5, "approve_and_publish", editor), region=make_region(f"D{n}", f"d{n}"))
    desk.get(PAGE, asked)
    with CaptureQueriesContext(connection) as few:
        desk.get(PAGE, asked)
    assert len(few) < 35
    for n in range(8):
        told((0, "submit", writer), (5, "approve_and_publish", editor), region=make_region(f"E{n}", f"e{n}"))
    with django_assert_num_queries(len(few)):
        desk.get(PAGE, asked)


def test_figures_of_the_former_site_stand_by_themselves(told, writer, editor):
    stories = [
        told((0, "submit", writer), (5, "approve_and_publish", editor), headline=headline)
        for headline in ("Lama", "Terbanyak", "Sendiri")
    ]
    for story, views in zip(stories, (12, 99_999_999_999, 0), strict=True):
        Article.objects.filter(pk=story.pk).update(former_views=views)
    assert rows("dibaca-dulu") == [("Terbanyak", 99_999_999_999), ("Lama", 12)]
    assert rows("dibaca") == []
    assert sum(n for _label, n in rows("dibaca-kategori")) == 0
    assert rows("dibaca-dulu", Period(date(2026, 10, 1), date(2026, 10, 2))) == []


# Any story may be read in any period: here the planner may choose to go through all of them.
OF_ALL = {("dibaca-kategori", "articles_article"), ("dibaca-daerah", "articles_article")}


@pytest.mark.slow
def test_what_is_older_than_the_period_is_not_read(told, visit, writer, editor, managing_editor):
    """Twenty thousand stories in a week, with their steps and reads: a day of them is found through indexes."""
    story = told((0, "submit", writer), (5, "approve_and_publish", editor))
    many(story, 20_000)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO articles_articleevent (article_id, actor_id, action, from_status, to_status, reason, codes, created_at)
            SELECT id, %s, action, '', 'submitted', '', '{}', published_at + after * interval '1 minute'
            FROM articles_article, (VALUES ('submit', 0), ('return', 5), ('edit', 6)) AS step (action, after)
            """,
            [editor.pk],
        )
        cursor.execute("UPDATE articles_article SET former_views = id % 3")
        cursor.execute(
            "INSERT INTO articles_viewcount (article_id, hour, count)"
            " SELECT id, date_trunc('hour', published_at), 3 FROM articles_article"
        )
        cursor.execute(
            """
            INSERT INTO articles_readingfigure (day, category_id, region_id, kind, value, count)
            SELECT day, %s, %s, kind, value, 3 FROM generate_series('2020-01-01'::date, '2026-11-30', '1 day') AS day,
                (VALUES ('referrer', 'cari'), ('referrer', 'pesan'), ('depth', '50'), ('depth', '100')) AS figure (kind, value)
            """,
            [story.category_id, story.region_id],
        )
        for table in ("article", "articleevent", "viewcount", "credit", "readingfigure"):
            cursor.execute(f"ANALYZE articles_{table}")
    desk = visit(managing_editor)
    asked = "?masa=sendiri&dari=2026-11-01&sampai=2026-11-01"
    assert int(desk.get(PAGE + asked).context["tables"].mapping["minggu"]["total"]) > 1000
    read = {}
    for name in statistics.TABLES:
        for plan in plans_of(desk, reverse("admin:figures_csv", args=[name]) + asked, containing="articles_"):
            for node in plan:
                table = node.get("Relation Name")
                if table in (
                    "articles_article",
                    "articles_articleevent",
                    "articles_viewcount",
                    "articles_readingfigure",
                ):
                    if (name, table) in OF_ALL:
                        continue
                    assert node["Node Type"] != "Seq Scan", (name, table)
                    read[name, table] = (
                        read.get((name, table), 0) + node["Actual Rows"] * node["Actual Loops"]
                    )
    assert {name for name, _table in read} == set(statistics.TABLES)
    assert max(read.values()) < 3 * 2_880 + 100  # a minute apart, two at a time, three steps each
