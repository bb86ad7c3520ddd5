"""Words and crops of a photo are part of what somebody approved and what somebody is typing."""

import threading

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Person, Photo
from staff import workflow
from staff.models import EditLease
from staff.photos import library
from staff.workflow import checks
from staff.writing import saving
from tests.support.factories import edit, make_article, make_photo, move, publish, schedule
from tests.support.photo_desk import photo_figure
from tests.support.shared_rows import shared

pytestmark = pytest.mark.usefixtures("publication")


TAB = "tab-uji-1"
GIVEN = {"source": "citizen", "supplier": "Pak Budi", "consent": "Lewat WA"}


@shared
def photo(writer):
    return make_photo(uploaded_by=writer)


def say(photo, by, tab="", base=None, **words):
    photo = Photo.objects.get(pk=photo.pk)
    for name, text in words.items():
        setattr(photo, name, text)
    return library.save_words(photo, list(words), by=by, tab=tab, base=base)


def lease(article, by, tab=TAB):
    now = timezone.now()
    EditLease.objects.create(article=article, user=by, tab=tab, taken_at=now, seen_at=now)


# ---- The form that it is done from


def test_a_form_goes_on_from_the_new_number(photo, writer):
    article = make_article(writer, lead_photo=photo)
    lease(article, writer)
    assert say(photo, writer, TAB, 1, caption="Baru") == {article.pk: 2}


def test_a_form_that_is_behind_does_not_take_over_the_number_of_another_save(photo, writer, editor):
    article = make_article(writer, lead_photo=photo)
    saving.save(article, article.snapshot().replace(headline="Dari redaktur"), by=editor, base=1)
    lease(article, writer)
    assert say(photo, writer, TAB, 1, caption="Baru") == {}


@pytest.mark.parametrize("tab", ["tab-lain-1", ""])
def test_a_form_without_the_lease_does_not_go_on(tab, photo, writer):
    article = make_article(writer, lead_photo=photo)
    lease(article, writer)
    assert say(photo, writer, tab, 1, caption="Baru") == {}


def test_an_update_of_a_live_story_needs_no_merge_for_a_caption(writer, editor, second_editor):
    photo = make_photo()
    live = publish(make_article(writer, lead_photo=photo), writer, editor)
    copy = move(live, ("propose_update", writer))
    say(photo, second_editor, caption="Diperbaiki")
    copy = Article.objects.get(pk=copy.pk)
    assert copy.update_base == Article.objects.get(pk=live.pk).version
    publish(copy, writer, editor)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_an_update_that_dropped_the_photo_is_locked_before_its_story_as_a_merge_does(people):
    """In the other order, a merge and a caption would wait for each other."""
    photo = make_photo()
    live = publish(make_article(people["wati"], lead_photo=photo), people["wati"], people["edi"])
    copy = move(live, ("propose_update", people["wati"]))
    saving.save(copy, copy.snapshot().replace(lead_photo=None), by=people["wati"], base=copy.version)

    def caption():
        try:
            say(photo, people["eka"], caption="Diperbaiki")
        finally:
            connection.close()

    other = threading.Thread(target=caption)
    with transaction.atomic():
        Article.objects.select_for_update().get(pk=copy.pk)
        other.start()
        other.join(timeout=1)
        assert other.is_alive()  # waits for the update, and holds nothing that a merge needs
        Article.objects.select_for_update(nowait=True).get(pk=live.pk)
    other.join(timeout=30)
    assert Article.objects.get(pk=copy.pk).update_base == Article.objects.get(pk=live.pk).version


# ---- Who may


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "approved", "scheduled", "published"])
@pytest.mark.parametrize("user", ["writer", "other_writer", "editor"])
@pytest.mark.parametrize("by", ["writer", "editor"])
def test_the_library_forbids_what_the_workflow_does_but_in_what_nobody_looks_at(
    state, user, by, request, second_editor
):
    """`library._stories_that_may_forbid` picks the stories to ask; it must not know a rule of its own."""
    by, user = request.getfixturevalue(by), request.getfixturevalue(user)
    photo = make_photo(uploaded_by=user)
    story = make_article(by, lead_photo=photo)
    steps = {
        "submitted": [("submit", by)],
        "returned": [("submit", by), ("return", second_editor)],
        "approved": [("submit", by), ("approve", second_editor)],
        "published": [("submit", by), ("approve_and_publish", second_editor)],
    }
    story = schedule(story, by, second_editor) if state == "scheduled" else move(story, *steps.get(state, []))
    forbids = bool(workflow.edit_refusal(story, user)) and state not in ("draft", "returned")
    assert bool(library.words_refusal(photo, user)) == forbids


def test_a_portrait_is_in_the_hands_of_editors(photo, writer, editor):
    Person.objects.filter(user=writer).update(photo=photo)
    with pytest.raises(workflow.Refused, match="luar berita"):
        say(photo, writer, alt="Lain")
    say(photo, editor, alt="Lain")


def test_a_draft_of_a_colleague_does_not_freeze_the_words(photo, writer, other_writer):
    draft = make_article(other_writer, lead_photo=photo)
    say(photo, writer, caption="Baru")
    assert Article.objects.get(pk=draft.pk).version == 2


def test_a_spiked_story_does_not_freeze_the_words(photo, writer, editor):
    move(make_article(writer, lead_photo=photo), ("spike", writer))
    say(photo, writer, caption="Baru")
    say(photo, editor, caption="Lagi")


def test_words_of_a_withdrawn_story_are_a_managing_editors_and_stay_approved(
    photo, writer, editor, second_editor, managing_editor
):
    story = publish(make_article(writer, lead_photo=photo), writer, editor)
    story = move(story, ("request_withdrawal", editor), ("withdraw", managing_editor))
    with pytest.raises(workflow.Refused):
        say(photo, second_editor, caption="Baru")
    say(photo, managing_editor, caption="Baru")
    story = move(story, ("request_reinstatement", second_editor), ("reinstate", managing_editor))
    assert story.approved_revision.text.lead_photo.caption == "Baru"


def test_nobody_changes_the_own_withdrawn_story_and_puts_it_back_alone(
    photo, editor, second_editor, managing_editor
):
    story = publish(make_article(managing_editor, lead_photo=photo), managing_editor, second_editor)
    move(story, ("request_withdrawal", editor), ("withdraw", managing_editor))
    with pytest.raises(workflow.Refused):
        say(photo, managing_editor, caption="Tidak dilihat orang kedua")


@pytest.mark.slow
def test_many_withdrawn_stories_do_not_hide_an_own_live_one(
    photo, writer, editor, second_editor, managing_editor
):
    own = make_article(managing_editor, headline="Sendiri", lead_photo=photo)
    publish(own, managing_editor, second_editor)
    for _number in range(21):
        story = publish(make_article(writer, lead_photo=photo), writer, editor)
        move(story, ("request_withdrawal", editor), ("withdraw", managing_editor))
    assert "Sendiri" in str(library.words_refusal(photo, managing_editor))


def test_the_refusal_names_the_story_only_to_those_who_may_know_it(photo, writer, other_writer, editor):
    move(make_article(other_writer, headline="Naskah rahasia", lead_photo=photo), ("submit", other_writer))
    assert "rahasia" not in str(library.words_refusal(photo, writer))
    publish(make_article(writer, headline="Sudah terbit", lead_photo=photo), writer, editor)
    Article.objects.filter(headline="Naskah rahasia").update(status="draft")
    assert "Sudah terbit" in str(library.words_refusal(photo, writer))


@pytest.mark.slow
def test_asking_costs_the_same_however_many_stories_show_it(
    photo, writer, editor, django_assert_max_num_queries
):
    for number in range(12):
        publish(make_article(writer, headline=f"Berita {number}", lead_photo=photo), writer, editor)
    for person in (writer, editor):
        assert person.has_perm("articles.change_photo")
        with django_assert_max_num_queries(6):
            library.words_refusal(photo, person)


# ---- What was approved


@pytest.mark.parametrize("how", ["approved", "scheduled"])
def test_another_crop_sends_an_approved_story_back(how, writer, editor, second_editor):
    photo = make_photo()
    article = make_article(writer, lead_photo=photo)
    if how == "approved":
        move(article, ("submit", writer), ("approve", editor))
    else:
        schedule(article, writer, editor)
    say(photo, second_editor, focus_x=3)
    article = Article.objects.get(pk=article.pk)
    assert (article.status, article.approved_revision) == ("submitted", None)
    assert article.events.first().action == "crop_photo"


def test_another_crop_of_a_live_photo_is_in_the_storys_history(writer, editor, second_editor):
    photo = make_photo()
    live = publish(make_article(writer, body=f"<p>Isi.</p>\n{photo_figure(photo)}"), writer, editor)
    say(photo, second_editor, focus_y=90)
    live.refresh_from_db()
    assert (live.status, live.events.first().action) == ("published", "crop_photo")


def test_another_crop_is_told_beside_new_words_too(writer, editor, second_editor):
    photo = make_photo()
    live = publish(make_article(writer, lead_photo=photo), writer, editor)
    say(photo, second_editor, caption="Baru", focus_x=3)
    assert [event.action for event in live.events.all()[:2]] == ["crop_photo", "fix"]


def test_what_the_file_says_of_ai_is_not_unsaid_by_a_reporter(writer, editor):
    photo = make_photo(uploaded_by=writer, source="ai", metadata={"is_ai": True})
    with pytest.raises(workflow.Refused, match="AI"):
        say(photo, writer, source="own")
    say(photo, editor, source="own")
    say(photo, writer, source="ai")  # what the file says may always be said


def test_the_words_that_readers_need_are_not_taken_from_a_live_photo(writer, editor, second_editor):
    photo = make_photo()
    publish(make_article(writer, lead_photo=photo), writer, editor)
    for words in ({"credit": ""}, {"alt": ""}, {"source": "citizen"}):
        with pytest.raises(workflow.Refused, match="tidak boleh kosong"):
            say(photo, second_editor, **words)
    say(photo, second_editor, caption="")


def test_consent_is_not_taken_from_what_goes_live_without_another_check(
    writer, editor, second_editor, managing_editor
):
    planned, down = make_photo("a", **GIVEN), make_photo("b", **GIVEN)
    schedule(make_article(writer, lead_photo=planned), writer, editor)
    story = publish(make_article(writer, lead_photo=down), writer, editor)
    move(story, ("request_withdrawal", editor), ("withdraw", managing_editor))
    for photo, by in ((planned, second_editor), (down, managing_editor)):
        with pytest.raises(workflow.Refused, match="tidak boleh kosong"):
            say(photo, by, consent="")


def test_what_a_colleague_said_meanwhile_counts(writer, editor, second_editor):
    photo = make_photo()
    publish(make_article(writer, lead_photo=photo), writer, editor)
    opened_before = Photo.objects.get(pk=photo.pk)
    say(photo, second_editor, **GIVEN)
    opened_before.consent = ""  # an own photo, as far as this page knows
    with pytest.raises(workflow.Refused, match="tidak boleh kosong"):
        library.save_words(opened_before, ["consent"], by=second_editor)


@pytest.mark.parametrize("fields", [{"credit": ""}, {"source": "citizen"}, {"state": "killed"}])
def test_a_small_fix_does_not_show_readers_an_incomplete_photo(fields, visit, writer, editor, second_editor):
    if "state" in fields:
        fields = fields | {"killed_at": timezone.now(), "kill_reason": "x"}
    photo = make_photo(caption="Pemandangan", **fields)
    live = publish(make_article(writer), writer, editor)
    url = reverse("admin:articles_article_change", args=[live.pk])
    typed = {
        "headline": live.headline,
        "lead_photo": photo.pk,
        "revision": live.version,
        "tab": TAB,
        "_fix": "1",
    }
    answer = visit(second_editor).post(url, typed)
    live.refresh_from_db()
    assert live.lead_photo is None
    copy = live.updates.get()  # nothing typed is lost: it waits for a second person, and for what it lacks
    assert (copy.lead_photo, answer.url) == (photo, reverse("admin:articles_article_review", args=[copy.pk]))
    move(copy, ("submit", second_editor))
    with pytest.raises(workflow.Refused):
        move(copy, ("approve_and_publish", editor))


def test_an_old_sin_does_not_keep_an_editor_from_mending_the_text(writer, editor, second_editor):
    photo = make_photo(**GIVEN)
    live = publish(make_article(writer, lead_photo=photo), writer, editor)
    Photo.objects.filter(pk=photo.pk).update(consent="")
    saved = edit(live, second_editor, body=live.body.replace("lutut", "lutuut"))
    assert (saved, "lutuut" in Article.objects.get(pk=live.pk).body) == (live, True)


def test_a_photo_is_not_taken_for_another_that_says_the_same(writer, editor, second_editor):
    old, new = make_photo("a"), make_photo("b", credit="")
    live = publish(make_article(writer, lead_photo=old), writer, editor)
    Photo.objects.filter(pk=old.pk).update(credit="")
    copy = edit(live, second_editor, lead_photo=new.words())
    assert (Article.objects.get(pk=live.pk).lead_photo, copy.update_of) == (old, live)


def test_a_mark_that_waits_for_its_photo_is_not_submitted(writer):
    article = make_article(writer, body="<p>Isi.</p>\n<p>[foto baru-k3x]</p>")
    problems = checks.problems(article, checks.SUBMIT)
    assert [(problem.field, "baru-k3x" in problem.message) for problem in problems] == [("body", True)]
