"""A confidential story: until readers have it, its words, tags and photos stay with its writers and named editors."""

import pytest
from django.contrib import admin
from django.urls import NoReverseMatch, reverse

from articles.models import Article, ArticleEvent, Photo, Step, Tag
from staff import workflow
from staff.models import Claim, EditLease, Notification, Scratch
from staff.photos import library
from staff.workflow import checks
from staff.writing import comments, saving
from tests.support.factories import (
    edit,
    make_article,
    make_photo,
    make_publication,
    move,
    publish,
    schedule,
)
from tests.support.forms import ADD, act, autosave, change, form, lease
from tests.support.shared_rows import shared

SECRET = "Kelinci"  # in every word of the story that could be met somewhere


@shared
def secret(writer, editor):
    """A draft that one editor was named for."""
    make_publication()
    photo = make_photo("k", caption=f"{SECRET} di kandang", credit="Wati", alt="Kandang")
    Photo.objects.filter(pk=photo.pk).update(uploaded_by=writer)
    story = make_article(
        writer,
        headline=f"Bupati disuap peternak {SECRET}",
        standfirst=f"{SECRET} ditukar izin.",
        body=f"<p>{SECRET} ditemukan di rumah dinas.</p>",
        tags=[f"Suap {SECRET}", "Banjir"],
        lead_photo=photo,
    )
    return workflow.confide(story, [editor], by=writer)


@pytest.fixture
def outsiders(second_editor, managing_editor, other_writer, administrator):
    return {
        "editor": second_editor,
        "managing editor": managing_editor,
        "reporter": other_writer,
        "administrator": administrator,
    }


def addresses(story):
    """Every page of the desk, with every number of the story that it could take, and with its name searched for."""

    def flat(patterns):
        for pattern in patterns:
            yield from flat(pattern.url_patterns) if hasattr(pattern, "url_patterns") else [pattern]

    numbers = {story.pk, story.lead_photo_id, *story.tags.values_list("pk", flat=True)}
    first = story.revisions.earliest("pk").pk
    for name in sorted(
        {pattern.name for pattern in flat(admin.site.get_urls()) if pattern.name} - {"logout"}
    ):
        for values in (
            [],
            *([number] for number in numbers),
            [story.pk, first],
            [story.pk, 1],
            [story.pk, "submit"],
        ):
            try:
                yield reverse(f"admin:{name}", args=values)
            except NoReverseMatch:
                continue
    for model, field in (("taggedarticle", "tag"), ("person", "photo"), ("publication", "logo")):
        yield f"{reverse('admin:autocomplete')}?app_label=articles&model_name={model}&field_name={field}"


def test_no_page_of_the_desk_shows_it_to_others(visit, secret, outsiders, writer):
    move(secret, ("submit", writer))
    comments.say(secret, f"{SECRET} jangan disebar", by=writer)
    saving.autosave(
        None, by=writer, tab="tab-baru-", base=0, data={"headline": [SECRET], "confidential": ["on"]}
    )
    pages = list(addresses(secret))
    assert len(pages) > 100
    leaks = []
    for who, person in outsiders.items():
        for page in pages:
            for address in (page, f"{page}&term={SECRET}" if "?" in page else f"{page}?q={SECRET}"):
                answer = visit(person).get(address)
                text = b"".join(answer.streaming_content) if answer.streaming else answer.content
                text = text.decode(errors="ignore").replace(f'"{SECRET}"', "").replace(f"“{SECRET}”", "")
                if any(
                    words in text
                    for words in (f"{SECRET} d", f"{SECRET} j", f"peternak {SECRET}", f"Suap {SECRET}")
                ):
                    leaks.append((who, address))
    assert not leaks
    assert (
        SECRET
        in visit(writer).get(reverse("admin:articles_article_review", args=[secret.pk])).content.decode()
    )


def test_the_named_editor_and_the_writers_work_as_ever(visit, secret, writer, editor, other_writer):
    assert not Article.objects.visible_to(other_writer).filter(pk=secret.pk).exists()
    move(secret, ("submit", writer))
    page = visit(editor).get(reverse("admin:articles_article_review", args=[secret.pk])).content.decode()
    assert f"peternak {SECRET}" in page
    assert f"peternak {SECRET}" in visit(editor).get("/redaksi-desk/").content.decode()
    story = move(secret, ("approve_and_publish", editor))
    assert story.is_public


def test_only_insiders_are_told(secret, writer, editor, second_editor, managing_editor):
    move(secret, ("submit", writer))
    assert {note.recipient for note in Notification.objects.all()} == {editor}
    comments.say(Article.objects.get(pk=secret.pk), f"@{editor.username} lihat ini", by=writer)
    assert {note.recipient for note in Notification.objects.all()} == {editor}
    with pytest.raises(workflow.Refused):
        comments.say(Article.objects.get(pk=secret.pk), f"@{second_editor.username} lihat ini", by=writer)


@pytest.mark.parametrize("name", ["approve_and_publish", "approve", "return", "spike"])
def test_nobody_else_decides_it_by_whatever_door(visit, secret, writer, second_editor, managing_editor, name):
    move(secret, ("submit", writer))
    for person in (second_editor, managing_editor):
        with pytest.raises(workflow.Refused, match="rahasia"):
            move(secret, (name, person))
        assert act(visit(person), secret, name, reason="x").status_code == 404
        assert visit(person).post(change(secret), form(secret, headline="Bocor")).status_code in (
            302,
            403,
            404,
        )
        assert autosave(visit(person), secret).status_code == 404
        assert lease(visit(person), secret).status_code == 404
    secret.refresh_from_db()
    assert (secret.status, secret.headline) == ("submitted", f"Bupati disuap peternak {SECRET}")


def test_photos_and_tags_of_it_cannot_be_taken_by_their_number(visit, secret, other_writer, second_editor):
    photo = secret.lead_photo
    for person in (other_writer, second_editor):
        answer = visit(person).post(ADD, form(headline="Punyaku", lead_photo=photo.pk))
        assert "Punyaku" in answer.content.decode()  # the form again, with its message
        body = f'<figure class="photo"><img src="/foto/{photo.pk}/"></figure>'
        visit(person).post(ADD, form(headline="Punyaku", body=body))
        assert visit(person).get(f"/redaksi-desk/articles/photo/pilih/?id={photo.pk}").json()["photos"] == []
    assert not Article.objects.filter(headline="Punyaku").exists()


def test_a_tag_or_photo_that_another_story_has_is_the_desks(visit, secret, other_writer, second_editor):
    make_article(other_writer, headline="Lain", lead_photo=secret.lead_photo, tags=[f"Suap {SECRET}"])
    picker = "/redaksi-desk/articles/photo/pilih/"
    assert visit(second_editor).get(f"{picker}?id={secret.lead_photo_id}").json()["photos"]
    page = visit(second_editor).get(f"/redaksi-desk/articles/tag/?q={SECRET}").content.decode()
    assert f"Suap {SECRET}" in page
    assert Tag.objects.filter(name="Banjir").exists()


def test_readers_end_it(visit, secret, writer, editor, second_editor):
    live = publish(secret, writer, editor)
    assert not live.is_confidential
    review = reverse("admin:articles_article_review", args=[live.pk])
    assert visit(second_editor).get(review).status_code == 200
    with pytest.raises(workflow.Refused, match="belum dibaca"):
        workflow.confide(live, [], by=writer)
    move(live, ("request_withdrawal", second_editor))
    assert visit(second_editor).get(review).status_code == 200


def test_a_scheduled_one_is_closed_until_its_time(secret, writer, editor, second_editor):
    planned = schedule(secret, writer, editor)
    assert planned.is_confidential
    assert not Article.objects.visible_to(second_editor).filter(pk=planned.pk).exists()
    Article.objects.filter(pk=planned.pk).update(published_at="2026-01-01T00:00Z")
    assert Article.objects.visible_to(second_editor).filter(pk=planned.pk).exists()
    assert not Article.objects.get(pk=planned.pk).is_confidential


def test_a_working_copy_is_closed_while_its_story_is_open(writer, editor, second_editor, managing_editor):
    make_publication()
    live = publish(make_article(writer), writer, editor)
    copy = workflow.confide(move(live, ("propose_update", writer)), [editor], by=writer)
    copy = edit(copy, by=writer, headline=f"{SECRET} ditemukan")
    for person in (second_editor, managing_editor):
        seen = set(Article.objects.visible_to(person).values_list("pk", flat=True))
        assert (live.pk in seen, copy.pk in seen) == (True, False)
    publish(copy, writer, editor)
    assert Article.objects.visible_to(second_editor).filter(pk=copy.pk).exists()


def test_it_asks_for_an_editor_who_can_approve_it(visit, writer, editor, second_editor):
    make_publication()
    story = workflow.confide(make_article(writer), [], by=writer)
    problems = [str(problem.message) for problem in checks.problems(story, checks.SUBMIT)]
    assert any("rahasia" in problem for problem in problems)
    answer = act(visit(writer), story, "submit")
    assert answer.status_code == 400
    assert "sebut redaktur" in answer.content.decode()
    story = workflow.confide(story, [editor], by=writer)
    assert move(story, ("submit", writer)).status == "submitted"


def test_an_editor_who_marks_it_stays_inside_and_others_give_back_what_they_hold(
    visit, writer, editor, second_editor
):
    make_publication()
    story = move(make_article(writer), ("submit", writer))
    Claim.objects.create(
        article=story, user=second_editor, taken_at="2026-01-01T00:00Z", until="2099-01-01T00:00Z"
    )
    saving.claim(story, by=second_editor, tab="tab-satu")
    url = reverse("admin:articles_article_confide", args=[story.pk])
    assert visit(editor).post(url, {"editor": [writer.pk, 10**30, "x"]}).status_code == 302
    story.refresh_from_db()
    assert story.confidants == [editor.pk]
    assert not Claim.objects.exists()
    assert not EditLease.objects.exists()
    assert visit(second_editor).post(url, {"do": "open"}).status_code == 404
    event = ArticleEvent.objects.filter(action=Step.CONFIDE).get()
    assert (event.actor, event.reason) == (editor, str(editor))
    assert visit(editor).post(url, {"do": "open"}).status_code == 302
    assert Article.objects.get(pk=story.pk).confidants is None


def test_a_new_story_is_confidential_from_its_first_save(visit, writer, second_editor):
    make_publication()
    page = visit(writer).get(ADD).content.decode()
    assert 'name="confidential"' in page
    visit(writer).post(ADD, form(headline="Rahasia sejak awal", confidential="on"))
    story = Article.objects.get(headline="Rahasia sejak awal")
    assert story.confidants == []
    visit(writer).post(change(story), form(story, headline="Rahasia terus"))  # the box is not there any more
    story.refresh_from_db()
    assert (story.headline, story.confidants) == ("Rahasia terus", [])
    assert not Scratch.objects.exists()


def test_a_picture_of_it_that_somebody_sends_as_well_is_not_shown(visit, writer, editor, second_editor):
    from tests.support.factories import picture, upload

    make_publication()
    photo = library.take_in_photo(
        upload(picture()), by=writer, caption=f"{SECRET} di kandang", credit="W", alt="K"
    )
    workflow.confide(make_article(writer, lead_photo=photo), [editor], by=writer)
    answer = visit(second_editor).post(
        "/redaksi-desk/articles/photo/kirim/", {"photo": upload(picture()), "user": second_editor.pk}
    )
    assert answer.status_code == 400
    assert SECRET not in answer.content.decode()
