"""Assignments: who may do what with one, who is told, and that what became of it is read from its story."""

from datetime import timedelta
from functools import partial
from itertools import pairwise

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import zones
from articles.models import Article, Region
from staff.models import Assignment, AssignmentStep, Notification, User
from staff.planning import assignments
from staff.workflow import Refused, scheduling
from tests.support.factories import make_assignment, make_category, make_region, move
from tests.support.races import race

pytestmark = pytest.mark.usefixtures("publication")

LIST = "/redaksi-desk/penugasan/"


def at(assignment, name="assignment", *args):
    return reverse(f"admin:{name}", args=[assignment.pk, *args])


def fresh(assignment):
    return Assignment.objects.get(pk=assignment.pk)


def step(client, assignment, name, **values):
    return client.post(
        at(assignment, "assignment_step", name), {"version": fresh(assignment).version} | values
    )


def told(user, kind):
    return list(Notification.objects.filter(recipient=user, kind=kind))


def typed(**values):
    due = timezone.localtime() + timedelta(days=2)
    return {
        "headline": "Panen raya di Leces", "brief": "", "assignee": "", "due": f"{due:%Y-%m-%dT%H:%M}", "region": "",
        "place": "", "category": "", "urgency": "3",
    } | values  # fmt: skip


def actions(assignment):
    return list(assignment.steps.order_by("number").values_list("action", flat=True))


# ---- Giving


def test_an_editor_gives_one_and_the_reporter_is_told(visit, writer, editor):
    answer = visit(editor).post(f"{LIST}baru/", typed(assignee=writer.pk, place="Balai desa", urgency="1"))
    made = Assignment.objects.get()
    assert answer.url == at(made)
    assert (made.assignee, made.created_by, made.urgency, made.place) == (writer, editor, 1, "Balai desa")
    [message] = told(writer, "assigned")
    assert (message.path, message.by) == (at(made), editor)
    assert "Panen raya di Leces" in message.words
    assert actions(made) == ["create", "give"]
    assert "Panen raya di Leces" in visit(writer).get(LIST).content.decode()
    assert not told(editor, "assigned")


@pytest.mark.parametrize("key", Region.TimeZone.values)
def test_the_time_is_typed_in_the_zone_of_the_region(key, visit, editor):
    region = make_region("Ujung", "ujung")
    Region.objects.update(time_zone=key)
    day = timezone.localdate() + timedelta(days=3)
    visit(editor).post(f"{LIST}baru/", typed(region=region.pk, due=f"{day}T06:30"))
    made = Assignment.objects.get()
    local = timezone.localtime(made.due_at, zones.zone_of(made.region))
    assert f"{local:%Y-%m-%dT%H:%M}" == f"{day}T06:30"
    assert f'value="{day}T06:30"' in visit(editor).get(at(made, "assignment_change")).content.decode()
    assert f"06.30 {Region.TimeZone(key).label}" in visit(editor).get(at(made)).content.decode()


@pytest.mark.parametrize(
    "values",
    [
        {"headline": ""}, {"headline": "x" * 201}, {"headline": "a\x00b"}, {"brief": "x" * 4001}, {"brief": "\x00"},
        {"due": ""}, {"due": "besok"}, {"due": "2020-01-01T10:00"}, {"due": "2026-02-31T10:00"},
        {"due": "9999-01-01T10:00"}, {"due": "2027-01-01T10:00+07:00"}, {"due": "1" * 300},
        {"assignee": "x"}, {"assignee": "9" * 30}, {"assignee": "\x00"}, {"region": "-1"}, {"region": "9" * 30},
        {"category": "x"}, {"urgency": "4"}, {"urgency": ""}, {"urgency": "9" * 40}, {"place": "x" * 121},
    ],
)  # fmt: skip
def test_bad_input_gets_a_message_and_nothing_is_planned(values, visit, editor):
    answer = visit(editor).post(f"{LIST}baru/", typed(**values))
    assert answer.status_code == 400
    assert 'class="lacks"' in answer.content.decode()
    assert not Assignment.objects.exists()


def test_nobody_is_given_one_who_does_not_write_here(visit, editor, administrator, other_writer):
    User.objects.filter(pk=other_writer.pk).update(is_active=False)
    for user in (administrator, other_writer):
        assert visit(editor).post(f"{LIST}baru/", typed(assignee=user.pk)).status_code == 400


def test_a_change_is_told_to_who_has_it_and_another_gets_it_in_place(visit, editor, writer, other_writer):
    given = make_assignment(editor, assignee=writer)
    data = typed(
        headline=given.headline, brief=given.brief, assignee=writer.pk, region=given.region_id,
        due=scheduling.slot(given.due_at, given.zone), version=given.version, place="Gedung baru",
    )  # fmt: skip
    assert visit(editor).post(at(given, "assignment_change"), data).status_code == 302
    assert fresh(given).place == "Gedung baru"
    assert len(told(writer, "replanned")) == 1
    stale = visit(editor).post(at(given, "assignment_change"), data | {"place": "Lain lagi"})
    assert (stale.status_code, fresh(given).place) == (409, "Gedung baru")
    assert "Lain lagi" in stale.content.decode()

    data |= {"assignee": other_writer.pk, "version": fresh(given).version}
    visit(editor).post(at(given, "assignment_change"), data)
    assert fresh(given).assignee == other_writer
    assert len(told(writer, "unassigned")) == len(told(other_writer, "assigned")) == 1
    assert visit(writer).get(at(given)).status_code == 404


def test_a_begun_one_is_changed_but_for_its_writer_also_when_its_time_passed(
    visit, editor, writer, other_writer
):
    given = make_assignment(editor, assignee=writer)
    assignments.begin_story(given, by=writer)
    past = timezone.now() - timedelta(days=1)
    Assignment.objects.update(due_at=past)
    User.objects.filter(pk=writer.pk).update(is_active=False)
    given = fresh(given)
    data = typed(
        headline=given.headline, assignee=other_writer.pk, region=given.region_id, place="Alun-alun",
        due=scheduling.slot(past, given.zone), version=given.version,
    )  # fmt: skip
    assert visit(editor).post(at(given, "assignment_change"), data).status_code == 302
    after = fresh(given)
    assert (after.assignee, after.place, after.due_at) == (writer, "Alun-alun", past)
    data |= {"due": scheduling.slot(past - timedelta(hours=1), given.zone), "version": after.version}
    assert visit(editor).post(at(given, "assignment_change"), data).status_code == 400


def test_saving_without_a_change_is_no_step(editor, writer):
    given = make_assignment(editor, assignee=writer)
    values = {"headline": given.headline, "place": "", "due_at": given.due_at}
    assignments.change(given, values, by=editor, version=given.version)
    assert fresh(given).version == given.version
    assert not told(writer, "replanned")


def test_a_cancelled_one_is_told_with_its_reason(visit, editor, writer):
    given = make_assignment(editor, assignee=writer)
    assert step(visit(editor), given, "cancel", reason=" ").status_code == 400
    assert step(visit(editor), given, "cancel", reason="x" * 1001).status_code == 400
    assert step(visit(editor), given, "cancel", reason="Rapat\x00 batal").status_code == 302
    assert fresh(given).state == Assignment.State.CANCELLED
    assert "Rapat batal" in told(writer, "dropped")[0].words
    assert step(visit(writer), given, "begin").status_code == 400
    assert visit(editor).get(at(given, "assignment_change")).status_code == 400
    assert not Article.objects.exists()


# ---- Taking, declining, beginning


def test_a_reporter_sees_own_and_free_ones_and_no_others(visit, editor, writer, other_writer):
    own = make_assignment(editor, assignee=writer, headline="Milik Wati")
    free = make_assignment(editor, headline="Siapa saja")
    other = make_assignment(editor, assignee=other_writer, headline="Milik Oki")
    html = visit(writer).get(LIST).content.decode()
    assert ("Milik Wati" in html, "Siapa saja" in html, "Milik Oki" in html) == (True, True, False)
    assert [visit(writer).get(at(one)).status_code for one in (own, free, other)] == [200, 200, 404]
    assert "Milik Oki" in visit(editor).get(LIST).content.decode()
    assert set(Assignment.objects.open_for(writer)) == {own, free}


def test_a_free_one_is_taken_and_its_giver_is_told(visit, editor, writer, other_writer):
    free = make_assignment(editor)
    assert step(visit(writer), free, "take").status_code == 302
    assert fresh(free).assignee == writer
    assert len(told(editor, "taken")) == 1
    late = step(visit(other_writer), free, "take")
    assert late.status_code == 409
    assert str(writer) in late.content.decode()
    assert "Rapat APBD" not in late.content.decode()
    assert step(visit(writer), free, "take").status_code == 400  # it is the own one already


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", [assignments.take, assignments.begin_story])
def test_of_two_who_take_one_at_once_one_gets_it_and_the_other_reads_who(step, editor, writer, other_writer):
    for _round in range(5):
        free = make_assignment(editor)
        people = (writer, other_writer)
        outcomes = race(*[partial(step, free, by=by) for by in people])
        [refused] = [outcome for outcome in outcomes if isinstance(outcome, Refused)]
        assert str(fresh(free).assignee) in str(refused.message)
        assert fresh(free).assignee == people[0 if outcomes[1] is refused else 1]
        assert actions(free).count("take") == 1


@pytest.mark.django_db(transaction=True)
def test_begun_twice_at_once_it_is_one_story(editor, writer):
    given = make_assignment(editor, assignee=writer)
    one, two = race(*[lambda: assignments.begin_story(given, by=writer)] * 2)
    assert one.pk == two.pk
    assert Article.objects.count() == 1
    assert actions(given).count("begin") == 1


def test_who_cannot_says_why_and_it_is_free_again(visit, editor, second_editor, writer):
    given = make_assignment(editor, assignee=writer)
    values = {"assignee": None}
    assignments.change(given, values, by=editor, version=given.version)
    assignments.change(given, {"assignee": writer}, by=second_editor, version=fresh(given).version)
    assert step(visit(writer), given, "decline", reason="").status_code == 400
    assert step(visit(writer), given, "decline", reason="Sedang di Malang.").status_code == 302
    assert fresh(given).assignee is None
    for giver in (editor, second_editor):  # who planned it and who gave it
        assert "Sedang di Malang." in told(giver, "declined")[0].words
    assert "Sedang di Malang." in visit(second_editor).get(at(given)).content.decode()


def test_a_refused_step_keeps_the_typed_reason(visit, editor, writer):
    given = make_assignment(editor, assignee=writer)
    answer = step(visit(writer), given, "decline", reason="Alasan saya", version=99)
    assert answer.status_code == 409
    assert "Alasan saya" in answer.content.decode()
    assert fresh(given).assignee == writer


def test_the_story_begins_with_what_is_known(visit, editor, writer):
    category = make_category()
    given = make_assignment(editor, assignee=writer, category=category, urgency=1)
    answer = step(visit(writer), given, "begin")
    story = Article.objects.get()
    assert answer.url == reverse("admin:articles_article_change", args=[story.pk])
    assert (story.headline, story.region, story.category) == (given.headline, given.region, category)
    assert (story.status, story.urgency, story.created_by) == ("draft", 1, writer)
    assert [credit.person.user for credit in story.credits.all()] == [writer]
    assert (story.version, fresh(given).article) == (1, story)
    assert step(visit(writer), given, "begin").url == answer.url
    assert Article.objects.count() == 1
    html = visit(writer).get(reverse("admin:articles_article_review", args=[story.pk])).content.decode()
    assert "Minta salinan risalah." in html
    assert "Minta salinan" not in str(story.snapshot())


def test_only_who_has_it_begins_it(visit, editor, writer, other_writer):
    """An editor who began it would be its writer, and could not approve it."""
    given = make_assignment(editor, assignee=writer)
    assert step(visit(editor), given, "begin").status_code == 400
    late = step(visit(other_writer), given, "begin")
    assert late.status_code == 409
    assert not Article.objects.exists()
    assert fresh(given).article is None


def test_a_begun_one_is_neither_declined_nor_given_to_another(editor, writer, other_writer):
    given = make_assignment(editor, assignee=writer)
    assignments.begin_story(given, by=writer)
    version = fresh(given).version
    with pytest.raises(Refused):
        assignments.decline(given, by=writer, version=version, reason="Tidak bisa")
    with pytest.raises(Refused):
        assignments.cancel(given, by=editor, version=version, reason="Batal")
    with pytest.raises(Refused):
        assignments.change(given, {"assignee": other_writer}, by=editor, version=version)
    assignments.change(given, {"place": "Alun-alun"}, by=editor, version=version)
    assert (fresh(given).assignee, fresh(given).place) == (writer, "Alun-alun")


# ---- What became of it


def test_what_became_of_it_is_read_from_its_story(editor, writer):
    State = Assignment.State
    given = make_assignment(editor, assignee=writer)
    seen = [fresh(given).state]
    story = assignments.begin_story(given, by=writer)
    story.body, story.category = "<p>Isi.</p>", make_category()
    story.save()
    story.save_revision(by=writer)
    seen.append(fresh(given).state)
    for action, by in (
        ("submit", writer),
        ("return", editor),
        ("submit", writer),
        ("approve_and_publish", editor),
    ):
        story = move(story, (action, by))
        seen.append(fresh(given).state)
        shown = {name: given in getattr(Assignment.objects, name)() for name in ("running", "finished")}
        assert shown == {"running": fresh(given).is_running, "finished": fresh(given).state == State.FINISHED}
    assert seen == [
        State.OPEN,
        State.IN_PROGRESS,
        State.FINISHED,
        State.IN_PROGRESS,
        State.FINISHED,
        State.FINISHED,
    ]


def test_one_whose_story_is_spiked_is_over(editor, writer):
    given = make_assignment(editor, assignee=writer)
    move(assignments.begin_story(given, by=writer), ("spike", writer))
    assert fresh(given).state == Assignment.State.CANCELLED
    assert not Assignment.objects.running().exists()
    assert not Assignment.objects.finished().exists()


def test_overdue_ones_are_seen(visit, editor, writer):
    late = make_assignment(editor, assignee=writer, headline="Terlambat")
    begun = make_assignment(editor, assignee=writer, headline="Dimulai terlambat")
    assignments.begin_story(begun, by=writer)
    done = make_assignment(editor, assignee=writer, headline="Sudah diserahkan")
    story = assignments.begin_story(done, by=writer)
    Article.objects.filter(pk=story.pk).update(status="submitted")
    make_assignment(editor, headline="Masih lama")
    Assignment.objects.exclude(headline="Masih lama").update(due_at=timezone.now() - timedelta(hours=1))
    assert set(Assignment.objects.overdue()) == {late, begun}
    html = visit(writer).get(LIST, {"pilih": "terlambat"}).content.decode()
    assert html.count('class="plan overdue"') == 2
    assert "Masih lama" not in html


def test_history_tells_who_did_what_and_when(visit, editor, writer):
    given = make_assignment(editor, assignee=writer)
    assignments.decline(given, by=writer, version=given.version, reason="Sakit")
    assignments.take(given, by=writer)
    assignments.begin_story(given, by=writer)
    assert actions(given) == ["create", "give", "decline", "take", "begin"]
    steps = list(AssignmentStep.objects.order_by("number"))
    assert [s.number for s in steps] == [1, 2, 3, 4, 5]
    assert [s.actor for s in steps] == [editor, editor, writer, writer, writer]
    assert all(one.created_at <= two.created_at for one, two in pairwise(steps))
    assert visit(editor).get(at(given)).content.decode().count("<li><b>") == 5


# ---- Lists and doors


@pytest.mark.parametrize("chosen", ["berjalan", "terlambat", "bebas", "saya", "selesai", "batal"])
def test_each_list_is_bounded_and_paged(chosen, visit, editor, writer, django_assert_max_num_queries):
    now = timezone.now()
    Assignment.objects.bulk_create(
        Assignment(headline=f"Tugas {n}", created_by=editor, due_at=now - timedelta(minutes=n + 1), region=make_region(),
                   assignee=editor if chosen == "saya" else None, cancelled_at=now if chosen == "batal" else None)
        for n in range(60)
    )  # fmt: skip
    if chosen == "selesai":
        for one in Assignment.objects.all():
            story = Article.objects.create(headline="x", status="submitted", created_by=writer)
            Assignment.objects.filter(pk=one.pk).update(article=story, assignee=writer)
    desk = visit(editor)
    with django_assert_max_num_queries(9):
        first = desk.get(LIST, {"pilih": chosen}).content.decode()
    assert first.count('class="plan') - first.count('class="plans"') == 50
    second = desk.get(LIST, {"pilih": chosen, "halaman": 2}).content.decode()
    assert second.count('class="plan') - second.count('class="plans"') == 10
    assert desk.get(LIST, {"pilih": chosen, "halaman": 3}).status_code == 404


@pytest.mark.parametrize(
    "query", ["pilih=x", "pilih=%00", "halaman=0", "halaman=x", f"halaman={'9' * 30}", "halaman=1001"]
)
def test_a_list_that_there_is_not_is_not_found(query, visit, editor):
    assert visit(editor).get(f"{LIST}?{query}").status_code == 404


DOORS = [
    # address, method: anonymous, administrator, another reporter, the reporter, editor
    ("assignment", "get", (302, 403, 404, 200, 200)),
    ("assignment_change", "get", (302, 403, 403, 403, 200)),
    ("assignment_change", "post", (302, 403, 403, 403, 400)),
    ("take", "post", (302, 403, 409, 400, 400)),
    ("decline", "post", (302, 403, 404, 409, 400)),
    ("cancel", "post", (302, 403, 404, 400, 409)),
    ("begin", "post", (302, 403, 409, 302, 400)),
    ("forget", "post", (302, 403, 404, 404, 404)),
]


@pytest.mark.parametrize(("name", "method", "expected"), DOORS)
def test_each_door_opens_for_those_it_should(
    name, method, expected, client, visit, administrator, other_writer, writer, editor
):
    given = make_assignment(editor, assignee=writer)
    url = at(given, name) if name.startswith("assignment") else at(given, "assignment_step", name)
    browsers = [client, *map(visit, (administrator, other_writer, writer, editor))]
    answers = [getattr(browser, method)(url) for browser in browsers]
    assert tuple(answer.status_code for answer in answers) == expected
    assert not any("Rapat APBD" in answer.content.decode() for answer in answers[:3])
    assert fresh(given).assignee == writer


def test_only_who_writes_here_has_the_pages(client, visit, administrator, writer, editor):
    for path in (LIST, "/redaksi-desk/kalender/"):
        assert client.get(path).status_code == 302
        assert visit(administrator).get(path).status_code == 403
        html = visit(writer).get(path).content.decode()
        assert "/redaksi-desk/kalender/" in html
        assert LIST in html
        assert f"{LIST}baru/" not in html
    assert f'href="{LIST}"' not in visit(administrator).get("/redaksi-desk/").content.decode()
    assert [visit(user).get(f"{LIST}baru/").status_code for user in (administrator, writer, editor)] == [
        403,
        403,
        200,
    ]
    assert "T17:00" in visit(editor).get(f"{LIST}baru/?tanggal=2026-12-24").content.decode()
    assert visit(editor).get(f"{LIST}baru/?tanggal=%00").status_code == 200
    assert visit(editor).get(at(Assignment(pk=99))).status_code == 404
