"""Charts, maps and films: which addresses are one, what a frame shows of them, and what a link to one becomes."""

import re
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from articles.machines.printing import Files, story_html
from articles.text import body, difference, media, plain_text
from articles.text.media import frame_address, media_at

POINT = "https://www.google.com/maps?q=-7.7543,113.2159"
STREETS = "https://www.openstreetmap.org/?mlat=-7.7543&mlon=113.2159"
CHART = "https://datawrapper.dwcdn.net/AbCdE/"
ADDRESSES = {
    "https://datawrapper.dwcdn.net/AbCdE/": CHART,
    "//datawrapper.dwcdn.net/AbCdE/3/?dark=auto": CHART,
    "https://www.datawrapper.de/_/AbCdE/": CHART,
    "https://public.flourish.studio/visualisation/123456/": "https://public.flourish.studio/visualisation/123456/",
    "https://flo.uri.sh/story/77/embed?auto=1": "https://public.flourish.studio/story/77/",
    "https://www.google.com/maps/d/u/0/viewer?hl=id&mid=1A-b_c&ll=-7%2C113": "https://www.google.com/maps/d/viewer?mid=1A-b_c",
    "https://www.google.com/maps/d/embed?mid=1A-b_c": "https://www.google.com/maps/d/viewer?mid=1A-b_c",
    "https://www.google.com/maps?q=-7.7543,113.2159": POINT,
    "https://maps.google.com/?q=-7.7543,113.2159&z=17": POINT,
    "https://maps.google.co.id/maps?hl=id&q=loc:-7.7543%2C113.2159": POINT,
    "https://www.google.com/maps/search/?api=1&query=-7.7543%2C113.2159": POINT,
    "https://www.google.com/maps/place/Alun-alun/@-7.7,113.2,17z/data=!3m1!8m2!3d-7.7543!4d113.2159!16s": POINT,
    "https://www.openstreetmap.org/?mlat=-7.7543&mlon=113.2159#map=15/-7.7/113.2": STREETS,
    "https://www.openstreetmap.org/export/embed.html?bbox=1%2C2%2C3%2C4&marker=-7.7543%2C113.2159": STREETS,
}  # fmt: skip
NONE = (
    "https://www.datawrapper.de/charts", "https://datawrapper.dwcdn.net/", "https://flourish.studio/pricing/",
    "https://public.flourish.studio/@uji/", "https://www.google.com/maps", "https://www.google.com/maps?q=Alun-alun",
    "https://maps.app.goo.gl/AbCdE", "https://www.openstreetmap.org/#map=15/-7.7/113.2", "https://contoh.id/maps?q=-7.7,113.2",
    "https://datawrapper.dwcdn.net.contoh.id/AbCdE/",
)  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_each_address_of_a_chart_or_a_map_is_one(address):
    found = media_at(address, frozenset())
    assert (found.url, found.provider in media.TITLED) == (ADDRESSES[address], True)
    assert media_at(found.url, frozenset()) == found
    assert frame_address(found.url)
    figure = f'<figure class="media"><oembed url="{found.url.replace("&", "&amp;")}"></oembed></figure>'
    assert body.clean(f"<p>{address.replace('&', '&amp;')}</p>") == figure
    assert plain_text.from_plain(plain_text.to_plain(figure)) == figure


@pytest.mark.parametrize("address", NONE)
def test_what_is_only_like_one_stays_what_it_is(address):
    assert media_at(address, frozenset()) is None


def test_readers_pages_let_in_the_frames_that_there_are_and_no_other():
    hosts = {
        f"https://{urlsplit(frame_address(url)).netloc}"
        for url in [*ADDRESSES.values(), "https://www.youtube.com/watch?v=dQw4w9WgXcQ"]
    }
    assert hosts == set(media.FRAME_HOSTS)
    assert set(settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["frame-src"]) == {"'self'", *hosts}


def test_a_film_begins_where_its_address_says():
    assert frame_address("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=42s").endswith("?start=42&autoplay=1")


def test_posts_of_networks_stay_links():
    for url in (
        "https://x.com/bpbd/status/123",
        "https://www.instagram.com/p/AbC/",
        "https://www.tiktok.com/@a/video/1",
    ):
        assert frame_address(url) == ""


TITLE = f'<p><a href="{CHART}" rel="noopener">Harga cabai &amp; bawang</a></p>'


def test_a_link_that_stands_alone_is_the_title_of_its_chart():
    [block] = body.blocks(body.clean(TITLE))
    assert (block.kind, block.provider, block.url, block.title) == (
        "embed",
        "datawrapper",
        CHART,
        "Harga cabai & bawang",
    )
    assert body.clean(TITLE) == TITLE
    assert plain_text.from_plain(plain_text.to_plain(TITLE)) == TITLE
    [within] = body.blocks(body.clean(f'<p>Lihat <a href="{CHART}">grafik</a>.</p>'))
    assert within.kind == "text"


def test_a_chart_at_the_edge_of_a_story_keeps_dateline_and_sign_off_away_from_it():
    shown = body.render(
        f"{TITLE}\n<p>Teks.</p>\n{TITLE}", cards={}, photo=str, embed=lambda block: f"[{block.title}]",
        dateline="KRAKSAAN – ", sign_off="(*)",
    )  # fmt: skip
    title = "[Harga cabai & bawang]"
    dated = '<p><span class="place">KRAKSAAN – </span>Teks.</p>'
    assert shown.split("\n") == [title, dated, title, '<p><span class="sign-off">(*)</span></p>']


def test_pasted_code_with_a_title_becomes_that_link_in_both_composers():
    code = f'<iframe title="Harga cabai &amp; bawang" src="{CHART}3/" height="400"></iframe>'
    from_editor = body.clean(f"<p>Naik.</p>{code}")
    from_phone = plain_text.from_plain(f"Naik.\n\n{code}")
    for html in (from_editor, from_phone):
        [_text, chart] = body.blocks(html)
        assert (chart.kind, chart.url, chart.title) == ("embed", CHART, "Harga cabai & bawang")


def test_a_new_title_is_seen_in_the_difference():
    shown = difference.of_bodies(TITLE, TITLE.replace("bawang", "telur"))
    assert "telur" in str(shown)
    assert "bawang" in str(shown)


def test_the_full_editor_takes_the_same_addresses():
    """Its expression is JavaScript's; all that it says is said alike in Python."""
    pattern = re.compile(media.editor_pattern().strip("/"), re.ASCII)
    for address in [*ADDRESSES, "https://youtu.be/dQw4w9WgXcQ?t=4", "https://www.facebook.com/reel/1"]:
        assert pattern.match(address), address
    for address in NONE:
        assert not pattern.match(address), address


def test_elsewhere_a_chart_is_a_link_with_its_title(rf):

    class Story:
        body, place, published_at, commercial_label, disclosure_lines = TITLE, "", None, "", ()

    class Publication:
        dateline = staticmethod(lambda place, at: "")

    html = story_html(Story, Publication, Files({}, {}))
    assert html == f'<p><a href="{CHART}">Harga cabai &amp; bawang</a></p>'
