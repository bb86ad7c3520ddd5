"""A name goes out of many stories at once: chosen by tick, by two persons, in batches that a kill leaves whole, sealed."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, Redaction, Region, Tag
from articles.models.protection import ProtectedPerson
from staff import roles
from staff.models import EditLease, Notification, RedactionRun, SealedOriginal, SealReading
from staff.notifying import notifications
from staff.personal_data import many_stories
from staff.personal_data.clearing import clear_expired
from staff.reporting import audit_file
from staff.tasks import pulse
from staff.workflow import Refused
from tests.support.factories import make_article, make_user, publish, run_tasks
from tests.support.personal_rows import NAME, SLUG, story_about_sari
from tests.support.whole_database import columns_holding, lines

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(db):
    return make_user("ratna", roles.MANAGING_EDITOR)


@pytest.fixture
def house(publication, writer, editor):
    return story_about_sari(writer, editor)


def ask(by, *, words=(NAME,), exceptions=(), ground="protection", stories=None, **values):
    findings = many_stories.find([*words], Article.objects.filter(update_of=None), exceptions)
    stories = [one.story for one in findings] if stories is None else stories
    values = {"replacement": "[nama dilindungi]", "reason": "Anak ditemukan.", "readers": [by]} | values
    return many_stories.ask(
        [*words], exceptions=[*exceptions], stories=stories, ground=ground, by=by, **values
    )


def strike(by, second, **values):
    run = ask(by, **values)
    many_stories.decide(run, Redaction.Outcome.ACCEPTED, by=second)
    run_tasks()
    return RedactionRun.objects.get(pk=run.pk)


def test_the_name_stands_nowhere_afterwards(house, writer, editor, managing_editor, second):
    others = [publish(make_article(writer, headline=f"{NAME} hari {n}", body=f"<p>{NAME}.</p>"), writer, editor) for n in range(12)]  # fmt: skip
    run = strike(managing_editor, second)
    assert set(run.stories) == {house.pk, *(story.pk for story in others)}
    assert (run.pending, run.failures, run.words) == ([], {}, "")
    assert run.finished_at
    assert columns_holding(r"sari\W+(nbsp;|</strong>)?\W*wulandari") == set()
    assert not Tag.objects.filter(name=NAME).exists()
    assert Redaction.objects.count() == 2  # 13 stories, ten at a time


def test_the_stories_files_still_verify(house, managing_editor, second):
    printed = audit_file.check(lines(house, second))
    strike(managing_editor, second)
    story = Article.objects.get(pk=house.pk)
    assert audit_file.AuditFile(story).damaged == 0
    assert audit_file.check(lines(story, second), printed.last).faults == []


def test_words_wait_sealed(house, managing_editor):
    run = ask(managing_editor)
    assert NAME not in json.dumps([run.words, run.reason])
    assert many_stories.words_of(run) == ([NAME], [])


def test_it_takes_two(house, managing_editor, second):
    run = ask(managing_editor)
    with pytest.raises(Refused):
        many_stories.decide(run, Redaction.Outcome.ACCEPTED, by=managing_editor)
    many_stories.decide(run, Redaction.Outcome.REFUSED, by=second)
    run_tasks()
    assert NAME in Article.objects.get(pk=house.pk).headline
    assert RedactionRun.objects.get().words == ""
    with pytest.raises(Refused):
        many_stories.decide(run, Redaction.Outcome.ACCEPTED, by=second)


def test_a_worker_that_dies_leaves_each_story_whole_or_untouched(house, writer, editor, managing_editor, second, monkeypatch):  # fmt: skip
    for n in range(25):
        make_article(writer, headline=f"{NAME} hari {n}", body=f"<p>{NAME}.</p>")
    run = ask(managing_editor)
    many_stories.decide(run, Redaction.Outcome.ACCEPTED, by=second)
    carry_out, calls = many_stories.striking.Plan.carry_out, []

    def die_in_the_second_batch(plan, by):
        carry_out(plan, by)
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(many_stories.striking.Plan, "carry_out", die_in_the_second_batch)
    with pytest.raises(KeyboardInterrupt):
        many_stories.strike_run.call(run.pk)
    run = RedactionRun.objects.get()
    assert len(run.pending) == 16
    for story in Article.objects.filter(pk__in=run.stories):
        has_name = NAME in json.dumps([story.headline, *story.revisions.values_list("content", flat=True)])
        assert has_name == (story.pk in run.pending)
    monkeypatch.undo()
    many_stories.take_up_runs()
    run_tasks()
    assert RedactionRun.objects.get().finished_at
    assert not columns_holding(f"{NAME}|{SLUG}")


def test_a_story_that_somebody_writes_waits_and_keeps_no_other(house, writer, managing_editor, second):
    other = make_article(writer, headline=f"{NAME} lain")
    now = timezone.now()
    lease = EditLease.objects.create(article=house, user=writer, tab="1", taken_at=now, seen_at=now)
    run = strike(managing_editor, second)
    assert list(run.failures) == [str(house.pk)]
    assert not run.finished_at
    assert NAME not in Article.objects.get(pk=other.pk).headline
    assert NAME in Article.objects.get(pk=house.pk).headline
    lease.delete()
    many_stories.try_again(run)
    run_tasks()
    assert RedactionRun.objects.get().finished_at
    assert not columns_holding(f"{NAME}|{SLUG}")


def test_a_place_and_another_person_of_that_name_stay(publication, writer, editor, managing_editor, second):
    child = make_article(writer, headline="Siswi Melati diperiksa", tags=["Melati"],
                         body="<p>Melati tinggal di Kampung Melati, kata Melati.</p>")  # fmt: skip
    flower = make_article(writer, headline="Harga bunga Melati naik", tags=["Melati"])
    Region.objects.create(name="Melati", slug="melati", kind="district")
    findings = many_stories.find(["Melati"], Article.objects.all())
    assert {one.story.pk for one in findings} == {child.pk, flower.pk}
    assert "di Kampung Melati" not in many_stories.neighbours(findings)  # the words directly beside it alone
    assert many_stories.neighbours(findings)["Kampung Melati"] == 1
    assert many_stories.left_to_people(["Melati"]) == ["Daerah “Melati”: namanya tetap."]
    strike(managing_editor, second, words=["Melati"], exceptions=["Kampung Melati"], stories=[child])
    child, flower = (Article.objects.get(pk=story.pk) for story in (child, flower))
    assert child.headline == "Siswi [nama dilindungi] diperiksa"
    assert child.body == "<p>[nama dilindungi] tinggal di Kampung Melati, kata [nama dilindungi].</p>"
    assert flower.headline == "Harga bunga Melati naik"
    assert [tag.name for tag in flower.tags.all()] == ["Melati"]
    assert not child.tags.exists()


def test_a_story_that_was_not_chosen_is_not_struck_by_way_of_its_photo(
    house, writer, managing_editor, second
):
    other = make_article(writer, headline="Lain", lead_photo=house.lead_photo)
    run = strike(managing_editor, second, stories=[house])
    assert str(other.pk) in run.failures[str(house.pk)]
    assert NAME in Article.objects.get(pk=house.pk).headline


def test_an_address_that_held_the_name_is_gone(house, managing_editor, second, client):
    strike(managing_editor, second)
    story = Article.objects.get(pk=house.pk)
    former = client.get(f"/berita/{story.pk}/{SLUG}-diperiksa/")
    assert former.status_code == 410
    assert story.get_absolute_url() not in former.headers.get("Location", "")
    assert client.get(f"/berita/{story.pk}/").status_code == 301
    assert client.get(story.get_absolute_url()).status_code == 200


def test_the_original_is_sealed_for_named_persons_and_reading_it_stays_on_record(
    house, managing_editor, second, editor
):
    strike(managing_editor, second, readers=[second])
    original = SealedOriginal.objects.get()
    assert NAME not in original.content
    with pytest.raises(Refused):
        many_stories.open_original(original, by=managing_editor, reason="ingin tahu")
    with pytest.raises(Refused):
        many_stories.open_original(original, by=second, reason="")
    assert not SealReading.objects.exists()
    texts = " ".join(text for *_row, text in many_stories.former_texts(many_stories.open_original(original, by=second, reason="Surat pengadilan")))  # fmt: skip
    assert NAME in texts
    assert SealReading.objects.get().reason == "Surat pengadilan"


def test_what_somebody_asked_to_be_forgotten_is_not_sealed(house, managing_editor, second):
    strike(managing_editor, second, ground="erasure", readers=[])
    assert not SealedOriginal.objects.exists()


def test_a_missing_child_that_is_found_is_protected(house, managing_editor, second, writer):
    Article.objects.filter(pk=house.pk).update(protected=["missing-child"])
    strike(managing_editor, second)
    story = Article.objects.get(pk=house.pk)
    assert story.protected == [ProtectedPerson.FOUND_CHILD]
    assert story.hides_identities


def test_the_worker_asks_every_few_days_whether_the_child_is_found(house, managing_editor, settings):
    Article.objects.filter(pk=house.pk).update(protected=["missing-child"])
    notifications.remind_of_missing_children()
    assert not Notification.objects.filter(kind="missing_child").exists()
    Article.objects.filter(pk=house.pk).update(published_at=timezone.now() - timedelta(days=4))
    for _ in range(2):
        notifications.remind_of_missing_children()
    reminders = Notification.objects.filter(kind="missing_child")
    assert managing_editor in {one.recipient for one in reminders}
    assert len(reminders) == len({one.recipient_id for one in reminders})
    reminders.update(created_at=timezone.now() - timedelta(days=4))
    notifications.remind_of_missing_children()
    assert Notification.objects.filter(kind="missing_child").count() == 2 * len(
        {one.recipient_id for one in reminders}
    )


def test_what_nobody_decides_on_forgets_its_words(house, managing_editor):
    run = ask(managing_editor)
    RedactionRun.objects.update(asked_at=timezone.now() - RedactionRun.LIFETIME - timedelta(hours=1))
    clear_expired()
    run.refresh_from_db()
    assert (run.words, run.outcome, run.decided_by) == ("", "refused", None)


# ---- Its pages


ADDRESS = "/redaksi-desk/data-pribadi/coret-semua/"


def values(**more):
    return {
        "words": NAME,
        "replacement": "[anak]",
        "ground": "protection",
        "reason": "Anak ditemukan.",
    } | more


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"words": ""}, "words"),
        ({"words": "x" * 121}, "words"),
        ({"reason": ""}, "reason"),
        ({"replacement": "<b>"}, "replacement"),
        ({"readers": []}, "readers"),
        ({"exceptions": "Kampung Baru"}, "exceptions"),
        ({"words": "Sa"}, None),
        ({"do": "minta", "s": []}, None),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(
    house, managing_editor, visit, wrong, field
):
    form = values(do="cari", readers=[managing_editor.pk]) | wrong
    response = visit(managing_editor).post(ADDRESS, form)
    page = response.content.decode()
    assert response.status_code == 400
    assert (f'id="id_{field}_error"' if field else "notice-error") in page
    assert form["reason"] in page
    assert not RedactionRun.objects.exists()


def test_only_managing_editors_come_in(house, editor, visit):
    client = visit(editor)
    for address in (ADDRESS, f"{ADDRESS}1/", "/redaksi-desk/data-pribadi/segel/1/"):
        assert client.get(address).status_code in (403, 404)


def test_ticks_choose_stories_and_surroundings(publication, writer, managing_editor, second, visit):
    child = make_article(writer, headline="Siswi Melati diperiksa", body="<p>Rumahnya di Kampung Melati.</p>")
    flower = make_article(writer, headline="Harga bunga Melati naik")
    client = visit(managing_editor)
    form = values(words="Melati", readers=[managing_editor.pk])
    page = client.post(ADDRESS, form | {"do": "cari"}).content.decode()
    assert "Kampung <mark>Melati</mark>" in page
    offered = re.findall(r'name="c" value="([^"]+)"', page)
    assert "Kampung Melati" in offered
    assert re.findall(r'name="s" value="(\d+)" checked', page) == [str(flower.pk), str(child.pk)]
    ticked = [words for words in offered if words != "Kampung Melati"]
    response = client.post(ADDRESS, form | {"do": "minta", "s": [child.pk], "c": offered, "k": ticked})
    run = RedactionRun.objects.get()
    assert response["Location"].endswith(f"/coret-semua/{run.pk}/")
    assert run.stories == [child.pk]
    assert many_stories.words_of(run)[1] == ["Kampung Melati"]
    assert visit(second).post(f"{ADDRESS}{run.pk}/putusan/", {"do": "coret"}).status_code == 302
    run_tasks()
    assert Article.objects.get(pk=child.pk).body == "<p>Rumahnya di Kampung Melati.</p>"
    assert Article.objects.get(pk=child.pk).headline == "Siswi [anak] diperiksa"
    page = visit(managing_editor).get(f"{ADDRESS}{run.pk}/").content.decode()
    assert "Melati" not in page.replace("Kampung Melati", "")


def test_the_pulse_takes_up_what_a_dead_worker_left(house, managing_editor, second):
    run = ask(managing_editor)
    RedactionRun.objects.filter(pk=run.pk).update(
        outcome="accepted", decided_by=second, decided_at=timezone.now()
    )
    pulse.call()
    run_tasks()
    assert RedactionRun.objects.get().finished_at
