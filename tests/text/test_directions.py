"""Right-to-left passages stand right to left, and what stands around them does not."""

import pytest

from articles.text import body
from articles.text.directions import directed

VERSE = "إنما الأعمال بالنيات (HR. Bukhari no. 1)."
BLOCKS = [
    (f"<p>{VERSE}</p>", f'<p dir="rtl">{VERSE}</p>'),
    (f'<p><span lang="ar">{VERSE}</span></p>', f'<p dir="rtl"><span lang="ar">{VERSE}</span></p>'),
    (f"<p>Katanya: {VERSE}</p>", f"<p>Katanya: {VERSE}</p>"),
    (f"<blockquote><p>«{VERSE}»</p></blockquote>", f'<blockquote dir="rtl"><p>«{VERSE}»</p></blockquote>'),
    (
        f"<blockquote><p>{VERSE}</p><p>Artinya: niat.</p><p>1</p></blockquote>",
        f'<blockquote dir="rtl"><p>{VERSE}</p><p dir="ltr">Artinya: niat.</p><p>1</p></blockquote>',
    ),
    (
        f"<blockquote><p>Artinya</p><p>{VERSE}</p></blockquote>",
        f'<blockquote><p>Artinya</p><p dir="rtl">{VERSE}</p></blockquote>',
    ),
    (f"<ol><li>satu</li><li>{VERSE}</li></ol>", f'<ol><li>satu</li><li dir="rtl">{VERSE}</li></ol>'),
    (f'<ol start="2"><li>{VERSE}</li></ol>', f'<ol dir="rtl" start="2"><li>{VERSE}</li></ol>'),
    (
        f"<ul><li>satu<ul><li>{VERSE}</li></ul></li></ul>",
        f'<ul><li>satu<ul><li dir="rtl">{VERSE}</li></ul></li></ul>',
    ),
    (f"<h2>{VERSE}</h2>", f'<h2 dir="rtl">{VERSE}</h2>'),
    (
        f"<table><tbody><tr><td>a</td><td>{VERSE}</td></tr></tbody></table>",
        f'<table><tbody><tr><td>a</td><td dir="rtl">{VERSE}</td></tr></tbody></table>',
    ),
    ("<p>שלום</p>", '<p dir="rtl">שלום</p>'),
    ("<p>12 (…)</p>", "<p>12 (…)</p>"),
    ("<p>“Kami” 5 &amp; 6</p>", "<p>“Kami” 5 &amp; 6</p>"),
]


@pytest.mark.parametrize(("html", "shown"), BLOCKS)
def test_a_block_says_how_it_runs(html, shown):
    assert directed(html) == shown


def test_what_is_typed_or_pasted_runs_so_for_readers():
    canonical = body.clean(
        f'<p dir="rtl" lang="ar">{VERSE}</p><blockquote dir="rtl"><p>{VERSE}</p></blockquote><p>Satu.</p>'
    )
    assert "dir=" not in canonical
    shown = body.render(canonical, cards={}, embed=str, photo=str, dateline="KRAKSAAN – ")
    assert shown.startswith('<p><span class="place">KRAKSAAN – </span>')
    assert '<blockquote dir="rtl"><p>' in shown
    assert shown.endswith("<p>Satu.</p>")


def test_a_block_of_the_site_s_own_letters_is_not_looked_at():
    html = "<p>" + "kata " * 50_000 + "</p>"
    assert directed(html) is html
