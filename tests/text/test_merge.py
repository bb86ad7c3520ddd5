"""Bringing two texts together: what one side changed is taken, what both changed is asked, nothing is lost."""

from hypothesis import given
from hypothesis import strategies as st

from articles.text import merge
from articles.text.story_text import PhotoWords, StoryText

PARAGRAPHS = st.lists(
    st.sampled_from([f"<p>{word}</p>" for word in ["satu", "dua", "tiga", "empat", "lima"]]), max_size=7
)


def text(*paragraphs, **fields):
    fields = {"body": "\n".join(f"<p>{words}</p>" for words in paragraphs)} | fields
    return StoryText(**fields)


def choices_of(parts):
    return {part.key: part.default for part in parts if part.default}


def test_what_only_one_side_changed_is_taken_from_it():
    base = text("satu", "dua", "tiga", headline="Lama")
    ours = text("satu", "dua dari kita", "tiga", headline="Lama")
    theirs = text("satu", "dua", "tiga", "empat dari mereka", headline="Baru")
    parts = merge.parts(base, ours, theirs)
    assert merge.unanswered(parts, choices_of(parts)) == []
    both = merge.merge(parts, choices_of(parts))
    assert both.headline == "Baru"
    assert both.body == "<p>satu</p>\n<p>dua dari kita</p>\n<p>tiga</p>\n<p>empat dari mereka</p>"


def test_what_both_changed_is_asked_and_can_be_taken_twice():
    base = text("satu", "dua", tags=("Banjir",))
    ours = text("satu", "kita", tags=("Banjir", "Posko"))
    theirs = text("satu", "mereka", tags=("Banjir", "Tanggul"))
    parts = merge.parts(base, ours, theirs)
    asked = merge.unanswered(parts, choices_of(parts))
    assert [part.key for part in asked] == ["tags", "body-1"]
    chosen = choices_of(parts) | {"tags": "theirs", "body-1": "both"}
    assert merge.unanswered(parts, chosen) == []
    both = merge.merge(parts, chosen)
    assert both.tags == ("Banjir", "Tanggul")
    assert both.body == "<p>satu</p>\n<p>kita</p>\n<p>mereka</p>"


def test_the_same_change_on_both_sides_is_no_question():
    base, changed = text("satu"), text("satu", "dua", headline="Baru")
    parts = merge.parts(base, changed, changed)
    assert all(part.is_settled for part in parts)
    assert merge.merge(parts, {}) == changed


def test_what_the_photos_of_the_body_say_is_no_part():
    words = (PhotoWords(4, "Warga", "Ina"),)
    photo = '<figure class="photo side"><img src="/foto/4/"><figcaption>Posko</figcaption></figure>'
    base = text("satu")
    ours = text(photos=words, body=f"<p>satu</p>\n{photo}")
    theirs = text("satu dari mereka", photos=())
    for contents in ((base, ours, theirs), (ours, ours, base), (theirs, base, ours), (base, base, base)):
        parts = merge.parts(*contents)
        assert "photos" not in [part.key for part in parts]
        assert merge.merge(parts, {}).photos == ()
    parts = merge.parts(base, ours, theirs)
    assert merge.merge(parts, choices_of(parts) | {"body-0": "both"}).body == (
        f"<p>satu</p>\n{photo}\n<p>satu dari mereka</p>"
    )


def test_an_unknown_choice_counts_as_none():
    parts = merge.parts(text("satu"), text("dua"), text("tiga"))
    assert merge.unanswered(parts, {"body-0": "semua"})


@given(PARAGRAPHS, PARAGRAPHS, PARAGRAPHS)
def test_each_side_can_be_had_whole_and_no_paragraph_disappears(base, ours, theirs):
    contents = [StoryText(body="\n".join(paragraphs)) for paragraphs in (base, ours, theirs)]
    parts = [part for part in merge.parts(*contents) if part.is_text]
    for side, text in (("ours", ours), ("theirs", theirs)):
        assert [html for part in parts for html in part.value(side)] == text
    both = [html for part in parts for html in (part.ours if part.is_settled else part.value("both"))]
    assert {*ours, *theirs} == set(both)


def test_a_text_of_equal_paragraphs_and_one_too_long_to_compare_lose_nothing():
    same, many = ["<p>a</p>"] * 5_000, [f"<p>{n}</p>" for n in range(5_000)]
    for base in (same, many):
        ours, theirs = [*base, "<p>akhir</p>"], ["<p>awal</p>", *base]
        texts = (StoryText(body="\n".join(blocks)) for blocks in (base, ours, theirs))
        parts = merge.parts(*texts)
        together = merge.merge(parts, {})
        assert together.body == "\n".join(["<p>awal</p>", *base, "<p>akhir</p>"])
