"""Notices: two persons, words that stay, and the question that an update asks."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from articles.models import Article, Notice
from articles.text.story_text import StoryText
from staff import workflow
from staff.models import NoticeProposal
from staff.personal_data import striking
from staff.reporting import audit_file
from staff.workflow.changed_facts import facts_gone
from tests.support.factories import edit, make_article, make_notice, move, publish, update

WORDS = {
    "kind": "ralat",
    "text": "Jumlah korban dalam berita ini keliru.",
    "before": "Tiga orang meninggal.",
    "after": "Satu orang meninggal.",
    "apology": "Redaksi meminta maaf.",
}


@pytest.fixture
def story(publication, writer, editor):
    body = "<p>Tiga orang meninggal di Dringu, kata Kapolsek Sumarno. Air naik 40 cm.</p>"
    return publish(
        make_article(writer, headline="Banjir Dringu, tiga orang meninggal", body=body), writer, editor
    )


def test_one_person_proposes_and_another_publishes(story, writer, editor, second_editor):
    before = story.updated_at
    move(story, ("propose_notice", editor), notice=make_notice(**WORDS))
    assert not Notice.objects.exists()
    with pytest.raises(workflow.Refused, match="Anda yang mengusulkan"):
        move(story, ("publish_notice", editor))
    story = move(story, ("publish_notice", second_editor))
    notice = story.notices.get()
    assert notice.words == WORDS | {"origin": "newsroom", "requester": ""}
    assert (notice.proposed_by, notice.published_by) == (editor, second_editor)
    assert notice.revision == story.newest_revision
    assert story.updated_at == notice.created_at != before
    assert not NoticeProposal.objects.exists()


def test_a_notice_without_words_is_refused(story, editor):
    with pytest.raises(workflow.Refused, match="Tulis dulu") as refused:
        workflow.perform("propose_notice", story, by=editor, revision=story.version)
    assert refused.value.code == "notice"


def test_a_dropped_notice_stays_in_the_history(story, writer, editor, second_editor):
    move(story, ("propose_notice", writer), notice=make_notice(**WORDS))
    move(story, ("drop_notice", second_editor))
    assert not NoticeProposal.objects.exists()
    assert not Notice.objects.exists()
    assert WORDS["text"] in story.events.get(action="drop_notice").reason
    assert WORDS["before"] in story.events.get(action="propose_notice").reason


@pytest.mark.parametrize(
    "change", ["UPDATE articles_notice SET text = 'lain'", "DELETE FROM articles_notice"]
)
def test_nobody_changes_a_public_notice(story, editor, second_editor, change):
    move(story, ("propose_notice", editor), ("publish_notice", second_editor))
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)


def test_a_withdrawal_is_a_notice_too(story, editor, managing_editor):
    move(story, ("request_withdrawal", editor), ("withdraw", managing_editor))
    notice = Notice.objects.get()
    assert (notice.kind, notice.text) == ("pencabutan", "Alasan.")
    assert (notice.proposed_by, notice.published_by) == (editor, managing_editor)


# ---- With an update


def corrected(story, writer, **changes):
    changes = changes or {"body": story.body.replace("Tiga orang", "Satu orang")}
    copy = edit(move(story, ("propose_update", writer)), writer, **changes)
    return move(copy, ("submit", writer))


def perform(name, article, by, **kwargs):
    return workflow.perform(
        name, article, by=by, revision=Article.objects.get(pk=article.pk).version, **kwargs
    )


def test_an_update_that_takes_a_fact_back_asks_for_a_notice(story, writer, editor):
    copy = corrected(story, writer)
    with pytest.raises(workflow.Refused) as refused:
        perform("approve_and_publish", copy, editor)
    assert "angka (tiga)" in str(refused.value.problems[0].message)


def test_the_notice_goes_out_with_the_update(story, writer, editor, second_editor):
    copy = corrected(story, writer)
    move(copy, ("propose_notice", writer), notice=make_notice(**WORDS))
    perform("approve_and_publish", copy, editor)
    notice = Notice.objects.get()
    assert (notice.article, notice.proposed_by, notice.published_by) == (story, writer, editor)
    assert notice.revision == Article.objects.get(pk=story.pk).newest_revision
    assert not NoticeProposal.objects.exists()


def test_who_proposed_the_notice_does_not_put_its_update_online(story, writer, editor, second_editor):
    copy = corrected(story, writer)
    move(copy, ("propose_notice", editor))
    with pytest.raises(workflow.Refused, match="Anda yang mengusulkan"):
        perform("approve_and_publish", copy, editor)
    perform("approve", copy, editor)
    with pytest.raises(workflow.Refused, match="Anda yang mengusulkan"):
        perform("publish", copy, editor)
    perform("publish", copy, second_editor)
    assert Notice.objects.exists()


def test_an_editor_says_why_readers_need_not_be_told(story, writer, editor, second_editor):
    copy = corrected(story, writer)
    perform("waive_notice", copy, second_editor, reason="Angka lama diralat di media sosial.")
    perform("approve_and_publish", copy, editor)
    assert not Notice.objects.exists()
    assert Article.objects.get(pk=copy.pk).events.get(action="waive_notice").reason.startswith("Angka lama")


def test_a_reason_holds_for_what_it_was_given_for(story, writer, editor, second_editor):
    copy = corrected(story, writer)
    perform("waive_notice", copy, editor, reason="Angka sudah diralat.")
    copy = move(copy, ("return", editor))
    edit(copy, writer, body=story.body.replace("Tiga orang", "Satu orang").replace("Sumarno", "Sutrisno"))
    move(copy, ("submit", writer))
    with pytest.raises(workflow.Refused) as refused:
        perform("approve_and_publish", copy, second_editor)
    assert "nama (sumarno)" in str(refused.value.problems[0].message)


ADDITIONS = {
    "a paragraph": lambda text: text.replace(
        body=text.body + "<p>Bantuan datang dari 12 desa, kata Bupati Haris.</p>"
    ),
    "a slip": lambda text: text.replace(body=text.body.replace("naik", "niak")),
    "a photo's words": lambda text: text.replace(sign_off="(*)"),
}


@pytest.mark.parametrize("name", ADDITIONS)
def test_what_only_adds_asks_nothing(story, writer, editor, name):
    text = ADDITIONS[name](story.snapshot())
    copy = corrected(story, writer, body=text.body, sign_off=text.sign_off)
    perform("approve_and_publish", copy, editor)


# former text, new text, numbers and names that are gone
FORMER_FACTS = [
    ("Korban 3 orang.", "Korban 2 orang.", {"3"}, set()),
    ("Kerugian Rp 4,5 miliar.", "Kerugian Rp 45 juta.", {"Rp4,5", "miliar"}, set()),
    ("Dua rumah, dua mobil.", "Dua rumah.", {"dua"}, set()),
    ("Tersangka bernama Andi Wijaya.", "Tersangka bernama Budi Wijaya.", set(), {"andi"}),
    ("Kepala Dinas hadir. dinas itu baru.", "Dinas itu baru. Kepala hadir.", set(), set()),
    ("KPK menahan Bupati.", "Bupati ditahan KPK.", set(), set()),
    ("Semua warga pulang.", "Warga pulang.", set(), set()),
]


@pytest.mark.parametrize(("old", "new", "numbers", "names"), FORMER_FACTS)
def test_facts_that_are_gone(old, new, numbers, names):
    facts = facts_gone(text_of(old), text_of(new))
    assert not facts.headline
    assert {word.casefold() for word in facts.numbers} == {word.casefold() for word in numbers}
    assert facts.names == names


def text_of(words):
    return StoryText(headline="Judul", slug="judul", body=f"<p>{words}</p>")


# ---- At the desk


def test_the_form_tells_what_a_kind_needs(client, story, editor):
    client.force_login(editor)
    url = reverse("admin:articles_article_notice", args=[story.pk])
    assert "Redaksi meminta maaf" in client.get(url).text
    response = client.post(
        url, {"kind": "ralat", "text": "Keliru.", "origin": "newsroom", "revision": story.version}
    )
    assert response.status_code == 400
    assert set(response.context["form"].errors) == {"before", "after", "apology"}
    assert "Keliru." in response.text
    response = client.post(url, WORDS | {"origin": "newsroom", "revision": story.version})
    assert response.status_code == 302
    review = client.get(response.url).text
    assert WORDS["before"] in review
    assert "mengusulkan catatan" in review


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", "x" * 4001),
        ("before", "x" * 601),
        ("requester", "x" * 121),
        ("kind", "pencabutan"),
        ("text", "a\x00b"),
    ],
)
def test_bad_input_is_told_beside_its_field_and_nothing_is_lost(client, story, editor, field, value):
    client.force_login(editor)
    url = reverse("admin:articles_article_notice", args=[story.pk])
    response = client.post(url, WORDS | {"origin": "newsroom", "revision": story.version, field: value})
    assert response.status_code == 400
    assert field in response.context["form"].errors
    assert WORDS["after"] in response.text
    assert not NoticeProposal.objects.exists()


def test_a_notice_waits_one_at_a_time(client, story, editor, second_editor):
    move(story, ("propose_notice", editor))
    client.force_login(second_editor)
    url = reverse("admin:articles_article_notice", args=[story.pk])
    response = client.post(url, WORDS | {"origin": "newsroom", "revision": story.version})
    assert response.status_code == 400
    assert "Sudah ada catatan" in response.text
    assert WORDS["after"] in response.text


# ---- What is kept


def test_the_file_of_the_story_has_the_notice_in_its_chain(story, editor, second_editor):
    move(story, ("propose_notice", editor), notice=make_notice(**WORDS))
    before = audit_file.AuditFile(story)
    move(story, ("publish_notice", second_editor))
    after = audit_file.AuditFile(story)
    assert after.hashes[: len(before.hashes)] == before.hashes
    assert [key.kind for key in after.keys][-2:] == ["notice", "step"]
    assert not after.damaged


def test_words_are_struck_out_of_notices_too(story, editor, second_editor, managing_editor):
    words = WORDS | {"text": "Bukan Sumarno yang mengatakannya."}
    move(story, ("propose_notice", editor), ("publish_notice", second_editor), notice=make_notice(**words))
    move(story, ("propose_notice", editor), notice=make_notice(**words))
    file = audit_file.AuditFile(story)
    redaction = striking.ask(
        ["Sumarno"],
        replacement="S",
        stories=[story],
        ground="protection",
        reason="Diminta.",
        by=managing_editor,
    )
    striking.decide(redaction, "accepted", by=second_editor)
    assert Notice.objects.get().text == "Bukan S yang mengatakannya."
    assert NoticeProposal.objects.get().text == "Bukan S yang mengatakannya."
    after = audit_file.AuditFile(story)
    assert after.hashes[: len(file.hashes)] == file.hashes
    assert not after.damaged


def test_an_update_of_an_update_tells_readers_once(story, writer, editor):
    update(story, writer, editor, headline="Banjir Dringu, satu orang meninggal")
    assert Article.objects.get(pk=story.pk).headline.endswith("satu orang meninggal")
    with pytest.raises(ValidationError):
        NoticeProposal(kind="pencabutan", text="x").clean_fields(exclude=["article", "proposed_by"])
