"""Words and crops of a photo are part of what somebody approved and what somebody is typing."""

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Person, Photo
from staff import checks, library, workflow, writing
from staff.models import EditLease
from tests.factories import make_article, make_photo, make_publication, move, publish, schedule
from tests.test_photos import photo_figure

TAB = "tab-uji-1"


@pytest.fixture(autouse=True)
def _publication(db):
    make_publication()


@pytest.fixture
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
    writing.save(article, article.snapshot() | {"headline": "Dari redaktur"}, by=editor, base=1)
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


# ---- Who may


def test_a_portrait_is_in_the_hands_of_editors(photo, writer, editor):
    Person.objects.filter(user=writer).update(photo=photo)
    with pytest.raises(workflow.Refused, match="potret"):
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
    story = move(story, ("reinstate", managing_editor))
    assert story.approved_revision.content["lead_photo"]["caption"] == "Baru"


def test_the_refusal_names_the_story_only_to_those_who_may_know_it(photo, writer, other_writer, editor):
    move(make_article(other_writer, headline="Naskah rahasia", lead_photo=photo), ("submit", other_writer))
    assert "rahasia" not in str(library.words_refusal(photo, writer))
    publish(make_article(writer, headline="Sudah terbit", lead_photo=photo), writer, editor)
    Article.objects.filter(headline="Naskah rahasia").update(status="draft")
    assert "Sudah terbit" in str(library.words_refusal(photo, writer))


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


def test_what_the_file_says_of_ai_is_not_unsaid_by_a_reporter(writer, editor):
    photo = make_photo(uploaded_by=writer, source="ai", metadata={"is_ai": True})
    with pytest.raises(workflow.Refused, match="AI"):
        say(photo, writer, source="own")
    say(photo, editor, source="own")


def test_the_words_that_readers_need_are_not_taken_from_a_live_photo(writer, editor, second_editor):
    photo = make_photo()
    publish(make_article(writer, lead_photo=photo), writer, editor)
    for words in ({"credit": ""}, {"alt": ""}, {"source": "citizen"}):
        with pytest.raises(workflow.Refused, match="tidak boleh kosong"):
            say(photo, second_editor, **words)
    say(photo, second_editor, caption="")


@pytest.mark.parametrize("fields", [{"credit": ""}, {"source": "citizen"}, {"state": "killed"}])
def test_a_small_fix_does_not_show_readers_an_incomplete_photo(fields, visit, writer, editor, second_editor):
    if "state" in fields:
        fields = fields | {"killed_at": timezone.now(), "kill_reason": "x"}
    photo = make_photo(**fields)
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
    assert answer.status_code == 409
    assert "fotonya harus lengkap" in answer.content.decode()
    live.refresh_from_db()
    assert live.lead_photo is None
    assert live.revisions.aside().get().content["lead_photo"]["id"] == photo.pk  # nothing typed is lost


def test_an_old_sin_does_not_keep_an_editor_from_mending_the_text(writer, editor, second_editor):
    photo = make_photo()
    live = publish(make_article(writer, lead_photo=photo), writer, editor)
    Photo.objects.filter(pk=photo.pk).update(credit="")
    saved = writing.save(
        live, live.snapshot() | {"headline": "Diperbaiki"}, by=second_editor, base=live.version
    )
    assert saved.headline == "Diperbaiki"


def test_a_mark_that_waits_for_its_photo_is_not_submitted(writer):
    article = make_article(writer, body="<p>Isi.</p>\n<p>[foto baru-k3x]</p>")
    problems = checks.problems(article, checks.SUBMIT)
    assert [(problem.field, "baru-k3x" in problem.message) for problem in problems] == [("body", True)]
