"""The register at the desk: who reads it, its steps, its clock, the notice that answers a letter, and its figures."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import Notice, Redaction
from staff import roles, tasks, workflow
from staff.models import Complaint, ComplaintFile, ComplaintStep, Notification
from staff.models.complaint import OUTCOMES, ComplaintKind
from staff.personal_data import striking
from staff.personal_data.clearing import clear_expired
from staff.register import alerts, figures, mails, steps
from staff.register.files import FilesField
from staff.workflow import Refused
from tests.support.attachments import pdf
from tests.support.factories import edit, make_article, make_coverage, make_notice, make_user, move, publish
from tests.support.letters import NAME, TEXT, file, letter_form, make_letter

LETTERS = reverse("admin:letters")


@pytest.fixture
def letter(story):
    return make_letter(story)


def page_of(letter):
    return reverse("admin:letter", args=[letter.pk])


def press(client, letter, step, **values):
    return client.post(reverse("admin:letter_step", args=[letter.pk, step]), values)


def fresh(letter):
    return Complaint.objects.get(pk=letter.pk)


def notice_of(story, editor, second_editor, **words):
    words = {"kind": "hak-jawab", "text": TEXT, "requester": "Rahmat"} | words
    move(story, ("propose_notice", editor), ("publish_notice", second_editor), notice=make_notice(**words))
    return story.notices.latest("pk")


# ---- Who reads it


PAGES = ["letters", "letter_figures", "letter_figures_csv"]


def test_letters_are_for_editors_alone(letter, visit, writer, editor, managing_editor, administrator, client):
    enclosed = make_letter(letter.article, FilesField().clean([file(pdf())]))
    paths = [reverse(f"admin:{name}") for name in PAGES] + [
        page_of(letter), reverse("admin:letter_file", args=[enclosed.pk, enclosed.files.get().pk]),
    ]  # fmt: skip
    for path in paths:
        client.logout()
        assert client.get(path).status_code == 302
        for person, status in ((writer, 403), (administrator, 403), (editor, 200), (managing_editor, 200)):
            answer = visit(person).get(path)
            assert answer.status_code == status, (path, person)
            if status == 403:
                assert "rahmat@" not in answer.content.decode()
    for person in (writer, administrator):
        assert press(visit(person), letter, "take").status_code == 403
        assert not fresh(letter).handler


def test_a_file_is_handed_over_as_it_came_and_never_shown(letter, visit, editor):
    content = pdf()
    letter = make_letter(letter.article, FilesField().clean([file(content, "bukti.pdf")]))
    answer = visit(editor).get(reverse("admin:letter_file", args=[letter.pk, letter.files.get().pk]))
    assert b"".join(answer.streaming_content) == content
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    other = make_letter(letter.article)
    assert (
        visit(editor).get(reverse("admin:letter_file", args=[other.pk, letter.files.get().pk])).status_code
        == 404
    )


def test_the_list_shows_the_next_deadline_first_and_costs_the_same_for_any_number(story, visit, editor):
    late = make_letter(story, ago=timedelta(days=5), name="Terlambat")
    make_letter(story, name="Baru")
    client = visit(editor)
    client.get(LETTERS)
    with CaptureQueriesContext(connection) as two:
        html = client.get(LETTERS).content.decode()
    assert html.index("Terlambat") < html.index("Baru")
    assert "lewat" in html
    for number in range(10):
        make_letter(story, name=f"Nomor {number}")
    with CaptureQueriesContext(connection) as twelve:
        client.get(LETTERS)
    assert len(twelve) == len(two) <= 12
    steps.take(late, by=editor)
    for selection, names in (
        ("lewat", ["Terlambat"]),
        ("saya", ["Terlambat"]),
        ("selesai", []),
        ("bukan", []),
    ):
        html = client.get(f"{LETTERS}?pilih={selection}").content.decode()
        assert [name for name in ("Terlambat", "Baru") if f"· {name}<" in html] == names
    assert client.get(f"{LETTERS}?pilih=apa").status_code == 404
    with CaptureQueriesContext(connection) as one:
        client.get(page_of(late))
    assert len(one) <= 22


# ---- The letter stays as it came


CHANGES = [
    {"text": "Lain"}, {"name": "Lain"}, {"kind": "keluhan"}, {"address": "/lain/"}, {"due_at": timezone.now()},
    {"email": "lain@contoh.example"}, {"form_token": "x"}, {"created_at": timezone.now()}, {"article": None},
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: next(iter(change)))
def test_the_database_lets_nobody_change_a_letter(letter, change):
    with pytest.raises(DatabaseError, match="stays as it came"), transaction.atomic():
        Complaint.objects.filter(pk=letter.pk).update(**change)


def test_the_database_lets_nobody_delete_a_letter_or_touch_its_parts(story):
    letter = make_letter(story, FilesField().clean([file(pdf())]))
    for rows in (Complaint.objects.all(), ComplaintFile.objects.all(), ComplaintStep.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows._raw_delete(rows.db)
    for rows, change in (
        (letter.files, {"name": "x"}),
        (letter.steps, {"words": "x"}),
        (letter.steps, {"action": "take"}),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            rows.update(**change)


def test_contacts_go_after_their_term_and_the_letter_stays(letter, editor, visit):
    with pytest.raises(DatabaseError), transaction.atomic():
        Complaint.objects.filter(pk=letter.pk).update(email="", phone="")  # it is open
    steps.refuse(letter, "accurate", "Sudah diperiksa.", by=editor)
    Complaint.objects.update(decided_at=timezone.now() - Complaint.CONTACT_LIFETIME - timedelta(days=1))
    clear_expired()
    letter = fresh(letter)
    assert (letter.email, letter.phone, letter.text) == ("", "", TEXT)
    assert letter.mails.filter(due_at__isnull=False).count() == 0
    assert "dihapus setelah masa simpannya" in visit(editor).get(page_of(letter)).content.decode()


def test_what_is_no_letter_goes_with_its_files(story, editor):
    letter = make_letter(story, FilesField().clean([file(pdf())]))
    row = letter.files.get()
    steps.put_aside(letter, by=editor)
    clear_expired()
    assert Complaint.objects.filter(pk=letter.pk).exists()
    Complaint.objects.update(decided_at=timezone.now() - Complaint.SPAM_LIFETIME - timedelta(days=1))
    clear_expired()
    assert not Complaint.objects.exists()
    assert not row.file.storage.exists(row.file.name)
    assert mail.outbox == []


def test_words_that_two_persons_strike_out_of_a_story_go_out_of_its_letters(letter, editor, managing_editor):
    steps.refuse(letter, "accurate", "Rahmat Hidayat keliru.", by=editor)
    asked = Redaction.objects.create(
        words=["Rahmat Hidayat"], replacement="[nama]", stories=[letter.article_id], ground="court", reason="x",
        asked_by=managing_editor,
    )  # fmt: skip
    striking.decide(asked, Redaction.Outcome.ACCEPTED, by=make_user("nana", roles.MANAGING_EDITOR))
    letter = fresh(letter)
    assert letter.name == "[nama]"
    assert letter.answer == letter.steps.get(action="refused").words.splitlines()[-1] == "[nama] keliru."


# ---- Steps


def test_a_letter_from_arrival_to_a_refusal_that_the_person_reads(letter, client, visit, editor):
    mails.send()
    assert press(visit(editor), letter, "take").status_code == 302
    assert fresh(letter).handler == editor
    answer = press(visit(editor), letter, "refuse", refusal_reason="", answer="")
    html = answer.content.decode()
    assert answer.status_code == 400
    assert "id_refusalform_refusal_reason_error" in html
    assert "id_refusalform_answer_error" in html
    answer = press(
        visit(editor), letter, "refuse", refusal_reason="accurate", answer="Kami memeriksa rekaman rapat."
    )
    assert answer.status_code == 302
    mails.send()
    assert "Kami memeriksa rekaman rapat." in mail.outbox[-1].body
    assert "Dewan Pers" in mail.outbox[-1].body
    client.logout()
    html = client.post(
        "/hak-jawab/status/", {"number": letter.number, "code": letter.code()}
    ).content.decode()
    for words in ("Ditolak", "Kami memeriksa rekaman rapat.", "Isi berita sudah diperiksa ulang dan benar."):
        assert words in html
    assert [step.action for step in letter.steps.all()] == ["receive", "take", "refused"]


def test_a_request_to_take_down_is_answered_with_the_closed_list(story, editor, visit):
    letter = make_letter(story, kind="cabut")
    answer = press(visit(editor), letter, "refuse", refusal_reason="no_ground", answer="Berita ini akurat.")
    assert answer.status_code == 302
    mails.send()
    body = mail.outbox[-1].body
    for ground in Complaint.Ground.labels:
        assert str(ground) in body
    other = make_letter(story)
    answer = press(visit(editor), other, "refuse", refusal_reason="no_ground", answer="Ini hak jawab.")
    assert answer.status_code == 400  # that reason is none for a reply


def test_a_story_that_is_taken_down_names_the_ground(story, editor, managing_editor, visit):
    letter = make_letter(story, kind="cabut")
    move(story, ("request_withdrawal", editor), ("withdraw", managing_editor))
    withdrawal = Notice.objects.get(kind="pencabutan")
    answer = press(visit(editor), letter, "notice", notice=withdrawal.pk, ground="")
    assert "id_letternoticeform_ground_error" in answer.content.decode()
    assert press(visit(editor), letter, "notice", notice=withdrawal.pk, ground="child").status_code == 302
    letter = fresh(letter)
    assert (letter.outcome, letter.ground, letter.notice) == ("notice", "child", withdrawal)
    mails.send()
    assert withdrawal.get_absolute_url() in mail.outbox[-1].body
    assert "masa depan anak" in mail.outbox[-1].body


def test_no_notice_of_another_story_answers_a_letter(letter, writer, editor, second_editor, visit):
    other = publish(make_article(writer, headline="Lain"), writer, editor)
    notice = notice_of(other, editor, second_editor)
    answer = press(visit(editor), letter, "notice", notice=notice.pk)
    assert answer.status_code == 400
    assert fresh(letter).is_open


# What each kind can be decided by: a step and what it needs.
VALUES = {
    "take": {}, "answer": {"answer": "Terima kasih."}, "refuse": {"refusal_reason": "accurate", "answer": "Benar."},
    "take_back": {"reason": "Lewat telepon."}, "spam": {}, "reopen": {"reason": "Ada surat baru."},
}  # fmt: skip


@pytest.mark.parametrize("kind", ComplaintKind)
@pytest.mark.parametrize("step", VALUES)
def test_each_step_of_each_kind_is_offered_exactly_where_it_is_possible(kind, step, story, visit, editor):
    letter = make_letter(story, kind=kind)
    if step == "reopen":
        steps.put_aside(letter, by=editor)
    is_possible = step != "answer" or "answered" in OUTCOMES[kind]
    address = reverse("admin:letter_step", args=[letter.pk, step])
    assert (f'action="{address}"' in visit(editor).get(page_of(letter)).content.decode()) == is_possible
    answer = press(visit(editor), letter, step, **VALUES[step])
    assert answer.status_code == (302 if is_possible else 409)
    again = press(visit(editor), letter, step, **VALUES[step])
    assert again.status_code in (409, 400)  # nothing is done twice


def test_two_editors_decide_at_the_same_time_and_the_second_is_told(letter, editor, second_editor):
    steps.refuse(letter, "accurate", "Benar.", by=editor)
    with pytest.raises(Refused) as refused:
        steps.answer(letter, "Terima kasih.", by=second_editor)
    assert "sudah diputuskan" in str(refused.value.message)


def test_a_step_that_there_is_not_is_none(letter, visit, editor):
    assert press(visit(editor), letter, "hapus").status_code == 404


def test_a_decision_is_taken_back_and_stays_in_the_history(letter, editor, visit):
    steps.refuse(letter, "accurate", "Benar.", by=editor)
    press(visit(editor), letter, "reopen", reason="Dewan Pers meminta.")
    letter = fresh(letter)
    assert letter.is_open
    assert [step.action for step in letter.steps.all()] == ["receive", "refused", "reopen"]
    assert "Benar." in letter.steps.get(action="refused").words


def test_a_decision_that_was_taken_back_at_once_is_told_to_nobody(letter, editor):
    mails.send()
    steps.refuse(letter, "accurate", "Benar.", by=editor)
    steps.reopen(letter, "Terlalu cepat.", by=editor)
    mails.send()
    assert len(mail.outbox) == 1  # the receipt
    assert not letter.mails.filter(due_at__isnull=False).exists()


# ---- The notice that answers it


def test_a_notice_begins_with_the_letter_and_decides_it_when_it_is_public(
    letter, editor, second_editor, visit, client
):
    story = letter.article
    form = f"{reverse('admin:articles_article_notice', args=[story.pk])}?surat={letter.pk}"
    html = visit(editor).get(form).content.decode()
    assert letter.number in html
    assert TEXT.split("\n")[0] in html
    shortened = "Saya tidak pernah menutup jalan itu."
    values = {
        "revision": story.version,
        "kind": "hak-jawab",
        "text": shortened,
        "requester": "Rahmat",
        "origin": "subject",
    }
    assert visit(editor).post(form, values).status_code == 302
    html = visit(second_editor).get(page_of(letter)).content.decode()
    assert re.search(r"<del>\[−[^+]*Mohon dimuat\.−\]</del>", html)
    assert fresh(letter).is_open
    review = (
        visit(second_editor).get(reverse("admin:articles_article_review", args=[story.pk])).content.decode()
    )
    assert f"{page_of(letter)}#jawaban" in review
    workflow.perform("publish_notice", story, by=second_editor, revision=story.version)
    letter = fresh(letter)
    assert (letter.outcome, letter.decided_by) == ("notice", second_editor)
    assert letter.notice.text == shortened
    assert not Notification.objects.filter(kind="letter_received", read_at=None).exists()
    assert "Mohon dimuat.−]</del>" in visit(editor).get(page_of(letter)).content.decode()
    mails.send()
    assert letter.notice.get_absolute_url() in mail.outbox[-1].body
    assert letter.number in client.get(letter.notice.get_absolute_url()).content.decode()


def test_a_notice_that_goes_out_with_an_update_decides_the_letter_too(letter, writer, editor, second_editor):
    copy = move(letter.article, ("propose_update", writer))
    edit(copy, by=writer, body="<p>Jalan tidak ditutup.</p>")
    proposal = make_notice(kind="hak-jawab", text=TEXT, requester="Rahmat", complaint=letter)
    copy = move(type(copy).objects.get(pk=copy.pk), ("propose_notice", writer), notice=proposal)
    move(copy, ("submit", writer), ("approve_and_publish", editor))
    assert fresh(letter).notice.text == TEXT


def test_a_letter_about_another_story_or_for_another_role_fills_in_nothing(letter, writer, editor, visit):
    other = publish(make_article(writer, headline="Lain"), writer, editor)
    path = reverse("admin:articles_article_notice", args=[other.pk])
    for person, number in ((editor, letter.pk), (writer, letter.pk), (editor, "x"), (editor, 10**12)):
        assert "Saya tidak pernah" not in visit(person).get(f"{path}?surat={number}").content.decode()
    own = reverse("admin:articles_article_notice", args=[letter.article_id])
    assert "Saya tidak pernah" not in visit(writer).get(f"{own}?surat={letter.pk}").content.decode()


# ---- The clock


def told(kind):
    return {note.recipient.username for note in Notification.objects.filter(kind=kind)}


def test_whoever_looks_after_the_region_hears_of_a_letter_first(story, editor, second_editor):
    make_coverage(editor, story.region, begins="00:00", ends="00:00")
    make_letter(story)
    assert told("letter_received") == {"edi"}
    assert "HJ-" in Notification.objects.get(kind="letter_received").words
    make_letter(None, kind="keluhan")
    assert told("letter_received") == {"edi", "eka"}


def test_a_letter_that_waits_is_told_to_more_people_and_past_its_deadline_to_the_managing_editors(
    story, editor, second_editor, managing_editor
):
    make_letter(story, ago=timedelta(hours=23))
    alerts.escalate()
    assert told("letter_waits") == set()
    letter = make_letter(story, ago=timedelta(hours=25))
    alerts.escalate()
    alerts.escalate()
    assert told("letter_waits") >= {"edi", "eka"}
    assert letter.steps.filter(action="remind").count() == 1
    assert fresh(letter).escalate_at == letter.due_at
    late = make_letter(story, ago=timedelta(hours=49))
    alerts.escalate()
    assert managing_editor.username in told("letter_overdue")
    assert fresh(late).escalate_at > timezone.now() + timedelta(hours=23)


def test_whoever_works_on_it_alone_is_reminded(letter, story, editor, second_editor):
    letter = make_letter(story, ago=timedelta(hours=25))
    steps.take(letter, by=editor)
    alerts.escalate()
    assert told("letter_waits") == {"edi"}


def test_what_is_in_hand_asks_nobody_any_more(letter, editor, second_editor):
    assert Notification.objects.filter(kind="letter_received", read_at=None).exists()
    steps.take(letter, by=editor)
    assert not Notification.objects.filter(kind="letter_received", read_at=None).exists()
    steps.refuse(letter, "accurate", "Benar.", by=editor)
    assert not Complaint.objects.to_escalate().exists()


def test_one_letter_that_fails_holds_up_no_other(story, editor, monkeypatch):
    first, second = (make_letter(story, ago=timedelta(hours=hours)) for hours in (30, 25))
    notify = alerts._notify

    def failing(kind, people, letter):
        if letter.pk == first.pk:
            raise RuntimeError
        notify(kind, people, letter)

    monkeypatch.setattr(alerts, "_notify", failing)
    alerts.escalate()
    assert fresh(second).steps.filter(action="remind").exists()


def test_the_pulse_does_both(story):
    assert {alerts.escalate, mails.send} <= set(tasks.DUTIES)


# ---- Figures


def test_the_figures_of_a_year_count_each_letter_once(story, editor, second_editor, visit):
    on_time, late = make_letter(story), make_letter(story, ago=timedelta(days=5))
    steps.refuse(on_time, "accurate", "Benar.", by=editor)
    steps.publish(late, notice_of(story, editor, second_editor), by=editor)
    steps.put_aside(make_letter(story), by=editor)
    make_letter(None, kind="keluhan")
    year = late.created_at.year
    by_kind, by_reason = figures.tables(year)
    rows = {row[0]: row[1:] for row in by_kind.rows}
    assert rows["Hak jawab"] == [2, 1, 0, 1, 0, 0, 1, 1]
    assert rows["Keluhan"] == [1, 0, 0, 0, 0, 1, 0, 0]
    assert rows["semua"] == [3, 1, 0, 1, 0, 1, 1, 1]
    assert dict(by_reason.rows)["Isi berita sudah diperiksa ulang dan benar."] == 1
    html = visit(editor).get(f"{reverse('admin:letter_figures')}?tahun={year}").content.decode()
    answer = visit(editor).get(f"{reverse('admin:letter_figures_csv')}?tahun={year}")
    sheet = list(csv.reader(io.StringIO(answer.content.decode().removeprefix("\ufeff"))))
    assert ["Hak jawab", *map(str, rows["Hak jawab"])] in sheet
    assert html.count("<tr>") == len(by_kind.rows) + len(by_reason.rows) + 2
    for wrong in ("1999", "x", "3000"):
        assert visit(editor).get(f"{reverse('admin:letter_figures')}?tahun={wrong}").status_code == 404


def test_a_form_of_files_alone_takes_the_same_as_the_page():
    with pytest.raises(ValidationError):
        FilesField().clean([file(b"bukan", "a.pdf")])


# ---- Letters that came another way


def record(client, **values):
    form = letter_form(
        None, **{"kind": "keluhan", "channel": "post", "arrived_at": "2026-11-30T08:15", "email": ""} | values
    )
    del form["seal"], form["website"]
    return client.post(reverse("admin:letter_record"), form, follow=True)


def test_a_letter_on_paper_is_recorded_with_the_time_at_which_it_came(publication, visit, editor):
    html = record(visit(editor)).content.decode()
    letter = Complaint.objects.get()
    assert letter.code() in html
    assert letter.get_channel_display() == "di atas kertas"
    assert timezone.localtime(letter.created_at).isoformat() == "2026-11-30T08:15:00+07:00"
    assert letter.due_at - letter.created_at == timedelta(hours=48)
    step = letter.steps.get()
    assert (step.actor, step.words) == (editor, "di atas kertas")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("arrived_at", "2999-01-01T00:00"),
        ("arrived_at", "kemarin"),
        ("channel", "form"),
        ("text", ""),
        ("kind", "cabut"),
    ],
)
def test_what_is_wrong_in_a_recorded_letter_is_told_beside_its_field(
    publication, visit, editor, field, value
):
    answer = record(visit(editor), **{field: value})
    assert answer.status_code == 400
    assert f'id="id_{"address" if field == "kind" else field}_error"' in answer.content.decode()
    assert NAME in answer.content.decode()
    assert not Complaint.objects.exists()


def test_nobody_but_editors_records_a_letter(publication, visit, writer, administrator):
    for person in (writer, administrator):
        assert record(visit(person)).status_code == 403


def test_a_story_leads_to_its_letters_and_to_no_others(letter, visit, editor, writer):
    steps.refuse(letter, "accurate", "Benar.", by=editor)
    make_letter(None, kind="keluhan", name="Orang lain")
    story = letter.article
    review = visit(editor).get(reverse("admin:articles_article_review", args=[story.pk])).content.decode()
    assert f"{LETTERS}?berita={story.pk}" in review
    html = visit(editor).get(f"{LETTERS}?berita={story.pk}").content.decode()
    assert NAME in html
    assert "Orang lain" not in html
    for wrong in ("x", "999999", ""):
        assert visit(editor).get(f"{LETTERS}?berita={wrong}").status_code == 404
    review = visit(writer).get(reverse("admin:articles_article_review", args=[story.pk])).content.decode()
    assert "?berita=" not in review.replace("/hak-jawab/?berita=", "")


def test_a_letter_of_somebody_who_left_is_everybodys_again(letter, story, editor, second_editor):
    letter = make_letter(story, ago=timedelta(hours=25))
    steps.take(letter, by=editor)
    type(editor).objects.filter(pk=editor.pk).update(is_active=False)
    alerts.escalate()
    assert told("letter_waits") == {"eka"}
