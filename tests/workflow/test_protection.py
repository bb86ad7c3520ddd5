"""A story that protects somebody: what asks for it, the checklist of all places, and the refusal until it is answered."""

import pytest

from articles.models import Article, Credit, Person, Pick
from articles.models.protection import ProtectedPerson
from articles.text.story_text import CreditLine
from staff import roles, workflow
from staff.workflow import Refused, checks, protected_signs, protection
from staff.workflow.manuscript import Manuscript
from tests.support.factories import (
    edit,
    make_article,
    make_photo,
    make_user,
    move,
    publish,
)
from tests.support.manuscripts import manuscript, p

NAME = "Melati Anggraini"
VICTIM = [ProtectedPerson.CHILD_VICTIM]


@pytest.mark.parametrize(
    "text",
    [
        "Siswi SMP 14 tahun di Mayangan korban pencabulan paman",
        "Seorang perempuan diperkosa di Kraksaan",
        "MA (15), warga Jalan Mawar, ditangkap polisi karena mencuri",
        "Bocah asal Desa Krejengan tewas tenggelam",
        "Rudi Hartono, 16 tahun, menjadi tersangka pembegalan bersama pelaku lain",
        "Korban berinisial SR, warga Dusun Krajan, melapor",
        "Pelajar SMK Negeri 2 dikeroyok dalam tawuran",
        "Polisi mencari anak di bawah umur yang hilang",
        "Terdakwa kekerasan seksual divonis delapan tahun",
        "Balita ditelantarkan ibunya; pelaku diperiksa",
    ],
)
def test_signs_ask(text):
    assert protected_signs.signs(text)


@pytest.mark.parametrize(
    "text",
    [
        "Siswi SMP 14 tahun juara catur di Surabaya",
        "Rudi Hartono (45), tersangka korupsi, ditahan",
        "HUT ke-17 tahun ini: tersangka Budi Santoso dijaga polisi selama 10 tahun penjara",
        "Korban banjir mengungsi di balai desa",
        "Harga cabai naik 15 persen di Pasar Kraksaan",
        "Persik menang; Budi Santoso (2) mencetak gol",
        "Izin tambang dicabut bupati",
        "",
    ],
)
def test_ordinary_texts_ask_nothing(text):
    assert protected_signs.signs(text) == []


def test_the_question_is_advice_and_leads_to_its_page(publication, writer):
    story = make_article(writer, headline="Siswi SMP korban pencabulan", body=p("Siswi itu 14 tahun."))
    problem = next(
        one for one in checks.review(Manuscript.of(story), checks.PUBLISH) if "pencabulan" in one.message
    )
    assert not problem.is_required
    assert problem.page.endswith(f"/{story.pk}/perlindungan/")
    workflow.protect(story, [], by=writer)
    story = Article.objects.get(pk=story.pk)
    assert not [*checks.protected_persons_are_flagged(Manuscript.of(story))]


def test_a_text_that_is_not_saved_yet_is_asked_too():
    assert [*checks.protected_persons_are_flagged(manuscript(headline="Siswi SMP korban pencabulan"))]


@pytest.fixture
def story(publication, writer):
    photo = make_photo("melati", caption=f"{NAME} di rumah", alt=f"Wajah {NAME}", credit="Wati")
    photo.metadata = {"persons_shown": NAME}
    photo.save()
    story = make_article(writer, headline=f"{NAME} korban pencabulan", standfirst=f"{NAME}, 14 tahun.",
        body=p(f"{NAME} siswi SMP."), lead_photo=photo, tags=[NAME])  # fmt: skip
    source = Person.objects.create(name=NAME)
    credit = CreditLine(source.pk, Credit.Role.SOURCE, NAME)
    edit(story, writer, credits=(*story.snapshot().credits, credit))
    return Article.objects.get(pk=story.pk)


def answer_all(story, by):
    lines = protection.open_lines(Manuscript.of(story))
    workflow.answer_places(story, {line.place.name: line.digest for line in lines}, by=by)


def test_the_checklist_shows_the_name_in_each_place_where_it_is_put(story, writer):
    story = workflow.protect(story, VICTIM, by=writer)
    holding = {
        line.place.name
        for line in protection.lines(Manuscript.of(story))
        if NAME in " ".join(line.texts) or "melati" in " ".join(line.texts)
    }
    assert holding >= {"headline", "standfirst", "body", "slug", "tags", "names", "alt", "captions", "file_names", "metadata"}  # fmt: skip
    assert all(
        line.url for line in protection.lines(Manuscript.of(story)) if line.texts
    )  # each leads to where it is mended


def test_it_is_refused_until_every_place_is_answered(story, writer, editor):
    story = workflow.protect(story, VICTIM, by=writer)
    move(story, ("submit", writer))
    story = Article.objects.get(pk=story.pk)
    for action in ("approve", "approve_and_publish"):
        with pytest.raises(Refused) as refused:
            workflow.perform(action, story, by=editor, revision=story.version)
        assert any("melindungi" in problem.message for problem in refused.value.problems)
    answer_all(story, editor)
    workflow.perform("approve_and_publish", story, by=editor, revision=story.version)
    assert Article.objects.get(pk=story.pk).is_public


def test_an_answer_holds_for_what_stood_there(story, writer, editor):
    story = workflow.protect(story, VICTIM, by=writer)
    answer_all(story, editor)
    assert not protection.open_lines(Manuscript.of(story))
    edit(story, writer, headline="Paman ditahan")
    story = Article.objects.get(pk=story.pk)
    assert {line.place.name for line in protection.open_lines(Manuscript.of(story))} <= {"headline", "slug"}
    assert "headline" in {line.place.name for line in protection.open_lines(Manuscript.of(story))}


def test_a_digest_of_something_else_answers_nothing(story, writer):
    story = workflow.protect(story, VICTIM, by=writer)
    before = len(protection.open_lines(Manuscript.of(story)))
    workflow.answer_places(story, {"headline": "0" * 64, "tidak-ada": "x"}, by=writer)
    assert len(protection.open_lines(Manuscript.of(story))) == before


def test_an_update_protects_the_same_persons(story, writer, editor):
    answer = workflow.protect(story, VICTIM, by=writer)
    answer_all(answer, editor)
    live = publish(Article.objects.get(pk=story.pk), writer, editor)
    copy = workflow.perform("propose_update", live, by=writer, revision=live.version)
    assert copy.protected == VICTIM
    workflow.protect(copy, [*VICTIM, ProtectedPerson.SEXUAL_OFFENCE], by=writer)
    assert set(Article.objects.get(pk=live.pk).protected) == {"child-victim", "sexual-offence"}


def test_a_writer_alone_takes_no_protection_away(story, writer, editor, other_writer):
    story = workflow.protect(story, VICTIM, by=writer)
    with pytest.raises(Refused):
        workflow.protect(story, [], by=writer)
    with pytest.raises(Refused):
        workflow.protect(story, VICTIM, by=other_writer)
    assert workflow.protect(story, [], by=editor).protected == []
    assert story.events.filter(action="protect").count() == 2


def test_a_missing_child_is_named(story, writer, editor):
    story = workflow.protect(story, [ProtectedPerson.MISSING_CHILD], by=writer)
    assert publish(Article.objects.get(pk=story.pk), writer, editor).is_public


def test_other_stories_and_the_front_page_are_places(story, writer, editor):
    story = workflow.protect(story, VICTIM, by=writer)
    answer_all(story, editor)
    live = publish(Article.objects.get(pk=story.pk), writer, editor)
    other = make_article(writer, headline="Cerita lain", body=f'<p>Isi.</p><figure class="media"><oembed url="/berita/{live.pk}/"></oembed></figure>')  # fmt: skip
    publish(other, writer, editor)
    Pick.objects.create(article=live, place="lead")
    live = Article.objects.get(pk=live.pk)
    texts = {line.place.name: line.texts for line in protection.lines(Manuscript.of(live))}
    assert texts["led_from"] == ["Cerita lain"]
    assert texts["picks"]


def test_the_page_says_what_is_wrong_beside_its_field(story, writer, visit):
    client = visit(writer)
    address = f"/redaksi-desk/articles/article/{story.pk}/perlindungan/"
    assert client.get(address).status_code == 200
    for kinds in ([], ["nobody", "child-victim"], ["x"]):
        response = client.post(address, {"do": "bendera", "kinds": kinds})
        assert response.status_code == 400
        assert "id_kinds_error" in response.content.decode()
    assert Article.objects.get(pk=story.pk).protected is None
    assert client.post(address, {"do": "bendera", "kinds": ["child-victim"]}).status_code == 302
    page = client.get(address).content.decode()
    assert "Tempat identitas" in page
    assert client.post(address, {"do": "periksa", "p": ["headline", "headline:1"]}).status_code == 302


def test_a_stranger_finds_no_such_page(story, visit):
    other = visit(make_user("lain", roles.WRITER))
    assert other.get(f"/redaksi-desk/articles/article/{story.pk}/perlindungan/").status_code == 404
