"""Health of Baca Juga: what the nightly look finds, what editors see of it, and how it costs little."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.models import Article, Related
from staff import counting, tasks
from staff.desk import broken_cards
from staff.models import CardProblem, CardSweep
from tests.support.archives import many
from tests.support.factories import (
    edit,
    make_article,
    make_region,
    move,
    publish,
    run_tasks,
    schedule,
)
from tests.support.manuscripts import card
from tests.support.plans import explained
from tests.support.shared_rows import shared

pytestmark = pytest.mark.django_db
PAGE = reverse("admin:card_health")
GONE = 987_654


def text(*targets):
    return "\n".join(["<p>Air surut.</p>", *map(card, targets), "<p>Warga pulang.</p>"])


@pytest.fixture
def tell(publication, writer, editor):
    """Publishes a story with these cards in its text and these links at its end."""
    return partial(publish_story, writer, editor)


def publish_story(writer, editor, *inline, end=(), months=0, **fields):
    story = make_article(writer, body=text(*(getattr(one, "pk", one) for one in inline)), **fields)
    story = publish(story, writer, editor)
    for order, target in enumerate(end):
        Related.objects.create(article=story, target=target, order=order)
    if months:
        Article.objects.filter(pk=story.pk).update(
            published_at=timezone.now() - timedelta(days=30.5 * months)
        )
    return story


def found():
    return sorted(CardProblem.objects.values_list("article", "target", "kind", "place"))


def rewrite(story, html):
    """An edit of the text, with its new number."""
    Article.objects.filter(pk=story.pk).update(body=html, version=story.version + 1)


def unlink(story):
    story.related_links.all().delete()
    rewrite(story, story.body)


# ---- What is found


def withdrawn(tell, target, writer, editor, managing_editor):
    move(target, ("request_withdrawal", editor), ("withdraw", managing_editor))


def hidden(tell, target, *people):
    Article.objects.filter(pk=target.pk).update(published_at=timezone.now() + timedelta(days=1))


def old(tell, target, *people):
    Article.objects.filter(pk=target.pk).update(published_at=timezone.now() - timedelta(days=25 * 31))


def young(tell, target, *people):
    Article.objects.filter(pk=target.pk).update(published_at=timezone.now() - timedelta(days=23 * 30))


@pytest.mark.parametrize("place", ["inline", "end"])
@pytest.mark.parametrize(
    ("befalls", "kind"), [(withdrawn, "withdrawn"), (hidden, "hidden"), (old, "old"), (young, ""), (None, "")]
)
def test_what_befalls_a_target_is_found(tell, writer, editor, managing_editor, befalls, kind, place):
    target = tell()
    story = tell(target) if place == "inline" else tell(end=[target])
    if befalls:
        befalls(tell, target, writer, editor, managing_editor)
    broken_cards.sweep()
    assert found() == ([(story.pk, target.pk, kind, place)] if kind else [])


def test_draft_update_and_what_is_not_there_are_told_apart(tell, writer, editor):
    live, draft = tell(), make_article(writer)
    copy = move(live, ("propose_update", writer))
    merged = tell()
    done = move(merged, ("propose_update", writer))
    edit(done, writer, headline="Banjir surut")
    publish(done, writer, editor)
    story = tell(draft, copy, done, GONE, 10**18 - 1)
    broken_cards.sweep()
    assert found() == [
        (story.pk, draft.pk, "hidden", "inline"),
        (story.pk, copy.pk, "moved", "inline"),
        (story.pk, done.pk, "moved", "inline"),
        (story.pk, GONE, "gone", "inline"),
        (story.pk, 10**18 - 1, "gone", "inline"),
    ]


def test_old_is_measured_at_the_storys_own_publication(tell):
    target = tell(months=60)
    tell(target, months=50)
    story = tell(target, months=20)
    broken_cards.sweep()
    assert found() == [(story.pk, target.pk, "old", "inline")]


@pytest.mark.parametrize(
    ("inline", "end", "places"),
    [(2, False, ["inline"]), (1, True, ["end"]), (3, True, ["end", "inline"]), (1, False, []), (0, True, [])],
)
def test_a_card_twice_in_a_story(tell, inline, end, places):
    target = tell()
    story = tell(*[target] * inline, end=[target] if end else [])
    broken_cards.sweep()
    assert found() == [(story.pk, target.pk, "repeated", place) for place in places]


def test_two_that_lead_to_each_other_are_told_once(tell):
    first, second, third = tell(), tell(), tell()
    for story, others in ((first, [second]), (second, [first, third]), (third, [second, first])):
        rewrite(story, text(*(other.pk for other in others)))
    broken_cards.sweep()
    assert found() == [
        (first.pk, second.pk, "circular", "inline"),
        (second.pk, third.pk, "circular", "inline"),
    ]


def test_lists_at_the_end_may_lead_to_each_other(tell):
    first = tell()
    second = tell(first, end=[])
    Related.objects.create(article=first, target=second)
    broken_cards.sweep()
    assert found() == []


def test_a_card_to_its_own_story(tell):
    story = tell()
    rewrite(story, text(story.pk))
    broken_cards.sweep()
    assert found() == [(story.pk, story.pk, "itself", "inline")]


def test_stories_that_readers_do_not_have_are_not_looked_at(tell, writer, editor, managing_editor):
    make_article(writer, body=text(GONE))
    schedule(make_article(writer, body=text(GONE)), writer, editor)
    down = tell(GONE)
    move(down, ("request_withdrawal", editor), ("withdraw", managing_editor))
    copy = move(tell(), ("propose_update", writer))
    rewrite(copy, text(GONE))
    broken_cards.sweep()
    assert found() == []


def test_words_that_look_like_a_card_are_none(tell):
    story = tell()
    rewrite(story, '<p>&lt;oembed url="/berita/5/"&gt; dan <a href="/berita/6/">tautan</a></p>')
    broken_cards.sweep()
    assert found() == []


# ---- From night to night


def test_a_sweep_replaces_what_the_one_before_found(tell):
    story, other = tell(GONE), tell(GONE + 1)
    broken_cards.sweep()
    first = CardProblem.objects.get(article=story)
    rewrite(other, text(GONE + 2))
    broken_cards.sweep()
    assert found() == [(story.pk, GONE, "gone", "inline"), (other.pk, GONE + 2, "gone", "inline")]
    assert CardProblem.objects.get(article=story).pk == first.pk
    assert CardProblem.objects.get(article=story).found_at == first.found_at


def test_what_was_put_aside_stays_so_until_the_link_changes(tell, visit, editor, second_editor):
    story = tell(GONE)
    broken_cards.sweep()
    problem = CardProblem.objects.get()
    address = reverse("admin:card_ignore", args=[problem.pk])
    desk = visit(editor)
    desk.post(address)
    visit(second_editor).post(address)
    rewrite(story, text(GONE) + "\n<p>Lagi.</p>")
    broken_cards.sweep()
    problem.refresh_from_db()
    assert problem.ignored_by == editor
    assert desk.get(PAGE).context["rows"] == []
    assert len(desk.get(PAGE + "?diabaikan=1").context["rows"]) == 1
    assert "Edi" in desk.get(PAGE + "?diabaikan=1").content.decode()
    rewrite(story, text())
    broken_cards.sweep()
    assert not CardProblem.objects.exists()
    rewrite(story, text(GONE))
    broken_cards.sweep()
    assert CardProblem.objects.open().count() == 1
    desk.post(reverse("admin:card_ignore", args=[CardProblem.objects.get().pk]))
    answer = desk.post(
        reverse("admin:card_ignore", args=[CardProblem.objects.get().pk]) + "?diabaikan=1", {"do": "kembali"}
    )
    assert answer.url == f"{PAGE}?diabaikan=1"
    assert CardProblem.objects.open().count() == 1


def test_what_fails_half_way_leaves_the_list_as_it_was(tell, monkeypatch):
    tell(GONE)
    broken_cards.sweep()
    before, done = found(), CardSweep.objects.get().done_at
    tell(GONE + 1)
    monkeypatch.setattr(broken_cards, "_NOTE", "SELECT 1 / 0, %s")
    with pytest.raises(Exception, match="division"), transaction.atomic():
        broken_cards.sweep()
    assert (found(), CardSweep.objects.get().done_at) == (before, done)


def test_the_database_keeps_who_and_when_together(tell, editor):
    tell(GONE)
    broken_cards.sweep()
    for half in ({"ignored_by": editor}, {"ignored_at": timezone.now()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CardProblem.objects.update(**half)


def test_the_pulse_queues_one_sweep_a_night(db, monkeypatch):
    def nights(*moments):
        DBTaskResult.objects.all().delete()
        for moment in moments:
            monkeypatch.setattr(
                timezone, "now", lambda at=moment: datetime.fromisoformat(at).replace(tzinfo=UTC)
            )
            tasks.pulse.func()
        return DBTaskResult.objects.filter(task_path=tasks.sweep_cards.module_path).count()

    assert nights("2026-11-02T16:00") == 1  # the first pulse ever, 23.00 WIB
    assert nights("2026-11-02T16:58", "2026-11-02T16:59") == 0
    assert nights("2026-11-02T17:00", "2026-11-02T17:01", "2026-11-03T16:59") == 1
    assert nights("2026-11-07T03:00", "2026-11-07T03:01") == 1  # the worker had stood still for days
    assert nights("2026-11-06T03:00") == 0  # a clock that was set back


def test_the_task_does_the_sweep(tell):
    tell(GONE)
    DBTaskResult.objects.all().delete()
    tasks.queue_nightly()
    run_tasks()
    assert found()
    assert CardSweep.objects.get().done_at


# ---- The page


@shared
def problems(publication, writer, editor):
    tell = partial(publish_story, writer, editor)
    target = tell()
    dringu = make_region(
        "Dringu", "dringu", parent=make_region("Kabupaten Probolinggo", "kabupaten-probolinggo")
    )
    stories = [
        tell(GONE),
        tell(GONE, region=dringu),
        tell(target, target),
        tell(target, end=[target]),
    ]
    Article.objects.filter(pk=stories[3].pk).update(region=None)
    broken_cards.sweep()
    return stories


def shown(desk, query=""):
    answer = desk.get(PAGE + query)
    assert answer.status_code == 200
    return {(row.article_id, row.kind) for row, _target, _state in answer.context["rows"]}


@pytest.mark.slow
def test_filters_by_kind_and_region(problems, visit, editor):
    gone, in_dringu, twice, without = (story.pk for story in problems)
    desk = visit(editor)
    everything = {(gone, "gone"), (in_dringu, "gone"), (twice, "repeated"), (without, "repeated")}
    assert shown(desk) == everything
    assert shown(desk, "?jenis=gone") == {(gone, "gone"), (in_dringu, "gone")}
    dringu, above = problems[1].region, problems[1].region.parent
    assert shown(desk, f"?daerah={dringu.pk}") == {(in_dringu, "gone")}
    assert shown(desk, f"?daerah={above.pk}&jenis=gone") == {(gone, "gone"), (in_dringu, "gone")}
    counts = {kind: n for kind, _label, n, _query in desk.get(PAGE).context["kinds"]}
    assert {kind: n for kind, n in counts.items() if n} == {"gone": 2, "repeated": 2}


@pytest.mark.parametrize(
    "query",
    [
        "?jenis=%00", "?jenis=x' OR 1=1", "?daerah=%00", "?daerah=99999999999999999999", "?daerah=-1", "?daerah=٣",
        "?hal=-5", "?hal=x", "?hal=99999999999999999999", "?diabaikan=%00", "?jenis=<script>alert(1)</script>",
    ],
)  # fmt: skip
def test_a_filter_that_is_none_shows_a_page(problems, visit, editor, query):
    answer = visit(editor).get(PAGE + query)
    assert answer.status_code == 200
    assert "<script>alert(1)" not in answer.content.decode()


@pytest.mark.parametrize(
    ("mended", "left"),
    [
        (lambda stories: rewrite(stories[0], text()), [1, 2, 3]),
        (lambda stories: rewrite(stories[0], text(GONE * 10)), [1, 2, 3]),  # a number that begins alike
        (lambda stories: rewrite(stories[0], text(GONE) + "<p>Lagi.</p>"), [0, 1, 2, 3]),
        (lambda stories: rewrite(stories[2], text(stories[3].related_links.get().target_id)), [0, 1, 3]),
        (lambda stories: unlink(stories[3]), [0, 1, 2]),
        (lambda stories: rewrite(stories[3], text()), [0, 1, 2]),
        (lambda stories: Article.objects.filter(pk=stories[0].pk).update(
            published_at=timezone.now() + timedelta(days=1)), [1, 2, 3]),
    ],
)  # fmt: skip
def test_what_is_mended_leaves_the_list_at_once(problems, visit, editor, mended, left):
    mended(problems)
    assert {pk for pk, _kind in shown(visit(editor))} == {problems[n].pk for n in left}


def test_a_circle_is_broken_from_either_side(tell, visit, editor):
    first = tell()
    second = tell(first)
    rewrite(first, text(second.pk))
    broken_cards.sweep()
    desk = visit(editor)
    assert shown(desk) == {(first.pk, "circular")}
    rewrite(second, text())
    assert shown(desk) == set()


@pytest.mark.slow
def test_pages_and_their_links(tell, visit, editor, monkeypatch):
    stories = [tell(GONE) for _n in range(5)]
    broken_cards.sweep()
    monkeypatch.setattr(broken_cards, "PAGE_SIZE", 2)
    desk = visit(editor)
    pages = [shown(desk, f"?jenis=gone&hal={n}") for n in (1, 2, 3, 4)]
    assert [sorted(pk for pk, _kind in page) for page in pages] == [
        sorted(story.pk for story in stories[3:]), sorted(story.pk for story in stories[1:3]), [stories[0].pk], []
    ]  # fmt: skip
    context = desk.get(PAGE + "?jenis=gone&hal=2").context
    assert (context["newer"], context["older"]) == ("jenis=gone", "jenis=gone&hal=3")
    assert desk.get(PAGE + "?jenis=gone&hal=3").context["older"] is None


@pytest.mark.slow
def test_editors_alone_see_it_and_put_aside(
    problems, visit, client, writer, other_writer, editor, managing_editor, administrator
):
    problem = CardProblem.objects.first()
    address = reverse("admin:card_ignore", args=[problem.pk])
    for person in (writer, other_writer, administrator):
        desk = visit(person)
        assert [desk.get(PAGE).status_code, desk.post(address).status_code] == [403, 403]
        assert PAGE not in desk.get(reverse("admin:index")).content.decode()
    assert [client.get(PAGE).status_code, client.post(address).status_code] == [302, 302]
    assert not CardProblem.objects.exclude(ignored_at=None).exists()
    for person in (editor, managing_editor):
        desk = visit(person)
        assert [desk.get(PAGE).status_code, desk.get(address).status_code] == [200, 405]
    assert visit(editor).post(address).status_code == 302
    assert visit(editor).post(reverse("admin:card_ignore", args=[10**18])).status_code == 404
    assert CardProblem.objects.exclude(ignored_at=None).count() == 1


def test_the_sidebar_counts_what_is_worth_mending_up_to_a_cap(problems, tell, visit, editor, monkeypatch):
    old_target = tell(months=60)
    tell(old_target)
    broken_cards.sweep()
    assert CardProblem.objects.count() == 5
    assert broken_cards.open_count() == 4
    monkeypatch.setattr(counting, "CAP", 3)
    assert broken_cards.open_count() == "3+"
    assert "3+" in visit(editor).get(reverse("admin:index")).content.decode()


# ---- What it costs


@pytest.mark.slow
def test_the_page_costs_the_same_with_more_rows(problems, tell, visit, editor, django_assert_num_queries):
    desk = visit(editor)
    desk.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        desk.get(PAGE)
    for n in range(10):
        tell(GONE + n)
    broken_cards.sweep()
    with django_assert_num_queries(len(few)):
        assert len(shown(desk)) == 14


@pytest.mark.slow
def test_the_sweep_reads_bodies_with_cards_alone_and_in_batches(tell, monkeypatch):
    stories = [tell(GONE) for _n in range(5)]
    plain = tell()
    many(plain, 200)
    monkeypatch.setattr(broken_cards, "BATCH", 2)
    asked = list(broken_cards._inline_cards())
    assert [[pk for pk, _target, _times in batch] for batch in asked] == [
        [stories[0].pk, stories[1].pk], [stories[2].pk, stories[3].pk], [stories[4].pk]
    ]  # fmt: skip
    with CaptureQueriesContext(connection) as queries:
        broken_cards.sweep()
    batches = [query["sql"] for query in queries.captured_queries if query["sql"].endswith("LIMIT 2")]
    assert len(batches) == 4  # the last finds none


@pytest.mark.slow
def test_a_batch_reads_no_story_twice(tell):
    """From the number where the last one ended, not from the first."""
    tell(GONE)
    many(tell(), 3_000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE articles_article")
    tail = Article.objects.order_by("-pk")[10].pk
    stories = Article.objects.public().filter(body__contains="<oembed", pk__gt=tail).order_by("pk")
    with CaptureQueriesContext(connection) as queries:
        list(stories.values_list("pk", "body")[:200])
    looked_at = [
        node["Actual Rows"] + node.get("Rows Removed by Filter", 0)
        for node in explained(queries.captured_queries[0]["sql"])
        if node.get("Relation Name") == "articles_article"
    ]
    assert sum(looked_at) <= 10
