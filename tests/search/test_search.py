"""What readers find, in which order, what is said where they find nothing, and what a search reads to find it."""

import pytest
from django.core.management import call_command
from django.db import DataError

from articles import search
from articles.models import SearchWord
from articles.search import candidates
from tests.support.archives import archive
from tests.support.factories import (
    make_article,
    make_category,
    make_publication,
    make_region,
    move,
    publish,
    run_tasks,
    schedule,
    update,
)
from tests.support.plans import plans_of
from tests.support.public_pages import costs, headlines


def test_the_headline_counts_most_and_stems_tags_names_and_places_are_found(story, ask):
    story("Harga cabai naik", "Pasar kebanjiran.", hours_ago=1)
    story("Banjir di pasar", hours_ago=2)
    story("Rapat", tags=["Mitigasi"], dateline="Gending")
    assert "<mark>kebanjiran</mark>" in ask("banjir").content.decode()
    assert headlines(ask("pasar")) == ["Banjir di pasar", "Harga cabai naik"]
    assert headlines(ask("membanjiri")) == ["Banjir di pasar", "Harga cabai naik"]
    for words in ("mitigasi", "gending"):
        assert headlines(ask(words)) == ["Rapat"]
    assert len(headlines(ask("wati"))) == 3


def test_among_equals_the_newest_comes_first_and_what_is_new_counts_more(story, ask):
    for days in (400, 1, 30):
        story(f"Panen padi {days}", hours_ago=days * 24)
    assert headlines(ask("padi")) == ["Panen padi 1", "Panen padi 30", "Panen padi 400"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ('"air bersih"', {"Berdampingan"}),
        ('air "bersih kota"', set()),
        ("air bersih", {"Berdampingan", "Terpisah"}),
        ("air -bersih", {"Kering"}),
        ('air -"air bersih"', {"Terpisah", "Kering"}),
        ("kemarau OR sungai", {"Terpisah", "Kering"}),
        ("air yang di bersih", {"Berdampingan", "Terpisah"}),
        ("-sungai air OR -bersih", {"Kering"}),  # with an exclusion, OR says nothing
        ("OR", set()),
        ('"', set()),
    ],
)
def test_phrases_exclusions_and_alternatives(words, found, story, ask):
    story("Berdampingan", "Warga butuh air bersih.")
    story("Terpisah", "Sungai bersih, air jernih.")
    story("Kering", "Air habis saat kemarau.")
    assert set(headlines(ask(words))) == found


def test_the_beginning_of_the_last_word_finds_it_below_whole_words(story, ask):
    story("Jalan Sukapura diperbaiki")
    story("Kebakaran pasar", hours_ago=1)
    story("Kebak airnya", hours_ago=2)
    assert headlines(ask("sukap")) == ["Jalan Sukapura diperbaiki"]
    assert headlines(ask("jalan SUKAP")) == ["Jalan Sukapura diperbaiki"]
    assert headlines(ask("kebak")) == ["Kebak airnya", "Kebakaran pasar"]
    for words in ('"sukap"', "su", "-sukap", "sukap jalan", "jalan OR sukap"):
        assert "Jalan Sukapura diperbaiki" not in headlines(ask(words)) or words == "jalan OR sukap", words
    html = ask("sukap").content.decode()
    assert "maksud" not in html


def test_a_place_is_found_by_the_region_alone_and_by_its_beginning(story, ask):
    story("Rapat")
    assert headlines(ask("kraks")) == ["Rapat"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("probolingo", "probolinggo"),  # a letter too few
        ("kebakran", "kebakaran"),
        ("banjri", "banjir"),  # two that changed places
        ("probolnigo", "probolinggo"),  # two slips, and it sounds alike
        ("prabalinggo", "probolinggo"),
        ("Kebakkaran", "kebakaran"),  # one too many
        ("sungei", "sungai"),  # another one
        ("banjri probolingo", "banjir probolinggo"),
        ('"banjri sungai" -jakrta', '"banjir sungai" -jakrta'),
        ("banjri di sungai", "banjir di sungai"),
    ],
)
def test_a_slip_is_answered_with_what_may_have_been_meant(typed, meant, story, ask):
    story("Banjir sungai di Probolinggo", "Kebakaran padam.")
    response = ask(typed)
    assert response.context["suggestion"] == meant
    assert response.context["results"].object_list == []
    html = response.content.decode()
    link = html.split('class="meant"')[1].split('href="')[1].split('"')[0].replace("&amp;", "&")
    assert ask.follow(link) == ["Banjir sungai di Probolinggo"]


def test_what_was_meant_is_asked_for_with_the_same_filters_and_finds_something_there(story, ask):
    story("Banjir surut", category=make_category("Olahraga", "olahraga"))
    story("Pasar ramai", category=make_category("Kosong", "kosong"))
    html = ask("banjri", kategori="olahraga", halaman="2").content.decode()
    assert 'href="?q=banjir&amp;kategori=olahraga"' in html
    assert ask("banjri", kategori="kosong").context["suggestion"] is None


def test_the_words_of_what_is_not_public_are_no_suggestion(story, ask, writer, editor, managing_editor):
    gone = story("Pencurian kotak amal", hours_ago=5)
    assert ask("pencuriam").context["suggestion"] == "pencurian"
    move(gone, ("request_withdrawal", editor), ("withdraw", managing_editor))
    assert ask("pencuriam").context["suggestion"] is None
    assert "pencurian" not in ask("pencuriam").content.decode()
    make_article(writer, headline="Rahasia rancangan")
    schedule(make_article(writer, headline="Bendungan diresmikan"), writer, editor)
    call_command("count_words")
    known = set(SearchWord.objects.values_list("word", flat=True))
    assert not known & {"pencurian", "rahasia", "rancangan", "bendungan", "diresmikan"}


@pytest.mark.slow
def test_a_story_with_the_slip_in_it_is_shown_beside_what_is_far_more_common(story, ask):
    for number in range(11):
        story(f"Banjir hari ke-{number}")
    story("Banjri di sungai")
    response = ask("banjri")
    assert headlines(response) == ["Banjri di sungai"]
    assert response.context["suggestion"] == "banjir"
    assert ask("banjir").context["suggestion"] is None


@pytest.mark.django_db(transaction=True)
def test_the_words_of_a_story_are_known_once_it_is_published_or_changed(client, writer, editor):
    make_publication()
    made = publish(make_article(writer, headline="Waduk dikuras"), writer, editor)
    run_tasks()
    assert SearchWord.objects.get(word="waduk").stories == 1
    update(made, writer, editor, headline="Bendungan dikuras")
    run_tasks()
    assert SearchWord.objects.filter(word="bendungan").exists()
    call_command("count_words")
    assert set(SearchWord.objects.filter(word__in=["bendungan", "waduk"])) == {SearchWord(word="bendungan")}


@pytest.mark.parametrize(
    ("snippet", "shown"),
    [
        ("Air \x02banjir\x03 surut.", "Air <mark>banjir</mark> surut."),
        ("Sejak subuh, warga,", "Sejak subuh, warga…"),
        ("hanya \x02banjir\x03", "hanya <mark>banjir</mark>…"),
        ("tamat\x02.\x03", "tamat<mark>.</mark>"),
        ("", ""),
    ],
)
def test_a_snippet_says_where_its_sentence_goes_on(snippet, shown):
    assert search.marked_html(snippet) == shown


def test_a_snippet_is_text_with_the_words_marked_and_nothing_else(story, ask):
    other = story("Lain")
    story(
        "Rapat",
        "Riset R&amp;D tanggul &lt;script&gt; 1 &lt; 2 &lt;/script&gt;.</p>"
        f'<figure class="media"><oembed url="/berita/{other.pk}/"></oembed></figure><p>Selesai.',
    )
    html = ask("tanggul").content.decode()
    assert "R&amp;D <mark>tanggul</mark> &lt;script&gt; 1 &lt; 2 &lt;/script&gt;. Selesai" in html
    assert "oembed" not in html
    html = ask("\x02tanggul\x03").content.decode()
    assert "<mark>tanggul</mark>" in html
    assert "\x02" not in html


def test_filters_narrow_by_place_with_its_parts_by_category_and_by_time(story, ask):
    sport = make_category("Olahraga", "olahraga")
    volley = make_category("Voli", "voli", sport)
    other = make_region("Kota Pasuruan", "kota-pasuruan")
    story("Padi kemarin", hours_ago=30)
    story("Padi voli", category=volley)
    story("Padi pekan lalu", region=other, hours_ago=24 * 10)
    story("Padi lama", hours_ago=24 * 300)
    story("Padi kuno", hours_ago=24 * 500)
    for filters, found in (
        ({"daerah": "kota-pasuruan"}, ["Padi pekan lalu"]),
        ({"daerah": "kabupaten-probolinggo", "periode": "7hari"}, ["Padi voli", "Padi kemarin"]),
        ({"kategori": "olahraga"}, ["Padi voli"]),
        ({"kategori": "olahraga/voli", "daerah": "kraksaan"}, ["Padi voli"]),
        ({"kategori": "olahraga", "daerah": "kota-pasuruan"}, []),
        ({"periode": "24jam"}, ["Padi voli"]),
        ({"periode": "30hari"}, ["Padi voli", "Padi kemarin", "Padi pekan lalu"]),
        (
            {"periode": "tahun", "urut": "terbaru"},
            ["Padi voli", "Padi kemarin", "Padi pekan lalu", "Padi lama"],
        ),
    ):
        assert headlines(ask("padi", **filters)) == found, filters
    assert 'href="?q=padi"' in ask("padi", daerah="kota-pasuruan", periode="24jam").content.decode()


def test_newest_first_is_by_time_alone(story, ask):
    story("Panen padi", hours_ago=5)
    story("Rapat", "Tentang padi.", hours_ago=2)
    assert headlines(ask("padi")) == ["Panen padi", "Rapat"]
    assert headlines(ask("padi", urut="terbaru")) == ["Rapat", "Panen padi"]


@pytest.mark.parametrize(
    ("filters", "told"),
    [
        ({"daerah": "atlantis"}, "id_daerah_error"),
        ({"kategori": "x\x00"}, "id_kategori_error"),
        ({"periode": "9" * 400}, "id_periode_error"),
        ({"urut": "'"}, "id_urut_error"),
        ({"halaman": "0"}, "id_halaman_error"),
        ({"halaman": "9" * 400}, "id_halaman_error"),
        ({"halaman": "26"}, "id_halaman_error"),
        ({"q": "a" * 101}, "id_q_error"),
        ({"q": "pa\x00di"}, "id_q_error"),
    ],
)
def test_a_wrong_value_is_told_at_its_field(filters, told, story, client):
    story("Padi")
    response = client.get("/cari/", {"q": "padi"} | filters)
    html = response.content.decode()
    assert response.status_code == 400
    assert f'id="{told}"' in html
    if "halaman" not in told:
        assert f'aria-describedby="{told}"' in html
    assert "/berita/" not in html
    assert "\x00" not in html


@pytest.mark.parametrize("typed", ["", "%00", "%22", "a" * 5000, "%3Cscript%3E", "-", "%F0%9F%98%80", "%E2%80%AE", "%FF", "'", "!!!", "a:*", "|", "%26", "OR OR", "-OR", "%5C", "_", "-%22", "%22%22", "%E2%80%9C", "%E2%80%9C%E2%80%9D", "-%E2%80%9Ca", "~padi", "%27padi%27:*", "a%7C!b", "%3C-%3E", "(", "OR%20-", "a+" * 50, "a+OR+" * 19 + "b", "%EA%A6%97%EA%A6%AE", "%E4%BD%A0%E5%A5%BD", "%E0%A4%A8%E0%A4%AE", "%D8%B3", "%C2%AD", "1.000.000,00", "-81", "--", "%E2%88%92padi"])  # fmt: skip
def test_whatever_is_typed_is_answered(typed, client, story):
    story("Padi")
    response = client.get(f"/cari/?q={typed}")
    assert response.status_code in (200, 400)
    assert b"<script>" not in response.content


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("yang di", "only_stop_words"),
        ("Dengan -pasar", "only_stop_words"),
        ("-pasar", "only_exclusions"),
        ("", ""),
        ("?!", ""),
    ],
)
def test_what_cannot_be_looked_for_is_said_kindly(typed, told, story, ask):
    story("Padi di pasar yang ramai dengan warga")
    response = ask(typed)
    assert "/berita/" not in response.content.decode()
    wanted = response.context["query"]
    assert [name for name in ("only_stop_words", "only_exclusions") if getattr(wanted, name)] == [
        told
    ] * bool(told)
    assert 'class="empty"' in response.content.decode()


def test_stop_words_count_between_quotation_marks(story, ask):
    story("Padi di pasar")
    assert headlines(ask('"di pasar"')) == ["Padi di pasar"]
    assert headlines(ask('"ke pasar"')) == []


@pytest.mark.django_db(transaction=True)
def test_a_search_that_takes_too_long_is_given_up_and_said_so(client, monkeypatch, settings):
    make_publication()
    settings.SEARCH_PATIENCE = "50ms"
    monkeypatch.setattr(candidates, "WITH_WORDS", "SELECT pg_sleep(5)")
    response = client.get("/cari/?q=banjir")
    assert response.status_code == 200
    assert response.context["too_broad"]
    monkeypatch.setattr(candidates, "WITH_WORDS", "SELECT 1 / 0")
    with pytest.raises(DataError):
        client.get("/cari/?q=banjir")


def read_for(client, url):
    """How many rows, and of how many pages, the database reads to find the candidates of a search."""
    found = [node for plan in plans_of(client, url, "AS span") for node in plan]
    scans = [
        node for node in found if node.get("Relation Name") in ("articles_article", "articles_searchentry")
    ]
    bitmaps = [node for node in scans if node["Node Type"] == "Bitmap Heap Scan"]
    assert bitmaps
    # Beside them, the time of the oldest story is looked up.
    assert {node["Index Name"] for node in scans if node not in bitmaps} <= {"article_public"}
    assert all(node["Actual Rows"] <= 1 for node in scans if node not in bitmaps)
    rows = sum(node["Actual Rows"] * node["Actual Loops"] for node in bitmaps)
    return rows, sum(node["Exact Heap Blocks"] for node in bitmaps)


@pytest.mark.slow
@pytest.mark.parametrize("filters", ["", "&daerah=kraksaan", "&kategori=peristiwa", "&urut=terbaru"])
def test_a_common_word_reads_its_newest_months_only_however_old_the_archive_is(filters, story, client):
    first = story("Banjir di pasar")
    archive(first, (1, 6))
    few, _pages = read_for(client, f"/cari/?q=banjir{filters}")
    archive(first, (7, 30))
    many, _pages = read_for(client, f"/cari/?q=banjir{filters}")
    assert many == few
    assert search.MOST < many < 3 * search.MOST


def test_a_rare_word_reads_its_own_stories_only(story, client):
    first = story("Banjir di pasar")
    archive(first, (1, 12), rare="langka")
    for words, own in {
        "langka": 1,
        "langka banjir": 1,
        "banjir langka -kering": 1,
        "langka -banjir": 0,
    }.items():
        rows, pages = read_for(client, f"/cari/?q={words}")
        assert rows <= own, words
        assert pages < 10, words  # more than its own only after tests that were rolled back
    assert read_for(client, "/cari/?q=banjir")[1] > 10


def phrases_checked(client, url):
    """In how many stories the database looks whether the words of a phrase stand side by side."""
    plans = plans_of(client, url, "<->")
    assert plans
    assert not sum(node.get("Rows Removed by Index Recheck", 0) for plan in plans for node in plan)
    newest = (next(node for node in plan if node["Node Type"] == "Limit") for plan in plans)
    return sum(node["Actual Rows"] for node in newest)


@pytest.mark.parametrize("words", ['"air pasar"', '"air pasar" -kering', '"air pasar" OR "pasar air"'])
def test_a_phrase_of_common_words_is_looked_for_in_a_bounded_number_of_stories(words, story, client):
    archive(story("Rapat", "Air naik di dekat pasar, anak-anak pulang."), (1, 8))
    checked = phrases_checked(client, f"/cari/?q={words}")
    assert search.LOOKED_AT <= checked <= 3 * search.LOOKED_AT


def test_what_a_phrase_was_not_looked_for_in_is_said(story, ask):
    archive(story("Rapat", "Air naik di pasar."), (1, 5))
    story("Air pasar", hours_ago=24 * 300)
    story("Kerja bakti", "Air pasar keruh.", hours_ago=1)
    story("Tua", "Air pasar jernih.", hours_ago=24 * 300)
    response = ask('"air pasar"')
    assert headlines(response) == ["Air pasar", "Kerja bakti"]  # an old headline, and the newest
    assert f" {search.LOOKED_AT} " in response.content.decode()
    response = ask('"pasar jernih"')
    assert headlines(response) == ["Tua"]
    assert response.context["looked_at"] == 0
    assert ask('"pasar air"').context["looked_at"]
    assert f" {search.LOOKED_AT} " in ask('"pasar air"').content.decode()


def test_a_common_word_finds_a_bounded_number_with_old_headlines_among_them(story, client, ask):
    first = story("Rapat warga", "Banjir di pasar.", hours_ago=1)
    archive(first, (0, 2))
    story("Banjir besar", hours_ago=24 * 300)
    response = ask("banjir")
    assert response.context["more"]
    assert headlines(response)[0] == "Banjir besar"
    assert response.context["results"].paginator.count == search.MOST
    last = ask("banjir", halaman=search.MOST // 20)
    assert len(headlines(last)) == 20
    assert 'rel="next"' not in last.content.decode()


def test_page_links_keep_what_was_asked_for(story, client, ask):
    archive(story("Banjir & hujan"), (0, 0), a_month=45)
    seen, url = [], "?q=banjir+hujan&daerah=kraksaan&periode=tahun"
    while url:
        response = client.get(f"/cari/{url}")
        seen += [found.pk for found in response.context["results"]]
        rest = response.content.decode().split('rel="next" href="')
        url = rest[1].split('"')[0].replace("&amp;", "&") if len(rest) > 1 else ""
        assert not url or "q=banjir+hujan&daerah=kraksaan&periode=tahun&halaman=" in url
    assert len(seen) == len(set(seen)) == 46


def test_a_search_costs_few_queries_also_where_it_finds_nothing(story):
    archive(story("Banjir"), (0, 0), a_month=30)
    for words, most in (("banjir", 6), ("xyzzy", 8), ("banjri", 9)):
        [cost] = costs([f"/cari/?q={words}"]).values()
        assert cost <= most, words
