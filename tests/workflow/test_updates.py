"""Updates of what is live: readers keep their text until a second person has approved the new one."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from articles.text.story_text import CreditLine, StoryText
from staff import tasks, workflow
from staff.models import Heartbeat
from staff.writing import saving
from tests.support.factories import (
    edit,
    make_article,
    make_photo,
    make_publication,
    move,
    other_values,
    publish,
    run_worker,
    schedule,
)
from tests.support.forms import change, form
from tests.support.shared_rows import shared


@shared
def live(writer, editor):
    make_publication()
    return publish(make_article(writer, lead_photo=make_photo(), tags=["Kraksaan"]), writer, editor)


@shared
def copy(live, writer):
    return move(live, ("propose_update", writer))


def page(client, article):
    return client.get(article.get_absolute_url(), follow=True).content.decode()


def test_readers_keep_the_live_text_until_the_update_is_approved(client, live, copy, writer, editor):
    edit(copy, writer, headline="Banjir Dringu surut, 86 warga pulang", body="<p>Teks pembaruan.</p>")
    for steps in ([], [("submit", writer)], [("approve", editor)]):
        move(copy, *steps)
        html = page(client, live)
        assert "lutut" in html
        assert "Teks pembaruan" not in html
        assert "Teks pembaruan" not in client.get("/").content.decode()
    move(copy, ("publish", editor))
    html = page(client, live)
    assert "Teks pembaruan" in html
    assert "Diperbarui" in html
    assert client.get(f"/berita/{copy.pk}/{copy.slug}/").status_code == 404


def test_every_part_of_an_update_reaches_the_live_story_under_its_address(
    live, copy, writer, other_writer, editor
):
    values = other_values(other_writer, make_article(other_writer)) | {"slug": live.slug}
    edit(copy, writer, **values)
    merged = move(copy, ("submit", writer), ("approve_and_publish", editor))
    after = Article.objects.get(pk=live.pk)
    values["credits"] += (CreditLine(editor.person.pk, "editor", "Edi"),)
    assert after.snapshot() == StoryText(**values)
    assert (after.get_absolute_url(), after.published_at) == (live.get_absolute_url(), live.published_at)
    assert after.approved_revision == merged.merged_revision == after.revisions.first()
    assert after.approved_revision.digest == after.snapshot().digest == merged.approved_revision.digest
    assert (after.updated_at is not None, after.events.first().action) == (True, "update")


def test_an_update_needs_a_second_person_like_everything(live, writer, editor, second_editor):
    copy = move(live, ("propose_update", editor))
    edit(copy, editor, headline="Dari redaktur")
    move(copy, ("submit", editor))
    with pytest.raises(workflow.Refused):
        move(copy, ("approve_and_publish", editor))
    move(copy, ("approve_and_publish", second_editor))
    assert Article.objects.get(pk=live.pk).headline == "Dari redaktur"


def test_one_open_update_at_a_time_and_a_new_one_after_it(live, copy, writer, editor):
    with pytest.raises(workflow.Refused, match="Sudah ada pembaruan"):
        move(live, ("propose_update", editor))
    move(copy, ("submit", writer), ("approve_and_publish", editor))
    second = move(live, ("propose_update", writer))
    assert second.update_base == Article.objects.get(pk=live.pk).version
    move(second, ("spike", writer))
    third = move(live, ("propose_update", writer))
    with pytest.raises(workflow.Refused, match="Sudah ada pembaruan"):
        move(second, ("revive", editor))
    assert third.pk != second.pk


def test_a_fix_of_the_live_text_meanwhile_is_never_overwritten(client, live, copy, writer, editor):
    edit(copy, writer, body=live.body + "<p>Tambahan dari wartawan.</p>")
    edit(live, editor, body=live.body.replace("lutut", "lutuut"))
    move(copy, ("submit", writer), ("approve", editor))
    with pytest.raises(workflow.Refused) as refused:
        move(copy, ("publish", editor))
    assert refused.value.code == "merge"
    assert "Tambahan" not in page(client, live)
    client.force_login(editor)
    act = reverse("admin:articles_article_act", args=[copy.pk, "publish"])
    merge = reverse("admin:articles_article_merge_live", args=[copy.pk])
    answer = client.post(act, {"revision": Article.objects.get(pk=copy.pk).version})
    assert answer.status_code == 409
    assert merge in answer.content.decode()
    html = client.get(merge).content.decode()
    for words in ("Semula", "Yang tayang", "Pembaruan ini", "lutuut", "lutut", "Tambahan dari wartawan."):
        assert words in html
    rows = client.get(merge).context["rows"]
    shown = client.get(merge).context["shown"]
    assert client.post(merge, {row.key: row.choice for row in rows} | {"shown": shown}).url == change(copy)
    shown = client.get(change(copy))
    initial = shown.context["adminform"].form.initial
    assert "lutuut" in initial["body"]
    assert "Tambahan dari wartawan." in initial["body"]
    fresh = Article.objects.get(pk=copy.pk)
    data = form(fresh, body=initial["body"], seen_live=initial["seen_live"])
    assert client.post(change(copy), data).status_code == 302
    fresh.refresh_from_db()
    assert (fresh.status, fresh.update_base) == ("submitted", Article.objects.get(pk=live.pk).version)
    with pytest.raises(workflow.Refused):  # the editor saved the merged text
        move(fresh, ("approve_and_publish", editor))


def test_a_merged_text_goes_live_after_another_approval(live, copy, writer, editor, second_editor):
    edit(live, editor, standfirst="Warga mulai membersihkn rumah.")
    now = Article.objects.get(pk=live.pk)
    mine = Article.objects.get(pk=copy.pk)
    content = mine.snapshot().replace(standfirst=now.standfirst, credits=now.snapshot().credits)
    saving.save(mine, content, by=editor, base=mine.version, seen_live=now.version)
    move(copy, ("submit", writer), ("approve_and_publish", second_editor))
    assert Article.objects.get(pk=live.pk).standfirst == "Warga mulai membersihkn rumah."


def test_an_update_of_a_withdrawn_story_does_not_bring_it_back(live, copy, writer, editor, managing_editor):
    move(copy, ("submit", writer), ("approve", editor))
    move(live, ("request_withdrawal", editor), ("withdraw", managing_editor))
    with pytest.raises(workflow.Refused):
        move(copy, ("publish", editor))
    assert Article.objects.get(pk=live.pk).status == "withdrawn"


def test_the_history_of_a_story_and_its_updates_is_one(client, live, copy, writer, editor):
    edit(copy, writer, headline="Judul pembaruan")
    move(copy, ("submit", writer), ("approve_and_publish", editor))
    client.force_login(editor)
    for article in (live, copy):
        html = client.get(reverse("admin:articles_article_review", args=[article.pk])).content.decode()
        for label in ("Ajukan pembaruan", "Pembaruan berita tayang", "Ajukan ke redaktur", "Dimulai"):
            assert label in html, label
    ours, theirs = live.revisions.get(number=1), copy.revisions.last()
    url = reverse("admin:articles_article_compare", args=[live.pk, ours.pk, theirs.pk])
    assert client.get(url).status_code == 200


def test_a_reporter_opens_an_update_by_one_press(client, live, writer):
    client.force_login(writer)
    act = reverse("admin:articles_article_act", args=[live.pk, "propose_update"])
    copy_url = client.post(act, {"revision": live.version}).url
    copy = Article.objects.get(update_of=live)
    assert copy_url == change(copy)
    assert client.get(copy_url).context["adminform"].form["slug"].value() == live.slug


def test_an_alone_published_update_waits_for_a_signature(live, night_editor, editor):
    copy = move(live, ("propose_update", night_editor))
    edit(copy, night_editor, headline="Kabar malam")
    move(copy, ("submit", night_editor), ("publish_alone", night_editor))
    after = Article.objects.get(pk=live.pk)
    assert (after.headline, after.needs_signature) == ("Kabar malam", True)
    with pytest.raises(workflow.Refused):
        move(after, ("sign", night_editor))
    assert not move(after, ("sign", editor)).needs_signature


# ---- Times


def due(article, writer, editor, headline, monkeypatch=None):
    """A scheduled update of a live story whose time has come."""
    copy = move(article, ("propose_update", writer))
    edit(copy, writer, headline=headline)
    schedule(copy, writer, editor)
    Article.objects.filter(pk=copy.pk).update(published_at=timezone.now() - timedelta(minutes=1))
    return Article.objects.get(pk=copy.pk)


@pytest.fixture
def three(writer, editor):
    make_publication()
    lives = [publish(make_article(writer, headline=f"Berita {n}"), writer, editor) for n in range(3)]
    return lives, [due(live, writer, editor, f"Baru {n}") for n, live in enumerate(lives)]


def headlines(lives):
    return [Article.objects.get(pk=live.pk).headline for live in lives]


@pytest.mark.django_db(transaction=True)
def test_of_three_due_updates_the_middle_one_fails_alone_and_visibly(
    transactional_db, three, editor, client, monkeypatch
):
    lives, copies = three
    write = Article.write

    def fail_for_the_second(self, content, **kwargs):
        if self.pk == lives[1].pk:
            raise RuntimeError("disk full")
        return write(self, content, **kwargs)

    monkeypatch.setattr(Article, "write", fail_for_the_second)
    for copy in copies:
        workflow.merge_update.enqueue(copy.pk)
    run_worker()
    assert headlines(lives) == ["Baru 0", "Berita 1", "Baru 2"]
    middle = Article.objects.get(pk=copies[1].pk)
    assert "Galat tak terduga" in middle.merge_error
    assert workflow.state_of(middle) == "scheduled"
    client.force_login(editor)
    assert "Galat tak terduga" in client.get("/redaksi-desk/").content.decode()
    review = reverse("admin:articles_article_review", args=[middle.pk])
    assert "Galat tak terduga" in client.get(review).content.decode()
    run_worker()
    assert headlines(lives) == ["Baru 0", "Berita 1", "Baru 2"]
    versions = [Article.objects.get(pk=live.pk).version for live in lives]
    for copy in copies:  # run twice: no change
        workflow.merge_update.enqueue(copy.pk)
    monkeypatch.undo()
    run_worker()
    assert headlines(lives) == ["Baru 0", "Baru 1", "Baru 2"]
    assert [Article.objects.get(pk=live.pk).version for live in lives] == [
        versions[0],
        versions[1] + 1,
        versions[2],
    ]
    assert not Article.objects.get(pk=middle.pk).merge_error


def test_a_scheduled_update_waits_for_its_time_and_tells_when_it_was_late(three, monkeypatch):
    lives, copies = three
    Article.objects.filter(pk=copies[0].pk).update(published_at=timezone.now() + timedelta(hours=1))
    Article.objects.filter(pk=copies[1].pk).update(published_at=timezone.now() - timedelta(hours=1))
    for copy in copies:
        workflow.merge_when_due(copy.pk)
    assert headlines(lives) == ["Berita 0", "Baru 1", "Baru 2"]
    assert "Lebih lambat dari rencana" in lives[1].events.first().reason
    assert lives[2].events.first().reason == ""


def test_a_scheduled_update_can_be_taken_back_or_put_online_at_once(three, editor):
    lives, copies = three
    move(copies[0], ("unschedule", editor))
    move(copies[1], ("merge", editor))
    for copy in copies:
        workflow.merge_when_due(copy.pk)
    assert headlines(lives) == ["Berita 0", "Baru 1", "Baru 2"]


@pytest.mark.slow
def test_a_scheduled_update_that_meets_a_changed_live_text_says_so(three, editor, client):
    lives, copies = three
    edit(lives[0], editor, standfirst="Warga mulai membersihkn rumah.")
    workflow.merge_update.call(copies[0].pk)
    assert headlines(lives)[0] == "Berita 0"
    assert "Gabungkan dulu keduanya" in Article.objects.get(pk=copies[0].pk).merge_error


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_pulse_tells_that_the_worker_lives_and_takes_up_what_was_left(
    transactional_db, three, editor, client
):
    lives, _copies = three
    client.force_login(editor)
    assert "belum pernah berjalan" in client.get("/redaksi-desk/").content.decode()
    tasks.start_pulse()
    tasks.start_pulse()  # two workers
    run_worker()
    assert headlines(lives) == ["Baru 0", "Baru 1", "Baru 2"]
    assert "terakhir berjalan" in client.get("/redaksi-desk/").content.decode()
    assert tasks._pulses().count() == 2  # one done, which the next one clears away, and one to come
    Heartbeat.objects.update(at=timezone.now() - timedelta(minutes=6))
    assert "sampai ia berjalan lagi" in client.get("/redaksi-desk/").content.decode()


# ---- Embargo


def test_an_embargo_holds_for_everybody_until_its_time(
    writer, editor, managing_editor, night_editor, monkeypatch
):
    tomorrow = timezone.now() + timedelta(days=1)
    article = move(make_article(writer), ("embargo", writer), at=tomorrow)
    move(article, ("submit", writer))
    for by in (editor, managing_editor):
        with pytest.raises(workflow.Refused, match="Diembargo sampai") as refused:
            move(article, ("approve_and_publish", by))
        assert refused.value.code == "embargo"
    with pytest.raises(workflow.Refused, match="Diembargo"):
        move(article, ("approve_and_publish", editor), at=tomorrow - timedelta(hours=1))
    own = move(make_article(night_editor), ("embargo", night_editor), at=tomorrow)
    move(own, ("submit", night_editor))
    with pytest.raises(workflow.Refused, match="Diembargo"):
        move(own, ("publish_alone", night_editor))
    scheduled = move(article, ("approve_and_publish", editor), at=tomorrow + timedelta(minutes=1))
    assert scheduled.is_scheduled
    later = tomorrow + timedelta(hours=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert move(own, ("publish_alone", night_editor)).is_public  # past: the field is set, and means nothing


def test_an_embargo_is_made_longer_by_writers_and_lifted_by_managing_editors(writer, editor, managing_editor):
    now = timezone.now()
    article = move(make_article(writer), ("embargo", writer), at=now + timedelta(days=1))
    with pytest.raises(workflow.Refused):
        move(article, ("embargo", writer), at=now + timedelta(hours=1))
    move(article, ("embargo", writer), at=now + timedelta(days=2))
    with pytest.raises(workflow.Refused):
        move(article, ("lift_embargo", editor))
    move(article, ("lift_embargo", managing_editor), ("submit", writer), ("approve_and_publish", editor))
    event = article.events.get(action="lift_embargo")
    assert (event.actor, event.reason) == (managing_editor, "Alasan.")


def test_times_are_told_and_typed_in_the_zone_of_the_region(client, writer, editor):
    make_publication()
    article = make_article(writer)
    article.region.time_zone = "Asia/Jayapura"
    article.region.save()
    move(article, ("submit", writer))
    client.force_login(editor)
    act = reverse("admin:articles_article_act", args=[article.pk, "approve_and_publish"])
    day = timezone.localdate() + timedelta(days=2)
    answer = client.post(act, {"revision": 1, "at": f"{day}T06:00"}, follow=True)
    html = answer.content.decode()
    assert "pukul 06.00 WIT" in html
    assert "Terbit otomatis" in html
    assert Article.objects.get().published_at.isoformat() == f"{day - timedelta(days=1)}T21:00:00+00:00"


def test_a_scheduled_story_can_be_corrected_and_keeps_its_slot(client, writer, editor, second_editor):
    make_publication()
    article = schedule(make_article(writer), writer, editor)
    edited = edit(article, second_editor, headline="Judul dibetulkan")
    assert (edited.status, edited.published_at) == ("submitted", article.published_at)
    client.force_login(editor)
    html = client.get(reverse("admin:articles_article_review", args=[article.pk])).content.decode()
    local = timezone.localtime(article.published_at, article.zone)
    assert f'value="{local:%Y-%m-%dT%H:%M}"' in html


def test_a_duty_that_fails_keeps_neither_the_others_nor_the_next_pulse_from_their_turn(db, monkeypatch):
    done = []

    def fails():
        raise RuntimeError("Rusak.")

    monkeypatch.setattr(tasks, "DUTIES", [fails, lambda: done.append("mail")])
    with pytest.raises(ExceptionGroup):
        tasks.pulse.func()
    assert done == ["mail"]
    assert tasks._pulses().count() == 1
