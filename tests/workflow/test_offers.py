"""What the screen offers is taken, and what it does not offer is refused: the table of statuses, people and
circumstances."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from lxml import html as lxml_html

from articles.models import Article, Credit
from staff import workflow
from staff.workflow import checks, review_queue, scheduling
from tests.support.factories import edit, make_article, make_category, move, publish
from tests.support.forms import as_sent

pytestmark = pytest.mark.django_db

ROLES = (
    "writer",
    "other_writer",
    "editor",
    "second_editor",
    "managing_editor",
    "night_editor",
    "administrator",
)
STEPS = {
    "draft": [],
    "submitted": ["submit writer"],
    "returned": ["submit writer", "return second_editor"],
    "approved": ["submit writer", "approve second_editor"],
    "scheduled": ["submit writer", "approve_and_publish second_editor later"],
    "published": ["submit writer", "approve_and_publish second_editor"],
    "withdrawn": [
        "submit writer", "approve_and_publish second_editor", "request_withdrawal editor", "withdraw managing_editor",
    ],
    "spiked": ["submit writer", "spike second_editor"],
}  # fmt: skip
UNPUBLISHED = ("draft", "submitted", "returned", "approved")


def day(days):
    return timezone.now() + timedelta(days=days)


def embargo(article, cast):
    move(article, ("embargo", cast["writer"]), at=day(1))


def confidential(article, cast):
    workflow.confide(article, [cast["editor"], cast["second_editor"]], by=cast["writer"])


def co_written_by_an_editor(article, cast):
    article.credits.create(person=cast["editor"].person, role=Credit.Role.WRITER, order=1)
    workflow.record_edit(article, by=cast["writer"])


def co_written_by_the_night_desk(article, cast):
    article.credits.create(person=cast["night_editor"].person, role=Credit.Role.WRITER, order=1)
    workflow.record_edit(article, by=cast["writer"])


def last_saved_by_an_editor(article, cast):
    edit(article, cast["editor"], standfirst="Teras dari redaktur.")


def no_category(article, cast):
    Article.objects.filter(pk=article.pk).update(category=None)


def claimed(article, cast):
    review_queue.claim(article, by=cast["managing_editor"])


def unsigned(article, cast):
    Article.objects.filter(pk=article.pk).update(needs_signature=True)


def with_a_request(article, cast):
    action = "request_withdrawal" if article.status == "published" else "request_reinstatement"
    move(article, (action, cast["editor"]))


def with_a_notice(article, cast):
    move(article, ("propose_notice", cast["editor"]))


def taking_back(copy, cast):
    edit(copy, cast["writer"], headline="Judul yang lain sama sekali")


def changed_beside_its_text(article, cast):
    Article.objects.filter(pk=article.pk).update(category=make_category("Ekonomi", "ekonomi"))


def live_text_went_on(copy, cast):
    live = Article.objects.get(pk=copy.update_of_id)
    edit(live, cast["editor"], body=live.body.replace("lutut", "lutuut"))


def live_story_is_withdrawn(copy, cast):
    live = Article.objects.get(pk=copy.update_of_id)
    move(live, ("request_withdrawal", cast["editor"]), ("withdraw", cast["managing_editor"]))


# circumstance: the states in which it can be, and whether it comes before the steps or after them
CASES = {
    None: (STEPS, ""),
    embargo: ((*UNPUBLISHED, "scheduled", "spiked"), "before"),
    confidential: ((*UNPUBLISHED, "scheduled", "spiked"), "before"),
    co_written_by_an_editor: (STEPS, "before"),
    co_written_by_the_night_desk: (("submitted", "published"), "before"),
    last_saved_by_an_editor: (("submitted",), "after"),
    no_category: (UNPUBLISHED, "after"),
    claimed: (("submitted",), "after"),
    unsigned: (("published", "scheduled"), "after"),
    with_a_request: (("published", "withdrawn"), "after"),
    with_a_notice: (("published",), "after"),
    changed_beside_its_text: (("approved",), "after"),
}
OF_UPDATES = {
    None: ((*UNPUBLISHED, "scheduled", "published"), ""),
    embargo: ((*UNPUBLISHED, "scheduled"), "before"),
    changed_beside_its_text: (("approved",), "after"),
    with_a_notice: ((*UNPUBLISHED, "scheduled"), "after"),
    taking_back: (("draft", "submitted", "returned", "approved"), "before"),
    live_text_went_on: ((*UNPUBLISHED, "scheduled"), "after"),
    live_story_is_withdrawn: ((*UNPUBLISHED, "scheduled"), "after"),
}
TABLE = [
    pytest.param(
        state, case, is_update, id=f"{'update-' * is_update}{state}-{case.__name__ if case else 'plain'}"
    )
    for is_update, cases in ((False, CASES), (True, OF_UPDATES))
    for case, (states, _when) in cases.items()
    for state in states
]


@pytest.fixture
def cast(publication, request):
    return {role: request.getfixturevalue(role) for role in ROLES}


def begin(cast, is_update):
    article = make_article(cast["writer"])
    if not is_update:
        return article
    return move(publish(article, cast["writer"], cast["second_editor"]), ("propose_update", cast["writer"]))


def story(state, case, is_update, cast):
    article = begin(cast, is_update)
    _states, when = (OF_UPDATES if is_update else CASES)[case]
    if when == "before":
        case(article, cast)
    for step in STEPS[state]:
        action, who, *later = step.split()
        article = move(article, (action, cast[who]), at=day(2) if later else None)
    if when == "after":
        case(article, cast)
    return Article.objects.get(pk=article.pk)


def outcome(name, article, by, at):
    """Return the Refused of a step, None where it is taken; nothing stays of it."""
    try:
        with transaction.atomic():
            move(article, (name, by), at=at)
            transaction.set_rollback(True)
    except workflow.Refused as refused:
        return refused
    return None


def moment(action, article, *, is_offered):
    """A moment that a person can type; what the form begins with where the button is there at once."""
    if action.time_label:
        return day(-1) if action.is_past else day(3)
    if action.takes_time and is_offered:
        proposed = scheduling.proposed_moment(article)
        return proposed and scheduling.moment(scheduling.slot(proposed, article.zone), article.zone)
    return day(3) if action.takes_time else None


@pytest.mark.parametrize(("state", "case", "is_update"), TABLE)
def test_what_is_offered_is_taken_and_what_is_not_is_refused(state, case, is_update, cast):
    article = story(state, case, is_update, cast)
    for role, person in cast.items():
        offered, obstacles = workflow.offers(Article.objects.get(pk=article.pk), person)
        assert not set(offered) & set(obstacles)
        for name, action in workflow.ACTIONS.items():
            at = moment(action, article, is_offered=name in offered)
            refused = outcome(name, article, person, at)
            if name not in offered:
                assert refused, f"{role}: {name} is taken and not offered"
            elif refused:  # what is listed above the button, and mended beside it
                assert refused.code == "checks", f"{role}: {name} is offered and refused: {refused.message}"
                assert case in (no_category, taking_back)
                assert action.checks


def test_every_state_and_every_step_is_in_the_table(cast):
    """Each step is offered somewhere: else a row of the table above would say nothing."""
    offered = set()
    for state, case, is_update in [
        *(
            tuple(row.values)
            for row in TABLE
            if row.values[1] in (None, unsigned, with_a_request, with_a_notice, taking_back)
        ),
        ("submitted", embargo, False),
        ("submitted", co_written_by_the_night_desk, False),
    ]:
        article = story(state, case, is_update, cast)
        for person in cast.values():
            offered |= set(workflow.offers(Article.objects.get(pk=article.pk), person)[0])
    fixed = publish(make_article(cast["writer"]), cast["writer"], cast["second_editor"])
    edit(fixed, cast["editor"], body=fixed.body.replace("lutut", "lutuut"))
    offered |= set(workflow.offers(Article.objects.get(pk=fixed.pk), cast["second_editor"])[0])
    assert offered == set(workflow.ACTIONS)


# ---- The screen


def page(visit, person, article):
    return visit(person).get(reverse("admin:articles_article_review", args=[article.pk])).content.decode()


def steps_on(html):
    ids = [form.get("id", "") for form in lxml_html.fromstring(html).iter("form")]
    return [name.removeprefix("step-") for name in ids if name.startswith("step-")]


@pytest.mark.parametrize("state", ["submitted", "approved"])
def test_under_embargo_the_main_button_says_and_sends_its_end(state, cast, visit):
    article = story(state, embargo, False, cast)
    html = page(visit, cast["editor"], article)
    name = "approve_and_publish" if state == "submitted" else "publish"
    assert str(workflow.offers(article, cast["editor"])[0][name].label) in html
    assert f'form="step-{name}" class="desk-button main"' in html  # under the thumb, and no link to a field
    sent = as_sent(html, f"step-{name}")
    answer = visit(cast["editor"]).post(
        reverse("admin:articles_article_act", args=[article.pk, name]),
        {key: value[-1] for key, value in sent.items()},
    )
    assert answer.status_code == 302
    article.refresh_from_db()
    assert article.is_scheduled
    assert timedelta() <= article.published_at - article.embargo_until < timedelta(minutes=1)


def test_nobody_is_offered_to_publish_alone_under_embargo(cast, visit):
    article = make_article(cast["night_editor"])
    move(article, ("embargo", cast["night_editor"]), at=day(1))
    move(article, ("submit", cast["night_editor"]))
    assert "publish_alone" not in steps_on(page(visit, cast["night_editor"], article))


def test_an_update_that_fell_behind_offers_to_bring_both_together(cast, visit):
    copy = story("submitted", live_text_went_on, True, cast)
    html = page(visit, cast["editor"], copy)
    assert "approve_and_publish" not in steps_on(html)
    assert "return" in steps_on(html)
    assert reverse("admin:articles_article_merge_live", args=[copy.pk]) in html


def test_a_text_that_is_not_the_approved_one_says_what_changed(cast, visit):
    article = story("approved", changed_beside_its_text, False, cast)
    html = page(visit, cast["editor"], article)
    assert "publish" not in steps_on(html)
    assert "kategori berubah" in html
    assert (
        reverse("admin:articles_article_compare_now", args=[article.pk, article.approved_revision_id]) in html
    )


def test_what_the_checks_require_leaves_the_button_and_stands_above_it(cast, visit):
    article = story("submitted", no_category, False, cast)
    html = page(visit, cast["editor"], article)
    assert "approve_and_publish" in steps_on(html)
    assert html.index(str(checks.problems(article, checks.PUBLISH)[0].message)) < html.index(
        "step-approve_and_publish"
    )


def test_what_is_dangerous_stands_last(cast, visit):
    names = steps_on(page(visit, cast["managing_editor"], story("submitted", embargo, False, cast)))
    assert names.index("return") + 1 != names.index("spike")
    assert names[-2:] == ["spike", "lift_embargo"]


def test_many_at_once_foresee_the_same_obstacles(cast, visit):
    behind = story("submitted", live_text_went_on, True, cast)
    waiting = story("submitted", embargo, False, cast)
    url = reverse("admin:articles_article_bulk")
    picks = [f"{article.pk}-{article.version}" for article in (behind, waiting)]
    html = visit(cast["editor"]).get(url, {"do": "approve_and_publish", "s": picks}).content.decode()
    assert f"Akan ditolak: {workflow.obstacle('approve_and_publish', behind).message}" in html
    assert "Hanya untuk suatu waktu" in html
