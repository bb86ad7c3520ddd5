"""How two texts differ: each kind of change by example, safety and completeness by property."""

import html
import re
from html.parser import HTMLParser

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text import body
from articles.text.difference import Change, Fold, of_bodies, of_texts
from tests.support.bodies import HOSTS, figure, names, photo
from tests.support.generated_html import any_html, moderate, photo_html, structured_html

YOUTUBE = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"


def changes(old, new, **options):
    """The HTML of the parts between two bodies in any spelling."""
    return [part.html for part in of_bodies(body.clean(old), body.clean(new), **options)]


# ---- Words

TEXTS = [
    ("", "", ""),
    ("sama  saja ", "sama saja", "sama saja"),
    ("", "baru saja", "<ins>[+baru saja+]</ins>"),
    ("lama", "", "<del>[−lama−]</del>"),
    (
        "Rob surut hari ini",
        "Rob naik hari ini",
        "Rob <del>[−surut−]</del> <ins>[+naik+]</ins> hari ini",
    ),
    ("Rob, surut", "Rob surut", "<del>[−Rob,−]</del> <ins>[+Rob+]</ins> surut"),
    ("satu dua tiga", "satu tiga", "satu <del>[−dua−]</del> tiga"),
    ("satu tiga", "satu dua dua tiga", "satu <ins>[+dua dua+]</ins> tiga"),
    ("a\nb", "a b", "a <del>[−<br>−]</del> b"),
    ("a\r\n\r\nb c", "a\r\n\r\nb d", "a<br><br>b <del>[−c−]</del> <ins>[+d+]</ins>"),
    ("<b>", "<i> & \"'", "<del>[−&lt;b&gt;−]</del> <ins>[+&lt;i&gt; &amp; \"'+]</ins>"),
    ("\u0338x", "\u0338x", "&#824;x"),
    # short words between two changes belong to them
    (
        "Warga menunggu di kantor camat",
        "Warga berkumpul di balai camat",
        "Warga <del>[−menunggu di kantor−]</del> <ins>[+berkumpul di balai+]</ins> camat",
    ),
    (
        "rapat pada hari Senin siang",
        "sidang pada hari Selasa siang",
        "<del>[−rapat pada hari Senin−]</del> <ins>[+sidang pada hari Selasa+]</ins> siang",
    ),
    (
        "rapat di kota ini Senin",
        "sidang di kota ini Selasa",
        "<del>[−rapat−]</del> <ins>[+sidang+]</ins> di kota ini <del>[−Senin−]</del> <ins>[+Selasa+]</ins>",
    ),
    (
        "rapat Probolinggo Senin",
        "sidang Probolinggo Selasa",
        "<del>[−rapat−]</del> <ins>[+sidang+]</ins> Probolinggo <del>[−Senin−]</del> <ins>[+Selasa+]</ins>",
    ),
    # but not where nothing was rewritten
    ("di sini", "ya di sana sini", "<ins>[+ya+]</ins> di <ins>[+sana+]</ins> sini"),
    ("ya di sana sini", "di sini", "<del>[−ya−]</del> di <del>[−sana−]</del> sini"),
    # nor does a line break
    (
        "a\nb",
        "c\nd",
        "<del>[−a−]</del> <ins>[+c+]</ins><br><del>[−b−]</del> <ins>[+d+]</ins>",
    ),
]


@pytest.mark.parametrize(("old", "new", "expected"), TEXTS)
def test_texts_differ_word_by_word(old, new, expected):
    assert of_texts(old, new) == expected


BLOCKS = [
    # marks
    ("<p>a b c", "<p>a <b>b</b> c", ["<p>a <del>[−b−]</del> <ins>[+<strong>b</strong>+]</ins> c</p>"]),
    (
        "<p><b>a b <i>c</i></b> d",
        "<p><b>a b <i>c</i></b> e",
        ["<p><strong>a b <em>c</em></strong> <del>[−d−]</del> <ins>[+e+]</ins></p>"],
    ),
    (
        "<p>kata lain",
        "<p>ka<i>ta</i> lain",
        ["<p><del>[−kata−]</del> <ins>[+ka<em>ta</em>+]</ins> lain</p>"],
    ),
    # links
    (
        '<p>baca <a href="/a?x=1&amp;y=2">berita ini</a>',
        '<p>baca <a href="https://x.example/b">berita ini</a>',
        [
            "<p>baca <del>[−berita ini (→ /a?x=1&amp;y=2)−]</del> "
            "<ins>[+berita ini (→ https://x.example/b)+]</ins></p>"
        ],
    ),
    (
        "<p>baca ini",
        '<p>baca <a href="#a"><b>ini</b></a>',
        ["<p>baca <del>[−ini−]</del> <ins>[+<strong>ini</strong> (→ #a)+]</ins></p>"],
    ),
    (
        "",
        '<p><a href="#a">a <b>b</b>c</a> <a href="#b">d</a> e',
        ["<p><ins>[+a <strong>b</strong>c (→ #a) d (→ #b) e+]</ins></p>"],
    ),
    (
        '<p><a href="#a">a</a> x',
        '<p><a href="#a">a</a> y',
        ["<p>a <del>[−x−]</del> <ins>[+y+]</ins></p>"],
    ),
    # line breaks
    ("<p>a<br>b", "<p>a b", ["<p>a <del>[−<br>−]</del> b</p>"]),
    # kinds of blocks
    ("<h2>a b", "<h2>a c", ["<h2>a <del>[−b−]</del> <ins>[+c+]</ins></h2>"]),
    ("<h3>a b", "<h3>a c", ["<h3>a <del>[−b−]</del> <ins>[+c+]</ins></h3>"]),
    ("<p>a b", "<h2>a b", ["<p><del>[−a b−]</del></p>", "<h2><ins>[+a b+]</ins></h2>"]),
    (
        "<blockquote><p>a b<p>c</blockquote>",
        "<blockquote><p>a b<p>d</blockquote>",
        ["<blockquote><p>a b<br><br><del>[−c−]</del> <ins>[+d+]</ins></p></blockquote>"],
    ),
    (
        "<ul><li>a<li>b<ul><li>c</ul>d</ul>",
        "<ul><li>a<li>b<ul><li>c<li>e</ul>d</ul>",
        ["<div>• a<br>• b<br>•• c <ins>[+<br>•• e+]</ins><br>d</div>"],
    ),
    ("<ul><li>a b</ul>", "<ol><li>a b</ol>", ["<div><del>[−• a b−]</del></div>", "<div><ins>[+# a b+]</ins></div>"]),
    (
        "<table><tr><td>a b<td>c<tr><td><td>d</table>",
        "<table><tr><td>a<td>b c<tr><td><td>e</table>",
        ["<div>a <del>[−b |−]</del> <ins>[+| b+]</ins> c<br>| <del>[−d−]</del> <ins>[+e+]</ins></div>"],
    ),
    (
        "<table><tr><td>a<td>b</table>",
        "<table><tr><th>a<td>b</table>",
        ["<div><del>[−a | b−]</del></div>", "<div><ins>[+a | b+]</ins></div>"],
    ),
    ("<p>a<hr>", "<p>a", ["<p>a</p>", "<p><del>[−———−]</del></p>"]),
    # cards and embeds
    (
        figure("/berita/1/"),
        figure("/berita/2/"),
        ["<p>Baca Juga: <del>[−/berita/1/−]</del> <ins>[+/berita/2/+]</ins></p>"],
    ),
    ("", figure(YOUTUBE), [f"<p><ins>[+{YOUTUBE}+]</ins></p>"]),
    # photos
    (
        photo(12, "Warga menyeberang sungai"),
        photo(12, "Warga menyeberangi sungai"),
        ["<p>Foto 12<br>Warga <del>[−menyeberang−]</del> <ins>[+menyeberangi+]</ins> sungai</p>"],
    ),
    (
        photo(12),
        photo(12, "Enam kata yang tidak ada sebelumnya &lt;"),
        ["<p>Foto 12 <ins>[+<br>Enam kata yang tidak ada sebelumnya &lt;+]</ins></p>"],
    ),
    (
        photo(12, "a b c d e f g h", "side"),
        photo(12, "i j k l m n o p q", "gallery"),
        ["<p>Foto 12 <del>[−(samping)−]</del> <ins>[+(galeri)+]</ins><br><del>[−a b c d e f g h−]</del> <ins>[+i j k l m n o p q+]</ins></p>"],
    ),
    (photo(12, "", "side"), photo(12), ["<p>Foto 12 <del>[−(samping)−]</del></p>"]),
    (photo(12, "a"), photo(13, "a"), ["<p>Foto <del>[−12−]</del> <ins>[+13+]</ins><br>a</p>"]),
    ("", photo(12, "a"), ["<p><ins>[+Foto 12<br>a+]</ins></p>"]),
    ("<p>Foto 12", photo(12), ["<p><del>[−Foto 12−]</del></p>", "<p><ins>[+Foto 12+]</ins></p>"]),
    # the same one, not the one that stands in its place
    (
        f"{photo(1, 'a b')}{photo(2, 'c d')}",
        f"{photo(2, 'a b')}",
        ["<p><del>[−Foto 1<br>a b−]</del></p>", "<p>Foto 2<br><del>[−c d−]</del> <ins>[+a b+]</ins></p>"],
    ),
    # blocks that stay, go, come and move
    (
        "<p>a<p>satu dua tiga<p>pergi<p>z",
        "<p>datang<p>a<p>satu dua empat<p>z",
        [
            "<p><ins>[+datang+]</ins></p>",
            "<p>a</p>",
            "<p>satu dua <del>[−tiga−]</del> <ins>[+empat+]</ins></p>",
            "<p><del>[−pergi−]</del></p>",
            "<p>z</p>",
        ],
    ),
    ("<p>a<p>b", "<p>x y<p>z", [f"<p><del>[−{c}−]</del></p>" for c in "ab"] + ["<p><ins>[+x y+]</ins></p>", "<p><ins>[+z+]</ins></p>"]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), BLOCKS)
def test_each_kind_of_change_has_its_form(old, new, expected):
    assert changes(old, new) == expected


def test_unchanged_blocks_in_a_row_are_one_fold():
    canonical = body.clean(f"<h2>Judul</h2><p>dua <b>kata</b></p>{figure('/berita/1/')}<p>a b")
    start, end = canonical.rpartition("\n")[::2]
    assert of_bodies(canonical, canonical) == [Fold(canonical, blocks=4, words=5)]
    assert of_bodies(canonical, start) == [
        Fold(start, blocks=3, words=3),
        Change("<p><del>[−a b−]</del></p>"),
    ]
    assert of_bodies(start, f"{start}\n{end}")[1:] == [Change("<p><ins>[+a b+]</ins></p>")]
    assert of_bodies("", "") == []


def test_long_unchanged_runs_inside_a_block_are_left_out():
    run = [f"kata{n}" for n in range(65)]
    old, new = (f"<p>{' '.join([*run, middle, *run, middle, *run])}</p>" for middle in "xy")
    change = "<del>[−x−]</del> <ins>[+y+]</ins>"
    head, tail = " ".join(run[:12]), " ".join(run[-12:])
    (folded,) = changes(old, new)
    assert folded == (
        f'<p><span class="folded">… 53 …</span> {tail} {change} {head} <span class="folded">… 41 …</span> '
        f'{tail} {change} {head} <span class="folded">… 53 …</span></p>'
    )
    assert "folded" not in changes(old, new, fold=False)[0]
    assert "folded" not in changes(f"<p>{' '.join(run[:52])} x", f"<p>{' '.join(run[:52])} y")[0]


@pytest.mark.slow
def test_a_text_of_few_or_of_many_words_is_no_danger():
    words = [f"kata{n}" for n in range(101)]
    circle, back = (f"<p>{' '.join(order * 150)}</p>" for order in (words, words[::-1]))
    assert changes(circle, back, fold=False)
    assert changes("<p>x</p>" + "<p>a</p>" * 5000, "<p>a</p>" * 5000 + "<p>y</p>")


def test_the_language_of_words_is_a_change():
    old, new = "<p>Katanya: kula nuwun.</p>", '<p>Katanya: <span lang="jv">kula nuwun</span>.</p>'
    [html] = changes(old, new)
    assert "(→ jv)" in html
    assert changes(new, new.replace("jv", "mad")) != changes(new, new)


# ---- Safety and completeness

BLOCK_TAGS = names("p h2 h3 blockquote div")
INLINE_TAGS = names("strong em s sub sup ins del br span")
CHILDREN = {None: BLOCK_TAGS, "blockquote": {"p"}}
SIGN = re.compile(r"[•#]+|\||———")


class Inspector(HTMLParser):
    """Fails on whatever a change may not hold."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.stack = [None]

    def handle_starttag(self, tag, attrs):
        assert tag in CHILDREN.get(self.stack[-1], INLINE_TAGS), (self.stack, tag)
        assert tag not in self.stack
        assert tag not in ("ins", "del") or self.stack[-1] in BLOCK_TAGS | {None}
        assert attrs == ([("class", "folded")] if tag == "span" else [])
        if tag != "br":
            self.stack.append(tag)

    def handle_endtag(self, tag):
        assert self.stack.pop() == tag

    def handle_comment(self, data):
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def inspect(changed, stack=()):
    inspector = Inspector()
    inspector.stack += stack
    inspector.feed(changed)
    inspector.close()
    assert inspector.stack == [None, *stack]
    same = nh3.clean(changed, tags=BLOCK_TAGS | INLINE_TAGS, attributes={"span": {"class"}}, link_rel=None)
    assert html.unescape(same) == html.unescape(changed)


def without(tag, changed):
    """A side of a change: one of <ins> and <del> with what it holds is dropped, of the other the markers."""
    changed = re.sub(f"<{tag}>.*?</{tag}>", "", changed)
    shown = re.sub(r"<(ins|del)>\[[+−](.*?)[+−]\]</\1>", r"\2", changed)
    return re.sub(r"\(→ [^\s<]+\)(?=[\s<]|$)", "", shown)


def shown_words(shown):
    words = html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"<br>|</?(?:p|div)>", " ", shown))).split()
    return [word for word in words if not SIGN.fullmatch(word)]


def words_of(canonical):
    """The words of a body as they are read, with the addresses of cards and embeds."""
    words = []
    for block in body.blocks(canonical):
        label = {"article": ["Baca", "Juga:"], "photo": ["Foto", str(block.photo_id)]}.get(block.kind, [])
        layout = {"side": ["(samping)"], "gallery": ["(galeri)"]}.get(block.layout, [])
        words += [*label, *layout, *block.url.split(), *body.text(block.html).split()]
    return [word for word in words if not SIGN.fullmatch(word)]


def check(old, new):
    parts = of_bodies(old, new, fold=False)
    for tag, canonical in (("ins", old), ("del", new)):
        found = [
            words_of(part.html) if isinstance(part, Fold) else shown_words(without(tag, part.html))
            for part in parts
        ]
        assert sum(found, []) == words_of(canonical)  # noqa: RUF017 - these are short
    for part in [*parts, *of_bodies(old, new)]:
        if isinstance(part, Change):
            inspect(part.html)
            assert re.search("<ins>|<del>", part.html)
        else:
            assert part.words == body.word_count(part.html)
            assert part.blocks == len(body.blocks(part.html))
    assert old == new or any(isinstance(part, Change) for part in parts)


# Two bodies that grew from one: each piece stands in the old one, in the new one or in both.
pieces = st.one_of(
    any_html,
    structured_html,
    photo_html,
    st.sampled_from([photo(1), photo(2), photo(1, "kata di"), photo(1, "kata", "side"), photo(2, "", "gallery")]),
    st.sampled_from(["kata ", "di ", "<b>", "</b>", "<p>", "<li>", "<ul>", "<td>", "<a href=/x>", "<a href=/y>"]),
    st.sampled_from(["satu dua tiga ", "empat lima ", "Probolinggo ", "<br>", "</a>", "<h2>", "</ul>", "<hr>"]),
)  # fmt: skip
stories = st.lists(st.tuples(pieces, st.sampled_from(["old", "new", "both", "both", "both"])), max_size=20)


def side(story, name):
    return body.clean("".join(piece for piece, where in story if where in (name, "both")), hosts=HOSTS)


@pytest.mark.slow
@moderate
@given(stories)
def test_both_sides_can_be_read_and_nothing_unsafe_comes_out(story):
    check(side(story, "old"), side(story, "new"))


@moderate
@given(any_html, any_html)
def test_bodies_that_have_nothing_in_common(old, new):
    check(body.clean(old, hosts=HOSTS), body.clean(new, hosts=HOSTS))


@moderate
@given(any_html)
def test_a_body_does_not_differ_from_itself(source):
    canonical = body.clean(source, hosts=HOSTS)
    folds = of_bodies(canonical, canonical)
    assert [fold.html for fold in folds] == ([canonical] if canonical else [])


plain = st.lists(
    st.one_of(st.sampled_from(["di ", "kata ", "\n", "<b>", "&amp;", "surut "]), st.text(max_size=4)), max_size=20
).map("".join)  # fmt: skip


@pytest.mark.slow
@moderate
@given(plain, plain)
def test_texts_can_be_read_and_are_safe(old, new):
    shown = of_texts(old, new)
    for tag, text in (("ins", old), ("del", new)):
        assert shown_words(without(tag, shown)) == [w for w in text.split() if not SIGN.fullmatch(w)]
    inspect(shown.replace("\x00", ""), stack=["p"])
    assert not re.search("<ins>|<del>", of_texts(old, old))
