"""Questions at approval: no approval without the answers, and the history keeps them."""

import pytest
from django.urls import reverse

from articles.models import Article, Publication
from staff import roles, workflow
from staff.models import BulkStep
from staff.workflow import questions
from tests.support.factories import make_article, make_photo, make_user, move, update

EXCEPTION = {
    "unverified_note": "Belum terverifikasi.",
    "public_interest": "Banjir.",
    "first_source": "Kepala desa.",
    "contact_attempts": "Tiga kali ditelepon.",
}
PAID = {"commercial_label": "advertorial", "advertiser": "PT Uji"}


@pytest.fixture
def house(publication):
    Publication.objects.update(asks_at_approval=True)


def approve(story, by, *answers, name="approve", **kwargs):
    version = Article.objects.get(pk=story.pk).version
    return workflow.perform(name, story, by=by, revision=version, answers=answers, **kwargs)


def submitted(writer, **fields):
    return move(make_article(writer, **fields), ("submit", writer))


# A story's fields → the answers of which each question wants one
ASKED = [
    ({}, [{"both_sides", "no_other_side"}]),
    (EXCEPTION, [{"exception"}]),
    ({"ai_uses": ["draft"]}, [{"both_sides", "no_other_side"}, {"ai_checked"}]),
    (PAID, []),
    (PAID | {"advertised_goods": "tobacco"}, [{"ad_tobacco_1"}]),
    (PAID | {"advertised_goods": "medicine"}, [{"ad_medicine_1"}, {"ad_medicine_2"}]),
    ({"advertised_goods": "tobacco"}, [{"both_sides", "no_other_side"}]),
]


@pytest.mark.parametrize(("fields", "asked"), ASKED)
@pytest.mark.parametrize("action", ["approve", "approve_and_publish", "publish_alone"])
def test_each_question_has_to_be_answered_at_every_door(house, writer, editor, fields, asked, action):
    story = submitted(writer, **fields)
    by = editor
    if action == "publish_alone":
        writer.groups.add(*make_user("piket", roles.NIGHT_DESK).groups.all())
        by = type(writer).objects.get(pk=writer.pk)
    assert [set(q.options) for q in questions.questions_about(story)] == asked
    answers = [sorted(options)[0] for options in asked]
    for missing in answers:
        with pytest.raises(workflow.Refused) as refused:
            approve(story, by, *(set(answers) - {missing}), name=action, reason="Malam.")
        assert refused.value.code == "answers"
        assert Article.objects.get(pk=story.pk).status == "submitted"
    approve(story, by, *answers, "tidak-dikenal", name=action, reason="Malam.")
    events = Article.objects.get(pk=story.pk).events.all()
    event = next(e for e in events if e.action in ("approve", "publish_alone"))
    assert set(event.codes) == set(answers)
    for code in answers:
        assert str(questions.labels()[code]) in event.reason


def test_a_house_that_does_not_ask_still_asks_for_the_exception_ai_and_its_own_goods(
    publication, writer, editor
):
    Publication.objects.update(ad_rules=["alcohol"])
    assert questions.questions_about(submitted(writer)) == []
    assert questions.questions_about(submitted(writer, **PAID, advertised_goods="tobacco")) == []
    for fields in (EXCEPTION, {"ai_uses": ["draft"]}, PAID | {"advertised_goods": "alcohol"}):
        assert questions.questions_about(submitted(writer, **fields))


def test_each_code_fits_its_column_and_each_goods_has_rules_with_their_source():
    assert all(len(code) <= 20 for code in questions.labels())
    assert set(questions.AD_RULES) == set(Article.AdvertisedGoods)
    for rules in questions.AD_RULES.values():
        assert all(rule.source and not rule.is_verified for rule in rules)


def test_an_update_is_asked_as_well(house, writer, editor):
    story = move(submitted(writer), ("approve_and_publish", editor))
    live = update(story, writer, editor, standfirst="Teras baru.")
    assert live.updates.get().events.get(action="approve").codes == ["both_sides", "no_other_side"]


# ---- At the desk


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def act(desk, story, action="approve", **values):
    data = {"revision": Article.objects.get(pk=story.pk).version} | values
    return desk.post(reverse("admin:articles_article_act", args=[story.pk, action]), data)


def test_the_review_screen_asks_and_keeps_what_was_ticked(house, writer, desk):
    story = submitted(writer, ai_uses=["draft"], ai_tool="Alat")
    html = desk.get(reverse("admin:articles_article_review", args=[story.pk])).content.decode()
    assert "Apakah naskah ini sudah diverifikasi" in html
    assert html.count('value="ai_checked"') == 2  # once a button
    response = act(desk, story, **{"answer-1": "both_sides"})
    html = response.content.decode()
    assert (response.status_code, "Jawab dulu yang ditanyakan" in html) == (400, True)
    assert 'value="both_sides" required checked' in html
    response = act(desk, story, **{"answer-1": "both_sides", "answer-2": "ai_checked"})
    assert response.status_code == 302
    assert Article.objects.get(pk=story.pk).status == "approved"


def test_many_at_once_answer_once_and_those_with_further_questions_are_refused(house, writer, desk):
    plain, ai = submitted(writer), submitted(writer, headline="Dengan AI", ai_uses=["draft"])
    picks = [f"{story.pk}-{Article.objects.get(pk=story.pk).version}" for story in (plain, ai)]
    url = reverse("admin:articles_article_bulk")
    data = {"do": "approve", "s": picks, "key": "6a2c3a1e-0000-4000-8000-000000000009"}
    assert (
        "Apakah naskah ini sudah diverifikasi"
        in desk.get(url, {"do": "approve", "s": picks}).content.decode()
    )
    response = desk.post(url, data)
    assert (response.status_code, "Nyatakan apakah" in response.content.decode()) == (400, True)
    desk.post(url, data | {"answers": "both_sides"})
    assert [Article.objects.get(pk=story.pk).status for story in (plain, ai)] == ["approved", "submitted"]
    assert "AI dipakai" in BulkStep.objects.get(article=ai).message


# ---- The page of disclosures


def write(desk, story, status=302, **values):
    version = Article.objects.get(pk=story.pk).version
    url = reverse("admin:articles_article_disclosures", args=[story.pk])
    response = desk.post(url, {"revision": version} | values)
    assert response.status_code == status, response.content.decode()[-4000:]
    return response


def test_what_is_written_becomes_part_of_the_text(publication, writer, client):
    client.force_login(writer)
    story = make_article(writer)
    write(client, story, **PAID, **EXCEPTION, source_name="KB", source_url="https://kb.example/1", source_id="1",
          ai_uses=["draft", "data"], ai_tool="Alat", advertised_goods="food")  # fmt: skip
    story = Article.objects.get(pk=story.pk)
    said = story.snapshot().disclosures
    assert (said.advertiser, said.ai_uses, said.source_id) == ("PT Uji", ("draft", "data"), "1")
    assert (story.version, story.newest_revision.text.disclosures) == (2, said)
    write(client, story, commercial_label="", advertiser="")
    assert Article.objects.get(pk=story.pk).snapshot().disclosures == type(said)()


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"commercial_label": "ad"}, "advertiser", "Sebutkan siapa yang membayar"),
        ({"advertiser": "PT"}, "commercial_label", "Pilih label"),
        ({"unverified_note": "Belum."}, "public_interest", "hanya bila keempatnya"),
        ({"contact_attempts": "Ditelepon."}, "unverified_note", "hanya bila keempatnya"),
        ({"source_url": "https://x.example/"}, "source_name", "Sebutkan kantor berita"),
        ({"source_name": "KB", "source_url": "javascript:alert(1)"}, "source_url", "URL"),
        ({"ai_tool": "Alat"}, "ai_uses", "dipakai untuk apa"),
        ({"ai_uses": ["sihir"]}, "ai_uses", "sihir"),
        ({"verifies": "999999"}, "verifies", "999999"),
        ({"unverified_note": "x" * 1_000_000}, "unverified_note", "300"),
        ({"advertiser": "a\x00b", "commercial_label": "ad"}, "advertiser", "Karakter"),
    ],
)  # fmt: skip
def test_bad_input_is_told_beside_its_field_and_nothing_is_lost(
    publication, writer, client, values, field, words
):
    client.force_login(writer)
    story = make_article(writer)
    response = write(client, story, 400, **values)
    html = response.content.decode()
    error = html.split(f'id="id_{field}_error">')[1].split("</p>")[0]
    assert words in error
    assert response.context["form"][field].value() == values.get(
        field, response.context["form"][field].value()
    )
    assert Article.objects.get(pk=story.pk).version == 1


def test_a_live_story_gets_an_update_and_readers_keep_theirs(publication, writer, editor, desk):
    story = move(submitted(writer), ("approve_and_publish", editor))
    response = write(desk, story, **PAID)
    copy = Article.objects.get(update_of=story)
    assert response["Location"].endswith(f"/{copy.pk}/tinjau/")
    assert copy.advertiser == "PT Uji"
    assert Article.objects.get(pk=story.pk).advertiser == ""


def test_who_may_not_change_the_story_may_not_write_here(publication, writer, other_writer, client):
    story = submitted(writer)
    client.force_login(other_writer)
    url = reverse("admin:articles_article_disclosures", args=[story.pk])
    assert client.get(url).status_code == 404
    client.force_login(writer)
    html = client.post(url, {"revision": 1, **PAID}).content.decode()  # it is with the editors
    assert 'role="alert"' in html
    assert Article.objects.get(pk=story.pk).advertiser == ""


def test_checks_lead_to_the_page(publication, writer, desk):
    story = submitted(writer, **PAID)
    Article.objects.filter(pk=story.pk).update(advertiser="")
    html = desk.get(reverse("admin:articles_article_review", args=[story.pk])).content.decode()
    assert f"/articles/article/{story.pk}/keterangan/#id_advertiser" in html


# ---- Checks that look at rows


def problems_of(desk, story):
    return desk.get(reverse("admin:articles_article_review", args=[story.pk])).content.decode()


def test_goods_pictures_and_verified_stories_are_checked(publication, writer, desk):
    paid = submitted(writer, **PAID, headline="Rokok baru dari Kraksaan dijual")
    assert "Iklan ini berbicara tentang rokok" in problems_of(desk, paid)
    Publication.objects.update(ad_rules=[])
    assert "Iklan ini berbicara tentang" not in problems_of(desk, paid)
    for name, source, words in (("a", "ai", "dibuat dengan AI"), ("b", "archive", "dari arsip")):
        story = submitted(writer, headline=f"Dengan foto {name}", lead_photo=make_photo(name, source=source))
        assert words in problems_of(desk, story)
    draft = make_article(writer, headline="Belum terbit")
    story = submitted(writer, headline="Memverifikasi", verifies=draft)
    assert "tidak ditampilkan kepada pembaca" in problems_of(desk, story)


def test_unverified_stories_age_on_the_first_page(publication, writer, editor, desk):
    story = move(submitted(writer, **EXCEPTION), ("approve_and_publish", editor))
    html = desk.get(reverse("admin:index")).content.decode()
    section = html.split("Belum terverifikasi dan sudah dibaca")[1]
    assert story.headline in section
    assert "belum terverifikasi selama" in section
