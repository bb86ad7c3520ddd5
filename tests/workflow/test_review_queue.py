"""The review screen: claims, the queue after a decision, urgency, what is new in a text."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from staff import last_reviewed, workflow
from staff.models import Claim
from staff.photos import library
from staff.workflow import review_queue
from tests.support.factories import edit, make_article, make_photo, make_publication, move, publish
from tests.support.forms import form
from tests.support.shared_rows import shared

pytestmark = pytest.mark.django_db


def page(name, article, *args):
    return reverse(f"admin:articles_article_{name}", args=[article.pk, *args])


@shared
def article(writer):
    make_publication()
    return move(make_article(writer), ("submit", writer))


def holder(article):
    claim = review_queue.claim_of(Article.objects.get(pk=article.pk))
    return claim and claim.user


# ---- Claims


def test_a_claim_holds_until_it_ends_by_itself(article, editor, second_editor):
    review_queue.claim(article, by=editor)
    assert holder(article) == editor
    with pytest.raises(workflow.Refused, match="Edi sedang meninjau"):
        review_queue.claim(article, by=second_editor)
    Claim.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert holder(article) is None
    review_queue.claim(article, by=second_editor)
    assert holder(article) == second_editor


def test_who_holds_it_may_hold_it_longer(article, editor):
    review_queue.claim(article, by=editor)
    Claim.objects.update(until=timezone.now() + timedelta(minutes=1))
    began = Claim.objects.get().taken_at
    review_queue.claim(article, by=editor)
    claim = Claim.objects.get()
    assert claim.until > timezone.now() + timedelta(minutes=15)
    assert claim.taken_at == began


def test_a_closed_account_holds_nothing(article, editor):
    review_queue.claim(article, by=editor)
    editor.is_active = False
    editor.save()
    assert holder(article) is None


def test_taking_over_is_said_expressly(article, editor, second_editor, visit):
    review_queue.claim(article, by=editor)
    response = visit(second_editor).post(page("claim", article))
    assert response.status_code == 409
    assert "Edi sedang meninjau" in response.content.decode()
    assert visit(second_editor).post(page("claim", article), {"do": "take"}).status_code == 302
    assert holder(article) == second_editor
    assert editor.notifications.get(kind="claim_taken").by == second_editor


def test_releasing_frees_only_the_own_claim(article, editor, second_editor, visit):
    review_queue.claim(article, by=editor)
    visit(second_editor).post(page("claim", article), {"do": "release"})
    assert holder(article) == editor
    visit(editor).post(page("claim", article), {"do": "release"})
    assert holder(article) is None


@pytest.mark.parametrize("who", ["writer", "managing_editor"])
def test_nobody_takes_what_they_may_not_approve(who, request, writer, managing_editor):
    own = move(make_article(managing_editor), ("submit", managing_editor))
    with pytest.raises(workflow.Refused):
        review_queue.claim(own, by=request.getfixturevalue(who))


def test_a_draft_is_not_taken(writer, editor):
    with pytest.raises(workflow.Refused, match="Hanya naskah yang diajukan"):
        review_queue.claim(make_article(writer), by=editor)


def test_a_decision_ends_the_claim_and_a_note_does_not(article, editor):
    review_queue.claim(article, by=editor)
    workflow.perform(
        "embargo", article, by=editor, revision=article.version, at=timezone.now() + timedelta(hours=2)
    )
    assert holder(article) == editor
    move(article, ("return", editor))
    assert not Claim.objects.exists()


def test_a_claim_keeps_nobody_from_deciding(article, editor, second_editor):
    review_queue.claim(article, by=editor)
    assert move(article, ("approve", second_editor)).status == "approved"


# ---- After a decision the next story comes


def decide(client, article, action, **data):
    return client.post(page("act", article, action), {"revision": article.version, **data}, follow=True)


def test_after_a_decision_the_next_story_is_on_the_screen(article, writer, editor, second_editor, visit):
    taken = move(make_article(writer, headline="Diambil orang lain"), ("submit", writer))
    own = move(make_article(editor, headline="Tulisan sendiri"), ("submit", editor))
    after = move(make_article(writer, headline="Yang berikutnya"), ("submit", writer))
    review_queue.claim(taken, by=second_editor)
    Article.objects.filter(pk__in=[taken.pk, own.pk]).update(urgency=1)
    response = decide(visit(editor), article, "return", codes=["facts"])
    assert response.redirect_chain == [(page("review", after), 302)]
    html = response.content.decode()
    assert article.headline in html
    assert "Dikembalikan." in html
    response = decide(visit(editor), after, "approve")
    assert response.redirect_chain == [(reverse("admin:index"), 302)]


def submitted(writer, **fields):
    return move(make_article(writer, **fields), ("submit", writer))


def next_on_the_screen(client, article):
    """The story that the button leads to; None without a button."""
    if 'form="skip"' not in client.get(page("review", article)).content.decode():
        return None
    answer = client.post(page("skip", article))
    return Article.objects.filter(pk=answer.url.split("/")[-3]).first() if "tinjau" in answer.url else None


def test_the_next_story_is_one_that_may_be_decided_now(
    article, writer, editor, second_editor, managing_editor, visit
):
    """Whatever the rules refuse is passed over, with the queue and the rules saying the same."""
    own = submitted(editor, headline="Tulisan sendiri")
    co_written = make_article(writer)
    co_written.credits.create(person=editor.person, role="writer", order=1)
    workflow.record_edit(co_written, by=writer)
    move(co_written, ("submit", writer))
    once_credited = make_article(writer)
    once_credited.credits.create(person=editor.person, role="writer", order=1)
    workflow.record_edit(once_credited, by=writer)
    edit(once_credited, writer, credits=once_credited.snapshot().credits[:1])
    move(Article.objects.get(pk=once_credited.pk), ("submit", writer))
    saved = submitted(writer)
    edit(saved, editor, standfirst="Teras dari redaktur.")
    taken = submitted(writer)
    review_queue.claim(taken, by=second_editor)
    closed = submitted(writer)
    workflow.confide(closed, [second_editor], by=writer)
    returned = move(submitted(writer), ("return", editor))
    lacking = submitted(writer)
    Article.objects.filter(pk=lacking.pk).update(category=None)  # can still be returned
    for person in (editor, second_editor, managing_editor):
        held = {taken.pk} - ({taken.pk} if person == second_editor else set())
        free = {
            story.pk
            for story in review_queue.queue().exclude(pk__in=held)
            if not workflow.review_refusal(story, person) and person.pk in (story.confidants or [person.pk])
        }
        assert {story.pk for story in review_queue.queue_of(person)} == free
    assert list(review_queue.queue_of(editor)) == [article, lacking]
    assert returned not in review_queue.queue_of(editor)
    assert own.pk != next_on_the_screen(visit(editor), article).pk == lacking.pk


def test_who_wrote_under_a_mended_caption_is_not_led_to_the_own_text(
    article, writer, editor, second_editor, visit
):
    """The rule knows of it and no row does."""
    photo = make_photo()
    mine = submitted(writer, lead_photo=photo)
    edit(mine, editor, standfirst="Teras dari redaktur.")
    photo.caption = "Keterangan yang dibetulkan"
    library.save_words(photo, ["caption"], by=second_editor)
    assert mine in review_queue.queue_of(editor)
    assert workflow.review_refusal(Article.objects.get(pk=mine.pk), editor)
    assert next_on_the_screen(visit(editor), article) is None


def test_what_is_under_embargo_comes_after_what_is_as_urgent(article, writer, editor):
    move(article, ("embargo", writer), at=timezone.now() + timedelta(days=1))
    later = submitted(writer)
    assert list(review_queue.queue_of(editor)) == [later, article]
    workflow.set_urgency(article, 1, by=writer)
    assert list(review_queue.queue_of(editor)) == [article, later]
    Article.objects.update(urgency=3, embargo_until=timezone.now() - timedelta(minutes=1))
    assert list(review_queue.queue_of(editor)) == [article, later]


def test_what_was_skipped_comes_last_or_when_it_changes(article, writer, editor, visit):
    second, third = submitted(writer), submitted(writer)
    client = visit(editor)
    assert next_on_the_screen(client, article) == second
    assert decide(client, second, "approve").redirect_chain == [(page("review", third), 302)]
    workflow.set_urgency(article, 2, by=writer)  # somebody did something about it
    fourth = submitted(writer)
    assert next_on_the_screen(client, fourth) == article
    assert next_on_the_screen(client, article) == third
    assert decide(client, third, "approve").redirect_chain == [
        (page("review", article), 302)
    ]  # nothing else is left
    assert "skipped_stories" not in client.session


def test_two_stories_lead_to_each_other_and_one_to_none(article, writer, editor, visit):
    second = submitted(writer)
    client = visit(editor)
    for _round in range(2):
        assert next_on_the_screen(client, article) == second
        assert next_on_the_screen(client, second) == article
    decide(client, second, "approve")
    assert next_on_the_screen(client, article) is None
    assert client.post(page("skip", article)).url == reverse("admin:index")


def test_another_session_has_skipped_nothing(article, writer, editor, second_editor, visit):
    second = submitted(writer)
    visit(editor).post(page("skip", article))
    assert next_on_the_screen(visit(second_editor), second) == article


def test_a_session_remembers_a_few_skipped_stories(article, editor):
    session = {"skipped_stories": [[pk, "2026-01-01T00:00:00+00:00"] for pk in range(60)]}
    review_queue.skip(session, article)
    assert len(session["skipped_stories"]) == review_queue.MOST_SKIPPED
    assert session["skipped_stories"][-1][0] == article.pk
    review_queue.skip(session, article)
    assert [pk for pk, _saved in session["skipped_stories"]].count(article.pk) == 1


def test_finding_the_next_story_costs_the_same_with_many(article, writer, editor, rf):
    request = rf.get("/")
    request.user, request.session = editor, {}
    submitted(writer)
    assert editor.has_perm("articles.review_article")  # asked once a request, whatever is shown
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert review_queue.next_story(request, besides=article)
        counts.append(len(queries))
        for _story in range(6):
            submitted(writer)
    assert counts[0] == counts[1]


def test_own_claims_come_first(article, writer, editor):
    later = move(make_article(writer), ("submit", writer))
    assert list(review_queue.queue_of(editor)) == [article, later]
    review_queue.claim(later, by=editor)
    assert list(review_queue.queue_of(editor)) == [later, article]


def test_a_refused_decision_stays_with_its_story(article, editor, visit):
    Article.objects.filter(pk=article.pk).update(category=None)
    response = decide(visit(editor), article, "approve")
    assert response.status_code == 400
    assert response.redirect_chain == []


def test_a_published_story_is_linked_at_its_address(article, editor, visit):
    html = decide(visit(editor), article, "approve_and_publish").content.decode()
    assert f'<a href="{article.get_absolute_url()}">{article.headline}</a>' in html


def test_pressed_reasons_reach_the_writer(article, writer, editor, visit):
    decide(visit(editor), article, "return", codes=["headline", "confirm", "<script>"], reason="Cek ke BPBD.")
    event = article.events.first()
    assert event.codes == ["headline", "confirm"]
    html = visit(writer).get(page("review", article)).content.decode()
    assert "Judul kurang tepat; Butuh konfirmasi.<br>Cek ke BPBD." in html


def test_a_return_needs_a_reason_of_one_sort(article, editor, visit):
    assert decide(visit(editor), article, "return").status_code == 400
    assert Article.objects.get().status == "submitted"


def test_a_stale_return_keeps_what_was_pressed(article, writer, editor, visit):
    response = visit(editor).post(
        page("act", article, "return"), {"revision": 99, "codes": ["source"], "reason": "Siapa?"}
    )
    assert response.status_code == 409
    html = response.content.decode()
    assert 'value="source" checked' in html
    assert "Siapa?" in html


# ---- What an editor saw last


def test_the_difference_to_what_an_editor_saw_is_on_top(article, writer, editor, visit):
    assert (
        "Yang berubah sejak dilihat redaktur"
        not in visit(editor).get(page("review", article)).content.decode()
    )
    article = move(article, ("return", editor))
    workflow.record_edit(article, by=writer, text=article.snapshot().replace(standfirst="Teras yang baru."))
    move(article, ("submit", writer))
    html = visit(editor).get(page("review", article)).content.decode()
    assert "Yang berubah sejak dilihat redaktur (r1)" in html
    assert "baru.+]</ins>" in html
    assert (
        "Yang berubah sejak dilihat redaktur"
        not in visit(writer).get(page("review", article)).content.decode()
    )


def test_queue_review_and_bell_say_the_same_of_a_text_that_was_taken_back(article, writer, editor, visit):
    article = move(article, ("recall", writer))
    workflow.record_edit(article, by=writer, text=article.snapshot().replace(standfirst="Teras yang baru."))
    move(article, ("submit", writer))
    assert [str(label) for label in last_reviewed.changes([article.pk])[article.pk]] == ["teras"]
    assert (
        "Yang berubah sejak dilihat redaktur (r1)"
        in visit(editor).get(page("review", article)).content.decode()
    )
    assert editor.notifications.filter(kind="submitted").first().facts["changed"] == ["standfirst"]


def test_an_update_is_compared_with_the_live_text(article, writer, editor, visit):
    live = move(article, ("approve_and_publish", editor))
    copy = move(live, ("propose_update", writer))
    workflow.record_edit(copy, by=writer, text=copy.snapshot().replace(headline="Banjir surut seluruhnya"))
    move(copy, ("submit", writer))
    assert (
        "Yang berubah sejak dilihat redaktur (r1)" in visit(editor).get(page("review", copy)).content.decode()
    )


# ---- Urgency


def test_a_story_is_submitted_as_urgent_from_the_form(writer, visit):
    article = make_article(writer)
    visit(writer).post(page("change", article), form(article, _action="submit", urgent="1"))
    article.refresh_from_db()
    assert (article.status, article.urgency) == ("submitted", 1)
    move(article, ("recall", writer))
    visit(writer).post(page("change", article), form(article, _action="submit"))
    article.refresh_from_db()
    assert (article.status, article.urgency) == ("submitted", 3)


@pytest.mark.parametrize(("who", "status"), [("writer", 302), ("editor", 302), ("other_writer", 404)])
def test_who_says_how_urgent_a_story_is(who, status, request, article, visit):
    client = visit(request.getfixturevalue(who))
    assert client.post(page("urgency", article), {"urgency": 1}).status_code == status
    article.refresh_from_db()
    assert article.urgency == (1 if status == 302 else 3)
    assert article.status == "submitted"


@pytest.mark.parametrize("value", ["", "0", "4", "mendesak", "1e9", "\x00"])
def test_no_other_urgency(value, article, writer, visit):
    response = visit(writer).post(page("urgency", article), {"urgency": value})
    assert response.status_code == 400
    assert "Pilih seberapa mendesak" in response.content.decode()


def test_an_urgency_is_no_change_of_the_text(article, writer, editor):
    article = move(article, ("approve", editor))
    article = workflow.set_urgency(article, 1, by=writer)
    assert (article.status, article.version) == ("approved", article.approved_revision.number)
    assert article.events.first().action == "urgency"
    assert move(article, ("publish", editor)).is_public


def test_what_is_published_has_no_urgency(writer, editor):
    live = publish(make_article(writer), writer, editor)
    with pytest.raises(workflow.Refused, match="belum terbit"):
        workflow.set_urgency(live, 1, by=editor)


def test_a_story_whose_last_text_nobody_saved_is_next_like_any_other(publication, writer, editor, rf):
    story = move(make_article(writer), ("submit", writer))
    with connection.cursor() as cursor:  # as an import without an account leaves it
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE articles_revision DISABLE TRIGGER USER")
        story.revisions.update(author=None)
        cursor.execute("ALTER TABLE articles_revision ENABLE TRIGGER USER")
    assert story in review_queue.queue_of(editor)
