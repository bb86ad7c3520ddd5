"""What is said of a story before an action: each check by a text that it means and one that it does not."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Article, Attachment, LegacyPath, Page, Tag
from articles.text import body, plain_text
from articles.text.story_text import CreditLine, Disclosures, PhotoWords, StoryText
from staff import workflow
from staff.models import StoryTemplate
from staff.workflow import checks, disclosure_checks, leftovers
from staff.workflow.checks import ADVISED, PUBLISH, REQUIRED, SUBMIT, TABLE
from staff.workflow.manuscript import Manuscript
from staff.writing import suggestions
from tests.support.attachments import card as attachment_card
from tests.support.attachments import make_attachment
from tests.support.factories import (
    make_article,
    make_category,
    make_photo,
    make_publication,
    make_region,
    move,
    publish,
)
from tests.support.manuscripts import NOW, card, form_data, link, manuscript, p
from tests.support.shared_rows import shared

# Of each check that the text alone answers: what it means, its field, and what it does not mean.
OF_THE_TEXT = [
    (checks.has_text, "body", [{"body": ""}, {"body": card(3)}], [{}]),
    (checks.has_category, "category", [{"category": None}], [{}]),
    (checks.has_region, "region", [{"region": None}], [{}]),
    (
        checks.no_photo_is_awaited,
        "body",
        [{"body": p("[foto baru-k3x]")}],
        [{"body": p("[foto] baru")}],
    ),
    (
        checks.has_writer,
        "credits",
        [{"credits": []}, {"credits": [CreditLine(1, "photographer", "W")]}],
        [{}, {"credits": [CreditLine(1, "reporter", "W")]}],
    ),
    (
        checks.headline_does_not_shout,
        "headline",
        [{"headline": "BANJIR BANDANG TERJANG DRINGU"}, {"headline": "Warga DRINGU MENGUNGSI MALAM INI"}],
        [{"headline": "KPK OTT Bupati Probolinggo"}, {"headline": "BMKG: Gempa M 5 Guncang Malang"},
         {"headline": "Banjir Bandang Terjang Dringu"}, {"headline": "HUT RI"}, {"headline": ""}],
    ),
    (
        checks.headline_fits,
        "headline",
        [{"headline": "Banjir"}, {"headline": "a" * 71}, {"headline": "a" * 96}, {"headline": ""}],
        [{"headline": "a" * 70}, {"headline": "a" * 20}],
    ),
    (checks.has_standfirst, "standfirst", [{"standfirst": ""}, {"standfirst": "  "}], [{}]),
    (checks.has_lead_photo, "lead_photo", [{"lead_photo": None}], [{}]),
    (checks.dateline_is_there, "dateline", [{"dateline": "-"}], [{}, {"dateline": "Kraksaan"},
                                                                {"dateline": "-", "region": None}]),
    (
        checks.tags_are_few,
        "tag_names",
        [{"tags": []}, {"tags": [f"Tag {n}" for n in range(9)]}],
        [{}, {"tags": [f"Tag {n}" for n in range(8)]}],
    ),
    (
        checks.quotations_are_closed,
        "body",
        [{"body": p("“Air naik, kata Budi.")}, {"body": p('Ia bilang, "cepat.')},
         {"body": p("“Satu.", "Dua.")}],
        [{"body": p("“Air naik,” kata Budi.")}, {"body": p('Layar 14" dan "murah".')},
         {"body": p("“Paragraf satu.", "“Paragraf dua,” katanya.")}, {"body": p("Jum'at itu ’kan?")},
         {"body": p("”Halo,” katanya.")}, {"body": p('Monitor 24" itu jatuh.')}],
    ),
    (
        checks.formatting_is_plain,
        "body",
        [{"body": p("<strong>Semua tebal</strong>")}, {"body": p("Satu.", "-", "Dua.")}],
        [{"body": p("<strong>Budi</strong> datang")}, {"body": p("<strong>Satu</strong> dan <strong>dua</strong>")},
         {"body": "<h2>Subjudul</h2>"}],
    ),
    (
        leftovers.no_code_is_left,
        "body",
        [{"body": p("&lt;script&gt;x()&lt;/script&gt;")}, {"body": p("Satu&lt;br /&gt;dua")},
         {"body": p("A &amp;nbsp; B")}, {"body": p('[caption id="a"]x[/caption]')}, {"body": p("[vc_row]")},
         {"body": p("a", "[formulir nomor=3 warna=biru]")}, {"body": p("document.write(x)")},
         {"body": p(".judul { color: red }")}, {"body": "<ul><li>&lt;b&gt;x</li></ul>"},
         {"body": "<h2>&lt;o:p&gt;</h2>"}],
        [{}, {"body": p("umur &lt;tahun dan &lt;3 dan a&lt;b")}, {"body": p("AT&amp;T; R&amp;D")},
         {"body": p("“Dia [Bupati] tahu [19/11],” katanya")}, {"body": p("rumus {a, b}")}, {"body": p("[video]".title())}],
    ),
    (
        leftovers.no_other_program_is_left,
        "body",
        [{"body": p("[29/11/26 07.41.10] ~ Rina: Air naik")}, {"body": p("[12/1, 08.15] Pak Dul: ya")},
         {"body": p("Ini **tebal** sekali")}, {"body": p("```kode```")}, {"body": p("## Kronologi")}],
        [{"body": p("Pukul [07.41] Rina: ya")}, {"body": p("b**sat dan a**ing")}, {"body": p("#tagar 1")}],
    ),
    (
        leftovers.struck_words_are_meant,
        "body",
        [{"body": p("Tersangka <s>AS</s> inisial")}, {"body": "<ul><li><s>a <strong>b</strong></s></li></ul>"}],
        [{}],
    ),
    (
        leftovers.anchors_lead_somewhere,
        "body",
        [{"body": p('Kata<a href="#_ftn1">[1]</a>')}],
        [{"body": p('<a href="/tag/a/#b">a</a>')}],
    ),
    (
        leftovers.addresses_are_links,
        "body",
        [{"body": p("Unduh di https://contoh.id/a.pdf.")}, {"body": p("Tulis ke redaksi@contoh.id")},
         {"body": "<ul><li>www.contoh.id</li></ul>"}],
        [{"body": p('<a href="https://x.id/">https://x.id/</a>')}, {"body": p("KabarUji.com")},
         {"body": '<figure class="media"><oembed url="https://x.com/a/status/1"></oembed></figure>'}],
    ),
    (
        checks.what_is_paid_for_is_labelled,
        "commercial_label",
        [{"headline": "ADV: Bank Uji Buka Cabang"}, {"headline": "Bank Uji Buka Cabang (Advertorial)"}, {"sign_off": "(adv/wti)"},
         {"body": p("Bank Uji membuka cabang.", "(Pariwara Bank Uji)")}, {"body": p("[ADS] Bank Uji membuka cabang.")}],
        [{"headline": "Bank Uji Buka Cabang (ADV)", "commercial_label": "advertorial"}, {"headline": "Papan iklan roboh"},
         {"body": p("Iklan rokok dibatasi.", "Pariwara dilarang di sana.")}, {"headline": "Lomba advokat muda"}],
    ),
    (
        disclosure_checks.paid_text_names_its_advertiser,
        "commercial_label",
        [{"commercial_label": "ad"}],
        [{}, {"commercial_label": "ad", "disclosures": Disclosures(advertiser="PT Uji")}],
    ),
    (
        disclosure_checks.unverified_story_has_its_conditions,
        "commercial_label",
        [{"disclosures": Disclosures(unverified_note="Belum.")},
         {"disclosures": Disclosures(unverified_note="Belum.", public_interest="a", first_source="b")}],
        [{}, {"disclosures": Disclosures(unverified_note="Belum.", public_interest="a", first_source="b", contact_attempts="c")}],
    ),
    (
        checks.label_is_printed_once,
        "headline",
        [{"headline": "ADVERTORIAL: Bank Uji Buka Cabang", "commercial_label": "advertorial"},
         {"headline": "[Advertorial] Bank Uji", "commercial_label": "advertorial"}],
        [{"headline": "Advertorial Kini Diatur"}, {"headline": "Bank Uji", "commercial_label": "advertorial"}],
    ),
    (
        checks.dateline_is_a_place,
        "dateline",
        [{"dateline": "Kraksaan, KabarUji"}, {"dateline": "KRAKSAAN (Kabar) –"}, {"dateline": "Kraksaan -"}],
        [{"dateline": "-"}, {"dateline": ""}, {"dateline": "Kota Probolinggo"}, {"dateline": "Paiton-Besuki"}],
    ),
    (
        checks.paragraphs_are_short,
        "body",
        [{"body": p("kata " * 81)}],
        [{"body": p("kata " * 80)}],
    ),
]  # fmt: skip

IN_BRACKETS = StoryTemplate(headline="[Kendaraan] Tabrakan", standfirst="", body="<p>Di [nama jalan].</p>")
WITH_TEMPLATES = [
    (
        checks.no_template_mark_is_left,
        [({"body": p("Tabrakan di [nama jalan].")}, "body"), ({"headline": "[Kendaraan] Tabrakan"}, "headline")],
        [{"body": p("“Dia [Bupati] tahu,” katanya.")}, {"body": p("Di [Nama Jalan].")}, {}],
    ),
    (
        checks.nothing_is_left_over,
        [({"body": p(text)}, "body") for text in (
            "Lalu […] terjadi.", "Lalu [...] terjadi.", "Lorem ipsum dolor.", "Ada XXX orang.", "Ada xxxx orang.",
            "[baca juga 6", "Lihat [foto 12]", "[galeri]", "TKTK", "[TK] sekian", "Halo {{ nama }}.", "{% if a %}", "[isi nanti]", "[jumlah korban]",
         )] + [({"headline": "Judul di sini"}, "headline"), ({"standfirst": "[teras]"}, "standfirst")],
        [{"body": p(text)} for text in (
            "Anak TK Pertiwi menari.", "taman kanak-kanak (TK)", "PON XXX di Aceh", "Muktamar XXX",
            "“Dia [Bupati] tahu,” katanya.", "Kota di sini indah.", "Di [nama jalan].",
        )],
    ),
    (
        checks.spaces_are_right,
        [({"headline": "Banjir  di Dringu"}, "headline"), ({"standfirst": "Air naik , lalu surut."}, "standfirst"),
         ({"body": p("Air naik .")}, "body")],
        [{}, {"body": p("Pukul 05.00 WIB ... lalu .com dan 3 : 2?")}, {"body": p("Situs kami .id itu")}],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("check", "field", "parts"),
    [(check, field, parts) for check, field, bad, _good in OF_THE_TEXT for parts in bad],
)
def test_what_a_check_means(check, field, parts):
    found = list(check(manuscript(**parts)))
    assert [problem.field for problem in found] == [field]
    assert all(problem.message for problem in found)


@pytest.mark.parametrize(
    ("check", "parts"), [(check, parts) for check, _field, _bad, good in OF_THE_TEXT for parts in good]
)
def test_what_it_does_not_mean(check, parts):
    assert list(check(manuscript(**parts))) == []


@shared
def template(db):
    StoryTemplate.objects.all().delete()
    return StoryTemplate.objects.create(
        name="Uji", headline=IN_BRACKETS.headline, standfirst=IN_BRACKETS.standfirst, body=IN_BRACKETS.body
    )


@pytest.mark.parametrize(
    ("check", "parts", "field"),
    [(check, parts, field) for check, bad, _good in WITH_TEMPLATES for parts, field in bad],
)
def test_what_is_left_over(check, parts, field, template):
    assert [problem.field for problem in check(manuscript(**parts))] == [field]


@pytest.mark.parametrize(
    ("check", "parts"), [(check, parts) for check, _bad, good in WITH_TEMPLATES for parts in good]
)
def test_what_is_nothing_left_over(check, parts, template):
    found = list(check(manuscript(**parts)))
    assert found == [] or (check is checks.spaces_are_right and "3 : 2" in parts.get("body", ""))


# ---- Those that ask the database


@shared
def newsroom(writer, editor):
    make_publication()
    return publish(
        make_article(writer, headline="Tanggul Dringu diperbaiki", tags=["Banjir"]), writer, editor
    )


def problems(check, story=None, **parts):
    return [problem.field for problem in check(manuscript(story, **parts))]


def test_photos(db):
    bare, whole = make_photo("a", credit=""), make_photo("b")
    assert problems(checks.photos_are_ready, lead_photo=PhotoWords(bare.pk)) == ["lead_photo"]
    figure = '<figure class="photo"><img src="/foto/%d/"></figure>'
    shown = {"lead_photo": PhotoWords(whole.pk)}
    assert problems(checks.photos_are_ready, **shown, body=figure % bare.pk) == ["body"]
    assert problems(checks.photos_are_ready, **shown, body=figure % whole.pk) == []


def test_attachments(writer, editor):
    row = make_attachment(writer)
    assert problems(checks.attachments_are_there, body=attachment_card(row)) == []
    row.withdraw(by=editor, reason="Salah")
    assert problems(checks.attachments_are_there, body=attachment_card(row)) == ["body"]
    assert problems(checks.attachments_are_there, body=attachment_card(Attachment(pk=999_999))) == ["body"]


def test_words_of_photos(db):
    photo = make_photo("a", caption="Surat edaran dinas", alt="Surat edaran, dinas")
    lead = {"lead_photo": PhotoWords(photo.pk)}
    assert problems(checks.photos_are_described, **lead) == ["lead_photo"]
    figure = f'<figure class="photo"><img src="/foto/{photo.pk}/"><figcaption>%s</figcaption></figure>'
    assert problems(checks.photos_are_described, lead_photo=None, body=figure % "Warga membaca") == []
    for caption, found in {
        f"{photo.alt.upper()}, ditempel di balai desa": ["body"],
        f"Warga membaca {photo.alt} kemarin.": ["body"],
        f"{photo.alt}nya": [],
    }.items():
        assert problems(checks.photos_are_described, lead_photo=None, body=figure % caption) == found, caption
    named = make_photo("b", caption="Warga antre (Foto: Rina/Kabar)")
    assert problems(checks.captions_name_no_credit, lead_photo=PhotoWords(named.pk)) == ["lead_photo"]
    for words in (
        "(Foto oleh Rina)",
        "Fotografer: Rina",
        "(Photo by Rina)",
        "Credit: Rina",
        "Dok.: Humas",
        "Kredit/Rina",
    ):
        assert problems(checks.captions_name_no_credit, lead_photo=None, body=figure % f"Antre. {words}") == [
            "body"
        ]
    assert problems(checks.captions_name_no_credit, **lead) == []
    assert problems(checks.captions_name_no_credit, lead_photo=None, body=figure % "Antre. Foto: Rina") == [
        "body"
    ]
    assert problems(checks.captions_name_no_credit, lead_photo=None, body=figure % "Foto bersama warga") == []


def test_a_name_that_was_typed_over_another(writer):
    def credits(name):
        return [CreditLine(writer.person.pk, "writer", name)]

    (problem,) = checks.credits_lead_to_whom_they_name(manuscript(credits=credits("Rahmad Soleh")))
    assert writer.person.name in problem.message
    for name in (writer.person.name, writer.person.name.split()[0].upper(), f"Drs. {writer.person.name}"):
        assert problems(checks.credits_lead_to_whom_they_name, credits=credits(name)) == []
    assert problems(checks.credits_lead_to_whom_they_name, credits=[CreditLine(None, "writer", "X")]) == []


def test_what_stands_in_a_search_field_and_what_was_left_out():
    typed = {"credits": "Rahmad Soleh", "related": "zzz", "baca": "zzz"}
    found = list(checks.everything_typed_is_settled(Manuscript(StoryText(), unsettled=typed)))
    assert [problem.field for problem in found] == ["credits", "related", "body"]
    assert "Rahmad Soleh" in found[0].message
    (problem,) = leftovers.nothing_was_left_out(Manuscript(StoryText(), left_out={"frame": 1, "picture": 2}))
    assert "1 bingkai, 2 gambar" in problem.message


@pytest.mark.parametrize(
    ("html", "left_out"),
    [
        ('<iframe src="about:blank"></iframe><p>a</p>', {"frame": 1}),
        ('<iframe src="https://x.id/a"></iframe>', {}),  # becomes a link
        ('<img src="a.jpg"><img src="/foto/3/"><IMG src="/redaksi-desk/foto/3/">', {"picture": 1}),
        ("<object data=a><embed src=b><img src=c></object><video><source></video>", {"frame": 1, "media": 1}),
        ("<svg><image/><img></svg><canvas></canvas><input><input type=hidden>", {"drawing": 2, "form": 1}),
        ("<script>if (a < b) x('<img>')</script>", {"script": 1}),
        ("<!-- <img src=a> --><p>a</p><!-- <iframe>", {}),
        ("<svg><img><img>", {"drawing": 1}),
        ("<p>a</p>", {}),
    ],
)
def test_what_a_body_cannot_hold_is_counted(html, left_out):
    assert body.left_out(html) == left_out


@pytest.mark.parametrize(
    "parts",
    [
        {"headline": "Tanggul Dringu diperbaiki"},
        {"headline": "TANGGUL DRINGU: diperbaiki!", "slug": "lain"},
        {"headline": "Lain sekali", "slug": "tanggul-dringu-diperbaiki"},
    ],
)
def test_the_same_headline_in_the_last_days(newsroom, parts):
    (problem,) = checks.headline_is_new(manuscript(**parts))
    assert (problem.field, problem.url) == ("headline", newsroom.get_absolute_url())
    assert problems(checks.headline_is_new, newsroom, **parts) == []  # the story itself
    Article.objects.filter(pk=newsroom.pk).update(published_at=timezone.now() - timedelta(days=8))
    assert problems(checks.headline_is_new, **parts) == []


def test_a_headline_of_a_story_that_readers_do_not_see_is_not_told(newsroom, writer):
    make_article(writer, headline="Naskah rahasia warga")
    assert problems(checks.headline_is_new, headline="Naskah rahasia warga") == []
    assert problems(checks.headline_is_new, headline="？！", slug="") == []


@pytest.mark.parametrize(
    ("opening", "is_typed"),
    [
        ("KRAKSAAN – Warga pulang.", True),
        ("PROBOLINGGO, KabarUji.com – Warga pulang.", True),
        ("Probolinggo (kabaruji.com) - Warga pulang.", True),
        ("Warga Kraksaan pulang.", False),
        ("Surabaya-Malang macet.", False),
    ],
)
def test_a_typed_dateline(db, opening, is_typed):
    region = make_region().pk
    assert bool(problems(checks.dateline_is_not_typed, region=region, body=p(opening))) == is_typed


def test_a_typed_dateline_of_a_story_that_has_no_other(db):
    text = p("KRAKSAAN – Warga pulang.")
    assert problems(checks.dateline_is_not_typed, region=make_region().pk, dateline="-", body=text) == []


def test_tags_that_no_other_story_has(newsroom):
    Tag.objects.create(name="Baru")
    assert problems(checks.tags_lead_somewhere, tags=["Baru", "Belum ada"]) == ["tag_names"]
    assert problems(checks.tags_lead_somewhere, tags=["banjir", "Baru"]) == []
    assert problems(checks.tags_lead_somewhere, newsroom, tags=["Banjir"]) == ["tag_names"]


def test_a_baca_juga_that_readers_do_not_see(newsroom, writer):
    draft = make_article(writer)
    for pk in (draft.pk, 999_999):
        assert problems(checks.baca_juga_is_alive, body=card(pk)) == ["body"]
        assert problems(checks.baca_juga_is_alive, related=[pk]) == ["related"]
    assert problems(checks.baca_juga_is_alive, body=card(newsroom.pk), related=[newsroom.pk]) == []


def test_a_withdrawn_baca_juga_is_named_as_such(newsroom, editor, managing_editor):
    move(newsroom, ("request_withdrawal", editor), ("withdraw", managing_editor))
    (problem,) = checks.baca_juga_is_alive(manuscript(body=card(newsroom.pk)))
    assert "dicabut" in problem.message or "withdrawn" in problem.message


def test_a_baca_juga_that_is_repeated(newsroom):
    pk = newsroom.pk
    assert problems(checks.baca_juga_stands_once, body=card(pk) + p("a") + card(pk)) == ["body"]
    assert problems(checks.baca_juga_stands_once, body=card(pk), related=[pk]) == ["body"]
    assert problems(checks.baca_juga_stands_once, newsroom, body=card(pk)) == ["body"]
    assert problems(checks.baca_juga_stands_once, newsroom, related=[pk]) == ["related"]
    assert problems(checks.baca_juga_stands_once, body=card(pk), related=[pk + 1]) == []


def test_links_within_the_site(newsroom, writer):
    LegacyPath.objects.create(path="/2018/11/19/judul-lama/", article=newsroom)
    Page.objects.create(title="Kontak", slug="kontak-kami")
    Page.objects.create(title="Rahasia", slug="rahasia", is_public=False)
    draft = make_article(writer)
    leads = [
        newsroom.get_absolute_url(), f"/berita/{newsroom.pk}/", f"/berita/{newsroom.pk},", f"/berita/{newsroom.pk}/x/feed/", "/",
        "/indeks/", "/daerah/", "/cari/?q=banjir", "/kontak-kami/",
        newsroom.category.get_absolute_url(), newsroom.region.get_absolute_url(), "/tag/banjir/",
        "/2018/11/19/judul-lama/", "/2018/11/19/judul-lama", "https://example.com/tidak-ada/", "mailto:a@example.com",
    ]  # fmt: skip
    broken = [
        "/berita/999999/", "/berita/999999,", f"/berita/{draft.pk}).", draft.get_absolute_url(), "/tidak-ada/", "/rahasia/", "/kategori/tidak-ada/",
        "/daerah/tidak-ada/", "/tag/tidak-ada/", "/penulis/tidak-ada/", "/2018/11/19/lain/", "/a/b/c",
        "/redaksi-desk/articles/article/",
    ]  # fmt: skip
    for address in leads:
        assert problems(checks.links_lead_somewhere, body=link(address)) == [], address
    for address in broken:
        assert problems(checks.links_lead_somewhere, body=link(address)) == ["body"], address


def test_each_check_of_the_table_is_tested():
    tested = {check for check, *_rest in OF_THE_TEXT} | {check for check, *_rest in WITH_TEMPLATES}
    asking = {
        checks.photos_are_ready, checks.headline_is_new, checks.dateline_is_not_typed, checks.tags_lead_somewhere,
        checks.baca_juga_is_alive, checks.baca_juga_stands_once, checks.links_lead_somewhere,
        checks.captions_name_no_credit, checks.photos_are_described, checks.credits_lead_to_whom_they_name,
        checks.everything_typed_is_settled, checks.filed_parts_are_in_their_places, leftovers.nothing_was_left_out,
        checks.a_confidential_story_has_an_approver, checks.attachments_are_there,
        checks.readers_hear_of_corrections, disclosure_checks.advertised_goods_are_named,
        disclosure_checks.ai_pictures_name_their_tool, disclosure_checks.archive_pictures_tell_their_time,
        disclosure_checks.verified_story_is_public,
        checks.readers_hear_of_corrections, checks.identities_are_hidden, checks.protected_persons_are_flagged,
    }  # fmt: skip
    assert tested | asking == {rule.check for rule in TABLE}


# ---- Required and advised


def test_few_are_required_to_submit_and_more_to_publish():
    def required(stage):
        return {rule.check.__name__ for rule in TABLE if getattr(rule, stage) == REQUIRED}

    few = {"has_text", "has_category", "has_region", "no_photo_is_awaited", "everything_typed_is_settled"}
    assert required(SUBMIT) == few | {"a_confidential_story_has_an_approver"}
    assert required(PUBLISH) == few | {
        "has_writer",
        "photos_are_ready",
        "no_template_mark_is_left",
        "attachments_are_there",
        "readers_hear_of_corrections",
        "paid_text_names_its_advertiser",
        "unverified_story_has_its_conditions",
        "verified_story_is_public",
        "identities_are_hidden",
    }
    assert all({rule.submit, rule.publish} <= {REQUIRED, ADVISED, ""} for rule in TABLE)


def test_each_action_names_a_stage_or_none():
    assert {action.checks for action in workflow.ACTIONS.values()} == {"", SUBMIT, PUBLISH}


def test_eighty_words_at_midnight_can_go_out(writer, editor):
    """No photo, no standfirst, no tags, a headline that shouts, a dead Baca Juga."""
    make_publication()
    text = p("kata " * 80) + card(999_999)
    story = make_article(writer, headline="GEMPA GUNCANG KRAKSAAN", standfirst="", body=text)
    found = checks.review(Manuscript.of(story), PUBLISH)
    assert len(found) >= 5
    assert not any(problem.is_required for problem in found)
    assert publish(story, writer, editor).is_public


def test_a_mark_of_a_template_is_submitted_and_not_published(writer, editor, template):
    make_publication()
    story = make_article(writer, body=p("Tabrakan di [nama jalan]."))
    assert [
        p.is_required for p in checks.review(Manuscript.of(story), SUBMIT) if "[nama jalan]" in p.message
    ] == [False]
    move(story, ("submit", writer))
    with pytest.raises(workflow.Refused) as refused:
        move(story, ("approve_and_publish", editor))
    assert [(problem.field, problem.is_required) for problem in refused.value.problems] == [("body", True)]


# ---- Saved and typed alike


def spoiled(writer):
    make_publication()
    return make_article(
        writer,
        headline="BANJIR  BANDANG TERJANG DRINGU",
        standfirst="",
        body=body.clean(p("“Air naik .", "kata " * 90, "[…]") + card(999_999) + link("/tidak-ada/")),
        lead_photo=make_photo("a", alt=""),
    )


def test_the_form_says_what_the_review_page_says_of_the_same_text(writer, visit):
    story = spoiled(writer)
    browser = visit(writer)
    answer = browser.post(
        reverse("admin:articles_article_check", args=[story.pk]), form_data(story.snapshot(), writer)
    ).json()
    page = browser.get(reverse("admin:articles_article_review", args=[story.pk])).context["checks"]
    live = [problem.message for problem in checks.review(Manuscript.of(story), SUBMIT)]
    assert len(live) > 7
    assert [problem.message for problem in [*page["required"], *page["advised"]]] == live
    assert (answer["required"], answer["advised"]) == (len(page["required"]), len(page["advised"]))
    places = [answer["html"].index(f'href="#id_{problem.field}"') for problem in page["advised"]]
    assert len(places) == len(page["advised"])
    assert answer["html"].count("<li>") == len(live)


def test_what_was_just_typed_counts_and_nothing_is_saved(writer, visit):
    story = make_article(writer)
    typed = form_data(story.snapshot().replace(headline="BANJIR BANDANG TERJANG DRINGU"), writer)
    url = reverse("admin:articles_article_check", args=[story.pk])
    before = visit(writer).post(url, form_data(story.snapshot(), writer)).json()
    after = visit(writer).post(url, typed).json()
    assert after["advised"] == before["advised"] + 1
    story.refresh_from_db()
    assert (story.headline, story.version) == ("Banjir di Dringu mulai surut", 1)
    assert not story.scratches.exists()


def test_a_story_that_is_not_begun_has_its_writer_already(writer, visit):
    make_category(), make_region()
    answer = visit(writer).post(reverse("admin:articles_article_check_new"), {"headline": NOW}).json()
    assert answer["required"] == 3  # text, category, region
    assert "id_credits" not in answer["html"]


def test_what_stands_in_the_middle_of_typing_is_no_error(writer, visit):
    url = reverse("admin:articles_article_check_new")
    odd = {
        "headline": "\x00" + "x" * 5000, "body": "<p>\x00" + "“😀" * 50_000, "category": "9" * 30, "region": "-1",
        "lead_photo": "1e9", "tag_names": "\x00,,", "credits": "1", "credits-person": "x", "credits-role": "y",
        "credits-name": "\x00", "related": "1", "related-target": "99999999999999999999", "slug": "Ä/\x00",
    }  # fmt: skip
    for mode in ("hp", "lengkap", ""):
        for address in (url, reverse("admin:articles_article_suggest_new")):
            assert visit(writer).post(address, odd | {"mode": mode}).status_code == 200


PLAIN = [rule.check for rule in TABLE if rule.check in {check for check, *_rest in OF_THE_TEXT}]


@given(headline=st.text(), standfirst=st.text(), text=st.text(), dateline=st.text(max_size=60))
def test_no_check_of_the_text_fails_on_odd_ones(headline, standfirst, text, dateline):
    for html in (body.clean(text), plain_text.from_plain(text), plain_text.from_plain(f"“{text}\n\n{text}")):
        story = manuscript(headline=headline, standfirst=standfirst, body=html, dateline=dateline)
        story.unfilled = {field: [] for field in story.texts}
        for check in [*PLAIN, checks.nothing_is_left_over, checks.spaces_are_right]:
            list(check(story))


@pytest.mark.parametrize(
    "text", ["a" * 400_000, " ,a" * 100_000, "“" * 100_000, "[" * 100_000, "{{" * 100_000, "x" * 99_999]
)
def test_a_huge_text_is_read_in_one_go(text, template):
    """A pattern that tries everything twice would take minutes for these."""
    story = manuscript(body=plain_text.from_plain(text), region=None)
    for check in [
        *PLAIN,
        checks.nothing_is_left_over,
        checks.spaces_are_right,
        checks.no_template_mark_is_left,
    ]:
        list(check(story))


# ---- What it costs


def queries(story):
    with CaptureQueriesContext(connection) as asked:
        checks.review(story, PUBLISH)
    return len(asked)


def test_the_number_of_links_makes_no_difference(newsroom, writer):
    names = ("tidak", "kategori/tidak", "daerah/tidak", "tag/tidak", "penulis/tidak", "2018/11/tidak")
    photos = [make_photo(f"foto-{n}", alt="") for n in range(20)]

    def with_links(most):
        cards = "".join(card(pk) + p("a") for pk in range(newsroom.pk, newsroom.pk + most))
        links = "".join(
            link(f"/{name}-{n}/") + link(f"/berita/{n + 90}/") for n in range(most) for name in names
        )
        figures = "".join(
            f'<figure class="photo"><img src="/foto/{photo.pk}/"></figure>' for photo in photos[:most]
        )
        tags = [f"Tag {n}" for n in range(most)]
        return manuscript(
            body=p("[nama]") + cards + links + figures, related=[*range(100, 100 + most)], tags=tags
        )

    assert (
        queries(with_links(1)) == queries(with_links(20)) <= 17
    )  # four of them for the newsroom that filed texts are read for


def test_a_draft_costs_no_check_and_an_autosave_none(writer):
    assert checks.problems(make_article(writer), "") == []


# ---- Who may ask


@pytest.mark.parametrize("name", ["check", "suggest"])
def test_only_for_whom_the_form_may_be_open(name, writer, other_writer, editor, administrator, visit, client):
    make_publication()
    story = make_article(writer)
    url, new = (
        reverse(f"admin:articles_article_{name}{end}", args=args)
        for end, args in (("", [story.pk]), ("_new", []))
    )
    assert [visit(who).post(url).status_code for who in (writer, editor, other_writer)] == [200, 200, 404]
    assert [visit(who).post(new).status_code for who in (writer, editor, administrator)] == [200, 200, 403]
    assert (client.post(url).status_code, client.post(new).status_code) == (302, 302)
    assert visit(writer).get(url).status_code == 405
    assert (
        visit(writer).post(url, {"user": editor.pk}).status_code == 401
    )  # who signed in since in this browser
    publish(story, writer, editor)
    assert visit(other_writer).post(url).status_code == 404  # read by all, and not written
    assert visit(writer).post(url).status_code == 404


def test_the_review_page_says_it_to_those_who_write_and_decide(writer, other_writer, editor, visit):
    story = spoiled(writer)
    assert suggestions.saved_problems(story, story.snapshot(), other_writer) is None
    move(story, ("submit", writer))
    saved = Article.objects.get(pk=story.pk)
    shown = suggestions.saved_problems(saved, saved.snapshot(), editor)
    assert [problem.field for problem in shown["required"]] == ["lead_photo"]
    page = visit(editor).get(reverse("admin:articles_article_review", args=[story.pk]))
    assert (
        f"{reverse('admin:articles_article_change', args=[story.pk])}#id_lead_photo" in page.content.decode()
    )
    reads = visit(writer).get(reverse("admin:articles_article_review", args=[story.pk]))
    assert "#id_lead_photo" not in reads.content.decode()  # the editors have it: no form to lead to
