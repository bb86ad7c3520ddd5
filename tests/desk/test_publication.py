"""The publication's own data: how a story looks by them."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Publication
from articles.models.publication import validate_dateline_pattern
from articles.places import dateline_pattern
from articles.text import body
from staff.desk import proposals
from staff.models import Change, Notification, PublicationProposal, User
from staff.workflow import Refused
from tests.support.factories import make_article, publish
from tests.support.forms import as_sent
from tests.support.public_pages import page

URL = "/redaksi-desk/articles/publication/1/change/"
LINES = "Baris satu\nBaris dua\n\nBaris empat"
PATTERN = "{PLACE}-{site}, "


@pytest.fixture
def house(publication, administrator, managing_editor, visit):
    """The browser of an administrator, who saves the publication's form with some values changed; a managing
    editor accepts what waits for a second person."""
    client = visit(administrator)

    def save(is_accepted=True, **values):
        sent = as_sent(client.get(URL).content.decode(), "publication_form")
        answer = client.post(URL, sent | values)
        for proposal in PublicationProposal.objects.open():
            if is_accepted:
                proposals.decide(proposal, "accepted", by=managing_editor)
        return answer

    return save


# ---- The dateline's pattern


def test_the_closing_space_survives_every_save(house):
    assert house(dateline_pattern=PATTERN, dateline_site="PANTURA7.com").status_code == 302
    for _time in range(2):
        house(phone="(0335) 2")
        publication = Publication.objects.get()
        assert publication.dateline("Probolinggo") == "PROBOLINGGO-PANTURA7.com, "


def test_the_default_of_an_empty_newsroom_keeps_its_space(administrator, visit, db):
    client = visit(User.objects.create_superuser("bos", password="rahasia"))
    sent = as_sent(client.get("/redaksi-desk/articles/publication/add/").content.decode(), "publication_form")
    assert client.post("/redaksi-desk/articles/publication/add/", sent | {"name": "Kabar"}).status_code == 302
    assert Publication.objects.get().dateline("Leces") == "LECES (Kabar) – "


@pytest.mark.parametrize(
    "pattern",
    [
        "{PLACE:>3000000}", "{place.__class__} {PLACE}", "{0}{place}", "{place!r}", "{{place}", "{place}}", "{}{place}",
        "{site} – ", "tanpa tempat", "", "{place}\n", "{place}\t–", "{place}\u200b ", "{place}\u202e", "{Place}",
        "{place}[{site[0]}]" * 2 + "{x}",
    ],
)  # fmt: skip
def test_a_pattern_is_plain_text_with_three_words(pattern):
    with pytest.raises(ValidationError):
        validate_dateline_pattern(pattern)


@pytest.mark.parametrize(
    "pattern", [PATTERN, "{place},- ", "{PLACE} ({site}) – ", "{site}, {place}: ", "{place} {place}"]
)
def test_patterns_that_houses_use_are_taken(pattern):
    validate_dateline_pattern(pattern)


def test_what_stands_in_a_place_or_a_name_is_never_read_as_a_pattern():
    assert dateline_pattern.fill("{place} {site}", "{site}", "{PLACE} %s") == "{site} {PLACE} %s"


def test_a_refused_pattern_comes_back_as_it_was_typed(house):
    response = house(dateline_pattern="{place:>9} ")
    assert "Hanya {place}" in response.content.decode()
    assert response.context["adminform"].form["dateline_pattern"].value() == "{place:>9} "


# ---- Datelines of the past


def test_published_stories_keep_their_dateline_when_the_pattern_changes(story, house, client):
    address = story.get_absolute_url()
    house(dateline_pattern=PATTERN)
    assert ">KRAKSAAN (KabarUji) – </span>" in page(client, address)
    later = timezone.now() + timedelta(minutes=2)
    assert Publication.objects.get().dateline("Kraksaan", later) == "KRAKSAAN-KabarUji, "
    house(dateline_site="Lain")
    assert ">KRAKSAAN (KabarUji) – </span>" in page(client, address)


def test_they_change_where_the_form_says_so(story, house, client):
    house(dateline_pattern=PATTERN, changes_published="on")
    assert ">KRAKSAAN-KabarUji, </span>" in page(client, story.get_absolute_url())


def test_a_dateline_of_the_past_is_data(story, house, client):
    house(
        dateline_pattern=PATTERN,
        changes_published="on",
        former_datelines='2018-10-31 "{place},- "\n2015-01-01 "{PLACE}: "',
    )
    Article.objects.filter(pk=story.pk).update(published_at="2018-07-10T05:00:00Z")
    assert ">Kraksaan,- </span>" in page(client, story.get_absolute_url())
    publication = Publication.objects.get()
    story.refresh_from_db()
    assert story.excerpt(publication).startswith("Kraksaan,- Air setinggi lutut")


@pytest.mark.parametrize(
    "line", ["2018-10-31 {place},- ", '2018-13-31 "{place}"', '2018-10-31 "{x}"', 'kemarin "{place}"']
)
def test_a_line_that_is_not_understood_is_named(line, house):
    response = house(former_datelines=line)
    assert response.status_code == 200
    assert response.context["adminform"].form.errors["former_datelines"]
    assert response.context["adminform"].form["former_datelines"].value().strip() == line.strip()


# ---- What every story prints changes by two persons


def decide(client, answer):
    proposal = PublicationProposal.objects.first()
    url = reverse("admin:articles_publication_proposal", args=[proposal.pk])
    return client.post(url, {"do": answer}, follow=True)


@pytest.mark.parametrize(
    "values",
    [
        {"name": "Koran Lain"},
        {"dateline_site": "Lain"},
        {"dateline_pattern": PATTERN},
        {"dateline_pattern": PATTERN, "changes_published": "on"},
        {"former_datelines": '2018-10-31 "{place},- "'},
    ],
    ids=lambda values: "+".join(values),
)
def test_what_every_story_prints_waits_for_a_second_person(
    values, story, house, visit, administrator, managing_editor
):
    before = Publication.objects.values().get()
    house(is_accepted=False, phone="(0335) 9", **values)
    after = Publication.objects.values().get()
    assert after == before | {"phone": "(0335) 9"}  # the rest is saved
    html = visit(managing_editor).get(URL).content.decode()
    assert "Setujui" in html
    assert "Setujui" not in visit(administrator).get(URL).content.decode()
    own = visit(administrator).get(URL).content.decode()
    assert "Setujui" not in own
    assert "Yang ditunggu: Mira." in own
    assert "Yang ditunggu" not in html
    assert "orang lain" in decide(visit(administrator), "terima").content.decode()
    assert Publication.objects.values().get() == after
    decide(visit(managing_editor), "terima")
    changed = {name for name, value in Publication.objects.values().get().items() if value != after[name]}
    assert changed - {"former_datelines"} == set(values) - {"changes_published", "former_datelines"}
    assert changed
    assert not Change.objects.to_sign().filter(table="articles_publication", after__has_any_keys=[*values])
    with pytest.raises(Refused):
        proposals.decide(PublicationProposal.objects.first(), "accepted", by=managing_editor)


def test_who_may_accept_a_proposal_is_named_and_told(story, house, visit, administrator, managing_editor):
    house(is_accepted=False, name="Koran Satu")
    assert "Yang ditunggu: Mira." in visit(administrator).get(URL).content.decode()
    told = Notification.objects.get(kind="publication_proposed")
    assert (told.recipient, told.by, told.path) == (managing_editor, administrator, URL)
    assert "Koran Satu" in told.words
    decide(visit(managing_editor), "terima")
    assert not Notification.objects.unread().filter(kind="publication_proposed")


def test_where_nobody_may_accept_a_proposal_the_way_out_is_said(
    story, house, visit, administrator, managing_editor
):
    managing_editor.leave()
    house(is_accepted=False, name="Koran Satu")
    own = visit(administrator).get(URL).content.decode()
    assert "undang administrator atau redaktur pelaksana kedua di Akun, atau tarik kembali usulannya" in own


def test_a_proposal_is_refused_or_taken_back_and_a_new_one_takes_its_place(
    story, house, visit, administrator
):
    house(is_accepted=False, name="Koran Satu")
    house(is_accepted=False, name="Koran Dua")
    assert [p.values for p in PublicationProposal.objects.open()] == [{"name": "Koran Dua"}]
    decide(visit(administrator), "tolak")
    assert not PublicationProposal.objects.open()
    assert Publication.objects.get().name == "Kabar Uji"


def test_before_the_first_story_is_public_a_paper_is_set_up_by_one(house):
    house(is_accepted=False, name="Koran Baru", dateline_pattern=PATTERN)
    publication = Publication.objects.get()
    assert (publication.name, publication.dateline_pattern) == ("Koran Baru", PATTERN)


def test_who_may_not_change_the_publication_decides_on_nothing(story, house, visit, writer):
    house(is_accepted=False, name="Koran Lain")
    assert decide(visit(writer), "terima").status_code == 403
    assert Publication.objects.get().name == "Kabar Uji"


# ---- How the parts of a story look


@pytest.fixture
def whole(publication, writer, editor):
    """A story with every part, one story in its text, one picked for its end and one that is like it."""
    others = [
        publish(make_article(writer, headline=f"Cerita nomor {n}", tags=["Banjir"]), writer, editor)
        for n in range(3)
    ]
    text = f'<p>Satu kalimat.</p>\n<figure class="media"><oembed url="/berita/{others[0].pk}/"></oembed></figure>\n<p>Dua.</p>'
    story = make_article(writer, body=text, sign_off="(*)", tags=["Banjir"])
    story.related_links.create(target=others[1], order=0)
    story = publish(story, writer, editor)
    Article.objects.filter(pk=story.pk).update(similar_ids=[other.pk for other in others])
    return story


def look(client, story, **choices):
    Publication.objects.update(**choices)
    return page(client, f"{story.get_absolute_url()}")


def test_the_sign_off_stands_where_the_publication_wants_it(whole, client):
    assert '<p class="sign-off">(*)</p>' in look(client, whole)
    html = look(client, whole, sign_off_place="sentence")
    assert '<p>Dua. <span class="sign-off">(*)</span></p>' in html
    assert '<p class="sign-off">' not in html


def test_a_sign_off_behind_a_card_gets_a_line():
    html = body.with_sign_off("<p>Satu.</p>\n<hr>", "(<b>)")
    assert html == '<p>Satu.</p>\n<hr>\n<p><span class="sign-off">(&lt;b&gt;)</span></p>'
    assert body.with_sign_off("<p>Satu.</p>", " ") == "<p>Satu.</p>"


@pytest.mark.parametrize(("place", "above", "below"), [("above", 1, 0), ("below", 0, 1), ("both", 1, 1)])
def test_credits_stand_where_the_publication_wants_them(place, above, below, whole, client):
    html = look(client, whole, credits_place=place)
    head, prose, foot = (
        html[: html.index('class="prose"')],
        '<div class="prose">',
        html[html.index('class="prose"') :],
    )
    assert prose in html
    assert (head.count("Penulis: "), foot.count("Penulis: ")) == (above, below)


def test_a_story_in_the_text_is_a_card_or_a_line(whole, client):
    assert '<aside class="baca-juga"' in look(client, whole)
    html = look(client, whole, inline_related="line")
    assert "<aside" not in html.split("<footer>")[0]
    assert ">Cerita nomor 0</a></p>" in html


def test_the_list_at_the_end_has_its_length(whole, client):
    def count():
        html = page(client, whole.get_absolute_url())
        return html.count("<h3>Cerita")

    assert count() == 2
    for choices, cards in [({"end_list_length": 1}, 1), ({"end_list_length": 5, "end_list_fills": False}, 1)]:
        Publication.objects.update(**choices)
        assert count() == cards


EXCERPTS = [
    ("Kantor Agama (Kankemenag) memberangkatkan 201 jemaah (CJH). Mereka berangkat dari tiga kota dan satu kabupaten hari ini.",
     "Kantor Agama (Kankemenag) memberangkatkan 201 jemaah (CJH). …"),
    ("Bupati H. Ahmad bin Ali dan dr. Siti di Jl. Raya No. 5. Warga senang sekali melihat mereka semua hadir.",
     "Bupati H. Ahmad bin Ali dan dr. Siti di Jl. Raya No. 5. …"),
    ("Kata demi kata " * 6 + "berjalan.", "Kata demi kata " * 4 + "Kata demi kata…"),
    ("“Kami siap,” katanya. “Ayo!” Lalu ia pergi ke tempat lain yang jauh sekali dari sini bersama kawan.",
     "“Kami siap,” katanya. “Ayo!” …"),
    ("Pendek saja.", "Pendek saja."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "excerpt"), EXCERPTS)
def test_an_excerpt_may_end_with_a_sentence(text, excerpt):
    assert body.excerpt(f"<p>{text.strip()}</p>", 15, whole_sentences=True) == excerpt


def test_excerpts_end_as_the_publication_wants(story, publication):
    Article.objects.filter(pk=story.pk).update(
        body=f"<p>Satu kalimat yang utuh di sini. Dua {'kata ' * 40}.</p>"
    )
    story.refresh_from_db()
    assert story.excerpt(publication).endswith("kata…")
    publication.excerpt_words = 10
    assert len(story.excerpt(publication).split()) == 10 + 3  # the dateline's
    publication.excerpt_end = "sentence"
    assert story.excerpt(publication) == "KRAKSAAN (KabarUji) – Satu kalimat yang utuh di sini. …"
