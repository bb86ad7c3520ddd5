"""The way from draft to reader: who may do what in which state, and what the database refuses."""

import re
import threading
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, ArticleEvent, Credit, Person, Photo
from articles.text.story_text import CreditLine
from staff import roles, workflow
from staff.models import User
from staff.notifying import routing
from staff.workflow import review_queue
from staff.writing import saving
from tests.support.factories import (
    edit,
    in_state,
    make_article,
    make_photo,
    make_user,
    move,
    publish,
    run_tasks,
    schedule,
    update,
)
from tests.support.photo_desk import photo_figure

ROLES = ("own", "other", "editor", "managing", "night", "admin")

# state: {role: the actions that are allowed}; everything that is not named is refused.
EDITORS = ("editor", "managing", "night")


def _editors(actions):
    return dict.fromkeys(EDITORS, frozenset(actions))


ALLOWED = {
    "draft": {
        "own": {"submit", "spike", "embargo"},
        **_editors({"submit", "spike", "embargo"}),
    },
    "submitted": {
        "own": {"recall", "embargo"},
        **_editors({"approve", "approve_and_publish", "return", "spike", "embargo"}),
    },
    "returned": {
        "own": {"submit", "embargo"},
        **_editors({"submit", "spike", "embargo"}),
    },
    "approved": {"own": {"embargo"}, **_editors({"publish", "return", "spike", "embargo"})},
    "published": {
        "own": {"propose_update", "propose_notice"},
        **_editors({"request_withdrawal", "propose_update", "propose_notice"}),
        "managing": {"request_withdrawal", "propose_update", "propose_notice", "date_back"},
    },
    "scheduled": _editors({"unschedule"}),
    "withdrawn": _editors({"request_reinstatement"}),
    "spiked": _editors({"revive"}),
}

# The same for the working copy of a live story.
ALLOWED_TO_UPDATES = {
    **{
        state: {role: actions | {"propose_notice"} for role, actions in ALLOWED[state].items()}
        for state in ("draft", "submitted", "returned", "approved")
    },
    "spiked": ALLOWED["spiked"],
    "scheduled": {"own": {"propose_notice"}, **_editors({"unschedule", "merge", "propose_notice"})},
    "merged": {},
}


def update_in_state(state, writer, editor, managing_editor):
    live = publish(make_article(writer), writer, editor)
    copy = move(live, ("propose_update", writer))
    steps = {
        "draft": [],
        "submitted": [("submit", writer)],
        "returned": [("submit", writer), ("return", editor)],
        "approved": [("submit", writer), ("approve", editor)],
        "merged": [("submit", writer), ("approve_and_publish", editor)],
        "spiked": [("submit", writer), ("spike", editor)],
    }
    return schedule(copy, writer, editor) if state == "scheduled" else move(copy, *steps[state])


def test_every_state_has_a_row():
    assert {*ALLOWED, *ALLOWED_TO_UPDATES} == set(workflow.STATES)


@pytest.mark.parametrize("state", ALLOWED_TO_UPDATES)
def test_every_action_on_an_update_in_every_state_for_every_role(
    state, writer, other_writer, editor, second_editor, managing_editor, night_editor, administrator
):
    copy = update_in_state(state, writer, second_editor, managing_editor)
    people = (writer, other_writer, editor, managing_editor, night_editor, administrator)
    assert_allowed(copy, state, ALLOWED_TO_UPDATES[state], people)


@pytest.mark.parametrize("state", ALLOWED)
def test_every_action_in_every_state_for_every_role(
    state, writer, other_writer, editor, second_editor, managing_editor, night_editor, administrator
):
    article = in_state(state, writer, second_editor, managing_editor)
    people = (writer, other_writer, editor, managing_editor, night_editor, administrator)
    assert_allowed(article, state, ALLOWED[state], people)


def assert_allowed(article, state, table, people):
    day = timedelta(days=1)
    for role, person in zip(ROLES, people, strict=True):
        for name, action in workflow.ACTIONS.items():
            allowed = name in table.get(role, set())
            before = Article.objects.values("status", "published_at", "version").get(pk=article.pk)
            try:
                with transaction.atomic():
                    at = timezone.now() + (-day if action.is_past else day) if action.time_label else None
                    move(article, (name, person), at=at)
                    transaction.set_rollback(True)
                done = True
            except workflow.Refused as refused:
                done = not refused.message  # a refusal always says why
            assert done == allowed, f"{role}: {name} in {state}"
            assert Article.objects.values("status", "published_at", "version").get(pk=article.pk) == before


def test_the_whole_life_of_a_story_is_in_its_events(writer, editor, second_editor, managing_editor):
    article = make_article(writer)
    move(
        article, ("submit", writer), ("return", editor), ("submit", writer), ("approve", editor),
        ("publish", editor),
        ("request_withdrawal", second_editor), ("withdraw", managing_editor),
        ("request_reinstatement", second_editor), ("reinstate", managing_editor),
    )  # fmt: skip
    actions = list(article.events.order_by("pk").values_list("action", "from_status", "to_status"))
    assert actions == [
        ("create", "draft", "draft"),
        ("submit", "draft", "submitted"),
        ("return", "submitted", "returned"),
        ("submit", "returned", "submitted"),
        ("approve", "submitted", "approved"),
        ("publish", "approved", "published"),
        ("request_withdrawal", "published", "published"),
        ("withdraw", "published", "withdrawn"),
        ("request_reinstatement", "withdrawn", "withdrawn"),
        ("reinstate", "withdrawn", "published"),
    ]


def test_the_approver_becomes_the_editor_in_the_credits(writer, editor):
    article = publish(make_article(writer), writer, editor)
    assert [(c.role, c.name) for c in article.credits.all()] == [("writer", "Wati"), ("editor", "Edi")]


def test_a_co_writer_who_is_an_editor_cannot_approve(writer, editor, second_editor):
    article = make_article(writer)
    article.credits.create(person=editor.person, role=Credit.Role.WRITER, order=1)
    workflow.record_edit(article, by=writer)
    move(article, ("submit", writer))
    with pytest.raises(workflow.Refused, match="Anda menulis naskah ini"):
        move(article, ("approve", editor))
    move(article, ("approve", second_editor))


def test_who_saved_the_latest_text_cannot_approve_it(writer, editor, second_editor):
    article = move(make_article(writer), ("submit", writer))
    article.headline = "Judul dari redaktur"
    article.save()
    workflow.record_edit(article, by=editor)
    with pytest.raises(workflow.Refused):
        move(article, ("approve", editor))
    move(article, ("approve", second_editor))


def test_an_own_approval_does_not_count_as_a_change_of_the_text(writer, editor):
    article = make_article(writer)
    move(
        article,
        ("submit", writer),
        ("approve", editor),
        ("return", editor),
        ("submit", writer),
        ("approve", editor),
    )


def test_the_night_desk_publishes_alone_and_another_editor_signs(night_editor, editor):
    article = move(make_article(night_editor), ("submit", night_editor), ("publish_alone", night_editor))
    assert article.is_public
    assert article.needs_signature
    with pytest.raises(workflow.Refused):
        move(article, ("sign", night_editor))
    assert not move(article, ("sign", editor)).needs_signature


def test_the_night_desk_gives_a_reason(night_editor):
    article = move(make_article(night_editor), ("submit", night_editor))
    with pytest.raises(workflow.Refused) as refused:
        workflow.perform(
            "publish_alone", article, by=night_editor, revision=article.version, reason="  \x00 "
        )
    assert refused.value.code == "reason"


@pytest.mark.parametrize("action", [name for name, action in workflow.ACTIONS.items() if action.needs_reason])
def test_an_action_that_needs_a_reason_is_refused_without(
    action, writer, editor, managing_editor, night_editor
):
    state, by = {
        "return": ("submitted", editor),
        "spike": ("submitted", editor),
        "request_withdrawal": ("published", editor),
        "request_reinstatement": ("withdrawn", editor),
        "date_back": ("published", managing_editor),
    }.get(action, (None, None))
    if action == "withdraw":
        article, by = in_state("published", writer, editor, managing_editor), managing_editor
        move(article, ("request_withdrawal", editor))
    elif action == "reinstate":
        article, by = in_state("withdrawn", writer, editor, managing_editor), managing_editor
        move(article, ("request_reinstatement", editor))
    elif action == "lift_embargo":
        article = move(make_article(writer), ("embargo", writer), at=timezone.now() + timedelta(days=1))
        by = managing_editor
    elif action == "drop_notice":
        article, by = in_state("published", writer, editor), editor
        move(article, ("propose_notice", editor))
    elif action == "waive_notice":
        live = in_state("published", writer, editor)
        article, by = move(live, ("propose_update", writer)), editor
        edit(article, writer, headline="Judul yang lain sama sekali")
        article.refresh_from_db()
    elif action == "publish_alone":
        article, by = move(make_article(night_editor), ("submit", night_editor)), night_editor
    else:
        article = in_state(state, writer, editor, managing_editor)
    with pytest.raises(workflow.Refused) as refused:
        workflow.perform(action, article, by=by, revision=article.version)
    assert refused.value.code == "reason"


def test_one_person_alone_cannot_withdraw(writer, editor, managing_editor):
    article = publish(make_article(writer), writer, editor)
    with pytest.raises(workflow.Refused):
        move(article, ("withdraw", managing_editor))
    move(article, ("request_withdrawal", managing_editor))
    with pytest.raises(workflow.Refused):
        move(article, ("withdraw", managing_editor))


def test_one_person_alone_cannot_put_a_story_back(writer, editor, managing_editor):
    article = publish(make_article(writer), writer, editor)
    article = move(article, ("request_withdrawal", editor), ("withdraw", managing_editor))
    with pytest.raises(workflow.Refused):
        move(article, ("reinstate", managing_editor))
    move(article, ("request_reinstatement", managing_editor))
    with pytest.raises(workflow.Refused):
        move(article, ("reinstate", managing_editor))


def test_a_request_can_be_taken_back(writer, editor, second_editor, managing_editor):
    article = move(publish(make_article(writer), writer, editor), ("request_withdrawal", editor))
    with pytest.raises(workflow.Refused):
        move(article, ("take_back_request", second_editor))  # it is not the own one
    move(article, ("take_back_request", editor))
    with pytest.raises(workflow.Refused):
        move(article, ("withdraw", managing_editor))
    move(article, ("request_withdrawal", editor), ("take_back_request", managing_editor))


@pytest.mark.parametrize(
    ("reason", "names"),
    [
        ("Permintaan keluarga Melati Anggraini.", ["Melati Anggraini"]),
        ("Menyebut korban, melati anggraini.", ["Melati Anggraini"]),
        ("Foto Budi Santoso keliru.", ["Budi Santoso"]),
        ("Atas putusan Dewan Pers di Kabupaten Probolinggo.", []),
        ("Polres Probolinggo meralat keterangannya.", []),
        ("Sumber tidak dapat diverifikasi di Kraksaan.", []),
    ],
)
def test_a_public_reason_names_nobody_of_the_story(reason, names, writer, editor, managing_editor):
    text = "<p>Melati Anggraini, anak Budi Santoso, ditemukan, kata Polres Probolinggo dan Dewan Pers.</p>"
    article = publish(make_article(writer, body=text, tags=["Melati Anggraini"]), writer, editor)
    move(article, ("request_withdrawal", editor))
    withdraw = {"by": managing_editor, "revision": article.version, "reason": reason}
    if not names:
        assert workflow.perform("withdraw", article, **withdraw).status == "withdrawn"
        return
    with pytest.raises(workflow.Refused) as refused:
        workflow.perform("withdraw", article, **withdraw)
    assert all(name in str(refused.value.message) for name in names)


def test_photos_that_stood_in_no_other_story_go_with_a_withdrawn_one(writer, editor, managing_editor):
    alone, shared, portrait = (make_photo(name) for name in "abc")
    Person.objects.filter(user=editor).update(photo=portrait)
    figures = "".join(photo_figure(photo) for photo in (shared, portrait))
    article = publish(make_article(writer, lead_photo=alone, body=f"<p>Isi.</p>{figures}"), writer, editor)
    publish(make_article(writer, headline="Yang lain", lead_photo=shared), writer, editor)
    for photo in (alone, shared, portrait):
        default_storage.save(photo.renditions[0][4], ContentFile(b"x"))
    move(article, ("request_withdrawal", editor), ("withdraw", managing_editor))
    run_tasks()
    there = [default_storage.exists(photo.renditions[0][4]) for photo in (alone, shared, portrait)]
    assert there == [False, True, True]
    assert Photo.objects.get(pk=alone.pk).folder != alone.folder


def test_a_decision_on_an_old_text_is_refused(writer, editor):
    article = move(make_article(writer), ("submit", writer))
    with pytest.raises(workflow.Refused) as refused:
        workflow.perform("approve", article, by=editor, revision=article.version - 1)
    assert refused.value.code == "stale"


def test_a_missing_category_is_named_with_its_field(writer):
    article = make_article(writer, category=None)
    with pytest.raises(workflow.Refused) as refused:
        move(article, ("submit", writer))
    assert [problem.field for problem in refused.value.problems] == ["category"]
    assert article.events.count() == 1


def test_a_time_in_the_past_is_refused(writer, editor):
    article = move(make_article(writer), ("submit", writer), ("approve", editor))
    with pytest.raises(workflow.Refused) as refused:
        move(article, ("publish", editor), at=timezone.now() - timedelta(minutes=1))
    assert refused.value.code == "time"


def test_a_change_after_approval_needs_a_new_approval(writer, editor, second_editor):
    article = move(make_article(writer), ("submit", writer), ("approve", editor))
    article.headline = "Judul lain"
    article.save()
    assert workflow.record_edit(article, by=second_editor)
    article.refresh_from_db()
    assert (article.status, article.approved_revision) == ("submitted", None)


def test_a_tag_changed_behind_the_approval_stops_the_publication(writer, editor):
    article = move(make_article(writer), ("submit", writer), ("approve", editor))
    article.tags.add("Banjir")
    with pytest.raises(workflow.Refused) as refused:
        move(article, ("publish", editor))
    assert refused.value.code == "changed"


def test_saving_without_a_change_changes_nothing(writer, editor):
    article = move(make_article(writer), ("submit", writer), ("approve", editor))
    article.save()
    assert not workflow.record_edit(article, by=writer)
    article.refresh_from_db()
    assert article.status == "approved"


def test_a_fix_of_the_live_text_is_no_update(writer, editor, second_editor):
    article = publish(make_article(writer), writer, editor)
    fixed = edit(article, second_editor, body=article.body.replace("lutut", "lutuut"))
    assert fixed.updated_at is None
    assert fixed.approved_revision.text.body == fixed.body
    assert update(fixed, writer, editor, headline="Banjir Dringu surut").updated_at


def test_a_small_fix_is_listed_until_a_second_editor_has_seen_it(writer, editor, second_editor):
    article = publish(make_article(writer), writer, editor)
    fixed = edit(article, second_editor, body=article.body.replace("lutut", "lutuut"))
    assert (fixed.has_unseen_fix, fixed.needs_signature) == (True, False)
    assert [fix.reason for fix in workflow.fixes_since_seen(fixed)] == ["lutut → lutuut"]
    with pytest.raises(workflow.Refused):
        move(fixed, ("see_fix", second_editor))
    seen = move(fixed, ("see_fix", editor))
    assert not seen.has_unseen_fix
    assert not workflow.fixes_since_seen(seen)


@pytest.mark.parametrize(
    "changes",
    [
        {"headline": "Banjir di Dringu tewaskan tiga orang"},
        {"body": "<p>Teks yang lain sama sekali.</p>"},
        {"tags": ("Banjir",)},
        {"slug": "alamat-lain"},
        {"commercial_label": "ad"},
        {"credits": ()},
        {"category": None},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_what_is_more_than_a_small_fix_becomes_an_update_that_a_second_person_approves(
    changes, writer, editor, second_editor
):
    article = publish(make_article(writer), writer, editor)
    copy = edit(article, second_editor, **changes)
    live = Article.objects.get(pk=article.pk)
    assert (live.snapshot(), live.version) == (article.snapshot(), article.version)
    assert (copy.update_of, copy.status) == (live, "draft")
    assert {name: getattr(copy.snapshot(), name) for name in changes} == changes
    with pytest.raises(workflow.Refused):
        move(copy, ("submit", second_editor), ("approve_and_publish", second_editor))


def test_an_update_in_the_way_keeps_the_text_aside(writer, editor, second_editor):
    article = publish(make_article(writer), writer, editor)
    move(article, ("propose_update", writer))
    with pytest.raises(workflow.Refused) as refused:
        edit(article, second_editor, headline="Judul yang lain")
    assert refused.value.aside.text.headline == "Judul yang lain"


def test_an_earlier_text_comes_back_to_readers_only_by_an_update(writer, editor, second_editor):
    article = update(publish(make_article(writer), writer, editor), writer, editor, headline="Judul kedua")
    first = article.revisions.get(number=1)
    copy, _lost = saving.restore(article, first, by=second_editor, base=article.version)
    assert copy.update_of == article
    assert Article.objects.get(pk=article.pk).headline == "Judul kedua"


def test_a_byline_that_is_taken_from_its_account_does_not_make_a_second_person(writer, editor, second_editor):
    """Who wrote is told by what was true when it was written."""
    article = make_article(writer)
    credits = (*article.snapshot().credits, CreditLine(editor.person.pk, "writer", "Edi"))
    article = move(edit(article, writer, credits=credits), ("submit", writer))
    Person.objects.filter(user=editor).update(user=None)
    for _time in range(2):
        with pytest.raises(workflow.Refused):
            move(article, ("approve_and_publish", User.objects.get(pk=editor.pk)))
        edit(article, second_editor, credits=credits[:1])  # nor does another who takes the name away
    assert move(article, ("approve_and_publish", make_user("eko", roles.EDITOR))).is_public


def test_history_cannot_be_changed_or_removed(writer):
    article = make_article(writer)
    for change in (
        lambda: ArticleEvent.objects.update(reason="lain"),
        lambda: article.events.all().delete(),
        lambda: article.revisions.update(number=7),
        lambda: article.revisions.all().delete(),
        lambda: Article.objects.filter(pk=article.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert article.events.count() == 1


@pytest.mark.parametrize(
    "values",
    [
        {"status": "live"},
        {"status": "published", "published_at": None},
        {"status": "published", "published_at": timezone.now()},  # without an approval
        {"commercial_label": "gratis"},
    ],
)
def test_the_database_refuses_impossible_articles(values, writer):
    article = make_article(writer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(**values)


def test_one_open_working_copy_of_an_article(writer):
    article = make_article(writer)
    Article.objects.create(headline="Pembaruan", update_of=article, update_base=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.create(headline="Pembaruan lain", update_of=article, update_base=1)


@pytest.mark.django_db(transaction=True)
def test_of_two_decisions_at_the_same_moment_one_wins():
    roles.write_groups()
    writer, one, two = (
        make_user("wati", roles.WRITER),
        make_user("edi", roles.EDITOR),
        make_user("eka", roles.EDITOR),
    )
    article = move(make_article(writer), ("submit", writer))
    start, outcomes = threading.Barrier(2), []

    def decide(action, by):
        start.wait()
        try:
            workflow.perform(action, article, by=by, revision=article.version, reason="Alasan.")
            outcomes.append("done")
        except workflow.Refused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=decide, args=pair) for pair in (("approve", one), ("return", two))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["done", "refused"]


def test_pressed_reasons_are_counted_and_read(writer, editor):
    article = move(make_article(writer), ("submit", writer))
    workflow.perform(
        "return",
        article,
        by=editor,
        revision=article.version,
        reason="Siapa saksinya?",
        codes=["source", "headline", "x"],
    )
    event = article.events.first()
    assert event.codes == ["headline", "source"]
    assert event.reason.split("\n") == ["Judul kurang tepat; Sumber tidak jelas.", "Siapa saksinya?"]


def test_a_pressed_reason_is_reason_enough(writer, editor):
    article = move(make_article(writer), ("submit", writer))
    assert (
        workflow.perform("return", article, by=editor, revision=article.version, codes=["confirm"]).status
        == "returned"
    )


def test_time_of_the_last_step_is_at_the_story(writer, editor):
    article = move(make_article(writer), ("submit", writer))
    before = article.status_since
    article.move_to("submitted", action="edit", by=writer)
    assert article.status_since == before
    article = workflow.perform("approve", article, by=editor, revision=article.version)
    assert article.status_since > before


def test_an_editor_who_saved_last_is_told_why_there_is_no_approval_and_what_to_do(
    visit, writer, editor, publication
):
    story = move(make_article(writer), ("submit", writer))
    review = reverse("admin:articles_article_review", args=[story.pk])
    assert "four-eyes" not in visit(editor).get(review).content.decode()
    edit(story, editor, headline="Judul yang dirapikan")
    page = visit(editor).get(review).content.decode()
    assert "Anda yang terakhir menyimpan isinya" in page
    assert "Serahkan agar dibaca penulis" in page
    reason = re.search(r'name="reason" value="([^"]+)"', page)[1]
    story.refresh_from_db()
    fields = {"revision": story.version, "reason": reason}
    visit(editor).post(reverse("admin:articles_article_act", args=[story.pk, "return"]), fields)
    story.refresh_from_db()
    assert (story.status, story.return_reason) == ("returned", reason)
    move(story, ("submit", writer))  # as it is
    page = visit(editor).get(review).content.decode()
    assert "four-eyes" not in page
    assert "Setujui dan terbitkan" in page


# ---- Whose words the latest text is (decision 0117)


def words_of_the_editor(writer, editor):
    """A story of a writer that an editor saved last, back at its writer."""
    story = move(make_article(writer), ("submit", writer))
    edit(story, editor, headline="Judul dari redaktur")
    return move(story, ("return", editor))


def may_approve(story, user):
    story = Article.objects.get(pk=story.pk)
    by_rule = not workflow.second_person(story, user)
    assert by_rule == (user in routing.possible_approvers(story))
    if story.status == Article.Status.SUBMITTED:
        assert by_rule == (story in review_queue.queue_of(user))
    return by_rule


def test_a_writer_who_submits_an_editors_words_stands_behind_them(writer, editor):
    story = words_of_the_editor(writer, editor)
    assert not may_approve(story, editor)
    story = move(story, ("submit", writer))
    assert may_approve(story, editor)
    approval = move(story, ("approve", editor)).events.first()
    assert approval.revision.text.headline == "Judul dari redaktur"
    assert {approval.actor, story.events.filter(action="submit").first().actor} == {editor, writer}


def test_nobody_but_a_writer_of_it_takes_over_the_words(writer, editor, second_editor):
    """A second editor who passes it on has not read it for its writer; that editor may approve it."""
    story = move(words_of_the_editor(writer, editor), ("submit", second_editor))
    assert not may_approve(story, editor)
    assert may_approve(story, second_editor)
    story = move(move(story, ("return", second_editor)), ("submit", editor))
    assert not may_approve(story, editor)


def test_words_that_came_after_the_submission_are_nobody_elses(writer, editor):
    story = move(words_of_the_editor(writer, editor), ("submit", writer))
    edit(story, editor, headline="Judul lain lagi")
    assert not may_approve(story, editor)


def test_a_submission_of_before_counts_for_no_text_of_today(writer, editor):
    """Also where the words come back: an earlier text is a revision of its own."""
    story = move(make_article(writer, headline="Judul pertama"), ("submit", writer))
    edit(story, editor, headline="Judul kedua")
    edit(story, editor, headline="Judul pertama")
    assert not may_approve(story, editor)


@pytest.mark.parametrize("role", ["writer", "reporter"])
def test_who_is_credited_with_writing_approves_it_in_no_way(role, writer, editor):
    story = words_of_the_editor(writer, editor)
    person = Person.objects.get(user=editor)
    edit(story, editor, credits=(*story.snapshot().credits, CreditLine(person.pk, role, "Redaktur")))
    story = move(story, ("submit", writer))
    assert not may_approve(story, editor)


def test_one_person_alone_gets_nothing_to_readers_by_it(editor, managing_editor):
    """An editor who writes, hands it to nobody and submits it, in any order."""
    story = move(make_article(editor), ("submit", editor))
    for _round in range(2):
        assert not may_approve(story, editor)
        edit(story, editor, headline=f"Judul {_round}")
        story = move(move(story, ("return", editor)), ("submit", editor))
    assert not may_approve(story, editor)
    assert may_approve(story, managing_editor)
