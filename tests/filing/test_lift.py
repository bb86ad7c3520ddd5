"""Lifting as such: no word is lost without a note, what was lifted once is lifted, and long texts cost what they hold."""

import re
import sys
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.filing.draft import Draft, blocks_of
from articles.filing.lift import lift
from articles.text import body, plain_text
from tests.support.filed_forms import BODY, FIRST, FORMS, HEADLINE, HOUSE, OTHER, TITLE
from tests.support.generated_html import PIECES

LINES = st.lists(
    st.sampled_from(
        [
            HEADLINE, f"Judul: {HEADLINE}", "PROBOLINGGO – Warga desa.", "JAKARTA/SURABAYA – Warga desa.", FIRST, "Dua kata.",
            f"Baca Juga  {TITLE}", "Baca Juga", TITLE, OTHER, "Probolinggo,- Tanggul jebol sejak dini hari. …", "(*)", "(fyd/rin)",
            "(MAD)", "Penulis: Ani Wati", "Editor : Budi | Foto: Citra", "Penulis:", "Ani Wati", "Tag: air, lumpur", "#dringu",
            "Publisher: Citra", "Hak cipta dilindungi", "Foto: Warga melintas di jembatan (ist)", "[foto 7]", "/berita/12/",
            "https://kabaruji.example/berita/12/x/", "- satu\n- dua", "> kutipan", "---", "Tebal: 300 halaman", "", " ", "(adv)",
        ]
    )
    | PIECES,
    max_size=14,
)  # fmt: skip


def words(text):
    return Counter(re.findall(r"\w+", text.lower()))


def lifted(html, headline=""):
    draft = Draft(HOUSE, blocks_of(html), headline=headline)
    lift(draft, wants_headline=True)
    return draft


@settings(max_examples=300, deadline=None)
@given(
    LINES,
    st.sampled_from(["\n", "\n\n"]),
    st.lists(st.sampled_from([11, 22, None]), min_size=1),
    st.sampled_from(["", HEADLINE]),
)
def test_no_word_of_a_filed_text_is_lost_without_a_note(lines, gap, answers, headline):
    before = plain_text.from_plain(gap.join(lines), hosts=HOUSE.hosts)
    draft = lifted(before, headline)
    html, _related = draft.settle([answers[number % len(answers)] for number, _ in enumerate(draft.targets)])
    assert body.clean(html) == html
    kept = [
        body.text(html),
        draft.headline,
        draft.dateline,
        draft.sign_off,
        *draft.tags,
        *(n for _r, n in draft.credits),
    ]
    noted = [note.text for note in draft.notes]
    named = [" ".join(re.split(r"[/:.]", target.address)) + target.title for target in draft.targets]
    captions = re.findall(r"<figcaption>(.*?)</figcaption>", html)
    assert not words(body.text(before)) - words(" ".join([*kept, *noted, *named, *captions]))


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_what_was_lifted_is_lifted(form):
    draft = lifted(plain_text.from_plain(form.text, hosts=HOUSE.hosts))
    stories = [1000 + number for number, _ in enumerate(draft.targets)]
    html, _related = draft.settle(stories)
    again = lifted(html, draft.headline)
    assert (again.dateline, again.sign_off, again.credits, again.tags) == ("", "", [], [])
    assert again.settle([])[0] == html


def test_a_text_without_anything_to_lift_is_left_as_it_is():
    html = body.clean("<p>Satu<br>dua.</p><h2>Tiga</h2><ul><li>Empat</li></ul><hr><p>/berita/5/</p>")
    draft = lifted(html)
    assert draft.settle([])[0] == html
    assert draft.notes == []


def test_a_line_below_a_photo_of_the_text_is_its_caption():
    html = plain_text.from_plain(f"{FIRST}\n\n[foto 7]\n\nFoto: Warga melintas di jembatan (ist)\n\n{FIRST}")
    draft = lifted(html)
    assert (
        '<figure class="photo"><img src="/foto/7/"><figcaption>Warga melintas di jembatan</figcaption></figure>'
        in (draft.settle([])[0])
    )
    assert [note.text for note in draft.notes if note.kind == "photo-credit-left"] == ["ist"]


def test_one_of_several_that_are_announced_together_is_found():
    draft = lifted(
        plain_text.from_plain(f"{BODY} (*)\n\nPenulis: Ani Wati\n\nBaca Juga:\n- {TITLE}\n- {OTHER}")
    )
    html, related = draft.settle([None, 22])
    assert related == [22]
    assert body.text(html).endswith(f"Baca Juga: {TITLE}")


@pytest.mark.parametrize(
    "line",
    [
        "Baca Juga\n\n",
        "Penulis: Ani Wati\n\n",
        "Satu kalimat. (*)\n\n",
        "#a #b\n\n",
        "Baca Juga\n\nJudul Berita Lain\n\nCuplikan …\n\n",
    ],
)
def test_twice_the_text_costs_about_twice(line):
    """Counted in lines of Python, not in time."""

    def cost(times):
        html, count = plain_text.from_plain(line * times), 0

        def trace(_frame, _event, _argument):
            nonlocal count
            count += 1
            return None

        sys.setprofile(trace)
        try:
            lifted(html)
        finally:
            sys.setprofile(None)
        return count

    cost(10)
    assert cost(800) < 2.5 * cost(400)
