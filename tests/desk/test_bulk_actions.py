"""One step with many stories: what is said beforehand, what is done, and that the result is the truth."""

import threading
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, ArticleEvent
from staff import tasks, workflow
from staff.desk import bulk_actions
from staff.models import BulkRun, BulkStep
from tests.support.factories import in_state, make_article, make_region, move, publish

pytestmark = pytest.mark.usefixtures("publication")

BULK = "/redaksi-desk/articles/article/massal/"


def tick(*stories):
    """As the list sends them: with the revision that was seen there."""
    return [f"{story.pk}-{Article.objects.get(pk=story.pk).version}" for story in stories]


@pytest.fixture
def ask(visit):
    """Opens the page before, as somebody."""

    def answer(user, do, ticked, status=200):
        response = visit(user).get(BULK, {"do": do, "s": ticked})
        assert response.status_code == status
        return response

    return answer


@pytest.fixture
def do(visit):
    """Sends the form and gives the run."""

    def send(user, do, ticked, *, key=None, **typed):
        response = visit(user).post(BULK, {"do": do, "s": ticked, "key": key or uuid.uuid4(), **typed})
        assert response.status_code == 302, response.content.decode()
        return BulkRun.objects.get(pk=response.url.split("/")[-2])

    return send


def refusals(response):
    return {story.headline: str(why) for story, _revision, why in response.context["rows"]}


def outcomes(run):
    return [(step.article.headline, step.outcome) for step in run.steps.select_related("article")]


def submitted(writer, *headlines, **fields):
    return [move(make_article(writer, headline=name, **fields), ("submit", writer)) for name in headlines]


def state(article):
    return workflow.state_of(Article.objects.get(pk=article.pk))


# ---- Before


def test_what_will_happen_is_said_for_each_story_and_nothing_happens(ask, writer, editor):
    good, stale, bare = submitted(writer, "Baik", "Berubah", "Tanpa daerah")
    draft, own = make_article(writer, headline="Draf"), submitted(editor, "Sendiri")[0]
    ticked = tick(good, stale, bare, draft, own)
    Article.objects.filter(pk=stale.pk).update(version=2)
    Article.objects.filter(pk=bare.pk).update(region=None)
    events = ArticleEvent.objects.count()
    response = ask(editor, "approve", ticked)
    why = refusals(response)
    assert list(why) == ["Baik", "Berubah", "Tanpa daerah", "Draf", "Sendiri"]
    assert why["Baik"] == ""
    assert "r2" in why["Berubah"]
    assert all(why[name] for name in ("Tanpa daerah", "Draf", "Sendiri"))
    assert response.context["possible_count"] == 1
    html = response.content.decode()
    for name, sentence in why.items():
        assert name in html
        assert sentence in html
    assert ArticleEvent.objects.count() == events
    assert not BulkRun.objects.exists()


# (action, state of the story, who; can it be done, as far as is known beforehand)
TABLE = [
    ("submit", "draft", "writer", True), ("submit", "draft", "editor", True), ("submit", "submitted", "writer", False),
    ("approve", "submitted", "editor", True), ("approve", "draft", "editor", False), ("approve", "approved", "editor", False),
    ("approve_and_publish", "submitted", "editor", True), ("approve_and_publish", "approved", "editor", False),
    ("publish", "approved", "editor", True), ("publish", "submitted", "editor", False), ("publish", "published", "editor", False),
    ("return", "submitted", "editor", True), ("return", "approved", "editor", True), ("return", "draft", "editor", False),
    ("sign", "published", "editor", False), ("recall", "submitted", "writer", True), ("recall", "submitted", "editor", False),
    ("unschedule", "scheduled", "editor", True), ("unschedule", "published", "editor", False),
    ("spike", "draft", "writer", True), ("spike", "submitted", "writer", False), ("spike", "approved", "editor", True),
    ("spike", "published", "editor", False), ("urgency", "submitted", "editor", True), ("urgency", "draft", "writer", True),
    ("urgency", "published", "editor", False),
]  # fmt: skip


@pytest.mark.parametrize(("action", "name", "who", "possible"), TABLE)
def test_what_is_said_beforehand_is_what_happens(
    action, name, who, possible, ask, do, writer, editor, second_editor
):
    story = in_state(name, writer, second_editor)
    person, ticked = {"writer": writer, "editor": editor}[who], tick(story)
    assert bool(refusals(ask(person, action, ticked))[story.headline]) != possible
    run = do(person, action, ticked, reason="Alasan.", urgency=1)
    assert outcomes(run) == [(story.headline, "done" if possible else "refused")]
    assert all(step.message for step in run.steps.all())


def test_a_reporter_is_offered_what_a_reporter_can_do_and_no_more(ask, writer, editor):
    assert set(bulk_actions.available_labels(writer)) == {"submit", "recall", "spike", "urgency"}
    assert set(bulk_actions.available_labels(editor)) == {*bulk_actions.ACTIONS, "urgency"}
    story = submitted(writer, "Milik sendiri")[0]
    ask(writer, "approve", tick(story), 404)
    for unknown in ("", "hapus", "withdraw", "delete_selected", "\x00"):
        ask(editor, unknown, tick(story), 404)


def test_somebody_elses_story_is_not_there_for_a_reporter(ask, do, visit, writer, other_writer, editor):
    secret, own = make_article(other_writer, headline="Rahasia"), make_article(writer, headline="Sendiri")
    live = publish(make_article(other_writer, headline="Tayang"), other_writer, editor)
    ticked = tick(secret, own, live)
    response = ask(writer, "submit", ticked)
    assert "Rahasia" not in response.content.decode()
    assert (response.context["invisible_count"], list(refusals(response))) == (1, ["Sendiri", "Tayang"])
    run = do(writer, "submit", ticked)
    assert outcomes(run) == [("Sendiri", "done"), ("Tayang", "refused")]
    assert (state(secret), state(own)) == ("draft", "submitted")
    assert (
        visit(writer).post(BULK, {"do": "submit", "s": tick(secret), "key": uuid.uuid4()}).status_code == 400
    )


def test_at_most_a_hundred_stories_at_a_time(ask, visit, writer):
    ticked = [f"{n}-1" for n in range(1, bulk_actions.MOST + 2)]
    response = ask(writer, "submit", ticked)
    assert response.context["too_many"]
    assert f"{bulk_actions.MOST} " in response.content.decode()
    answer = visit(writer).post(BULK, {"do": "submit", "s": ticked, "key": uuid.uuid4()})
    assert (answer.status_code, BulkRun.objects.count()) == (400, 0)


@pytest.mark.parametrize(
    "bad", [[], ["x"], ["1"], ["1-"], ["-1"], ["\x00"], ["9" * 30 + "-1"], ["1-1-1"], ["²-1"], ["0-0"]]
)
def test_odd_ticks_are_no_stories(bad, ask, visit, editor):
    assert not ask(editor, "approve", bad).context["rows"]
    assert visit(editor).post(BULK, {"do": "approve", "s": bad, "key": uuid.uuid4()}).status_code == 400


@pytest.mark.parametrize(
    ("action", "typed"),
    [
        ("return", {"reason": " "}), ("return", {"codes": ["karangan"]}), ("return", {"reason": "a\x00b"}),
        ("return", {"reason": "x" * 6000}), ("publish", {"at": "besok"}), ("publish", {"at": "2026-13-40T99:99"}),
        ("publish", {"at": "9999-01-01T00:00"}), ("approve", {"at": "2027-01-01T00:00"}), ("urgency", {}),
        ("urgency", {"urgency": "9"}), ("spike", {}), ("approve", {"key": "bukan-kunci"}), ("approve", {"key": ""}),
    ],
)  # fmt: skip
def test_what_is_typed_wrongly_is_said_before_anything_happens(
    action, typed, visit, writer, editor, second_editor
):
    story = in_state("approved" if action == "publish" else "submitted", writer, second_editor)
    before = state(story)
    data = {"do": action, "s": tick(story), "key": str(uuid.uuid4())} | typed
    response = visit(editor).post(BULK, data)
    assert response.status_code == 400
    assert response.context["form"].messages
    assert 'role="alert"' in response.content.decode()
    assert (state(story), BulkRun.objects.count()) == (before, 0)


def test_what_was_typed_stands_there_again(visit, writer, editor):
    story = submitted(writer, "Naskah")[0]
    data = {"do": "return", "s": tick(story), "key": uuid.uuid4()}
    html = visit(editor).post(BULK, data | {"codes": ["karangan"], "reason": "Cek <angka>"}).content.decode()
    assert "Cek &lt;angka&gt;" in html
    assert f'name="key" value="{data["key"]}"' in html
    html = visit(editor).post(BULK, data | {"codes": ["confirm"], "reason": "x" * 6000}).content.decode()
    assert 'value="confirm" checked' in html
    html = visit(editor).post(BULK, data | {"do": "approve_and_publish", "at": "besok pagi"}).content.decode()
    assert 'value="besok pagi"' in html


# ---- Doing it


def test_each_story_is_done_or_refused_for_itself_and_the_page_says_so(do, visit, writer, editor):
    first, second, third = submitted(writer, "Satu", "Dua", "Tiga")
    ticked = tick(first, second, third)
    workflow.perform("recall", second, by=writer, revision=second.version)
    run = do(editor, "approve", ticked)
    assert outcomes(run) == [("Satu", "done"), ("Dua", "refused"), ("Tiga", "done")]
    assert [state(story) for story in (first, second, third)] == ["approved", "draft", "approved"]
    page = visit(editor).get(reverse("admin:articles_article_bulk_result", args=[run.pk]))
    html = page.content.decode()
    for step in run.steps.all():
        assert step.message
        assert step.message in html
    assert f"do=approve&amp;s={second.pk}-{ticked[1].split('-')[1]}" in html


def test_a_story_that_was_changed_since_is_refused_as_stale(do, writer, editor):
    seen, changed = submitted(writer, "Dilihat", "Berubah")
    ticked = tick(seen, changed)
    changed = Article.objects.get(pk=changed.pk)
    changed.write(changed.snapshot().replace(body="<p>Diganti.</p>"), by=writer)
    run = do(editor, "approve_and_publish", ticked)
    assert outcomes(run) == [("Dilihat", "done"), ("Berubah", "refused")]
    assert "r2" in run.steps.last().message
    assert state(changed) == "submitted"


def test_an_error_in_the_middle_one_is_told_and_logged_and_stops_nothing(
    do, visit, writer, editor, monkeypatch, caplog
):
    stories = submitted(writer, "Satu", "Dua", "Tiga")
    ticked, real = tick(*stories), workflow.perform

    def fail(name, article, **kwargs):
        result = real(name, article, **kwargs)
        if article.pk == stories[1].pk:
            raise ZeroDivisionError
        return result

    monkeypatch.setattr(workflow, "perform", fail)
    run = do(editor, "approve", ticked)
    assert outcomes(run) == [("Satu", "done"), ("Dua", "failed"), ("Tiga", "done")]
    assert [state(story) for story in stories] == [
        "approved",
        "submitted",
        "approved",
    ]  # nothing of it is left
    assert "ZeroDivisionError" in caplog.text
    assert run.steps.all()[1].message in visit(editor).get(f"{BULK}{run.pk}/").content.decode()


def test_an_error_of_the_database_in_the_middle_one_stops_nothing(do, writer, editor, monkeypatch):
    stories = submitted(writer, "Satu", "Dua", "Tiga")
    ticked, real = tick(*stories), workflow.perform

    def fail(name, article, **kwargs):
        if article.pk == stories[1].pk:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 / 0")
        return real(name, article, **kwargs)

    monkeypatch.setattr(workflow, "perform", fail)
    assert [outcome for _name, outcome in outcomes(do(editor, "approve", ticked))] == [
        "done",
        "failed",
        "done",
    ]


def test_the_same_form_twice_acts_once_and_shows_the_same(do, writer, editor):
    stories, key = submitted(writer, "Satu", "Dua"), uuid.uuid4()
    ticked = [*tick(*stories), *tick(make_article(writer, headline="Draf"))]
    typed = {"reason": "Kurang data.", "codes": ["confirm"], "key": key}
    first = do(editor, "return", ticked, **typed)
    told, events = list(first.steps.values_list("outcome", "message")), ArticleEvent.objects.count()
    again = do(editor, "return", ticked, **typed)
    assert again == first
    assert list(again.steps.values_list("outcome", "message")) == told
    assert ArticleEvent.objects.count() == events
    event = stories[0].events.first()
    assert (event.action, event.codes) == ("return", ["confirm"])
    assert "Kurang data." in event.reason
    other = do(
        editor, "return", ticked, **(typed | {"reason": "Lain."})
    )  # gone back, and typed something else
    assert other != first
    assert [outcome for _name, outcome in outcomes(other)] == ["refused"] * 3


def test_a_key_does_not_open_the_run_of_somebody_else(do, visit, writer, editor, second_editor):
    story, key = submitted(writer, "Satu")[0], uuid.uuid4()
    run = do(editor, "approve", tick(story), key=key)
    other = do(second_editor, "approve", tick(story), key=key)
    assert other != run
    for method in ("get", "post"):
        assert getattr(visit(second_editor), method)(f"{BULK}{run.pk}/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_sendings_at_once_do_each_story_once(transactional_db, visit, writer, editor):
    stories = submitted(writer, *(f"Naskah {n}" for n in range(6)))
    data = {"do": "approve", "s": tick(*stories), "key": uuid.uuid4()}
    clients, answers = [visit(editor), visit(editor)], []

    def send(client):
        answers.append(client.post(BULK, data))
        connection.close()

    senders = [threading.Thread(target=send, args=[client]) for client in clients]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert {answer.status_code for answer in answers} == {302}
    assert len({answer.url for answer in answers}) == 1
    run = BulkRun.objects.get()
    assert [outcome for _name, outcome in outcomes(run)] == ["done"] * 6
    assert ArticleEvent.objects.filter(action="approve").count() == 6


def test_what_was_not_reached_is_told_and_done_when_it_is_asked_for(do, visit, writer, editor, monkeypatch):
    stories = submitted(writer, "Satu", "Dua", "Tiga")
    ticked, real = tick(*stories), bulk_actions._do

    def die(run, pk):
        if run.steps.get(pk=pk).order == 1:
            raise KeyboardInterrupt  # the server is stopped
        real(run, pk)

    monkeypatch.setattr(bulk_actions, "_do", die)
    with pytest.raises(KeyboardInterrupt):
        do(editor, "approve", ticked)
    run = BulkRun.objects.get()
    assert [outcome for _name, outcome in outcomes(run)] == ["done", "", ""]
    monkeypatch.setattr(bulk_actions, "_do", real)
    client, address = visit(editor), f"{BULK}{run.pk}/"
    page = client.get(address)
    assert page.context["pending_count"] == 2
    assert page.content.decode().count('<form method="post">') >= 1
    assert client.post(address).url == address
    assert [outcome for _name, outcome in outcomes(run)] == ["done"] * 3
    assert client.get(address).context["pending_count"] == 0
    assert ArticleEvent.objects.filter(action="approve").count() == 3


def test_a_time_is_that_of_each_storys_region(do, writer, editor):
    west = make_region("Probolinggo", "probolinggo")
    east = make_region("Jayapura", "jayapura")
    type(east).objects.filter(pk=east.pk).update(time_zone="Asia/Jayapura")
    stories = [*submitted(writer, "Barat", region=west), *submitted(writer, "Timur", region=east)]
    at = (timezone.localtime() + timedelta(days=2)).strftime("%Y-%m-%dT06:00")
    run = do(editor, "approve_and_publish", tick(*stories), at=at)
    assert [outcome for _name, outcome in outcomes(run)] == ["done", "done"]
    west_at, east_at = (Article.objects.get(pk=story.pk).published_at for story in stories)
    assert west_at - east_at == timedelta(hours=2)
    assert ["06.00 WIB" in step.message for step in run.steps.all()] == [True, False]
    assert "06.00 WIT." in run.steps.last().message
    assert all(state(story) == "scheduled" for story in stories)


def test_a_time_that_is_past_is_refused_for_each(do, writer, editor):
    run = do(editor, "approve_and_publish", tick(*submitted(writer, "Satu")), at="2020-01-01T00:00")
    assert outcomes(run) == [("Satu", "refused")]


def test_urgency_and_signatures_can_be_given_to_many(do, writer, editor, night_editor):
    stories = submitted(writer, "Satu", "Dua")
    do(editor, "urgency", tick(*stories), urgency="1")
    assert set(Article.objects.values_list("urgency", flat=True)) == {1}
    night = move(make_article(night_editor), ("submit", night_editor), ("publish_alone", night_editor))
    do(editor, "sign", tick(night))
    assert not Article.objects.get(pk=night.pk).needs_signature


def test_old_runs_go_and_histories_stay(do, writer, editor):
    old = do(editor, "approve", tick(*submitted(writer, "Lama")))
    BulkRun.objects.update(created_at=timezone.now() - BulkRun.LIFETIME - timedelta(days=1))
    do(editor, "approve", tick(*submitted(writer, "Baru")))
    tasks.clear_expired()
    assert not BulkRun.objects.filter(pk=old.pk).exists()
    assert BulkStep.objects.count() == 1
    assert ArticleEvent.objects.filter(action="approve").count() == 2


def test_an_account_that_writes_nothing_at_the_desk_is_refused(visit, administrator, client):
    assert visit(administrator).get(BULK, {"do": "submit"}).status_code == 403
    assert client.get(BULK).status_code == 302


# ---- What it costs


def test_the_page_before_asks_a_few_questions_a_story(visit, writer, editor):
    client, stories = visit(editor), submitted(writer, *(f"Naskah {n}" for n in range(12)))
    client.get(BULK, {"do": "approve", "s": tick(stories[0])})

    def questions(n):
        with CaptureQueriesContext(connection) as queries:
            client.get(BULK, {"do": "approve", "s": tick(*stories[:n])})
        return len(queries) - n  # `tick` asks one a story itself

    assert questions(12) - questions(2) <= 10 * 5


@pytest.mark.slow
def test_the_page_afterwards_asks_the_same_however_many_there_were(do, visit, writer, editor):
    client, counts = visit(editor), []
    for n in (1, 9):
        run = do(editor, "approve", tick(*submitted(writer, *(f"Naskah {k}" for k in range(n)))))
        client.get(f"{BULK}{run.pk}/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{BULK}{run.pk}/")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 10 + 1  # the paper's name
